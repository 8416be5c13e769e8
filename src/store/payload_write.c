/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/id_set.h"
#include "base/mem.h"
#include "model/manifest.h"
#include "store/payload_private.h"
#include "store/site_store.h"
#include "store/uow.h"

/* A payload being filled, and what its rows have referred to so far. */
struct writing {
	struct store *store;
	sqlite3 *db;
	struct payload_request *request;
	struct id_set staff, versions, items, employers;
	struct err *err;
};

enum rc
payload_students_since(struct store *store, int64_t seq, struct id **ids,
		       size_t *count, struct err *err)
{
	struct query q = query_open(store,
		"SELECT id FROM student WHERE ?1=0 OR id IN (SELECT subject_id"
		" FROM journal_subject WHERE seq>?1) ORDER BY reference", err);

	*ids = NULL;
	*count = 0;
	query_bind_int(&q, seq);
	while (query_row(&q)) {
		*ids = xgrow(*ids, *count, sizeof(**ids));
		query_id(&q, &(*ids)[(*count)++]);
	}
	return query_close(&q);
}

/* ---- rows of one table ---- */

static void
note_reference(struct writing *w, const struct bundle_column *column,
	       sqlite3_stmt *row, int at)
{
	struct id id;

	if (column->refers == NULL || sqlite3_column_bytes(row, at) != ID_SIZE)
		return;
	memcpy(id.b, sqlite3_column_blob(row, at), ID_SIZE);
	if (strcmp(column->refers, "staff") == 0)
		id_set_add(&w->staff, &id);
	else if (strcmp(column->refers, "curriculum_version") == 0)
		id_set_add(&w->versions, &id);
	else if (strcmp(column->refers, "item") == 0)
		id_set_add(&w->items, &id);
	else if (strcmp(column->refers, "employer") == 0)
		id_set_add(&w->employers, &id);
}

static enum rc
copy_row(struct writing *w, const struct bundle_table *table,
	 sqlite3_stmt *from, sqlite3_stmt *to)
{
	int code = SQLITE_OK;

	for (size_t i = 0; i < table->column_count; i++) {
		int at = (int)i;

		note_reference(w, &table->columns[i], from, at);
		if (code == SQLITE_OK)
			code = sqlite3_bind_value(
				to, at + 1, sqlite3_column_value(from, at));
	}
	if (code == SQLITE_OK)
		code = sqlite3_step(to);
	if (code != SQLITE_DONE)
		return payload_error(w->db, w->err);
	sqlite3_reset(to);
	w->request->manifest.rows++;
	return RC_OK;
}

static enum rc
copy_rows_of(struct writing *w, const struct bundle_table *table,
	     const struct id *id, sqlite3_stmt *from, sqlite3_stmt *to)
{
	enum rc rc = RC_OK;
	int code;

	sqlite3_bind_blob(from, 1, id->b, ID_SIZE, SQLITE_STATIC);
	while ((code = sqlite3_step(from)) == SQLITE_ROW && rc == RC_OK)
		rc = copy_row(w, table, from, to);
	if (code != SQLITE_DONE && rc == RC_OK)
		rc = store_error(w->store, w->err);
	sqlite3_reset(from);
	return rc;
}

static enum rc
copy_table(struct writing *w, const struct bundle_table *table,
	   const struct id *ids, size_t count)
{
	struct buf select = BUF_INIT, insert = BUF_INIT;
	sqlite3_stmt *from = NULL, *to = NULL;
	enum rc rc = RC_OK;

	sql_select(table, SQL_SEND, &select);
	sql_insert(table, &insert);
	if (sqlite3_prepare_v2(w->store->db, select.ptr, (int)select.len,
			       &from, NULL) != SQLITE_OK)
		rc = store_error(w->store, w->err);
	if (rc == RC_OK)
		rc = payload_prepare(w->db, &insert, &to, w->err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = copy_rows_of(w, table, &ids[i], from, to);
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	buf_release(&select);
	buf_release(&insert);
	return rc;
}

static enum rc
copy_scope(struct writing *w, enum bundle_scope scope, const struct id *ids,
	   size_t count)
{
	enum bundle_kind kind = w->request->manifest.kind;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < bundle_table_count && rc == RC_OK; i++)
		if (bundle_tables[i].scope == scope &&
		    bundle_carries(&bundle_tables[i], kind))
			rc = copy_table(w, &bundle_tables[i], ids, count);
	return rc;
}

/* All there are: whose they were is not known here any more. */
static enum rc
copy_erasures(struct writing *w)
{
	const struct bundle_table *table = bundle_tables;
	struct buf insert = BUF_INIT;
	sqlite3_stmt *to = NULL;
	struct query q = query_open(w->store, "SELECT mark, reason, on_date"
				    " FROM erasure ORDER BY mark", w->err);
	enum rc rc;

	while (table->scope != SCOPE_ERASURE)
		table++;
	sql_insert(table, &insert);
	rc = payload_prepare(w->db, &insert, &to, w->err);
	while (rc == RC_OK && query_row(&q))
		rc = copy_row(w, table, q.stmt, to);
	sqlite3_finalize(to);
	buf_release(&insert);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return rc;
}

/* ---- what students' rows refer to ---- */

/* Marks stay when a student moves to another version, so there may be several
 * versions behind one student. */
static enum rc
find_versions(struct writing *w)
{
	for (size_t i = 0; i < w->items.count; i++) {
		struct query q = query_open(w->store,
			"SELECT version_id FROM item WHERE id=?1", w->err);
		struct id id;

		query_bind_id(&q, &w->items.ids[i]);
		if (query_row(&q)) {
			query_id(&q, &id);
			id_set_add(&w->versions, &id);
		}
		if (query_close(&q) != RC_OK)
			return q.rc;
	}
	for (size_t i = 0; i < w->request->version_count; i++)
		id_set_add(&w->versions, &w->request->versions[i]);
	return RC_OK;
}

/* Head office is told of all of them, another academy of those that somebody
 * who goes there has applied to. */
static enum rc
copy_employers(struct writing *w)
{
	if (w->request->manifest.kind == BUNDLE_RETURN) {
		struct query q = query_open(w->store,
					    "SELECT id FROM employer", w->err);
		struct id id;

		while (query_row(&q)) {
			query_id(&q, &id);
			id_set_add(&w->employers, &id);
		}
		if (query_close(&q) != RC_OK)
			return q.rc;
	}
	return copy_scope(w, SCOPE_EMPLOYER, w->employers.ids,
			  w->employers.count);
}

static enum rc
copy_sites(struct writing *w)
{
	struct site *rows;
	struct id_set trusted = { NULL, 0 };
	size_t count;
	enum rc rc = site_list(w->store, &rows, &count, w->err);

	for (size_t i = 0; i < count; i++)
		if (rows[i].state == SITE_TRUSTED)
			id_set_add(&trusted, &rows[i].id);
	if (rc == RC_OK)
		rc = copy_scope(w, SCOPE_PLACE, trusted.ids, trusted.count);
	id_set_release(&trusted);
	mem_free(rows);
	return rc;
}

/* ---- head, receipts, manifest ---- */

/* From the last entry that head office has seen on, so that it can tell
 * whether ours follow from it. */
static enum rc
write_heads(struct writing *w)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *to = NULL;
	struct query q = query_open(w->store,
		"SELECT seq, hash FROM journal WHERE seq>=?1", w->err);
	enum rc rc;

	buf_adds(&sql, "INSERT INTO head (seq, hash) VALUES (?1, ?2)");
	rc = payload_prepare(w->db, &sql, &to, w->err);
	query_bind_int(&q, w->request->manifest.since_seq);
	while (rc == RC_OK && query_row(&q)) {
		size_t size;
		const void *hash;

		sqlite3_bind_int64(to, 1, query_int(&q));
		hash = query_blob(&q, &size);
		sqlite3_bind_blob64(to, 2, hash, size, SQLITE_STATIC);
		if (sqlite3_step(to) != SQLITE_DONE)
			rc = payload_error(w->db, w->err);
		sqlite3_reset(to);
	}
	sqlite3_finalize(to);
	buf_release(&sql);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return rc;
}

static enum rc
write_receipts(struct writing *w)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *to = NULL;
	enum rc rc;

	buf_adds(&sql, "INSERT INTO receipt (number, sha256) VALUES (?1, ?2)");
	rc = payload_prepare(w->db, &sql, &to, w->err);
	for (size_t i = 0; i < w->request->receipt_count && rc == RC_OK; i++) {
		const struct import_row_log *r = &w->request->receipts[i];

		sqlite3_bind_int64(to, 1, r->number);
		sqlite3_bind_text(to, 2, r->sha256, -1, SQLITE_STATIC);
		if (sqlite3_step(to) != SQLITE_DONE)
			rc = payload_error(w->db, w->err);
		w->request->manifest.rows++;
		sqlite3_reset(to);
	}
	sqlite3_finalize(to);
	buf_release(&sql);
	return rc;
}

static enum rc
write_manifest(struct writing *w)
{
	struct manifest_rows rows;
	struct buf sql = BUF_INIT;
	sqlite3_stmt *to = NULL;
	enum rc rc;

	manifest_to_rows(&w->request->manifest, &rows);
	buf_adds(&sql, "INSERT INTO manifest (key, value) VALUES (?1, ?2)");
	rc = payload_prepare(w->db, &sql, &to, w->err);
	for (size_t i = 0; i < MANIFEST_ROWS && rc == RC_OK; i++) {
		sqlite3_bind_text(to, 1, manifest_keys[i], -1, SQLITE_STATIC);
		sqlite3_bind_text(to, 2, rows.values[i], -1, SQLITE_STATIC);
		if (sqlite3_step(to) != SQLITE_DONE)
			rc = payload_error(w->db, w->err);
		sqlite3_reset(to);
	}
	sqlite3_finalize(to);
	buf_release(&sql);
	return rc;
}

/* ---- the whole ---- */

static enum rc
fill(struct writing *w)
{
	struct payload_request *r = w->request;
	struct bundle_manifest *m = &r->manifest;
	struct instant at;
	enum rc rc = journal_head(w->store, &m->head_seq, m->head_hash, &at,
				  w->err);

	m->rows = 0;
	m->students = (int64_t)r->student_count;
	if (rc == RC_OK)
		rc = copy_scope(w, SCOPE_STUDENT, r->students,
				r->student_count);
	if (rc == RC_OK)
		rc = find_versions(w);
	m->versions = (int64_t)w->versions.count;
	if (rc == RC_OK)
		rc = copy_scope(w, SCOPE_VERSION, w->versions.ids,
				w->versions.count);
	if (rc == RC_OK)
		rc = copy_scope(w, SCOPE_ITEM, w->versions.ids,
				w->versions.count);
	if (rc == RC_OK)
		rc = copy_employers(w);
	if (rc == RC_OK)
		rc = copy_scope(w, SCOPE_STAFF, w->staff.ids, w->staff.count);
	if (rc == RC_OK && bundle_carries_erasures(m->kind))
		rc = copy_erasures(w);
	if (rc == RC_OK && r->sites)
		rc = copy_sites(w);
	if (rc == RC_OK && m->kind == BUNDLE_RETURN)
		rc = write_heads(w);
	if (rc == RC_OK)
		rc = write_receipts(w);
	return rc == RC_OK ? write_manifest(w) : rc;
}

static enum rc
take_image(sqlite3 *db, struct payload *payload, struct err *err)
{
	sqlite3_int64 size = 0;

	payload->data = sqlite3_serialize(db, "main", &size,
					  SQLITE_SERIALIZE_NOCOPY);
	payload->size = size;
	payload->owner = db;
	return payload->data != NULL ? RC_OK : payload_error(db, err);
}

enum rc
payload_write(struct store *store, struct payload_request *request,
	      struct payload *payload, struct err *err)
{
	struct writing w = { .store = store, .request = request, .err = err };
	enum rc rc = payload_create(request->manifest.kind, &w.db, err);

	memset(payload, 0, sizeof(*payload));
	if (rc != RC_OK)
		return rc;
	request->manifest.format = BUNDLE_FORMAT;
	sqlite3_exec(w.db, "BEGIN", NULL, NULL, NULL);
	rc = fill(&w);
	if (rc == RC_OK &&
	    sqlite3_exec(w.db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		rc = payload_error(w.db, err);
	id_set_release(&w.staff);
	id_set_release(&w.versions);
	id_set_release(&w.items);
	id_set_release(&w.employers);
	if (rc == RC_OK)
		rc = take_image(w.db, payload, err);
	if (rc != RC_OK)
		sqlite3_close(w.db);
	return rc;
}

void
payload_release(struct payload *payload)
{
	if (payload->owner == NULL)
		return;
	sqlite3_close(payload->owner);
	memset(payload, 0, sizeof(*payload));
}
