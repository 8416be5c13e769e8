/* SPDX-License-Identifier: ISC */
#include "tui/term.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "tui/term_private.h"

/* ---- looks ---- */

attr_t
term_attributes(enum role_look role)
{
	const struct look *look = &theme_looks[the_term.theme][role];
	attr_t attr = A_NORMAL;

	attr |= look->bold ? A_BOLD : 0;
	attr |= look->reverse ? A_REVERSE : 0;
	attr |= look->underline ? A_UNDERLINE : 0;
	attr |= look->dim ? A_DIM : 0;
	if (the_term.colour)
		attr |= (attr_t)COLOR_PAIR(role + 1);
	return attr;
}

void
term_set_theme(enum theme theme)
{
	const char *no_color = getenv("NO_COLOR");
	bool wanted = theme != THEME_MONO &&
		      (no_color == NULL || no_color[0] == '\0');

	the_term.colour = wanted && has_colors();
	the_term.theme = the_term.colour ? theme : THEME_MONO;
	if (!the_term.colour) {
		bkgdset(' ');
		return;
	}
	start_color();
	use_default_colors();
	for (int i = 0; i < LOOK_COUNT; i++) {
		const struct look *look = &theme_looks[the_term.theme][i];

		init_pair((short)(i + 1), look->front, look->back);
	}
	bkgdset((chtype)term_attributes(LOOK_BODY) | ' ');
}

/* ---- what there is to draw on ---- */

int
term_rows(void)
{
	return LINES;
}

int
term_cols(void)
{
	return COLS;
}

bool
term_is_ascii(void)
{
	/* A console font without these would show its own mark for them. */
	return !term_shows("─│┌┐└┘█░▲▼");
}

bool
term_has(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= ' ' && cp < 0x7f;
	if (the_term.plain || (the_term.font.points != NULL &&
			       !glyph_set_has(&the_term.font, cp)))
		return false;
	/* Controls from 0x80 on, and what this system does not know. */
	return wcwidth((wchar_t)cp) >= 0;
}

bool
term_shows(const char *text)
{
	size_t len = strlen(text), at = 0;

	while (at < len) {
		uint32_t cp;

		at += utf8_next(text + at, len - at, &cp);
		if (!term_has(cp))
			return false;
	}
	return true;
}

/* ---- drawing ---- */

void
term_clear(void)
{
	erase();
	the_term.cursor_row = -1;
}

/* What cannot be shown becomes '?', as wide as it is; it is never dropped. A
 * control character would move the cells beside it. */
static void
put(int row, int col, const char *text, size_t len)
{
	struct buf seen = BUF_INIT;
	size_t at = 0;

	while (at < len) {
		uint32_t cp;
		size_t n = utf8_next(text + at, len - at, &cp);

		if (term_has(cp))
			buf_add(&seen, text + at, n);
		else
			buf_pad(&seen, '?', (size_t)utf8_width_n(text + at, n));
		at += n;
	}
	mvaddnstr(row, col, seen.ptr, (int)seen.len);
	buf_release(&seen);
}

int
term_text(int row, int col, int cols, enum role_look look, const char *text)
{
	size_t len;

	if (row < 0 || row >= LINES || col < 0 || col >= COLS || cols <= 0)
		return 0;
	if (cols > COLS - col)
		cols = COLS - col;
	len = utf8_clip(text, cols);
	attrset((int)term_attributes(look));
	put(row, col, text, len);
	attrset((int)term_attributes(LOOK_BODY));
	return utf8_width_n(text, len);
}

void
term_cell(int row, int col, int cols, enum role_look look, bool right,
	  const char *text)
{
	int used = utf8_width_n(text, utf8_clip(text, cols));

	term_fill(row, col, 1, cols, look);
	term_text(row, right ? col + cols - used : col, cols, look, text);
}

void
term_fill(int row, int col, int rows, int cols, enum role_look look)
{
	attrset((int)term_attributes(look));
	for (int r = row; r < row + rows && r < LINES; r++)
		for (int c = col; c < col + cols && c < COLS; c++)
			mvaddch(r, c, ' ');
	attrset((int)term_attributes(LOOK_BODY));
}

void
term_frame(int row, int col, int rows, int cols, enum role_look look,
	   const char *title)
{
	bool plain = term_is_ascii();
	const char *across = plain ? "-" : "─", *down = plain ? "|" : "│";
	const char *corners[] = { plain ? "+" : "┌", plain ? "+" : "┐",
				  plain ? "+" : "└", plain ? "+" : "┘" };

	term_fill(row, col, rows, cols, look);
	for (int c = col + 1; c < col + cols - 1; c++) {
		term_text(row, c, 1, look, across);
		term_text(row + rows - 1, c, 1, look, across);
	}
	for (int r = row + 1; r < row + rows - 1; r++) {
		term_text(r, col, 1, look, down);
		term_text(r, col + cols - 1, 1, look, down);
	}
	term_text(row, col, 1, look, corners[0]);
	term_text(row, col + cols - 1, 1, look, corners[1]);
	term_text(row + rows - 1, col, 1, look, corners[2]);
	term_text(row + rows - 1, col + cols - 1, 1, look, corners[3]);
	if (title[0] != '\0') {
		int used = term_text(row, col + 3, cols - 6, LOOK_HEADING,
				     title);

		term_text(row, col + 2, 1, look, " ");
		term_text(row, col + 3 + used, 1, look, " ");
	}
}

void
term_bar(int row, int col, int cols, int done, int all)
{
	int filled = all > 0 ? done * cols / all : 0;
	bool plain = term_is_ascii();

	if (done > 0 && filled == 0)
		filled = 1;
	for (int i = 0; i < cols; i++)
		term_text(row, col + i, 1, i < filled ? LOOK_DONE : LOOK_DIM,
			  plain ? (i < filled ? "#" : ".")
				     : (i < filled ? "█" : "░"));
}

void
term_cursor(int row, int col)
{
	the_term.cursor_row = row;
	the_term.cursor_col = col;
}

void
term_show(void)
{
	bool visible = the_term.cursor_row >= 0 && the_term.cursor_row < LINES;

	curs_set(visible ? 1 : 0);
	if (visible)
		move(the_term.cursor_row, the_term.cursor_col);
	refresh();
}
