/* SPDX-License-Identifier: ISC */
/* The register of what came in. */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"
#include "store/site_store.h"

#define IMPORT_SELECT \
	"SELECT i.id, i.site_id, coalesce(s.code, ''), i.kind, i.number," \
	" i.head_seq, i.head_hash, i.file, i.sha256, i.counts, i.utc_s," \
	" i.offset_min, i.superseded, i.left_out, coalesce(f.name, '')" \
	" FROM import i LEFT JOIN site s ON s.id=i.site_id" \
	" LEFT JOIN staff f ON f.id=i.staff_id"

static void
read_import(struct query *q, struct import_row_log *row)
{
	memset(row, 0, sizeof(*row));
	query_id(q, &row->id);
	query_id(q, &row->site_id);
	query_text(q, row->from_code, sizeof(row->from_code));
	row->kind = (enum bundle_kind)query_term(q, &term_bundle_kind);
	row->number = query_int(q);
	row->head_seq = query_int(q);
	query_hash(q, row->head_hash);
	query_text(q, row->file, sizeof(row->file));
	query_text(q, row->sha256, sizeof(row->sha256));
	query_text(q, row->counts, sizeof(row->counts));
	row->at = query_instant(q);
	row->superseded = query_int(q) != 0;
	row->left_out = query_int(q);
	query_text(q, row->by, sizeof(row->by));
}

enum rc
import_add(struct store *store, const struct import_row_log *row,
	   const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO import (id, site_id, kind, number, file, sha256,"
		" head_seq, head_hash, counts, left_out, staff_id, utc_s,"
		" offset_min) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
		" ?13)", err);
	struct id id = store_new_id(store);

	assert(uow_is_open(store));
	query_bind_id(&q, &id);
	query_bind_id(&q, &row->site_id);
	query_bind_term(&q, &term_bundle_kind, (int)row->kind);
	query_bind_int(&q, row->number);
	query_bind_text(&q, row->file);
	query_bind_text(&q, row->sha256);
	query_bind_int(&q, row->head_seq);
	query_bind_blob(&q, row->head_hash, sizeof(row->head_hash));
	query_bind_text(&q, row->counts);
	query_bind_int(&q, row->left_out);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	return query_run(&q);
}

enum rc
import_set_left_out(struct store *store, const struct import_row_log *row,
		    int64_t left_out, struct err *err)
{
	struct query q = query_open(store,
		"UPDATE import SET left_out=?2 WHERE id=?1", err);

	assert(uow_is_open(store));
	query_bind_id(&q, &row->id);
	query_bind_int(&q, left_out);
	return query_run(&q);
}

enum rc
import_list(struct store *store, struct import_row_log **rows, size_t *count,
	    struct err *err)
{
	struct query q = query_open(store, IMPORT_SELECT
				    " ORDER BY i.utc_s DESC, i.id DESC", err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_import(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

static enum rc
one_import(struct query *q, struct import_row_log *row)
{
	bool found = query_row(q);

	if (found)
		read_import(q, row);
	if (query_close(q) != RC_OK)
		return q->rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
import_last(struct store *store, const struct id *site_id,
	    enum bundle_kind kind, struct import_row_log *row,
	    struct err *err)
{
	struct query q = query_open(store, IMPORT_SELECT
		" WHERE i.site_id=?1 AND i.kind=?2 AND i.superseded=0"
		" ORDER BY i.head_seq DESC, i.number DESC LIMIT 1", err);

	query_bind_id(&q, site_id);
	query_bind_term(&q, &term_bundle_kind, (int)kind);
	return one_import(&q, row);
}

enum rc
import_by_number(struct store *store, const struct id *site_id,
		 int64_t number, struct import_row_log *row, struct err *err)
{
	struct query q = query_open(store, IMPORT_SELECT
		" WHERE i.site_id=?1 AND i.number=?2 AND i.superseded=0"
		" LIMIT 1", err);

	query_bind_id(&q, site_id);
	query_bind_int(&q, number);
	return one_import(&q, row);
}

/* ---- of a place that went back to an older copy ---- */

enum rc
import_supersede(struct store *store, const struct id *site_id,
		 struct err *err)
{
	struct query q = query_open(store,
		"UPDATE import SET superseded=1"
		" WHERE site_id=?1 AND superseded=0", err);

	assert(uow_is_open(store));
	query_bind_id(&q, site_id);
	return query_run(&q);
}

enum rc
import_last_superseded(struct store *store, const struct id *site_id,
		       struct import_row_log *row, struct err *err)
{
	struct query q = query_open(store, IMPORT_SELECT
		" WHERE i.site_id=?1 AND i.superseded=1"
		" ORDER BY i.id DESC LIMIT 1", err);

	query_bind_id(&q, site_id);
	return one_import(&q, row);
}

enum rc
import_superseded(struct store *store, const struct id *site_id,
		  const char *sha256, struct import_row_log *row,
		  struct err *err)
{
	struct query q = query_open(store, IMPORT_SELECT
		" WHERE i.site_id=?1 AND i.sha256=?2 AND i.superseded=1"
		" LIMIT 1", err);

	query_bind_id(&q, site_id);
	query_bind_text(&q, sha256);
	return one_import(&q, row);
}
