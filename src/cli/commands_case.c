/* SPDX-License-Identifier: ISC */
/* Case studies: ID is REF.NUMBER, as the list shows it. */
#include "cli/commands.h"

static const struct cli_option new_options[] = {
	{ "title", "TEXT", "what it is called; it must give nothing away" },
	{ "anonymous", NULL, "told without the name" },
	CLI_OPTIONS_END,
};

static const struct cli_option because_options[] = {
	{ "because", "TEXT", "why it may stay, or what is to be changed" },
	CLI_OPTIONS_END,
};

static const struct cli_option publish_options[] = {
	{ "as", "OUTLET", "web page, newsletter, talk, report, press, other" },
	{ "on", "DATE", "the day it happened; today" },
	CLI_OPTIONS_END,
};

static const struct cli_option down_options[] = {
	{ "on", "DATE", "the day it happened; today" },
	{ "note", "TEXT", "one line more" },
	CLI_OPTIONS_END,
};

static const struct cli_option text_options[] = {
	{ "output", "FILE", "write to a new file" },
	CLI_OPTIONS_END,
};

const struct cli_command cli_case[] = {
	{ "case-study list", "", "case studies, what to take down first",
	  NULL, CLI_UNLOCK, cmd_case_list },
	{ "case-study show", "ID", "where one stands, and where it is out",
	  NULL, CLI_UNLOCK, cmd_case_show },
	{ "case-study new", "REF FILE", "begin one with a text, once there "
	  "is a consent", new_options, CLI_UNLOCK, cmd_case_new },
	{ "case-study draft", "ID FILE", "a new text", NULL, CLI_UNLOCK,
	  cmd_case_draft },
	{ "case-study check", "ID", "what in the text may say who it is",
	  NULL, CLI_UNLOCK, cmd_case_check },
	{ "case-study stay", "ID DETAIL WORDS", "a detail that may stay, with "
	  "--because", because_options, CLI_UNLOCK, cmd_case_stay },
	{ "case-study send", "ID", "send it for approval", NULL, CLI_UNLOCK,
	  cmd_case_send },
	{ "case-study approve", "ID", "approve what somebody else wrote",
	  NULL, CLI_UNLOCK, cmd_case_approve },
	{ "case-study return", "ID", "send it back to be changed, with "
	  "--because", because_options, CLI_UNLOCK, cmd_case_return },
	{ "case-study publish", "ID WHERE", "note where it was published",
	  publish_options, CLI_UNLOCK, cmd_case_publish },
	{ "case-study take-down", "ID NUMBER", "note that it is gone from a "
	  "place", down_options, CLI_UNLOCK, cmd_case_take_down },
	{ "case-study text", "ID", "the bare text, to a file or to read",
	  text_options, CLI_UNLOCK, cmd_case_text },
	CLI_COMMANDS_END,
};
