/* SPDX-License-Identifier: ISC */
/*
 * recovery_key: 160 random bits, printed once, kept in a safe, typed back.
 *
 * Written as eight groups of five characters of Crockford's base32: four of
 * the key and one check character each (the sum of group number and the four,
 * weighted by place, in the field of 32 elements with x^5 + x^2 + 1), so that a
 * slip of the pen is found and its group named. Read back without regard to case, spaces and hyphens;
 * O is read as 0, I and L as 1.
 */
#ifndef VAULT_RECOVERY_KEY_H
#define VAULT_RECOVERY_KEY_H

#include "vault/secret.h"

enum {
	RECOVERY_KEY_SIZE = 20, RECOVERY_GROUPS = 8,
	RECOVERY_TEXT_SIZE = RECOVERY_GROUPS * 6,	/* with the NUL */
};

/* text becomes the printed form of key. */
void recovery_key_format(const unsigned char key[RECOVERY_KEY_SIZE],
			 struct secret *text);
/* RC_INVALID names the group that was mistyped. */
MUST_USE enum rc recovery_key_parse(struct secret *text,
				    unsigned char key[RECOVERY_KEY_SIZE],
				    struct err *err);
/* Whether both texts are the same key; RC_INVALID names the group of the
 * typed one that is wrong. */
MUST_USE enum rc recovery_key_compare(struct secret *typed,
				      struct secret *shown, struct err *err);

#endif
