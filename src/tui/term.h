/* SPDX-License-Identifier: ISC */
/*
 * term: the terminal, through curses. The one place with global state, because
 * curses has it: a process has one terminal.
 *
 * Drawing puts text into cells at a row and column of the whole screen; what
 * does not fit is cut at a character. Nothing is seen before term_show().
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/rc.h"
#include "tui/key.h"
#include "tui/theme.h"

enum { TERM_MIN_ROWS = 24, TERM_MIN_COLS = 80 };

struct term_config {
	enum theme theme;
	bool ascii;		/* draw with ASCII alone */
	const char *type;	/* NULL: $TERM; borrowed until term_stop() */
	FILE *out;		/* NULL: the terminal; else for tests */
	int rows, cols;		/* with out: the size to pretend */
};

/* RC_IO when there is no terminal. Signals that end the program become
 * TK_HANGUP until term_stop(). */
MUST_USE enum rc term_start(const struct term_config *config,
			    struct err *err);
/* Restores the terminal; safe to call twice, and from abort paths. */
void term_stop(void);
/* Blanks the terminal and its memory, and wipes curses' own. */
void term_scrub(void);
/* The same, and gives the terminal to the shell until we are continued: the
 * whole job stops, as ^Z does anywhere. */
void term_suspend(void);
/* Without colours, or with NO_COLOR set, every theme is mono. */
void term_set_theme(enum theme theme);
/* Draws with ASCII alone; false where the locale is not UTF-8 does nothing. */
void term_set_ascii(bool ascii);

int term_rows(void);
int term_cols(void);
/* Lines, bars and signs have to be ASCII: asked for, or the font lacks them. */
bool term_is_ascii(void);
/* Whether this terminal can show all of a text (in ASCII mode and on a Linux
 * console, not every script). */
bool term_shows(const char *text);

/* Waits at most that long; TK_TICK when nothing came. A signal to end is
 * TK_HANGUP, one to stop is ^Z. */
uint32_t term_key(int timeout_ms);

/* ---- drawing ---- */

void term_clear(void);
/* Columns used. */
int term_text(int row, int col, int cols, enum role_look look,
	      const char *text);
/* The same, the rest of cols filled with spaces in that look. */
void term_cell(int row, int col, int cols, enum role_look look, bool right,
	       const char *text);
void term_fill(int row, int col, int rows, int cols, enum role_look look);
void term_frame(int row, int col, int rows, int cols, enum role_look look,
		const char *title);
/* done of all in cols columns. */
void term_bar(int row, int col, int cols, int done, int all);
/* Where the hardware cursor rests; a row below 0 hides it. */
void term_cursor(int row, int col);
void term_show(void);

/* The screen as text, with the cursor and the looks, for golden files. */
void term_snapshot(struct buf *out);

#endif
