/* SPDX-License-Identifier: ISC */
/* Employers, vacancies, applications from made to ended, and kit on loan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/jobs_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/small_academy.h"

enum { DAY_S = 86400 };

static void
days_pass(struct small_academy *a, int days)
{
	a->at.utc_s += (int64_t)days * DAY_S;
}

static struct employer
add_employer(struct small_academy *a, const char *name)
{
	struct employer employer;

	employer_init(&employer);
	snprintf(employer.name, sizeof(employer.name), "%s", name);
	employer.sector = SECTOR_FINANCE;
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
	vacancy.level = LEVEL_JUNIOR;
	vacancy.field = FIELD_SOFTWARE_DEVELOPMENT;
	vacancy.contract = CONTRACT_PERMANENT;
	vacancy.hours = HOURS_30_PLUS;
	vacancy.salary_from_gbp = 24000;
	must(app_vacancy_save(a->app, &vacancy, e));
	return vacancy;
}

static struct application
apply(struct small_academy *a, const struct student *who,
      const struct vacancy *vacancy)
{
	struct application application;

	fact_init(FACT_APPLICATION, &application);
	application.fact.student_id = who->id;
	application.vacancy_id = vacancy->id;
	application.brokered = true;
	must(app_application_make(a->app, &application, e));
	return application;
}

static enum rc
try_step(struct small_academy *a, const struct student *who, int number,
	 enum job_step to, struct err *err)
{
	struct application_step step;

	fact_init(FACT_STEP, &step);
	step.fact.student_id = who->id;
	step.step = to;
	return app_application_step(a->app, number, &step, NULL, err);
}

static void
step(struct small_academy *a, const struct student *who, enum job_step to)
{
	must(try_step(a, who, 1, to, e));
}

static struct application_row
application_of(struct small_academy *a, const struct student *who)
{
	struct application_row *rows, row;
	size_t count;

	must(app_applications(a->app, &who->id, &rows, &count, e));
	assert_int_equal(count, 1);
	row = rows[0];
	mem_free(rows);
	return row;
}

static size_t
destinations(struct small_academy *a, const struct student *who,
	     struct destination *first)
{
	struct destination *rows;
	size_t count;

	must(app_destinations(a->app, &who->id, &rows, &count, e));
	if (count > 0)
		*first = rows[0];
	mem_free(rows);
	return count;
}

static void
release(struct small_academy *a, const struct student *who)
{
	must(app_custody(a->app, &who->id, 1, CUSTODY_RELEASED_ON_LICENCE,
			 DATE_NONE, NULL, NULL, e));
}

/* ---- employers ---- */

static void
an_employer_is_found_by_how_its_name_begins(void **state)
{
	struct small_academy *a = *state;
	struct employer found, first = add_employer(a, "North Example");
	struct err err;

	add_employer(a, "North Example Bank");
	add_employer(a, "South Example");
	must(app_employer_find(a->app, "south", &found, e));
	assert_string_equal(found.name, "South Example");
	/* The whole name, though another one begins so. */
	must(app_employer_find(a->app, "NORTH EXAMPLE", &found, e));
	assert_true(id_equal(&found.id, &first.id));
	assert_int_equal(app_employer_find(a->app, "north", &found, &err),
			 RC_INVALID);
	assert_int_equal(app_employer_find(a->app, "west", &found, &err),
			 RC_NOT_FOUND);
	first.name[0] = '\0';
	assert_int_equal(app_employer_save(a->app, &first, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "name");
	snprintf(first.name, sizeof(first.name), "south example");
	assert_int_equal(app_employer_save(a->app, &first, &err),
			 RC_INVALID);
}

static void
what_is_excluded_is_a_set_that_is_asked_about(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example"), got;
	const struct fact_member *m = &employer_members[6];
	char text[TERMS_SIZE];
	struct err err;

	assert_string_equal(m->id, "exclusions");
	employer_warning(&employer, text, sizeof(text));
	assert_string_equal(text, "");
	must(fact_member_set(m, &employer, "arson, DRIVING", e));
	must(app_employer_save(a->app, &employer, e));
	must(app_employer_load(a->app, &employer.id, &got, e));
	assert_int_equal(got.exclusions, 1 << EXCLUDES_ARSON |
					 1 << EXCLUDES_DRIVING);
	assert_string_equal(fact_member_text(m, &got, text, sizeof(text)),
			    "Arson, Driving");
	employer_warning(&got, text, sizeof(text));
	assert_string_equal(text, "This employer excludes Arson, Driving: "
				  "ask the offender manager.");
	assert_int_equal(fact_member_set(m, &got, "theft", &err),
			 RC_INVALID);
	must(fact_member_set(m, &got, "none, arson", e));
	assert_int_equal(app_employer_save(a->app, &got, &err), RC_INVALID);
	must(fact_member_set(m, &got, "none", e));
	must(app_employer_save(a->app, &got, e));
	employer_warning(&got, text, sizeof(text));
	assert_string_equal(text, "");
}

static void
a_vacancy_is_open_between_its_days(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Developer"), again = v;
	struct vacancy_row *rows;
	struct err err;
	size_t count;

	memset(&again.id, 0, sizeof(again.id));
	assert_int_equal(app_vacancy_save(a->app, &again, &err), RC_INVALID);
	assert_string_equal(err.where, "title");
	v.closes_on = app_today(a->app) + 7;
	v.salary_to_gbp = 23000;
	assert_int_equal(app_vacancy_save(a->app, &v, &err), RC_INVALID);
	assert_string_equal(err.where, "salary_to_gbp");
	v.salary_to_gbp = 28000;
	must(app_vacancy_save(a->app, &v, e));
	must(app_vacancies(a->app, &employer.id, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_true(rows[0].open);
	mem_free(rows);
	days_pass(a, 8);
	must(app_vacancies(a->app, NULL, &rows, &count, e));
	assert_false(rows[0].open);
	mem_free(rows);
	must(app_vacancy_save(a->app, &again, e));
	must(app_vacancy_find(a->app, &employer.id, "dev", &v, e));
	assert_true(id_equal(&v.id, &again.id));
	must(app_vacancy_close(a->app, &again.id, DATE_NONE, e));
	must(app_vacancies(a->app, NULL, &rows, &count, e));
	assert_false(rows[0].open || rows[1].open);
	mem_free(rows);
}

/* ---- applications ---- */

static void
made_to_started_makes_the_destination_in_one_step(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct destination d;
	uint64_t before, after;
	char summary[LINE_SIZE];

	apply(a, &a->nia, &v);
	step(a, &a->nia, STEP_INTERVIEW_BOOKED);
	days_pass(a, 7);
	step(a, &a->nia, STEP_JOB_OFFER);
	step(a, &a->nia, STEP_OFFER_ACCEPTED);
	assert_true(application_of(a, &a->nia).application.agreed_inside);
	assert_int_equal(destinations(a, &a->nia, &d), 0);
	days_pass(a, 14);
	release(a, &a->nia);
	before = records_hash(a);
	step(a, &a->nia, STEP_STARTED);
	after = records_hash(a);
	assert_int_equal(destinations(a, &a->nia, &d), 1);
	assert_int_equal(d.kind, DESTINATION_EMPLOYED_16H_PLUS);
	assert_string_equal(d.employer, "North Example");
	assert_string_equal(d.role, "Junior developer");
	assert_int_equal(d.level, LEVEL_JUNIOR);
	assert_int_equal(d.sector, SECTOR_FINANCE);
	assert_int_equal(d.field, FIELD_SOFTWARE_DEVELOPMENT);
	assert_int_equal(d.contract, CONTRACT_PERMANENT);
	assert_int_equal(d.hours, HOURS_30_PLUS);
	assert_int_equal(d.salary_gbp, 24000);
	assert_true(d.main && d.brokered && d.agreed_inside);
	assert_int_equal(d.fact.on, app_today(a->app));
	must(app_undo(a->app, summary, sizeof(summary), e));
	assert_string_equal(summary, "TST-0001, Nia Example: Started, Junior "
				     "developer at North Example");
	assert_true(records_hash(a) == before);
	must(app_redo(a->app, summary, sizeof(summary), e));
	assert_true(records_hash(a) == after);
	must(verify_all(a, e));
}

static void
what_was_agreed_outside_was_not_agreed_inside(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct destination d;

	apply(a, &a->nia, &v);
	release(a, &a->nia);
	step(a, &a->nia, STEP_JOB_OFFER);
	step(a, &a->nia, STEP_STARTED);
	assert_int_equal(destinations(a, &a->nia, &d), 1);
	assert_false(d.agreed_inside);
	assert_true(d.brokered);
}

static void
a_start_may_say_more_than_the_vacancy_does(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct application application;
	struct application_step start;
	struct destination d, got;

	fact_init(FACT_APPLICATION, &application);
	application.fact.student_id = a->nia.id;
	application.employer_id = employer.id;
	snprintf(application.title, sizeof(application.title), "Tester");
	must(app_application_make(a->app, &application, e));
	step(a, &a->nia, STEP_JOB_OFFER);
	must(app_application_start(a->app, &a->nia.id, 1,
				   app_today(a->app), &d, e));
	assert_string_equal(d.role, "Tester");
	assert_int_equal(d.level, LEVEL_NOT_KNOWN);
	d.kind = DESTINATION_APPRENTICESHIP;
	d.level = LEVEL_APPRENTICE;
	d.verified = VERIFIED_EMPLOYER;
	fact_init(FACT_STEP, &start);
	start.fact.student_id = a->nia.id;
	start.step = STEP_STARTED;
	must(app_application_step(a->app, 1, &start, &d, e));
	assert_int_equal(destinations(a, &a->nia, &got), 1);
	assert_int_equal(got.kind, DESTINATION_APPRENTICESHIP);
	assert_int_equal(got.verified, VERIFIED_EMPLOYER);
}

/* On one day the ids do not decide: two programs may have made them. */
static void
steps_of_one_day_are_in_their_own_order(void **state)
{
	struct application_step rows[STEPS];

	(void)state;
	for (int i = 0; i < STEPS; i++) {
		fact_init(FACT_STEP, &rows[i]);
		rows[i].fact.on = 1;
		rows[i].fact.id.b[0] = (unsigned char)(STEPS - i);
		rows[i].step = (enum job_step)i;
	}
	for (int from = 0; from < STEPS; from++)
		for (int to = 0; to < STEPS; to++)
			if (from != to && step_may_follow(rows[from].step,
							  rows[to].step))
				assert_true(step_compare(&rows[from],
							 &rows[to]) < 0);
	rows[STEP_STARTED].fact.on = 2;
	assert_true(step_compare(&rows[STEP_STARTED], &rows[STEP_ENDED]) > 0);
}

/* What each step may lead to is counted apart from the table of the rule. */
static void
only_some_steps_may_follow(void **state)
{
	static const char *const may[STEPS] = {
		[STEP_APPLICATION_MADE] = "-sbo---n--w",
		[STEP_SELECTED_FOR_INTERVIEW] = "--bo---nu-w",
		[STEP_INTERVIEW_BOOKED] = "--bo---nu-w",
		[STEP_JOB_OFFER] = "----as-n-dw",
		[STEP_OFFER_ACCEPTED] = "-----s-n-dw",
		[STEP_STARTED] = "------e----",
		[STEP_ENDED] = "-----------",
		[STEP_APPLICATION_UNSUCCESSFUL] = "-----------",
		[STEP_UNSUCCESSFUL_AT_INTERVIEW] = "-----------",
		[STEP_OFFER_WITHDRAWN] = "-----------",
		[STEP_WITHDRAWN] = "-----------",
	};

	(void)state;
	for (int from = 0; from < STEPS; from++) {
		for (int to = 0; to < STEPS; to++)
			assert_int_equal(step_may_follow((enum job_step)from,
							 (enum job_step)to),
					 may[from][to] != '-');
		assert_int_equal(step_is_last((enum job_step)from),
				 strcmp(may[from], "-----------") == 0);
		assert_int_equal(step_is_open((enum job_step)from),
				 may[from][STEP_WITHDRAWN] == 'w');
	}
}

static void
a_step_out_of_order_is_refused(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct application_step early;
	struct err err;

	apply(a, &a->nia, &v);
	assert_int_equal(try_step(a, &a->nia, 1, STEP_STARTED, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "step");
	assert_int_equal(try_step(a, &a->nia, 2, STEP_JOB_OFFER, &err),
			 RC_NOT_FOUND);
	fact_init(FACT_STEP, &early);
	early.fact.student_id = a->nia.id;
	early.fact.on = app_today(a->app) - 1;
	early.step = STEP_JOB_OFFER;
	assert_int_equal(app_application_step(a->app, 1, &early, NULL, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "on");
	step(a, &a->nia, STEP_JOB_OFFER);
	step(a, &a->nia, STEP_OFFER_WITHDRAWN);
	assert_int_equal(try_step(a, &a->nia, 1, STEP_STARTED, &err),
			 RC_CONFLICT);
	assert_int_equal(application_of(a, &a->nia).application.step,
			 STEP_OFFER_WITHDRAWN);
}

static void
the_end_of_a_job_ends_its_destination(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct destination d;

	apply(a, &a->nia, &v);
	step(a, &a->nia, STEP_JOB_OFFER);
	step(a, &a->nia, STEP_STARTED);
	days_pass(a, 30);
	step(a, &a->nia, STEP_ENDED);
	assert_int_equal(destinations(a, &a->nia, &d), 1);
	assert_int_equal(d.fact.ended_on, app_today(a->app));
	assert_int_equal(d.fact.ended_as, ENDED_DONE);
	/* Void: it goes on after all. */
	must(app_fact_void(a->app, FACT_STEP, &a->nia.id, 3, "Still there",
			   e));
	assert_int_equal(destinations(a, &a->nia, &d), 1);
	assert_int_equal(d.fact.ended_on, DATE_NONE);
	assert_int_equal(application_of(a, &a->nia).application.step,
			 STEP_STARTED);
}

static void
a_wrong_step_is_void_with_what_it_made(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct destination d;
	struct err err;

	apply(a, &a->nia, &v);
	step(a, &a->nia, STEP_JOB_OFFER);
	step(a, &a->nia, STEP_STARTED);
	assert_int_equal(app_fact_void(a->app, FACT_STEP, &a->nia.id, 1,
				       "Wrong", &err), RC_CONFLICT);
	assert_int_equal(app_fact_void(a->app, FACT_APPLICATION, &a->nia.id,
				       1, "Wrong", &err), RC_CONFLICT);
	/* The destination was put right since: what took its place goes. */
	assert_int_equal(destinations(a, &a->nia, &d), 1);
	d.salary_gbp = 25000;
	must(app_fact_replace(a->app, FACT_DESTINATION, 1, &d, "The pay",
			      e));
	must(app_fact_void(a->app, FACT_STEP, &a->nia.id, 2, "Wrong", e));
	assert_int_equal(destinations(a, &a->nia, &d), 0);
	must(app_fact_void(a->app, FACT_STEP, &a->nia.id, 1, "Wrong", e));
	assert_int_equal(application_of(a, &a->nia).application.step,
			 STEP_APPLICATION_MADE);
	must(app_fact_void(a->app, FACT_APPLICATION, &a->nia.id, 1, "Wrong",
			   e));
	must(verify_all(a, e));
}

static void
nobody_applies_twice_nor_where_it_is_closed(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct application again = apply(a, &a->nia, &v);
	struct err err;

	assert_int_equal(app_application_make(a->app, &again, &err),
			 RC_CONFLICT);
	step(a, &a->nia, STEP_WITHDRAWN);
	must(app_application_make(a->app, &again, e));
	must(app_vacancy_close(a->app, &v.id, DATE_NONE, e));
	again.fact.student_id = a->tom.id;
	assert_int_equal(app_application_make(a->app, &again, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "vacancy_id");
	memset(&again.vacancy_id, 0, sizeof(again.vacancy_id));
	must(app_employer_end(a->app, &employer.id, DATE_NONE, e));
	assert_int_equal(app_application_make(a->app, &again, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "employer_id");
	act_as(a, ROLE_VIEWER);
	assert_int_equal(app_application_make(a->app, &again, &err),
			 RC_DENIED);
	assert_int_equal(app_employer_save(a->app, &employer, &err),
			 RC_DENIED);
}

static void
who_said_no_is_not_put_forward(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct consent consent;
	struct application application;
	struct err err;

	fact_init(FACT_CONSENT, &consent);
	consent.fact.student_id = a->nia.id;
	consent.purpose = CONSENT_SHARE_WITH_EMPLOYER;
	must(app_fact_add(a->app, FACT_CONSENT, &consent, e));
	fact_init(FACT_APPLICATION, &application);
	application.fact.student_id = a->nia.id;
	application.vacancy_id = v.id;
	application.brokered = true;
	assert_int_equal(app_application_make(a->app, &application, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "brokered");
	application.brokered = false;
	must(app_application_make(a->app, &application, e));
}

static void
an_employer_counts_who_is_on_the_way(void **state)
{
	struct small_academy *a = *state;
	struct employer employer = add_employer(a, "North Example");
	struct vacancy v = add_vacancy(a, &employer, "Junior developer");
	struct employer_row *rows;
	size_t count;

	apply(a, &a->nia, &v);
	apply(a, &a->tom, &v);
	step(a, &a->nia, STEP_JOB_OFFER);
	step(a, &a->nia, STEP_STARTED);
	must(app_employers(a->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].vacancies, 1);
	assert_int_equal(rows[0].applying, 1);
	assert_int_equal(rows[0].started, 1);
	assert_true(rows[0].active);
	mem_free(rows);
	/* Before any of it was known. */
	app_set_as_at(a->app, app_today(a->app) - 1);
	must(app_employers(a->app, &rows, &count, e));
	assert_int_equal(rows[0].applying + rows[0].started, 0);
	mem_free(rows);
}

/* ---- kit ---- */

static void
kit_is_lent_once_and_comes_back(void **state)
{
	struct small_academy *a = *state;
	struct loan_row *rows;
	struct kit_loan loan;
	struct err err;
	size_t count;

	fact_init(FACT_LOAN, &loan);
	loan.fact.student_id = a->nia.id;
	snprintf(loan.item, sizeof(loan.item), "Laptop");
	snprintf(loan.tag, sizeof(loan.tag), "LT-07");
	loan.due_on = app_today(a->app) - 1;
	assert_int_equal(app_fact_add(a->app, FACT_LOAN, &loan, &err),
			 RC_INVALID);
	loan.due_on = app_today(a->app) + 7;
	must(app_fact_add(a->app, FACT_LOAN, &loan, e));
	loan.fact.student_id = a->tom.id;
	snprintf(loan.tag, sizeof(loan.tag), "lt-07");
	assert_int_equal(app_fact_add(a->app, FACT_LOAN, &loan, &err),
			 RC_CONFLICT);
	assert_string_equal(err.text, "lt-07 is out to TST-0001, Nia Example; "
				      "note its return first.");
	days_pass(a, 8);
	act_as(a, ROLE_VIEWER);
	must(app_loans(a->app, NULL, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_true(rows[0].out && rows[0].overdue);
	assert_string_equal(rows[0].reference, "TST-0001");
	mem_free(rows);
	act_as_ada(a);
	must(app_fact_end(a->app, FACT_LOAN, &a->nia.id, 1, ENDED_DONE,
			  DATE_NONE, "Lid is scratched", e));
	must(app_loans(a->app, &a->nia.id, &rows, &count, e));
	assert_false(rows[0].out || rows[0].overdue);
	assert_string_equal(rows[0].loan.returned, "Lid is scratched");
	mem_free(rows);
	must(app_fact_add(a->app, FACT_LOAN, &loan, e));
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_employer_is_found_by_how_its_name_begins),
		T(what_is_excluded_is_a_set_that_is_asked_about),
		T(a_vacancy_is_open_between_its_days),
		T(made_to_started_makes_the_destination_in_one_step),
		T(what_was_agreed_outside_was_not_agreed_inside),
		T(a_start_may_say_more_than_the_vacancy_does),
		T(steps_of_one_day_are_in_their_own_order),
		T(only_some_steps_may_follow),
		T(a_step_out_of_order_is_refused),
		T(the_end_of_a_job_ends_its_destination),
		T(a_wrong_step_is_void_with_what_it_made),
		T(nobody_applies_twice_nor_where_it_is_closed),
		T(who_said_no_is_not_put_forward),
		T(an_employer_counts_who_is_on_the_way),
		T(kit_is_lent_once_and_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
