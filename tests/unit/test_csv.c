/* SPDX-License-Identifier: ISC */
/* RFC 4180 both ways, with the place of each cell and of each fault. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"

/* Rows joined by '|', cells by '~'. */
static void
reads_as(const char *data, const char *expected)
{
	struct buf seen = BUF_INIT;
	struct csv csv;
	struct err err;

	if (csv_parse(data, strlen(data), &csv, &err) != RC_OK)
		fail_msg("%s: %s", data, err.text);
	for (size_t i = 0; i < csv.count; i++) {
		if (i > 0)
			buf_addc(&seen, '|');
		for (size_t j = 0; j < csv.rows[i].count; j++) {
			buf_adds(&seen, j > 0 ? "~" : "");
			buf_adds(&seen, csv_text(&csv.rows[i], j));
		}
	}
	assert_string_equal(seen.ptr, expected);
	buf_release(&seen);
	csv_release(&csv);
}

static void
every_programs_dialect_is_read(void **state)
{
	(void)state;
	reads_as("a,b\r\n1,2\r\n", "a~b|1~2");
	reads_as("a,b\n1,2", "a~b|1~2");
	reads_as("a,b\r\n1,2\r", "a~b|1~2");
	reads_as("\xef\xbb\xbf" "a;b\n1,5;2\n", "a~b|1,5~2");
	reads_as("a\tb\n1,5\t2;3\n", "a~b|1,5~2;3");
	reads_as("a\n1\n\n\r\n2\n", "a|1|2");
	reads_as("a,b\n,\n1,\n", "a~b|~|1~");
	reads_as("a,b\n1\n1,2,3\n", "a~b|1|1~2~3");
	reads_as("a,b\n 1 , 2 \n", "a~b| 1 ~ 2 ");
}

static void
quoted_cells_hold_anything(void **state)
{
	(void)state;
	reads_as("a,b\n\"x,y\",\"say \"\"yes\"\"\"\n", "a~b|x,y~say \"yes\"");
	reads_as("a,b\n\"two\r\nlines\",\"\"\n", "a~b|two\r\nlines~");
	reads_as("\"a\",\"b\"\r\n\"1\",\"2\"", "a~b|1~2");
}

/* The separator is looked for outside the quotation marks. */
static void
a_quoted_heading_does_not_mislead(void **state)
{
	(void)state;
	reads_as("\"name; full\",b\n1;2,3\n", "name; full~b|1;2~3");
	reads_as("\"name, \"\"full\"\"\";b\n1,2;3\n",
		 "name, \"full\"~b|1,2~3");
	reads_as("\"two\nlines\",b\n1,2\n", "two\nlines~b|1~2");
}

/* Columns are counted in characters, lines through quoted line ends. */
static void
each_cell_knows_its_place(void **state)
{
	static const char data[] = "\xef\xbb\xbfname,note\n"
				   "Zo\xc3\xab,\"one\ntwo\",x\n"
				   "\nlast,y\n";
	struct csv csv;
	struct err err;

	(void)state;
	assert_int_equal(csv_parse(data, sizeof(data) - 1, &csv, &err), RC_OK);
	assert_int_equal(csv.count, 3);
	assert_int_equal(csv.rows[0].cells[0].column, 1);
	assert_int_equal(csv.rows[0].cells[1].column, 6);
	assert_int_equal(csv.rows[1].cells[1].line, 2);
	assert_int_equal(csv.rows[1].cells[1].column, 5);
	assert_int_equal(csv.rows[1].cells[2].line, 3);
	assert_int_equal(csv.rows[1].cells[2].column, 6);
	assert_int_equal(csv.rows[2].line, 5);
	assert_int_equal(csv.rows[2].cells[1].column, 6);
	assert_string_equal(csv_text(&csv.rows[2], 7), "");
	csv_release(&csv);
}

static void
refuses(const char *data, size_t size, unsigned line, unsigned column,
	const char *sentence)
{
	struct csv csv;
	struct err err;

	assert_int_equal(csv_parse(data, size, &csv, &err), RC_INVALID);
	assert_string_equal(err.text, sentence);
	assert_int_equal(err.line, line);
	assert_int_equal(err.column, column);
	assert_null(csv.rows);
	assert_int_equal(csv_parse(data, size, &csv, NULL), RC_INVALID);
}

#define REFUSES(data, line, column, sentence) \
	refuses(data, sizeof(data) - 1, line, column, sentence)
#define NOT_TEXT "The file is not plain text in UTF-8; save it as " \
	"\"CSV UTF-8\" and try again."
#define EMPTY "The file is empty; the first line must name the columns."

static void
what_would_need_guessing_is_refused_with_its_place(void **state)
{
	(void)state;
	REFUSES("a,b\n1,\"2\n3,4\n", 2, 3, "Line 2, column 3: the quotation "
		"mark opened here is never closed.");
	REFUSES("a,b\n\"1\"x,2\n", 2, 4, "Line 2, column 4: there is text "
		"after a closing quotation mark.");
	REFUSES("a,b\n1,2 \"x\"\n", 2, 5, "Line 2, column 5: a cell with a "
		"quotation mark must be quoted as a whole.");
	REFUSES("a,b\n1,\xe9\n", 0, 0, NOT_TEXT);
	REFUSES("a,b\n1,\0\n", 0, 0, NOT_TEXT);
	REFUSES("", 0, 0, EMPTY);
	REFUSES("\xef\xbb\xbf", 0, 0, EMPTY);
	REFUSES("\r\n\n\n", 0, 0, EMPTY);
}

static void
what_is_too_large_is_refused(void **state)
{
	char *data = xmalloc(CSV_MAX_BYTES + 1);
	struct csv csv;
	struct err err;

	(void)state;
	memset(data, 'a', CSV_MAX_BYTES + 1);
	refuses(data, CSV_MAX_BYTES + 1, 0, 0,
		"The file is larger than 16 MB.");
	memset(data, ',', CSV_MAX_COLUMNS);
	refuses(data, CSV_MAX_COLUMNS, 1, CSV_MAX_COLUMNS + 1,
		"Line 1, column 257: there are too many columns.");
	assert_int_equal(csv_parse(data, CSV_MAX_COLUMNS - 1, &csv, &err),
			 RC_OK);
	assert_int_equal(csv.rows[0].count, CSV_MAX_COLUMNS);
	csv_release(&csv);
	mem_free(data);
}

static void
writes_as(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	csv_write_cell(&out, text, 1);
	assert_string_equal(out.ptr, expected);
	buf_release(&out);
}

static void
cells_are_quoted_only_when_they_must_be(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	writes_as("", "");
	writes_as("Ana Example", "Ana Example");
	writes_as("a,b", "\"a,b\"");
	writes_as("a;b", "\"a;b\"");
	writes_as("say \"yes\"", "\"say \"\"yes\"\"\"");
	writes_as("two\nlines", "\"two\nlines\"");
	writes_as("\xef\xbb\xbfx", "\"\xef\xbb\xbfx\"");
	csv_write_cell(&out, "1", 1);
	csv_write_cell(&out, "", 0);
	csv_write_cell(&out, "2", 0);
	csv_write_end(&out);
	assert_string_equal(out.ptr, "1,,2\r\n");
	buf_release(&out);
}

/* A student's note must not become a command on head office's desk. */
static void
a_formula_is_written_as_text(void **state)
{
	(void)state;
	writes_as("=1+1", "\"'=1+1\"");
	writes_as("+44", "\"'+44\"");
	writes_as("-2", "\"'-2\"");
	writes_as("@SUM(A1)", "\"'@SUM(A1)\"");
	writes_as("\t=1", "\"'\t=1\"");
	writes_as("\r=1", "\"'\r=1\"");
	writes_as("=\"x\"", "\"'=\"\"x\"\"\"");
	writes_as("1=1", "1=1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_programs_dialect_is_read),
		cmocka_unit_test(quoted_cells_hold_anything),
		cmocka_unit_test(a_quoted_heading_does_not_mislead),
		cmocka_unit_test(each_cell_knows_its_place),
		cmocka_unit_test(
			what_would_need_guessing_is_refused_with_its_place),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(cells_are_quoted_only_when_they_must_be),
		cmocka_unit_test(a_formula_is_written_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
