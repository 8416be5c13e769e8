/* SPDX-License-Identifier: ISC */
#include "store/progress_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

/* ---- marks ---- */

static void
read_mark(struct query *q, struct mark *mark)
{
	memset(mark, 0, sizeof(*mark));
	query_id(q, &mark->student_id);
	query_id(q, &mark->item_id);
	mark->status = (enum progress)query_term(q, &term_progress);
	mark->help_needed = query_int(q) != 0;
	mark->on = query_date(q);
	mark->attempts = (int)query_int(q);
	query_text(q, mark->note, sizeof(mark->note));
}

enum rc
mark_each(struct store *store, const struct id *student_id,
	  void (*row)(void *ctx, const struct mark *mark), void *ctx,
	  struct err *err)
{
	struct query q = query_open(store,
		"SELECT student_id, item_id, status, help, on_date, attempts,"
		" note FROM mark WHERE student_id=?1", err);

	query_bind_id(&q, student_id);
	while (query_row(&q)) {
		struct mark mark;

		read_mark(&q, &mark);
		row(ctx, &mark);
	}
	return query_close(&q);
}

enum rc
mark_each_on(struct store *store, const struct id *student_id, civil_date on,
	     void (*row)(void *ctx, const struct mark *mark), void *ctx,
	     struct err *err)
{
	struct query q = query_open(store,
		"SELECT m.student_id, m.item_id,"
		" CASE WHEN m.on_date<=?2 THEN m.status"
		"  WHEN a.result='PASS' THEN 'COMPLETE'"
		"  ELSE 'NEEDS_MORE_WORK' END,"
		" m.help=1 AND m.on_date<=?2,"
		" min(m.on_date, coalesce(a.on_date, m.on_date)),"
		" (SELECT count(*) FROM attempt n WHERE n.item_id=m.item_id"
		"  AND n.student_id=m.student_id AND n.on_date<=?2),"
		" CASE WHEN m.on_date<=?2 THEN m.note ELSE '' END"
		" FROM mark m LEFT JOIN attempt a ON m.on_date>?2 AND a.id="
		" (SELECT id FROM attempt l WHERE l.student_id=m.student_id"
		"  AND l.item_id=m.item_id AND l.on_date<=?2"
		"  AND l.result<>'VOID'"
		"  ORDER BY l.on_date DESC, l.number DESC LIMIT 1)"
		" WHERE m.student_id=?1"
		" AND (m.on_date<=?2 OR a.id IS NOT NULL)", err);

	query_bind_id(&q, student_id);
	query_bind_date(&q, on);
	while (query_row(&q)) {
		struct mark mark;

		read_mark(&q, &mark);
		row(ctx, &mark);
	}
	return query_close(&q);
}

enum rc
mark_load(struct store *store, const struct id *student_id,
	  const struct id *item_id, struct mark *mark, struct err *err)
{
	struct query q = query_open(store,
		"SELECT student_id, item_id, status, help, on_date, attempts,"
		" note FROM mark WHERE student_id=?1 AND item_id=?2", err);

	memset(mark, 0, sizeof(*mark));
	mark->student_id = *student_id;
	mark->item_id = *item_id;
	mark->on = DATE_NONE;
	query_bind_id(&q, student_id);
	query_bind_id(&q, item_id);
	if (query_row(&q))
		read_mark(&q, mark);
	return query_close(&q);
}

enum rc
mark_put(struct store *store, const struct mark *mark, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO mark (student_id, item_id, status, help,"
		" on_date, attempts, note) VALUES (?1,?2,?3,?4,?5,?6,?7)"
		" ON CONFLICT (student_id, item_id) DO UPDATE SET status=?3,"
		" help=?4, on_date=?5, attempts=?6, note=?7", err);

	assert(uow_is_open(store));
	query_bind_id(&q, &mark->student_id);
	query_bind_id(&q, &mark->item_id);
	query_bind_term(&q, &term_progress, (int)mark->status);
	query_bind_int(&q, mark->help_needed);
	query_bind_date(&q, mark->on);
	query_bind_int(&q, mark->attempts);
	query_bind_text(&q, mark->note);
	uow_subject(store, &mark->student_id);
	uow_subject(store, &mark->item_id);
	return query_run(&q);
}

/* ---- attempts ---- */

enum rc
attempt_add(struct store *store, struct attempt *a,
	    const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO attempt (id, student_id, item_id, number,"
		" on_date, result, medium, evidence, checked_by, staff_id,"
		" utc_s, offset_min) VALUES (?1,?2,?3,"
		" (SELECT coalesce(max(number), 0) + 1 FROM attempt"
		"  WHERE student_id=?2 AND item_id=?3),"
		" ?4,?5,?6,?7,?8,?9,?10,?11) RETURNING number", err);

	assert(uow_is_open(store));
	a->id = store_new_id(store);
	query_bind_id(&q, &a->id);
	query_bind_id(&q, &a->student_id);
	query_bind_id(&q, &a->item_id);
	query_bind_date(&q, a->on);
	query_bind_term(&q, &term_attempt_result, (int)a->result);
	query_bind_term(&q, &term_medium, (int)a->medium);
	query_bind_text(&q, a->evidence);
	query_bind_text(&q, a->checked_by);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	while (query_row(&q))
		a->number = (int)query_int(&q);
	return query_close(&q);
}

enum rc
attempt_set_result(struct store *store, const struct id *id,
		   enum attempt_result result, struct err *err)
{
	struct query q = query_open(store,
		"UPDATE attempt SET result=?2 WHERE id=?1", err);

	assert(uow_is_open(store));
	query_bind_id(&q, id);
	query_bind_term(&q, &term_attempt_result, (int)result);
	return query_run(&q);
}

#define ATTEMPT_SELECT \
	"SELECT a.id, a.student_id, a.item_id, a.number, a.on_date," \
	" a.result, a.medium, s.name, a.checked_by, a.evidence, i.code" \
	" FROM attempt a JOIN staff s ON s.id=a.staff_id" \
	" JOIN item i ON i.id=a.item_id"

static void
read_attempt(struct query *q, struct attempt *a)
{
	memset(a, 0, sizeof(*a));
	query_id(q, &a->id);
	query_id(q, &a->student_id);
	query_id(q, &a->item_id);
	a->number = (int)query_int(q);
	a->on = query_date(q);
	a->result = (enum attempt_result)query_term(q, &term_attempt_result);
	a->medium = (enum medium)query_term(q, &term_medium);
	query_text(q, a->marked_by, sizeof(a->marked_by));
	query_text(q, a->checked_by, sizeof(a->checked_by));
	query_text(q, a->evidence, sizeof(a->evidence));
	query_text(q, a->item_code, sizeof(a->item_code));
}

enum rc
attempt_load(struct store *store, const struct id *id,
	     struct attempt *attempt, struct err *err)
{
	struct query q = query_open(store, ATTEMPT_SELECT " WHERE a.id=?1",
				    err);
	bool found;

	query_bind_id(&q, id);
	found = query_row(&q);
	if (found)
		read_attempt(&q, attempt);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK
		     : err_set(err, RC_NOT_FOUND, "attempt",
			       "That attempt is no longer in the records.");
}

enum rc
attempt_list(struct store *store, const struct id *student_id,
	     const struct id *item_id, struct attempt **rows, size_t *count,
	     struct err *err)
{
	struct query q = query_open(store,
		ATTEMPT_SELECT " WHERE a.student_id=?1"
		" AND (?2 IS NULL OR a.item_id=?2)"
		" ORDER BY a.on_date DESC, a.id DESC", err);

	*rows = NULL;
	*count = 0;
	query_bind_id(&q, student_id);
	query_bind_id(&q, item_id);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_attempt(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

/* ---- tally ---- */

enum rc
tally_count(struct store *store, const struct id *student_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO tally (student_id, required, done, help,"
		" submitted, last_on)"
		" SELECT s.id, count(i.id) FILTER (WHERE i.required=1),"
		" count(i.id) FILTER (WHERE i.required=1 AND m.status IN"
		"  ('COMPLETE','CREDITED','EXCUSED')),"
		" count(m.item_id) FILTER (WHERE m.help=1),"
		" count(m.item_id) FILTER (WHERE m.status='SUBMITTED'),"
		" coalesce(max(m.on_date), '')"
		" FROM student s LEFT JOIN item i"
		"  ON i.version_id=s.version_id"
		"  AND i.kind IN ('UNIT','PROJECT')"
		" LEFT JOIN mark m ON m.student_id=s.id AND m.item_id=i.id"
		" WHERE s.id=?1 GROUP BY s.id"
		" ON CONFLICT (student_id) DO UPDATE SET"
		" required=excluded.required, done=excluded.done,"
		" help=excluded.help, submitted=excluded.submitted,"
		" last_on=excluded.last_on", err);

	assert(uow_is_open(store));
	query_bind_id(&q, student_id);
	return query_run(&q);
}

/* ---- graduates ---- */

enum rc
graduate_put(struct store *store, const struct graduate *g,
	     const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO graduate (student_id, version_id, on_date,"
		" staff_id) VALUES (?1,?2,?3,?4)", err);

	assert(uow_is_open(store));
	query_bind_id(&q, &g->student_id);
	query_bind_id(&q, &g->version_id);
	query_bind_date(&q, g->on);
	query_bind_id(&q, staff_id);
	uow_subject(store, &g->student_id);
	return query_run(&q);
}

#define GRADUATE_SELECT \
	"SELECT g.student_id, g.version_id, g.on_date, s.name," \
	" v.code || ' ' || v.version FROM graduate g" \
	" JOIN staff s ON s.id=g.staff_id" \
	" JOIN curriculum_version v ON v.id=g.version_id"

static void
read_graduate(struct query *q, struct graduate *g)
{
	query_id(q, &g->student_id);
	query_id(q, &g->version_id);
	g->on = query_date(q);
	query_text(q, g->confirmed_by, sizeof(g->confirmed_by));
	query_text(q, g->version, sizeof(g->version));
}

enum rc
graduate_load(struct store *store, const struct id *student_id,
	      struct graduate *g, struct err *err)
{
	struct query q = query_open(store,
		GRADUATE_SELECT " WHERE g.student_id=?1", err);
	bool found;

	query_bind_id(&q, student_id);
	found = query_row(&q);
	if (found)
		read_graduate(&q, g);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

/* When it was recorded is in the change of enrolment that goes with it. */
enum rc
graduate_list(struct store *store, civil_date on, int64_t until,
	      struct graduate **rows, size_t *count, struct err *err)
{
	struct query q = query_open(store,
		GRADUATE_SELECT " WHERE g.on_date<=?1 AND EXISTS (SELECT 1"
		" FROM enrolment e WHERE e.student_id=g.student_id"
		" AND e.value='GRADUATED' AND e.utc_s+e.offset_min*60<?2)"
		" ORDER BY g.student_id", err);

	*rows = NULL;
	*count = 0;
	query_bind_date(&q, on);
	query_bind_int(&q, until);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_graduate(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

/* ---- what is waiting ---- */

enum rc
flagged_list(struct store *store, struct flagged **rows, size_t *count,
	     struct err *err)
{
	struct query q = query_open(store,
		"SELECT m.student_id, m.item_id, i.code, i.title, m.on_date,"
		" m.help, m.status='SUBMITTED'"
		" FROM (SELECT student_id, item_id FROM mark WHERE help=1"
		"  UNION SELECT student_id, item_id FROM mark"
		"  WHERE status='SUBMITTED') f"
		" JOIN mark m USING (student_id, item_id)"
		" JOIN student s ON s.id=m.student_id"
		" JOIN item i ON i.id=m.item_id"
		"  AND i.version_id=s.version_id"
		" ORDER BY m.on_date, i.position", err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		struct flagged *f;

		*rows = xgrow(*rows, *count, sizeof(**rows));
		f = &(*rows)[(*count)++];
		query_id(&q, &f->student_id);
		query_id(&q, &f->item_id);
		query_text(&q, f->item_code, sizeof(f->item_code));
		query_text(&q, f->item_title, sizeof(f->item_title));
		f->on = query_date(&q);
		f->help = query_int(&q) != 0;
		f->submitted = query_int(&q) != 0;
	}
	return query_close(&q);
}
