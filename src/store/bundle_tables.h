/* SPDX-License-Identifier: ISC */
/*
 * bundle_tables: what each kind of bundle carries. One row a table, one a
 * column: it makes the payload, fills it, checks what comes in, finds what is
 * new and applies it. A test compares the rows with the schema, so that no
 * column is forgotten.
 */
#ifndef STORE_BUNDLE_TABLES_H
#define STORE_BUNDLE_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/exchange_record.h"

enum cell_kind {
	CELL_ID,		/* 16 bytes */
	CELL_ID_OR_NULL,
	CELL_LINE,		/* one line of text */
	CELL_TEXT,		/* several */
	CELL_DATE,		/* YYYY-MM-DD or '' */
	CELL_INT,
	CELL_FLAG,		/* 0 or 1 */
	CELL_TERM,		/* a code of `terms` */
	CELL_TERMS,		/* codes of them, with spaces between */
	CELL_HASH,		/* 32 bytes */
};

struct bundle_column {
	const char *name;
	enum cell_kind kind;
	int64_t least, most;	/* of a number; bytes of a text */
	const struct term_set *terms;
	const char *refers;	/* the table whose id it is, or NULL */
	/* Where it is not carried as it stands: what is read, and what is
	 * written (its %s is the parameter). Both or neither. */
	const char *out, *in;
};

/* Whose rows: `by` names the column that is bound when rows are chosen. Items
 * are chosen by their version, and compared apart from it. */
enum bundle_scope {
	SCOPE_STUDENT, SCOPE_VERSION, SCOPE_ITEM, SCOPE_STAFF, SCOPE_PLACE,
	SCOPE_EMPLOYER,
	SCOPE_ERASURE,	/* all there are */
};

struct bundle_table {
	const char *name;
	const char *noun;		/* "attempt", "attempts" */
	enum bundle_scope scope;
	const char *by;
	/* Columns, comma-separated: the payload's primary key, which the first
	 * columns are, and the one of our own table. */
	const char *key, *here;
	const struct bundle_column *columns;
	size_t column_count;
	unsigned kinds;			/* 1u << enum bundle_kind */
	const char *from;		/* rows to send; NULL: the table */
	/* Columns of the schema that stay at home, space-separated, and why. */
	const char *left_out, *why;
	/* Rows of our own table that what comes in leaves as they are: a
	 * condition, or NULL. */
	const char *ours;
};

/* In an order in which nothing refers to what comes later. */
extern const struct bundle_table bundle_tables[];
extern const size_t bundle_table_count;

/* Tables of the schema that no bundle carries, and why. */
struct bundle_omission {
	const char *table, *why;
};
extern const struct bundle_omission bundle_omissions[];
extern const size_t bundle_omission_count;

/* Views for people who open a payload with sqlite3. */
struct bundle_view {
	const char *name, *sql;
	unsigned kinds;
};
extern const struct bundle_view bundle_views[];
extern const size_t bundle_view_count;

bool bundle_carries(const struct bundle_table *table, enum bundle_kind kind);
/* A return, or a site pack. */
bool bundle_carries_erasures(enum bundle_kind kind);
/* A return or a transfer. */
bool bundle_carries_people(enum bundle_kind kind);

#endif
