/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/finder.h"
#include "tui/term.h"

enum student_column {
	COL_REF, COL_NAME, COL_WHERE, COL_PLACE, COL_DONE, COL_LAST,
	COL_RELEASE, COL_FLAGS, STUDENT_COLUMNS
};

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
	struct finder finder;
	struct list_column columns[STUDENT_COLUMNS - 1];
	enum student_column which[STUDENT_COLUMNS - 1];
	struct id *marked;
	size_t marked_count;
	bool is_office;
	char place[CODE_SIZE];	/* whose alone are shown, or "" */
};

static const struct student_row *
row_at(const struct students *st, size_t at)
{
	return finder_row(&st->finder, at);
}

static const struct student_row *
current(const struct students *st)
{
	return finder_current(&st->finder);
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

/* ---- which ones, and in what order ---- */

static int
compare_dates(civil_date a, civil_date b)
{
	/* Not known comes last. */
	if (a == DATE_NONE || b == DATE_NONE)
		return (a == DATE_NONE) - (b == DATE_NONE);
	return (a > b) - (a < b);
}

static int
compare_by(enum student_column column, const struct student_row *a,
	   const struct student_row *b)
{
	switch (column) {
	case COL_WHERE:
		return (int)a->enrolment - (int)b->enrolment;
	case COL_PLACE:
		return strcmp(a->owner, b->owner);
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
compare(const void *ctx, const struct finder_row *a,
	const struct finder_row *b)
{
	const struct students *st = ctx;
	enum student_column column = st->which[st->finder.list.sorted];

	return column == COL_NAME ? strcmp(a->folded, b->folded)
				  : compare_by(column, a->row, b->row);
}

static bool
is_there(const void *ctx, const void *row)
{
	const struct students *st = ctx;

	return st->place[0] == '\0' ||
	       strcmp(((const struct student_row *)row)->owner,
		      st->place) == 0;
}

static bool
is_same(const void *a, const void *b)
{
	const struct student_row *x = a, *y = b;

	return id_equal(&x->id, &y->id);
}

static const struct finder_ops finder_ops = {
	.size = sizeof(struct student_row), .load = find_students,
	.fold = fold_student, .same = is_same, .chosen = is_there,
	.compare = compare,
};

static void
refresh(void *data, struct ui *ui)
{
	finder_refresh(&((struct students *)data)->finder, ui);
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

	buf_addf(out, "Students  %zu of %zu", st->finder.list.count,
		 st->finder.count);
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
	finder_draw(&st->finder, body, 1);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return finder_key(&((struct students *)data)->finder, pressed);
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return finder_has_current(&((struct students *)data)->finder, err);
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
		finder_arrange(&st->finder);
	ui_draw(ui);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	finder_begin(&((struct students *)data)->finder);
}

static void
run_sort(void *data, struct ui *ui)
{
	struct students *st = data;

	if (list_ask_sort(&st->finder.list, ui))
		finder_arrange(&st->finder);
}

static void
run_mark(void *data, struct ui *ui)
{
	struct students *st = data;

	(void)ui;
	toggle_mark(st, &current(st)->id);
	list_key(&st->finder.list, TK_DOWN);
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
	for (size_t i = 0; i < st->finder.list.count; i++)
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

	mem_free(st->marked);
	finder_release(&st->finder);
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
	finder_init(&st->finder, &finder_ops, (struct list){
		.columns = st->columns,
		.column_count = ARRAY_SIZE(st->columns), .cell = cell,
		.marked = is_marked, .ctx = st, .sorted = COL_REF });
	st->finder.none = st->finder.unmatched = st->is_office
		? "No students to show. At home, 0 reads a return."
		: "No students to show. F3 adds one; at home, 4 reads a class "
		  "list.";
	ui_push(s->ui, &ops, st);
}
