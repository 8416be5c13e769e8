/* SPDX-License-Identifier: ISC */
/* course: finding items by id quickly, for grids and courses. */
#ifndef APP_COURSE_H
#define APP_COURSE_H

#include "model/record.h"

struct item_index {
	struct item_slot {
		struct id id;
		size_t at;
	} *slots;
	size_t count;
};

void item_index_init(struct item_index *index, const struct id *ids,
		     size_t count, size_t stride);
void item_index_release(struct item_index *index);
/* SIZE_MAX when it is not there. */
size_t item_index_find(const struct item_index *index, const struct id *id);

#endif
