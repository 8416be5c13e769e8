/* SPDX-License-Identifier: ISC */
#include "screens/form_page.h"

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
	struct form_page page;
	struct cell_ref ref;
	char *title;
	struct student student;
	struct form form;
};

static void
title(void *data, struct buf *out)
{
	struct attempt_form *f = data;

	buf_addf(out, "New attempt > %s ", f->student.reference);
	show_name(f->student.name, f->student.latin_name, out);
	buf_addf(out, ", %s", f->title);
}

/* ---- saving ---- */

/* Out of order needs a reason; RC_CANCELLED when none is given. */
static enum rc
save(struct attempt_form *f, struct progress_change *change, int *eligible,
     struct err *err)
{
	struct session *s = f->page.s;
	struct buf reason = BUF_INIT;
	enum rc rc = app_progress_set(s->app, &f->ref, 1, change, eligible,
				      err);

	if (rc == RC_CONFLICT && strcmp(err->where, "prerequisite") == 0) {
		if (ask_reason(s, "Out of order", err->text, &reason)) {
			change->override_reason = reason.ptr;
			rc = app_progress_set(s->app, &f->ref, 1, change,
					      eligible, err);
		} else {
			rc = RC_CANCELLED;
		}
	}
	buf_release(&reason);
	return rc;
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
	form_page_end(&f->page, rc, &err, "Saved.%s", eligible > 0
		      ? " Every required item is done: confirm on the "
			"student's page (G)." : " u takes it back.");
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
	.id = "attempt-form", .title = title, .draw = form_page_draw,
	.key = form_page_key, .commands = form_commands,
	.command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

void
attempt_form_open(struct session *s, const struct cell_ref *ref,
		  const char *code)
{
	struct attempt_form *f = xcalloc(1, sizeof(*f));
	struct err err = { .code = RC_OK };
	char today[DATE_TEXT_SIZE], student[ID_TEXT_SIZE], item[ID_TEXT_SIZE];

	if (app_student_load(s->app, &ref->student_id, &f->student, &err) !=
	    RC_OK) {
		ui_complain(s->ui, &err);
		mem_free(f);
		return;
	}
	f->page.s = s;
	f->page.form = &f->form;
	f->ref = *ref;
	f->title = xstrdup(code);
	form_init(&f->form, specs, F_COUNT);
	form_set(&f->form, F_DATE, date_format(app_today(s->app), today));
	form_set_choice(&f->form, F_RESULT, ATTEMPT_PASS);
	form_set_choice(&f->form, F_MEDIUM, MEDIUM_WORKSTATION);
	snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "attempt %s %s",
		 id_format(&ref->student_id, student),
		 id_format(&ref->item_id, item));
	form_page_push(&f->page, &ops);
}
