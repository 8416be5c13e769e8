/* SPDX-License-Identifier: ISC */
#include "app/progress_app.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "base/id_set.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/progress.h"
#include "model/rule.h"
#include "store/progress_store.h"
#include "store/student_store.h"

/* One student's course at a time, while a selection is worked through. */
struct marking {
	struct app *app;
	const struct progress_change *change;
	struct id student_id;
	struct course_view view;
	struct student_row before;
	bool loaded;
	int eligible;
};

static bool
is_markable(const struct item *item)
{
	return item->kind == ITEM_UNIT || item->kind == ITEM_PROJECT;
}

static enum rc
finish_student(struct marking *m, struct err *err)
{
	struct student_row after;
	enum rc rc;

	if (!m->loaded)
		return RC_OK;
	m->loaded = false;
	course_view_release(&m->view);
	rc = tally_count(m->app->store, &m->student_id, err);
	if (rc == RC_OK)
		rc = student_row_load(m->app->store, &m->student_id,
				      app_as_at(m->app), &after, err);
	if (rc == RC_OK && after.eligible && !m->before.eligible)
		m->eligible++;
	return rc;
}

static enum rc
use_student(struct marking *m, const struct id *student_id, struct err *err)
{
	enum rc rc;

	if (m->loaded && id_equal(&m->student_id, student_id))
		return RC_OK;
	rc = finish_student(m, err);
	if (rc == RC_OK)
		rc = student_row_load(m->app->store, student_id,
				      app_as_at(m->app), &m->before, err);
	if (rc == RC_OK)
		rc = app_course(m->app, student_id, &m->view, err);
	m->student_id = *student_id;
	m->loaded = rc == RC_OK;
	return rc;
}

static enum rc
find_item(const struct marking *m, const struct id *item_id, size_t *at,
	  struct err *err)
{
	for (*at = 0; *at < m->view.count; (*at)++)
		if (id_equal(&m->view.items[*at].id, item_id))
			break;
	if (*at == m->view.count)
		return err_set(err, RC_CONFLICT, "item",
			       "%s follows another curriculum version, which "
			       "does not have that item.",
			       m->before.reference);
	if (!is_markable(&m->view.items[*at]))
		return err_set(err, RC_INVALID, "item",
			       "%s is a heading; progress is recorded on its "
			       "units and projects.",
			       m->view.items[*at].code);
	return RC_OK;
}

static bool
needs_prerequisites(enum progress status)
{
	return status == PROGRESS_IN_PROGRESS ||
	       status == PROGRESS_SUBMITTED ||
	       status == PROGRESS_NEEDS_MORE_WORK ||
	       status == PROGRESS_COMPLETE;
}

/* A cut may not fall inside a character. */
static void
append_note(struct mark *mark, const char *what, const char *reason)
{
	size_t len = strlen(mark->note);

	snprintf(mark->note + len, sizeof(mark->note) - len, "%s%s%s",
		 len > 0 ? "; " : "", what, reason);
	utf8_mend_end(mark->note);
}

static enum rc
check_prerequisites(const struct marking *m, size_t at, struct mark *mark,
		    struct err *err)
{
	char missing[LINE_SIZE], what[LINE_SIZE + 16];
	const char *reason = m->change->override_reason;

	if (!needs_prerequisites(m->change->status) ||
	    progress_missing(&m->view.items[at], m->view.items, m->view.marks,
			     m->view.count, missing, sizeof(missing)) == 0)
		return RC_OK;
	if (reason == NULL || reason[0] == '\0')
		return err_set(err, RC_CONFLICT, "prerequisite",
			       "%s comes after %s, which %s has not done. "
			       "Give a reason to go on all the same.",
			       m->view.items[at].code, missing,
			       m->before.reference);
	snprintf(what, sizeof(what), "before %s: ", missing);
	append_note(mark, what, reason);
	return RC_OK;
}

static void
fill_checked_by(struct attempt *attempt, const char *name)
{
	snprintf(attempt->checked_by, sizeof(attempt->checked_by), "%s",
		 name);
	utf8_mend_end(attempt->checked_by);
}

static enum rc
keep_attempt(struct marking *m, struct mark *mark, struct err *err)
{
	const struct progress_change *c = m->change;
	struct attempt attempt = {
		.student_id = mark->student_id, .item_id = mark->item_id,
		.on = mark->on, .medium = c->medium,
		.result = c->status == PROGRESS_COMPLETE ? ATTEMPT_PASS
							 : ATTEMPT_NOT_YET,
	};

	if (c->status != PROGRESS_COMPLETE &&
	    c->status != PROGRESS_NEEDS_MORE_WORK)
		return RC_OK;
	if (c->evidence != NULL)
		snprintf(attempt.evidence, sizeof(attempt.evidence), "%s",
			 c->evidence);
	if (c->checked_by != NULL)
		fill_checked_by(&attempt, c->checked_by);
	mark->attempts++;
	return attempt_add(m->app->store, &attempt, &m->app->me.id, err);
}

/* ---- the same status again, of another day or checked by somebody else ---- */

/* RC_NOT_FOUND: none that counts. */
static enum rc
find_pass(struct marking *m, const struct mark *mark, struct attempt *pass,
	  struct err *err)
{
	struct attempt *rows;
	size_t count;
	bool found = false;
	enum rc rc = attempt_list(m->app->store, &mark->student_id,
				  &mark->item_id, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK && !found; i++) {
		found = rows[i].result == ATTEMPT_PASS;
		if (found)
			*pass = rows[i];
	}
	mem_free(rows);
	return rc == RC_OK && !found ? RC_NOT_FOUND : rc;
}

/* Facts are not overwritten: the attempt is made void, and one that is right
 * takes its place. */
static enum rc
replace_pass(struct marking *m, struct mark *mark, struct attempt *pass,
	     struct err *err)
{
	const struct progress_change *c = m->change;
	enum rc rc;

	if (pass->on == mark->on && (c->checked_by == NULL ||
				     strcmp(pass->checked_by,
					    c->checked_by) == 0))
		return RC_OK;
	rc = attempt_set_result(m->app->store, &pass->id, ATTEMPT_VOID, err);
	pass->on = mark->on;
	if (c->checked_by != NULL)
		fill_checked_by(pass, c->checked_by);
	mark->attempts++;
	return rc == RC_OK ? attempt_add(m->app->store, pass,
					 &m->app->me.id, err)
			   : rc;
}

static enum rc
correct(struct marking *m, struct mark *mark, struct err *err)
{
	struct attempt pass;
	enum rc rc = RC_NOT_FOUND;

	if (m->change->on != DATE_NONE)
		mark->on = m->change->on;
	if (mark->status == PROGRESS_COMPLETE)
		rc = find_pass(m, mark, &pass, err);
	if (rc == RC_OK)
		rc = replace_pass(m, mark, &pass, err);
	return rc == RC_OK || rc == RC_NOT_FOUND
		       ? mark_put(m->app->store, mark, err) : rc;
}

static enum rc
set_cell(struct marking *m, const struct cell_ref *cell, struct err *err)
{
	const struct progress_change *c = m->change;
	struct mark *mark;
	size_t at;
	enum rc rc = use_student(m, &cell->student_id, err);

	if (rc == RC_OK)
		rc = find_item(m, &cell->item_id, &at, err);
	if (rc != RC_OK)
		return rc;
	mark = &m->view.marks[at];
	if (c->note != NULL)
		snprintf(mark->note, sizeof(mark->note), "%s", c->note);
	if (mark->status == c->status && c->evidence == NULL &&
	    c->status != PROGRESS_NEEDS_MORE_WORK)
		return c->note != NULL || c->on != DATE_NONE ||
				       c->checked_by != NULL
			       ? correct(m, mark, err) : RC_OK;
	rc = check_prerequisites(m, at, mark, err);
	if (rc != RC_OK)
		return rc;
	if (c->status == PROGRESS_EXCUSED)
		append_note(mark, "excused: ", c->override_reason);
	mark->status = c->status;
	mark->on = c->on == DATE_NONE ? app_today(m->app) : c->on;
	if (progress_is_done(c->status))
		mark->help_needed = false;
	rc = keep_attempt(m, mark, err);
	return rc == RC_OK ? mark_put(m->app->store, mark, err) : rc;
}

static enum rc
check_change(struct app *app, const struct progress_change *c,
	     struct err *err)
{
	if (app_check_day(app, c->on, "on", err) != RC_OK)
		return err->code;
	if (c->evidence != NULL && rule_line(c->evidence, err) != RC_OK)
		return err_where(err, "evidence");
	if (c->checked_by != NULL && rule_line(c->checked_by, err) != RC_OK)
		return err_where(err, "checked_by");
	if (c->note != NULL && rule_line(c->note, err) != RC_OK)
		return err_where(err, "note");
	if (c->override_reason != NULL &&
	    rule_line(c->override_reason, err) != RC_OK)
		return err_where(err, "reason");
	if (c->status == PROGRESS_EXCUSED &&
	    (c->override_reason == NULL || c->override_reason[0] == '\0'))
		return err_set(err, RC_INVALID, "reason",
			       "Say why this is left out for the student.");
	return RC_OK;
}

static enum rc
may_record(struct app *app, const struct cell_ref *cells, size_t count,
	   struct err *err)
{
	enum rc rc = app_may_change(app, MAY_RECORD_PROGRESS, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (i == 0 || !id_equal(&cells[i].student_id,
					&cells[i - 1].student_id))
			rc = app_is_ours(app, &cells[i].student_id, err);
	return rc;
}

/* "ACA-0001 Nia Example", or "3 students". */
static void
say_whom(struct app *app, const struct cell_ref *cells, size_t count,
	 struct buf *out)
{
	struct id_set students = { .count = 0 };
	struct student student;
	size_t n;

	for (size_t i = 0; i < count; i++)
		id_set_add(&students, &cells[i].student_id);
	n = students.count;
	id_set_release(&students);
	if (n != 1 || student_load(app->store, &cells->student_id, &student,
				   NULL) != RC_OK) {
		buf_addf(out, "%zu students", n);
		return;
	}
	buf_addf(out, "%s %s", student.reference, student.name);
	mem_wipe(&student, sizeof(student));
}

/* The one item's code, or how many there are. */
static void
say_which(struct app *app, const struct cell_ref *cells, size_t count,
	  struct buf *out)
{
	struct course_view view;
	size_t same = 1;

	while (same < count &&
	       id_equal(&cells[same].item_id, &cells->item_id))
		same++;
	if (same < count ||
	    app_course(app, &cells->student_id, &view, NULL) != RC_OK) {
		buf_addf(out, "%zu items", count);
		return;
	}
	for (size_t i = 0; i < view.count; i++)
		if (id_equal(&view.items[i].id, &cells->item_id))
			buf_adds(out, view.items[i].code);
	course_view_release(&view);
}

/* "ACA-0001 Nia Example, HTML-03: Complete" or "3 students, 6 items: ...". */
static void
describe(struct app *app, const struct cell_ref *cells, size_t count,
	 const char *what, char *text, size_t size)
{
	struct buf out = BUF_INIT;

	say_whom(app, cells, count, &out);
	buf_adds(&out, ", ");
	say_which(app, cells, count, &out);
	buf_addf(&out, ": %s", what);
	snprintf(text, size, "%s", out.ptr);
	buf_release(&out);
}

enum rc
app_progress_set(struct app *app, const struct cell_ref *cells, size_t count,
		 const struct progress_change *change, int *eligible,
		 struct err *err)
{
	struct marking m = { .app = app, .change = change };
	char what[LINE_SIZE];
	enum rc rc = may_record(app, cells, count, err);

	*eligible = 0;
	if (rc == RC_OK)
		rc = check_change(app, change, err);
	if (rc != RC_OK || count == 0)
		return rc;
	describe(app, cells, count,
		 term_label(&term_progress, (int)change->status), what,
		 sizeof(what));
	rc = app_begin(app, MAY_RECORD_PROGRESS, "progress.record", 0, err,
		       "%s", what);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = set_cell(&m, &cells[i], err);
	if (rc == RC_OK)
		rc = finish_student(&m, err);
	course_view_release(&m.view);
	mem_wipe(&m.before, sizeof(m.before));
	*eligible = m.eligible;
	return app_end(app, rc, err);
}

/* ---- help, notes ---- */

enum rc
app_help_set(struct app *app, const struct cell_ref *cells, size_t count,
	     bool needed, struct err *err)
{
	char what[LINE_SIZE];
	struct mark mark;
	enum rc rc = may_record(app, cells, count, err);

	if (rc != RC_OK || count == 0)
		return rc;
	describe(app, cells, count, needed ? "Help needed" : "Help given",
		 what, sizeof(what));
	rc = app_begin(app, MAY_RECORD_PROGRESS, "progress.help", 0, err,
		       "%s", what);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		rc = mark_load(app->store, &cells[i].student_id,
			       &cells[i].item_id, &mark, err);
		if (rc != RC_OK || mark.help_needed == needed)
			continue;
		mark.help_needed = needed;
		if (mark.on == DATE_NONE)
			mark.on = app_today(app);
		rc = mark_put(app->store, &mark, err);
		if (rc == RC_OK)
			rc = tally_count(app->store, &mark.student_id, err);
	}
	return app_end(app, rc, err);
}

enum rc
app_note_set(struct app *app, const struct cell_ref *cell, const char *note,
	     struct err *err)
{
	char what[LINE_SIZE];
	struct mark mark;
	enum rc rc = may_record(app, cell, 1, err);

	if (rc == RC_OK && rule_line(note, err) != RC_OK)
		rc = err_where(err, "note");
	if (rc != RC_OK)
		return rc;
	describe(app, cell, 1, "note", what, sizeof(what));
	rc = app_begin(app, MAY_RECORD_PROGRESS, "progress.note", 0, err,
		       "%s", what);
	if (rc == RC_OK) {
		rc = mark_load(app->store, &cell->student_id, &cell->item_id,
			       &mark, err);
		snprintf(mark.note, sizeof(mark.note), "%s", note);
		if (rc == RC_OK)
			rc = mark_put(app->store, &mark, err);
		if (rc == RC_OK)
			rc = tally_count(app->store, &mark.student_id, err);
		rc = app_end(app, rc, err);
	}
	return rc;
}
