/* SPDX-License-Identifier: ISC */
/*
 * age: files encrypted to the specification C2SP age, version 1
 * (age-encryption.org/v1), that the age program and this one both read.
 *
 * Memory does not grow with the file. age hides a file from everybody but its
 * recipients, and shows that nothing was changed since it was encrypted; it
 * does not show who encrypted it. What must come from somebody is signed too
 * (exchange/minisign.h), in the same pass: give age_encrypt() a sink_tee().
 */
#ifndef EXCHANGE_AGE_H
#define EXCHANGE_AGE_H

#include "exchange/age_key.h"
#include "exchange/stream.h"

/* Who can open a file: recipients, or one passphrase. */
struct age_lock {
	const struct age_recipient *recipients;
	size_t count;
	struct secret *passphrase;	/* NULL with recipients */
	unsigned work;		/* log2 of scrypt's N; 0: what is usual */
	bool armor;
};

/* RC_INVALID for a lock with nobody in it, or with both kinds. */
MUST_USE enum rc age_encrypt(const struct age_lock *lock, struct source in,
			     struct sink out, struct err *err);

/* What a person has to open files with. */
struct age_keys {
	const struct age_identities *identities;
	/* Called once, for a file that needs a passphrase; the secret is
	 * freed here. NULL: there is nobody to ask. */
	enum rc (*passphrase)(void *ctx, struct secret **passphrase,
			      struct err *err);
	void *ctx;
};

/*
 * Armor is recognised. The sink gets whole verified chunks and nothing else,
 * but the file is whole only when this returns RC_OK. RC_DENIED when no key
 * fits, RC_CORRUPT when the file is malformed or not authentic, RC_INVALID
 * when its passphrase would need too much work.
 */
MUST_USE enum rc age_decrypt(const struct age_keys *keys, struct source in,
			     struct sink out, struct err *err);

#endif
