/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

#define END { NULL, NULL, NULL }

static const struct cli_option init_options[] = {
	{ "site", "CODE", "the academy's short code, 2 to 8 letters" },
	{ "name", "NAME", "its name" },
	{ "staff-name", "NAME", "the first administrator's own name" },
	{ "head-office", NULL, "a head office, which collects from academies" },
	END,
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
	END,
};

static const struct cli_option import_options[] = {
	{ "dry-run", NULL, "say what would be done, change nothing" },
	{ "skip-bad", NULL, "leave out the lines that cannot be read" },
	END,
};

static const struct cli_option change_options[] = {
	{ "on", "DATE", "the day it happened; today" },
	{ "reason", "REASON", "why; some changes need one" },
	{ "note", "TEXT", "one line more" },
	END,
};

static const struct cli_option release_options[] = {
	{ "kind", "KIND", "such as automatic or conditional release" },
	{ "confirmed", NULL, "the date is certain" },
	{ "note", "TEXT", "one line more" },
	END,
};

static const struct cli_option curriculum_options[] = {
	{ "as", "NAME", "name of the new version; today's date" },
	END,
};

static const struct cli_option record_options[] = {
	{ "on", "DATE", "the day it happened; today" },
	{ "evidence", "REFERENCE", "where the work is" },
	{ "checked-by", "NAME", "a second person who saw it" },
	{ "paper", NULL, "done on paper" },
	{ "reason", "REASON", "for going before a prerequisite" },
	{ "note", "TEXT", "one line to keep with the item" },
	END,
};

static const struct cli_option help_options[] = {
	{ "off", NULL, "help was given" },
	END,
};

static const struct cli_option report_options[] = {
	{ "output", "FILE", "write to a new file" },
	{ "print", NULL, "send to the printer" },
	END,
};

static const struct cli_option history_options[] = {
	{ "count", "N", "how many entries; 20" },
	END,
};

static const struct cli_option restore_options[] = {
	{ "replace", NULL, "put aside the academy that is there" },
	END,
};

static const struct cli_option export_options[] = {
	{ "to", "DIR", "the folder to write to: a stick" },
	{ "site", "CODE", "for whom; head office" },
	{ "recipient", "AGE1...", "who else can open it; may be given again" },
	{ "full", NULL, "a return of everybody, not of what changed" },
	{ "dry-run", NULL, "say what would leave, write nothing" },
	END,
};

static const struct cli_option take_in_options[] = {
	{ "dry-run", NULL, "say what would be done, change nothing" },
	END,
};

static const struct cli_option lost_options[] = {
	{ "note", "TEXT", "how it was lost" },
	END,
};

static const struct cli_option reclaim_options[] = {
	{ "reason", "REASON", "why the record comes back" },
	END,
};

static const struct cli_option key_show_options[] = {
	{ "output", "FILE", "write the card to a new file" },
	END,
};

static const struct cli_option key_trust_options[] = {
	{ "fingerprint", "TEXT", "what they read out, instead of being asked" },
	END,
};

static const struct cli_option key_recover_options[] = {
	{ "escrow", "FILE", "at head office: open an academy's key in escrow" },
	END,
};

static const struct cli_option user_options[] = {
	{ "name", "NAME", "the person's own name" },
	{ "role", "ROLE", "administrator, lead instructor, instructor or "
			  "viewer" },
	END,
};

static const struct cli_option age_keygen_options[] = {
	{ "output", "FILE", "write to a new file" },
	END,
};

static const struct cli_option age_encrypt_options[] = {
	{ "recipient", "AGE1...", "who can open it; may be given again" },
	{ "armor", NULL, "write text, not binary" },
	{ "output", "FILE", "write to a new file" },
	END,
};

static const struct cli_option age_decrypt_options[] = {
	{ "identity", "FILE", "keys to open it with; may be given again" },
	{ "output", "FILE", "write to a new file" },
	END,
};

static const struct cli_option minisign_keygen_options[] = {
	{ "secret-key", "FILE", "of minisign; minisign.key" },
	{ "public-key", "FILE", "of minisign; minisign.pub" },
	END,
};

static const struct cli_option minisign_sign_options[] = {
	{ "secret-key", "FILE", "of minisign; minisign.key" },
	{ "trusted-comment", "TEXT", "a line that is signed too" },
	END,
};

static const struct cli_option minisign_verify_options[] = {
	{ "public-key", "FILE", "of minisign; minisign.pub" },
	{ "allow-legacy", NULL, "accept signatures of the old kind" },
	END,
};

const struct cli_command cli_commands[] = {
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
	{ "export", "KIND [REF...]", "write a return, transfer, curriculum, "
	  "site-pack or receipt", export_options, CLI_UNLOCK, cmd_export },
	{ "export list", "", "the sticks that went out", NULL, CLI_UNLOCK,
	  cmd_export_list },
	{ "import", "FILE", "take in what another place wrote",
	  take_in_options, CLI_UNLOCK, cmd_import },
	{ "import list", "", "the sticks that came in", NULL, CLI_UNLOCK,
	  cmd_import_list },
	{ "stick lost", "NUMBER", "note that a stick was lost", lost_options,
	  CLI_UNLOCK, cmd_stick_lost },
	{ "volume list", "", "sticks and disks that are plugged in", NULL, 0,
	  cmd_volume_list },
	{ "backup", "DIR", "a checked copy in a folder of its own", NULL,
	  CLI_UNLOCK, cmd_backup },
	{ "restore", "DIR", "put a backup in place", restore_options, 0,
	  cmd_restore },
	{ "verify", "[DIR]", "check every page and the whole journal", NULL,
	  0, cmd_verify },
	{ "doctor", "", "check this machine", NULL, 0, cmd_doctor },
	{ "user list", "", "the staff", NULL, CLI_UNLOCK, cmd_user_list },
	{ "user add", "USER", "give somebody a key", user_options, CLI_UNLOCK,
	  cmd_user_add },
	{ "user change", "USER", "change a name or a role", user_options,
	  CLI_UNLOCK, cmd_user_change },
	{ "user passwd", "[USER]", "set a new passphrase", NULL, CLI_UNLOCK,
	  cmd_user_passwd },
	{ "user remove", "USER", "take the key away", NULL, CLI_UNLOCK,
	  cmd_user_remove },
	{ "key show", "", "this place's card, for others to trust",
	  key_show_options, CLI_UNLOCK, cmd_key_show },
	{ "key list", "", "the places that are known", NULL, CLI_UNLOCK,
	  cmd_key_list },
	{ "key trust", "FILE", "trust a place by its card", key_trust_options,
	  CLI_UNLOCK, cmd_key_trust },
	{ "key retire", "CODE", "trust a place no more", NULL, CLI_UNLOCK,
	  cmd_key_retire },
	{ "key export-signing", "FILE", "the signing key as a file of "
	  "minisign, under a passphrase", NULL, CLI_UNLOCK,
	  cmd_key_export_signing },
	{ "key recover", "", "set a new passphrase with the recovery key",
	  key_recover_options, 0, cmd_key_recover },
	{ "key rotate", "", "seal everything under a new key", NULL,
	  CLI_UNLOCK, cmd_key_rotate },
	{ "key new-recovery", "", "print a new recovery key; the old one "
	  "stops working", NULL, CLI_UNLOCK, cmd_key_new_recovery },
	{ "setting list", "", "the settings", NULL, CLI_UNLOCK,
	  cmd_setting_list },
	{ "setting set", "ID VALUE", "change a setting", NULL, CLI_UNLOCK,
	  cmd_setting_set },
	{ "age keygen", "", "make an identity to decrypt files with",
	  age_keygen_options, 0, cmd_age_keygen },
	{ "age encrypt", "[FILE|-]", "encrypt for recipients, or with "
	  "a passphrase", age_encrypt_options, 0, cmd_age_encrypt },
	{ "age decrypt", "[FILE|-]", "decrypt a file of age",
	  age_decrypt_options, 0, cmd_age_decrypt },
	{ "minisign keygen", "", "make a key pair to sign files with",
	  minisign_keygen_options, 0, cmd_minisign_keygen },
	{ "minisign sign", "FILE", "sign a file; makes FILE.minisig",
	  minisign_sign_options, 0, cmd_minisign_sign },
	{ "minisign verify", "FILE", "check a file against FILE.minisig",
	  minisign_verify_options, 0, cmd_minisign_verify },
};
const size_t cli_command_count = sizeof(cli_commands) /
				 sizeof(cli_commands[0]);
