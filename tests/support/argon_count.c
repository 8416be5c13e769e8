/* SPDX-License-Identifier: ISC */
#include "tests/support/argon_count.h"

#include <dlfcn.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

typedef int pwhash_fn(unsigned char *, unsigned long long, const char *,
		      unsigned long long, const unsigned char *,
		      unsigned long long, size_t, int);

static unsigned calls;

unsigned
argon_count(void)
{
	return calls;
}

int
crypto_pwhash(unsigned char *out, unsigned long long out_size,
	      const char *passphrase, unsigned long long size,
	      const unsigned char *salt, unsigned long long passes,
	      size_t memory, int algorithm)
{
	void *symbol = dlsym(RTLD_NEXT, "crypto_pwhash");
	pwhash_fn *next;

	if (symbol == NULL)
		abort();
	memcpy(&next, &symbol, sizeof(next));
	calls++;
	return next(out, out_size, passphrase, size, salt, passes, memory,
		    algorithm);
}
