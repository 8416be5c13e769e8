/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "app/academy_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "report/spool.h"

const struct report_kind report_kinds[] = {
	{ "student", "Progress sheet", "One student's progress, to hand over.",
	  "student", report_student },
	{ "person", "Support sheet", "One person's plan, destinations and "
	  "diary.", "student", report_support },
	{ "class", "Class report", "Everybody, with how far they are.", NULL,
	  report_class },
	{ "curriculum", "Curriculum",
	  "The programme: items, hours, evidence asked for.",
	  "curriculum", report_curriculum },
	{ "attention", "Needs attention",
	  "Help, marking, quiet weeks, releases near.", NULL,
	  report_attention },
	{ "consents", "Consents", "Who has agreed to what.", NULL,
	  report_consents },
	{ "consent-form", "Consent form", "To read, tick and sign.",
	  "student", report_consent_form },
	{ "release-board", "Release board",
	  "Who goes within 12 weeks, and what is not ready.", NULL,
	  report_release_board },
	{ "diary", "Follow-up diary",
	  "Whom to call, and what else is due within 14 days.", NULL,
	  report_diary },
	{ "case-study", "Case study", "Its text, where consent allows it.",
	  "case study", report_case },
	{ "applications", "Applications",
	  "How many are at which step, and whose.", NULL,
	  report_applications },
	{ "loans", "Kit on loan", "What is out, and what should be back.",
	  NULL, report_loans },
	{ "access", "Subject access",
	  "Everything held on one person, for them.", "student", report_access },
	{ "access-full", "Full access", "The same, with names of others.",
	  "student", report_access_with_others },
	{ "retention", "Retention", "Records to review: keep on, or erase.",
	  NULL, report_retention },
	{ "loss", "Lost stick", "What was on a stick, and who can open it.",
	  "stick", report_loss },
	{ "keys", "Keys", "Our card and the places that are trusted, to "
	  "compare.", NULL, report_keys },
	{ "outcomes", "Outcomes",
	  "Where graduates are now, with every denominator.", "days",
	  report_outcomes },
};
const size_t report_kind_count = ARRAY_SIZE(report_kinds);

const struct report_kind *
report_kind_find(const char *id)
{
	for (size_t i = 0; i < report_kind_count; i++)
		if (strcasecmp(report_kinds[i].id, id) == 0)
			return &report_kinds[i];
	return NULL;
}

void
report_bar(char *text, size_t width, int done, int all)
{
	size_t inner = width - 2;
	size_t filled = all > 0 ? (size_t)done * inner / (size_t)all : 0;

	/* Begun never looks like nothing, nor nearly done like done. */
	if (done > 0 && filled == 0)
		filled = 1;
	text[0] = '[';
	memset(text + 1, '#', filled);
	memset(text + 1 + filled, '.', inner - filled);
	text[width - 1] = ']';
	text[width] = '\0';
}

static enum rc
add_origin(struct app *app, struct report *report, struct err *err)
{
	struct report_origin *o = &report->origin;
	struct buf footer = BUF_INIT;
	char head[64];
	enum rc rc = app_head(app, head, sizeof(head), err);

	if (rc == RC_OK)
		rc = app_setting(app, "sheet_footer", &footer, err);
	o->academy = xstrdup(app_academy(app)->name);
	if (o->as_at == NULL)
		report_as_at(report, app_as_at(app));
	o->head = xstrdup(rc == RC_OK ? head : "");
	o->footer = buf_detach(&footer);
	return rc;
}

enum rc
report_preview(struct app *app, const struct report_kind *kind,
	       const char *argument, struct report *report, struct err *err)
{
	struct id subject;
	enum rc rc;

	memset(&subject, 0, sizeof(subject));
	report_init(report, kind->id, kind->title);
	rc = kind->build(app, argument, report, &subject, err);
	if (rc == RC_OK)
		rc = add_origin(app, report, err);
	if (rc != RC_OK)
		report_release(report);
	return rc;
}

enum rc
report_build(struct app *app, const struct report_kind *kind,
	     const char *argument, const char *medium, struct report *report,
	     int64_t *number, struct err *err)
{
	struct id subject;
	enum rc rc;

	memset(&subject, 0, sizeof(subject));
	report_init(report, kind->id, kind->title);
	rc = app_require(app, MAY_PRINT, err);
	if (rc == RC_OK)
		rc = kind->build(app, argument, report, &subject, err);
	if (rc == RC_OK)
		rc = app_sheet_issue(app, kind->id,
				     id_is_zero(&subject) ? NULL : &subject,
				     medium, number, err);
	if (rc == RC_OK) {
		report->origin.sheet = xasprintf("%" PRId64, *number);
		rc = add_origin(app, report, err);
	}
	if (rc != RC_OK)
		report_release(report);
	return rc;
}

enum rc
report_to_printer(struct app *app, const struct report_kind *kind,
		  const char *argument, int64_t *number, struct err *err)
{
	struct report report;
	struct buf text = BUF_INIT;
	enum rc rc;

	/* Says why not, before there is a number. */
	if (!spool_available())
		return spool_print("", 0, kind->title, err);
	rc = report_build(app, kind, argument, "printer", &report, number,
			  err);
	if (rc != RC_OK)
		return rc;
	report_render(&report, FORMAT_TEXT, true, &text);
	rc = spool_print(text.ptr, text.len, kind->title, err);
	if (rc != RC_OK)
		app_sheet_failed(app, *number);
	buf_release(&text);
	report_release(&report);
	return rc;
}

enum rc
report_to_file(struct app *app, const struct report_kind *kind,
	       const char *argument, enum report_format format,
	       const char *path, bool replace, int64_t *number,
	       struct err *err)
{
	struct report report;
	struct buf text = BUF_INIT;
	enum rc rc = RC_OK;

	if (!replace && path_exists(path))
		rc = err_set(err, RC_CONFLICT, "output",
			     "There is a file %.200s already. Choose another "
			     "name.", path);
	if (rc == RC_OK)
		rc = report_build(app, kind, argument, "file", &report,
				  number, err);
	if (rc != RC_OK)
		return rc;
	report_render(&report, format, true, &text);
	rc = path_write_atomic(path, text.ptr, text.len, replace, err);
	if (rc != RC_OK)
		app_sheet_failed(app, *number);
	buf_release(&text);
	report_release(&report);
	return rc;
}
