/* SPDX-License-Identifier: ISC */
#include "store/employer_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

/* Columns in the order of the members. */
#define EMPLOYER_COLUMNS \
	"name, sector, tier, place, contact, contact_how, exclusions, since," \
	" ended_on, note"
#define EMPLOYER_SELECT \
	"SELECT id, owner_id, " EMPLOYER_COLUMNS " FROM employer"
#define VACANCY_COLUMNS \
	"title, level, field, contract, base, hours, salary_from_gbp," \
	" salary_to_gbp, places, opens_on, closes_on, closed_on, note"
#define VACANCY_SELECT \
	"SELECT v.id, v.employer_id, " VACANCY_COLUMNS " FROM vacancy v"

static void
read_employer(struct query *q, struct employer *row)
{
	employer_init(row);
	query_id(q, &row->id);
	query_id(q, &row->owner_id);
	for (size_t i = 0; i < employer_member_count; i++)
		query_member(q, &employer_members[i], row);
}

static void
read_vacancy(struct query *q, struct vacancy *row)
{
	vacancy_init(row);
	query_id(q, &row->id);
	query_id(q, &row->employer_id);
	for (size_t i = 0; i < vacancy_member_count; i++)
		query_member(q, &vacancy_members[i], row);
}

enum rc
employer_list(struct store *store, struct employer **rows, size_t *count,
	      struct err *err)
{
	struct query q = query_open(store, EMPLOYER_SELECT
		" ORDER BY owner_id IS NOT NULL, name COLLATE NOCASE, id",
		err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_employer(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

enum rc
employer_load(struct store *store, const struct id *id, struct employer *row,
	      struct err *err)
{
	struct query q = query_open(store, EMPLOYER_SELECT " WHERE id=?1",
				    err);
	bool found;

	query_bind_id(&q, id);
	found = query_row(&q);
	if (found)
		read_employer(&q, row);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
vacancy_load(struct store *store, const struct id *id, struct vacancy *row,
	     struct err *err)
{
	struct query q = query_open(store, VACANCY_SELECT " WHERE v.id=?1",
				    err);
	bool found;

	query_bind_id(&q, id);
	found = query_row(&q);
	if (found)
		read_vacancy(&q, row);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
employer_put(struct store *store, struct employer *row, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO employer (id, owner_id, " EMPLOYER_COLUMNS ")"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)"
		" ON CONFLICT (id) DO UPDATE SET owner_id=?2, name=?3,"
		" sector=?4, tier=?5, place=?6, contact=?7, contact_how=?8,"
		" exclusions=?9, since=?10, ended_on=?11, note=?12", err);

	assert(uow_is_open(store));
	if (id_is_zero(&row->id))
		row->id = store_new_id(store);
	query_bind_id(&q, &row->id);
	query_bind_id(&q, &row->owner_id);
	for (size_t i = 0; i < employer_member_count; i++)
		query_bind_member(&q, &employer_members[i], row);
	uow_subject(store, &row->id);
	return query_run(&q);
}

enum rc
vacancy_put(struct store *store, struct vacancy *row, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO vacancy (id, employer_id, " VACANCY_COLUMNS ")"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)"
		" ON CONFLICT (id) DO UPDATE SET employer_id=?2, title=?3,"
		" level=?4, field=?5, contract=?6, base=?7, hours=?8,"
		" salary_from_gbp=?9, salary_to_gbp=?10, places=?11,"
		" opens_on=?12, closes_on=?13, closed_on=?14, note=?15", err);

	assert(uow_is_open(store));
	if (id_is_zero(&row->id))
		row->id = store_new_id(store);
	query_bind_id(&q, &row->id);
	query_bind_id(&q, &row->employer_id);
	for (size_t i = 0; i < vacancy_member_count; i++)
		query_bind_member(&q, &vacancy_members[i], row);
	uow_subject(store, &row->employer_id);
	return query_run(&q);
}

enum rc
vacancy_list(struct store *store, const struct id *employer_id,
	     struct vacancy **rows, size_t *count, struct err *err)
{
	struct query q = query_open(store, VACANCY_SELECT
		" WHERE ?1 IS NULL OR v.employer_id=?1"
		" ORDER BY (SELECT e.name FROM employer e"
		"  WHERE e.id=v.employer_id) COLLATE NOCASE, v.employer_id,"
		" v.title COLLATE NOCASE, v.id", err);

	*rows = NULL;
	*count = 0;
	query_bind_id(&q, employer_id);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_vacancy(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}
