/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/payload_private.h"

enum rc
payload_not_ours(struct err *err, const char *what)
{
	return err_set(err, RC_INVALID, NULL,
		       "What is inside is not what Throughgate writes: %s. "
		       "Nothing was taken from it.", what);
}

enum rc
payload_ask(sqlite3 *db, const char *sql, char *answer, size_t size,
	    struct err *err)
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

/* ---- cells ---- */

bool
payload_is_bytes(sqlite3_stmt *row, int at, int size)
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
	case CELL_TERMS:
		return terms_value(column->terms, text, &(unsigned){ 0 });
	case CELL_TEXT:
		return size <= (size_t)column->most &&
		       utf8_is_multiline(text, size);
	default:
		return size <= (size_t)column->most &&
		       utf8_is_text(text, size);
	}
}

/* Zeros are nobody's id. */
static bool
is_id(sqlite3_stmt *row, int at)
{
	struct id id;

	if (!payload_is_bytes(row, at, ID_SIZE))
		return false;
	memcpy(id.b, sqlite3_column_blob(row, at), ID_SIZE);
	return !id_is_zero(&id);
}

static bool
is_number(sqlite3_stmt *row, int at, int64_t least, int64_t most)
{
	return sqlite3_column_type(row, at) == SQLITE_INTEGER &&
	       sqlite3_column_int64(row, at) >= least &&
	       sqlite3_column_int64(row, at) <= most;
}

static bool
is_good_cell(sqlite3_stmt *row, int at, const struct bundle_column *column)
{
	switch (column->kind) {
	case CELL_ID_OR_NULL:
		return sqlite3_column_type(row, at) == SQLITE_NULL ||
		       is_id(row, at);
	case CELL_ID:
		return is_id(row, at);
	case CELL_HASH:
		return payload_is_bytes(row, at, 32);
	case CELL_INT:
		return is_number(row, at, column->least, column->most);
	case CELL_FLAG:
		return is_number(row, at, 0, 1);
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
		snprintf(what, sizeof(what), "one %s has a wrong %s",
			 table->noun, table->columns[i].name);
		return payload_not_ours(err, what);
	}
	return RC_OK;
}

/* Each row after the one before: a tree that was made by hand may have one
 * twice, or where nobody would find it. */
static enum rc
check_order(struct payload_reader *r, const struct bundle_table *table,
	    sqlite3_stmt *row, sqlite3_stmt *before, struct err *err)
{
	char what[120];

	if (sqlite3_step(before) != SQLITE_ROW)
		return payload_error(r->db, err);
	if (row_compare(before, row, 0, sql_key_columns(table)) < 0)
		return RC_OK;
	snprintf(what, sizeof(what), "one %s is there twice, or out of order",
		 table->noun);
	return payload_not_ours(err, what);
}

static enum rc
check_rows_of(struct payload_reader *r, const struct bundle_table *table,
	      sqlite3_stmt *row, sqlite3_stmt *before, int64_t *rows,
	      struct err *err)
{
	int64_t first = *rows;
	int code = SQLITE_DONE;
	enum rc rc = RC_OK;

	while (rc == RC_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
		rc = check_row(row, table, err);
		if (rc == RC_OK && *rows > first)
			rc = check_order(r, table, row, before, err);
		(*rows)++;
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(r->db, err);
	return rc;
}

static enum rc
check_table(struct payload_reader *r, const struct bundle_table *table,
	    int64_t *rows, struct err *err)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *row = NULL, *before = NULL;
	enum rc rc;

	sql_select_all(table, &sql);
	rc = payload_prepare(r->db, &sql, &row, err);
	if (rc == RC_OK)
		rc = payload_prepare(r->db, &sql, &before, err);
	if (rc == RC_OK)
		rc = check_rows_of(r, table, row, before, rows, err);
	sqlite3_finalize(row);
	sqlite3_finalize(before);
	buf_release(&sql);
	return rc;
}

/* ---- what the manifest counts ---- */

static enum rc
count_rows(struct payload_reader *r, const char *sql, int64_t *count,
	   struct err *err)
{
	char answer[32];
	enum rc rc = payload_ask(r->db, sql, answer, sizeof(answer), err);

	*count = strtoll(answer, NULL, 10);
	return rc;
}

static enum rc
check_counts(struct payload_reader *r, int64_t rows, struct err *err)
{
	const struct bundle_manifest *m = &r->manifest;
	int64_t students = 0, versions = 0, receipts = 0;
	enum rc rc = count_rows(r, "SELECT count(*) FROM receipt", &receipts,
				err);

	if (rc == RC_OK && bundle_carries_people(m->kind))
		rc = count_rows(r, "SELECT count(*) FROM student", &students,
				err);
	if (rc == RC_OK && m->kind != BUNDLE_RECEIPT)
		rc = count_rows(r, "SELECT count(*) FROM curriculum_version",
				&versions, err);
	if (rc == RC_OK &&
	    (rows + receipts != m->rows || students != m->students ||
	     versions != m->versions ||
	     (receipts > 0) != (m->kind == BUNDLE_RECEIPT)))
		rc = payload_not_ours(err, "its manifest counts other rows "
				      "than it has");
	return rc;
}

/* A return has the journal's hashes without a gap, up to the head that the
 * manifest names; nothing else has any. */
static enum rc
check_heads(struct payload_reader *r, struct err *err)
{
	const struct bundle_manifest *m = &r->manifest;
	int64_t count = 0, first = 0, last = 0, whole = 0;
	int64_t expected = m->kind == BUNDLE_RETURN
		? m->head_seq - (m->since_seq > 0 ? m->since_seq : 1) + 1 : 0;
	enum rc rc = count_rows(r, "SELECT count(*) FROM head", &count, err);

	if (rc == RC_OK)
		rc = count_rows(r, "SELECT min(seq) FROM head", &first, err);
	if (rc == RC_OK)
		rc = count_rows(r, "SELECT max(seq) FROM head", &last, err);
	if (rc == RC_OK)
		rc = count_rows(r, "SELECT count(*) FROM head WHERE "
				"typeof(hash)='blob' AND length(hash)=32",
				&whole, err);
	if (rc == RC_OK &&
	    (count != expected || whole != count ||
	     (count > 0 && (last != m->head_seq ||
			    last - first + 1 != count))))
		rc = payload_not_ours(err, "its list of journal heads is not "
				      "whole");
	return rc;
}

static enum rc
check_last_head(struct payload_reader *r, struct err *err)
{
	const struct bundle_manifest *m = &r->manifest;
	sqlite3_stmt *stmt = NULL;
	enum rc rc = RC_OK;

	if (m->kind != BUNDLE_RETURN)
		return RC_OK;
	if (sqlite3_prepare_v2(r->db, "SELECT hash FROM head WHERE seq=?1", -1,
			       &stmt, NULL) != SQLITE_OK)
		return payload_error(r->db, err);
	sqlite3_bind_int64(stmt, 1, m->head_seq);
	if (sqlite3_step(stmt) != SQLITE_ROW ||
	    !payload_is_bytes(stmt, 0, sizeof(m->head_hash)) ||
	    memcmp(sqlite3_column_blob(stmt, 0), m->head_hash,
		   sizeof(m->head_hash)) != 0)
		rc = payload_not_ours(err, "its manifest names another "
				      "journal head than it has");
	sqlite3_finalize(stmt);
	return rc;
}

/* A receipt is a number and the SHA-256 of that stick, as we write it. */
static enum rc
check_receipts(struct payload_reader *r, struct err *err)
{
	int64_t wrong = 0;
	enum rc rc = count_rows(r, "SELECT count(*) FROM receipt WHERE"
				" typeof(number)<>'integer' OR number<1"
				" OR typeof(sha256)<>'text'"
				" OR length(CAST(sha256 AS BLOB))<>64"
				" OR length(sha256)<>64"
				" OR sha256 GLOB '*[^0-9a-f]*'", &wrong, err);

	return rc == RC_OK && wrong > 0
		? payload_not_ours(err, "a receipt is not a number and a "
				   "SHA-256")
		: rc;
}

enum rc
payload_check_rows(struct payload_reader *r, struct err *err)
{
	char answer[64];
	int64_t rows = 0;
	enum rc rc = payload_ask(r->db, "PRAGMA foreign_key_check", answer,
				 sizeof(answer), err);

	if (rc == RC_OK && answer[0] != '\0')
		rc = payload_not_ours(err, "a row refers to one that is not "
				      "there");
	for (size_t i = 0; i < bundle_table_count && rc == RC_OK; i++)
		if (bundle_carries(&bundle_tables[i], r->manifest.kind))
			rc = check_table(r, &bundle_tables[i], &rows, err);
	if (rc == RC_OK)
		rc = check_counts(r, rows, err);
	if (rc == RC_OK)
		rc = check_receipts(r, err);
	if (rc == RC_OK)
		rc = check_heads(r, err);
	return rc == RC_OK ? check_last_head(r, err) : rc;
}
