/* SPDX-License-Identifier: ISC */
#include "app/student_app.h"

#include <stdio.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/support_private.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/curriculum_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"

const struct term_set *
app_enrol_reasons(enum enrolment to)
{
	switch (to) {
	case ENROLMENT_ON_BREAK:
		return &term_break_reason;
	case ENROLMENT_WITHDRAWN:
		return &term_withdrawal_reason;
	case ENROLMENT_DECLINED:
		return &term_decline_reason;
	default:
		return NULL;
	}
}

static enum rc
check_reason(const struct term_set *set, const char *reason, const char *note,
	     struct err *err)
{
	int value;

	if (set != NULL && (reason == NULL || reason[0] == '\0'))
		return err_set(err, RC_INVALID, "reason",
			       "A reason is needed for this change.");
	if (set != NULL && term_parse(set, reason, &value, err) != RC_OK)
		return err_where(err, "reason");
	if (note != NULL && rule_line(note, err) != RC_OK)
		return err_where(err, "note");
	return RC_OK;
}

struct axis_job {
	enum axis axis;
	const struct term_set *values, *reasons;
	const char *action;
	int to;
	civil_date on;
	const char *reason, *note;
};

void
app_whom(struct app *app, const struct id *ids, size_t count, char *text,
	 size_t size)
{
	struct student student;

	app_students(text, size, count);
	if (count == 1 &&
	    student_load(app->store, ids, &student, NULL) == RC_OK)
		snprintf(text, size, "%s, %s", student.reference,
			 student.name);
	mem_wipe(&student, sizeof(student));
}

static void
fill_change(struct app *app, const struct axis_job *job,
	    struct axis_change *change)
{
	int value;

	memset(change, 0, sizeof(*change));
	change->value = job->to;
	change->on = job->on == DATE_NONE ? app_today(app) : job->on;
	if (job->reasons != NULL &&
	    term_parse(job->reasons, job->reason, &value, NULL) == RC_OK)
		snprintf(change->reason, sizeof(change->reason), "%s",
			 term_code(job->reasons, value));
	if (job->note != NULL)
		snprintf(change->note, sizeof(change->note), "%s", job->note);
}

static enum rc
move(struct app *app, const struct id *ids, size_t count,
     const struct axis_job *job, struct err *err)
{
	struct axis_change change;
	char who[NAME_SIZE + CODE_SIZE + 4];
	enum rc rc = app_may_change_students(app, MAY_EDIT_STUDENTS, ids,
					     count, err);

	if (rc == RC_OK)
		rc = app_check_day(app, job->on, "on", err);
	if (rc == RC_OK)
		rc = check_reason(job->reasons, job->reason, job->note, err);
	if (rc != RC_OK)
		return rc;
	fill_change(app, job, &change);
	app_whom(app, ids, count, who, sizeof(who));
	rc = app_begin(app, MAY_EDIT_STUDENTS, job->action, 0, err,
		       "%s: %s", who, term_label(job->values, job->to));
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		change.student_id = ids[i];
		rc = axis_add(app->store, job->axis, &change, &app->me.id,
			      err);
		if (rc == RC_OK && job->axis == AXIS_CUSTODY)
			rc = support_follows_move(app, &change, err);
	}
	return app_end(app, rc, err);
}

/* Graduation has its own door, which checks that the work is done. */
static enum rc
refuse_graduation(struct err *err)
{
	return err_set(err, RC_INVALID, "enrolment",
		       "A graduate is confirmed on the student's own page, "
		       "once every required item is done.");
}

enum rc
app_enrol(struct app *app, const struct id *ids, size_t count,
	  enum enrolment to, civil_date on, const char *reason,
	  const char *note, struct err *err)
{
	struct axis_job job = {
		AXIS_ENROLMENT, &term_enrolment, app_enrol_reasons(to),
		"student.enrolment", (int)to, on, reason, note,
	};

	if (to == ENROLMENT_GRADUATED)
		return refuse_graduation(err);
	return move(app, ids, count, &job, err);
}

enum rc
app_custody(struct app *app, const struct id *ids, size_t count,
	    enum custody to, civil_date on, const char *reason,
	    const char *note, struct err *err)
{
	struct axis_job job = {
		AXIS_CUSTODY, &term_custody, NULL, "student.custody", (int)to,
		on, reason, note,
	};

	return move(app, ids, count, &job, err);
}

enum rc
app_release_date(struct app *app, const struct id *id,
		 const struct release_date *date, struct err *err)
{
	struct release_date row = *date;
	char day[DATE_TEXT_SIZE + 4], who[NAME_SIZE + CODE_SIZE + 4];
	enum rc rc = app_may_change_student(app, MAY_EDIT_STUDENTS, id, err);

	if (rc == RC_OK && rule_line(date->note, err) != RC_OK)
		rc = err_where(err, "note");
	if (rc != RC_OK)
		return rc;
	row.student_id = *id;
	app_whom(app, id, 1, who, sizeof(who));
	rc = app_begin(app, MAY_EDIT_STUDENTS, "student.release", 0, err,
		       "%s: release %s (%s)", who,
		       date_format_long(date->on, day),
		       term_label(&term_confidence, (int)date->confidence));
	if (rc != RC_OK)
		return rc;
	return app_end(app, release_date_add(app->store, &row, &app->me.id,
					     err), err);
}

/* There is always more to learn: another course, but not another version of
 * the one that was finished. */
static enum rc
may_go_on(struct app *app, const struct student *student,
	  const struct graduate *graduate, const struct id *version_id,
	  struct err *err)
{
	struct curriculum_version done, next;
	enum rc rc = curriculum_version_load(app->store, &graduate->version_id,
					     &done, err);

	if (rc == RC_OK)
		rc = curriculum_version_load(app->store, version_id, &next,
					     err);
	return rc == RC_OK && strcmp(done.code, next.code) == 0 &&
			       !id_equal(&graduate->version_id, version_id)
		       ? err_set(err, RC_CONFLICT, NULL,
				 "%s is a graduate and keeps the version of "
				 "%s they finished; another course is fine.",
				 student->reference, done.code)
		       : rc;
}

static enum rc
pin_one(struct app *app, const struct id *id, const struct id *version_id,
	struct err *err)
{
	struct student student;
	struct graduate graduate;
	enum rc rc = student_load(app->store, id, &student, err);

	if (rc == RC_OK &&
	    graduate_load(app->store, id, &graduate, err) == RC_OK)
		rc = may_go_on(app, &student, &graduate, version_id, err);
	student.version_id = *version_id;
	if (rc == RC_OK)
		rc = student_put(app->store, &student, err);
	if (rc == RC_OK)
		rc = tally_count(app->store, id, err);
	mem_wipe(&student, sizeof(student));
	return rc;
}

enum rc
app_pin(struct app *app, const struct id *ids, size_t count,
	const struct id *version_id, struct err *err)
{
	char who[NAME_SIZE + CODE_SIZE + 4];
	enum rc rc = app_may_change_students(app, MAY_EDIT_STUDENTS, ids,
					     count, err);

	if (rc != RC_OK)
		return rc;
	app_whom(app, ids, count, who, sizeof(who));
	rc = app_begin(app, MAY_EDIT_STUDENTS, "student.pin", 0, err,
		       "%s: moved to another curriculum version", who);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = pin_one(app, &ids[i], version_id, err);
	return app_end(app, rc, err);
}

/* ---- histories ---- */

static enum rc
axis_history(struct app *app, enum axis axis, const struct id *id,
	     struct axis_change **rows, size_t *count, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	return rc == RC_OK ? axis_list(app->store, axis, id, rows, count, err)
			   : rc;
}

enum rc
app_enrolment_history(struct app *app, const struct id *id,
		      struct axis_change **rows, size_t *count,
		      struct err *err)
{
	return axis_history(app, AXIS_ENROLMENT, id, rows, count, err);
}

enum rc
app_custody_history(struct app *app, const struct id *id,
		    struct axis_change **rows, size_t *count, struct err *err)
{
	return axis_history(app, AXIS_CUSTODY, id, rows, count, err);
}

enum rc
app_release_history(struct app *app, const struct id *id,
		    struct release_date **rows, size_t *count,
		    struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	return rc == RC_OK ? release_date_list(app->store, id, rows, count,
					       err)
			   : rc;
}
