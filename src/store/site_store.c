/* SPDX-License-Identifier: ISC */
#include "store/site_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

/* ---- places ---- */

#define SITE_SELECT \
	"SELECT s.id, s.code, s.name, s.kind, s.state, s.age_recipient," \
	" s.sign_key, s.on_date, coalesce(f.name, '')," \
	" coalesce(i.number, 0), coalesce(i.head_seq, 0)," \
	" coalesce(i.utc_s, 0), coalesce(i.offset_min, 0)" \
	" FROM site s LEFT JOIN staff f ON f.id=s.staff_id" \
	" LEFT JOIN import i ON i.id=(SELECT n.id FROM import n" \
	"  WHERE n.site_id=s.id ORDER BY n.id DESC LIMIT 1)"

static void
read_site(struct query *q, struct site *site)
{
	memset(site, 0, sizeof(*site));
	query_id(q, &site->id);
	query_text(q, site->code, sizeof(site->code));
	query_text(q, site->name, sizeof(site->name));
	site->kind = (enum site_kind)query_term(q, &term_site_kind);
	site->state = (enum site_state)query_term(q, &term_site_state);
	query_text(q, site->age_recipient, sizeof(site->age_recipient));
	query_text(q, site->sign_key, sizeof(site->sign_key));
	site->on = query_date(q);
	query_text(q, site->by, sizeof(site->by));
	site->last_number = query_int(q);
	site->last_head = query_int(q);
	site->last_at = query_instant(q);
}

static enum rc
one_site(struct query *q, struct site *site)
{
	bool found = query_row(q);

	if (found)
		read_site(q, site);
	if (query_close(q) != RC_OK)
		return q->rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
site_list(struct store *store, struct site **rows, size_t *count,
	  struct err *err)
{
	struct query q = query_open(store, SITE_SELECT " ORDER BY s.code",
				    err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_site(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

enum rc
site_by_code(struct store *store, const char *code, struct site *site,
	     struct err *err)
{
	struct query q = query_open(store,
				    SITE_SELECT " WHERE s.code=upper(?1)",
				    err);

	query_bind_text(&q, code);
	return one_site(&q, site);
}

enum rc
site_load(struct store *store, const struct id *id, struct site *site,
	  struct err *err)
{
	struct query q = query_open(store, SITE_SELECT " WHERE s.id=?1", err);

	query_bind_id(&q, id);
	return one_site(&q, site);
}

enum rc
site_head_office(struct store *store, struct site *site, struct err *err)
{
	struct query q = query_open(store, SITE_SELECT
		" WHERE s.kind='HEAD_OFFICE' AND s.state='TRUSTED'"
		" ORDER BY s.id LIMIT 1", err);

	return one_site(&q, site);
}

/* ---- keys that a place has no more ---- */

enum rc
old_key_list(struct store *store, struct old_key **rows, size_t *count,
	     struct err *err)
{
	struct query q = query_open(store,
		"SELECT site_id, sign_key, on_date FROM old_key"
		" ORDER BY sign_key", err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		struct old_key *row;

		*rows = xgrow(*rows, *count, sizeof(**rows));
		row = &(*rows)[(*count)++];
		query_id(&q, &row->site_id);
		query_text(&q, row->sign_key, sizeof(row->sign_key));
		row->until = query_date(&q);
	}
	return query_close(&q);
}

static enum rc
keep_old_key(struct store *store, const struct site *site,
	     const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO old_key (sign_key, site_id, on_date, staff_id,"
		" utc_s, offset_min) SELECT s.sign_key, s.id, ?3, ?4, ?5, ?6"
		" FROM site s WHERE s.id=?1 AND s.sign_key<>?2"
		" ON CONFLICT (sign_key) DO UPDATE SET on_date=?3", err);
	struct instant now = store_now(store);

	query_bind_id(&q, &site->id);
	query_bind_text(&q, site->sign_key);
	query_bind_date(&q, date_of_instant(now));
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, now);
	return query_run(&q);
}

/* ---- trusting ---- */

enum rc
site_put(struct store *store, const struct site *site,
	 const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO site (id, code, name, kind, state, age_recipient,"
		" sign_key, on_date, staff_id, utc_s, offset_min)"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
		" ON CONFLICT (id) DO UPDATE SET code=?2, name=?3, kind=?4,"
		" state=?5, age_recipient=?6, sign_key=?7, on_date=?8,"
		" staff_id=?9, utc_s=?10, offset_min=?11", err);
	struct instant now = store_now(store);
	enum rc rc = keep_old_key(store, site, staff_id, err);

	assert(uow_is_open(store));
	if (rc != RC_OK)
		return rc;
	query_bind_id(&q, &site->id);
	query_bind_text(&q, site->code);
	query_bind_text(&q, site->name);
	query_bind_term(&q, &term_site_kind, (int)site->kind);
	query_bind_term(&q, &term_site_state, (int)site->state);
	query_bind_text(&q, site->age_recipient);
	query_bind_text(&q, site->sign_key);
	query_bind_date(&q, date_of_instant(now));
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, now);
	return query_run(&q);
}

/* ---- what went out ---- */

#define EXPORT_SELECT \
	"SELECT e.number, e.kind, coalesce(s.code, ''), e.file, e.medium," \
	" e.recipients, e.sha256, e.previous, e.head_seq, e.head_hash," \
	" e.since_seq, e.counts, e.utc_s, e.offset_min, e.received_utc_s," \
	" e.received_offset_min, e.lost_on, e.finished," \
	" coalesce(f.name, '')" \
	" FROM export e LEFT JOIN site s ON s.id=e.site_id" \
	" LEFT JOIN staff f ON f.id=e.staff_id"

static void
read_export(struct query *q, struct export_row *row)
{
	memset(row, 0, sizeof(*row));
	row->number = query_int(q);
	row->kind = (enum bundle_kind)query_term(q, &term_bundle_kind);
	query_text(q, row->to_code, sizeof(row->to_code));
	query_text(q, row->file, sizeof(row->file));
	query_text(q, row->medium, sizeof(row->medium));
	query_text(q, row->recipients, sizeof(row->recipients));
	query_text(q, row->sha256, sizeof(row->sha256));
	query_text(q, row->previous, sizeof(row->previous));
	row->head_seq = query_int(q);
	query_hash(q, row->head_hash);
	row->since_seq = query_int(q);
	query_text(q, row->counts, sizeof(row->counts));
	row->at = query_instant(q);
	row->received = query_instant(q);
	row->lost_on = query_date(q);
	row->finished = query_int(q) != 0;
	query_text(q, row->by, sizeof(row->by));
}

static enum rc
one_export(struct query *q, struct export_row *row)
{
	bool found = query_row(q);

	if (found)
		read_export(q, row);
	if (query_close(q) != RC_OK)
		return q->rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
export_add(struct store *store, struct export_row *row,
	   const struct id *site_id, const struct id *staff_id,
	   struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO export (number, kind, site_id, file, medium,"
		" recipients, sha256, previous, head_seq, head_hash,"
		" since_seq, counts, staff_id, utc_s, offset_min,"
		" received_utc_s, received_offset_min, lost_on, finished)"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,"
		"0,0,'',0)", err);

	assert(uow_is_open(store));
	row->at = store_now(store);
	query_bind_int(&q, row->number);
	query_bind_term(&q, &term_bundle_kind, (int)row->kind);
	query_bind_id(&q, site_id);
	query_bind_text(&q, row->file);
	query_bind_text(&q, row->medium);
	query_bind_text(&q, row->recipients);
	query_bind_text(&q, row->sha256);
	query_bind_text(&q, row->previous);
	query_bind_int(&q, row->head_seq);
	query_bind_blob(&q, row->head_hash, sizeof(row->head_hash));
	query_bind_int(&q, row->since_seq);
	query_bind_text(&q, row->counts);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, row->at);
	return query_run(&q);
}

enum rc
export_load(struct store *store, int64_t number, struct export_row *row,
	    struct err *err)
{
	struct query q = query_open(store, EXPORT_SELECT " WHERE e.number=?1",
				    err);

	query_bind_int(&q, number);
	return one_export(&q, row);
}

enum rc
export_list(struct store *store, struct export_row **rows, size_t *count,
	    struct err *err)
{
	struct query q = query_open(store,
				    EXPORT_SELECT " ORDER BY e.number DESC",
				    err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_export(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

enum rc
export_last_received(struct store *store, enum bundle_kind kind,
		     const struct id *site_id, struct export_row *row,
		     struct err *err)
{
	struct query q = query_open(store, EXPORT_SELECT
		" WHERE e.kind=?1 AND e.site_id=?2 AND e.received_utc_s>0"
		" ORDER BY e.number DESC LIMIT 1", err);

	query_bind_term(&q, &term_bundle_kind, (int)kind);
	query_bind_id(&q, site_id);
	return one_export(&q, row);
}

enum rc
export_next(struct store *store, int64_t *number,
	    char previous[SHA256_TEXT_SIZE], struct err *err)
{
	struct query q = query_open(store,
		"SELECT number + 1, sha256 FROM export"
		" ORDER BY number DESC LIMIT 1", err);

	*number = 1;
	previous[0] = '\0';
	if (query_row(&q)) {
		*number = query_int(&q);
		query_text(&q, previous, SHA256_TEXT_SIZE);
	}
	return query_close(&q);
}

enum rc
export_set_finished(struct store *store, int64_t number, struct err *err)
{
	struct query q = query_open(store,
		"UPDATE export SET finished=1 WHERE number=?1", err);

	assert(uow_is_open(store));
	query_bind_int(&q, number);
	return query_run(&q);
}

enum rc
export_set_received(struct store *store, int64_t number, struct instant at,
		    struct err *err)
{
	struct query q = query_open(store,
		"UPDATE export SET received_utc_s=?2, received_offset_min=?3,"
		" finished=1 WHERE number=?1", err);

	assert(uow_is_open(store));
	query_bind_int(&q, number);
	query_bind_instant(&q, at);
	return query_run(&q);
}

enum rc
export_set_lost(struct store *store, int64_t number, civil_date on,
		struct err *err)
{
	struct query q = query_open(store,
		"UPDATE export SET lost_on=?2 WHERE number=?1", err);

	assert(uow_is_open(store));
	query_bind_int(&q, number);
	query_bind_date(&q, on);
	return query_run(&q);
}
