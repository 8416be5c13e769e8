/* SPDX-License-Identifier: ISC */
/* minisign on its own: keys, signing, verifying; no academy. */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/minisign_key.h"
#include "exchange/out_file.h"
#include "vault/secret.h"

/* ---- keys ---- */

static const char *
key_path(struct cli *cli, const char *option)
{
	const char *path = cli_option(cli, option);

	if (path != NULL)
		return path;
	return strcmp(option, "public-key") == 0 ? "minisign.pub"
						 : "minisign.key";
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
	enum rc rc = out_file_is_new(key_path(cli, "secret-key"), err);

	if (rc == RC_OK)
		rc = out_file_is_new(key_path(cli, "public-key"), err);
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

/* ---- signing and verifying ---- */

static enum rc
hash_file(const char *path, unsigned char hash[MINISIGN_HASH_SIZE],
	  struct err *err)
{
	struct stream_fd in;
	enum rc rc = stream_fd_open(&in, path, err);

	if (rc != RC_OK)
		return rc;
	rc = minisign_hash_source(source_fd(&in), hash, err);
	close(in.fd);
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
	enum rc rc = out_file_is_new(signature, err);

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
