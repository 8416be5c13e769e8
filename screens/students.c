/* SPDX-License-Identifier: ISC */
#include "screens/student_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/filter.h"
#include "tui/list.h"
#include "tui/term.h"

/* Head office has the academy where others have the flags. */
static const struct list_column all_columns[STUDENT_COLUMNS] = {
	[COL_REF] = { "Ref", 9, false },
	[COL_NAME] = { "Name", 0, false },
	[COL_WHERE] = { "Where", 13, false },
	[COL_PLACE] = { "Academy", 8, false },
	[COL_DONE] = { "Done", 7, true },
	[COL_LAST] = { "Last", 8, false },
	[COL_RELEASE] = { "Release", 11, false },
	[COL_FLAGS] = { "Flags", 6, false },
};

struct students {
	struct session *s;
	struct student_rows rows;
	struct list_column columns[STUDENT_COLUMNS - 1];
	enum student_column which[STUDENT_COLUMNS - 1];
	struct id *marked;
	size_t marked_count;
	struct list list;
	struct filter filter;
	bool is_office;
	char place[CODE_SIZE];	/* whose alone are shown, or "" */
};

static const struct student_row *
row_at(const struct students *st, size_t at)
{
	return &st->rows.rows[st->rows.order[at]];
}

static const struct student_row *
current(const struct students *st)
{
	return st->rows.shown > 0 ? row_at(st, st->list.at) : NULL;
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

static void
arrange(struct students *st)
{
	student_rows_arrange(&st->rows, st->filter.letters.text.ptr, st->place);
	st->list.count = st->rows.shown;
	list_clamp(&st->list);
}

static void
refresh(void *data, struct ui *ui)
{
	struct students *st = data;
	struct err err = { .code = RC_OK };
	struct id here = { { 0 } };

	if (current(st) != NULL)
		here = current(st)->id;
	if (student_rows_load(&st->rows, st->s->app, &err) != RC_OK)
		ui_complain(ui, &err);
	arrange(st);
	for (size_t i = 0; i < st->rows.shown; i++)
		if (id_equal(&row_at(st, i)->id, &here))
			st->list.at = i;
}

/* ---- drawing ---- */

/* A record that went to another academy says so first. */
static void
show_where(const struct students *st, const struct student_row *r,
	   struct buf *out, enum role_look *look)
{
	if (st->is_office || r->owner[0] == '\0') {
		buf_adds(out, term_label(&term_enrolment, (int)r->enrolment));
		return;
	}
	*look = LOOK_DIM;
	buf_addf(out, "at %s", r->owner);
}

static void
show_flags(const struct student_row *r, struct buf *out, enum role_look *look)
{
	if (r->help > 0)
		buf_addf(out, "H%d ", r->help);
	if (r->submitted > 0)
		buf_addf(out, "M%d ", r->submitted);
	if (r->eligible)
		buf_adds(out, "G");
	*look = r->help > 0 ? LOOK_HELP : LOOK_WAITING;
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct students *st = ctx;
	const struct student_row *r = row_at(st, row);
	civil_date today = app_as_at(st->s->app);

	switch (st->which[column]) {
	case COL_REF:
		buf_adds(out, r->reference);
		break;
	case COL_NAME:
		show_name(r->name, r->latin_name, out);
		break;
	case COL_WHERE:
		show_where(st, r, out, look);
		break;
	case COL_PLACE:
		buf_adds(out, r->owner);
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
		show_flags(r, out, look);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	const struct students *st = data;

	buf_addf(out, "Students  %zu of %zu", st->rows.shown, st->rows.count);
	if (st->place[0] != '\0')
		buf_addf(out, "  at %s", st->place);
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
	filter_draw(&st->filter, body.row);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct students *st = data;
	bool changed;

	(void)ui;
	if (!filter_key(&st->filter, pressed, &changed))
		return !st->filter.typing && list_key(&st->list, pressed);
	if (changed)
		arrange(st);
	return true;
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
	const struct students *st = data;
	enum rc rc = may_edit_students(data, err);

	if (rc == RC_OK)
		rc = has_current(data, err);
	return rc == RC_OK ? app_is_ours(st->s->app, &current(st)->id, err)
			   : rc;
}

static void
run_edit(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	student_form_open(st->s, &current(st)->id);
}

static enum rc
has_places(void *data, struct err *err)
{
	return ((struct students *)data)->is_office
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL, "Only head office "
				 "has students of several academies.");
}

static void
run_place(void *data, struct ui *ui)
{
	struct students *st = data;

	if (pick_academy(st->s, "Whose students?", st->place))
		arrange(st);
	ui_draw(ui);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	((struct students *)data)->filter.typing = true;
}

static void
run_sort(void *data, struct ui *ui)
{
	struct students *st = data;

	if (!list_ask_sort(&st->list, ui))
		return;
	st->rows.sorted = st->which[st->list.sorted];
	st->rows.descending = st->list.descending;
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
	for (size_t i = 0; i < st->rows.shown; i++)
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
	  may_add_students, run_new },
	{ "students.edit", TK_F4, 'e', "Edit", "change the student's details",
	  0, may_edit_current, run_edit },
	{ "students.filter", '/', 0, "Filter",
	  "show only names, references or numbers with these letters",
	  CMD_FOOTER, NULL, run_filter },
	{ "students.place", 'f', 0, "Academy", "show the students of one "
	  "academy, or all", 0, has_places, run_place },
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

	student_rows_release(&st->rows);
	mem_free(st->marked);
	filter_release(&st->filter);
	mem_free(st);
}

static const struct screen_ops ops = {
	.id = "students", .title = title, .draw = draw, .key = key,
	.commands = students_commands,
	.command_count = ARRAY_SIZE(students_commands), .refresh = refresh,
	.free = release,
};

static void
choose_columns(struct students *st)
{
	enum student_column left_out = st->is_office ? COL_FLAGS : COL_PLACE;
	size_t n = 0;

	for (int i = 0; i < STUDENT_COLUMNS; i++)
		if (i != (int)left_out) {
			st->columns[n] = all_columns[i];
			st->which[n++] = (enum student_column)i;
		}
}

void
students_open(struct session *s, const char *place)
{
	struct students *st = xcalloc(1, sizeof(*st));

	st->s = s;
	st->is_office = app_academy(s->app)->kind == SITE_HEAD_OFFICE;
	if (place != NULL)
		snprintf(st->place, sizeof(st->place), "%s", place);
	choose_columns(st);
	filter_init(&st->filter);
	st->list = (struct list){
		.columns = st->columns,
		.column_count = ARRAY_SIZE(st->columns), .cell = cell,
		.marked = is_marked, .ctx = st, .sorted = COL_REF,
		.empty = st->is_office
			 ? "No students to show. At home, 0 reads a return."
			 : "No students to show. F3 adds one; at home, 4 "
			   "reads a class list.",
	};
	ui_push(s->ui, &ops, st);
}
