/* SPDX-License-Identifier: ISC */
#include "app/rights_app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "store/fact_store.h"
#include "store/retention_store.h"
#include "store/student_store.h"

/* ---- how long records are kept ---- */

static enum rc
years_kept(struct app *app, int *years, struct err *err)
{
	struct buf value = BUF_INIT;
	enum rc rc = app_setting(app, "retention_years", &value, err);

	*years = (int)strtol(value.ptr, NULL, 10);
	buf_release(&value);
	return rc;
}

static int
compare_due(const void *a, const void *b)
{
	const struct retention *x = a, *y = b;

	return x->due_on != y->due_on ? (x->due_on > y->due_on) -
						(x->due_on < y->due_on)
				      : strcmp(x->reference, y->reference);
}

enum rc
app_retention(struct app *app, civil_date until, struct retention **rows,
	      size_t *count, struct err *err)
{
	int years = 0;
	size_t all = 0;
	enum rc rc = app_require(app, MAY_PROTECT_DATA, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = years_kept(app, &years, err);
	if (rc == RC_OK)
		rc = retention_list(app->store, app_as_at(app), rows, &all,
				    err);
	for (size_t i = 0; i < all && rc == RC_OK; i++) {
		struct retention *r = &(*rows)[i];

		r->due_on = retention_due(r, years);
		if (r->due_on != DATE_NONE && r->due_on <= until)
			(*rows)[(*count)++] = *r;
	}
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), compare_due);
	return rc;
}

enum rc
app_keep(struct app *app, const struct id *student, civil_date until,
	 const char *reason, struct err *err)
{
	struct retention_review review;
	enum rc rc = RC_OK;

	if (until <= app_today(app))
		rc = err_set(err, RC_INVALID, "keep_until",
			     "Say until which day to come it is kept.");
	/* No review says "for ever". */
	if (rc == RC_OK && until > date_add_months(app_today(app), 12 * 5))
		rc = err_set(err, RC_INVALID, "keep_until",
			     "That is more than five years on. Choose a "
			     "nearer day; it is looked at again then.");
	if (rc != RC_OK)
		return rc;
	fact_init(FACT_KEPT, &review);
	review.fact.student_id = *student;
	review.keep_until = until;
	snprintf(review.reason, sizeof(review.reason), "%s", reason);
	return app_fact_add(app, FACT_KEPT, &review, err);
}

/* ---- what people asked for ---- */

enum rc
app_request_answered(struct app *app, const struct id *student, int number,
		     const char *note, struct err *err)
{
	return app_fact_end(app, FACT_REQUEST, student, number, ENDED_DONE,
			    app_today(app), note, err);
}

static enum rc
add_request(struct app *app, const struct data_request *request,
	    struct open_request **rows, size_t *count, struct err *err)
{
	struct open_request open = { .request = *request };
	struct student student;
	enum rc rc = student_load(app->store, &request->fact.student_id,
				  &student, err);

	if (rc != RC_OK)
		return rc;
	memcpy(open.reference, student.reference, sizeof(open.reference));
	memcpy(open.name, student.name, sizeof(open.name));
	memcpy(open.latin_name, student.latin_name, sizeof(open.latin_name));
	open.due_on = request_due(request->fact.on, request->complex);
	*rows = xgrow(*rows, *count, sizeof(open));
	(*rows)[(*count)++] = open;
	mem_wipe(&student, sizeof(student));
	return RC_OK;
}

static int
compare_requests(const void *a, const void *b)
{
	const struct open_request *x = a, *y = b;

	return x->due_on != y->due_on ? (x->due_on > y->due_on) -
						(x->due_on < y->due_on)
				      : strcmp(x->reference, y->reference);
}

enum rc
app_requests(struct app *app, struct open_request **rows, size_t *count,
	     struct err *err)
{
	void *facts = NULL;
	const struct data_request *requests;
	size_t all = 0;
	enum rc rc = app_require(app, MAY_PROTECT_DATA, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = fact_list(app->store, FACT_REQUEST, NULL, KNOWN_NOW,
			       &facts, &all, err);
	requests = facts;
	for (size_t i = 0; i < all && rc == RC_OK; i++)
		if (requests[i].fact.ended_on == DATE_NONE)
			rc = add_request(app, &requests[i], rows, count, err);
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), compare_requests);
	mem_free(facts);
	return rc;
}
