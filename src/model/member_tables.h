/* SPDX-License-Identifier: ISC */
/* member_tables: how the tables of words (term.h) and of members
 * (support_record.h) are written down. */
#ifndef MODEL_MEMBER_TABLES_H
#define MODEL_MEMBER_TABLES_H

#include <stddef.h>

#include "base/rc.h"

/* The rows of an array, as the set term_NAME. */
#define SET(name, field, words) \
	const struct term_set term_##name = { \
		.id = field, .noun = words, .rows = name, \
		.count = ARRAY_SIZE(name), \
	}

#define AT(type, name) \
	offsetof(struct type, name), sizeof(((struct type *)0)->name)
#define MEMBER(type, name, label, kind, required) \
	{ #name, label, MEMBER_##kind, AT(type, name), NULL, required }
/* One of a set of words, or several. */
#define TERM(type, name, label, set) \
	{ #name, label, MEMBER_TERM, AT(type, name), &term_##set, false }
#define TERMS(type, name, label, set) \
	{ #name, label, MEMBER_TERMS, AT(type, name), &term_##set, false }

#endif
