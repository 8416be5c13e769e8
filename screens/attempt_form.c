/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/form.h"

enum { F_RESULT, F_DATE, F_MEDIUM, F_EVIDENCE, F_CHECKED, F_COUNT };

/* An attempt begins as one of these; VOID comes later. */
static const char *
result_word(size_t index)
{
	return index <= ATTEMPT_NOT_YET
		       ? term_label(&term_attempt_result, (int)index) : NULL;
}

static const char *
medium_word(size_t index)
{
	return index < term_medium.count ? term_label(&term_medium, (int)index)
					 : NULL;
}

static const struct field_spec specs[F_COUNT] = {
	[F_RESULT] = { "result", "Result", "Space changes it. Pass makes the "
		       "item Complete; Not yet, Needs more work.",
		       FIELD_CHOICE, 0, NULL, true, result_word },
	[F_DATE] = { "on", "Date", "Year-month-day, such as 2026-11-23; today "
		     "or before.", FIELD_LINE, DATE_TEXT_SIZE, rule_date,
		     true, NULL },
	[F_MEDIUM] = { "medium", "Done on", "Space changes it.", FIELD_CHOICE,
		       0, NULL, true, medium_word },
	[F_EVIDENCE] = { "evidence", "Evidence", "Where it can be seen again: "
			 "a folder, a page, a photograph's number.",
			 FIELD_LINE, LINE_SIZE, rule_line, false, NULL },
	[F_CHECKED] = { "checked_by", "Checked by", "The second person who "
			"looked at it, where one did.", FIELD_LINE, NAME_SIZE,
			rule_line, false, NULL },
};

struct attempt_form {
	struct session *s;
	struct cell_ref ref;
	char *title;
	struct student student;
	struct form form;
};

static void
draft_key(const struct attempt_form *f, char key[96])
{
	char student[ID_TEXT_SIZE], item[ID_TEXT_SIZE];

	snprintf(key, 96, "attempt %s %s",
		 id_format(&f->ref.student_id, student),
		 id_format(&f->ref.item_id, item));
}

static void
title(void *data, struct buf *out)
{
	struct attempt_form *f = data;

	buf_addf(out, "New attempt > %s ", f->student.reference);
	show_name(f->student.name, f->student.latin_name, out);
	buf_addf(out, ", %s", f->title);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct attempt_form *f = data;

	(void)ui;
	form_draw(&f->form, (struct area){ body.row + 1, 1, body.rows - 2,
					   body.cols - 2 });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return form_key(&((struct attempt_form *)data)->form, pressed);
}

/* ---- saving ---- */

/* Out of order needs a reason; RC_CANCELLED when none is given. */
static enum rc
save(struct attempt_form *f, struct progress_change *change, int *eligible,
     struct err *err)
{
	struct buf reason = BUF_INIT;
	enum rc rc = app_progress_set(f->s->app, &f->ref, 1, change, eligible,
				      err);

	if (rc == RC_CONFLICT && strcmp(err->where, "prerequisite") == 0) {
		if (ask_reason(f->s, "Out of order", err->text, &reason)) {
			change->override_reason = reason.ptr;
			rc = app_progress_set(f->s->app, &f->ref, 1, change,
					      eligible, err);
		} else {
			rc = RC_CANCELLED;
		}
	}
	buf_release(&reason);
	return rc;
}

static void
settle(struct attempt_form *f, enum rc rc, const struct err *err, int eligible)
{
	if (rc == RC_OK) {
		form_settle(&f->form);
		ui_say(f->s->ui, "Saved.%s", eligible > 0
		       ? " Every required item is done: confirm on the "
			 "student's page (G)." : " u takes it back.");
		ui_pop(f->s->ui);
	} else if (rc != RC_CANCELLED) {
		form_show_fault(&f->form, err);
		ui_complain(f->s->ui, err);
	}
}

static void
run_save(void *data, struct ui *ui)
{
	struct attempt_form *f = data;
	struct progress_change change = {
		.status = form_choice(&f->form, F_RESULT) == ATTEMPT_PASS
				  ? PROGRESS_COMPLETE
				  : PROGRESS_NEEDS_MORE_WORK,
		.medium = (enum medium)form_choice(&f->form, F_MEDIUM),
		.evidence = form_text(&f->form, F_EVIDENCE),
		.checked_by = form_text(&f->form, F_CHECKED),
	};
	struct err err = { .code = RC_OK };
	int eligible = 0;
	enum rc rc = form_check(&f->form, &err);

	(void)ui;
	if (rc == RC_OK)
		rc = date_parse(form_text(&f->form, F_DATE), &change.on, &err);
	if (rc == RC_OK)
		rc = save(f, &change, &eligible, &err);
	settle(f, rc, &err, eligible);
}

static bool
may_close(void *data, struct ui *ui)
{
	struct attempt_form *f = data;

	(void)ui;
	return draft_may_close(f->s, &f->form);
}

static void
keep_draft(void *data, struct ui *ui)
{
	struct attempt_form *f = data;
	char id[96];

	(void)ui;
	draft_key(f, id);
	draft_keep(f->s, id, &f->form);
}

static const struct command form_commands[] = {
	{ "attempt.save", TK_F2, TK_CTRL('s'), "Save", "save the attempt",
	  CMD_FOOTER, may_record, run_save },
};

static void
release(void *data)
{
	struct attempt_form *f = data;

	form_release(&f->form);
	mem_free(f->title);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "attempt-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = may_close, .keep_draft = keep_draft, .free = release,
};

void
attempt_form_open(struct session *s, const struct cell_ref *ref,
		  const char *code)
{
	struct attempt_form *f = xcalloc(1, sizeof(*f));
	struct err err = { .code = RC_OK };
	char today[DATE_TEXT_SIZE], id[96];

	if (app_student_load(s->app, &ref->student_id, &f->student, &err) !=
	    RC_OK) {
		ui_complain(s->ui, &err);
		mem_free(f);
		return;
	}
	f->s = s;
	f->ref = *ref;
	f->title = xstrdup(code);
	form_init(&f->form, specs, F_COUNT);
	form_set(&f->form, F_DATE, date_format(app_today(s->app), today));
	form_set_choice(&f->form, F_RESULT, ATTEMPT_PASS);
	form_set_choice(&f->form, F_MEDIUM, MEDIUM_WORKSTATION);
	draft_key(f, id);
	draft_offer(s, id, &f->form);
	ui_push(s->ui, &ops, f);
}
