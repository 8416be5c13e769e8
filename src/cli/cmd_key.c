/* SPDX-License-Identifier: ISC */
/* key: who is trusted, and what others need to trust this place. */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/exchange.h"
#include "exchange/out_file.h"
#include "vault/secret.h"

enum rc
cmd_key_show(struct cli *cli, struct err *err)
{
	const char *path = cli_option(cli, "output");
	struct buf card = BUF_INIT;
	enum rc rc = exchange_card(cli->app, &card, err);

	if (rc == RC_OK && path != NULL)
		rc = path_write_atomic(path, card.ptr, card.len, false, err);
	if (rc == RC_OK)
		fputs(card.ptr, cli->out);
	buf_release(&card);
	return rc;
}

/* ---- places ---- */

static const struct report_column site_columns[] = {
	{ "code", "Code", 8, false },
	{ "name", "Name", 0, false },
	{ "kind", "Kind", 11, false },
	{ "state", "State", 20, false },
	{ "last_number", "Last", 6, true },
	{ "last_on", "Came on", 10, false },
	{ "age", "age", REPORT_HIDDEN, false },
	{ "minisign", "minisign", REPORT_HIDDEN, false },
};

static void
add_site(struct report *report, const struct site *site)
{
	char day[DATE_TEXT_SIZE] = "", number[24] = "";

	if (site->last_number > 0) {
		date_format(date_of_instant(site->last_at), day);
		snprintf(number, sizeof(number), "%06lld",
			 (long long)site->last_number);
	}
	report_cell(report, "%s", site->code);
	report_cell(report, "%s", site->name);
	report_cell(report, "%s",
		    term_label(&term_site_kind, (int)site->kind));
	report_cell(report, "%s",
		    term_label(&term_site_state, (int)site->state));
	report_cell(report, "%s", number);
	report_cell(report, "%s", day);
	report_cell(report, "%s", site->age_recipient);
	report_cell(report, "%s", site->sign_key);
}

enum rc
cmd_key_list(struct cli *cli, struct err *err)
{
	struct report report;
	struct site *rows;
	size_t count;
	enum rc rc = exchange_sites(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "key list", "Places");
	report_section(&report, "places", "");
	report_table(&report, site_columns, ARRAY_SIZE(site_columns), true);
	for (size_t i = 0; i < count; i++)
		add_site(&report, &rows[i]);
	if (count == 0)
		report_note(&report, "No place is trusted yet. \"key trust "
			    "FILE\" reads a card.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

/* As it was read out: spaces do not count. */
static bool
same_digits(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " -");
		b += strspn(b, " -");
		if (*a != *b)
			return false;
		if (*a == '\0')
			return true;
	}
}

static enum rc
ask_whether_same(struct cli *cli, struct err *err)
{
	FILE *tty = cli_option(cli, "passphrase-fd") == NULL
			    ? fopen("/dev/tty", "r+e") : NULL;
	char answer[16] = "";

	if (tty == NULL)
		return err_set(err, RC_USAGE, "fingerprint",
			       "There is no terminal to ask on. Give "
			       "--fingerprint with what they read out.");
	fputs("Do they read out the same digits? Type yes: ", tty);
	fflush(tty);
	if (fgets(answer, sizeof(answer), tty) == NULL)
		answer[0] = '\0';
	fclose(tty);
	if (strcmp(answer, "yes\n") == 0)
		return RC_OK;
	return err_set(err, RC_CANCELLED, NULL, "Nothing was trusted.");
}

enum rc
cmd_key_trust(struct cli *cli, struct err *err)
{
	const char *said = cli_option(cli, "fingerprint");
	char fingerprint[FINGERPRINT_SIZE];
	struct site site;
	enum rc rc = exchange_card_read(cli_word(cli, 0), &site, fingerprint,
					err);

	if (rc != RC_OK)
		return rc;
	fprintf(cli->messages, "%s: %s, %s.\nFingerprint: %s\n",
		term_label(&term_site_kind, (int)site.kind), site.code,
		site.name, fingerprint);
	if (said == NULL)
		rc = ask_whether_same(cli, err);
	else if (!same_digits(said, fingerprint))
		rc = err_set(err, RC_CORRUPT, "fingerprint",
			     "That is not the fingerprint of this card: it is "
			     "another, or was altered. Nothing was trusted.");
	if (rc == RC_OK)
		rc = exchange_trust(cli->app, &site, err);
	if (rc == RC_OK)
		fprintf(cli->messages, "%s is trusted.\n", site.code);
	return rc;
}

enum rc
cmd_key_retire(struct cli *cli, struct err *err)
{
	return exchange_retire(cli->app, cli_word(cli, 0), err);
}

enum rc
cmd_key_accept_restored(struct cli *cli, struct err *err)
{
	const char *code = cli_word(cli, 0);
	struct buf words = BUF_INIT;
	enum rc rc = exchange_restored_words(cli->app, code, &words, err);

	if (rc == RC_OK)
		rc = exchange_accept_restored(cli->app, code,
					      cli_option(cli, "reason"), err);
	if (rc == RC_OK)
		fprintf(cli->messages, "%sAccepted.\n", words.ptr);
	buf_release(&words);
	return rc;
}

/* ---- keys that leave ---- */

typedef enum rc key_file_fn(struct app *app, struct secret *passphrase,
			    struct buf *out, struct err *err);

static enum rc
export_key(struct cli *cli, key_file_fn *make, const char *does,
	   struct err *err)
{
	const char *path = cli_word(cli, 0);
	struct secret *passphrase = NULL;
	struct buf file = BUF_INIT;
	enum rc rc = app_require(cli->app, MAY_MANAGE_KEYS, err);

	if (rc == RC_OK)
		rc = out_file_is_new(path, err);
	if (rc == RC_OK)
		rc = cli_ask_new_secret(cli, "New passphrase for the key",
					&passphrase, err);
	if (rc == RC_OK)
		rc = make(cli->app, passphrase, &file, err);
	if (rc == RC_OK)
		rc = path_write_atomic(path, file.ptr, file.len, false, err);
	if (rc == RC_OK)
		fprintf(cli->messages, "Whoever has %s and its passphrase "
			"%s. Keep it as you keep the recovery key.\n", path,
			does);
	secret_free(passphrase);
	buf_release(&file);
	return rc;
}

enum rc
cmd_key_export_identity(struct cli *cli, struct err *err)
{
	return export_key(cli, exchange_identity_file,
			  "opens what is sealed for this place", err);
}

enum rc
cmd_key_export_signing(struct cli *cli, struct err *err)
{
	return export_key(cli, exchange_signing_file, "signs as this place",
			  err);
}

enum rc
cmd_key_escrow(struct cli *cli, struct err *err)
{
	struct secret *key = NULL;
	char code[CODE_SIZE];
	enum rc rc = cli_unlock(cli, err);

	if (rc == RC_OK)
		rc = exchange_escrow_open(cli->app, cli_option(cli, "escrow"),
					  code, &key, err);
	if (rc != RC_OK)
		return rc;
	fprintf(cli->messages, "This key opens %s once, with \"key recover\" "
		"there. Read it to their administrator, and to nobody "
		"else.\n", code);
	fprintf(cli->out, "%s\n", secret_open(key));
	secret_close(key);
	secret_free(key);
	return RC_OK;
}
