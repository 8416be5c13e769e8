/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/form.h"
#include "tui/term.h"
#include "vault/secret.h"

enum { USER, NAME, ROLE, FIELD_COUNT };

static const char *
role_label(size_t index)
{
	return index < term_role.count ? term_label(&term_role, (int)index)
				       : NULL;
}

/* A passphrase is never a field: it is asked for, straight into a secret. */
static const struct field_spec specs[FIELD_COUNT] = {
	[USER] = { "user", "User name", "Small letters, such as ada. It cannot "
		   "be changed later.", FIELD_LINE, SHORT_SIZE, rule_user_name,
		   true, NULL },
	[NAME] = { "name", "Name", "As others should see it.", FIELD_LINE,
		   NAME_SIZE, rule_person_name, true, NULL },
	[ROLE] = { "role", "Role", "Left and Right turn it. At the list, t "
		   "shows who may do what.", FIELD_CHOICE, 0, NULL, true,
		   role_label },
};

struct staff_form {
	struct session *s;
	struct staff staff;
	struct field_spec specs[FIELD_COUNT];
	struct form form;
	char draft_key[SHORT_SIZE + 8];
	bool is_new;
};

static void
title(void *data, struct buf *out)
{
	const struct staff_form *f = data;

	buf_addf(out, "Staff > %s",
		 f->is_new ? "A new person" : f->staff.user_name);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct staff_form *f = data;
	int role = form_choice(&f->form, ROLE);

	(void)ui;
	form_draw(&f->form, (struct area){ body.row + 1, 1, 6,
					   body.cols - 2 });
	term_text(body.row + 8, 2, body.cols - 4, LOOK_BODY,
		  term_role.rows[role].help);
	if (f->is_new)
		term_text(body.row + 10, 2, body.cols - 4, LOOK_DIM,
			  "F2 asks for the first passphrase, twice, and then "
			  "saves.");
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return form_key(&((struct staff_form *)data)->form, pressed);
}

static enum rc
add(struct staff_form *f, const struct staff *staff, struct err *err)
{
	struct secret *passphrase = secret_new(SECRET_MAX);
	enum rc rc = RC_CANCELLED;

	if (ask_new_passphrase(f->s, "The first passphrase",
			       app_academy(f->s->app)->code, staff->user_name,
			       passphrase)) {
		ui_one_moment(f->s->ui);
		rc = app_staff_add(f->s->app, staff, passphrase, err);
	} else {
		rc = err_set(err, RC_CANCELLED, NULL, "Nothing was saved.");
	}
	secret_free(passphrase);
	return rc;
}

static void
run_save(void *data, struct ui *ui)
{
	struct staff_form *f = data;
	struct staff changed = f->staff;
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	snprintf(changed.user_name, sizeof(changed.user_name), "%s",
		 form_text(&f->form, USER));
	snprintf(changed.name, sizeof(changed.name), "%s",
		 form_text(&f->form, NAME));
	changed.role = (enum role)form_choice(&f->form, ROLE);
	if (rc == RC_OK)
		rc = f->is_new ? add(f, &changed, &err)
			       : app_staff_save(f->s->app, &changed, &err);
	if (rc != RC_OK) {
		form_show_fault(&f->form, &err);
		ui_complain(ui, &err);
		return;
	}
	ui_say(ui, f->is_new ? "Added %s, %s. Tell them the passphrase "
			       "yourself; the program cannot show it."
			     : "Saved %s, %s.", changed.user_name,
	       changed.name);
	form_settle(&f->form);
	ui_pop(ui);
}

static bool
may_close(void *data, struct ui *ui)
{
	struct staff_form *f = data;

	(void)ui;
	return draft_may_close(f->s, &f->form);
}

static void
keep_draft(void *data, struct ui *ui)
{
	struct staff_form *f = data;

	(void)ui;
	draft_keep(f->s, f->draft_key, &f->form);
}

static const struct command form_commands[] = {
	{ "staff.save", TK_F2, TK_CTRL('s'), "Save", "save the person",
	  CMD_FOOTER, may_manage_staff, run_save },
};

static void
release(void *data)
{
	struct staff_form *f = data;

	form_release(&f->form);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "staff-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = may_close, .keep_draft = keep_draft, .free = release,
};

void
staff_form_open(struct session *s, const struct staff *staff)
{
	struct staff_form *f = xcalloc(1, sizeof(*f));

	f->s = s;
	f->is_new = staff == NULL;
	f->staff.role = ROLE_INSTRUCTOR;
	if (staff != NULL)
		f->staff = *staff;
	memcpy(f->specs, specs, sizeof(specs));
	if (!f->is_new) {
		f->specs[USER].kind = FIELD_SHOWN;
		f->specs[USER].required = false;
	}
	/* No user name begins with a space. */
	snprintf(f->draft_key, sizeof(f->draft_key), "staff %s",
		 f->is_new ? " new" : f->staff.user_name);
	form_init(&f->form, f->specs, FIELD_COUNT);
	form_set(&f->form, USER, f->staff.user_name);
	form_set(&f->form, NAME, f->staff.name);
	form_set_choice(&f->form, ROLE, (int)f->staff.role);
	draft_offer(s, f->draft_key, &f->form);
	ui_push(s->ui, &ops, f);
}
