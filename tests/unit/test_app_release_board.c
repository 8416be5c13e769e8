/* SPDX-License-Identifier: ISC */
/* Who goes out soon, and what is not ready for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/jobs_app.h"
#include "app/release_board.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/parcels.h"

static void
goes(struct small_academy *a, const struct student *who, int days,
     enum confidence confidence)
{
	struct release_date date = {
		.on = app_today(a->app) + days, .kind = RELEASE_CONDITIONAL,
		.confidence = confidence,
	};

	must(app_custody(a->app, &who->id, 1, CUSTODY_IN_THIS_PRISON,
			 DATE_NONE, NULL, NULL, e));
	must(app_release_date(a->app, &who->id, &date, e));
}

static size_t
board(struct small_academy *a, struct release_row *first)
{
	struct release_row *rows;
	size_t count;

	must(app_release_board(a->app, BOARD_DAYS, &rows, &count, e));
	if (count > 0)
		*first = rows[0];
	mem_free(rows);
	return count;
}

static void
check(struct small_academy *a, enum check_item item, enum check_state state)
{
	struct plan_check row;

	fact_init(FACT_CHECK, &row);
	row.fact.student_id = a->nia.id;
	row.item = item;
	row.state = state;
	must(app_fact_add(a->app, FACT_CHECK, &row, e));
}

static void
housing_is(struct small_academy *a, enum need state)
{
	struct pathway_need row;

	fact_init(FACT_PATHWAY, &row);
	row.fact.student_id = a->nia.id;
	row.pathway = PATHWAY_ACCOMMODATION;
	row.state = state;
	must(app_fact_add(a->app, FACT_PATHWAY, &row, e));
}

static void
readiness_is(struct small_academy *a, enum readiness readiness)
{
	struct support_plan row;

	fact_init(FACT_PLAN, &row);
	row.fact.student_id = a->nia.id;
	row.readiness = readiness;
	must(app_fact_add(a->app, FACT_PLAN, &row, e));
}

/* ---- who is on it ---- */

static void
who_goes_within_twelve_weeks_is_on_it(void **state)
{
	struct small_academy *a = *state;
	struct release_row row;

	assert_int_equal(board(a, &row), 0);
	goes(a, &a->nia, BOARD_DAYS, CONFIDENCE_EXPECTED);
	goes(a, &a->tom, BOARD_DAYS + 1, CONFIDENCE_CONFIRMED);
	assert_int_equal(board(a, &row), 1);
	assert_string_equal(row.reference, a->nia.reference);
	assert_int_equal(row.days, BOARD_DAYS);
	assert_int_equal(row.kind, RELEASE_CONDITIONAL);
	assert_int_equal(row.confidence, CONFIDENCE_EXPECTED);
	assert_false(row.graduate);
	assert_int_equal(row.required, 3);
	/* The first to go is first; a day that is past stays. */
	goes(a, &a->tom, -3, CONFIDENCE_CONFIRMED);
	assert_int_equal(board(a, &row), 2);
	assert_string_equal(row.reference, a->tom.reference);
	assert_int_equal(row.days, -3);
}

static void
who_is_out_or_gone_is_not(void **state)
{
	struct small_academy *a = *state;
	struct small_academy *other = small_academy_new("BBB", false);
	struct parcel parcel;
	struct release_row row;

	goes(a, &a->nia, 10, CONFIDENCE_CONFIRMED);
	goes(a, &a->tom, 20, CONFIDENCE_CONFIRMED);
	assert_int_equal(board(a, &row), 2);
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED, DATE_NONE,
			 NULL, NULL, e));
	assert_int_equal(board(a, &row), 1);
	assert_string_equal(row.reference, a->tom.reference);
	meet_each_other(a, other);
	parcel = pack_transfer(a, other, &a->tom);
	parcel_release(&parcel);
	assert_int_equal(board(a, &row), 0);
	assert_int_equal(small_academy_free(other), 0);
}

static void
who_left_the_course_is_on_it_with_a_plan_alone(void **state)
{
	struct small_academy *a = *state;
	struct release_row row;

	goes(a, &a->nia, 10, CONFIDENCE_CONFIRMED);
	must(app_enrol(a->app, &a->nia.id, 1, ENROLMENT_WITHDRAWN, DATE_NONE,
		       "OTHER", NULL, e));
	assert_int_equal(board(a, &row), 0);
	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE,
			 NULL, e));
	assert_int_equal(board(a, &row), 1);
}

/* ---- what is ready ---- */

static void
nothing_recorded_is_nothing_ready(void **state)
{
	struct small_academy *a = *state;
	struct buf wants = BUF_INIT;
	struct release_row row;

	goes(a, &a->nia, 10, CONFIDENCE_CONFIRMED);
	assert_int_equal(board(a, &row), 1);
	release_row_wants(&row, &wants);
	assert_string_equal(wants.ptr, "the whole checklist; readiness for "
			    "work; housing; a place agreed");
	buf_release(&wants);
	assert_int_equal(row.open_count, CHECK_ITEMS);
	assert_int_equal(row.work, READY_NO);
	assert_int_equal(row.housing, READY_NO);
	assert_int_equal(row.licence, READY_NO);
	assert_int_equal(row.place, READY_NO);
}

static void
what_was_seen_to_is_not_open(void **state)
{
	struct small_academy *a = *state;
	struct buf wants = BUF_INIT;
	struct release_row row;

	goes(a, &a->nia, 10, CONFIDENCE_CONFIRMED);
	for (int i = 0; i < CHECK_ITEMS; i++)
		check(a, (enum check_item)i, CHECK_COMPLETED);
	check(a, CHECK_LAPTOP, CHECK_NOT_NEEDED);
	check(a, CHECK_PHONE, CHECK_IN_PROGRESS);
	check(a, CHECK_LICENCE_CONDITIONS, CHECK_NOT_STARTED);
	readiness_is(a, READINESS_SUPPORT_NEEDED);
	assert_int_equal(board(a, &row), 1);
	assert_int_equal(row.open_count, 2);
	assert_true(row.open[CHECK_PHONE]);
	assert_int_equal(row.licence, READY_NO);
	assert_int_equal(row.housing, READY_YES);
	assert_int_equal(row.work, READY_BEGUN);
	/* What the pathway says of housing counts first. */
	housing_is(a, NEED_IN_PROGRESS);
	board(a, &row);
	assert_int_equal(row.housing, READY_BEGUN);
	release_row_wants(&row, &wants);
	assert_string_equal(wants.ptr, "Phone, Licence conditions checked; "
			    "readiness for work; housing; a place agreed");
	buf_release(&wants);
}

static void
all_may_be_ready(void **state)
{
	struct small_academy *a = *state;
	struct buf wants = BUF_INIT;
	struct destination d;
	struct release_row row;

	goes(a, &a->nia, 10, CONFIDENCE_CONFIRMED);
	for (int i = 0; i < CHECK_ITEMS; i++)
		check(a, (enum check_item)i, CHECK_COMPLETED);
	readiness_is(a, READINESS_READY_TO_WORK);
	housing_is(a, NEED_NONE);
	fact_init(FACT_DESTINATION, &d);
	d.fact.student_id = a->nia.id;
	d.verified_on = DATE_NONE;
	d.kind = DESTINATION_SEEKING_WORK;
	must(app_destination_add(a->app, &d, e));
	board(a, &row);
	assert_int_equal(row.place, READY_NO);
	/* Agreed today, to begin once out. */
	d.kind = DESTINATION_APPRENTICESHIP;
	d.fact.on = app_today(a->app) + 14;
	must(app_destination_add(a->app, &d, e));
	board(a, &row);
	assert_int_equal(row.place, READY_YES);
	assert_int_equal(row.agreed.kind, DESTINATION_APPRENTICESHIP);
	assert_int_equal(row.housing, READY_NOT_NEEDED);
	release_row_wants(&row, &wants);
	assert_int_equal(wants.len, 0);
	buf_release(&wants);
	must(app_fact_end(a->app, FACT_DESTINATION, &a->nia.id, 1,
			  ENDED_OTHER, DATE_NONE, NULL, e));
	board(a, &row);
	assert_int_equal(row.place, READY_YES);
}

static void
moves_on(struct small_academy *a, enum job_step to)
{
	struct application_step step;

	fact_init(FACT_STEP, &step);
	step.fact.student_id = a->nia.id;
	step.step = to;
	must(app_application_step(a->app, 1, &step, NULL, e));
}

static void
an_offer_accepted_is_a_place(void **state)
{
	struct small_academy *a = *state;
	struct employer employer;
	struct application application;
	struct release_row row;

	employer_init(&employer);
	snprintf(employer.name, sizeof(employer.name), "Fable Bank");
	must(app_employer_save(a->app, &employer, e));
	fact_init(FACT_APPLICATION, &application);
	application.fact.student_id = a->nia.id;
	application.employer_id = employer.id;
	snprintf(application.title, sizeof(application.title), "Tester");
	must(app_application_make(a->app, &application, e));
	goes(a, &a->nia, 10, CONFIDENCE_CONFIRMED);
	moves_on(a, STEP_JOB_OFFER);
	board(a, &row);
	assert_int_equal(row.place, READY_NO);
	moves_on(a, STEP_OFFER_ACCEPTED);
	board(a, &row);
	assert_int_equal(row.place, READY_YES);
	assert_string_equal(row.agreed.employer, "Fable Bank");
	assert_string_equal(row.agreed.role, "Tester");
	moves_on(a, STEP_OFFER_WITHDRAWN);
	board(a, &row);
	assert_int_equal(row.place, READY_NO);
}

static void
the_day_asked_about_is_the_day_it_was(void **state)
{
	struct small_academy *a = *state;
	civil_date today = app_today(a->app);
	struct release_row row;

	goes(a, &a->nia, 10, CONFIDENCE_EXPECTED);
	a->at.utc_s += 86400;
	goes(a, &a->nia, 5, CONFIDENCE_CONFIRMED);
	check(a, CHECK_CV, CHECK_COMPLETED);
	board(a, &row);
	assert_int_equal(row.days, 5);
	assert_int_equal(row.open_count, CHECK_ITEMS - 1);
	app_set_as_at(a->app, today);
	assert_int_equal(board(a, &row), 1);
	assert_int_equal(row.days, 10);
	assert_int_equal(row.confidence, CONFIDENCE_EXPECTED);
	assert_int_equal(row.open_count, CHECK_ITEMS);
}

static void
a_viewer_does_not_see_plans(void **state)
{
	struct small_academy *a = *state;
	struct release_row *rows;
	struct err err;
	size_t count;

	act_as(a, ROLE_VIEWER);
	assert_int_equal(app_release_board(a->app, BOARD_DAYS, &rows, &count,
					   &err), RC_DENIED);
	assert_null(rows);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_goes_within_twelve_weeks_is_on_it),
		T(who_is_out_or_gone_is_not),
		T(who_left_the_course_is_on_it_with_a_plan_alone),
		T(nothing_recorded_is_nothing_ready),
		T(what_was_seen_to_is_not_open),
		T(all_may_be_ready),
		T(an_offer_accepted_is_a_place),
		T(the_day_asked_about_is_the_day_it_was),
		T(a_viewer_does_not_see_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
