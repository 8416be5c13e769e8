/* SPDX-License-Identifier: ISC */
#include "store/uow.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/fact_store.h"
#include "store/journal.h"
#include "store/progress_store.h"
#include "store/query.h"
#include "store/whole_student.h"

/* ?1 is the person. */
#define ENTRY_SELECT_FROM(journal_j) \
	"SELECT j.seq, j.utc_s, j.offset_min, coalesce(s.name, '')," \
	" j.action, j.summary, j.undoes," \
	" coalesce(" JOURNAL_UNDONE_BY("j") ", 0), j.staff_id=?1," \
	" j.final OR j.changeset IS NULL, j.changeset IS NULL" \
	" FROM " journal_j " LEFT JOIN staff s ON s.id=j.staff_id"

#define ENTRY_SELECT ENTRY_SELECT_FROM("journal j")

static void
read_entry(struct query *q, struct journal_entry *e)
{
	memset(e, 0, sizeof(*e));
	e->seq = query_int(q);
	e->at = query_instant(q);
	query_text(q, e->by, sizeof(e->by));
	query_text(q, e->action, sizeof(e->action));
	query_text(q, e->summary, sizeof(e->summary));
	e->undoes = query_int(q);
	e->undone_by = query_int(q);
	e->mine = query_int(q) != 0;
	e->final = query_int(q) != 0;
	e->emptied = query_int(q) != 0;
	if (e->emptied && e->summary[0] == '\0')
		snprintf(e->summary, sizeof(e->summary),
			 "(About a record that was erased)");
	e->undoable = e->mine && !e->final && e->undoes == 0 &&
		      e->undone_by == 0;
}

static const char list_sql[] = ENTRY_SELECT
	" WHERE (?2=0 OR j.seq<?2) ORDER BY j.seq DESC LIMIT ?3";

/* CROSS JOIN: from the record's few entries to the journal, never the other
 * way round, which reads most of it. */
static const char subject_sql[] = ENTRY_SELECT_FROM(
	"journal_subject x CROSS JOIN journal j ON j.seq=x.seq")
	" WHERE x.subject_id=?4 AND (?2=0 OR x.seq<?2)"
	" ORDER BY x.seq DESC LIMIT ?3";

enum rc
journal_list(struct store *store, const struct id *subject,
	     const struct id *staff_id, int64_t before, size_t max,
	     struct journal_entry **rows, size_t *count, struct err *err)
{
	struct query q = query_open(store,
				    subject != NULL ? subject_sql : list_sql,
				    err);

	*rows = NULL;
	*count = 0;
	query_bind_id(&q, staff_id);
	query_bind_int(&q, before);
	query_bind_int(&q, (int64_t)max);
	if (subject != NULL)
		query_bind_id(&q, subject);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_entry(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}

static const char undo_sql[] = ENTRY_SELECT
	" WHERE j.staff_id=?1 AND j.undoes=0 AND j.final=0"
	" AND j.changeset IS NOT NULL AND " JOURNAL_UNDONE_BY("j") " IS NULL"
	" ORDER BY j.seq DESC LIMIT 1";

/* The newest undo not put back; none once something new was done since. */
static const char redo_sql[] = ENTRY_SELECT
	" JOIN journal o ON o.seq=j.undoes AND o.undoes=0"
	" WHERE j.staff_id=?1 AND j.undoes>0 AND j.final=0"
	" AND " JOURNAL_UNDONE_BY("j") " IS NULL"
	" AND NOT EXISTS (SELECT 1 FROM journal n WHERE n.seq>j.seq"
	"  AND n.staff_id=?1 AND n.undoes=0 AND n.final=0)"
	" ORDER BY j.seq DESC LIMIT 1";

enum rc
journal_undo_next(struct store *store, const struct id *staff_id, bool redo,
		  struct journal_entry *entry, struct err *err)
{
	struct query q = query_open(store, redo ? redo_sql : undo_sql, err);
	bool found;

	query_bind_id(&q, staff_id);
	found = query_row(&q);
	if (found)
		read_entry(&q, entry);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK
		     : err_set(err, RC_NOT_FOUND, NULL,
			       redo ? "There is nothing to put back."
				    : "There is nothing of yours left to "
				      "undo.");
}

/* ---- taking back ---- */

struct original {
	struct journal_entry entry;
	char summary[UOW_SUMMARY_SIZE];
	struct id *subjects, *whole;
	size_t subject_count, whole_count;
	void *inverse;
	int inverse_size;
};

static void
original_release(struct original *o)
{
	mem_free(o->subjects);
	mem_free(o->whole);
	sqlite3_free(o->inverse);
}

static enum rc
read_record(struct store *store, const void *record, size_t size,
	    struct original *o, struct err *err)
{
	size_t count, at;
	enum rc rc = whole_students_parse(record, size, &count, &at, err);

	if (rc != RC_OK)
		return rc;
	o->whole = xcalloc(count, sizeof(*o->whole));
	for (; o->whole_count < count; o->whole_count++)
		o->whole[o->whole_count] = whole_student_at(record,
							    o->whole_count);
	if (sqlite3changeset_invert((int)(size - at),
				    (const char *)record + at,
				    &o->inverse_size,
				    &o->inverse) != SQLITE_OK)
		return store_error(store, err);
	return RC_OK;
}

static enum rc
load_inverse(struct store *store, int64_t seq, struct original *o,
	     struct err *err)
{
	struct query q = query_open(store,
		"SELECT changeset FROM journal WHERE seq=?1", err);
	size_t size = 0;
	const void *record;
	enum rc rc = RC_OK;

	query_bind_int(&q, seq);
	if (query_row(&q)) {
		record = query_blob(&q, &size);
		rc = read_record(store, record, size, o, err);
	}
	if (query_close(&q) != RC_OK)
		return q.rc;
	return rc;
}

static enum rc
load_original(struct store *store, const struct id *staff_id, int64_t seq,
	      struct original *o, struct err *err)
{
	struct query q = query_open(store, ENTRY_SELECT " WHERE j.seq=?2",
				    err);
	bool found;

	query_bind_id(&q, staff_id);
	query_bind_int(&q, seq);
	found = query_row(&q);
	if (found)
		read_entry(&q, &o->entry);
	if (query_close(&q) != RC_OK)
		return q.rc;
	if (!found)
		return err_set(err, RC_NOT_FOUND, NULL,
			       "The history has no entry %" PRId64 ".", seq);
	q = query_open(store,
		"SELECT subject_id FROM journal_subject WHERE seq=?1", err);
	query_bind_int(&q, seq);
	while (query_row(&q)) {
		o->subjects = xgrow(o->subjects, o->subject_count,
				    sizeof(struct id));
		query_id(&q, &o->subjects[o->subject_count++]);
	}
	return query_close(&q) == RC_OK ? load_inverse(store, seq, o, err)
					: q.rc;
}

/* Nobody's later work is overwritten: anything unexpected stops it. */
static int
stop_at_conflict(void *ctx, int what, sqlite3_changeset_iter *iter)
{
	(void)ctx, (void)what, (void)iter;
	return SQLITE_CHANGESET_ABORT;
}

static enum rc
was_changed_since(const struct original *o, struct err *err)
{
	return err_set(err, RC_CONFLICT, NULL,
		       "\"%.200s\" cannot be taken back: the same record was "
		       "changed again since. Undo the later change first, or "
		       "change it by hand.", o->entry.summary);
}

static enum rc
remove_whole(struct store *store, const struct original *o, struct err *err)
{
	bool touched = false;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < o->whole_count && rc == RC_OK; i++) {
		rc = whole_student_is_touched(store, &o->whole[i],
					      o->entry.seq, &touched, err);
		if (rc == RC_OK && !touched)
			rc = whole_student_remove(store, &o->whole[i], err);
		if (touched || rc == RC_CONFLICT)
			return was_changed_since(o, err);
	}
	return rc;
}

static enum rc
apply_changeset(struct store *store, const struct original *o,
		struct err *err)
{
	int code = sqlite3changeset_apply(store->db, o->inverse_size,
					  o->inverse, NULL, stop_at_conflict,
					  NULL);

	/* ABORT: a row is not as it was left. CONSTRAINT: a row that would go
	 * has others that belong to it. */
	if (code == SQLITE_ABORT || (code & 0xff) == SQLITE_CONSTRAINT)
		return was_changed_since(o, err);
	return code == SQLITE_OK ? RC_OK : store_error(store, err);
}

/* Facts name each other by ids that no constraint watches. Those of a student
 * who goes or comes whole are not looked at. */
static enum rc
count_astray(struct store *store, const struct original *o, int64_t *astray,
	     struct err *err)
{
	enum rc rc = RC_OK;

	*astray = 0;
	for (size_t i = 0; i < o->subject_count && rc == RC_OK &&
			   o->whole_count == 0; i++) {
		int64_t of_one;

		rc = fact_count_astray(store, &o->subjects[i], &of_one, err);
		*astray += rc == RC_OK ? of_one : 0;
	}
	return rc;
}

static enum rc
apply_and_check(struct store *store, const struct original *o,
		struct err *err)
{
	int64_t before, after = 0;
	enum rc rc = count_astray(store, o, &before, err);

	if (rc == RC_OK)
		rc = apply_changeset(store, o, err);
	if (rc == RC_OK)
		rc = count_astray(store, o, &after, err);
	return rc == RC_OK && after > before ? was_changed_since(o, err) : rc;
}

static enum rc
apply_inverse(struct store *store, struct original *o, struct err *err)
{
	enum rc rc = remove_whole(store, o, err);

	if (rc == RC_OK)
		rc = apply_and_check(store, o, err);
	for (size_t i = 0; i < o->subject_count && rc == RC_OK; i++) {
		uow_subject(store, &o->subjects[i]);
		rc = tally_count(store, &o->subjects[i], err);
	}
	return rc;
}

/* How often those whom it is about have left on sticks. A student who goes
 * takes the rows along. */
static enum rc
count_left(struct store *store, const struct original *o, int64_t *left,
	   struct err *err)
{
	enum rc rc = RC_OK;

	*left = 0;
	for (size_t i = 0; i < o->subject_count && rc == RC_OK; i++) {
		struct query q = query_open(store,
			"SELECT count(*) FROM export_student"
			" WHERE student_id=?1", err);

		query_bind_id(&q, &o->subjects[i]);
		if (query_row(&q))
			*left += query_int(&q);
		rc = query_close(&q);
	}
	return rc;
}

/* Other places would keep for ever what they are not told of any more. */
static enum rc
apply_unless_it_left(struct store *store, struct original *o, struct err *err)
{
	bool came_by_stick = strcmp(o->entry.action, "exchange.import") == 0;
	int64_t before, after = 0;
	enum rc rc = count_left(store, o, &before, err);

	if (rc == RC_OK)
		rc = apply_inverse(store, o, err);
	if (rc == RC_OK)
		rc = count_left(store, o, &after, err);
	if (rc == RC_OK && after < before)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "\"%.200s\" cannot be taken back: the record has "
			     "left on a stick since. %s", o->entry.summary,
			     came_by_stick ? "A transfer takes it back to "
					     "where it came from."
					   : "Erase it instead; the others "
					     "are told of that.");
	return rc;
}

static enum rc
take_back(struct store *store, const struct id *staff_id, int64_t seq,
	  unsigned flags, struct original *o, struct err *err)
{
	bool redo = o->entry.undoes != 0;
	const char *said = o->entry.summary;
	enum rc rc;

	/* Saying "Put back: Undid: ..." helps nobody. */
	if (redo && strncmp(said, "Undid: ", 7) == 0)
		said += 7;
	rc = uow_begin(store, staff_id, redo ? "history.redo" : "history.undo",
		       flags, err, "%s: %.440s", redo ? "Put back" : "Undid",
		       said);
	if (rc != RC_OK)
		return rc;
	store->uow.undoes = seq;
	rc = flags == UOW_FINAL ? apply_inverse(store, o, err)
				: apply_unless_it_left(store, o, err);
	return uow_end(store, rc, err);
}

enum rc
journal_take_back(struct store *store, const struct id *staff_id, int64_t seq,
		  struct err *err)
{
	struct original o = { .inverse = NULL };
	enum rc rc = load_original(store, staff_id, seq, &o, err);

	if (rc == RC_OK && !o.entry.mine)
		rc = err_set(err, RC_DENIED, NULL,
			     "%s made that change; only they can undo it.",
			     o.entry.by);
	if (rc == RC_OK && o.entry.undone_by != 0)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "Entry %" PRId64 " was taken back already, by "
			     "entry %" PRId64 ".", seq, o.entry.undone_by);
	if (rc == RC_OK && o.entry.emptied)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "Entry %" PRId64 " was also about a record that "
			     "was erased since. It cannot be undone any more.",
			     seq);
	if (rc == RC_OK && (o.entry.final ||
			    (o.inverse_size == 0 && o.whole_count == 0)))
		rc = err_set(err, RC_CONFLICT, NULL,
			     "\"%.200s\" is of a kind that cannot be undone.",
			     o.entry.summary);
	if (rc == RC_OK)
		rc = take_back(store, staff_id, seq, 0, &o, err);
	original_release(&o);
	return rc;
}

enum rc
journal_withdraw(struct store *store, const struct id *staff_id, int64_t seq,
		 struct err *err)
{
	struct original o = { .inverse = NULL };
	enum rc rc = load_original(store, staff_id, seq, &o, err);

	if (rc == RC_OK)
		rc = take_back(store, staff_id, seq, UOW_FINAL, &o, err);
	original_release(&o);
	return rc;
}
