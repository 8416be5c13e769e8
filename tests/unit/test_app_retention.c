/* SPDX-License-Identifier: ISC */
/* Which records come up for review, what a review does, and what people have
 * asked for and when they must be answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/rights_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "report/kinds.h"
#include "tests/support/small_academy.h"

/* It is that day from now on. */
static void
go_to(struct small_academy *a, const char *text)
{
	civil_date day;

	must(date_parse(text, &day, e));
	a->at.utc_s = (int64_t)day * 86400 + 9 * 3600;
	must(app_confirm_today(a->app, day, e));
}

static size_t
due(struct small_academy *a, struct retention *first)
{
	struct retention *rows;
	size_t count;

	must(app_retention(a->app, app_today(a->app), &rows, &count, e));
	if (count > 0 && first != NULL)
		*first = rows[0];
	mem_free(rows);
	return count;
}

static void
leave(struct small_academy *a, const struct student *who)
{
	must(app_enrol(a->app, &who->id, 1, ENROLMENT_WITHDRAWN, DATE_NONE,
		       "OWN_REQUEST", NULL, e));
}

static void
who_has_left_comes_up_after_six_years(void **state)
{
	struct small_academy *a = *state;
	struct retention r;

	leave(a, &a->nia);
	assert_int_equal(due(a, NULL), 0);
	go_to(a, "2032-11-22");
	assert_int_equal(due(a, NULL), 0);
	go_to(a, "2032-11-23");
	assert_int_equal(due(a, &r), 1);
	assert_string_equal(r.reference, "TST-0001");
	assert_int_equal(r.enrolment, ENROLMENT_WITHDRAWN);
	must(app_setting_save(a->app, "retention_years", "10", e));
	assert_int_equal(due(a, NULL), 0);
}

/* A contact, a mark, a new number: the clock starts again. */
static void
anything_recorded_starts_the_clock_again(void **state)
{
	struct small_academy *a = *state;
	struct contact c;
	struct retention r;

	leave(a, &a->nia);
	go_to(a, "2030-01-10");
	fact_init(FACT_CONTACT, &c);
	c.point = POINT_UNPLANNED;
	c.fact.student_id = a->nia.id;
	must(app_fact_add(a->app, FACT_CONTACT, &c, e));
	go_to(a, "2036-01-09");
	assert_int_equal(due(a, NULL), 0);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	go_to(a, "2042-01-08");
	assert_int_equal(due(a, NULL), 0);
	go_to(a, "2042-01-09");
	assert_int_equal(due(a, &r), 1);
	assert_int_equal(r.last_on, date_from_ymd(2036, 1, 9));
}

static void
whoever_is_supported_never_comes_up(void **state)
{
	struct small_academy *a = *state;

	leave(a, &a->nia);
	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE, "",
			 e));
	go_to(a, "2099-01-01");
	assert_int_equal(due(a, NULL), 0);
	must(app_support(a->app, &a->nia.id, SUPPORT_CLOSED_DECLINED,
			 DATE_NONE, "", e));
	assert_int_equal(due(a, NULL), 0);
	go_to(a, "2105-01-01");
	assert_int_equal(due(a, NULL), 1);
}

static void
a_review_keeps_it_and_says_why(void **state)
{
	struct small_academy *a = *state;
	struct retention r;
	struct report report;
	struct err err = { .code = RC_OK };

	leave(a, &a->nia);
	go_to(a, "2032-12-01");
	assert_int_equal(app_keep(a->app, &a->nia.id, app_today(a->app),
				  "x", &err), RC_INVALID);
	assert_int_equal(app_keep(a->app, &a->nia.id,
				  date_from_ymd(2040, 1, 1), "x", &err),
			 RC_INVALID);
	assert_int_equal(app_keep(a->app, &a->nia.id,
				  date_from_ymd(2033, 12, 1), "", &err),
			 RC_INVALID);
	must(app_keep(a->app, &a->nia.id, date_from_ymd(2033, 12, 1),
		      "a claim is open", e));
	assert_int_equal(due(a, NULL), 0);
	go_to(a, "2033-12-01");
	assert_int_equal(due(a, &r), 1);
	assert_string_equal(r.kept_reason, "a claim is open");
	assert_string_equal(r.kept_by, "Ada Example");
	must(report_preview(a->app, report_kind_find("retention"), NULL,
			    &report, e));
	assert_int_equal(report_row_count(&report.sections[0]), 1);
	report_release(&report);
	/* Taken back, it is due since the day before that review. */
	must(app_undo_entry(a->app, newest_entry(a), e));
	assert_int_equal(due(a, &r), 1);
	assert_string_equal(r.kept_reason, "");
}

static void
a_request_is_open_until_it_is_answered(void **state)
{
	struct small_academy *a = *state;
	struct open_request *rows;
	struct data_request r;
	size_t count;

	fact_init(FACT_REQUEST, &r);
	r.fact.student_id = a->tom.id;
	r.request = REQUEST_ACCESS;
	must(app_fact_add(a->app, FACT_REQUEST, &r, e));
	must(app_requests(a->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].reference, "TST-0002");
	assert_int_equal(rows[0].due_on, date_from_ymd(2026, 12, 23));
	mem_free(rows);
	must(app_request_answered(a->app, &a->tom.id, 1, "given by hand", e));
	must(app_requests(a->app, &rows, &count, e));
	assert_int_equal(count, 0);
	mem_free(rows);
	/* That somebody asked is no reason to keep the record longer. */
	leave(a, &a->tom);
	go_to(a, "2032-11-23");
	must(app_fact_add(a->app, FACT_REQUEST, &r, e));
	assert_int_equal(due(a, NULL), 1);
}

static void
instructors_do_not_decide(void **state)
{
	struct small_academy *a = *state;
	struct retention *rows;
	struct data_request r;
	size_t count;
	struct err err = { .code = RC_OK };

	fact_init(FACT_REQUEST, &r);
	r.fact.student_id = a->nia.id;
	must(app_fact_add(a->app, FACT_REQUEST, &r, e));
	must(app_keep(a->app, &a->nia.id, date_from_ymd(2027, 1, 1), "x", e));
	act_as(a, ROLE_INSTRUCTOR);
	assert_int_equal(app_retention(a->app, app_today(a->app), &rows,
				       &count, &err), RC_DENIED);
	assert_int_equal(app_keep(a->app, &a->nia.id,
				  date_from_ymd(2027, 1, 1), "x", &err),
			 RC_DENIED);
	/* Nor by the way that leads to every kind of fact. */
	assert_int_equal(app_fact_add(a->app, FACT_REQUEST, &r, &err),
			 RC_DENIED);
	assert_int_equal(app_fact_end(a->app, FACT_REQUEST, &a->nia.id, 1,
				      ENDED_DONE, app_today(a->app), NULL,
				      &err), RC_DENIED);
	assert_int_equal(app_fact_void(a->app, FACT_KEPT, &a->nia.id, 1, "x",
				       &err), RC_DENIED);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_has_left_comes_up_after_six_years),
		T(anything_recorded_starts_the_clock_again),
		T(whoever_is_supported_never_comes_up),
		T(a_review_keeps_it_and_says_why),
		T(a_request_is_open_until_it_is_answered),
		T(instructors_do_not_decide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
