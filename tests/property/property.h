/* SPDX-License-Identifier: ISC */
/*
 * property: what every property test needs. Cases come from a seeded sequence,
 * so a failure repeats; PROPERTY_SEED=N in the environment tries others. A
 * failure names its seed and round.
 */
#ifndef TESTS_PROPERTY_H
#define TESTS_PROPERTY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/id.h"

struct property {
	struct random_seeded state;
	struct random_source random;
	uint64_t seed;
};

static inline void
property_init(struct property *p)
{
	const char *text = getenv("PROPERTY_SEED");

	p->seed = text != NULL ? strtoull(text, NULL, 10) : 1;
	p->random = random_seeded(&p->state, p->seed);
}

/* 0 to limit - 1. */
static inline uint32_t
property_below(struct property *p, uint32_t limit)
{
	uint64_t word;

	p->random.fill(p->random.ctx, &word, sizeof(word));
	return (uint32_t)(word % limit);
}

#define property_holds(p, round, condition) \
	do { \
		if (!(condition)) \
			fail_msg("seed %llu, round %u: %s", \
				 (unsigned long long)(p)->seed, \
				 (unsigned)(round), #condition); \
	} while (0)

#endif
