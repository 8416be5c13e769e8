/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/list.h"
#include "tui/term.h"

/* In a line of the list, and what of the screen's width it has not. */
enum { MENU_COLS = 22, DETAIL_COL = 33, BESIDE_LIST = MENU_COLS + 4 };

/* Groups have a heading line: index SIZE_MAX. */
struct shown {
	enum attention_kind kind;
	size_t index;
};

struct home {
	struct session *s;
	struct attention *rows;
	size_t count;
	struct shown *shown;
	size_t shown_count, student_count;
	struct list list, menu;
	bool on_menu;
};

/* ---- what needs attention ---- */

static const struct list_column columns[] = { { "", 0, false } };

static size_t
count_kind(const struct home *h, enum attention_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < h->count; i++)
		n += h->rows[i].kind == kind;
	return n;
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	struct home *h = ctx;
	const struct shown *shown = &h->shown[row];
	const struct attention *a;
	bool fits;

	(void)column;
	if (shown->index == SIZE_MAX) {
		*look = LOOK_HEADING;
		buf_addf(out, "%s (%zu)", attention_titles[shown->kind],
			 count_kind(h, shown->kind));
		return;
	}
	a = &h->rows[shown->index];
	buf_addf(out, "  %-9s ", a->reference);
	show_name(a->name, a->latin_name, out);
	/* Details line up where names allow it. */
	while (utf8_width(out->ptr) < DETAIL_COL - 1)
		buf_addc(out, ' ');
	fits = utf8_width(out->ptr) + 1 + utf8_width(a->detail) <=
	       term_cols() - BESIDE_LIST;
	buf_addf(out, " %s", fits ? a->detail : a->brief);
}

static void
arrange(struct home *h)
{
	mem_free(h->shown);
	h->shown = xcalloc(h->count + ATTENTION_KINDS, sizeof(*h->shown));
	h->shown_count = 0;
	for (size_t i = 0; i < h->count; i++) {
		if (i == 0 || h->rows[i].kind != h->rows[i - 1].kind)
			h->shown[h->shown_count++] =
				(struct shown){ h->rows[i].kind, SIZE_MAX };
		h->shown[h->shown_count++] =
			(struct shown){ h->rows[i].kind, i };
	}
	h->list.count = h->shown_count;
	list_clamp(&h->list);
}

static void
refresh(void *data, struct ui *ui)
{
	struct home *h = data;
	struct err err = { .code = RC_OK };

	mem_free(h->rows);
	h->rows = NULL;
	h->count = h->student_count = 0;
	if (app_attention(h->s->app, &h->rows, &h->count, &err) != RC_OK)
		ui_complain(ui, &err);
	if (app_student_count(h->s->app, &h->student_count, &err) != RC_OK)
		ui_complain(ui, &err);
	h->list.empty = h->student_count == 0
		? "No students yet. 4 reads a class list; 1 adds one."
		: "Nothing needs attention today.";
	arrange(h);
}

/* ---- the menu is the command table ---- */

static void
run_students(void *data, struct ui *ui)
{
	(void)ui;
	students_open(((struct home *)data)->s);
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
	{ "home.open", TK_ENTER, 0, "Open", "open what is selected",
	  CMD_FOOTER, NULL, run_open },
};
enum { MENU_COUNT = 9 };

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
	const struct shown *shown;
	struct err err = { .code = RC_OK };

	if (h->on_menu || h->shown_count == 0) {
		const struct command *c = &home_commands[h->menu.at];

		if (c->available != NULL &&
		    c->available(data, &err) != RC_OK)
			ui_complain(ui, &err);
		else
			c->run(data, ui);
		return;
	}
	shown = &h->shown[h->list.at];
	if (shown->index == SIZE_MAX && h->list.at + 1 < h->shown_count)
		shown++;
	student_open(h->s, &h->rows[shown->index].student_id,
		     &h->rows[shown->index].item_id);
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
	const struct shown *shown;

	if (h->on_menu || h->shown_count == 0)
		return;
	shown = &h->shown[h->list.at];
	if (shown->index != SIZE_MAX)
		show_paragraph(area, LOOK_BODY, h->rows[shown->index].detail);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct home *h = data;
	int left = body.cols - MENU_COLS - 2;

	(void)ui;
	term_text(body.row + 1, 1, left, LOOK_HEADING,
		  "Needs attention today");
	term_text(body.row + 1, left + 2, MENU_COLS, LOOK_HEADING,
		  "Where to");
	list_draw(&h->menu, (struct area){ body.row + 3, left,
					   MENU_COUNT + 1, MENU_COLS + 2 },
		  h->on_menu);
	list_draw(&h->list, (struct area){ body.row + 3, 0, body.rows - 3,
					   left }, !h->on_menu);
	if (h->on_menu || h->list.count == 0)
		term_cursor(body.row + 3 + (int)h->menu.at, left);
	term_text(body.row + 14, left + 2, MENU_COLS, LOOK_DIM,
		  "Tab: other side");
	draw_detail(h, (struct area){ body.row + 16, left + 2, body.rows - 16,
				      MENU_COLS });
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

	mem_free(h->rows);
	mem_free(h->shown);
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

	h->s = s;
	h->list = (struct list){ .columns = columns, .column_count = 1,
				 .cell = cell, .ctx = h, .sorted = -1,
				 .no_header = true };
	h->menu = (struct list){ .columns = columns, .column_count = 1,
				 .cell = menu_cell, .ctx = h, .sorted = -1,
				 .count = MENU_COUNT, .no_header = true };
	ui_push(s->ui, &ops, h);
	h->on_menu = h->shown_count == 0;
}
