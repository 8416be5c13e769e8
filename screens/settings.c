/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

/* The rows are setting_specs: a new setting needs nothing here. */

enum { HELP_ROWS = 4, MAX_CHOICES = 8 };

static const struct list_column columns[] = {
	{ "Setting", 34, false }, { "Now", 0, false },
};

struct settings {
	struct session *s;
	struct list list;
};

/* ---- what the toolkit goes by ---- */

static void
apply_one(struct session *s, const char *id, const char *value)
{
	if (strcmp(id, "idle_minutes") == 0)
		ui_set_idle_minutes(s->ui, atoi(value));
	else if (strcmp(id, "theme") == 0 && s->config->theme == NULL)
		term_set_theme(theme_parse(value));
	else if (strcmp(id, "ascii") == 0 && !s->config->ascii)
		term_set_ascii(strcmp(value, "yes") == 0);
}

void
settings_apply(struct session *s)
{
	for (size_t i = 0; i < setting_count; i++) {
		struct buf value = BUF_INIT;

		if (app_setting(s->app, setting_specs[i].id, &value, NULL) ==
		    RC_OK)
			apply_one(s, setting_specs[i].id, value.ptr);
		buf_release(&value);
	}
}

/* ---- the screen ---- */

static const struct setting_spec *
current(const struct settings *st)
{
	return &setting_specs[st->list.at];
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	struct settings *st = ctx;
	const struct setting_spec *spec = &setting_specs[row];
	struct buf value = BUF_INIT;
	struct err err;

	if (column == 0) {
		buf_adds(out, spec->label);
	} else if (app_setting(st->s->app, spec->id, &value, &err) != RC_OK) {
		*look = LOOK_ERROR;
		buf_adds(out, err.text);
	} else if (spec->choices != NULL) {
		buf_addf(out, "< %s >", value.ptr);
	} else if (value.len == 0) {
		*look = LOOK_DIM;
		buf_adds(out, "(nothing)");
	} else {
		buf_adds(out, value.ptr);
	}
	buf_release(&value);
}

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Settings");
}

/* What the command line said holds until the program ends. */
static bool
is_overruled(const struct settings *st)
{
	return (strcmp(current(st)->id, "theme") == 0 &&
		st->s->config->theme != NULL) ||
	       (strcmp(current(st)->id, "ascii") == 0 && st->s->config->ascii);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct settings *st = data;
	int row = body.row + body.rows - HELP_ROWS;

	(void)ui;
	list_draw(&st->list, (struct area){ body.row + 1, 0,
					    body.rows - HELP_ROWS - 2,
					    body.cols }, true);
	term_text(row, 2, body.cols - 3, LOOK_BODY, current(st)->help);
	term_text(row + 1, 2, body.cols - 3, LOOK_DIM,
		  is_overruled(st)
			  ? "How the program was started comes first until "
			    "it ends."
			  : "A change is saved at once, and applies to "
			    "everybody; u takes it back.");
}

static void
save(struct settings *st, const char *value)
{
	struct err err = { .code = RC_OK };

	if (app_setting_save(st->s->app, current(st)->id, value, &err) !=
	    RC_OK) {
		ui_complain(st->s->ui, &err);
		return;
	}
	settings_apply(st->s);
	ui_say(st->s->ui, "Saved. %s: %s", current(st)->label,
	       value[0] != '\0' ? value : "(nothing)");
}

/* ---- choices are turned, the rest is typed ---- */

/* Splits the choices in place; at: the one that is value. */
static size_t
split_choices(char *text, const char *value, const char **words, size_t *at)
{
	size_t count = 0;
	char *rest = text, *word;

	*at = 0;
	while ((word = strsep(&rest, "|")) != NULL && count < MAX_CHOICES) {
		if (strcmp(word, value) == 0)
			*at = count;
		words[count++] = word;
	}
	return count;
}

static void
turn(struct settings *st, const char *value, bool back)
{
	char *text = xstrdup(current(st)->choices);
	const char *words[MAX_CHOICES];
	size_t at, count = split_choices(text, value, words, &at);

	save(st, words[(at + (back ? count - 1 : 1)) % count]);
	mem_free(text);
}

static void
type_value(struct settings *st, struct buf *value)
{
	const struct setting_spec *spec = current(st);

	if (ui_ask_line(st->s->ui, spec->label, spec->help, spec->check,
			value))
		save(st, value->ptr);
}

static void
change(struct settings *st, bool back)
{
	struct buf value = BUF_INIT;
	struct err err = { .code = RC_OK };

	if (may_change_settings(st, &err) != RC_OK ||
	    app_setting(st->s->app, current(st)->id, &value, &err) != RC_OK)
		ui_complain(st->s->ui, &err);
	else if (current(st)->choices != NULL)
		turn(st, value.ptr, back);
	else
		type_value(st, &value);
	buf_release(&value);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct settings *st = data;

	(void)ui;
	if (current(st)->choices != NULL &&
	    (pressed == TK_LEFT || pressed == TK_RIGHT)) {
		change(st, pressed == TK_LEFT);
		return true;
	}
	return list_key(&st->list, pressed);
}

static void
run_change(void *data, struct ui *ui)
{
	(void)ui;
	change(data, false);
}

static const struct command settings_commands[] = {
	{ "settings.change", TK_ENTER, TK_SPACE, "Change",
	  "change the setting; Left and Right turn a choice", CMD_FOOTER,
	  may_change_settings, run_change },
};

static const struct screen_ops ops = {
	.id = "settings", .title = title, .draw = draw, .key = key,
	.commands = settings_commands,
	.command_count = ARRAY_SIZE(settings_commands), .free = mem_free,
};

void
settings_open(struct session *s)
{
	struct settings *st = xcalloc(1, sizeof(*st));

	st->s = s;
	st->list = (struct list){ .columns = columns,
				  .column_count = ARRAY_SIZE(columns),
				  .cell = cell, .ctx = st, .sorted = -1,
				  .count = setting_count };
	ui_push(s->ui, &ops, st);
}
