/* SPDX-License-Identifier: ISC */
/*
 * The key in escrow: a one-time recovery key that only head office can read,
 * in escrow.age beside the records, so that even a locked academy can hand it
 * over. Inside: "CODE KEY".
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/exchange_private.h"
#include "exchange/identity.h"
#include "exchange/secret_bytes.h"
#include "exchange/stick.h"
#include "model/rule.h"
#include "vault/recovery_key.h"

enum { ESCROW_FILE_MAX = 4096, ESCROW_TEXT_MAX = 100 };

static char *
escrow_path(struct app *app)
{
	return path_join(app->dir, "escrow.age");
}

/* One without the other is of no use, and is made anew. */
bool
escrow_is_there(struct app *app)
{
	char *path = escrow_path(app);
	bool there = path_exists(path) && vault_has_escrow(app->vault);

	mem_free(path);
	return there;
}

/* ---- making it ---- */

static enum rc
seal_for(const struct site *to, struct secret *text, struct buf *out,
	 struct err *err)
{
	struct age_recipient recipient;
	struct age_lock lock = { .recipients = &recipient, .count = 1 };
	struct stream_bytes bytes;
	enum rc rc = age_recipient_parse(to->age_recipient, &recipient, err);

	if (rc != RC_OK)
		return rc;
	bytes = (struct stream_bytes){ secret_open(text),
				       secret_length(text) };
	rc = age_encrypt(&lock, source_bytes(&bytes), sink_buf(out), err);
	secret_close(text);
	return rc;
}

static void
label(struct app *app, struct secret *key, struct secret *text)
{
	secret_add(text, app->academy.code, strlen(app->academy.code));
	secret_add(text, " ", 1);
	secret_add(text, secret_open(key), secret_length(key));
	secret_close(key);
}

enum rc
escrow_make(struct app *app, const struct site *to, struct err *err)
{
	struct secret *key = secret_new(RECOVERY_TEXT_SIZE);
	struct secret *text = secret_new(ESCROW_TEXT_MAX);
	struct buf sealed = BUF_INIT;
	char *path = escrow_path(app);
	enum rc rc = vault_escrow_new(app->vault, key, err);

	if (rc == RC_OK) {
		label(app, key, text);
		rc = seal_for(to, text, &sealed, err);
	}
	if (rc == RC_OK)
		rc = path_write_atomic(path, sealed.ptr, sealed.len, true,
				       err);
	secret_free(key);
	secret_free(text);
	buf_release(&sealed);
	mem_free(path);
	return rc;
}

enum rc
escrow_read(struct app *app, struct buf *out, struct err *err)
{
	char *path = escrow_path(app);
	enum rc rc = path_read(path, ESCROW_FILE_MAX, out, err);

	mem_free(path);
	return rc;
}

/* ---- opening an academy's, at head office ---- */

static enum rc
to_secret(void *ctx, const void *data, size_t size, struct err *err)
{
	return secret_append(ctx, data, size) == RC_OK
		       ? RC_OK
		       : err_set(err, RC_INVALID, "escrow",
				 "What is inside is too long for a key in "
				 "escrow.");
}

static enum rc
decrypt(struct app *app, const char *path, struct secret *text,
	struct err *err)
{
	struct identity identity;
	struct age_keys keys = { .identities = &identity.age };
	struct stream_fd file = { .name = path_base(path) };
	struct sink sink = { to_secret, text };
	enum rc rc = stick_open(path, ESCROW_FILE_MAX, &file.fd, err);

	if (rc != RC_OK)
		return rc;
	rc = identity_open(app->vault, &identity, err);
	if (rc == RC_OK) {
		rc = age_decrypt(&keys, source_fd(&file), sink, err);
		identity_release(&identity);
	}
	close(file.fd);
	if (rc == RC_DENIED)
		return err_set(err, RC_DENIED, "escrow",
			       "%s was sealed for another head office.",
			       file.name);
	return rc;
}

/* Text is "CODE KEY"; the key becomes *key. */
static enum rc
split(struct secret *text, char code[CODE_SIZE], struct secret **key,
      struct err *err)
{
	unsigned char bits[RECOVERY_KEY_SIZE];
	const char *bytes = secret_open(text);
	size_t len = strcspn(bytes, " ");
	enum rc rc = RC_INVALID;

	*key = secret_new(SECRET_MAX);
	if (len < CODE_SIZE && bytes[len] == ' ') {
		snprintf(code, CODE_SIZE, "%.*s", (int)len, bytes);
		secret_add(*key, bytes + len + 1, strlen(bytes + len + 1));
		rc = rule_site_code(code, NULL);
	}
	secret_close(text);
	if (rc == RC_OK)
		rc = recovery_key_parse(*key, bits, NULL);
	mem_wipe(bits, sizeof(bits));
	if (rc == RC_OK)
		return RC_OK;
	secret_free(*key);
	*key = NULL;
	return err_set(err, RC_INVALID, "escrow",
		       "That file is not a key in escrow: an academy's stick "
		       "has one, CODE-escrow-NUMBER.age.");
}

enum rc
exchange_escrow_open(struct app *app, const char *path, char code[CODE_SIZE],
		     struct secret **recovery_key, struct err *err)
{
	struct secret *text;
	enum rc rc = app_may_change(app, MAY_MANAGE_KEYS, err);

	*recovery_key = NULL;
	if (rc == RC_OK && app->academy.kind != SITE_HEAD_OFFICE)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "Only head office opens a key in escrow.");
	if (rc != RC_OK)
		return rc;
	text = secret_new(ESCROW_TEXT_MAX);
	rc = decrypt(app, path, text, err);
	if (rc == RC_OK)
		rc = split(text, code, recovery_key, err);
	secret_free(text);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_MANAGE_KEYS, "key.escrow", UOW_FINAL,
			       err, "Opened the key in escrow of %s", code);
	if (rc == RC_OK)
		rc = app_end(app, RC_OK, err);
	if (rc != RC_OK) {
		secret_free(*recovery_key);
		*recovery_key = NULL;
	}
	return rc;
}
