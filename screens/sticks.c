/* SPDX-License-Identifier: ISC */
/* What went out and what came in, newest first. */
#include "screens/sticks.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

enum column {
	COL_WAY, COL_NUMBER, COL_KIND, COL_PLACE, COL_MEDIUM, COL_ON, COL_STATE
};

static const struct list_column columns[] = {
	[COL_WAY] = { "", 3, false },
	[COL_NUMBER] = { "Number", 6, false },
	[COL_KIND] = { "Kind", 10, false },
	[COL_PLACE] = { "Place", 8, false },
	[COL_MEDIUM] = { "Medium", 0, false },
	[COL_ON] = { "On", 11, false },
	[COL_STATE] = { "", 20, false },
};

/* One of the two lists, by index. */
struct crossing {
	bool out;
	size_t index;
	int64_t utc_s;
};

struct sticks {
	struct session *s;
	struct export_row *out;
	struct import_row_log *in;
	size_t out_count, in_count;
	struct crossing *rows;
	struct list list;
};

/* ---- both lists as one ---- */

static int
newest_first(const void *a, const void *b)
{
	const struct crossing *x = a, *y = b;

	if (x->utc_s != y->utc_s)
		return x->utc_s < y->utc_s ? 1 : -1;
	if (x->out != y->out)
		return x->out ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static void
arrange(struct sticks *st)
{
	size_t n = 0;

	mem_free(st->rows);
	st->rows = xcalloc(st->out_count + st->in_count + 1,
			   sizeof(*st->rows));
	for (size_t i = 0; i < st->out_count; i++)
		st->rows[n++] = (struct crossing){ true, i,
						   st->out[i].at.utc_s };
	for (size_t i = 0; i < st->in_count; i++)
		st->rows[n++] = (struct crossing){ false, i,
						   st->in[i].at.utc_s };
	qsort(st->rows, n, sizeof(*st->rows), newest_first);
	st->list.count = n;
	list_clamp(&st->list);
}

/* What to do first, where nothing has been done yet. */
static const char *
first_step(struct app *app)
{
	struct site *rows;
	size_t count;
	struct err err;

	if (exchange_sites(app, &rows, &count, &err) != RC_OK)
		return "";
	mem_free(rows);
	return count > 0 ? "No stick has gone out or come in yet. F3 writes "
			   "one; F2 reads one."
			 : "No stick has gone out or come in yet. First trust "
			   "the other places: p, then n.";
}

static void
refresh(void *data, struct ui *ui)
{
	struct sticks *st = data;
	struct err err = { .code = RC_OK };

	mem_free(st->out);
	mem_free(st->in);
	st->out = NULL;
	st->in = NULL;
	st->out_count = st->in_count = 0;
	if (exchange_register(st->s->app, &st->out, &st->out_count, &err) !=
		    RC_OK ||
	    exchange_arrivals(st->s->app, &st->in, &st->in_count, &err) !=
		    RC_OK)
		ui_complain(ui, &err);
	st->list.empty = first_step(st->s->app);
	arrange(st);
}

/* NULL: the line is about one that came in, or there is none. */
static const struct export_row *
current_out(const struct sticks *st)
{
	const struct crossing *c = &st->rows[st->list.at];

	return st->list.count > 0 && c->out ? &st->out[c->index] : NULL;
}

static const struct import_row_log *
current_in(const struct sticks *st)
{
	const struct crossing *c = &st->rows[st->list.at];

	return st->list.count > 0 && !c->out ? &st->in[c->index] : NULL;
}

/* ---- drawing ---- */

static void
show_state(const struct sticks *st, const struct export_row *r,
	   struct buf *out, enum role_look *look)
{
	civil_date today = app_as_at(st->s->app);

	if (r->received.utc_s != 0) {
		*look = LOOK_DONE;
		buf_adds(out, "received ");
		show_day(date_of_instant(r->received), today, out);
	} else if (r->lost_on != DATE_NONE) {
		*look = LOOK_ERROR;
		buf_adds(out, "LOST ");
		show_day(r->lost_on, today, out);
	} else if (!r->finished) {
		*look = LOOK_ERROR;
		buf_adds(out, "not finished");
	} else if (r->kind == BUNDLE_RECEIPT) {
		*look = LOOK_DIM;
		buf_adds(out, "needs no receipt");
	} else {
		*look = LOOK_WAITING;
		buf_adds(out, "no receipt yet");
	}
}

static void
out_cell(const struct sticks *st, const struct export_row *r, size_t column,
	 struct buf *out, enum role_look *look)
{
	if (column == COL_NUMBER)
		buf_addf(out, "%06" PRId64, r->number);
	else if (column == COL_KIND)
		buf_adds(out, term_label(&term_bundle_kind, (int)r->kind));
	else if (column == COL_PLACE)
		buf_adds(out, r->to_code);
	else if (column == COL_MEDIUM)
		buf_adds(out, r->medium);
	else if (column == COL_ON)
		show_day(date_of_instant(r->at), app_as_at(st->s->app), out);
	else
		show_state(st, r, out, look);
}

static void
in_cell(const struct sticks *st, const struct import_row_log *r,
	size_t column, struct buf *out)
{
	if (column == COL_NUMBER)
		buf_addf(out, "%06" PRId64, r->number);
	else if (column == COL_KIND)
		buf_adds(out, term_label(&term_bundle_kind, (int)r->kind));
	else if (column == COL_PLACE)
		buf_adds(out, r->from_code);
	else if (column == COL_ON)
		show_day(date_of_instant(r->at), app_as_at(st->s->app), out);
	else if (column == COL_STATE && r->left_out > 0)
		buf_addf(out, "%" PRId64 " left out", r->left_out);
	else if (column == COL_STATE)
		buf_adds(out, r->superseded ? "from before" : "taken in");
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct sticks *st = ctx;
	const struct crossing *c = &st->rows[row];

	if (column == COL_WAY)
		buf_adds(out, c->out ? "out" : "in");
	else if (c->out)
		out_cell(st, &st->out[c->index], column, out, look);
	else
		in_cell(st, &st->in[c->index], column, out);
}

static void
title(void *data, struct buf *out)
{
	const struct sticks *st = data;

	buf_addf(out, "Sticks  %zu out, %zu in", st->out_count, st->in_count);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct sticks *st = data;
	int last = body.row + body.rows - 1;

	(void)ui;
	if (current_out(st) != NULL)
		term_text(last, 2, body.cols - 3, LOOK_DIM,
			  current_out(st)->counts);
	else if (current_in(st) != NULL)
		term_text(last, 2, body.cols - 3, LOOK_DIM,
			  current_in(st)->counts);
	list_draw(&st->list, (struct area){ body.row + 1, 0, body.rows - 3,
					    body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct sticks *)data)->list, pressed);
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return ((struct sticks *)data)->list.count > 0
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL, "No stick has gone "
				 "out or come in yet.");
}

static void
run_details(void *data, struct ui *ui)
{
	struct sticks *st = data;
	const struct export_row *o = current_out(st);
	const struct import_row_log *i = current_in(st);

	(void)ui;
	if (o != NULL)
		show_departure(st->s, o);
	else if (i != NULL)
		show_arrival(st->s, i);
}

static void
run_write(void *data, struct ui *ui)
{
	(void)ui;
	write_stick(((struct sticks *)data)->s);
}

static void
run_read(void *data, struct ui *ui)
{
	(void)ui;
	stick_read_open(((struct sticks *)data)->s);
}

/* For whom the line under the cursor came from, without asking. */
static void
run_receipt(void *data, struct ui *ui)
{
	struct sticks *st = data;
	const struct import_row_log *in = current_in(st);
	char code[CODE_SIZE];

	(void)ui;
	if (in != NULL)
		memcpy(code, in->from_code, sizeof(code));
	else if (!pick_site(st->s, BUNDLE_RECEIPT, code))
		return;
	write_receipt(st->s, code, NULL);
}

static enum rc
may_lose(void *data, struct err *err)
{
	enum rc rc = may_exchange(data, err);

	if (rc == RC_OK && current_out(data) == NULL)
		rc = err_set(err, RC_CONFLICT, NULL, "Choose a stick that "
			     "went out first.");
	return rc;
}

static void
run_lost(void *data, struct ui *ui)
{
	struct sticks *st = data;
	const struct export_row *r = current_out(st);
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	char number[24];
	bool go;

	if (r == NULL)
		return;
	go = r->lost_on != DATE_NONE;
	snprintf(number, sizeof(number), "%" PRId64, r->number);
	if (!go && ask_reason(st->s, "A lost stick", "Where was it lost, and "
			      "when? It is noted in the history, and the "
			      "sheet for security opens. What is on the stick "
			      "is sealed.", &note)) {
		go = exchange_mark_lost(st->s->app, r->number, note.ptr,
					&err) == RC_OK;
		if (!go)
			ui_complain(ui, &err);
	}
	buf_release(&note);
	if (go)
		sheet_open(st->s, "loss", number);
}

static void
run_places(void *data, struct ui *ui)
{
	(void)ui;
	places_open(((struct sticks *)data)->s);
}

static const struct command sticks_commands[] = {
	{ "sticks.details", TK_ENTER, 0, "Details", "file, SHA-256, journal "
	  "head, who can open it", CMD_FOOTER, has_current, run_details },
	{ "sticks.write", TK_F3, 'n', "Write", "write a stick: for head "
	  "office, for an academy", CMD_FOOTER, may_exchange, run_write },
	{ "sticks.read", TK_F2, 'r', "Read", "read a stick that came",
	  CMD_FOOTER, may_exchange, run_read },
	{ "sticks.receipt", 'c', 0, "Receipt", "say which sticks have "
	  "arrived", CMD_FOOTER, may_exchange, run_receipt },
	{ "sticks.lost", 'x', TK_DELETE, "Lost", "report a stick as lost, "
	  "with the sheet for it", CMD_FOOTER, may_lose, run_lost },
	{ "sticks.places", 'p', 0, "Places", "who is trusted, and our own "
	  "card", CMD_FOOTER, NULL, run_places },
};

static void
release(void *data)
{
	struct sticks *st = data;

	mem_free(st->out);
	mem_free(st->in);
	mem_free(st->rows);
	mem_free(st);
}

static const struct screen_ops ops = {
	.id = "sticks", .title = title, .draw = draw, .key = key,
	.commands = sticks_commands,
	.command_count = ARRAY_SIZE(sticks_commands), .refresh = refresh,
	.free = release,
};

void
sticks_open(struct session *s)
{
	struct sticks *st = xcalloc(1, sizeof(*st));

	st->s = s;
	st->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = st, .sorted = -1,
	};
	ui_push(s->ui, &ops, st);
}
