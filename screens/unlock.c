/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/term.h"
#include "vault/secret.h"

/* A locked screen shows the program's name and nothing else of anybody's. */
struct unlock {
	struct session *s;
};

static void
draw(void *data, struct ui *ui, struct area body)
{
	int row = body.row + body.rows / 2 - 3;
	int col = body.cols / 2 - 16;

	(void)data, (void)ui;
	term_text(row, col, 40, LOOK_HEADING, "Throughgate");
	term_text(row + 2, col, 40, LOOK_BODY, "The academy is locked.");
	term_text(row + 4, col, 48, LOOK_DIM,
		  "Enter unlocks it with your name and passphrase.");
	term_cursor(row + 4, col);
}

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Throughgate");
}

/* Nothing may be saved under a day that is wrong. */
static bool
settle_clock(struct session *s)
{
	struct err err = { .code = RC_OK };
	civil_date today;

	while (app_check_clock(s->app, &err) == RC_CONFLICT) {
		if (!ask_date(s, "Which day is it?", err.text, &today))
			return false;
		if (app_confirm_today(s->app, today, &err) != RC_OK)
			ui_complain(s->ui, &err);
	}
	return true;
}

static void
enter(struct session *s, const char *greeting)
{
	/* The question of the date must not keep the vault open for ever. */
	settings_apply(s);
	if (!settle_clock(s)) {
		app_lock(s->app);
		ui_set_idle_minutes(s->ui, 0);
		return;
	}
	ui_close_all(s->ui);
	home_open(s);
	ui_say(s->ui, "%s, %s.", greeting, app_me(s->app)->name);
	if (app_kept_older(s->app) != NULL)
		ui_say(s->ui, "These records were made by an older "
		       "Throughgate, and are brought up to date. As they "
		       "were, they are kept as %s.",
		       app_kept_older(s->app));
	if (s->recovery_unproven)
		ui_say(s->ui, "The screen locked before the recovery key was "
		       "typed back. An administrator makes a new one: 8, "
		       "then 6.");
	s->recovery_unproven = false;
}

static enum rc
check_user_name(const char *text, struct err *err)
{
	return rule_user_name(text, err);
}

static void
run_unlock(void *data, struct ui *ui)
{
	struct session *s = ((struct unlock *)data)->s;
	struct secret *passphrase = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };
	struct buf user = BUF_INIT;
	enum rc rc = RC_CANCELLED;

	buf_adds(&user, s->user_name);
	if (ui_ask_line(ui, "Unlock", "Your user name", check_user_name,
			&user) &&
	    ui_ask_secret(ui, "Unlock", "Your passphrase", passphrase)) {
		ui_one_moment(ui);
		rc = app_unlock(s->app, user.ptr, passphrase, &err);
		if (rc != RC_OK)
			ui_complain(ui, &err);
	}
	secret_free(passphrase);
	if (rc == RC_OK) {
		snprintf(s->user_name, sizeof(s->user_name), "%s", user.ptr);
		enter(s, "Welcome");
	}
	buf_release(&user);
}

static void
run_recover(void *data, struct ui *ui)
{
	struct session *s = ((struct unlock *)data)->s;
	struct secret *key = secret_new(SECRET_MAX);
	struct secret *passphrase = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };
	struct buf user = BUF_INIT;
	enum rc rc = RC_CANCELLED;

	if (ui_ask_line(ui, "Recover", "Your user name", check_user_name,
			&user) &&
	    ui_ask_secret(ui, "Recover", "The printed recovery key: eight "
			  "groups of letters and digits.", key) &&
	    ask_new_passphrase(s, "Recover", "", user.ptr, passphrase)) {
		ui_one_moment(ui);
		rc = app_recover(s->app, key, user.ptr, passphrase, &err);
		if (rc != RC_OK)
			ui_complain(ui, &err);
	}
	secret_free(key);
	secret_free(passphrase);
	buf_release(&user);
	if (rc == RC_OK)
		enter(s, "Your new passphrase is set");
}

static const struct command unlock_commands[] = {
	{ "unlock", TK_ENTER, 0, "Unlock", "unlock with name and passphrase",
	  CMD_FOOTER, NULL, run_unlock },
	{ "recover", TK_F6, 'r', "Recover",
	  "set a new passphrase with the printed recovery key", CMD_FOOTER,
	  NULL, run_recover },
};

static const struct screen_ops ops = {
	.id = "unlock", .title = title, .draw = draw,
	.commands = unlock_commands,
	.command_count = ARRAY_SIZE(unlock_commands), .free = mem_free,
};

void
unlock_open(struct session *s)
{
	struct unlock *u = xcalloc(1, sizeof(*u));

	mem_wipe(s->list_dir, sizeof(s->list_dir));
	mem_wipe(s->stick_dir, sizeof(s->stick_dir));
	u->s = s;
	ui_push(s->ui, &ops, u);
}
