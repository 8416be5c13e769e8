/* SPDX-License-Identifier: ISC */
/* When a request must be answered, and how long a record is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "model/rights.h"

static civil_date
day(const char *text)
{
	civil_date date = DATE_NONE;

	if (text[0] != '\0' && date_parse(text, &date, NULL) != RC_OK)
		fail_msg("%s is not a date", text);
	return date;
}

static void
days_off_are_known(void **state)
{
	/* As gov.uk lists them for England and Wales. */
	static const char *const off[] = {
		"2022-01-03", "2023-01-02", "2024-03-29", "2024-04-01",
		"2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26",
		"2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01",
		"2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25",
		"2026-08-31", "2026-12-25", "2026-12-28", "2027-12-27",
		"2027-12-28", "2022-12-26", "2022-12-27", "2026-11-28",
		"2026-11-29",
	};
	static const char *const worked[] = {
		"2026-11-23", "2026-11-27", "2026-05-11", "2026-05-18",
		"2026-08-24", "2026-12-24", "2026-12-29", "2025-12-24",
		"2026-04-02", "2026-04-07", "2024-02-29", "2021-12-29",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(off); i++)
		if (day_is_worked(day(off[i])))
			fail_msg("%s is worked", off[i]);
	for (size_t i = 0; i < ARRAY_SIZE(worked); i++)
		if (!day_is_worked(day(worked[i])))
			fail_msg("%s is a day off", worked[i]);
}

static void
a_request_has_one_month(void **state)
{
	static const struct {
		const char *received, *due, *due_when_complex;
	} rows[] = {
		{ "2026-09-03", "2026-10-05", "2026-12-03" }, /* a Saturday */
		{ "2026-11-23", "2026-12-23", "2027-02-23" },
		/* The last day of a shorter month; a leap year. */
		{ "2027-03-31", "2027-04-30", "2027-06-30" },
		{ "2028-01-31", "2028-02-29", "2028-05-02" }, /* a Sunday */
		{ "2027-01-31", "2027-03-01", "2027-04-30" },
		/* Christmas, Boxing Day moved to Monday. */
		{ "2026-11-25", "2026-12-29", "2027-02-25" },
		/* Good Friday to Easter Monday; received on a day off. */
		{ "2026-03-03", "2026-04-07", "2026-06-03" },
		{ "2026-11-28", "2026-12-29", "2027-03-01" },
	};
	char text[DATE_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		civil_date from = day(rows[i].received);

		assert_string_equal(date_format(request_due(from, false),
						text), rows[i].due);
		assert_string_equal(date_format(request_due(from, true),
						text),
				    rows[i].due_when_complex);
	}
}

static void
a_record_is_kept_while_it_is_needed(void **state)
{
	static const struct {
		enum enrolment enrolment;
		enum support support;
		const char *last, *kept, *due;
	} rows[] = {
		{ ENROLMENT_WITHDRAWN, SUPPORT_NOT_STARTED, "2020-05-04", "",
		  "2026-05-04" },
		{ ENROLMENT_DECLINED, SUPPORT_NOT_STARTED, "2020-02-29", "",
		  "2026-02-28" },
		{ ENROLMENT_GRADUATED, SUPPORT_CLOSED_MET, "2020-05-04", "",
		  "2026-05-04" },
		{ ENROLMENT_GRADUATED, SUPPORT_CLOSED_DECLINED, "2020-05-04",
		  "2027-05-04", "2027-05-04" },
		/* A review that is past does not bring the day forward. */
		{ ENROLMENT_GRADUATED, SUPPORT_CLOSED_MET, "2021-05-04",
		  "2022-05-04", "2027-05-04" },
		/* Whoever is still supported has no clock. */
		{ ENROLMENT_GRADUATED, SUPPORT_ACTIVE, "2010-05-04", "", "" },
		{ ENROLMENT_GRADUATED, SUPPORT_DEFERRED, "2010-05-04", "",
		  "" },
		{ ENROLMENT_GRADUATED, SUPPORT_PAUSED_NO_CONTACT,
		  "2010-05-04", "2012-01-01", "" },
		{ ENROLMENT_WITHDRAWN, SUPPORT_PLANNING, "2010-05-04", "",
		  "" },
		{ ENROLMENT_ACTIVE, SUPPORT_NOT_STARTED, "2010-05-04", "",
		  "" },
		{ ENROLMENT_ON_BREAK, SUPPORT_CLOSED_MET, "2010-05-04", "",
		  "" },
		{ ENROLMENT_WAITING, SUPPORT_NOT_STARTED, "2010-05-04", "",
		  "" },
		{ ENROLMENT_WITHDRAWN, SUPPORT_NOT_STARTED, "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct retention r = {
			.enrolment = rows[i].enrolment,
			.support = rows[i].support,
			.last_on = day(rows[i].last),
			.kept_until = day(rows[i].kept),
		};

		if (retention_due(&r, 6) != day(rows[i].due))
			fail_msg("row %zu", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_off_are_known),
		cmocka_unit_test(a_request_has_one_month),
		cmocka_unit_test(a_record_is_kept_while_it_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
