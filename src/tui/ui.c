/* SPDX-License-Identifier: ISC */
#include "tui/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
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
	mem_free(ui->stack);
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

bool
ui_is_interrupted(const struct ui *ui)
{
	return ui->lock_wanted || ui->ending || ui->quit || ui->urgent != 0;
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

struct open_screen *
ui_top(struct ui *ui)
{
	return ui->depth > 0 ? &ui->stack[ui->depth - 1] : NULL;
}

void
ui_push(struct ui *ui, const struct screen_ops *ops, void *data)
{
	ui->stack = xgrow(ui->stack, ui->depth, sizeof(*ui->stack));
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
	struct open_screen *s = ui_top(ui);

	if (s != NULL && s->ops->refresh != NULL)
		s->ops->refresh(s->data, ui);
}

void
ui_pop(struct ui *ui)
{
	struct open_screen *s = ui_top(ui);

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

void
ui_one_moment(struct ui *ui)
{
	ui_say(ui, "One moment ...");
	ui_draw(ui);
	term_show();
}

/* ---- commands ---- */

size_t
ui_commands(struct ui *ui, struct bound_command *out, size_t max)
{
	struct open_screen *s = ui_top(ui);
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

static bool
has_key(const struct command *command, uint32_t key)
{
	return command->key == key ||
	       (command->twin != 0 && command->twin == key);
}

bool
ui_take_urgent(struct ui *ui, uint32_t key)
{
	for (size_t i = 0; i < ui->config.command_count; i++) {
		const struct command *c = &ui->config.commands[i];
		struct err err;

		if ((c->flags & CMD_URGENT) != 0 && has_key(c, key) &&
		    (c->available == NULL ||
		     c->available(ui->config.app_data, &err) == RC_OK)) {
			ui->urgent = key;
			return true;
		}
	}
	return false;
}

static void
run_urgent(struct ui *ui)
{
	uint32_t key = ui->urgent;

	ui->urgent = 0;
	for (size_t i = 0; i < ui->config.command_count; i++)
		if (has_key(&ui->config.commands[i], key)) {
			ui->config.commands[i].run(ui->config.app_data, ui);
			return;
		}
}

static void
dispatch(struct ui *ui, uint32_t key)
{
	struct open_screen *s = ui_top(ui);
	struct bound_command bound[MAX_COMMANDS];
	size_t count;

	if (s != NULL && s->ops->key != NULL &&
	    s->ops->key(s->data, ui, key))
		return;
	count = ui_commands(ui, bound, MAX_COMMANDS);
	for (size_t i = 0; i < count; i++)
		if (has_key(bound[i].command, key)) {
			ui_run_command(ui, &bound[i]);
			return;
		}
}

/* ---- keys ---- */

static int64_t
now_s(const struct ui *ui)
{
	return clock_now(&ui->config.clock).utc_s;
}

static void
end_warning(struct ui *ui)
{
	ui->warned = false;
	mem_wipe(ui->message, sizeof(ui->message));
}

/* True when there is something new to see. */
static bool
watch_idle(struct ui *ui)
{
	int64_t idle = now_s(ui) - ui->last_key_s;
	int64_t limit = (int64_t)ui->idle_minutes * 60;

	if (limit == 0)
		return false;
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
		return true;
	} else if (ui->warned) {
		end_warning(ui);
		return true;
	}
	return false;
}

void
ui_hold_idle(struct ui *ui)
{
	int64_t latest = (int64_t)ui->idle_minutes * 60 - WARN_S;

	if (ui->idle_minutes > 0 && now_s(ui) - ui->last_key_s > latest)
		ui->last_key_s = now_s(ui) - latest;
}

/* True when the key is for whoever asked for one. */
static bool
take_key(struct ui *ui, uint32_t *key)
{
	switch (*key) {
	case TK_HANGUP:
		ui->ending = ui->quit = true;
		return false;
	case TK_TICK:
		*key = TK_NONE;
		return watch_idle(ui);
	case TK_RESIZE:
		return true;
	default:
		ui->last_key_s = now_s(ui);
		if (ui_take_urgent(ui, *key))
			return false;
		/* The key that says "I am here" does nothing else. */
		if (ui->warned) {
			end_warning(ui);
			*key = TK_NONE;
			return true;
		}
		return !ui_is_too_small();
	}
}

static uint32_t
next_key(struct ui *ui, bool with_ticks)
{
	for (;;) {
		uint32_t key;
		bool ticked;

		if (ui_is_interrupted(ui))
			return TK_ESC;
		ui_draw_too_small();
		term_show();
		key = ui->config.keys.next(ui->config.keys.ctx, TICK_MS);
		ticked = key == TK_TICK;
		if (take_key(ui, &key))
			return key;
		if (ticked && with_ticks)
			return TK_TICK;
	}
}

uint32_t
ui_key(struct ui *ui)
{
	return next_key(ui, false);
}

uint32_t
ui_key_or_tick(struct ui *ui)
{
	return next_key(ui, true);
}

static void
act_on_lock(struct ui *ui)
{
	ui->lock_wanted = ui->warned = false;
	ui->urgent = 0;
	ui_close_all(ui);
	term_scrub();
	if (!ui->ending && ui->config.lock != NULL)
		ui->config.lock(ui->config.app_data, ui);
	ui->last_key_s = now_s(ui);
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
		if (ui->urgent != 0)
			run_urgent(ui);
		else
			dispatch(ui, key);
	}
	ui_close_all(ui);
}
