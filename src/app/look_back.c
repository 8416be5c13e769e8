/* SPDX-License-Identifier: ISC */
#include "app/look_back.h"

#include <string.h>

#include "app/app_private.h"
#include "app/progress_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "model/progress.h"
#include "store/progress_store.h"
#include "store/student_store.h"

static enum rc
count_marks(struct app *app, struct student_row *row, struct err *err)
{
	struct course_view c;
	struct tally t;
	enum rc rc = app_course(app, &row->id, &c, err);

	if (rc != RC_OK)
		return rc;
	t = progress_tally(c.items, c.marks, 0, c.count);
	row->required = t.required;
	row->done = t.required_done;
	row->help = t.help;
	row->submitted = t.submitted;
	row->last_progress_on = DATE_NONE;
	for (size_t i = 0; i < c.count; i++)
		if (c.marks[i].on > row->last_progress_on)
			row->last_progress_on = c.marks[i].on;
	course_view_release(&c);
	return RC_OK;
}

static enum rc
find_release(struct app *app, struct student_row *row, struct err *err)
{
	struct release_date *dates;
	size_t count;
	enum rc rc = release_date_list(app->store, &row->id, &dates, &count,
				       err);

	row->release_on = DATE_NONE;
	for (size_t i = count; i-- > 0 && rc == RC_OK;)
		if (date_of_instant(dates[i].recorded) <= app->as_at) {
			row->release_on = dates[i].on;
			row->release_confidence = dates[i].confidence;
		}
	mem_free(dates);
	return rc;
}

static enum rc
find_number(struct app *app, struct student_row *row, struct err *err)
{
	struct prison_number *numbers;
	size_t count;
	enum rc rc = prison_number_list(app->store, &row->id, &numbers, &count,
					err);

	row->prison_number[0] = '\0';
	for (size_t i = count; i-- > 0 && rc == RC_OK;)
		if (numbers[i].from <= app->as_at)
			memcpy(row->prison_number, numbers[i].number,
			       sizeof(row->prison_number));
	mem_free(numbers);
	return rc;
}

enum rc
look_back_graduate(struct app *app, const struct id *student_id,
		   struct graduate *graduate, struct err *err)
{
	enum rc rc = graduate_load(app->store, student_id, graduate, err);

	return rc == RC_OK && app->as_at != DATE_NONE &&
			       graduate->on > app->as_at
		       ? RC_NOT_FOUND : rc;
}

/* The version that somebody is pinned to, as a graduate or since. */
static enum rc
was_confirmed(struct app *app, const struct student_row *row, bool *confirmed,
	      struct err *err)
{
	struct graduate graduate;
	const struct later_course *courses;
	size_t count;
	void *rows;
	enum rc rc = look_back_graduate(app, &row->id, &graduate, err);

	*confirmed = rc == RC_OK &&
		     id_equal(&graduate.version_id, &row->version_id);
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = app_fact_list(app, FACT_COURSE, &row->id, &rows, &count,
				   err);
	if (rc != RC_OK)
		return rc;
	courses = rows;
	for (size_t i = 0; i < count; i++)
		*confirmed |= id_equal(&courses[i].version_id,
				       &row->version_id);
	mem_free(rows);
	return RC_OK;
}

enum rc
look_back(struct app *app, struct student_row *row, struct err *err)
{
	bool confirmed = false;
	enum rc rc;

	if (app->as_at == DATE_NONE)
		return RC_OK;
	rc = count_marks(app, row, err);
	if (rc == RC_OK)
		rc = find_release(app, row, err);
	if (rc == RC_OK)
		rc = find_number(app, row, err);
	if (rc == RC_OK)
		rc = was_confirmed(app, row, &confirmed, err);
	row->eligible = !confirmed && row->required > 0 &&
			row->done == row->required;
	return rc;
}

/* Whoever had not joined by then is not in the list of that day. */
static enum rc
was_here(struct app *app, const struct student_row *row, bool *here,
	 struct err *err)
{
	struct axis_change *changes;
	size_t count;
	enum rc rc = axis_list(app->store, AXIS_ENROLMENT, &row->id, &changes,
			       &count, err);

	*here = rc == RC_OK && count > 0 &&
		changes[count - 1].on <= app->as_at;
	mem_free(changes);
	return rc;
}

enum rc
look_back_all(struct app *app, struct student_row *rows, size_t *count,
	      struct err *err)
{
	size_t kept = 0;
	enum rc rc = RC_OK;

	if (app->as_at == DATE_NONE)
		return RC_OK;
	for (size_t i = 0; i < *count && rc == RC_OK; i++) {
		bool here;

		rc = was_here(app, &rows[i], &here, err);
		if (rc == RC_OK && here)
			rc = look_back(app, &rows[i], err);
		if (rc == RC_OK && here)
			rows[kept++] = rows[i];
	}
	*count = kept;
	return rc;
}
