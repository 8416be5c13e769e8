/* SPDX-License-Identifier: ISC */
/* The release board: who goes out soon, and what is not ready. */
#include "screens/room.h"

#include "app/release_board.h"
#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

enum column {
	COL_DAY, COL_WEEKS, COL_NAME, COL_COURSE, COL_OPEN, COL_WORK,
	COL_HOME, COL_LICENCE, COL_PLACE
};

static const struct list_column columns[] = {
	[COL_DAY] = { "Goes", 8, false },
	[COL_WEEKS] = { "Weeks", 5, true },
	[COL_NAME] = { "Name", 0, false },
	[COL_COURSE] = { "Course", 8, false },
	[COL_OPEN] = { "Open", 4, true },
	[COL_WORK] = { "Work", 5, false },
	[COL_HOME] = { "Home", 5, false },
	[COL_LICENCE] = { "Licence", 7, false },
	[COL_PLACE] = { "Place", 5, false },
};

/* Of the chosen person, in words, below the list. */
enum { DETAIL_ROWS = 5 };

struct board {
	struct session *s;
	struct release_row *rows;
	struct list list;
};

static const struct release_row *
current(const struct board *b)
{
	return b->list.count > 0 ? &b->rows[b->list.at] : NULL;
}

static void
refresh(void *data, struct ui *ui)
{
	struct board *b = data;
	struct id here = { { 0 } };
	struct err err = { .code = RC_OK };

	if (current(b) != NULL)
		here = current(b)->id;
	mem_free(b->rows);
	if (app_release_board(b->s->app, BOARD_DAYS, &b->rows, &b->list.count,
			      &err) != RC_OK)
		ui_complain(ui, &err);
	list_clamp(&b->list);
	for (size_t i = 0; i < b->list.count; i++)
		if (id_equal(&b->rows[i].id, &here))
			b->list.at = i;
}

/* ---- drawing ---- */

static void
show_ready(enum ready ready, struct buf *out, enum role_look *look)
{
	static const enum role_look looks[] = {
		[READY_NO] = LOOK_HELP, [READY_BEGUN] = LOOK_WAITING,
		[READY_YES] = LOOK_DONE, [READY_NOT_NEEDED] = LOOK_DIM,
	};

	*look = looks[ready];
	buf_adds(out, ready_word(ready));
}

static void
show_weeks(const struct release_row *r, struct buf *out, enum role_look *look)
{
	if (r->days >= 0) {
		buf_addf(out, "%d", r->days / 7);
		return;
	}
	*look = LOOK_WAITING;
	buf_adds(out, "past?");
}

static void
show_course(const struct release_row *r, struct buf *out)
{
	if (r->graduate)
		buf_adds(out, "Graduate");
	else
		buf_addf(out, "%d/%d", r->done, r->required);
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct board *b = ctx;
	const struct release_row *r = &b->rows[at];

	switch (column) {
	case COL_DAY:
		show_day(r->on, r->on, out);
		buf_adds(out, r->confidence == CONFIDENCE_CONFIRMED ? ""
								    : " ?");
		break;
	case COL_WEEKS:
		show_weeks(r, out, look);
		break;
	case COL_NAME:
		show_name(r->name, r->latin_name, out);
		break;
	case COL_COURSE:
		show_course(r, out);
		break;
	case COL_OPEN:
		buf_addf(out, "%d", r->open_count);
		break;
	case COL_WORK:
		show_ready(r->work, out, look);
		break;
	case COL_HOME:
		show_ready(r->housing, out, look);
		break;
	case COL_LICENCE:
		show_ready(r->licence, out, look);
		break;
	default:
		show_ready(r->place, out, look);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	buf_addf(out, "Release board > The next 12 weeks  %zu",
		 ((struct board *)data)->list.count);
}

static void
show_place(const struct destination *d, struct buf *out)
{
	buf_addf(out, " Agreed: %s",
		 term_label(&term_destination, (int)d->kind));
	if (d->role[0] != '\0')
		buf_addf(out, ", %s", d->role);
	if (d->employer[0] != '\0')
		buf_addf(out, ", %s", d->employer);
	buf_addc(out, '.');
}

static void
draw_detail(const struct release_row *r, struct area area)
{
	bool sure = r->confidence == CONFIDENCE_CONFIRMED;
	char day[DATE_TEXT_SIZE + 4];
	struct buf text = BUF_INIT, wants = BUF_INIT;

	buf_addf(&text, "%s ", r->reference);
	show_name(r->name, r->latin_name, &text);
	buf_addf(&text, ". %s %s, %s.",
		 term_label(&term_release_kind, (int)r->kind),
		 date_format_long(r->on, day),
		 r->days < 0 ? "past: is it still right?"
		 : sure ? "confirmed" : "expected");
	if (r->place == READY_YES)
		show_place(&r->agreed, &text);
	release_row_wants(r, &wants);
	if (wants.len > 0)
		buf_addf(&text, " Not ready: %s.", wants.ptr);
	else
		buf_adds(&text, " All is ready.");
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&wants);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct board *b = data;

	(void)ui;
	if (current(b) != NULL)
		draw_detail(current(b), (struct area){
			body.row + body.rows - DETAIL_ROWS, 2, DETAIL_ROWS,
			body.cols - 4 });
	list_draw(&b->list, (struct area){ body.row + 1, 0,
					   body.rows - DETAIL_ROWS - 2,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct board *)data)->list, pressed);
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return current(data) != NULL
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is nobody on the board.");
}

static void
run_open(void *data, struct ui *ui)
{
	struct board *b = data;

	(void)ui;
	person_open(b->s, &b->rows[b->list.at].id, "person-plan");
}

static void
run_sheet(void *data, struct ui *ui)
{
	(void)ui;
	sheet_open(((struct board *)data)->s, "release-board", "");
}

static const struct command board_commands[] = {
	{ "board.open", TK_ENTER, 0, "Open", "open the person's plan",
	  CMD_FOOTER, has_current, run_open },
	{ "board.sheet", TK_F9, 'p', "Sheet", "the board as a sheet, to read, "
	  "print or save", CMD_FOOTER, NULL, run_sheet },
};

static void
release(void *data)
{
	struct board *b = data;

	mem_free(b->rows);
	mem_free(b);
}

static const struct screen_ops ops = {
	.id = "release-board", .title = title, .draw = draw, .key = key,
	.commands = board_commands,
	.command_count = ARRAY_SIZE(board_commands), .refresh = refresh,
	.free = release,
};

void
release_board_open(struct session *s)
{
	struct board *b = xcalloc(1, sizeof(*b));

	b->s = s;
	b->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = b, .sorted = -1,
		.empty = "Nobody goes within 12 weeks. A release date is set "
			 "on a student's page, with d.",
	};
	ui_push(s->ui, &ops, b);
}
