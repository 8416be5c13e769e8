/* SPDX-License-Identifier: ISC */
/* Civil dates, instants and the clock that is passed in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"

static void
known_days_have_known_numbers(void **state)
{
	static const struct {
		int y, m, d;
		civil_date date;
	} rows[] = {
		{ 1970, 1, 1, 0 }, { 1969, 12, 31, -1 }, { 2000, 2, 29, 11016 },
		{ 2000, 3, 1, 11017 }, { 1900, 3, 1, -25508 },
		{ 2026, 11, 23, 20780 }, { 2100, 3, 1, 47541 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		int y, m, d;

		assert_int_equal(date_from_ymd(rows[i].y, rows[i].m,
					       rows[i].d), rows[i].date);
		date_to_ymd(rows[i].date, &y, &m, &d);
		assert_int_equal(y, rows[i].y);
		assert_int_equal(m, rows[i].m);
		assert_int_equal(d, rows[i].d);
	}
}

static void
a_date_reads_back_as_it_was_written(void **state)
{
	static const char *const good[] = {
		"1900-01-01", "1999-12-31", "2024-02-29", "2000-02-29",
		"2026-11-23", "2199-12-31",
	};
	char text[DATE_TEXT_SIZE];
	struct err err;
	civil_date date;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		assert_int_equal(date_parse(good[i], &date, &err), RC_OK);
		assert_string_equal(date_format(date, text), good[i]);
	}
}

#define HOW "A date is written year-month-day, for example 2026-03-14."
#define YEARS "The year must be from 1900 to 2199."
#define NO_DAY "There is no such day in the calendar: "

static void
a_wrong_date_says_what_would_do(void **state)
{
	static const char *const rows[][2] = {
		{ "", HOW }, { "23/11/2026", HOW }, { "2026-3-14", HOW },
		{ "2026-03-14 ", HOW }, { "2026/03/14", HOW },
		{ "+026-03-14", HOW }, { "20x6-03-14", HOW },
		{ "2026-03-1\xc3\xa9", HOW },
		{ "1899-12-31", YEARS }, { "2200-01-01", YEARS },
		{ "2026-02-29", NO_DAY "2026-02-29." },
		{ "1900-02-29", NO_DAY "1900-02-29." },
		{ "2026-13-01", NO_DAY "2026-13-01." },
		{ "2026-00-10", NO_DAY "2026-00-10." },
		{ "2026-06-31", NO_DAY "2026-06-31." },
		{ "2026-06-00", NO_DAY "2026-06-00." },
	};
	struct err err;
	civil_date date;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(date_parse(rows[i][0], &date, &err),
				 RC_INVALID);
		assert_string_equal(err.text, rows[i][1]);
	}
	assert_int_equal(date_parse("x", &date, NULL), RC_INVALID);
}

static void
a_date_not_known_is_empty_in_files_and_words_on_paper(void **state)
{
	char text[DATE_TEXT_SIZE], paper[DATE_TEXT_SIZE + 4];

	(void)state;
	assert_string_equal(date_format(DATE_NONE, text), "");
	assert_string_equal(date_format_long(DATE_NONE, paper), "not known");
	assert_string_equal(date_format_long(20780, paper), "23 Nov 2026");
	assert_string_equal(date_format_long(date_from_ymd(2026, 1, 5), paper),
			    "5 Jan 2026");
}

/* Which day it is depends on where the clock is, before 1970 as after. */
static void
the_day_is_the_local_one(void **state)
{
	static const struct {
		int64_t utc_s;
		int32_t offset_min;
		civil_date date;
		const char *local;
	} rows[] = {
		{ 0, 0, 0, "1970-01-01 00:00" },
		{ 0, -1, -1, "1969-12-31 23:59" },
		{ -1, 0, -1, "1969-12-31 23:59" },
		{ -86400, 0, -1, "1969-12-31 00:00" },
		{ -86401, 0, -2, "1969-12-30 23:59" },
		{ 1795390200, 60, 20780, "2026-11-23 00:30" },
		{ 1795390200, 840, 20780, "2026-11-23 13:30" },
		{ 1795390200, -480, 20779, "2026-11-22 15:30" },
	};
	char text[INSTANT_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct instant at = { rows[i].utc_s, rows[i].offset_min };
		struct clock clock = clock_fixed(&at);

		assert_string_equal(instant_format(at, text), rows[i].local);
		assert_int_equal(date_of_instant(at), rows[i].date);
		assert_int_equal(clock_today(&clock), rows[i].date);
	}
}

static void
an_instant_reads_back_as_it_was_written(void **state)
{
	static const char *const rows[][2] = {
		{ "2026-11-23T14:05:09Z", "2026-11-23T14:05:09Z" },
		{ "2026-11-23T14:05:09", "2026-11-23T14:05:09Z" },
		{ "2026-11-23T14:05Z", "2026-11-23T14:05:00Z" },
		{ "1969-12-31T23:59", "1969-12-31T23:59:00Z" },
	};
	char text[INSTANT_TEXT_SIZE];
	struct instant at;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(instant_parse_utc(rows[i][0], &at, &err),
				 RC_OK);
		assert_int_equal(at.offset_min, 0);
		assert_string_equal(instant_format_utc(at, text), rows[i][1]);
	}
}

static void
a_wrong_instant_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "Z", "2026-11-23", "2026-11-23 14:05", "2026-11-23T24:00",
		"2026-11-23T14:60", "2026-11-23T14:05:60", "2026-11-23T14.05",
		"2026-11-23T14:05:0", "2026-11-23T14:05ZZ",
	};
	struct instant at;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		assert_int_equal(instant_parse_utc(bad[i], &at, &err),
				 RC_INVALID);
		assert_string_equal(err.text, "A time is written like "
					      "2026-03-14T09:00.");
	}
	assert_int_equal(instant_parse_utc("2026-02-30T14:05", &at, &err),
			 RC_INVALID);
	assert_string_equal(err.text, NO_DAY "2026-02-30.");
}

static void
the_machines_clock_is_read_with_its_offset(void **state)
{
	struct clock clock = clock_system();
	time_t before = time(NULL);
	struct instant at;

	(void)state;
	setenv("TZ", "XXX-05:30", 1);
	tzset();
	at = clock_now(&clock);
	assert_int_equal(at.offset_min, 330);
	assert_in_range(at.utc_s - before, 0, 60);
}

static void
months_end_where_the_month_does(void **state)
{
	static const struct {
		int y, m, d, months, y2, m2, d2;
	} rows[] = {
		{ 2026, 11, 30, 3, 2027, 2, 28 },
		{ 2023, 11, 30, 3, 2024, 2, 29 },
		{ 2026, 8, 31, 6, 2027, 2, 28 }, { 2026, 1, 15, 24, 2028, 1, 15 },
		{ 2026, 12, 1, 1, 2027, 1, 1 }, { 2027, 3, 31, -1, 2027, 2, 28 },
		{ 2027, 1, 31, -2, 2026, 11, 30 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(date_add_months(date_from_ymd(rows[i].y,
					rows[i].m, rows[i].d), rows[i].months),
				 date_from_ymd(rows[i].y2, rows[i].m2,
					       rows[i].d2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days_have_known_numbers),
		cmocka_unit_test(months_end_where_the_month_does),
		cmocka_unit_test(a_date_reads_back_as_it_was_written),
		cmocka_unit_test(a_wrong_date_says_what_would_do),
		cmocka_unit_test(
			a_date_not_known_is_empty_in_files_and_words_on_paper),
		cmocka_unit_test(the_day_is_the_local_one),
		cmocka_unit_test(an_instant_reads_back_as_it_was_written),
		cmocka_unit_test(a_wrong_instant_is_refused),
		cmocka_unit_test(the_machines_clock_is_read_with_its_offset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
