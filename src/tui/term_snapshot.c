/* SPDX-License-Identifier: ISC */
#include "tui/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "tui/term_private.h"

static char
letter_of(attr_t attr, short pair)
{
	for (int i = 0; i < LOOK_COUNT; i++) {
		attr_t look = term_attributes((enum role_look)i);

		if ((look & A_ATTRIBUTES & ~A_COLOR) ==
			    (attr & A_ATTRIBUTES & ~A_COLOR) &&
		    (!the_term.colour || pair == i + 1))
			return theme_looks[the_term.theme][i].letter;
	}
	return the_term.colour && pair == 0 ? ' ' : '?';
}

static void
snapshot_row(int row, struct buf *text, struct buf *looks)
{
	for (int col = 0; col < COLS; col++) {
		wchar_t wide[CCHARW_MAX + 1] = { 0 };
		char bytes[CCHARW_MAX * 8] = "";
		cchar_t cell;
		attr_t attr;
		short pair;

		mvin_wch(row, col, &cell);
		getcchar(&cell, wide, &attr, &pair, NULL);
		if (wcstombs(bytes, wide, sizeof(bytes) - 1) == (size_t)-1)
			snprintf(bytes, sizeof(bytes), "?");
		buf_adds(text, bytes[0] != '\0' ? bytes : " ");
		buf_addc(looks, letter_of(attr, pair));
		/* The second half of a wide character is a cell too. */
		if (wcwidth(wide[0]) == 2) {
			col++;
			buf_addc(looks, looks->ptr[looks->len - 1]);
		}
	}
}

static void
add_trimmed(struct buf *out, const struct buf *line)
{
	size_t len = line->len;

	while (len > 0 && line->ptr[len - 1] == ' ')
		len--;
	buf_add(out, line->ptr, len);
	buf_addc(out, '\n');
}

void
term_snapshot(struct buf *out)
{
	struct buf all_looks = BUF_INIT;

	for (int row = 0; row < LINES; row++) {
		struct buf text = BUF_INIT, looks = BUF_INIT;

		snapshot_row(row, &text, &looks);
		add_trimmed(out, &text);
		add_trimmed(&all_looks, &looks);
		buf_release(&text);
		buf_release(&looks);
	}
	buf_addf(out, "-- cursor %d,%d --\n", the_term.cursor_row,
		 the_term.cursor_row < 0 ? -1 : the_term.cursor_col);
	buf_add(out, all_looks.ptr, all_looks.len);
	buf_release(&all_looks);
}
