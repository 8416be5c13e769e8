/* SPDX-License-Identifier: ISC */
#include "store/uow.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/whole_student.h"

bool
uow_is_open(const struct store *store)
{
	return store->uow.open;
}

/* What a person cannot mean to undo is not recorded: the journal itself,
 * drafts, keys, numbers of printed sheets. Tallies are counted anew. */
static int
is_recorded(void *ctx, const char *table)
{
	static const char *const apart[] = {
		"journal", "journal_subject", "draft", "staff", "sheet",
		"tally", "erasure", "export_student",
	};

	(void)ctx;
	for (size_t i = 0; i < ARRAY_SIZE(apart); i++)
		if (strcmp(table, apart[i]) == 0)
			return 0;
	return 1;
}

static enum rc
start_session(struct store *store, struct err *err)
{
	sqlite3_session **session = &store->uow.session;

	if (sqlite3session_create(store->db, "main", session) != SQLITE_OK)
		return store_error(store, err);
	if ((store->uow.flags & UOW_UNSEEN) != 0)
		return RC_OK;
	sqlite3session_table_filter(*session, is_recorded, NULL);
	if (sqlite3session_attach(*session, NULL) != SQLITE_OK)
		return store_error(store, err);
	return RC_OK;
}

enum rc
uow_begin(struct store *store, const struct id *staff_id, const char *action,
	  unsigned flags, struct err *err, const char *fmt, ...)
{
	struct uow *uow = &store->uow;
	va_list ap;
	enum rc rc;

	assert(!uow->open);
	rc = store_exec(store, "BEGIN IMMEDIATE", err);
	if (rc != RC_OK)
		return rc;
	memset(uow, 0, sizeof(*uow));
	uow->open = true;
	uow->staff_id = *staff_id;
	uow->action = action;
	uow->flags = flags;
	va_start(ap, fmt);
	vsnprintf(uow->summary, sizeof(uow->summary), fmt, ap);
	va_end(ap);
	utf8_mend_end(uow->summary);
	rc = start_session(store, err);
	if (rc != RC_OK)
		uow_rollback(store);
	return rc;
}

void
uow_subject(struct store *store, const struct id *id)
{
	struct uow *uow = &store->uow;

	for (size_t i = uow->subject_count; i-- > 0 && i + 8 > uow->subject_count;)
		if (id_equal(&uow->subjects[i], id))
			return;
	uow->subjects = xgrow(uow->subjects, uow->subject_count, sizeof(*id));
	uow->subjects[uow->subject_count++] = *id;
}

static void
forget(struct store *store)
{
	struct uow *uow = &store->uow;

	if (uow->session != NULL)
		sqlite3session_delete(uow->session);
	mem_free(uow->subjects);
	mem_free(uow->whole);
	memset(uow, 0, sizeof(*uow));
}

void
uow_rollback(struct store *store)
{
	if (!store->uow.open)
		return;
	forget(store);
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* A change to a table that is not recorded counts as a change too. */
static bool
is_empty(const struct store *store, size_t size)
{
	return size == 0 && (store->uow.flags & UOW_FINAL) == 0;
}

/* What the entry keeps, so that it can be taken back. */
static enum rc
make_record(struct store *store, struct buf *record, struct err *err)
{
	struct uow *uow = &store->uow;
	void *changeset = NULL;
	int size = 0;

	if (sqlite3session_changeset(uow->session, &size, &changeset) !=
	    SQLITE_OK)
		return store_error(store, err);
	whole_students_format(uow->whole, uow->whole_count, record);
	buf_add(record, changeset, (size_t)size);
	sqlite3_free(changeset);
	return RC_OK;
}

enum rc
uow_commit(struct store *store, int64_t *seq, struct err *err)
{
	struct buf record = BUF_INIT;
	int64_t entry = 0;
	enum rc rc;

	assert(store->uow.open);
	rc = make_record(store, &record, err);
	if (rc == RC_OK && !is_empty(store, record.len)) {
		rc = journal_append(store, record.ptr, record.len, &entry,
				    err);
		if (rc == RC_OK)
			rc = store_exec(store, "COMMIT", err);
	}
	buf_release(&record);
	if (rc != RC_OK || entry == 0)
		uow_rollback(store);
	else
		forget(store);
	if (seq != NULL)
		*seq = entry;
	return rc;
}

enum rc
uow_end(struct store *store, enum rc rc, struct err *err)
{
	if (rc == RC_OK)
		return uow_commit(store, NULL, err);
	uow_rollback(store);
	return rc;
}
