/* SPDX-License-Identifier: ISC */
#include "model/case_study.h"

static const struct term case_states[] = {
	{ "TO_TAKE_DOWN", "To take down",
	  "It is out, and there is no consent any more.", 0, "" },
	{ "DRAFT", "Draft", "Being written.", 0, "" },
	{ "WAITING", "Waiting for approval",
	  "A second person reads it next.", 0, "" },
	{ "APPROVED", "Approved", "May be published.", 0, "" },
	{ "PUBLISHED", "Published", "", 0, "" },
	{ "TAKEN_DOWN", "Taken down", "It was out once.", 0, "" },
	{ "NO_CONSENT", "No consent",
	  "The text stays closed until there is one again.", 0, "" },
};
const struct term_set term_case_state = {
	"state", "state of a case study", case_states,
	ARRAY_SIZE(case_states),
};

enum consent_purpose
case_purpose(enum case_kind kind)
{
	return kind == CASE_NAMED ? CONSENT_CASE_STUDY_NAMED
				  : CONSENT_CASE_STUDY_ANONYMOUS;
}

enum case_stage
case_stage_after(enum case_step step)
{
	static const enum case_stage stages[] = {
		[STEP_SENT] = STAGE_WAITING, [STEP_APPROVED] = STAGE_APPROVED,
		[STEP_SENT_BACK] = STAGE_DRAFT,
	};

	return stages[step];
}

bool
case_may_leave(const struct case_standing *s)
{
	return s->consent == CONSENT_GIVEN;
}

enum case_state
case_state(const struct case_standing *s)
{
	static const enum case_state by_stage[] = {
		[STAGE_DRAFT] = CASE_DRAFT, [STAGE_WAITING] = CASE_WAITING,
		[STAGE_APPROVED] = CASE_APPROVED,
	};

	if (s->up > 0)
		return case_may_leave(s) ? CASE_PUBLISHED
					 : CASE_TO_TAKE_DOWN;
	if (s->places > 0 && !s->rewritten)
		return CASE_TAKEN_DOWN;
	return case_may_leave(s) ? by_stage[s->stage] : CASE_NO_CONSENT;
}
