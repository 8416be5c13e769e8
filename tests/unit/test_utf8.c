/* SPDX-License-Identifier: ISC */
/* Names in any script: what is text, how wide it is, where it may be cut, how
 * it is found again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <string.h>

#include "base/mem.h"
#include "base/rc.h"
#include "base/utf8.h"

static void
names_of_any_script_are_text(void **state)
{
	static const char *const good[] = {
		"", "Ana Example", "Zo\xc3\xab", "\xe6\x9d\x8e\xe5\xb0\x8f",
		"\xd8\xb9\xd9\x85\xd8\xb1", ("O\xe2\x80\x99" "Example"),
		"\xf0\x9f\x98\x80", "\xe2\x80\x8f",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++)
		assert_true(utf8_is_text(good[i], strlen(good[i])));
}

/* Overrides (the last two) would let one name read as another on paper. */
static void
controls_and_broken_bytes_are_not_text(void **state)
{
	static const char *const bad[] = {
		"a\nb", "a\tb", "\x1b[2J", "\x7f", "\xc2\x9b" "2J", "\xff",
		"\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
		"\xe2\x80\xae" "abc", "\xe2\x81\xa6" "abc",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_false(utf8_is_text(bad[i], strlen(bad[i])));
	assert_false(utf8_is_text("a\0b", 3));
	assert_true(utf8_is_multiline("a\n\tb", 4));
	assert_false(utf8_is_multiline("a\rb", 3));
	assert_false(utf8_is_multiline("a\x1b", 2));
}

/* Cut to a size in bytes, as snprintf does. */
static void
the_end_of_a_cut_text_is_mended(void **state)
{
	char text[8];

	(void)state;
	for (size_t room = 1; room <= sizeof(text); room++) {
		memcpy(text, "a\xc3\xa9\xe2\x82\xac", 7);
		text[room - 1] = '\0';
		utf8_mend_end(text);
		assert_true(utf8_is_text(text, strlen(text)));
		assert_true(strlen(text) + 3 > room - 1);
	}
	assert_string_equal(text, "a\xc3\xa9\xe2\x82\xac");
}

static void
characters_are_read_one_at_a_time(void **state)
{
	static const char s[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff";
	static const struct {
		size_t bytes;
		uint32_t cp;
	} rows[] = {
		{ 1, 'a' }, { 2, 0xe9 }, { 3, 0x20ac }, { 4, 0x1f600 },
		{ 1, 0xfffd },
	};
	size_t at = 0, len = sizeof(s) - 1;
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(utf8_next(s + at, len - at, &cp),
				 rows[i].bytes);
		assert_int_equal(cp, rows[i].cp);
		at += rows[i].bytes;
	}
	assert_int_equal(utf8_next(s + at, len - at, &cp), 0);
	assert_int_equal(utf8_next("\xe2\x82", 2, &cp), 1);
	assert_int_equal(cp, 0xfffd);
}

/* One press of an arrow key or of Backspace: an accent of its own, a syllable,
 * a family, two flags side by side. */
static void
a_cluster_is_one_step_of_the_cursor(void **state)
{
	static const char *const clusters[] = {
		"x", "e\xcc\x81", "\xe1\x84\x80\xe1\x85\xa1",
		"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "\r\n",
		"\xf0\x9f\x87\xac\xf0\x9f\x87\xa7",
		"\xf0\x9f\x87\xab\xf0\x9f\x87\xb7",
		"\xf0\x9f\x87\xab", "a\xe2\x80\x8d", "b",
	};
	char s[64] = "";
	size_t at = 0, len;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(clusters); i++)
		strcat(s, clusters[i]);
	len = strlen(s);
	for (size_t i = 0; i < ARRAY_SIZE(clusters); i++) {
		size_t next = at + strlen(clusters[i]);

		assert_int_equal(utf8_next_cluster(s, len, at), next);
		assert_int_equal(utf8_prev_cluster(s, len, next), at);
		at = next;
	}
	assert_int_equal(utf8_next_cluster(s, len, len), len);
	assert_int_equal(utf8_prev_cluster(s, len, 0), 0);
	assert_int_equal(utf8_prev_cluster("a\xff\xfe", 3, 3), 2);
}

static void
widths_are_the_terminals(void **state)
{
	static const struct {
		const char *s;
		int width;
	} rows[] = {
		{ "", 0 }, { "Ana", 3 }, { "Zo\xc3\xab", 3 },
		{ "Zoe\xcc\x88", 3 }, { "\xe6\x9d\x8e\xe5\xb0\x8f", 4 },
		{ "\xe2\x80\x8f", 0 }, { "\xff", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(utf8_width(rows[i].s), rows[i].width);
	assert_int_equal(utf8_width_n("Ana Example", 3), 3);
}

static void
a_text_is_clipped_between_characters(void **state)
{
	static const struct {
		const char *s;
		int columns;
		size_t bytes;
	} rows[] = {
		{ "Ana", 2, 2 }, { "Ana", 3, 3 }, { "Ana", 9, 3 },
		{ "Ana", 0, 0 }, { "Ana", -1, 0 },
		{ "\xe6\x9d\x8e\xe5\xb0\x8f", 3, 3 },
		{ "\xe6\x9d\x8e\xe5\xb0\x8f", 1, 0 },
		{ "Zoe\xcc\x88!", 3, 5 }, { "Zoe\xcc\x88!", 2, 2 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(utf8_clip(rows[i].s, rows[i].columns),
				 rows[i].bytes);
}

static void
folds_to(const char *s, const char *expected)
{
	char *folded = utf8_fold(s);

	assert_string_equal(folded, expected);
	mem_free(folded);
}

/* What an instructor types on an English keyboard finds the name. */
static void
a_name_is_found_as_it_is_typed(void **state)
{
	static const char *const rows[][2] = {
		{ "Zo\xc3\xab", "zoe" }, { "ZOE\xcc\x88", "zoe" },
		{ "\xc5\x81ukasz", "lukasz" }, { "S\xc3\xb8ren", "soren" },
		{ "Stra\xc3\x9f" "e", "strasse" }, { "\xc3\x86sa", "aesa" },
		{ "Nguy\xe1\xbb\x85n", "nguyen" }, { "\xc4\xb0nce", "ince" },
		{ "O\xe2\x80\x99" "Neil", "o'neil" },
		{ "  Ana \xc2\xa0 Example\t", "ana example" },
		{ "\xef\xbc\xa1\xef\xbd\x8e\xef\xbd\x81", "ana" },
		{ "\xe2\x84\x96 7", "no 7" },
		{ "\xce\xa3\xcf\x89\xce\xba\xcf\x81\xce\xac\xcf\x84\xce\xb7"
		  "\xcf\x82", "\xcf\x83\xcf\x89\xce\xba\xcf\x81\xce\xb1\xcf\x84"
		  "\xce\xb7\xcf\x83" },
		{ "", "" }, { " ", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		folds_to(rows[i][0], rows[i][1]);
	assert_true(utf8_fold_contains("ana example", "exam"));
	assert_true(utf8_fold_contains("ana example", ""));
	assert_false(utf8_fold_contains("ana", "ana example"));
}

/* Text without marks takes a shorter way, to the same end. */
static void
ascii_folds_as_any_text(void **state)
{
	(void)state;
	for (int c = 1; c < 0x80; c++) {
		const char plain[] = { 'A', (char)c, 'b', (char)c, '\0' };
		const char marked[] = { '\xc3', '\xa9', 'A', (char)c, 'b',
					(char)c, '\0' };
		char *expected = utf8_fold(marked);

		folds_to(plain, expected + 1);
		mem_free(expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_any_script_are_text),
		cmocka_unit_test(controls_and_broken_bytes_are_not_text),
		cmocka_unit_test(the_end_of_a_cut_text_is_mended),
		cmocka_unit_test(characters_are_read_one_at_a_time),
		cmocka_unit_test(a_cluster_is_one_step_of_the_cursor),
		cmocka_unit_test(widths_are_the_terminals),
		cmocka_unit_test(a_text_is_clipped_between_characters),
		cmocka_unit_test(a_name_is_found_as_it_is_typed),
		cmocka_unit_test(ascii_folds_as_any_text),
	};

	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
