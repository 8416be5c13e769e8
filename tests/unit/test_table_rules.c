/* SPDX-License-Identifier: ISC */
/* A new table says what a person asking for their record is given, and what an
 * erasure does to it; and it has the key that undo needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "store/query.h"
#include "store/table_rules.h"
#include "tests/support/small_academy.h"

static size_t
rules_of(const char *table)
{
	size_t found = 0;

	for (size_t i = 0; i < table_rule_count; i++)
		if (strcmp(table_rules[i].table, table) == 0) {
			found++;
			assert_true(table_rules[i].subject_access[0] != '\0');
			assert_true(table_rules[i].erasure[0] != '\0');
		}
	return found;
}

static void
every_table_has_one_rule(void **state)
{
	struct small_academy *a = *state;
	sqlite3_stmt *stmt = NULL;
	size_t tables = 0;

	assert_int_equal(sqlite3_prepare_v2(a->app->store->db,
		"SELECT name FROM sqlite_schema WHERE type='table'", -1,
		&stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0);

		if (rules_of(name) != 1)
			fail_msg("%s has %zu rules in table_rules.c", name,
				 rules_of(name));
		tables++;
	}
	sqlite3_finalize(stmt);
	assert_int_equal(tables, table_rule_count);
}

/* The session extension passes over a table without one, without a word. */
static void
every_table_has_a_key(void **state)
{
	struct small_academy *a = *state;

	for (size_t i = 0; i < table_rule_count; i++) {
		char sql[120];

		snprintf(sql, sizeof(sql), "SELECT count(*) FROM"
			 " pragma_table_info('%s') WHERE pk>0",
			 table_rules[i].table);
		if (sql_number(a, sql) == 0)
			fail_msg("%s has no primary key",
				 table_rules[i].table);
	}
}

/* Whose rows an erasure deletes must be found by the student. */
static void
what_is_deleted_names_the_student(void **state)
{
	struct small_academy *a = *state;

	for (size_t i = 0; i < table_rule_count; i++) {
		char sql[160];

		if (strcmp(table_rules[i].erasure, "Deleted.") != 0 ||
		    strcmp(table_rules[i].table, "draft") == 0)
			continue;
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM"
			 " pragma_table_info('%s') WHERE name IN"
			 " ('student_id', 'subject_id') OR (name='id'"
			 " AND '%s'='student')",
			 table_rules[i].table, table_rules[i].table);
		if (sql_number(a, sql) != 1)
			fail_msg("%s does not say whose its rows are",
				 table_rules[i].table);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_table_has_one_rule),
		T(every_table_has_a_key),
		T(what_is_deleted_names_the_student),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
