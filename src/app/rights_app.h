/* SPDX-License-Identifier: ISC */
/*
 * rights_app: what people may ask of those who hold records about them: to see
 * everything, to have it erased; and how long it is kept.
 */
#ifndef APP_RIGHTS_APP_H
#define APP_RIGHTS_APP_H

#include "app/app.h"
#include "model/exchange_record.h"
#include "model/person_record.h"

/* Everything that is held about one person. */
MUST_USE enum rc app_person_record(struct app *app, const struct id *student,
				   struct person_record *record,
				   struct err *err);

/* ---- how long records are kept ---- */

/* Those whose review is due up to a day, the first due first. */
MUST_USE enum rc app_retention(struct app *app, civil_date until,
			       struct retention **rows, size_t *count,
			       struct err *err);
/* A review: it is kept on until that day, and why. */
MUST_USE enum rc app_keep(struct app *app, const struct id *student,
			  civil_date until, const char *reason,
			  struct err *err);

/* ---- what people asked for ---- */

struct open_request {
	struct data_request request;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	civil_date due_on;
};
/* One is added as a FACT_REQUEST, with the day it came. */
MUST_USE enum rc app_request_answered(struct app *app,
				      const struct id *student, int number,
				      const char *note, struct err *err);
/* Those not answered yet, the first due first. */
MUST_USE enum rc app_requests(struct app *app, struct open_request **rows,
			      size_t *count, struct err *err);

/* ---- erasing ---- */

/* Copies that erasing here does not reach, with what is known of each. */
MUST_USE enum rc app_other_copies(struct app *app, const struct id *student,
				  struct other_copy **rows, size_t *count,
				  struct err *err);
/* RC_OK, or why this person cannot erase that record here. */
MUST_USE enum rc app_may_erase(struct app *app, const struct id *student,
			       struct err *err);
/* Everything, for good: nothing brings it back. Whoever asks has been asked
 * whether they mean it. */
MUST_USE enum rc app_erase(struct app *app, const struct id *student,
			   enum erase_reason reason, struct err *err);
/* The same, as the place that has custody did on that day. */
MUST_USE enum rc app_erase_as_told(struct app *app, const struct id *student,
				   enum erase_reason reason, civil_date on,
				   const struct site *from, struct err *err);
/* Newest first. */
MUST_USE enum rc app_erasures(struct app *app, struct erasure **rows,
			      size_t *count, struct err *err);

#endif
