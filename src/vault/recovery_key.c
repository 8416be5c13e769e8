/* SPDX-License-Identifier: ISC */
#include "vault/recovery_key.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

enum { GROUP_VALUES = 4, GROUP_CHARS = 5, POLYNOMIAL = 0x25 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* A place's weight is a power of 2 in the field of 32 elements, so that any
 * one wrong character, or two exchanged, change the sum. */
static unsigned
check_value(const unsigned char *values, unsigned group)
{
	unsigned sum = group + 1;

	for (unsigned i = 0; i < GROUP_VALUES; i++) {
		sum = (sum ^ values[i]) << 1;
		if (sum > 31)
			sum ^= POLYNOMIAL;
	}
	return sum;
}

/* The group-th 20 bits of the key as four values of five bits. */
static void
values_of(const unsigned char *key, unsigned group, unsigned char *values)
{
	for (unsigned i = 0; i < GROUP_VALUES; i++) {
		unsigned bit = (group * GROUP_VALUES + i) * 5;
		unsigned word = (unsigned)key[bit / 8] << 8;

		if (bit / 8 + 1 < RECOVERY_KEY_SIZE)
			word |= key[bit / 8 + 1];
		values[i] = (unsigned char)(word >> (11 - bit % 8) & 31);
	}
}

void
recovery_key_format(const unsigned char key[RECOVERY_KEY_SIZE],
		    struct secret *text)
{
	secret_clear(text);
	for (unsigned g = 0; g < RECOVERY_GROUPS; g++) {
		unsigned char v[GROUP_VALUES];
		char group[GROUP_CHARS + 1];
		enum rc rc;

		values_of(key, g, v);
		for (unsigned i = 0; i < GROUP_VALUES; i++)
			group[i] = alphabet[v[i]];
		group[GROUP_VALUES] = alphabet[check_value(v, g)];
		group[GROUP_CHARS] = '-';
		rc = secret_append(text, group,
				   GROUP_CHARS + (g + 1 < RECOVERY_GROUPS));
		(void)rc;	/* the caller's capacity fits by contract */
		sodium_memzero(v, sizeof(v));
		sodium_memzero(group, sizeof(group));
	}
}

static int
value_of(char c)
{
	const char *at;

	c = (char)toupper((unsigned char)c);
	c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
	at = c != '\0' ? strchr(alphabet, c) : NULL;
	return at != NULL ? (int)(at - alphabet) : -1;
}

static enum rc
read_values(const char *text, unsigned char *values, struct err *err)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		int value = value_of(*text);

		if (*text == '-' || isspace((unsigned char)*text))
			continue;
		if (value < 0)
			return err_set(err, RC_INVALID, "recovery_key",
				       "Group %zu of the recovery key has a "
				       "character that is never used; check "
				       "it against the paper.",
				       count / GROUP_CHARS + 1);
		if (count == RECOVERY_GROUPS * GROUP_CHARS)
			return err_set(err, RC_INVALID, "recovery_key",
				       "The recovery key is too long: it has "
				       "8 groups of 5 characters.");
		values[count++] = (unsigned char)value;
	}
	if (count < RECOVERY_GROUPS * GROUP_CHARS)
		return err_set(err, RC_INVALID, "recovery_key",
			       "The recovery key is too short: it has 8 "
			       "groups of 5 characters.");
	return RC_OK;
}

static enum rc
pack(const unsigned char *values, unsigned char *key, struct err *err)
{
	memset(key, 0, RECOVERY_KEY_SIZE);
	for (unsigned g = 0; g < RECOVERY_GROUPS; g++) {
		const unsigned char *v = values + g * GROUP_CHARS;

		if (v[GROUP_VALUES] != check_value(v, g))
			return err_set(err, RC_INVALID, "recovery_key",
				       "Group %u of the recovery key is "
				       "mistyped; check it against the paper.",
				       g + 1);
		for (unsigned i = 0; i < GROUP_VALUES; i++) {
			unsigned bit = (g * GROUP_VALUES + i) * 5;
			unsigned word = (unsigned)v[i] << (11 - bit % 8);

			key[bit / 8] |= (unsigned char)(word >> 8);
			if (bit / 8 + 1 < RECOVERY_KEY_SIZE)
				key[bit / 8 + 1] |= (unsigned char)word;
		}
	}
	return RC_OK;
}

enum rc
recovery_key_parse(struct secret *text, unsigned char key[RECOVERY_KEY_SIZE],
		   struct err *err)
{
	unsigned char values[RECOVERY_GROUPS * GROUP_CHARS];
	enum rc rc = read_values(secret_open(text), values, err);

	secret_close(text);
	if (rc == RC_OK)
		rc = pack(values, key, err);
	sodium_memzero(values, sizeof(values));
	return rc;
}

/* A whole group exchanged for another passes its own check; the first byte
 * that differs says which. */
enum rc
recovery_key_compare(struct secret *typed, struct secret *shown,
		     struct err *err)
{
	unsigned char a[RECOVERY_KEY_SIZE], b[RECOVERY_KEY_SIZE];
	enum rc rc = recovery_key_parse(typed, a, err);

	if (rc == RC_OK)
		rc = recovery_key_parse(shown, b, err);
	if (rc == RC_OK && sodium_memcmp(a, b, sizeof(a)) != 0) {
		unsigned at = 0;
		unsigned char difference;

		while (a[at] == b[at])
			at++;
		difference = a[at] ^ b[at];
		/* A group is two and a half bytes. */
		rc = err_set(err, RC_INVALID, "recovery_key",
			     "Group %u is not the one of this key; check it "
			     "against the paper.",
			     (at * 8 + (difference < 16 ? 4 : 0)) / 20 + 1);
	}
	sodium_memzero(a, sizeof(a));
	sodium_memzero(b, sizeof(b));
	return rc;
}
