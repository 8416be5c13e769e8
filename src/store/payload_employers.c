/* SPDX-License-Identifier: ISC */
/*
 * Employers and their vacancies that came in. The place that keeps one changes
 * it; what others send of it, since somebody applied there, is only added where
 * it is not known yet.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/employer_store.h"
#include "store/payload_private.h"

/* ---- what the sender has no more ---- */

/* As long as somebody has applied to it here, it stays. */
static const struct {
	const char *there, *here, *remove;
} gone[] = {
	{ "SELECT id FROM vacancy",
	  "SELECT v.id FROM vacancy v JOIN employer e ON e.id=v.employer_id"
	  " WHERE e.owner_id=?1 AND NOT EXISTS (SELECT 1 FROM application a"
	  " WHERE a.vacancy_id=v.id)",
	  "DELETE FROM vacancy WHERE id=?1" },
	{ "SELECT id FROM employer",
	  "SELECT e.id FROM employer e WHERE e.owner_id=?1 AND NOT EXISTS"
	  " (SELECT 1 FROM application a WHERE a.employer_id=e.id)",
	  "DELETE FROM employer WHERE id=?1" },
};

static enum rc
ids_there(struct payload_reader *reader, const char *sql, struct id_set *ids,
	  struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code;

	if (sqlite3_prepare_v2(reader->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return payload_error(reader->db, err);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct id id;

		memcpy(id.b, sqlite3_column_blob(stmt, 0), ID_SIZE);
		id_set_add(ids, &id);
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? RC_OK : payload_error(reader->db, err);
}

/* Adds to ids those of one table that are here and not there. */
static enum rc
ids_gone(struct store *store, struct payload_reader *reader, size_t at,
	 const struct site *from, struct id_set *ids, struct err *err)
{
	struct id_set there = { NULL, 0 };
	struct query q;
	enum rc rc = ids_there(reader, gone[at].there, &there, err);

	if (rc == RC_OK) {
		q = query_open(store, gone[at].here, err);
		query_bind_id(&q, &from->id);
		while (query_row(&q)) {
			struct id id;

			query_id(&q, &id);
			if (!id_set_has(&there, &id))
				id_set_add(ids, &id);
		}
		rc = query_close(&q);
	}
	id_set_release(&there);
	return rc;
}

static enum rc
remove_ids(struct store *store, const char *sql, const struct id_set *ids,
	   struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ids->count && rc == RC_OK; i++) {
		struct query q = query_open(store, sql, err);

		query_bind_id(&q, &ids->ids[i]);
		rc = query_run(&q);
	}
	return rc;
}

enum rc
remove_employers(struct store *store, struct payload_reader *reader,
		 const struct site *from, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t at = 0; at < ARRAY_SIZE(gone) && rc == RC_OK; at++) {
		struct id_set ids = { NULL, 0 };

		rc = ids_gone(store, reader, at, from, &ids, err);
		if (rc == RC_OK)
			rc = remove_ids(store, gone[at].remove, &ids, err);
		id_set_release(&ids);
	}
	return rc;
}

/* ---- planning ---- */

/* Whether what the sender says of it counts here. */
static bool
is_told(struct store *store, const struct id *id, const struct site *from,
	enum rc *rc, struct err *err)
{
	struct employer ours;
	enum rc found = employer_load(store, id, &ours, err);

	if (found != RC_OK && found != RC_NOT_FOUND)
		*rc = found;
	return found == RC_NOT_FOUND ||
	       (found == RC_OK && id_equal(&ours.owner_id, &from->id));
}

/* Without what is gone: ids_gone() knows what stays all the same. */
static enum rc
count_told(struct store *store, struct payload_reader *reader,
	   const struct site *from, struct row_diff *diff, struct err *err)
{
	struct id_set there = { NULL, 0 };
	struct differ *differ;
	enum rc rc = differ_new(store, reader, SCOPE_EMPLOYER, &differ, err);

	if (rc == RC_OK)
		rc = ids_there(reader, gone[1].there, &there, err);
	for (size_t i = 0; i < there.count && rc == RC_OK; i++)
		if (is_told(store, &there.ids[i], from, &rc, err))
			rc = differ_walk(differ, &there.ids[i], false, diff,
					 NULL, err);
	diff->gone = 0;
	id_set_release(&there);
	differ_free(differ);
	return rc;
}

static enum rc
count_gone(struct store *store, struct payload_reader *reader,
	   const struct site *from, struct row_diff *diff, struct err *err)
{
	struct id_set ids = { NULL, 0 };
	enum rc rc = RC_OK;

	for (size_t at = 0; at < ARRAY_SIZE(gone) && rc == RC_OK; at++)
		rc = ids_gone(store, reader, at, from, &ids, err);
	diff->gone = (int64_t)ids.count;
	id_set_release(&ids);
	return rc;
}

enum rc
plan_employers(struct store *store, struct payload_reader *reader,
	       const struct site *from, struct bundle_line **lines,
	       size_t *count, struct err *err)
{
	struct bundle_line line = { .state = LINE_NEW, .employers = true,
				    .name = "Employers, vacancies" };
	struct row_diff diff = { 0, 0, 0 };
	enum rc rc;

	if (reader->manifest.kind != BUNDLE_RETURN)
		return RC_OK;
	rc = count_told(store, reader, from, &diff, err);
	if (rc == RC_OK)
		rc = count_gone(store, reader, from, &diff, err);
	if (rc != RC_OK || diff.added + diff.changed + diff.gone == 0)
		return rc;
	if (diff.changed + diff.gone > 0)
		line.state = LINE_CHANGED;
	snprintf(line.reference, sizeof(line.reference), "%s", from->code);
	snprintf(line.why, sizeof(line.why), "%" PRId64 " new, %" PRId64
		 " changed, %" PRId64 " taken away", diff.added, diff.changed,
		 diff.gone);
	plan_add(lines, count, &line);
	return RC_OK;
}

/* ---- applying ---- */

static size_t
column_of(const struct bundle_table *t, const char *name)
{
	size_t at = 0;

	while (strcmp(t->columns[at].name, name) != 0)
		at++;
	return at;
}

static bool
is_wanted(const struct id_set *wanted, sqlite3_stmt *row, size_t at)
{
	struct id id;

	if (wanted == NULL)
		return true;
	memcpy(id.b, sqlite3_column_blob(row, (int)at), ID_SIZE);
	return id_set_has(wanted, &id);
}

static enum rc
apply_rows(struct store *store, const struct bundle_table *t,
	   sqlite3_stmt *from, sqlite3_stmt *to, const struct id_set *wanted,
	   const struct id *sender, struct err *err)
{
	int columns = (int)t->column_count, code;
	size_t employer = column_of(t, t->by);

	while ((code = sqlite3_step(from)) == SQLITE_ROW) {
		if (!is_wanted(wanted, from, employer))
			continue;
		for (int i = 0; i < columns; i++)
			sqlite3_bind_value(to, i + 1,
					   sqlite3_column_value(from, i));
		sqlite3_bind_blob(to, columns + 1, sender->b, ID_SIZE,
				  SQLITE_STATIC);
		if (sqlite3_step(to) != SQLITE_DONE)
			return store_error(store, err);
		sqlite3_reset(to);
	}
	return code == SQLITE_DONE
		       ? RC_OK
		       : payload_error(sqlite3_db_handle(from), err);
}

static enum rc
apply_table(struct store *store, struct payload_reader *reader,
	    const struct bundle_table *t, const struct id_set *wanted,
	    const struct id *sender, struct err *err)
{
	struct buf select = BUF_INIT, upsert = BUF_INIT;
	sqlite3_stmt *from = NULL, *to = NULL;
	enum rc rc;

	sql_select_all(t, &select);
	sql_upsert(t, &upsert);
	buf_addf(&upsert, " AND (SELECT e.owner_id FROM employer e"
		 " WHERE e.id=%s.%s)=?%zu", t->name, t->by,
		 t->column_count + 1);
	rc = payload_prepare(reader->db, &select, &from, err);
	if (rc == RC_OK &&
	    sqlite3_prepare_v2(store->db, upsert.ptr, (int)upsert.len, &to,
			       NULL) != SQLITE_OK)
		rc = store_error(store, err);
	if (rc == RC_OK)
		rc = apply_rows(store, t, from, to, wanted, sender, err);
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	buf_release(&select);
	buf_release(&upsert);
	return rc;
}

enum rc
apply_employers(struct store *store, struct payload_reader *reader,
		const struct site *from, const struct id_set *wanted,
		struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < bundle_table_count && rc == RC_OK; i++)
		if (bundle_tables[i].scope == SCOPE_EMPLOYER)
			rc = apply_table(store, reader, &bundle_tables[i],
					 wanted, &from->id, err);
	return rc;
}
