/* SPDX-License-Identifier: ISC */
/* The line of tabs: what it shows, and the keys that move in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/screen_drive.h"
#include "tui/tabs.h"
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

static const char *
title(size_t at)
{
	static const char *const titles[] = { "Now", "Plan", "Diary" };

	return titles[at];
}

static void
keys_go_round_and_numbers_go_to_their_own(void **state)
{
	static const struct {
		const char *key;
		size_t at;
		bool used;
	} table[] = {
		{ "<Right>", 1, true }, { "<Right>", 2, true },
		{ "<Right>", 0, true }, { "<Left>", 2, true },
		{ "2", 1, true }, { "3", 2, true }, { "1", 0, true },
		{ "4", 0, false }, { "0", 0, false }, { "9", 0, false },
		{ "<Down>", 0, false }, { "n", 0, false },
	};
	struct tabs tabs = { .title = title, .count = 3 };

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint32_t key;

		assert_true(key_parse(table[i].key, &key) > 0);
		assert_int_equal(tabs_key(&tabs, key), table[i].used);
		assert_int_equal(tabs.at, table[i].at);
	}
}

static void
each_is_shown_with_its_number(void **state)
{
	struct tabs tabs = { .title = title, .count = 3, .at = 1 };

	(void)state;
	term_clear();
	tabs_draw(&tabs, (struct area){ 2, 1, 1, 79 });
	assert_int_equal(screen_drive_find("  1 Now  2 Plan  3 Diary"), 2);
	/* No room is no harm. */
	term_clear();
	tabs_draw(&tabs, (struct area){ 0, 0, 1, 9 });
	assert_int_equal(screen_drive_find("Plan"), -1);
}

static void
none_at_all_takes_no_key(void **state)
{
	struct tabs tabs = { .title = title };

	(void)state;
	assert_false(tabs_key(&tabs, TK_RIGHT));
	assert_false(tabs_key(&tabs, '1'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_go_round_and_numbers_go_to_their_own),
		cmocka_unit_test(each_is_shown_with_its_number),
		cmocka_unit_test(none_at_all_takes_no_key),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
