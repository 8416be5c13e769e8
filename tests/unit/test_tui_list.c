/* SPDX-License-Identifier: ISC */
/* The list: moving, scrolling, columns, marks, and what stands for nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/screen_drive.h"
#include "tui/list.h"
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

static const struct list_column columns[] = {
	{ "Ref", 5, false }, { "Name", 0, false }, { "Done", 5, true },
};

/* Counts what is asked for, and whether it is ever past the end. */
struct asked {
	size_t cells, last;
};

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	struct asked *asked = ctx;

	(void)look;
	asked->cells++;
	asked->last = row;
	if (column == 0)
		buf_addf(out, "r%zu", row);
	else if (column == 1)
		buf_addf(out, "name %zu", row);
	else
		buf_addf(out, "%zu", row);
}

static bool
second_is_marked(void *ctx, size_t row)
{
	(void)ctx;
	return row == 1;
}

/* A header, and nine rows of 40 columns. */
static const struct area area = { 0, 0, 10, 40 };

static struct list
list_of(size_t count, struct asked *asked)
{
	return (struct list){ .columns = columns, .column_count = 3,
			      .cell = cell, .ctx = asked, .count = count,
			      .sorted = -1, .empty = "Nobody here." };
}

static void
draw(struct list *list)
{
	term_clear();
	list_draw(list, area, true);
}

/* Each of those that share has half of what the others leave. */
static void
a_column_may_share_beyond_what_it_needs(void **state)
{
	static const struct list_column sharing[] = {
		{ "Ref", 5, false }, { "Name", -10, false },
		{ "Done", -5, false },
	};
	struct asked asked = { 0, 0 };
	struct list list = list_of(3, &asked);

	(void)state;
	list.columns = sharing;
	draw(&list);
	/* 40 less 2 for the mark, 2 gaps and 20: 8 each. */
	assert_int_equal(screen_drive_find("  Ref   Name               Done"),
			 0);
}

static void
keys_move_and_stop_at_the_ends(void **state)
{
	static const struct {
		const char *keys;
		size_t at;
	} table[] = {
		{ "<Up>", 0 }, { "<Down><Down>", 2 }, { "jjk", 1 },
		{ "<PgDn>", 8 }, { "<PgDn><PgUp>", 0 },
		{ "<Down><PgUp>", 0 }, { "<End>", 99 },
		{ "<End><Down>", 99 }, { "<End><PgDn><Home>", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct asked asked = { 0, 0 };
		struct list list = list_of(100, &asked);
		const char *script = table[i].keys;
		uint32_t key;
		size_t used;

		draw(&list);
		while ((used = key_parse(script, &key)) > 0) {
			assert_true(list_key(&list, key));
			draw(&list);
			assert_true(list.at >= list.top &&
				    list.at < list.top + (size_t)list.page);
			script += used;
		}
		assert_int_equal(list.at, table[i].at);
	}
}

static void
other_keys_are_left_to_the_screen(void **state)
{
	struct asked asked = { 0, 0 };
	struct list list = list_of(3, &asked);

	(void)state;
	assert_false(list_key(&list, TK_ENTER));
	assert_false(list_key(&list, 'c'));
	assert_false(list_key(&list, TK_LEFT));
}

static void
only_what_is_seen_is_asked_for(void **state)
{
	struct asked asked = { 0, 0 };
	struct list list = list_of(100000, &asked);

	(void)state;
	draw(&list);
	assert_int_equal(asked.cells, 9 * 3);
	assert_int_equal(asked.last, 8);
	list_key(&list, TK_END);
	draw(&list);
	assert_int_equal(asked.cells, 2 * 9 * 3);
	assert_int_equal(asked.last, 99999);
}

static void
columns_share_what_is_left(void **state)
{
	struct asked asked = { 0, 0 };
	struct list list = list_of(2, &asked);

	(void)state;
	list.marked = second_is_marked;
	list.sorted = 1;
	draw(&list);
	/* Two for the mark, 5 and 5, a space between: 26 for the name. */
	assert_int_equal(screen_drive_find("  Ref   Name▲                       Done"),
			 0);
	assert_int_equal(screen_drive_find("  r0    name 0                         0"),
			 1);
	assert_int_equal(screen_drive_find("* r1    name 1                         1"),
			 2);
	list.descending = true;
	draw(&list);
	assert_int_equal(screen_drive_find("Name▼"), 0);
}

static bool
third_is_a_heading(void *ctx, size_t row, struct buf *out,
		   enum role_look *look)
{
	(void)ctx, (void)look;
	if (row == 2)
		buf_adds(out, "A heading that is wider than a column");
	return row == 2;
}

static void
a_heading_goes_over_all_columns(void **state)
{
	struct asked asked = { 0, 0 };
	struct list list = list_of(4, &asked);

	(void)state;
	list.across = third_is_a_heading;
	draw(&list);
	assert_int_equal(screen_drive_find("  A heading that is wider than a "
					   "column"), 3);
	assert_int_equal(screen_drive_find("  r3 "), 4);
	assert_int_equal(asked.cells, 3 * 3);
}

static void
rows_that_went_away_leave_no_gap(void **state)
{
	struct asked asked = { 0, 0 };
	struct list list = list_of(100, &asked);

	(void)state;
	draw(&list);
	list_key(&list, TK_END);
	draw(&list);
	list.count = 12;
	draw(&list);
	assert_int_equal(list.at, 11);
	assert_int_equal(list.top, 3);
	assert_int_equal(screen_drive_find("r3 "), 1);
	assert_int_equal(screen_drive_find("r11"), 9);
}

static void
an_empty_list_says_what_to_do(void **state)
{
	struct asked asked = { 0, 0 };
	struct list list = list_of(0, &asked);

	(void)state;
	assert_true(list_key(&list, TK_DOWN));
	assert_int_equal(list.at, 0);
	draw(&list);
	assert_int_equal(asked.cells, 0);
	assert_int_equal(screen_drive_find("Nobody here."), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_column_may_share_beyond_what_it_needs),
		cmocka_unit_test(keys_move_and_stop_at_the_ends),
		cmocka_unit_test(other_keys_are_left_to_the_screen),
		cmocka_unit_test(only_what_is_seen_is_asked_for),
		cmocka_unit_test(columns_share_what_is_left),
		cmocka_unit_test(a_heading_goes_over_all_columns),
		cmocka_unit_test(rows_that_went_away_leave_no_gap),
		cmocka_unit_test(an_empty_list_says_what_to_do),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
