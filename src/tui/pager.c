/* SPDX-License-Identifier: ISC */
#include "tui/pager.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

void
pager_init(struct pager *pager, const char *text)
{
	char *p;

	memset(pager, 0, sizeof(*pager));
	pager->text = p = xstrdup(text);
	while (*p != '\0') {
		char *end = p + strcspn(p, "\n");
		bool more = *end == '\n';

		*end = '\0';
		pager->lines = xgrow(pager->lines, pager->count,
				     sizeof(*pager->lines));
		pager->lines[pager->count++] = p;
		p = end + more;
	}
}

void
pager_release(struct pager *pager)
{
	mem_free(pager->lines);
	mem_free(pager->text);
	memset(pager, 0, sizeof(*pager));
}

void
pager_draw(const struct pager *pager, struct area area)
{
	for (int i = 0; i < area.rows; i++) {
		const char *line;

		if (pager->at + (size_t)i >= pager->count)
			break;
		line = pager->lines[pager->at + (size_t)i];
		if (line[0] == '\f') {
			term_text(area.row + i, area.col, area.cols, LOOK_DIM,
				  "- - - - next page - - - -");
			line++;
			if (area.cols > 28)
				term_text(area.row + i, area.col + 28,
					  area.cols - 28, LOOK_BODY, line);
			continue;
		}
		term_text(area.row + i, area.col, area.cols, LOOK_BODY, line);
	}
	term_cursor(area.row, area.col);
}

bool
pager_key(struct pager *pager, int rows, uint32_t key)
{
	size_t page = rows > 1 ? (size_t)rows - 1 : 1;
	size_t last = pager->count > page ? pager->count - page : 0;

	switch (key) {
	case TK_DOWN:
	case 'j':
		pager->at++;
		break;
	case TK_UP:
	case 'k':
		pager->at -= pager->at > 0;
		break;
	case TK_PAGE_DOWN:
	case TK_SPACE:
		pager->at += page;
		break;
	case TK_PAGE_UP:
	case 'b':
		pager->at -= pager->at < page ? pager->at : page;
		break;
	case TK_HOME:
		pager->at = 0;
		break;
	case TK_END:
		pager->at = last;
		break;
	default:
		return false;
	}
	if (pager->at > last)
		pager->at = last;
	return true;
}

bool
pager_find(struct pager *pager, const char *words)
{
	char *needle = utf8_fold(words);
	bool found = false;

	for (size_t i = 1; i <= pager->count && !found; i++) {
		size_t at = (pager->at + i) % pager->count;
		char *line = utf8_fold(pager->lines[at]);

		found = utf8_fold_contains(line, needle);
		if (found)
			pager->at = at;
		mem_free(line);
	}
	mem_free(needle);
	return found;
}
