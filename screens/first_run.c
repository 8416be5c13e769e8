/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "model/rule.h"
#include "tui/form.h"
#include "tui/term.h"
#include "vault/secret.h"

enum { SITE, NAME, USER, STAFF_NAME, KIND };

/* In the order of enum site_kind. */
static const char *
kind_word(size_t index)
{
	static const char *const words[] = { "an academy", "a head office" };

	return index < ARRAY_SIZE(words) ? words[index] : NULL;
}

static const struct field_spec specs[] = {
	{ "site", "Academy code", "Two to eight letters, such as ABC. It "
	  "begins every student's reference.", FIELD_LINE, 10,
	  rule_site_code, true, NULL },
	{ "name", "Academy name", "As it should be on paper.", FIELD_LINE,
	  TITLE_SIZE, rule_title, true, NULL },
	{ "user", "Your user name", "Small letters, such as ada. You are the "
	  "first administrator.", FIELD_LINE, SHORT_SIZE, rule_user_name,
	  true, NULL },
	{ "staff-name", "Your name", "As others should see it.", FIELD_LINE,
	  NAME_SIZE, rule_person_name, true, NULL },
	{ "kind", "This is", "An academy teaches in one prison; a head office "
	  "collects from many. Space turns it.", FIELD_CHOICE, 0, NULL, false,
	  kind_word },
};

struct first_run {
	struct session *s;
	struct form form;
};

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Throughgate > A new academy");
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct first_run *f = data;

	(void)ui;
	term_text(body.row + 1, 2, body.cols - 4, LOOK_BODY,
		  "There is no academy on this machine yet. Make one here:");
	form_draw(&f->form, (struct area){ body.row + 3, 1, 8,
					   body.cols - 2 });
	term_text(body.row + 12, 2, body.cols - 4, LOOK_DIM,
		  "F2 goes on: you will choose a passphrase, and be shown a "
		  "recovery key once.");
}

static bool
key(void *data, struct ui *ui, uint32_t key_pressed)
{
	(void)ui;
	return form_key(&((struct first_run *)data)->form, key_pressed);
}

static void
offer_curriculum(struct session *s)
{
	const struct embedded *file = embed_find(
		"curriculum/web-development.csv");
	struct curriculum_version version;
	struct err err = { .code = RC_OK };
	struct csv csv;

	if (!ui_ask_yes(s->ui, "Curriculum", "Load the web development "
			"curriculum that comes with the program? Another can "
			"be imported later.", "Load it"))
		return;
	if (csv_parse(file->data, file->size, &csv, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	if (app_curriculum_import(s->app, &csv, "", &version, &err) != RC_OK)
		ui_complain(s->ui, &err);
	else
		ui_say(s->ui, "Loaded %s: %d units and projects.",
		       version.title, version.items);
	csv_release(&csv);
}

static void
run_create(void *data, struct ui *ui)
{
	struct first_run *f = data;
	struct session *s = f->s;
	struct app_new_academy new = {
		.code = form_text(&f->form, SITE),
		.name = form_text(&f->form, NAME),
		.user_name = form_text(&f->form, USER),
		.staff_name = form_text(&f->form, STAFF_NAME),
		.head_office = form_choice(&f->form, KIND) ==
			       SITE_HEAD_OFFICE,
	};
	struct secret *passphrase, *recovery = NULL;
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	if (rc != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	passphrase = secret_new(SECRET_MAX);
	if (ask_new_passphrase(s, "A new academy", new.code, new.user_name,
			       passphrase)) {
		ui_one_moment(ui);
		rc = app_create(s->app, &new, passphrase, &recovery, &err);
	} else {
		rc = RC_CANCELLED;
		ui_say(ui, "Nothing was made.");
	}
	secret_free(passphrase);
	if (recovery != NULL) {
		snprintf(s->user_name, sizeof(s->user_name), "%s",
			 new.user_name);
		settings_apply(s);
		ui_close_all(ui);
		home_open(s);
		show_recovery_key(s, recovery);
		offer_curriculum(s);
	} else if (rc != RC_CANCELLED) {
		form_show_fault(&f->form, &err);
		ui_complain(ui, &err);
	}
	secret_free(recovery);
}

static const struct command first_run_commands[] = {
	{ "academy.create", TK_F2, TK_CTRL('s'), "Make it",
	  "make the academy", CMD_FOOTER, NULL, run_create },
};

static void
release(void *data)
{
	form_release(&((struct first_run *)data)->form);
	mem_free(data);
}

static const struct screen_ops ops = {
	.id = "first-run", .title = title, .draw = draw, .key = key,
	.commands = first_run_commands,
	.command_count = ARRAY_SIZE(first_run_commands), .free = release,
};

void
first_run_open(struct session *s)
{
	struct first_run *f = xcalloc(1, sizeof(*f));

	f->s = s;
	form_init(&f->form, specs, ARRAY_SIZE(specs));
	form_set(&f->form, USER, s->user_name);
	ui_push(s->ui, &ops, f);
}
