/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/rights_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "report/kinds.h"

enum rc
cmd_student_access(struct cli *cli, struct err *err)
{
	bool with_others = cli_option(cli, "with-others") != NULL;

	return cmd_sheet(cli, report_kind_find(with_others ? "access-full"
							   : "access"),
			 cli_word(cli, 0), err);
}

/* ---- erasing ---- */

static void
print_copies(FILE *out, const struct other_copy *rows, size_t count)
{
	char day[DATE_TEXT_SIZE + 4];

	if (count > 0)
		fputs("Copies that this does not reach:\n", out);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "  %s%s%s\n    %s\n", rows[i].what,
			rows[i].on != DATE_NONE ? ", " : "",
			rows[i].on != DATE_NONE
				? date_format_long(rows[i].on, day) : "",
			other_copy_advice(rows[i].kind));
}

/* Not what a slip of the hand can answer. */
static enum rc
confirm(struct cli *cli, const struct student *student, struct err *err)
{
	char typed[CODE_SIZE * 2] = "";
	FILE *tty;

	if (cli_option(cli, "yes") != NULL)
		return RC_OK;
	tty = fopen("/dev/tty", "r+e");
	if (tty == NULL)
		return err_set(err, RC_USAGE, "yes",
			       "There is no terminal to ask on. Say --yes if "
			       "you mean it.");
	fprintf(tty, "Everything about %s is erased, and nothing brings it "
		"back.\nType %s to erase it: ", student->name,
		student->reference);
	fflush(tty);
	if (fgets(typed, sizeof(typed), tty) == NULL)
		typed[0] = '\0';
	fclose(tty);
	typed[strcspn(typed, "\n")] = '\0';
	return strcasecmp(typed, student->reference) == 0
		       ? RC_OK
		       : err_set(err, RC_CANCELLED, NULL,
				 "That is not the reference; nothing was "
				 "erased.");
}

static enum rc
read_reason(struct cli *cli, enum erase_reason *reason, struct err *err)
{
	const char *text = cli_option(cli, "reason");
	int value = 0;
	enum rc rc = term_parse(&term_erase_reason, text != NULL ? text : "",
				&value, err);

	*reason = (enum erase_reason)value;
	return rc;
}

enum rc
cmd_student_erase(struct cli *cli, struct err *err)
{
	struct student student;
	enum erase_reason reason;
	struct other_copy *copies = NULL;
	size_t count = 0;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = read_reason(cli, &reason, err);
	if (rc == RC_OK)
		rc = app_may_erase(cli->app, &student.id, err);
	if (rc == RC_OK)
		rc = app_other_copies(cli->app, &student.id, &copies, &count,
				      err);
	if (rc == RC_OK)
		rc = confirm(cli, &student, err);
	if (rc == RC_OK)
		rc = app_erase(cli->app, &student.id, reason, err);
	if (rc == RC_OK) {
		fprintf(cli->out, "Erased. The next return or site pack tells "
			"the places that have a copy.\n");
		print_copies(cli->out, copies, count);
	}
	mem_free(copies);
	mem_wipe(&student, sizeof(student));
	return rc;
}

static const struct report_column erasure_columns[] = {
	{ "date", "When", 12, false },
	{ "reason", "Why", 26, false },
	{ "by", "By", 20, false },
	{ "place", "Erased at", 0, false },
};

enum rc
cmd_erasure_list(struct cli *cli, struct err *err)
{
	struct report report;
	struct erasure *rows;
	size_t count;
	char day[DATE_TEXT_SIZE];
	enum rc rc = app_erasures(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "erasure list", "Erasures");
	report_section(&report, "erasures", "");
	report_table(&report, erasure_columns, ARRAY_SIZE(erasure_columns),
		     true);
	for (size_t i = 0; i < count; i++) {
		report_cell(&report, "%s", date_format(rows[i].on, day));
		report_cell(&report, "%s", term_label(&term_erase_reason,
						      (int)rows[i].reason));
		report_cell(&report, "%s", rows[i].by);
		report_cell(&report, "%s", rows[i].place[0] != '\0'
					   ? rows[i].place : "here");
	}
	if (count == 0)
		report_note(&report, "Nothing was erased.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

/* ---- retention ---- */

enum rc
cmd_retention_list(struct cli *cli, struct err *err)
{
	civil_date until = DATE_NONE;
	struct report report;
	enum rc rc = cli_date(cli, "until", &until, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "retention list", "Records to review");
	rc = report_retention_until(cli->app,
				    until != DATE_NONE ? until
						       : app_as_at(cli->app),
				    &report, err);
	if (rc == RC_OK)
		rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

enum rc
cmd_retention_keep(struct cli *cli, struct err *err)
{
	const char *reason = cli_option(cli, "reason");
	struct student student;
	civil_date until = DATE_NONE;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = date_parse(cli_word(cli, 1), &until, err);
	return rc == RC_OK ? app_keep(cli->app, &student.id, until,
				      reason != NULL ? reason : "", err)
			   : rc;
}

/* ---- requests ---- */

enum rc
cmd_request_add(struct cli *cli, struct err *err)
{
	const char *note = cli_option(cli, "note");
	struct student student;
	struct data_request request;
	char day[DATE_TEXT_SIZE + 4];
	int value = 0;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	fact_init(FACT_REQUEST, &request);
	request.fact.student_id = student.id;
	request.complex = cli_option(cli, "complex") != NULL;
	if (rc == RC_OK)
		rc = term_parse(&term_request, cli_word(cli, 1), &value, err);
	request.request = (enum request)value;
	if (rc == RC_OK)
		rc = cli_date(cli, "on", &request.fact.on, err);
	if (rc != RC_OK)
		return rc;
	snprintf(request.note, sizeof(request.note), "%s",
		 note != NULL ? note : "");
	rc = app_fact_add(cli->app, FACT_REQUEST, &request, err);
	if (rc == RC_OK)
		fprintf(cli->out, "To be answered by %s.\n",
			date_format_long(request_due(request.fact.on,
						     request.complex), day));
	return rc;
}

static const struct report_column request_columns[] = {
	{ "reference", "Reference", 9, false },
	{ "number", "No", 3, true },
	{ "name", "Name", 0, false },
	{ "request", "Asked", 20, false },
	{ "received", "On", 10, false },
	{ "due", "Answer by", 10, false },
	{ "note", "Note", REPORT_HIDDEN, false },
};

enum rc
cmd_request_list(struct cli *cli, struct err *err)
{
	struct report report;
	struct open_request *rows;
	size_t count;
	char day[DATE_TEXT_SIZE];
	enum rc rc = app_requests(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "request list", "Requests");
	report_section(&report, "requests", "");
	report_table(&report, request_columns, ARRAY_SIZE(request_columns),
		     true);
	for (size_t i = 0; i < count; i++) {
		const struct data_request *r = &rows[i].request;

		report_cell(&report, "%s", rows[i].reference);
		report_cell(&report, "%d", r->fact.number);
		report_cell(&report, "%s", rows[i].name);
		report_cell(&report, "%s", term_label(&term_request,
						      (int)r->request));
		report_cell(&report, "%s", date_format(r->fact.on, day));
		report_cell(&report, "%s", date_format(rows[i].due_on, day));
		report_cell(&report, "%s", r->note);
	}
	if (count == 0)
		report_note(&report, "Nothing waits for an answer.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

enum rc
cmd_request_answered(struct cli *cli, struct err *err)
{
	struct student student;
	int64_t number;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = cmd_number(cli_word(cli, 1), "number", &number, err);
	return rc == RC_OK ? app_request_answered(cli->app, &student.id,
						  (int)number,
						  cli_option(cli, "note"),
						  err)
			   : rc;
}
