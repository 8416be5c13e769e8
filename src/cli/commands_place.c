/* SPDX-License-Identifier: ISC */
/* What leaves and comes in, copies, staff, keys, and plain files. */
#include "cli/commands.h"

static const struct cli_option restore_options[] = {
	{ "replace", NULL, "put aside the academy that is there" },
	CLI_OPTIONS_END,
};

static const struct cli_option export_options[] = {
	{ "to", "DIR", "the folder to write to: a stick" },
	{ "site", "CODE", "for whom; head office" },
	{ "recipient", "AGE1...", "who else can open it; may be given again" },
	{ "full", NULL, "a return of everybody, not of what changed" },
	{ "dry-run", NULL, "say what would leave, write nothing" },
	CLI_OPTIONS_END,
};

static const struct cli_option take_in_options[] = {
	{ "dry-run", NULL, "say what would be done, change nothing" },
	CLI_OPTIONS_END,
};

static const struct cli_option lost_options[] = {
	{ "note", "TEXT", "how it was lost" },
	CLI_OPTIONS_END,
};

static const struct cli_option key_show_options[] = {
	{ "output", "FILE", "write the card to a new file" },
	CLI_OPTIONS_END,
};

static const struct cli_option key_trust_options[] = {
	{ "fingerprint", "TEXT", "what they read out, instead of being asked" },
	CLI_OPTIONS_END,
};

static const struct cli_option restored_options[] = {
	{ "reason", "TEXT", "who said so, and why; kept in the history" },
	CLI_OPTIONS_END,
};

static const struct cli_option key_recover_options[] = {
	{ "escrow", "FILE", "at head office: open an academy's key in escrow" },
	CLI_OPTIONS_END,
};

static const struct cli_option user_options[] = {
	{ "name", "NAME", "the person's own name" },
	{ "role", "ROLE", "administrator, lead instructor, instructor or "
			  "viewer" },
	CLI_OPTIONS_END,
};

static const struct cli_option age_keygen_options[] = {
	{ "output", "FILE", "write to a new file" },
	CLI_OPTIONS_END,
};

static const struct cli_option age_encrypt_options[] = {
	{ "recipient", "AGE1...", "who can open it; may be given again" },
	{ "armor", NULL, "write text, not binary" },
	{ "output", "FILE", "write to a new file" },
	CLI_OPTIONS_END,
};

static const struct cli_option age_decrypt_options[] = {
	{ "identity", "FILE", "keys to open it with; may be given again" },
	{ "output", "FILE", "write to a new file" },
	CLI_OPTIONS_END,
};

static const struct cli_option minisign_keygen_options[] = {
	{ "secret-key", "FILE", "of minisign; minisign.key" },
	{ "public-key", "FILE", "of minisign; minisign.pub" },
	CLI_OPTIONS_END,
};

static const struct cli_option minisign_sign_options[] = {
	{ "secret-key", "FILE", "of minisign; minisign.key" },
	{ "trusted-comment", "TEXT", "a line that is signed too" },
	CLI_OPTIONS_END,
};

static const struct cli_option minisign_verify_options[] = {
	{ "public-key", "FILE", "of minisign; minisign.pub" },
	{ "allow-legacy", NULL, "accept signatures of the old kind" },
	CLI_OPTIONS_END,
};

const struct cli_command cli_place[] = {
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
	{ "key accept-restored", "CODE", "a place went back to an older copy: "
	  "read its next full return as a new start", restored_options,
	  CLI_UNLOCK, cmd_key_accept_restored },
	{ "key export-identity", "FILE", "the key that opens what is sent "
	  "here as an identity of age, under a passphrase", NULL, CLI_UNLOCK,
	  cmd_key_export_identity },
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
	CLI_COMMANDS_END,
};
