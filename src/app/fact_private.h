/* SPDX-License-Identifier: ISC */
/* fact_private: what adding a fact is made of, for those that add several in
 * one step; and what void and new facts of src/app/jobs.c ask for. */
#ifndef APP_FACT_PRIVATE_H
#define APP_FACT_PRIVATE_H

#include "app/app.h"
#include "model/support_record.h"

/* Permission, members, day, and what is of its kind; `on` is filled in. */
MUST_USE enum rc fact_may_add(struct app *app, enum fact_kind kind,
			      void *fact, struct err *err);
/* Inside a unit of work. */
MUST_USE enum rc fact_write(struct app *app, enum fact_kind kind, void *fact,
			    struct err *err);
MUST_USE enum rc fact_write_review(struct app *app, const struct fact *fact,
				   enum verified verified, civil_date on,
				   civil_date next, struct err *err);
MUST_USE enum rc fact_write_correction(struct app *app,
				       const struct fact *wrong,
				       const struct id *right,
				       const char *reason, struct err *err);

/* ---- fact_rules.c ---- */

/* `on` DATE_NONE becomes today. */
MUST_USE enum rc fact_check_day(struct app *app, enum fact_kind kind,
				struct fact *fact, struct err *err);
MUST_USE enum rc fact_check_next(civil_date on, civil_date next,
				 const char *where, struct err *err);
MUST_USE enum rc fact_check_meeting(const struct mentor_match *match,
				    civil_date on, struct err *err);

/* ---- fact_carry.c ---- */

/* Not after the day the wrong one ended. */
MUST_USE enum rc fact_may_replace(const struct fact *wrong,
				  const struct fact *right, struct err *err);
/* How the wrong one ended, its reviews and its meetings are the right one's
 * from then on; inside a unit of work. */
MUST_USE enum rc fact_carry(struct app *app, const struct fact *wrong,
			    const struct fact *right, const char *reason,
			    struct err *err);

/* ---- jobs.c ---- */

/* To an employer and a vacancy that take it. */
MUST_USE enum rc jobs_may_apply(struct app *app,
				const struct application *application,
				struct err *err);
/* Nor to the same vacancy while an application runs; nor is a tag lent that is
 * out. Nothing to say of other kinds. */
MUST_USE enum rc jobs_not_twice(struct app *app, enum fact_kind kind,
				const void *fact, struct err *err);
/* Steps are void from the last one back, an application after its steps; a
 * step is not replaced. */
MUST_USE enum rc jobs_may_void(struct app *app, enum fact_kind kind,
			       const void *fact, struct err *err);
MUST_USE enum rc jobs_may_replace(struct app *app, enum fact_kind kind,
				  const void *fact, struct err *err);
/* What a step made is void with it; inside a unit of work. */
MUST_USE enum rc jobs_void_made(struct app *app,
				const struct application_step *step,
				const char *reason, struct err *err);

/* ---- graduate.c ---- */

/* To a graduate, and of none but what came after. */
MUST_USE enum rc graduate_may_add(struct app *app,
				  const struct later_course *course,
				  struct err *err);

#endif
