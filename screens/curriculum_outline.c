/* SPDX-License-Identifier: ISC */
#include "screens/curriculum.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/progress.h"
#include "tui/term.h"

enum { DETAIL_ROWS = 5, INDENT = 4 };

enum column { COL_CODE, COL_TITLE, COL_HOURS, COL_WHAT, COL_REQUIRED };

static const struct list_column columns[] = {
	[COL_CODE] = { "Code", 13, false },
	[COL_TITLE] = { "Title", 0, false },
	[COL_HOURS] = { "Hours", 6, true },
	[COL_WHAT] = { "What", 9, false },
	[COL_REQUIRED] = { "Required", 8, false },
};

static bool
is_taught(const struct item *item)
{
	return item->kind == ITEM_UNIT || item->kind == ITEM_PROJECT;
}

struct outline_totals
outline_totals(const struct item *items, size_t count, size_t at)
{
	struct outline_totals t = { 0 };
	size_t end = progress_subtree_end(items, count, at);

	for (size_t i = at; i < end; i++) {
		t.modules += items[i].kind == ITEM_MODULE;
		if (!is_taught(&items[i]))
			continue;
		t.items++;
		t.required += items[i].required;
		t.hours_min += items[i].hours_min;
	}
	return t;
}

/* ---- which rows ---- */

/* A module is shown when the filter passes it or any of its units. */
static bool
passes(const struct outline *o, size_t at, const char *needle)
{
	size_t end = progress_subtree_end(o->items, o->count, at);

	for (size_t i = at; i < end; i++)
		if (utf8_fold_contains(o->folded[i], needle))
			return true;
	return false;
}

static bool
is_shown(const struct outline *o, size_t at, bool module_open,
	 const char *needle)
{
	enum item_kind kind = o->items[at].kind;

	if (needle[0] != '\0')
		return kind != ITEM_COURSE && passes(o, at, needle);
	return !is_taught(&o->items[at]) || module_open;
}

static void
arrange(struct outline *o)
{
	char *needle = utf8_fold(o->filter.text.ptr);
	size_t here = o->list.count > 0 ? o->shown[o->list.at] : 0;
	bool module_open = false;

	o->list.count = o->list.at = 0;
	for (size_t i = 0; i < o->count; i++) {
		if (o->items[i].kind == ITEM_MODULE)
			module_open = o->open[i];
		if (!is_shown(o, i, module_open, needle))
			continue;
		/* A row that went away leaves the cursor on its module. */
		if (i <= here)
			o->list.at = o->list.count;
		o->shown[o->list.count++] = i;
	}
	mem_free(needle);
	list_clamp(&o->list);
}

const struct item *
outline_current(const struct outline *o)
{
	return o->list.count > 0 ? &o->items[o->shown[o->list.at]] : NULL;
}

static void
forget(struct outline *o)
{
	for (size_t i = 0; i < o->count; i++)
		mem_free(o->folded[i]);
	mem_free(o->folded);
	mem_free(o->shown);
	o->folded = NULL;
	o->shown = NULL;
	o->count = 0;
}

void
outline_set(struct outline *o, const struct item *items, size_t count,
	    bool keep)
{
	size_t here = o->list.count > 0 ? o->shown[o->list.at] : 0;

	keep = keep && count == o->count;
	forget(o);
	o->items = items;
	o->count = count;
	o->folded = xcalloc(count + 1, sizeof(*o->folded));
	o->shown = xcalloc(count + 1, sizeof(*o->shown));
	for (size_t i = 0; i < count; i++) {
		char *text = xasprintf("%s %s", items[i].code,
				       items[i].title);

		o->folded[i] = utf8_fold(text);
		mem_free(text);
	}
	if (!keep) {
		mem_free(o->open);
		o->open = xcalloc(count + 1, sizeof(*o->open));
		line_set(&o->filter, "");
		o->filtering = false;
		here = 0;
	}
	o->shown[0] = here;
	o->list.at = 0;
	o->list.count = 1;
	arrange(o);
}

/* ---- drawing ---- */

static void
hours(int hours_min, struct buf *out)
{
	buf_addf(out, "%g", hours_min / 60.0);
}

static void
group_cell(const struct outline *o, size_t at, size_t column, struct buf *out)
{
	const struct item *item = &o->items[at];
	struct outline_totals t = outline_totals(o->items, o->count, at);
	bool filtered = o->filter.text.len > 0;

	if (column == COL_CODE && item->kind == ITEM_MODULE)
		buf_addf(out, "%s %s", o->open[at] || filtered ? "-" : "+",
			 item->code);
	else if (column == COL_CODE)
		buf_adds(out, item->code);
	else if (column == COL_TITLE)
		buf_adds(out, item->title);
	else if (column == COL_HOURS)
		hours(t.hours_min, out);
	else if (column == COL_WHAT)
		buf_addf(out, "%d item%s", t.items, t.items == 1 ? "" : "s");
	else
		buf_addf(out, "%d/%d", t.required, t.items);
}

static void
item_cell(const struct item *item, size_t column, struct buf *out)
{
	switch (column) {
	case COL_CODE:
		buf_pad(out, ' ', INDENT);
		buf_adds(out, item->code);
		break;
	case COL_TITLE:
		buf_adds(out, item->title);
		break;
	case COL_HOURS:
		hours(item->hours_min, out);
		break;
	case COL_WHAT:
		buf_adds(out, term_label(&term_item_kind, (int)item->kind));
		break;
	default:
		buf_adds(out, item->required ? "yes" : "optional");
		break;
	}
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct outline *o = ctx;
	size_t at = o->shown[row];
	const struct item *item = &o->items[at];

	if (is_taught(item)) {
		item_cell(item, column, out);
		return;
	}
	*look = LOOK_HEADING;
	group_cell(o, at, column, out);
}

static void
draw_detail(const struct outline *o, struct area area)
{
	const struct item *item = outline_current(o);
	struct buf text = BUF_INIT;

	if (item == NULL)
		return;
	buf_addf(&text, "%s  %s", item->code, item->title);
	term_text(area.row++, area.col, area.cols, LOOK_HEADING, text.ptr);
	buf_reset(&text);
	area.rows--;
	if (is_taught(item)) {
		hours(item->hours_min, &text);
		buf_addf(&text, " hour%s, %s%s%s",
			 item->hours_min == 60 ? "" : "s",
			 item->required ? "required" : "optional",
			 item->prerequisites[0] != '\0' ? ", after " : "",
			 item->prerequisites);
		term_text(area.row++, area.col, area.cols, LOOK_DIM,
			  text.ptr);
		area.rows--;
	}
	show_paragraph(area, LOOK_BODY, item->evidence);
	buf_release(&text);
}

void
outline_draw(struct outline *o, struct area area)
{
	struct area below = { area.row + area.rows - DETAIL_ROWS, area.col + 2,
			      DETAIL_ROWS, area.cols - 4 };
	bool finding = o->filtering || o->filter.text.len > 0;

	if (finding) {
		term_text(area.row, area.col + 2, 5, LOOK_HEADING, "Find");
		line_draw(&o->filter, area.row, area.col + 7, 40,
			  o->filtering);
	}
	if (finding && !o->filtering)
		term_text(area.row, area.col + 49, 28, LOOK_DIM,
			  "/ changes it, Esc ends it");
	list_draw(&o->list, (struct area){ area.row + 1, area.col,
					   area.rows - DETAIL_ROWS - 2,
					   area.cols }, !o->filtering);
	draw_detail(o, below);
}

/* ---- keys ---- */

static size_t
module_of(const struct outline *o, size_t at)
{
	while (at > 0 && o->items[at].kind != ITEM_MODULE)
		at--;
	return at;
}

/* What was found stays in sight: its module is unfolded. */
static void
end_filter(struct outline *o)
{
	if (o->list.count > 0)
		o->open[module_of(o, o->shown[o->list.at])] = true;
	o->filtering = false;
	line_set(&o->filter, "");
	arrange(o);
}

/* To what was looked for, past the module it is in. */
static void
go_to_match(struct outline *o)
{
	char *needle = utf8_fold(o->filter.text.ptr);
	size_t at = 0;

	while (at + 1 < o->list.count &&
	       !utf8_fold_contains(o->folded[o->shown[at]], needle))
		at++;
	o->list.at = at;
	mem_free(needle);
}

static bool
filter_key(struct outline *o, uint32_t key)
{
	if (key == TK_ESC) {
		end_filter(o);
		return true;
	}
	if (key == TK_ENTER || key == TK_DOWN) {
		o->filtering = false;
		return true;
	}
	if (!line_key(&o->filter, key))
		return false;
	arrange(o);
	go_to_match(o);
	return true;
}

static void
set_open(struct outline *o, bool open)
{
	size_t module;

	if (o->list.count == 0 || o->filter.text.len > 0)
		return;
	module = module_of(o, o->shown[o->list.at]);
	if (o->items[module].kind != ITEM_MODULE)
		return;
	o->open[module] = open;
	arrange(o);
}

void
outline_fold(struct outline *o)
{
	if (o->filter.text.len > 0)
		end_filter(o);
	else if (o->list.count > 0)
		set_open(o, !o->open[module_of(o, o->shown[o->list.at])]);
}

bool
outline_key(struct outline *o, uint32_t key)
{
	if (o->filtering)
		return filter_key(o, key);
	if (key == TK_ESC && o->filter.text.len > 0) {
		end_filter(o);
		return true;
	}
	if (key == TK_LEFT || key == TK_RIGHT) {
		set_open(o, key == TK_RIGHT);
		return true;
	}
	return list_key(&o->list, key);
}

void
outline_run_find(void *data, struct ui *ui)
{
	(void)ui;
	((struct outline_screen *)data)->outline.filtering = true;
}

void
outline_run_fold_all(void *data, struct ui *ui)
{
	struct outline *o = &((struct outline_screen *)data)->outline;
	bool any = false;

	(void)ui;
	for (size_t i = 0; i < o->count; i++)
		any |= o->open[i];
	for (size_t i = 0; i < o->count; i++)
		o->open[i] = !any && o->items[i].kind == ITEM_MODULE;
	arrange(o);
}

/* ---- beginning and end ---- */

void
outline_init(struct outline *o, const char *empty)
{
	memset(o, 0, sizeof(*o));
	line_init(&o->filter, "", 100);
	o->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = o, .sorted = -1, .empty = empty,
	};
}

void
outline_release(struct outline *o)
{
	forget(o);
	mem_free(o->open);
	line_release(&o->filter);
}
