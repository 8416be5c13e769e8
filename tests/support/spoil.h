/* SPDX-License-Identifier: ISC */
/*
 * spoil: good payloads, and copies of them that somebody has worked on, for
 * tests of what is refused.
 */
#ifndef TESTS_SUPPORT_SPOIL_H
#define TESTS_SUPPORT_SPOIL_H

#include "tests/support/parcels.h"

/* A good return and a good transfer from one academy to head office. Nia has
 * passed U-1; Tom's record was handed over after the return was packed. */
struct spoil_world {
	struct small_academy *a, *office;
	struct parcel whole, transfer;
};

/* For cmocka: *state becomes a struct spoil_world. */
int spoil_set_up(void **state);
int spoil_tear_down(void **state);

struct parcel copy_of(const struct parcel *parcel);
/* What SQL leaves of it, writable_schema and all. */
struct parcel spoiled(const struct parcel *parcel, const char *sql);
/* Fails the test when it is opened, or refused in other words; expected RC_OK
 * is any refusal. Releases it. */
void is_refused(struct parcel *parcel, enum rc expected, const char *words,
		const char *case_name);

struct spoiling {
	const char *sql;
	enum rc rc;
	const char *words;
};
void all_are_refused(const struct parcel *good, const struct spoiling *cases,
		     size_t count);

#endif
