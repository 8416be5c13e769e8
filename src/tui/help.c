/* SPDX-License-Identifier: ISC */
#include "tui/ui.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/line.h"
#include "tui/term.h"
#include "tui/ui_private.h"

enum { MAX_COMMANDS = 96 };

static void
add_command(struct buf *out, const struct bound_command *bound)
{
	const struct command *c = bound->command;
	char key[KEY_NAME_SIZE], twin[KEY_NAME_SIZE] = "";
	struct err err = { .code = RC_OK };

	if ((c->flags & CMD_HIDDEN) != 0)
		return;
	key_label(c->key, key);
	if (c->twin != 0)
		key_label(c->twin, twin);
	buf_addf(out, "  %-6s %-6s %s\n", key, twin, c->help);
	if (c->available != NULL && c->available(bound->data, &err) != RC_OK)
		buf_addf(out, "                 (not now: %s)\n", err.text);
}

void
ui_help(struct ui *ui)
{
	struct bound_command bound[MAX_COMMANDS];
	size_t count = ui_commands(ui, bound, MAX_COMMANDS);
	const struct screen_ops *ops =
		ui->depth > 0 ? ui->stack[ui->depth - 1].ops : NULL;
	const char *about = NULL;
	struct buf text = BUF_INIT;

	if (ops != NULL && ui->config.help_text != NULL)
		about = ui->config.help_text(ops->id);
	if (about != NULL)
		buf_addf(&text, "%s\n", about);
	buf_adds(&text, "Keys here\n\n");
	for (size_t i = 0; i < count; i++) {
		if (ops != NULL && i == ops->command_count)
			buf_adds(&text, "\nKeys everywhere\n\n");
		add_command(&text, &bound[i]);
	}
	ui_show_text(ui, "Help", text.ptr);
	buf_release(&text);
}

/* ---- palette ---- */

struct palette {
	struct bound_command all[MAX_COMMANDS];
	const struct bound_command *shown[MAX_COMMANDS];
	size_t all_count, shown_count, at;
};

static bool
matches(const struct command *c, const char *needle)
{
	char *text, *label;
	bool found;

	if ((c->flags & CMD_HIDDEN) != 0)
		return false;
	text = xasprintf("%s %s %s", c->label, c->help, c->id);
	label = utf8_fold(text);
	found = utf8_fold_contains(label, needle);
	mem_free(label);
	mem_free(text);
	return found;
}

static void
filter(struct palette *p, const char *words)
{
	char *needle = utf8_fold(words);

	p->shown_count = p->at = 0;
	for (size_t i = 0; i < p->all_count; i++)
		if (matches(p->all[i].command, needle))
			p->shown[p->shown_count++] = &p->all[i];
	mem_free(needle);
}

static void
draw_palette(struct ui *ui, struct palette *p, struct line_edit *line)
{
	int rows = term_rows() - 8, cols = term_cols() - 12, from = 0;

	ui_draw(ui);
	term_frame(2, 6, rows + 4, cols, LOOK_DIALOG, "What to do");
	if ((int)p->at >= rows)
		from = (int)p->at - rows + 1;
	for (int i = 0; i < rows && (size_t)(from + i) < p->shown_count; i++) {
		const struct command *c = p->shown[from + i]->command;
		enum role_look look = (size_t)(from + i) == p->at
					      ? LOOK_SELECTED : LOOK_DIALOG;
		char key[KEY_NAME_SIZE];

		term_cell(5 + i, 8, cols - 4, look, false, c->help);
		term_cell(5 + i, 6 + cols - 10, 8, look, true,
			  key_label(c->key, key));
	}
	if (p->shown_count == 0)
		term_text(5, 8, cols - 4, LOOK_DIM,
			  "Nothing here is called that.");
	line_draw(line, 3, 8, cols - 4, true);
}

void
ui_palette(struct ui *ui)
{
	struct palette p = { .all_count = 0 };
	struct line_edit line;
	const struct bound_command *chosen = NULL;

	p.all_count = ui_commands(ui, p.all, MAX_COMMANDS);
	line_init(&line, "", 100);
	filter(&p, "");
	for (;;) {
		uint32_t key;

		draw_palette(ui, &p, &line);
		key = ui_key(ui);
		if (key == TK_ESC)
			break;
		if (key == TK_ENTER && p.shown_count > 0) {
			chosen = p.shown[p.at];
			break;
		}
		if (key == TK_DOWN && p.at + 1 < p.shown_count)
			p.at++;
		else if (key == TK_UP && p.at > 0)
			p.at--;
		else if (line_key(&line, key))
			filter(&p, line.text.ptr);
	}
	line_release(&line);
	if (chosen != NULL)
		ui_run_command(ui, chosen);
}
