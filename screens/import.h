/* SPDX-License-Identifier: ISC */
/* import: the two screens of reading a class list, one above the other. */
#ifndef SCREENS_IMPORT_H
#define SCREENS_IMPORT_H

#include "base/csv.h"
#include "screens/room.h"

/* Which column is which, changed by hand; csv is borrowed by what it opens. */
struct class_list {
	struct csv csv;
	char *name;
	int map[ARRAY_SIZE(((struct import_plan *)0)->map)];
};

/* The students of the list, to look at before they are added; the list must
 * outlive the screen. */
void import_rows_open(struct session *s, struct class_list *list);

#endif
