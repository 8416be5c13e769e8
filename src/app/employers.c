/* SPDX-License-Identifier: ISC */
#include "app/jobs_app.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "store/employer_store.h"
#include "store/site_store.h"

/* ---- lists ---- */

static void
owner_code(struct app *app, const struct id *owner, char code[CODE_SIZE])
{
	struct site site;

	code[0] = '\0';
	if (!id_is_zero(owner) &&
	    site_load(app->store, owner, &site, NULL) == RC_OK)
		memcpy(code, site.code, CODE_SIZE);
}

static void
count_people(struct employer_row *row, const struct application_row *rows,
	     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct application *a = &rows[i].application;

		if (!id_equal(&a->employer_id, &row->employer.id))
			continue;
		row->applying += step_is_open(a->step);
		row->started += a->step == STEP_STARTED;
	}
}

static enum rc
fill_employers(struct app *app, const struct employer *employers,
	       struct employer_row *rows, size_t count, struct err *err)
{
	struct application_row *people = NULL;
	struct vacancy *vacancies = NULL;
	size_t person_count = 0, vacancy_count = 0;
	civil_date on = app_as_at(app);
	enum rc rc = app_applications(app, NULL, &people, &person_count, err);

	if (rc == RC_OK)
		rc = vacancy_list(app->store, NULL, &vacancies,
				  &vacancy_count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		struct employer_row *row = &rows[i];

		row->employer = employers[i];
		owner_code(app, &employers[i].owner_id, row->owner);
		row->active = employer_is_active(&employers[i], on);
		count_people(row, people, person_count);
		for (size_t k = 0; k < vacancy_count; k++)
			row->vacancies += row->active &&
				id_equal(&vacancies[k].employer_id,
					 &employers[i].id) &&
				vacancy_is_open(&vacancies[k], on);
	}
	mem_free(people);
	mem_free(vacancies);
	return rc;
}

enum rc
app_employers(struct app *app, struct employer_row **rows, size_t *count,
	      struct err *err)
{
	struct employer *employers = NULL;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = employer_list(app->store, &employers, count, err);
	if (rc == RC_OK && *count > 0) {
		*rows = xcalloc(*count, sizeof(**rows));
		rc = fill_employers(app, employers, *rows, *count, err);
	}
	mem_free(employers);
	return rc;
}

enum rc
app_vacancies(struct app *app, const struct id *employer_id,
	      struct vacancy_row **rows, size_t *count, struct err *err)
{
	struct vacancy *all = NULL;
	struct application_row *people = NULL;
	struct employer employer;
	size_t person_count = 0;
	enum rc rc = app_applications(app, NULL, &people, &person_count, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = vacancy_list(app->store, employer_id, &all, count, err);
	if (rc == RC_OK && *count > 0)
		*rows = xcalloc(*count, sizeof(**rows));
	for (size_t i = 0; i < *count && rc == RC_OK; i++) {
		struct vacancy_row *row = &(*rows)[i];

		row->vacancy = all[i];
		rc = employer_load(app->store, &all[i].employer_id, &employer,
				   err);
		memcpy(row->employer, employer.name, NAME_SIZE);
		row->open = employer_is_active(&employer, app_as_at(app)) &&
			    vacancy_is_open(&all[i], app_as_at(app));
		for (size_t k = 0; k < person_count; k++) {
			const struct application *a = &people[k].application;

			if (!id_equal(&a->vacancy_id, &all[i].id))
				continue;
			row->applying += step_is_open(a->step);
			row->started += a->step == STEP_STARTED;
		}
	}
	mem_free(people);
	mem_free(all);
	return rc;
}

/* ---- by name ---- */

/* Two: it is the name. One: the name begins so. */
static int
match(const char *name, const char *text)
{
	return strcasecmp(name, text) == 0	       ? 2
	       : strncasecmp(name, text, strlen(text)) == 0 ? 1
							    : 0;
}

static enum rc
not_one(const char *noun, const char *text, size_t found, struct err *err)
{
	if (found == 0)
		return err_set(err, RC_NOT_FOUND, noun,
			       "There is no %s \"%.60s\" here; \"%s list\" "
			       "shows the names.", noun, text, noun);
	return err_set(err, RC_INVALID, noun,
		       "\"%.60s\" begins the name of more than one %s; write "
		       "more of it.", text, noun);
}

enum rc
app_employer_find(struct app *app, const char *name, struct employer *found,
		  struct err *err)
{
	struct employer *rows = NULL;
	size_t count = 0, hits = 0;
	int best = 1;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = employer_list(app->store, &rows, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		char code[CODE_SIZE], full[NAME_SIZE + CODE_SIZE + 4];
		int fit = match(rows[i].name, name), said;

		/* Another place's may be told from ours: "Name (ACB)". */
		owner_code(app, &rows[i].owner_id, code);
		snprintf(full, sizeof(full), "%s (%s)", rows[i].name, code);
		said = match(full, name);
		if (code[0] != '\0' && fit == 2)
			fit = 1;
		if (said > fit)
			fit = said;
		if (fit < best)
			continue;
		hits = fit > best ? 1 : hits + 1;
		best = fit;
		*found = rows[i];
	}
	mem_free(rows);
	if (rc != RC_OK)
		return rc;
	return hits == 1 ? RC_OK : not_one("employer", name, hits, err);
}

enum rc
app_employer_load(struct app *app, const struct id *id,
		  struct employer *employer, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = employer_load(app->store, id, employer, err);
	return rc == RC_NOT_FOUND
		       ? err_set(err, RC_NOT_FOUND, "employer",
				 "That employer is not here any more.")
		       : rc;
}

enum rc
app_vacancy_find(struct app *app, const struct id *employer_id,
		 const char *title, struct vacancy *found, struct err *err)
{
	struct vacancy *rows = NULL;
	size_t count = 0, hits = 0;
	int best = 1;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = vacancy_list(app->store, employer_id, &rows, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		int fit = 2 * match(rows[i].title, title);

		fit += fit > 0 && vacancy_is_open(&rows[i], app_as_at(app));
		if (fit < best)
			continue;
		hits = fit > best ? 1 : hits + 1;
		best = fit;
		*found = rows[i];
	}
	mem_free(rows);
	if (rc != RC_OK)
		return rc;
	return hits == 1 ? RC_OK : not_one("vacancy", title, hits, err);
}

/* ---- saving ---- */

enum rc
app_employer_is_ours(struct app *app, const struct employer *employer,
		     struct err *err)
{
	char code[CODE_SIZE];

	if (id_is_zero(&employer->owner_id))
		return RC_OK;
	owner_code(app, &employer->owner_id, code);
	return err_set(err, RC_CONFLICT, "employer",
		       "%s keeps the record of %.80s, and sends it; it is only "
		       "read here.", code[0] != '\0' ? code : "Another place",
		       employer->name);
}

static enum rc
check_name(struct app *app, const struct employer *employer, struct err *err)
{
	struct employer *rows;
	size_t count;
	enum rc rc = employer_list(app->store, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (id_is_zero(&rows[i].owner_id) &&
		    !id_equal(&rows[i].id, &employer->id) &&
		    strcasecmp(rows[i].name, employer->name) == 0)
			rc = err_set(err, RC_INVALID, "name",
				     "There is an employer of that name; "
				     "change that one, or say which branch "
				     "this is.");
	mem_free(rows);
	return rc;
}

enum rc
app_employer_save(struct app *app, struct employer *employer, struct err *err)
{
	bool is_new = id_is_zero(&employer->id);
	struct employer before;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	if (rc == RC_OK && !is_new) {
		rc = app_employer_load(app, &employer->id, &before, err);
		if (rc == RC_OK)
			rc = app_employer_is_ours(app, &before, err);
	}
	if (rc == RC_OK)
		rc = employer_check(employer, err);
	if (rc == RC_OK)
		rc = check_name(app, employer, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_SUPPORT,
			       is_new ? "employer.add" : "employer.change", 0,
			       err, "%s the employer %s",
			       is_new ? "Added" : "Changed", employer->name);
	if (rc != RC_OK)
		return rc;
	rc = app_end(app, employer_put(app->store, employer, err), err);
	if (rc != RC_OK && is_new)
		memset(&employer->id, 0, sizeof(employer->id));
	return rc;
}

enum rc
app_employer_end(struct app *app, const struct id *id, civil_date on,
		 struct err *err)
{
	struct employer employer;
	enum rc rc = app_employer_load(app, id, &employer, err);

	if (rc != RC_OK)
		return rc;
	employer.ended_on = on == DATE_NONE ? app_today(app) : on;
	return app_employer_save(app, &employer, err);
}

/* Closed ones may have had the same title. */
static enum rc
check_title(struct app *app, const struct vacancy *vacancy, struct err *err)
{
	civil_date today = app_today(app);
	struct vacancy *rows;
	size_t count;
	enum rc rc = vacancy_list(app->store, &vacancy->employer_id, &rows,
				  &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (!id_equal(&rows[i].id, &vacancy->id) &&
		    vacancy_is_open(&rows[i], today) &&
		    vacancy_is_open(vacancy, today) &&
		    strcasecmp(rows[i].title, vacancy->title) == 0)
			rc = err_set(err, RC_INVALID, "title",
				     "That vacancy is open there already; "
				     "change it, or close it first.");
	mem_free(rows);
	return rc;
}

enum rc
app_vacancy_save(struct app *app, struct vacancy *vacancy, struct err *err)
{
	bool is_new = id_is_zero(&vacancy->id);
	struct employer employer;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	if (rc == RC_OK)
		rc = app_employer_load(app, &vacancy->employer_id, &employer,
				       err);
	if (rc == RC_OK)
		rc = app_employer_is_ours(app, &employer, err);
	if (rc == RC_OK)
		rc = vacancy_check(vacancy, err);
	if (rc == RC_OK)
		rc = check_title(app, vacancy, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_SUPPORT,
			       is_new ? "vacancy.add" : "vacancy.change", 0,
			       err, "%s the vacancy %s at %s",
			       is_new ? "Added" : "Changed", vacancy->title,
			       employer.name);
	if (rc != RC_OK)
		return rc;
	rc = app_end(app, vacancy_put(app->store, vacancy, err), err);
	if (rc != RC_OK && is_new)
		memset(&vacancy->id, 0, sizeof(vacancy->id));
	return rc;
}

enum rc
app_vacancy_close(struct app *app, const struct id *id, civil_date on,
		  struct err *err)
{
	struct vacancy vacancy;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	if (rc == RC_OK)
		rc = vacancy_load(app->store, id, &vacancy, err);
	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_NOT_FOUND, "vacancy",
			       "That vacancy is not here any more.");
	if (rc != RC_OK)
		return rc;
	vacancy.closed_on = on == DATE_NONE ? app_today(app) : on;
	return app_vacancy_save(app, &vacancy, err);
}
