/* SPDX-License-Identifier: ISC */
#include "app/progress_app.h"

#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/look_back.h"
#include "base/mem.h"
#include "store/progress_store.h"
#include "store/student_store.h"

static enum rc
write_graduate(struct app *app, const struct student_row *row, civil_date on,
	       struct err *err)
{
	struct graduate graduate = {
		.student_id = row->id, .version_id = row->version_id,
		.on = on,
	};
	struct axis_change change = {
		.student_id = row->id, .value = ENROLMENT_GRADUATED,
		.on = on,
	};
	enum rc rc = graduate_put(app->store, &graduate, &app->me.id, err);

	return rc == RC_OK ? axis_add(app->store, AXIS_ENROLMENT, &change,
				      &app->me.id, err)
			   : rc;
}

enum rc
app_graduate_confirm(struct app *app, const struct id *student_id,
		     civil_date on, struct err *err)
{
	struct student_row row;
	struct graduate graduate;
	enum rc rc = app_may_change_student(app, MAY_CONFIRM_GRADUATE,
					    student_id, err);

	if (rc == RC_OK)
		rc = student_row_load(app->store, student_id, app_as_at(app),
				      &row, err);
	if (rc == RC_OK && graduate_load(app->store, student_id, &graduate,
					 err) == RC_OK)
		return err_set(err, RC_CONFLICT, NULL,
			       "%s is a graduate already.", row.reference);
	if (rc == RC_OK && !row.eligible)
		return err_set(err, RC_CONFLICT, NULL,
			       "%s has done %d of %d required items; all of "
			       "them come first.", row.reference, row.done,
			       row.required);
	if (on == DATE_NONE)
		on = app_today(app);
	if (rc == RC_OK)
		rc = app_check_day(app, on, "on", err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_CONFIRM_GRADUATE, "student.graduate",
			       0, err, "%s %s is a graduate", row.reference,
			       row.name);
	if (rc != RC_OK)
		return rc;
	return app_end(app, write_graduate(app, &row, on, err), err);
}

enum rc
app_graduate(struct app *app, const struct id *student_id,
	     struct graduate *graduate, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	return rc == RC_OK ? look_back_graduate(app, student_id, graduate,
						err)
			   : rc;
}
