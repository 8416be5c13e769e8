/* SPDX-License-Identifier: ISC */
/*
 * embed: the files of data/, compiled into the program, so that it needs no
 * search path and works from any folder. Rows are static and sorted by name.
 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

struct embedded {
	const char *name;	/* path below data/, such as "schema/0001.sql" */
	const char *data;	/* followed by a NUL that size does not count */
	size_t size;
};

/* The file of that name, or NULL. */
const struct embedded *embed_find(const char *name);
/* The index-th file whose name starts with prefix, or NULL past the last. */
const struct embedded *embed_at(const char *prefix, size_t index);

#endif
