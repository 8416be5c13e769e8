/* SPDX-License-Identifier: ISC */
/* The terminal: cells, looks, and what it cannot show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "../support/screen_drive.h"
#include "tui/term.h"

#define E_ACUTE "\xc3\xa9"
#define E_COMBINING "e\xcc\x81"
#define DAY "\xe6\x97\xa5"		/* two columns */
#define BOOK "\xe6\x9c\xac"		/* two columns */
#define SHALOM "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"

static struct screen_drive drive;

static int
stop(void **state)
{
	(void)state;
	screen_drive_stop(&drive);
	return 0;
}

static void
start(const struct screen_drive_config *config)
{
	screen_drive_start(&drive, config);
	term_clear();
}

static void
assert_first_line(const char *want)
{
	struct buf now = BUF_INIT;

	term_snapshot(&now);
	now.ptr[strcspn(now.ptr, "\n")] = '\0';
	assert_string_equal(now.ptr, want);
	buf_release(&now);
}

/* The looks of the first line, as letters. */
static void
assert_looks(const char *want)
{
	struct buf now = BUF_INIT;
	char *looks;

	term_snapshot(&now);
	looks = strchr(strstr(now.ptr, "-- cursor"), '\n') + 1;
	looks[strcspn(looks, "\n")] = '\0';
	assert_string_equal(looks, want);
	buf_release(&now);
}

static void
text_is_cut_at_a_character(void **state)
{
	static const struct {
		const char *text, *seen;
		int cols, used;
	} table[] = {
		{ "abcdef", "abc", 3, 3 },
		{ DAY BOOK, DAY, 3, 2 },
		{ "a" DAY, "a", 2, 1 },
		{ DAY BOOK, DAY BOOK, 4, 4 },
		{ "x" E_COMBINING "z", "x" E_COMBINING, 2, 2 },
		{ SHALOM, SHALOM, 4, 4 },
		{ "abc", "", 0, 0 },
	};

	(void)state;
	start(NULL);
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		term_clear();
		assert_int_equal(term_text(0, 0, table[i].cols, LOOK_BODY,
					   table[i].text), table[i].used);
		assert_first_line(table[i].seen);
	}
}

static void
a_wide_character_is_not_halved_at_the_edge(void **state)
{
	(void)state;
	start(NULL);
	assert_int_equal(term_text(0, 79, 10, LOOK_BODY, DAY), 0);
	assert_int_equal(term_text(0, 78, 10, LOOK_BODY, DAY BOOK), 2);
	term_text(0, 76, 1, LOOK_BODY, "x");
	assert_first_line("                                                  "
			  "                          x " DAY);
}

static void
outside_the_screen_nothing_is_drawn(void **state)
{
	(void)state;
	start(NULL);
	assert_int_equal(term_text(-1, 0, 5, LOOK_BODY, "a"), 0);
	assert_int_equal(term_text(24, 0, 5, LOOK_BODY, "a"), 0);
	assert_int_equal(term_text(0, 80, 5, LOOK_BODY, "a"), 0);
	assert_int_equal(term_text(0, -1, 5, LOOK_BODY, "a"), 0);
	assert_first_line("");
}

static void
ascii_has_a_mark_for_what_it_lacks_as_wide(void **state)
{
	static const struct screen_drive_config config = { .ascii = true };

	(void)state;
	start(&config);
	term_text(0, 0, 40, LOOK_BODY, "Zo" E_ACUTE "|" DAY "|" E_COMBINING);
	assert_first_line("Zo?|\?\?|e");
	assert_false(term_shows("Zo" E_ACUTE));
	assert_true(term_shows("Zoe"));
	assert_true(term_is_ascii());
	term_frame(1, 0, 3, 10, LOOK_DIALOG, "T");
	assert_int_equal(screen_drive_find("+- T ----+"), 1);
}

static void
ascii_can_be_turned_while_running(void **state)
{
	(void)state;
	start(NULL);
	assert_false(term_is_ascii());
	term_set_ascii(true);
	term_text(0, 0, 40, LOOK_BODY, E_ACUTE);
	assert_first_line("?");
	term_set_ascii(false);
	term_text(0, 0, 40, LOOK_BODY, E_ACUTE);
	assert_first_line(E_ACUTE);
}

static void
controls_do_not_move_what_is_beside_them(void **state)
{
	(void)state;
	start(NULL);
	term_text(0, 0, 40, LOOK_BODY, "a\tb\nc\xc2\x9b" "d\033[2Je");
	assert_first_line("a?b?c?d?[2Je");
}

static void
the_cursor_and_the_looks_are_in_a_snapshot(void **state)
{
	struct buf now = BUF_INIT;

	(void)state;
	start(NULL);
	term_text(0, 0, 2, LOOK_SELECTED, "ab");
	term_text(0, 3, 1, LOOK_ERROR, "c");
	term_text(0, 4, 2, LOOK_DONE, DAY);
	term_cursor(7, 3);
	term_snapshot(&now);
	assert_non_null(strstr(now.ptr, "-- cursor 7,3 --"));
	assert_looks("ss Egg");
	buf_release(&now);
}

/* ---- themes ---- */

static void
no_theme_tells_by_colour_alone(void **state)
{
	static const enum role_look apart[] = {
		LOOK_SELECTED, LOOK_ERROR, LOOK_FIELD, LOOK_FIELD_FOCUS,
		LOOK_KEY, LOOK_MARKED, LOOK_HELP, LOOK_TITLE, LOOK_NOTICE,
	};

	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++)
		for (size_t i = 0; i < ARRAY_SIZE(apart); i++) {
			const struct look *a = &theme_looks[theme][apart[i]];
			const struct look *b = &theme_looks[theme][LOOK_BODY];

			assert_true(a->front != b->front ||
				    a->back != b->back ||
				    a->bold != b->bold ||
				    a->reverse != b->reverse ||
				    a->underline != b->underline);
			/* Never a letter in its background's colour. */
			assert_true(a->front == -1 || a->front != a->back);
		}
}

static void
no_color_makes_every_theme_mono(void **state)
{
	(void)state;
	start(NULL);
	setenv("NO_COLOR", "1", 1);
	term_set_theme(THEME_CONTRAST);
	term_clear();
	term_text(0, 0, 4, LOOK_ERROR, "a");
	term_text(0, 1, 4, LOOK_DONE, "b");
	assert_looks("E");
	setenv("NO_COLOR", "", 1);
	term_set_theme(THEME_COLOUR);
	term_clear();
	term_text(0, 0, 4, LOOK_DONE, "b");
	assert_looks("g");
	unsetenv("NO_COLOR");
}

static void
mono_leaves_no_background_behind(void **state)
{
	attr_t attr;
	short pair = -1;
	cchar_t cell;
	wchar_t wide[CCHARW_MAX + 1];

	(void)state;
	start(NULL);
	term_set_theme(THEME_CONTRAST);
	term_clear();
	term_set_theme(THEME_MONO);
	term_clear();
	mvin_wch(5, 5, &cell);
	getcchar(&cell, wide, &attr, &pair, NULL);
	assert_int_equal(pair, 0);
}

static void
every_kind_of_terminal_does(void **state)
{
	static const char *const types[] = {
		"linux", "vt220", "xterm-256color", "tmux", "vt100",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		struct screen_drive_config config = { .type = types[i] };

		start(&config);
		term_text(0, 0, 10, LOOK_SELECTED, DAY E_ACUTE);
		term_show();
		assert_first_line(DAY E_ACUTE);
		assert_int_equal(term_rows(), 24);
		assert_int_equal(term_cols(), 80);
		if (i + 1 < ARRAY_SIZE(types))
			screen_drive_stop(&drive);
	}
}

static void
esc_is_not_waited_on(void **state)
{
	(void)state;
	start(NULL);
	assert_int_equal(get_escdelay(), 25);
	term_scrub();
	assert_int_equal(get_escdelay(), 25);
}

/* ---- what stays behind ---- */

static void
assert_blank(WINDOW *win)
{
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++)
			assert_int_equal(mvwinch(win, row, col) & A_CHARTEXT,
					 ' ');
}

static void
a_scrubbed_screen_is_blank_in_curses_too(void **state)
{
	(void)state;
	start(NULL);
	for (int row = 0; row < 24; row++)
		term_text(row, 0, 80, LOOK_BODY, "Nia Example");
	term_show();
	term_text(0, 0, 80, LOOK_BODY, "Not shown yet");
	term_scrub();
	assert_blank(stdscr);
	assert_blank(curscr);
	assert_blank(newscr);
}

static void
a_scrubbed_screen_goes_on_as_it_was(void **state)
{
	static const struct screen_drive_config config = {
		.theme = THEME_CONTRAST, .rows = 30, .cols = 100,
	};

	(void)state;
	start(&config);
	term_scrub();
	term_suspend();
	assert_int_equal(term_rows(), 30);
	assert_int_equal(term_cols(), 100);
	term_clear();
	term_text(0, 0, 10, LOOK_DONE, "a");
	assert_first_line("a");
	assert_looks("g");
}

#define EACH(test) cmocka_unit_test_teardown(test, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(text_is_cut_at_a_character),
		EACH(a_wide_character_is_not_halved_at_the_edge),
		EACH(outside_the_screen_nothing_is_drawn),
		EACH(ascii_has_a_mark_for_what_it_lacks_as_wide),
		EACH(ascii_can_be_turned_while_running),
		EACH(controls_do_not_move_what_is_beside_them),
		EACH(the_cursor_and_the_looks_are_in_a_snapshot),
		cmocka_unit_test(no_theme_tells_by_colour_alone),
		EACH(no_color_makes_every_theme_mono),
		EACH(mono_leaves_no_background_behind),
		EACH(every_kind_of_terminal_does),
		EACH(esc_is_not_waited_on),
		EACH(a_scrubbed_screen_is_blank_in_curses_too),
		EACH(a_scrubbed_screen_goes_on_as_it_was),
	};

	return cmocka_run_group_tests_name("tui_term", tests, NULL, NULL);
}
