/* SPDX-License-Identifier: ISC */
/* One line of text: editing in any script, scrolling, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "../support/screen_drive.h"
#include "tui/line.h"
#include "tui/term.h"

static struct screen_drive drive;

static int
start(void **state)
{
	(void)state;
	screen_drive_start(&drive, NULL);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	screen_drive_stop(&drive);
	return 0;
}

static void
press(struct line_edit *line, const char *script)
{
	uint32_t key;
	size_t used;

	while ((used = key_parse(script, &key)) > 0) {
		assert_true(line_key(line, key));
		script += used;
	}
}

static void
keys_edit_where_the_cursor_is(void **state)
{
	static const struct {
		const char *text, *keys, *want;
	} table[] = {
		{ "", "abc", "abc" },
		{ "abc", "<Left><Left>X", "aXbc" },
		{ "abc", "<Home>X<End>Y", "XabcY" },
		{ "abc", "<Backspace>", "ab" },
		{ "abc", "<Home><Backspace>", "abc" },
		{ "abc", "<Home><Del>", "bc" },
		{ "abc", "<Del>", "abc" },
		{ "abc", "<^A>X<^E>Y", "XabcY" },
		{ "abc", "<Left><^U>", "c" },
		{ "a", " b", "a b" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct line_edit line;

		line_init(&line, table[i].text, 100);
		press(&line, table[i].keys);
		assert_string_equal(line.text.ptr, table[i].want);
		line_release(&line);
	}
}

static void
a_character_goes_as_a_whole(void **state)
{
	struct line_edit line;

	(void)state;
	/* e and a combining acute; then a family of joined pictures */
	line_init(&line, "ae\xcc\x81", 100);
	press(&line, "<Left>");
	assert_int_equal(line.at, 1);
	press(&line, "<Right><Backspace>");
	assert_string_equal(line.text.ptr, "a");
	line_set(&line, "x\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7");
	press(&line, "<Backspace>");
	assert_string_equal(line.text.ptr, "x");
	line_release(&line);
}

static void
no_more_than_it_may_hold(void **state)
{
	struct line_edit line;

	(void)state;
	line_init(&line, "", 4);
	press(&line, "abcdef");
	assert_string_equal(line.text.ptr, "abc");
	/* Half a character would be no text at all. */
	press(&line, "<Backspace>\xc3\xa9");
	assert_string_equal(line.text.ptr, "ab");
	line_release(&line);
}

static void
keys_for_others_are_left_alone(void **state)
{
	struct line_edit line;

	(void)state;
	line_init(&line, "abc", 100);
	assert_false(line_key(&line, TK_F2));
	assert_false(line_key(&line, TK_ENTER));
	assert_false(line_key(&line, TK_DOWN));
	assert_false(line_key(&line, TK_TICK));
	assert_string_equal(line.text.ptr, "abc");
	line_release(&line);
}

static void
a_long_line_scrolls(void **state)
{
	struct line_edit line;

	(void)state;
	line_init(&line, "0123456789", 100);
	term_clear();
	line_draw(&line, 2, 5, 6, true);
	term_show();
	assert_int_equal(screen_drive_find("     56789"), 2);
	press(&line, "<Home>");
	line_draw(&line, 2, 5, 6, true);
	term_show();
	assert_int_equal(screen_drive_find("     012345"), 2);
	line_release(&line);
}

static void
wide_and_combining_characters_keep_their_columns(void **state)
{
	struct line_edit wide, marks, before;

	(void)state;
	term_clear();
	line_init(&wide, "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", 100);
	line_init(&marks, "Ngu\xc3\xaa\xcc\x83n Va\xcc\x86n", 100);
	line_init(&before, "plain", 100);
	line_draw(&wide, 1, 4, 10, false);
	line_draw(&marks, 2, 4, 12, false);
	line_draw(&before, 3, 4, 10, false);
	line_draw(&wide, 4, 4, 5, true);
	term_show();
	screen_drive_golden("line_scripts");
	line_release(&wide);
	line_release(&marks);
	line_release(&before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_edit_where_the_cursor_is),
		cmocka_unit_test(a_character_goes_as_a_whole),
		cmocka_unit_test(no_more_than_it_may_hold),
		cmocka_unit_test(keys_for_others_are_left_alone),
		cmocka_unit_test(a_long_line_scrolls),
		cmocka_unit_test(
			wide_and_combining_characters_keep_their_columns),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
