/* SPDX-License-Identifier: ISC */
#include "tui/pager.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/line.h"
#include "tui/term.h"

/* A page break on a line of its own, and lines no wider than cols. */
static void
lay_out(const char *text, int cols, struct buf *out)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		len += text[len] == '\n';
		if (*text == '\f')
			len = 1;
		else if (cols > 0)
			len = line_wrap(text, cols);
		buf_add(out, text, len);
		text += len;
		/* The space of a break becomes the break. */
		if (*text != '\0' && out->ptr[out->len - 1] == ' ')
			out->ptr[out->len - 1] = '\n';
		else if (out->ptr[out->len - 1] != '\n')
			buf_addc(out, '\n');
	}
}

void
pager_init(struct pager *pager, const char *text, int cols)
{
	struct buf lines = BUF_INIT;
	char *p;

	memset(pager, 0, sizeof(*pager));
	lay_out(text, cols, &lines);
	pager->text = p = buf_detach(&lines);
	while (*p != '\0') {
		char *end = p + strcspn(p, "\n");

		*end = '\0';
		pager->lines = xgrow(pager->lines, pager->count,
				     sizeof(*pager->lines));
		pager->lines[pager->count++] = p;
		p = end + 1;
	}
}

void
pager_release(struct pager *pager)
{
	mem_free(pager->lines);
	mem_free(pager->text);
	memset(pager, 0, sizeof(*pager));
}

static void
draw_line(const struct pager *pager, size_t at, int row, struct area area)
{
	if (pager->lines[at][0] == '\f')
		term_text(row, area.col, area.cols, LOOK_DIM,
			  "- - - - next page - - - -");
	else if (pager->has_found && pager->found == at)
		term_cell(row, area.col, area.cols, LOOK_SELECTED, false,
			  pager->lines[at]);
	else
		term_text(row, area.col, area.cols, LOOK_BODY,
			  pager->lines[at]);
}

void
pager_draw(const struct pager *pager, struct area area)
{
	for (int i = 0; i < area.rows; i++)
		if (pager->at + (size_t)i < pager->count)
			draw_line(pager, pager->at + (size_t)i, area.row + i,
				  area);
	if (pager->has_found && pager->found >= pager->at &&
	    pager->found < pager->at + (size_t)area.rows)
		area.row += (int)(pager->found - pager->at);
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
	size_t from = pager->has_found ? pager->found : pager->at;
	size_t first = pager->has_found ? 1 : 0;
	bool found = false;

	for (size_t i = 0; i < pager->count && !found; i++) {
		size_t at = (from + first + i) % pager->count;
		char *line = utf8_fold(pager->lines[at]);

		found = utf8_fold_contains(line, needle);
		if (found)
			pager->at = pager->found = at;
		mem_free(line);
	}
	pager->has_found = found;
	mem_free(needle);
	return found;
}
