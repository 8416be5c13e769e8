/* SPDX-License-Identifier: ISC */
/*
 * tabs: parts of one screen, of which one is seen at a time: a line of titles
 * with their numbers. Left and right go to the next, a number to its own.
 */
#ifndef TUI_TABS_H
#define TUI_TABS_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/ui.h"

struct tabs {
	const char *(*title)(size_t at);
	size_t count, at;		/* count: nine at most */
};

/* In the first line of the area. */
void tabs_draw(const struct tabs *tabs, struct area area);
/* True when the key was for it. */
bool tabs_key(struct tabs *tabs, uint32_t key);

#endif
