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

static enum rc
check_format(struct payload_reader *r, struct err *err)
{
	char answer[32];
	enum rc rc = payload_ask(r->db, "PRAGMA user_version", answer,
				 sizeof(answer), err);

	if (rc == RC_OK && strtol(answer, NULL, 10) > BUNDLE_FORMAT)
		return err_set(err, RC_CONFLICT, "format",
			       "The bundle was written by a newer Throughgate "
			       "(format %s). Install that version here first.",
			       answer);
	return rc;
}

static enum rc
check_pages(struct payload_reader *r, struct err *err)
{
	char answer[200];
	enum rc rc = payload_ask(r->db, "PRAGMA quick_check(1)", answer,
				 sizeof(answer), err);

	if (rc == RC_OK && strcmp(answer, "ok") != 0)
		return err_set(err, RC_CORRUPT, NULL,
			       "What is inside the bundle is damaged; nothing "
			       "was taken from it.");
	return rc;
}

/* ---- the schema: row for row what a writer makes ---- */

static enum rc
describe_schema(sqlite3 *db, struct buf *out, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT type, name, tbl_name, sql "
				      "FROM sqlite_schema ORDER BY name", -1,
				      &stmt, NULL);

	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(stmt);
		for (int i = 0; i < 4 && code == SQLITE_ROW; i++) {
			const char *text =
				(const char *)sqlite3_column_text(stmt, i);

			buf_adds(out, text != NULL ? text : "-");
			buf_addc(out, '\0');
		}
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? RC_OK : payload_error(db, err);
}

static enum rc
is_schema_of(enum bundle_kind kind, const struct buf *got, bool *same,
	     struct err *err)
{
	struct buf want = BUF_INIT;
	sqlite3 *ours;
	enum rc rc = payload_create(kind, &ours, err);

	*same = false;
	if (rc != RC_OK)
		return rc;
	rc = describe_schema(ours, &want, err);
	if (rc == RC_OK)
		*same = got->len == want.len &&
			memcmp(got->ptr, want.ptr, want.len) == 0;
	sqlite3_close(ours);
	buf_release(&want);
	return rc;
}

/* Before any row is read: a table that computes, or one of a module, would run
 * when it is. *kind is whose schema it is. */
static enum rc
check_schema(struct payload_reader *r, enum bundle_kind *kind,
	     struct err *err)
{
	struct buf got = BUF_INIT;
	bool same = false;
	enum rc rc = describe_schema(r->db, &got, err);

	for (int k = 0; k < (int)term_bundle_kind.count && rc == RC_OK &&
			!same; k++) {
		*kind = (enum bundle_kind)k;
		rc = is_schema_of(*kind, &got, &same, err);
	}
	buf_release(&got);
	if (rc == RC_OK && !same)
		rc = payload_not_ours(err, "it has tables, columns or other "
				      "parts that are unknown here");
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
		  bool seen[MANIFEST_ROWS], struct err *err)
{
	const char *key = (const char *)sqlite3_column_text(stmt, 0);
	const char *value = (const char *)sqlite3_column_text(stmt, 1);
	int at = key != NULL ? key_index(key) : -1;

	if (at < 0 || value == NULL || seen[at])
		return payload_not_ours(err, "its manifest has a line that is unknown "
				"here");
	if (strlen(value) >= MANIFEST_VALUE_SIZE)
		return payload_not_ours(err, "its manifest has a line that is too "
				"long");
	snprintf(rows->values[at], MANIFEST_VALUE_SIZE, "%s", value);
	seen[at] = true;
	return RC_OK;
}

static enum rc
read_manifest(struct payload_reader *r, struct err *err)
{
	struct manifest_rows rows = { 0 };
	bool seen[MANIFEST_ROWS] = { false };
	sqlite3_stmt *stmt = NULL;
	int count = 0, code;
	enum rc rc = RC_OK;

	if (sqlite3_prepare_v2(r->db, "SELECT key, value FROM manifest", -1,
			       &stmt, NULL) != SQLITE_OK)
		return payload_error(r->db, err);
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		rc = take_manifest_row(stmt, &rows, seen, err);
		count++;
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(r->db, err);
	sqlite3_finalize(stmt);
	if (rc == RC_OK && count != MANIFEST_ROWS)
		rc = payload_not_ours(err, "its manifest is not whole");
	return rc == RC_OK ? manifest_from_rows(&rows, &r->manifest, err)
			   : rc;
}

/* ---- open, close ---- */

static size_t
pages_said(const unsigned char *data)
{
	size_t pages = 0;

	for (int i = 28; i < 32; i++)
		pages = pages << 8 | data[i];
	return pages;
}

/* What every file of ours begins with: pages of 4096 bytes without reserve, no
 * write-ahead log, no vacuum by itself, text in UTF-8. */
static enum rc
check_header(const unsigned char *data, size_t size, struct err *err)
{
	static const struct {
		size_t at, size;
		const char *bytes;
	} fields[] = {
		{ 0, 16, "SQLite format 3" }, { 16, 2, "\x10\0" },
		{ 18, 3, "\1\1\0" }, { 52, 8, "\0\0\0\0\0\0\0\1" },
	};
	static const char no_list[4];

	if (size < 512 || memcmp(data, fields[0].bytes, 16) != 0)
		return payload_not_ours(err, "it is not a SQLite database");
	for (size_t i = 1; i < ARRAY_SIZE(fields); i++)
		if (memcmp(data + fields[i].at, fields[i].bytes,
			   fields[i].size) != 0)
			return payload_not_ours(err, "it is a SQLite database "
						"of another make");
	/* SQLite 3.40 does not look at the list of free pages when the first
	 * of its tables, in no order of ours, is a view. */
	if ((memcmp(data + 36, no_list, 4) == 0) !=
	    (memcmp(data + 32, no_list, 4) == 0))
		return err_set(err, RC_CORRUPT, NULL,
			       "What is inside the bundle is damaged; nothing "
			       "was taken from it.");
	if (pages_said(data) * 4096 != size)
		return err_set(err, RC_CORRUPT, NULL,
			       "What is inside the bundle was cut short; "
			       "nothing was taken from it.");
	return RC_OK;
}

static enum rc
check(struct payload_reader *r, struct err *err)
{
	enum bundle_kind kind = BUNDLE_RETURN;
	enum rc rc = check_format(r, err);

	if (rc == RC_OK)
		rc = check_schema(r, &kind, err);
	if (rc == RC_OK)
		rc = check_pages(r, err);
	if (rc == RC_OK)
		rc = read_manifest(r, err);
	if (rc == RC_OK && r->manifest.kind != kind)
		rc = payload_not_ours(err, "its manifest says that it is of "
				      "another kind than it is");
	return rc == RC_OK ? payload_check_rows(r, err) : rc;
}

enum rc
payload_open(unsigned char *data, size_t size, struct payload_reader **out,
	     struct err *err)
{
	struct payload_reader *r = xcalloc(1, sizeof(*r));
	enum rc rc = check_header(data, size, err);

	if (rc == RC_OK)
		rc = open_bytes(r, data, size, err);
	if (rc == RC_OK)
		rc = check(r, err);
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
	if (sqlite3_step(stmt) == SQLITE_ROW && payload_is_bytes(stmt, 0, 32)) {
		memcpy(hash, sqlite3_column_blob(stmt, 0), 32);
		rc = RC_OK;
	}
	sqlite3_finalize(stmt);
	return rc;
}
