/* SPDX-License-Identifier: ISC */
#include "app/case_app.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/case_private.h"
#include "app/gate.h"
#include "base/mem.h"
#include "model/destination.h"
#include "store/fact_store.h"
#include "store/student_store.h"

/* ---- loading ---- */

enum rc
desk_load(struct app *app, const struct id *student_id, civil_date on,
	  struct desk *desk, struct err *err)
{
	static const enum fact_kind kinds[] = {
		FACT_CASE, FACT_CASE_TEXT, FACT_CASE_STAY, FACT_CASE_STEP,
		FACT_CASE_PLACE, FACT_CONSENT,
	};
	void *rows[ARRAY_SIZE(kinds)] = { NULL };
	size_t counts[ARRAY_SIZE(kinds)] = { 0 };
	int64_t until = gate_known_until(app, on);
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	/* Of all, nothing more where nobody has a case study. */
	for (size_t i = 0; i < ARRAY_SIZE(kinds) && rc == RC_OK &&
			   (i == 0 || counts[0] > 0 || student_id != NULL);
	     i++)
		rc = fact_list(app->store, kinds[i], student_id, until,
			       &rows[i], &counts[i], err);
	*desk = (struct desk){
		.on = on,
		.studies = rows[0], .study_count = counts[0],
		.texts = rows[1], .text_count = counts[1],
		.stays = rows[2], .stay_count = counts[2],
		.steps = rows[3], .step_count = counts[3],
		.places = rows[4], .place_count = counts[4],
		.consents = rows[5], .consent_count = counts[5],
	};
	return rc;
}

void
desk_release(struct desk *desk)
{
	mem_free(desk->studies);
	mem_free(desk->texts);
	mem_free(desk->stays);
	mem_free(desk->steps);
	mem_free(desk->places);
	mem_free(desk->consents);
	memset(desk, 0, sizeof(*desk));
}

/* ---- where each stands ---- */

const struct case_text *
desk_text(const struct desk *d, const struct id *case_id)
{
	const struct case_text *last = NULL;

	for (size_t i = 0; i < d->text_count; i++)
		if (id_equal(&d->texts[i].case_id, case_id))
			last = &d->texts[i];
	return last;
}

static enum case_stage
stage_of(const struct desk *d, const struct case_text *text)
{
	enum case_stage stage = STAGE_DRAFT;

	for (size_t i = 0; i < d->step_count && text != NULL; i++)
		if (id_equal(&d->steps[i].text_id, &text->fact.id))
			stage = case_stage_after(d->steps[i].step);
	return stage;
}

static void
read_places(const struct desk *d, const struct case_text *text,
	    struct case_row *row)
{
	struct case_standing *s = &row->standing;

	for (size_t i = 0; i < d->place_count; i++) {
		const struct case_place *p = &d->places[i];

		if (!id_equal(&p->case_id, &row->study.fact.id))
			continue;
		s->places++;
		s->up += fact_runs(&p->fact, d->on);
		s->rewritten = text != NULL &&
			       !id_equal(&p->text_id, &text->fact.id);
	}
}

/* Facts lie student by student. */
static void
read_consent(const struct desk *d, struct case_row *row)
{
	const struct consent *said, *first;
	size_t from = 0, count = 0;

	while (from < d->consent_count &&
	       !id_equal(&d->consents[from].fact.student_id,
			 &row->study.fact.student_id))
		from++;
	first = d->consents != NULL ? d->consents + from : NULL;
	while (from + count < d->consent_count &&
	       id_equal(&first[count].fact.student_id,
			&row->study.fact.student_id))
		count++;
	said = consent_said(first, count, case_purpose(row->study.kind),
			    d->on);
	row->standing.consent = consent_state(said);
	row->consent_since = said != NULL ? said->fact.on : DATE_NONE;
	if (said != NULL)
		memcpy(row->wording, said->wording, sizeof(row->wording));
}

static void
read_row(const struct desk *d, const struct case_study *study,
	 const struct student_row *student, struct case_row *row)
{
	const struct case_text *text = desk_text(d, &study->fact.id);

	memset(row, 0, sizeof(*row));
	row->study = *study;
	snprintf(row->ref, sizeof(row->ref), "%s.%d", student->reference,
		 study->fact.number);
	memcpy(row->reference, student->reference, sizeof(row->reference));
	memcpy(row->name, student->name, sizeof(row->name));
	memcpy(row->latin_name, student->latin_name,
	       sizeof(row->latin_name));
	memcpy(row->owner, student->owner, sizeof(row->owner));
	row->written_on = DATE_NONE;
	row->standing.stage = stage_of(d, text);
	read_places(d, text, row);
	read_consent(d, row);
	row->state = case_state(&row->standing);
	if (text == NULL)
		return;
	row->text_id = text->fact.id;
	row->writer_id = text->fact.by_id;
	memcpy(row->writer, text->fact.by, sizeof(row->writer));
	row->written_on = text->fact.on;
}

enum rc
desk_blank(struct app *app, const struct case_study *study,
	   struct case_row *row, struct err *err)
{
	const struct id *id = &study->fact.student_id;
	struct student_row student;
	struct desk d;
	enum rc rc = desk_load(app, id, app_today(app), &d, err);

	if (rc == RC_OK)
		rc = student_row_load(app->store, id, d.on, &student, err);
	if (rc == RC_OK)
		read_row(&d, study, &student, row);
	desk_release(&d);
	return rc;
}

/* ---- all of them ---- */

static int
compare(const void *a, const void *b)
{
	const struct case_row *x = a, *y = b;

	if (x->state != y->state)
		return (int)x->state - (int)y->state;
	return strcmp(x->ref, y->ref);
}

static const struct student_row *
student_of(const struct student_row *rows, size_t count, const struct id *id)
{
	for (size_t i = 0; i < count; i++)
		if (id_equal(&rows[i].id, id))
			return &rows[i];
	return NULL;
}

enum rc
app_cases(struct app *app, struct case_row **rows, size_t *count,
	  struct err *err)
{
	struct desk d;
	struct student_row *students = NULL;
	size_t student_count = 0;
	enum rc rc = desk_load(app, NULL, app_as_at(app), &d, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK && d.study_count > 0)
		rc = student_rows(app->store, d.on, &students, &student_count,
				  err);
	for (size_t i = 0; i < d.study_count && rc == RC_OK; i++) {
		const struct student_row *s = student_of(
			students, student_count,
			&d.studies[i].fact.student_id);

		if (s == NULL)
			continue;
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_row(&d, &d.studies[i], s, &(*rows)[(*count)++]);
	}
	mem_free(students);
	desk_release(&d);
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), compare);
	return rc;
}

/* ---- one of them ---- */

static enum rc
no_such_case(const char *ref, struct err *err)
{
	return err_set(err, RC_NOT_FOUND, "ref",
		       "There is no case study %.30s. \"case-study list\" "
		       "shows them.", ref);
}

/* The one of that number; 0: the only one. */
static enum rc
choose(const struct desk *d, const char *ref, int number,
       const struct case_study **chosen, struct err *err)
{
	if (number == 0 && d->study_count > 1)
		return err_set(err, RC_INVALID, "ref",
			       "%.20s has %zu case studies; say which, such "
			       "as %.20s.%d.", ref, d->study_count, ref,
			       d->studies[0].fact.number);
	for (size_t i = 0; i < d->study_count; i++)
		if (number == 0 || d->studies[i].fact.number == number) {
			*chosen = &d->studies[i];
			return RC_OK;
		}
	return no_such_case(ref, err);
}

/* What follows the dot; 0: it is no number. */
static int
number_after(const char *dot)
{
	size_t digits = strspn(dot + 1, "0123456789");

	return dot[1 + digits] == '\0' && digits < 9 ? atoi(dot + 1) : 0;
}

enum rc
desk_find(struct app *app, const char *ref, civil_date on, struct desk *desk,
	  struct case_row *row, struct err *err)
{
	const char *dot = strrchr(ref, '.');
	const struct case_study *study = NULL;
	struct student student;
	struct student_row of;
	char reference[CODE_SIZE];
	int number = dot != NULL ? number_after(dot) : 0;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	memset(desk, 0, sizeof(*desk));
	snprintf(reference, sizeof(reference), "%.*s",
		 (int)(dot != NULL ? dot - ref : CODE_SIZE - 1), ref);
	if (rc == RC_OK)
		rc = student_by_reference(app->store, reference, &student,
					  err);
	if (rc == RC_NOT_FOUND || (dot != NULL && number <= 0))
		return no_such_case(ref, err);
	if (rc == RC_OK)
		rc = desk_load(app, &student.id, on, desk, err);
	if (rc == RC_OK)
		rc = choose(desk, ref, number, &study, err);
	if (rc == RC_OK)
		rc = student_row_load(app->store, &student.id, on, &of, err);
	if (rc == RC_OK)
		read_row(desk, study, &of, row);
	return rc;
}

enum rc
case_check_consent(const struct case_row *row, struct err *err)
{
	char day[DATE_TEXT_SIZE + 4], why[80];

	if (case_may_leave(&row->standing))
		return RC_OK;
	snprintf(why, sizeof(why), "it was withdrawn on %s",
		 date_format_long(row->consent_since, day));
	return err_set(err, RC_CONFLICT, "consent",
		       "There is no consent of %s for \"%s\": %s. Nothing of "
		       "the text may leave.", row->reference,
		       term_label(&term_consent,
				  (int)case_purpose(row->study.kind)),
		       row->standing.consent == CONSENT_WITHDRAWN
			       ? why : "none was given");
}

/* ---- opening one ---- */

/* No look back at another day opens what is closed today. */
static enum rc
close_today(struct app *app, struct case_row *row, struct err *err)
{
	struct case_row today = *row;
	struct desk d;
	enum rc rc = desk_load(app, &row->study.fact.student_id,
			       app_today(app), &d, err);

	if (rc == RC_OK)
		read_consent(&d, &today);
	desk_release(&d);
	if (rc != RC_OK || case_may_leave(&today.standing))
		return rc;
	row->standing.consent = today.standing.consent;
	row->consent_since = today.consent_since;
	return RC_OK;
}

static void
keep_places(const struct desk *d, struct case_file *f)
{
	for (size_t i = 0; i < d->place_count; i++) {
		if (!id_equal(&d->places[i].case_id, &f->row.study.fact.id))
			continue;
		f->places = xgrow(f->places, f->place_count,
				  sizeof(*f->places));
		f->places[f->place_count++] = d->places[i];
	}
}

static void
keep_steps(const struct desk *d, struct case_file *f)
{
	for (size_t i = 0; i < d->step_count; i++) {
		if (!id_equal(&d->steps[i].case_id, &f->row.study.fact.id))
			continue;
		f->steps = xgrow(f->steps, f->step_count, sizeof(*f->steps));
		f->steps[f->step_count++] = d->steps[i];
	}
}

enum rc
app_case_open(struct app *app, const char *ref, struct case_file *f,
	      struct err *err)
{
	struct desk d;
	const struct case_text *text;
	enum rc rc;

	memset(f, 0, sizeof(*f));
	rc = desk_find(app, ref, app_as_at(app), &d, &f->row, err);
	if (rc == RC_OK)
		rc = close_today(app, &f->row, err);
	if (rc == RC_OK) {
		keep_places(&d, f);
		keep_steps(&d, f);
		text = desk_text(&d, &f->row.study.fact.id);
		if (text != NULL && case_may_leave(&f->row.standing)) {
			f->text = xstrdup(text->body);
			rc = case_details(app, &d, &f->row, f->text,
					  &f->details, &f->detail_count,
					  &f->open, err);
		}
	}
	desk_release(&d);
	if (rc != RC_OK)
		case_file_release(f);
	return rc;
}

void
case_file_release(struct case_file *f)
{
	mem_free(f->text);
	mem_free(f->details);
	mem_free(f->places);
	mem_free(f->steps);
	memset(f, 0, sizeof(*f));
}
