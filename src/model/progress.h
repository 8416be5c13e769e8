/* SPDX-License-Identifier: ISC */
/*
 * progress: the rules of moving through a curriculum, as pure functions.
 */
#ifndef MODEL_PROGRESS_H
#define MODEL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/record.h"

/* COMPLETE, CREDITED and EXCUSED count as done. */
bool progress_is_done(enum progress status);
/* "Lists" index: codes of item's prerequisites that are not done, space
 * separated, into missing; returns how many. marks runs parallel to items. */
int progress_missing(const struct item *item, const struct item *items,
		     const struct mark *marks, size_t count, char *missing,
		     size_t size);

struct tally {
	int required, required_done, optional, optional_done;
	int in_progress, submitted, needs_more_work, help;
	int hours_min, hours_done_min;
};
/* Over the units and projects in items[from..to). */
struct tally progress_tally(const struct item *items, const struct mark *marks,
			    size_t from, size_t to);
/* One past the last descendant of items[at] in tree order. */
size_t progress_subtree_end(const struct item *items, size_t count, size_t at);
bool progress_is_complete(const struct tally *tally);
/* Units not started whose prerequisites are all done: indexes into next;
 * returns how many, at most max. */
size_t progress_next(const struct item *items, const struct mark *marks,
		     size_t count, size_t *next, size_t max);

#endif
