/* SPDX-License-Identifier: ISC */
/* A long text: lines, page breaks, moving, finding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/screen_drive.h"
#include "base/utf8.h"
#include "tui/pager.h"
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
show(const struct pager *pager, struct area area)
{
	term_clear();
	pager_draw(pager, area);
	term_show();
}

static void
lines_are_as_they_were(void **state)
{
	struct pager pager;

	(void)state;
	pager_init(&pager, "one\n\nthree\nfour", 0);
	assert_int_equal(pager.count, 4);
	assert_string_equal(pager.lines[0], "one");
	assert_string_equal(pager.lines[1], "");
	assert_string_equal(pager.lines[3], "four");
	pager_release(&pager);
	pager_init(&pager, "", 0);
	assert_int_equal(pager.count, 0);
	show(&pager, (struct area){ 1, 0, 10, 80 });
	pager_release(&pager);
}

/* The first line of a page is a whole line, as wide as any. */
static void
a_page_break_is_a_line_of_its_own(void **state)
{
	struct pager pager;
	char wide[82];

	(void)state;
	memset(wide, 'w', sizeof(wide));
	wide[0] = '\f';
	wide[80] = 'E';
	wide[81] = '\0';
	pager_init(&pager, wide, 0);
	assert_int_equal(pager.count, 2);
	show(&pager, (struct area){ 1, 0, 10, 80 });
	assert_int_equal(screen_drive_find("next page"), 1);
	assert_int_equal(screen_drive_find("wwwE"), 2);
	pager_release(&pager);
}

static void
long_lines_are_broken_at_spaces(void **state)
{
	struct pager pager;

	(void)state;
	pager_init(&pager, "some words that are too wide\nshort", 12);
	for (size_t i = 0; i < pager.count; i++)
		assert_true(utf8_width(pager.lines[i]) <= 12);
	assert_int_equal(strncmp(pager.lines[0], "some words", 10), 0);
	assert_int_equal(strncmp(pager.lines[1], "that are", 8), 0);
	assert_string_equal(pager.lines[pager.count - 1], "short");
	pager_release(&pager);
}

static void
keys_move_within_the_text(void **state)
{
	static const struct {
		const char *keys;
		size_t want;
	} table[] = {
		{ "<Down>", 1 }, { "j<Up>", 0 }, { "<Up>", 0 },
		{ "<PgDn>", 9 }, { "<Space><Space>b", 9 }, { "<End>", 91 },
		{ "<End><Down>", 91 }, { "<End><PgDn><Home>", 0 },
		{ "<PgUp>", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct buf text = BUF_INIT;
		const char *script = table[i].keys;
		struct pager pager;
		uint32_t key;
		size_t used;

		for (int n = 0; n < 100; n++)
			buf_addf(&text, "line %d\n", n);
		pager_init(&pager, text.ptr, 0);
		for (; (used = key_parse(script, &key)) > 0; script += used)
			assert_true(pager_key(&pager, 10, key));
		assert_int_equal(pager.at, table[i].want);
		assert_false(pager_key(&pager, 10, 's'));
		pager_release(&pager);
		buf_release(&text);
	}
}

static void
finding_goes_on_and_round(void **state)
{
	struct pager pager;

	(void)state;
	pager_init(&pager, "Zoë\ntwo\nthree\nzoe again\nfive", 0);
	assert_true(pager_find(&pager, "ZOE"));
	assert_int_equal(pager.found, 0);
	assert_true(pager_find(&pager, "zoe"));
	assert_int_equal(pager.found, 3);
	assert_int_equal(pager.at, 3);
	assert_true(pager_find(&pager, "zoe"));
	assert_int_equal(pager.found, 0);
	assert_false(pager_find(&pager, "nobody"));
	assert_int_equal(pager.at, 0);
	pager_release(&pager);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_as_they_were),
		cmocka_unit_test(a_page_break_is_a_line_of_its_own),
		cmocka_unit_test(long_lines_are_broken_at_spaces),
		cmocka_unit_test(keys_move_within_the_text),
		cmocka_unit_test(finding_goes_on_and_round),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
