/* SPDX-License-Identifier: ISC */
/* filter: the line above a list that narrows it as letters are typed. */
#ifndef SCREENS_FILTER_H
#define SCREENS_FILTER_H

#include "tui/line.h"
#include "tui/ui.h"

struct filter {
	struct line_edit letters;
	bool typing;
};

void filter_init(struct filter *filter);
void filter_release(struct filter *filter);
/* True when the key was for it; *changed: by other letters than before. */
bool filter_key(struct filter *filter, uint32_t key, bool *changed);
/* Nothing where there is no filter. */
void filter_draw(struct filter *filter, int row);

#endif
