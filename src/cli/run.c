/* SPDX-License-Identifier: ISC */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "vault/secret.h"

/* ---- asking ---- */

static enum rc
no_terminal(struct err *err)
{
	return err_set(err, RC_USAGE, "passphrase",
		       "There is no terminal to ask for the passphrase on. "
		       "Give --passphrase-fd N, and for an academy --user NAME.");
}

static enum rc
ask_on_terminal(const char *prompt, struct secret *secret, struct err *err)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	struct termios before, silent;
	enum rc rc;

	if (tty < 0 || tcgetattr(tty, &before) != 0) {
		if (tty >= 0)
			close(tty);
		return no_terminal(err);
	}
	silent = before;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	tcsetattr(tty, TCSAFLUSH, &silent);
	dprintf(tty, "%s: ", prompt);
	rc = secret_read_line(secret, tty, err);
	tcsetattr(tty, TCSAFLUSH, &before);
	dprintf(tty, "\n");
	close(tty);
	return rc;
}

static enum rc
descriptor(const struct cli *cli, int *fd, struct err *err)
{
	const char *text = cli_option(cli, "passphrase-fd");
	char *end;
	long value;

	*fd = -1;
	if (text == NULL)
		return RC_OK;
	value = strtol(text, &end, 10);
	if (*end != '\0' || text[0] == '\0' || value < 0 || value > 1023 ||
	    fcntl((int)value, F_GETFD) == -1)
		return err_set(err, RC_USAGE, "passphrase-fd",
			       "--passphrase-fd needs the number of an open "
			       "descriptor, such as 3 with 3<file.");
	*fd = (int)value;
	return RC_OK;
}

enum rc
cli_ask_secret(struct cli *cli, const char *prompt, struct secret **secret,
	       struct err *err)
{
	int fd;
	enum rc rc = descriptor(cli, &fd, err);

	*secret = NULL;
	if (rc != RC_OK)
		return rc;
	*secret = secret_new(SECRET_MAX);
	rc = fd >= 0 ? secret_read_line(*secret, fd, err)
		     : ask_on_terminal(prompt, *secret, err);
	if (rc != RC_OK) {
		secret_free(*secret);
		*secret = NULL;
	}
	return rc;
}

enum rc
cli_ask_new_secret(struct cli *cli, const char *prompt,
		   struct secret **secret, struct err *err)
{
	struct secret *again;
	enum rc rc = cli_ask_secret(cli, prompt, secret, err);

	if (rc != RC_OK || cli_option(cli, "passphrase-fd") != NULL)
		return rc;
	rc = cli_ask_secret(cli, "The same once more", &again, err);
	if (rc == RC_OK && !secret_equal(*secret, again))
		rc = err_set(err, RC_INVALID, "passphrase",
			     "The two were not the same; nothing was "
			     "changed.");
	secret_free(again);
	if (rc != RC_OK) {
		secret_free(*secret);
		*secret = NULL;
	}
	return rc;
}

enum rc
cli_ask_user(struct cli *cli, char *name, size_t size, struct err *err)
{
	const char *given = cli_option(cli, "user");
	FILE *tty;

	if (given != NULL) {
		snprintf(name, size, "%s", given);
		return RC_OK;
	}
	tty = cli_option(cli, "passphrase-fd") == NULL
		      ? fopen("/dev/tty", "r+e") : NULL;
	if (tty == NULL)
		return no_terminal(err);
	fputs("User name: ", tty);
	fflush(tty);
	if (fgets(name, (int)size, tty) == NULL)
		name[0] = '\0';
	name[strcspn(name, "\n")] = '\0';
	fclose(tty);
	return RC_OK;
}

/* ---- running ---- */

enum rc
cli_unlock(struct cli *cli, struct err *err)
{
	struct secret *passphrase;
	char user[SHORT_SIZE];
	enum rc rc;

	if (!app_vault_exists(cli->app))
		return err_set(err, RC_NOT_FOUND, "vault",
			       "There is no academy at %s. \"throughgate "
			       "init\" makes one; --vault DIR names another "
			       "place.", cli->vault_dir);
	rc = cli_ask_user(cli, user, sizeof(user), err);
	if (rc == RC_OK)
		rc = cli_ask_secret(cli, "Passphrase", &passphrase, err);
	if (rc != RC_OK)
		return rc;
	rc = app_unlock(cli->app, user, passphrase, err);
	secret_free(passphrase);
	if (rc == RC_OK && app_kept_older(cli->app) != NULL)
		fprintf(cli->messages, "These records were made by an older "
			"Throughgate, and are brought up to date. As they "
			"were, they are kept as %s.\n",
			app_kept_older(cli->app));
	return rc;
}

static enum rc
read_options(struct cli *cli, struct err *err)
{
	civil_date as_at = DATE_NONE, today = DATE_NONE;
	enum report_format format;
	enum rc rc = cli_date(cli, "as-at", &as_at, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "today", &today, err);
	if (rc == RC_OK)
		rc = cli_format(cli, &format, err);
	if (rc != RC_OK)
		return rc;
	app_set_as_at(cli->app, as_at);
	return today == DATE_NONE ? RC_OK
				  : app_confirm_today(cli->app, today, err);
}

enum rc
cli_run(struct cli *cli, struct clock clock, struct err *err)
{
	enum rc rc;

	cli->clock = clock;
	cli->app = app_new(cli->vault_dir, clock);
	rc = read_options(cli, err);
	if (rc == RC_OK && (cli->command->flags & CLI_UNLOCK) != 0)
		rc = cli_unlock(cli, err);
	if (rc == RC_OK)
		rc = cli->command->run(cli, err);
	app_free(cli->app);
	cli->app = NULL;
	if (rc == RC_OK && (fflush(cli->out) != 0 || ferror(cli->out)))
		rc = err_set_errno(err, errno, "The result cannot be written");
	return rc;
}

enum rc
cli_format(const struct cli *cli, enum report_format *format, struct err *err)
{
	const char *name = cli_option(cli, "format");

	*format = FORMAT_TEXT;
	return name != NULL ? report_format_parse(name, format, err) : RC_OK;
}

enum rc
cli_print(struct cli *cli, const struct report *report, bool sheet,
	  struct err *err)
{
	enum report_format format;
	struct buf text = BUF_INIT;
	enum rc rc = cli_format(cli, &format, err);

	if (rc == RC_OK)
		report_render(report, format, sheet, &text);
	if (text.len > 0)
		fwrite(text.ptr, 1, text.len, cli->out);
	buf_release(&text);
	return rc;
}
