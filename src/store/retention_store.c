/* SPDX-License-Identifier: ISC */
#include "store/retention_store.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/bundle_tables.h"
#include "store/query.h"

/* Marks and attempts are many, and their last day is in the tally. That a
 * record was looked at, or asked for, is no life in it. */
static bool
is_counted(const struct bundle_table *table)
{
	static const char *const apart[] = {
		"mark", "attempt", "retention_review", "data_request",
	};

	if (table->scope != SCOPE_STUDENT)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(apart); i++)
		if (strcmp(table->name, apart[i]) == 0)
			return false;
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].name, "on_date") == 0)
			return true;
	return false;
}

#define AXIS_NOW(table, first) \
	" coalesce((SELECT value FROM " table " x WHERE x.student_id=s.id" \
	"  AND x.on_date<=?1 ORDER BY x.on_date DESC, x.id DESC LIMIT 1)," \
	"  '" first "'),"

static void
list_sql(struct buf *sql)
{
	buf_adds(sql, "WITH dated (student_id, day) AS ("
		 "SELECT id, date_joined FROM student"
		 " UNION ALL SELECT student_id, last_on FROM tally");
	for (size_t i = 0; i < bundle_table_count; i++)
		if (is_counted(&bundle_tables[i]))
			buf_addf(sql, " UNION ALL SELECT student_id, on_date"
				 " FROM %s", bundle_tables[i].name);
	buf_adds(sql, "), last (student_id, day) AS (SELECT student_id,"
		 " max(day) FROM dated GROUP BY student_id)"
		 " SELECT s.id, s.reference, s.name, s.latin_name,"
		 " coalesce((SELECT code FROM site o WHERE o.id=s.owner_id),"
		 " ''),"
		 AXIS_NOW("enrolment", "APPLIED")
		 AXIS_NOW("support", "NOT_STARTED")
		 " l.day, coalesce(k.keep_until, ''), coalesce(k.reason, ''),"
		 " coalesce(f.name, '') FROM student s"
		 " JOIN last l ON l.student_id=s.id"
		 " LEFT JOIN retention_review k ON k.id=(SELECT r.id FROM"
		 "  retention_review r WHERE r.student_id=s.id AND NOT EXISTS"
		 "  (SELECT 1 FROM correction c WHERE c.fact_id=r.id)"
		 "  ORDER BY r.on_date DESC, r.id DESC LIMIT 1)"
		 " LEFT JOIN staff f ON f.id=k.staff_id"
		 " ORDER BY s.reference");
}

static void
read_retention(struct query *q, struct retention *r)
{
	memset(r, 0, sizeof(*r));
	query_id(q, &r->id);
	query_text(q, r->reference, sizeof(r->reference));
	query_text(q, r->name, sizeof(r->name));
	query_text(q, r->latin_name, sizeof(r->latin_name));
	query_text(q, r->owner, sizeof(r->owner));
	r->enrolment = (enum enrolment)query_term(q, &term_enrolment);
	r->support = (enum support)query_term(q, &term_support);
	r->last_on = query_date(q);
	r->kept_until = query_date(q);
	query_text(q, r->kept_reason, sizeof(r->kept_reason));
	query_text(q, r->kept_by, sizeof(r->kept_by));
	r->due_on = DATE_NONE;
}

enum rc
retention_list(struct store *store, civil_date on, struct retention **rows,
	       size_t *count, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct query q;

	*rows = NULL;
	*count = 0;
	list_sql(&sql);
	q = query_once(store, &sql, err);
	buf_release(&sql);
	query_bind_date(&q, on);
	while (query_row(&q)) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_retention(&q, &(*rows)[(*count)++]);
	}
	return query_close(&q);
}
