/* SPDX-License-Identifier: ISC */
#include "store/student_store.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

static void
read_student(struct query *q, struct student *s)
{
	memset(s, 0, sizeof(*s));
	query_id(q, &s->id);
	query_text(q, s->reference, sizeof(s->reference));
	query_text(q, s->name, sizeof(s->name));
	query_text(q, s->preferred_name, sizeof(s->preferred_name));
	query_text(q, s->latin_name, sizeof(s->latin_name));
	query_text(q, s->uln, sizeof(s->uln));
	query_text(q, s->date_joined, sizeof(s->date_joined));
	query_text(q, s->location, sizeof(s->location));
	query_text(q, s->languages, sizeof(s->languages));
	query_text(q, s->what_helps, sizeof(s->what_helps));
	query_id(q, &s->version_id);
	query_id(q, &s->owner_id);
	s->handover = (int)query_int(q);
	query_text(q, s->prison_number, sizeof(s->prison_number));
}

#define STUDENT_COLUMNS \
	"id, reference, name, preferred_name, latin_name, uln, date_joined," \
	" location, languages, what_helps, version_id, owner_id, handover," \
	" (SELECT number FROM prison_number p WHERE p.student_id=student.id" \
	"  ORDER BY on_date DESC, id DESC LIMIT 1)"

static bool
one_student(struct query *q, struct student *student)
{
	bool found = query_row(q);

	if (found)
		read_student(q, student);
	return found;
}

enum rc
student_load(struct store *store, const struct id *id,
	     struct student *student, struct err *err)
{
	struct query q = query_open(store,
		"SELECT " STUDENT_COLUMNS " FROM student WHERE id=?1", err);
	bool found;

	query_bind_id(&q, id);
	found = one_student(&q, student);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK
		     : err_set(err, RC_NOT_FOUND, "student",
			       "That student is no longer in the records.");
}

enum rc
student_by_reference(struct store *store, const char *reference,
		     struct student *student, struct err *err)
{
	struct query q = query_open(store,
		"SELECT " STUDENT_COLUMNS " FROM student"
		" WHERE reference=upper(?1)", err);
	bool found;

	query_bind_text(&q, reference);
	found = one_student(&q, student);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
student_by_number(struct store *store, const char *prison_number,
		  const char *uln, struct student *student, struct err *err)
{
	struct query q = query_open(store,
		"SELECT " STUDENT_COLUMNS " FROM student"
		" WHERE (?1<>'' AND id IN (SELECT student_id"
		"  FROM prison_number WHERE number=?1))"
		" OR (?2<>'' AND uln=?2) ORDER BY reference LIMIT 1", err);
	bool found;

	query_bind_text(&q, prison_number);
	query_bind_text(&q, uln);
	found = one_student(&q, student);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

enum rc
student_put(struct store *store, const struct student *s, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO student (id, reference, name, preferred_name,"
		" latin_name, uln, date_joined, location, languages,"
		" what_helps, version_id)"
		" VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
		" ON CONFLICT (id) DO UPDATE SET reference=?2, name=?3,"
		" preferred_name=?4, latin_name=?5, uln=?6, date_joined=?7,"
		" location=?8, languages=?9, what_helps=?10, version_id=?11",
		err);

	assert(uow_is_open(store));
	query_bind_id(&q, &s->id);
	query_bind_text(&q, s->reference);
	query_bind_text(&q, s->name);
	query_bind_text(&q, s->preferred_name);
	query_bind_text(&q, s->latin_name);
	query_bind_text(&q, s->uln);
	query_bind_text(&q, s->date_joined);
	query_bind_text(&q, s->location);
	query_bind_text(&q, s->languages);
	query_bind_text(&q, s->what_helps);
	query_bind_id(&q, &s->version_id);
	uow_subject(store, &s->id);
	return query_run(&q);
}

/* ---- custody of the record ---- */

enum rc
student_hand_over(struct store *store, const struct id *id,
		  const struct id *site_id, struct err *err)
{
	struct query q = query_open(store,
		"UPDATE student SET owner_id=?2, handover=handover+1"
		" WHERE id=?1", err);

	assert(uow_is_open(store));
	query_bind_id(&q, id);
	query_bind_id(&q, site_id);
	uow_subject(store, id);
	return query_run(&q);
}

enum rc
student_reclaim(struct store *store, const struct id *id, struct err *err)
{
	return student_hand_over(store, id, NULL, err);
}

enum rc
student_keeper(struct store *store, const struct id *id,
	       struct student_keeper *keeper, struct err *err)
{
	struct query q = query_open(store,
		"SELECT s.reference, o.code, coalesce(j.utc_s, 0),"
		" coalesce(j.offset_min, 0) FROM student s"
		" JOIN site o ON o.id=s.owner_id"
		" LEFT JOIN journal j ON j.seq=(SELECT max(n.seq)"
		"  FROM journal_subject x JOIN journal n ON n.seq=x.seq"
		"  WHERE x.subject_id=s.id AND n.action='exchange.export')"
		" WHERE s.id=?1", err);
	bool found;

	query_bind_id(&q, id);
	found = query_row(&q);
	if (found) {
		query_text(&q, keeper->reference, sizeof(keeper->reference));
		query_text(&q, keeper->code, sizeof(keeper->code));
		keeper->since = query_instant(&q);
	}
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

/* What came in on a stick may go again: that is how its record came here. */
enum rc
student_kept_elsewhere(struct store *store, int64_t entry, struct id *id,
		       struct err *err)
{
	struct query q = query_open(store,
		"WITH RECURSIVE chain (seq, undoes, action) AS ("
		" SELECT seq, undoes, action FROM journal WHERE seq=?1"
		" UNION SELECT j.seq, j.undoes, j.action FROM journal j"
		"  JOIN chain c ON j.seq=c.undoes)"
		" SELECT s.id FROM journal_subject x"
		" JOIN student s ON s.id=x.subject_id"
		" WHERE x.seq=?1 AND s.owner_id IS NOT NULL AND NOT EXISTS"
		"  (SELECT 1 FROM chain WHERE action='exchange.import')"
		" LIMIT 1", err);
	bool found;

	query_bind_int(&q, entry);
	found = query_row(&q);
	if (found)
		query_id(&q, id);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK : RC_NOT_FOUND;
}

/* ---- lists ---- */

/* The version that somebody is pinned to was confirmed: with it they became a
 * graduate, or it is one of the courses they have done since. */
#define IS_CONFIRMED \
	"(EXISTS (SELECT 1 FROM graduate g WHERE g.student_id=s.id" \
	"  AND g.version_id=s.version_id) OR EXISTS (SELECT 1" \
	"  FROM later_course l WHERE l.student_id=s.id" \
	"  AND l.version_id=s.version_id AND NOT EXISTS (SELECT 1" \
	"   FROM correction x WHERE x.student_id=s.id AND x.fact_id=l.id)))"

/* ?1 is the day; one statement for the list and for one row of it. */
#define ROW_SELECT \
	"SELECT s.id, s.version_id, s.reference, s.name, s.preferred_name," \
	" s.latin_name, s.location," \
	" coalesce((SELECT number FROM prison_number p" \
	"  WHERE p.student_id=s.id ORDER BY on_date DESC, id DESC" \
	"  LIMIT 1), '')," \
	" coalesce((SELECT value FROM enrolment e WHERE e.student_id=s.id" \
	"  AND e.on_date<=?1 ORDER BY on_date DESC, id DESC LIMIT 1)," \
	"  'APPLIED')," \
	" coalesce((SELECT value FROM custody c WHERE c.student_id=s.id" \
	"  AND c.on_date<=?1 ORDER BY on_date DESC, id DESC LIMIT 1)," \
	"  'UNKNOWN')," \
	" coalesce(r.release_on, ''), coalesce(r.confidence, 'EXPECTED')," \
	" coalesce(t.required, 0), coalesce(t.done, 0)," \
	" coalesce(t.help, 0), coalesce(t.submitted, 0)," \
	" coalesce(t.last_on, ''), " IS_CONFIRMED "," \
	" CASE WHEN s.owner_id IS NULL THEN '' ELSE" \
	"  (SELECT code FROM site o WHERE o.id=s.owner_id) END," \
	" s.date_joined" \
	" FROM student s" \
	" LEFT JOIN tally t ON t.student_id=s.id" \
	" LEFT JOIN release_date r ON r.id=(SELECT id FROM release_date d" \
	"  WHERE d.student_id=s.id ORDER BY id DESC LIMIT 1)"

static void
read_row(struct query *q, struct student_row *row)
{
	bool confirmed;

	memset(row, 0, sizeof(*row));
	query_id(q, &row->id);
	query_id(q, &row->version_id);
	query_text(q, row->reference, sizeof(row->reference));
	query_text(q, row->name, sizeof(row->name));
	query_text(q, row->preferred_name, sizeof(row->preferred_name));
	query_text(q, row->latin_name, sizeof(row->latin_name));
	query_text(q, row->location, sizeof(row->location));
	query_text(q, row->prison_number, sizeof(row->prison_number));
	row->enrolment = (enum enrolment)query_term(q, &term_enrolment);
	row->custody = (enum custody)query_term(q, &term_custody);
	row->release_on = query_date(q);
	row->release_confidence =
		(enum confidence)query_term(q, &term_confidence);
	row->required = (int)query_int(q);
	row->done = (int)query_int(q);
	row->help = (int)query_int(q);
	row->submitted = (int)query_int(q);
	row->last_progress_on = query_date(q);
	confirmed = query_int(q) != 0;
	query_text(q, row->owner, sizeof(row->owner));
	row->joined_on = query_date(q);
	row->eligible = !confirmed && row->required > 0 &&
			row->done == row->required;
}

enum rc
student_count(struct store *store, size_t *count, struct err *err)
{
	struct query q = query_open(store, "SELECT count(*) FROM student",
				    err);

	*count = query_row(&q) ? (size_t)query_int(&q) : 0;
	return query_close(&q);
}

/* Counted first: to grow such an array costs as much as to fill it. */
static enum rc
read_rows(struct store *store, civil_date on, struct student_row **rows,
	  size_t *count, struct err *err)
{
	size_t room;
	struct query q;
	enum rc rc = student_count(store, &room, err);

	*rows = NULL;
	*count = 0;
	if (rc != RC_OK)
		return rc;
	*rows = xcalloc(room, sizeof(**rows));
	q = query_open(store, ROW_SELECT " ORDER BY s.reference", err);
	query_bind_date(&q, on);
	while (*count < room && query_row(&q))
		read_row(&q, &(*rows)[(*count)++]);
	return query_close(&q);
}

static struct student_row *
copy_rows(const struct student_row *rows, size_t count)
{
	struct student_row *copy = xcalloc(count, sizeof(*copy));

	if (count > 0)
		memcpy(copy, rows, count * sizeof(*copy));
	return copy;
}

/* SQLite's count goes on through a rollback, so what is read within a unit of
 * work, which may yet come to nothing, is not kept. */
enum rc
student_rows(struct store *store, civil_date on, struct student_row **rows,
	     size_t *count, struct err *err)
{
	struct student_list_cache *kept = &store->students;
	int64_t changes = sqlite3_total_changes64(store->db);
	enum rc rc;

	if (kept->rows != NULL && kept->on == on && kept->changes == changes) {
		*rows = copy_rows(kept->rows, kept->count);
		*count = kept->count;
		return RC_OK;
	}
	rc = read_rows(store, on, rows, count, err);
	if (rc != RC_OK || uow_is_open(store))
		return rc;
	mem_free(kept->rows);
	*kept = (struct student_list_cache){
		.rows = copy_rows(*rows, *count), .count = *count, .on = on,
		.changes = changes,
	};
	return RC_OK;
}

enum rc
student_row_load(struct store *store, const struct id *id, civil_date on,
		 struct student_row *row, struct err *err)
{
	struct query q = query_open(store, ROW_SELECT " WHERE s.id=?2", err);
	bool found;

	query_bind_date(&q, on);
	query_bind_id(&q, id);
	found = query_row(&q);
	if (found)
		read_row(&q, row);
	if (query_close(&q) != RC_OK)
		return q.rc;
	return found ? RC_OK
		     : err_set(err, RC_NOT_FOUND, "student",
			       "That student is no longer in the records.");
}

/* The highest number in references that read ?1-digits, or that was in one
 * when a record was erased. */
#define LAST_NUMBER \
	"(SELECT max(coalesce(max(CAST(substr(reference, length(?1) + 2)" \
	" AS INTEGER)), 0), coalesce((SELECT CAST(value AS INTEGER)" \
	"  FROM setting WHERE id='last_number'), 0)) FROM student" \
	" WHERE reference GLOB ?1 || '-[0-9]*'" \
	" AND substr(reference, length(?1) + 2) NOT GLOB '*[^0-9]*')"

enum rc
student_keep_number(struct store *store, const char *prefix, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO setting (id, value) VALUES ('last_number',"
		" CAST(" LAST_NUMBER " AS TEXT))"
		" ON CONFLICT (id) DO UPDATE SET value=excluded.value", err);

	assert(uow_is_open(store));
	query_bind_text(&q, prefix);
	return query_run(&q);
}

enum rc
student_next_number(struct store *store, const char *prefix, int64_t *number,
		    struct err *err)
{
	struct query q = query_open(store, "SELECT " LAST_NUMBER " + 1", err);

	*number = 1;
	query_bind_text(&q, prefix);
	if (query_row(&q))
		*number = query_int(&q);
	return query_close(&q);
}
