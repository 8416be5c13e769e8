/* SPDX-License-Identifier: ISC */
/* Students, the curriculum and their progress. */
#include "cli/commands.h"

static const struct cli_option init_options[] = {
	{ "site", "CODE", "the academy's short code, 2 to 8 letters" },
	{ "name", "NAME", "its name" },
	{ "staff-name", "NAME", "the first administrator's own name" },
	{ "head-office", NULL, "a head office, which collects from academies" },
	CLI_OPTIONS_END,
};

static const struct cli_option student_options[] = {
	{ "name", "NAME", "as the person writes it" },
	{ "reference", "REF", "local reference; the next free one" },
	{ "preferred-name", "NAME", "what to call the person" },
	{ "latin-name", "NAME", "spelling in Latin letters" },
	{ "prison-number", "NUMBER", "kept with its history" },
	{ "uln", "NUMBER", "unique learner number" },
	{ "joined", "DATE", "when the person joined" },
	{ "wing", "TEXT", "wing or room" },
	{ "languages", "TEXT", "languages" },
	{ "what-helps", "TEXT", "what helps this student" },
	CLI_OPTIONS_END,
};

static const struct cli_option import_options[] = {
	{ "dry-run", NULL, "say what would be done, change nothing" },
	{ "skip-bad", NULL, "leave out the lines that cannot be read" },
	CLI_OPTIONS_END,
};

static const struct cli_option change_options[] = {
	{ "on", "DATE", "the day it happened; today" },
	{ "reason", "REASON", "why; some changes need one" },
	{ "note", "TEXT", "one line more" },
	CLI_OPTIONS_END,
};

static const struct cli_option release_options[] = {
	{ "kind", "KIND", "such as automatic or conditional release" },
	{ "confirmed", NULL, "the date is certain" },
	{ "note", "TEXT", "one line more" },
	CLI_OPTIONS_END,
};

static const struct cli_option curriculum_options[] = {
	{ "as", "NAME", "name of the new version; today's date" },
	CLI_OPTIONS_END,
};

static const struct cli_option record_options[] = {
	{ "on", "DATE", "the day it happened; today" },
	{ "evidence", "REFERENCE", "where the work is" },
	{ "checked-by", "NAME", "a second person who saw it" },
	{ "paper", NULL, "done on paper" },
	{ "reason", "REASON", "for going before a prerequisite" },
	{ "note", "TEXT", "one line to keep with the item" },
	CLI_OPTIONS_END,
};

static const struct cli_option help_options[] = {
	{ "off", NULL, "help was given" },
	CLI_OPTIONS_END,
};

static const struct cli_option report_options[] = {
	{ "output", "FILE", "write to a new file" },
	{ "print", NULL, "send to the printer" },
	CLI_OPTIONS_END,
};

static const struct cli_option history_options[] = {
	{ "count", "N", "how many entries; 20" },
	CLI_OPTIONS_END,
};

static const struct cli_option reclaim_options[] = {
	{ "reason", "REASON", "why the record comes back" },
	CLI_OPTIONS_END,
};

static const struct cli_option access_options[] = {
	{ "output", "FILE", "write to a new file" },
	{ "print", NULL, "send to the printer" },
	{ "with-others", NULL, "name mentors and professionals too, with "
			       "their leave" },
	CLI_OPTIONS_END,
};

static const struct cli_option erase_options[] = {
	{ "reason", "REASON", "such as \"request to erase\" or \"kept long "
			      "enough\"" },
	{ "yes", NULL, "do not ask for the reference to be typed" },
	CLI_OPTIONS_END,
};

const struct cli_command cli_records[] = {
	{ "help", "[COMMAND] [MORE]", "list the commands, or explain one",
	  NULL, 0, cmd_help },
	{ "init", "", "make a new academy; prints the recovery key once",
	  init_options, 0, cmd_init },
	{ "demo", "DIR", "make a fictional academy to explore (user demo, "
	  "passphrase demo)", NULL, 0, cmd_demo },
	{ "student list", "", "everybody, with progress", NULL, CLI_UNLOCK,
	  cmd_student_list },
	{ "student show", "REF", "one student", NULL, CLI_UNLOCK,
	  cmd_student_show },
	{ "student add", "", "add a student", student_options, CLI_UNLOCK,
	  cmd_student_add },
	{ "student change", "REF", "change a student's details",
	  student_options, CLI_UNLOCK, cmd_student_change },
	{ "student import", "FILE", "add or change from a class list (CSV)",
	  import_options, CLI_UNLOCK, cmd_student_import },
	{ "student enrol", "REF STATUS", "where the person is in the "
	  "programme", change_options, CLI_UNLOCK, cmd_student_enrol },
	{ "student custody", "REF STATUS", "where the person is",
	  change_options, CLI_UNLOCK, cmd_student_custody },
	{ "student release", "REF DATE", "the release date; \"none\" when it "
	  "is not known", release_options, CLI_UNLOCK, cmd_student_release },
	{ "student pin", "REF CODE", "move to another curriculum version",
	  NULL, CLI_UNLOCK, cmd_student_pin },
	{ "student graduate", "REF", "confirm that everything is done",
	  change_options, CLI_UNLOCK, cmd_student_graduate },
	{ "student access", "REF", "everything held about a person, as a "
	  "numbered sheet for them", access_options, CLI_UNLOCK,
	  cmd_student_access },
	{ "student erase", "REF", "erase a person's record for good; asks "
	  "first", erase_options, CLI_UNLOCK, cmd_student_erase },
	{ "student reclaim", "REF", "take back a record that went to another "
	  "academy", reclaim_options, CLI_UNLOCK, cmd_student_reclaim },
	{ "curriculum list", "", "the versions that are here", NULL,
	  CLI_UNLOCK, cmd_curriculum_list },
	{ "curriculum show", "[CODE]", "the items of one", NULL, CLI_UNLOCK,
	  cmd_curriculum_show },
	{ "curriculum import", "FILE", "a new version from CSV; \"web\" is "
	  "the one that comes with the program", curriculum_options,
	  CLI_UNLOCK, cmd_curriculum_import },
	{ "progress show", "REF", "a student's items and marks", NULL,
	  CLI_UNLOCK, cmd_progress_show },
	{ "progress record", "REF ITEM STATUS", "record how an item went",
	  record_options, CLI_UNLOCK, cmd_progress_record },
	{ "progress help", "REF ITEM", "flag that help is needed",
	  help_options, CLI_UNLOCK, cmd_progress_help },
	{ "report list", "", "the kinds of sheet there are", NULL, 0,
	  cmd_report_list },
	{ "report", "KIND [REF]", "make a numbered sheet", report_options,
	  CLI_UNLOCK, cmd_report },
	{ "history", "[REF]", "what was done, newest first", history_options,
	  CLI_UNLOCK, cmd_history },
	{ "undo", "[ENTRY]", "take back your last change, or one from the "
	  "history", NULL, CLI_UNLOCK, cmd_undo },
	{ "redo", "", "put it back", NULL, CLI_UNLOCK, cmd_redo },
	CLI_COMMANDS_END,
};
