/* SPDX-License-Identifier: ISC */
/*
 * bech32: BIP 173, without its limit on the length of the data part, as age
 * writes keys. The text is of one case, which the prefix decides: "age" for
 * recipients, "AGE-SECRET-KEY-" for identities. The checksum is always that of
 * the lower-case text, and finds any four wrong characters.
 */
#ifndef EXCHANGE_BECH32_H
#define EXCHANGE_BECH32_H

#include <stddef.h>

enum bech32_fault {
	BECH32_OK,
	BECH32_PREFIX,		/* not that kind of key */
	BECH32_CHARACTER,	/* one that is never used, or the other case */
	BECH32_LENGTH,
	BECH32_CHECKSUM,	/* mistyped */
};

/* Characters without the NUL for a prefix and size bytes. */
#define BECH32_LENGTH_OF(prefix_length, size) \
	((prefix_length) + 1 + ((size) * 8 + 4) / 5 + 6)

/* out has room for the text and a NUL. */
void bech32_encode(const char *prefix, const unsigned char *data, size_t size,
		   char *out);
/* Exactly size bytes, or *data is wiped. */
enum bech32_fault bech32_decode(const char *text, size_t len,
				const char *prefix, unsigned char *data,
				size_t size);

#endif
