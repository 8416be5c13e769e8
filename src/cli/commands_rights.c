/* SPDX-License-Identifier: ISC */
/* What people may ask of those who hold records about them. */
#include "cli/commands.h"

static const struct cli_option retention_options[] = {
	{ "until", "DATE", "those due up to that day; today" },
	CLI_OPTIONS_END,
};

static const struct cli_option keep_options[] = {
	{ "reason", "TEXT", "why it is still needed" },
	CLI_OPTIONS_END,
};

static const struct cli_option request_options[] = {
	{ "on", "DATE", "the day it came; today" },
	{ "complex", NULL, "it may take two months more" },
	{ "note", "TEXT", "one line more" },
	CLI_OPTIONS_END,
};

static const struct cli_option answered_options[] = {
	{ "note", "TEXT", "how" },
	CLI_OPTIONS_END,
};

const struct cli_command cli_rights[] = {
	{ "erasure list", "", "when records were erased, and why", NULL,
	  CLI_UNLOCK, cmd_erasure_list },
	{ "retention list", "", "records that have been kept long enough to "
	  "be reviewed", retention_options, CLI_UNLOCK, cmd_retention_list },
	{ "retention keep", "REF DATE", "keep a record on until a day",
	  keep_options, CLI_UNLOCK, cmd_retention_keep },
	{ "request add", "REF WHAT", "somebody asked: access, erasure, "
	  "correction or objection", request_options, CLI_UNLOCK,
	  cmd_request_add },
	{ "request list", "", "what is to be answered, and by when", NULL,
	  CLI_UNLOCK, cmd_request_list },
	{ "request answered", "REF NUMBER", "note that it was answered",
	  answered_options, CLI_UNLOCK, cmd_request_answered },
	CLI_COMMANDS_END,
};
