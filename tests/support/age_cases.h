/* SPDX-License-Identifier: ISC */
/*
 * age_cases: age files that are right, and files that are wrong in one way
 * each, whose header MAC and payload are otherwise what they should be. Each is
 * built here from libsodium, not with src/exchange.
 *
 * All are for the identity that the specification itself shows, or for
 * AGE_CASE_PASSPHRASE with a work factor of 10.
 */
#ifndef TESTS_SUPPORT_AGE_CASES_H
#define TESTS_SUPPORT_AGE_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define AGE_CASE_IDENTITY \
	"AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ" \
	"4EGAEX"
#define AGE_CASE_RECIPIENT \
	"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
#define AGE_CASE_PASSPHRASE "seven grey geese"

struct age_case {
	const char *name;
	/* Text with {share}, {body}, {mac} and the like to fill in; NULL: that
	 * of a file for the one identity. */
	const char *header;
	/* Chunks: size, then + for more or . for the last; x at the end for
	 * some bytes more. NULL: one of three bytes. */
	const char *payload;
	enum rc expected;
	bool ours_alone;	/* the age program is of another mind */
};

extern const struct age_case age_cases[];
extern const size_t age_case_count;

/* How a file is changed into armor, right or wrong. */
struct age_armor_case {
	const char *name;
	const char *text;	/* with {line1}, {line2}, ... and {last} */
	enum rc expected;
	bool ours_alone;
};

extern const struct age_armor_case age_armor_cases[];
extern const size_t age_armor_case_count;

void age_case_build(const struct age_case *c, struct buf *out);
void age_armor_case_build(const struct age_armor_case *c, struct buf *out);

#endif
