/* SPDX-License-Identifier: ISC */
/* One report as text on pages, as CSV and as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/render.h"

enum { WIDTH = 80, PAGE = 60 };

static const struct report_column columns[] = {
	{ "reference", "Ref", 8, false }, { "name", "Name", 0, false },
	{ "hidden", "Hidden", REPORT_HIDDEN, false },
	{ "done", "Done", 5, true },
};

static void
row(struct report *r, const char *ref, const char *name, const char *done)
{
	report_cell(r, "%s", ref);
	report_cell(r, "%s", name);
	report_cell(r, "%s", "only for programs");
	report_cell(r, "%s", done);
}

static void
begin(struct report *r)
{
	report_init(r, "class", "Class report");
	r->origin.academy = xstrdup("Example Coding Academy");
	r->origin.as_at = xstrdup("23 Nov 2026");
	r->origin.as_on = xstrdup("2026-11-23");
	r->origin.head = xstrdup("000012-abcdef");
	r->origin.sheet = xstrdup("7");
	r->origin.footer = xstrdup("Keep in the office.");
	report_section(r, "class", "");
	report_table(r, columns, ARRAY_SIZE(columns), true);
}

/* The wanted line of a text, from 0, into line. */
static const char *
line_of(const char *text, size_t wanted, char line[512])
{
	size_t len;

	for (; wanted > 0; wanted--) {
		text = strchr(text, '\n');
		assert_non_null(text);
		text++;
	}
	len = strcspn(text, "\n");
	assert_true(len < 512);
	memcpy(line, text, len);
	line[len] = '\0';
	return line;
}

static size_t
count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

static void
render(const struct report *r, enum report_format format, bool sheet,
       struct buf *out)
{
	buf_init(out);
	report_render(r, format, sheet, out);
}

static void
columns_line_up_whatever_the_script(void **state)
{
	static const char *const names[] = {
		"Nia Example", "李 例", "Nguyễn Văn Mẫu", "Zoe\xcc\x88 Sample",
	};
	struct report r;
	struct buf out;
	char line[512];

	(void)state;
	begin(&r);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		row(&r, "ABC-0001", names[i], "12");
	render(&r, FORMAT_TEXT, false, &out);
	assert_int_equal(utf8_width(line_of(out.ptr, 0, line)), WIDTH);
	assert_null(strstr(line, "Hidden"));
	assert_int_equal(utf8_width(line_of(out.ptr, 1, line)), WIDTH);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		line_of(out.ptr, 2 + i, line);
		assert_int_equal(utf8_width(line), WIDTH);
		assert_non_null(strstr(line, names[i]));
		assert_string_equal(line + strlen(line) - 2, "12");
	}
	assert_null(strstr(out.ptr, "only for programs"));
	buf_release(&out);
	report_release(&r);
}

static void
a_long_cell_is_wrapped_in_its_column(void **state)
{
	struct report r;
	struct buf out;
	char line[512];

	(void)state;
	begin(&r);
	row(&r, "ABC-0001", "A name of so many words that it cannot be on one "
	    "line of the table and goes on below", "3");
	row(&r, "ABC-0002",
	    "Unbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbroken"
	    "unbroken", "4");
	render(&r, FORMAT_TEXT, false, &out);
	for (size_t i = 0; i < 6; i++)
		assert_true(utf8_width(line_of(out.ptr, i, line)) <= WIDTH);
	/* The second line of the first name, below the name. */
	assert_int_equal(strspn(line_of(out.ptr, 3, line), " "), 10);
	assert_non_null(strstr(out.ptr, "ABC-0002"));
	buf_release(&out);
	report_release(&r);
}

static void
check_page(const char *page, const char *number)
{
	char line[512];

	line_of(page, 0, line);
	assert_int_equal(strncmp(line, "Class report", 12), 0);
	assert_non_null(strstr(line, "Example Coding Academy"));
	assert_int_equal(utf8_width(line), WIDTH);
	assert_string_equal(line_of(page, 2, line), "");
	/* The heading is on every page, and no page begins with a gap. */
	assert_int_equal(strncmp(line_of(page, 3, line), "Ref ", 4), 0);
	assert_int_equal(strncmp(line_of(page, 4, line), "----", 4), 0);
	assert_string_equal(line_of(page, PAGE - 2, line),
			    "Keep in the office.");
	line_of(page, PAGE - 1, line);
	assert_non_null(strstr(line, "Sheet 7  as at 23 Nov 2026  "
				     "000012-abcdef"));
	assert_string_equal(line + strlen(line) - strlen(number), number);
	assert_int_equal(utf8_width(line), WIDTH);
}

static void
pages_are_sixty_lines(void **state)
{
	struct report r;
	struct buf out;
	char *page, *next;
	char ref[16];

	(void)state;
	begin(&r);
	for (int i = 0; i < 120; i++) {
		snprintf(ref, sizeof(ref), "ABC-%04d", i);
		row(&r, ref, "Nia Example", "1");
	}
	render(&r, FORMAT_TEXT, true, &out);
	assert_int_equal(count_of(out.ptr, "\f"), 2);
	page = out.ptr;
	for (int i = 1; i <= 3; i++) {
		char number[32];

		next = strchr(page, '\f');
		if (next != NULL)
			*next = '\0';
		assert_int_equal(count_of(page, "\n"), PAGE);
		snprintf(number, sizeof(number), "page %d of 3", i);
		check_page(page, number);
		/* 53 rows below the heading, and what is left on the third. */
		assert_int_equal(count_of(page, "ABC-"), i < 3 ? 53 : 14);
		page = next != NULL ? next + 1 : page;
	}
	buf_release(&out);
	report_release(&r);
}

static void
groups_are_apart_but_never_open_a_page(void **state)
{
	struct report r;
	struct buf out;
	char line[512];

	(void)state;
	begin(&r);
	for (int i = 0; i < 53; i++)
		row(&r, "ABC-0001", "Nia Example", "1");
	report_group(&r);
	row(&r, "ABC-0002", "Jo Sample", "2");
	report_group(&r);
	row(&r, "ABC-0003", "Al Sample", "2");
	render(&r, FORMAT_TEXT, true, &out);
	assert_int_equal(count_of(out.ptr, "\f"), 1);
	assert_non_null(strstr(strchr(out.ptr, '\f'), "page 2 of 2"));
	check_page(strchr(out.ptr, '\f') + 1, "page 2 of 2");
	line_of(strchr(out.ptr, '\f') + 1, 5, line);
	assert_int_equal(strncmp(line, "ABC-0002", 8), 0);
	assert_string_equal(line_of(strchr(out.ptr, '\f') + 1, 6, line), "");
	buf_release(&out);
	report_release(&r);
}

/* A heading stays with what it is the heading of. */
static void
a_heading_is_never_the_last_of_a_page(void **state)
{
	char line[512];

	(void)state;
	for (int rows = 44; rows < 56; rows++) {
		struct report r;
		struct buf out;
		const char *second;

		begin(&r);
		for (int i = 0; i < rows; i++)
			row(&r, "ABC-0001", "Nia Example", "1");
		report_section(&r, "more", "More of them");
		report_table(&r, columns, ARRAY_SIZE(columns), false);
		row(&r, "ABC-0002", "Jo Sample", "2");
		render(&r, FORMAT_TEXT, true, &out);
		second = strchr(out.ptr, '\f');
		if (second != NULL && strstr(second, "ABC-0002") != NULL &&
		    strstr(second, "ABC-0001") == NULL) {
			assert_string_equal(line_of(second + 1, 3, line),
					    "More of them");
			assert_int_equal(count_of(out.ptr, "More of"), 1);
		}
		buf_release(&out);
		report_release(&r);
	}
}

static void
an_empty_sheet_has_one_page(void **state)
{
	struct report r;
	struct buf out;

	(void)state;
	report_init(&r, "attention", "Needs attention");
	render(&r, FORMAT_TEXT, true, &out);
	assert_int_equal(count_of(out.ptr, "\n"), PAGE);
	assert_non_null(strstr(out.ptr, "page 1 of 1"));
	buf_release(&out);
	report_release(&r);
}

static void
csv_is_the_main_table_and_runs_nothing(void **state)
{
	struct report r;
	struct buf out;
	struct csv csv;
	struct err err;

	(void)state;
	begin(&r);
	report_field(&r, "students", "Students", "%d", 2);
	row(&r, "ABC-0001", "=HYPERLINK(\"x\")", "-1");
	row(&r, "ABC-0002", "Comma, \"quote\"", "+1");
	report_section(&r, "other", "Other");
	report_table(&r, columns + 1, 1, false);
	report_cell(&r, "%s", "not in CSV");
	render(&r, FORMAT_CSV, true, &out);
	assert_null(strchr(out.ptr, '\f'));
	assert_null(strstr(out.ptr, "not in CSV"));
	assert_int_equal(csv_parse(out.ptr, out.len, &csv, &err), RC_OK);
	assert_int_equal(csv.count, 3);
	assert_string_equal(csv_text(&csv.rows[0], 0), "reference");
	assert_string_equal(csv_text(&csv.rows[0], 2), "hidden");
	assert_string_equal(csv_text(&csv.rows[1], 1), "'=HYPERLINK(\"x\")");
	assert_string_equal(csv_text(&csv.rows[1], 3), "'-1");
	assert_string_equal(csv_text(&csv.rows[2], 1), "Comma, \"quote\"");
	csv_release(&csv);
	buf_release(&out);
	report_release(&r);
}

/* Sections by reason are headings on paper, and one table in CSV. */
static void
main_tables_of_the_same_columns_are_one(void **state)
{
	struct report r;
	struct buf out;

	(void)state;
	begin(&r);
	row(&r, "ABC-0001", "Nia Example", "1");
	report_section(&r, "second", "Second");
	report_table(&r, columns, ARRAY_SIZE(columns), true);
	row(&r, "ABC-0002", "Jo Sample", "2");
	render(&r, FORMAT_CSV, false, &out);
	assert_string_equal(out.ptr,
		"reference,name,hidden,done\r\n"
		"ABC-0001,Nia Example,only for programs,1\r\n"
		"ABC-0002,Jo Sample,only for programs,2\r\n");
	buf_release(&out);
	report_release(&r);
}

static void
json_has_everything(void **state)
{
	static const char *const parts[] = {
		"\"kind\": \"class\"", "\"journal_head\": \"000012-abcdef\"",
		"\"sheet\": \"7\"", "\"as_at\": \"2026-11-23\"",
		"\"students\": \"2\"", "\"hidden\": \"only for programs\"",
		"\"name\": \"A \\\"b\\\" \\\\ c\"", "\"heading\": \"Signed\"",
		"\"One note.\"",
	};
	struct report r;
	struct buf out;

	(void)state;
	begin(&r);
	report_field(&r, "students", "Students", "%d", 2);
	row(&r, "ABC-0001", "A \"b\" \\ c", "1");
	report_section(&r, "signed", "Signed");
	report_note(&r, "One note.");
	render(&r, FORMAT_JSON, true, &out);
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		assert_non_null(strstr(out.ptr, parts[i]));
	assert_int_equal(count_of(out.ptr, "{"), count_of(out.ptr, "}"));
	assert_int_equal(count_of(out.ptr, "["), count_of(out.ptr, "]"));
	assert_null(strstr(out.ptr, ",\n}"));
	buf_release(&out);
	report_release(&r);
}

static void
an_unknown_format_is_named(void **state)
{
	enum report_format format;
	struct err err;

	(void)state;
	assert_int_equal(report_format_parse("CSV", &format, &err), RC_OK);
	assert_int_equal(format, FORMAT_CSV);
	assert_int_equal(report_format_parse("xls", &format, &err),
			 RC_INVALID);
	assert_string_equal(err.text,
			    "\"xls\" is not a format: text, csv or json.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_line_up_whatever_the_script),
		cmocka_unit_test(a_long_cell_is_wrapped_in_its_column),
		cmocka_unit_test(pages_are_sixty_lines),
		cmocka_unit_test(groups_are_apart_but_never_open_a_page),
		cmocka_unit_test(a_heading_is_never_the_last_of_a_page),
		cmocka_unit_test(an_empty_sheet_has_one_page),
		cmocka_unit_test(csv_is_the_main_table_and_runs_nothing),
		cmocka_unit_test(main_tables_of_the_same_columns_are_one),
		cmocka_unit_test(json_has_everything),
		cmocka_unit_test(an_unknown_format_is_named),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
