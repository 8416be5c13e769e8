/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <string.h>

#include "app/academy_app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "base/mem.h"
#include "model/progress.h"

/* ---- class ---- */

static const struct report_column class_columns[] = {
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 0, false },
	{ "enrolment", "Where", 13, false },
	{ "done", "Done", 4, true },
	{ "required", "Of", 3, true },
	{ "last_progress", "Last", 10, false },
	{ "help", "Help", 4, true },
	{ "to_mark", "Mark", 4, true },
};

static void
add_counts(struct report *report, const struct student_row *rows,
	   size_t count)
{
	report_section(report, "counts", "");
	report_field(report, "students", "Students", "%zu", count);
	for (size_t value = 0; value < term_enrolment.count; value++) {
		int n = 0;

		for (size_t i = 0; i < count; i++)
			n += (size_t)rows[i].enrolment == value;
		if (n > 0)
			report_field(report, term_enrolment.rows[value].code,
				     term_enrolment.rows[value].label, "%d",
				     n);
	}
}

enum rc
report_class(struct app *app, const char *none, struct report *report,
	     struct id *subject, struct err *err)
{
	struct student_row *rows;
	size_t count;
	char day[DATE_TEXT_SIZE];
	enum rc rc = app_student_list(app, &rows, &count, err);

	(void)none, (void)subject;
	if (rc != RC_OK)
		return rc;
	mem_free(report->subtitle);
	report->subtitle = xstrdup("For staff");
	add_counts(report, rows, count);
	report_section(report, "class", "");
	report_table(report, class_columns, ARRAY_SIZE(class_columns), true);
	for (size_t i = 0; i < count; i++) {
		const struct student_row *r = &rows[i];

		report_cell(report, "%s", r->reference);
		report_cell(report, "%s", r->name);
		report_cell(report, "%s",
			    term_label(&term_enrolment, (int)r->enrolment));
		report_cell(report, "%d", r->done);
		report_cell(report, "%d", r->required);
		report_cell(report, "%s",
			    date_format(r->last_progress_on, day));
		report_cell(report, "%d", r->help);
		report_cell(report, "%d", r->submitted);
	}
	if (count == 0)
		report_note(report, "There are no students yet.");
	else
		report_note(report, "Done, Of: required units and projects "
			    "done, of all of them. Last: the day of the last "
			    "progress. Help: units with help asked for. Mark: "
			    "work handed in and not marked yet.");
	mem_free(rows);
	return RC_OK;
}

/* ---- curriculum ---- */

static const struct report_column curriculum_columns[] = {
	{ "code", "Code", 9, false },
	{ "parent", "Parent", REPORT_HIDDEN, false },
	{ "kind", "Kind", REPORT_HIDDEN, false },
	{ "title", "Title", 22, false },
	{ "hours", "Hours", 5, true },
	{ "required", "Req", 3, false },
	{ "prerequisites", "After", 9, false },
	{ "evidence", "Evidence asked for", 0, false },
};

static const char *
parent_code(const struct item *items, size_t count, const struct item *item)
{
	for (size_t i = 0; i < count; i++)
		if (id_equal(&items[i].id, &item->parent_id))
			return items[i].code;
	return "";
}

/* Of a course or module, all that is in it. */
static int
minutes_of(const struct item *items, size_t count, size_t at)
{
	size_t end = progress_subtree_end(items, count, at);
	int sum = 0;

	for (size_t i = at; i < end; i++)
		sum += items[i].hours_min;
	return sum;
}

static void
add_item(struct report *report, const struct item *items, size_t count,
	 size_t at)
{
	const struct item *item = &items[at];

	if (item->kind == ITEM_MODULE)
		report_group(report);
	report_cell(report, "%s", item->code);
	report_cell(report, "%s", parent_code(items, count, item));
	report_cell(report, "%s", term_label(&term_item_kind,
					     (int)item->kind));
	report_cell(report, "%s", item->title);
	report_cell(report, "%g", minutes_of(items, count, at) / 60.0);
	report_cell(report, "%s", item->required ? "yes" : "no");
	report_cell(report, "%s", item->prerequisites);
	report_cell(report, "%s", item->evidence);
}

enum rc
report_curriculum(struct app *app, const char *code, struct report *report,
		  struct id *subject, struct err *err)
{
	struct curriculum_version version;
	struct item *items;
	size_t count;
	enum rc rc = app_curriculum_find(app, code ? code : "", &version,
					 err);

	(void)subject;
	if (rc == RC_OK)
		rc = app_curriculum_items(app, &version.id, &items, &count,
					  err);
	if (rc != RC_OK)
		return rc;
	mem_free(report->subtitle);
	report->subtitle = xasprintf("%s, version %s", version.title,
				     version.version);
	report_section(report, "version", "");
	report_field(report, "code", "Code", "%s", version.code);
	report_field(report, "items", "Units and projects", "%d (%d required)",
		     version.items, version.required);
	report_field(report, "students", "Students who follow it", "%d",
		     version.students);
	report_section(report, "items", "");
	report_table(report, curriculum_columns,
		     ARRAY_SIZE(curriculum_columns), true);
	for (size_t i = 0; i < count; i++)
		add_item(report, items, count, i);
	mem_free(items);
	return RC_OK;
}

/* ---- attention ---- */

static const struct report_column attention_columns[] = {
	{ "reference", "Ref", 9, false },
	{ "name", "Name", 22, false },
	{ "reason", "Why", REPORT_HIDDEN, false },
	{ "detail", "What", 0, false },
};

static const char *const attention_ids[ATTENTION_KINDS] = {
	[ATTENTION_TAKE_DOWN] = "take_down",
	[ATTENTION_HELP] = "help", [ATTENTION_TO_MARK] = "to_mark",
	[ATTENTION_OVERDUE] = "overdue", [ATTENTION_DUE] = "due",
	[ATTENTION_DEFERRAL] = "deferral", [ATTENTION_ACTION] = "action",
	[ATTENTION_QUIET] = "quiet",
	[ATTENTION_RELEASE] = "release", [ATTENTION_ELIGIBLE] = "eligible",
};

static void
begin_kind(struct report *report, enum attention_kind kind)
{
	report_section(report, attention_ids[kind], attention_titles[kind]);
	report_table(report, attention_columns, ARRAY_SIZE(attention_columns),
		     true);
}

enum rc
report_attention(struct app *app, const char *none, struct report *report,
		 struct id *subject, struct err *err)
{
	struct attention *rows;
	size_t count;
	enum rc rc = app_attention(app, &rows, &count, err);

	(void)none, (void)subject;
	if (rc != RC_OK)
		return rc;
	mem_free(report->subtitle);
	report->subtitle = xstrdup("For staff");
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || rows[i].kind != rows[i - 1].kind)
			begin_kind(report, rows[i].kind);
		report_cell(report, "%s", rows[i].reference);
		report_cell(report, "%s", rows[i].name);
		report_cell(report, "%s", attention_titles[rows[i].kind]);
		report_cell(report, "%s", rows[i].detail);
	}
	if (count == 0) {
		report_section(report, "nothing", "");
		report_table(report, attention_columns,
			     ARRAY_SIZE(attention_columns), true);
		report_note(report, "Nothing needs attention today.");
	}
	mem_free(rows);
	return RC_OK;
}
