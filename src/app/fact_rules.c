/* SPDX-License-Identifier: ISC */
/* When a fact may be said to have been so. */
#include "app/app_private.h"
#include "app/fact_private.h"
#include "store/student_store.h"

enum { A_YEAR = 366, AHEAD = 2 * A_YEAR };

/* A wrong year makes what was said last look as if it was said first. */
static enum rc
check_joined(struct app *app, const struct fact *fact, struct err *err)
{
	struct student_row row;
	char joined[DATE_TEXT_SIZE + 4];
	enum rc rc = student_row_load(app->store, &fact->student_id,
				      app_today(app), &row, err);

	if (rc != RC_OK || row.joined_on == DATE_NONE ||
	    fact->on >= row.joined_on - A_YEAR)
		return rc;
	return err_set(err, RC_INVALID, "on",
		       "That is more than a year before %s joined, on %s; is "
		       "the year right?", row.reference,
		       date_format_long(row.joined_on, joined));
}

/* A place that begins next month may be agreed today. */
static bool
may_be_ahead(enum fact_kind kind)
{
	return kind == FACT_DESTINATION;
}

/* What others did may have begun long before. */
static bool
may_be_long_ago(enum fact_kind kind)
{
	return kind == FACT_DESTINATION || kind == FACT_PROFESSIONAL ||
	       kind == FACT_ENDING;
}

enum rc
fact_check_day(struct app *app, enum fact_kind kind, struct fact *fact,
	       struct err *err)
{
	civil_date today = app_today(app);

	if (fact->on == DATE_NONE)
		fact->on = today;
	if (!may_be_ahead(kind) &&
	    app_check_day(app, fact->on, "on", err) != RC_OK)
		return err->code;
	if (fact->on > today + AHEAD)
		return err_set(err, RC_INVALID, "on",
			       "That is more than two years away; is the year "
			       "right?");
	return may_be_long_ago(kind) ? RC_OK : check_joined(app, fact, err);
}

enum rc
fact_check_next(civil_date on, civil_date next, const char *where,
		struct err *err)
{
	if (next == DATE_NONE || next >= on)
		return RC_OK;
	return err_set(err, RC_INVALID, where,
		       "The next check is before this one.");
}

enum rc
fact_check_meeting(const struct mentor_match *match, civil_date on,
		   struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];

	if (on < match->fact.on)
		return err_set(err, RC_INVALID, "on",
			       "They were matched on %s, after that day.",
			       date_format_long(match->fact.on, day));
	if (match->fact.ended_on != DATE_NONE && on > match->fact.ended_on)
		return err_set(err, RC_INVALID, "on",
			       "That ended on %s, before that day.",
			       date_format_long(match->fact.ended_on, day));
	return RC_OK;
}
