/* SPDX-License-Identifier: ISC */
#include "screens/class_grid.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

enum {
	NAME_COLS = 25, CELL_MIN = 3, CELL_MAX = 11,
	ABOVE_ROWS = 1, DETAIL_ROWS = 2,
};

/* ---- headings and cells ---- */

/* "03" of HTML-03 below HTML; the whole code where it does not begin so. */
static const char *
short_code(const struct class_item *w)
{
	size_t len = strlen(w->module->code);
	const char *code = w->item->code;

	if (strncmp(code, w->module->code, len) != 0 || code[len] == '\0')
		return code;
	code += len;
	return *code == '-' && code[1] != '\0' ? code + 1 : code;
}

static void
row_head(void *ctx, size_t row, struct buf *out)
{
	const struct class_grid *g = ctx;
	const struct student_row *r = class_grid_student(g, row);

	if (!g->by_name)
		buf_addf(out, "%s ", r->reference);
	show_name(r->name, r->latin_name, out);
}

static void
col_head(void *ctx, size_t col, struct buf *group, struct buf *name)
{
	const struct class_item *w = class_grid_item(ctx, col);

	show_module(w->module, group);
	buf_adds(name, short_code(w));
}

static void
cell(void *ctx, size_t row, size_t col, struct buf *out, enum role_look *look)
{
	uint8_t c = class_grid_cell(ctx, row, col);
	enum progress status = (enum progress)(c & CELL_STATUS);

	buf_adds(out, term_progress.rows[status].mark);
	if ((c & CELL_HELP) != 0)
		buf_addc(out, '!');
	else if ((c & CELL_NOTE) != 0)
		buf_addc(out, '\'');
	*look = (c & CELL_HELP) != 0 ? LOOK_HELP : look_of(status);
}

/* As wide as the widest short code needs, and no wider. */
void
class_grid_heads(struct class_grid *g)
{
	int widest = CELL_MIN;

	for (size_t i = 0; i < g->grid.cols; i++) {
		int width = utf8_width(short_code(class_grid_item(g, i))) + 1;

		widest = width > widest ? width : widest;
	}
	g->grid.cell_cols = widest < CELL_MAX ? widest : CELL_MAX;
	g->grid.head_cols = NAME_COLS + 1;
	g->grid.row_head = row_head;
	g->grid.col_head = col_head;
	g->grid.cell = cell;
	g->grid.ctx = g;
}

/* ---- what is shown, above ---- */

void
class_grid_title(void *data, struct buf *out)
{
	const struct class_grid *g = data;

	buf_adds(out, "Class grid");
	if (g->version.code[0] != '\0')
		buf_addf(out, " > %s %s", g->version.code,
			 g->version.version);
}

static void
draw_above(const struct class_grid *g, struct area line)
{
	struct buf left = BUF_INIT, right = BUF_INIT;
	int used;

	buf_addf(&left, "%zu student%s", g->grid.rows,
		 g->grid.rows == 1 ? "" : "s");
	if (g->chosen == NULL)
		buf_adds(&left, " on the course or on a break");
	if (g->finished > 0)
		buf_addf(&left, ", %zu finished hidden", g->finished);
	if (g->others > 0)
		buf_addf(&left, ", %zu on another version (V)", g->others);
	if (g->unpinned > 0)
		buf_addf(&left, ", %zu without a curriculum", g->unpinned);
	if (g->grid.rows > 0 && g->grid.cols > 0)
		buf_addf(&right, "%zu/%zu  %zu/%zu", g->grid.row + 1,
			 g->grid.rows, g->grid.col + 1, g->grid.cols);
	used = utf8_width(right.ptr);
	term_text(line.row, line.col + 1, line.cols - used - 3, LOOK_DIM,
		  left.ptr);
	term_text(line.row, line.col + line.cols - used - 1, used, LOOK_DIM,
		  right.ptr);
	buf_release(&left);
	buf_release(&right);
}

/* ---- the cell in words, below ---- */

static void
draw_detail(const struct class_grid *g, struct area area)
{
	const struct student_row *r = class_grid_student(g, g->grid.row);
	const struct class_item *w = class_grid_item(g, g->grid.col);
	struct grid_range range = grid_selection(&g->grid);
	struct buf line = BUF_INIT;

	buf_addf(&line, "%s %s", w->item->code, w->item->title);
	if (w->item->kind == ITEM_PROJECT)
		buf_adds(&line, " (project)");
	if (!w->item->required)
		buf_adds(&line, " (optional)");
	term_text(area.row, area.col + 1, area.cols - 2, LOOK_HEADING,
		  line.ptr);
	buf_reset(&line);
	if (g->grid.select != GRID_ONE) {
		buf_addf(&line, "Selected: %zu student%s, %zu item%s. A key "
			 "below sets them all; Esc lets go.", range.rows,
			 range.rows == 1 ? "" : "s", range.cols,
			 range.cols == 1 ? "" : "s");
	} else {
		show_name(r->name, r->latin_name, &line);
		buf_addf(&line, ", %s: ", r->reference);
		show_mark(g->s, &g->detail, &line);
	}
	term_text(area.row + 1, area.col + 1, area.cols - 2,
		  g->grid.select != GRID_ONE ? LOOK_MARKED : LOOK_BODY,
		  line.ptr);
	buf_release(&line);
}

/* ---- the whole ---- */

static void
draw_empty(const struct class_grid *g, struct area area)
{
	const char *text = "Nobody to show. Students come here once they "
			   "are on the course.";

	if (g->grid.cols == 0)
		text = "There is no curriculum yet: at home, 3 brings one in.";
	else if (g->finished > 0)
		text = "Everybody here has finished; f shows them.";
	else if (g->others + g->unpinned > 0)
		text = "Nobody here follows this version; V chooses another.";
	term_text(area.row + 2, area.col + 2, area.cols - 2, LOOK_DIM, text);
}

void
class_grid_draw(void *data, struct ui *ui, struct area body)
{
	struct class_grid *g = data;
	struct area above = { body.row, body.col, ABOVE_ROWS, body.cols };
	struct area grid = { body.row + ABOVE_ROWS, body.col + 1,
			     body.rows - ABOVE_ROWS - DETAIL_ROWS -
				     MARKING_LEGEND_ROWS, body.cols - 1 };
	struct area detail = { grid.row + grid.rows, body.col, DETAIL_ROWS,
			       body.cols };
	struct area legend = { detail.row + DETAIL_ROWS, body.col,
			       MARKING_LEGEND_ROWS, body.cols };
	struct err err = { .code = RC_OK };

	grid_scroll(&g->grid, grid);
	draw_above(g, above);
	marking_legend(legend);
	if (g->grid.rows == 0 || g->grid.cols == 0) {
		draw_empty(g, grid);
	} else if (class_grid_load_view(g, &err) != RC_OK) {
		ui_complain(ui, &err);
	} else {
		grid_draw(&g->grid, grid);
		draw_detail(g, detail);
	}
	if (g->finding != FIND_NOTHING)
		class_grid_draw_find(g, above);
}
