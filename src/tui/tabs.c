/* SPDX-License-Identifier: ISC */
#include "tui/tabs.h"

#include <stdio.h>

#include "tui/term.h"

void
tabs_draw(const struct tabs *tabs, struct area area)
{
	int col = area.col, end = area.col + area.cols;

	for (size_t i = 0; i < tabs->count && col < end; i++) {
		bool here = i == tabs->at;
		char text[64];

		snprintf(text, sizeof(text), " %zu %.40s ", i + 1,
			 tabs->title(i));
		if (here)
			term_cursor(area.row, col + 1);
		col += term_text(area.row, col, end - col,
				 here ? LOOK_SELECTED : LOOK_BODY, text);
	}
}

bool
tabs_key(struct tabs *tabs, uint32_t key)
{
	if (tabs->count == 0)
		return false;
	if (key == TK_RIGHT)
		tabs->at = (tabs->at + 1) % tabs->count;
	else if (key == TK_LEFT)
		tabs->at = (tabs->at + tabs->count - 1) % tabs->count;
	else if (key > '0' && key <= '0' + tabs->count)
		tabs->at = key - '1';
	else
		return false;
	return true;
}
