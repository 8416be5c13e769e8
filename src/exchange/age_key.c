/* SPDX-License-Identifier: ISC */
#include "exchange/age_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/secret_bytes.h"

static const char recipient_prefix[] = "age";
static const char identity_prefix[] = "AGE-SECRET-KEY-";

/* ---- recipients ---- */

static enum rc
explain_recipient(enum bech32_fault fault, const char *text, struct err *err)
{
	const char *why = "";

	switch (fault) {
	case BECH32_OK:
		return RC_OK;
	case BECH32_PREFIX:
		return err_set(err, RC_INVALID, "recipient",
			       "\"%.70s\" is not a recipient: one starts with "
			       "age1.", text);
	case BECH32_CHARACTER:
		why = "it has a character that recipients never have";
		break;
	case BECH32_LENGTH:
		why = "it should have 62 characters";
		break;
	case BECH32_CHECKSUM:
		why = "a character in it is wrong";
		break;
	}
	return err_set(err, RC_INVALID, "recipient",
		       "The recipient %.70s cannot be used: %s. Copy it again "
		       "from its owner.", text, why);
}

enum rc
age_recipient_parse(const char *text, struct age_recipient *recipient,
		    struct err *err)
{
	return explain_recipient(bech32_decode(text, strlen(text),
					       recipient_prefix,
					       recipient->key, AGE_KEY_SIZE),
				 text, err);
}

void
age_recipient_format(const struct age_recipient *recipient,
		     char text[AGE_RECIPIENT_TEXT_SIZE])
{
	bech32_encode(recipient_prefix, recipient->key, AGE_KEY_SIZE, text);
}

/* ---- identities ---- */

/* Wipes key. */
static void
set_key(struct age_identity *identity, unsigned char key[AGE_KEY_SIZE])
{
	crypto_scalarmult_base(identity->recipient.key, key);
	identity->key = secret_from(key, AGE_KEY_SIZE);
	sodium_memzero(key, AGE_KEY_SIZE);
}

void
age_identity_new(struct age_identity *identity)
{
	unsigned char key[AGE_KEY_SIZE];

	if (sodium_init() < 0)
		abort();
	randombytes_buf(key, sizeof(key));
	set_key(identity, key);
}

/* What is wrong is said without a word of the key itself. */
static enum rc
explain_identity(enum bech32_fault fault, struct err *err)
{
	const char *why = "";

	switch (fault) {
	case BECH32_OK:
		return RC_OK;
	case BECH32_PREFIX:
		why = "it does not start with AGE-SECRET-KEY-1";
		break;
	case BECH32_CHARACTER:
		why = "it has a character that keys never have";
		break;
	case BECH32_LENGTH:
		why = "it should have 74 characters";
		break;
	case BECH32_CHECKSUM:
		why = "a character in it is wrong";
		break;
	}
	return err_set(err, RC_INVALID, "identity",
		       "That is not an age identity: %s.", why);
}

enum rc
age_identity_parse(const char *text, size_t len,
		   struct age_identity *identity, struct err *err)
{
	unsigned char key[AGE_KEY_SIZE];
	enum bech32_fault fault = bech32_decode(text, len, identity_prefix,
						key, sizeof(key));

	identity->key = NULL;
	if (fault == BECH32_OK)
		set_key(identity, key);
	return explain_identity(fault, err);
}

void
age_identity_format(const struct age_identity *identity, struct secret *text)
{
	char plain[AGE_IDENTITY_TEXT_SIZE];

	bech32_encode(identity_prefix,
		      (const unsigned char *)secret_open(identity->key),
		      AGE_KEY_SIZE, plain);
	secret_close(identity->key);
	secret_add(text, plain, strlen(plain));
	sodium_memzero(plain, sizeof(plain));
}

void
age_identity_release(struct age_identity *identity)
{
	secret_free(identity->key);
	identity->key = NULL;
}

/* ---- identity files ---- */

static enum rc
parse_line(const char *line, size_t len, unsigned number,
	   struct age_identities *identities, struct err *err)
{
	struct age_identity identity;
	enum rc rc;

	if (len > 0 && line[len - 1] == '\r')
		len--;
	if (len == 0 || line[0] == '#')
		return RC_OK;
	rc = age_identity_parse(line, len, &identity, err);
	if (rc != RC_OK) {
		err_at(err, number, 1);
		return rc;
	}
	identities->rows = xgrow(identities->rows, identities->count,
				 sizeof(*identities->rows));
	identities->rows[identities->count++] = identity;
	return RC_OK;
}

static void
cut(struct age_identities *identities, size_t count)
{
	while (identities->count > count)
		age_identity_release(&identities->rows[--identities->count]);
}

enum rc
age_identities_parse(struct secret *text, struct age_identities *identities,
		     struct err *err)
{
	const char *at = secret_open(text), *end = at + secret_length(text);
	size_t before = identities->count;
	unsigned number = 0;
	enum rc rc = RC_OK;

	while (at < end && rc == RC_OK) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((lf != NULL ? lf : end) - at);

		rc = parse_line(at, len, ++number, identities, err);
		at += len + 1;
	}
	secret_close(text);
	if (rc == RC_OK && identities->count == before)
		rc = err_set(err, RC_INVALID, "identity",
			     "There is no AGE-SECRET-KEY-1 line in it.");
	if (rc != RC_OK)
		cut(identities, before);
	return rc;
}

static enum rc
read_text(int fd, struct secret *text, const char *path, struct err *err)
{
	char chunk[512];
	ssize_t n;
	enum rc rc = RC_OK;

	while (rc == RC_OK && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = err_set_errno(err, errno, "%s cannot be read",
					   path);
		else if (secret_append(text, chunk, (size_t)n) != RC_OK)
			rc = err_set(err, RC_INVALID, "identity",
				     "%s is too large for an identity file.",
				     path);
	}
	sodium_memzero(chunk, sizeof(chunk));
	return rc;
}

/* The same sentence, with the file and the line before it. */
static void
name_file(struct err *err, const char *path)
{
	struct err inner;
	char line[32] = "";

	if (err == NULL)
		return;
	inner = *err;
	if (inner.line > 0)
		snprintf(line, sizeof(line), ", line %u", inner.line);
	err_set(err, inner.code, inner.where, "%.200s%s: %.150s", path, line,
		inner.text);
	err_at(err, inner.line, inner.column);
}

enum rc
age_identities_read(const char *path, struct age_identities *identities,
		    struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct secret *text;
	enum rc rc;

	if (fd < 0)
		return err_set_errno(err, errno, "%s cannot be opened", path);
	text = secret_new(AGE_IDENTITY_FILE_MAX);
	rc = read_text(fd, text, path, err);
	close(fd);
	if (rc == RC_OK) {
		rc = age_identities_parse(text, identities, err);
		if (rc != RC_OK)
			name_file(err, path);
	}
	secret_free(text);
	return rc;
}

void
age_identities_release(struct age_identities *identities)
{
	cut(identities, 0);
	mem_free(identities->rows);
	identities->rows = NULL;
}

struct secret *
age_identity_file(const struct age_identity *identity, struct instant created)
{
	struct secret *text = secret_new(AGE_IDENTITY_TEXT_SIZE + 200);
	char when[INSTANT_TEXT_SIZE], who[AGE_RECIPIENT_TEXT_SIZE];
	char head[200];

	age_recipient_format(&identity->recipient, who);
	snprintf(head, sizeof(head), "# created: %s\n# public key: %s\n",
		 instant_format_utc(created, when), who);
	secret_add(text, head, strlen(head));
	age_identity_format(identity, text);
	secret_add(text, "\n", 1);
	return text;
}
