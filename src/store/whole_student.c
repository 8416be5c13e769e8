/* SPDX-License-Identifier: ISC */
#include "store/whole_student.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/bundle_tables.h"
#include "store/journal.h"
#include "store/query.h"

enum { MARK = 'W', HEAD_SIZE = 5 };

void
whole_student_begin(struct store *store, const struct id *id)
{
	struct uow *uow = &store->uow;

	assert(uow->open);
	uow->whole = xgrow(uow->whole, uow->whole_count, sizeof(*id));
	uow->whole[uow->whole_count++] = *id;
	sqlite3session_enable(uow->session, 0);
}

void
whole_student_end(struct store *store)
{
	sqlite3session_enable(store->uow.session, 1);
}

/* ---- in an entry ---- */

void
whole_students_format(const struct id *ids, size_t count, struct buf *out)
{
	if (count == 0)
		return;
	buf_addc(out, MARK);
	buf_add_be(out, count, HEAD_SIZE - 1);
	for (size_t i = 0; i < count; i++)
		buf_add(out, ids[i].b, ID_SIZE);
}

enum rc
whole_students_parse(const void *data, size_t size, size_t *count,
		     size_t *changeset, struct err *err)
{
	const unsigned char *bytes = data;

	*count = *changeset = 0;
	if (size == 0 || bytes[0] != MARK)
		return RC_OK;
	for (size_t i = 1; i < HEAD_SIZE && i < size; i++)
		*count = *count << 8 | bytes[i];
	if (size < HEAD_SIZE || *count > (size - HEAD_SIZE) / ID_SIZE)
		return err_set(err, RC_CORRUPT, NULL,
			       "The journal is not as it was written: an entry "
			       "is cut short.");
	*changeset = HEAD_SIZE + *count * ID_SIZE;
	return RC_OK;
}

struct id
whole_student_at(const void *data, size_t at)
{
	struct id id;

	memcpy(id.b, (const unsigned char *)data + HEAD_SIZE + at * ID_SIZE,
	       ID_SIZE);
	return id;
}

/* ---- taking back ---- */

/* An entry stands unless it was taken back. One that takes back a later entry
 * is nothing by itself; nor is one that changed no record, such as a sheet
 * that was printed. */
enum rc
whole_student_is_touched(struct store *store, const struct id *id,
			 int64_t seq, bool *touched, struct err *err)
{
	struct query q = query_open(store,
		"SELECT 1 FROM journal_subject x"
		" CROSS JOIN journal j ON j.seq=x.seq"
		" WHERE x.subject_id=?1 AND x.seq>?2"
		" AND (j.undoes=0 OR j.undoes<?2)"
		" AND coalesce(length(j.changeset), 1)>0"
		" AND " JOURNAL_UNDONE_BY("j") " IS NULL LIMIT 1", err);

	query_bind_id(&q, id);
	query_bind_int(&q, seq);
	*touched = query_row(&q);
	return query_close(&q);
}

static enum rc
delete_rows(struct store *store, const struct bundle_table *table,
	    const struct id *id, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct query q;

	buf_addf(&sql, "DELETE FROM %s WHERE %s=?1", table->name, table->by);
	q = query_once(store, &sql, err);
	buf_release(&sql);
	query_bind_id(&q, id);
	return query_run(&q);
}

enum rc
whole_student_remove(struct store *store, const struct id *id,
		     struct err *err)
{
	enum rc rc = RC_OK;

	assert(uow_is_open(store));
	for (size_t i = bundle_table_count; i-- > 0 && rc == RC_OK;)
		if (bundle_tables[i].scope == SCOPE_STUDENT)
			rc = delete_rows(store, &bundle_tables[i], id, err);
	return rc;
}
