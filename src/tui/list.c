/* SPDX-License-Identifier: ISC */
#include "tui/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/term.h"

enum { GAP = 1, MARK = 2, MAX_COLUMNS = 12 };

void
list_clamp(struct list *list)
{
	if (list->at >= list->count)
		list->at = list->count > 0 ? list->count - 1 : 0;
	if (list->top > list->at)
		list->top = list->at;
}

static void
widths_of(const struct list *list, int cols, int *widths)
{
	int left = cols - MARK + GAP, shared = 0;

	for (size_t i = 0; i < list->column_count; i++) {
		widths[i] = abs(list->columns[i].width);
		left -= widths[i] + GAP;
		shared += list->columns[i].width <= 0;
	}
	for (size_t i = 0; i < list->column_count; i++)
		if (list->columns[i].width <= 0) {
			widths[i] += left > 0 ? left / shared : 0;
			widths[i] = widths[i] > 4 ? widths[i] : 4;
		}
}

static void
draw_header(const struct list *list, struct area area, const int *widths)
{
	int col = area.col + MARK;

	for (size_t i = 0; i < list->column_count; i++) {
		char label[64];
		const char *sign = "";

		if (list->sorted == (int)i)
			sign = term_is_ascii() ? (list->descending ? "v" : "^")
			       : list->descending ? "▼" : "▲";
		snprintf(label, sizeof(label), "%s%s",
			 list->columns[i].label, sign);
		term_cell(area.row, col, widths[i], LOOK_HEADING,
			  list->columns[i].right, label);
		col += widths[i] + GAP;
	}
}

static bool
draw_across(const struct list *list, struct area area, int y, size_t row,
	    bool here)
{
	enum role_look look = LOOK_HEADING;
	struct buf text = BUF_INIT;
	bool is_one = list->across != NULL &&
		      list->across(list->ctx, row, &text, &look);

	if (is_one)
		term_cell(y, area.col + MARK, area.cols - MARK,
			  here ? LOOK_SELECTED : look, false,
			  text.ptr);
	if (is_one && here)
		term_cursor(y, area.col);
	buf_release(&text);
	return is_one;
}

static void
draw_row(const struct list *list, struct area area, int line, size_t row,
	 const int *widths, bool focus)
{
	bool here = row == list->at && focus;
	bool marked = list->marked != NULL && list->marked(list->ctx, row);
	int y = area.row + line, col = area.col + MARK;

	if (here)
		term_fill(y, area.col, 1, area.cols, LOOK_SELECTED);
	if (marked)
		term_text(y, area.col, 1, here ? LOOK_SELECTED : LOOK_MARKED,
			  "*");
	if (draw_across(list, area, y, row, here))
		return;
	for (size_t i = 0; i < list->column_count; i++) {
		enum role_look look = marked ? LOOK_MARKED : LOOK_BODY;
		struct buf text = BUF_INIT;

		list->cell(list->ctx, row, i, &text, &look);
		term_cell(y, col, widths[i], here ? LOOK_SELECTED : look,
			  list->columns[i].right, text.ptr);
		buf_release(&text);
		col += widths[i] + GAP;
	}
	if (here)
		term_cursor(y, area.col);
}

/* And no empty space while there is something to fill it. */
static void
keep_in_view(struct list *list, size_t page)
{
	if (list->at >= list->top + page)
		list->top = list->at - page + 1;
	if (list->top + page > list->count)
		list->top = list->count > page ? list->count - page : 0;
}

void
list_draw(struct list *list, struct area area, bool focus)
{
	int widths[MAX_COLUMNS];

	widths_of(list, area.cols, widths);
	if (!list->no_header) {
		draw_header(list, area, widths);
		area.row++;
		area.rows--;
	}
	list->page = area.rows > 1 ? area.rows : 1;
	list_clamp(list);
	keep_in_view(list, (size_t)list->page);
	for (int i = 0; i < list->page; i++)
		if (list->top + (size_t)i < list->count)
			draw_row(list, area, i, list->top + (size_t)i, widths,
				 focus);
	if (list->count == 0 && list->empty != NULL)
		term_text(area.row + 1, area.col + MARK, area.cols - MARK,
			  LOOK_DIM, list->empty);
}

bool
list_key(struct list *list, uint32_t key)
{
	size_t page = list->page > 1 ? (size_t)list->page - 1 : 1;

	switch (key) {
	case TK_DOWN:
	case 'j':
		list->at++;
		break;
	case TK_UP:
	case 'k':
		list->at -= list->at > 0;
		break;
	case TK_PAGE_DOWN:
		list->at += page;
		break;
	case TK_PAGE_UP:
		list->at -= list->at < page ? list->at : page;
		break;
	case TK_HOME:
		list->at = 0;
		break;
	case TK_END:
		list->at = list->count;
		break;
	default:
		return false;
	}
	list_clamp(list);
	return true;
}

bool
list_ask_sort(struct list *list, struct ui *ui)
{
	const char *labels[MAX_COLUMNS];
	int chosen;

	for (size_t i = 0; i < list->column_count; i++)
		labels[i] = list->columns[i].label;
	chosen = ui_ask_choice(ui, "Sort by", labels, list->column_count,
			       list->sorted);
	if (chosen < 0)
		return false;
	list->descending = chosen == list->sorted && !list->descending;
	list->sorted = chosen;
	return true;
}
