/* SPDX-License-Identifier: ISC */
/* Any table that is written reads back, cell for cell. */
#include "tests/property/property.h"

#include <string.h>

#include "base/csv.h"
#include "base/mem.h"

enum { ROUNDS = 4000, MAX_ROWS = 5, MAX_CELLS = 4 };

struct table {
	size_t rows, columns;
	char *cells[MAX_ROWS][MAX_CELLS];
};

static char *
any_text(struct property *p)
{
	static const char *const pieces[] = {
		",", ";", "\t", "\r", "\n", "\r\n", "\"", "'", "=", "+", "-",
		"@", " ", "a", "Zo\xc3\xab", "\xe6\x9d\x8e", "0",
		"\xf0\x9f\x98\x80", "\xef\xbb\xbf", "\\",
	};
	struct buf text = BUF_INIT;

	for (uint32_t n = property_below(p, 6); n > 0; n--)
		buf_adds(&text, pieces[property_below(p, ARRAY_SIZE(pieces))]);
	return buf_detach(&text);
}

static void
table_fill(struct table *t, struct property *p)
{
	t->rows = 1 + property_below(p, MAX_ROWS);
	t->columns = 1 + property_below(p, MAX_CELLS);
	for (size_t i = 0; i < t->rows; i++)
		for (size_t j = 0; j < t->columns; j++)
			t->cells[i][j] = any_text(p);
}

static void
table_release(struct table *t)
{
	for (size_t i = 0; i < t->rows; i++)
		for (size_t j = 0; j < t->columns; j++)
			mem_free(t->cells[i][j]);
}

static void
table_write(const struct table *t, struct buf *out)
{
	for (size_t i = 0; i < t->rows; i++) {
		for (size_t j = 0; j < t->columns; j++)
			csv_write_cell(out, t->cells[i][j], j == 0);
		csv_write_end(out);
	}
}

/* The one change: an apostrophe before what would run as a formula. */
static int
is_same(const char *read, const char *written)
{
	if (written[0] != '\0' && strchr("=+-@\t\r", written[0]) != NULL)
		return read[0] == '\'' && strcmp(read + 1, written) == 0;
	return strcmp(read, written) == 0;
}

/* A single empty cell is an empty line, which readers skip. */
static int
is_blank(const struct table *t, size_t row)
{
	return t->columns == 1 && t->cells[row][0][0] == '\0';
}

static void
compare(struct property *p, unsigned round, const struct table *t,
	const struct csv *csv)
{
	size_t at = 0;

	for (size_t i = 0; i < t->rows; i++) {
		if (is_blank(t, i))
			continue;
		property_holds(p, round, at < csv->count);
		property_holds(p, round, csv->rows[at].count == t->columns);
		for (size_t j = 0; j < t->columns; j++)
			property_holds(p, round,
				       is_same(csv_text(&csv->rows[at], j),
					       t->cells[i][j]));
		at++;
	}
	property_holds(p, round, at == csv->count);
}

static void
what_is_written_reads_back(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct buf out = BUF_INIT;
		struct table t;
		struct csv csv;
		struct err err;

		table_fill(&t, &p);
		table_write(&t, &out);
		if (csv_parse(out.ptr, out.len, &csv, &err) == RC_OK) {
			compare(&p, round, &t, &csv);
			csv_release(&csv);
		} else {
			property_holds(&p, round, is_blank(&t, 0));
		}
		table_release(&t);
		buf_release(&out);
	}
}

/* No cell that a spreadsheet opens starts with what it would run. */
static void
no_formula_is_ever_written(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		char *text = any_text(&p);
		struct buf out = BUF_INIT;
		const char *start;

		csv_write_cell(&out, text, 1);
		start = out.ptr[0] == '"' ? out.ptr + 1 : out.ptr;
		property_holds(&p, round, *start == '\0' ||
			       strchr("=+-@\t\r", *start) == NULL);
		buf_release(&out);
		mem_free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(no_formula_is_ever_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
