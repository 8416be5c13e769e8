/* SPDX-License-Identifier: ISC */
/* Bech32 as BIP 173 and age have it, strict base64, HKDF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "exchange/age_key.h"
#include "exchange/base64.h"
#include "exchange/bech32.h"
#include "exchange/hkdf.h"

static const char identity_text[] =
	"AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ"
	"4EGAEX";
static const char recipient_text[] =
	"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

/* ---- Bech32 ---- */

static enum bech32_fault
decode(const char *text, const char *prefix, unsigned char *data, size_t size)
{
	return bech32_decode(text, strlen(text), prefix, data, size);
}

/* The valid strings of BIP 173 that are whole bytes. */
static void
vectors_of_bip_173(void **state)
{
	static const unsigned char twenty[20] = {
		0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf,
		0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf,
	};
	static const char text[] =
		"abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw";
	unsigned char data[20];
	char again[64];

	(void)state;
	assert_int_equal(decode("A12UEL5L", "A", data, 0), BECH32_OK);
	assert_int_equal(decode("a12uel5l", "a", data, 0), BECH32_OK);
	assert_int_equal(decode(text, "abcdef", data, 20), BECH32_OK);
	assert_memory_equal(data, twenty, 20);
	bech32_encode("abcdef", twenty, 20, again);
	assert_string_equal(again, text);
	bech32_encode("A", twenty, 0, again);
	assert_string_equal(again, "A12UEL5L");
	/* and invalid ones */
	assert_int_equal(decode("pzry9x0s0muk", "", data, 0), BECH32_PREFIX);
	assert_int_equal(decode("x1b4n0q5v", "x", data, 0),
			 BECH32_CHARACTER);
	assert_int_equal(decode("li1dgmt3", "li", data, 0), BECH32_LENGTH);
	assert_int_equal(decode("A1G7SGD8", "A", data, 0), BECH32_CHECKSUM);
}

static void
the_keys_of_the_specification(void **state)
{
	unsigned char key[AGE_KEY_SIZE], expected[AGE_KEY_SIZE];
	struct age_recipient recipient;
	struct age_identity identity;
	char text[AGE_RECIPIENT_TEXT_SIZE];
	struct secret *written = secret_new(AGE_IDENTITY_TEXT_SIZE);
	struct err err;

	(void)state;
	memset(expected, 0x42, sizeof(expected));
	assert_int_equal(decode(identity_text, "AGE-SECRET-KEY-", key, 32),
			 BECH32_OK);
	assert_memory_equal(key, expected, 32);
	assert_int_equal(age_identity_parse(identity_text,
					    strlen(identity_text), &identity,
					    &err), RC_OK);
	assert_int_equal(age_recipient_parse(recipient_text, &recipient,
					     &err), RC_OK);
	assert_memory_equal(identity.recipient.key, recipient.key, 32);
	age_recipient_format(&identity.recipient, text);
	assert_string_equal(text, recipient_text);
	age_identity_format(&identity, written);
	assert_string_equal(secret_open(written), identity_text);
	age_identity_release(&identity);
	secret_free(written);
}

/* Any other character at any place, the other case included. */
static void
every_wrong_character_is_found(void **state)
{
	char text[sizeof(recipient_text)];
	struct age_recipient recipient;
	struct err err;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(text); i++)
		for (int c = 1; c < 256; c++) {
			memcpy(text, recipient_text, sizeof(text));
			if (text[i] == (char)c)
				continue;
			text[i] = (char)c;
			assert_int_equal(age_recipient_parse(text, &recipient,
							     &err),
					 RC_INVALID);
			assert_string_equal(err.where, "recipient");
		}
}

static void
two_wrong_or_exchanged_are_found(void **state)
{
	static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	size_t len = strlen(recipient_text);
	unsigned char key[32];
	char text[sizeof(recipient_text)];

	(void)state;
	for (size_t i = 4; i < len; i++)
		for (size_t j = i + 1; j < len; j++) {
			memcpy(text, recipient_text, sizeof(text));
			text[i] = recipient_text[j];
			text[j] = recipient_text[i];
			if (text[i] != text[j])
				assert_int_equal(decode(text, "age", key, 32),
						 BECH32_CHECKSUM);
			text[i] = alphabet[(i * 7 + j) % 32];
			text[j] = alphabet[(i + j * 5) % 32];
			if (strcmp(text, recipient_text) != 0)
				assert_int_equal(decode(text, "age", key, 32),
						 BECH32_CHECKSUM);
		}
}

static void
one_case_and_that_one(void **state)
{
	char text[sizeof(identity_text)];
	unsigned char key[32];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)toupper((unsigned char)recipient_text[i %
					sizeof(recipient_text)]);
	assert_int_equal(decode(text, "age", key, 32), BECH32_PREFIX);
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)tolower((unsigned char)identity_text[i]);
	assert_int_equal(decode(text, "AGE-SECRET-KEY-", key, 32),
			 BECH32_PREFIX);
	memcpy(text, identity_text, sizeof(text));
	text[40] = (char)tolower((unsigned char)text[40]);
	assert_int_equal(decode(text, "AGE-SECRET-KEY-", key, 32),
			 BECH32_CHARACTER);
}

static void
too_short_and_too_long(void **state)
{
	struct age_recipient recipient;
	char text[80];
	struct err err;

	(void)state;
	for (size_t len = 0; len < strlen(recipient_text); len++) {
		snprintf(text, sizeof(text), "%.*s", (int)len,
			 recipient_text);
		assert_int_equal(age_recipient_parse(text, &recipient, &err),
				 RC_INVALID);
	}
	snprintf(text, sizeof(text), "%sq", recipient_text);
	assert_int_equal(age_recipient_parse(text, &recipient, &err),
			 RC_INVALID);
	assert_non_null(strstr(err.text, "62 characters"));
}

/* ---- base64 ---- */

static bool
decodes(const char *text, enum base64_form form, size_t expected)
{
	unsigned char data[64];
	size_t size;

	return base64_decode(text, strlen(text), form, data, sizeof(data),
			     &size) && size == expected;
}

static void
one_text_for_the_same_bytes(void **state)
{
	(void)state;
	assert_true(decodes("", BASE64_BARE, 0));
	assert_true(decodes("Zg", BASE64_BARE, 1));
	assert_true(decodes("Zm8", BASE64_BARE, 2));
	assert_true(decodes("Zm9v", BASE64_BARE, 3));
	assert_true(decodes("Zg==", BASE64_PADDED, 1));
	assert_true(decodes("Zm8=", BASE64_PADDED, 2));
	assert_false(decodes("Zg==", BASE64_BARE, 1));
	assert_false(decodes("Zg", BASE64_PADDED, 1));
	assert_false(decodes("Zg=", BASE64_PADDED, 1));
	assert_false(decodes("Zg===", BASE64_PADDED, 1));
	assert_false(decodes("Z", BASE64_BARE, 0));
	assert_false(decodes("Zh", BASE64_BARE, 1));
	assert_false(decodes("Zm9", BASE64_BARE, 2));
	assert_false(decodes("Zm-_", BASE64_BARE, 3));
	assert_false(decodes("Zm9v\n", BASE64_BARE, 3));
	assert_false(decodes(" Zm9v", BASE64_BARE, 3));
}

/* libsodium 1.0.18 by itself reads any byte above 127 as a slash. */
static void
only_the_alphabet(void **state)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	unsigned char data[3];

	(void)state;
	for (int c = 0; c < 256; c++)
		for (int place = 0; place < 4; place++) {
			char text[] = "AAAA";

			text[place] = (char)c;
			assert_int_equal(
				base64_decode_exactly(text, 4, BASE64_BARE,
						      data, 3),
				c != 0 && strchr(alphabet, c) != NULL);
		}
}

static void
all_sizes_and_back(void **state)
{
	unsigned char data[200], back[200];

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)(i * 151 + 7);
	for (size_t size = 0; size <= sizeof(data); size++)
		for (int form = BASE64_PADDED; form <= BASE64_BARE; form++) {
			struct buf text = BUF_INIT;

			base64_add(&text, data, size,
				   (enum base64_form)form);
			assert_true(base64_decode_exactly(
				text.ptr, text.len, (enum base64_form)form,
				back, size));
			assert_memory_equal(back, data, size);
			buf_release(&text);
		}
}

/* ---- HKDF ---- */

/* RFC 5869, test cases 1 and 3: the first 32 bytes. */
static void
vectors_of_rfc_5869(void **state)
{
	static const unsigned char first[HKDF_SIZE] = {
		0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a, 0x90, 0x43,
		0x4f, 0x64, 0xd0, 0x36, 0x2f, 0x2a, 0x2d, 0x2d, 0x0a, 0x90,
		0xcf, 0x1a, 0x5a, 0x4c, 0x5d, 0xb0, 0x2d, 0x56, 0xec, 0xc4,
		0xc5, 0xbf,
	};
	static const unsigned char third[HKDF_SIZE] = {
		0x8d, 0xa4, 0xe7, 0x75, 0xa5, 0x63, 0xc1, 0x8f, 0x71, 0x5f,
		0x80, 0x2a, 0x06, 0x3c, 0x5a, 0x31, 0xb8, 0xa1, 0x1f, 0x5c,
		0x5e, 0xe1, 0x87, 0x9e, 0xc3, 0x45, 0x4e, 0x5f, 0x3c, 0x73,
		0x8d, 0x2d,
	};
	unsigned char key[22], salt[13], out[HKDF_SIZE];

	(void)state;
	memset(key, 0x0b, sizeof(key));
	for (size_t i = 0; i < sizeof(salt); i++)
		salt[i] = (unsigned char)i;
	hkdf_sha256(key, sizeof(key), salt, sizeof(salt),
		    "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9", out);
	assert_memory_equal(out, first, sizeof(out));
	hkdf_sha256(key, sizeof(key), "", 0, "", out);
	assert_memory_equal(out, third, sizeof(out));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_of_bip_173),
		cmocka_unit_test(the_keys_of_the_specification),
		cmocka_unit_test(every_wrong_character_is_found),
		cmocka_unit_test(two_wrong_or_exchanged_are_found),
		cmocka_unit_test(one_case_and_that_one),
		cmocka_unit_test(too_short_and_too_long),
		cmocka_unit_test(one_text_for_the_same_bytes),
		cmocka_unit_test(only_the_alphabet),
		cmocka_unit_test(all_sizes_and_back),
		cmocka_unit_test(vectors_of_rfc_5869),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
