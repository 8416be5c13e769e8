/* SPDX-License-Identifier: ISC */
#include "app/demo_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/case_app.h"
#include "app/student_app.h"
#include "app/support_app.h"
#include "base/embed.h"
#include "store/academy_store.h"

enum column { DAY, REFERENCE, STEP, KIND, TITLE, TEXT, OUTLET, PLACE };

struct demo_row {
	struct app *app;
	const struct csv_row *row;
	struct student who;
	civil_date on;
};

static const char *
at(const struct demo_row *r, enum column column)
{
	return csv_text(r->row, (size_t)column);
}

static enum rc
say(const struct demo_row *r, bool given, struct err *err)
{
	struct consent c;
	int kind;
	enum rc rc = term_parse(&term_case_kind, at(r, KIND), &kind, err);

	if (rc != RC_OK)
		return rc;
	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = r->who.id;
	c.fact.on = r->on;
	c.purpose = case_purpose((enum case_kind)kind);
	c.given = given;
	return app_fact_add(r->app, FACT_CONSENT, &c, err);
}

static enum rc
begin(const struct demo_row *r, struct err *err)
{
	struct case_study study;
	const struct embedded *file;
	char name[80];
	int kind;
	enum rc rc = term_parse(&term_case_kind, at(r, KIND), &kind, err);

	if (rc != RC_OK)
		return rc;
	snprintf(name, sizeof(name), "demo/%.60s.txt", at(r, TEXT));
	file = embed_find(name);
	fact_init(FACT_CASE, &study);
	study.fact.student_id = r->who.id;
	study.kind = (enum case_kind)kind;
	snprintf(study.title, sizeof(study.title), "%s", at(r, TITLE));
	return app_case_begin(r->app, &study, file->data, err);
}

static enum rc
publish(const struct demo_row *r, struct err *err)
{
	struct case_place place;
	int outlet;
	enum rc rc = term_parse(&term_outlet, at(r, OUTLET), &outlet, err);

	if (rc != RC_OK)
		return rc;
	fact_init(FACT_CASE_PLACE, &place);
	place.fact.on = r->on;
	place.outlet = (enum outlet)outlet;
	snprintf(place.place, sizeof(place.place), "%s", at(r, PLACE));
	return app_case_publish(r->app, r->who.reference, &place, err);
}

static enum rc
take_step(const struct demo_row *r, struct err *err)
{
	struct staff writer = r->app->me;
	int step;
	enum rc rc = term_parse(&term_case_step, at(r, STEP), &step, err);

	if (rc == RC_OK && step != STEP_SENT)
		rc = staff_by_user_name(r->app->store, "demo", &r->app->me,
					err);
	if (rc == RC_OK)
		rc = app_case_step(r->app, r->who.reference,
				   (enum case_step)step, NULL, err);
	r->app->me = writer;
	return rc;
}

enum rc
demo_case(struct app *app, const struct csv_row *row, civil_date today,
	  struct err *err)
{
	struct demo_row r = { .app = app, .row = row };
	enum rc rc = app_student_find(app, at(&r, REFERENCE), &r.who, err);

	r.on = today + (int)strtol(at(&r, DAY), NULL, 10);
	if (rc != RC_OK)
		return rc;
	if (strcmp(at(&r, STEP), "GIVEN") == 0)
		return say(&r, true, err);
	if (strcmp(at(&r, STEP), "WITHDRAWN") == 0)
		return say(&r, false, err);
	if (strcmp(at(&r, STEP), "BEGIN") == 0)
		return begin(&r, err);
	if (strcmp(at(&r, STEP), "PUBLISHED") == 0)
		return publish(&r, err);
	return take_step(&r, err);
}
