/* SPDX-License-Identifier: ISC */
/*
 * minisign: signatures that the minisign program makes and verifies (Minisign,
 * "Signature format", "Public key format").
 *
 * Only prehashed signatures ("ED": Ed25519 over BLAKE2b-512) are made. Legacy
 * ones ("Ed", over the file itself) are told apart, so that a caller refuses
 * them unless a person has said otherwise. What a signature says of itself in
 * its trusted comment is signed; its untrusted comment is read by nobody.
 */
#ifndef EXCHANGE_MINISIGN_H
#define EXCHANGE_MINISIGN_H

#include "exchange/stream.h"
#include "vault/secret.h"

enum {
	MINISIGN_ID_SIZE = 8, MINISIGN_KEY_SIZE = 32,
	MINISIGN_SECRET_SIZE = 64, MINISIGN_SIG_SIZE = 64,
	MINISIGN_HASH_SIZE = 64,
	MINISIGN_ID_TEXT_SIZE = 17, MINISIGN_PUBLIC_TEXT_SIZE = 57,
	/* what the minisign program has room for */
	MINISIGN_UNTRUSTED_MAX = 1003, MINISIGN_TRUSTED_MAX = 8173,
	MINISIGN_FILE_MAX = 16 * 1024,
};

struct minisign_public {
	unsigned char id[MINISIGN_ID_SIZE], key[MINISIGN_KEY_SIZE];
};

/* The secret half; key holds MINISIGN_SECRET_SIZE bytes. */
struct minisign_secret {
	struct minisign_public public;
	struct secret *key;
};

/* ---- keys ---- */

void minisign_secret_new(struct minisign_secret *secret);
void minisign_secret_release(struct minisign_secret *secret);
/* As people compare it: sixteen hexadecimal digits. */
void minisign_id_format(const unsigned char id[MINISIGN_ID_SIZE],
			char text[MINISIGN_ID_TEXT_SIZE]);
void minisign_public_format(const struct minisign_public *public,
			    char text[MINISIGN_PUBLIC_TEXT_SIZE]);
/* A public key file, as the program writes it. */
void minisign_public_file(const struct minisign_public *public,
			  struct buf *out);
/* A public key file, or its last line alone; RC_INVALID. */
MUST_USE enum rc minisign_public_parse(const char *text, size_t len,
				       struct minisign_public *public,
				       struct err *err);

/* ---- what is signed: BLAKE2b-512 of the file ---- */

struct minisign_hash;

struct minisign_hash *minisign_hash_new(void);
void minisign_hash_free(struct minisign_hash *hash);
struct sink minisign_hash_sink(struct minisign_hash *hash);
void minisign_hash_end(struct minisign_hash *hash,
		       unsigned char out[MINISIGN_HASH_SIZE]);
/* Of everything that a source has. */
MUST_USE enum rc minisign_hash_source(struct source source,
				      unsigned char out[MINISIGN_HASH_SIZE],
				      struct err *err);

/* ---- signatures ---- */

/* RC_INVALID for a comment that is too long or has control characters. */
MUST_USE enum rc minisign_sign(const struct minisign_secret *secret,
			       const unsigned char hash[MINISIGN_HASH_SIZE],
			       const char *trusted, struct buf *out,
			       struct err *err);

struct minisign_signature {
	bool legacy;
	unsigned char id[MINISIGN_ID_SIZE], sig[MINISIGN_SIG_SIZE];
	unsigned char global[MINISIGN_SIG_SIZE];
	char trusted[MINISIGN_TRUSTED_MAX + 1];	/* believe it once verified */
};

/* Exactly the four lines; RC_CORRUPT. */
MUST_USE enum rc minisign_parse(const char *text, size_t len,
				struct minisign_signature *signature,
				struct err *err);
/* RC_CORRUPT when another key made it, or the file or the trusted comment is
 * not what was signed; RC_INVALID for a legacy one. */
MUST_USE enum rc minisign_verify(const struct minisign_public *public,
				 const struct minisign_signature *signature,
				 const unsigned char hash[MINISIGN_HASH_SIZE],
				 struct err *err);
/* The same for a legacy signature over the whole file. */
MUST_USE enum rc minisign_verify_legacy(
	const struct minisign_public *public,
	const struct minisign_signature *signature, const void *data,
	size_t size, struct err *err);

#endif
