/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/student_app.h"
#include "base/mem.h"
#include "store/academy_store.h"
#include "store/student_store.h"

enum rc
app_history(struct app *app, const struct id *subject, int64_t before,
	    size_t max, struct journal_entry **rows, size_t *count,
	    struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK && before >= 0)
		rc = journal_list(app->store, subject, &app->me.id, before,
				  max, rows, count, err);
	if (rc == RC_OK && subject != NULL && *count < max)
		rc = past_entry_list(app->store, subject,
				     before < 0 ? -before : 0, max - *count,
				     rows, count, err);
	return rc;
}

static enum rc
check_subjects(struct app *app, int64_t seq, struct err *err)
{
	struct id student;
	enum rc rc;

	if (seq < 0)
		return err_set(err, RC_CONFLICT, NULL,
			       "That was done at another place; it cannot be "
			       "undone here.");
	rc = student_kept_elsewhere(app->store, seq, &student, err);

	if (rc == RC_NOT_FOUND)
		return RC_OK;
	return rc == RC_OK ? app_is_ours(app, &student, err) : rc;
}

enum rc
app_undo_entry(struct app *app, int64_t seq, struct err *err)
{
	enum rc rc = app_may_change(app, MAY_UNDO, err);

	if (rc == RC_OK)
		rc = check_subjects(app, seq, err);
	if (rc == RC_OK)
		rc = journal_take_back(app->store, &app->me.id, seq, err);
	if (rc == RC_OK)
		app->generation++;
	return rc;
}

/* An undo's own sentence begins so; people think of what was undone. */
static const char *
strip_undid(const char *summary)
{
	return strncmp(summary, "Undid: ", 7) == 0 ? summary + 7 : summary;
}

static enum rc
take_back_next(struct app *app, bool redo, char *summary, size_t size,
	       struct err *err)
{
	struct journal_entry entry;
	enum rc rc = app_may_change(app, MAY_UNDO, err);

	if (rc == RC_OK)
		rc = journal_undo_next(app->store, &app->me.id, redo, &entry,
				       err);
	if (rc == RC_OK)
		rc = app_undo_entry(app, entry.seq, err);
	if (rc == RC_OK)
		snprintf(summary, size, "%s",
			 redo ? strip_undid(entry.summary) : entry.summary);
	return rc;
}

enum rc
app_undo(struct app *app, char *summary, size_t size, struct err *err)
{
	return take_back_next(app, false, summary, size, err);
}

enum rc
app_redo(struct app *app, char *summary, size_t size, struct err *err)
{
	return take_back_next(app, true, summary, size, err);
}

enum rc
app_sheet_issue(struct app *app, const char *kind, const struct id *subject,
		const char *medium, int64_t *number, struct err *err)
{
	struct sheet sheet = { .as_at = app_as_at(app),
			       .staff_id = app->me.id };
	bool paper = strcmp(medium, "printer") == 0;
	struct student student = { .reference = "" };
	enum rc rc = RC_OK;

	if (subject != NULL)
		rc = app_student_load(app, subject, &student, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_PRINT, "sheet", UOW_FINAL, err,
			       "%s a sheet: %s%s%s%s",
			       paper ? "Printed" : "Saved", kind,
			       subject != NULL ? " " : "", student.reference,
			       paper ? "" : ", to a file");
	mem_wipe(&student, sizeof(student));
	if (rc != RC_OK)
		return rc;
	snprintf(sheet.kind, sizeof(sheet.kind), "%s", kind);
	snprintf(sheet.medium, sizeof(sheet.medium), "%s", medium);
	if (subject != NULL) {
		sheet.subject_id = *subject;
		uow_subject(app->store, subject);
	}
	rc = app_end(app, sheet_add(app->store, &sheet, err), err);
	*number = sheet.number;
	return rc;
}

void
app_sheet_failed(struct app *app, int64_t number)
{
	struct err err = { .code = RC_OK };
	enum rc rc = app_begin(app, MAY_PRINT, "sheet", UOW_FINAL, &err,
			       "Sheet %" PRId64 " did not come out: the "
			       "printer or the disk did not take it", number);

	if (rc == RC_OK)
		rc = app_end(app, sheet_fail(app->store, number, &err), &err);
}
