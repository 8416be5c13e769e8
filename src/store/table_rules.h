/* SPDX-License-Identifier: ISC */
/*
 * table_rules: for each table, what a person asking to see what is held about
 * them is given (subject access), and what happens to it when their record is
 * erased. One row a table; a test compares the rows with the schema.
 */
#ifndef STORE_TABLE_RULES_H
#define STORE_TABLE_RULES_H

#include <stddef.h>

struct table_rule {
	const char *table;
	const char *subject_access, *erasure;
};

extern const struct table_rule table_rules[];
extern const size_t table_rule_count;

#endif
