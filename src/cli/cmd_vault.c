/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/academy_app.h"
#include "base/mem.h"
#include "model/rule.h"
#include "report/doctor.h"
#include "vault/secret.h"

/* ---- making ---- */

/* A key that nobody saw is no key: it is written out now, or said to be lost. */
static enum rc
print_recovery_key(struct cli *cli, struct secret *key, struct err *err)
{
	fprintf(cli->messages,
		"The recovery key below opens the academy when every "
		"passphrase is lost. It is\nshown once: write it down, seal "
		"it in an envelope, and keep it away from here.\n");
	fprintf(cli->out, "%s\n", secret_open(key));
	secret_close(key);
	if (fflush(cli->out) == 0 && !ferror(cli->out))
		return RC_OK;
	return err_set(err, RC_IO, NULL,
		       "The recovery key could not be written where you asked, "
		       "and is lost. \"throughgate key new-recovery\" makes "
		       "another.");
}

/* On a terminal it is typed back, so that what is on paper is right. Nothing
 * typed goes on without. */
static void
ask_back(struct cli *cli, struct secret *key)
{
	struct secret *typed;
	struct err err = { .code = RC_INVALID };

	if (cli_option(cli, "passphrase-fd") != NULL ||
	    !isatty(fileno(cli->out)))
		return;
	while (err.code != RC_OK) {
		err.code = RC_OK;
		if (cli_ask_secret(cli, "Type it back from the paper (it is "
				   "not shown)", &typed, &err) != RC_OK)
			return;
		if (secret_length(typed) == 0)
			fprintf(cli->messages, "Not typed back: nobody knows "
				"whether the paper is right.\n");
		else if (app_recovery_check(typed, key, &err) != RC_OK)
			fprintf(cli->messages, "%s\n", err.text);
		else
			fprintf(cli->messages, "The paper is right.\n");
		secret_free(typed);
	}
}

enum rc
cmd_init(struct cli *cli, struct err *err)
{
	char user[SHORT_SIZE];
	struct app_new_academy new = {
		.code = cli_option(cli, "site"),
		.name = cli_option(cli, "name"),
		.user_name = user,
		.staff_name = cli_option(cli, "staff-name"),
		.head_office = cli_option(cli, "head-office") != NULL,
	};
	struct secret *passphrase, *recovery;
	enum rc rc;

	if (new.code == NULL || new.name == NULL)
		return err_set(err, RC_USAGE, NULL,
			       "Usage: throughgate init --site CODE --name "
			       "NAME [--user USER] [--staff-name NAME]");
	rc = cli_ask_user(cli, user, sizeof(user), err);
	if (rc == RC_OK)
		rc = cli_ask_new_secret(cli, "New passphrase", &passphrase,
					err);
	if (rc != RC_OK)
		return rc;
	if (new.staff_name == NULL)
		new.staff_name = user;
	rc = app_create(cli->app, &new, passphrase, &recovery, err);
	secret_free(passphrase);
	if (rc != RC_OK)
		return rc;
	rc = print_recovery_key(cli, recovery, err);
	if (rc == RC_OK)
		ask_back(cli, recovery);
	secret_free(recovery);
	return rc;
}

enum rc
cmd_demo(struct cli *cli, struct err *err)
{
	const char *dir = cli_word(cli, 0);
	struct app *demo = app_new(dir, clock_system());
	enum rc rc = app_demo_create(demo, err);

	app_free(demo);
	if (rc == RC_OK)
		fprintf(cli->messages,
			"A fictional academy is at %s. Open it with\n"
			"  throughgate --vault %s --user demo\n"
			"and the passphrase demo.\n", dir, dir);
	return rc;
}

/* ---- copies ---- */

bool
cmd_show_progress(void *ctx, int64_t done, int64_t total)
{
	struct cli *cli = ctx;

	if (isatty(fileno(cli->messages)) && total > 0)
		fprintf(cli->messages, "\r%3d in 100",
			(int)(done * 100 / total));
	return true;
}

void
cmd_end_progress(struct cli *cli)
{
	if (isatty(fileno(cli->messages)))
		fprintf(cli->messages, "\r           \r");
}

enum rc
cmd_backup(struct cli *cli, struct err *err)
{
	char *path;
	enum rc rc = app_backup(cli->app, cli_word(cli, 0), cmd_show_progress,
				cli, &path, err);

	cmd_end_progress(cli);
	if (rc == RC_OK)
		fprintf(cli->out, "%s\n", path);
	mem_free(path);
	return rc;
}

enum rc
cmd_restore(struct cli *cli, struct err *err)
{
	char user[SHORT_SIZE], *kept;
	struct app_restore how = {
		.from = cli_word(cli, 0), .user_name = user,
		.replace = cli_option(cli, "replace") != NULL,
		.progress = cmd_show_progress, .ctx = cli,
	};
	enum rc rc = cli_ask_user(cli, user, sizeof(user), err);

	if (rc == RC_OK)
		rc = cli_ask_secret(cli, "Passphrase at the time of the "
				    "backup", &how.passphrase, err);
	if (rc != RC_OK)
		return rc;
	rc = app_restore(cli->app, &how, &kept, err);
	secret_free(how.passphrase);
	cmd_end_progress(cli);
	if (rc != RC_OK)
		return rc;
	fprintf(cli->messages, "Restored to %s, and verified.\n",
		cli->vault_dir);
	if (kept != NULL)
		fprintf(cli->messages, "What was there is kept as %s.\n",
			kept);
	mem_free(kept);
	return RC_OK;
}

enum rc
cmd_verify(struct cli *cli, struct err *err)
{
	const char *dir = cli_word(cli, 0);
	struct buf report = BUF_INIT;
	struct secret *passphrase;
	char user[SHORT_SIZE];
	enum rc rc = cli_ask_user(cli, user, sizeof(user), err);

	if (rc == RC_OK)
		rc = cli_ask_secret(cli, "Passphrase", &passphrase, err);
	if (rc != RC_OK)
		return rc;
	rc = app_verify_folder(cli->app, dir != NULL ? dir : cli->vault_dir,
			       user, passphrase, &report, cmd_show_progress, cli,
			       err);
	cmd_end_progress(cli);
	fputs(report.ptr, cli->out);
	buf_release(&report);
	secret_free(passphrase);
	return rc;
}

enum rc
cmd_doctor(struct cli *cli, struct err *err)
{
	struct report report;
	enum rc rc;

	report_doctor(cli->vault_dir, &report);
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

/* ---- staff ---- */

static const struct report_column user_columns[] = {
	{ "user", "User", 16, false },
	{ "name", "Name", 0, false },
	{ "role", "Role", 16, false },
	{ "key", "Key", 5, false },
};

enum rc
cmd_user_list(struct cli *cli, struct err *err)
{
	struct staff *rows;
	struct report report;
	size_t count;
	enum rc rc = app_staff_list(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "user list", "Staff");
	report_section(&report, "staff", "");
	report_table(&report, user_columns, ARRAY_SIZE(user_columns), true);
	for (size_t i = 0; i < count; i++) {
		report_cell(&report, "%s", rows[i].user_name);
		report_cell(&report, "%s", rows[i].name);
		report_cell(&report, "%s",
			    term_label(&term_role, (int)rows[i].role));
		report_cell(&report, "%s", rows[i].active ? "yes" : "no");
	}
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

static enum rc
staff_from_options(struct cli *cli, struct staff *staff, struct err *err)
{
	const char *name = cli_option(cli, "name");
	const char *role = cli_option(cli, "role");
	int value = (int)staff->role;
	enum rc rc = RC_OK;

	if (role != NULL)
		rc = term_parse(&term_role, role, &value, err);
	if (name != NULL)
		snprintf(staff->name, sizeof(staff->name), "%s", name);
	staff->role = (enum role)value;
	return rc;
}

enum rc
cmd_user_add(struct cli *cli, struct err *err)
{
	struct staff staff = { .role = ROLE_INSTRUCTOR };
	struct secret *passphrase;
	enum rc rc = app_require(cli->app, MAY_MANAGE_STAFF, err);

	/* A name that will not do is said before a passphrase is thought of. */
	if (rc == RC_OK)
		rc = rule_user_name(cli_word(cli, 0), err);
	snprintf(staff.user_name, sizeof(staff.user_name), "%s",
		 cli_word(cli, 0));
	snprintf(staff.name, sizeof(staff.name), "%s", cli_word(cli, 0));
	if (rc == RC_OK)
		rc = staff_from_options(cli, &staff, err);
	if (rc == RC_OK)
		rc = cli_ask_new_secret(cli, "Passphrase of the new user",
					&passphrase, err);
	if (rc != RC_OK)
		return rc;
	rc = app_staff_add(cli->app, &staff, passphrase, err);
	secret_free(passphrase);
	return rc;
}

enum rc
cmd_user_change(struct cli *cli, struct err *err)
{
	struct staff *rows, staff = { .user_name = "" };
	size_t count;
	enum rc rc = app_staff_list(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].user_name, cli_word(cli, 0)) == 0)
			staff = rows[i];
	mem_free(rows);
	if (staff.user_name[0] == '\0')
		return err_set(err, RC_NOT_FOUND, "user",
			       "There is no user %.40s. \"user list\" names "
			       "them.", cli_word(cli, 0));
	rc = staff_from_options(cli, &staff, err);
	return rc == RC_OK ? app_staff_save(cli->app, &staff, err) : rc;
}

enum rc
cmd_user_passwd(struct cli *cli, struct err *err)
{
	const char *user = cli_word(cli, 0);
	struct secret *passphrase;
	enum rc rc = cli_ask_new_secret(cli, "New passphrase", &passphrase,
					err);

	if (rc != RC_OK)
		return rc;
	if (user == NULL)
		user = app_me(cli->app)->user_name;
	rc = app_staff_passphrase(cli->app, user, passphrase, err);
	secret_free(passphrase);
	return rc;
}

enum rc
cmd_user_remove(struct cli *cli, struct err *err)
{
	return app_staff_remove(cli->app, cli_word(cli, 0), err);
}

/* ---- keys ---- */

enum rc
cmd_key_recover(struct cli *cli, struct err *err)
{
	struct secret *key = NULL, *passphrase = NULL;
	char user[SHORT_SIZE];
	enum rc rc;

	if (cli_option(cli, "escrow") != NULL)
		return cmd_key_escrow(cli, err);
	rc = cli_ask_user(cli, user, sizeof(user), err);
	if (rc == RC_OK)
		rc = cli_ask_secret(cli, "Recovery key", &key, err);
	if (rc == RC_OK)
		rc = cli_ask_new_secret(cli, "New passphrase", &passphrase,
					err);
	if (rc == RC_OK)
		rc = app_recover(cli->app, key, user, passphrase, err);
	if (rc == RC_OK)
		fprintf(cli->messages, "The new passphrase of %s is set.\n",
			user);
	secret_free(key);
	secret_free(passphrase);
	return rc;
}

enum rc
cmd_key_rotate(struct cli *cli, struct err *err)
{
	enum rc rc = app_rotate(cli->app, cmd_show_progress, cli, err);

	cmd_end_progress(cli);
	if (rc == RC_OK)
		fprintf(cli->messages, "Everything is sealed under a new "
			"key. Passphrases and the recovery key stay. Make a "
			"new backup: older ones are under the old key.\n");
	return rc;
}

enum rc
cmd_key_new_recovery(struct cli *cli, struct err *err)
{
	struct secret *key;
	enum rc rc = app_recovery_new(cli->app, &key, err);

	if (rc == RC_OK)
		rc = print_recovery_key(cli, key, err);
	if (rc == RC_OK)
		ask_back(cli, key);
	secret_free(key);
	return rc;
}
