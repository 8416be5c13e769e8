/* SPDX-License-Identifier: ISC */
/* secret_bytes: a key that was just computed, put where keys are kept. */
#ifndef EXCHANGE_SECRET_BYTES_H
#define EXCHANGE_SECRET_BYTES_H

#include <stdlib.h>

#include "vault/secret.h"

/* For what fits by the size its secret was made with. */
static inline void
secret_add(struct secret *secret, const void *bytes, size_t size)
{
	if (secret_append(secret, bytes, size) != RC_OK)
		abort();
}

/* The caller still wipes bytes, and frees the secret. */
static inline struct secret *
secret_from(const void *bytes, size_t size)
{
	struct secret *secret = secret_new(size);

	secret_add(secret, bytes, size);
	return secret;
}

#endif
