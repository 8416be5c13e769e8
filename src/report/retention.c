/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include "app/rights_app.h"
#include "base/mem.h"

static const struct report_column columns[] = {
	{ "reference", "Reference", 9, false },
	{ "name", "Name", 0, false },
	{ "last", "Last entry", 10, false },
	{ "due", "Review", 10, false },
	{ "enrolment", "Programme", 11, false },
	{ "kept", "Kept so far because", 20, false },
	{ "kept_by", "Kept by", REPORT_HIDDEN, false },
	{ "support", "Support", REPORT_HIDDEN, false },
	{ "place", "Kept at", REPORT_HIDDEN, false },
};

static void
add_row(struct report *report, const struct retention *r)
{
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", r->reference);
	report_cell(report, "%s", r->name);
	report_cell(report, "%s", date_format(r->last_on, day));
	report_cell(report, "%s", date_format(r->due_on, day));
	report_cell(report, "%s", term_label(&term_enrolment,
					     (int)r->enrolment));
	report_cell(report, "%s", r->kept_reason);
	report_cell(report, "%s", r->kept_by);
	report_cell(report, "%s", term_label(&term_support, (int)r->support));
	report_cell(report, "%s", r->owner);
}

enum rc
report_retention_until(struct app *app, civil_date until,
		       struct report *report, struct err *err)
{
	struct retention *rows;
	size_t count;
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = app_retention(app, until, &rows, &count, err);

	if (rc == RC_OK) {
		report_section(report, "retention", "");
		report_table(report, columns, ARRAY_SIZE(columns), true);
		for (size_t i = 0; i < count; i++)
			add_row(report, &rows[i]);
		if (count == 0)
			report_note(report, "No record is due for review up "
				    "to %s.", date_format_long(until, day));
		else
			report_note(report, "Each is kept on for a reason, "
				    "until a day, or erased. Whoever is on "
				    "the programme or supported is never on "
				    "this list.");
	}
	mem_free(rows);
	return rc;
}

enum rc
report_retention(struct app *app, const char *none, struct report *report,
		 struct id *subject, struct err *err)
{
	(void)none, (void)subject;
	return report_retention_until(app, app_as_at(app), report, err);
}
