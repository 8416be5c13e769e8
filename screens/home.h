/* SPDX-License-Identifier: ISC */
/*
 * home: the left half of the home screen: what needs attention in an academy,
 * the academies at head office.
 */
#ifndef SCREENS_HOME_H
#define SCREENS_HOME_H

#include "screens/room.h"
#include "tui/list.h"

/* On the right is the menu; the list has what is left of the width. */
enum { HOME_MENU_COLS = 22 };

struct home_side {
	const char *heading;
	/* Reads anew, and says how many lines there are. */
	void (*refresh)(void *side, struct ui *ui, struct list *list);
	/* What the line is about, in full; nothing for a heading. */
	void (*detail)(const void *side, size_t at, struct buf *out);
	void (*open)(void *side, size_t at);
	void (*free)(void *side);
};

/* Make the side's data and its list. */
const struct home_side *home_attention(struct session *s, void **side,
				       struct list *list);
const struct home_side *home_office(struct session *s, void **side,
				    struct list *list);

#endif
