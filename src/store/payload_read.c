/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/manifest.h"
#include "store/payload_private.h"

/* A payload is somebody else's file until every part of it has been looked
 * at: first as a database, then as one of ours, then cell by cell. */

static enum rc
not_ours(struct err *err, const char *what)
{
	return err_set(err, RC_INVALID, NULL,
		       "What is inside is not what Throughgate writes: %s. "
		       "Nothing was taken from it.", what);
}

static enum rc
open_bytes(struct payload_reader *r, unsigned char *data, size_t size,
	   struct err *err)
{
	static const char settings[] =
		"PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
		"PRAGMA temp_store=MEMORY; PRAGMA query_only=ON";
	int code = sqlite3_open_v2(":memory:", &r->db,
				   SQLITE_OPEN_READWRITE |
					   SQLITE_OPEN_NOMUTEX,
				   NULL);

	if (code == SQLITE_OK)
		code = sqlite3_deserialize(r->db, "main", data,
					   (sqlite3_int64)size,
					   (sqlite3_int64)size,
					   SQLITE_DESERIALIZE_READONLY);
	if (code != SQLITE_OK)
		return payload_error(r->db, err);
	sqlite3_extended_result_codes(r->db, 1);
	sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, 1000 * 1000);
	sqlite3_limit(r->db, SQLITE_LIMIT_SQL_LENGTH, 100 * 1000);
	sqlite3_limit(r->db, SQLITE_LIMIT_COLUMN, 100);
	sqlite3_limit(r->db, SQLITE_LIMIT_EXPR_DEPTH, 100);
	sqlite3_limit(r->db, SQLITE_LIMIT_ATTACHED, 0);
	if (sqlite3_exec(r->db, settings, NULL, NULL, NULL) != SQLITE_OK)
		return payload_error(r->db, err);
	return RC_OK;
}

/* The first row's first column as text; "" without a row. */
static enum rc
ask(sqlite3 *db, const char *sql, char *answer, size_t size, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

	answer[0] = '\0';
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		snprintf(answer, size, "%s",
			 sqlite3_column_text(stmt, 0) != NULL
				 ? (const char *)sqlite3_column_text(stmt, 0)
				 : "");
	sqlite3_finalize(stmt);
	return code == SQLITE_ROW || code == SQLITE_DONE
		       ? RC_OK : payload_error(db, err);
}

static enum rc
check_database(struct payload_reader *r, struct err *err)
{
	char answer[200];
	enum rc rc = ask(r->db, "PRAGMA quick_check(1)", answer,
			 sizeof(answer), err);

	if (rc == RC_OK && strcmp(answer, "ok") != 0)
		return err_set(err, RC_CORRUPT, NULL,
			       "What is inside the bundle is damaged; nothing "
			       "was taken from it.");
	if (rc == RC_OK)
		rc = ask(r->db, "PRAGMA user_version", answer, sizeof(answer),
			 err);
	if (rc == RC_OK && strtol(answer, NULL, 10) > BUNDLE_FORMAT)
		return err_set(err, RC_CONFLICT, "format",
			       "The bundle was written by a newer Throughgate "
			       "(format %s). Install that version here first.",
			       answer);
	return rc;
}

/* ---- the manifest ---- */

static int
key_index(const char *key)
{
	for (int i = 0; i < MANIFEST_ROWS; i++)
		if (strcmp(key, manifest_keys[i]) == 0)
			return i;
	return -1;
}

static enum rc
take_manifest_row(sqlite3_stmt *stmt, struct manifest_rows *rows,
		  struct err *err)
{
	const char *key = (const char *)sqlite3_column_text(stmt, 0);
	const char *value = (const char *)sqlite3_column_text(stmt, 1);
	int at = key != NULL ? key_index(key) : -1;

	if (at < 0 || value == NULL)
		return not_ours(err, "its manifest has a line that is unknown "
				"here");
	if (strlen(value) >= MANIFEST_VALUE_SIZE)
		return not_ours(err, "its manifest has a line that is too "
				"long");
	snprintf(rows->values[at], MANIFEST_VALUE_SIZE, "%s", value);
	return RC_OK;
}

static enum rc
read_manifest(struct payload_reader *r, struct err *err)
{
	struct manifest_rows rows = { 0 };
	sqlite3_stmt *stmt = NULL;
	int count = 0, code;
	enum rc rc = RC_OK;

	if (sqlite3_prepare_v2(r->db, "SELECT key, value FROM manifest", -1,
			       &stmt, NULL) != SQLITE_OK)
		return not_ours(err, "it has no manifest");
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		rc = take_manifest_row(stmt, &rows, err);
		count++;
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(r->db, err);
	sqlite3_finalize(stmt);
	if (rc == RC_OK && count != MANIFEST_ROWS)
		rc = not_ours(err, "its manifest is not whole");
	return rc == RC_OK ? manifest_from_rows(&rows, &r->manifest, err)
			   : rc;
}

/* ---- the schema: row for row what a writer makes ---- */

static void
describe_schema(sqlite3 *db, struct buf *out)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, "SELECT type, name, tbl_name, sql FROM "
			       "sqlite_schema ORDER BY name", -1, &stmt,
			       NULL) != SQLITE_OK) {
		buf_adds(out, sqlite3_errmsg(db));
		return;
	}
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		for (int i = 0; i < 4; i++) {
			const char *text =
				(const char *)sqlite3_column_text(stmt, i);

			buf_adds(out, text != NULL ? text : "-");
			buf_addc(out, '\0');
		}
	}
	sqlite3_finalize(stmt);
}

static enum rc
check_schema(struct payload_reader *r, struct err *err)
{
	struct buf got = BUF_INIT, want = BUF_INIT;
	sqlite3 *ours;
	enum rc rc = payload_create(r->manifest.kind, &ours, err);

	if (rc != RC_OK)
		return rc;
	describe_schema(ours, &want);
	describe_schema(r->db, &got);
	if (got.len != want.len || memcmp(got.ptr, want.ptr, got.len) != 0)
		rc = not_ours(err, "it has tables, columns or other parts that "
			      "are unknown here");
	sqlite3_close(ours);
	buf_release(&got);
	buf_release(&want);
	return rc;
}

/* ---- cells ---- */

static bool
is_bytes(sqlite3_stmt *row, int at, int size)
{
	return sqlite3_column_type(row, at) == SQLITE_BLOB &&
	       sqlite3_column_bytes(row, at) == size;
}

static bool
is_good_text(sqlite3_stmt *row, int at, const struct bundle_column *column)
{
	const char *text;
	size_t size;

	if (sqlite3_column_type(row, at) != SQLITE_TEXT)
		return false;
	text = (const char *)sqlite3_column_text(row, at);
	size = (size_t)sqlite3_column_bytes(row, at);
	if (text == NULL || strlen(text) != size)
		return false;
	switch (column->kind) {
	case CELL_DATE:
		return size == 0 || (size == 10 &&
				     date_parse(text, &(civil_date){ 0 },
						NULL) == RC_OK);
	case CELL_TERM:
		return term_value(column->terms, text) >= 0;
	case CELL_TEXT:
		return size < TEXT_SIZE && utf8_is_multiline(text, size);
	default:
		return size < LINE_SIZE * 2 && utf8_is_text(text, size);
	}
}

static bool
is_good_cell(sqlite3_stmt *row, int at, const struct bundle_column *column)
{
	int64_t n;

	switch (column->kind) {
	case CELL_ID_OR_NULL:
		if (sqlite3_column_type(row, at) == SQLITE_NULL)
			return true;
		return is_bytes(row, at, ID_SIZE);
	case CELL_ID:
		return is_bytes(row, at, ID_SIZE);
	case CELL_HASH:
		return is_bytes(row, at, 32);
	case CELL_INT:
	case CELL_FLAG:
		if (sqlite3_column_type(row, at) != SQLITE_INTEGER)
			return false;
		n = sqlite3_column_int64(row, at);
		return n >= INT32_MIN &&
		       n <= (column->kind == CELL_FLAG ? 1 : INT64_C(1) << 40);
	default:
		return is_good_text(row, at, column);
	}
}

static enum rc
check_row(sqlite3_stmt *row, const struct bundle_table *table,
	  struct err *err)
{
	char what[120];

	for (size_t i = 0; i < table->column_count; i++) {
		if (is_good_cell(row, (int)i, &table->columns[i]))
			continue;
		snprintf(what, sizeof(what), "a %s has a wrong %s",
			 table->noun, table->columns[i].name);
		return not_ours(err, what);
	}
	return RC_OK;
}

static enum rc
check_table(struct payload_reader *r, const struct bundle_table *table,
	    int64_t *rows, struct err *err)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_DONE;
	enum rc rc;

	buf_adds(&sql, "SELECT ");
	for (size_t i = 0; i < table->column_count; i++)
		buf_addf(&sql, "%s%s", i > 0 ? ", " : "",
			 table->columns[i].name);
	buf_addf(&sql, " FROM %s", table->name);
	rc = payload_prepare(r->db, &sql, &stmt, err);
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		rc = check_row(stmt, table, err);
		(*rows)++;
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(r->db, err);
	sqlite3_finalize(stmt);
	buf_release(&sql);
	return rc;
}

static enum rc
count_is(struct payload_reader *r, const char *sql, int64_t said,
	 struct err *err)
{
	char answer[32];
	enum rc rc = ask(r->db, sql, answer, sizeof(answer), err);

	if (rc == RC_OK && strtoll(answer, NULL, 10) != said)
		rc = not_ours(err, "its manifest counts other rows than it "
			      "has");
	return rc;
}

static enum rc
check_rows(struct payload_reader *r, struct err *err)
{
	const struct bundle_manifest *m = &r->manifest;
	char answer[64];
	int64_t rows = 0;
	enum rc rc = ask(r->db, "PRAGMA foreign_key_check", answer,
			 sizeof(answer), err);

	if (rc == RC_OK && answer[0] != '\0')
		rc = not_ours(err, "a row refers to one that is not there");
	for (size_t i = 0; i < bundle_table_count && rc == RC_OK; i++)
		if (bundle_carries(&bundle_tables[i], m->kind))
			rc = check_table(r, &bundle_tables[i], &rows, err);
	if (rc == RC_OK && rows != m->rows)
		rc = not_ours(err, "its manifest counts other rows than it "
			      "has");
	if (rc == RC_OK && bundle_carries_people(m->kind))
		rc = count_is(r, "SELECT count(*) FROM student", m->students,
			      err);
	return rc;
}

/* ---- open, close ---- */

enum rc
payload_open(unsigned char *data, size_t size, struct payload_reader **out,
	     struct err *err)
{
	struct payload_reader *r = xcalloc(1, sizeof(*r));
	enum rc rc = RC_OK;

	if (size < 512 || memcmp(data, "SQLite format 3", 16) != 0)
		rc = not_ours(err, "it is not a SQLite database");
	if (rc == RC_OK)
		rc = open_bytes(r, data, size, err);
	if (rc == RC_OK)
		rc = check_database(r, err);
	if (rc == RC_OK)
		rc = read_manifest(r, err);
	if (rc == RC_OK)
		rc = check_schema(r, err);
	if (rc == RC_OK)
		rc = check_rows(r, err);
	if (rc != RC_OK) {
		payload_close(r);
		r = NULL;
	}
	*out = r;
	return rc;
}

void
payload_close(struct payload_reader *reader)
{
	if (reader == NULL)
		return;
	sqlite3_close(reader->db);
	mem_free(reader);
}

const struct bundle_manifest *
payload_manifest(const struct payload_reader *reader)
{
	return &reader->manifest;
}

enum rc
payload_head_at(struct payload_reader *reader, int64_t seq,
		unsigned char hash[32], struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum rc rc = RC_NOT_FOUND;

	if (seq == reader->manifest.head_seq) {
		memcpy(hash, reader->manifest.head_hash, 32);
		return RC_OK;
	}
	if (sqlite3_prepare_v2(reader->db, "SELECT hash FROM head WHERE "
			       "seq=?1", -1, &stmt, NULL) != SQLITE_OK)
		return payload_error(reader->db, err);
	sqlite3_bind_int64(stmt, 1, seq);
	if (sqlite3_step(stmt) == SQLITE_ROW && is_bytes(stmt, 0, 32)) {
		memcpy(hash, sqlite3_column_blob(stmt, 0), 32);
		rc = RC_OK;
	}
	sqlite3_finalize(stmt);
	return rc;
}
