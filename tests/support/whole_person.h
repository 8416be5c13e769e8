/* SPDX-License-Identifier: ISC */
/*
 * whole_person: a student with a row in every table that is about students,
 * made from bundle_tables and the schema, so that a table that is added later
 * is in it too, or fails the test that asks for it.
 */
#ifndef TESTS_SUPPORT_WHOLE_PERSON_H
#define TESTS_SUPPORT_WHOLE_PERSON_H

#include "store/bundle_tables.h"
#include "tests/support/small_academy.h"

/* A table of rows about a student, which a return carries. */
bool is_about_students(const struct bundle_table *table);
int64_t rows_about(struct small_academy *a, const struct bundle_table *table,
		   const struct id *student);
/* One more row of that table, in a step of history of its own. */
void add_row_about(struct small_academy *a, const struct bundle_table *table,
		   const struct id *student);
/* A row in each where there is none. */
void make_whole(struct small_academy *a, const struct id *student);
/* All there is of a student, column by column, but for who keeps it;
 * mem_free(). */
char *all_about(struct small_academy *a, const struct id *student);

#endif
