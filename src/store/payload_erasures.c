/* SPDX-License-Identifier: ISC */
/*
 * Erasures that came in. A mark says nothing of whose record it was, except to
 * who has that record: there it is erased too, when a person agrees.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/erase.h"
#include "store/fact_store.h"
#include "store/payload_private.h"
#include "store/site_store.h"

struct told {
	unsigned char mark[ERASE_MARK_SIZE];
	enum erase_reason reason;
	civil_date on;
};

static enum rc
read_told(struct payload_reader *r, struct told **rows, size_t *count,
	  struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_DONE;

	if (sqlite3_prepare_v2(r->db, "SELECT mark, reason, on_date FROM "
			       "erasure ORDER BY mark", -1, &stmt, NULL) !=
	    SQLITE_OK)
		return payload_error(r->db, err);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct told t = { .on = DATE_NONE };

		memcpy(t.mark, sqlite3_column_blob(stmt, 0), sizeof(t.mark));
		t.reason = (enum erase_reason)term_value(&term_erase_reason,
			(const char *)sqlite3_column_text(stmt, 1));
		(void)!date_parse((const char *)sqlite3_column_text(stmt, 2),
				  &t.on, NULL);
		*rows = xgrow(*rows, *count, sizeof(t));
		(*rows)[(*count)++] = t;
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? RC_OK : payload_error(r->db, err);
}

/* ---- planning ---- */

struct judged {
	struct id owner;		/* zero: this place */
	char owner_code[CODE_SIZE];
};

/* Who has custody of a record says that it is erased; head office passes on
 * what it was told. */
static void
judge(const struct payload_reader *r, const struct site *from,
      const struct judged *j, struct bundle_line *line)
{
	char day[DATE_TEXT_SIZE + 4];
	bool passed_on = r->manifest.kind == BUNDLE_SITE_PACK;

	line->state = LINE_REFUSED;
	if (id_is_zero(&j->owner))
		snprintf(line->why, sizeof(line->why), "%s erased a copy. This "
			 "place has custody of the record: erase it here, if "
			 "that is right.", from->code);
	else if (!passed_on && !id_equal(&j->owner, &from->id))
		snprintf(line->why, sizeof(line->why), "%s erased a copy; %s "
			 "has custody of the record.", from->code,
			 j->owner_code);
	else {
		line->state = LINE_CHANGED;
		line->erases = true;
		snprintf(line->why, sizeof(line->why), "Erased there on %s. "
			 "Taking this in erases it here too, for good.",
			 date_format_long(line->erased_on, day));
	}
}

/* Where head office has a story out, its record alone knows: that is taken
 * down first. The erasure comes again with each return. */
static enum rc
keep_until_down(struct store *store, struct bundle_line *line,
		struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];
	void *rows;
	size_t count;
	enum rc rc = fact_list(store, FACT_CASE_PLACE, &line->id, KNOWN_NOW,
			       &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct case_place *place =
			&((const struct case_place *)rows)[i];

		if (place->fact.ended_on != DATE_NONE)
			continue;
		line->erases = false;
		line->state = LINE_REFUSED;
		snprintf(line->why, sizeof(line->why), "Erased there on %s, "
			 "but a case study is still out: %.200s. Take it down, "
			 "note that at the case-study desk, and take this in "
			 "again.", date_format_long(line->erased_on, day),
			 place->place);
	}
	mem_free(rows);
	return rc;
}

/* Every record here whose mark is among those told, in order of reference. */
static enum rc
each_match(struct store *store, struct payload_reader *r,
	   const struct site *from, const struct told *told, size_t told_count,
	   struct bundle_line **lines, size_t *count, struct err *err)
{
	struct query q = query_open(store,
		"SELECT s.id, s.reference, s.name, s.owner_id,"
		" coalesce(p.code, '') FROM student s LEFT JOIN site p"
		" ON p.id=s.owner_id ORDER BY s.reference", err);
	enum rc rc = RC_OK;

	while (rc == RC_OK && query_row(&q)) {
		struct bundle_line line = { .state = LINE_CHANGED };
		unsigned char mark[ERASE_MARK_SIZE];
		struct judged j;

		query_id(&q, &line.id);
		query_text(&q, line.reference, sizeof(line.reference));
		query_text(&q, line.name, sizeof(line.name));
		query_id(&q, &j.owner);
		query_text(&q, j.owner_code, sizeof(j.owner_code));
		erase_mark(store, &line.id, mark);
		for (size_t i = 0; i < told_count; i++) {
			if (memcmp(told[i].mark, mark, sizeof(mark)) != 0)
				continue;
			line.erased_as = told[i].reason;
			line.erased_on = told[i].on;
			judge(r, from, &j, &line);
			if (line.erases && r->manifest.kind == BUNDLE_RETURN)
				rc = keep_until_down(store, &line, err);
			plan_add(lines, count, &line);
		}
	}
	return query_close(&q) == RC_OK ? rc : q.rc;
}

enum rc
plan_erasures(struct store *store, struct payload_reader *r,
	      const struct site *from, struct bundle_line **lines,
	      size_t *count, struct err *err)
{
	struct told *told = NULL;
	size_t told_count = 0;
	enum rc rc = read_told(r, &told, &told_count, err);

	if (rc == RC_OK && told_count > 0)
		rc = each_match(store, r, from, told, told_count, lines, count,
				err);
	mem_free(told);
	return rc;
}

/* ---- applying ---- */

static bool
is_held(struct store *store, const struct told *t,
	const struct bundle_line *lines, size_t count)
{
	unsigned char mark[ERASE_MARK_SIZE];

	for (size_t i = 0; i < count; i++) {
		erase_mark(store, &lines[i].id, mark);
		if (memcmp(mark, t->mark, sizeof(mark)) == 0)
			return true;
	}
	return false;
}

/* Noted at once where there is nothing to erase, so that an old stick does not
 * bring the record; what is held here is noted when it is erased. */
enum rc
apply_erasures(struct store *store, struct payload_reader *r,
	       const struct site *from, const struct id *staff_id,
	       const struct bundle_line *lines, size_t count, struct err *err)
{
	struct told *told = NULL;
	size_t told_count = 0;
	enum rc rc = read_told(r, &told, &told_count, err);

	for (size_t i = 0; i < told_count && rc == RC_OK; i++)
		if (!is_held(store, &told[i], lines, count))
			rc = erasure_add(store, told[i].mark, told[i].reason,
					 told[i].on, &from->id, staff_id,
					 err);
	mem_free(told);
	return rc;
}
