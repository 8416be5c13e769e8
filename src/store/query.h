/* SPDX-License-Identifier: ISC */
/*
 * query: a statement being run, for src/store/ alone.
 *
 *	struct query q = query_open(store, "SELECT ... ?1", err);
 *	query_bind_id(&q, id);
 *	while (query_row(&q))
 *		query_int(&q, &n);
 *	return query_close(&q);
 *
 * Binding and reading go from left to right. The first failure is kept, what
 * follows does nothing, and query_close() returns it. Statements are cached by
 * the address of their text, which must therefore be a literal, or be kept as
 * long as the store.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

/* The session API is declared only when asked for. */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "base/buf.h"
#include "model/support_record.h"
#include "model/term.h"
#include "store/store.h"
#include "store/uow.h"

enum { STATEMENT_CACHE = 192, UOW_SUMMARY_SIZE = 480 };

struct cached_statement {
	const char *sql;
	sqlite3_stmt *stmt;
};

struct uow {
	bool open;
	sqlite3_session *session;
	struct id staff_id;
	const char *action;
	unsigned flags;
	int64_t undoes;
	char summary[UOW_SUMMARY_SIZE];
	struct id *subjects;
	size_t subject_count;
	struct id *whole;	/* whole_student.h */
	size_t whole_count;
};

/* The last list of students, while nothing was changed and it is still that
 * day: the home screen, the lists and the grid all begin with it. */
struct student_list_cache {
	struct student_row *rows;	/* NULL: none */
	size_t count;
	civil_date on;
	int64_t changes;		/* as SQLite counts them */
};

/* What fact_store makes from its specs, and keeps. */
enum fact_sql {
	FACT_SQL_INSERT, FACT_SQL_OF_ONE, FACT_SQL_OF_ALL, FACT_SQL_COUNT
};

struct store {
	sqlite3 *db;
	struct store_config config;
	struct cached_statement cache[STATEMENT_CACHE];
	size_t cached;
	struct id last_id;
	bool copying;		/* the authorizer lets ATTACH pass */
	struct uow uow;
	struct student_list_cache students;
	char *fact_sql[FACT_KINDS][FACT_SQL_COUNT], *astray_sql;
};

struct query {
	struct store *store;
	sqlite3_stmt *stmt;
	struct err *err;
	enum rc rc;
	int bound, column;
};

struct query query_open(struct store *store, const char *sql,
			struct err *err);
/* One that was made up just now, and is not cached. */
struct query query_once(struct store *store, const struct buf *sql,
			struct err *err);
void query_bind_int(struct query *q, int64_t value);
void query_bind_text(struct query *q, const char *text);
void query_bind_blob(struct query *q, const void *data, size_t size);
void query_bind_id(struct query *q, const struct id *id); /* zero: NULL */
void query_bind_date(struct query *q, civil_date date);	/* none: '' */
void query_bind_term(struct query *q, const struct term_set *set, int value);
/* utc_s and offset_min. */
void query_bind_instant(struct query *q, struct instant at);

void query_bind_member(struct query *q, const struct fact_member *member,
		       const void *row);

/* True while there is a row; the column goes back to the first. */
bool query_row(struct query *q);
int64_t query_int(struct query *q);
void query_text(struct query *q, char *out, size_t size);
void query_id(struct query *q, struct id *id);
civil_date query_date(struct query *q);
/* RC_CORRUPT is kept when the code is none of the set's. */
int query_term(struct query *q, const struct term_set *set);
struct instant query_instant(struct query *q);
bool query_is_null(struct query *q);	/* of the next column; stays there */
void query_member(struct query *q, const struct fact_member *member,
		  void *row);
const void *query_blob(struct query *q, size_t *size);	/* until next row */
void query_hash(struct query *q, unsigned char hash[32]); /* else zeros */

MUST_USE enum rc query_close(struct query *q);
/* Runs one that returns no rows; takes the place of query_row/close. */
MUST_USE enum rc query_run(struct query *q);

/* The sentence for the connection's last error. */
enum rc store_error(struct store *store, struct err *err);
MUST_USE enum rc store_exec(struct store *store, const char *sql,
			    struct err *err);
void fact_sql_free(struct store *store);
/* True inside a unit of work; changes assert it. */
bool uow_is_open(const struct store *store);

#endif
