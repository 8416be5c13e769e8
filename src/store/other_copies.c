/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/erase.h"
#include "store/fact_store.h"
#include "store/query.h"

enum rc
export_students_add(struct store *store, int64_t number,
		    const struct id *students, size_t count, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		struct query q = query_open(store,
			"INSERT INTO export_student (student_id, export)"
			" VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);

		query_bind_id(&q, &students[i]);
		query_bind_int(&q, number);
		rc = query_run(&q);
	}
	return rc;
}

enum rc
export_students_list(struct store *store, int64_t number,
		     struct buf *references, struct err *err)
{
	struct query q = query_open(store,
		"SELECT s.reference FROM export_student x JOIN student s ON"
		" s.id=x.student_id WHERE x.export=?1 ORDER BY s.reference",
		err);
	char reference[CODE_SIZE];

	query_bind_int(&q, number);
	while (query_row(&q)) {
		query_text(&q, reference, sizeof(reference));
		buf_addf(references, "%s%s", references->len > 0 ? ", " : "",
			 reference);
	}
	return query_close(&q);
}

/* Every backup since the record began has it; each names itself in the
 * journal. Places are those that sticks with it went to, and the one that had
 * it before. */
static const struct {
	enum copy_kind kind;
	const char *sql;
} sources[] = {
	{ COPY_BACKUP,
	  "SELECT summary, utc_s FROM journal WHERE action='backup' AND"
	  " seq>=(SELECT min(seq) FROM journal_subject WHERE subject_id=?1)"
	  " ORDER BY seq" },
	{ COPY_STICK,
	  "SELECT 'Stick ' || printf('%06d', e.number) || ', ' || e.file ||"
	  " ' (' || e.medium || ')', e.utc_s FROM export_student x"
	  " JOIN export e ON e.number=x.export WHERE x.student_id=?1"
	  " ORDER BY e.number" },
	{ COPY_PLACE,
	  "SELECT DISTINCT s.code || ', ' || s.name, 0 FROM site s WHERE s.id"
	  " IN (SELECT e.site_id FROM export_student x JOIN export e ON"
	  "  e.number=x.export WHERE x.student_id=?1 UNION"
	  "  SELECT site_id FROM past_entry WHERE student_id=?1) ORDER BY 1" },
	{ COPY_SHEETS,
	  "SELECT 'Sheet ' || number || ', ' || iif(medium='printer',"
	  " 'printed', 'saved to a file'), utc_s FROM sheet"
	  " WHERE subject_id=?1 ORDER BY number" },
};

static enum rc
add_copies(struct store *store, const struct id *student, size_t source,
	   struct other_copy **rows, size_t *count, struct err *err)
{
	struct query q = query_open(store, sources[source].sql, err);

	query_bind_id(&q, student);
	while (query_row(&q)) {
		struct other_copy c = { .kind = sources[source].kind,
					.on = DATE_NONE };
		struct instant at = { .offset_min = 0 };

		query_text(&q, c.what, sizeof(c.what));
		at.utc_s = query_int(&q);
		if (at.utc_s != 0)
			c.on = date_of_instant(at);
		*rows = xgrow(*rows, *count, sizeof(c));
		(*rows)[(*count)++] = c;
	}
	return query_close(&q);
}

/* What is out: neither taken down nor entered by mistake. */
static enum rc
add_published(struct store *store, const struct id *student,
	      struct other_copy **rows, size_t *count, struct err *err)
{
	void *places;
	size_t place_count;
	enum rc rc = fact_list(store, FACT_CASE_PLACE, student, KNOWN_NOW,
			       &places, &place_count, err);

	for (size_t i = 0; i < place_count && rc == RC_OK; i++) {
		const struct case_place *p = &((struct case_place *)places)[i];
		struct other_copy c = { .kind = COPY_PUBLISHED,
					.on = p->fact.on };

		if (p->fact.ended_on != DATE_NONE)
			continue;
		snprintf(c.what, sizeof(c.what), "Published: %.400s",
			 p->place);
		*rows = xgrow(*rows, *count, sizeof(c));
		(*rows)[(*count)++] = c;
	}
	mem_free(places);
	return rc;
}

enum rc
other_copies(struct store *store, const struct id *student,
	     struct other_copy **rows, size_t *count, struct err *err)
{
	enum rc rc = RC_OK;

	*rows = NULL;
	*count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(sources) && rc == RC_OK; i++)
		rc = add_copies(store, student, i, rows, count, err);
	return rc == RC_OK ? add_published(store, student, rows, count, err)
			   : rc;
}
