/* SPDX-License-Identifier: ISC */
#include "base/embed.h"

#include <string.h>

/* Made by embed.sh; ends with a zero row. */
extern const struct embedded embed_rows[];

const struct embedded *
embed_find(const char *name)
{
	const struct embedded *row = embed_at(name, 0);

	return row != NULL && strcmp(row->name, name) == 0 ? row : NULL;
}

const struct embedded *
embed_at(const char *prefix, size_t index)
{
	size_t len = strlen(prefix);

	for (const struct embedded *e = embed_rows; e->name != NULL; e++)
		if (strncmp(e->name, prefix, len) == 0 && index-- == 0)
			return e;
	return NULL;
}
