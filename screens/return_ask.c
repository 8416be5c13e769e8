/* SPDX-License-Identifier: ISC */
/* Back inside: what ran outside is not counted again after the next release
 * without somebody saying so. */
#include "screens/room.h"

#include "app/support_app.h"
#include "base/mem.h"
#include "screens/fact_form.h"

static size_t
keep_running(struct destination *rows, size_t count, civil_date on)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (fact_runs(&rows[i].fact, on))
			rows[kept++] = rows[i];
	return kept;
}

static bool
ask(struct session *s, const struct destination *rows, size_t count)
{
	struct buf text = BUF_INIT;
	bool over;

	for (size_t i = 0; i < count; i++) {
		buf_adds(&text, i > 0 ? "; " : "");
		show_fact(FACT_DESTINATION, &rows[i], &text);
	}
	buf_adds(&text, ". Has this ended, with the return? What still runs "
			"counts again after the next release.");
	over = ui_ask_yes(s->ui, "Destinations", text.ptr, "It has ended");
	buf_release(&text);
	return over;
}

void
ask_what_ended(struct session *s, const struct id *student, civil_date on)
{
	struct destination *rows;
	struct err err = { .code = RC_OK };
	size_t count;
	enum rc rc = app_destinations(s->app, student, &rows, &count, &err);

	if (on == DATE_NONE)
		on = app_today(s->app);
	count = rc == RC_OK ? keep_running(rows, count, on) : 0;
	if (count > 0 && ask(s, rows, count)) {
		for (size_t i = 0; i < count && rc == RC_OK; i++)
			rc = app_fact_end(s->app, FACT_DESTINATION, student,
					  rows[i].fact.number, ENDED_RETURNED,
					  on, NULL, &err);
		conclude(s, rc, &err, "Saved; %zu destination%s ended. u "
			 "takes one step back at a time.", count,
			 count == 1 ? "" : "s");
	}
	mem_free(rows);
}
