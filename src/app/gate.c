/* SPDX-License-Identifier: ISC */
#include "app/gate.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "store/fact_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"

enum { DAY_S = 86400 };

int64_t
gate_known_until(struct app *app, civil_date on)
{
	return on >= app_today(app) ? KNOWN_NOW
				    : ((int64_t)on + 1) * DAY_S;
}

/* ---- loading ---- */

void
gate_keep_known(struct axis_change *rows, size_t *count, civil_date on,
		int64_t until)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		const struct instant *at = &rows[i].recorded;

		if (rows[i].on <= on &&
		    (until == KNOWN_NOW ||
		     at->utc_s + (int64_t)at->offset_min * 60 < until))
			rows[kept++] = rows[i];
	}
	*count = kept;
}

static enum rc
load_axis(struct app *app, enum axis axis, civil_date on,
	  const struct id *only, int64_t until, struct axis_change **rows,
	  size_t *count, struct err *err)
{
	enum rc rc = axis_list(app->store, axis, only, rows, count, err);

	if (rc == RC_OK)
		gate_keep_known(*rows, count, on, until);
	return rc;
}

static int
compare_students(const void *a, const void *b)
{
	const struct student_row *x = a, *y = b;

	return memcmp(&x->id, &y->id, sizeof(x->id));
}

static const enum fact_kind kinds[] = {
	FACT_PATHWAY, FACT_ACTION, FACT_PROFESSIONAL, FACT_DEFERRAL,
	FACT_DESTINATION, FACT_MENTOR, FACT_CONTACT, FACT_CONSENT,
	FACT_REVIEW,
};

static enum rc
load_kind(struct app *app, struct gate *g, enum fact_kind kind,
	  const struct id *only, struct err *err)
{
	struct gate_rows *r = &g->facts[kind];
	enum rc rc = RC_OK;

	if (!g->loaded[kind])
		rc = fact_list(app->store, kind, only, g->until, &r->rows,
			       &r->count, err);
	g->loaded[kind] = rc == RC_OK;
	return rc;
}

static enum rc
load_students(struct app *app, struct gate *g, const struct id *only,
	      struct err *err)
{
	if (only == NULL)
		return student_rows(app->store, g->on, &g->students,
				    &g->student_count, err);
	g->students = xcalloc(1, sizeof(*g->students));
	g->student_count = 1;
	return student_row_load(app->store, only, g->on, g->students, err);
}

static enum rc
load_all(struct app *app, struct gate *g, const struct id *only,
	 struct err *err)
{
	enum rc rc = load_students(app, g, only, err);

	if (rc == RC_OK)
		rc = graduate_list(app->store, g->on, g->until, &g->graduates,
				   &g->graduate_count, err);
	if (rc == RC_OK)
		rc = load_axis(app, AXIS_CUSTODY, g->on, only, g->until,
			       &g->moves, &g->move_count, err);
	if (rc == RC_OK)
		rc = load_axis(app, AXIS_SUPPORT, g->on, only, g->until,
			       &g->support, &g->support_count, err);
	for (size_t i = 0; i < ARRAY_SIZE(kinds) && rc == RC_OK; i++)
		rc = load_kind(app, g, kinds[i], only, err);
	return rc;
}

static enum rc
load(struct app *app, const struct id *only, struct gate *g, struct err *err)
{
	enum rc rc = load_all(app, g, only, err);

	if (rc != RC_OK) {
		gate_release(g);
		return rc;
	}
	if (g->student_count > 0)
		qsort(g->students, g->student_count, sizeof(*g->students),
		      compare_students);
	gate_review(g->facts[FACT_REVIEW].rows, g->facts[FACT_REVIEW].count,
		    g->facts[FACT_DESTINATION].rows,
		    g->facts[FACT_DESTINATION].count,
		    g->facts[FACT_DEFERRAL].rows,
		    g->facts[FACT_DEFERRAL].count);
	return RC_OK;
}

static enum rc
begin(struct app *app, civil_date on, struct gate *g, struct err *err)
{
	memset(g, 0, sizeof(*g));
	g->on = on;
	g->until = gate_known_until(app, on);
	return app_require(app, MAY_VIEW_STUDENTS, err);
}

enum rc
gate_load_one(struct app *app, civil_date on, const struct id *id,
	      struct gate *g, struct err *err)
{
	enum rc rc = begin(app, on, g, err);

	return rc == RC_OK ? load(app, id, g, err) : rc;
}

/* ---- kept until something changes ---- */

static bool
is_same(const struct gate *kept, const struct gate *g)
{
	return kept != NULL && kept->changes == g->changes &&
	       kept->on == g->on && kept->until == g->until;
}

void
gate_forget(struct app *app)
{
	if (app->gate == NULL)
		return;
	app->gate->kept = false;
	gate_release(app->gate);
	mem_free(app->gate);
	app->gate = NULL;
}

static void
keep(struct app *app, struct gate *g)
{
	gate_forget(app);
	g->kept = true;
	app->gate = xcalloc(1, sizeof(*g));
	*app->gate = *g;
}

enum rc
gate_load(struct app *app, civil_date on, struct gate *g, struct err *err)
{
	enum rc rc = begin(app, on, g, err);

	if (rc != RC_OK)
		return rc;
	g->changes = store_changes(app->store);
	if (is_same(app->gate, g)) {
		*g = *app->gate;
		return RC_OK;
	}
	rc = load(app, NULL, g, err);
	if (rc == RC_OK && g->changes >= 0)
		keep(app, g);
	return rc;
}

enum rc
gate_load_more(struct app *app, struct gate *g, enum fact_kind kind,
	       struct err *err)
{
	enum rc rc = load_kind(app, g, kind, NULL, err);

	if (rc == RC_OK && g->kept) {
		app->gate->facts[kind] = g->facts[kind];
		app->gate->loaded[kind] = true;
	}
	return rc;
}

void
gate_release(struct gate *g)
{
	for (size_t i = 0; i < FACT_KINDS && !g->kept; i++)
		mem_free(g->facts[i].rows);
	if (!g->kept) {
		mem_free(g->students);
		mem_free(g->graduates);
		mem_free(g->moves);
		mem_free(g->support);
	}
	memset(g, 0, sizeof(*g));
}

/* ---- reviews ---- */

static bool
is_about(const struct fact *fact, const struct review *review)
{
	return id_equal(&fact->id, &review->fact_id) &&
	       id_equal(&fact->student_id, &review->fact.student_id);
}

/* Both in order of student, so that each pair of a person's is looked at and
 * no more. */
static size_t
first_of(const void *rows, size_t count, size_t size, size_t from,
	 const struct id *student)
{
	while (from < count) {
		const struct fact *fact = (const void *)
			((const char *)rows + from * size);

		if (memcmp(&fact->student_id, student, sizeof(*student)) >= 0)
			break;
		from++;
	}
	return from;
}

void
gate_review(const struct review *reviews, size_t review_count,
	    struct destination *destinations, size_t destination_count,
	    struct deferral *deferrals, size_t deferral_count)
{
	size_t d = 0, f = 0;

	for (size_t i = 0; i < destination_count; i++)
		destinations[i].verified_on = DATE_NONE;
	for (size_t i = 0; i < deferral_count; i++)
		deferrals[i].next_check = DATE_NONE;
	for (size_t i = 0; i < review_count; i++) {
		const struct review *r = &reviews[i];
		const struct id *who = &r->fact.student_id;

		d = first_of(destinations, destination_count,
			     sizeof(*destinations), d, who);
		f = first_of(deferrals, deferral_count, sizeof(*deferrals), f,
			     who);
		for (size_t k = d; k < destination_count &&
				   id_equal(&destinations[k].fact.student_id,
					    who); k++)
			if (is_about(&destinations[k].fact, r)) {
				destinations[k].verified = r->verified;
				destinations[k].verified_on = r->fact.on;
			}
		for (size_t k = f; k < deferral_count &&
				   id_equal(&deferrals[k].fact.student_id,
					    who); k++)
			if (is_about(&deferrals[k].fact, r))
				deferrals[k].next_check = r->next_on;
	}
}

/* ---- person by person ---- */

const void *
gate_take(const void *rows, size_t count, size_t size, size_t offset,
	  size_t *at, const struct id *student, size_t *taken)
{
	const char *bytes = rows;
	size_t first;

	while (*at < count && memcmp(bytes + *at * size + offset, student,
				     sizeof(*student)) < 0)
		(*at)++;
	first = *at;
	while (*at < count && memcmp(bytes + *at * size + offset, student,
				     sizeof(*student)) == 0)
		(*at)++;
	*taken = *at - first;
	return *taken > 0 ? bytes + first * size : NULL;
}

const void *
gate_facts(struct gate *g, enum fact_kind kind, const struct id *student,
	   size_t *taken)
{
	return gate_take(g->facts[kind].rows, g->facts[kind].count,
			 fact_specs[kind].size,
			 offsetof(struct fact, student_id), &g->at[kind],
			 student, taken);
}

static void
take_outcome(struct gate *g, const struct id *id, struct outcome_person *p)
{
	p->moves = gate_take(g->moves, g->move_count, sizeof(*g->moves),
			     offsetof(struct axis_change, student_id),
			     &g->at[FACT_KINDS], id, &p->move_count);
	p->destinations = gate_facts(g, FACT_DESTINATION, id,
				     &p->destination_count);
	p->deferrals = gate_facts(g, FACT_DEFERRAL, id, &p->deferral_count);
	p->mentors = gate_facts(g, FACT_MENTOR, id, &p->mentor_count);
	p->professionals = gate_facts(g, FACT_PROFESSIONAL, id,
				      &p->professional_count);
	p->pathways = gate_facts(g, FACT_PATHWAY, id, &p->pathway_count);
}

bool
gate_next(struct gate *g, struct gate_person *p)
{
	const struct id *id;
	size_t graduates;

	memset(p, 0, sizeof(*p));
	if (g->student_at == g->student_count)
		return false;
	p->student = &g->students[g->student_at++];
	id = &p->student->id;
	p->graduate = gate_take(g->graduates, g->graduate_count,
				sizeof(*g->graduates),
				offsetof(struct graduate, student_id),
				&g->at[FACT_KINDS + 1], id, &graduates);
	take_outcome(g, id, &p->facts);
	p->facts.graduated_on = p->graduate != NULL ? p->graduate->on
						    : DATE_NONE;
	p->support = gate_take(g->support, g->support_count,
			       sizeof(*g->support),
			       offsetof(struct axis_change, student_id),
			       &g->at[FACT_KINDS + 2], id,
			       &p->support_count);
	p->contacts = gate_facts(g, FACT_CONTACT, id, &p->contact_count);
	p->consents = gate_facts(g, FACT_CONSENT, id, &p->consent_count);
	p->actions = gate_facts(g, FACT_ACTION, id, &p->action_count);
	return true;
}

enum support
gate_support(const struct gate_person *p, civil_date on)
{
	return support_stage(p->support, p->support_count,
			     deferral_runs(p->facts.deferrals,
					   p->facts.deferral_count, on));
}
