/* SPDX-License-Identifier: ISC */
/* id_set: a few hundred ids, each once, in order. */
#ifndef BASE_ID_SET_H
#define BASE_ID_SET_H

#include <stddef.h>

#include "base/id.h"

struct id_set {
	struct id *ids;
	size_t count;
};

void id_set_release(struct id_set *set);
/* True when it was not there yet. */
bool id_set_add(struct id_set *set, const struct id *id);
bool id_set_has(const struct id_set *set, const struct id *id);

#endif
