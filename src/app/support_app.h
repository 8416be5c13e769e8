/* SPDX-License-Identifier: ISC */
/*
 * support_app: plans and support before and after release. A fact is any kind
 * of support_record.h; arrays are the caller's to mem_free(). Lists give what
 * was known on the as-at day.
 */
#ifndef APP_SUPPORT_APP_H
#define APP_SUPPORT_APP_H

#include "app/app.h"
#include "model/destination.h"
#include "model/support_record.h"

/* ---- the axis ---- */

/* DEFERRED is set by deferrals. To close it, they must have ended. */
MUST_USE enum rc app_support(struct app *app, const struct id *id,
			     enum support to, civil_date on, const char *note,
			     struct err *err);
/* Newest first, as known on the as-at day. */
MUST_USE enum rc app_support_history(struct app *app, const struct id *id,
				     struct axis_change **rows,
				     size_t *count, struct err *err);

/* ---- any fact ---- */

/* Adds it, filling in its id; `on` DATE_NONE is today. One step of history. */
MUST_USE enum rc app_fact_add(struct app *app, enum fact_kind kind,
			      void *fact, struct err *err);
/* The one of that number is void; a right one takes its place, and with it
 * how the wrong one ended, its reviews and its meetings. */
MUST_USE enum rc app_fact_replace(struct app *app, enum fact_kind kind,
				  int number, void *fact, const char *reason,
				  struct err *err);
MUST_USE enum rc app_fact_void(struct app *app, enum fact_kind kind,
			       const struct id *student_id, int number,
			       const char *reason, struct err *err);
/* Of a kind that can end; a deferral's end lets support go on. */
MUST_USE enum rc app_fact_end(struct app *app, enum fact_kind kind,
			      const struct id *student_id, int number,
			      enum outcome_of outcome, civil_date on,
			      const char *note, struct err *err);
/* A destination was verified, or a deferral looked at again. */
MUST_USE enum rc app_fact_review(struct app *app, enum fact_kind kind,
				 int number, struct review *review,
				 struct err *err);
/* Of one student, in order of day. *rows is an array of the kind's struct. */
MUST_USE enum rc app_fact_list(struct app *app, enum fact_kind kind,
			       const struct id *student_id, void **rows,
			       size_t *count, struct err *err);

/* ---- with more than the fact itself ---- */

/* Begins it, with its first check: a deferred plan is a plan, and no time ends
 * it; a closed one is open again. */
MUST_USE enum rc app_defer(struct app *app, struct deferral *deferral,
			   struct err *err);
/* With how it was verified, when it was. */
MUST_USE enum rc app_destination_add(struct app *app,
				     struct destination *destination,
				     struct err *err);
/* What the mentor's match is of: `number`, or 0 for the one that runs. */
MUST_USE enum rc app_mentor_meet(struct app *app, int number,
				 struct mentor_meeting *meeting,
				 struct err *err);

MUST_USE enum rc app_destinations(struct app *app, const struct id *id,
				  struct destination **rows, size_t *count,
				  struct err *err);
MUST_USE enum rc app_deferrals(struct app *app, const struct id *id,
			       struct deferral **rows, size_t *count,
			       struct err *err);
/* With meetings counted. */
MUST_USE enum rc app_mentors(struct app *app, const struct id *id,
			     struct mentor_match **rows, size_t *count,
			     struct err *err);

/* ---- a whole plan ---- */

struct plan_view {
	enum support support;
	struct support_plan plan;	/* the last; blank when there is none */
	struct plan_check checks[CHECK_ITEMS];
	struct pathway_need pathways[PATHWAYS];
	struct plan_action *actions;
	size_t action_count;
	struct professional *professionals;
	size_t professional_count;
	struct deferral *deferrals;
	size_t deferral_count;
	bool deferred;			/* one of them runs */
};
MUST_USE enum rc app_plan(struct app *app, const struct id *id,
			  struct plan_view *view, struct err *err);
void plan_view_release(struct plan_view *view);

#endif
