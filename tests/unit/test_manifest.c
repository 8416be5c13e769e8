/* SPDX-License-Identifier: ISC */
/* What a bundle says of itself: to text and back, nothing else accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/id_set.h"
#include "model/manifest.h"

static struct bundle_manifest
sample(void)
{
	struct bundle_manifest m = {
		.format = 1, .kind = BUNDLE_RETURN, .number = 123,
		.from_code = "ACA", .from_name = "Ash Academy",
		.from_kind = SITE_ACADEMY, .to_code = "HQ",
		.recipients = "age1abc age1def",
		.created = { .utc_s = 1795424400, .offset_min = 60 },
		.head_seq = 42, .since_seq = 7, .students = 2, .versions = 1,
		.rows = 30,
	};

	memset(m.from_id.b, 0x11, sizeof(m.from_id.b));
	memset(m.to_id.b, 0x22, sizeof(m.to_id.b));
	memset(m.head_hash, 0xab, sizeof(m.head_hash));
	return m;
}

static void
it_comes_back_as_it_was(void **state)
{
	struct bundle_manifest m = sample(), back;
	struct manifest_rows rows, again;
	struct err err = { .code = RC_OK };

	(void)state;
	manifest_to_rows(&m, &rows);
	assert_int_equal(manifest_from_rows(&rows, &back, &err), RC_OK);
	manifest_to_rows(&back, &again);
	assert_memory_equal(&rows, &again, sizeof(rows));
	assert_int_equal(back.created.utc_s, m.created.utc_s);
	assert_int_equal(back.created.offset_min, 60);
	assert_string_equal(back.recipients, m.recipients);
	assert_memory_equal(back.head_hash, m.head_hash, 32);
}

static void
the_gist_has_what_is_compared(void **state)
{
	struct bundle_manifest m = sample();
	char gist[MANIFEST_GIST_SIZE], name[FILE_NAME_SIZE];

	(void)state;
	manifest_gist(&m, gist);
	assert_string_equal(gist, "throughgate 1 return from=ACA number=123 "
		"to=HQ previous=none head=42-abababababababababababababababab"
		"abababababababababababababababab for=age1abc age1def");
	manifest_file_name(&m, name);
	assert_string_equal(name, "ACA-return-2026-11-23-000123.sqlite.age");
	snprintf(m.previous, sizeof(m.previous), "%064d", 7);
	manifest_gist(&m, gist);
	assert_non_null(strstr(gist, "previous=00000000"));
}

/* ---- what no writer writes ---- */

static int
row_of_key(const char *key)
{
	for (int i = 0; i < MANIFEST_ROWS; i++)
		if (strcmp(manifest_keys[i], key) == 0)
			return i;
	fail_msg("no key %s", key);
	return 0;
}

static void
other_values_are_refused(void **state)
{
	static const struct {
		const char *key, *value;
	} cases[] = {
		{ "format", "0" }, { "format", "" }, { "format", "01" },
		{ "format", "1 " }, { "kind", "RETURN" }, { "kind", "" },
		{ "number", "0" }, { "number", "-1" }, { "number", "+1" },
		{ "number", "9223372036854775808" }, { "number", "1e3" },
		{ "from_id", "" }, { "from_id", "11" },
		{ "from_id", "11111111-1111-1111-1111-11111111111" },
		{ "from_code", "" }, { "from_code", "aca" },
		{ "from_code", "A/../B" }, { "from_code", "A\x1b" },
		{ "from_name", "" }, { "from_name", "a\nb" },
		{ "from_name", "\xff" }, { "from_kind", "academy" },
		{ "to_code", "H Q" }, { "recipients", "a\tb" },
		{ "created", "2026-11-23 09:00:00" },
		{ "created", "2026-02-30T09:00:00Z" }, { "created", "" },
		{ "created_offset_min", "1441" },
		{ "created_offset_min", "-0" }, { "head_seq", "-1" },
		{ "head_hash", "" }, { "head_hash", "abab" },
		{ "head_hash", "ABABABABABABABABABABABABABABABAB"
			       "ABABABABABABABABABABABABABABABAB" },
		{ "previous", "ab" }, { "previous", "none" },
		{ "since_seq", "x" }, { "students", "-1" },
		{ "students", "2147483648" }, { "versions", "" },
		{ "rows", "1.5" },
	};
	struct bundle_manifest m = sample(), back;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct err err = { .code = RC_OK };
		struct manifest_rows rows;

		manifest_to_rows(&m, &rows);
		snprintf(rows.values[row_of_key(cases[i].key)],
			 MANIFEST_VALUE_SIZE, "%s", cases[i].value);
		if (manifest_from_rows(&rows, &back, &err) != RC_INVALID ||
		    strstr(err.text, cases[i].key) == NULL)
			fail_msg("%s=\"%s\": %s", cases[i].key,
				 cases[i].value, err.text);
		assert_string_equal(err.where, cases[i].key);
	}
}

static void
a_later_format_is_another_matter(void **state)
{
	struct bundle_manifest m = sample(), back;
	struct manifest_rows rows;
	struct err err = { .code = RC_OK };

	(void)state;
	m.format = 2;
	manifest_to_rows(&m, &rows);
	snprintf(rows.values[row_of_key("kind")], MANIFEST_VALUE_SIZE,
		 "something new");
	assert_int_equal(manifest_from_rows(&rows, &back, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "format 2"));
}

/* ---- the ids that go with it ---- */

static void
a_set_has_each_id_once_in_order(void **state)
{
	struct id_set set = { NULL, 0 };
	struct id id = { { 0 } };

	(void)state;
	assert_false(id_set_has(&set, &id));
	for (int i = 0; i < 1000; i++) {
		id.b[7] = (uint8_t)(i * 77);
		id.b[0] = (uint8_t)(i * 77 >> 8);
		assert_false(id_set_has(&set, &id));
		assert_true(id_set_add(&set, &id));
		assert_false(id_set_add(&set, &id));
	}
	assert_int_equal(set.count, 1000);
	for (size_t i = 1; i < set.count; i++)
		assert_true(memcmp(&set.ids[i - 1], &set.ids[i],
				   sizeof(id)) < 0);
	id.b[15] = 1;
	assert_false(id_set_has(&set, &id));
	id_set_release(&set);
	assert_int_equal(set.count, 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(it_comes_back_as_it_was),
	cmocka_unit_test(the_gist_has_what_is_compared),
	cmocka_unit_test(other_values_are_refused),
	cmocka_unit_test(a_later_format_is_another_matter),
	cmocka_unit_test(a_set_has_each_id_once_in_order),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
