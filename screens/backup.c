/* SPDX-License-Identifier: ISC */
/* Copies, checks and keys. What can be done is the command table itself. */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "model/rule.h"
#include "report/doctor.h"
#include "report/render.h"
#include "tui/list.h"
#include "tui/term.h"
#include "vault/secret.h"

struct backup {
	struct session *s;
	struct list list;
	struct buf dir;		/* the folder of last time */
};

static struct session *
session_of(void *data)
{
	return ((struct backup *)data)->s;
}

/* ---- progress ---- */

struct watch {
	struct ui *ui;
	const char *title;
};

static bool
show_progress(void *ctx, int64_t done, int64_t total)
{
	struct watch *watch = ctx;

	return ui_progress(watch->ui, watch->title, done, total);
}

/* ---- copies ---- */

static enum rc
check_dir(const char *text, struct err *err)
{
	if (!path_is_dir(text))
		return err_set(err, RC_INVALID, "dir", "There is no such "
			       "folder. Name one, such as /media/stick.");
	return RC_OK;
}

static void
run_backup(void *data, struct ui *ui)
{
	struct backup *b = data;
	struct watch watch = { ui, "Backing up" };
	struct err err = { .code = RC_OK };
	char *path, *text;

	if (!ui_ask_line(ui, "Back up", "Into which folder? The backup is a "
			 "sealed folder of its own in there.", check_dir,
			 &b->dir))
		return;
	if (app_backup(b->s->app, b->dir.ptr, show_progress, &watch, &path,
		       &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	text = xasprintf("The backup is in\n\n    %s\n\nIt was read back and "
			 "checked after it was written. It is sealed: it "
			 "opens with today's names and passphrases, and with "
			 "the recovery key. Keep it away from this machine.\n",
			 path);
	ui_show_text(ui, "Backed up", text);
	mem_free(text);
	mem_free(path);
}

/* ---- verifying ---- */

/* Only damage is called so: a wrong passphrase, a pulled stick or Esc says
 * nothing about what is there. */
static void
show_result(struct ui *ui, enum rc rc, struct buf *lines,
	    const struct err *err, const char *of)
{
	if (rc != RC_OK && rc != RC_CORRUPT) {
		ui_complain(ui, err);
		return;
	}
	if (rc == RC_OK)
		buf_addf(lines, "\n%s is whole: everything in it is as it was "
			 "written.\n", of);
	else
		buf_addf(lines, "\n%s IS DAMAGED, or was tampered with. Do not "
			 "go on working in it. Keep it as it is, and restore "
			 "the newest backup that is whole.\n", of);
	ui_show_text(ui, rc == RC_OK ? "Whole" : "Damaged", lines->ptr);
}

static void
run_verify(void *data, struct ui *ui)
{
	struct watch watch = { ui, "Verifying" };
	struct buf lines = BUF_INIT;
	struct err err = { .code = RC_OK };
	enum rc rc = app_verify(session_of(data)->app, &lines, show_progress,
				&watch, &err);

	show_result(ui, rc, &lines, &err, "This academy");
	buf_release(&lines);
}

static enum rc
check_user(const char *text, struct err *err)
{
	return rule_user_name(text, err);
}

/* The folder, and a name and passphrase that opened it at its time. */
static bool
ask_folder(struct backup *b, const char *title, struct buf *dir,
	   struct buf *user, struct secret *passphrase)
{
	struct ui *ui = b->s->ui;

	buf_adds(dir, b->dir.ptr);
	buf_adds(user, app_me(b->s->app)->user_name);
	return ui_ask_line(ui, title, "Which folder? A backup's name ends in "
			   ".vault.", check_dir, dir) &&
	       ui_ask_line(ui, title, "A user name of the time it was made",
			   check_user, user) &&
	       ui_ask_secret(ui, title, "That user's passphrase of the time it "
			     "was made", passphrase);
}

static void
run_verify_folder(void *data, struct ui *ui)
{
	struct backup *b = data;
	struct watch watch = { ui, "Verifying" };
	struct buf dir = BUF_INIT, user = BUF_INIT, lines = BUF_INIT;
	struct secret *passphrase = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };
	enum rc rc;

	if (ask_folder(b, "Verify a folder", &dir, &user, passphrase)) {
		ui_one_moment(ui);
		rc = app_verify_folder(b->s->app, dir.ptr, user.ptr,
				       passphrase, &lines, show_progress,
				       &watch, &err);
		ui_say(ui, "%s", "");
		show_result(ui, rc, &lines, &err, path_base(dir.ptr));
	}
	secret_free(passphrase);
	buf_release(&dir);
	buf_release(&user);
	buf_release(&lines);
}

/* ---- restoring ---- */

static void
say_restored(struct session *s, enum rc rc, const char *kept,
	     const struct err *err)
{
	if (rc != RC_OK)
		ui_complain(s->ui, err);
	else if (kept != NULL)
		ui_say(s->ui, "Restored. What was here is kept as %s.",
		       path_base(kept));
	else
		ui_say(s->ui, "Restored.");
}

/* Everything is closed and locked first: this screen is gone after. */
static void
restore(struct session *s, const struct app_restore *how)
{
	struct err err = { .code = RC_OK };
	char *kept = NULL;
	enum rc rc;

	ui_close_all(s->ui);
	app_lock(s->app);
	unlock_open(s);
	ui_one_moment(s->ui);
	rc = app_restore(s->app, how, &kept, &err);
	say_restored(s, rc, kept, &err);
	mem_free(kept);
}

static void
run_restore(void *data, struct ui *ui)
{
	struct backup *b = data;
	struct session *s = b->s;
	struct buf dir = BUF_INIT, user = BUF_INIT;
	struct watch watch = { ui, "Checking the backup" };
	struct app_restore how = {
		.passphrase = secret_new(SECRET_MAX), .replace = true,
		.progress = show_progress, .ctx = &watch,
	};

	if (ask_folder(b, "Restore", &dir, &user, how.passphrase) &&
	    ui_ask_yes(ui, "Restore", "The backup is checked, and then put in "
		       "the place of this academy. What was recorded since "
		       "it was made will not be in it. The academy of now is "
		       "not deleted: it is kept beside, under its name with "
		       "\"before-restore\" and the date. The screen locks.",
		       "Restore")) {
		how.from = dir.ptr;
		how.user_name = user.ptr;
		restore(s, &how);
	}
	secret_free(how.passphrase);
	buf_release(&dir);
	buf_release(&user);
}

/* ---- keys ---- */

static void
run_rotate(void *data, struct ui *ui)
{
	struct session *s = session_of(data);
	struct watch watch = { ui, "Sealing under a new key" };
	struct err err = { .code = RC_OK };
	enum rc rc;

	if (!ui_ask_yes(ui, "New data key", "Everything is sealed anew under a "
			"new key. Passphrases and the recovery key stay as "
			"they are. Older backups stay under the old key, so "
			"make a new one after.", "Seal anew"))
		return;
	rc = app_rotate(s->app, show_progress, &watch, &err);
	if (!app_is_unlocked(s->app)) {
		ui_close_all(ui);
		unlock_open(s);
	}
	if (rc != RC_OK)
		ui_complain(ui, &err);
	else
		ui_say(ui, "Sealed under a new key. Make a new backup now.");
}

static void
run_recovery(void *data, struct ui *ui)
{
	struct session *s = session_of(data);
	struct secret *key;
	struct err err = { .code = RC_OK };

	if (!ui_ask_yes(ui, "New recovery key", "The recovery key in the safe "
			"stops working, and a new one is shown once. Have "
			"paper and a pen ready.", "Make a new one"))
		return;
	if (app_recovery_new(s->app, &key, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	show_recovery_key(s, key);
	secret_free(key);
}

static void
run_passphrase(void *data, struct ui *ui)
{
	struct session *s = session_of(data);
	const char *user = app_me(s->app)->user_name;
	struct secret *passphrase = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };

	if (ask_new_passphrase(s, "My passphrase", app_academy(s->app)->code,
			       user, passphrase)) {
		ui_one_moment(ui);
		if (app_staff_passphrase(s->app, user, passphrase, &err) !=
		    RC_OK)
			ui_complain(ui, &err);
		else
			ui_say(ui, "Your new passphrase is set. Older backups "
			       "still open with the old one.");
	}
	secret_free(passphrase);
}

static void
run_doctor(void *data, struct ui *ui)
{
	struct report report;
	struct buf text = BUF_INIT;

	report_doctor(app_vault_dir(session_of(data)->app), &report);
	report_render(&report, FORMAT_TEXT, false, &text);
	report_release(&report);
	ui_show_text(ui, "This machine", text.ptr);
	buf_release(&text);
}

/* ---- the list is the table ---- */

static void run_open(void *data, struct ui *ui);

static const struct command backup_commands[] = {
	{ "backup.make", '1', 0, "Back up",
	  "a checked, sealed copy in a folder you name", 0, may_backup,
	  run_backup },
	{ "backup.verify", '2', 0, "Verify this academy",
	  "every page, every table, the whole history", 0, NULL, run_verify },
	{ "backup.verify_folder", '3', 0, "Verify a backup",
	  "the same for a backup or another folder", 0, NULL,
	  run_verify_folder },
	{ "backup.restore", '4', 0, "Restore a backup",
	  "put it in the place of this academy", 0, may_backup, run_restore },
	{ "backup.passphrase", '5', 0, "My passphrase",
	  "choose a new one for yourself", 0, NULL, run_passphrase },
	{ "backup.recovery", '6', 0, "New recovery key",
	  "for the safe; the old one stops working", 0, may_manage_keys,
	  run_recovery },
	{ "backup.rotate", '7', 0, "New data key",
	  "seal everything anew; after a loss of trust", 0, may_manage_keys,
	  run_rotate },
	{ "backup.doctor", '8', 0, "Check this machine",
	  "what it lacks to keep a secret, and what to do", 0, NULL,
	  run_doctor },
	{ "backup.open", TK_ENTER, 0, "Do it", "do what is selected",
	  CMD_FOOTER, NULL, run_open },
};
enum { CHOICES = ARRAY_SIZE(backup_commands) - 1 };

static const struct list_column columns[] = {
	{ "", 24, false }, { "", 0, false },
};

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct command *c = &backup_commands[row];
	struct err err = { .code = RC_OK };

	if (c->available != NULL && c->available(ctx, &err) != RC_OK)
		*look = LOOK_DIM;
	if (column == 0)
		buf_addf(out, "%c  %s", (int)c->key, c->label);
	else
		buf_adds(out, err.code == RC_OK ? c->help : err.text);
}

static void
run_open(void *data, struct ui *ui)
{
	const struct command *c =
		&backup_commands[((struct backup *)data)->list.at];
	struct err err = { .code = RC_OK };

	if (c->available != NULL && c->available(data, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		c->run(data, ui);
}

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Backup and checks");
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct backup *b = data;
	char *where = xasprintf("This academy is in %s",
				app_vault_dir(b->s->app));

	(void)ui;
	list_draw(&b->list, (struct area){ body.row + 1, 0, CHOICES + 1,
					   body.cols }, true);
	term_text(body.row + CHOICES + 3, 2, body.cols - 2, LOOK_DIM, where);
	mem_free(where);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct backup *)data)->list, pressed);
}

static void
release(void *data)
{
	buf_release(&((struct backup *)data)->dir);
	mem_free(data);
}

static const struct screen_ops ops = {
	.id = "backup", .title = title, .draw = draw, .key = key,
	.commands = backup_commands,
	.command_count = ARRAY_SIZE(backup_commands), .free = release,
};

void
backup_open(struct session *s)
{
	struct backup *b = xcalloc(1, sizeof(*b));

	b->s = s;
	buf_init(&b->dir);
	b->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = b, .sorted = -1, .count = CHOICES,
		.no_header = true,
	};
	ui_push(s->ui, &ops, b);
}
