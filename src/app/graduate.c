/* SPDX-License-Identifier: ISC */
#include "app/progress_app.h"

#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/fact_private.h"
#include "app/look_back.h"
#include "base/mem.h"
#include "store/curriculum_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"

/* ---- confirming ---- */

static enum rc
write_graduate(struct app *app, const struct student_row *row, civil_date on,
	       struct err *err)
{
	struct graduate graduate = {
		.student_id = row->id, .version_id = row->version_id,
		.on = on,
	};

	return graduate_put(app->store, &graduate, &app->me.id, err);
}

/* Graduation stays what it was; this is one course more. */
static enum rc
write_course(struct app *app, const struct student_row *row, civil_date on,
	     struct err *err)
{
	struct curriculum_version v;
	struct later_course course;
	enum rc rc = curriculum_version_load(app->store, &row->version_id, &v,
					     err);

	if (rc != RC_OK)
		return rc;
	fact_init(FACT_COURSE, &course);
	course.fact.student_id = row->id;
	course.fact.on = on;
	course.version_id = row->version_id;
	snprintf(course.title, sizeof(course.title), "%s %s, %s", v.code,
		 v.version, v.title);
	return fact_write(app, FACT_COURSE, &course, err);
}

static enum rc
write(struct app *app, const struct student_row *row, bool again,
      civil_date on, struct err *err)
{
	struct axis_change change = {
		.student_id = row->id, .value = ENROLMENT_GRADUATED,
		.on = on,
	};
	enum rc rc = again ? write_course(app, row, on, err)
			   : write_graduate(app, row, on, err);

	return rc == RC_OK && row->enrolment != ENROLMENT_GRADUATED
		       ? axis_add(app->store, AXIS_ENROLMENT, &change,
				  &app->me.id, err)
		       : rc;
}

static enum rc
may_confirm(const struct student_row *row, const struct graduate *graduate,
	    struct err *err)
{
	bool is_that = graduate != NULL && id_equal(&graduate->version_id,
						    &row->version_id);

	if (is_that || (graduate != NULL && !row->eligible &&
			row->done == row->required))
		return err_set(err, RC_CONFLICT, NULL,
			       "%s is a graduate already, and has this course "
			       "confirmed.", row->reference);
	if (!row->eligible)
		return err_set(err, RC_CONFLICT, NULL,
			       "%s has done %d of %d required items; all of "
			       "them come first.", row->reference, row->done,
			       row->required);
	return RC_OK;
}

enum rc
app_graduate_confirm(struct app *app, const struct id *student_id,
		     civil_date on, struct err *err)
{
	struct student_row row;
	struct graduate graduate;
	bool again = false;
	enum rc rc = app_may_change_student(app, MAY_CONFIRM_GRADUATE,
					    student_id, err);

	if (on == DATE_NONE)
		on = app_today(app);
	if (rc == RC_OK)
		rc = student_row_load(app->store, student_id, app_as_at(app),
				      &row, err);
	if (rc == RC_OK) {
		again = graduate_load(app->store, student_id, &graduate,
				      err) == RC_OK;
		rc = may_confirm(&row, again ? &graduate : NULL, err);
	}
	if (rc == RC_OK)
		rc = app_check_day(app, on, "on", err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_CONFIRM_GRADUATE, "student.graduate",
			       0, err, again ? "%s %s has done a later course"
					     : "%s %s is a graduate",
			       row.reference, row.name);
	if (rc != RC_OK)
		return rc;
	return app_end(app, write(app, &row, again, on, err), err);
}

/* ---- what they have done since ---- */

enum rc
graduate_may_add(struct app *app, const struct later_course *course,
		 struct err *err)
{
	struct graduate graduate;
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = graduate_load(app->store, &course->fact.student_id,
				   &graduate, err);

	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_CONFLICT, NULL,
			       "A later course is one that a graduate has "
			       "done; this is no graduate yet.");
	if (rc == RC_OK && course->fact.on < graduate.on)
		return err_set(err, RC_INVALID, "on",
			       "That is before they became a graduate, on %s.",
			       date_format_long(graduate.on, day));
	return rc;
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
