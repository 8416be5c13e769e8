/* SPDX-License-Identifier: ISC */
/* However narrow the column, no character of any script is cut in two. */
#include "tests/property/property.h"

#include <locale.h>
#include <string.h>
#include <unigbrk.h>

#include "base/mem.h"
#include "base/rc.h"
#include "base/utf8.h"

enum { ROUNDS = 4000, MAX_PIECES = 9, TEXT_MAX = MAX_PIECES * 4 + 1 };

/* Letters, marks, wide ones, a syllable in parts, joiners, flag letters, a
 * skin tone, right to left. */
static const char *const pieces[] = {
	"a", "B", " ", "\xc3\xa9", "e", "\xcc\x81", "\xcc\xa7", "\xe6\x9d\x8e",
	"\xe1\x84\x80", "\xe1\x85\xa1", "\xe1\x86\xa8", "\xe2\x80\x8d",
	"\xf0\x9f\x91\xa9", "\xf0\x9f\x91\xa7", "\xf0\x9f\x8f\xbd",
	"\xf0\x9f\x87\xac", "\xf0\x9f\x87\xa7", "\xe2\x9d\xa4", "\xef\xb8\x8f",
	"\xd8\xb9", "\xd9\x8e", "\xe0\xa4\x95", "\xe0\xa4\xbf", "\xc5\x81",
	"\xe2\x84\xa2", "\xf0\x9d\x90\x80", "\xc4\xb0", "\xef\xac\x81",
};

static void
any_text(struct property *p, char text[TEXT_MAX])
{
	text[0] = '\0';
	for (uint32_t n = property_below(p, MAX_PIECES + 1); n > 0; n--)
		strcat(text, pieces[property_below(p, ARRAY_SIZE(pieces))]);
}

/* Where characters start, by the whole-text algorithm of the standard. */
static void
boundaries(const char *text, char starts[TEXT_MAX])
{
	size_t len = strlen(text);

	u8_grapheme_breaks((const uint8_t *)text, len, starts);
	starts[len] = 1;
}

static void
a_clip_is_the_longest_that_fits_and_splits_nothing(void **state)
{
	char text[TEXT_MAX], starts[TEXT_MAX];
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		int width;

		any_text(&p, text);
		boundaries(text, starts);
		width = utf8_width(text);
		for (int columns = 0; columns <= width + 1; columns++) {
			size_t n = utf8_clip(text, columns), len = strlen(text);
			size_t next = utf8_next_cluster(text, len, n);

			property_holds(&p, round, n <= len && starts[n]);
			property_holds(&p, round,
				       utf8_width_n(text, n) <= columns);
			property_holds(&p, round, n == len ||
				       utf8_width_n(text, next) > columns);
		}
	}
}

static void
steps_are_the_standards_and_go_back_the_same_way(void **state)
{
	char text[TEXT_MAX], starts[TEXT_MAX];
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		size_t at = 0, len;

		any_text(&p, text);
		boundaries(text, starts);
		len = strlen(text);
		while (at < len) {
			size_t next = utf8_next_cluster(text, len, at);

			property_holds(&p, round, next > at && starts[next]);
			for (size_t i = at + 1; i < next; i++)
				property_holds(&p, round, !starts[i]);
			property_holds(&p, round,
				utf8_prev_cluster(text, len, next) == at);
			at = next;
		}
	}
}

static void
width_is_the_sum_of_its_parts(void **state)
{
	char text[TEXT_MAX];
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		size_t len, at = 0;
		int sum = 0;

		any_text(&p, text);
		len = strlen(text);
		while (at < len) {
			size_t next = utf8_next_cluster(text, len, at);

			sum += utf8_width_n(text + at, next - at);
			at = next;
		}
		property_holds(&p, round, sum == utf8_width(text));
	}
}

/* Searching for what was found must find it again. */
static void
folding_twice_changes_nothing_more(void **state)
{
	char text[TEXT_MAX];
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		char *once, *twice;

		any_text(&p, text);
		once = utf8_fold(text);
		twice = utf8_fold(once);
		property_holds(&p, round, strcmp(once, twice) == 0);
		mem_free(once);
		mem_free(twice);
	}
}

/* Broken bytes, as from a damaged file: still no step outside the text. */
static void
any_bytes_at_all_are_walked_to_their_end(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		size_t len = property_below(&p, 24), at = 0;
		char text[25];
		uint32_t cp;

		p.random.fill(p.random.ctx, text, len);
		text[len] = '\0';
		len = strlen(text);
		property_holds(&p, round, utf8_clip(text, 5) <= len);
		while (at < len) {
			size_t n = utf8_next(text + at, len - at, &cp);

			property_holds(&p, round, n > 0 && n <= len - at);
			property_holds(&p, round,
				utf8_next_cluster(text, len, at) > at);
			property_holds(&p, round,
				utf8_prev_cluster(text, len, at + n) < at + n);
			at += n;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_clip_is_the_longest_that_fits_and_splits_nothing),
		cmocka_unit_test(
			steps_are_the_standards_and_go_back_the_same_way),
		cmocka_unit_test(width_is_the_sum_of_its_parts),
		cmocka_unit_test(folding_twice_changes_nothing_more),
		cmocka_unit_test(any_bytes_at_all_are_walked_to_their_end),
	};

	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
