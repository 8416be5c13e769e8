/* SPDX-License-Identifier: ISC */
/* age and minisign on their own: files in, files out, no academy. */
#include "cli/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/minisign_key.h"
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
	in->name = name;
	in->fd = open(name, O_RDONLY | O_CLOEXEC);
	return in->fd >= 0 ? RC_OK
			   : err_set_errno(err, errno, "%s cannot be opened",
					   name);
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

/* ---- age ---- */

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
	struct stream_fd in;
	struct output out;
	struct sink sink;
	enum rc rc = open_input(cli_word(cli, 0), &in, err);

	if (rc != RC_OK)
		return rc;
	rc = output_open(cli, &out, &sink, err);
	if (rc == RC_OK) {
		rc = age_encrypt(lock, source_fd(&in), sink, err);
		rc = output_end(&out, rc, err);
	}
	close_input(&in);
	return rc;
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
	struct stream_fd in;
	struct output out;
	struct sink sink;
	enum rc rc = open_input(cli_word(cli, 0), &in, err);

	if (rc != RC_OK)
		return rc;
	rc = output_open(cli, &out, &sink, err);
	if (rc == RC_OK) {
		rc = age_decrypt(keys, source_fd(&in), sink, err);
		rc = output_end(&out, rc, err);
	}
	close_input(&in);
	return rc;
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

/* ---- minisign ---- */

static const char *
key_path(struct cli *cli, const char *option)
{
	const char *path = cli_option(cli, option);

	if (path != NULL)
		return path;
	return strcmp(option, "public-key") == 0 ? "minisign.pub"
						 : "minisign.key";
}

static enum rc
must_be_new(const char *path, struct err *err)
{
	if (path_exists(path))
		return err_set(err, RC_CONFLICT, "output",
			       "%s exists already, and is not written over. "
			       "Choose another name, or move it away.", path);
	return RC_OK;
}

/* Both files, or neither. */
static enum rc
write_pair(struct cli *cli, const struct minisign_secret *secret,
	   const struct buf *secret_file, struct err *err)
{
	const char *path = key_path(cli, "secret-key");
	struct buf public_file = BUF_INIT;
	enum rc rc;

	minisign_public_file(&secret->public, &public_file);
	rc = path_write_atomic(path, secret_file->ptr, secret_file->len,
			       false, err);
	if (rc == RC_OK) {
		rc = path_write_atomic(key_path(cli, "public-key"),
				       public_file.ptr, public_file.len,
				       false, err);
		if (rc != RC_OK)
			unlink(path);
	}
	if (rc == RC_OK)
		fputs(public_file.ptr, cli->out);
	buf_release(&public_file);
	return rc;
}

enum rc
cmd_minisign_keygen(struct cli *cli, struct err *err)
{
	struct minisign_secret secret;
	struct secret *passphrase = NULL;
	struct buf file = BUF_INIT;
	enum rc rc = must_be_new(key_path(cli, "secret-key"), err);

	if (rc == RC_OK)
		rc = must_be_new(key_path(cli, "public-key"), err);
	if (rc == RC_OK)
		rc = cli_ask_new_secret(cli, "New passphrase for the key",
					&passphrase, err);
	if (rc != RC_OK)
		return rc;
	minisign_secret_new(&secret);
	rc = minisign_secret_file(&secret, passphrase, minisign_cost_usual,
				  &file, err);
	if (rc == RC_OK)
		rc = write_pair(cli, &secret, &file, err);
	minisign_secret_release(&secret);
	secret_free(passphrase);
	buf_release(&file);
	return rc;
}

static enum rc
hash_file(const char *path, unsigned char hash[MINISIGN_HASH_SIZE],
	  struct err *err)
{
	struct stream_fd in;
	enum rc rc = open_input(path, &in, err);

	if (rc != RC_OK)
		return rc;
	rc = minisign_hash_source(source_fd(&in), hash, err);
	close_input(&in);
	return rc;
}

static enum rc
open_secret(struct cli *cli, struct minisign_secret *secret, struct err *err)
{
	struct secret *passphrase = NULL;
	struct buf text = BUF_INIT;
	enum rc rc = path_read(key_path(cli, "secret-key"), MINISIGN_FILE_MAX,
			       &text, err);

	secret->key = NULL;
	if (rc == RC_OK)
		rc = cli_ask_secret(cli, "Passphrase of the key", &passphrase,
				    err);
	if (rc == RC_OK)
		rc = minisign_secret_parse(text.ptr, text.len, passphrase,
					   secret, err);
	secret_free(passphrase);
	buf_release(&text);
	return rc;
}

/* What the minisign program says when it is told nothing. */
static char *
usual_comment(struct cli *cli, const char *path)
{
	struct instant now = clock_now(&cli->clock);

	return xasprintf("timestamp:%lld\tfile:%s\thashed",
			 (long long)now.utc_s, path_base(path));
}

static enum rc
write_signature(struct cli *cli, const struct minisign_secret *secret,
		const char *path, const char *signature_path, struct err *err)
{
	const char *given = cli_option(cli, "trusted-comment");
	char *comment = given != NULL ? xstrdup(given)
				      : usual_comment(cli, path);
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct buf text = BUF_INIT;
	enum rc rc = hash_file(path, hash, err);

	if (rc == RC_OK)
		rc = minisign_sign(secret, hash, comment, &text, err);
	if (rc == RC_OK)
		rc = path_write_atomic(signature_path, text.ptr, text.len,
				       false, err);
	buf_release(&text);
	mem_free(comment);
	return rc;
}

enum rc
cmd_minisign_sign(struct cli *cli, struct err *err)
{
	const char *path = cli_word(cli, 0);
	char *signature = xasprintf("%s.minisig", path);
	struct minisign_secret secret = { .key = NULL };
	enum rc rc = must_be_new(signature, err);

	if (rc == RC_OK)
		rc = open_secret(cli, &secret, err);
	if (rc == RC_OK)
		rc = write_signature(cli, &secret, path, signature, err);
	if (rc == RC_OK)
		fprintf(cli->messages, "Signed: %s\n", signature);
	minisign_secret_release(&secret);
	mem_free(signature);
	return rc;
}

static enum rc
read_public(struct cli *cli, struct minisign_public *public, struct err *err)
{
	struct buf text = BUF_INIT;
	enum rc rc = path_read(key_path(cli, "public-key"), MINISIGN_FILE_MAX,
			       &text, err);

	if (rc == RC_OK)
		rc = minisign_public_parse(text.ptr, text.len, public, err);
	buf_release(&text);
	return rc;
}

static enum rc
read_signature(const char *path, struct minisign_signature *signature,
	       struct err *err)
{
	char *name = xasprintf("%s.minisig", path);
	struct buf text = BUF_INIT;
	enum rc rc = path_read(name, MINISIGN_FILE_MAX, &text, err);

	if (rc == RC_OK)
		rc = minisign_parse(text.ptr, text.len, signature, err);
	buf_release(&text);
	mem_free(name);
	return rc;
}

/* A legacy signature needs the whole file in memory at once. */
static enum rc
verify_legacy(const char *path, const struct minisign_public *public,
	      const struct minisign_signature *signature, struct err *err)
{
	enum { MOST = 1 << 30 };
	struct buf data = BUF_INIT;
	enum rc rc = path_read(path, MOST, &data, err);

	if (rc == RC_OK)
		rc = minisign_verify_legacy(public, signature, data.ptr,
					    data.len, err);
	buf_release(&data);
	return rc;
}

static enum rc
verify_file(struct cli *cli, const struct minisign_public *public,
	    const struct minisign_signature *signature, struct err *err)
{
	const char *path = cli_word(cli, 0);
	unsigned char hash[MINISIGN_HASH_SIZE];
	enum rc rc;

	if (signature->legacy && cli_option(cli, "allow-legacy") != NULL)
		return verify_legacy(path, public, signature, err);
	rc = hash_file(path, hash, err);
	if (rc == RC_OK)
		rc = minisign_verify(public, signature, hash, err);
	return rc;
}

enum rc
cmd_minisign_verify(struct cli *cli, struct err *err)
{
	struct minisign_public public;
	struct minisign_signature signature;
	char id[MINISIGN_ID_TEXT_SIZE];
	enum rc rc = read_public(cli, &public, err);

	if (rc == RC_OK)
		rc = read_signature(cli_word(cli, 0), &signature, err);
	if (rc == RC_OK)
		rc = verify_file(cli, &public, &signature, err);
	if (rc != RC_OK)
		return rc;
	minisign_id_format(public.id, id);
	fprintf(cli->messages, "The file is as key %s signed it.\n", id);
	fprintf(cli->out, "%s\n", signature.trusted);
	return RC_OK;
}
