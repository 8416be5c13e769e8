/* SPDX-License-Identifier: ISC */
/* What needs somebody's attention today, and what does not yet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/small_academy.h"

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

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_has_just_joined_is_not_quiet),
		T(what_needs_attention_has_a_short_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
