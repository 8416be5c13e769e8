/* SPDX-License-Identifier: ISC */
#include "tui/ui.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"
#include "tui/ui_private.h"

enum { TICK_MS = 1000, WARN_S = 30, MAX_COMMANDS = 96 };

static uint32_t
next_from_terminal(void *ctx, int timeout_ms)
{
	(void)ctx;
	return term_key(timeout_ms);
}

struct key_source
key_source_terminal(void)
{
	return (struct key_source){ next_from_terminal, NULL };
}

struct ui *
ui_new(const struct ui_config *config)
{
	struct ui *ui = xcalloc(1, sizeof(*ui));

	ui->config = *config;
	ui->last_key_s = clock_now(&config->clock).utc_s;
	return ui;
}

void
ui_free(struct ui *ui)
{
	if (ui == NULL)
		return;
	ui_close_all(ui);
	mem_free(ui);
}

void *
ui_app(struct ui *ui)
{
	return ui->config.app_data;
}

size_t
ui_depth(const struct ui *ui)
{
	return ui->depth;
}

void
ui_quit(struct ui *ui)
{
	ui->quit = true;
}

bool
ui_is_ending(const struct ui *ui)
{
	return ui->ending;
}

void
ui_set_idle_minutes(struct ui *ui, int minutes)
{
	ui->idle_minutes = minutes;
}

void
ui_request_lock(struct ui *ui)
{
	ui->lock_wanted = true;
}

/* ---- the stack ---- */

static struct open_screen *
top(struct ui *ui)
{
	return ui->depth > 0 ? &ui->stack[ui->depth - 1] : NULL;
}

void
ui_push(struct ui *ui, const struct screen_ops *ops, void *data)
{
	if (ui->depth == UI_STACK) {
		ops->free(data);
		ui_say(ui, "Too many screens are open; go back first.");
		return;
	}
	ui->stack[ui->depth++] = (struct open_screen){ ops, data };
	if (ops->refresh != NULL)
		ops->refresh(data, ui);
}

static void
drop_top(struct ui *ui)
{
	struct open_screen gone = ui->stack[--ui->depth];

	gone.ops->free(gone.data);
}

void
ui_refresh(struct ui *ui)
{
	struct open_screen *s = top(ui);

	if (s != NULL && s->ops->refresh != NULL)
		s->ops->refresh(s->data, ui);
}

void
ui_pop(struct ui *ui)
{
	struct open_screen *s = top(ui);

	if (s == NULL)
		return;
	if (s->ops->may_close != NULL && !s->ops->may_close(s->data, ui))
		return;
	drop_top(ui);
	ui_refresh(ui);
}

void
ui_close_all(struct ui *ui)
{
	for (size_t i = ui->depth; i-- > 0;)
		if (ui->stack[i].ops->keep_draft != NULL)
			ui->stack[i].ops->keep_draft(ui->stack[i].data, ui);
	while (ui->depth > 0)
		drop_top(ui);
	mem_wipe(ui->message, sizeof(ui->message));
}

/* ---- messages ---- */

void
ui_say(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(ui->message, sizeof(ui->message), fmt, ap);
	va_end(ap);
	ui->message_look = LOOK_NOTICE;
}

void
ui_complain(struct ui *ui, const struct err *err)
{
	snprintf(ui->message, sizeof(ui->message), "%s", err->text);
	ui->message_look = LOOK_ERROR;
}

/* ---- commands ---- */

size_t
ui_commands(struct ui *ui, struct bound_command *out, size_t max)
{
	struct open_screen *s = top(ui);
	size_t count = 0;

	for (size_t i = 0; s != NULL && i < s->ops->command_count; i++)
		if (count < max)
			out[count++] = (struct bound_command){
				&s->ops->commands[i], s->data };
	for (size_t i = 0; i < ui->config.command_count; i++)
		if (count < max)
			out[count++] = (struct bound_command){
				&ui->config.commands[i],
				ui->config.app_data };
	return count;
}

void
ui_run_command(struct ui *ui, const struct bound_command *bound)
{
	struct err err = { .code = RC_OK };

	if (bound->command->available != NULL &&
	    bound->command->available(bound->data, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		bound->command->run(bound->data, ui);
}

static void
dispatch(struct ui *ui, uint32_t key)
{
	struct open_screen *s = top(ui);
	struct bound_command bound[MAX_COMMANDS];
	size_t count;

	if (s != NULL && s->ops->key != NULL &&
	    s->ops->key(s->data, ui, key))
		return;
	count = ui_commands(ui, bound, MAX_COMMANDS);
	for (size_t i = 0; i < count; i++)
		if (bound[i].command->key == key ||
		    (bound[i].command->twin != 0 &&
		     bound[i].command->twin == key)) {
			ui_run_command(ui, &bound[i]);
			return;
		}
}

/* ---- drawing ---- */

static void
draw_title(struct ui *ui)
{
	struct open_screen *s = top(ui);
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

static void
draw_footer(struct ui *ui)
{
	struct bound_command bound[MAX_COMMANDS];
	size_t count = ui_commands(ui, bound, MAX_COMMANDS);
	int row = term_rows() - 1, col = 0, cols = term_cols();

	for (size_t i = 0; i < count; i++) {
		const struct command *c = bound[i].command;
		char name[KEY_NAME_SIZE];
		int width;

		if ((c->flags & CMD_FOOTER) == 0)
			continue;
		key_label(c->key, name);
		width = utf8_width(name) + utf8_width(c->label) + 3;
		if (col + width > cols)
			break;
		col += term_text(row, col, cols - col, LOOK_KEY, name) + 1;
		col += term_text(row, col, cols - col, LOOK_FOOTER,
				 c->label) + 2;
	}
}

static bool
is_too_small(void)
{
	return term_rows() < TERM_MIN_ROWS || term_cols() < TERM_MIN_COLS;
}

void
ui_draw(struct ui *ui)
{
	struct open_screen *s = top(ui);
	struct area body = { 1, 0, term_rows() - 3, term_cols() };

	term_clear();
	if (is_too_small()) {
		term_text(0, 0, term_cols(), LOOK_BODY,
			  "Make the window 80x24 or more; nothing is lost.");
		return;
	}
	draw_title(ui);
	if (s != NULL && s->ops->draw != NULL)
		s->ops->draw(s->data, ui, body);
	if (ui->message[0] != '\0')
		term_cell(term_rows() - 2, 0, term_cols(), ui->message_look,
			  false, ui->message);
	draw_footer(ui);
}

/* ---- keys ---- */

static void
watch_idle(struct ui *ui)
{
	int64_t idle = clock_now(&ui->config.clock).utc_s - ui->last_key_s;
	int64_t limit = (int64_t)ui->idle_minutes * 60;

	if (limit == 0)
		return;
	/* A clock set back must not keep the screen open for ever. */
	if (idle < 0)
		ui->last_key_s += idle;
	if (idle >= limit) {
		ui->lock_wanted = true;
	} else if (idle >= limit - WARN_S) {
		ui_say(ui, "No key for a while: the screen locks in %d "
		       "seconds. Press any key to stay.",
		       (int)(limit - idle));
		ui->warned = true;
	}
}

static bool
must_end_questions(const struct ui *ui)
{
	return ui->lock_wanted || ui->ending || ui->quit;
}

uint32_t
ui_key(struct ui *ui)
{
	for (;;) {
		uint32_t key;

		if (must_end_questions(ui))
			return TK_ESC;
		term_show();
		key = ui->config.keys.next(ui->config.keys.ctx, TICK_MS);
		if (key == TK_HANGUP) {
			ui->ending = ui->quit = true;
		} else if (key == TK_TICK) {
			watch_idle(ui);
			if (ui->warned)
				return TK_NONE;
		} else {
			ui->last_key_s =
				clock_now(&ui->config.clock).utc_s;
			/* The key that says "I am here" does nothing else. */
			if (ui->warned) {
				ui->warned = false;
				ui->message[0] = '\0';
				return TK_NONE;
			}
			if (key == TK_RESIZE || !is_too_small())
				return key;
		}
	}
}

static void
act_on_lock(struct ui *ui)
{
	ui->lock_wanted = false;
	ui->warned = false;
	ui_close_all(ui);
	term_scrub();
	if (!ui->ending && ui->config.lock != NULL)
		ui->config.lock(ui->config.app_data, ui);
	ui->last_key_s = clock_now(&ui->config.clock).utc_s;
}

void
ui_run(struct ui *ui)
{
	while (!ui->quit && ui->depth > 0) {
		uint32_t key;

		ui_draw(ui);
		key = ui_key(ui);
		if (ui->lock_wanted) {
			act_on_lock(ui);
			continue;
		}
		if (ui->quit || key == TK_NONE)
			continue;
		if (key != TK_RESIZE)
			ui->message[0] = '\0';
		dispatch(ui, key);
	}
	ui_close_all(ui);
}
