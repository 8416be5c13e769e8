/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <string.h>

#include "base/mem.h"
#include "exchange/card.h"
#include "exchange/exchange.h"

/* What others need to trust this place, and whom it trusts, with fingerprints
 * to compare by voice. Nothing on it is secret. */

static void
add_own(struct report *report, const struct site *site)
{
	char fingerprint[FINGERPRINT_SIZE];

	card_fingerprint(site, fingerprint);
	report_section(report, "place", "This place");
	report_field(report, "kind", "Kind", "%s",
		     term_label(&term_site_kind, (int)site->kind));
	report_field(report, "code", "Code", "%s", site->code);
	report_field(report, "name", "Name", "%s", site->name);
	report_field(report, "fingerprint", "Fingerprint", "%s", fingerprint);
	report_field(report, "age", "age", "%s", site->age_recipient);
	report_field(report, "minisign", "minisign", "%s", site->sign_key);
	report_note(report, "To trust this place, another reads its card from "
		    "a stick, calls here on a number they know already, and "
		    "compares the eight groups of the fingerprint. If one "
		    "digit differs, the card is not ours.");
}

static const struct report_column columns[] = {
	{ "code", "Code", 8, false },
	{ "state", "State", 11, false },
	{ "fingerprint", "Fingerprint", 0, false },
	{ "trusted_on", "since", REPORT_HIDDEN, false },
	{ "name", "name", REPORT_HIDDEN, false },
	{ "kind", "kind", REPORT_HIDDEN, false },
	{ "age", "age", REPORT_HIDDEN, false },
	{ "minisign", "minisign", REPORT_HIDDEN, false },
};

static void
add_place(struct report *report, const struct site *site)
{
	char fingerprint[FINGERPRINT_SIZE], day[DATE_TEXT_SIZE];

	card_fingerprint(site, fingerprint);
	report_cell(report, "%s", site->code);
	report_cell(report, "%s", site->state == SITE_TRUSTED
					  ? "trusted" : "not trusted");
	report_cell(report, "%s", fingerprint);
	report_cell(report, "%s", date_format(site->on, day));
	report_cell(report, "%s", site->name);
	report_cell(report, "%s",
		    term_label(&term_site_kind, (int)site->kind));
	report_cell(report, "%s", site->age_recipient);
	report_cell(report, "%s", site->sign_key);
}

static enum rc
add_places(struct app *app, struct report *report, struct err *err)
{
	struct site *rows;
	size_t count;
	enum rc rc = exchange_sites(app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_section(report, "places", "Places known here");
	report_table(report, columns, ARRAY_SIZE(columns), true);
	for (size_t i = 0; i < count; i++)
		add_place(report, &rows[i]);
	if (count == 0)
		report_note(report, "No place is trusted yet.");
	mem_free(rows);
	return RC_OK;
}

enum rc
report_keys(struct app *app, const char *none, struct report *report,
	    struct id *subject, struct err *err)
{
	struct buf card = BUF_INIT;
	struct site site;
	enum rc rc = exchange_card(app, &card, err);

	(void)none;
	(void)subject;
	if (rc == RC_OK)
		rc = card_parse(card.ptr, card.len, &site, err);
	buf_release(&card);
	if (rc != RC_OK)
		return rc;
	add_own(report, &site);
	return add_places(app, report, err);
}
