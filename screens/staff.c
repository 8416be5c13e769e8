/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"
#include "vault/secret.h"

enum column { COL_USER, COL_NAME, COL_ROLE, COL_OPENS, COL_COUNT };
enum { ABOUT_ROWS = 7 };

static const struct list_column columns[COL_COUNT] = {
	[COL_USER] = { "User name", 16, false },
	[COL_NAME] = { "Name", 0, false },
	[COL_ROLE] = { "Role", 16, false },
	[COL_OPENS] = { "Can open it", 12, false },
};

struct staff_screen {
	struct session *s;
	struct staff *rows;
	size_t count;
	struct list list;
};

static const struct staff *
current(const struct staff_screen *st)
{
	return &st->rows[st->list.at];
}

static bool
is_me(const struct staff_screen *st, const struct staff *row)
{
	return id_equal(&row->id, &app_me(st->s->app)->id);
}

/* ---- the list ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct staff_screen *st = ctx;
	const struct staff *person = &st->rows[row];

	if (!person->active)
		*look = LOOK_DIM;
	switch (column) {
	case COL_USER:
		buf_adds(out, person->user_name);
		break;
	case COL_NAME:
		show_name(person->name, "", out);
		break;
	case COL_ROLE:
		buf_adds(out, term_label(&term_role, (int)person->role));
		break;
	default:
		buf_adds(out, !person->active ? "not any more"
			      : is_me(st, person) ? "yes (you)" : "yes");
		break;
	}
}

/* Who can open it comes first; then by user name. */
static int
compare(const void *a, const void *b)
{
	const struct staff *x = a, *y = b;

	if (x->active != y->active)
		return y->active - x->active;
	return strcmp(x->user_name, y->user_name);
}

static void
refresh(void *data, struct ui *ui)
{
	struct staff_screen *st = data;
	struct err err = { .code = RC_OK };

	mem_free(st->rows);
	if (app_staff_list(st->s->app, &st->rows, &st->count, &err) != RC_OK)
		ui_complain(ui, &err);
	if (st->count > 0)
		qsort(st->rows, st->count, sizeof(*st->rows), compare);
	st->list.count = st->count;
	list_clamp(&st->list);
}

/* ---- what a role may do ---- */

/* "May look at students, print." */
static void
list_permissions(const char *verb, enum role role, bool allowed,
		 struct buf *out)
{
	const char *between = verb;

	for (int i = 0; i < PERMISSION_COUNT; i++)
		if (role_may(role, (enum permission)i) == allowed) {
			buf_addf(out, "%s %s", between,
				 role_words((enum permission)i));
			between = ",";
		}
	if (out->len > 0)
		buf_addc(out, '.');
}

static void
draw_about(const struct staff_screen *st, struct area area)
{
	enum role role = current(st)->role;
	struct buf text = BUF_INIT;
	int used;

	term_text(area.row++, area.col, area.cols, LOOK_HEADING,
		  term_label(&term_role, (int)role));
	area.rows--;
	list_permissions("May", role, true, &text);
	used = show_paragraph(area, LOOK_BODY, text.ptr);
	area.row += used;
	area.rows -= used;
	buf_reset(&text);
	list_permissions("Cannot", role, false, &text);
	show_paragraph(area, LOOK_BODY, text.ptr);
	buf_release(&text);
}

static void
run_roles(void *data, struct ui *ui)
{
	struct buf text = BUF_INIT;

	(void)data;
	buf_addf(&text, "%-25s", "May");
	for (size_t r = 0; r < term_role.count; r++)
		buf_addf(&text, " %s", term_role.rows[r].label);
	buf_addc(&text, '\n');
	for (int i = 0; i < PERMISSION_COUNT; i++) {
		buf_addf(&text, "%-25s", role_words((enum permission)i));
		for (size_t r = 0; r < term_role.count; r++)
			buf_addf(&text, " %-*s",
				 (int)strlen(term_role.rows[r].label),
				 role_may((enum role)r, (enum permission)i)
					 ? "yes" : "-");
		buf_addc(&text, '\n');
	}
	ui_show_text(ui, "Who may do what", text.ptr);
	buf_release(&text);
}

/* ---- the screen ---- */

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Staff");
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct staff_screen *st = data;
	int list_rows = body.rows - ABOUT_ROWS - 2;

	(void)ui;
	if (st->count > 0)
		draw_about(st, (struct area){
			body.row + body.rows - ABOUT_ROWS, 2, ABOUT_ROWS,
			body.cols - 4 });
	list_draw(&st->list, (struct area){ body.row + 1, 0, list_rows,
					    body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct staff_screen *)data)->list, pressed);
}

/* ---- commands ---- */

static void
run_new(void *data, struct ui *ui)
{
	(void)ui;
	staff_form_open(((struct staff_screen *)data)->s, NULL);
}

static enum rc
may_edit(void *data, struct err *err)
{
	const struct staff_screen *st = data;
	enum rc rc = may_manage_staff(data, err);

	if (rc == RC_OK && (st->count == 0 || !current(st)->active))
		rc = err_set(err, RC_CONFLICT, NULL,
			     "This person cannot open the academy any more. "
			     "F3 with the same user name brings them back.");
	return rc;
}

static void
run_edit(void *data, struct ui *ui)
{
	struct staff_screen *st = data;

	(void)ui;
	staff_form_open(st->s, current(st));
}

static enum rc
may_set_passphrase(void *data, struct err *err)
{
	const struct staff_screen *st = data;

	if (st->count > 0 && is_me(st, current(st)))
		return RC_OK;
	return may_edit(data, err);
}

static void
run_passphrase(void *data, struct ui *ui)
{
	struct staff_screen *st = data;
	const struct staff *person = current(st);
	struct secret *passphrase = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };
	char *heading = xasprintf("Passphrase of %s", person->user_name);

	if (ask_new_passphrase(st->s, heading, app_academy(st->s->app)->code,
			       person->user_name, passphrase)) {
		ui_one_moment(ui);
		if (app_staff_passphrase(st->s->app, person->user_name,
					 passphrase, &err) != RC_OK)
			ui_complain(ui, &err);
		else
			ui_say(ui, "The new passphrase of %s is set; the old "
			       "one no longer opens the academy.",
			       person->user_name);
	} else {
		ui_say(ui, "The passphrase is as it was.");
	}
	mem_free(heading);
	secret_free(passphrase);
	ui_refresh(ui);
}

static enum rc
may_remove(void *data, struct err *err)
{
	const struct staff_screen *st = data;

	if (st->count == 0)
		return may_manage_staff(data, err);
	return app_staff_may_remove(st->s->app, current(st), err);
}

static void
run_remove(void *data, struct ui *ui)
{
	struct staff_screen *st = data;
	const struct staff *person = current(st);
	struct err err = { .code = RC_OK };
	char *question = xasprintf(
		"Take away the key of %s, %s? It cannot be undone, but the "
		"person can be added again. What they did stays in the "
		"history.", person->user_name, person->name);

	if (ui_ask_yes(ui, "Remove", question, "Take it away"))
		conclude(st->s, app_staff_remove(st->s->app,
						 person->user_name, &err),
			 &err, "%s can no longer open the academy.",
			 person->user_name);
	mem_free(question);
}

static const struct command staff_commands[] = {
	{ "staff.edit", TK_ENTER, 'e', "Edit", "change the name or the role",
	  CMD_FOOTER, may_edit, run_edit },
	{ "staff.new", TK_F3, 'n', "New", "let somebody else open the academy",
	  CMD_FOOTER, may_manage_staff, run_new },
	{ "staff.passphrase", 'w', 0, "Passphrase",
	  "set a new passphrase: your own, or as an administrator anybody's",
	  CMD_FOOTER, may_set_passphrase, run_passphrase },
	{ "staff.remove", 'x', TK_DELETE, "Remove", "take away a person's key",
	  CMD_FOOTER, may_remove, run_remove },
	{ "staff.roles", 't', 0, "Roles", "the table of who may do what",
	  CMD_FOOTER, NULL, run_roles },
};

static void
release(void *data)
{
	struct staff_screen *st = data;

	mem_free(st->rows);
	mem_free(st);
}

static const struct screen_ops ops = {
	.id = "staff", .title = title, .draw = draw, .key = key,
	.commands = staff_commands, .command_count = ARRAY_SIZE(staff_commands),
	.refresh = refresh, .free = release,
};

void
staff_open(struct session *s)
{
	struct staff_screen *st = xcalloc(1, sizeof(*st));

	st->s = s;
	st->list = (struct list){ .columns = columns,
				  .column_count = COL_COUNT, .cell = cell,
				  .ctx = st, .sorted = -1 };
	ui_push(s->ui, &ops, st);
	for (size_t i = 0; i < st->count; i++)
		if (is_me(st, &st->rows[i]))
			st->list.at = i;
}
