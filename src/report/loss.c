/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "model/manifest.h"
#include "store/erase.h"
#include "store/site_store.h"

/* What security and head office are told when a stick is lost: what was on it,
 * and that nobody but whom it was for can read it. */

static enum rc
find(struct app *app, const char *number, struct export_row *row,
     struct err *err)
{
	char *end;
	int64_t n = number != NULL ? strtoll(number, &end, 10) : 0;
	enum rc rc = n > 0 && *end == '\0'
			     ? export_load(app->store, n, row, err)
			     : RC_NOT_FOUND;

	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_NOT_FOUND, "number",
			       "No stick of that number went out from here. "
			       "\"export list\" names them.");
	return rc;
}

static void
add_facts(struct report *report, const struct export_row *row)
{
	char at[INSTANT_TEXT_SIZE], day[DATE_TEXT_SIZE + 4];

	report_section(report, "stick", "The stick");
	report_field(report, "number", "Number", "%06" PRId64, row->number);
	report_field(report, "medium", "Medium", "%s", row->medium);
	report_field(report, "written", "Written", "%s, by %s",
		     instant_format(row->at, at), row->by);
	report_field(report, "lost", "Reported lost", "%s",
		     row->lost_on == DATE_NONE ? "no"
		     : date_format_long(row->lost_on, day));
	report_field(report, "received", "Received", "%s",
		     row->received.utc_s == 0 ? "no receipt has come"
		     : date_format_long(date_of_instant(row->received), day));
	report_section(report, "contents", "What was on it");
	report_field(report, "file", "File", "%s", row->file);
	report_field(report, "kind", "Kind", "%s",
		     term_label(&term_bundle_kind, (int)row->kind));
	report_field(report, "counts", "Records", "%s", row->counts);
	report_field(report, "sha256", "SHA-256", "%s", row->sha256);
}

/* Sealed for head office alone, whoever else can open the return. */
static void
add_escrow(struct app *app, struct report *report,
	   const struct export_row *row)
{
	char name[FILE_NAME_SIZE];

	if (row->kind != BUNDLE_RETURN)
		return;
	manifest_escrow_name(app->academy.code, row->number, name);
	report_field(report, "escrow", "Beside it", "%s: a key in escrow, "
		     "sealed for %s alone", name, row->to_code);
}

static enum rc
add_whose(struct app *app, struct report *report,
	  const struct export_row *row, struct err *err)
{
	struct buf references = BUF_INIT;
	enum rc rc = export_students_list(app->store, row->number,
					  &references, err);

	if (rc == RC_OK && references.len > 0) {
		report_section(report, "whose", "Whose records");
		report_note(report, "%s", references.ptr);
	}
	buf_release(&references);
	return rc;
}

static void
add_recipients(struct report *report, const struct export_row *row)
{
	const char *at = row->recipients;

	report_section(report, "seal", "Who can open it");
	report_note(report, "The file is encrypted (age, X25519) for %s and "
		    "signed by this place. Without one of the secret keys "
		    "that belong to the recipients below, nothing in it can "
		    "be read. None of those keys was on the stick.",
		    row->to_code);
	while (*at != '\0') {
		size_t len = strcspn(at, " ");

		report_field(report, "recipient", "Recipient", "%.*s",
			     (int)len, at);
		at += len;
		at += strspn(at, " ");
	}
}

enum rc
report_loss(struct app *app, const char *number, struct report *report,
	    struct id *subject, struct err *err)
{
	struct export_row row;
	enum rc rc = app_require(app, MAY_EXCHANGE, err);

	(void)subject;
	if (rc == RC_OK)
		rc = find(app, number, &row, err);
	if (rc != RC_OK)
		return rc;
	mem_free(report->subtitle);
	report->subtitle = xstrdup("For security and head office");
	add_facts(report, &row);
	add_escrow(app, report, &row);
	rc = add_whose(app, report, &row, err);
	add_recipients(report, &row);
	return rc;
}
