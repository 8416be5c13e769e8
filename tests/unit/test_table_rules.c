/* SPDX-License-Identifier: ISC */
/* A new table says whose its rows are, what a person asking for their record is
 * given, and what an erasure does to it; and it has the key that undo needs. */
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
		found += strcmp(table_rules[i].table, table) == 0;
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

static bool
has_column(struct small_academy *a, const char *table, const char *column)
{
	char sql[160];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM"
		 " pragma_table_info('%s') WHERE name='%s'", table, column);
	return sql_number(a, sql) > 0;
}

/* The condition is SQL about columns that there are. */
static void
whose_rows_they_are_can_be_asked(void **state)
{
	struct small_academy *a = *state;
	sqlite3 *db = a->app->store->db;

	for (size_t i = 0; i < table_rule_count; i++) {
		const struct table_rule *rule = &table_rules[i];
		sqlite3_stmt *stmt = NULL;
		char sql[400];

		assert_int_equal(rule->owner == OF_STUDENT,
				 rule->where != NULL);
		if (rule->where == NULL)
			continue;
		snprintf(sql, sizeof(sql), "SELECT 1 FROM %s WHERE %s",
			 rule->table, rule->where);
		if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
			fail_msg("%s: %s", rule->table, sqlite3_errmsg(db));
		assert_int_equal(sqlite3_bind_parameter_count(stmt), 1);
		sqlite3_finalize(stmt);
	}
}

static void
columns_of_rules_are_in_the_schema(void **state)
{
	struct small_academy *a = *state;

	for (size_t i = 0; i < table_rule_count; i++) {
		const struct table_rule *rule = &table_rules[i];
		char sql[200], others[100] = "";

		if (rule->others != NULL)
			snprintf(others, sizeof(others), "%s", rule->others);
		for (char *at = others, *word;
		     (word = strsep(&at, " ")) != NULL && word[0] != '\0';)
			if (!has_column(a, rule->table, word))
				fail_msg("%s has no %s", rule->table, word);
		assert_int_equal(rule->erasing == ERASE_COLUMNS,
				 rule->blanked != NULL);
		if (rule->blanked == NULL)
			continue;
		snprintf(sql, sizeof(sql), "UPDATE %s SET %s WHERE 0",
			 rule->table, rule->blanked);
		sql_run(a, sql);
	}
}

/* Nobody's rows name no student, by column or by foreign key; a student's are
 * not kept as they are. */
static void
no_table_hides_whom_it_is_about(void **state)
{
	struct small_academy *a = *state;

	for (size_t i = 0; i < table_rule_count; i++) {
		const struct table_rule *rule = &table_rules[i];
		char sql[160];

		if (rule->owner == OF_STUDENT) {
			assert_int_not_equal(rule->erasing, ERASE_NOTHING);
			continue;
		}
		assert_non_null(rule->why);
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM"
			 " pragma_foreign_key_list('%s')"
			 " WHERE \"table\"='student'", rule->table);
		if (has_column(a, rule->table, "student_id") ||
		    sql_number(a, sql) > 0)
			fail_msg("%s is about students; its rule says nobody",
				 rule->table);
	}
}

static void
every_column_of_a_person_has_a_plain_word(void **state)
{
	struct small_academy *a = *state;
	struct column_word word;
	sqlite3_stmt *stmt = NULL;

	for (size_t i = 0; i < table_rule_count; i++) {
		const char *table = table_rules[i].table;
		char sql[100];

		if (table_rules[i].heading == NULL)
			continue;
		snprintf(sql, sizeof(sql), "SELECT name FROM"
			 " pragma_table_info('%s')", table);
		assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql,
						    -1, &stmt, NULL),
				 SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *column =
				(const char *)sqlite3_column_text(stmt, 0);

			if (!column_word(table, column, &word))
				fail_msg("%s.%s has no word in column_words.c",
					 table, column);
			assert_int_equal(word.show == SHOW_TERM,
					 word.terms != NULL);
		}
		sqlite3_finalize(stmt);
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
		T(whose_rows_they_are_can_be_asked),
		T(columns_of_rules_are_in_the_schema),
		T(no_table_hides_whom_it_is_about),
		T(every_column_of_a_person_has_a_plain_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
