/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"

/* What the columns of the statement below are; it belongs to another place,
 * so nothing of it can be undone here. */
static void
read_entry(struct query *q, int64_t seq, struct journal_entry *e)
{
	char name[NAME_SIZE], place[CODE_SIZE];

	memset(e, 0, sizeof(*e));
	e->seq = seq;
	e->at = query_instant(q);
	query_text(q, name, sizeof(name));
	query_text(q, place, sizeof(place));
	query_text(q, e->summary, sizeof(e->summary));
	snprintf(e->by, sizeof(e->by), "%.300s, %s", name,
		 place[0] != '\0' ? place : "another place");
	snprintf(e->action, sizeof(e->action), "past");
	e->final = true;
}

enum rc
past_entry_list(struct store *store, const struct id *student, int64_t skip,
		size_t max, struct journal_entry **rows, size_t *count,
		struct err *err)
{
	struct query q = query_open(store,
		"SELECT p.utc_s, p.offset_min, p.by_name,"
		" coalesce(s.code, ''), p.summary FROM past_entry p"
		" LEFT JOIN site s ON s.id=p.site_id"
		" WHERE p.student_id=?1"
		" AND p.site_id<>(SELECT id FROM academy)"
		" ORDER BY p.utc_s DESC, p.site_id, p.seq DESC"
		" LIMIT ?2 OFFSET ?3", err);
	int64_t seq = -skip;

	query_bind_id(&q, student);
	query_bind_int(&q, (int64_t)max);
	query_bind_int(&q, skip);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_entry(&q, --seq, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}
