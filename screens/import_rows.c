/* SPDX-License-Identifier: ISC */
/* The students of a class list, to look at before they are added. */
#include "screens/import.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

enum { DETAIL_ROWS = 3, MANY = 200 };

enum column { COL_STATE, COL_LINE, COL_REF, COL_NAME, COL_WHAT };

static const struct list_column columns[] = {
	[COL_STATE] = { "", 8, false },
	[COL_LINE] = { "Line", 5, true },
	[COL_REF] = { "Ref", 9, false },
	[COL_NAME] = { "Name", 24, false },
	[COL_WHAT] = { "What", 0, false },
};

static const struct {
	const char *word;
	enum role_look look;
} states[] = {
	[IMPORT_NEW] = { "new", LOOK_DONE },
	[IMPORT_SAME] = { "same", LOOK_DIM },
	[IMPORT_CHANGED] = { "changed", LOOK_WAITING },
	[IMPORT_BAD] = { "! bad", LOOK_ERROR },
};

struct rows_screen {
	struct session *s;
	struct class_list *file;
	struct import_plan plan;
	struct curriculum_version newest;	/* that new students follow */
	bool has_curriculum;
	struct list list;
};

/* Anew after an undo, too: a line may be about somebody who is gone. */
static void
refresh(void *data, struct ui *ui)
{
	struct rows_screen *r = data;
	bool is_slow = r->plan.count == 0 && r->file->csv.count > MANY;
	struct err err = { .code = RC_OK };

	if (is_slow)
		ui_one_moment(ui);
	import_plan_release(&r->plan);
	if (app_import_plan(r->s->app, &r->file->csv, r->file->map, &r->plan,
			    &err) != RC_OK) {
		import_plan_release(&r->plan);
		ui_complain(ui, &err);
	} else if (is_slow) {
		ui_say(ui, "Nothing is saved yet: F2 adds them.");
	}
	r->has_curriculum = app_curriculum_find(r->s->app, "", &r->newest,
						NULL) == RC_OK;
	r->list.count = r->plan.count;
	list_clamp(&r->list);
}

static const char *
label_of(const char *id)
{
	for (size_t i = 0; i < import_column_count; i++)
		if (strcmp(import_columns[i].id, id) == 0)
			return import_columns[i].label;
	return id;
}

static void
add_changes(const struct import_row *row, struct buf *out)
{
	const char *between = "";

	for (size_t i = 0; i < import_column_count; i++)
		if ((row->changed & 1u << i) != 0) {
			buf_addf(out, "%s%s", between,
				 import_columns[i].label);
			between = ", ";
		}
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct rows_screen *r = ctx;
	const struct import_row *line = &r->plan.rows[row];

	*look = line->state == IMPORT_BAD ? LOOK_ERROR : LOOK_BODY;
	switch (column) {
	case COL_STATE:
		buf_adds(out, states[line->state].word);
		*look = states[line->state].look;
		break;
	case COL_LINE:
		buf_addf(out, "%u", line->line);
		break;
	case COL_REF:
		buf_adds(out, line->student.reference);
		break;
	case COL_NAME:
		show_name(line->student.name, line->student.latin_name, out);
		break;
	default:
		if (line->state == IMPORT_BAD)
			buf_addf(out, "%s: %s", label_of(line->err.where),
				 line->err.text);
		else
			add_changes(line, out);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	const struct rows_screen *r = data;

	buf_addf(out, "Import > %zu new, %zu changed, %zu the same, %zu bad",
		 r->plan.added, r->plan.changed, r->plan.same, r->plan.bad);
}

static void
describe_new(const struct rows_screen *r, const struct import_row *line,
	     struct buf *out)
{
	buf_addf(out, "Line %u is a new student, ", line->line);
	if (line->student.reference[0] == '\0')
		buf_adds(out, "with the next free reference, ");
	if (r->has_curriculum)
		buf_addf(out, "who follows %s, version %s.", r->newest.code,
			 r->newest.version);
	else
		buf_adds(out, "without a curriculum: load one first (3 at "
			 "home), or move the students to it later.");
}

/* What becomes of a line, whole. */
static void
describe(const struct rows_screen *r, const struct import_row *line,
	 struct buf *out)
{
	switch (line->state) {
	case IMPORT_BAD:
		buf_addf(out, "Line %u, column %u, %s: %s", line->err.line,
			 line->err.column, label_of(line->err.where),
			 line->err.text);
		break;
	case IMPORT_CHANGED:
		buf_addf(out, "Line %u changes %s: ", line->line,
			 line->student.reference);
		add_changes(line, out);
		buf_adds(out, ". A cell that is empty leaves what is here.");
		break;
	case IMPORT_SAME:
		buf_addf(out, "Line %u is as %s is here already.", line->line,
			 line->student.reference);
		break;
	default:
		describe_new(r, line, out);
		break;
	}
}

static void
draw_detail(const struct rows_screen *r, struct area area)
{
	const struct import_row *line;
	struct buf text = BUF_INIT;

	if (r->plan.count == 0)
		return;
	line = &r->plan.rows[r->list.at];
	describe(r, line, &text);
	show_paragraph(area, line->state == IMPORT_BAD ? LOOK_ERROR
						       : LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct rows_screen *r = data;

	(void)ui;
	list_draw(&r->list, (struct area){ body.row + 1, 0,
					   body.rows - DETAIL_ROWS - 2,
					   body.cols }, true);
	draw_detail(r, (struct area){ body.row + body.rows - DETAIL_ROWS, 2,
				      DETAIL_ROWS, body.cols - 4 });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct rows_screen *)data)->list, pressed);
}

/* ---- commands ---- */

static enum rc
has_some(void *data, struct err *err)
{
	const struct rows_screen *r = data;

	if (r->plan.added + r->plan.changed == 0)
		return err_set(err, RC_CONFLICT, NULL,
			       "There is nothing to add: every line is bad, or "
			       "the same as here.");
	return may_import(data, err);
}

static bool
leaves_bad_out(struct rows_screen *r, struct ui *ui)
{
	char *question, *yes;
	size_t good = r->plan.added + r->plan.changed;
	bool answer;

	if (r->plan.bad == 0)
		return true;
	question = xasprintf("%zu line%s %s bad. Leave %s out, and import the "
			     "other %zu?", r->plan.bad,
			     r->plan.bad == 1 ? "" : "s",
			     r->plan.bad == 1 ? "is" : "are",
			     r->plan.bad == 1 ? "it" : "them", good);
	yes = xasprintf("Import %zu", good);
	answer = ui_ask_yes(ui, "Bad lines", question, yes);
	mem_free(question);
	mem_free(yes);
	return answer;
}

static void
say_done(struct ui *ui, const struct import_plan *plan)
{
	struct buf text = BUF_INIT;

	if (plan->added > 0)
		buf_addf(&text, "Added %zu student%s. ", plan->added,
			 plan->added == 1 ? "" : "s");
	if (plan->changed > 0)
		buf_addf(&text, "Changed %zu. ", plan->changed);
	if (plan->bad > 0)
		buf_addf(&text, "%zu bad line%s left out. ", plan->bad,
			 plan->bad == 1 ? " was" : "s were");
	ui_say(ui, "%su takes it back.", text.ptr);
	buf_release(&text);
}

static void
run_apply(void *data, struct ui *ui)
{
	struct rows_screen *r = data;
	struct err err = { .code = RC_OK };

	if (!leaves_bad_out(r, ui))
		return;
	if (r->plan.count > MANY)
		ui_one_moment(ui);
	if (app_import_apply(r->s->app, &r->plan, true, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	say_done(ui, &r->plan);
	/* This screen, and that of the columns below it. */
	ui_pop(ui);
	ui_pop(ui);
}

static enum rc
has_bad(void *data, struct err *err)
{
	return ((struct rows_screen *)data)->plan.bad > 0
		       ? RC_OK
		       : err_set(err, RC_NOT_FOUND, NULL,
				 "There are no bad lines.");
}

static void
run_next_bad(void *data, struct ui *ui)
{
	struct rows_screen *r = data;
	size_t at = r->list.at;

	(void)ui;
	do
		at = (at + 1) % r->plan.count;
	while (r->plan.rows[at].state != IMPORT_BAD);
	r->list.at = at;
}

static const struct command rows_commands[] = {
	{ "import.apply", TK_F2, TK_CTRL('s'), "Import", "add and change these "
	  "students", CMD_FOOTER, has_some, run_apply },
	{ "import.next_bad", 'b', 0, "Next bad", "go to the next bad line",
	  CMD_FOOTER, has_bad, run_next_bad },
};

static void
release(void *data)
{
	struct rows_screen *r = data;

	import_plan_release(&r->plan);
	mem_free(r);
}

static const struct screen_ops ops = {
	.id = "import", .title = title, .draw = draw, .key = key,
	.commands = rows_commands,
	.command_count = ARRAY_SIZE(rows_commands), .refresh = refresh,
	.free = release,
};

void
import_rows_open(struct session *s, struct class_list *file)
{
	struct rows_screen *r = xcalloc(1, sizeof(*r));

	r->s = s;
	r->file = file;
	r->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = r, .sorted = -1,
		.empty = "There are no students to show.",
	};
	ui_push(s->ui, &ops, r);
}
