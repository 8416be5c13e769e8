/* SPDX-License-Identifier: ISC */
/* The demo academy's employers, and the applications to them. */
#include <stdlib.h>
#include <string.h>

#include "app/demo_event.h"
#include "app/jobs_app.h"

/* All pairs but those named in `apart` are members. */
static enum rc
set_members(const struct demo_event *e, const struct fact_member *members,
	    size_t count, const char *apart, void *row, struct err *err)
{
	enum rc rc = RC_OK;
	bool found;

	for (size_t i = 0; i < e->count && rc == RC_OK; i++) {
		if (strstr(apart, e->pairs[i].name) != NULL)
			continue;
		rc = demo_set_member(e, members, count, row, &e->pairs[i],
				     &found, err);
		if (rc == RC_OK && !found)
			rc = err_set(err, RC_CORRUPT, NULL,
				     "%s has no \"%s\".", e->what,
				     e->pairs[i].name);
	}
	return rc;
}

enum rc
demo_employer(struct demo_event *e, struct err *err)
{
	struct employer employer;
	enum rc rc;

	employer_init(&employer);
	employer.since = e->on;
	rc = set_members(e, employer_members, employer_member_count, "",
			 &employer, err);
	return rc == RC_OK ? app_employer_save(e->app, &employer, err) : rc;
}

enum rc
demo_vacancy(struct demo_event *e, struct err *err)
{
	struct employer employer;
	struct vacancy vacancy;
	enum rc rc = app_employer_find(e->app, demo_value(e, "at"), &employer,
				       err);

	vacancy_init(&vacancy);
	vacancy.opens_on = e->on;
	if (rc == RC_OK) {
		vacancy.employer_id = employer.id;
		rc = set_members(e, vacancy_members, vacancy_member_count,
				 "at", &vacancy, err);
	}
	return rc == RC_OK ? app_vacancy_save(e->app, &vacancy, err) : rc;
}

enum rc
demo_application(struct demo_event *e, struct err *err)
{
	const struct fact_spec *spec = &fact_specs[FACT_APPLICATION];
	struct employer employer;
	struct vacancy vacancy;
	struct application a;
	enum rc rc = app_employer_find(e->app, demo_value(e, "at"), &employer,
				       err);

	vacancy_init(&vacancy);
	fact_init(FACT_APPLICATION, &a);
	a.fact.student_id = e->who.id;
	a.fact.on = e->on;
	if (rc == RC_OK)
		rc = app_vacancy_find(e->app, &employer.id,
				      demo_value(e, "vacancy"), &vacancy, err);
	if (rc == RC_OK)
		rc = set_members(e, spec->members, spec->count, "at vacancy",
				 &a, err);
	a.vacancy_id = vacancy.id;
	return rc == RC_OK ? app_application_make(e->app, &a, err) : rc;
}

/* The start says how it is known, as a destination does. */
static enum rc
start(struct demo_event *e, struct application_step *step, struct err *err)
{
	struct destination d;
	int verified = VERIFIED_NOT_YET;
	enum rc rc = app_application_start(e->app, &e->who.id, 1, e->on, &d,
					   err);

	if (rc == RC_OK)
		rc = term_parse(&term_verified, demo_value(e, "verified"),
				&verified, err);
	d.verified = (enum verified)verified;
	return rc == RC_OK ? app_application_step(e->app, 1, step, &d, err)
			   : rc;
}

/* Everybody here applies once. */
enum rc
demo_step(struct demo_event *e, struct err *err)
{
	const struct fact_spec *spec = &fact_specs[FACT_STEP];
	struct application_step step;
	enum rc rc;

	fact_init(FACT_STEP, &step);
	step.fact.student_id = e->who.id;
	step.fact.on = e->on;
	rc = set_members(e, spec->members, spec->count, "verified", &step,
			 err);
	if (rc == RC_OK && step.step == STEP_STARTED)
		return start(e, &step, err);
	return rc == RC_OK ? app_application_step(e->app, 1, &step, NULL, err)
			   : rc;
}
