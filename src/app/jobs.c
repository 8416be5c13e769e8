/* SPDX-License-Identifier: ISC */
#include "app/jobs_app.h"

#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/fact_private.h"
#include "base/buf.h"
#include "base/mem.h"
#include "store/employer_store.h"
#include "store/fact_store.h"

/* ---- moving on ---- */

/* An application of the student: of a number, or (0) of an id. */
static enum rc
find(struct app *app, const struct id *student, int number,
     const struct id *id, struct application *found, struct err *err)
{
	struct application_row *rows;
	size_t count;
	enum rc rc = app_applications(app, student, &rows, &count, err);

	memset(found, 0, sizeof(*found));
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct application *a = &rows[i].application;

		if (number > 0 ? a->fact.number == number
			       : id_equal(&a->fact.id, id))
			*found = *a;
	}
	mem_free(rows);
	if (rc == RC_OK && found->fact.number == 0)
		return err_set(err, RC_NOT_FOUND, "number",
			       "There is no application of number %d here; "
			       "the listing shows the numbers.", number);
	return rc;
}

static enum rc
start_of(struct app *app, const struct application *a, civil_date on,
	 struct destination *d, struct err *err)
{
	struct employer employer;
	struct vacancy vacancy;
	enum rc rc = app_employer_load(app, &a->employer_id, &employer, err);

	vacancy_init(&vacancy);
	if (rc == RC_OK && !id_is_zero(&a->vacancy_id))
		rc = vacancy_load(app->store, &a->vacancy_id, &vacancy, err);
	if (rc == RC_OK)
		application_destination(a, &employer, &vacancy, on, d);
	return rc;
}

enum rc
app_application_start(struct app *app, const struct id *student_id,
		      int number, civil_date on, struct destination *d,
		      struct err *err)
{
	static const struct id none;
	struct application a;
	enum rc rc = find(app, student_id, number, &none, &a, err);

	return rc == RC_OK ? start_of(app, &a, on, d, err) : rc;
}

static void
list_next(enum job_step from, struct buf *words)
{
	for (int to = 0; to < STEPS; to++)
		if (step_may_follow(from, (enum job_step)to))
			buf_addf(words, "%s%s", words->len > 0 ? ", " : "",
				 term_label(&term_step, to));
}

static enum rc
check_follows(const struct application *a, const struct application_step *to,
	      struct err *err)
{
	struct buf next = BUF_INIT;
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = RC_OK;

	list_next(a->step, &next);
	if (!step_may_follow(a->step, to->step))
		rc = err_set(err, RC_CONFLICT, "step",
			     next.len > 0
				     ? "After \"%s\" comes one of: %s. A step "
				       "that was wrong is made void."
				     : "\"%s\" is the last step.%s Make a new "
				       "application, or make a step that was "
				       "wrong void.",
			     term_label(&term_step, (int)a->step),
			     next.len > 0 ? next.ptr : "");
	else if (to->fact.on < a->step_on)
		rc = err_set(err, RC_INVALID, "on",
			     "The step before it was on %s, after that day.",
			     date_format_long(a->step_on, day));
	else if (to->next_on != DATE_NONE && to->next_on < to->fact.on)
		rc = err_set(err, RC_INVALID, "next_on",
			     "That is before the step itself, on %s.",
			     date_format_long(to->fact.on, day));
	buf_release(&next);
	return rc;
}

/* The fact that stands for one now: itself, or what took its place; zero when
 * it is void. */
static enum rc
what_stands(struct app *app, const struct id *student, struct id *id,
	    struct err *err)
{
	void *rows;
	size_t count;
	enum rc rc = fact_list(app->store, FACT_CORRECTION, student,
			       KNOWN_NOW, &rows, &count, err);
	const struct correction *c = rows;

	/* In the order in which they were written. */
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (id_equal(&c[i].fact_id, id))
			*id = c[i].replaced_by;
	mem_free(rows);
	return rc;
}

/* The destination of the start, which runs; its id is zero when none does. */
static enum rc
find_started(struct app *app, const struct application *a,
	     struct fact *destination, struct err *err)
{
	struct application_step *steps;
	struct id id = { .b = { 0 } };
	size_t count;
	void *rows = NULL;
	enum rc rc = app_application_steps(app, a, &steps, &count, err);

	memset(destination, 0, sizeof(*destination));
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (steps[i].step == STEP_STARTED)
			id = steps[i].made_id;
	mem_free(steps);
	if (rc == RC_OK)
		rc = what_stands(app, &a->fact.student_id, &id, err);
	if (rc == RC_OK)
		rc = fact_list(app->store, FACT_DESTINATION,
			       &a->fact.student_id, KNOWN_NOW, &rows, &count,
			       err);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct fact *f = &((struct destination *)rows)[i].fact;

		if (id_equal(&f->id, &id) && f->ended_on == DATE_NONE)
			*destination = *f;
	}
	mem_free(rows);
	return rc;
}

static enum rc
write_start(struct app *app, struct application_step *step,
	    struct destination *d, struct err *err)
{
	enum rc rc = fact_write(app, FACT_DESTINATION, d, err);

	step->made_id = d->fact.id;
	if (rc == RC_OK && d->verified != VERIFIED_NOT_YET)
		rc = fact_write_review(app, &d->fact, d->verified,
				       d->verified_on, DATE_NONE, err);
	return rc;
}

static enum rc
write_end(struct app *app, const struct application *a,
	  struct application_step *step, enum outcome_of outcome,
	  struct err *err)
{
	struct fact started;
	struct ending end;
	enum rc rc = find_started(app, a, &started, err);

	if (rc != RC_OK || id_is_zero(&started.id))
		return rc;
	fact_init(FACT_ENDING, &end);
	end.fact.student_id = a->fact.student_id;
	end.fact.on = step->fact.on > started.on ? step->fact.on : started.on;
	end.fact_id = started.id;
	end.outcome = outcome;
	memcpy(end.note, step->note, sizeof(end.note));
	rc = fact_write(app, FACT_ENDING, &end, err);
	step->made_id = end.fact.id;
	return rc;
}

static enum rc
write_step(struct app *app, const struct application *a,
	   struct application_step *step, struct destination *d,
	   enum outcome_of outcome, struct err *err)
{
	char who[NAME_SIZE + CODE_SIZE + 4];
	struct employer employer;
	enum rc rc = app_employer_load(app, &a->employer_id, &employer, err);

	app_whom(app, &a->fact.student_id, 1, who, sizeof(who));
	if (rc == RC_OK)
		rc = app_begin(app, MAY_SUPPORT, fact_specs[FACT_STEP].action,
			       0, err, "%s: %s, %s at %s", who,
			       term_label(&term_step, (int)step->step),
			       a->title, employer.name);
	if (rc != RC_OK)
		return rc;
	if (step->step == STEP_STARTED)
		rc = write_start(app, step, d, err);
	else if (step->step == STEP_ENDED)
		rc = write_end(app, a, step, outcome, err);
	if (rc == RC_OK)
		rc = fact_write(app, FACT_STEP, step, err);
	return app_end(app, rc, err);
}

enum rc
app_application_step(struct app *app, int number,
		     struct application_step *step,
		     struct destination *destination, struct err *err)
{
	struct destination own;
	struct application a;
	enum outcome_of outcome = destination != NULL
					  ? destination->fact.ended_as
					  : ENDED_DONE;
	enum rc rc = find(app, &step->fact.student_id, number,
			  &step->application_id, &a, err);

	step->application_id = a.fact.id;
	memset(&step->made_id, 0, sizeof(step->made_id));
	if (rc == RC_OK)
		rc = fact_may_add(app, FACT_STEP, step, err);
	if (rc == RC_OK)
		rc = check_follows(&a, step, err);
	if (rc == RC_OK && step->step == STEP_STARTED) {
		if (destination == NULL) {
			destination = &own;
			rc = start_of(app, &a, step->fact.on, &own, err);
		}
		destination->fact.on = step->fact.on;
		if (rc == RC_OK)
			rc = fact_may_add(app, FACT_DESTINATION, destination,
					  err);
	}
	return rc == RC_OK ? write_step(app, &a, step, destination, outcome,
					err)
			   : rc;
}

/* ---- taking back ---- */

static enum rc
step_may_be_void(struct app *app, const struct application_step *step,
		 struct err *err)
{
	struct application a = { .fact = { .id = step->application_id } };
	struct application_step *rows;
	size_t count;
	enum rc rc;

	a.fact.student_id = step->fact.student_id;
	rc = app_application_steps(app, &a, &rows, &count, err);
	if (rc == RC_OK && count > 0 &&
	    !id_equal(&rows[count - 1].fact.id, &step->fact.id))
		rc = err_set(err, RC_CONFLICT, "number",
			     "\"%s\" came after it; make that void first.",
			     term_label(&term_step,
					(int)rows[count - 1].step));
	mem_free(rows);
	return rc;
}

static enum rc
has_no_steps(struct app *app, const struct application *a, struct err *err)
{
	struct application_step *rows;
	size_t count;
	enum rc rc = app_application_steps(app, a, &rows, &count, err);

	mem_free(rows);
	return rc == RC_OK && count > 0
		       ? err_set(err, RC_CONFLICT, "number",
				 "It has gone on since; make its steps void "
				 "first, the last one first.")
		       : rc;
}

enum rc
jobs_may_void(struct app *app, enum fact_kind kind, const void *fact,
	      struct err *err)
{
	if (kind == FACT_STEP)
		return step_may_be_void(app, fact, err);
	return kind == FACT_APPLICATION ? has_no_steps(app, fact, err) : RC_OK;
}

enum rc
jobs_may_replace(struct app *app, enum fact_kind kind, const void *fact,
		 struct err *err)
{
	if (kind == FACT_STEP)
		return err_set(err, RC_INVALID, "what",
			       "Make the step void, then record the right "
			       "one.");
	return kind == FACT_APPLICATION ? has_no_steps(app, fact, err) : RC_OK;
}

enum rc
jobs_void_made(struct app *app, const struct application_step *step,
	       const char *reason, struct err *err)
{
	struct fact made = { .id = step->made_id,
			     .student_id = step->fact.student_id };
	enum rc rc = RC_OK;

	if (!id_is_zero(&made.id))
		rc = what_stands(app, &made.student_id, &made.id, err);
	return rc == RC_OK && !id_is_zero(&made.id)
		       ? fact_write_correction(app, &made, NULL, reason, err)
		       : rc;
}
