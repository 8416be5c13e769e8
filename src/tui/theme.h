/* SPDX-License-Identifier: ISC */
/*
 * theme: what things are, and how each looks in three themes. Nothing is told
 * by colour alone: every role differs in mono too, or comes with a sign.
 */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>

enum role_look {
	LOOK_BODY, LOOK_TITLE, LOOK_HEADING, LOOK_FOOTER, LOOK_KEY,
	LOOK_SELECTED, LOOK_MARKED, LOOK_DIM, LOOK_DONE, LOOK_WAITING,
	LOOK_HELP, LOOK_ERROR, LOOK_NOTICE, LOOK_FIELD, LOOK_FIELD_FOCUS,
	LOOK_DIALOG, LOOK_COUNT
};

enum theme { THEME_COLOUR, THEME_MONO, THEME_CONTRAST, THEME_COUNT };

struct look {
	short front, back;		/* curses colours, -1 the terminal's */
	bool bold, reverse, underline, dim;
	char letter;			/* in a snapshot */
};

extern const struct look theme_looks[THEME_COUNT][LOOK_COUNT];
/* "colour", "mono", "contrast"; THEME_COLOUR for anything else. */
enum theme theme_parse(const char *name);

#endif
