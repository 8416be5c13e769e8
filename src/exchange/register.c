/* SPDX-License-Identifier: ISC */
/* The register of what went out and came in, and what people say of it. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/exchange_private.h"
#include "model/rule.h"
#include "store/student_store.h"

enum rc
exchange_register(struct app *app, struct export_row **rows, size_t *count,
		  struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	return rc == RC_OK ? export_list(app->store, rows, count, err) : rc;
}

enum rc
exchange_arrivals(struct app *app, struct import_row_log **rows,
		  size_t *count, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	return rc == RC_OK ? import_list(app->store, rows, count, err) : rc;
}

enum rc
exchange_mark_lost(struct app *app, int64_t number, const char *note,
		   struct err *err)
{
	struct export_row row = { .lost_on = DATE_NONE };
	const char *words = note != NULL ? note : "";
	enum rc rc = app_may_change(app, MAY_EXCHANGE, err);

	if (rc == RC_OK && rule_line(words, err) != RC_OK)
		rc = err_where(err, "note");
	if (rc == RC_OK)
		rc = export_load(app->store, number, &row, err);
	if (rc == RC_NOT_FOUND)
		rc = err_set(err, RC_NOT_FOUND, "number",
			     "No stick %06" PRId64 " went out from here.",
			     number);
	if (rc == RC_OK && row.lost_on != DATE_NONE)
		return RC_OK;
	if (rc == RC_OK)
		rc = app_begin(app, MAY_EXCHANGE, "exchange.lost", UOW_FINAL,
			       err, "Stick %06" PRId64 ", %s, is lost%s%.300s",
			       number, row.file, words[0] != '\0' ? ": " : "",
			       words);
	if (rc != RC_OK)
		return rc;
	return app_end(app, export_set_lost(app->store, number,
					    app_today(app), err), err);
}

enum rc
exchange_reclaim(struct app *app, const struct id *id, const char *reason,
		 struct err *err)
{
	struct student student = { .reference = "" };
	enum rc rc = app_may_change(app, MAY_MANAGE_KEYS, err);

	if (rc == RC_OK && (reason == NULL || reason[0] == '\0'))
		rc = err_set(err, RC_INVALID, "reason",
			     "Say why the record comes back, such as that the "
			     "transfer was called off.");
	if (rc == RC_OK && rule_line(reason, err) != RC_OK)
		rc = err_where(err, "reason");
	if (rc == RC_OK)
		rc = student_load(app->store, id, &student, err);
	if (rc == RC_OK && app->academy.kind == SITE_HEAD_OFFICE)
		rc = err_set(err, RC_CONFLICT, "ref",
			     "Head office reads records; academies keep "
			     "them.");
	if (rc == RC_OK && id_is_zero(&student.owner_id))
		rc = err_set(err, RC_CONFLICT, "ref",
			     "%s is kept here already.", student.reference);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_MANAGE_KEYS, "student.reclaim",
			       UOW_FINAL, err, "Took the record of %s back: "
			       "%.300s", student.reference, reason);
	if (rc != RC_OK)
		return rc;
	return app_end(app, student_reclaim(app->store, id, err), err);
}
