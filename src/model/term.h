/* SPDX-License-Identifier: ISC */
/*
 * term: the field's words. One table for each set of codes: what is stored,
 * what people read, the key that sets it in the grid, and what it means.
 *
 * Codes are stable and stored as text; labels may change. Order in a table is
 * the order shown. An enum value is the index of its row.
 */
#ifndef MODEL_TERM_H
#define MODEL_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

struct term {
	const char *code;	/* "NEEDS_MORE_WORK" */
	const char *label;	/* "Needs more work" */
	const char *help;	/* one sentence */
	char key;		/* in the grid, or 0 */
	char mark[4];		/* at most 2 ASCII columns, for grids and sheets */
};

struct term_set {
	const char *id;		/* field id for messages: "status" */
	const char *noun;	/* "progress status" */
	const struct term *rows;
	size_t count;
};

extern const struct term_set term_enrolment, term_custody, term_progress,
	term_attempt_result, term_medium, term_item_kind, term_release_kind,
	term_confidence, term_role, term_break_reason, term_withdrawal_reason,
	term_decline_reason, term_site_kind;

/* Where the person is in the programme. */
enum enrolment {
	ENROLMENT_APPLIED, ENROLMENT_VETTING, ENROLMENT_WAITING,
	ENROLMENT_DECLINED, ENROLMENT_ACTIVE, ENROLMENT_ON_BREAK,
	ENROLMENT_WITHDRAWN, ENROLMENT_GRADUATED,
};

/* Where the person is. */
enum custody {
	CUSTODY_IN_THIS_PRISON, CUSTODY_IN_OTHER_PRISON,
	CUSTODY_TEMPORARILY_ABSENT, CUSTODY_RELEASED_ON_LICENCE,
	CUSTODY_RELEASED, CUSTODY_RECALLED, CUSTODY_IN_HOSPITAL, CUSTODY_DIED,
	CUSTODY_UNKNOWN,
};

enum progress {
	PROGRESS_NOT_STARTED, PROGRESS_IN_PROGRESS, PROGRESS_SUBMITTED,
	PROGRESS_NEEDS_MORE_WORK, PROGRESS_COMPLETE, PROGRESS_CREDITED,
	PROGRESS_EXCUSED,
};

enum attempt_result { ATTEMPT_PASS, ATTEMPT_NOT_YET, ATTEMPT_VOID };
enum medium { MEDIUM_WORKSTATION, MEDIUM_PAPER };
enum item_kind { ITEM_COURSE, ITEM_MODULE, ITEM_UNIT, ITEM_PROJECT };

enum release_kind {
	RELEASE_AUTOMATIC, RELEASE_CONDITIONAL, RELEASE_HDC_ELIGIBILITY,
	RELEASE_PAROLE_ELIGIBILITY, RELEASE_POST_RECALL, RELEASE_TARIFF,
	RELEASE_LICENCE_EXPIRY, RELEASE_OTHER,
};
enum confidence { CONFIDENCE_EXPECTED, CONFIDENCE_CONFIRMED };
enum site_kind { SITE_ACADEMY, SITE_HEAD_OFFICE };
enum role { ROLE_ADMINISTRATOR, ROLE_LEAD, ROLE_INSTRUCTOR, ROLE_VIEWER };

const char *term_code(const struct term_set *set, int value);
const char *term_label(const struct term_set *set, int value);
/* Accepts a code or a label, any case; RC_INVALID lists what would do. */
MUST_USE enum rc term_parse(const struct term_set *set, const char *text,
			    int *value, struct err *err);
/* Value of a stored code; -1 when it is none of the set's. */
int term_value(const struct term_set *set, const char *code);
/* Several, as a set with a bit for each value. People write codes or labels
 * with commas between; what is stored is codes with spaces between. */
enum { TERMS_SIZE = 200 };
MUST_USE enum rc terms_parse(const struct term_set *set, const char *text,
			     unsigned *values, struct err *err);
void terms_labels(const struct term_set *set, unsigned values, char *text,
		  size_t size);
void terms_codes(const struct term_set *set, unsigned values, char *text,
		 size_t size);
/* False when it is not what terms_codes() writes. */
bool terms_value(const struct term_set *set, const char *codes,
		 unsigned *values);
/* The value whose grid key this is, or -1. */
int term_by_key(const struct term_set *set, char key);

#endif
