/* SPDX-License-Identifier: ISC */
/* hkdf: HKDF-SHA-256 (RFC 5869) with the 32 bytes of output that age asks for;
 * libsodium has it only from 1.0.19 on. */
#ifndef EXCHANGE_HKDF_H
#define EXCHANGE_HKDF_H

#include <stddef.h>

enum { HKDF_SIZE = 32 };

void hkdf_sha256(const void *key, size_t key_size, const void *salt,
		 size_t salt_size, const char *info,
		 unsigned char out[HKDF_SIZE]);

#endif
