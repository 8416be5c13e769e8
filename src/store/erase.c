/* SPDX-License-Identifier: ISC */
#include "store/erase.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/query.h"
#include "store/table_rules.h"

void
erase_mark(const struct store *store, const struct id *student,
	   unsigned char mark[ERASE_MARK_SIZE])
{
	static const char what[] = "throughgate record";
	struct buf data = BUF_INIT;

	buf_add(&data, what, sizeof(what));
	buf_add(&data, student->b, sizeof(student->b));
	store->config.digest(data.ptr, data.len, mark);
	buf_release(&data);
}

/* ---- the journal ---- */

/* Text of an entry that says who ?1 is. A name of one word may be another
 * person's as well, so it counts only where the entry is about ?1. */
#define NAMES(text, if_named) \
	"EXISTS (SELECT 1 FROM student s WHERE s.id=?1 AND" \
	" (instr(" text ", s.reference)>0 OR (" if_named " AND" \
	"  (instr(" text ", s.name)>0 OR (s.latin_name<>'' AND" \
	"   instr(" text ", s.latin_name)>0) OR (s.preferred_name<>'' AND" \
	"   instr(" text ", s.preferred_name)>0)))))"
#define IS_ABOUT \
	"j.seq IN (SELECT seq FROM journal_subject WHERE subject_id=?1)"
#define IS_ABOUT_OTHERS_TOO \
	"EXISTS (SELECT 1 FROM journal_subject x JOIN student o" \
	" ON o.id=x.subject_id WHERE x.seq=j.seq AND o.id<>?1)"

/* The rows that an entry changed are in its changeset together, and cannot be
 * cut out of what is hashed. A row of the student has the id in it. */
static enum rc
empty_journal(struct store *store, const struct id *student, struct err *err)
{
	struct query q = query_open(store,
		"UPDATE journal AS j SET changeset=NULL,"
		" summary=iif(" IS_ABOUT_OTHERS_TOO " AND NOT "
			NAMES("j.summary", "1") ", j.summary, '')"
		" WHERE " IS_ABOUT " OR instr(j.changeset, ?1)>0 OR "
			NAMES("j.summary", "instr(s.name, ' ')>0"), err);

	query_bind_id(&q, student);
	return query_run(&q);
}

/* ---- the tables ---- */

static enum rc
run(struct store *store, const struct buf *sql, const struct id *student,
    struct err *err)
{
	struct query q = query_once(store, sql, err);

	if (q.rc == RC_OK && sqlite3_bind_parameter_count(q.stmt) > 0)
		query_bind_id(&q, student);
	return query_run(&q);
}

static enum rc
erase_rows(struct store *store, const struct table_rule *rule,
	   const struct id *student, struct err *err)
{
	struct buf sql = BUF_INIT;
	enum rc rc;

	switch (rule->erasing) {
	case ERASE_PAYLOAD:
		return empty_journal(store, student, err);
	case ERASE_ROWS:
		buf_addf(&sql, "DELETE FROM %s WHERE %s", rule->table,
			 rule->where);
		break;
	case ERASE_COLUMNS:
		buf_addf(&sql, "UPDATE %s SET %s WHERE %s", rule->table,
			 rule->blanked, rule->where);
		break;
	default:
		return RC_OK;
	}
	rc = run(store, &sql, student, err);
	buf_release(&sql);
	return rc;
}

/* The journal first, while its subjects and the names are still there; then
 * from the last table to the first, so that rows which are somebody's through
 * other rows go before those. */
enum rc
erase_student(struct store *store, const struct id *student, struct err *err)
{
	enum rc rc = store_exec(store, "PRAGMA defer_foreign_keys=ON", err);

	assert(uow_is_open(store));
	if (rc == RC_OK)
		rc = empty_journal(store, student, err);
	for (size_t i = table_rule_count; i-- > 0 && rc == RC_OK;)
		if (table_rules[i].erasing != ERASE_PAYLOAD)
			rc = erase_rows(store, &table_rules[i], student, err);
	return rc;
}

/* Deleted bytes were overwritten in the pages (secure_delete); the pages as
 * they were before are in the log until it is folded in. */
enum rc
erase_finish(struct store *store, struct err *err)
{
	return store_checkpoint(store, err);
}

/* ---- that it happened ---- */

enum rc
erasure_add(struct store *store, const unsigned char mark[ERASE_MARK_SIZE],
	    enum erase_reason reason, civil_date on, const struct id *place,
	    const struct id *staff_id, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO erasure (mark, reason, on_date, site_id,"
		" staff_id, utc_s, offset_min) VALUES (?1,?2,?3,?4,?5,?6,?7)"
		" ON CONFLICT DO NOTHING", err);

	query_bind_blob(&q, mark, ERASE_MARK_SIZE);
	query_bind_term(&q, &term_erase_reason, (int)reason);
	query_bind_date(&q, on);
	query_bind_id(&q, place);
	query_bind_id(&q, staff_id);
	query_bind_instant(&q, store_now(store));
	return query_run(&q);
}

#define ERASURE_SELECT \
	"SELECT e.reason, e.on_date, coalesce(p.code, ''), s.name" \
	" FROM erasure e JOIN staff s ON s.id=e.staff_id" \
	" LEFT JOIN site p ON p.id=e.site_id"

static void
read_erasure(struct query *q, struct erasure *e)
{
	memset(e, 0, sizeof(*e));
	e->reason = (enum erase_reason)query_term(q, &term_erase_reason);
	e->on = query_date(q);
	query_text(q, e->place, sizeof(e->place));
	query_text(q, e->by, sizeof(e->by));
}

enum rc
erasure_of(struct store *store, const struct id *student,
	   struct erasure *erasure, struct err *err)
{
	struct query q = query_open(store, ERASURE_SELECT " WHERE e.mark=?1",
				    err);
	unsigned char mark[ERASE_MARK_SIZE];
	bool found;

	erase_mark(store, student, mark);
	query_bind_blob(&q, mark, sizeof(mark));
	found = query_row(&q);
	if (found)
		read_erasure(&q, erasure);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
erasure_list(struct store *store, struct erasure **rows, size_t *count,
	     struct err *err)
{
	struct query q = query_open(store, ERASURE_SELECT
		" ORDER BY e.on_date DESC, e.utc_s DESC, e.mark", err);

	*rows = NULL;
	*count = 0;
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_erasure(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}
