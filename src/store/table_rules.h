/* SPDX-License-Identifier: ISC */
/*
 * table_rules: for each table, whose its rows are, what a person who asks to
 * see what is held about them is given (subject access), and what happens to
 * it when their record is erased. person.c and erase.c go by these rows alone;
 * a test compares them with the schema.
 *
 * A new table about students takes one line, STUDENT(table, "Heading"), and
 * each of its columns a word in column_words.c, unless there is one.
 */
#ifndef STORE_TABLE_RULES_H
#define STORE_TABLE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/term.h"

enum row_owner {
	OF_NOBODY,	/* or of the academy as a whole */
	OF_STAFF,
	OF_STUDENT,
};

enum erasing {
	ERASE_NOTHING,	/* kept: `why` says why that reveals nobody */
	ERASE_ROWS,	/* the rows about the student are deleted */
	ERASE_COLUMNS,	/* the rows stay, with `blanked` done to them */
	ERASE_PAYLOAD,	/* of the journal: emptied, the hashes stay */
};

struct table_rule {
	const char *table;
	const char *heading;	/* over the rows given; NULL: none is */
	enum row_owner owner;
	const char *where;	/* which rows are about student ?1, as SQL */
	const char *others;	/* columns that name somebody else, or NULL */
	enum erasing erasing;
	const char *blanked;	/* of ERASE_COLUMNS: "column=NULL" */
	const char *why;	/* NULL: all is given, and all deleted */
};

extern const struct table_rule table_rules[];
extern const size_t table_rule_count;

/* What people read in place of what is stored. */
enum show {
	SHOW_TEXT,	/* as it stands */
	SHOW_DATE,
	SHOW_FLAG,
	SHOW_TERM,	/* the label; the code in JSON */
	SHOW_REASON,	/* of whichever set of reasons has the code */
	SHOW_STAFF,	/* an id: a name */
	SHOW_ITEM,
	SHOW_VERSION,
	SHOW_SITE,
	SHOW_EMPLOYER,
	SHOW_VACANCY,
	SHOW_EXPORT,	/* a number: the file, and for whom */
	SHOW_INSTANT,	/* with the offset_min beside it */
	SHOW_ROW,	/* the id of another row about the student */
	SHOW_CODE,	/* in JSON alone */
	SHOW_NOTHING,	/* in another column, or nothing about the person */
};

struct column_word {
	const char *table;	/* NULL: of that name in any table */
	const char *column, *label;
	enum show show;
	const struct term_set *terms;
};

/* False when nobody gave it one. */
bool column_word(const char *table, const char *column,
		 struct column_word *word);

#endif
