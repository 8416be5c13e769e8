/* SPDX-License-Identifier: ISC */
/*
 * grid: cells in two directions, with headings that stay while the rest
 * scrolls, and a rectangle of cells selected. The caller has the contents.
 */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "tui/ui.h"

/* What moving selects, from the anchor to where the cursor is. */
enum grid_select {
	GRID_ONE, GRID_RECTANGLE, GRID_WHOLE_ROWS, GRID_WHOLE_COLUMNS
};

struct grid {
	size_t rows, cols, row, col, top, left;
	enum grid_select select;
	size_t anchor_row, anchor_col;
	int head_cols, cell_cols;
	void (*row_head)(void *ctx, size_t row, struct buf *out);
	/* Two lines: the group, drawn once over its cells, and the name. */
	void (*col_head)(void *ctx, size_t col, struct buf *group,
			 struct buf *name);
	void (*cell)(void *ctx, size_t row, size_t col, struct buf *out,
		     enum role_look *look);
	void *ctx;
	size_t shown_rows, shown_cols;	/* drawn last */
};

struct grid_range {
	size_t row, col, rows, cols;
};
/* What is selected; the one cell when nothing is. */
struct grid_range grid_selection(const struct grid *grid);
/* Begins to select in that way at the cursor; the same again ends it. */
void grid_begin_select(struct grid *grid, enum grid_select how);
/* Decides what is in view; the caller then loads it, and draws. */
void grid_scroll(struct grid *grid, struct area area);
void grid_draw(struct grid *grid, struct area area);
bool grid_key(struct grid *grid, uint32_t key);

#endif
