/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <string.h>

#include "app/progress_app.h"
#include "app/support_app.h"
#include "app/student_app.h"
#include "base/mem.h"
#include "model/progress.h"

/*
 * The sheet goes through many hands on a wing. It says how somebody learns,
 * and leaves out release dates, notes and what helps.
 */
enum { BAR = 22, NEXT_MAX = 5 };

static const struct report_column module_columns[] = {
	{ "module", "Module", 0, false },
	{ "done", "Done", 9, true },
	{ "bar", "", BAR, false },
	{ "hours", "Hours", 11, true },
};

static const struct report_column now_columns[] = {
	{ "code", "Code", 9, false },
	{ "title", "Title", 0, false },
	{ "status", "Status", 22, false },
	{ "date", "Since", 10, false },
};

static const struct report_column next_columns[] = {
	{ "code", "Code", 9, false },
	{ "title", "Title", 28, false },
	{ "hours", "Hours", 5, true },
	{ "evidence", "To show", 0, false },
};

static const struct report_column item_columns[] = {
	{ "code", "Code", 9, false },
	{ "title", "Title", 0, false },
	{ "status", "Status", 15, false },
	{ "date", "Date", 10, false },
	{ "tries", "Tries", 5, true },
};

static void
add_hours(struct report *report, int minutes)
{
	if (minutes % 60 == 0)
		report_cell(report, "%d", minutes / 60);
	else
		report_cell(report, "%d.%02d", minutes / 60,
			    minutes % 60 * 100 / 60);
}

static void
add_person(struct report *report, const struct student *s,
	   const struct student_row *row, const struct course_view *course)
{
	struct tally all = progress_tally(course->items, course->marks, 0,
					  course->count);

	report_section(report, "student", "");
	report_field(report, "reference", "Reference", "%s", s->reference);
	report_field(report, "name", "Name", "%s", s->name);
	if (s->preferred_name[0] != '\0')
		report_field(report, "preferred_name", "Known as", "%s",
			     s->preferred_name);
	report_field(report, "joined", "Joined", "%s", s->date_joined);
	report_field(report, "enrolment", "On the programme", "%s",
		     term_label(&term_enrolment, (int)row->enrolment));
	report_field(report, "curriculum", "Curriculum", "%s, version %s",
		     course->version.title, course->version.version);
	report_field(report, "required_done", "Required items done",
		     "%d of %d", all.required_done, all.required);
	report_field(report, "optional_done", "Optional items done",
		     "%d of %d", all.optional_done, all.optional);
	report_field(report, "hours_done", "Hours of work done", "%d of %d",
		     all.hours_done_min / 60, all.hours_min / 60);
}

static void
add_modules(struct report *report, const struct course_view *c)
{
	char bar[BAR + 1];

	report_section(report, "modules", "Module by module");
	report_table(report, module_columns, ARRAY_SIZE(module_columns),
		     false);
	for (size_t i = 0; i < c->count; i++) {
		struct tally t;
		int done, all;

		if (c->items[i].kind != ITEM_MODULE)
			continue;
		t = progress_tally(c->items, c->marks, i,
				   progress_subtree_end(c->items, c->count,
							i));
		done = t.required_done + t.optional_done;
		all = t.required + t.optional;
		report_bar(bar, BAR, done, all);
		report_cell(report, "%s", c->items[i].title);
		report_cell(report, "%d of %d", done, all);
		report_cell(report, "%s", bar);
		report_cell(report, "%d of %d", t.hours_done_min / 60,
			    t.hours_min / 60);
	}
}

static void
add_status(struct report *report, const struct mark *mark)
{
	report_cell(report, "%s%s",
		    term_label(&term_progress, (int)mark->status),
		    mark->help_needed ? " (help)" : "");
}

static bool
is_at_work(const struct mark *mark)
{
	return mark->help_needed || (mark->status != PROGRESS_NOT_STARTED &&
				     !progress_is_done(mark->status));
}

/* On the first page, before what is behind. */
static void
add_now(struct report *report, const struct course_view *c)
{
	char day[DATE_TEXT_SIZE];
	bool begun = false;

	for (size_t i = 0; i < c->count; i++) {
		if (!is_at_work(&c->marks[i]))
			continue;
		if (!begun) {
			report_section(report, "now", "At work on");
			report_table(report, now_columns,
				     ARRAY_SIZE(now_columns), false);
		}
		begun = true;
		report_cell(report, "%s", c->items[i].code);
		report_cell(report, "%s", c->items[i].title);
		add_status(report, &c->marks[i]);
		report_cell(report, "%s", date_format(c->marks[i].on, day));
	}
}

static void
add_next(struct report *report, const struct course_view *c)
{
	size_t next[NEXT_MAX];
	size_t count = progress_next(c->items, c->marks, c->count, next,
				     NEXT_MAX);

	if (count == 0)
		return;
	report_section(report, "next", "Ready to begin");
	report_table(report, next_columns, ARRAY_SIZE(next_columns), false);
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &c->items[next[i]];

		report_cell(report, "%s", item->code);
		report_cell(report, "%s", item->title);
		add_hours(report, item->hours_min);
		report_cell(report, "%s", item->evidence);
	}
}

static void
add_items(struct report *report, const struct course_view *c)
{
	static const struct id none;
	const struct id *parent = &none;
	char day[DATE_TEXT_SIZE];

	report_section(report, "items", "Every item begun");
	report_table(report, item_columns, ARRAY_SIZE(item_columns), true);
	for (size_t i = 0; i < c->count; i++) {
		const struct mark *mark = &c->marks[i];

		if (mark->status == PROGRESS_NOT_STARTED)
			continue;
		if (!id_equal(&c->items[i].parent_id, parent))
			report_group(report);
		parent = &c->items[i].parent_id;
		report_cell(report, "%s", c->items[i].code);
		report_cell(report, "%s", c->items[i].title);
		add_status(report, mark);
		report_cell(report, "%s", date_format(mark->on, day));
		report_cell(report, "%d", mark->attempts);
	}
	if (report_row_count(&report->sections[report->section_count - 1]) ==
	    0)
		report_note(report, "Nothing begun yet.");
}

static void
add_later(struct app *app, struct report *report, const struct id *id)
{
	const struct later_course *courses;
	size_t count;
	char day[DATE_TEXT_SIZE + 4];
	void *rows;

	if (app_fact_list(app, FACT_COURSE, id, &rows, &count, NULL) != RC_OK)
		return;
	courses = rows;
	for (size_t i = 0; i < count; i++)
		report_field(report, "later_course", "Later course",
			     "%s: done %s", courses[i].title,
			     date_format_long(courses[i].fact.on, day));
	mem_free(rows);
}

static void
add_graduation(struct app *app, struct report *report, const struct id *id)
{
	struct graduate graduate;
	char day[DATE_TEXT_SIZE + 4];

	if (app_graduate(app, id, &graduate, NULL) != RC_OK)
		return;
	report_section(report, "graduate", "Graduate");
	report_field(report, "graduated", "Since", "%s",
		     date_format_long(graduate.on, day));
	report_field(report, "finished", "Finished", "%s", graduate.version);
	report_field(report, "confirmed_by", "Confirmed by", "%s",
		     graduate.confirmed_by);
	add_later(app, report, id);
}

enum rc
report_student(struct app *app, const char *ref, struct report *report,
	       struct id *subject, struct err *err)
{
	struct student student;
	struct student_row row;
	struct course_view course;
	enum rc rc = app_student_find(app, ref, &student, err);

	if (rc == RC_OK)
		rc = app_student_row(app, &student.id, &row, err);
	if (rc == RC_OK)
		rc = app_course(app, &student.id, &course, err);
	if (rc != RC_OK)
		return rc;
	*subject = student.id;
	mem_free(report->subtitle);
	report->subtitle = xasprintf("%s  %s", student.reference,
				     student.name);
	add_person(report, &student, &row, &course);
	add_graduation(app, report, &student.id);
	if (course.count > 0) {
		add_now(report, &course);
		add_modules(report, &course);
		add_next(report, &course);
		add_items(report, &course);
	}
	report_section(report, "signed", "");
	report_note(report, "Student: ____________________  Instructor: "
		    "____________________  Date: ________");
	course_view_release(&course);
	mem_wipe(&student, sizeof(student));
	return RC_OK;
}
