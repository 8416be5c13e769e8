/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <string.h>

#include "app/consent_app.h"
#include "app/student_app.h"
#include "base/mem.h"

enum { TICKS_AT = 52 };

/* ---- the form ---- */

/* What is ticked stands beside the heading. */
static void
add_part(struct report *report, const char *version, const char *part,
	 const char *ticks)
{
	struct buf heading = BUF_INIT, words = BUF_INIT, line = BUF_INIT;

	(void)consent_words(version, part, &heading, &words);
	buf_adds(&line, heading.ptr);
	if (ticks[0] != '\0')
		buf_pad(&line, ' ', TICKS_AT - heading.len);
	buf_adds(&line, ticks);
	report_section(report, part, line.ptr);
	report_note(report, "%s", words.ptr);
	buf_release(&heading);
	buf_release(&words);
	buf_release(&line);
}

/* Apart, as a hand needs room. */
static void
add_signature(struct report *report, const char *id, const char *whose)
{
	report_section(report, id, "");
	report_field(report, id, whose, "____________________________   "
		     "Date: ______________");
}

enum rc
report_consent_form(struct app *app, const char *ref, struct report *report,
		    struct id *subject, struct err *err)
{
	struct student student;
	char version[SHORT_SIZE];
	enum rc rc = app_student_find(app, ref, &student, err);

	if (rc != RC_OK)
		return rc;
	*subject = student.id;
	consent_wording(version);
	mem_free(report->subtitle);
	report->subtitle = xasprintf("%s, %s", student.reference,
				     student.name);
	report_section(report, "form", "");
	report_field(report, "wording", "Wording of this form", "%s",
		     version);
	add_part(report, version, "INTRO", "");
	for (int i = 0; i < CONSENT_PURPOSES; i++)
		add_part(report, version, term_code(&term_consent, i),
			 "[  ] Yes    [  ] No");
	add_part(report, version, "WITHDRAW", "");
	add_part(report, version, "SIGN", "");
	add_signature(report, "signed", "My name, by hand");
	add_signature(report, "witness", "For the academy");
	return RC_OK;
}

/* ---- who has what ---- */

static const struct report_column consent_columns[] = {
	{ "reference", "Reference", 9, false },
	{ "name", "Name", 0, false },
	[2 + CONSENT_HOLD_RECORD] = { "hold_record", "Hold", 5, false },
	[2 + CONSENT_CONTACT_AFTER_RELEASE] = { "contact_after_release",
						"Call", 5, false },
	[2 + CONSENT_SHARE_WITH_EMPLOYER] = { "share_with_employer", "Firm",
					      5, false },
	[2 + CONSENT_SHARE_WITH_MENTOR] = { "share_with_mentor", "Ment.", 5,
					    false },
	[2 + CONSENT_ANONYMISED_STATISTICS] = { "anonymised_statistics",
						"Stat.", 5, false },
	[2 + CONSENT_CASE_STUDY_NAMED] = { "case_study_named", "Named", 5,
					   false },
	[2 + CONSENT_CASE_STUDY_ANONYMOUS] = { "case_study_anonymous",
					       "Anon.", 5, false },
};

static void
add_key(struct report *report)
{
	struct buf key = BUF_INIT;

	for (int i = 0; i < CONSENT_PURPOSES; i++)
		buf_addf(&key, "%s%s: %s", i > 0 ? "; " : "",
			 consent_columns[2 + i].label,
			 term_label(&term_consent, i));
	report_note(report, "%s.", key.ptr);
	report_note(report, "yes: given. no: withdrawn, or refused. Nothing: "
		    "not asked yet, which is not a yes. Only \"yes\" allows "
		    "it.");
	buf_release(&key);
}

enum rc
report_consents(struct app *app, const char *none, struct report *report,
		struct id *subject, struct err *err)
{
	static const char *const words[] = {
		[CONSENT_NOT_ASKED] = "", [CONSENT_GIVEN] = "yes",
		[CONSENT_WITHDRAWN] = "no",
	};
	struct consent_row *rows;
	size_t count;
	enum rc rc = app_consents(app, &rows, &count, err);

	(void)none, (void)subject;
	if (rc != RC_OK)
		return rc;
	report_section(report, "consents", "");
	report_table(report, consent_columns, ARRAY_SIZE(consent_columns),
		     true);
	for (size_t i = 0; i < count; i++) {
		report_cell(report, "%s", rows[i].reference);
		report_cell(report, "%s", rows[i].name);
		for (size_t p = 0; p < CONSENT_PURPOSES; p++)
			report_cell(report, "%s",
				    words[rows[i].parts[p].state]);
	}
	add_key(report);
	mem_free(rows);
	return RC_OK;
}
