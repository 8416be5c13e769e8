/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"

static enum rc
check_reason(const char *text, struct err *err)
{
	if (text[strspn(text, " ")] == '\0')
		return err_set(err, RC_INVALID, "reason",
			       "A few words are needed, or Esc.");
	return rule_line(text, err);
}

static bool
ask_reason(struct session *s, const char *title, const char *question,
	   struct marking_memory *m)
{
	struct buf text = BUF_INIT;
	bool answered = ui_ask_line(s->ui, title, question, check_reason,
				    &text);

	if (answered) {
		snprintf(m->reason, sizeof(m->reason), "%s", text.ptr);
		m->change.override_reason = m->reason;
	}
	buf_release(&text);
	return answered;
}

static void
say_done(struct session *s, size_t count, enum progress status, int eligible)
{
	const char *label = term_label(&term_progress, (int)status);

	if (eligible > 0)
		ui_say(s->ui, "%s. %d student%s now done every required item: "
		       "confirm on the student's page (G).", label, eligible,
		       eligible == 1 ? " has" : "s have");
	else
		ui_say(s->ui, "%s, %zu item%s. u takes it back.", label,
		       count, count == 1 ? "" : "s");
}

static void
apply(struct session *s, const struct cell_ref *cells, size_t count,
      struct marking_memory *m)
{
	struct err err = { .code = RC_OK };
	int eligible;
	enum rc rc = app_progress_set(s->app, cells, count, &m->change,
				      &eligible, &err);

	if (rc == RC_CONFLICT && strcmp(err.where, "prerequisite") == 0) {
		if (!ask_reason(s, "Out of order", err.text, m))
			return;
		rc = app_progress_set(s->app, cells, count, &m->change,
				      &eligible, &err);
	}
	if (rc != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	m->set = true;
	say_done(s, count, m->change.status, eligible);
	ui_refresh(s->ui);
}

static void
set_status(struct session *s, const struct cell_ref *cells, size_t count,
	   enum progress status, struct marking_memory *m)
{
	memset(m, 0, sizeof(*m));
	m->change.status = status;
	m->change.on = DATE_NONE;
	m->change.medium = MEDIUM_WORKSTATION;
	if (status == PROGRESS_EXCUSED &&
	    !ask_reason(s, "Excused", "Why is this left out for the student?",
			m))
		return;
	apply(s, cells, count, m);
}

static void
toggle_help(struct session *s, const struct cell_ref *cells, size_t count)
{
	struct err err = { .code = RC_OK };
	struct mark mark;
	enum rc rc = app_grid(s->app, &cells[0].student_id, 1,
			      &cells[0].item_id, 1, &mark, &err);

	if (rc == RC_OK)
		rc = app_help_set(s->app, cells, count, !mark.help_needed,
				  &err);
	if (rc != RC_OK)
		ui_complain(s->ui, &err);
	else
		ui_say(s->ui, "%s.", mark.help_needed ? "Help given"
						      : "Help needed");
	ui_refresh(s->ui);
}

static void
write_note(struct session *s, const struct cell_ref *cell)
{
	struct buf text = BUF_INIT;
	struct err err = { .code = RC_OK };
	struct mark mark;
	enum rc rc = app_grid(s->app, &cell->student_id, 1, &cell->item_id,
			      1, &mark, &err);

	if (rc == RC_OK) {
		buf_adds(&text, mark.note);
		if (ui_ask_line(s->ui, "Note", "Kept with the item; not on "
				"the student's sheet.", rule_line, &text))
			rc = app_note_set(s->app, cell, text.ptr, &err);
	}
	buf_release(&text);
	if (rc != RC_OK)
		ui_complain(s->ui, &err);
	ui_refresh(s->ui);
}

bool
marking_key(struct session *s, const struct cell_ref *cells, size_t count,
	    uint32_t key, struct marking_memory *m)
{
	int status = key < 128 ? term_by_key(&term_progress, (char)key) : -1;
	struct err err = { .code = RC_OK };

	if (key == '.')
		status = PROGRESS_NOT_STARTED;
	if (status < 0 && key != 'h' && key != 't' && key != '*')
		return false;
	if (count == 0)
		return true;
	if (app_require(s->app, MAY_RECORD_PROGRESS, &err) != RC_OK)
		ui_complain(s->ui, &err);
	else if (status >= 0)
		set_status(s, cells, count, (enum progress)status, m);
	else if (key == 'h')
		toggle_help(s, cells, count);
	else if (key == 't')
		write_note(s, &cells[0]);
	else if (m->set)
		apply(s, cells, count, m);
	else
		ui_say(s->ui, "There is nothing to repeat yet: set a status "
		       "first.");
	return true;
}
