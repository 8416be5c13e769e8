/* SPDX-License-Identifier: ISC */
/* What bundles carry, beside the schema of the records: nothing is forgotten,
 * and nothing is carried that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/bundle_tables.h"
#include "store/payload_private.h"
#include "tests/support/small_academy.h"

static const struct bundle_table *
find_table(const char *name)
{
	for (size_t i = 0; i < bundle_table_count; i++)
		if (strcmp(bundle_tables[i].name, name) == 0)
			return &bundle_tables[i];
	return NULL;
}

static const struct bundle_omission *
find_omission(const char *name)
{
	for (size_t i = 0; i < bundle_omission_count; i++)
		if (strcmp(bundle_omissions[i].table, name) == 0)
			return &bundle_omissions[i];
	return NULL;
}

static const struct bundle_column *
find_column(const struct bundle_table *table, const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].name, name) == 0)
			return &table->columns[i];
	return NULL;
}

/* A word of a list with spaces between. */
static bool
has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; p != NULL && *p != '\0';
	     p = strchr(p, ' ')) {
		p += *p == ' ';
		if (strncmp(p, word, len) == 0 &&
		    (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

/* Calls back with each table of the records and its SQL. */
static void
each_table(struct small_academy *a,
	   void (*check)(struct small_academy *a, const char *table))
{
	sqlite3_stmt *stmt = NULL;
	int tables = 0;

	assert_int_equal(sqlite3_prepare_v2(a->app->store->db,
		"SELECT name FROM sqlite_schema WHERE type='table'"
		" AND name NOT LIKE 'sqlite_%'", -1, &stmt, NULL), SQLITE_OK);
	for (; sqlite3_step(stmt) == SQLITE_ROW; tables++)
		check(a, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	assert_true(tables > 20);
}

static void
check_column(const struct bundle_table *t, sqlite3_stmt *info)
{
	const char *name = (const char *)sqlite3_column_text(info, 1);
	const char *type = (const char *)sqlite3_column_text(info, 2);
	const struct bundle_column *c = find_column(t, name);
	const char *expected = "TEXT";

	if (c == NULL) {
		if (!has_word(t->left_out, name) || t->why == NULL)
			fail_msg("%s.%s is neither carried nor left out with "
				 "a reason", t->name, name);
		return;
	}
	if (has_word(t->left_out, name))
		fail_msg("%s.%s is carried and left out", t->name, name);
	if (c->kind == CELL_INT || c->kind == CELL_FLAG)
		expected = "INTEGER";
	if (c->kind == CELL_ID || c->kind == CELL_ID_OR_NULL ||
	    c->kind == CELL_HASH)
		expected = "BLOB";
	if (strcmp(type, expected) != 0)
		fail_msg("%s.%s is %s, not %s", t->name, name, type, expected);
	/* Not null there, not null here; but nobody owns what is at home. */
	if (c->out == NULL)
		assert_int_equal(sqlite3_column_int(info, 3) != 0,
				 c->kind != CELL_ID_OR_NULL);
}

static void
check_table(struct small_academy *a, const char *name)
{
	const struct bundle_table *t = find_table(name);
	const struct bundle_omission *left_out = find_omission(name);
	sqlite3_stmt *info = NULL;
	size_t seen = 0;
	char sql[80];

	if (t == NULL) {
		if (left_out == NULL || strlen(left_out->why) < 10)
			fail_msg("%s is neither carried nor left out with a "
				 "reason", name);
		return;
	}
	assert_null(left_out);
	snprintf(sql, sizeof(sql), "PRAGMA table_info(%s)", name);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql, -1, &info,
					    NULL), SQLITE_OK);
	while (sqlite3_step(info) == SQLITE_ROW) {
		check_column(t, info);
		seen += find_column(t, (const char *)sqlite3_column_text(
						info, 1)) != NULL;
	}
	sqlite3_finalize(info);
	if (seen != t->column_count)
		fail_msg("%s carries a column that the records do not have",
			 name);
}

static void
every_column_is_carried_or_left_out_with_a_reason(void **state)
{
	each_table(*state, check_table);
}

/* Which table each id refers to. */
static void
check_references(struct small_academy *a, const char *name)
{
	const struct bundle_table *t = find_table(name);
	sqlite3_stmt *list = NULL;
	char sql[80];

	if (t == NULL)
		return;
	snprintf(sql, sizeof(sql), "PRAGMA foreign_key_list(%s)", name);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql, -1, &list,
					    NULL), SQLITE_OK);
	while (sqlite3_step(list) == SQLITE_ROW) {
		const char *to = (const char *)sqlite3_column_text(list, 2);
		const struct bundle_column *c = find_column(
			t, (const char *)sqlite3_column_text(list, 3));

		/* Who has custody is judged by its own rules. */
		if (c == NULL || strcmp(c->name, "owner_id") == 0)
			continue;
		if (c->refers == NULL || strcmp(c->refers, to) != 0)
			fail_msg("%s.%s refers to %s", name, c->name, to);
	}
	sqlite3_finalize(list);
}

static void
every_reference_is_one_in_the_payload_too(void **state)
{
	each_table(*state, check_references);
}

/* Whatever a carried row refers to is of the same kinds, and comes before. */
static void
nothing_refers_to_what_is_not_carried(void **state)
{
	(void)state;
	for (size_t i = 0; i < bundle_table_count; i++) {
		const struct bundle_table *t = &bundle_tables[i];

		for (size_t k = 0; k < t->column_count; k++) {
			const char *name = t->columns[k].refers;
			const struct bundle_table *to;

			if (name == NULL)
				continue;
			to = find_table(name);
			if (to == NULL || to > t ||
			    (t->kinds & ~to->kinds) != 0)
				fail_msg("%s refers to %s", t->name, name);
		}
	}
}

/* The key's columns are the first ones, as comparing and deleting expect. */
static void
keys_come_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < bundle_table_count; i++) {
		const struct bundle_table *t = &bundle_tables[i];
		struct buf key = BUF_INIT;

		for (size_t k = 0; k < sql_key_columns(t); k++)
			buf_addf(&key, "%s%s", k > 0 ? ", " : "",
				 t->columns[k].name);
		assert_string_equal(key.ptr, t->key);
		buf_release(&key);
	}
}

/* The key that our own rows are known by is our own table's. */
static void
check_key(struct small_academy *a, const char *name)
{
	const struct bundle_table *t = find_table(name);
	struct buf key = BUF_INIT;
	sqlite3_stmt *info = NULL;
	char sql[120];

	if (t == NULL)
		return;
	snprintf(sql, sizeof(sql), "SELECT name FROM pragma_table_info('%s') "
		 "WHERE pk>0 ORDER BY pk", name);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql, -1, &info,
					    NULL), SQLITE_OK);
	while (sqlite3_step(info) == SQLITE_ROW)
		buf_addf(&key, "%s%s", key.len > 0 ? ", " : "",
			 (const char *)sqlite3_column_text(info, 0));
	assert_string_equal(key.ptr, t->here);
	sqlite3_finalize(info);
	buf_release(&key);
}

static void
keys_are_those_of_the_records(void **state)
{
	each_table(*state, check_key);
}

/* ---- the payload that they make ---- */

static void
a_payload_has_its_tables_and_views(void **state)
{
	(void)state;
	for (int kind = 0; kind < (int)term_bundle_kind.count; kind++) {
		sqlite3 *db;
		char answer[16], sql[200];

		must(payload_create((enum bundle_kind)kind, &db, e));
		for (size_t i = 0; i < bundle_table_count; i++) {
			const struct bundle_table *t = &bundle_tables[i];

			snprintf(sql, sizeof(sql), "SELECT count(*) FROM "
				 "pragma_table_info('%s')", t->name);
			must(payload_ask(db, sql, answer, sizeof(answer), e));
			assert_int_equal(atoi(answer),
				bundle_carries(t, (enum bundle_kind)kind)
					? (int)t->column_count : 0);
		}
		for (size_t i = 0; i < bundle_view_count; i++) {
			snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s",
				 bundle_views[i].name);
			if ((bundle_views[i].kinds & 1u << kind) != 0)
				must(payload_ask(db, sql, answer,
						 sizeof(answer), e));
		}
		sqlite3_close(db);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_column_is_carried_or_left_out_with_a_reason),
	cmocka_unit_test(every_reference_is_one_in_the_payload_too),
	cmocka_unit_test(nothing_refers_to_what_is_not_carried),
	cmocka_unit_test(keys_come_first),
	cmocka_unit_test(keys_are_those_of_the_records),
	cmocka_unit_test(a_payload_has_its_tables_and_views),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, small_academy_set_up,
				      small_academy_tear_down);
}
