/* SPDX-License-Identifier: ISC */
/* Choosing one student from a list that narrows as letters are typed. */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/line.h"
#include "tui/list.h"
#include "tui/term.h"

enum { BOX_COLS = 70 };

struct pick {
	struct student_row *rows;
	char **folded;
	size_t *shown;
	size_t count;
	struct list list;
	struct line_edit line;
};

static const struct list_column columns[] = {
	{ "Ref", 9, false }, { "Name", 0, false }, { "Where", 20, false },
};

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct pick *p = ctx;
	const struct student_row *r = &p->rows[p->shown[row]];

	(void)look;
	if (column == 0)
		buf_adds(out, r->reference);
	else if (column == 1)
		show_name(r->name, r->latin_name, out);
	else
		buf_adds(out, term_label(&term_enrolment, (int)r->enrolment));
}

static void
narrow(struct pick *p)
{
	char *needle = utf8_fold(p->line.text.ptr);

	p->list.count = p->list.at = 0;
	for (size_t i = 0; i < p->count; i++)
		if (utf8_fold_contains(p->folded[i], needle))
			p->shown[p->list.count++] = i;
	mem_free(needle);
}

static bool
load(struct session *s, struct pick *p)
{
	struct err err = { .code = RC_OK };

	if (app_student_list(s->app, &p->rows, &p->count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	p->folded = xcalloc(p->count + 1, sizeof(*p->folded));
	p->shown = xcalloc(p->count + 1, sizeof(*p->shown));
	for (size_t i = 0; i < p->count; i++)
		p->folded[i] = fold_student(&p->rows[i]);
	line_init(&p->line, "", 100);
	p->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = p, .sorted = -1,
		.empty = "Nobody has these letters in name, reference or "
			 "number.",
	};
	narrow(p);
	return true;
}

static void
release(struct pick *p)
{
	for (size_t i = 0; i < p->count; i++)
		mem_free(p->folded[i]);
	mem_free(p->folded);
	mem_free(p->shown);
	mem_free(p->rows);
	line_release(&p->line);
}

static void
draw(struct session *s, struct pick *p, const char *title)
{
	int rows = term_rows() - 6, col = (term_cols() - BOX_COLS) / 2;

	ui_draw(s->ui);
	term_frame(2, col, rows, BOX_COLS, LOOK_DIALOG, title);
	term_fill(3, col + 1, rows - 2, BOX_COLS - 2, LOOK_BODY);
	list_draw(&p->list, (struct area){ 5, col + 1, rows - 5,
					   BOX_COLS - 2 }, true);
	term_text(rows, col + 3, BOX_COLS - 6, LOOK_DIM,
		  "Letters narrow the list   Enter chooses   Esc gives up");
	term_text(3, col + 3, 8, LOOK_HEADING, "Filter");
	line_draw(&p->line, 3, col + 11, BOX_COLS - 14, true);
}

/* True while it goes on; *chosen then says nothing. */
static bool
take_key(struct pick *p, uint32_t key, bool *chosen)
{
	*chosen = key == TK_ENTER && p->list.count > 0;
	if (key == TK_ESC || *chosen)
		return false;
	/* Letters are for the filter, also those that move in other lists. */
	if (!key_is_text(key) && key != TK_HOME && key != TK_END &&
	    list_key(&p->list, key))
		return true;
	if (line_key(&p->line, key))
		narrow(p);
	return true;
}

bool
pick_student(struct session *s, const char *title,
	     char reference[CODE_SIZE])
{
	struct pick p = { .count = 0 };
	bool chosen = false;

	if (!load(s, &p))
		return false;
	do {
		draw(s, &p, title);
	} while (take_key(&p, ui_key(s->ui), &chosen));
	if (chosen)
		snprintf(reference, CODE_SIZE, "%s",
			 p.rows[p.shown[p.list.at]].reference);
	release(&p);
	return chosen;
}
