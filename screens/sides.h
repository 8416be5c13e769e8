/* SPDX-License-Identifier: ISC */
/*
 * sides: a screen of two halves. On the left is a list of what there is to see
 * to; on the right is where one can go: the screen's command table, as far as
 * the row for Enter, which opens what is selected on either side.
 */
#ifndef SCREENS_SIDES_H
#define SCREENS_SIDES_H

#include "screens/room.h"
#include "tui/list.h"

/* On the right is the menu; the list has what is left of the width. */
enum { SIDES_MENU_COLS = 22 };

struct side {
	const char *heading;
	/* Reads anew, and says how many lines there are. */
	void (*refresh)(void *side, struct ui *ui, struct list *list);
	/* What the line is about, in full; nothing for a heading. */
	void (*detail)(const void *side, size_t at, struct buf *out);
	void (*open)(void *side, size_t at);
	void (*free)(void *side);
};

/* What is on the left: its functions, its data, its list. */
struct left {
	const struct side *side;
	void *data;
	struct list list;
};
struct left left_attention(struct session *s);	/* home, of an academy */
struct left left_office(struct session *s);	/* home, of head office */
struct left left_gate(struct session *s);	/* through the gate */

/* Opens such a screen; data begins with its session. */
void sides_push(struct session *s, const struct screen_ops *ops,
		struct left left);

/* ---- for its tables ---- */

void sides_refresh(void *data, struct ui *ui);
void sides_draw(void *data, struct ui *ui, struct area body);
bool sides_key(void *data, struct ui *ui, uint32_t pressed);
void sides_run_open(void *data, struct ui *ui);
void sides_free(void *data);

#endif
