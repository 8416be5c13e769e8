/* SPDX-License-Identifier: ISC */
/*
 * age_key: the keys of age v1 (C2SP age, "The X25519 recipient type").
 *
 * A recipient is public: whoever has it can encrypt. Its identity opens what
 * was encrypted. Both are X25519 keys in Bech32: age1..., AGE-SECRET-KEY-1...
 */
#ifndef EXCHANGE_AGE_KEY_H
#define EXCHANGE_AGE_KEY_H

#include "base/date.h"
#include "exchange/bech32.h"
#include "vault/secret.h"

enum {
	AGE_KEY_SIZE = 32,
	AGE_RECIPIENT_TEXT_SIZE = BECH32_LENGTH_OF(3, AGE_KEY_SIZE) + 1,
	AGE_IDENTITY_TEXT_SIZE = BECH32_LENGTH_OF(15, AGE_KEY_SIZE) + 1,
	AGE_IDENTITY_FILE_MAX = 64 * 1024,
};

struct age_recipient {
	unsigned char key[AGE_KEY_SIZE];
};

struct age_identity {
	struct secret *key;
	struct age_recipient recipient;
};

/* ---- recipients ---- */

/* RC_INVALID says what is wrong with it. */
MUST_USE enum rc age_recipient_parse(const char *text,
				     struct age_recipient *recipient,
				     struct err *err);
void age_recipient_format(const struct age_recipient *recipient,
			  char text[AGE_RECIPIENT_TEXT_SIZE]);

/* ---- identities: every one made must be released ---- */

void age_identity_new(struct age_identity *identity);
MUST_USE enum rc age_identity_parse(const char *text, size_t len,
				    struct age_identity *identity,
				    struct err *err);
/* Appends the text; the secret needs AGE_IDENTITY_TEXT_SIZE of room. */
void age_identity_format(const struct age_identity *identity,
			 struct secret *text);
void age_identity_release(struct age_identity *identity);

/* ---- identity files: a key a line, # before a comment ---- */

struct age_identities {
	struct age_identity *rows;
	size_t count;
};

/* Adds those of a file's text; RC_INVALID names the line. */
MUST_USE enum rc age_identities_parse(struct secret *text,
				      struct age_identities *identities,
				      struct err *err);
/* The same of a file; none is left added when it fails. */
MUST_USE enum rc age_identities_read(const char *path,
				     struct age_identities *identities,
				     struct err *err);
void age_identities_release(struct age_identities *identities);
/* A whole identity file, as age-keygen writes it; the caller's. */
struct secret *age_identity_file(const struct age_identity *identity,
				 struct instant created);

#endif
