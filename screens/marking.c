/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "model/rule.h"
#include "tui/term.h"

static bool
take_reason(struct session *s, const char *title, const char *question,
	    struct marking_memory *m)
{
	struct buf text = BUF_INIT;
	bool answered = ask_reason(s, title, question, &text);

	if (answered) {
		snprintf(m->reason, sizeof(m->reason), "%s", text.ptr);
		m->change.override_reason = m->reason;
	}
	buf_release(&text);
	return answered;
}

static void
say_done(struct session *s, size_t count, const char *label, int eligible)
{
	if (eligible > 0)
		ui_say(s->ui, "%s. %d student%s now done every required item: "
		       "confirm on the student's page (G).", label, eligible,
		       eligible == 1 ? " has" : "s have");
	else
		ui_say(s->ui, "%s, %zu item%s. u takes it back.", label,
		       count, count == 1 ? "" : "s");
}

/* False when it was given up or refused: nothing was set. */
static bool
apply(struct session *s, const struct cell_ref *cells, size_t count,
      struct marking_memory *m)
{
	struct err err = { .code = RC_OK };
	int eligible;
	enum rc rc = app_progress_set(s->app, cells, count, &m->change,
				      &eligible, &err);

	if (rc == RC_CONFLICT && strcmp(err.where, "prerequisite") == 0) {
		if (!take_reason(s, "Out of order", err.text, m))
			return false;
		rc = app_progress_set(s->app, cells, count, &m->change,
				      &eligible, &err);
	}
	if (rc != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	say_done(s, count, term_label(&term_progress, (int)m->change.status),
		 eligible);
	ui_refresh(s->ui);
	return true;
}

/* What was given up is not what "again" means: the one before stays. */
static void
set_status(struct session *s, const struct cell_ref *cells, size_t count,
	   enum progress status, struct marking_memory *m)
{
	struct marking_memory new = {
		.change = { .status = status, .on = DATE_NONE,
			    .medium = MEDIUM_WORKSTATION },
		.set = true,
	};

	if (status == PROGRESS_EXCUSED &&
	    !take_reason(s, "Excused", "Why is this left out for the student?",
			 &new))
		return;
	if (!apply(s, cells, count, &new))
		return;
	*m = new;
	if (new.change.override_reason != NULL)
		m->change.override_reason = m->reason;
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
		say_done(s, count, mark.help_needed ? "Help given"
						    : "Help needed", 0);
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

/* ---- which key does what ---- */

struct pen {
	struct area area;
	int row, col;
};

/* A key and what it sets; on the next line where this one is full. */
static void
draw_key(struct pen *pen, char key, enum role_look look, const char *label)
{
	char text[2] = { key, '\0' };
	int width = 2 + utf8_width(label);

	if (pen->col + width > pen->area.cols) {
		pen->row++;
		pen->col = 1;
	}
	if (pen->row >= pen->area.rows)
		return;
	term_text(pen->area.row + pen->row, pen->area.col + pen->col, 1,
		  LOOK_HEADING, text);
	term_text(pen->area.row + pen->row, pen->area.col + pen->col + 2,
		  pen->area.cols - pen->col - 2, look, label);
	pen->col += width + 2;
}

void
marking_legend(struct area area)
{
	struct pen pen = { area, 0, 1 };

	for (size_t i = 0; i < term_progress.count; i++)
		draw_key(&pen, term_progress.rows[i].key,
			 look_of((enum progress)i),
			 term_progress.rows[i].label);
	draw_key(&pen, 'h', LOOK_HELP, "Help (!)");
	draw_key(&pen, 't', LOOK_BODY, "Note (')");
	draw_key(&pen, '*', LOOK_BODY, "Repeat");
	draw_key(&pen, 'u', LOOK_BODY, "Undo");
}
