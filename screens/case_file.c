/* SPDX-License-Identifier: ISC */
/* One case study: where it stands, and below that its text, what in it may
 * give somebody away, or where it is out. */
#include "screens/case_desk.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/term.h"

enum view { VIEW_TEXT, VIEW_DETAILS, VIEW_PLACES, VIEWS };
enum { HEAD_ROWS = 5, LINE_ROWS = 3 };

struct case_page {
	struct session *s;
	char ref[CASE_REF_SIZE];
	struct case_file f;
	enum view view;
	struct pager pager;
	int cols, rows;			/* of the text, drawn last */
	struct list lists[VIEWS];	/* of details, of places */
};

static const struct list_column detail_columns[] = {
	{ "Line", 4, true }, { "What", 22, false }, { "Words", 22, false },
	{ "May stay, because", 0, false },
};

static const struct list_column place_columns[] = {
	{ "As", 12, false }, { "Where", 0, false }, { "Since", 11, false },
	{ "Taken down", 11, false },
};

static struct list *
list_of(struct case_page *p)
{
	return p->view == VIEW_TEXT ? NULL : &p->lists[p->view];
}

static void
refresh(void *data, struct ui *ui)
{
	struct case_page *p = data;
	struct err err = { .code = RC_OK };
	size_t at = p->pager.at;

	case_file_release(&p->f);
	if (app_case_open(p->s->app, p->ref, &p->f, &err) != RC_OK)
		ui_complain(ui, &err);
	p->lists[VIEW_DETAILS].count = p->f.detail_count;
	p->lists[VIEW_PLACES].count = p->f.place_count;
	for (int i = VIEW_DETAILS; i < VIEWS; i++)
		list_clamp(&p->lists[i]);
	pager_release(&p->pager);
	p->cols = term_cols() - 4;
	pager_init(&p->pager, p->f.text != NULL ? p->f.text : "", p->cols);
	p->pager.at = at < p->pager.count ? at : 0;
}

/* ---- what there is to see ---- */

static void
detail_cell(void *ctx, size_t at, size_t column, struct buf *out,
	    enum role_look *look)
{
	const struct case_page *p = ctx;
	const struct case_detail *d = &p->f.details[at];

	if (d->because[0] != '\0')
		*look = LOOK_DIM;
	if (column == 0)
		buf_addf(out, "%d", d->found.line);
	else if (column == 1)
		buf_adds(out, term_label(&term_finding, (int)d->found.kind));
	else if (column == 2)
		buf_adds(out, d->found.words);
	else
		buf_adds(out, d->because[0] != '\0' ? d->because
						    : "? to settle");
}

static void
place_cell(void *ctx, size_t at, size_t column, struct buf *out,
	   enum role_look *look)
{
	const struct case_page *p = ctx;
	const struct case_place *place = &p->f.places[at];
	civil_date today = app_as_at(p->s->app);
	bool up = place->fact.ended_on == DATE_NONE;

	if (!up)
		*look = LOOK_DIM;
	else if (p->f.row.state == CASE_TO_TAKE_DOWN)
		*look = LOOK_ERROR;
	if (column == 0)
		buf_adds(out, term_label(&term_outlet, (int)place->outlet));
	else if (column == 1)
		buf_adds(out, place->place);
	else if (column == 2)
		show_day(place->fact.on, today, out);
	else if (!up)
		show_day(place->fact.ended_on, today, out);
	else if (p->f.row.state == CASE_TO_TAKE_DOWN)
		buf_adds(out, "! not yet");
}

static void
title(void *data, struct buf *out)
{
	const struct case_page *p = data;

	buf_addf(out, "Case studies > %s, %s", p->ref,
		 p->f.row.study.title);
}

/* "Draft, anonymous. Text of 12 Nov by Dana Example." */
static void
add_state(const struct case_page *p, struct buf *out)
{
	const struct case_row *r = &p->f.row;

	buf_addf(out, "%s%s, %s.", r->state == CASE_TO_TAKE_DOWN ? "! " : "",
		 term_label(&term_case_state, (int)r->state),
		 r->study.kind == CASE_NAMED ? "with the name" : "anonymous");
	if (r->written_on == DATE_NONE)
		return;
	buf_adds(out, " Text of ");
	show_day(r->written_on, app_as_at(p->s->app), out);
	buf_addf(out, " by %s.", r->writer);
}

/* What was said last about this text. */
static const struct case_step_taken *
last_step(const struct case_page *p)
{
	const struct case_step_taken *last = NULL;

	for (size_t i = 0; i < p->f.step_count; i++)
		if (id_equal(&p->f.steps[i].text_id, &p->f.row.text_id))
			last = &p->f.steps[i];
	return last;
}

static void
add_next(const struct case_page *p, struct buf *out)
{
	const struct case_row *r = &p->f.row;
	const struct case_step_taken *last = last_step(p);

	if (r->standing.consent != CONSENT_GIVEN)
		buf_adds(out, r->standing.up > 0
				? "It is out without consent. Take it down, "
				  "and note each place with x."
				: "The text stays closed until there is a "
				  "consent again.");
	else if (r->standing.stage == STAGE_APPROVED && last != NULL)
		buf_addf(out, "Approved by %s; p notes where it is published.",
			 last->fact.by);
	else if (r->standing.stage == STAGE_WAITING)
		buf_adds(out, "Somebody who did not write it reads it: a "
			 "approves, r sends it back.");
	else if (last != NULL)
		buf_addf(out, "Sent back by %s: %s", last->fact.by,
			 last->note);
	else if (p->f.open > 0)
		buf_addf(out, "%zu detail%s to settle before it is sent for "
			 "approval.", p->f.open, p->f.open == 1 ? "" : "s");
	else
		buf_adds(out, "Nothing is left to settle; s sends it for "
			 "approval.");
}

static void
draw_head(const struct case_page *p, struct area area)
{
	bool urgent = p->f.row.state == CASE_TO_TAKE_DOWN;
	struct buf lines[LINE_ROWS] = { BUF_INIT, BUF_INIT, BUF_INIT };

	add_state(p, &lines[0]);
	case_show_consent(p->s, &p->f.row, &lines[1]);
	add_next(p, &lines[2]);
	for (int i = 0; i < LINE_ROWS; i++) {
		enum role_look look = urgent && i != 1 ? LOOK_ERROR
				      : i == 0 ? LOOK_HEADING : LOOK_BODY;

		term_text(area.row + i, area.col, area.cols, look,
			  lines[i].ptr);
		buf_release(&lines[i]);
	}
}

static void
draw_tabs(const struct case_page *p, int row, int col)
{
	struct buf labels[VIEWS] = { BUF_INIT, BUF_INIT, BUF_INIT };

	buf_adds(&labels[VIEW_TEXT], " Text ");
	buf_addf(&labels[VIEW_DETAILS], " What may give away: %zu ",
		 p->f.detail_count);
	buf_addf(&labels[VIEW_PLACES], " Places: %zu ", p->f.place_count);
	for (int i = 0; i < VIEWS; i++) {
		col += term_text(row, col, utf8_width(labels[i].ptr),
				 i == (int)p->view ? LOOK_SELECTED : LOOK_DIM,
				 labels[i].ptr) + 1;
		buf_release(&labels[i]);
	}
	term_text(row, col + 2, 20, LOOK_DIM, "Tab: the next");
}

/* The line of the text that a detail is on. */
static void
draw_line(const struct case_page *p, struct area area)
{
	const struct case_detail *d;
	const char *at = p->f.text;
	char *line;

	if (p->view != VIEW_DETAILS || p->f.detail_count == 0)
		return;
	d = &p->f.details[p->lists[VIEW_DETAILS].at];
	for (int n = 1; n < d->found.line; n++)
		at += strcspn(at, "\n") + 1;
	line = xasprintf("%.*s", (int)strcspn(at, "\n"), at);
	show_paragraph(area, LOOK_BODY, line);
	mem_free(line);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct case_page *p = data;
	struct area inner = { body.row + HEAD_ROWS + 1, 0,
			      body.rows - HEAD_ROWS - 1, body.cols };
	int below = p->view == VIEW_DETAILS ? LINE_ROWS : 0;

	(void)ui;
	draw_head(p, (struct area){ body.row + 1, 1, LINE_ROWS,
				    body.cols - 2 });
	draw_tabs(p, body.row + HEAD_ROWS, 1);
	p->rows = inner.rows;
	if (p->view == VIEW_TEXT) {
		inner.col = 2;
		pager_draw(&p->pager, inner);
		return;
	}
	draw_line(p, (struct area){ body.row + body.rows - below, 2, below,
				    body.cols - 4 });
	inner.rows -= below;
	list_draw(list_of(p), inner, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct case_page *p = data;
	int step = pressed == TK_TAB || pressed == TK_RIGHT ? 1
		   : pressed == TK_BACK_TAB || pressed == TK_LEFT ? VIEWS - 1
								  : 0;

	(void)ui;
	if (step != 0) {
		p->view = (enum view)(((int)p->view + step) % VIEWS);
		return true;
	}
	return p->view == VIEW_TEXT ? pager_key(&p->pager, p->rows, pressed)
				    : list_key(list_of(p), pressed);
}

/* ---- commands ---- */

static void
run_write(void *data, struct ui *ui)
{
	struct case_page *p = data;
	struct err err = { .code = RC_OK };

	if (case_check_consent(&p->f.row, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		case_form_open(p->s, &p->f.row.study.fact.student_id,
			       &p->f.row, p->f.text != NULL ? p->f.text : "");
}

static void
run_settle(void *data, struct ui *ui)
{
	static const char *const choices[] = {
		"It may stay, because ...", "Change the text",
	};
	struct case_page *p = data;
	int choice;

	if (p->view != VIEW_DETAILS || p->f.detail_count == 0) {
		p->view = VIEW_DETAILS;
		return;
	}
	choice = ui_ask_choice(ui, "This detail", choices,
			       ARRAY_SIZE(choices), 0);
	if (choice == 0)
		case_ask_stay(p->s, &p->f.row,
			      &p->f.details[p->lists[VIEW_DETAILS].at].found);
	else if (choice == 1)
		run_write(data, ui);
}

static void
run_send(void *data, struct ui *ui)
{
	struct case_page *p = data;

	(void)ui;
	case_ask_step(p->s, &p->f.row, STEP_SENT);
}

static void
run_approve(void *data, struct ui *ui)
{
	struct case_page *p = data;

	(void)ui;
	case_ask_step(p->s, &p->f.row, STEP_APPROVED);
}

static void
run_back(void *data, struct ui *ui)
{
	struct case_page *p = data;

	(void)ui;
	case_ask_send_back(p->s, &p->f.row);
}

static void
run_publish(void *data, struct ui *ui)
{
	struct case_page *p = data;

	(void)ui;
	case_ask_publish(p->s, &p->f.row);
}

/* Of several it is the one that is chosen in the list. */
static void
run_down(void *data, struct ui *ui)
{
	struct case_page *p = data;

	if (p->view != VIEW_PLACES) {
		p->view = VIEW_PLACES;
		if (p->f.place_count != 1) {
			ui_say(ui, "Choose the place it is gone from, and "
			       "press x.");
			return;
		}
	}
	if (p->f.place_count > 0)
		case_ask_take_down(p->s, &p->f.row,
				   &p->f.places[p->lists[VIEW_PLACES].at]);
}

static void
run_sheet(void *data, struct ui *ui)
{
	struct case_page *p = data;
	struct err err = { .code = RC_OK };

	if (case_check_consent(&p->f.row, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		sheet_open(p->s, "case-study", p->ref);
}

static enum rc
may_publish(void *data, struct err *err)
{
	return app_require(((struct case_page *)data)->s->app, MAY_PUBLISH,
			   err);
}

static enum rc
may_note_place(void *data, struct err *err)
{
	struct case_page *p = data;

	return app_case_may_publish(p->s->app, &p->f.row, err);
}

static enum rc
may_approve(void *data, struct err *err)
{
	struct case_page *p = data;
	enum rc rc = may_publish(data, err);

	return rc == RC_OK ? app_case_check_second(p->s->app, &p->f.row, err)
			   : rc;
}

static const struct command page_commands[] = {
	{ "case.down", 'x', TK_DELETE, "Take down", "note that it is taken down "
	  "from a place", CMD_FOOTER, may_support, run_down },
	{ "case.settle", TK_ENTER, 0, "Settle", "a detail that may stay, or "
	  "that changes", CMD_FOOTER, may_support, run_settle },
	{ "case.write", 'e', 0, "Write", "a new text", CMD_FOOTER, may_support,
	  run_write },
	{ "case.send", 's', 0, "Send", "send the text for approval",
	  CMD_FOOTER, may_support, run_send },
	{ "case.approve", 'a', 0, "Approve", "approve what somebody else "
	  "wrote", 0, may_approve, run_approve },
	{ "case.back", 'r', 0, "Send back", "say what is to be changed", 0,
	  may_publish, run_back },
	{ "case.publish", 'p', 0, "Publish", "note where it was published", 0,
	  may_note_place, run_publish },
	{ "case.sheet", TK_F9, 'o', "Sheet", "the text on a sheet, to print "
	  "or save", 0, NULL, run_sheet },
};

static void
release(void *data)
{
	struct case_page *p = data;

	case_file_release(&p->f);
	pager_release(&p->pager);
	mem_free(p);
}

static const struct screen_ops ops = {
	.id = "case-study", .title = title, .draw = draw, .key = key,
	.commands = page_commands, .command_count = ARRAY_SIZE(page_commands),
	.refresh = refresh, .free = release,
};

void
case_file_open(struct session *s, const char *ref)
{
	struct case_page *p = xcalloc(1, sizeof(*p));

	p->s = s;
	snprintf(p->ref, sizeof(p->ref), "%s", ref);
	p->lists[VIEW_DETAILS] = (struct list){
		.columns = detail_columns, .cell = detail_cell, .ctx = p,
		.column_count = ARRAY_SIZE(detail_columns), .sorted = -1,
		.empty = "The program points at nothing here. You know more "
			 "than it does.",
	};
	p->lists[VIEW_PLACES] = (struct list){
		.columns = place_columns, .cell = place_cell, .ctx = p,
		.column_count = ARRAY_SIZE(place_columns), .sorted = -1,
		.empty = "It was published nowhere yet.",
	};
	ui_push(s->ui, &ops, p);
	if (p->f.row.state == CASE_TO_TAKE_DOWN)
		p->view = VIEW_PLACES;
}
