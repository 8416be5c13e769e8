/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "store/payload_private.h"

static const char *
type_of(enum cell_kind kind)
{
	switch (kind) {
	case CELL_ID:
	case CELL_HASH:
		return "BLOB NOT NULL";
	case CELL_ID_OR_NULL:
		return "BLOB";
	case CELL_INT:
	case CELL_FLAG:
		return "INTEGER NOT NULL";
	default:
		return "TEXT NOT NULL";
	}
}

static void
sql_create(const struct bundle_table *t, struct buf *sql)
{
	buf_addf(sql, "CREATE TABLE %s (", t->name);
	for (size_t i = 0; i < t->column_count; i++) {
		const struct bundle_column *c = &t->columns[i];

		buf_addf(sql, "%s %s, ", c->name, type_of(c->kind));
	}
	buf_addf(sql, "PRIMARY KEY (%s)", t->key);
	for (size_t i = 0; i < t->column_count; i++) {
		const struct bundle_column *c = &t->columns[i];

		if (c->refers != NULL)
			buf_addf(sql, ", FOREIGN KEY (%s) REFERENCES %s (id)",
				 c->name, c->refers);
	}
	buf_adds(sql, ") STRICT, WITHOUT ROWID");
}

void
sql_select(const struct bundle_table *t, enum sql_side side, struct buf *sql)
{
	buf_adds(sql, "SELECT ");
	for (size_t i = 0; i < t->column_count; i++) {
		const struct bundle_column *c = &t->columns[i];

		buf_addf(sql, "%s%s", i > 0 ? ", " : "",
			 c->out != NULL && side != SQL_PAYLOAD ? c->out
							       : c->name);
	}
	buf_addf(sql, " FROM %s WHERE %s=?1",
		 side == SQL_SEND && t->from != NULL ? t->from : t->name,
		 t->by);
	if (side == SQL_HERE && t->ours != NULL)
		buf_addf(sql, " AND NOT (%s)", t->ours);
	buf_addf(sql, " ORDER BY %s", t->key);
}

void
sql_select_all(const struct bundle_table *t, struct buf *sql)
{
	buf_adds(sql, "SELECT ");
	for (size_t i = 0; i < t->column_count; i++)
		buf_addf(sql, "%s%s", i > 0 ? ", " : "", t->columns[i].name);
	buf_addf(sql, " FROM %s", t->name);
}

static void
add_names(const struct bundle_table *t, struct buf *sql)
{
	buf_addf(sql, "INSERT INTO %s (", t->name);
	for (size_t i = 0; i < t->column_count; i++)
		buf_addf(sql, "%s%s", i > 0 ? ", " : "", t->columns[i].name);
	buf_adds(sql, ") VALUES (");
}

void
sql_insert(const struct bundle_table *t, struct buf *sql)
{
	add_names(t, sql);
	for (size_t i = 0; i < t->column_count; i++)
		buf_addf(sql, "%s?%zu", i > 0 ? ", " : "", i + 1);
	buf_addc(sql, ')');
}

void
sql_upsert(const struct bundle_table *t, struct buf *sql)
{
	size_t key = sql_key_columns(t);

	add_names(t, sql);
	for (size_t i = 0; i < t->column_count; i++) {
		const char *in = t->columns[i].in;
		const char *at = in != NULL ? strstr(in, "%s") : NULL;

		buf_adds(sql, i > 0 ? ", " : "");
		if (at == NULL)
			buf_addf(sql, "?%zu", i + 1);
		else
			buf_addf(sql, "%.*s?%zu%s", (int)(at - in), in, i + 1,
				 at + 2);
	}
	buf_addf(sql, ") ON CONFLICT (%s) DO UPDATE SET ", t->here);
	for (size_t i = key; i < t->column_count; i++)
		buf_addf(sql, "%s%s=excluded.%s", i > key ? ", " : "",
			 t->columns[i].name, t->columns[i].name);
	/* A row of somebody else, whose id this one has, stays theirs. */
	buf_addf(sql, " WHERE %s.%s=excluded.%s", t->name, t->by, t->by);
}

void
sql_delete(const struct bundle_table *t, struct buf *sql)
{
	buf_addf(sql, "DELETE FROM %s WHERE ", t->name);
	for (size_t i = 0; i < sql_key_columns(t); i++)
		buf_addf(sql, "%s%s=?%zu", i > 0 ? " AND " : "",
			 t->columns[i].name, i + 1);
}

size_t
sql_key_columns(const struct bundle_table *t)
{
	size_t count = 1;

	for (const char *p = t->key; *p != '\0'; p++)
		count += *p == ',';
	return count;
}

/* ---- an empty payload ---- */

static const char fixed_tables[] =
	"CREATE TABLE manifest (key TEXT NOT NULL PRIMARY KEY,"
	" value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE head (seq INTEGER NOT NULL PRIMARY KEY,"
	" hash BLOB NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE receipt (number INTEGER NOT NULL PRIMARY KEY,"
	" sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID";

enum rc
payload_error(sqlite3 *db, struct err *err)
{
	int code = sqlite3_extended_errcode(db);

	if ((code & 0xff) == SQLITE_NOMEM || (code & 0xff) == SQLITE_FULL)
		return err_set(err, RC_NOMEM, NULL,
			       "There is not enough memory for the bundle; "
			       "nothing was changed.");
	return err_set(err, RC_CORRUPT, NULL,
		       "What is inside the bundle is damaged (%s); nothing was "
		       "taken from it.", sqlite3_errstr(code));
}

enum rc
payload_prepare(sqlite3 *db, const struct buf *sql, sqlite3_stmt **stmt,
		struct err *err)
{
	if (sqlite3_prepare_v2(db, sql->ptr, (int)sql->len, stmt, NULL) !=
	    SQLITE_OK)
		return payload_error(db, err);
	return RC_OK;
}

static void
add_schema(enum bundle_kind kind, struct buf *sql)
{
	buf_adds(sql, fixed_tables);
	for (size_t i = 0; i < bundle_table_count; i++)
		if (bundle_carries(&bundle_tables[i], kind)) {
			buf_addc(sql, ';');
			sql_create(&bundle_tables[i], sql);
		}
	for (size_t i = 0; i < bundle_view_count; i++)
		if ((bundle_views[i].kinds & 1u << kind) != 0)
			buf_addf(sql, ";%s", bundle_views[i].sql);
}

/* Made of rows in memory, never of pages, and in no file before it is sealed
 * (V4). An image that deserialize() was given can be taken out again without a
 * copy; one byte is enough to begin with. */
static int
open_image(sqlite3 **db)
{
	unsigned char *start = sqlite3_malloc64(1);
	int code = sqlite3_open_v2(":memory:", db,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
					   SQLITE_OPEN_NOMUTEX,
				   NULL);

	if (code != SQLITE_OK || start == NULL) {
		sqlite3_free(start);
		return code != SQLITE_OK ? code : SQLITE_NOMEM;
	}
	return sqlite3_deserialize(*db, "main", start, 0, 1,
				   SQLITE_DESERIALIZE_FREEONCLOSE |
					   SQLITE_DESERIALIZE_RESIZEABLE);
}

enum rc
payload_create(enum bundle_kind kind, sqlite3 **db, struct err *err)
{
	struct buf sql = BUF_INIT;
	int code = open_image(db);
	enum rc rc;

	buf_adds(&sql, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
		 "PRAGMA temp_store=MEMORY; PRAGMA page_size=4096;"
		 "PRAGMA foreign_keys=OFF; BEGIN;");
	add_schema(kind, &sql);
	buf_addf(&sql, ";PRAGMA user_version=%d;COMMIT", BUNDLE_FORMAT);
	if (code == SQLITE_OK)
		code = sqlite3_exec(*db, sql.ptr, NULL, NULL, NULL);
	buf_release(&sql);
	if (code == SQLITE_OK)
		return RC_OK;
	rc = payload_error(*db, err);
	sqlite3_close(*db);
	*db = NULL;
	return rc;
}
