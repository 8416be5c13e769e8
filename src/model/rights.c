/* SPDX-License-Identifier: ISC */
#include "model/rights.h"

#include "model/member_tables.h"

static const struct term erase_reason[] = {
	{ "DATA_PROCESSING_OBJECTION", "Objection to the record",
	  "The person objects to its being kept.", 0, "" },
	{ "ENTERED_IN_ERROR", "Entered in error",
	  "It should never have been made.", 0, "" },
	{ "RETENTION_EXPIRED", "Kept long enough",
	  "The time for which records are kept is over.", 0, "" },
	{ "ERASURE_REQUEST", "Request to erase",
	  "The person asked for it.", 0, "" },
};
SET(erase_reason, "reason", "reason for erasing");

/* ---- working days ---- */

enum { MONDAY, SATURDAY = 5, WEEK = 7 };

/* 1970-01-01 was a Thursday. */
static int
weekday(civil_date day)
{
	return (int)(((int64_t)day % WEEK + WEEK + 3) % WEEK);
}

/* The Gregorian computus of Meeus, Jones and Butcher. */
static civil_date
easter_sunday(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
	int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;

	return date_from_ymd(year, f / 31, f % 31 + 1);
}

/* Of those that move to Monday where they fall on a weekend. */
static civil_date
first_worked_from(civil_date day)
{
	while (weekday(day) >= SATURDAY)
		day++;
	return day;
}

static bool
is_christmas(civil_date day, int year)
{
	civil_date christmas = first_worked_from(date_from_ymd(year, 12, 25));
	civil_date boxing = first_worked_from(date_from_ymd(year, 12, 26));

	/* Both on a weekend: Monday and Tuesday. */
	if (boxing == christmas)
		boxing++;
	return day == christmas || day == boxing;
}

static bool
is_bank_holiday(civil_date day)
{
	int year, month, of_month;
	civil_date easter;

	date_to_ymd(day, &year, &month, &of_month);
	easter = easter_sunday(year);
	if (day == easter - 2 || day == easter + 1 ||
	    day == first_worked_from(date_from_ymd(year, 1, 1)))
		return true;
	if (weekday(day) == MONDAY &&
	    ((month == 5 && (of_month <= 7 || of_month > 24)) ||
	     (month == 8 && of_month > 24)))
		return true;
	return is_christmas(day, year);
}

bool
day_is_worked(civil_date day)
{
	return weekday(day) < SATURDAY && !is_bank_holiday(day);
}

civil_date
request_due(civil_date received, bool complex)
{
	civil_date due = date_add_months(received, complex ? 3 : 1);

	while (!day_is_worked(due))
		due++;
	return due;
}

/* ---- how long a record is kept ---- */

static bool
is_in_programme(enum enrolment enrolment)
{
	return enrolment != ENROLMENT_DECLINED &&
	       enrolment != ENROLMENT_WITHDRAWN &&
	       enrolment != ENROLMENT_GRADUATED;
}

static bool
is_supported(enum support support)
{
	return support != SUPPORT_NOT_STARTED &&
	       support != SUPPORT_CLOSED_MET &&
	       support != SUPPORT_CLOSED_DECLINED;
}

civil_date
retention_due(const struct retention *r, int years)
{
	civil_date due;

	if (is_in_programme(r->enrolment) || is_supported(r->support) ||
	    r->last_on == DATE_NONE)
		return DATE_NONE;
	due = date_add_months(r->last_on, 12 * years);
	return r->kept_until != DATE_NONE && r->kept_until > due
		       ? r->kept_until : due;
}

/* ---- copies ---- */

const char *
other_copy_advice(enum copy_kind kind)
{
	static const char *const advice[] = {
		[COPY_BACKUP] = "Destroy it, and make a new one.",
		[COPY_STICK] = "Destroy it, if it is still about.",
		[COPY_PLACE] = "Send them a return or a site pack.",
		[COPY_PUBLISHED] = "Ask for it to be taken down.",
		[COPY_SHEETS] = "Shred what is still here.",
	};

	return advice[kind];
}
