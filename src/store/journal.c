/* SPDX-License-Identifier: ISC */
#include "store/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/query.h"

enum { HASH = 32 };

static const unsigned char no_hash[HASH];

/* An entry as it is hashed; one layout for writing and for checking. */
struct entry {
	int64_t seq, undoes, final;
	struct instant at;
	struct id staff_id;
	char action[64], summary[UOW_SUMMARY_SIZE];
	unsigned char payload_hash[HASH], previous[HASH], hash[HASH];
};

/* What names people, and is emptied when one of them is erased. The entry's
 * own hash covers this one, which stays. */
static void
hash_payload(struct store *store, const struct entry *e,
	     const struct id *subjects, size_t count, const void *changeset,
	     size_t size, unsigned char out[HASH])
{
	struct buf data = BUF_INIT;

	buf_add(&data, e->summary, strlen(e->summary) + 1);
	buf_add_be(&data, count, 8);
	for (size_t i = 0; i < count; i++)
		buf_add(&data, subjects[i].b, sizeof(subjects[i].b));
	if (size > 0)
		buf_add(&data, changeset, size);
	store->config.chain(store->config.chain_ctx, no_hash, data.ptr,
			    data.len, out);
	buf_release(&data);
}

static void
hash_entry(struct store *store, const struct entry *e, unsigned char out[HASH])
{
	struct buf data = BUF_INIT;

	buf_add_be(&data, (uint64_t)e->seq, 8);
	buf_add_be(&data, (uint64_t)e->at.utc_s, 8);
	buf_add_be(&data, (uint64_t)(int64_t)e->at.offset_min, 8);
	buf_add_be(&data, (uint64_t)e->undoes, 8);
	buf_add_be(&data, (uint64_t)e->final, 8);
	buf_add(&data, e->staff_id.b, sizeof(e->staff_id.b));
	buf_add(&data, e->action, strlen(e->action) + 1);
	buf_add(&data, e->payload_hash, HASH);
	store->config.chain(store->config.chain_ctx, e->previous, data.ptr,
			    data.len, out);
	buf_release(&data);
}

enum rc
journal_head(struct store *store, int64_t *seq, unsigned char hash[HASH],
	     struct instant *at, struct err *err)
{
	struct query q = query_open(store,
		"SELECT seq, hash, utc_s, offset_min FROM journal"
		" ORDER BY seq DESC LIMIT 1", err);

	*seq = 0;
	memset(hash, 0, HASH);
	memset(at, 0, sizeof(*at));
	if (query_row(&q)) {
		*seq = query_int(&q);
		query_hash(&q, hash);
		*at = query_instant(&q);
	}
	return query_close(&q);
}

static int
compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct id));
}

/* In the order the table gives them back, each once. */
static size_t
sort_subjects(struct id *ids, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(ids, count, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || !id_equal(&ids[kept - 1], &ids[i]))
			ids[kept++] = ids[i];
	return kept;
}

static enum rc
insert_entry(struct store *store, const struct entry *e, const void *changeset,
	     size_t size, struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO journal (seq, utc_s, offset_min, staff_id,"
		" action, summary, undoes, final, changeset, payload_hash,"
		" previous, hash) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,"
		"?11,?12)", err);

	query_bind_int(&q, e->seq);
	query_bind_instant(&q, e->at);
	query_bind_id(&q, &e->staff_id);
	query_bind_text(&q, e->action);
	query_bind_text(&q, e->summary);
	query_bind_int(&q, e->undoes);
	query_bind_int(&q, e->final);
	query_bind_blob(&q, changeset, size);
	query_bind_blob(&q, e->payload_hash, HASH);
	query_bind_blob(&q, e->previous, HASH);
	query_bind_blob(&q, e->hash, HASH);
	return query_run(&q);
}

static enum rc
insert_subjects(struct store *store, int64_t seq, const struct id *ids,
		size_t count, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		struct query q = query_open(store,
			"INSERT INTO journal_subject (subject_id, seq)"
			" VALUES (?1, ?2)", err);

		query_bind_id(&q, &ids[i]);
		query_bind_int(&q, seq);
		rc = query_run(&q);
	}
	return rc;
}

enum rc
journal_append(struct store *store, const void *changeset, size_t size,
	       int64_t *seq, struct err *err)
{
	struct uow *uow = &store->uow;
	struct entry e = {
		.undoes = uow->undoes, .at = store_now(store),
		.final = (uow->flags & UOW_FINAL) != 0,
		.staff_id = uow->staff_id,
	};
	struct instant last;
	enum rc rc = journal_head(store, &e.seq, e.previous, &last, err);

	if (rc != RC_OK)
		return rc;
	*seq = ++e.seq;
	snprintf(e.action, sizeof(e.action), "%s", uow->action);
	snprintf(e.summary, sizeof(e.summary), "%s", uow->summary);
	uow->subject_count = sort_subjects(uow->subjects, uow->subject_count);
	hash_payload(store, &e, uow->subjects, uow->subject_count, changeset,
		     size, e.payload_hash);
	hash_entry(store, &e, e.hash);
	rc = insert_entry(store, &e, changeset, size, err);
	if (rc == RC_OK)
		rc = insert_subjects(store, e.seq, uow->subjects,
				     uow->subject_count, err);
	return rc;
}

/* ---- verifying ---- */

static enum rc
load_subjects(struct store *store, int64_t seq, struct id **ids,
	      size_t *count, struct err *err)
{
	struct query q = query_open(store,
		"SELECT subject_id FROM journal_subject WHERE seq=?1"
		" ORDER BY subject_id", err);

	*count = 0;
	query_bind_int(&q, seq);
	while (query_row(&q)) {
		*ids = xgrow(*ids, *count, sizeof(**ids));
		query_id(&q, &(*ids)[(*count)++]);
	}
	return query_close(&q);
}

static enum rc
broken(struct err *err, int64_t seq, const char *what)
{
	return err_set(err, RC_CORRUPT, NULL,
		       "The journal is not as it was written: entry %" PRId64
		       " %s.", seq, what);
}

static enum rc
check_payload(struct store *store, const struct entry *e,
	      const void *changeset, size_t size, struct err *err)
{
	unsigned char hash[HASH];
	struct id *subjects = NULL;
	size_t count;
	enum rc rc = load_subjects(store, e->seq, &subjects, &count, err);

	if (rc == RC_OK) {
		hash_payload(store, e, subjects, count, changeset, size,
			     hash);
		if (memcmp(hash, e->payload_hash, HASH) != 0)
			rc = broken(err, e->seq, "was altered");
	}
	mem_free(subjects);
	return rc;
}

/* Reads and checks one row against the entry before it. */
static enum rc
check_row(struct store *store, struct query *q, int64_t expected,
	  const unsigned char previous[HASH], unsigned char hash_out[HASH],
	  struct err *err)
{
	struct entry e = { 0 };
	unsigned char hash[HASH];
	const void *changeset;
	bool erased;
	size_t size;

	e.seq = query_int(q);
	e.at = query_instant(q);
	query_id(q, &e.staff_id);
	query_text(q, e.action, sizeof(e.action));
	query_text(q, e.summary, sizeof(e.summary));
	e.undoes = query_int(q);
	e.final = query_int(q);
	erased = query_is_null(q);
	changeset = query_blob(q, &size);
	query_hash(q, e.payload_hash);
	query_hash(q, e.previous);
	query_hash(q, hash_out);
	if (e.seq != expected)
		return broken(err, expected, "is missing");
	if (memcmp(e.previous, previous, HASH) != 0)
		return broken(err, e.seq, "does not follow the one before");
	hash_entry(store, &e, hash);
	if (memcmp(hash, hash_out, HASH) != 0)
		return broken(err, e.seq, "was altered");
	return erased ? RC_OK
		      : check_payload(store, &e, changeset, size, err);
}

enum rc
journal_verify(struct store *store, int64_t *entries, struct err *err)
{
	struct query q = query_open(store,
		"SELECT seq, utc_s, offset_min, staff_id, action, summary,"
		" undoes, final, changeset, payload_hash, previous, hash"
		" FROM journal ORDER BY seq", err);
	unsigned char previous[HASH] = { 0 }, hash[HASH];
	enum rc rc = RC_OK;

	*entries = 0;
	while (rc == RC_OK && query_row(&q)) {
		rc = check_row(store, &q, *entries + 1, previous, hash, err);
		memcpy(previous, hash, HASH);
		if (rc == RC_OK)
			(*entries)++;
	}
	if (query_close(&q) != RC_OK && rc == RC_OK)
		rc = q.rc;
	return rc;
}
