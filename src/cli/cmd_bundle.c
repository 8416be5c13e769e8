/* SPDX-License-Identifier: ISC */
/* export, import, and the register of sticks. */
#include "cli/commands.h"

#include <inttypes.h>
#include <string.h>

#include "app/student_app.h"
#include "base/mem.h"
#include "exchange/exchange.h"

/* ---- export ---- */

/* The words after the kind: students, or the curriculum. */
static enum rc
take_words(struct cli *cli, struct export_request *request, struct id **ids,
	   struct err *err)
{
	enum rc rc = RC_OK;

	if (request->kind == BUNDLE_CURRICULUM && cli->word_count == 2) {
		request->curriculum = cli_word(cli, 1);
		return RC_OK;
	}
	if (request->kind != BUNDLE_TRANSFER && cli->word_count > 1)
		return err_set(err, RC_USAGE, NULL,
			       "\"export %s\" takes no REF.",
			       cli_word(cli, 0));
	for (size_t i = 1; i < cli->word_count && rc == RC_OK; i++) {
		struct student student;

		rc = cmd_find_student(cli, i, &student, err);
		*ids = xgrow(*ids, request->student_count, sizeof(**ids));
		(*ids)[request->student_count++] = student.id;
	}
	request->students = *ids;
	return rc;
}

static void
say_written(struct cli *cli, const struct export_row *row)
{
	fprintf(cli->messages, "Written and checked: %s.\n", row->counts);
	fprintf(cli->out, "%s\n%s\n", row->file, row->sha256);
}

static enum rc
run_export(struct cli *cli, const struct export_request *request,
	   struct err *err)
{
	struct buf words = BUF_INIT;
	struct export_row row;
	enum rc rc = exchange_preview(cli->app, request, &words, err);

	if (rc == RC_OK)
		fputs(words.ptr, cli->messages);
	buf_release(&words);
	if (rc != RC_OK || cli_option(cli, "dry-run") != NULL)
		return rc;
	rc = exchange_export(cli->app, request, cmd_show_progress, cli, &row,
			     err);
	cmd_end_progress(cli);
	if (rc == RC_OK)
		say_written(cli, &row);
	return rc;
}

enum rc
cmd_export(struct cli *cli, struct err *err)
{
	const char *recipients[CLI_MAX_OPTIONS];
	struct export_request request = {
		.to = cli_option(cli, "site"), .dir = cli_option(cli, "to"),
		.recipients = recipients,
		.full = cli_option(cli, "full") != NULL,
	};
	struct id *ids = NULL;
	int kind;
	enum rc rc = term_parse(&term_bundle_kind, cli_word(cli, 0), &kind,
				err);

	if (rc == RC_OK && request.dir == NULL)
		rc = err_set(err, RC_USAGE, "to",
			     "Say where to write it: --to DIR. \"volume list\" "
			     "names the sticks that are plugged in.");
	if (rc != RC_OK)
		return rc;
	request.kind = (enum bundle_kind)kind;
	while ((recipients[request.recipient_count] =
			cli_option_at(cli, "recipient",
				      request.recipient_count)) != NULL)
		request.recipient_count++;
	rc = take_words(cli, &request, &ids, err);
	if (rc == RC_OK)
		rc = run_export(cli, &request, err);
	mem_free(ids);
	return rc;
}

/* ---- import ---- */

static const struct report_column line_columns[] = {
	{ "reference", "Ref", 16, false },
	{ "name", "Name", 22, false },
	{ "state", "State", 12, false },
	{ "why", "What", 0, false },
};

static enum rc
print_lines(struct cli *cli, const struct import_bundle *bundle,
	    struct err *err)
{
	size_t count;
	const struct bundle_line *lines = import_bundle_lines(bundle, &count);
	struct report report;
	enum rc rc;

	report_init(&report, "import", "What is in it");
	report_section(&report, "lines", "");
	report_table(&report, line_columns, ARRAY_SIZE(line_columns), true);
	for (size_t i = 0; i < count; i++) {
		report_cell(&report, "%s", lines[i].reference);
		report_cell(&report, "%s", lines[i].name);
		report_cell(&report, "%s",
			    term_label(&term_line_state,
				       (int)lines[i].state));
		report_cell(&report, "%s", lines[i].why);
	}
	if (count == 0)
		report_note(&report, "Nothing has changed since the last.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

static void
say_who(struct cli *cli, const struct import_bundle *bundle)
{
	const struct bundle_manifest *m = import_bundle_manifest(bundle);
	char at[INSTANT_TEXT_SIZE];

	fprintf(cli->messages, "Stick %06" PRId64 ", a %s, signed by %s, %s, "
		"on %s.\n", m->number,
		term_code(&term_bundle_kind, (int)m->kind), m->from_code,
		import_bundle_from(bundle)->name,
		instant_format(m->created, at));
}

static void
say_counts(struct cli *cli, const struct import_bundle *bundle)
{
	size_t count, n[LINE_REFUSED + 1] = { 0 };
	const struct bundle_line *lines = import_bundle_lines(bundle, &count);

	for (size_t i = 0; i < count; i++)
		n[lines[i].state]++;
	fprintf(cli->messages, "%zu new, %zu changed, %zu here already, %zu "
		"refused.%s\n", n[LINE_NEW], n[LINE_CHANGED], n[LINE_SAME],
		n[LINE_REFUSED], cli_option(cli, "dry-run") != NULL
			? " Nothing was changed." : "");
}

enum rc
cmd_import(struct cli *cli, struct err *err)
{
	struct import_bundle *bundle;
	enum rc rc = exchange_open(cli->app, cli_word(cli, 0),
				   cmd_show_progress, cli, &bundle, err);

	cmd_end_progress(cli);
	if (rc != RC_OK)
		return rc;
	say_who(cli, bundle);
	if (cli_option(cli, "dry-run") == NULL)
		rc = exchange_apply(cli->app, bundle, NULL, err);
	if (rc == RC_OK)
		rc = print_lines(cli, bundle, err);
	if (rc == RC_OK)
		say_counts(cli, bundle);
	import_bundle_free(bundle);
	return rc;
}

/* ---- the register ---- */

static const struct report_column out_columns[] = {
	{ "number", "No", 6, false },
	{ "kind", "Kind", 10, false },
	{ "to", "For", 8, false },
	{ "on", "Written", 10, false },
	{ "received", "Received", 10, false },
	{ "lost", "Lost", 10, false },
	{ "counts", "What", 0, false },
	{ "finished", "Finished", REPORT_HIDDEN, false },
	{ "file", "File", REPORT_HIDDEN, false },
	{ "medium", "Medium", REPORT_HIDDEN, false },
	{ "sha256", "SHA-256", REPORT_HIDDEN, false },
	{ "recipients", "Recipients", REPORT_HIDDEN, false },
	{ "by", "By", REPORT_HIDDEN, false },
};

static void
add_out(struct report *report, const struct export_row *r)
{
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%06" PRId64, r->number);
	report_cell(report, "%s", term_code(&term_bundle_kind, (int)r->kind));
	report_cell(report, "%s", r->to_code);
	report_cell(report, "%s", date_format(date_of_instant(r->at), day));
	report_cell(report, "%s", r->received.utc_s == 0 ? ""
			: date_format(date_of_instant(r->received), day));
	report_cell(report, "%s", date_format(r->lost_on, day));
	report_cell(report, "%s%s", r->finished ? "" : "NOT FINISHED, write "
		    "it again: ", r->counts);
	report_cell(report, "%s", r->finished ? "yes" : "no");
	report_cell(report, "%s", r->file);
	report_cell(report, "%s", r->medium);
	report_cell(report, "%s", r->sha256);
	report_cell(report, "%s", r->recipients);
	report_cell(report, "%s", r->by);
}

enum rc
cmd_export_list(struct cli *cli, struct err *err)
{
	struct report report;
	struct export_row *rows;
	size_t count;
	enum rc rc = exchange_register(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "export list", "Sticks that went out");
	report_section(&report, "sticks", "");
	report_table(&report, out_columns, ARRAY_SIZE(out_columns), true);
	for (size_t i = 0; i < count; i++)
		add_out(&report, &rows[i]);
	if (count == 0)
		report_note(&report, "None yet.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

static const struct report_column in_columns[] = {
	{ "from", "From", 8, false },
	{ "number", "No", 6, false },
	{ "kind", "Kind", 10, false },
	{ "on", "Taken in", 10, false },
	{ "counts", "What", 0, false },
	{ "superseded", "From before they went back to an older copy",
	  REPORT_HIDDEN, false },
	{ "left_out", "Left out", REPORT_HIDDEN, true },
	{ "file", "File", REPORT_HIDDEN, false },
	{ "sha256", "SHA-256", REPORT_HIDDEN, false },
	{ "by", "By", REPORT_HIDDEN, false },
};

enum rc
cmd_import_list(struct cli *cli, struct err *err)
{
	struct report report;
	struct import_row_log *rows;
	char day[DATE_TEXT_SIZE];
	size_t count;
	enum rc rc = exchange_arrivals(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "import list", "Sticks that came in");
	report_section(&report, "sticks", "");
	report_table(&report, in_columns, ARRAY_SIZE(in_columns), true);
	for (size_t i = 0; i < count; i++) {
		const struct import_row_log *r = &rows[i];

		report_cell(&report, "%s", r->from_code);
		report_cell(&report, "%06" PRId64, r->number);
		report_cell(&report, "%s",
			    term_code(&term_bundle_kind, (int)r->kind));
		report_cell(&report, "%s",
			    date_format(date_of_instant(r->at), day));
		report_cell(&report, "%s", r->counts);
		report_cell(&report, "%s", r->superseded ? "yes" : "no");
		report_cell(&report, "%" PRId64, r->left_out);
		report_cell(&report, "%s", r->file);
		report_cell(&report, "%s", r->sha256);
		report_cell(&report, "%s", r->by);
	}
	if (count == 0)
		report_note(&report, "None yet.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

enum rc
cmd_stick_lost(struct cli *cli, struct err *err)
{
	int64_t number;
	enum rc rc = cmd_number(cli_word(cli, 0), "number", &number, err);

	if (rc == RC_OK)
		rc = exchange_mark_lost(cli->app, number,
					cli_option(cli, "note"), err);
	if (rc == RC_OK)
		fprintf(cli->messages, "Noted. \"report loss %" PRId64
			"\" is the sheet to hand in.\n", number);
	return rc;
}

enum rc
cmd_student_reclaim(struct cli *cli, struct err *err)
{
	struct student student;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	return rc == RC_OK ? exchange_reclaim(cli->app, &student.id,
					      cli_option(cli, "reason"), err)
			   : rc;
}

/* ---- volumes ---- */

static const struct report_column volume_columns[] = {
	{ "path", "Where", 0, false },
	{ "label", "Label", 12, false },
	{ "type", "Type", 6, false },
	{ "stick", "Stick", 5, false },
	{ "writable", "Write", 5, false },
	{ "free_mib", "Free MiB", 8, true },
	{ "device", "Device", REPORT_HIDDEN, false },
};

enum rc
cmd_volume_list(struct cli *cli, struct err *err)
{
	struct report report;
	struct volume *rows;
	size_t count;
	enum rc rc = volume_list(NULL, cli->vault_dir, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "volume list", "Sticks and disks");
	report_section(&report, "volumes", "");
	report_table(&report, volume_columns, ARRAY_SIZE(volume_columns),
		     true);
	for (size_t i = 0; i < count; i++) {
		report_cell(&report, "%s", rows[i].path);
		report_cell(&report, "%s", rows[i].label);
		report_cell(&report, "%s", rows[i].type);
		report_cell(&report, "%s", rows[i].removable ? "yes" : "no");
		report_cell(&report, "%s", rows[i].writable ? "yes" : "no");
		report_cell(&report, "%" PRId64,
			    rows[i].free_bytes / (1024 * 1024));
		report_cell(&report, "%s", rows[i].device);
	}
	if (count == 0)
		report_note(&report, "None but the disk that the records are "
			    "on. Plug a stick in, and mount it.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}
