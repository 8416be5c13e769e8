/* SPDX-License-Identifier: ISC */
/*
 * id: 16-byte identifiers, UUID version 7 (RFC 9562, section 5.7): 48 bits of
 * Unix milliseconds, then random bits. Keys everywhere; people never see one.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

enum { ID_SIZE = 16, ID_TEXT_SIZE = 37 };

struct id {
	uint8_t b[ID_SIZE];
};

/* Where random bytes come from: the vault's in the program, seeded in tests. */
struct random_source {
	void (*fill)(void *ctx, void *out, size_t size);
	void *ctx;
};

/* Repeats for ever the same sequence for a seed; for the demo and tests. */
struct random_seeded {
	uint64_t state;
};
struct random_source random_seeded(struct random_seeded *state, uint64_t seed);

struct id id_new(struct instant at, const struct random_source *random);
bool id_is_zero(const struct id *id);
bool id_equal(const struct id *a, const struct id *b);
/* 8-4-4-4-12 lower-case hexadecimal. */
char *id_format(const struct id *id, char text[ID_TEXT_SIZE]);
bool id_parse(const char *text, struct id *id);

#endif
