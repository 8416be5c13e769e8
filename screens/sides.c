/* SPDX-License-Identifier: ISC */
#include "screens/sides.h"

#include "base/mem.h"
#include "tui/term.h"

struct sides {
	struct session *s;
	const struct command *commands;
	struct left left;
	struct list menu;
	bool on_menu;
};

static const struct list_column menu_columns[] = { { "", 0, false } };

void
sides_refresh(void *data, struct ui *ui)
{
	struct sides *h = data;

	h->left.side->refresh(h->left.data, ui, &h->left.list);
	list_clamp(&h->left.list);
}

/* ---- the menu is the command table ---- */

static size_t
count_menu(const struct screen_ops *ops)
{
	size_t count = 0;

	while (ops->commands[count].key != TK_ENTER)
		count++;
	return count;
}

static void
menu_cell(void *ctx, size_t row, size_t column, struct buf *out,
	  enum role_look *look)
{
	struct err err;
	const struct command *c = &((struct sides *)ctx)->commands[row];

	(void)column;
	buf_addf(out, "%c  %s", (int)c->key, c->label);
	if (c->available != NULL && c->available(ctx, &err) != RC_OK)
		*look = LOOK_DIM;
}

static bool
is_on_menu(const struct sides *h)
{
	return h->on_menu || h->left.list.count == 0;
}

void
sides_run_open(void *data, struct ui *ui)
{
	struct sides *h = data;
	struct err err = { .code = RC_OK };

	if (is_on_menu(h)) {
		const struct command *c = &h->commands[h->menu.at];

		if (c->available != NULL &&
		    c->available(data, &err) != RC_OK)
			ui_complain(ui, &err);
		else
			c->run(data, ui);
		return;
	}
	h->left.side->open(h->left.data, h->left.list.at);
}

/* ---- the screen ---- */

/* The line under the cursor in full: the list may lack the width. */
static void
draw_detail(const struct sides *h, struct area area)
{
	struct buf text = BUF_INIT;

	if (is_on_menu(h))
		return;
	h->left.side->detail(h->left.data, h->left.list.at, &text);
	show_paragraph(area, LOOK_BODY, text.ptr);
	buf_release(&text);
}

void
sides_draw(void *data, struct ui *ui, struct area body)
{
	struct sides *h = data;
	int left = body.cols - SIDES_MENU_COLS - 2;
	int head = h->left.list.no_header ? 0 : 1;
	int top = body.row + 3, below = top + (int)h->menu.count + 1;

	(void)ui;
	term_text(body.row + 1, 1, left, LOOK_HEADING,
		  h->left.side->heading);
	term_text(body.row + 1, left + 2, SIDES_MENU_COLS, LOOK_HEADING,
		  "Where to");
	list_draw(&h->menu, (struct area){ top, left, (int)h->menu.count + 1,
					   SIDES_MENU_COLS + 2 },
		  h->on_menu);
	list_draw(&h->left.list, (struct area){ top - head, 0,
						body.rows - 3 + head, left },
		  !h->on_menu);
	if (is_on_menu(h))
		term_cursor(top + (int)h->menu.at, left);
	term_text(below, left + 2, SIDES_MENU_COLS, LOOK_DIM,
		  "Tab: other side");
	draw_detail(h, (struct area){ below + 2, left + 2,
				      body.row + body.rows - below - 2,
				      SIDES_MENU_COLS });
}

bool
sides_key(void *data, struct ui *ui, uint32_t pressed)
{
	struct sides *h = data;

	(void)ui;
	if (pressed == TK_TAB || pressed == TK_BACK_TAB ||
	    pressed == TK_LEFT || pressed == TK_RIGHT) {
		h->on_menu = !h->on_menu;
		return true;
	}
	return list_key(h->on_menu ? &h->menu : &h->left.list, pressed);
}

void
sides_free(void *data)
{
	struct sides *h = data;

	h->left.side->free(h->left.data);
	mem_free(h);
}

void
sides_push(struct session *s, const struct screen_ops *ops, struct left left)
{
	struct sides *h = xcalloc(1, sizeof(*h));

	h->s = s;
	h->commands = ops->commands;
	h->left = left;
	h->menu = (struct list){ .columns = menu_columns, .column_count = 1,
				 .cell = menu_cell, .ctx = h, .sorted = -1,
				 .count = count_menu(ops), .no_header = true };
	ui_push(s->ui, ops, h);
	h->on_menu = h->left.list.count == 0;
}
