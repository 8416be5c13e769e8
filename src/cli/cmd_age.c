/* SPDX-License-Identifier: ISC */
/* age on its own: files in, files out, no academy. */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/age.h"
#include "exchange/out_file.h"
#include "vault/secret.h"

/* ---- where bytes come from and go ---- */

static bool
is_dash(const char *name)
{
	return name == NULL || strcmp(name, "-") == 0;
}

static enum rc
open_input(const char *name, struct stream_fd *in, struct err *err)
{
	*in = (struct stream_fd){ STDIN_FILENO, "Standard input" };
	if (is_dash(name))
		return RC_OK;
	return stream_fd_open(in, name, err);
}

static void
close_input(const struct stream_fd *in)
{
	if (in->fd != STDIN_FILENO)
		close(in->fd);
}

/* --output, or standard output. */
struct output {
	bool named;
	struct out_file file;
	struct stream_fd standard;
};

static enum rc
output_open(struct cli *cli, struct output *out, struct sink *sink,
	    struct err *err)
{
	const char *name = cli_option(cli, "output");

	out->named = !is_dash(name);
	if (out->named) {
		enum rc rc = out_file_open(&out->file, name, err);

		*sink = out_file_sink(&out->file);
		return rc;
	}
	fflush(cli->out);
	out->standard = (struct stream_fd){ fileno(cli->out),
					    "Standard output" };
	*sink = sink_fd(&out->standard);
	return RC_OK;
}

static enum rc
output_end(struct output *out, enum rc rc, struct err *err)
{
	if (out->named && rc == RC_OK)
		return out_file_finish(&out->file, err);
	if (out->named)
		out_file_abandon(&out->file);
	return rc;
}

/* One file in, one file out. */
struct pass {
	struct stream_fd in;
	struct output out;
	struct sink sink;
};

static enum rc
pass_begin(struct cli *cli, struct pass *pass, struct err *err)
{
	enum rc rc = open_input(cli_word(cli, 0), &pass->in, err);

	if (rc != RC_OK)
		return rc;
	rc = output_open(cli, &pass->out, &pass->sink, err);
	if (rc != RC_OK)
		close_input(&pass->in);
	return rc;
}

static enum rc
pass_end(struct pass *pass, enum rc rc, struct err *err)
{
	close_input(&pass->in);
	return output_end(&pass->out, rc, err);
}

/* ---- keys ---- */

enum rc
cmd_age_keygen(struct cli *cli, struct err *err)
{
	struct age_identity identity;
	struct secret *text;
	struct output out;
	struct sink sink;
	char who[AGE_RECIPIENT_TEXT_SIZE];
	enum rc rc = output_open(cli, &out, &sink, err);

	if (rc != RC_OK)
		return rc;
	age_identity_new(&identity);
	age_recipient_format(&identity.recipient, who);
	text = age_identity_file(&identity, clock_now(&cli->clock));
	rc = sink.write(sink.ctx, secret_open(text), secret_length(text),
			err);
	secret_free(text);
	age_identity_release(&identity);
	rc = output_end(&out, rc, err);
	if (rc == RC_OK && out.named)
		fprintf(cli->messages, "Public key: %s\n", who);
	return rc;
}

/* ---- encrypting ---- */

/* The recipients are the caller's to mem_free(). */
static enum rc
read_recipients(struct cli *cli, struct age_lock *lock,
		struct age_recipient **recipients, struct err *err)
{
	const char *text;
	enum rc rc = RC_OK;

	*recipients = NULL;
	while (rc == RC_OK &&
	       (text = cli_option_at(cli, "recipient", lock->count)) != NULL) {
		*recipients = xgrow(*recipients, lock->count,
				    sizeof(**recipients));
		rc = age_recipient_parse(text, &(*recipients)[lock->count++],
					 err);
	}
	lock->recipients = *recipients;
	return rc;
}

/* Neither where it would be of use to nobody. */
static enum rc
check_encrypt(struct cli *cli, const struct age_lock *lock, struct err *err)
{
	if (lock->count > 0 && cli_option(cli, "passphrase-fd") != NULL)
		return err_set(err, RC_USAGE, "recipient",
			       "Give --recipient or --passphrase-fd, not "
			       "both.");
	if (!lock->armor && is_dash(cli_option(cli, "output")) &&
	    isatty(fileno(cli->out)))
		return err_set(err, RC_USAGE, "output",
			       "An encrypted file is not for a terminal to "
			       "show. Give --output FILE, or --armor.");
	return RC_OK;
}

static enum rc
encrypt(struct cli *cli, const struct age_lock *lock, struct err *err)
{
	struct pass pass;
	enum rc rc = pass_begin(cli, &pass, err);

	if (rc != RC_OK)
		return rc;
	rc = age_encrypt(lock, source_fd(&pass.in), pass.sink, err);
	return pass_end(&pass, rc, err);
}

enum rc
cmd_age_encrypt(struct cli *cli, struct err *err)
{
	struct age_lock lock = { .armor = cli_option(cli, "armor") != NULL };
	struct age_recipient *recipients;
	struct secret *passphrase = NULL;
	enum rc rc = read_recipients(cli, &lock, &recipients, err);

	if (rc == RC_OK)
		rc = check_encrypt(cli, &lock, err);
	if (rc == RC_OK && lock.count == 0)
		rc = cli_ask_new_secret(cli, "Passphrase for the file",
					&passphrase, err);
	lock.passphrase = passphrase;
	if (rc == RC_OK)
		rc = encrypt(cli, &lock, err);
	secret_free(passphrase);
	mem_free(recipients);
	return rc;
}

/* ---- decrypting ---- */

struct opener {
	struct cli *cli;
	struct secret *passphrase;	/* already read, or NULL */
};

static enum rc
give_passphrase(void *ctx, struct secret **passphrase, struct err *err)
{
	struct opener *opener = ctx;

	*passphrase = opener->passphrase;
	opener->passphrase = NULL;
	if (*passphrase != NULL)
		return RC_OK;
	return cli_ask_secret(opener->cli, "Passphrase of the file",
			      passphrase, err);
}

static enum rc
read_identities(struct cli *cli, struct age_identities *identities,
		struct err *err)
{
	const char *path;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK; i++) {
		path = cli_option_at(cli, "identity", i);
		if (path == NULL)
			break;
		rc = age_identities_read(path, identities, err);
	}
	return rc;
}

static enum rc
decrypt(struct cli *cli, const struct age_keys *keys, struct err *err)
{
	struct pass pass;
	enum rc rc = pass_begin(cli, &pass, err);

	if (rc != RC_OK)
		return rc;
	rc = age_decrypt(keys, source_fd(&pass.in), pass.sink, err);
	return pass_end(&pass, rc, err);
}

/* From a descriptor the passphrase is read first: file and passphrase may
 * come through the same one. A terminal is asked only when the file needs it.
 */
enum rc
cmd_age_decrypt(struct cli *cli, struct err *err)
{
	struct opener opener = { .cli = cli };
	struct age_identities identities = { .count = 0 };
	struct age_keys keys = { .identities = &identities, .ctx = &opener };
	enum rc rc = read_identities(cli, &identities, err);

	if (rc == RC_OK && cli_option(cli, "passphrase-fd") != NULL)
		rc = cli_ask_secret(cli, "", &opener.passphrase, err);
	if (opener.passphrase != NULL || identities.count == 0)
		keys.passphrase = give_passphrase;
	if (rc == RC_OK)
		rc = decrypt(cli, &keys, err);
	secret_free(opener.passphrase);
	age_identities_release(&identities);
	return rc;
}
