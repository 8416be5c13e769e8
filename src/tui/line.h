/* SPDX-License-Identifier: ISC */
/*
 * line: editing one line of text, in any script. The cursor never rests inside
 * a character as people see it; a line longer than its field scrolls.
 */
#ifndef TUI_LINE_H
#define TUI_LINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "tui/key.h"

struct line_edit {
	struct buf text;
	size_t at;		/* byte offset of the cursor */
	size_t left;		/* first byte shown */
	size_t max;		/* bytes it may hold */
};

void line_init(struct line_edit *line, const char *text, size_t max);
void line_release(struct line_edit *line);
void line_set(struct line_edit *line, const char *text);
/* True when the key was for editing. */
bool line_key(struct line_edit *line, uint32_t key);
/* Draws it in cols columns, with the cursor when it has the focus. */
void line_draw(struct line_edit *line, int row, int col, int cols,
	       bool focus);

/* Bytes of the first line of a text wrapped into cols columns, with the space
 * or newline that ends it. */
size_t line_wrap(const char *text, int cols);

#endif
