/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

#include <string.h>
#include <strings.h>

#include "app/academy_app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "model/followup.h"

enum rc
cmd_find_student(struct cli *cli, size_t word, struct student *student,
		 struct err *err)
{
	return app_student_find(cli->app, cli_word(cli, word), student, err);
}

/* ---- looking ---- */

static const struct report_column list_columns[] = {
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 0, false },
	{ "enrolment", "Where", 14, false },
	{ "done", "Done", 4, true },
	{ "required", "Of", 4, true },
	{ "last_progress", "Last", 10, false },
	{ "release", "Release", 10, false },
	{ "help", "Help", REPORT_HIDDEN, true },
	{ "to_mark", "To mark", REPORT_HIDDEN, true },
	{ "prison_number", "Number", REPORT_HIDDEN, false },
	{ "custody", "Custody", REPORT_HIDDEN, false },
};

enum rc
cmd_student_list(struct cli *cli, struct err *err)
{
	struct student_row *rows;
	struct report report;
	size_t count;
	char day[DATE_TEXT_SIZE];
	enum rc rc = app_student_list(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "student list", "Students");
	report_section(&report, "students", "");
	report_table(&report, list_columns, ARRAY_SIZE(list_columns), true);
	for (size_t i = 0; i < count; i++) {
		const struct student_row *r = &rows[i];

		report_cell(&report, "%s", r->reference);
		report_cell(&report, "%s", r->name);
		report_cell(&report, "%s",
			    term_label(&term_enrolment, (int)r->enrolment));
		report_cell(&report, "%d", r->done);
		report_cell(&report, "%d", r->required);
		report_cell(&report, "%s",
			    date_format(r->last_progress_on, day));
		report_cell(&report, "%s", date_format(r->release_on, day));
		report_cell(&report, "%d", r->help);
		report_cell(&report, "%d", r->submitted);
		report_cell(&report, "%s", r->prison_number);
		report_cell(&report, "%s",
			    term_label(&term_custody, (int)r->custody));
	}
	if (count == 0)
		report_note(&report, "No students yet.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

static const struct report_column change_columns[] = {
	{ "date", "Date", 10, false },
	{ "axis", "What", 10, false },
	{ "value", "To", 22, false },
	{ "reason", "Reason", 0, false },
	{ "by", "By", 14, false },
};

void
cmd_changes_table(struct report *report)
{
	report_table(report, change_columns, ARRAY_SIZE(change_columns), true);
}

void
cmd_add_changes(struct report *report, const char *axis,
		const struct term_set *set, const struct axis_change *rows,
		size_t count)
{
	char day[DATE_TEXT_SIZE];

	for (size_t i = 0; i < count; i++) {
		report_cell(report, "%s", date_format(rows[i].on, day));
		report_cell(report, "%s", axis);
		report_cell(report, "%s", term_label(set, rows[i].value));
		report_cell(report, "%s%s%s", rows[i].reason,
			    rows[i].reason[0] && rows[i].note[0] ? ": " : "",
			    rows[i].note);
		report_cell(report, "%s", rows[i].by);
	}
}

static enum rc
add_axes(struct cli *cli, const struct id *id, struct report *report,
	 struct err *err)
{
	struct axis_change *rows;
	struct release_date *dates;
	size_t count;
	char day[DATE_TEXT_SIZE];
	enum rc rc = app_enrolment_history(cli->app, id, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_section(report, "changes", "Changes, newest first");
	cmd_changes_table(report);
	cmd_add_changes(report, "enrolment", &term_enrolment, rows, count);
	mem_free(rows);
	rc = app_custody_history(cli->app, id, &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	cmd_add_changes(report, "custody", &term_custody, rows, count);
	mem_free(rows);
	rc = app_release_history(cli->app, id, &dates, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		char recorded[INSTANT_TEXT_SIZE];

		instant_format(dates[i].recorded, recorded);
		report_cell(report, "%.10s", recorded);
		report_cell(report, "release");
		report_cell(report, "%s",
			    dates[i].on == DATE_NONE
				    ? "not known"
				    : date_format(dates[i].on, day));
		report_cell(report, "%s, %s",
			    term_label(&term_release_kind,
				       (int)dates[i].kind),
			    term_label(&term_confidence,
				       (int)dates[i].confidence));
		report_cell(report, "%s", dates[i].by);
	}
	mem_free(dates);
	return rc;
}

static void
add_details(struct report *report, const struct student *s,
	    const struct student_row *row)
{
	char day[DATE_TEXT_SIZE + 4];

	report_section(report, "student", "");
	report_field(report, "reference", "Reference", "%s", s->reference);
	for (size_t i = 1; i < import_column_count; i++) {
		const char *text = (const char *)s + import_columns[i].offset;

		if (text[0] != '\0')
			report_field(report, import_columns[i].id,
				     import_columns[i].label, "%s", text);
	}
	report_field(report, "enrolment", "In the programme", "%s",
		     term_label(&term_enrolment, (int)row->enrolment));
	report_field(report, "custody", "Now", "%s",
		     term_label(&term_custody, (int)row->custody));
	report_field(report, "release", "Release", "%s",
		     date_format_long(row->release_on, day));
	report_field(report, "done", "Required items done", "%d of %d",
		     row->done, row->required);
}

enum rc
cmd_student_show(struct cli *cli, struct err *err)
{
	struct student student;
	struct student_row row;
	struct report report;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = app_student_row(cli->app, &student.id, &row, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "student show", student.name);
	add_details(&report, &student, &row);
	rc = add_axes(cli, &student.id, &report, err);
	if (rc == RC_OK)
		rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

/* ---- adding, changing ---- */

static void
option_name(const char *column, char *name, size_t size)
{
	if (strcmp(column, "date_joined") == 0)
		column = "joined";
	snprintf(name, size, "%s", column);
	for (char *p = name; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
}

static enum rc
take_fields(struct cli *cli, struct student *student, struct err *err)
{
	char name[32];

	for (size_t i = 0; i < import_column_count; i++) {
		const struct import_column *c = &import_columns[i];
		const char *value;

		option_name(c->id, name, sizeof(name));
		value = cli_option(cli, name);
		if (value == NULL)
			continue;
		if (strlen(value) >= c->size)
			return err_set(err, RC_INVALID, name,
				       "--%s is too long.", name);
		snprintf((char *)student + c->offset, c->size, "%s", value);
	}
	return RC_OK;
}

enum rc
cmd_student_add(struct cli *cli, struct err *err)
{
	struct student student;
	enum rc rc = app_student_blank(cli->app, &student, err);

	if (rc == RC_OK)
		rc = take_fields(cli, &student, err);
	if (rc == RC_OK)
		rc = app_student_save(cli->app, &student, err);
	if (rc == RC_OK)
		fprintf(cli->out, "%s\n", student.reference);
	return rc;
}

static bool
gives_fields(const struct cli *cli)
{
	char name[32];

	for (size_t i = 0; i < import_column_count; i++) {
		option_name(import_columns[i].id, name, sizeof(name));
		if (cli_option(cli, name) != NULL)
			return true;
	}
	return false;
}

enum rc
cmd_student_change(struct cli *cli, struct err *err)
{
	struct student student;
	enum rc rc;

	if (!gives_fields(cli))
		return err_set(err, RC_USAGE, NULL,
			       "Say what changes, such as --wing \"B, 2-14\". "
			       "\"throughgate help student change\" lists what "
			       "can.");
	rc = cmd_find_student(cli, 0, &student, err);
	if (rc == RC_OK)
		rc = take_fields(cli, &student, err);
	return rc == RC_OK ? app_student_save(cli->app, &student, err) : rc;
}

static void
print_plan(struct cli *cli, const struct import_plan *plan)
{
	fprintf(cli->out, "%zu new, %zu changed, %zu the same, %zu not "
		"readable\n", plan->added, plan->changed, plan->same,
		plan->bad);
	for (size_t i = 0; i < plan->count; i++) {
		const struct import_row *row = &plan->rows[i];

		if (row->state == IMPORT_BAD)
			fprintf(cli->messages, "line %u, column %u (%s): "
				"%s\n", row->err.line, row->err.column,
				row->err.where, row->err.text);
	}
}

enum rc
cmd_student_import(struct cli *cli, struct err *err)
{
	struct buf data = BUF_INIT;
	struct import_plan plan = { .rows = NULL };
	struct csv csv;
	enum rc rc = path_read(cli_word(cli, 0), CSV_MAX_BYTES, &data, err);

	if (rc == RC_OK)
		rc = csv_parse(data.ptr, data.len, &csv, err);
	buf_release(&data);
	if (rc != RC_OK)
		return rc;
	rc = app_import_plan(cli->app, &csv, NULL, &plan, err);
	if (rc == RC_OK)
		print_plan(cli, &plan);
	if (rc == RC_OK && cli_option(cli, "dry-run") == NULL)
		rc = app_import_apply(cli->app, &plan,
				      cli_option(cli, "skip-bad") != NULL,
				      err);
	if (rc == RC_INVALID && plan.bad > 0)
		rc = err_set(err, RC_INVALID, NULL,
			     "Nothing was imported. Mend the lines above, or "
			     "say --skip-bad to leave them out.");
	import_plan_release(&plan);
	csv_release(&csv);
	return rc;
}

/* ---- dated changes ---- */

/* REF STATUS --on DATE, as both axes take them. */
struct move {
	struct student student;
	int to;
	civil_date on;
	const char *reason, *note;
};

static enum rc
read_move(struct cli *cli, const struct term_set *values, struct move *move,
	  struct err *err)
{
	enum rc rc = cmd_find_student(cli, 0, &move->student, err);

	move->to = 0;
	move->reason = cli_option(cli, "reason");
	move->note = cli_option(cli, "note");
	if (rc == RC_OK)
		rc = term_parse(values, cli_word(cli, 1), &move->to, err);
	return rc == RC_OK ? cli_date(cli, "on", &move->on, err) : rc;
}

enum rc
cmd_student_enrol(struct cli *cli, struct err *err)
{
	struct move m;
	enum rc rc = read_move(cli, &term_enrolment, &m, err);

	return rc == RC_OK ? app_enrol(cli->app, &m.student.id, 1,
				       (enum enrolment)m.to, m.on, m.reason,
				       m.note, err)
			   : rc;
}

/* Of who came back: it would count again after the next release. */
static enum rc
say_what_runs(struct cli *cli, const struct student *student, struct err *err)
{
	struct destination *rows;
	size_t count;
	enum rc rc = app_destinations(cli->app, &student->id, &rows, &count,
				      err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (fact_runs(&rows[i].fact, app_today(cli->app)))
			fprintf(cli->messages, "\"%s\" still runs; if it has "
				"ended: fact end %s destination %d "
				"returned-to-custody\n",
				term_label(&term_destination,
					   (int)rows[i].kind),
				student->reference, rows[i].fact.number);
	mem_free(rows);
	return rc;
}

enum rc
cmd_student_custody(struct cli *cli, struct err *err)
{
	struct student_row before = { .custody = CUSTODY_UNKNOWN };
	struct move m;
	enum rc rc = read_move(cli, &term_custody, &m, err);

	if (rc == RC_OK)
		rc = app_student_row(cli->app, &m.student.id, &before, err);
	if (rc == RC_OK)
		rc = app_custody(cli->app, &m.student.id, 1,
				 (enum custody)m.to, m.on, m.reason, m.note,
				 err);
	return rc == RC_OK && custody_is_out(before.custody) &&
			       custody_is_inside((enum custody)m.to)
		       ? say_what_runs(cli, &m.student, err)
		       : rc;
}

enum rc
cmd_student_release(struct cli *cli, struct err *err)
{
	struct release_date date = { .on = DATE_NONE,
				     .kind = RELEASE_CONDITIONAL };
	struct student student;
	const char *kind = cli_option(cli, "kind");
	const char *note = cli_option(cli, "note");
	int value = RELEASE_CONDITIONAL;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK && strcasecmp(cli_word(cli, 1), "none") != 0)
		rc = date_parse(cli_word(cli, 1), &date.on, err);
	if (rc == RC_OK && kind != NULL)
		rc = term_parse(&term_release_kind, kind, &value, err);
	if (rc != RC_OK)
		return rc;
	date.kind = (enum release_kind)value;
	date.confidence = cli_option(cli, "confirmed") ? CONFIDENCE_CONFIRMED
						       : CONFIDENCE_EXPECTED;
	if (note != NULL)
		snprintf(date.note, sizeof(date.note), "%s", note);
	return app_release_date(cli->app, &student.id, &date, err);
}

enum rc
cmd_student_pin(struct cli *cli, struct err *err)
{
	struct student student;
	struct curriculum_version version;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = app_curriculum_find(cli->app, cli_word(cli, 1), &version,
					 err);
	return rc == RC_OK ? app_pin(cli->app, &student.id, 1, &version.id,
				     err)
			   : rc;
}

enum rc
cmd_student_graduate(struct cli *cli, struct err *err)
{
	struct student student;
	civil_date on;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK ? app_graduate_confirm(cli->app, &student.id, on,
						  err)
			   : rc;
}
