/* SPDX-License-Identifier: ISC */
/* Applying, moving on, taking back: what is asked, here and on a student's own
 * page. */
#include "screens/employers.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "screens/fact_form.h"

/* ---- applying ---- */

void
application_form_open(struct session *s, const struct id *student_id,
		      const struct employer *employer,
		      const struct vacancy *vacancy)
{
	struct application a;

	fact_init(FACT_APPLICATION, &a);
	a.fact.student_id = *student_id;
	a.employer_id = employer->id;
	if (vacancy != NULL) {
		a.vacancy_id = vacancy->id;
		memcpy(a.title, vacancy->title, sizeof(a.title));
	}
	fact_form_add(s, FACT_APPLICATION, &a);
}

/* -1: given up; the number of open ones: a job that is not listed. */
static int
ask_vacancy(struct session *s, const struct employer *employer,
	    struct vacancy *chosen)
{
	struct vacancy_row *rows;
	const char **labels;
	struct err err = { .code = RC_OK };
	size_t count, open = 0;
	int at = 0;

	if (app_vacancies(s->app, &employer->id, &rows, &count, &err) !=
	    RC_OK) {
		ui_complain(s->ui, &err);
		return -1;
	}
	labels = xcalloc(count + 1, sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		if (rows[i].open) {
			rows[open] = rows[i];
			labels[open] = rows[open].vacancy.title;
			open++;
		}
	labels[open] = "Another job, not listed here";
	if (open > 0)
		at = ui_ask_choice(s->ui, employer->name, labels, open + 1,
				   0);
	if (at >= 0 && (size_t)at < open)
		*chosen = rows[at].vacancy;
	mem_free(labels);
	mem_free(rows);
	return (size_t)at == open ? 0 : at < 0 ? -1 : 1;
}

static bool
ask_employer(struct session *s, struct employer *employer)
{
	struct employer_row *rows;
	const char **labels;
	struct err err = { .code = RC_OK };
	size_t count, active = 0;
	int at = -1;

	if (app_employers(s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	labels = xcalloc(count + 1, sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		if (rows[i].active) {
			rows[active] = rows[i];
			labels[active] = rows[active].employer.name;
			active++;
		}
	if (active == 0)
		ui_say(s->ui, "There is no employer yet. Through the gate, 4 "
		       "is where they are added.");
	else
		at = ui_ask_choice(s->ui, "Apply to which employer?", labels,
				   active, 0);
	if (at >= 0)
		*employer = rows[at].employer;
	mem_free(labels);
	mem_free(rows);
	return at >= 0;
}

void
ask_application(struct session *s, const struct id *student_id)
{
	struct employer employer;
	struct vacancy vacancy;
	int listed;

	if (!ask_employer(s, &employer))
		return;
	listed = ask_vacancy(s, &employer, &vacancy);
	if (listed >= 0)
		application_form_open(s, student_id, &employer,
				      listed > 0 ? &vacancy : NULL);
}

/* ---- moving on ---- */

static int
ask_step(struct session *s, const struct application *a)
{
	const char *labels[STEPS];
	int steps[STEPS], count = 0, at;

	for (int to = 0; to < STEPS; to++)
		if (step_may_follow(a->step, (enum job_step)to)) {
			labels[count] = term_label(&term_step, to);
			steps[count++] = to;
		}
	if (count == 0) {
		ui_say(s->ui, "\"%s\" is the last step. v takes a step back "
		       "that was wrong.",
		       term_label(&term_step, (int)a->step));
		return -1;
	}
	at = ui_ask_choice(s->ui, "What has happened?", labels, (size_t)count,
			   0);
	return at >= 0 ? steps[at] : -1;
}

static enum rc
save_start(struct app *app, void *ctx, void *fact, struct err *err)
{
	const struct application *a = ctx;
	struct application_step step;

	fact_init(FACT_STEP, &step);
	step.fact.student_id = a->fact.student_id;
	step.fact.on = ((const struct fact *)fact)->on;
	step.step = STEP_STARTED;
	return app_application_step(app, a->fact.number, &step, fact, err);
}

/* Where they are from now on, as far as it is known, to be looked over. */
static void
open_start(struct session *s, const struct application *a)
{
	civil_date on = app_today(s->app);
	struct application *ctx;
	struct destination d;
	struct err err = { .code = RC_OK };

	if (a->next_on != DATE_NONE && a->next_on < on)
		on = a->next_on;
	if (app_application_start(s->app, &a->fact.student_id,
				  a->fact.number, on, &d, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	ctx = xcalloc(1, sizeof(*ctx));
	*ctx = *a;
	fact_form_add_by(s, FACT_DESTINATION, &d, save_start, ctx);
}

/* The day that is still to come, for the steps that have one. */
static bool
ask_next(struct session *s, enum job_step step, civil_date *next)
{
	*next = DATE_NONE;
	if (step != STEP_INTERVIEW_BOOKED && step != STEP_OFFER_ACCEPTED)
		return true;
	return ask_date_from(s, term_label(&term_step, (int)step),
			     step == STEP_INTERVIEW_BOOKED
				     ? "When is the interview? "
				       "(year-month-day, or nothing)"
				     : "When is the first day? "
				       "(year-month-day, or nothing)",
			     DATE_NONE, next);
}

static bool
ask_how_it_ended(struct session *s, enum job_step step, struct destination *d)
{
	int how = ENDED_DONE;

	if (step == STEP_ENDED)
		how = ask_term(s, "How did it end?", &term_ending, how);
	d->fact.ended_as = (enum outcome_of)how;
	return how >= 0;
}

void
ask_application_step(struct session *s, const struct application *a)
{
	int to = ask_step(s, a);
	struct application_step step;
	struct destination how;
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	const char *title = term_label(&term_step, to);

	if (to == STEP_STARTED)
		open_start(s, a);
	if (to < 0 || to == STEP_STARTED)
		return;
	fact_init(FACT_STEP, &step);
	fact_init(FACT_DESTINATION, &how);
	step.fact.student_id = a->fact.student_id;
	step.step = (enum job_step)to;
	if (ask_how_it_ended(s, step.step, &how) &&
	    ask_date(s, title, "On which day? (year-month-day)",
		     &step.fact.on) &&
	    ask_next(s, step.step, &step.next_on) &&
	    ui_ask_line(s->ui, title, "A note, if there is more to say.",
			rule_line, &note)) {
		snprintf(step.note, sizeof(step.note), "%s", note.ptr);
		conclude(s, app_application_step(s->app, a->fact.number,
						 &step, &how, &err),
			 &err, "Saved. u takes it back.");
	} else {
		say_given_up(s);
	}
	buf_release(&note);
}

/* ---- taking back ---- */

void
ask_application_void(struct session *s, const struct application *a)
{
	struct application_step *steps;
	struct err err = { .code = RC_OK };
	size_t count;

	if (app_application_steps(s->app, a, &steps, &count, &err) != RC_OK)
		ui_complain(s->ui, &err);
	else if (count > 0)
		ask_fact_void(s, FACT_STEP, &steps[count - 1].fact);
	else
		ask_fact_void(s, FACT_APPLICATION, &a->fact);
	mem_free(steps);
}

/* ---- showing ---- */

static void
add_step(struct buf *out, civil_date on, const char *what, civil_date next,
	 const char *note)
{
	char day[DATE_TEXT_SIZE + 4];

	buf_addf(out, "%-13s %s", date_format_long(on, day), what);
	if (next != DATE_NONE)
		buf_addf(out, ", for %s", date_format_long(next, day));
	if (note[0] != '\0')
		buf_addf(out, ". %s", note);
	buf_addc(out, '\n');
}

void
show_application(struct session *s, const struct application_row *row)
{
	const struct application *a = &row->application;
	struct application_step *steps;
	struct buf text = BUF_INIT;
	struct err err = { .code = RC_OK };
	size_t count;

	if (app_application_steps(s->app, a, &steps, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		mem_free(steps);
		return;
	}
	show_name(row->name, row->latin_name, &text);
	buf_addf(&text, ", %s\n%s at %s\n%s%s\n\n", row->reference, a->title,
		 row->employer, a->brokered ? "Brokered by us. " : "",
		 a->agreed_inside ? "Agreed before release." : "");
	add_step(&text, a->fact.on,
		 term_label(&term_step, STEP_APPLICATION_MADE), DATE_NONE,
		 a->note);
	for (size_t i = 0; i < count; i++)
		add_step(&text, steps[i].fact.on,
			 term_label(&term_step, (int)steps[i].step),
			 steps[i].next_on, steps[i].note);
	ui_show_text(s->ui, "Application", text.ptr);
	buf_release(&text);
	mem_free(steps);
}
