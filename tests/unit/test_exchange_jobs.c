/* SPDX-License-Identifier: ISC */
/* Employers and applications across the air gap: head office learns of all of
 * them, another academy of those that somebody who goes there applied to, and
 * each place changes its own alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/jobs_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/three_places.h"

static struct employer
add_employer(struct small_academy *a, const char *name)
{
	struct employer employer;

	employer_init(&employer);
	snprintf(employer.name, sizeof(employer.name), "%s", name);
	employer.exclusions = 1u << EXCLUDES_ARSON | 1u << EXCLUDES_OTHER;
	must(app_employer_save(a->app, &employer, e));
	return employer;
}

static struct vacancy
add_vacancy(struct small_academy *a, const struct employer *employer,
	    const char *title)
{
	struct vacancy vacancy;

	vacancy_init(&vacancy);
	vacancy.employer_id = employer->id;
	snprintf(vacancy.title, sizeof(vacancy.title), "%s", title);
	must(app_vacancy_save(a->app, &vacancy, e));
	return vacancy;
}

static void
apply(struct small_academy *a, const struct student *who,
      const struct vacancy *vacancy)
{
	struct application application;

	fact_init(FACT_APPLICATION, &application);
	application.fact.student_id = who->id;
	application.vacancy_id = vacancy->id;
	must(app_application_make(a->app, &application, e));
}

static size_t
employers(struct small_academy *a, struct employer_row *first)
{
	struct employer_row *rows;
	size_t count;

	must(app_employers(a->app, &rows, &count, e));
	if (count > 0)
		*first = rows[0];
	mem_free(rows);
	return count;
}

static void
carry_return(struct places *p, struct small_academy *from)
{
	char *path = send_return(p, from);

	take_in(p->hq, path);
	mem_free(path);
	next_day(p);
}

static void
carry_transfer(struct places *p, struct small_academy *from,
	       struct small_academy *to, const char *code,
	       const struct id *who)
{
	char *path = send_transfer(p, from, code, who);

	take_in(to, path);
	mem_free(path);
	next_day(p);
}

static void
head_office_learns_of_every_employer(void **state)
{
	struct places *p = *state;
	struct employer employer = add_employer(p->aca, "North Example");
	struct employer_row row;
	struct vacancy v = add_vacancy(p->aca, &employer, "Developer");
	struct vacancy_row *vacancies;
	size_t count;
	struct err err;

	add_employer(p->aca, "South Example");
	carry_return(p, p->aca);
	assert_int_equal(employers(p->hq, &row), 2);
	assert_string_equal(row.employer.name, "North Example");
	assert_string_equal(row.owner, "ACA");
	assert_int_equal(row.employer.exclusions, employer.exclusions);
	assert_int_equal(row.vacancies, 1);
	/* It is read there, and changes when its own place changes it. */
	snprintf(row.employer.name, sizeof(row.employer.name), "Mine");
	assert_int_equal(app_employer_save(p->hq->app, &row.employer, &err),
			 RC_CONFLICT);
	snprintf(employer.name, sizeof(employer.name), "North Renamed");
	must(app_employer_save(p->aca->app, &employer, e));
	must(app_vacancy_close(p->aca->app, &v.id, DATE_NONE, e));
	carry_return(p, p->aca);
	assert_int_equal(employers(p->hq, &row), 2);
	assert_string_equal(row.employer.name, "North Renamed");
	must(app_vacancies(p->hq->app, &employer.id, &vacancies, &count, e));
	assert_int_equal(count, 1);
	assert_false(vacancies[0].open);
	mem_free(vacancies);
	must(verify_all(p->hq, e));
}

/* The one line of a return about employers; none: its state is LINE_SAME. */
static struct bundle_line
employers_line(struct small_academy *at, const char *path)
{
	struct bundle_line found = { .state = LINE_SAME };
	struct import_bundle *bundle;
	const struct bundle_line *lines;
	size_t count;

	must(exchange_open(at->app, path, NULL, NULL, &bundle, e));
	lines = import_bundle_lines(bundle, &count);
	for (size_t i = 0; i < count; i++)
		if (lines[i].employers)
			found = lines[i];
	import_bundle_free(bundle);
	return found;
}

/* Takes in students alone. */
static void
leave_employers(struct small_academy *at, const char *path)
{
	struct import_bundle *bundle;
	const struct bundle_line *lines;
	bool accept[20];
	size_t count;

	must(exchange_open(at->app, path, NULL, NULL, &bundle, e));
	lines = import_bundle_lines(bundle, &count);
	assert_true(count < ARRAY_SIZE(accept));
	for (size_t i = 0; i < count; i++)
		accept[i] = !lines[i].employers;
	must(exchange_apply(at->app, bundle, accept, e));
	import_bundle_free(bundle);
}

static void
what_a_return_says_of_employers_is_shown_first(void **state)
{
	struct places *p = *state;
	struct employer employer = add_employer(p->aca, "North Example");
	struct employer_row row;
	struct bundle_line line;
	struct vacancy v;
	char *path;

	add_employer(p->aca, "South Example");
	v = add_vacancy(p->aca, &employer, "Developer");
	apply(p->aca, &p->aca->nia, &v);
	path = send_return(p, p->aca);
	line = employers_line(p->hq, path);
	assert_int_equal(line.state, LINE_NEW);
	assert_string_equal(line.why, "3 new, 0 changed, 0 taken away");
	/* Left out: only what somebody who is taken in has applied to. */
	leave_employers(p->hq, path);
	assert_int_equal(employers(p->hq, &row), 1);
	assert_string_equal(row.employer.name, "North Example");
	take_in(p->hq, path);
	assert_int_equal(employers(p->hq, &row), 2);
	assert_int_equal(employers_line(p->hq, path).state, LINE_SAME);
	mem_free(path);
	next_day(p);
	snprintf(employer.name, sizeof(employer.name), "North Renamed");
	must(app_employer_save(p->aca->app, &employer, e));
	path = send_return(p, p->aca);
	line = employers_line(p->hq, path);
	assert_int_equal(line.state, LINE_CHANGED);
	assert_string_equal(line.why, "0 new, 1 changed, 0 taken away");
	take_in(p->hq, path);
	mem_free(path);
	must(verify_all(p->hq, e));
}

static void
what_was_undone_there_goes_here(void **state)
{
	struct places *p = *state;
	struct employer employer = add_employer(p->aca, "North Example");
	struct vacancy v = add_vacancy(p->aca, &employer, "Developer");
	struct employer_row row;
	struct vacancy_row *vacancies;
	char summary[LINE_SIZE], *path;
	size_t count;

	apply(p->aca, &p->aca->nia, &v);
	add_vacancy(p->aca, &employer, "Mistaken");
	add_employer(p->aca, "Mistaken Example");
	carry_return(p, p->aca);
	assert_int_equal(employers(p->hq, &row), 2);
	must(app_undo(p->aca->app, summary, sizeof(summary), e));
	must(app_undo(p->aca->app, summary, sizeof(summary), e));
	path = send_return(p, p->aca);
	assert_string_equal(employers_line(p->hq, path).why,
			    "0 new, 0 changed, 2 taken away");
	take_in(p->hq, path);
	assert_int_equal(employers(p->hq, &row), 1);
	assert_string_equal(row.employer.name, "North Example");
	/* Somebody has applied to the other. */
	must(app_vacancies(p->hq->app, &employer.id, &vacancies, &count, e));
	assert_int_equal(count, 1);
	assert_true(id_equal(&vacancies[0].vacancy.id, &v.id));
	mem_free(vacancies);
	/* It is one step, as all of it. */
	must(app_undo(p->hq->app, summary, sizeof(summary), e));
	assert_int_equal(employers(p->hq, &row), 2);
	must(app_redo(p->hq->app, summary, sizeof(summary), e));
	assert_int_equal(employers(p->hq, &row), 1);
	must(verify_all(p->hq, e));
	mem_free(path);
}

static void
a_transfer_takes_along_what_was_applied_to(void **state)
{
	struct places *p = *state;
	struct employer employer = add_employer(p->aca, "North Example");
	struct vacancy v = add_vacancy(p->aca, &employer, "Developer");
	struct application_row *rows;
	struct application_step step;
	struct employer_row row;
	struct err err;
	size_t count;

	add_employer(p->aca, "South Example");
	apply(p->aca, &p->aca->nia, &v);
	carry_transfer(p, p->aca, p->bbb, "BBB", &p->aca->nia.id);
	assert_int_equal(employers(p->bbb, &row), 1);
	assert_string_equal(row.owner, "ACA");
	assert_int_equal(row.applying, 1);
	/* The application goes on where the person is. */
	fact_init(FACT_STEP, &step);
	step.fact.student_id = p->aca->nia.id;
	step.step = STEP_JOB_OFFER;
	assert_int_equal(app_application_step(p->aca->app, 1, &step, NULL,
					      &err), RC_CONFLICT);
	must(app_application_step(p->bbb->app, 1, &step, NULL, e));
	/* Head office hears of it from there before it does from the place
	 * that keeps the employer. */
	carry_return(p, p->bbb);
	assert_int_equal(employers(p->hq, &row), 1);
	assert_string_equal(row.owner, "ACA");
	must(app_applications(p->hq->app, NULL, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].application.step, STEP_JOB_OFFER);
	assert_string_equal(rows[0].employer, "North Example");
	mem_free(rows);
	carry_return(p, p->aca);
	assert_int_equal(employers(p->hq, &row), 2);
	must(verify_all(p->hq, e));
	must(verify_all(p->bbb, e));
}

static void
what_came_with_somebody_is_as_its_own_place_says(void **state)
{
	struct places *p = *state;
	struct employer employer = add_employer(p->aca, "North Example");
	struct vacancy v = add_vacancy(p->aca, &employer, "Developer");
	struct vacancy later;
	struct employer_row row;
	struct vacancy_row *vacancies;
	size_t count;

	apply(p->aca, &p->aca->nia, &v);
	apply(p->aca, &p->aca->tom, &v);
	carry_transfer(p, p->aca, p->bbb, "BBB", &p->aca->nia.id);
	snprintf(employer.name, sizeof(employer.name), "North Renamed");
	must(app_employer_save(p->aca->app, &employer, e));
	later = add_vacancy(p->aca, &employer, "Tester");
	carry_return(p, p->aca);
	/* An older name from elsewhere changes nothing at head office. */
	carry_return(p, p->bbb);
	assert_int_equal(employers(p->hq, &row), 1);
	assert_string_equal(row.employer.name, "North Renamed");
	/* The next one who goes brings what is new. */
	carry_transfer(p, p->aca, p->bbb, "BBB", &p->aca->tom.id);
	assert_int_equal(employers(p->bbb, &row), 1);
	assert_string_equal(row.employer.name, "North Renamed");
	assert_int_equal(row.applying, 2);
	must(app_vacancies(p->bbb->app, &employer.id, &vacancies, &count,
			   e));
	assert_int_equal(count, 2);
	assert_true(id_equal(&vacancies[1].vacancy.id, &later.id));
	mem_free(vacancies);
}

#define T(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(head_office_learns_of_every_employer),
		T(what_a_return_says_of_employers_is_shown_first),
		T(what_was_undone_there_goes_here),
		T(a_transfer_takes_along_what_was_applied_to),
		T(what_came_with_somebody_is_as_its_own_place_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
