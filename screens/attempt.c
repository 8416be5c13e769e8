/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

enum { LABEL_COLS = 17, ABOVE_MAX = 10 };

enum column {
	COL_NUMBER, COL_DATE, COL_RESULT, COL_MEDIUM, COL_MARKED, COL_CHECKED,
	COL_EVIDENCE, COL_COUNT
};

static const struct list_column columns[COL_COUNT] = {
	[COL_NUMBER] = { "No", 3, true },
	[COL_DATE] = { "Date", 11, false },
	[COL_RESULT] = { "Result", 7, false },
	[COL_MEDIUM] = { "Done on", 11, false },
	[COL_MARKED] = { "Marked by", 0, false },
	[COL_CHECKED] = { "Checked by", 0, false },
	[COL_EVIDENCE] = { "Evidence", 0, false },
};

struct attempts {
	struct session *s;
	struct cell_ref ref;
	char *title;
	struct student student;
	struct course_view course;
	size_t at;			/* the item, in the course */
	struct attempt *rows;
	size_t count;
	struct list list;
	struct marking_memory memory;
};

static const struct item *
item_of(const struct attempts *a)
{
	return a->at < a->course.count ? &a->course.items[a->at] : NULL;
}

static const struct attempt *
current(const struct attempts *a)
{
	return a->count > 0 ? &a->rows[a->list.at] : NULL;
}

static void
find_item(struct attempts *a)
{
	a->at = 0;
	while (a->at < a->course.count &&
	       !id_equal(&a->course.items[a->at].id, &a->ref.item_id))
		a->at++;
}

static void
refresh(void *data, struct ui *ui)
{
	struct attempts *a = data;
	struct err err = { .code = RC_OK };
	enum rc rc = app_student_load(a->s->app, &a->ref.student_id,
				      &a->student, &err);

	course_view_release(&a->course);
	mem_free(a->rows);
	a->rows = NULL;
	a->count = 0;
	if (rc == RC_OK)
		rc = app_course(a->s->app, &a->ref.student_id, &a->course,
				&err);
	if (rc == RC_OK)
		rc = app_attempts(a->s->app, &a->ref.student_id,
				  &a->ref.item_id, &a->rows, &a->count, &err);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	find_item(a);
	a->list.count = a->count;
	list_clamp(&a->list);
}

/* ---- above the list: what is asked, and how it stands ---- */

static void
add_hours(const struct item *item, struct buf *out)
{
	int quarters = item->hours_min % 60 * 100 / 60;

	buf_addf(out, ", %d", item->hours_min / 60);
	if (quarters != 0)
		buf_addf(out, quarters % 10 ? ".%02d" : ".%d",
			 quarters % 10 ? quarters : quarters / 10);
	buf_addf(out, " hour%s", item->hours_min == 60 ? "" : "s");
}

static void
add_kind(const struct item *item, struct buf *out)
{
	buf_adds(out, term_label(&term_item_kind, (int)item->kind));
	buf_adds(out, item->required ? ", required" : ", optional");
	if (item->hours_min > 0)
		add_hours(item, out);
}

/* "HTML-01 (Complete), HTML-02 (In progress)" */
static void
add_prerequisites(const struct attempts *a, struct buf *out)
{
	const struct course_view *c = &a->course;
	const char *p = item_of(a)->prerequisites;
	const char *between = "";

	for (p += strspn(p, " "); *p != '\0'; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		buf_addf(out, "%s%.*s", between, (int)len, p);
		between = ", ";
		for (size_t i = 0; i < c->count; i++)
			if (strlen(c->items[i].code) == len &&
			    memcmp(c->items[i].code, p, len) == 0)
				buf_addf(out, " (%s)",
					 term_label(&term_progress,
						    (int)c->marks[i].status));
		p += len;
	}
	if (out->len == 0)
		buf_adds(out, "nothing");
}

static int
draw_fact(struct area area, int row, enum role_look look, const char *label,
	  const char *text)
{
	if (row >= area.rows)
		return row;
	term_text(area.row + row, area.col, LABEL_COLS - 1, LOOK_HEADING,
		  label);
	return row + show_paragraph((struct area){ area.row + row,
						   area.col + LABEL_COLS,
						   area.rows - row,
						   area.cols - LABEL_COLS },
				    look, text);
}

static int
draw_above(const struct attempts *a, struct area area)
{
	const struct item *item = item_of(a);
	const struct mark *m = &a->course.marks[a->at];
	enum role_look look = m->help_needed ? LOOK_HELP : look_of(m->status);
	struct buf text = BUF_INIT;
	int row = 0;

	buf_addf(&text, "%s %s", item->code, item->title);
	term_text(area.row, area.col, area.cols, LOOK_HEADING, text.ptr);
	buf_reset(&text);
	add_kind(item, &text);
	term_text(area.row + 1, area.col, area.cols, LOOK_DIM, text.ptr);
	row = 2;
	buf_reset(&text);
	show_mark(a->s, m, &text);
	row = draw_fact(area, row, look, "Status", text.ptr);
	if (item->evidence[0] != '\0')
		row = draw_fact(area, row, LOOK_BODY, "Evidence asked",
				item->evidence);
	buf_reset(&text);
	add_prerequisites(a, &text);
	row = draw_fact(area, row, LOOK_BODY, "Comes after", text.ptr);
	buf_release(&text);
	return row;
}

/* ---- the list ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct attempts *a = ctx;
	const struct attempt *t = &a->rows[row];

	if (t->result == ATTEMPT_VOID)
		*look = LOOK_DIM;
	switch (column) {
	case COL_NUMBER:
		buf_addf(out, "%d", t->number);
		break;
	case COL_DATE:
		show_day(t->on, app_as_at(a->s->app), out);
		break;
	case COL_RESULT:
		buf_adds(out, term_label(&term_attempt_result,
					 (int)t->result));
		if (t->result == ATTEMPT_PASS)
			*look = LOOK_DONE;
		break;
	case COL_MEDIUM:
		buf_adds(out, term_label(&term_medium, (int)t->medium));
		break;
	case COL_MARKED:
		buf_adds(out, t->marked_by);
		break;
	case COL_CHECKED:
		buf_adds(out, t->checked_by);
		break;
	default:
		buf_adds(out, t->evidence);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	struct attempts *a = data;

	buf_addf(out, "Attempts > %s ", a->student.reference);
	show_name(a->student.name, a->student.latin_name, out);
	buf_addf(out, ", %s", a->title);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct attempts *a = data;
	struct area above = { body.row + 1, 2, ABOVE_MAX, body.cols - 3 };
	int used = 0;

	(void)ui;
	if (item_of(a) != NULL)
		used = draw_above(a, above);
	used += 2;
	body.rows -= MARKING_LEGEND_ROWS;
	list_draw(&a->list, (struct area){ body.row + used, 0,
					   body.rows - used, body.cols },
		  true);
	marking_legend((struct area){ body.row + body.rows, 0,
				      MARKING_LEGEND_ROWS, body.cols });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct attempts *a = data;

	(void)ui;
	return list_key(&a->list, pressed) ||
	       marking_key(a->s, &a->ref, 1, pressed, &a->memory);
}

/* ---- commands ---- */

static void
run_new(void *data, struct ui *ui)
{
	struct attempts *a = data;

	(void)ui;
	attempt_form_open(a->s, &a->ref, a->title);
}

static enum rc
may_void(void *data, struct err *err)
{
	struct attempts *a = data;
	enum rc rc = may_record(data, err);

	if (rc != RC_OK)
		return rc;
	if (current(a) == NULL)
		return err_set(err, RC_CONFLICT, NULL,
			       "There is no attempt yet.");
	if (current(a)->result == ATTEMPT_VOID)
		return err_set(err, RC_CONFLICT, NULL,
			       "That attempt is void already.");
	return RC_OK;
}

static void
run_void(void *data, struct ui *ui)
{
	struct attempts *a = data;
	const struct attempt *t = &a->rows[a->list.at];
	struct buf reason = BUF_INIT;
	struct err err = { .code = RC_OK };
	char *question = xasprintf("Attempt %d is kept but does not count any "
				   "more. Why?", t->number);

	(void)ui;
	if (ask_reason(a->s, "Void", question, &reason))
		conclude(a->s, app_attempt_void(a->s->app, &t->id, reason.ptr,
						&err),
			 &err, "Void. u takes it back.");
	mem_free(question);
	buf_release(&reason);
}

static void
run_student(void *data, struct ui *ui)
{
	struct attempts *a = data;

	(void)ui;
	student_open(a->s, &a->ref.student_id, &a->ref.item_id);
}

static const struct command attempt_commands[] = {
	{ "attempt.new", TK_F3, 'n', "New", "record an attempt: date, result, "
	  "evidence", CMD_FOOTER, may_record, run_new },
	{ "attempt.void", TK_DELETE, 'v', "Void", "make an attempt void, with "
	  "a reason", CMD_FOOTER, may_void, run_void },
	{ "attempt.student", 'o', 0, "Student", "open the student's page",
	  CMD_FOOTER, NULL, run_student },
};

static void
release(void *data)
{
	struct attempts *a = data;

	course_view_release(&a->course);
	mem_free(a->rows);
	mem_free(a->title);
	mem_free(a);
}

static const struct screen_ops ops = {
	.id = "attempt", .title = title, .draw = draw, .key = key,
	.commands = attempt_commands,
	.command_count = ARRAY_SIZE(attempt_commands), .refresh = refresh,
	.free = release,
};

void
attempt_open(struct session *s, const struct cell_ref *ref, const char *code)
{
	struct attempts *a = xcalloc(1, sizeof(*a));

	a->s = s;
	a->ref = *ref;
	a->title = xstrdup(code);
	a->list = (struct list){
		.columns = columns, .column_count = COL_COUNT, .cell = cell,
		.ctx = a, .sorted = -1,
		.empty = "No attempts yet. F3 or n records one; c and m do, "
			 "with today's date.",
	};
	ui_push(s->ui, &ops, a);
}
