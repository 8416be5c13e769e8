/* SPDX-License-Identifier: ISC */
/*
 * look_back: what lists and sheets say when asked about a day that is past.
 * Enrolment and custody are dated in the records; what is kept counted for
 * today is counted anew here, from marks and dated facts as they were. Without
 * an as-at day nothing is touched.
 */
#ifndef APP_LOOK_BACK_H
#define APP_LOOK_BACK_H

#include "app/app.h"

MUST_USE enum rc look_back(struct app *app, struct student_row *row,
			   struct err *err);
/* Leaves out whoever had not come yet. */
MUST_USE enum rc look_back_all(struct app *app, struct student_row *rows,
			       size_t *count, struct err *err);
/* RC_NOT_FOUND when not a graduate by then; err is left alone. */
MUST_USE enum rc look_back_graduate(struct app *app,
				    const struct id *student_id,
				    struct graduate *graduate,
				    struct err *err);

#endif
