/* SPDX-License-Identifier: ISC */
#include "tui/line.h"

#include <string.h>

#include "base/utf8.h"
#include "tui/term.h"

void
line_init(struct line_edit *line, const char *text, size_t max)
{
	memset(line, 0, sizeof(*line));
	buf_init(&line->text);
	line->max = max;
	line_set(line, text);
}

void
line_release(struct line_edit *line)
{
	buf_release(&line->text);
}

void
line_set(struct line_edit *line, const char *text)
{
	buf_reset(&line->text);
	buf_adds(&line->text, text);
	line->at = line->text.len;
	line->left = 0;
}

static void
cut(struct line_edit *line, size_t from, size_t to)
{
	struct buf *text = &line->text;

	memmove(text->ptr + from, text->ptr + to, text->len - to + 1);
	text->len -= to - from;
	line->at = from;
}

static void
insert(struct line_edit *line, uint32_t key)
{
	char bytes[KEY_NAME_SIZE];
	struct buf rest;
	size_t len;

	if (key == ' ')
		memcpy(bytes, " ", 2);
	else
		key_label(key, bytes);
	len = strlen(bytes);
	if (line->text.len + len >= line->max)
		return;
	buf_init(&rest);
	buf_add(&rest, line->text.ptr + line->at, line->text.len - line->at);
	line->text.len = line->at;
	buf_add(&line->text, bytes, len);
	line->at += len;
	buf_add(&line->text, rest.ptr, rest.len);
	buf_release(&rest);
}

bool
line_key(struct line_edit *line, uint32_t key)
{
	struct buf *text = &line->text;
	size_t before = utf8_prev_cluster(text->ptr, text->len, line->at);
	size_t after = utf8_next_cluster(text->ptr, text->len, line->at);

	switch (key) {
	case TK_LEFT:
		line->at = before;
		return true;
	case TK_RIGHT:
		line->at = after;
		return true;
	case TK_HOME:
	case TK_CTRL('a'):
		line->at = 0;
		return true;
	case TK_END:
	case TK_CTRL('e'):
		line->at = text->len;
		return true;
	case TK_BACKSPACE:
		cut(line, before, line->at);
		return true;
	case TK_DELETE:
	case TK_CTRL('d'):
		after = after > line->at ? after : line->at;
		cut(line, line->at, after);
		return true;
	case TK_CTRL('u'):
		cut(line, 0, line->at);
		return true;
	default:
		if (!key_is_text(key))
			return false;
		insert(line, key);
		return true;
	}
}

void
line_draw(struct line_edit *line, int row, int col, int cols, bool focus)
{
	const char *text = line->text.ptr;
	int ahead;

	if (line->left > line->at)
		line->left = line->at;
	/* One column is left for the cursor at the end. */
	while ((ahead = utf8_width_n(text + line->left,
				     line->at - line->left)) >= cols)
		line->left = utf8_next_cluster(text, line->text.len,
					       line->left);
	term_cell(row, col, cols, focus ? LOOK_FIELD_FOCUS : LOOK_FIELD,
		  false, text + line->left);
	if (focus)
		term_cursor(row, col + ahead);
}

size_t
line_wrap(const char *text, int cols)
{
	size_t newline = strcspn(text, "\n"), fits = utf8_clip(text, cols);

	if (newline <= fits)
		return newline + (text[newline] == '\n');
	for (size_t cut = fits; cut > 0; cut--)
		if (text[cut] == ' ')
			return cut + 1;
	/* One long word, or a character wider than the room. */
	return fits > 0 ? fits : utf8_next_cluster(text, strlen(text), 0);
}
