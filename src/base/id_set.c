/* SPDX-License-Identifier: ISC */
#include "base/id_set.h"

#include <string.h>

#include "base/mem.h"

void
id_set_release(struct id_set *set)
{
	mem_free(set->ids);
	memset(set, 0, sizeof(*set));
}

/* Where it is, or where it belongs. */
static size_t
place_of(const struct id_set *set, const struct id *id)
{
	size_t from = 0, to = set->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (memcmp(&set->ids[middle], id, sizeof(*id)) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool
id_set_has(const struct id_set *set, const struct id *id)
{
	size_t at = place_of(set, id);

	return at < set->count && id_equal(&set->ids[at], id);
}

bool
id_set_add(struct id_set *set, const struct id *id)
{
	size_t at = place_of(set, id);

	if (at < set->count && id_equal(&set->ids[at], id))
		return false;
	set->ids = xgrow(set->ids, set->count, sizeof(*id));
	memmove(set->ids + at + 1, set->ids + at,
		(set->count - at) * sizeof(*id));
	set->ids[at] = *id;
	set->count++;
	return true;
}
