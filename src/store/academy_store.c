/* SPDX-License-Identifier: ISC */
#include "store/academy_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/query.h"

enum rc
academy_load(struct store *store, struct academy *academy, struct err *err)
{
	struct query q = query_open(store,
		"SELECT id, code, name, kind FROM academy", err);
	bool found = query_row(&q);

	if (found) {
		query_id(&q, &academy->id);
		query_text(&q, academy->code, sizeof(academy->code));
		query_text(&q, academy->name, sizeof(academy->name));
		academy->kind = (enum site_kind)query_term(
			&q, &term_site_kind);
	}
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK
		     : err_set(err, RC_CORRUPT, NULL,
			       "The records do not say whose they are. "
			       "Restore a backup.");
}

enum rc
academy_put(struct store *store, const struct academy *academy,
	    struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO academy (id, code, name, kind)"
		" VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT (id) DO UPDATE SET code=?2, name=?3, kind=?4",
		err);

	assert(uow_is_open(store));
	query_bind_id(&q, &academy->id);
	query_bind_text(&q, academy->code);
	query_bind_text(&q, academy->name);
	query_bind_term(&q, &term_site_kind, (int)academy->kind);
	return query_run(&q);
}

/* ---- settings ---- */

enum rc
setting_load(struct store *store, const char *id, struct buf *value,
	     struct err *err)
{
	struct query q = query_open(store,
		"SELECT value FROM setting WHERE id=?1", err);
	bool found;

	query_bind_text(&q, id);
	found = query_row(&q);
	if (found) {
		size_t size;
		const void *text = query_blob(&q, &size);

		buf_add(value, text ? text : "", size);
	}
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
setting_put(struct store *store, const char *id, const char *value,
	    struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO setting (id, value) VALUES (?1, ?2)"
		" ON CONFLICT (id) DO UPDATE SET value=?2", err);

	assert(uow_is_open(store));
	query_bind_text(&q, id);
	query_bind_text(&q, value);
	return query_run(&q);
}

/* ---- staff ---- */

static void
read_staff(struct query *q, struct staff *staff)
{
	size_t size;
	const void *slot;

	memset(staff, 0, sizeof(*staff));
	query_id(q, &staff->id);
	query_text(q, staff->user_name, sizeof(staff->user_name));
	query_text(q, staff->name, sizeof(staff->name));
	staff->role = (enum role)query_term(q, &term_role);
	staff->active = query_int(q) != 0;
	slot = query_blob(q, &size);
	if (slot != NULL && size == sizeof(staff->slot_id))
		memcpy(staff->slot_id, slot, size);
}

enum rc
staff_list(struct store *store, struct staff **rows, size_t *count,
	   struct err *err)
{
	struct query q = query_open(store,
		"SELECT id, user_name, name, role, active, slot_id FROM staff"
		" WHERE site_id IS NULL ORDER BY active DESC, user_name", err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_staff(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

static enum rc
one_staff(struct query *q, struct staff *staff, struct err *err)
{
	bool found = query_row(q);

	if (found)
		read_staff(q, staff);
	if (query_close(q) != RC_OK)
		return q->rc;
	return found ? RC_OK
		     : err_set(err, RC_NOT_FOUND, "user",
			       "There is no member of staff of that name.");
}

enum rc
staff_by_user_name(struct store *store, const char *user_name,
		   struct staff *staff, struct err *err)
{
	struct query q = query_open(store,
		"SELECT id, user_name, name, role, active, slot_id FROM staff"
		" WHERE user_name=?1 AND site_id IS NULL", err);
	char *folded = utf8_fold(user_name);

	/* The key file folds names: who opened the vault is found here. */
	query_bind_text(&q, folded);
	mem_free(folded);
	return one_staff(&q, staff, err);
}

enum rc
staff_by_slot(struct store *store, const uint8_t slot_id[16],
	      struct staff *staff, struct err *err)
{
	struct query q = query_open(store,
		"SELECT id, user_name, name, role, active, slot_id FROM staff"
		" WHERE slot_id=?1 AND active=1", err);

	query_bind_blob(&q, slot_id, 16);
	return one_staff(&q, staff, err);
}

enum rc
staff_put(struct store *store, const struct staff *staff, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO staff (id, user_name, name, role, active,"
		" slot_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		" ON CONFLICT (id) DO UPDATE SET name=?3, role=?4, active=?5,"
		" slot_id=?6", err);

	assert(uow_is_open(store));
	query_bind_id(&q, &staff->id);
	query_bind_text(&q, staff->user_name);
	query_bind_text(&q, staff->name);
	query_bind_term(&q, &term_role, (int)staff->role);
	query_bind_int(&q, staff->active);
	query_bind_blob(&q, staff->slot_id, sizeof(staff->slot_id));
	return query_run(&q);
}

/* ---- drafts ---- */

enum rc
draft_put(struct store *store, const char *id, const void *body, size_t size,
	  struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO draft (id, body) VALUES (?1, ?2)"
		" ON CONFLICT (id) DO UPDATE SET body=?2", err);

	query_bind_text(&q, id);
	query_bind_blob(&q, body, size);
	return query_run(&q);
}

enum rc
draft_take(struct store *store, const char *id, struct buf *body,
	   struct err *err)
{
	struct query q = query_open(store,
		"DELETE FROM draft WHERE id=?1 RETURNING body", err);
	bool found = false;

	query_bind_text(&q, id);
	while (query_row(&q)) {
		size_t size;
		const void *data = query_blob(&q, &size);

		found = true;
		buf_add(body, data ? data : "", size);
	}
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

/* ---- sheets ---- */

enum rc
sheet_add(struct store *store, struct sheet *sheet, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO sheet (number, kind, subject_id, medium, as_at,"
		" staff_id, utc_s, offset_min) VALUES"
		" ((SELECT coalesce(max(number), 0) + 1 FROM sheet),"
		" ?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING number", err);

	assert(uow_is_open(store));
	query_bind_text(&q, sheet->kind);
	query_bind_id(&q, &sheet->subject_id);
	query_bind_text(&q, sheet->medium);
	query_bind_date(&q, sheet->as_at);
	query_bind_id(&q, &sheet->staff_id);
	query_bind_instant(&q, store_now(store));
	while (query_row(&q))
		sheet->number = query_int(&q);
	return query_close(&q);
}

enum rc
sheet_fail(struct store *store, int64_t number, struct err *err)
{
	struct query q = query_open(store, "UPDATE sheet SET medium = 'none'"
				    " WHERE number = ?1", err);

	assert(uow_is_open(store));
	query_bind_int(&q, number);
	return query_run(&q);
}
