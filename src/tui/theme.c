/* SPDX-License-Identifier: ISC */
#include "tui/theme.h"

#include <string.h>

/* Curses' colour numbers, which terminals share (ECMA-48). */
enum { NO = -1, BLACK = 0, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

#define BOLD .bold = true
#define REVERSE .reverse = true
#define UNDERLINE .underline = true
#define DIM .dim = true

const struct look theme_looks[THEME_COUNT][LOOK_COUNT] = {
	[THEME_COLOUR] = {
		[LOOK_BODY] = { NO, NO, .letter = ' ' },
		[LOOK_TITLE] = { WHITE, BLUE, BOLD, .letter = 't' },
		[LOOK_HEADING] = { CYAN, NO, BOLD, .letter = 'h' },
		[LOOK_FOOTER] = { NO, NO, .letter = 'f' },
		[LOOK_KEY] = { NO, NO, BOLD, REVERSE, .letter = 'k' },
		[LOOK_SELECTED] = { NO, NO, REVERSE, .letter = 's' },
		[LOOK_MARKED] = { YELLOW, NO, BOLD, .letter = 'm' },
		[LOOK_DIM] = { NO, NO, DIM, .letter = 'd' },
		[LOOK_DONE] = { GREEN, NO, .letter = 'g' },
		[LOOK_WAITING] = { YELLOW, NO, .letter = 'w' },
		[LOOK_HELP] = { MAGENTA, NO, BOLD, .letter = 'H' },
		[LOOK_ERROR] = { WHITE, RED, BOLD, .letter = 'E' },
		[LOOK_NOTICE] = { NO, NO, BOLD, .letter = 'n' },
		[LOOK_FIELD] = { NO, NO, UNDERLINE, .letter = 'F' },
		[LOOK_FIELD_FOCUS] = { NO, NO, REVERSE, .letter = 'C' },
		[LOOK_DIALOG] = { NO, NO, .letter = 'D' },
	},
	[THEME_MONO] = {
		[LOOK_BODY] = { NO, NO, .letter = ' ' },
		[LOOK_TITLE] = { NO, NO, REVERSE, .letter = 't' },
		[LOOK_HEADING] = { NO, NO, BOLD, .letter = 'h' },
		[LOOK_FOOTER] = { NO, NO, .letter = 'f' },
		[LOOK_KEY] = { NO, NO, REVERSE, .letter = 'k' },
		[LOOK_SELECTED] = { NO, NO, REVERSE, .letter = 's' },
		[LOOK_MARKED] = { NO, NO, BOLD, .letter = 'm' },
		[LOOK_DIM] = { NO, NO, .letter = 'd' },
		[LOOK_DONE] = { NO, NO, .letter = 'g' },
		[LOOK_WAITING] = { NO, NO, BOLD, .letter = 'w' },
		[LOOK_HELP] = { NO, NO, BOLD, UNDERLINE, .letter = 'H' },
		[LOOK_ERROR] = { NO, NO, BOLD, REVERSE, .letter = 'E' },
		[LOOK_NOTICE] = { NO, NO, BOLD, .letter = 'n' },
		[LOOK_FIELD] = { NO, NO, UNDERLINE, .letter = 'F' },
		[LOOK_FIELD_FOCUS] = { NO, NO, REVERSE, .letter = 'C' },
		[LOOK_DIALOG] = { NO, NO, .letter = 'D' },
	},
	[THEME_CONTRAST] = {
		[LOOK_BODY] = { WHITE, BLACK, BOLD, .letter = ' ' },
		[LOOK_TITLE] = { BLACK, YELLOW, .letter = 't' },
		[LOOK_HEADING] = { YELLOW, BLACK, BOLD, .letter = 'h' },
		[LOOK_FOOTER] = { WHITE, BLACK, BOLD, .letter = 'f' },
		[LOOK_KEY] = { BLACK, WHITE, .letter = 'k' },
		[LOOK_SELECTED] = { BLACK, YELLOW, .letter = 's' },
		[LOOK_MARKED] = { YELLOW, BLACK, BOLD, UNDERLINE,
				  .letter = 'm' },
		[LOOK_DIM] = { WHITE, BLACK, .letter = 'd' },
		[LOOK_DONE] = { GREEN, BLACK, BOLD, .letter = 'g' },
		[LOOK_WAITING] = { YELLOW, BLACK, BOLD, .letter = 'w' },
		[LOOK_HELP] = { CYAN, BLACK, BOLD, UNDERLINE, .letter = 'H' },
		[LOOK_ERROR] = { WHITE, RED, BOLD, .letter = 'E' },
		[LOOK_NOTICE] = { YELLOW, BLACK, BOLD, .letter = 'n' },
		[LOOK_FIELD] = { WHITE, BLACK, BOLD, UNDERLINE,
				 .letter = 'F' },
		[LOOK_FIELD_FOCUS] = { BLACK, WHITE, .letter = 'C' },
		[LOOK_DIALOG] = { WHITE, BLACK, BOLD, .letter = 'D' },
	},
};

enum theme
theme_parse(const char *name)
{
	if (name != NULL && strcmp(name, "mono") == 0)
		return THEME_MONO;
	if (name != NULL && strcmp(name, "contrast") == 0)
		return THEME_CONTRAST;
	return THEME_COLOUR;
}
