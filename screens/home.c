/* SPDX-License-Identifier: ISC */
#include "screens/home.h"

#include "base/mem.h"
#include "tui/term.h"

struct home {
	struct session *s;
	const struct home_side *side;
	void *side_data;
	struct list list, menu;
	bool on_menu;
};

static const struct list_column menu_columns[] = { { "", 0, false } };

static void
refresh(void *data, struct ui *ui)
{
	struct home *h = data;

	h->side->refresh(h->side_data, ui, &h->list);
	list_clamp(&h->list);
}

/* ---- the menu is the command table ---- */

static void
run_students(void *data, struct ui *ui)
{
	(void)ui;
	students_open(((struct home *)data)->s, NULL);
}

static void
run_grid(void *data, struct ui *ui)
{
	(void)ui;
	class_grid_open(((struct home *)data)->s, NULL, 0);
}

static void
run_curriculum(void *data, struct ui *ui)
{
	(void)ui;
	curriculum_open(((struct home *)data)->s);
}

static void
run_import(void *data, struct ui *ui)
{
	(void)ui;
	import_open(((struct home *)data)->s);
}

static void
run_reports(void *data, struct ui *ui)
{
	(void)ui;
	reports_open(((struct home *)data)->s);
}

static void
run_staff(void *data, struct ui *ui)
{
	(void)ui;
	staff_open(((struct home *)data)->s);
}

static void
run_settings(void *data, struct ui *ui)
{
	(void)ui;
	settings_open(((struct home *)data)->s);
}

static void
run_backup(void *data, struct ui *ui)
{
	(void)ui;
	backup_open(((struct home *)data)->s);
}

static void
run_history(void *data, struct ui *ui)
{
	(void)ui;
	history_open(((struct home *)data)->s, NULL, "History");
}

static void
run_sticks(void *data, struct ui *ui)
{
	(void)ui;
	sticks_open(((struct home *)data)->s);
}

static void
run_open(void *data, struct ui *ui);

static const struct command home_commands[] = {
	{ "home.students", '1', 0, "Students", "the list of students", 0,
	  NULL, run_students },
	{ "home.grid", '2', 0, "Class grid", "record the class's progress", 0,
	  NULL, run_grid },
	{ "home.curriculum", '3', 0, "Curriculum", "what is taught", 0, NULL,
	  run_curriculum },
	{ "home.import", '4', 0, "Import a class list",
	  "add students from a CSV file", 0, may_import, run_import },
	{ "home.reports", '5', 0, "Reports", "sheets to read, print or save",
	  0, NULL, run_reports },
	{ "home.staff", '6', 0, "Staff", "who can open the academy", 0, NULL,
	  run_staff },
	{ "home.settings", '7', 0, "Settings", "idle lock, colours, footer",
	  0, NULL, run_settings },
	{ "home.backup", '8', 0, "Backup and checks",
	  "copies, verifying, keys", 0, NULL, run_backup },
	{ "home.history", '9', 0, "History", "everything that was done", 0,
	  NULL, run_history },
	{ "home.sticks", '0', 0, "Sticks", "what goes to other places, and "
	  "comes from them", 0, NULL, run_sticks },
	{ "home.open", TK_ENTER, 0, "Open", "open what is selected",
	  CMD_FOOTER, NULL, run_open },
};
enum { MENU_COUNT = ARRAY_SIZE(home_commands) - 1 };

static void
menu_cell(void *ctx, size_t row, size_t column, struct buf *out,
	  enum role_look *look)
{
	struct err err;
	const struct command *c = &home_commands[row];

	(void)column;
	buf_addf(out, "%c  %s", (int)c->key, c->label);
	if (c->available != NULL && c->available(ctx, &err) != RC_OK)
		*look = LOOK_DIM;
}

static void
run_open(void *data, struct ui *ui)
{
	struct home *h = data;
	struct err err = { .code = RC_OK };

	if (h->on_menu || h->list.count == 0) {
		const struct command *c = &home_commands[h->menu.at];

		if (c->available != NULL &&
		    c->available(data, &err) != RC_OK)
			ui_complain(ui, &err);
		else
			c->run(data, ui);
		return;
	}
	h->side->open(h->side_data, h->list.at);
}

/* ---- the screen ---- */

static void
title(void *data, struct buf *out)
{
	struct home *h = data;
	char day[DATE_TEXT_SIZE + 4];

	buf_addf(out, "%s    %s", app_academy(h->s->app)->name,
		 date_format_long(app_as_at(h->s->app), day));
}

/* The line under the cursor in full: the list may lack the width. */
static void
draw_detail(const struct home *h, struct area area)
{
	struct buf text = BUF_INIT;

	if (h->on_menu || h->list.count == 0)
		return;
	h->side->detail(h->side_data, h->list.at, &text);
	show_paragraph(area, LOOK_BODY, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct home *h = data;
	int left = body.cols - HOME_MENU_COLS - 2;
	int head = h->list.no_header ? 0 : 1;

	(void)ui;
	term_text(body.row + 1, 1, left, LOOK_HEADING,
		  h->side->heading);
	term_text(body.row + 1, left + 2, HOME_MENU_COLS, LOOK_HEADING,
		  "Where to");
	list_draw(&h->menu, (struct area){ body.row + 3, left,
					   MENU_COUNT + 1, HOME_MENU_COLS + 2 },
		  h->on_menu);
	list_draw(&h->list, (struct area){ body.row + 3 - head, 0,
					   body.rows - 3 + head, left },
		  !h->on_menu);
	if (h->on_menu || h->list.count == 0)
		term_cursor(body.row + 3 + (int)h->menu.at, left);
	term_text(body.row + 14, left + 2, HOME_MENU_COLS, LOOK_DIM,
		  "Tab: other side");
	draw_detail(h, (struct area){ body.row + 16, left + 2, body.rows - 16,
				      HOME_MENU_COLS });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct home *h = data;

	(void)ui;
	if (pressed == TK_TAB || pressed == TK_BACK_TAB ||
	    pressed == TK_LEFT || pressed == TK_RIGHT) {
		h->on_menu = !h->on_menu;
		return true;
	}
	return list_key(h->on_menu ? &h->menu : &h->list, pressed);
}

static void
release(void *data)
{
	struct home *h = data;

	h->side->free(h->side_data);
	mem_free(h);
}

static const struct screen_ops ops = {
	.id = "home", .title = title, .draw = draw, .key = key,
	.commands = home_commands, .command_count = ARRAY_SIZE(home_commands),
	.refresh = refresh, .free = release,
};

void
home_open(struct session *s)
{
	struct home *h = xcalloc(1, sizeof(*h));
	bool is_office = app_academy(s->app)->kind == SITE_HEAD_OFFICE;

	h->s = s;
	h->side = is_office ? home_office(s, &h->side_data, &h->list)
			    : home_attention(s, &h->side_data, &h->list);
	h->menu = (struct list){ .columns = menu_columns, .column_count = 1,
				 .cell = menu_cell, .ctx = h, .sorted = -1,
				 .count = MENU_COUNT, .no_header = true };
	ui_push(s->ui, &ops, h);
	h->on_menu = h->list.count == 0;
}
