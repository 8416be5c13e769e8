/* SPDX-License-Identifier: ISC */
#include "base/id.h"

#include <stdio.h>
#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014): enough for a demo that repeats. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void
seeded_fill(void *ctx, void *out, size_t size)
{
	struct random_seeded *seeded = ctx;
	uint8_t *p = out;

	while (size > 0) {
		uint64_t word = next(&seeded->state);
		size_t n = size < sizeof(word) ? size : sizeof(word);

		memcpy(p, &word, n);
		p += n;
		size -= n;
	}
}

struct random_source
random_seeded(struct random_seeded *state, uint64_t seed)
{
	state->state = seed;
	return (struct random_source){ .fill = seeded_fill, .ctx = state };
}

struct id
id_new(struct instant at, const struct random_source *random)
{
	uint64_t ms = (uint64_t)at.utc_s * 1000;
	struct id id;

	random->fill(random->ctx, id.b, sizeof(id.b));
	/* The low millisecond bits stay random: the clock counts seconds. */
	ms += (uint64_t)id.b[15] * 1000 / 256;
	for (int i = 0; i < 6; i++)
		id.b[i] = (uint8_t)(ms >> (40 - 8 * i));
	id.b[6] = (uint8_t)(0x70 | (id.b[6] & 0x0f));
	id.b[8] = (uint8_t)(0x80 | (id.b[8] & 0x3f));
	return id;
}

bool
id_is_zero(const struct id *id)
{
	static const struct id zero;

	return memcmp(id, &zero, sizeof(zero)) == 0;
}

bool
id_equal(const struct id *a, const struct id *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

char *
id_format(const struct id *id, char text[ID_TEXT_SIZE])
{
	char *p = text;

	for (int i = 0; i < ID_SIZE; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		p += snprintf(p, 3, "%02x", id->b[i]);
	}
	return text;
}

static int
nibble(char c)
{
	static const char hex[] = "0123456789abcdef";
	const char *at = strchr(hex, c);

	return c != '\0' && at != NULL ? (int)(at - hex) : -1;
}

bool
id_parse(const char *text, struct id *id)
{
	if (strlen(text) != ID_TEXT_SIZE - 1)
		return false;
	for (int i = 0; i < ID_SIZE; i++) {
		int hi, lo;

		if ((i == 4 || i == 6 || i == 8 || i == 10) && *text++ != '-')
			return false;
		hi = nibble(text[0]);
		lo = nibble(text[1]);
		if (hi < 0 || lo < 0)
			return false;
		id->b[i] = (uint8_t)(hi << 4 | lo);
		text += 2;
	}
	return true;
}
