/* SPDX-License-Identifier: ISC */
#include "app/progress_app.h"

#include "app/app_private.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/progress_store.h"
#include "store/student_store.h"

enum rc
app_attempts(struct app *app, const struct id *student_id,
	     const struct id *item_id, struct attempt **rows, size_t *count,
	     struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	return rc == RC_OK ? attempt_list(app->store, student_id, item_id,
					  rows, count, err)
			   : rc;
}

/* What is left standing once an attempt does not count any more. */
static enum rc
status_from_attempts(struct app *app, struct mark *mark, struct err *err)
{
	struct attempt *rows;
	size_t count;
	enum rc rc = attempt_list(app->store, &mark->student_id,
				  &mark->item_id, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	mark->status = PROGRESS_IN_PROGRESS;
	for (size_t i = count; i-- > 0;)
		if (rows[i].result != ATTEMPT_VOID)
			mark->status = rows[i].result == ATTEMPT_PASS
					       ? PROGRESS_COMPLETE
					       : PROGRESS_NEEDS_MORE_WORK;
	mem_free(rows);
	return RC_OK;
}

static enum rc
void_attempt(struct app *app, const struct attempt *attempt, struct err *err)
{
	struct mark mark;
	enum rc rc = attempt_set_result(app->store, &attempt->id,
					ATTEMPT_VOID, err);

	if (rc == RC_OK)
		rc = mark_load(app->store, &attempt->student_id,
			       &attempt->item_id, &mark, err);
	if (rc == RC_OK && mark.status != PROGRESS_CREDITED &&
	    mark.status != PROGRESS_EXCUSED)
		rc = status_from_attempts(app, &mark, err);
	if (rc == RC_OK)
		rc = mark_put(app->store, &mark, err);
	if (rc == RC_OK)
		rc = tally_count(app->store, &mark.student_id, err);
	return rc;
}

enum rc
app_attempt_void(struct app *app, const struct id *attempt_id,
		 const char *reason, struct err *err)
{
	struct attempt attempt;
	struct student student;
	enum rc rc = app_may_change(app, MAY_RECORD_PROGRESS, err);

	if (rc == RC_OK && reason[0] == '\0')
		rc = err_set(err, RC_INVALID, "reason",
			     "Say why this attempt does not count.");
	if (rc == RC_OK && rule_line(reason, err) != RC_OK)
		rc = err_where(err, "reason");
	if (rc == RC_OK)
		rc = attempt_load(app->store, attempt_id, &attempt, err);
	if (rc == RC_OK)
		rc = app_is_ours(app, &attempt.student_id, err);
	if (rc == RC_OK)
		rc = student_load(app->store, &attempt.student_id, &student,
				  err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_RECORD_PROGRESS, "progress.void", 0,
			       err, "%s %s, %s: attempt %d made void: %s",
			       student.reference, student.name,
			       attempt.item_code, attempt.number, reason);
	mem_wipe(&student, sizeof(student));
	if (rc != RC_OK)
		return rc;
	return app_end(app, void_attempt(app, &attempt, err), err);
}
