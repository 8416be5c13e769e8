/* SPDX-License-Identifier: ISC */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "screens/room.h"
#include "tui/term.h"

/* ---- what works everywhere; data is the session's address ---- */

static struct session *
session_of(void *data)
{
	return *(struct session **)data;
}

static void
run_help(void *data, struct ui *ui)
{
	(void)data;
	ui_help(ui);
}

static void
run_palette(void *data, struct ui *ui)
{
	(void)data;
	ui_palette(ui);
}

static enum rc
is_open(void *data, struct err *err)
{
	return app_require(session_of(data)->app, MAY_VIEW_STUDENTS, err);
}

static void
run_undo(void *data, struct ui *ui)
{
	struct err err = { .code = RC_OK };
	char summary[LINE_SIZE];

	if (app_undo(session_of(data)->app, summary, sizeof(summary), &err) !=
	    RC_OK)
		ui_complain(ui, &err);
	else
		ui_say(ui, "Undid: %s", summary);
	settings_apply(session_of(data));
	ui_refresh(ui);
}

static void
run_redo(void *data, struct ui *ui)
{
	struct err err = { .code = RC_OK };
	char summary[LINE_SIZE];

	if (app_redo(session_of(data)->app, summary, sizeof(summary), &err) !=
	    RC_OK)
		ui_complain(ui, &err);
	else
		ui_say(ui, "Put back: %s", summary);
	settings_apply(session_of(data));
	ui_refresh(ui);
}

static void
run_history(void *data, struct ui *ui)
{
	(void)ui;
	history_open(session_of(data), NULL, "History");
}

static void
run_lock(void *data, struct ui *ui)
{
	(void)data;
	ui_request_lock(ui);
}

/* Everything is closed by now. A locked screen has no idle time. */
static void
lock(void *data, struct ui *ui)
{
	struct session *s = session_of(data);

	app_lock(s->app);
	ui_set_idle_minutes(ui, 0);
	unlock_open(s);
	if (s->draft_lost.code != RC_OK)
		ui_say(ui, "Locked. What you were typing could not be kept: "
		       "%s", s->draft_lost.text);
	else if (s->draft_kept)
		ui_say(ui, "Locked. What you were typing is kept, sealed.");
	else
		ui_say(ui, "Locked.");
	s->draft_lost.code = RC_OK;
	s->draft_kept = false;
}

/* Nothing may stay on the screen, or open, behind a shell. */
static void
run_suspend(void *data, struct ui *ui)
{
	ui_close_all(ui);
	lock(data, ui);
	term_suspend();
}

static void
run_back(void *data, struct ui *ui)
{
	(void)data;
	if (ui_depth(ui) > 1)
		ui_pop(ui);
	else if (ui_ask_yes(ui, "Leave", "Leave Throughgate?", "Leave"))
		ui_quit(ui);
}

static const struct command commands[] = {
	{ "help", TK_F1, '?', "Help", "what this screen is for, and its keys",
	  CMD_FOOTER, NULL, run_help },
	{ "palette", TK_CTRL('k'), ':', "Find", "find a command by its name",
	  0, NULL, run_palette },
	{ "back", TK_ESC, 'q', "Back", "go back; at home, leave the program",
	  CMD_FOOTER, NULL, run_back },
	{ "undo", 'u', 0, "Undo", "take back your last change", 0, may_undo,
	  run_undo },
	{ "redo", TK_CTRL('r'), 0, "Redo", "put it back", 0, may_undo,
	  run_redo },
	{ "history", TK_CTRL('o'), 0, "History", "everything that was done",
	  0, is_open, run_history },
	{ "lock", TK_F12, TK_CTRL('l'), "Lock", "lock the academy at once",
	  CMD_FOOTER | CMD_URGENT, is_open, run_lock },
	{ "suspend", TK_CTRL('z'), 0, "Suspend",
	  "lock, and go to the shell until \"fg\"", CMD_URGENT, NULL,
	  run_suspend },
};

/* ---- around every screen ---- */

static void
draw_status(void *data, struct buf *out)
{
	struct session *s = session_of(data);

	if (!app_is_unlocked(s->app)) {
		buf_adds(out, "locked");
		return;
	}
	buf_addf(out, "%s  %s%s", app_academy(s->app)->code,
		 app_me(s->app)->user_name,
		 app_me(s->app)->role == ROLE_VIEWER ? "  view only" : "");
}

static const char *
help_text(const char *id)
{
	char *name = xasprintf("help/%s.txt", id);
	const struct embedded *file = embed_find(name);

	mem_free(name);
	return file != NULL ? file->data : NULL;
}

struct ui *
screens_new(struct session **session, struct key_source keys)
{
	struct session *s = *session;
	struct ui_config config = {
		.keys = keys, .clock = s->config->clock,
		.commands = commands, .command_count = ARRAY_SIZE(commands),
		.app_data = session, .status = draw_status, .lock = lock,
		.help_text = help_text,
	};

	s->ui = ui_new(&config);
	return s->ui;
}

void
screens_begin(struct session *s)
{
	if (app_vault_exists(s->app))
		unlock_open(s);
	else
		first_run_open(s);
}

enum rc
screens_run(const struct screens_config *config, struct err *err)
{
	struct term_config term = { .theme = theme_parse(config->theme),
				    .ascii = config->ascii };
	struct session session = { .config = config }, *s = &session;
	enum rc rc = term_start(&term, err);

	if (rc != RC_OK)
		return rc;
	session.app = app_new(config->vault_dir, config->clock);
	if (config->user != NULL)
		snprintf(s->user_name, sizeof(s->user_name), "%s",
			 config->user);
	screens_new(&s, key_source_terminal());
	screens_begin(s);
	ui_run(s->ui);
	ui_free(s->ui);
	app_free(session.app);
	term_stop();
	return RC_OK;
}
