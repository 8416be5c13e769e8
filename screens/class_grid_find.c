/* SPDX-License-Identifier: ISC */
/* Going to a student or an item while its name is being typed. */
#include "screens/class_grid.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

/* What is looked through: the rows or the columns. */
static size_t *
place(struct class_grid *g, size_t *count)
{
	*count = g->finding == FIND_STUDENT ? g->grid.rows : g->grid.cols;
	return g->finding == FIND_STUDENT ? &g->grid.row : &g->grid.col;
}

static const char *
text_at(const struct class_grid *g, size_t at)
{
	return g->finding == FIND_STUDENT ? g->folded[g->rows[at]]
					  : g->work[g->cols[at]].folded;
}

/* Texts begin with the code or reference, which is meant first. */
static bool
matches(const char *text, const char *needle, bool at_start)
{
	return at_start ? strncmp(text, needle, strlen(needle)) == 0
			: utf8_fold_contains(text, needle);
}

/* From at, on and around; count when there is none. */
static size_t
look(const struct class_grid *g, const char *needle, size_t at, size_t count,
     bool forward, bool at_start)
{
	for (size_t i = 0; i < count; i++) {
		size_t here = forward ? (at + i) % count
				      : (at + count - i) % count;

		if (matches(text_at(g, here), needle, at_start))
			return here;
	}
	return count;
}

static void
search(struct class_grid *g, size_t from, bool forward)
{
	char *needle = utf8_fold(g->find.text.ptr);
	size_t count, *at = place(g, &count), found;
	bool by_code = g->finding == FIND_ITEM;

	found = by_code ? look(g, needle, from, count, forward, true) : count;
	if (found == count)
		found = look(g, needle, from, count, forward, false);
	g->find_failed = found == count;
	if (found < count)
		*at = found;
	mem_free(needle);
}

void
class_grid_begin_find(struct class_grid *g, enum class_find what)
{
	size_t count;

	g->finding = what;
	g->find_from = *place(g, &count);
	g->find_failed = false;
	line_set(&g->find, "");
}

/* Every key is the finder's while it is there. */
bool
class_grid_find_key(struct class_grid *g, uint32_t key)
{
	size_t count, *at = place(g, &count);

	switch (key) {
	case TK_ESC:
		*at = g->find_from;
		g->finding = FIND_NOTHING;
		return true;
	case TK_ENTER:
		g->finding = FIND_NOTHING;
		return true;
	case TK_DOWN:
		search(g, count > 0 ? (*at + 1) % count : 0, true);
		return true;
	case TK_UP:
		search(g, count > 0 ? (*at + count - 1) % count : 0, false);
		return true;
	default:
		if (!line_key(&g->find, key))
			return false;
		search(g, g->find_from, true);
		return true;
	}
}

void
class_grid_draw_find(struct class_grid *g, struct area line)
{
	const char *label = g->finding == FIND_STUDENT ? "Student"
						       : "Code or title";
	int col = line.col + 1, field = 24;

	term_fill(line.row, line.col, 1, line.cols, LOOK_BODY);
	col += term_text(line.row, col, 20, LOOK_HEADING, label) + 1;
	line_draw(&g->find, line.row, col, field, true);
	term_text(line.row, col + field + 1, line.cols - col - field - 1,
		  g->find_failed ? LOOK_WAITING : LOOK_DIM,
		  g->find_failed ? "Nothing has that"
				 : "Up, Down: others  Enter stays  Esc back");
}
