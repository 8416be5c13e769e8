/* SPDX-License-Identifier: ISC */
#include "tui/grid.h"

#include <string.h>

#include "tui/term.h"

enum { HEAD_ROWS = 2 };

static void
span(size_t a, size_t b, size_t *from, size_t *count)
{
	*from = a < b ? a : b;
	*count = (a < b ? b : a) - *from + 1;
}

struct grid_range
grid_selection(const struct grid *g)
{
	struct grid_range range = { g->row, g->col, 1, 1 };

	if (g->select == GRID_WHOLE_COLUMNS)
		range.row = 0, range.rows = g->rows;
	else if (g->select != GRID_ONE)
		span(g->anchor_row, g->row, &range.row, &range.rows);
	if (g->select == GRID_WHOLE_ROWS)
		range.col = 0, range.cols = g->cols;
	else if (g->select != GRID_ONE)
		span(g->anchor_col, g->col, &range.col, &range.cols);
	return range;
}

void
grid_begin_select(struct grid *g, enum grid_select how)
{
	/* Another way to select keeps where it began. */
	if (g->select == GRID_ONE) {
		g->anchor_row = g->row;
		g->anchor_col = g->col;
	}
	g->select = g->select == how ? GRID_ONE : how;
}

static size_t
keep_in_view(size_t at, size_t from, size_t room)
{
	if (at < from)
		return at;
	return at >= from + room ? at - room + 1 : from;
}

/* No empty space is shown while there is something to fill it. */
static size_t
fill_view(size_t from, size_t room, size_t count)
{
	if (count <= room)
		return 0;
	return from + room > count ? count - room : from;
}

void
grid_scroll(struct grid *g, struct area area)
{
	int rows = area.rows - HEAD_ROWS;
	/* The last cell needs no gap after it. */
	int cols = (area.cols - g->head_cols + 1) / g->cell_cols;

	if (g->row >= g->rows)
		g->row = g->rows > 0 ? g->rows - 1 : 0;
	if (g->col >= g->cols)
		g->col = g->cols > 0 ? g->cols - 1 : 0;
	if (g->anchor_row >= g->rows || g->anchor_col >= g->cols)
		g->select = GRID_ONE;
	g->shown_rows = rows > 1 ? (size_t)rows : 1;
	g->shown_cols = cols > 1 ? (size_t)cols : 1;
	g->top = fill_view(keep_in_view(g->row, g->top, g->shown_rows),
			   g->shown_rows, g->rows);
	g->left = fill_view(keep_in_view(g->col, g->left, g->shown_cols),
			    g->shown_cols, g->cols);
	if (g->shown_rows > g->rows - g->top)
		g->shown_rows = g->rows - g->top;
	if (g->shown_cols > g->cols - g->left)
		g->shown_cols = g->cols - g->left;
}

static int
column_of(const struct grid *g, struct area area, size_t col)
{
	return area.col + g->head_cols + (int)(col - g->left) * g->cell_cols;
}

/* The group's heading, cut where the next group begins. */
static void
draw_group(int row, int from, int to, const struct buf *group)
{
	if (to - from > 1)
		term_text(row, from, to - from - 1, LOOK_HEADING, group->ptr);
}

static void
draw_heads(struct grid *g, struct area area)
{
	struct buf last = BUF_INIT;
	int from = column_of(g, area, g->left);

	for (size_t i = 0; i < g->shown_cols; i++) {
		size_t col = g->left + i;
		struct buf group = BUF_INIT, name = BUF_INIT;
		int x = column_of(g, area, col);

		g->col_head(g->ctx, col, &group, &name);
		if (i > 0 && strcmp(group.ptr, last.ptr) != 0) {
			draw_group(area.row, from, x, &last);
			from = x;
		}
		term_cell(area.row + 1, x, g->cell_cols - 1,
			  col == g->col ? LOOK_SELECTED : LOOK_HEADING, false,
			  name.ptr);
		buf_reset(&last);
		buf_adds(&last, group.ptr);
		buf_release(&group);
		buf_release(&name);
	}
	draw_group(area.row, from, area.col + area.cols + 1, &last);
	buf_release(&last);
}

static bool
is_selected(const struct grid_range *r, size_t row, size_t col)
{
	return row >= r->row && row < r->row + r->rows && col >= r->col &&
	       col < r->col + r->cols;
}

static void
draw_row(struct grid *g, struct area area, size_t row,
	 const struct grid_range *range)
{
	int y = area.row + HEAD_ROWS + (int)(row - g->top);
	struct buf head = BUF_INIT;

	g->row_head(g->ctx, row, &head);
	term_cell(y, area.col, g->head_cols - 1,
		  row == g->row ? LOOK_SELECTED : LOOK_BODY, false, head.ptr);
	buf_release(&head);
	for (size_t i = 0; i < g->shown_cols; i++) {
		size_t col = g->left + i;
		int x = column_of(g, area, col);
		enum role_look look = LOOK_BODY;
		struct buf text = BUF_INIT;

		g->cell(g->ctx, row, col, &text, &look);
		term_cell(y, x, g->cell_cols - 1,
			  is_selected(range, row, col) ? LOOK_SELECTED : look,
			  false, text.ptr);
		if (row == g->row && col == g->col)
			term_cursor(y, x);
		buf_release(&text);
	}
}

void
grid_draw(struct grid *g, struct area area)
{
	struct grid_range range = grid_selection(g);

	draw_heads(g, area);
	for (size_t i = 0; i < g->shown_rows; i++)
		draw_row(g, area, g->top + i, &range);
}

static size_t
step(size_t at, size_t count, size_t by, bool forward)
{
	if (!forward)
		return at > by ? at - by : 0;
	return at + by < count ? at + by : count > 0 ? count - 1 : 0;
}

bool
grid_key(struct grid *g, uint32_t key)
{
	size_t page = g->shown_rows > 1 ? g->shown_rows - 1 : 1;
	size_t across = g->shown_cols > 1 ? g->shown_cols - 1 : 1;

	switch (key) {
	case TK_UP:
	case TK_DOWN:
		g->row = step(g->row, g->rows, 1, key == TK_DOWN);
		return true;
	case TK_LEFT:
	case TK_RIGHT:
		g->col = step(g->col, g->cols, 1, key == TK_RIGHT);
		return true;
	case TK_PAGE_UP:
	case TK_PAGE_DOWN:
		g->row = step(g->row, g->rows, page, key == TK_PAGE_DOWN);
		return true;
	case TK_TAB:
	case TK_BACK_TAB:
		g->col = step(g->col, g->cols, across, key == TK_TAB);
		return true;
	case TK_HOME:
		g->col = 0;
		return true;
	case TK_END:
		g->col = g->cols > 0 ? g->cols - 1 : 0;
		return true;
	default:
		return false;
	}
}
