/* SPDX-License-Identifier: ISC */
/* Employers, vacancies, applications, kit. An employer or a vacancy is said by
 * its name, or by how no other name begins. */
#include "cli/commands.h"

static const struct cli_option day_options[] = {
	{ "on", "DATE", "the day it was; today" },
	CLI_OPTIONS_END,
};

static const struct cli_option make_options[] = {
	{ "vacancy", "TITLE", "which of the employer's vacancies" },
	{ "on", "DATE", "the day it was made; today" },
	CLI_OPTIONS_END,
};

static const struct cli_option step_options[] = {
	{ "on", "DATE", "the day it was; today" },
	{ "verified", "HOW", "of STARTED: self-report, employer, document or "
	  "third-party" },
	{ "outcome", "OUTCOME", "of ENDED: how; done" },
	CLI_OPTIONS_END,
};

static const struct cli_option loan_options[] = {
	{ "on", "DATE", "the day it was lent; today" },
	{ "replaces", "NUMBER", "the one that was wrong; what is not said "
	  "stays as it was" },
	{ "reason", "REASON", "why it was wrong" },
	CLI_OPTIONS_END,
};

static const struct cli_option return_options[] = {
	{ "on", "DATE", "the day it was; today" },
	{ "note", "TEXT", "how it was when it came back" },
	CLI_OPTIONS_END,
};

const struct cli_command cli_jobs[] = {
	{ "employer list", "", "employers, and who is on the way there", NULL,
	  CLI_UNLOCK, cmd_employer_list },
	{ "employer show", "EMPLOYER", "one employer, its vacancies and the "
	  "applications to them", NULL, CLI_UNLOCK, cmd_employer_show },
	{ "employer add", "NAME", "add an employer", NULL,
	  CLI_UNLOCK | CLI_EMPLOYER, cmd_employer_add },
	{ "employer change", "EMPLOYER", "change what is known of an employer",
	  NULL, CLI_UNLOCK | CLI_EMPLOYER, cmd_employer_change },
	{ "employer end", "EMPLOYER", "nobody applies there any more",
	  day_options, CLI_UNLOCK, cmd_employer_end },
	{ "vacancy list", "[EMPLOYER]", "vacancies, open ones and others",
	  NULL, CLI_UNLOCK, cmd_vacancy_list },
	{ "vacancy add", "EMPLOYER TITLE", "add a vacancy", NULL,
	  CLI_UNLOCK | CLI_VACANCY, cmd_vacancy_add },
	{ "vacancy change", "EMPLOYER VACANCY", "change a vacancy", NULL,
	  CLI_UNLOCK | CLI_VACANCY, cmd_vacancy_change },
	{ "vacancy close", "EMPLOYER VACANCY", "it takes no more "
	  "applications", day_options, CLI_UNLOCK, cmd_vacancy_close },
	{ "application list", "[REF]", "applications, and where each stands",
	  NULL, CLI_UNLOCK, cmd_application_list },
	{ "application show", "REF NUMBER", "every step of one", NULL,
	  CLI_UNLOCK, cmd_application_show },
	{ "application make", "REF EMPLOYER", "a student applies; prints its "
	  "number", make_options, CLI_UNLOCK | CLI_FACT(FACT_APPLICATION),
	  cmd_application_make },
	{ "application step", "REF NUMBER STEP", "move one on; STARTED also "
	  "records the destination, ENDED ends it", step_options,
	  CLI_UNLOCK | CLI_FACT(FACT_STEP), cmd_application_step },
	{ "loan list", "[REF]", "kit that was lent", NULL, CLI_UNLOCK,
	  cmd_loan_list },
	{ "loan add", "REF ITEM", "lend kit; prints its number", loan_options,
	  CLI_UNLOCK | CLI_FACT(FACT_LOAN), cmd_fact_add },
	{ "loan return", "REF NUMBER", "it came back", return_options,
	  CLI_UNLOCK, cmd_loan_return },
	CLI_COMMANDS_END,
};
