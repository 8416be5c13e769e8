/* SPDX-License-Identifier: ISC */
/* The grid: moving, scrolling, selecting, and headings cut where they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/screen_drive.h"
#include "tui/grid.h"
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

/* Ten columns of three, and ten rows below two of headings. */
static const struct area area = { 0, 0, 12, 39 };

static struct grid
grid_of(size_t rows, size_t cols)
{
	return (struct grid){ .rows = rows, .cols = cols, .head_cols = 10,
			      .cell_cols = 3 };
}

static void
press(struct grid *grid, const char *script)
{
	uint32_t key;
	size_t used;

	while ((used = key_parse(script, &key)) > 0) {
		assert_true(grid_key(grid, key));
		grid_scroll(grid, area);
		script += used;
	}
}

static void
assert_range(const struct grid *grid, size_t row, size_t col, size_t rows,
	     size_t cols)
{
	struct grid_range range = grid_selection(grid);

	assert_int_equal(range.row, row);
	assert_int_equal(range.col, col);
	assert_int_equal(range.rows, rows);
	assert_int_equal(range.cols, cols);
}

static void
keys_move_and_stop_at_the_edges(void **state)
{
	static const struct {
		const char *keys;
		size_t row, col;
	} table[] = {
		{ "<Up><Left>", 0, 0 },
		{ "<Down><Down><Right>", 2, 1 },
		{ "<Down><Up><Right><Left>", 0, 0 },
		{ "<PgDn>", 9, 0 },
		{ "<PgDn><PgDn><PgDn>", 24, 0 },
		{ "<PgDn><PgUp>", 0, 0 },
		{ "<Tab>", 0, 9 },
		{ "<Tab><BackTab>", 0, 0 },
		{ "<End>", 0, 39 },
		{ "<End><Right>", 0, 39 },
		{ "<End><Home>", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct grid grid = grid_of(25, 40);

		grid_scroll(&grid, area);
		press(&grid, table[i].keys);
		assert_int_equal(grid.row, table[i].row);
		assert_int_equal(grid.col, table[i].col);
	}
}

static void
other_keys_are_left_to_the_screen(void **state)
{
	struct grid grid = grid_of(3, 3);

	(void)state;
	grid_scroll(&grid, area);
	assert_false(grid_key(&grid, 'c'));
	assert_false(grid_key(&grid, TK_ENTER));
	assert_false(grid_key(&grid, TK_ESC));
}

static void
the_cursor_is_always_in_view(void **state)
{
	static const char *const scripts[] = {
		"<PgDn>", "<PgDn><Down>", "<End>", "<End><PgDn><PgDn><PgDn>",
		"<Tab><Tab><BackTab>", "<PgDn><PgDn><PgDn><PgUp><Up>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct grid g = grid_of(25, 40);

		grid_scroll(&g, area);
		press(&g, scripts[i]);
		assert_true(g.row >= g.top && g.row < g.top + g.shown_rows);
		assert_true(g.col >= g.left && g.col < g.left + g.shown_cols);
		assert_int_equal(g.shown_rows, 10);
		assert_int_equal(g.shown_cols, 10);
	}
}

static void
a_smaller_grid_takes_the_cursor_along(void **state)
{
	struct grid g = grid_of(25, 40);

	(void)state;
	grid_scroll(&g, area);
	press(&g, "<End><PgDn><PgDn><PgDn>");
	grid_begin_select(&g, GRID_RECTANGLE);
	g.rows = 12;
	g.cols = 5;
	grid_scroll(&g, area);
	assert_int_equal(g.row, 11);
	assert_int_equal(g.col, 4);
	/* Nothing is left empty that could show something. */
	assert_int_equal(g.top, 2);
	assert_int_equal(g.left, 0);
	assert_int_equal(g.select, GRID_ONE);
	g.rows = g.cols = 0;
	grid_scroll(&g, area);
	assert_int_equal(g.shown_rows, 0);
	assert_true(grid_key(&g, TK_DOWN));
	assert_int_equal(g.row, 0);
}

static void
a_rectangle_runs_from_the_anchor_any_way(void **state)
{
	struct grid g = grid_of(25, 40);

	(void)state;
	grid_scroll(&g, area);
	press(&g, "<Down><Down><Down><Right><Right>");
	assert_range(&g, 3, 2, 1, 1);
	grid_begin_select(&g, GRID_RECTANGLE);
	assert_range(&g, 3, 2, 1, 1);
	press(&g, "<Down><Right><Right>");
	assert_range(&g, 3, 2, 2, 3);
	press(&g, "<Up><Up><Left><Left><Left>");
	assert_range(&g, 2, 1, 2, 2);
	grid_begin_select(&g, GRID_RECTANGLE);
	assert_range(&g, 2, 1, 1, 1);
}

static void
whole_rows_and_columns_reach_past_the_view(void **state)
{
	struct grid g = grid_of(25, 40);

	(void)state;
	grid_scroll(&g, area);
	press(&g, "<Down><Right>");
	grid_begin_select(&g, GRID_WHOLE_COLUMNS);
	assert_range(&g, 0, 1, 25, 1);
	press(&g, "<Right>");
	assert_range(&g, 0, 1, 25, 2);
	/* The other way keeps the anchor. */
	grid_begin_select(&g, GRID_WHOLE_ROWS);
	assert_range(&g, 1, 0, 1, 40);
	press(&g, "<Down>");
	assert_range(&g, 1, 0, 2, 40);
}

/* ---- drawing ---- */

static void
row_head(void *ctx, size_t row, struct buf *out)
{
	(void)ctx;
	buf_addf(out, "row %zu", row);
}

static void
col_head(void *ctx, size_t col, struct buf *group, struct buf *name)
{
	(void)ctx;
	buf_adds(group, col < 2 ? "Starting out" : "Files");
	buf_addf(name, "%02zu", col);
}

static void
cell(void *ctx, size_t row, size_t col, struct buf *out, enum role_look *look)
{
	(void)ctx;
	(void)look;
	buf_addf(out, "%zu", row + col);
}

static void
a_group_is_cut_where_the_next_begins(void **state)
{
	struct grid g = grid_of(2, 5);

	(void)state;
	g.row_head = row_head;
	g.col_head = col_head;
	g.cell = cell;
	grid_scroll(&g, area);
	term_clear();
	grid_draw(&g, area);
	assert_int_equal(screen_drive_find("          Start Files"), 0);
	assert_int_equal(screen_drive_find("          00 01 02 03 04"), 1);
	assert_int_equal(screen_drive_find("row 0     0  1  2  3  4"), 2);
	assert_int_equal(screen_drive_find("row 1     1  2  3  4  5"), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_move_and_stop_at_the_edges),
		cmocka_unit_test(other_keys_are_left_to_the_screen),
		cmocka_unit_test(the_cursor_is_always_in_view),
		cmocka_unit_test(a_smaller_grid_takes_the_cursor_along),
		cmocka_unit_test(a_rectangle_runs_from_the_anchor_any_way),
		cmocka_unit_test(whole_rows_and_columns_reach_past_the_view),
		cmocka_unit_test(a_group_is_cut_where_the_next_begins),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
