/* SPDX-License-Identifier: ISC */
/* payload_private: between writing a payload, reading one, and planning. */
#ifndef STORE_PAYLOAD_PRIVATE_H
#define STORE_PAYLOAD_PRIVATE_H

#include "base/id_set.h"
#include "store/bundle_tables.h"
#include "store/payload.h"
#include "store/query.h"

enum { BUNDLE_FORMAT = 1 };

struct payload_reader {
	sqlite3 *db;
	struct bundle_manifest manifest;
};

/* An empty database in memory, with the tables and views of a kind. */
MUST_USE enum rc payload_create(enum bundle_kind kind, sqlite3 **db,
				struct err *err);
/* The sentence for what a payload's connection says. */
enum rc payload_error(sqlite3 *db, struct err *err);
MUST_USE enum rc payload_prepare(sqlite3 *db, const struct buf *sql,
				 sqlite3_stmt **stmt, struct err *err);

/* RC_INVALID: it is not what a writer of ours makes, and how one sees it. */
enum rc payload_not_ours(struct err *err, const char *what);
/* The first row's first column as text; "" without a row. */
MUST_USE enum rc payload_ask(sqlite3 *db, const char *sql, char *answer,
			     size_t size, struct err *err);
bool payload_is_bytes(sqlite3_stmt *row, int at, int size);
/* Every cell, every reference, and what the manifest says of them. */
MUST_USE enum rc payload_check_rows(struct payload_reader *reader,
				    struct err *err);

/* ---- differences: one walk for planning and for applying ---- */

struct differ;

struct row_diff {
	int64_t added, changed, gone;
};

/* Prepares every table of a scope; *differ is to be freed whatever comes. */
MUST_USE enum rc differ_new(struct store *store,
			    struct payload_reader *reader,
			    enum bundle_scope scope, struct differ **differ,
			    struct err *err);
void differ_free(struct differ *differ);
/* Compares all rows of one student or version; with apply, makes ours like the
 * payload's. Adds to *diff, and to *words (may be NULL) what differs. */
MUST_USE enum rc differ_walk(struct differ *differ, const struct id *id,
			     bool apply, struct row_diff *diff,
			     struct buf *words, struct err *err);

/* The order of two rows by columns [from, to), as the payload's keys go. */
int row_compare(sqlite3_stmt *a, sqlite3_stmt *b, size_t from, size_t to);

/* A planned line, for the kinds of payload_plan(). */
void plan_add(struct bundle_line **lines, size_t *count,
	      const struct bundle_line *line);
/* Whether its rows are to be applied; erasing is the caller's to do after. */
bool plan_takes(const struct bundle_line *line, const bool *accept,
		size_t at);
MUST_USE enum rc plan_students(struct store *store,
			       struct payload_reader *reader,
			       const struct site *from,
			       struct bundle_line **lines, size_t *count,
			       struct err *err);
MUST_USE enum rc apply_students(struct store *store,
				struct payload_reader *reader,
				const struct site *from,
				const struct bundle_line *lines,
				const bool *accept, size_t count,
				struct err *err);
/* The sender's employers and vacancies, where a return brings others than are
 * here: one line for all of them. */
MUST_USE enum rc plan_employers(struct store *store,
				struct payload_reader *reader,
				const struct site *from,
				struct bundle_line **lines, size_t *count,
				struct err *err);
/* wanted NULL: all. */
MUST_USE enum rc apply_employers(struct store *store,
				 struct payload_reader *reader,
				 const struct site *from,
				 const struct id_set *wanted,
				 struct err *err);
/* Those that the sender has no more, and nobody here has applied to. */
MUST_USE enum rc remove_employers(struct store *store,
				  struct payload_reader *reader,
				  const struct site *from, struct err *err);
/* Records here that were erased at the sender's; and what it says of others. */
MUST_USE enum rc plan_erasures(struct store *store,
			       struct payload_reader *reader,
			       const struct site *from,
			       struct bundle_line **lines, size_t *count,
			       struct err *err);
MUST_USE enum rc apply_erasures(struct store *store,
				struct payload_reader *reader,
				const struct site *from,
				const struct id *staff_id,
				const struct bundle_line *lines, size_t count,
				struct err *err);
/* Those versions wanted that are not here yet, whole. */
MUST_USE enum rc apply_versions(struct store *store,
				struct payload_reader *reader,
				const struct site *from,
				const struct id_set *wanted,
				struct err *err);

/* ---- SQL made from the tables' rows ---- */

enum sql_side {
	SQL_HERE,	/* our records, as a bundle would have them */
	SQL_SEND,	/* the same, with what is sent from elsewhere */
	SQL_PAYLOAD,
};
/* SELECT columns FROM table WHERE by=?1 ORDER BY key */
void sql_select(const struct bundle_table *table, enum sql_side side,
		struct buf *sql);
/* SELECT columns FROM payload's table */
void sql_select_all(const struct bundle_table *table, struct buf *sql);
/* INSERT INTO payload's table */
void sql_insert(const struct bundle_table *table, struct buf *sql);
/* INSERT into ours, or bring up to date */
void sql_upsert(const struct bundle_table *table, struct buf *sql);
/* DELETE by key columns, in their order */
void sql_delete(const struct bundle_table *table, struct buf *sql);
/* How many columns the key has; they are the first of the table. */
size_t sql_key_columns(const struct bundle_table *table);

#endif
