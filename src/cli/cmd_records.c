/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/academy_app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "report/kinds.h"
#include "report/render.h"

/* ---- curriculum ---- */

static const struct report_column version_columns[] = {
	{ "code", "Code", 16, false },
	{ "title", "Title", 0, false },
	{ "items", "Items", 5, true },
	{ "required", "Required", 8, true },
	{ "students", "Students", 8, true },
};

enum rc
cmd_curriculum_list(struct cli *cli, struct err *err)
{
	struct curriculum_version *rows;
	struct report report;
	size_t count;
	enum rc rc = app_curriculum_list(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "curriculum list", "Curricula");
	report_section(&report, "curricula", "");
	report_table(&report, version_columns, ARRAY_SIZE(version_columns),
		     true);
	for (size_t i = 0; i < count; i++) {
		report_cell(&report, "%s@%s", rows[i].code, rows[i].version);
		report_cell(&report, "%s", rows[i].title);
		report_cell(&report, "%d", rows[i].items);
		report_cell(&report, "%d", rows[i].required);
		report_cell(&report, "%d", rows[i].students);
	}
	if (count == 0)
		report_note(&report, "No curriculum yet. \"curriculum import "
			    "web\" loads the one that comes with the "
			    "program.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

enum rc
cmd_curriculum_show(struct cli *cli, struct err *err)
{
	struct report report;
	enum rc rc = report_preview(cli->app, report_kind_find("curriculum"),
				    cli_word(cli, 0), &report, err);

	if (rc != RC_OK)
		return rc;
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

static enum rc
read_curriculum(const char *name, struct buf *data, struct err *err)
{
	const struct embedded *own = embed_find(
		"curriculum/web-development.csv");

	if (strcasecmp(name, "web") != 0)
		return path_read(name, CSV_MAX_BYTES, data, err);
	buf_add(data, own->data, own->size);
	return RC_OK;
}

enum rc
cmd_curriculum_import(struct cli *cli, struct err *err)
{
	const char *as = cli_option(cli, "as");
	struct curriculum_version version;
	struct buf data = BUF_INIT;
	struct csv csv;
	enum rc rc = read_curriculum(cli_word(cli, 0), &data, err);

	if (rc == RC_OK)
		rc = csv_parse(data.ptr, data.len, &csv, err);
	buf_release(&data);
	if (rc != RC_OK)
		return rc;
	rc = app_curriculum_import(cli->app, &csv, as != NULL ? as : "",
				   &version, err);
	csv_release(&csv);
	if (rc == RC_OK)
		fprintf(cli->out, "%s@%s\n", version.code, version.version);
	return rc;
}

/* ---- progress ---- */

static const struct report_column progress_columns[] = {
	{ "item", "Item", 9, false },
	{ "title", "Title", 0, false },
	{ "status", "Status", 15, false },
	{ "date", "Date", 10, false },
	{ "tries", "Tries", 5, true },
	{ "help", "Help", 4, false },
	{ "note", "Note", REPORT_HIDDEN, false },
};

enum rc
cmd_progress_show(struct cli *cli, struct err *err)
{
	struct student student;
	struct course_view c;
	struct report report;
	char day[DATE_TEXT_SIZE];
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = app_course(cli->app, &student.id, &c, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "progress show", student.name);
	report_section(&report, "progress", "");
	report_table(&report, progress_columns, ARRAY_SIZE(progress_columns),
		     true);
	for (size_t i = 0; i < c.count; i++) {
		if (c.items[i].kind == ITEM_COURSE ||
		    c.items[i].kind == ITEM_MODULE)
			continue;
		report_cell(&report, "%s", c.items[i].code);
		report_cell(&report, "%s", c.items[i].title);
		report_cell(&report, "%s", term_label(&term_progress,
						(int)c.marks[i].status));
		report_cell(&report, "%s", date_format(c.marks[i].on, day));
		report_cell(&report, "%d", c.marks[i].attempts);
		report_cell(&report, "%s",
			    c.marks[i].help_needed ? "yes" : "");
		report_cell(&report, "%s", c.marks[i].note);
	}
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	course_view_release(&c);
	return rc;
}

static enum rc
find_cell(struct cli *cli, struct cell_ref *cell, struct err *err)
{
	const char *code = cli_word(cli, 1);
	struct student student;
	struct course_view c;
	enum rc rc = cmd_find_student(cli, 0, &student, err);
	bool found = false;

	if (rc == RC_OK)
		rc = app_course(cli->app, &student.id, &c, err);
	if (rc != RC_OK)
		return rc;
	cell->student_id = student.id;
	for (size_t i = 0; i < c.count && !found; i++)
		if (strcasecmp(c.items[i].code, code) == 0) {
			cell->item_id = c.items[i].id;
			found = true;
		}
	course_view_release(&c);
	return found ? RC_OK
		     : err_set(err, RC_NOT_FOUND, "item",
			       "%s's curriculum has no item %.20s.",
			       student.reference, code);
}

enum rc
cmd_progress_record(struct cli *cli, struct err *err)
{
	struct progress_change change = {
		.medium = cli_option(cli, "paper") ? MEDIUM_PAPER
						   : MEDIUM_WORKSTATION,
		.evidence = cli_option(cli, "evidence"),
		.checked_by = cli_option(cli, "checked-by"),
		.override_reason = cli_option(cli, "reason"),
		.note = cli_option(cli, "note"),
	};
	struct cell_ref cell;
	int status = 0, eligible = 0;
	enum rc rc = find_cell(cli, &cell, err);

	if (rc == RC_OK)
		rc = term_parse(&term_progress, cli_word(cli, 2), &status,
				err);
	if (rc == RC_OK)
		rc = cli_date(cli, "on", &change.on, err);
	if (rc != RC_OK)
		return rc;
	change.status = (enum progress)status;
	rc = app_progress_set(cli->app, &cell, 1, &change, &eligible, err);
	if (rc == RC_CONFLICT && strcmp(err->where, "prerequisite") == 0)
		fprintf(cli->messages, "Use --reason to say why.\n");
	if (rc == RC_OK && eligible > 0)
		fprintf(cli->messages, "%s has done every required item. "
			"\"student graduate %s\" confirms it.\n",
			cli_word(cli, 0), cli_word(cli, 0));
	return rc;
}

enum rc
cmd_progress_help(struct cli *cli, struct err *err)
{
	struct cell_ref cell;
	enum rc rc = find_cell(cli, &cell, err);

	return rc == RC_OK ? app_help_set(cli->app, &cell, 1,
					  cli_option(cli, "off") == NULL, err)
			   : rc;
}

/* ---- sheets ---- */

static const struct report_column kind_columns[] = {
	{ "kind", "Kind", 13, false },
	{ "argument", "Of", 12, false },
	{ "help", "What it says", 0, false },
};

enum rc
cmd_report_list(struct cli *cli, struct err *err)
{
	struct report report;
	enum rc rc;

	report_init(&report, "report list", "Sheets");
	report_section(&report, "kinds", "");
	report_table(&report, kind_columns, ARRAY_SIZE(kind_columns), true);
	for (size_t i = 0; i < report_kind_count; i++) {
		const char *argument = report_kinds[i].argument;

		report_cell(&report, "%s", report_kinds[i].id);
		report_cell(&report, "%s", argument != NULL ? argument : "");
		report_cell(&report, "%s", report_kinds[i].help);
	}
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

/* To standard output, in pages. */
static enum rc
sheet_to_output(struct cli *cli, const struct report_kind *kind,
		const char *of, struct err *err)
{
	struct report report;
	int64_t number;
	enum rc rc = report_build(cli->app, kind, of, "file", &report,
				  &number, err);

	if (rc != RC_OK)
		return rc;
	rc = cli_print(cli, &report, true, err);
	report_release(&report);
	return rc;
}

/* A curriculum may be left out, the newest; days too, today. */
static enum rc
check_argument(const struct report_kind *kind, const char *argument,
	       struct err *err)
{
	static const struct {
		const char *argument, *usage;
		bool needed;
	} rows[] = {
		{ "student", " REF", true }, { "stick", " NUMBER", true },
		{ "case study", " REF", true },
		{ "curriculum", " [CODE]", false },
		{ "days", " [publish,][DAY..][DAY]", false },
	};
	const char *usage = "";
	bool fits = argument == NULL;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (kind->argument != NULL &&
		    strcmp(kind->argument, rows[i].argument) == 0) {
			usage = rows[i].usage;
			fits = argument != NULL || !rows[i].needed;
		}
	if (fits)
		return RC_OK;
	return err_set(err, RC_USAGE, NULL, "Usage: throughgate report %s%s",
		       kind->id, usage);
}

enum rc
cmd_sheet(struct cli *cli, const struct report_kind *kind, const char *of,
	  struct err *err)
{
	const char *output = cli_option(cli, "output");
	enum report_format format;
	int64_t number;
	enum rc rc = cli_format(cli, &format, err);

	if (rc != RC_OK)
		return rc;
	if (cli_option(cli, "print") != NULL)
		return report_to_printer(cli->app, kind, of, &number, err);
	if (output != NULL)
		return report_to_file(cli->app, kind, of, format, output,
				      false, &number, err);
	return sheet_to_output(cli, kind, of, err);
}

enum rc
cmd_report(struct cli *cli, struct err *err)
{
	const struct report_kind *kind = report_kind_find(cli_word(cli, 0));
	const char *of = cli_word(cli, 1);
	enum rc rc;

	if (kind == NULL)
		return err_set(err, RC_INVALID, "kind",
			       "There is no sheet \"%.20s\". \"report list\" "
			       "names them.", cli_word(cli, 0));
	rc = check_argument(kind, of, err);
	return rc == RC_OK ? cmd_sheet(cli, kind, of, err) : rc;
}

/* ---- history ---- */

enum { HISTORY_ROWS = 20 };

static const struct report_column history_columns[] = {
	{ "entry", "Entry", 6, true },
	{ "when", "When", 16, false },
	{ "by", "Who", 16, false },
	{ "what", "What", 0, false },
	{ "undone_by", "Undone by", REPORT_HIDDEN, true },
};

static enum rc
history_subject(struct cli *cli, struct id *id, struct err *err)
{
	struct student student;
	enum rc rc;

	memset(id, 0, sizeof(*id));
	if (cli_word(cli, 0) == NULL)
		return RC_OK;
	rc = cmd_find_student(cli, 0, &student, err);
	*id = student.id;
	return rc;
}

/* A number that a listing printed, or how many rows of one. */
enum rc
cmd_number(const char *text, const char *where, int64_t *number,
	    struct err *err)
{
	char *end;

	*number = strtoll(text, &end, 10);
	if (text[0] != '\0' && *end == '\0' && *number > 0 &&
	    *number < INT32_MAX)
		return RC_OK;
	return err_set(err, RC_INVALID, where,
		       "\"%.20s\" is not a whole number above 0.", text);
}

enum rc
cmd_history(struct cli *cli, struct err *err)
{
	const char *wanted = cli_option(cli, "count");
	int64_t max = HISTORY_ROWS;
	size_t count;
	struct journal_entry *rows;
	struct report report;
	struct id id;
	char when[INSTANT_TEXT_SIZE];
	enum rc rc = history_subject(cli, &id, err);

	if (rc == RC_OK && wanted != NULL)
		rc = cmd_number(wanted, "count", &max, err);
	if (rc == RC_OK)
		rc = app_history(cli->app, id_is_zero(&id) ? NULL : &id, 0,
				 (size_t)max, &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "history", "History");
	report_section(&report, "history", "");
	report_table(&report, history_columns, ARRAY_SIZE(history_columns),
		     true);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].seq > 0)
			report_cell(&report, "%" PRId64, rows[i].seq);
		else
			report_cell(&report, "%s", "");
		report_cell(&report, "%s", instant_format(rows[i].at, when));
		report_cell(&report, "%s", rows[i].by);
		report_cell(&report, "%s%s", rows[i].summary,
			    rows[i].undone_by != 0 ? " (undone)" : "");
		report_cell(&report, "%" PRId64, rows[i].undone_by);
	}
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

static enum rc
undo_entry(struct cli *cli, const char *entry, struct err *err)
{
	int64_t seq;
	enum rc rc = cmd_number(entry, "entry", &seq, err);

	if (rc == RC_OK)
		rc = app_undo_entry(cli->app, seq, err);
	if (rc == RC_OK)
		fprintf(cli->out, "Took back entry %" PRId64 ".\n", seq);
	return rc;
}

enum rc
cmd_undo(struct cli *cli, struct err *err)
{
	char summary[LINE_SIZE];
	enum rc rc;

	if (cli_word(cli, 0) != NULL)
		return undo_entry(cli, cli_word(cli, 0), err);
	rc = app_undo(cli->app, summary, sizeof(summary), err);
	if (rc == RC_OK)
		fprintf(cli->out, "Undid: %s\n", summary);
	return rc;
}

enum rc
cmd_redo(struct cli *cli, struct err *err)
{
	char summary[LINE_SIZE];
	enum rc rc = app_redo(cli->app, summary, sizeof(summary), err);

	if (rc == RC_OK)
		fprintf(cli->out, "Put back: %s\n", summary);
	return rc;
}

/* ---- settings ---- */

static const struct report_column setting_columns[] = {
	{ "setting", "Setting", 14, false },
	{ "value", "Value", 24, false },
	{ "label", "What it is", 0, false },
};

enum rc
cmd_setting_list(struct cli *cli, struct err *err)
{
	struct report report;
	enum rc rc = RC_OK;

	report_init(&report, "setting list", "Settings");
	report_section(&report, "settings", "");
	report_table(&report, setting_columns, ARRAY_SIZE(setting_columns),
		     true);
	for (size_t i = 0; i < setting_count && rc == RC_OK; i++) {
		struct buf value = BUF_INIT;

		rc = app_setting(cli->app, setting_specs[i].id, &value, err);
		report_cell(&report, "%s", setting_specs[i].id);
		report_cell(&report, "%s", value.ptr);
		report_cell(&report, "%s", setting_specs[i].label);
		buf_release(&value);
	}
	if (rc == RC_OK)
		rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

enum rc
cmd_setting_set(struct cli *cli, struct err *err)
{
	return app_setting_save(cli->app, cli_word(cli, 0), cli_word(cli, 1),
				err);
}
