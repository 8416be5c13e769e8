/* SPDX-License-Identifier: ISC */
/*
 * date: civil dates and instants. The clock is passed in, never read here,
 * so that a test (and --as-at) decides what day it is.
 *
 * A date is a count of days since 1970-01-01 in the proleptic Gregorian
 * calendar; its text is ISO 8601 extended, YYYY-MM-DD. DATE_NONE stands for
 * "not known". An instant is seconds since 1970 UTC and the local offset in
 * minutes that was in force when it was recorded.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

typedef int32_t civil_date;
#define DATE_NONE INT32_MIN

enum { DATE_TEXT_SIZE = 12, INSTANT_TEXT_SIZE = 32 };

struct instant {
	int64_t utc_s;
	int32_t offset_min;
};

/* Where "now" comes from. clock_system() reads the machine. */
struct clock {
	struct instant (*now)(void *ctx);
	void *ctx;
};

struct clock clock_system(void);
/* A clock that always answers *at, which the caller keeps and may move. */
struct clock clock_fixed(struct instant *at);
struct instant clock_now(const struct clock *clock);
/* Today's civil date where the clock is. */
civil_date clock_today(const struct clock *clock);

civil_date date_from_ymd(int year, int month, int day);
void date_to_ymd(civil_date date, int *year, int *month, int *day);
/* The same day so many months on, or that month's last. */
civil_date date_add_months(civil_date date, int months);
/* Strict YYYY-MM-DD, years 1900 to 2199; RC_INVALID says what would do. */
MUST_USE enum rc date_parse(const char *text, civil_date *date,
			    struct err *err);
/* "2026-11-23", or "" for DATE_NONE; returns text. */
char *date_format(civil_date date, char text[DATE_TEXT_SIZE]);
/* "23 Nov 2026", or "not known". */
char *date_format_long(civil_date date, char text[DATE_TEXT_SIZE + 4]);
/* The same without the year where it is that of today; "" for DATE_NONE. */
char *date_format_near(civil_date date, civil_date today,
		       char text[DATE_TEXT_SIZE + 4]);
civil_date date_of_instant(struct instant at);
/* "2026-11-23 14:05" in the instant's own local time. */
char *instant_format(struct instant at, char text[INSTANT_TEXT_SIZE]);
/* "2026-11-23T14:05:00Z" */
char *instant_format_utc(struct instant at, char text[INSTANT_TEXT_SIZE]);
/* "YYYY-MM-DDTHH:MM[:SS][Z]" read as UTC. */
MUST_USE enum rc instant_parse_utc(const char *text, struct instant *at,
				   struct err *err);

#endif
