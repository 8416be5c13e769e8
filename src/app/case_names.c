/* SPDX-License-Identifier: ISC */
/* Whom and what a text may give away: every name on record. */
#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/case_private.h"
#include "base/mem.h"
#include "store/academy_store.h"
#include "store/employer_store.h"
#include "store/fact_store.h"
#include "store/site_store.h"
#include "store/student_store.h"

struct names {
	struct known_name *rows;
	size_t count;
	/* What they point into. */
	struct student student;
	struct prison_number *numbers;
	struct student_row *students;
	struct staff *staff;
	struct site *sites;
	struct employer *employers;
	void *mentors, *professionals, *destinations;
};

static void
add(struct names *n, const char *text, enum finding_kind kind)
{
	n->rows = xgrow(n->rows, n->count, sizeof(*n->rows));
	n->rows[n->count++] = (struct known_name){ text, kind };
}

static void
release(struct names *n)
{
	mem_free(n->rows);
	mem_free(n->numbers);
	mem_free(n->students);
	mem_free(n->staff);
	mem_free(n->sites);
	mem_free(n->employers);
	mem_free(n->mentors);
	mem_free(n->professionals);
	mem_free(n->destinations);
}

/* ---- the person ---- */

static enum rc
add_own(struct app *app, struct names *n, const struct case_row *row,
	struct err *err)
{
	const struct id *id = &row->study.fact.student_id;
	struct student *s = &n->student;
	size_t count;
	enum rc rc = student_load(app->store, id, s, err);

	if (rc == RC_OK)
		rc = prison_number_list(app->store, id, &n->numbers, &count,
					err);
	if (rc != RC_OK)
		return rc;
	add(n, s->name, FINDING_OWN_NAME);
	add(n, s->preferred_name, FINDING_OWN_NAME);
	add(n, s->latin_name, FINDING_OWN_NAME);
	add(n, s->reference, FINDING_OWN_NUMBER);
	add(n, s->uln, FINDING_OWN_NUMBER);
	for (size_t i = 0; i < count; i++)
		add(n, n->numbers[i].number, FINDING_OWN_NUMBER);
	return RC_OK;
}

/* ---- others ---- */

static enum rc
add_students(struct app *app, struct names *n, const struct id *but,
	     struct err *err)
{
	size_t count;
	enum rc rc = student_rows(app->store, app_today(app), &n->students,
				  &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct student_row *s = &n->students[i];

		if (id_equal(&s->id, but))
			continue;
		add(n, s->name, FINDING_STUDENT);
		add(n, s->preferred_name, FINDING_STUDENT);
		add(n, s->latin_name, FINDING_STUDENT);
	}
	return rc;
}

static enum rc
add_staff(struct app *app, struct names *n, struct err *err)
{
	size_t count;
	enum rc rc = staff_list(app->store, &n->staff, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		add(n, n->staff[i].name, FINDING_STAFF);
	return rc;
}

static enum rc
add_places(struct app *app, struct names *n, struct err *err)
{
	size_t count;
	enum rc rc = site_list(app->store, &n->sites, &count, err);

	add(n, app->academy.name, FINDING_PLACE);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		add(n, n->sites[i].name, FINDING_PLACE);
	return rc;
}

static enum rc
add_employers(struct app *app, struct names *n, struct err *err)
{
	size_t count;
	enum rc rc = employer_list(app->store, &n->employers, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		add(n, n->employers[i].name, FINDING_EMPLOYER);
		add(n, n->employers[i].contact, FINDING_PROFESSIONAL);
	}
	return rc;
}

static enum rc
add_helpers(struct app *app, struct names *n, struct err *err)
{
	size_t mentors, professionals, destinations;
	enum rc rc = fact_list(app->store, FACT_MENTOR, NULL, KNOWN_NOW,
			       &n->mentors, &mentors, err);

	if (rc == RC_OK)
		rc = fact_list(app->store, FACT_PROFESSIONAL, NULL, KNOWN_NOW,
			       &n->professionals, &professionals, err);
	if (rc == RC_OK)
		rc = fact_list(app->store, FACT_DESTINATION, NULL, KNOWN_NOW,
			       &n->destinations, &destinations, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < mentors; i++) {
		const struct mentor_match *m = n->mentors;

		add(n, m[i].mentor, FINDING_MENTOR);
		add(n, m[i].organisation, FINDING_EMPLOYER);
	}
	for (size_t i = 0; i < professionals; i++) {
		const struct professional *p = n->professionals;

		add(n, p[i].name, FINDING_PROFESSIONAL);
		add(n, p[i].organisation, FINDING_EMPLOYER);
	}
	for (size_t i = 0; i < destinations; i++)
		add(n, ((const struct destination *)n->destinations)[i]
				.employer, FINDING_EMPLOYER);
	return RC_OK;
}

static enum rc
gather(struct app *app, struct names *n, const struct case_row *row,
       struct err *err)
{
	enum rc rc = add_own(app, n, row, err);

	if (rc == RC_OK)
		rc = add_students(app, n, &row->study.fact.student_id, err);
	if (rc == RC_OK)
		rc = add_staff(app, n, err);
	if (rc == RC_OK)
		rc = add_places(app, n, err);
	if (rc == RC_OK)
		rc = add_employers(app, n, err);
	return rc == RC_OK ? add_helpers(app, n, err) : rc;
}

/* ---- what is left to settle ---- */

static const struct case_stay *
why_it_stays(const struct desk *d, const struct id *case_id,
	     const struct finding *found)
{
	for (size_t i = 0; i < d->stay_count; i++)
		if (id_equal(&d->stays[i].case_id, case_id) &&
		    finding_same(found, d->stays[i].finding,
				 d->stays[i].words))
			return &d->stays[i];
	return NULL;
}

/* Their own name, which others may have too, stands in a named one. */
static bool
counts(const struct case_row *row, const struct finding *found)
{
	return row->study.kind == CASE_ANONYMOUS ||
	       found->kind != FINDING_OWN_NAME;
}

enum rc
case_details(struct app *app, const struct desk *d, const struct case_row *row,
	     const char *text, struct case_detail **details, size_t *count,
	     size_t *open, struct err *err)
{
	struct names names = { .rows = NULL };
	struct finding *found = NULL;
	size_t all = 0;
	enum rc rc = gather(app, &names, row, err);

	*details = NULL;
	*count = *open = 0;
	if (rc == RC_OK)
		identify(text, names.rows, names.count, &found, &all);
	release(&names);
	for (size_t i = 0; i < all; i++) {
		const struct case_stay *stays = why_it_stays(
			d, &row->study.fact.id, &found[i]);
		struct case_detail *detail;

		if (!counts(row, &found[i]))
			continue;
		*details = xgrow(*details, *count, sizeof(**details));
		detail = &(*details)[(*count)++];
		memset(detail, 0, sizeof(*detail));
		detail->found = found[i];
		*open += stays == NULL;
		if (stays != NULL)
			memcpy(detail->because, stays->because,
			       sizeof(detail->because));
	}
	mem_free(found);
	return rc;
}
