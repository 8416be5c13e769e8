/* SPDX-License-Identifier: ISC */
#include "exchange/bech32.h"

#include <ctype.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { CHECK_VALUES = 6 };

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/* ---- the checksum: a BCH code over values of five bits ---- */

static uint32_t
step(uint32_t sum, unsigned value)
{
	static const uint32_t generator[] = {
		0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3,
	};
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (int i = 0; i < 5; i++)
		sum ^= (0 - (top >> i & 1)) & generator[i];
	return sum;
}

static uint32_t
sum_of_prefix(const char *prefix)
{
	uint32_t sum = 1;

	for (const char *p = prefix; *p != '\0'; p++)
		sum = step(sum, (unsigned)tolower((unsigned char)*p) >> 5);
	sum = step(sum, 0);
	for (const char *p = prefix; *p != '\0'; p++)
		sum = step(sum, (unsigned)tolower((unsigned char)*p) & 31);
	return sum;
}

/* ---- writing ---- */

static bool
is_upper(const char *prefix)
{
	return strpbrk(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

struct writer {
	char *at;
	uint32_t sum;
	bool upper;
};

static void
put(struct writer *w, unsigned value)
{
	char c = alphabet[value & 31];

	w->sum = step(w->sum, value & 31);
	*w->at++ = w->upper ? (char)toupper((unsigned char)c) : c;
}

void
bech32_encode(const char *prefix, const unsigned char *data, size_t size,
	      char *out)
{
	struct writer w = { .sum = sum_of_prefix(prefix),
			    .upper = is_upper(prefix) };
	unsigned bits = 0, have = 0;
	uint32_t check;

	memcpy(out, prefix, strlen(prefix));
	w.at = out + strlen(prefix);
	*w.at++ = '1';
	for (size_t i = 0; i < size; i++) {
		bits = (bits << 8 | data[i]) & 0xfff;
		for (have += 8; have >= 5; have -= 5)
			put(&w, bits >> (have - 5));
	}
	if (have > 0)
		put(&w, bits << (5 - have));
	check = w.sum;
	for (int i = 0; i < CHECK_VALUES; i++)
		check = step(check, 0);
	check ^= 1;
	for (int i = CHECK_VALUES - 1; i >= 0; i--)
		put(&w, check >> 5 * i);
	*w.at = '\0';
	sodium_memzero(&bits, sizeof(bits));
}

/* ---- reading ---- */

static int
value_of(char c, bool upper)
{
	const char *at;

	if (upper ? islower((unsigned char)c) : isupper((unsigned char)c))
		return -1;
	at = memchr(alphabet, tolower((unsigned char)c), sizeof(alphabet) - 1);
	return at != NULL ? (int)(at - alphabet) : -1;
}

/* The data values before the checksum, packed into bytes. */
static enum bech32_fault
unpack(const char *text, size_t values, bool upper, unsigned char *data,
       size_t size)
{
	unsigned bits = 0, have = 0;
	size_t at = 0;

	for (size_t i = 0; i < values; i++) {
		bits = (bits << 5 | (unsigned)value_of(text[i], upper)) & 0xfff;
		have += 5;
		if (have >= 8 && at < size) {
			have -= 8;
			data[at++] = (unsigned char)(bits >> have);
		}
	}
	bits &= (1u << have) - 1;
	return bits == 0 ? BECH32_OK : BECH32_CHECKSUM;
}

enum bech32_fault
bech32_decode(const char *text, size_t len, const char *prefix,
	      unsigned char *data, size_t size)
{
	size_t head = strlen(prefix), values = (size * 8 + 4) / 5;
	bool upper = is_upper(prefix);
	uint32_t sum = sum_of_prefix(prefix);
	enum bech32_fault fault;

	memset(data, 0, size);
	if (len < head + 1 || memcmp(text, prefix, head) != 0 ||
	    text[head] != '1')
		return BECH32_PREFIX;
	text += head + 1;
	len -= head + 1;
	for (size_t i = 0; i < len; i++) {
		int value = value_of(text[i], upper);

		if (value < 0)
			return BECH32_CHARACTER;
		sum = step(sum, (unsigned)value);
	}
	if (len != values + CHECK_VALUES)
		return BECH32_LENGTH;
	if (sum != 1)
		return BECH32_CHECKSUM;
	fault = unpack(text, values, upper, data, size);
	if (fault != BECH32_OK)
		sodium_memzero(data, size);
	return fault;
}
