/* SPDX-License-Identifier: ISC */
/* A class list into the records: who a line is about, what a bad one says, and
 * all of it or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/small_academy.h"

static enum rc
plan_text(struct app *app, const char *text, const int *map,
	  struct import_plan *plan, struct err *err)
{
	struct csv csv;
	enum rc rc;

	assert_int_equal(csv_parse(text, strlen(text), &csv, err), RC_OK);
	rc = app_import_plan(app, &csv, map, plan, err);
	csv_release(&csv);
	return rc;
}

static void
import_text(struct app *app, const char *text)
{
	struct import_plan plan;
	struct err err = { .code = RC_OK };

	if (plan_text(app, text, NULL, &plan, &err) != RC_OK ||
	    app_import_apply(app, &plan, false, &err) != RC_OK)
		fail_msg("%s", err.text);
	import_plan_release(&plan);
}

static size_t
count_students(struct app *app)
{
	struct student_row *rows;
	size_t count;

	assert_int_equal(app_student_list(app, &rows, &count, NULL), RC_OK);
	mem_free(rows);
	return count;
}

static void
a_list_without_references_may_be_read_twice(void **state)
{
	static const char text[] =
		"Full name,NOMS,ULN\n"
		"Ada Invented,a0000aa,\n"
		"Bo Invented,,9000079194\n";
	struct small_academy *a = *state;
	struct import_plan plan;
	struct err err = { .code = RC_OK };

	import_text(a->app, text);
	assert_int_equal(count_students(a->app), 4);
	assert_int_equal(plan_text(a->app, text, NULL, &plan, &err), RC_OK);
	assert_int_equal(plan.same, 2);
	assert_string_equal(plan.rows[0].student.reference, "TST-0003");
	assert_string_equal(plan.rows[1].student.reference, "TST-0004");
	import_plan_release(&plan);
}

static void
what_a_line_changes_is_named(void **state)
{
	struct small_academy *a = *state;
	struct import_plan plan;
	struct err err = { .code = RC_OK };

	import_text(a->app, "name,uln,wing,languages\n"
		    "Bo Invented,9000079194,A wing,Welsh\n");
	assert_int_equal(plan_text(a->app, "name,uln,wing,languages\n"
				   "Bo Invented,9000079194,B wing,\n", NULL,
				   &plan, &err), RC_OK);
	assert_int_equal(plan.rows[0].state, IMPORT_CHANGED);
	for (size_t i = 0; i < import_column_count; i++)
		assert_int_equal((plan.rows[0].changed >> i) & 1u,
				 strcmp(import_columns[i].id, "wing") == 0);
	/* An empty cell takes nothing away. */
	assert_string_equal(plan.rows[0].student.languages, "Welsh");
	import_plan_release(&plan);
}

static void
a_free_reference_is_not_one_of_the_files_own(void **state)
{
	struct small_academy *a = *state;
	struct student student;

	import_text(a->app, "reference,name\n"
		    ",First Invented\nTST-0003,Second Invented\n");
	assert_int_equal(app_student_find(a->app, "TST-0003", &student, NULL),
			 RC_OK);
	assert_string_equal(student.name, "Second Invented");
	assert_int_equal(app_student_find(a->app, "TST-0004", &student, NULL),
			 RC_OK);
}

struct fault {
	const char *rows, *where, *sentence;
	unsigned line, column;
};

static const struct fault faults[] = {
	{ "TST-0009,,A0000AA,\n", "name",
	  "A name is needed, as the person writes it.", 2, 10 },
	{ ",A,A0000AA,\n,B,a0000aa ,\n", "prison_number",
	  "Prison number A0000AA is on line 2 too; each student may be in the "
	  "file once.", 3, 4 },
	{ "TST-1,A,,9000079194\n,B,,9000079194\n", "uln",
	  "ULN 9000079194 is on line 2 too; each student may be in the file "
	  "once.", 3, 5 },
	{ "TST-0009,Known Invented,K0000AA,\n", "reference",
	  "The student with this prison number or ULN is TST-0003 here, not "
	  "TST-0009. Correct one of them.", 2, 1 },
	{ ",\"two\nlines\",,\n", "name",
	  "This must be one line of text, without control characters.", 2, 2 },
};

static void
a_bad_line_says_where_and_what(void **state)
{
	struct small_academy *a = *state;

	import_text(a->app, "name,prison number\nKnown Invented,K0000AA\n");
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		struct buf text = BUF_INIT;
		struct import_plan plan;
		struct import_row *bad;
		struct err err = { .code = RC_OK };

		buf_addf(&text, "reference,name,prison number,uln\n%s",
			 faults[i].rows);
		assert_int_equal(plan_text(a->app, text.ptr, NULL, &plan,
					   &err), RC_OK);
		assert_int_equal(plan.bad, 1);
		bad = &plan.rows[plan.count - 1];
		assert_int_equal(bad->state, IMPORT_BAD);
		assert_string_equal(bad->err.text, faults[i].sentence);
		assert_string_equal(bad->err.where, faults[i].where);
		assert_int_equal(bad->err.line, faults[i].line);
		assert_int_equal(bad->err.column, faults[i].column);
		import_plan_release(&plan);
		buf_release(&text);
	}
}

static void
a_bad_line_still_shows_whose_it_is(void **state)
{
	struct small_academy *a = *state;
	struct import_plan plan;
	struct err err = { .code = RC_OK };

	assert_int_equal(plan_text(a->app, "reference,name\n"
				   "?,Ada Invented\n", NULL, &plan, &err),
			 RC_OK);
	assert_int_equal(plan.rows[0].state, IMPORT_BAD);
	assert_string_equal(plan.rows[0].err.where, "reference");
	assert_string_equal(plan.rows[0].student.name, "Ada Invented");
	import_plan_release(&plan);
}

static void
bad_lines_are_left_out_only_when_asked(void **state)
{
	static const char text[] = "name,date_joined\n"
				   "Ada Invented,2026-02-30\n"
				   "Bo Invented,2026-02-28\n";
	struct small_academy *a = *state;
	struct import_plan plan;
	struct err err = { .code = RC_OK };
	char summary[LINE_SIZE];

	assert_int_equal(plan_text(a->app, text, NULL, &plan, &err), RC_OK);
	assert_int_equal(app_import_apply(a->app, &plan, false, &err),
			 RC_INVALID);
	assert_int_equal(count_students(a->app), 2);
	assert_int_equal(app_import_apply(a->app, &plan, true, &err), RC_OK);
	assert_int_equal(count_students(a->app), 3);
	assert_int_equal(app_undo(a->app, summary, sizeof(summary), &err),
			 RC_OK);
	assert_int_equal(count_students(a->app), 2);
	import_plan_release(&plan);
}

/* The screen needs it, to let the person choose. */
static void
a_missing_column_leaves_the_others_mapped(void **state)
{
	struct small_academy *a = *state;
	struct import_plan plan;
	struct err err = { .code = RC_OK };
	int map[16];

	assert_int_equal(plan_text(a->app, "who,wing\nAda Invented,A\n", NULL,
				   &plan, &err), RC_INVALID);
	assert_string_equal(err.where, "name");
	for (size_t i = 0; i < import_column_count; i++)
		assert_int_equal(plan.map[i],
				 strcmp(import_columns[i].id, "wing") == 0
					 ? 1 : -1);
	memcpy(map, plan.map, sizeof(map));
	map[1] = 0;
	import_plan_release(&plan);
	assert_int_equal(plan_text(a->app, "who,wing\nAda Invented,A\n", map,
				   &plan, &err), RC_OK);
	assert_string_equal(plan.rows[0].student.name, "Ada Invented");
	import_plan_release(&plan);
}

static void
a_file_does_not_decide_how_much_memory_is_used(void **state)
{
	struct small_academy *a = *state;
	struct buf text = BUF_INIT;
	struct import_plan plan;
	struct err err = { .code = RC_OK };

	buf_adds(&text, "name\n");
	for (int i = 0; i <= IMPORT_MAX_ROWS; i++)
		buf_adds(&text, "x\n");
	assert_int_equal(plan_text(a->app, text.ptr, NULL, &plan, &err),
			 RC_INVALID);
	assert_string_equal(err.text, "The file has more than 2000 students; "
				      "split it, and read each part.");
	import_plan_release(&plan);
	buf_release(&text);
}

int
main(void)
{
#define WITH_ACADEMY(test) \
	cmocka_unit_test_setup_teardown(test, small_academy_set_up, \
					small_academy_tear_down)
	const struct CMUnitTest tests[] = {
		WITH_ACADEMY(a_list_without_references_may_be_read_twice),
		WITH_ACADEMY(what_a_line_changes_is_named),
		WITH_ACADEMY(a_free_reference_is_not_one_of_the_files_own),
		WITH_ACADEMY(a_bad_line_says_where_and_what),
		WITH_ACADEMY(a_bad_line_still_shows_whose_it_is),
		WITH_ACADEMY(bad_lines_are_left_out_only_when_asked),
		WITH_ACADEMY(a_missing_column_leaves_the_others_mapped),
		WITH_ACADEMY(a_file_does_not_decide_how_much_memory_is_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
