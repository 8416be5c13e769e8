/* SPDX-License-Identifier: ISC */
#include "app/support_app.h"

#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "base/mem.h"
#include "store/fact_store.h"
#include "store/student_store.h"

/* Where people went is for everybody; what they need is not. */
static enum permission
needed_for(enum fact_kind kind)
{
	return kind == FACT_DESTINATION || kind == FACT_MENTOR ||
			       kind == FACT_MEETING ||
			       kind == FACT_APPLICATION ||
			       kind == FACT_STEP || kind == FACT_LOAN ||
			       kind == FACT_COURSE
		       ? MAY_VIEW_STUDENTS : MAY_SUPPORT;
}

/* The words of a case study come out at the desk alone, which asks for a
 * consent each time. */
static enum rc
check_words(enum fact_kind kind, struct err *err)
{
	if (kind != FACT_CASE_TEXT && kind != FACT_CASE_STAY)
		return RC_OK;
	return err_set(err, RC_INVALID, "what",
		       "The words of a case study are shown at the case-study "
		       "desk alone: \"case-study show\", \"case-study check\".");
}

/* What began after the as-at day is not there yet, but for a place that was
 * agreed by then. */
static size_t
keep_until(void *rows, size_t count, size_t size, civil_date on)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		char *row = (char *)rows + i * size;

		if (((struct fact *)(void *)row)->on <= on)
			memmove((char *)rows + kept++ * size, row, size);
	}
	return kept;
}

enum rc
app_fact_list(struct app *app, enum fact_kind kind,
	      const struct id *student_id, void **rows, size_t *count,
	      struct err *err)
{
	enum rc rc = app_require(app, needed_for(kind), err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = check_words(kind, err);
	if (rc == RC_OK)
		rc = fact_list(app->store, kind, student_id,
			       gate_known_until(app, app_as_at(app)), rows,
			       count, err);
	if (rc == RC_OK && kind != FACT_DESTINATION && *count > 0)
		*count = keep_until(*rows, *count, fact_specs[kind].size,
				    app_as_at(app));
	return rc;
}

static enum rc
list_reviews(struct app *app, const struct id *id, struct review **rows,
	     size_t *count, struct err *err)
{
	void *all;
	enum rc rc = fact_list(app->store, FACT_REVIEW, id,
			       gate_known_until(app, app_as_at(app)), &all,
			       count, err);

	*rows = all;
	return rc;
}

enum rc
app_destinations(struct app *app, const struct id *id,
		 struct destination **rows, size_t *count, struct err *err)
{
	struct review *reviews = NULL;
	size_t review_count = 0;
	void *all;
	enum rc rc = app_fact_list(app, FACT_DESTINATION, id, &all, count,
				   err);

	*rows = all;
	if (rc == RC_OK)
		rc = list_reviews(app, id, &reviews, &review_count, err);
	if (rc == RC_OK)
		gate_review(reviews, review_count, *rows, *count, NULL, 0);
	mem_free(reviews);
	return rc;
}

enum rc
app_deferrals(struct app *app, const struct id *id, struct deferral **rows,
	      size_t *count, struct err *err)
{
	struct review *reviews = NULL;
	size_t review_count = 0;
	void *all;
	enum rc rc = app_fact_list(app, FACT_DEFERRAL, id, &all, count, err);

	*rows = all;
	if (rc == RC_OK)
		rc = list_reviews(app, id, &reviews, &review_count, err);
	if (rc == RC_OK)
		gate_review(reviews, review_count, NULL, 0, *rows, *count);
	mem_free(reviews);
	return rc;
}

enum rc
app_mentors(struct app *app, const struct id *id, struct mentor_match **rows,
	    size_t *count, struct err *err)
{
	void *all, *met = NULL;
	size_t meetings = 0;
	const struct mentor_meeting *m;
	enum rc rc = app_fact_list(app, FACT_MENTOR, id, &all, count, err);

	*rows = all;
	if (rc == RC_OK)
		rc = app_fact_list(app, FACT_MEETING, id, &met, &meetings,
				   err);
	m = met;
	for (size_t i = 0; i < *count && rc == RC_OK; i++) {
		struct mentor_match *row = &(*rows)[i];

		row->last_met_on = DATE_NONE;
		for (size_t k = 0; k < meetings; k++)
			if (id_equal(&m[k].match_id, &row->fact.id)) {
				row->meetings++;
				row->last_met_on = m[k].fact.on;
			}
	}
	mem_free(met);
	return rc;
}

/* ---- a whole plan ---- */

static enum rc
find_stage(struct app *app, const struct id *id, bool deferred,
	   enum support *stage, struct err *err)
{
	struct axis_change *rows;
	size_t count;
	enum rc rc = app_support_history(app, id, &rows, &count, err);

	*stage = support_stage(rows, count, deferred);
	mem_free(rows);
	return rc;
}

/* The last of each; blank where there is none. */
static enum rc
fill_states(struct app *app, const struct id *id, struct plan_view *v,
	    struct err *err)
{
	void *rows;
	size_t count;
	enum rc rc = app_fact_list(app, FACT_PLAN, id, &rows, &count, err);

	if (rc == RC_OK && count > 0)
		v->plan = ((struct support_plan *)rows)[count - 1];
	mem_free(rows);
	if (rc == RC_OK)
		rc = app_fact_list(app, FACT_CHECK, id, &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++) {
		const struct plan_check *c = &((struct plan_check *)rows)[i];

		v->checks[c->item] = *c;
	}
	mem_free(rows);
	rc = app_fact_list(app, FACT_PATHWAY, id, &rows, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct pathway_need *p =
			&((struct pathway_need *)rows)[i];

		v->pathways[p->pathway] = *p;
	}
	mem_free(rows);
	return rc;
}

static void
blank(struct plan_view *v)
{
	memset(v, 0, sizeof(*v));
	fact_init(FACT_PLAN, &v->plan);
	for (int i = 0; i < CHECK_ITEMS; i++) {
		fact_init(FACT_CHECK, &v->checks[i]);
		v->checks[i].item = (enum check_item)i;
	}
	for (int i = 0; i < PATHWAYS; i++) {
		fact_init(FACT_PATHWAY, &v->pathways[i]);
		v->pathways[i].pathway = (enum pathway)i;
	}
}

enum rc
app_plan(struct app *app, const struct id *id, struct plan_view *v,
	 struct err *err)
{
	void *rows;
	enum rc rc;

	blank(v);
	rc = fill_states(app, id, v, err);
	if (rc == RC_OK) {
		rc = app_fact_list(app, FACT_ACTION, id, &rows,
				   &v->action_count, err);
		v->actions = rows;
	}
	if (rc == RC_OK) {
		rc = app_fact_list(app, FACT_PROFESSIONAL, id, &rows,
				   &v->professional_count, err);
		v->professionals = rows;
	}
	if (rc == RC_OK)
		rc = app_deferrals(app, id, &v->deferrals, &v->deferral_count,
				   err);
	v->deferred = deferral_runs(v->deferrals, v->deferral_count,
				    app_as_at(app));
	if (rc == RC_OK)
		rc = find_stage(app, id, v->deferred, &v->support, err);
	if (rc != RC_OK)
		plan_view_release(v);
	return rc;
}

void
plan_view_release(struct plan_view *v)
{
	mem_free(v->actions);
	mem_free(v->professionals);
	mem_free(v->deferrals);
	mem_wipe(v, sizeof(*v));
}
