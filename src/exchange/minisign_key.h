/* SPDX-License-Identifier: ISC */
/*
 * minisign_key: secret key files protected by a passphrase (Minisign, "Secret
 * key format"): scrypt ("Sc") yields a key stream over key id, key and a
 * BLAKE2b checksum ("B2").
 *
 * Files that ask for more than the program itself ever asks for, or that no
 * passphrase protects, are refused.
 */
#ifndef EXCHANGE_MINISIGN_KEY_H
#define EXCHANGE_MINISIGN_KEY_H

#include <stdint.h>

#include "exchange/minisign.h"

/* scrypt's limits, as libsodium takes them. */
struct minisign_cost {
	uint64_t ops, memory;
};

/* What the program uses: 1 GiB, some seconds. */
extern const struct minisign_cost minisign_cost_usual;

/* RC_INVALID for an empty passphrase. Where there is too little memory for
 * cost the half is tried, and so on. */
MUST_USE enum rc minisign_secret_file(const struct minisign_secret *secret,
				      struct secret *passphrase,
				      struct minisign_cost cost,
				      struct buf *out, struct err *err);
/* RC_DENIED for a wrong passphrase. Release *secret after RC_OK only. */
MUST_USE enum rc minisign_secret_parse(const char *text, size_t len,
				       struct secret *passphrase,
				       struct minisign_secret *secret,
				       struct err *err);

#endif
