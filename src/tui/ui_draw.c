/* SPDX-License-Identifier: ISC */
#include "tui/ui.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/line.h"
#include "tui/term.h"
#include "tui/ui_private.h"

enum { MESSAGE_ROWS = 4, HINT_GAP = 2 };

static void
draw_title(struct ui *ui)
{
	struct open_screen *s = ui_top(ui);
	struct buf left = BUF_INIT, right = BUF_INIT;
	int cols = term_cols(), used;

	if (s != NULL && s->ops->title != NULL)
		s->ops->title(s->data, &left);
	if (ui->config.status != NULL)
		ui->config.status(ui->config.app_data, &right);
	used = utf8_width(right.ptr);
	term_fill(0, 0, 1, cols, LOOK_TITLE);
	term_text(0, 1, cols - used - 3, LOOK_TITLE, left.ptr);
	term_text(0, cols - used - 1, used, LOOK_TITLE, right.ptr);
	buf_release(&left);
	buf_release(&right);
}

static int
hint_width(const struct command *c)
{
	char name[KEY_NAME_SIZE];

	if ((c->flags & CMD_FOOTER) == 0)
		return 0;
	return utf8_width(key_label(c->key, name)) + 1 +
	       utf8_width(c->label) + HINT_GAP;
}

static int
draw_hint(const struct command *c, int row, int col, int cols)
{
	char name[KEY_NAME_SIZE];

	if ((c->flags & CMD_FOOTER) == 0 || hint_width(c) > cols)
		return 0;
	key_label(c->key, name);
	col += term_text(row, col, cols, LOOK_KEY, name) + 1;
	term_text(row, col, cols, LOOK_FOOTER, c->label);
	return hint_width(c);
}

static bool
is_available(const struct ui *ui, size_t everywhere)
{
	const struct command *c = &ui->config.commands[everywhere];
	struct err err;

	return c->available == NULL ||
	       c->available(ui->config.app_data, &err) == RC_OK;
}

/* Where help is, and the way back, are hints that always have room. */
static void
draw_footer(struct ui *ui)
{
	struct open_screen *s = ui_top(ui);
	int row = term_rows() - 1, cols = term_cols() + HINT_GAP;
	int col = 0, always = 0;

	for (size_t i = 0; i < ui->config.command_count; i++)
		if (is_available(ui, i))
			always += hint_width(&ui->config.commands[i]);
	for (size_t i = 0; s != NULL && i < s->ops->command_count; i++)
		col += draw_hint(&s->ops->commands[i], row, col,
				 cols - always - col);
	for (size_t i = 0; i < ui->config.command_count; i++)
		if (is_available(ui, i))
			col += draw_hint(&ui->config.commands[i], row, col,
					 cols - col);
}

/* A long sentence takes more lines, over what is above. */
static void
draw_message(const struct ui *ui)
{
	size_t from[MESSAGE_ROWS + 1] = { 0 };
	int count = 0, cols = term_cols();

	while (count < MESSAGE_ROWS && ui->message[from[count]] != '\0') {
		from[count + 1] = from[count] +
				  line_wrap(ui->message + from[count], cols);
		count++;
	}
	for (int i = 0; i < count; i++) {
		char *part = xstrndup(ui->message + from[i],
				      from[i + 1] - from[i]);

		term_cell(term_rows() - 1 - count + i, 0, cols,
			  ui->message_look, false, part);
		mem_free(part);
	}
}

bool
ui_is_too_small(void)
{
	return term_rows() < TERM_MIN_ROWS || term_cols() < TERM_MIN_COLS;
}

bool
ui_draw_too_small(void)
{
	if (!ui_is_too_small())
		return false;
	term_clear();
	term_text(0, 0, term_cols(), LOOK_BODY,
		  "Make the window 80x24 or more; nothing is lost.");
	term_cursor(0, 0);
	return true;
}

void
ui_draw(struct ui *ui)
{
	struct open_screen *s = ui_top(ui);
	struct area body = { 1, 0, term_rows() - 3, term_cols() };

	if (ui_draw_too_small())
		return;
	term_clear();
	draw_title(ui);
	if (s != NULL && s->ops->draw != NULL)
		s->ops->draw(s->data, ui, body);
	draw_message(ui);
	draw_footer(ui);
}
