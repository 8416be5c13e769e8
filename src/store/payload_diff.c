/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/payload_private.h"

struct table_walk {
	const struct bundle_table *table;
	sqlite3_stmt *here, *there, *upsert, *remove;
};

struct differ {
	struct store *store;
	struct payload_reader *reader;
	struct table_walk *walks;	/* of all tables, those of a scope */
	size_t count;
};

static enum rc
prepare_here(struct differ *d, const struct buf *sql, sqlite3_stmt **stmt,
	     struct err *err)
{
	if (sqlite3_prepare_v2(d->store->db, sql->ptr, (int)sql->len, stmt,
			       NULL) != SQLITE_OK)
		return store_error(d->store, err);
	return RC_OK;
}

static enum rc
add_walk(struct differ *d, const struct bundle_table *table, struct err *err)
{
	struct table_walk *w = &d->walks[d->count++];
	struct buf sql = BUF_INIT;
	enum rc rc;

	w->table = table;
	sql_select(table, SQL_HERE, &sql);
	rc = prepare_here(d, &sql, &w->here, err);
	buf_reset(&sql);
	sql_select(table, SQL_PAYLOAD, &sql);
	if (rc == RC_OK)
		rc = payload_prepare(d->reader->db, &sql, &w->there, err);
	buf_reset(&sql);
	sql_upsert(table, &sql);
	if (rc == RC_OK)
		rc = prepare_here(d, &sql, &w->upsert, err);
	buf_reset(&sql);
	sql_delete(table, &sql);
	if (rc == RC_OK)
		rc = prepare_here(d, &sql, &w->remove, err);
	buf_release(&sql);
	return rc;
}

enum rc
differ_new(struct store *store, struct payload_reader *reader,
	   enum bundle_scope scope, struct differ **differ, struct err *err)
{
	struct differ *d = xcalloc(1, sizeof(*d));
	enum rc rc = RC_OK;

	d->store = store;
	d->reader = reader;
	d->walks = xcalloc(bundle_table_count, sizeof(*d->walks));
	for (size_t i = 0; i < bundle_table_count && rc == RC_OK; i++)
		if (bundle_tables[i].scope == scope &&
		    bundle_carries(&bundle_tables[i], reader->manifest.kind))
			rc = add_walk(d, &bundle_tables[i], err);
	*differ = d;
	return rc;
}

void
differ_free(struct differ *d)
{
	if (d == NULL)
		return;
	for (size_t i = 0; i < d->count; i++) {
		sqlite3_finalize(d->walks[i].here);
		sqlite3_finalize(d->walks[i].there);
		sqlite3_finalize(d->walks[i].upsert);
		sqlite3_finalize(d->walks[i].remove);
	}
	mem_free(d->walks);
	mem_free(d);
}

/* ---- comparing ---- */

static int
compare_cells(sqlite3_stmt *a, sqlite3_stmt *b, int at)
{
	int x = sqlite3_column_type(a, at), y = sqlite3_column_type(b, at);
	int n, m, order;
	int64_t i, j;

	if (x != y)
		return x < y ? -1 : 1;
	if (x == SQLITE_NULL)
		return 0;
	if (x == SQLITE_INTEGER) {
		i = sqlite3_column_int64(a, at);
		j = sqlite3_column_int64(b, at);
		return (i > j) - (i < j);
	}
	n = sqlite3_column_bytes(a, at);
	m = sqlite3_column_bytes(b, at);
	if (n == 0 || m == 0)
		return (n > m) - (n < m);
	order = memcmp(sqlite3_column_blob(a, at), sqlite3_column_blob(b, at),
		       (size_t)(n < m ? n : m));
	return order != 0 ? order : (n > m) - (n < m);
}

int
row_compare(sqlite3_stmt *a, sqlite3_stmt *b, size_t from, size_t to)
{
	int order = 0;

	for (size_t i = from; i < to && order == 0; i++)
		order = compare_cells(a, b, (int)i);
	return order;
}

/* ---- applying ---- */

static enum rc
run_with(struct differ *d, sqlite3_stmt *stmt, sqlite3_stmt *row,
	 size_t columns, struct err *err)
{
	int code = SQLITE_OK;

	for (size_t i = 0; i < columns && code == SQLITE_OK; i++)
		code = sqlite3_bind_value(stmt, (int)i + 1,
					  sqlite3_column_value(row, (int)i));
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	if (code != SQLITE_DONE)
		return store_error(d->store, err);
	if (sqlite3_changes(d->store->db) == 0)
		return err_set(err, RC_CONFLICT, NULL,
			       "The bundle has a row that is somebody else's "
			       "here; nothing was taken from it.");
	return RC_OK;
}

/* Rows that are gone are noted first: nothing is deleted under a cursor. */
struct gone_rows {
	sqlite3_value *cells[4];
};

static void
note_gone(const struct table_walk *w, struct gone_rows **rows, size_t *count)
{
	struct gone_rows gone = { { NULL } };

	for (size_t i = 0; i < sql_key_columns(w->table); i++)
		gone.cells[i] = sqlite3_value_dup(
			sqlite3_column_value(w->here, (int)i));
	*rows = xgrow(*rows, *count, sizeof(gone));
	(*rows)[(*count)++] = gone;
}

static enum rc
remove_gone(struct differ *d, struct table_walk *w, struct gone_rows *rows,
	    size_t count, bool apply, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t r = 0; r < count; r++) {
		for (size_t i = 0; i < ARRAY_SIZE(rows[r].cells); i++) {
			if (rows[r].cells[i] != NULL && apply)
				sqlite3_bind_value(w->remove, (int)i + 1,
						   rows[r].cells[i]);
			sqlite3_value_free(rows[r].cells[i]);
		}
		if (!apply || rc != RC_OK)
			continue;
		if (sqlite3_step(w->remove) != SQLITE_DONE)
			rc = store_error(d->store, err);
		sqlite3_reset(w->remove);
	}
	mem_free(rows);
	return rc;
}

/* ---- one table: both sides are in order of the key ---- */

struct merge {
	bool here, there;	/* there is a row on that side */
	int order;		/* of the keys: below 0, ours alone */
};

/* SQLITE_OK with or without a row. */
static int
next(sqlite3_stmt *stmt, bool *has)
{
	int code = sqlite3_step(stmt);

	*has = code == SQLITE_ROW;
	return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

static void
order_keys(struct merge *m, const struct table_walk *w)
{
	if (m->here && m->there)
		m->order = row_compare(w->here, w->there, 0,
					   sql_key_columns(w->table));
	else
		m->order = m->here ? -1 : 1;
}

static enum rc
take_row(struct differ *d, struct table_walk *w, const struct merge *m,
	 bool apply, struct row_diff *diff, struct err *err)
{
	bool differs = m->order > 0 ||
		       row_compare(w->here, w->there,
				       sql_key_columns(w->table),
				       w->table->column_count) != 0;

	if (!differs)
		return RC_OK;
	if (m->order > 0)
		diff->added++;
	else
		diff->changed++;
	return apply ? run_with(d, w->upsert, w->there,
				w->table->column_count, err)
		     : RC_OK;
}

static enum rc
merge_rows(struct differ *d, struct table_walk *w, bool apply,
	   struct row_diff *diff, struct err *err)
{
	struct merge m;
	struct gone_rows *gone = NULL;
	size_t gone_count = 0;
	int here = next(w->here, &m.here), there = next(w->there, &m.there);
	enum rc rc = RC_OK;

	while (rc == RC_OK && here == SQLITE_OK && there == SQLITE_OK &&
	       (m.here || m.there)) {
		order_keys(&m, w);
		if (m.order < 0)
			note_gone(w, &gone, &gone_count);
		else
			rc = take_row(d, w, &m, apply, diff, err);
		if (m.order <= 0)
			here = next(w->here, &m.here);
		if (m.order >= 0)
			there = next(w->there, &m.there);
	}
	sqlite3_reset(w->here);
	sqlite3_reset(w->there);
	diff->gone += (int64_t)gone_count;
	if (rc == RC_OK && here != SQLITE_OK)
		rc = store_error(d->store, err);
	if (rc == RC_OK && there != SQLITE_OK)
		rc = payload_error(d->reader->db, err);
	if (rc == RC_OK)
		return remove_gone(d, w, gone, gone_count, apply, err);
	(void)remove_gone(d, w, gone, gone_count, false, NULL);
	return rc;
}

/* "2 attempts new, 1 mark changed" */
static void
say(const struct bundle_table *table, const struct row_diff *diff,
    struct buf *words)
{
	const struct {
		int64_t count;
		const char *what;
	} parts[] = {
		{ diff->added, "new" }, { diff->changed, "changed" },
		{ diff->gone, "taken away" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (parts[i].count > 0)
			buf_addf(words, "%s%" PRId64 " %s%s %s",
				 words->len > 0 ? ", " : "", parts[i].count,
				 table->noun, parts[i].count > 1 ? "s" : "",
				 parts[i].what);
}

enum rc
differ_walk(struct differ *d, const struct id *id, bool apply,
	    struct row_diff *diff, struct buf *words, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < d->count && rc == RC_OK; i++) {
		struct table_walk *w = &d->walks[i];
		struct row_diff one = { 0, 0, 0 };

		sqlite3_bind_blob(w->here, 1, id->b, ID_SIZE, SQLITE_STATIC);
		sqlite3_bind_blob(w->there, 1, id->b, ID_SIZE, SQLITE_STATIC);
		rc = merge_rows(d, w, apply, &one, err);
		diff->added += one.added;
		diff->changed += one.changed;
		diff->gone += one.gone;
		if (words != NULL)
			say(w->table, &one, words);
	}
	return rc;
}
