/* SPDX-License-Identifier: ISC */
/*
 * gate_app: graduates and where they are now, the follow-up diary, and the
 * figures. Arrays are the caller's to mem_free(). All of it says what was known
 * on the as-at day.
 */
#ifndef APP_GATE_APP_H
#define APP_GATE_APP_H

#include "app/app.h"
#include "model/outcome.h"

/* ---- graduates ---- */

struct graduate_row {
	struct id id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	char owner[CODE_SIZE];		/* place with custody; "": this one */
	civil_date graduated_on;
	char version[SHORT_SIZE];
	enum custody custody;
	civil_date released_on;		/* the last time; DATE_NONE */
	enum outcome_cell group;	/* outcome_row() has its label */
	bool has_main;
	struct destination main;	/* the one that runs, if any */
	enum support support;
	bool deferred;
	civil_date overdue_since;	/* of the diary; DATE_NONE */
};
/* In order of reference. */
MUST_USE enum rc app_graduates(struct app *app, struct graduate_row **rows,
			       size_t *count, struct err *err);
/* Everybody else who has a plan, too: graduated_on is DATE_NONE. */
MUST_USE enum rc app_supported(struct app *app, struct graduate_row **rows,
			       size_t *count, struct err *err);

/* ---- the diary ---- */

enum may_contact { CONTACT_NOT_ASKED, CONTACT_ALLOWED, CONTACT_REFUSED };
/* "allowed" */
const char *may_contact_word(enum may_contact permission);
enum diary_kind { DIARY_POINT, DIARY_DEFERRAL, DIARY_ACTION };

struct diary_entry {
	enum diary_kind kind;
	struct id student_id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	enum may_contact permission;
	struct followup point;		/* of DIARY_POINT */
	int number;			/* of the deferral or the action */
	civil_date due;
	bool overdue;
	char what[LINE_SIZE];		/* "6 weeks", "Deferred for: Housing" */
};
/* " after release", or "": what follows `what` where it stands alone. */
const char *diary_after(const struct diary_entry *entry);
/* What is due up to so many days from the as-at day, the oldest first: points
 * that nobody has reached yet, deferrals to look at, actions. An academy is
 * told of those whose records it keeps, head office of everybody. */
MUST_USE enum rc app_diary(struct app *app, int days,
			   struct diary_entry **rows, size_t *count,
			   struct err *err);
/* The same of one person. */
MUST_USE enum rc app_diary_of(struct app *app, const struct id *id, int days,
			      struct diary_entry **rows, size_t *count,
			      struct err *err);
/* Every point of one person, past ones too, in order of day. */
MUST_USE enum rc app_followups(struct app *app, const struct id *id,
			       struct diary_entry **rows, size_t *count,
			       struct err *err);
/* The point that is due now, else one that the diary shows already; UNPLANNED
 * when there is none. */
MUST_USE enum rc app_next_point(struct app *app, const struct id *id,
				enum followup_point *point, struct err *err);

/* ---- the figures ---- */

/* As they were known on a day; DATE_NONE: the as-at day. */
MUST_USE enum rc app_outcomes(struct app *app, civil_date on,
			      struct outcome *outcome, struct err *err);
/* The same for each place whose graduates are here, in order of its code;
 * "" is this one. */
struct place_outcome {
	char code[CODE_SIZE];
	struct outcome outcome;
};
MUST_USE enum rc app_outcomes_by_place(struct app *app, civil_date on,
				       struct place_outcome **rows,
				       size_t *count, struct err *err);
/* Whom one figure counts, in order of reference; who is counted for two
 * releases is there twice. */
MUST_USE enum rc app_outcome_people(struct app *app, int cell,
				    struct graduate_row **rows, size_t *count,
				    struct err *err);

#endif
