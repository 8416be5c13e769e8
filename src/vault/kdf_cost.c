/* SPDX-License-Identifier: ISC */
/* What one try of a passphrase is made to cost. */
#include <sodium.h>
#include <time.h>

#include "vault/keyfile.h"

enum {
	FLOOR_PASSES = 3, FLOOR_MEMORY_KIB = 256 * 1024,
	MOST_PASSES = 12, TARGET_MS = 700,
};

struct kdf_cost
kdf_cost_minimum(void)
{
	return (struct kdf_cost){
		.passes = crypto_pwhash_argon2id_OPSLIMIT_MIN,
		.memory_kib = 8,
	};
}

/* Milliseconds of one run, or -1 when the memory cannot be had. */
static int64_t
time_one(struct kdf_cost cost)
{
	static const unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned char out[32];
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC, &a);
	if (crypto_pwhash(out, sizeof(out), "calibrate", 9, salt, cost.passes,
			  (size_t)cost.memory_kib * 1024,
			  crypto_pwhash_ALG_ARGON2ID13) != 0)
		return -1;
	clock_gettime(CLOCK_MONOTONIC, &b);
	return (b.tv_sec - a.tv_sec) * 1000 +
	       (b.tv_nsec - a.tv_nsec) / 1000000;
}

struct kdf_cost
kdf_cost_calibrate(int *weak)
{
	struct kdf_cost cost = { FLOOR_PASSES, FLOOR_MEMORY_KIB };
	int64_t ms = time_one(cost);

	while (ms < 0 && cost.memory_kib > 8 * 1024) {
		cost.memory_kib /= 2;
		cost.passes *= 2;
		ms = time_one(cost);
	}
	*weak = cost.memory_kib < FLOOR_MEMORY_KIB;
	if (ms > 0 && ms < TARGET_MS) {
		uint32_t passes = (uint32_t)(cost.passes * TARGET_MS / ms);

		cost.passes = passes < MOST_PASSES ? passes
						    : MOST_PASSES;
	}
	return cost;
}
