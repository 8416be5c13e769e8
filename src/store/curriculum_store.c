/* SPDX-License-Identifier: ISC */
#include "store/curriculum_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

#define VERSIONS \
	"SELECT v.id, v.code, v.title, v.version, v.utc_s, v.offset_min," \
	" (SELECT count(*) FROM item i WHERE i.version_id=v.id" \
	"  AND i.kind IN ('UNIT','PROJECT'))," \
	" (SELECT count(*) FROM item i WHERE i.version_id=v.id" \
	"  AND i.kind IN ('UNIT','PROJECT') AND i.required=1)," \
	" (SELECT count(*) FROM student s WHERE s.version_id=v.id)" \
	" FROM curriculum_version v"

static void
read_version(struct query *q, struct curriculum_version *v)
{
	query_id(q, &v->id);
	query_text(q, v->code, sizeof(v->code));
	query_text(q, v->title, sizeof(v->title));
	query_text(q, v->version, sizeof(v->version));
	v->imported = query_instant(q);
	v->items = (int)query_int(q);
	v->required = (int)query_int(q);
	v->students = (int)query_int(q);
}

enum rc
curriculum_version_list(struct store *store, struct curriculum_version **rows,
			size_t *count, struct err *err)
{
	struct query q = query_open(store,
		VERSIONS " ORDER BY v.utc_s DESC, v.id DESC", err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_version(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

enum rc
curriculum_version_load(struct store *store, const struct id *id,
			struct curriculum_version *version, struct err *err)
{
	struct query q = query_open(store, VERSIONS " WHERE v.id=?1", err);

	memset(version, 0, sizeof(*version));
	query_bind_id(&q, id);
	if (query_row(&q))
		read_version(&q, version);
	return query_close(&q);
}

enum rc
curriculum_version_add(struct store *store,
		       const struct curriculum_version *v, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO curriculum_version (id, code, title, version,"
		" utc_s, offset_min) VALUES (?1,?2,?3,?4,?5,?6)", err);

	assert(uow_is_open(store));
	query_bind_id(&q, &v->id);
	query_bind_text(&q, v->code);
	query_bind_text(&q, v->title);
	query_bind_text(&q, v->version);
	query_bind_instant(&q, v->imported);
	uow_subject(store, &v->id);
	return query_run(&q);
}

static void
read_item(struct query *q, struct item *item)
{
	memset(item, 0, sizeof(*item));
	query_id(q, &item->id);
	query_id(q, &item->version_id);
	query_id(q, &item->parent_id);
	item->position = (int)query_int(q);
	item->depth = (int)query_int(q);
	item->kind = (enum item_kind)query_term(q, &term_item_kind);
	query_text(q, item->code, sizeof(item->code));
	query_text(q, item->title, sizeof(item->title));
	item->hours_min = (int)query_int(q);
	item->required = query_int(q) != 0;
	query_text(q, item->prerequisites, sizeof(item->prerequisites));
	query_text(q, item->evidence, sizeof(item->evidence));
}

enum rc
item_list(struct store *store, const struct id *version_id,
	  struct item **items, size_t *count, struct err *err)
{
	struct query q = query_open(store,
		"SELECT id, version_id, parent_id, position, depth, kind,"
		" code, title, hours_min, required, prerequisites, evidence"
		" FROM item WHERE version_id=?1 ORDER BY position", err);

	*items = NULL;
	*count = 0;
	query_bind_id(&q, version_id);
	while (query_row(&q)) {
		*items = xgrow(*items, *count, sizeof(**items));
		read_item(&q, &(*items)[(*count)++]);
	}
	return query_close(&q);
}

enum rc
item_put(struct store *store, const struct item *item, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO item (id, version_id, parent_id, position,"
		" depth, kind, code, title, hours_min, required,"
		" prerequisites, evidence)"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)"
		" ON CONFLICT (id) DO UPDATE SET title=?8, hours_min=?9,"
		" required=?10, prerequisites=?11, evidence=?12", err);

	assert(uow_is_open(store));
	query_bind_id(&q, &item->id);
	query_bind_id(&q, &item->version_id);
	query_bind_id(&q, &item->parent_id);
	query_bind_int(&q, item->position);
	query_bind_int(&q, item->depth);
	query_bind_term(&q, &term_item_kind, (int)item->kind);
	query_bind_text(&q, item->code);
	query_bind_text(&q, item->title);
	query_bind_int(&q, item->hours_min);
	query_bind_int(&q, item->required);
	query_bind_text(&q, item->prerequisites);
	query_bind_text(&q, item->evidence);
	return query_run(&q);
}

enum rc
curriculum_version_in_use(struct store *store, const struct id *version_id,
			  bool *in_use, struct err *err)
{
	struct query q = query_open(store,
		"SELECT EXISTS (SELECT 1 FROM item i JOIN mark m"
		"  ON m.item_id=i.id WHERE i.version_id=?1)"
		" OR EXISTS (SELECT 1 FROM graduate WHERE version_id=?1)"
		" OR EXISTS (SELECT 1 FROM later_course WHERE version_id=?1)",
		err);

	/* No attempt is without its mark, so those need not be looked at:
	 * nothing finds them by item. */
	*in_use = true;
	query_bind_id(&q, version_id);
	if (query_row(&q))
		*in_use = query_int(&q) != 0;
	return query_close(&q);
}
