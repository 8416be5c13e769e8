/* SPDX-License-Identifier: ISC */
#include "exchange/hkdf.h"

#include <sodium.h>
#include <string.h>

void
hkdf_sha256(const void *key, size_t key_size, const void *salt,
	    size_t salt_size, const char *info, unsigned char out[HKDF_SIZE])
{
	static const unsigned char first_block = 1;
	crypto_auth_hmacsha256_state state;
	unsigned char extracted[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_init(&state, salt, salt_size);
	crypto_auth_hmacsha256_update(&state, key, key_size);
	crypto_auth_hmacsha256_final(&state, extracted);
	crypto_auth_hmacsha256_init(&state, extracted, sizeof(extracted));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)info,
				      strlen(info));
	crypto_auth_hmacsha256_update(&state, &first_block, 1);
	crypto_auth_hmacsha256_final(&state, out);
	sodium_memzero(&state, sizeof(state));
	sodium_memzero(extracted, sizeof(extracted));
}
