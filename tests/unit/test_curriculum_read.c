/* SPDX-License-Identifier: ISC */
/* A curriculum from a table: whole and in order, or refused where it is
 * wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "model/curriculum.h"

#define HEAD "code,parent,kind,title,hours,required,prerequisites,evidence\n"
#define TOP "WEB,,COURSE,Web development\nHTML,WEB,MODULE,Pages\n"

static enum rc
read_text(const char *text, struct curriculum *c, struct err *err)
{
	struct csv csv;
	enum rc rc = csv_parse(text, strlen(text), &csv, err);

	if (rc == RC_OK) {
		rc = curriculum_read(&csv, c, err);
		csv_release(&csv);
	}
	return rc;
}

static void
a_table_in_any_order_becomes_a_tree_in_order(void **state)
{
	static const char text[] =
		"evidence;title;Kind;parent;code;prerequisites;hours;required\n"
		";Links;unit;HTML;HTML-02;HTML-01;0.5;no\n"
		";Pages;module;WEB;HTML;;;\n"
		"seen open;First page;UNIT;HTML;HTML-01;;1.25;yes\n"
		";Styles;MODULE;WEB;CSS\n"
		";Web;course;;WEB\n";
	static const struct {
		const char *code;
		size_t parent;
		int depth, hours_min;
		bool required;
	} rows[] = {
		{ "WEB", SIZE_MAX, 0, 0, true }, { "HTML", 0, 1, 0, true },
		{ "HTML-02", 1, 2, 30, false }, { "HTML-01", 1, 2, 75, true },
		{ "CSS", 0, 1, 0, true },
	};
	struct curriculum c;
	struct err err;

	(void)state;
	assert_int_equal(read_text(text, &c, &err), RC_OK);
	assert_int_equal(c.count, ARRAY_SIZE(rows));
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_string_equal(c.items[i].code, rows[i].code);
		assert_int_equal(c.items[i].position, (int)i);
		assert_true(c.parent[i] == rows[i].parent);
		assert_int_equal(c.items[i].depth, rows[i].depth);
		assert_int_equal(c.items[i].hours_min, rows[i].hours_min);
		assert_int_equal(c.items[i].required, rows[i].required);
	}
	assert_string_equal(c.items[3].evidence, "seen open");
	assert_string_equal(c.items[2].prerequisites, "HTML-01");
	curriculum_release(&c);
}

struct fault {
	const char *rows, *where;
	unsigned line, column;
	const char *sentence;
};

static const struct fault faults[] = {
	{ "html,,COURSE,Web\n", "code", 2, 1,
	  "Line 2, column 1 (code): A code has 1 to 16 capital letters, "
	  "digits, hyphens or dots, for example HTML-03." },
	{ "WEB,,COURSE,\n", "title", 2, 13,
	  "Line 2, column 13 (title): A title is needed." },
	{ TOP "U,HTML,\x1b[2J,A\n", "kind", 4, 8,
	  "Line 4, column 8 (kind): \"?[2J\" is not a kind of item. It may be: "
	  "COURSE, MODULE, UNIT, PROJECT." },
	{ TOP "U,HTML,UNIT,A,1.3\n", "hours", 4, 15,
	  "Line 4, column 15 (hours): Hours are a number from 0 to 500, in "
	  "quarters, for example 3 or 1.5." },
	{ TOP "U,HTML,UNIT,A,1,maybe\n", "required", 4, 17,
	  "Line 4, column 17 (required): \"maybe\" should be yes or no." },
	{ TOP "HTML,WEB,MODULE,Again\n", "code", 4, 1,
	  "Line 4, column 1 (code): the code HTML is used twice." },
	{ TOP "U,CSS,UNIT,A\n", "parent", 4, 3,
	  "Line 4, column 3 (parent): the parent \"CSS\" is not in the "
	  "file." },
	{ TOP "U,WEB,UNIT,A\n", "parent", 4, 3,
	  "Line 4, column 3 (parent): a Unit cannot stand in a Course: a "
	  "course holds modules, a module holds units and projects." },
	{ TOP "M,M,MODULE,Itself\n", "parent", 4, 3,
	  "Line 4, column 3 (parent): a Module cannot stand in a Module: a "
	  "course holds modules, a module holds units and projects." },
	{ TOP "TWO,,COURSE,Another\n", "parent", 4, 5,
	  "Line 4, column 5 (parent): there is a second course; import each "
	  "on its own." },
	{ "WEB,WEB,COURSE,Web\n", "parent", 2, 5,
	  "Line 2, column 5 (parent): a course has no parent; leave this "
	  "empty." },
	{ TOP "U,HTML,UNIT,A,1,,\"V, W\"\n", "prerequisites", 4, 18,
	  "Line 4, column 18 (prerequisites): \"V,\" is not the code of an item. "
	  "Codes are separated by spaces." },
	{ TOP "U,HTML,UNIT,A,1,,HTML\n", "prerequisites", 4, 18,
	  "Line 4, column 18 (prerequisites): HTML is not a unit or a "
	  "project." },
	{ "", "kind", 0, 0,
	  "There is no course in the file: one line has the kind COURSE and "
	  "no parent." },
};

static void
a_fault_is_told_with_its_place_and_what_would_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		struct buf text = BUF_INIT;
		struct curriculum c;
		struct err err;

		buf_addf(&text, HEAD "%s", faults[i].rows);
		assert_int_equal(read_text(text.ptr, &c, &err), RC_INVALID);
		assert_string_equal(err.text, faults[i].sentence);
		assert_string_equal(err.where, faults[i].where);
		assert_int_equal(err.line, faults[i].line);
		assert_int_equal(err.column, faults[i].column);
		assert_null(c.items);
		assert_int_equal(read_text(text.ptr, &c, NULL), RC_INVALID);
		buf_release(&text);
	}
}

/* Two students would wait for ever; the line shown must be one to mend, not
 * one that only leads there. */
static void
a_circle_is_shown_at_an_item_that_is_in_it(void **state)
{
	static const char text[] =
		HEAD TOP
		"A,HTML,UNIT,Leads there,,,B\n"
		"B,HTML,UNIT,In it,,,C\n"
		"C,HTML,UNIT,In it too,,,B\n";
	struct curriculum c;
	struct err err;

	(void)state;
	assert_int_equal(read_text(text, &c, &err), RC_INVALID);
	assert_string_equal(err.text,
			    "Line 5, column 21 (prerequisites): B waits for "
			    "itself: its prerequisites go round in a circle.");
	assert_int_equal(err.line, 5);
	assert_int_equal(read_text(HEAD TOP "A,HTML,UNIT,Me,,,A\n", &c, &err),
			 RC_INVALID);
	assert_non_null(strstr(err.text, "A waits for itself"));
}

/* Two ways to one item are no circle. */
static void
a_diamond_of_prerequisites_is_accepted(void **state)
{
	static const char text[] =
		HEAD TOP
		"D,HTML,UNIT,Last,,,B  C A \n"
		"B,HTML,UNIT,One way,,,A\n"
		"C,HTML,UNIT,Another,,,A\n"
		"A,HTML,UNIT,First\n";
	struct curriculum c;
	struct err err;

	(void)state;
	assert_int_equal(read_text(text, &c, &err), RC_OK);
	assert_int_equal(c.count, 6);
	curriculum_release(&c);
}

static void
the_heading_line_is_checked_with_its_place(void **state)
{
	struct curriculum c;
	struct err err;

	(void)state;
	assert_int_equal(read_text("code,kind,title\n", &c, &err), RC_INVALID);
	assert_string_equal(err.text,
			    "Line 1: there is no column \"parent\". The columns "
			    "are: code, parent, kind, title, hours, required, "
			    "prerequisites, evidence.");
	assert_string_equal(err.where, "parent");
	assert_int_equal(err.line, 1);
	assert_int_equal(read_text("code,parent,kind,title,Code\n", &c, &err),
			 RC_INVALID);
	assert_string_equal(err.text, "Line 1, column 24 (code): this column "
				      "is there twice; remove one.");
	assert_int_equal(err.column, 24);
}

static void
evidence_may_have_lines_but_not_no_end(void **state)
{
	struct buf text = BUF_INIT;
	struct curriculum c;
	struct err err;

	(void)state;
	buf_adds(&text, HEAD "WEB,,COURSE,Web,,,,\"two\nlines");
	buf_pad(&text, 'x', 958);
	buf_adds(&text, "\"\n");
	assert_int_equal(read_text(text.ptr, &c, &err), RC_OK);
	assert_non_null(strstr(c.items[0].evidence, "two\nlinesxxx"));
	curriculum_release(&c);
	buf_reset(&text);
	buf_adds(&text, HEAD "WEB,,COURSE,Web,,,,");
	buf_pad(&text, 'x', 968);
	assert_int_equal(read_text(text.ptr, &c, &err), RC_INVALID);
	assert_string_equal(err.text,
			    "Line 2, column 20 (evidence): This is too long; "
			    "240 characters always fit.");
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_in_any_order_becomes_a_tree_in_order),
		cmocka_unit_test(
			a_fault_is_told_with_its_place_and_what_would_do),
		cmocka_unit_test(a_circle_is_shown_at_an_item_that_is_in_it),
		cmocka_unit_test(a_diamond_of_prerequisites_is_accepted),
		cmocka_unit_test(the_heading_line_is_checked_with_its_place),
		cmocka_unit_test(evidence_may_have_lines_but_not_no_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
