/* SPDX-License-Identifier: ISC */
#include "store/query.h"

#include <stdio.h>
#include <string.h>

enum rc
store_error(struct store *store, struct err *err)
{
	int code = sqlite3_extended_errcode(store->db);

	switch (code & 0xff) {
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return err_set(err, RC_CORRUPT, NULL,
			       "The records are damaged. Run \"throughgate "
			       "verify\", and restore a backup.");
	case SQLITE_FULL:
		return err_set(err, RC_IO, NULL,
			       "The disk is full; nothing was changed. Free "
			       "some space and try again.");
	case SQLITE_NOMEM:
		return err_set(err, RC_NOMEM, NULL,
			       "There is not enough memory; nothing was "
			       "changed.");
	case SQLITE_CONSTRAINT:
		return err_set(err, RC_CONFLICT, NULL,
			       "That does not fit the other records: %s.",
			       sqlite3_errmsg(store->db));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, RC_BUSY, NULL,
			       "The records are in use by another program.");
	case SQLITE_INTERRUPT:
		return err_set(err, RC_CANCELLED, NULL,
			       "Stopped; nothing was changed.");
	default:
		break;
	}
	/* SQLITE_IOERR_DATA: the sealing VFS met what does not open. */
	if (code == SQLITE_IOERR_DATA)
		return err_set(err, RC_CORRUPT, NULL,
			       "Part of the records does not open: damaged, "
			       "or not this vault's. Run \"throughgate "
			       "verify\", and restore a backup.");
	return err_set(err, RC_IO, NULL,
		       "The records cannot be read or written: %s (%d).",
		       sqlite3_errmsg(store->db), code);
}

enum rc
store_exec(struct store *store, const char *sql, struct err *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_error(store, err);
	return RC_OK;
}

static sqlite3_stmt *
find_cached(struct store *store, const char *sql)
{
	for (size_t i = 0; i < store->cached; i++)
		if (store->cache[i].sql == sql &&
		    !sqlite3_stmt_busy(store->cache[i].stmt))
			return store->cache[i].stmt;
	return NULL;
}

struct query
query_open(struct store *store, const char *sql, struct err *err)
{
	struct query q = { .store = store, .err = err };

	q.stmt = find_cached(store, sql);
	if (q.stmt != NULL)
		return q;
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
			       &q.stmt, NULL) != SQLITE_OK)
		q.rc = store_error(store, err);
	else if (store->cached < STATEMENT_CACHE)
		store->cache[store->cached++] =
			(struct cached_statement){ sql, q.stmt };
	return q;
}

struct query
query_once(struct store *store, const struct buf *sql, struct err *err)
{
	struct query q = { .store = store, .err = err };

	if (sqlite3_prepare_v2(store->db, sql->ptr, (int)sql->len, &q.stmt,
			       NULL) != SQLITE_OK)
		q.rc = store_error(store, err);
	return q;
}

static void
check(struct query *q, int code)
{
	if (code != SQLITE_OK && q->rc == RC_OK)
		q->rc = store_error(q->store, q->err);
}

void
query_bind_int(struct query *q, int64_t value)
{
	if (q->rc == RC_OK)
		check(q, sqlite3_bind_int64(q->stmt, ++q->bound, value));
}

void
query_bind_text(struct query *q, const char *text)
{
	if (q->rc == RC_OK)
		check(q, sqlite3_bind_text(q->stmt, ++q->bound,
					   text ? text : "", -1,
					   SQLITE_TRANSIENT));
}

void
query_bind_blob(struct query *q, const void *data, size_t size)
{
	if (q->rc == RC_OK)
		check(q, sqlite3_bind_blob64(q->stmt, ++q->bound,
					     size ? data : "", size,
					     SQLITE_TRANSIENT));
}

void
query_bind_id(struct query *q, const struct id *id)
{
	if (q->rc != RC_OK)
		return;
	if (id == NULL || id_is_zero(id))
		check(q, sqlite3_bind_null(q->stmt, ++q->bound));
	else
		query_bind_blob(q, id->b, sizeof(id->b));
}

void
query_bind_date(struct query *q, civil_date date)
{
	char text[DATE_TEXT_SIZE];

	query_bind_text(q, date_format(date, text));
}

void
query_bind_term(struct query *q, const struct term_set *set, int value)
{
	query_bind_text(q, term_code(set, value));
}

void
query_bind_instant(struct query *q, struct instant at)
{
	query_bind_int(q, at.utc_s);
	query_bind_int(q, at.offset_min);
}

bool
query_row(struct query *q)
{
	int code;

	q->column = 0;
	if (q->rc != RC_OK)
		return false;
	code = sqlite3_step(q->stmt);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		q->rc = store_error(q->store, q->err);
	return code == SQLITE_ROW;
}

int64_t
query_int(struct query *q)
{
	return sqlite3_column_int64(q->stmt, q->column++);
}

void
query_text(struct query *q, char *out, size_t size)
{
	const unsigned char *text = sqlite3_column_text(q->stmt, q->column);
	size_t len = (size_t)sqlite3_column_bytes(q->stmt, q->column++);

	if (len >= size)
		len = size - 1;
	if (len > 0)
		memcpy(out, text, len);
	out[len] = '\0';
}

void
query_id(struct query *q, struct id *id)
{
	size_t size;
	const void *data = query_blob(q, &size);

	memset(id, 0, sizeof(*id));
	if (data != NULL && size == sizeof(id->b))
		memcpy(id->b, data, size);
}

civil_date
query_date(struct query *q)
{
	char text[DATE_TEXT_SIZE];
	civil_date date;

	query_text(q, text, sizeof(text));
	if (text[0] == '\0' || date_parse(text, &date, NULL) != RC_OK)
		return DATE_NONE;
	return date;
}

int
query_term(struct query *q, const struct term_set *set)
{
	char code[64];
	int value;

	query_text(q, code, sizeof(code));
	value = term_value(set, code);
	if (value < 0 && q->rc == RC_OK)
		q->rc = err_set(q->err, RC_CORRUPT, set->id,
				"The records hold a %s that this program "
				"does not know.", set->noun);
	return value < 0 ? 0 : value;
}

static unsigned
query_terms(struct query *q, const struct term_set *set)
{
	char codes[TERMS_SIZE];
	unsigned values;

	query_text(q, codes, sizeof(codes));
	if (!terms_value(set, codes, &values) && q->rc == RC_OK)
		q->rc = err_set(q->err, RC_CORRUPT, set->id,
				"The records hold a %s that this program "
				"does not know.", set->noun);
	return values;
}

struct instant
query_instant(struct query *q)
{
	struct instant at;

	at.utc_s = query_int(q);
	at.offset_min = (int32_t)query_int(q);
	return at;
}

bool
query_is_null(struct query *q)
{
	return sqlite3_column_type(q->stmt, q->column) == SQLITE_NULL;
}

const void *
query_blob(struct query *q, size_t *size)
{
	const void *data = sqlite3_column_blob(q->stmt, q->column);

	*size = (size_t)sqlite3_column_bytes(q->stmt, q->column++);
	return data;
}

void
query_hash(struct query *q, unsigned char hash[32])
{
	size_t size;
	const void *data = query_blob(q, &size);

	memset(hash, 0, 32);
	if (data != NULL && size == 32)
		memcpy(hash, data, 32);
}

static bool
is_cached(const struct query *q)
{
	for (size_t i = 0; i < q->store->cached; i++)
		if (q->store->cache[i].stmt == q->stmt)
			return true;
	return false;
}

enum rc
query_close(struct query *q)
{
	if (q->stmt == NULL)
		return q->rc;
	sqlite3_reset(q->stmt);
	/* Bound names must not outlive the statement's use. */
	sqlite3_clear_bindings(q->stmt);
	if (!is_cached(q))
		sqlite3_finalize(q->stmt);
	q->stmt = NULL;
	return q->rc;
}

enum rc
query_run(struct query *q)
{
	while (query_row(q))
		;
	return query_close(q);
}

/* ---- members, by what they are ---- */

void
query_bind_member(struct query *q, const struct fact_member *m,
		  const void *row)
{
	const void *at = (const char *)row + m->offset;
	char codes[TERMS_SIZE];
	int number = 0;
	unsigned set = 0;
	bool flag = false;

	switch (m->kind) {
	case MEMBER_ID:
	case MEMBER_ID_OR_NULL:
		query_bind_id(q, at);
		break;
	case MEMBER_LINE:
	case MEMBER_TEXT:
		query_bind_text(q, at);
		break;
	case MEMBER_DATE:
		query_bind_date(q, *(const civil_date *)at);
		break;
	case MEMBER_FLAG:
		memcpy(&flag, at, sizeof(flag));
		query_bind_int(q, flag);
		break;
	case MEMBER_NUMBER:
		memcpy(&number, at, sizeof(number));
		query_bind_int(q, number);
		break;
	case MEMBER_TERM:
		memcpy(&number, at, sizeof(number));
		query_bind_term(q, m->terms, number);
		break;
	case MEMBER_TERMS:
		memcpy(&set, at, sizeof(set));
		terms_codes(m->terms, set, codes, sizeof(codes));
		query_bind_text(q, codes);
		break;
	}
}

void
query_member(struct query *q, const struct fact_member *m, void *row)
{
	void *at = (char *)row + m->offset;
	int number;
	unsigned set;
	bool flag;

	switch (m->kind) {
	case MEMBER_ID:
	case MEMBER_ID_OR_NULL:
		query_id(q, at);
		break;
	case MEMBER_LINE:
	case MEMBER_TEXT:
		query_text(q, at, m->size);
		break;
	case MEMBER_DATE:
		*(civil_date *)at = query_date(q);
		break;
	case MEMBER_FLAG:
		flag = query_int(q) != 0;
		memcpy(at, &flag, sizeof(flag));
		break;
	case MEMBER_NUMBER:
	case MEMBER_TERM:
		number = m->kind == MEMBER_TERM ? query_term(q, m->terms)
						: (int)query_int(q);
		memcpy(at, &number, sizeof(number));
		break;
	case MEMBER_TERMS:
		set = query_terms(q, m->terms);
		memcpy(at, &set, sizeof(set));
		break;
	}
}
