/* SPDX-License-Identifier: ISC */
/*
 * case_study: where a case study stands. It is derived from what was recorded,
 * by case_state() and nothing else; case_may_leave() guards every way out of
 * the text.
 */
#ifndef MODEL_CASE_STUDY_H
#define MODEL_CASE_STUDY_H

#include "model/consent.h"

/* In the order in which they are shown: what cannot wait is first. */
enum case_state {
	CASE_TO_TAKE_DOWN,	/* out somewhere, and the consent is gone */
	CASE_DRAFT,
	CASE_WAITING,		/* for a second person */
	CASE_APPROVED,
	CASE_PUBLISHED,
	CASE_TAKEN_DOWN,
	CASE_NO_CONSENT,	/* nowhere out, and must not be */
	CASE_STATES
};
extern const struct term_set term_case_state;

/* Of the last text alone. */
enum case_stage { STAGE_DRAFT, STAGE_WAITING, STAGE_APPROVED };

struct case_standing {
	enum consent_state consent;	/* of the purpose it needs */
	enum case_stage stage;
	int places, up;			/* published; not taken down since */
	bool rewritten;			/* there is a text after the last place */
};

enum consent_purpose case_purpose(enum case_kind kind);
enum case_stage case_stage_after(enum case_step step);
enum case_state case_state(const struct case_standing *standing);
bool case_may_leave(const struct case_standing *standing);

#endif
