/* SPDX-License-Identifier: ISC */
/*
 * age_recipient: how the file key of an age v1 file is wrapped (C2SP age,
 * "Native recipient types"): for the holder of an X25519 identity, or for
 * whoever knows a passphrase.
 *
 * The unwrap functions answer RC_DENIED without a sentence when the stanza is
 * well-formed but for somebody else, and RC_CORRUPT when it is not well-formed.
 */
#ifndef EXCHANGE_AGE_RECIPIENT_H
#define EXCHANGE_AGE_RECIPIENT_H

#include "exchange/age_header.h"
#include "exchange/age_key.h"

enum {
	AGE_SALT_SIZE = 16,
	AGE_WORK_WRITTEN = 18,	/* log2 of scrypt's N: 256 MiB, 1 s */
	AGE_WORK_MAX = 20,	/* 1 GiB */
};

extern const char age_x25519_type[], age_scrypt_type[];

/* ChaCha20-Poly1305 with a nonce of zeros: a wrap key is used once. */
void age_body_seal(const unsigned char wrap_key[32], struct secret *file_key,
		   unsigned char body[AGE_BODY_SIZE]);
/* *file_key is NULL, and false returned, when the key does not fit. */
bool age_body_open(const unsigned char wrap_key[32],
		   const struct age_stanza *stanza, struct secret **file_key);

/* ---- "The X25519 recipient type" ---- */

/* RC_INVALID for a recipient that is a point of low order. */
MUST_USE enum rc age_x25519_wrap(const struct age_recipient *recipient,
				 struct secret *file_key, struct buf *header,
				 struct err *err);
MUST_USE enum rc age_x25519_check(const struct age_stanza *stanza,
				  struct err *err);
/* The stanza was checked. */
MUST_USE enum rc age_x25519_unwrap(const struct age_stanza *stanza,
				   const struct age_identity *identity,
				   struct secret **file_key,
				   struct err *err);

/* ---- "The scrypt recipient type" ---- */

MUST_USE enum rc age_scrypt_wrap(struct secret *passphrase, unsigned work,
				 struct secret *file_key, struct buf *header,
				 struct err *err);
/* *work is log2 of N. RC_INVALID when it is above AGE_WORK_MAX. */
MUST_USE enum rc age_scrypt_check(const struct age_stanza *stanza,
				  unsigned *work, struct err *err);
MUST_USE enum rc age_scrypt_unwrap(const struct age_stanza *stanza,
				   struct secret *passphrase,
				   struct secret **file_key,
				   struct err *err);

#endif
