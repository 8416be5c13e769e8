/* SPDX-License-Identifier: ISC */
#include "store/fact_store.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/query.h"

/* ---- SQL, made from the specs once for each connection ---- */

/* Recorded before ?1, local time. */
#define KNOWN(row) row ".utc_s+" row ".offset_min*60<?1"
/* Nobody has said by then that it was wrong. */
#define STANDS(row) \
	"NOT EXISTS (SELECT 1 FROM correction c WHERE c.fact_id=" row ".id" \
	" AND c.student_id=" row ".student_id AND " KNOWN("c") ")"
#define ENDING(column) \
	"(SELECT e." column " FROM ending e WHERE e.fact_id=f.id" \
	" AND e.student_id=f.student_id AND " KNOWN("e") " AND " STANDS("e") \
	" ORDER BY e.on_date, e.id LIMIT 1)"

static void
add_members(struct buf *sql, const struct fact_spec *spec)
{
	for (size_t i = 0; i < spec->count; i++)
		buf_addf(sql, ", %s", spec->members[i].id);
}

static void
insert_sql(struct buf *sql, const struct fact_spec *spec)
{
	buf_addf(sql, "INSERT INTO %s (id, student_id, on_date, staff_id,"
		 " utc_s, offset_min", spec->table);
	add_members(sql, spec);
	buf_adds(sql, ") VALUES (?,?,?,?,?,?");
	for (size_t i = 0; i < spec->count; i++)
		buf_adds(sql, ",?");
	buf_addc(sql, ')');
}

static void
select_sql(struct buf *sql, const struct fact_spec *spec, bool of_one)
{
	buf_addf(sql, "SELECT f.id, f.student_id, (SELECT count(*) FROM %s n"
		 " WHERE n.student_id=f.student_id AND n.id<=f.id),"
		 " f.on_date, f.staff_id, (SELECT name FROM staff s WHERE s.id=f.staff_id),"
		 " f.utc_s, f.offset_min, ", spec->table);
	buf_adds(sql, spec->ends ? ENDING("on_date") ", " ENDING("outcome")
				 : "NULL, NULL");
	add_members(sql, spec);
	buf_addf(sql, " FROM %s f WHERE %s" KNOWN("f") " AND " STANDS("f")
		 " ORDER BY f.student_id, f.on_date, f.id", spec->table,
		 of_one ? "f.student_id=?2 AND " : "");
}

static const char *
sql_of(struct store *store, enum fact_kind kind, enum fact_sql which)
{
	char **kept = &store->fact_sql[kind][which];
	struct buf sql = BUF_INIT;

	if (*kept == NULL) {
		if (which == FACT_SQL_INSERT)
			insert_sql(&sql, &fact_specs[kind]);
		else
			select_sql(&sql, &fact_specs[kind],
				   which == FACT_SQL_OF_ONE);
		*kept = buf_detach(&sql);
	}
	return *kept;
}

void
fact_sql_free(struct store *store)
{
	for (size_t kind = 0; kind < FACT_KINDS; kind++)
		for (size_t i = 0; i < FACT_SQL_COUNT; i++)
			mem_free(store->fact_sql[kind][i]);
	mem_free(store->astray_sql);
}

/* ---- rows ---- */

static void
read_fact(struct query *q, enum fact_kind kind, void *row)
{
	const struct fact_spec *spec = &fact_specs[kind];
	struct fact *fact = row;
	char outcome[CODE_SIZE * 2];

	fact_init(kind, row);
	query_id(q, &fact->id);
	query_id(q, &fact->student_id);
	fact->number = (int)query_int(q);
	fact->on = query_date(q);
	query_id(q, &fact->by_id);
	query_text(q, fact->by, sizeof(fact->by));
	fact->recorded = query_instant(q);
	fact->ended_on = query_date(q);
	query_text(q, outcome, sizeof(outcome));
	if (fact->ended_on != DATE_NONE)
		fact->ended_as = (enum outcome_of)term_value(&term_ending,
							     outcome);
	for (size_t i = 0; i < spec->count; i++)
		query_member(q, &spec->members[i], row);
}

/* ---- what there is to do ---- */

enum rc
fact_add(struct store *store, enum fact_kind kind, void *row,
	 const struct id *staff_id, struct err *err)
{
	const struct fact_spec *spec = &fact_specs[kind];
	struct fact *fact = row;
	struct query q = query_open(store,
				    sql_of(store, kind, FACT_SQL_INSERT),
				    err);

	assert(uow_is_open(store));
	fact->id = store_new_id(store);
	fact->by_id = *staff_id;
	query_bind_id(&q, &fact->id);
	query_bind_id(&q, &fact->student_id);
	query_bind_date(&q, fact->on);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	for (size_t i = 0; i < spec->count; i++)
		query_bind_member(&q, &spec->members[i], row);
	uow_subject(store, &fact->student_id);
	return query_run(&q);
}

enum rc
fact_list(struct store *store, enum fact_kind kind,
	  const struct id *student_id, int64_t until, void **rows,
	  size_t *count, struct err *err)
{
	bool of_one = student_id != NULL;
	size_t size = fact_specs[kind].size;
	struct query q = query_open(store, sql_of(store, kind, of_one
				? FACT_SQL_OF_ONE : FACT_SQL_OF_ALL), err);

	*rows = NULL;
	*count = 0;
	query_bind_int(&q, until);
	if (of_one)
		query_bind_id(&q, student_id);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, size);
		read_fact(&q, kind, (char *)*rows + (*count)++ * size);
	}
	return query_close(&q);
}

enum rc
fact_by_number(struct store *store, enum fact_kind kind,
	       const struct id *student_id, int number, void *fact,
	       struct err *err)
{
	size_t size = fact_specs[kind].size, count;
	bool found = false;
	void *rows;
	enum rc rc = fact_list(store, kind, student_id, KNOWN_NOW, &rows,
			       &count, err);

	for (size_t i = 0; i < count && rc == RC_OK && !found; i++) {
		const void *row = (const char *)rows + i * size;

		found = ((const struct fact *)row)->number == number;
		if (found)
			memcpy(fact, row, size);
	}
	mem_free(rows);
	return rc != RC_OK || found ? rc : RC_NOT_FOUND;
}

/* An employer is not a fact, but what an application is about all the same. */
static void
astray_sql(struct buf *sql)
{
	buf_adds(sql, "WITH here (id) AS (SELECT id FROM employer");
	for (size_t i = 0; i < FACT_KINDS; i++)
		buf_addf(sql, " UNION ALL SELECT id FROM %s"
			 " WHERE student_id=?1", fact_specs[i].table);
	buf_adds(sql, "), about (id) AS (SELECT NULL WHERE 0");
	for (size_t i = 0; i < FACT_KINDS; i++)
		for (size_t k = 0; k < fact_specs[i].count; k++)
			if (fact_specs[i].members[k].kind == MEMBER_ID)
				buf_addf(sql, " UNION ALL SELECT %s FROM %s"
					 " WHERE student_id=?1",
					 fact_specs[i].members[k].id,
					 fact_specs[i].table);
	buf_adds(sql, ") SELECT count(*) FROM about"
		 " WHERE id NOT IN (SELECT id FROM here)");
}

enum rc
fact_count_astray(struct store *store, const struct id *student_id,
		  int64_t *count, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct query q;

	if (store->astray_sql == NULL) {
		astray_sql(&sql);
		store->astray_sql = buf_detach(&sql);
	}
	q = query_open(store, store->astray_sql, err);
	query_bind_id(&q, student_id);
	*count = query_row(&q) ? query_int(&q) : 0;
	return query_close(&q);
}
