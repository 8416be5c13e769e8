/* SPDX-License-Identifier: ISC */
#include "screens/student_side.h"

#include <string.h>

#include "base/mem.h"
#include "exchange/exchange.h"
#include "model/progress.h"
#include "tui/list.h"
#include "tui/term.h"

enum { DETAIL_ROWS = 2, LEGEND_ROWS = 3 };

struct student_page {
	struct session *s;
	struct id id;
	struct student student;
	struct student_row row;
	struct course_view course;
	bool *open;		/* by index of items: a module's units shown */
	size_t *shown, shown_count;
	struct list list;
	struct marking_memory memory;
};

static const struct list_column columns[] = { { "", 0, false } };

static bool
is_office(const struct student_page *p)
{
	return app_academy(p->s->app)->kind == SITE_HEAD_OFFICE;
}

/* ---- the tree ---- */

static void
arrange(struct student_page *p)
{
	bool showing = true;

	p->shown_count = 0;
	for (size_t i = 0; i < p->course.count; i++) {
		enum item_kind kind = p->course.items[i].kind;

		if (kind == ITEM_COURSE)
			continue;
		if (kind == ITEM_MODULE) {
			showing = p->open[i];
			p->shown[p->shown_count++] = i;
		} else if (showing) {
			p->shown[p->shown_count++] = i;
		}
	}
	p->list.count = p->shown_count;
	list_clamp(&p->list);
}

static void
module_text(const struct student_page *p, size_t at, struct buf *out,
	    enum role_look *look)
{
	const struct course_view *c = &p->course;
	struct tally t = progress_tally(c->items, c->marks, at,
			progress_subtree_end(c->items, c->count, at));
	int done = t.required_done + t.optional_done;
	int all = t.required + t.optional, filled;
	bool ascii = term_is_ascii();

	filled = all > 0 ? done * 10 / all : 0;
	buf_adds(out, p->open[at] ? "- " : "+ ");
	for (int i = 0; i < 10; i++)
		buf_adds(out, i < filled ? (ascii ? "#" : "█")
					 : (ascii ? "." : "░"));
	buf_addf(out, " %2d/%-2d %s", done, all, c->items[at].title);
	*look = done == all ? LOOK_DONE : LOOK_BODY;
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct student_page *p = ctx;
	size_t at = p->shown[row];
	const struct item *item = &p->course.items[at];
	const struct mark *mark = &p->course.marks[at];

	(void)column;
	if (item->kind == ITEM_MODULE) {
		module_text(p, at, out, look);
		return;
	}
	buf_addf(out, "  %s%c %-8s %s", term_progress.rows[mark->status].mark,
		 mark->help_needed ? '!' : mark->note[0] != '\0' ? '\'' : ' ',
		 item->code, item->title);
	*look = mark->help_needed ? LOOK_HELP : look_of(mark->status);
}

/* The module that has work in hand is open at first. */
static void
open_current(struct student_page *p, const struct id *item_id)
{
	const struct course_view *c = &p->course;
	size_t module = SIZE_MAX, chosen = SIZE_MAX, target = SIZE_MAX;

	for (size_t i = 0; i < c->count; i++) {
		bool wanted;

		if (c->items[i].kind == ITEM_MODULE)
			module = i;
		if (c->items[i].kind == ITEM_MODULE ||
		    c->items[i].kind == ITEM_COURSE)
			continue;
		wanted = item_id != NULL
				 ? id_equal(&c->items[i].id, item_id)
				 : !progress_is_done(c->marks[i].status) &&
					   c->items[i].required;
		if (wanted && chosen == SIZE_MAX) {
			chosen = module;
			target = i;
		}
	}
	if (chosen != SIZE_MAX)
		p->open[chosen] = true;
	arrange(p);
	for (size_t i = 0; i < p->shown_count; i++)
		if (p->shown[i] == target)
			p->list.at = i;
}

static void
refresh(void *data, struct ui *ui)
{
	struct student_page *p = data;
	struct err err = { .code = RC_OK };
	size_t before = p->course.count;
	enum rc rc = app_student_load(p->s->app, &p->id, &p->student, &err);

	if (rc == RC_OK)
		rc = app_student_row(p->s->app, &p->id, &p->row, &err);
	course_view_release(&p->course);
	if (rc == RC_OK)
		rc = app_course(p->s->app, &p->id, &p->course, &err);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	if (p->course.count != before || p->open == NULL) {
		mem_free(p->open);
		mem_free(p->shown);
		p->open = xcalloc(p->course.count + 1, sizeof(*p->open));
		p->shown = xcalloc(p->course.count + 1, sizeof(*p->shown));
	}
	arrange(p);
}

/* ---- what the cursor is on, in words ---- */

static void
draw_detail(const struct student_page *p, struct area area)
{
	struct buf line = BUF_INIT;
	const struct item *item;
	const struct mark *mark;

	if (p->shown_count == 0)
		return;
	item = &p->course.items[p->shown[p->list.at]];
	mark = &p->course.marks[p->shown[p->list.at]];
	if (item->kind == ITEM_MODULE)
		show_module(item, &line);
	else
		buf_addf(&line, "%s %s", item->code, item->title);
	term_text(area.row, area.col + 1, area.cols - 1, LOOK_HEADING,
		  line.ptr);
	buf_reset(&line);
	if (item->kind == ITEM_MODULE)
		buf_adds(&line, "Enter shows or hides what is in it.");
	else
		show_mark(p->s, mark, &line);
	term_text(area.row + 1, area.col + 1, area.cols - 1, LOOK_BODY,
		  line.ptr);
	buf_release(&line);
}

static void
title(void *data, struct buf *out)
{
	struct student_page *p = data;

	buf_addf(out, "Students > %s ", p->student.reference);
	show_name(p->student.name, p->student.latin_name, out);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct student_page *p = data;
	struct student_side side = { &p->student, &p->row, &p->course,
				     is_office(p) };
	int col = body.cols - STUDENT_SIDE_COLS;
	int rows = body.rows - 1 - DETAIL_ROWS - LEGEND_ROWS;
	int below = body.row + 1 + rows;

	(void)ui;
	student_side_draw(&side, (struct area){ body.row + 1, col,
						body.rows - 1,
						STUDENT_SIDE_COLS });
	list_draw(&p->list, (struct area){ body.row + 1, 0, rows, col - 1 },
		  true);
	draw_detail(p, (struct area){ below, 0, DETAIL_ROWS, col - 1 });
	marking_legend((struct area){ below + DETAIL_ROWS, 0, LEGEND_ROWS,
				      col - 1 });
}

/* ---- keys and commands ---- */

static bool
current_cell(const struct student_page *p, struct cell_ref *ref)
{
	const struct item *item;

	if (p->shown_count == 0)
		return false;
	item = &p->course.items[p->shown[p->list.at]];
	ref->student_id = p->id;
	ref->item_id = item->id;
	return item->kind == ITEM_UNIT || item->kind == ITEM_PROJECT;
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct student_page *p = data;
	struct cell_ref ref;

	(void)ui;
	if (list_key(&p->list, pressed))
		return true;
	return current_cell(p, &ref) &&
	       marking_key(p->s, &ref, 1, pressed, &p->memory);
}

static void
run_open(void *data, struct ui *ui)
{
	struct student_page *p = data;
	struct cell_ref ref;
	size_t at;

	(void)ui;
	if (p->shown_count == 0)
		return;
	at = p->shown[p->list.at];
	if (current_cell(p, &ref)) {
		attempt_open(p->s, &ref, p->course.items[at].code);
		return;
	}
	p->open[at] = !p->open[at];
	arrange(p);
}

/* A record that another place keeps is read only. */
static enum rc
may_edit_this(void *data, struct err *err)
{
	const struct student_page *p = data;
	enum rc rc = may_edit_students(data, err);

	return rc == RC_OK ? app_is_ours(p->s->app, &p->id, err) : rc;
}

static enum rc
may_graduate_this(void *data, struct err *err)
{
	const struct student_page *p = data;
	enum rc rc = may_confirm_graduate(data, err);

	return rc == RC_OK ? app_is_ours(p->s->app, &p->id, err) : rc;
}

static void
run_edit(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	student_form_open(p->s, &p->id);
}

static void
run_enrolment(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	ask_enrolment(p->s, &p->id, 1);
}

static void
run_custody(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	ask_custody(p->s, &p->id, 1);
}

static void
run_release(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	ask_release(p->s, &p->id);
}

static void
run_graduate(void *data, struct ui *ui)
{
	struct student_page *p = data;
	struct graduate before;
	bool again = app_graduate(p->s->app, &p->id, &before, NULL) == RC_OK;
	struct err err = { .code = RC_OK };

	if (ui_ask_yes(ui, "Graduate", "Confirm that this student has "
		       "completed the whole curriculum?", "Confirm"))
		conclude(p->s, app_graduate_confirm(p->s->app, &p->id,
						    DATE_NONE, &err),
			 &err, again ? "%s has done a later course."
				     : "%s is a graduate.", p->student.name);
}

static void
run_history(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	history_open(p->s, &p->id, p->student.reference);
}

static void
run_sheet(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	sheet_open(p->s, "student", p->student.reference);
}

static void
run_gate(void *data, struct ui *ui)
{
	struct student_page *p = data;

	(void)ui;
	person_open(p->s, &p->id, NULL);
}

static enum rc
may_reclaim(void *data, struct err *err)
{
	const struct student_page *p = data;
	enum rc rc = may_manage_keys(data, err);

	if (rc == RC_OK && is_office(p))
		rc = err_set(err, RC_CONFLICT, NULL, "Head office reads "
			     "records; academies keep them.");
	if (rc == RC_OK && p->row.owner[0] == '\0')
		rc = err_set(err, RC_CONFLICT, NULL,
			     "The record is kept here already.");
	return rc;
}

static void
run_reclaim(void *data, struct ui *ui)
{
	struct student_page *p = data;
	struct buf reason = BUF_INIT;
	struct err err = { .code = RC_OK };
	char *question = xasprintf(
		"Why does the record come back from %s? First be sure that "
		"nobody goes on with it there: two records of one person "
		"cannot be put together.", p->row.owner);

	(void)ui;
	if (ask_reason(p->s, "Take back", question, &reason))
		conclude(p->s, exchange_reclaim(p->s->app, &p->id, reason.ptr,
						&err),
			 &err, "%s is kept here again.",
			 p->student.reference);
	mem_free(question);
	buf_release(&reason);
}

static const struct command student_commands[] = {
	{ "student.open", TK_ENTER, 0, "Open", "show or hide a module; "
	  "attempts of a unit", CMD_FOOTER, NULL, run_open },
	{ "student.edit", TK_F4, 'e', "Edit", "change the details",
	  CMD_FOOTER, may_edit_this, run_edit },
	{ "student.enrolment", 'o', 0, "Programme",
	  "change where in the programme", CMD_FOOTER, may_edit_this,
	  run_enrolment },
	{ "student.custody", 'w', 0, "Where", "change where the person is",
	  CMD_FOOTER, may_edit_this, run_custody },
	{ "student.release", 'd', 0, "Release", "set the release date", 0,
	  may_edit_this, run_release },
	{ "student.graduate", 'G', 0, "Graduate", "confirm as a graduate", 0,
	  may_graduate_this, run_graduate },
	{ "student.gate", 'g', 0, "Gate", "plan, diary, destinations, mentor "
	  "and consent", 0, NULL, run_gate },
	{ "student.reclaim", 'R', 0, "Take back", "take back a record that "
	  "went to another academy", 0, may_reclaim, run_reclaim },
	{ "student.history", 'b', 0, "History", "what was done for this "
	  "student", 0, NULL, run_history },
	{ "student.sheet", TK_F9, 'p', "Sheet", "progress sheet, to read, "
	  "print or save", CMD_FOOTER, NULL, run_sheet },
};

static void
release(void *data)
{
	struct student_page *p = data;

	course_view_release(&p->course);
	mem_free(p->open);
	mem_free(p->shown);
	mem_free(p);
}

static const struct screen_ops ops = {
	.id = "student", .title = title, .draw = draw, .key = key,
	.commands = student_commands,
	.command_count = ARRAY_SIZE(student_commands), .refresh = refresh,
	.free = release,
};

/* At head office all are elsewhere: it need not be said each time. */
static void
say_where(const struct student_page *p)
{
	struct err err = { .code = RC_OK };

	if (!is_office(p) && app_is_ours(p->s->app, &p->id, &err) != RC_OK)
		ui_complain(p->s->ui, &err);
}

void
student_open(struct session *s, const struct id *id, const struct id *item_id)
{
	struct student_page *p = xcalloc(1, sizeof(*p));

	p->s = s;
	p->id = *id;
	p->list = (struct list){
		.columns = columns, .column_count = 1, .cell = cell, .ctx = p,
		.sorted = -1, .no_header = true,
		.empty = "No curriculum: mark the student in the list, then a.",
	};
	ui_push(s->ui, &ops, p);
	say_where(p);
	if (item_id != NULL && id_is_zero(item_id))
		item_id = NULL;
	if (p->course.count > 0)
		open_current(p, item_id);
}
