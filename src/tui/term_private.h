/* SPDX-License-Identifier: ISC */
/*
 * term_private: the terminal's state, which term.c keeps and term_draw.c and
 * term_snapshot.c read. Curses' own state is global; this goes with it.
 */
#ifndef TUI_TERM_PRIVATE_H
#define TUI_TERM_PRIVATE_H

#include <curses.h>

#include "tui/glyph_set.h"
#include "tui/term.h"

struct term_state {
	struct term_config config;
	bool running;
	bool plain;		/* nothing but ASCII: asked for, or no UTF-8 */
	bool colour;
	enum theme theme;
	SCREEN *screen;
	FILE *in, *out;
	struct glyph_set font;
	int cursor_row, cursor_col;
};

extern struct term_state the_term;

attr_t term_attributes(enum role_look role);
/* Whether one character can be seen here. */
bool term_has(uint32_t cp);

#endif
