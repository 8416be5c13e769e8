/* SPDX-License-Identifier: ISC */
#include "screens/filter.h"

#include "tui/term.h"

void
filter_init(struct filter *f)
{
	f->typing = false;
	line_init(&f->letters, "", 100);
}

void
filter_release(struct filter *f)
{
	line_release(&f->letters);
}

bool
filter_key(struct filter *f, uint32_t pressed, bool *changed)
{
	bool is_set = f->typing || f->letters.text.len > 0;

	*changed = false;
	if (pressed == TK_ESC && is_set) {
		f->typing = false;
		line_set(&f->letters, "");
		*changed = true;
		return true;
	}
	if (!f->typing)
		return false;
	if (pressed == TK_ENTER || pressed == TK_DOWN) {
		f->typing = false;
		return true;
	}
	*changed = line_key(&f->letters, pressed);
	return *changed;
}

void
filter_draw(struct filter *f, int row)
{
	if (!f->typing && f->letters.text.len == 0)
		return;
	term_text(row, 2, 8, LOOK_HEADING, "Filter");
	line_draw(&f->letters, row, 9, 40, f->typing);
	term_text(row, 51, 28, LOOK_DIM,
		  f->typing ? "Enter keeps it  Esc clears"
			    : "/ changes it  Esc clears");
}
