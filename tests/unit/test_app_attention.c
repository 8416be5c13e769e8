/* SPDX-License-Identifier: ISC */
/* What needs somebody's attention today, and what does not yet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/parcels.h"

enum { DAY = 24 * 3600 };

/* How many lines of that kind there are, and the first of them. */
static int
attention_of(struct small_academy *a, enum attention_kind kind,
	     struct attention *first)
{
	struct attention *rows;
	size_t count;
	int n = 0;

	must(app_attention(a->app, &rows, &count, e));
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == kind && n++ == 0)
			*first = rows[i];
	mem_free(rows);
	return n;
}

static void
who_has_just_joined_is_not_quiet(void **state)
{
	struct small_academy *a = *state;
	struct attention quiet;

	a->at.utc_s += 13 * DAY;
	assert_int_equal(attention_of(a, ATTENTION_QUIET, &quiet), 0);
	record(a, &a->tom, "U-1", PROGRESS_IN_PROGRESS);
	a->at.utc_s += DAY;
	assert_int_equal(attention_of(a, ATTENTION_QUIET, &quiet), 1);
	assert_string_equal(quiet.name, a->nia.name);
	assert_string_equal(quiet.detail,
			    "nothing recorded yet, joined 23 Nov 2026");
	a->at.utc_s += 13 * DAY;
	assert_int_equal(attention_of(a, ATTENTION_QUIET, &quiet), 2);
}

static void
what_needs_attention_has_a_short_form(void **state)
{
	struct small_academy *a = *state;
	struct attention mark;

	record(a, &a->nia, "U-1", PROGRESS_SUBMITTED);
	assert_int_equal(attention_of(a, ATTENTION_TO_MARK, &mark), 1);
	assert_string_equal(mark.brief, "U-1, 23 Nov");
	assert_non_null(strstr(mark.detail, "since 23 Nov 2026"));
	a->at.utc_s += 60 * DAY;
	assert_int_equal(attention_of(a, ATTENTION_TO_MARK, &mark), 1);
	assert_string_equal(mark.brief, "U-1, 23 Nov 2026");
}

/* Out as a graduate today, with a deferral to look at in ten days. */
static void
release_nia(struct small_academy *a)
{
	struct deferral d;

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	record(a, &a->nia, "U-2", PROGRESS_COMPLETE);
	record(a, &a->nia, "P-1", PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED, DATE_NONE,
			 NULL, NULL, e));
	fact_init(FACT_DEFERRAL, &d);
	d.fact.student_id = a->nia.id;
	d.next_check = app_today(a->app) + 10;
	must(app_defer(a->app, &d, e));
}

static void
the_diary_needs_attention_when_its_day_comes(void **state)
{
	struct small_academy *a = *state;
	struct attention call;

	release_nia(a);
	assert_int_equal(attention_of(a, ATTENTION_DUE, &call), 1);
	assert_string_equal(call.brief, "At release, 23 Nov");
	assert_int_equal(attention_of(a, ATTENTION_OVERDUE, &call), 0);
	assert_int_equal(attention_of(a, ATTENTION_DEFERRAL, &call), 0);
	a->at.utc_s += 43 * DAY;
	assert_int_equal(attention_of(a, ATTENTION_DUE, &call), 0);
	assert_int_equal(attention_of(a, ATTENTION_OVERDUE, &call), 1);
	assert_string_equal(call.detail, "Contact: not asked. 6 weeks "
			    "after release, due 4 Jan 2027");
	assert_int_equal(attention_of(a, ATTENTION_DEFERRAL, &call), 1);
	assert_string_equal(call.brief, "due 3 Dec 2026");
	act_as(a, ROLE_VIEWER);
	assert_int_equal(attention_of(a, ATTENTION_OVERDUE, &call), 0);
}

static void
what_is_of_the_diary_can_be_had_alone(void **state)
{
	struct small_academy *a = *state;
	struct attention *rows;
	size_t count;

	release_nia(a);
	record(a, &a->tom, "U-1", PROGRESS_SUBMITTED);
	must(app_attention_gate(a->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].kind, ATTENTION_DUE);
	assert_string_equal(rows[0].name, a->nia.name);
	mem_free(rows);
}

/* Their new place asks after them from now on. */
static void
who_went_to_another_place_is_not_ours_to_call(void **state)
{
	struct small_academy *a = *state;
	struct small_academy *other = small_academy_new("BBB", false);
	struct parcel parcel;
	struct attention call;

	meet_each_other(a, other);
	release_nia(a);
	assert_int_equal(attention_of(a, ATTENTION_DUE, &call), 1);
	parcel = pack_transfer(a, other, &a->nia);
	parcel_release(&parcel);
	assert_int_equal(attention_of(a, ATTENTION_DUE, &call), 0);
	assert_int_equal(small_academy_free(other), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_has_just_joined_is_not_quiet),
		T(what_needs_attention_has_a_short_form),
		T(the_diary_needs_attention_when_its_day_comes),
		T(what_is_of_the_diary_can_be_had_alone),
		T(who_went_to_another_place_is_not_ours_to_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
