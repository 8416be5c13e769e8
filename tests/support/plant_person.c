/* SPDX-License-Identifier: ISC */
#include "tests/support/plant_person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "store/query.h"
#include "store/table_rules.h"

struct planting {
	struct small_academy *a;
	const struct id *student;
	struct plants *plants;
	int rows;
	bool stays;
};

static const char *
new_word(struct planting *p, const char *table, const char *column)
{
	struct planted *w = &p->plants->rows[p->plants->count];

	assert_true(p->plants->count < PLANT_MAX);
	snprintf(w->word, sizeof(w->word), "zqplant%03zux",
		 p->plants->count++);
	w->stays = p->stays;
	snprintf(w->where, sizeof(w->where), "%s.%s", table, column);
	return w->word;
}

static void
add_id(struct buf *sql, const struct id *id)
{
	buf_adds(sql, "x'");
	for (int i = 0; i < ID_SIZE; i++)
		buf_addf(sql, "%02x", id->b[i]);
	buf_adds(sql, "'");
}

/* The id of a row that a foreign key can point to. */
static bool
add_parent(struct planting *p, const char *table, const char *column,
	   const char *type, struct buf *sql)
{
	struct buf ask = BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	bool found;

	buf_addf(&ask, "SELECT \"table\", \"to\" FROM"
		 " pragma_foreign_key_list('%s') WHERE \"from\"='%s'", table, column);
	assert_int_equal(sqlite3_prepare_v2(p->a->app->store->db, ask.ptr, -1,
					    &stmt, NULL), SQLITE_OK);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found)
		buf_addf(sql, "coalesce((SELECT max(%s) FROM %s), %s)",
			 (const char *)sqlite3_column_text(stmt, 1),
			 (const char *)sqlite3_column_text(stmt, 0),
			 strcmp(type, "BLOB") == 0 ? "randomblob(16)" : "1");
	sqlite3_finalize(stmt);
	buf_release(&ask);
	return found;
}

static void
add_text(struct planting *p, const char *table, const char *column,
	 const struct column_word *word, struct buf *sql)
{
	switch (word->show) {
	case SHOW_TERM:
		buf_addf(sql, "'%s'", word->terms->rows[0].code);
		break;
	case SHOW_DATE:
		buf_addf(sql, "'2026-03-%02d'", p->rows % 28 + 1);
		break;
	default:
		buf_addf(sql, "'%s'", new_word(p, table, column));
		break;
	}
}

static void
add_value(struct planting *p, const char *table, const char *column,
	  const char *type, struct buf *sql)
{
	struct column_word word;
	struct id id = { { 0x01, 0x90 } };

	if (!column_word(table, column, &word))
		fail_msg("%s.%s has no plain word in column_words.c", table,
			 column);
	id.b[ID_SIZE - 1] = (uint8_t)++p->rows;
	if (strcmp(column, "student_id") == 0 ||
	    strcmp(column, "subject_id") == 0)
		add_id(sql, p->student);
	else if (add_parent(p, table, column, type, sql))
		;
	else if (strcmp(type, "TEXT") == 0)
		add_text(p, table, column, &word, sql);
	else if (strcmp(type, "BLOB") == 0)
		add_id(sql, &id);
	else if (word.show == SHOW_FLAG)
		buf_adds(sql, "1");
	else
		buf_addf(sql, "%d", 900 + p->rows);
}

/* Calls back for each column of a table, but those of its key that stay. */
static void
plant_table(struct planting *p, const char *table)
{
	struct buf sql = BUF_INIT, values = BUF_INIT;
	char ask[100];
	sqlite3_stmt *info = NULL;

	snprintf(ask, sizeof(ask), "SELECT name, type FROM"
		 " pragma_table_info('%s')", table);
	assert_int_equal(sqlite3_prepare_v2(p->a->app->store->db, ask, -1,
					    &info, NULL), SQLITE_OK);
	buf_addf(&sql, "INSERT OR REPLACE INTO %s (", table);
	for (int i = 0; sqlite3_step(info) == SQLITE_ROW; i++) {
		const char *name = (const char *)sqlite3_column_text(info, 0);

		buf_addf(&sql, "%s%s", i > 0 ? ", " : "", name);
		buf_adds(&values, i > 0 ? ", " : "");
		add_value(p, table, name,
			  (const char *)sqlite3_column_text(info, 1),
			  &values);
	}
	sqlite3_finalize(info);
	buf_addf(&sql, ") VALUES (%s)", values.ptr);
	sql_run(p->a, sql.ptr);
	buf_release(&sql);
	buf_release(&values);
}

/* The record is there already; its words are changed. */
static void
plant_student(struct planting *p)
{
	static const char *const columns[] = {
		"name", "preferred_name", "latin_name", "uln", "location",
		"languages", "what_helps",
	};
	struct buf sql = BUF_INIT;

	buf_adds(&sql, "UPDATE student SET ");
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		buf_addf(&sql, "%s%s='%s'", i > 0 ? ", " : "", columns[i],
			 new_word(p, "student", columns[i]));
	buf_adds(&sql, " WHERE id=");
	add_id(&sql, p->student);
	sql_run(p->a, sql.ptr);
	buf_release(&sql);
}

static void
plant_draft(struct planting *p)
{
	struct buf sql = BUF_INIT;
	char text[ID_TEXT_SIZE];

	buf_addf(&sql, "INSERT INTO draft (id, body) VALUES"
		 " ('ada student %s', CAST('%s' AS BLOB))",
		 id_format(p->student, text), new_word(p, "draft", "body"));
	sql_run(p->a, sql.ptr);
	buf_release(&sql);
}

void
plant_person(struct small_academy *a, const struct id *student,
	     struct plants *plants)
{
	struct planting p = { a, student, plants, 0, false };

	plants->count = 0;
	sql_run(a, "PRAGMA foreign_keys=OFF");
	for (size_t i = 0; i < table_rule_count; i++) {
		const struct table_rule *rule = &table_rules[i];

		if (rule->owner != OF_STUDENT ||
		    strncmp(rule->table, "journal", 7) == 0)
			continue;
		p.stays = rule->erasing == ERASE_COLUMNS;
		if (strcmp(rule->table, "student") == 0)
			plant_student(&p);
		else if (strcmp(rule->table, "draft") == 0)
			plant_draft(&p);
		else
			plant_table(&p, rule->table);
	}
	sql_run(a, "PRAGMA foreign_keys=ON");
}

const struct planted *
plant_missing(const struct plants *plants, const char *text)
{
	for (size_t i = 0; i < plants->count; i++)
		if (strstr(text, plants->rows[i].word) == NULL)
			return &plants->rows[i];
	return NULL;
}

const struct planted *
plant_found(const struct plants *plants, const void *data, size_t size)
{
	for (size_t i = 0; i < plants->count; i++)
		if (!plants->rows[i].stays &&
		    memmem(data, size, plants->rows[i].word,
			   strlen(plants->rows[i].word)) != NULL)
			return &plants->rows[i];
	return NULL;
}
