/* SPDX-License-Identifier: ISC */
/* Identifiers: RFC 9562 version 7, and the random bytes that repeat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/id.h"

static uint64_t
milliseconds(const struct id *id)
{
	uint64_t ms = 0;

	for (int i = 0; i < 6; i++)
		ms = ms << 8 | id->b[i];
	return ms;
}

static void
an_id_is_a_uuid_of_version_7(void **state)
{
	struct instant at = { 1795440000, 0 };
	struct random_seeded seed;
	struct random_source random = random_seeded(&seed, 1);

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct id id = id_new(at, &random);

		assert_int_equal(id.b[6] >> 4, 7);
		assert_int_equal(id.b[8] >> 6, 2);
		assert_int_equal(milliseconds(&id) / 1000, at.utc_s);
	}
}

/* RFC 9562, appendix A.6. */
static void
the_text_is_the_standards(void **state)
{
	static const struct id example = { {
		0x01, 0x7f, 0x22, 0xe2, 0x79, 0xb0, 0x7c, 0xc3,
		0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f,
	} };
	char text[ID_TEXT_SIZE];
	struct id id;

	(void)state;
	assert_string_equal(id_format(&example, text),
			    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
	assert_true(id_parse(text, &id));
	assert_true(id_equal(&id, &example));
	assert_int_equal(milliseconds(&id), 1645557742000);
}

static void
what_is_no_id_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
		"017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
		"017f22e2_79b0-7cc3-98c4-dc0c0c07398f",
		"017f22e-279b0-7cc3-98c4-dc0c0c07398f",
	};
	struct id id;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_false(id_parse(bad[i], &id));
}

static void
zero_is_no_id(void **state)
{
	struct id zero = { { 0 } }, one = { { [15] = 1 } };

	(void)state;
	assert_true(id_is_zero(&zero));
	assert_false(id_is_zero(&one));
	assert_false(id_equal(&zero, &one));
}

/* The demo academy is the same on every machine: SplitMix64, seed 0. */
static void
seeded_bytes_are_the_same_everywhere(void **state)
{
	static const uint64_t first = UINT64_C(0xe220a8397b1dcdaf);
	struct random_seeded a, b;
	struct random_source x = random_seeded(&a, 0);
	struct random_source y = random_seeded(&b, 0);
	uint8_t whole[24], parts[24];
	uint64_t word;

	(void)state;
	x.fill(x.ctx, whole, sizeof(whole));
	memcpy(&word, whole, sizeof(word));
	assert_true(word == first);
	for (int i = 0; i < 3; i++)
		y.fill(y.ctx, parts + 8 * i, 8);
	assert_memory_equal(whole, parts, sizeof(whole));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_is_a_uuid_of_version_7),
		cmocka_unit_test(the_text_is_the_standards),
		cmocka_unit_test(what_is_no_id_is_refused),
		cmocka_unit_test(zero_is_no_id),
		cmocka_unit_test(seeded_bytes_are_the_same_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
