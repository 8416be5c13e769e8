/* SPDX-License-Identifier: ISC */
/* pager: a long text, line by line; a form feed becomes a rule of its own. */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include <stdbool.h>

#include "tui/ui.h"

struct pager {
	char *text;
	char **lines;		/* into text */
	size_t count, at;
	bool has_found;
	size_t found;		/* the line found last */
};

/* Lines wider than cols are broken at spaces; with cols 0 they are cut where
 * the screen ends. */
void pager_init(struct pager *pager, const char *text, int cols);
void pager_release(struct pager *pager);
void pager_draw(const struct pager *pager, struct area area);
bool pager_key(struct pager *pager, int rows, uint32_t key);
/* Moves to the next line that has the words, any case, going round at the
 * end; false: none. */
bool pager_find(struct pager *pager, const char *words);

#endif
