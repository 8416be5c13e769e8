/* SPDX-License-Identifier: ISC */
#include "app/jobs_app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/app_private.h"
#include "app/consent_app.h"
#include "app/fact_private.h"
#include "app/gate.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "model/followup.h"
#include "store/employer_store.h"
#include "store/fact_store.h"
#include "store/student_store.h"

/* ---- where each application stands ---- */

/* All in order of student. */
struct pipeline {
	struct application *rows;
	struct application_step *steps;
	struct axis_change *moves;	/* newest first */
	size_t count, step_count, move_count;
};

static void
pipeline_release(struct pipeline *p)
{
	mem_free(p->rows);
	mem_free(p->steps);
	mem_free(p->moves);
}

static bool
was_inside(const struct axis_change *moves, size_t count, civil_date on)
{
	for (size_t i = 0; i < count; i++)
		if (moves[i].on <= on)
			return custody_is_inside((enum custody)moves[i].value);
	return false;
}

static void
follow(struct application *a, const struct application_step *steps,
       size_t step_count, const struct axis_change *moves, size_t move_count)
{
	civil_date agreed = DATE_NONE;

	a->step = STEP_APPLICATION_MADE;
	a->step_on = a->fact.on;
	a->next_on = DATE_NONE;
	for (size_t i = 0; i < step_count; i++) {
		if (!id_equal(&steps[i].application_id, &a->fact.id))
			continue;
		a->step = steps[i].step;
		a->step_on = steps[i].fact.on;
		a->next_on = steps[i].next_on;
		if (a->step == STEP_JOB_OFFER || a->step == STEP_OFFER_ACCEPTED)
			agreed = a->step_on;
	}
	a->agreed_inside = agreed != DATE_NONE &&
			   was_inside(moves, move_count, agreed);
}

static void
follow_all(struct pipeline *p)
{
	size_t at = 0, moved = 0, step_count = 0, move_count = 0;
	const struct application_step *steps = NULL;
	const struct axis_change *moves = NULL;

	for (size_t i = 0; i < p->count; i++) {
		const struct id *who = &p->rows[i].fact.student_id;

		if (i == 0 ||
		    !id_equal(who, &p->rows[i - 1].fact.student_id)) {
			steps = gate_take(p->steps, p->step_count,
					  sizeof(*p->steps),
					  offsetof(struct fact, student_id),
					  &at, who, &step_count);
			moves = gate_take(p->moves, p->move_count,
					  sizeof(*p->moves),
					  offsetof(struct axis_change,
						   student_id),
					  &moved, who, &move_count);
		}
		follow(&p->rows[i], steps, step_count, moves, move_count);
	}
}

static void
sort_steps(struct application_step *steps, size_t count)
{
	if (count > 1)
		qsort(steps, count, sizeof(*steps), step_compare);
}

/* As known on the as-at day; of one student, or (NULL) of all. */
static enum rc
load_pipeline(struct app *app, const struct id *student, struct pipeline *p,
	      struct err *err)
{
	void *rows;
	enum rc rc;

	memset(p, 0, sizeof(*p));
	rc = app_fact_list(app, FACT_APPLICATION, student, &rows, &p->count,
			   err);
	p->rows = rows;
	if (rc == RC_OK) {
		rc = app_fact_list(app, FACT_STEP, student, &rows,
				   &p->step_count, err);
		p->steps = rows;
		sort_steps(p->steps, p->step_count);
	}
	if (rc == RC_OK)
		rc = axis_list(app->store, AXIS_CUSTODY, student, &p->moves,
			       &p->move_count, err);
	if (rc == RC_OK)
		follow_all(p);
	return rc;
}

/* ---- lists ---- */

static int
compare_rows(const void *a, const void *b)
{
	const struct application_row *x = a, *y = b;
	const struct fact *f = &x->application.fact, *g = &y->application.fact;
	int order = strcmp(x->reference, y->reference);

	if (order == 0)
		order = (f->on > g->on) - (f->on < g->on);
	return order != 0 ? order : f->number - g->number;
}

static enum rc
fill_rows(struct app *app, const struct pipeline *p,
	  struct application_row *rows, struct err *err)
{
	struct student student = { .reference = "" };
	struct employer employer;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->count && rc == RC_OK; i++) {
		struct application_row *row = &rows[i];

		row->application = p->rows[i];
		if (!id_equal(&student.id, &p->rows[i].fact.student_id))
			rc = student_load(app->store,
					  &p->rows[i].fact.student_id,
					  &student, err);
		memcpy(row->reference, student.reference, CODE_SIZE);
		memcpy(row->name, student.name, NAME_SIZE);
		memcpy(row->latin_name, student.latin_name, NAME_SIZE);
		if (rc == RC_OK)
			rc = app_employer_load(app, &p->rows[i].employer_id,
					       &employer, err);
		if (rc == RC_OK)
			memcpy(row->employer, employer.name, NAME_SIZE);
	}
	mem_wipe(&student, sizeof(student));
	return rc;
}

enum rc
app_applications(struct app *app, const struct id *student_id,
		 struct application_row **rows, size_t *count,
		 struct err *err)
{
	struct pipeline p;
	enum rc rc = load_pipeline(app, student_id, &p, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK && p.count > 0) {
		*rows = xcalloc(p.count, sizeof(**rows));
		*count = p.count;
		rc = fill_rows(app, &p, *rows, err);
		qsort(*rows, *count, sizeof(**rows), compare_rows);
	}
	pipeline_release(&p);
	return rc;
}

enum rc
app_application_steps(struct app *app, const struct application *application,
		      struct application_step **rows, size_t *count,
		      struct err *err)
{
	void *all;
	size_t kept = 0;
	enum rc rc = app_fact_list(app, FACT_STEP,
				   &application->fact.student_id, &all,
				   count, err);

	*rows = all;
	for (size_t i = 0; i < *count && rc == RC_OK; i++)
		if (id_equal(&(*rows)[i].application_id,
			     &application->fact.id))
			(*rows)[kept++] = (*rows)[i];
	*count = kept;
	sort_steps(*rows, kept);
	return rc;
}

/* ---- applying ---- */

/* Who said no is not put forward; they may apply themselves. */
static enum rc
may_be_brokered(struct app *app, const struct application *a, struct err *err)
{
	enum consent_state state;
	enum rc rc = app_consent(app, &a->fact.student_id,
				 CONSENT_SHARE_WITH_EMPLOYER, a->fact.on,
				 &state, err);

	return a->brokered && rc == RC_OK && state == CONSENT_WITHDRAWN
		       ? err_set(err, RC_CONFLICT, "brokered",
				 "They do not want us to speak to employers. "
				 "Leave \"Brokered by us\" at no, or record "
				 "their consent first.")
		       : rc;
}

enum rc
jobs_may_apply(struct app *app, const struct application *a, struct err *err)
{
	struct employer employer;
	struct vacancy vacancy;
	enum rc rc = app_employer_load(app, &a->employer_id, &employer, err);

	if (rc == RC_OK && !employer_is_active(&employer, a->fact.on))
		return err_set(err, RC_CONFLICT, "employer_id",
			       "%.80s takes no applications any more; change "
			       "the employer's \"Ended on\" first.",
			       employer.name);
	if (rc == RC_OK)
		rc = may_be_brokered(app, a, err);
	if (rc != RC_OK || id_is_zero(&a->vacancy_id))
		return rc;
	rc = vacancy_load(app->store, &a->vacancy_id, &vacancy, err);
	if (rc == RC_NOT_FOUND ||
	    (rc == RC_OK && !id_equal(&vacancy.employer_id, &employer.id)))
		return err_set(err, RC_INVALID, "vacancy_id",
			       "That vacancy is not one of %.80s.",
			       employer.name);
	if (rc == RC_OK && !vacancy_is_open(&vacancy, a->fact.on))
		return err_set(err, RC_CONFLICT, "vacancy_id",
			       "That vacancy is not open on that day; change "
			       "its dates first.");
	return rc;
}

static enum rc
not_applied_twice(struct app *app, const struct application *a,
		  struct err *err)
{
	struct pipeline p;
	enum rc rc = load_pipeline(app, &a->fact.student_id, &p, err);

	for (size_t i = 0; i < p.count && rc == RC_OK; i++)
		if (!id_is_zero(&a->vacancy_id) &&
		    id_equal(&p.rows[i].vacancy_id, &a->vacancy_id) &&
		    !step_is_last(p.rows[i].step))
			rc = err_set(err, RC_CONFLICT, "vacancy_id",
				     "That application is made already, and "
				     "is at \"%s\".",
				     term_label(&term_step,
						(int)p.rows[i].step));
	pipeline_release(&p);
	return rc;
}

static enum rc
not_lent_twice(struct app *app, const struct kit_loan *loan, struct err *err)
{
	char who[NAME_SIZE + CODE_SIZE + 4];
	void *rows;
	size_t count;
	enum rc rc = fact_list(app->store, FACT_LOAN, NULL, KNOWN_NOW, &rows,
			       &count, err);
	const struct kit_loan *others = rows;

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		if (loan->tag[0] == '\0' ||
		    others[i].fact.ended_on != DATE_NONE ||
		    strcasecmp(others[i].tag, loan->tag) != 0)
			continue;
		app_whom(app, &others[i].fact.student_id, 1, who,
			 sizeof(who));
		rc = err_set(err, RC_CONFLICT, "tag",
			     "%s is out to %s; note its return first.",
			     loan->tag, who);
	}
	mem_free(rows);
	return rc;
}

enum rc
jobs_not_twice(struct app *app, enum fact_kind kind, const void *fact,
	       struct err *err)
{
	if (kind == FACT_APPLICATION)
		return not_applied_twice(app, fact, err);
	return kind == FACT_LOAN ? not_lent_twice(app, fact, err) : RC_OK;
}

enum rc
app_application_make(struct app *app, struct application *a, struct err *err)
{
	struct vacancy vacancy;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	if (rc == RC_OK && !id_is_zero(&a->vacancy_id)) {
		rc = vacancy_load(app->store, &a->vacancy_id, &vacancy, err);
		if (rc == RC_NOT_FOUND)
			return err_set(err, RC_NOT_FOUND, "vacancy_id",
				       "That vacancy is not here any more.");
		a->employer_id = vacancy.employer_id;
		if (a->title[0] == '\0')
			memcpy(a->title, vacancy.title, sizeof(a->title));
	}
	return rc == RC_OK ? app_fact_add(app, FACT_APPLICATION, a, err) : rc;
}
