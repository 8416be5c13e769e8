/* SPDX-License-Identifier: ISC */
/*
 * kinds: the sheets there are, one row each, and the listings of the command
 * line. Each is built from app/ once, and rendered in any format.
 */
#ifndef REPORT_KINDS_H
#define REPORT_KINDS_H

#include "app/app.h"
#include "report/render.h"
#include "report/report.h"

struct report_kind {
	const char *id, *title, *help;
	/* What the argument is: "student", "curriculum", "stick",
	 * "case study", "days" (which may be left out), or NULL for none. */
	const char *argument;
	/* subject is set to the student's id, where there is one. */
	enum rc (*build)(struct app *app, const char *argument,
			 struct report *report, struct id *subject,
			 struct err *err);
};
extern const struct report_kind report_kinds[];
extern const size_t report_kind_count;
/* NULL when there is none of that name. */
const struct report_kind *report_kind_find(const char *id);

/* Builds a sheet: the report, its number (logged; medium is "printer" or
 * "file"), academy, as-at date and journal head. */
MUST_USE enum rc report_build(struct app *app, const struct report_kind *kind,
			      const char *argument, const char *medium,
			      struct report *report, int64_t *number,
			      struct err *err);
/* Builds a sheet and prints it. What can be known beforehand to fail (no
 * printer, not permitted) is refused before it has a number. number is the
 * sheet's. */
MUST_USE enum rc report_to_printer(struct app *app,
				   const struct report_kind *kind,
				   const char *argument, int64_t *number,
				   struct err *err);
/* Builds a sheet and writes it to a file, which is not sealed. RC_CONFLICT
 * when there is one of that name and replace is false. */
MUST_USE enum rc report_to_file(struct app *app,
				const struct report_kind *kind,
				const char *argument,
				enum report_format format, const char *path,
				bool replace, int64_t *number,
				struct err *err);
/* The same to look at on a screen: no number, nothing logged. */
MUST_USE enum rc report_preview(struct app *app,
				const struct report_kind *kind,
				const char *argument, struct report *report,
				struct err *err);

/* ---- each of them ---- */
MUST_USE enum rc report_student(struct app *app, const char *ref,
				struct report *report, struct id *subject,
				struct err *err);
MUST_USE enum rc report_support(struct app *app, const char *ref,
				struct report *report, struct id *subject,
				struct err *err);
MUST_USE enum rc report_class(struct app *app, const char *none,
			      struct report *report, struct id *subject,
			      struct err *err);
MUST_USE enum rc report_curriculum(struct app *app, const char *code,
				   struct report *report, struct id *subject,
				   struct err *err);
MUST_USE enum rc report_attention(struct app *app, const char *none,
				  struct report *report, struct id *subject,
				  struct err *err);
MUST_USE enum rc report_release_board(struct app *app, const char *none,
				      struct report *report,
				      struct id *subject, struct err *err);
MUST_USE enum rc report_diary(struct app *app, const char *none,
			      struct report *report, struct id *subject,
			      struct err *err);
/* Names of mentors, professionals and others are left out; or are given, each
 * marked as somebody else's. */
MUST_USE enum rc report_access(struct app *app, const char *ref,
			       struct report *report, struct id *subject,
			       struct err *err);
MUST_USE enum rc report_access_with_others(struct app *app, const char *ref,
					   struct report *report,
					   struct id *subject,
					   struct err *err);
MUST_USE enum rc report_retention(struct app *app, const char *none,
				  struct report *report, struct id *subject,
				  struct err *err);
/* The same up to another day, for a listing. */
MUST_USE enum rc report_retention_until(struct app *app, civil_date until,
					struct report *report,
					struct err *err);
MUST_USE enum rc report_loss(struct app *app, const char *number,
			     struct report *report, struct id *subject,
			     struct err *err);
MUST_USE enum rc report_keys(struct app *app, const char *none,
			     struct report *report, struct id *subject,
			     struct err *err);
MUST_USE enum rc report_consent_form(struct app *app, const char *ref,
				     struct report *report,
				     struct id *subject, struct err *err);
MUST_USE enum rc report_consents(struct app *app, const char *none,
				 struct report *report, struct id *subject,
				 struct err *err);
MUST_USE enum rc report_case(struct app *app, const char *ref,
			     struct report *report, struct id *subject,
			     struct err *err);
/* Adds the bare text of a case study; numbered and logged as a sheet is. With
 * a path, that there must not be, it is written there as well. */
MUST_USE enum rc report_case_text(struct app *app, const char *ref,
				  const char *path, struct buf *text,
				  int64_t *number, struct err *err);

/* options: what outcome_options_parse() reads, or NULL. */
MUST_USE enum rc report_outcomes(struct app *app, const char *options,
				 struct report *report, struct id *subject,
				 struct err *err);
MUST_USE enum rc report_applications(struct app *app, const char *none,
				     struct report *report,
				     struct id *subject, struct err *err);
MUST_USE enum rc report_loans(struct app *app, const char *none,
			      struct report *report, struct id *subject,
			      struct err *err);

/* "[######....]" of width columns for done of all. */
void report_bar(char *text, size_t width, int done, int all);

#endif
