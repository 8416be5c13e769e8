/* SPDX-License-Identifier: ISC */
/*
 * person_record: everything held about one person, table by table, as it is
 * given to them. Made from the rules of the store's tables, so that no table
 * is forgotten; person_record_release() wipes it.
 */
#ifndef MODEL_PERSON_RECORD_H
#define MODEL_PERSON_RECORD_H

#include <stdbool.h>
#include <stddef.h>

struct person_column {
	char *id;
	const char *label;
	bool hidden;		/* a code: in JSON, not on paper */
	bool others;		/* names somebody else */
};

struct person_table {
	const char *id, *heading;
	struct person_column *columns;
	size_t column_count;
	char **cells;		/* row by row; "" where there is nothing */
	size_t cell_count;
};

struct person_record {
	struct person_table *tables;
	size_t count;
};

void person_record_release(struct person_record *record);

#endif
