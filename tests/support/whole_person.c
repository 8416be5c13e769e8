/* SPDX-License-Identifier: ISC */
#include "tests/support/whole_person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

bool
is_about_students(const struct bundle_table *t)
{
	return t->scope == SCOPE_STUDENT && t->from == NULL &&
	       bundle_carries(t, BUNDLE_RETURN);
}

static void
add_id(struct buf *sql, const struct id *id)
{
	buf_adds(sql, "x'");
	for (size_t i = 0; i < ID_SIZE; i++)
		buf_addf(sql, "%02x", id->b[i]);
	buf_addc(sql, '\'');
}

int64_t
rows_about(struct small_academy *a, const struct bundle_table *t,
	   const struct id *student)
{
	struct buf sql = BUF_INIT;
	int64_t count;

	buf_addf(&sql, "SELECT count(*) FROM %s WHERE %s=", t->name, t->by);
	add_id(&sql, student);
	count = sql_number(a, sql.ptr);
	buf_release(&sql);
	return count;
}

/* ---- a row of any table ---- */

static const struct bundle_column *
find_column(const struct bundle_table *t, const char *name)
{
	for (size_t i = 0; i < t->column_count; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return &t->columns[i];
	return NULL;
}

static void
add_reference(struct buf *sql, struct small_academy *a,
	      const struct bundle_column *c, const struct id *student)
{
	struct id id;

	if (c->out != NULL)
		buf_adds(sql, "NULL");		/* this place itself */
	else if (strcmp(c->name, "student_id") == 0)
		add_id(sql, student);
	else if (c->refers != NULL)
		buf_addf(sql, "(SELECT id FROM %s ORDER BY id DESC LIMIT 1)",
			 c->refers);
	else {
		id = store_new_id(a->app->store);
		add_id(sql, &id);
	}
}

/* Something that says much: the last code, both kinds of letters. */
static void
add_value(struct buf *sql, struct small_academy *a,
	  const struct bundle_column *c, const struct id *student)
{
	switch (c->kind) {
	case CELL_ID:
	case CELL_ID_OR_NULL:
		add_reference(sql, a, c, student);
		break;
	case CELL_LINE:
		buf_addf(sql, "'%s \xc3\xa9'", c->name);
		break;
	case CELL_TEXT:
		buf_addf(sql, "'%s'||char(10)||'two'", c->name);
		break;
	case CELL_DATE:
		buf_adds(sql, "'2026-11-23'");
		break;
	case CELL_INT:
		buf_addf(sql, "%d", c->least > 3 || c->most < 3
					    ? (int)c->least : 3);
		break;
	case CELL_FLAG:
		buf_adds(sql, "1");
		break;
	case CELL_TERM:
	case CELL_TERMS:
		buf_addf(sql, "'%s'", c->terms->rows[c->terms->count - 1].code);
		break;
	default:
		fail_msg("no value for %s", c->name);
	}
}

static void
insert_sql(struct buf *sql, struct small_academy *a,
	   const struct bundle_table *t, const struct id *student)
{
	struct buf values = BUF_INIT;
	char about[80];
	sqlite3_stmt *stmt = NULL;

	snprintf(about, sizeof(about), "SELECT name FROM"
		 " pragma_table_info('%s')", t->name);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, about, -1,
					    &stmt, NULL), SQLITE_OK);
	buf_addf(sql, "INSERT INTO %s (", t->name);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0);
		const struct bundle_column *c = find_column(t, name);

		if (c == NULL)
			continue;
		buf_addf(sql, "%s%s", values.len > 0 ? "," : "", name);
		buf_adds(&values, values.len > 0 ? "," : "");
		add_value(&values, a, c, student);
	}
	sqlite3_finalize(stmt);
	buf_addf(sql, ") VALUES (%s)", values.ptr);
	buf_release(&values);
}

static const struct bundle_table *
find_table(const char *name)
{
	size_t i = 0;

	while (strcmp(bundle_tables[i].name, name) != 0)
		i++;
	return &bundle_tables[i];
}

/* What it refers to must be there: an employer, say. */
static void
add_what_it_needs(struct small_academy *a, const struct bundle_table *t,
		  const struct id *student)
{
	char sql[80];

	for (size_t i = 0; i < t->column_count; i++) {
		if (t->columns[i].refers == NULL)
			continue;
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s",
			 t->columns[i].refers);
		if (sql_number(a, sql) == 0)
			add_row_about(a, find_table(t->columns[i].refers),
				      student);
	}
}

void
add_row_about(struct small_academy *a, const struct bundle_table *t,
	      const struct id *student)
{
	struct buf sql = BUF_INIT;

	add_what_it_needs(a, t, student);
	insert_sql(&sql, a, t, student);
	must(app_begin(a->app, MAY_SUPPORT, "test.add", 0, e, "One more %s",
		       t->noun));
	uow_subject(a->app->store, student);
	must(app_end(a->app, store_exec(a->app->store, sql.ptr, e), e));
	buf_release(&sql);
}

/* What they refer to comes before them in bundle_tables. */
void
make_whole(struct small_academy *a, const struct id *student)
{
	for (size_t i = 0; i < bundle_table_count; i++) {
		const struct bundle_table *t = &bundle_tables[i];

		if (is_about_students(t) && rows_about(a, t, student) == 0)
			add_row_about(a, t, student);
	}
}

/* ---- all of it ---- */

static void
add_rows(struct buf *out, struct small_academy *a,
	 const struct bundle_table *t, const struct id *student)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *stmt = NULL;

	buf_adds(&sql, "SELECT ''");
	for (size_t i = 0; i < t->column_count; i++)
		/* What changes hands is who keeps it. */
		if (t->columns[i].out == NULL &&
		    strcmp(t->columns[i].name, "handover") != 0)
			buf_addf(&sql, "||' '||quote(%s)",
				 t->columns[i].name);
	buf_addf(&sql, " FROM %s WHERE %s=", t->name, t->by);
	add_id(&sql, student);
	buf_addf(&sql, " ORDER BY %s", t->here);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql.ptr, -1,
					    &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		buf_addf(out, "%s:%s\n", t->name,
			 (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	buf_release(&sql);
}

char *
all_about(struct small_academy *a, const struct id *student)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < bundle_table_count; i++)
		if (is_about_students(&bundle_tables[i]))
			add_rows(&out, a, &bundle_tables[i], student);
	return buf_detach(&out);
}
