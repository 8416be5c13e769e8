/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include "app/rights_app.h"
#include "app/student_app.h"
#include "base/mem.h"

static void
add_cover(struct report *report, const struct student *s, bool with_others)
{
	report_section(report, "cover", "");
	report_field(report, "reference", "Reference", "%s", s->reference);
	report_field(report, "name", "Name", "%s", s->name);
	report_note(report, "This is everything that the program holds about "
		    "this person. It is for them alone.");
	report_note(report, "%s", with_others
		? "Names of other people are marked. Give them only with the "
		  "leave of each."
		: "Names of other people are left out where they stand by "
		  "themselves.");
	report_note(report, "Notes are given as they were typed. Read them "
		    "before you hand this over: they may name others too.");
}

static void
add_columns(struct report *report, const struct person_table *t)
{
	struct report_column *columns = xcalloc(t->column_count,
						sizeof(*columns));

	for (size_t i = 0; i < t->column_count; i++) {
		columns[i].id = t->columns[i].id;
		columns[i].label = t->columns[i].label;
		columns[i].width = t->columns[i].hidden ? REPORT_HIDDEN : 0;
	}
	report_records(report, columns, t->column_count);
	mem_free(columns);
}

static void
add_table(struct report *report, const struct person_table *t,
	  bool with_others)
{
	report_section(report, t->id, t->heading);
	add_columns(report, t);
	for (size_t i = 0; i < t->cell_count; i++) {
		const struct person_column *c =
			&t->columns[i % t->column_count];

		if (!c->others || t->cells[i][0] == '\0')
			report_cell(report, "%s", t->cells[i]);
		else if (with_others)
			report_cell(report, "%s (somebody else's name)",
				    t->cells[i]);
		else
			report_cell(report, "(somebody else's name, left "
				    "out)");
	}
}

/* So that the reader knows that it was looked for. */
static void
add_empty(struct report *report, const struct person_record *record)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < record->count; i++)
		if (record->tables[i].cell_count == 0)
			buf_addf(&names, "%s%s", names.len > 0 ? "; " : "",
				 record->tables[i].heading);
	if (names.len > 0) {
		report_section(report, "nothing", "Nothing is held under");
		report_note(report, "%s.", names.ptr);
	}
	buf_release(&names);
}

static enum rc
build(struct app *app, const char *ref, bool with_others,
      struct report *report, struct id *subject, struct err *err)
{
	struct student student;
	struct person_record record = { NULL, 0 };
	enum rc rc = app_student_find(app, ref, &student, err);

	if (rc == RC_OK)
		rc = app_person_record(app, &student.id, &record, err);
	if (rc != RC_OK)
		return rc;
	*subject = student.id;
	mem_free(report->subtitle);
	report->subtitle = xasprintf("%s  %s", student.reference,
				     student.name);
	add_cover(report, &student, with_others);
	for (size_t i = 0; i < record.count; i++)
		if (record.tables[i].cell_count > 0)
			add_table(report, &record.tables[i], with_others);
	add_empty(report, &record);
	person_record_release(&record);
	mem_wipe(&student, sizeof(student));
	return RC_OK;
}

enum rc
report_access(struct app *app, const char *ref, struct report *report,
	      struct id *subject, struct err *err)
{
	return build(app, ref, false, report, subject, err);
}

enum rc
report_access_with_others(struct app *app, const char *ref,
			  struct report *report, struct id *subject,
			  struct err *err)
{
	return build(app, ref, true, report, subject, err);
}
