/* SPDX-License-Identifier: ISC */
#include "app/app_private.h"
#include "store/student_store.h"

static enum rc
refuse(struct app *app, const struct student_keeper *keeper, struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];

	if (app->academy.kind == SITE_HEAD_OFFICE || keeper->since.utc_s == 0)
		return err_set(err, RC_CONFLICT, "ref",
			       "%s is kept by %s; it can be read here, not "
			       "changed.", keeper->reference, keeper->code);
	return err_set(err, RC_CONFLICT, "ref",
		       "%s went to %s on %s; it can be read here, not "
		       "changed.", keeper->reference, keeper->code,
		       date_format_long(date_of_instant(keeper->since), day));
}

bool
app_sees_to(struct app *app, const char *owner)
{
	return owner[0] == '\0' || app->academy.kind == SITE_HEAD_OFFICE;
}

enum rc
app_is_ours(struct app *app, const struct id *id, struct err *err)
{
	struct student_keeper keeper;
	enum rc rc;

	if (id == NULL || id_is_zero(id))
		return app->academy.kind == SITE_ACADEMY
			       ? RC_OK
			       : err_set(err, RC_CONFLICT, NULL,
					 "Head office reads the records that "
					 "academies send; students are added "
					 "at their academy.");
	rc = student_keeper(app->store, id, &keeper, err);
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	return rc == RC_OK ? refuse(app, &keeper, err) : rc;
}

enum rc
app_may_change_student(struct app *app, enum permission permission,
		       const struct id *id, struct err *err)
{
	enum rc rc = app_may_change(app, permission, err);

	return rc == RC_OK ? app_is_ours(app, id, err) : rc;
}

enum rc
app_may_change_students(struct app *app, enum permission permission,
			const struct id *ids, size_t count, struct err *err)
{
	enum rc rc = app_may_change(app, permission, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = app_is_ours(app, &ids[i], err);
	return rc;
}
