/* SPDX-License-Identifier: ISC */
/*
 * list: rows of columns, of which only those on the screen are ever asked for.
 * The caller keeps the rows, their order and their marks.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "tui/ui.h"

struct list_column {
	const char *label;
	/* 0 shares what is left; so does one below 0, beyond that many. */
	int width;
	bool right;
};

struct list {
	const struct list_column *columns;
	size_t column_count;
	void (*cell)(void *ctx, size_t row, size_t column, struct buf *out,
		     enum role_look *look);
	/* May be NULL. */
	bool (*marked)(void *ctx, size_t row);
	/* True: the row is this one text over all columns. May be NULL. */
	bool (*across)(void *ctx, size_t row, struct buf *out,
		       enum role_look *look);
	void *ctx;
	size_t count, at, top;
	int sorted;		/* column with the sort sign, or -1 */
	bool descending, no_header;
	const char *empty;	/* what to do when there is nothing */
	int page;		/* rows drawn last */
};

void list_draw(struct list *list, struct area area, bool focus);
bool list_key(struct list *list, uint32_t key);
/* Asks for the column to sort by; the same again turns it round. False when it
 * was given up. */
bool list_ask_sort(struct list *list, struct ui *ui);
/* Keeps at within count after rows went away. */
void list_clamp(struct list *list);

#endif
