/* SPDX-License-Identifier: ISC */
#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_S = 86400, MIN_YEAR = 1900, MAX_YEAR = 2199 };

static struct instant
system_now(void *ctx)
{
	struct timespec ts;
	struct tm local;

	(void)ctx;
	clock_gettime(CLOCK_REALTIME, &ts);
	localtime_r(&ts.tv_sec, &local);
	return (struct instant){
		.utc_s = ts.tv_sec,
		.offset_min = (int32_t)(local.tm_gmtoff / 60),
	};
}

static struct instant
fixed_now(void *ctx)
{
	return *(struct instant *)ctx;
}

struct clock
clock_system(void)
{
	return (struct clock){ .now = system_now };
}

struct clock
clock_fixed(struct instant *at)
{
	return (struct clock){ .now = fixed_now, .ctx = at };
}

struct instant
clock_now(const struct clock *clock)
{
	return clock->now(clock->ctx);
}

civil_date
clock_today(const struct clock *clock)
{
	return date_of_instant(clock_now(clock));
}

/*
 * Days from civil: years are counted from March, so that the leap day is a
 * year's last; 146097 days make an era of 400 years.
 */
civil_date
date_from_ymd(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void
date_to_ymd(civil_date date, int *year, int *month, int *day)
{
	int z = date + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

civil_date
date_add_months(civil_date date, int months)
{
	int y, m, d, y2, m2, d2;
	civil_date moved;

	date_to_ymd(date, &y, &m, &d);
	m += months - 1;
	y += m / 12 - (m % 12 < 0);
	m = (m % 12 + 12) % 12 + 1;
	moved = date_from_ymd(y, m, d);
	date_to_ymd(moved, &y2, &m2, &d2);
	return m2 == m ? moved : moved - d2;
}

static bool
digits(const char *text, size_t count, int *value)
{
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		if (!isdigit((unsigned char)text[i]))
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

enum rc
date_parse(const char *text, civil_date *date, struct err *err)
{
	int y, m, d, y2, m2, d2;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    !digits(text, 4, &y) || !digits(text + 5, 2, &m) ||
	    !digits(text + 8, 2, &d))
		return err_set(err, RC_INVALID, NULL,
			       "A date is written year-month-day, "
			       "for example 2026-03-14.");
	if (y < MIN_YEAR || y > MAX_YEAR)
		return err_set(err, RC_INVALID, NULL,
			       "The year must be from %d to %d.", MIN_YEAR,
			       MAX_YEAR);
	*date = date_from_ymd(y, m, d);
	date_to_ymd(*date, &y2, &m2, &d2);
	if (m < 1 || m > 12 || y2 != y || m2 != m || d2 != d)
		return err_set(err, RC_INVALID, NULL,
			       "There is no such day in the calendar: %s.",
			       text);
	return RC_OK;
}

char *
date_format(civil_date date, char text[DATE_TEXT_SIZE])
{
	int y, m, d;

	text[0] = '\0';
	if (date == DATE_NONE)
		return text;
	date_to_ymd(date, &y, &m, &d);
	if (y < 0 || y > 9999)
		return text;
	snprintf(text, DATE_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000u,
		 (unsigned)m % 100u, (unsigned)d % 100u);
	return text;
}

char *
date_format_long(civil_date date, char text[DATE_TEXT_SIZE + 4])
{
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	};
	int y, m, d;

	if (date == DATE_NONE) {
		snprintf(text, DATE_TEXT_SIZE + 4, "not known");
		return text;
	}
	date_to_ymd(date, &y, &m, &d);
	snprintf(text, DATE_TEXT_SIZE + 4, "%d %s %04d", d, months[m - 1], y);
	return text;
}

char *
date_format_near(civil_date date, civil_date today,
		 char text[DATE_TEXT_SIZE + 4])
{
	int year, this_year, month, day;

	if (date == DATE_NONE) {
		text[0] = '\0';
		return text;
	}
	date_to_ymd(date, &year, &month, &day);
	date_to_ymd(today, &this_year, &month, &day);
	date_format_long(date, text);
	if (year == this_year)
		*strrchr(text, ' ') = '\0';
	return text;
}

static int64_t
local_s(struct instant at)
{
	return at.utc_s + (int64_t)at.offset_min * 60;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

civil_date
date_of_instant(struct instant at)
{
	return (civil_date)floor_div(local_s(at), DAY_S);
}

static void
split(int64_t s, int v[6])
{
	int64_t day = floor_div(s, DAY_S);
	int rest = (int)(s - day * DAY_S);

	date_to_ymd((civil_date)day, &v[0], &v[1], &v[2]);
	v[3] = rest / 3600;
	v[4] = rest / 60 % 60;
	v[5] = rest % 60;
}

char *
instant_format(struct instant at, char text[INSTANT_TEXT_SIZE])
{
	int v[6];

	split(local_s(at), v);
	snprintf(text, INSTANT_TEXT_SIZE, "%04d-%02d-%02d %02d:%02d", v[0],
		 v[1], v[2], v[3], v[4]);
	return text;
}

char *
instant_format_utc(struct instant at, char text[INSTANT_TEXT_SIZE])
{
	int v[6];

	split(at.utc_s, v);
	snprintf(text, INSTANT_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ",
		 v[0], v[1], v[2], v[3], v[4], v[5]);
	return text;
}

enum rc
instant_parse_utc(const char *text, struct instant *at, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	civil_date date;
	int h, m, s = 0;
	size_t len = strlen(text);

	if (len > 0 && text[len - 1] == 'Z')
		len--;
	if ((len != 16 && len != 19) || text[10] != 'T' || text[13] != ':' ||
	    !digits(text + 11, 2, &h) || !digits(text + 14, 2, &m) ||
	    (len == 19 && (text[16] != ':' || !digits(text + 17, 2, &s))) ||
	    h > 23 || m > 59 || s > 59)
		return err_set(err, RC_INVALID, NULL,
			       "A time is written like 2026-03-14T09:00.");
	memcpy(day, text, 10);
	day[10] = '\0';
	if (date_parse(day, &date, err) != RC_OK)
		return err ? err->code : RC_INVALID;
	at->utc_s = (int64_t)date * DAY_S + h * 3600 + m * 60 + s;
	at->offset_min = 0;
	return RC_OK;
}
