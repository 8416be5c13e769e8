/* SPDX-License-Identifier: ISC */
/* The sheets of those who work on both sides of the gate. */
#include "report/kinds.h"

#include "app/gate_app.h"
#include "app/release_board.h"
#include "base/mem.h"

static void
begin(struct report *report, const char *id,
      const struct report_column *columns, size_t count)
{
	mem_free(report->subtitle);
	report->subtitle = xstrdup("For staff");
	report_section(report, id, "");
	report_table(report, columns, count, true);
}

/* ---- release board ---- */

static const struct report_column board_columns[] = {
	{ "release_on", "Goes", 10, false },
	{ "kind", "Kind", REPORT_HIDDEN, false },
	{ "confidence", "Sure", REPORT_HIDDEN, false },
	{ "sure", "Sure", 4, false },
	{ "days", "Days", REPORT_HIDDEN, true },
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 16, false },
	{ "course", "Course", 8, false },
	{ "open", "Open", REPORT_HIDDEN, true },
	{ "readiness", "Readiness", REPORT_HIDDEN, false },
	{ "housing", "Housing", REPORT_HIDDEN, false },
	{ "licence", "Licence", REPORT_HIDDEN, false },
	{ "place", "Place", REPORT_HIDDEN, false },
	{ "not_ready", "Not ready yet", 0, false },
};

static void
add_course(struct report *report, const struct release_row *r)
{
	if (r->graduate)
		report_cell(report, "Graduate");
	else
		report_cell(report, "%d/%d", r->done, r->required);
}

static void
add_release(struct report *report, const struct release_row *r)
{
	bool sure = r->confidence == CONFIDENCE_CONFIRMED;
	char day[DATE_TEXT_SIZE];
	struct buf wants = BUF_INIT;

	report_group(report);
	report_cell(report, "%s", date_format(r->on, day));
	report_cell(report, "%s", term_code(&term_release_kind,
					    (int)r->kind));
	report_cell(report, "%s", term_code(&term_confidence,
					    (int)r->confidence));
	report_cell(report, "%s", sure ? "yes" : "no");
	report_cell(report, "%d", r->days);
	report_cell(report, "%s", r->reference);
	report_cell(report, "%s", r->name);
	add_course(report, r);
	report_cell(report, "%d", r->open_count);
	report_cell(report, "%s", term_code(&term_readiness,
					    (int)r->readiness));
	report_cell(report, "%s", ready_word(r->housing));
	report_cell(report, "%s", ready_word(r->licence));
	report_cell(report, "%s", ready_word(r->place));
	release_row_wants(r, &wants);
	report_cell(report, "%s", wants.len > 0 ? wants.ptr
						: "All is ready.");
	buf_release(&wants);
}

enum rc
report_release_board(struct app *app, const char *none, struct report *report,
		     struct id *subject, struct err *err)
{
	struct release_row *rows;
	size_t count;
	enum rc rc = app_release_board(app, BOARD_DAYS, &rows, &count, err);

	(void)none, (void)subject;
	if (rc != RC_OK)
		return rc;
	begin(report, "releases", board_columns, ARRAY_SIZE(board_columns));
	for (size_t i = 0; i < count; i++)
		add_release(report, &rows[i]);
	report_note(report, count == 0
		    ? "Nobody goes within 12 weeks."
		    : "Who goes within 12 weeks. Sure: the day is confirmed. "
		      "Course: required items done, of all. A day that has "
		      "gone by is to be set right.");
	mem_free(rows);
	return RC_OK;
}

/* ---- diary ---- */

static const struct report_column diary_columns[] = {
	{ "contact", "Contact", 9, false },
	{ "due", "Due", 10, false },
	{ "overdue", "Late", REPORT_HIDDEN, false },
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 18, false },
	{ "kind", "Kind", REPORT_HIDDEN, false },
	{ "point", "Point", REPORT_HIDDEN, false },
	{ "what", "What for", 0, false },
	{ "tries", "Tries", 5, true },
	{ "last_result", "Last", REPORT_HIDDEN, false },
	{ "last_on", "Last on", REPORT_HIDDEN, false },
};

static const char *const diary_kinds[] = {
	[DIARY_POINT] = "POINT", [DIARY_DEFERRAL] = "DEFERRAL",
	[DIARY_ACTION] = "ACTION",
};

/* What only a call to somebody has. */
static void
add_tries(struct report *report, const struct diary_entry *e)
{
	bool tried = e->kind == DIARY_POINT && e->point.tries > 0;
	char day[DATE_TEXT_SIZE];

	report_cell(report, tried ? "%d" : "%.0d", tried ? e->point.tries : 0);
	report_cell(report, "%s", tried ? term_code(&term_contact_result,
						    (int)e->point.last) : "");
	report_cell(report, "%s", tried ? date_format(e->point.last_on, day)
					: "");
}

static void
add_entry(struct report *report, const struct diary_entry *e)
{
	bool is_point = e->kind == DIARY_POINT;
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", is_point ? may_contact_word(e->permission)
					   : "");
	report_cell(report, "%s", date_format(e->due, day));
	report_cell(report, "%s", e->overdue ? "yes" : "no");
	report_cell(report, "%s", e->reference);
	report_cell(report, "%s", e->name);
	report_cell(report, "%s", diary_kinds[e->kind]);
	report_cell(report, "%s", is_point ? term_code(&term_followup_point,
						       (int)e->point.point)
					   : "");
	report_cell(report, "%s%s", e->what, diary_after(e));
	add_tries(report, e);
}

enum rc
report_diary(struct app *app, const char *none, struct report *report,
	     struct id *subject, struct err *err)
{
	struct diary_entry *rows;
	size_t count;
	enum rc rc = app_diary(app, DIARY_DAYS, &rows, &count, err);

	(void)none, (void)subject;
	if (rc != RC_OK)
		return rc;
	begin(report, "entries", diary_columns, ARRAY_SIZE(diary_columns));
	for (size_t i = 0; i < count; i++)
		add_entry(report, &rows[i]);
	report_note(report, count == 0
		    ? "Nothing is due within 14 days."
		    : "What is due within 14 days, and what is overdue. "
		      "Contact: whether the person wants to be contacted; who "
		      "refused is not called. Tries: calls without an answer, "
		      "which say nothing about how the person is.");
	mem_free(rows);
	return RC_OK;
}
