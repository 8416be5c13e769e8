/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/line.h"
#include "tui/list.h"
#include "tui/term.h"

enum column {
	COL_REF, COL_NAME, COL_WHERE, COL_DONE, COL_LAST, COL_RELEASE,
	COL_FLAGS, COL_COUNT
};

static const struct list_column columns[COL_COUNT] = {
	[COL_REF] = { "Ref", 9, false },
	[COL_NAME] = { "Name", 0, false },
	[COL_WHERE] = { "Where", 13, false },
	[COL_DONE] = { "Done", 7, true },
	[COL_LAST] = { "Last", 8, false },
	[COL_RELEASE] = { "Release", 11, false },
	[COL_FLAGS] = { "Flags", 6, false },
};

struct students {
	struct session *s;
	struct student_row *rows;
	char **folded;		/* what the filter looks in, a row each */
	size_t count;
	size_t *order, shown;	/* rows that pass, as sorted */
	struct id *marked;
	size_t marked_count;
	struct list list;
	struct line_edit filter;
	bool filtering;
};

static const struct student_row *
row_at(const struct students *st, size_t at)
{
	return &st->rows[st->order[at]];
}

static const struct student_row *
current(const struct students *st)
{
	return st->shown > 0 ? row_at(st, st->list.at) : NULL;
}

/* ---- marks ---- */

static size_t
find_mark(const struct students *st, const struct id *id)
{
	size_t i = 0;

	while (i < st->marked_count && !id_equal(&st->marked[i], id))
		i++;
	return i;
}

static bool
is_marked(void *ctx, size_t row)
{
	const struct students *st = ctx;

	return find_mark(st, &row_at(st, row)->id) < st->marked_count;
}

static void
toggle_mark(struct students *st, const struct id *id)
{
	size_t at = find_mark(st, id);

	if (at < st->marked_count) {
		st->marked[at] = st->marked[--st->marked_count];
		return;
	}
	st->marked = xgrow(st->marked, st->marked_count, sizeof(*id));
	st->marked[st->marked_count++] = *id;
}

/* ---- order ---- */

static int
compare_dates(civil_date a, civil_date b)
{
	/* Not known comes last. */
	if (a == DATE_NONE || b == DATE_NONE)
		return (a == DATE_NONE) - (b == DATE_NONE);
	return (a > b) - (a < b);
}

static int
compare_by(enum column column, const struct student_row *a, const char *fold_a,
	   const struct student_row *b, const char *fold_b)
{
	switch (column) {
	case COL_NAME:
		return strcmp(fold_a, fold_b);
	case COL_WHERE:
		return (int)a->enrolment - (int)b->enrolment;
	case COL_DONE:
		return a->done - b->done;
	case COL_LAST:
		return compare_dates(a->last_progress_on,
				     b->last_progress_on);
	case COL_RELEASE:
		return compare_dates(a->release_on, b->release_on);
	case COL_FLAGS:
		return (b->help * 1000 + b->submitted) -
		       (a->help * 1000 + a->submitted);
	default:
		return strcmp(a->reference, b->reference);
	}
}

static int
compare_rows(const void *a, const void *b, void *ctx)
{
	const struct students *st = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = compare_by((enum column)st->list.sorted, &st->rows[x],
			       st->folded[x], &st->rows[y], st->folded[y]);

	if (order == 0)
		return strcmp(st->rows[x].reference, st->rows[y].reference);
	return st->list.descending ? -order : order;
}

static void
arrange(struct students *st)
{
	char *needle = utf8_fold(st->filter.text.ptr);

	st->shown = 0;
	for (size_t i = 0; i < st->count; i++)
		if (utf8_fold_contains(st->folded[i], needle))
			st->order[st->shown++] = i;
	mem_free(needle);
	if (st->shown > 1)
		qsort_r(st->order, st->shown, sizeof(*st->order),
			compare_rows, st);
	st->list.count = st->shown;
	list_clamp(&st->list);
}

static void
drop_rows(struct students *st)
{
	for (size_t i = 0; i < st->count; i++)
		mem_free(st->folded[i]);
	mem_free(st->folded);
	mem_free(st->rows);
	mem_free(st->order);
	st->rows = NULL;
	st->folded = NULL;
	st->order = NULL;
	st->count = st->shown = 0;
}

static void
refresh(void *data, struct ui *ui)
{
	struct students *st = data;
	struct err err = { .code = RC_OK };
	struct id here = { { 0 } };

	if (current(st) != NULL)
		here = current(st)->id;
	drop_rows(st);
	if (app_student_list(st->s->app, &st->rows, &st->count, &err) !=
	    RC_OK)
		ui_complain(ui, &err);
	st->folded = xcalloc(st->count + 1, sizeof(*st->folded));
	st->order = xcalloc(st->count + 1, sizeof(*st->order));
	for (size_t i = 0; i < st->count; i++)
		st->folded[i] = fold_student(&st->rows[i]);
	arrange(st);
	for (size_t i = 0; i < st->shown; i++)
		if (id_equal(&row_at(st, i)->id, &here))
			st->list.at = i;
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct students *st = ctx;
	const struct student_row *r = row_at(st, row);
	civil_date today = app_as_at(st->s->app);

	switch (column) {
	case COL_REF:
		buf_adds(out, r->reference);
		break;
	case COL_NAME:
		show_name(r->name, r->latin_name, out);
		break;
	case COL_WHERE:
		buf_adds(out, term_label(&term_enrolment, (int)r->enrolment));
		break;
	case COL_DONE:
		buf_addf(out, "%d/%d", r->done, r->required);
		break;
	case COL_LAST:
		show_short_day(r->last_progress_on, today, out);
		break;
	case COL_RELEASE:
		show_day(r->release_on, today, out);
		break;
	default:
		if (r->help > 0)
			buf_addf(out, "H%d ", r->help);
		if (r->submitted > 0)
			buf_addf(out, "M%d ", r->submitted);
		if (r->eligible)
			buf_adds(out, "G");
		*look = r->help > 0 ? LOOK_HELP : LOOK_WAITING;
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	const struct students *st = data;

	buf_addf(out, "Students  %zu of %zu", st->shown, st->count);
	if (st->marked_count > 0)
		buf_addf(out, "  %zu marked", st->marked_count);
}

/* What the columns have no room for. */
static void
draw_detail(const struct student_row *r, struct area line)
{
	struct buf text = BUF_INIT;

	show_name(r->name, r->latin_name, &text);
	if (r->preferred_name[0] != '\0')
		buf_addf(&text, ", known as %s", r->preferred_name);
	if (r->prison_number[0] != '\0')
		buf_addf(&text, "  %s", r->prison_number);
	buf_addf(&text, "  %s", term_label(&term_custody, (int)r->custody));
	if (r->location[0] != '\0')
		buf_addf(&text, ": %s", r->location);
	term_text(line.row, line.col, line.cols, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct students *st = data;

	(void)ui;
	if (current(st) != NULL)
		draw_detail(current(st), (struct area){
			body.row + body.rows - 1, 2, 1, body.cols - 3 });
	list_draw(&st->list, (struct area){ body.row + 1, 0, body.rows - 2,
					    body.cols }, true);
	if (!st->filtering && st->filter.text.len == 0)
		return;
	term_text(body.row, 2, 8, LOOK_HEADING, "Filter");
	line_draw(&st->filter, body.row, 9, 40, st->filtering);
	term_text(body.row, 51, 28, LOOK_DIM,
		  st->filtering ? "Enter keeps it  Esc clears"
				: "/ changes it  Esc clears");
}

static bool
filter_key(struct students *st, uint32_t pressed)
{
	if (pressed == TK_ENTER || pressed == TK_DOWN) {
		st->filtering = false;
		return true;
	}
	if (pressed == TK_ESC) {
		st->filtering = false;
		line_set(&st->filter, "");
		arrange(st);
		return true;
	}
	if (!line_key(&st->filter, pressed))
		return false;
	arrange(st);
	return true;
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct students *st = data;

	(void)ui;
	if (st->filtering)
		return filter_key(st, pressed);
	if (pressed == TK_ESC && st->filter.text.len > 0) {
		line_set(&st->filter, "");
		arrange(st);
		return true;
	}
	return list_key(&st->list, pressed);
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return current(data) != NULL
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is nobody in this list.");
}

static void
run_open(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	student_open(st->s, &current(st)->id, NULL);
}

static void
run_new(void *data, struct ui *ui)
{
	(void)ui;
	student_form_open(((struct students *)data)->s, NULL);
}

static enum rc
may_edit_current(void *data, struct err *err)
{
	enum rc rc = may_edit_students(data, err);

	return rc == RC_OK ? has_current(data, err) : rc;
}

static void
run_edit(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	student_form_open(st->s, &current(st)->id);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	((struct students *)data)->filtering = true;
}

static void
run_sort(void *data, struct ui *ui)
{
	struct students *st = data;
	const char *labels[COL_COUNT];
	int chosen;

	for (int i = 0; i < COL_COUNT; i++)
		labels[i] = columns[i].label;
	chosen = ui_ask_choice(ui, "Sort by", labels, COL_COUNT,
			       st->list.sorted);
	if (chosen < 0)
		return;
	st->list.descending = chosen == st->list.sorted &&
			      !st->list.descending;
	st->list.sorted = chosen;
	arrange(st);
}

static void
run_mark(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	toggle_mark(st, &current(st)->id);
	list_key(&st->list, TK_DOWN);
}

static void
run_mark_all(void *data, struct ui *ui)
{
	struct students *st = data;

	if (st->marked_count > 0) {
		st->marked_count = 0;
		ui_say(ui, "No marks.");
		return;
	}
	for (size_t i = 0; i < st->shown; i++)
		toggle_mark(st, &row_at(st, i)->id);
}

static void
run_act(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	if (st->marked_count > 0)
		act_on_students(st->s, st->marked, st->marked_count);
	else
		act_on_students(st->s, &current(st)->id, 1);
}

static void
run_sheet(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	sheet_open(st->s, "student", current(st)->reference);
}

static const struct command students_commands[] = {
	{ "students.open", TK_ENTER, 0, "Open", "open the student's page",
	  CMD_FOOTER, has_current, run_open },
	{ "students.new", TK_F3, 'n', "New", "add a student", CMD_FOOTER,
	  may_edit_students, run_new },
	{ "students.edit", TK_F4, 'e', "Edit", "change the student's details",
	  0, may_edit_current, run_edit },
	{ "students.filter", '/', 0, "Filter",
	  "show only names, references or numbers with these letters",
	  CMD_FOOTER, NULL, run_filter },
	{ "students.mark", TK_SPACE, 0, "Mark", "mark the student for what "
	  "is done to many", CMD_FOOTER, has_current, run_mark },
	{ "students.mark_all", 'A', 0, "Mark all", "mark all shown, or none",
	  0, has_current, run_mark_all },
	{ "students.act", 'a', 0, "Act", "do something for all marked",
	  CMD_FOOTER, has_current, run_act },
	{ "students.sort", 's', 0, "Sort", "sort by a column, or turn it "
	  "round", CMD_FOOTER, NULL, run_sort },
	{ "students.sheet", TK_F9, 'p', "Sheet", "the student's progress "
	  "sheet", 0, has_current, run_sheet },
};

static void
release(void *data)
{
	struct students *st = data;

	drop_rows(st);
	mem_free(st->marked);
	line_release(&st->filter);
	mem_free(st);
}

static const struct screen_ops ops = {
	.id = "students", .title = title, .draw = draw, .key = key,
	.commands = students_commands,
	.command_count = ARRAY_SIZE(students_commands), .refresh = refresh,
	.free = release,
};

void
students_open(struct session *s)
{
	struct students *st = xcalloc(1, sizeof(*st));

	st->s = s;
	line_init(&st->filter, "", 100);
	st->list = (struct list){
		.columns = columns, .column_count = COL_COUNT, .cell = cell,
		.marked = is_marked, .ctx = st, .sorted = COL_REF,
		.empty = "No students to show. F3 adds one; at home, 4 reads "
			 "a class list.",
	};
	ui_push(s->ui, &ops, st);
}
