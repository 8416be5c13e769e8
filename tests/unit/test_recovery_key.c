/* SPDX-License-Identifier: ISC */
/* The printed recovery key: read back as written, every slip found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "vault/recovery_key.h"

enum { LENGTH = RECOVERY_TEXT_SIZE - 1 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Bytes that use every bit of every group. */
static void
some_key(unsigned char key[RECOVERY_KEY_SIZE])
{
	for (int i = 0; i < RECOVERY_KEY_SIZE; i++)
		key[i] = (unsigned char)(i * 37 + 11);
}

static void
printed(const unsigned char *key, char text[RECOVERY_TEXT_SIZE])
{
	struct secret *s = secret_new(RECOVERY_TEXT_SIZE);

	recovery_key_format(key, s);
	assert_int_equal(secret_length(s), LENGTH);
	memcpy(text, secret_open(s), RECOVERY_TEXT_SIZE);
	secret_close(s);
	secret_free(s);
}

static enum rc
parse(const char *text, unsigned char key[RECOVERY_KEY_SIZE], struct err *err)
{
	struct secret *s = secret_new(SECRET_MAX);
	enum rc rc = secret_append(s, text, strlen(text));

	assert_int_equal(rc, RC_OK);
	rc = recovery_key_parse(s, key, err);
	secret_free(s);
	return rc;
}

static void
read_back_as_written(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE], back[RECOVERY_KEY_SIZE];
	char text[RECOVERY_TEXT_SIZE];
	struct err err;

	(void)state;
	for (int bit = 0; bit < RECOVERY_KEY_SIZE * 8; bit++) {
		memset(key, 0, sizeof(key));
		key[bit / 8] = (unsigned char)(1 << bit % 8);
		printed(key, text);
		assert_int_equal(parse(text, back, &err), RC_OK);
		assert_memory_equal(back, key, sizeof(key));
	}
}

static void
groups_of_five(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE];
	char text[RECOVERY_TEXT_SIZE];

	(void)state;
	some_key(key);
	printed(key, text);
	for (int i = 0; i < LENGTH; i++) {
		if (i % 6 == 5)
			assert_int_equal(text[i], '-');
		else
			assert_non_null(strchr(alphabet, text[i]));
	}
}

/* Lower case, other separators, and the letters that look like digits. */
static void
typed_as_people_type(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE], back[RECOVERY_KEY_SIZE];
	char text[RECOVERY_TEXT_SIZE];
	struct err err;

	(void)state;
	memset(key, 0, sizeof(key));
	key[0] = 0x08;		/* 0100: zeros and a one */
	printed(key, text);
	for (int i = 0; i < LENGTH; i++) {
		if (text[i] == '0')
			text[i] = i % 2 ? 'o' : 'O';
		else if (text[i] == '1')
			text[i] = i % 2 ? 'l' : 'I';
		else if (text[i] == '-')
			text[i] = i % 4 ? ' ' : '\t';
	}
	assert_int_equal(parse(text, back, &err), RC_OK);
	assert_memory_equal(back, key, sizeof(key));
}

static void
names_group(const struct err *err, int group)
{
	char start[24];

	snprintf(start, sizeof(start), "Group %d ", group);
	assert_string_equal(err->where, "recovery_key");
	assert_memory_equal(err->text, start, strlen(start));
}

static void
every_wrong_character_is_found(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE], back[RECOVERY_KEY_SIZE];
	char text[RECOVERY_TEXT_SIZE];
	struct err err;

	(void)state;
	some_key(key);
	printed(key, text);
	for (int i = 0; i < LENGTH; i++) {
		char right = text[i];

		for (const char *c = alphabet; *c != '\0'; c++) {
			if (right == '-' || *c == right)
				continue;
			text[i] = *c;
			assert_int_equal(parse(text, back, &err), RC_INVALID);
			names_group(&err, i / 6 + 1);
		}
		text[i] = right;
	}
}

static void
every_exchange_is_found(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE], back[RECOVERY_KEY_SIZE];
	char text[RECOVERY_TEXT_SIZE];
	struct err err;

	(void)state;
	some_key(key);
	printed(key, text);
	for (int i = 0; i + 1 < LENGTH; i++) {
		char left = text[i], right = text[i + 1];

		if (left == '-' || right == '-' || left == right)
			continue;
		text[i] = right;
		text[i + 1] = left;
		assert_int_equal(parse(text, back, &err), RC_INVALID);
		names_group(&err, i / 6 + 1);
		text[i] = left;
		text[i + 1] = right;
	}
}

static void
exchanged_groups_are_found(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE], back[RECOVERY_KEY_SIZE];
	char text[RECOVERY_TEXT_SIZE], swapped[RECOVERY_TEXT_SIZE];
	struct err err;

	(void)state;
	some_key(key);
	printed(key, text);
	for (int a = 0; a < RECOVERY_GROUPS; a++) {
		for (int b = a + 1; b < RECOVERY_GROUPS; b++) {
			memcpy(swapped, text, sizeof(text));
			memcpy(swapped + a * 6, text + b * 6, 5);
			memcpy(swapped + b * 6, text + a * 6, 5);
			assert_int_equal(parse(swapped, back, &err),
					 RC_INVALID);
			names_group(&err, a + 1);
		}
	}
}

static void
wrong_length_or_letter(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "The recovery key is too short" },
		{ "00000-00000", "The recovery key is too short" },
		{ "00000 00000 00000 00000 00000 00000 00000 00000 0",
		  "The recovery key is too long" },
		{ "00000-000*0", "Group 2 of the recovery key has a "
				 "character" },
		{ "0U000", "Group 1 of the recovery key has a character" },
	};
	unsigned char key[RECOVERY_KEY_SIZE];
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(parse(cases[i].text, key, &err), RC_INVALID);
		assert_memory_equal(err.text, cases[i].says,
				    strlen(cases[i].says));
	}
}

static void
typed_back_and_compared(void **state)
{
	unsigned char key[RECOVERY_KEY_SIZE], other[RECOVERY_KEY_SIZE];
	struct secret *shown = secret_new(RECOVERY_TEXT_SIZE);
	struct secret *typed = secret_new(RECOVERY_TEXT_SIZE);
	struct err err;

	(void)state;
	some_key(key);
	recovery_key_format(key, shown);
	recovery_key_format(key, typed);
	assert_int_equal(recovery_key_compare(typed, shown, &err), RC_OK);
	/* Every group, whole and well formed, but of another key. */
	for (unsigned bit = 0; bit < RECOVERY_KEY_SIZE * 8; bit++) {
		char want[16];

		memcpy(other, key, sizeof(key));
		other[bit / 8] ^= (unsigned char)(128 >> bit % 8);
		recovery_key_format(other, typed);
		assert_int_equal(recovery_key_compare(typed, shown, &err),
				 RC_INVALID);
		snprintf(want, sizeof(want), "Group %u ", bit / 20 + 1);
		assert_non_null(strstr(err.text, want));
	}
	secret_free(shown);
	secret_free(typed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(read_back_as_written),
		cmocka_unit_test(groups_of_five),
		cmocka_unit_test(typed_as_people_type),
		cmocka_unit_test(every_wrong_character_is_found),
		cmocka_unit_test(every_exchange_is_found),
		cmocka_unit_test(exchanged_groups_are_found),
		cmocka_unit_test(wrong_length_or_letter),
		cmocka_unit_test(typed_back_and_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
