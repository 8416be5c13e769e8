/* SPDX-License-Identifier: ISC */
/*
 * case_app: the case-study desk. A case study is told with a consent of its
 * purpose; without one its text goes nowhere, not even onto the screen, and
 * wherever it is out it is to be taken down. What may identify the person is
 * pointed at and settled, and a second person approves.
 *
 * A case study is named REF.NUMBER ("DEM-0042.1"); REF alone will do for a
 * student who has one. Arrays are the caller's to mem_free().
 */
#ifndef APP_CASE_APP_H
#define APP_CASE_APP_H

#include "app/app.h"
#include "base/buf.h"
#include "model/case_study.h"

enum { CASE_REF_SIZE = CODE_SIZE + 12 };

struct case_row {
	struct case_study study;
	char ref[CASE_REF_SIZE];
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	char owner[CODE_SIZE];		/* place with custody; "": this one */
	struct case_standing standing;
	enum case_state state;
	civil_date consent_since;	/* DATE_NONE: not asked */
	char wording[SHORT_SIZE];
	struct id text_id, writer_id;	/* of the last text; zero: none */
	char writer[NAME_SIZE];
	civil_date written_on;
};

/* By state, then reference: on the as-at day. */
MUST_USE enum rc app_cases(struct app *app, struct case_row **rows,
			   size_t *count, struct err *err);

/* What was pointed at in the text, and why it may stay ("": to be settled). */
struct case_detail {
	struct finding found;
	char because[LINE_SIZE];
};

struct case_file {
	struct case_row row;
	char *text;			/* NULL: none, or it may not be seen */
	struct case_detail *details;
	size_t detail_count, open;	/* open: to be settled */
	struct case_place *places;
	size_t place_count;
	struct case_step_taken *steps;
	size_t step_count;
};
/* As it stood on the as-at day; but its text only with a consent of today. */
MUST_USE enum rc app_case_open(struct app *app, const char *ref,
			       struct case_file *file, struct err *err);
void case_file_release(struct case_file *file);
/* RC_CONFLICT, and which consent is missing, unless the text may leave: what
 * every way out asks. */
MUST_USE enum rc case_check_consent(const struct case_row *row,
				    struct err *err);

/* ---- what there is to do; each is one step of history ---- */

/* Of study->fact.student_id, with its first text. Its number is filled in. */
MUST_USE enum rc app_case_begin(struct app *app, struct case_study *study,
				const char *text, struct err *err);
MUST_USE enum rc app_case_draft(struct app *app, const char *ref,
				const char *text, struct err *err);
/* All the same words of that kind, in this text and in later ones. */
MUST_USE enum rc app_case_stay(struct app *app, const char *ref,
			       enum finding_kind finding, const char *words,
			       const char *because, struct err *err);
/* Sent once everything is settled; approved by who did not write it. */
MUST_USE enum rc app_case_step(struct app *app, const char *ref,
			       enum case_step step, const char *note,
			       struct err *err);
/* RC_DENIED for who wrote the text: it is for somebody else to approve. */
MUST_USE enum rc app_case_check_second(struct app *app,
				       const struct case_row *row,
				       struct err *err);
/* Approved, with consent, by who may: asked before anything is typed. */
MUST_USE enum rc app_case_may_publish(struct app *app,
				      const struct case_row *row,
				      struct err *err);
/* `on` DATE_NONE is today. Head office writes down what it publishes. */
MUST_USE enum rc app_case_publish(struct app *app, const char *ref,
				  struct case_place *place, struct err *err);
/* number: of the place. */
MUST_USE enum rc app_case_take_down(struct app *app, const char *ref,
				    int number, civil_date on,
				    const char *note, struct err *err);

#endif
