/* SPDX-License-Identifier: ISC */
#include "report/jobs.h"

#include <string.h>

#include "base/mem.h"
#include "report/kinds.h"

static void
day_cell(struct report *report, civil_date date)
{
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", date_format(date, day));
}

/* ---- applications ---- */

static const struct report_column application_columns[] = {
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 0, false },
	{ "employer", "Employer", 0, false },
	{ "job", "Job", REPORT_HIDDEN, false },
	{ "step", "Where it stands", 20, false },
	{ "since", "Since", 10, false },
	{ "next", "Next", 10, false },
	{ "number", "Number", REPORT_HIDDEN, false },
	{ "made_on", "Made", REPORT_HIDDEN, false },
	{ "brokered", "Brokered by us", REPORT_HIDDEN, false },
	{ "agreed_inside", "Agreed before release", REPORT_HIDDEN, false },
	{ "note", "Note", REPORT_HIDDEN, false },
};

static void
add_application(struct report *report, const struct application_row *row)
{
	const struct application *a = &row->application;

	report_cell(report, "%s", row->reference);
	report_cell(report, "%s", row->name);
	report_cell(report, "%s", row->employer);
	report_cell(report, "%s", a->title);
	report_cell(report, "%s", term_label(&term_step, (int)a->step));
	day_cell(report, a->step_on);
	day_cell(report, a->next_on);
	report_cell(report, "%d", a->fact.number);
	day_cell(report, a->fact.on);
	report_cell(report, "%s", a->brokered ? "yes" : "no");
	report_cell(report, "%s", a->agreed_inside ? "yes" : "no");
	report_cell(report, "%s", a->note);
}

void
report_application_rows(struct report *report,
			const struct application_row *rows, size_t count)
{
	report_section(report, "applications", "");
	report_table(report, application_columns,
		     ARRAY_SIZE(application_columns), true);
	for (size_t i = 0; i < count; i++)
		add_application(report, &rows[i]);
	if (count == 0)
		report_note(report, "No applications yet.");
}

static const struct report_column count_columns[] = {
	{ "step", "Now at", 34, false },
	{ "count", "Count", 5, true },
	{ "of", "Of", 5, true },
};

struct counts {
	int steps[STEPS], people, brokered, agreed;
};

/* Rows of one person lie together. */
static void
count_applications(const struct application_row *rows, size_t count,
		   struct counts *c)
{
	memset(c, 0, sizeof(*c));
	for (size_t i = 0; i < count; i++) {
		const struct application *a = &rows[i].application;

		c->steps[a->step]++;
		c->people += i == 0 || !id_equal(&a->fact.student_id,
			&rows[i - 1].application.fact.student_id);
		c->brokered += a->brokered;
		c->agreed += a->agreed_inside;
	}
}

static void
add_counts(struct report *report, const struct application_row *rows,
	   size_t count)
{
	struct counts c;

	count_applications(rows, count, &c);
	report_section(report, "counts", "");
	report_field(report, "applications", "Applications", "%zu, of %d %s",
		     count, c.people, c.people == 1 ? "person" : "people");
	report_field(report, "brokered", "Brokered by us", "%d of %zu",
		     c.brokered, count);
	report_field(report, "agreed_inside", "Agreed before release",
		     "%d of %zu", c.agreed, count);
	report_section(report, "steps", "");
	report_table(report, count_columns, ARRAY_SIZE(count_columns), false);
	for (int step = 0; step < STEPS; step++)
		if (c.steps[step] > 0) {
			report_cell(report, "%s",
				    term_label(&term_step, step));
			report_cell(report, "%d", c.steps[step]);
			report_cell(report, "%zu", count);
		}
}

enum rc
report_applications(struct app *app, const char *none, struct report *report,
		    struct id *subject, struct err *err)
{
	struct application_row *rows;
	size_t count;
	enum rc rc = app_applications(app, NULL, &rows, &count, err);

	(void)none, (void)subject;
	if (rc == RC_OK) {
		mem_free(report->subtitle);
		report->subtitle = xstrdup("For staff");
		add_counts(report, rows, count);
		report_application_rows(report, rows, count);
		report_note(report, "Each application is counted at the step "
			    "it is at now; a person may have several.");
	}
	mem_free(rows);
	return rc;
}

/* ---- loans ---- */

static const struct report_column loan_columns[] = {
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 0, false },
	{ "item", "Item", 14, false },
	{ "tag", "Tag", 8, false },
	{ "lent_on", "Lent", 10, false },
	{ "due_on", "Due back", 10, false },
	{ "state", "State", 8, false },
	{ "number", "Number", REPORT_HIDDEN, false },
	{ "returned_on", "Returned", REPORT_HIDDEN, false },
	{ "condition", "Condition", REPORT_HIDDEN, false },
	{ "condition_back", "Condition when returned", REPORT_HIDDEN, false },
	{ "note", "Note", REPORT_HIDDEN, false },
};

static void
add_loan(struct report *report, const struct loan_row *row)
{
	const struct kit_loan *loan = &row->loan;

	report_cell(report, "%s", row->reference);
	report_cell(report, "%s", row->name);
	report_cell(report, "%s", loan->item);
	report_cell(report, "%s", loan->tag);
	day_cell(report, loan->fact.on);
	day_cell(report, loan->due_on);
	report_cell(report, "%s", row->overdue ? "overdue"
				  : row->out   ? "out" : "returned");
	report_cell(report, "%d", loan->fact.number);
	day_cell(report, loan->fact.ended_on);
	report_cell(report, "%s", loan->condition);
	report_cell(report, "%s", loan->returned);
	report_cell(report, "%s", loan->note);
}

void
report_loan_rows(struct report *report, const struct loan_row *rows,
		 size_t count)
{
	report_section(report, "loans", "");
	report_table(report, loan_columns, ARRAY_SIZE(loan_columns), true);
	for (size_t i = 0; i < count; i++)
		add_loan(report, &rows[i]);
	if (count == 0)
		report_note(report, "Nothing is on loan.");
}

/* What is out, and of it first what should be back. */
static size_t
keep_out(struct loan_row *rows, size_t count)
{
	struct loan_row *sorted = xcalloc(count + 1, sizeof(*sorted));
	size_t kept = 0;

	for (int overdue = 1; overdue >= 0; overdue--)
		for (size_t i = 0; i < count; i++)
			if (rows[i].out && rows[i].overdue == overdue)
				sorted[kept++] = rows[i];
	memcpy(rows, sorted, kept * sizeof(*rows));
	mem_free(sorted);
	return kept;
}

enum rc
report_loans(struct app *app, const char *none, struct report *report,
	     struct id *subject, struct err *err)
{
	struct loan_row *rows;
	size_t count, out = 0, overdue = 0;
	enum rc rc = app_loans(app, NULL, &rows, &count, err);

	(void)none, (void)subject;
	if (rc == RC_OK && count > 0)
		out = keep_out(rows, count);
	for (size_t i = 0; i < out; i++)
		overdue += rows[i].overdue;
	if (rc == RC_OK) {
		mem_free(report->subtitle);
		report->subtitle = xstrdup("For staff");
		report_section(report, "counts", "");
		report_field(report, "out", "Out", "%zu of %zu lent", out,
			     count);
		report_field(report, "overdue", "Overdue", "%zu of %zu out",
			     overdue, out);
		report_loan_rows(report, rows, out);
	}
	mem_free(rows);
	return rc;
}
