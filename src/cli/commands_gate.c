/* SPDX-License-Identifier: ISC */
/* Through the gate: plans, destinations, the diary. A command that adds a fact
 * takes from its arguments and options what the fact is made of. */
#include "cli/commands.h"

#define CORRECTION \
	{ "replaces", "NUMBER", "the one that was wrong; what is not said " \
	  "stays as it was" }, \
	{ "reason", "REASON", "why it was wrong" }

static const struct cli_option fact_options[] = {
	{ "on", "DATE", "the day it was so; today" },
	CORRECTION,
	CLI_OPTIONS_END,
};

static const struct cli_option course_options[] = {
	{ "on", "DATE", "the day it was completed; today" },
	CORRECTION,
	CLI_OPTIONS_END,
};

static const struct cli_option span_options[] = {
	{ "on", "DATE", "the day it began; today" },
	CORRECTION,
	CLI_OPTIONS_END,
};

static const struct cli_option defer_options[] = {
	{ "on", "DATE", "the day it began; today" },
	{ "next", "DATE", "when to look at it again" },
	CORRECTION,
	CLI_OPTIONS_END,
};

static const struct cli_option destination_options[] = {
	{ "on", "DATE", "the day it began or will begin; today" },
	{ "verified", "HOW", "self-report, employer, document or third-party" },
	{ "verified-on", "DATE", "when; today" },
	CORRECTION,
	CLI_OPTIONS_END,
};

static const struct cli_option meeting_options[] = {
	{ "on", "DATE", "the day; today" },
	{ "mentor", "NUMBER", "which mentor; the one there is" },
	CORRECTION,
	CLI_OPTIONS_END,
};

static const struct cli_option dated_options[] = {
	{ "on", "DATE", "the day it was; today" },
	{ "note", "TEXT", "one line more" },
	CLI_OPTIONS_END,
};

static const struct cli_option review_options[] = {
	{ "on", "DATE", "the day it was; today" },
	{ "next", "DATE", "when to look at it again" },
	{ "note", "TEXT", "one line more" },
	CLI_OPTIONS_END,
};

static const struct cli_option end_options[] = {
	{ "on", "DATE", "the day it was; today" },
	CLI_OPTIONS_END,
};

static const struct cli_option diary_options[] = {
	{ "days", "N", "how far ahead; 14" },
	CLI_OPTIONS_END,
};

const struct cli_command cli_gate[] = {
	{ "graduate list", "", "graduates, and where they are now", NULL,
	  CLI_UNLOCK, cmd_graduate_list },
	{ "graduate course", "REF TITLE", "a graduate has done a later "
	  "course, here or elsewhere", course_options,
	  CLI_UNLOCK | CLI_FACT(FACT_COURSE), cmd_fact_add },
	{ "support list", "", "graduates, and whoever else has a plan", NULL, CLI_UNLOCK,
	  cmd_support_list },
	{ "support show", "REF", "where support stands, and since when", NULL,
	  CLI_UNLOCK, cmd_support_show },
	{ "support set", "REF STAGE", "where support stands; a deferral has "
	  "a command of its own", dated_options, CLI_UNLOCK,
	  cmd_support_set },
	{ "plan show", "REF", "the whole support plan", NULL, CLI_UNLOCK,
	  cmd_plan_show },
	{ "plan set", "REF READINESS", "what a person needs", fact_options,
	  CLI_UNLOCK | CLI_FACT(FACT_PLAN), cmd_fact_add },
	{ "plan check", "REF ITEM STATE", "a line of the checklist",
	  fact_options, CLI_UNLOCK | CLI_FACT(FACT_CHECK), cmd_fact_add },
	{ "plan pathway", "REF PATHWAY STATE", "a need on one of the seven "
	  "resettlement pathways", fact_options,
	  CLI_UNLOCK | CLI_FACT(FACT_PATHWAY), cmd_fact_add },
	{ "plan action", "REF WHAT", "something that somebody will do",
	  span_options, CLI_UNLOCK | CLI_FACT(FACT_ACTION), cmd_fact_add },
	{ "plan professional", "REF ROLE", "somebody else who works with the "
	  "person", span_options, CLI_UNLOCK | CLI_FACT(FACT_PROFESSIONAL),
	  cmd_fact_add },
	{ "defer add", "REF KIND", "begin a deferral; no time ends it",
	  defer_options, CLI_UNLOCK | CLI_FACT(FACT_DEFERRAL),
	  cmd_fact_add },
	{ "defer review", "REF NUMBER", "a deferral was looked at again",
	  review_options, CLI_UNLOCK, cmd_defer_review },
	{ "destination add", "REF KIND", "work, study, or what else",
	  destination_options, CLI_UNLOCK | CLI_FACT(FACT_DESTINATION),
	  cmd_fact_add },
	{ "destination verify", "REF NUMBER HOW", "how it is known: "
	  "self-report, employer, document or third-party",
	  dated_options, CLI_UNLOCK, cmd_destination_verify },
	{ "mentor match", "REF MENTOR", "somebody from the technology "
	  "community", span_options, CLI_UNLOCK | CLI_FACT(FACT_MENTOR),
	  cmd_fact_add },
	{ "mentor meet", "REF", "they met", meeting_options,
	  CLI_UNLOCK | CLI_FACT(FACT_MEETING), cmd_fact_add },
	{ "diary", "", "who is to be called, and what else is due",
	  diary_options, CLI_UNLOCK, cmd_diary },
	{ "followup list", "REF", "a person's points of the diary", NULL,
	  CLI_UNLOCK, cmd_followup_list },
	{ "followup record", "REF RESULT", "how a call went; of the point "
	  "that is due", fact_options, CLI_UNLOCK | CLI_FACT(FACT_CONTACT),
	  cmd_fact_add },
	{ "consent set", "REF PURPOSE GIVEN", "a permission, yes or no",
	  fact_options, CLI_UNLOCK | CLI_FACT(FACT_CONSENT), cmd_fact_add },
	{ "fact list", "REF WHAT", "what is known of a kind, such as "
	  "destination, deferral, mentor, action or consent", NULL,
	  CLI_UNLOCK, cmd_fact_list },
	{ "fact end", "REF WHAT NUMBER OUTCOME", "an action, professional, "
	  "deferral, destination or mentor has ended", end_options,
	  CLI_UNLOCK | CLI_FACT(FACT_ENDING), cmd_fact_end },
	{ "fact void", "REF WHAT NUMBER", "it never was so; say why", NULL,
	  CLI_UNLOCK | CLI_FACT(FACT_CORRECTION), cmd_fact_void },
	CLI_COMMANDS_END,
};
