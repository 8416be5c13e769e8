/* SPDX-License-Identifier: ISC */
/* The calendar against the C library's, and texts against themselves. */
#include "tests/property/property.h"

#include <string.h>
#include <time.h>

#include "base/date.h"

enum { ROUNDS = 20000, DAY_S = 86400 };

/* Every day from 1800 to 2299: its number, its parts, the day after. */
static void
every_day_is_the_c_librarys(void **state)
{
	civil_date from = date_from_ymd(1800, 1, 1);
	civil_date to = date_from_ymd(2300, 1, 1);

	(void)state;
	assert_int_equal(to - from, 500 * 365 + 121);
	for (civil_date date = from; date < to; date++) {
		time_t s = (time_t)date * DAY_S;
		struct tm tm;
		int y, m, d;

		gmtime_r(&s, &tm);
		date_to_ymd(date, &y, &m, &d);
		assert_int_equal(y, tm.tm_year + 1900);
		assert_int_equal(m, tm.tm_mon + 1);
		assert_int_equal(d, tm.tm_mday);
		assert_int_equal(date_from_ymd(y, m, d), date);
	}
}

static void
only_the_text_that_would_be_written_is_read(void **state)
{
	static const char bytes[] = "0123456789-- /.T";
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		civil_date day = (civil_date)property_below(&p, 109572) - 25567;
		char text[DATE_TEXT_SIZE], again[DATE_TEXT_SIZE];
		civil_date date;

		date_format(day, text);
		property_holds(&p, round,
			       date_parse(text, &date, NULL) == RC_OK);
		property_holds(&p, round, date == day);
		text[property_below(&p, 10)] =
			bytes[property_below(&p, sizeof(bytes) - 1)];
		if (date_parse(text, &date, NULL) == RC_OK)
			property_holds(&p, round,
				       strcmp(date_format(date, again),
					      text) == 0);
	}
}

/* 120 years either side of 1970, offsets from -14 to +14 hours. */
static struct instant
any_instant(struct property *p)
{
	int64_t s = (int64_t)property_below(p, UINT32_MAX) - INT32_MAX;

	return (struct instant){
		.utc_s = s, .offset_min = (int)property_below(p, 1681) - 840,
	};
}

static void
an_instant_falls_on_the_c_librarys_day(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct instant at = any_instant(&p), again;
		time_t local = (time_t)(at.utc_s + at.offset_min * 60);
		char text[INSTANT_TEXT_SIZE], expected[INSTANT_TEXT_SIZE];
		struct tm tm;
		int y, m, d;

		gmtime_r(&local, &tm);
		date_to_ymd(date_of_instant(at), &y, &m, &d);
		property_holds(&p, round, y == tm.tm_year + 1900);
		property_holds(&p, round, m == tm.tm_mon + 1);
		property_holds(&p, round, d == tm.tm_mday);
		strftime(expected, sizeof(expected), "%Y-%m-%d %H:%M", &tm);
		property_holds(&p, round,
			       strcmp(instant_format(at, text), expected) == 0);
		instant_format_utc(at, text);
		property_holds(&p, round,
			       instant_parse_utc(text, &again, NULL) == RC_OK);
		property_holds(&p, round, again.utc_s == at.utc_s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_the_c_librarys),
		cmocka_unit_test(only_the_text_that_would_be_written_is_read),
		cmocka_unit_test(an_instant_falls_on_the_c_librarys_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
