/* SPDX-License-Identifier: ISC */
#include "screens/form_page.h"

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
	struct form_page page;
	struct staff staff;
	struct field_spec specs[FIELD_COUNT];
	struct form form;
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

static enum rc
add(struct staff_form *f, const struct staff *staff, struct err *err)
{
	struct session *s = f->page.s;
	struct secret *passphrase = secret_new(SECRET_MAX);
	enum rc rc = RC_CANCELLED;

	if (ask_new_passphrase(s, "The first passphrase",
			       app_academy(s->app)->code, staff->user_name,
			       passphrase)) {
		ui_one_moment(s->ui);
		rc = app_staff_add(s->app, staff, passphrase, err);
	} else {
		ui_say(s->ui, "Nothing was saved.");
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

	(void)ui;
	snprintf(changed.user_name, sizeof(changed.user_name), "%s",
		 form_text(&f->form, USER));
	snprintf(changed.name, sizeof(changed.name), "%s",
		 form_text(&f->form, NAME));
	changed.role = (enum role)form_choice(&f->form, ROLE);
	if (rc == RC_OK)
		rc = f->is_new ? add(f, &changed, &err)
			       : app_staff_save(f->page.s->app, &changed, &err);
	form_page_end(&f->page, rc, &err,
		      f->is_new ? "Added %s, %s. Tell them the passphrase "
				  "yourself; the program cannot show it."
				: "Saved %s, %s.", changed.user_name,
		      changed.name);
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
	.id = "staff-form", .title = title, .draw = draw,
	.key = form_page_key, .commands = form_commands,
	.command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

void
staff_form_open(struct session *s, const struct staff *staff)
{
	struct staff_form *f = xcalloc(1, sizeof(*f));

	f->page.s = s;
	f->page.form = &f->form;
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
	snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "staff %s",
		 f->is_new ? " new" : f->staff.user_name);
	form_init(&f->form, f->specs, FIELD_COUNT);
	form_set(&f->form, USER, f->staff.user_name);
	form_set(&f->form, NAME, f->staff.name);
	form_set_choice(&f->form, ROLE, (int)f->staff.role);
	form_page_push(&f->page, &ops);
}
