/* SPDX-License-Identifier: ISC */
#include "store/student_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

/* ---- prison numbers ---- */

enum rc
prison_number_add(struct store *store, const struct prison_number *number,
		  const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO prison_number (id, student_id, number, on_date,"
		" staff_id, utc_s, offset_min) VALUES (?1,?2,?3,?4,?5,?6,?7)",
		err);
	struct id id = store_new_id(store);

	assert(uow_is_open(store));
	query_bind_id(&q, &id);
	query_bind_id(&q, &number->student_id);
	query_bind_text(&q, number->number);
	query_bind_date(&q, number->from);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	uow_subject(store, &number->student_id);
	return query_run(&q);
}

enum rc
prison_number_list(struct store *store, const struct id *student_id,
		   struct prison_number **rows, size_t *count,
		   struct err *err)
{
	struct query q = query_open(store,
		"SELECT p.id, p.student_id, p.number, p.on_date, s.name"
		" FROM prison_number p JOIN staff s ON s.id=p.staff_id"
		" WHERE p.student_id=?1 ORDER BY p.on_date DESC, p.id DESC",
		err);

	*rows = NULL;
	*count = 0;
	query_bind_id(&q, student_id);
	while (query_row(&q)) {
		struct prison_number *row;

		*rows = xgrow(*rows, *count, sizeof(**rows));
		row = &(*rows)[(*count)++];
		query_id(&q, &row->id);
		query_id(&q, &row->student_id);
		query_text(&q, row->number, sizeof(row->number));
		row->from = query_date(&q);
		query_text(&q, row->by, sizeof(row->by));
	}
	return query_close(&q);
}

/* ---- enrolment, custody, support: tables of one shape ---- */

#define AXIS_INSERT(table) \
	"INSERT INTO " table " (id, student_id, value, on_date, reason, note," \
	" staff_id, utc_s, offset_min) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)"
#define AXIS_SELECT(table) \
	"SELECT a.id, a.student_id, a.value, a.on_date, a.reason, a.note," \
	" s.name, a.utc_s, a.offset_min FROM " table " a" \
	" JOIN staff s ON s.id=a.staff_id"
#define AXIS(table, set) { set, AXIS_INSERT(table), \
	AXIS_SELECT(table) " WHERE a.student_id=?1" \
		" ORDER BY a.on_date DESC, a.id DESC", \
	AXIS_SELECT(table) " ORDER BY a.student_id, a.on_date DESC, a.id DESC" }

static const struct axis_sql {
	const struct term_set *set;
	const char *insert, *list, *list_all;
} axes[] = {
	[AXIS_ENROLMENT] = AXIS("enrolment", &term_enrolment),
	[AXIS_CUSTODY] = AXIS("custody", &term_custody),
	[AXIS_SUPPORT] = AXIS("support", &term_support),
};

enum rc
axis_add(struct store *store, enum axis axis, const struct axis_change *c,
	 const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store, axes[axis].insert, err);
	struct id id = store_new_id(store);

	assert(uow_is_open(store));
	query_bind_id(&q, &id);
	query_bind_id(&q, &c->student_id);
	query_bind_term(&q, axes[axis].set, c->value);
	query_bind_date(&q, c->on);
	query_bind_text(&q, c->reason);
	query_bind_text(&q, c->note);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	uow_subject(store, &c->student_id);
	return query_run(&q);
}

enum rc
axis_list(struct store *store, enum axis axis, const struct id *student_id,
	  struct axis_change **rows, size_t *count, struct err *err)
{
	struct query q = query_open(store, student_id != NULL
				? axes[axis].list : axes[axis].list_all, err);

	*rows = NULL;
	*count = 0;
	if (student_id != NULL)
		query_bind_id(&q, student_id);
	while (query_row(&q)) {
		struct axis_change *row;

		*rows = xgrow(*rows, *count, sizeof(**rows));
		row = &(*rows)[(*count)++];
		query_id(&q, &row->id);
		query_id(&q, &row->student_id);
		row->value = query_term(&q, axes[axis].set);
		row->on = query_date(&q);
		query_text(&q, row->reason, sizeof(row->reason));
		query_text(&q, row->note, sizeof(row->note));
		query_text(&q, row->by, sizeof(row->by));
		row->recorded = query_instant(&q);
	}
	return query_close(&q);
}

/* ---- release dates ---- */

enum rc
release_date_add(struct store *store, const struct release_date *date,
		 const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO release_date (id, student_id, release_on, kind,"
		" confidence, note, staff_id, utc_s, offset_min)"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)", err);
	struct id id = store_new_id(store);

	assert(uow_is_open(store));
	query_bind_id(&q, &id);
	query_bind_id(&q, &date->student_id);
	query_bind_date(&q, date->on);
	query_bind_term(&q, &term_release_kind, (int)date->kind);
	query_bind_term(&q, &term_confidence, (int)date->confidence);
	query_bind_text(&q, date->note);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	uow_subject(store, &date->student_id);
	return query_run(&q);
}

enum rc
release_date_list(struct store *store, const struct id *student_id,
		  struct release_date **rows, size_t *count, struct err *err)
{
	struct query q = query_open(store,
		"SELECT r.id, r.student_id, r.release_on, r.kind,"
		" r.confidence, r.note, s.name, r.utc_s, r.offset_min"
		" FROM release_date r JOIN staff s ON s.id=r.staff_id"
		" WHERE r.student_id=?1 ORDER BY r.id DESC", err);

	*rows = NULL;
	*count = 0;
	query_bind_id(&q, student_id);
	while (query_row(&q)) {
		struct release_date *row;

		*rows = xgrow(*rows, *count, sizeof(**rows));
		row = &(*rows)[(*count)++];
		query_id(&q, &row->id);
		query_id(&q, &row->student_id);
		row->on = query_date(&q);
		row->kind = (enum release_kind)query_term(&q,
							  &term_release_kind);
		row->confidence = (enum confidence)query_term(&q,
							&term_confidence);
		query_text(&q, row->note, sizeof(row->note));
		query_text(&q, row->by, sizeof(row->by));
		row->recorded = query_instant(&q);
	}
	return query_close(&q);
}
