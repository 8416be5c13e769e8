/* SPDX-License-Identifier: ISC */
/* Choosing students from a list that narrows as letters are typed. */
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
	bool *chosen;		/* by row; NULL: one is chosen by Enter */
	size_t count, chosen_count;
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

static bool
is_chosen(void *ctx, size_t row)
{
	const struct pick *p = ctx;

	return p->chosen != NULL && p->chosen[p->shown[row]];
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

/* Of a place that keeps the record: "" is this one. */
static void
drop_others(struct pick *p, const char *keeper)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->count; i++)
		if (p->rows[i].owner[0] == '\0' ||
		    strcmp(p->rows[i].owner, keeper) == 0)
			p->rows[kept++] = p->rows[i];
	p->count = kept;
}

static bool
load(struct session *s, struct pick *p, const char *keeper)
{
	struct err err = { .code = RC_OK };

	if (app_student_list(s->app, &p->rows, &p->count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	if (keeper != NULL)
		drop_others(p, keeper);
	p->folded = xcalloc(p->count + 1, sizeof(*p->folded));
	p->shown = xcalloc(p->count + 1, sizeof(*p->shown));
	for (size_t i = 0; i < p->count; i++)
		p->folded[i] = fold_student(&p->rows[i]);
	line_init(&p->line, "", 100);
	p->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .marked = is_chosen, .ctx = p, .sorted = -1,
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
	mem_free(p->chosen);
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
		  p->chosen == NULL
			  ? "Letters narrow the list   Enter chooses   Esc "
			    "gives up"
			  : "Letters narrow   Space marks   Enter goes on   "
			    "Esc gives up");
	term_text(3, col + 3, 8, LOOK_HEADING, "Filter");
	line_draw(&p->line, 3, col + 11, BOX_COLS - 14, true);
}

static void
toggle(struct pick *p)
{
	bool *mark = &p->chosen[p->shown[p->list.at]];

	*mark = !*mark;
	if (*mark)
		p->chosen_count++;
	else
		p->chosen_count--;
	list_key(&p->list, TK_DOWN);
}

/* True while it goes on; *chosen then says nothing. */
static bool
take_key(struct pick *p, uint32_t key, bool *chosen)
{
	*chosen = key == TK_ENTER &&
		  (p->list.count > 0 || p->chosen_count > 0);
	if (key == TK_ESC || *chosen)
		return false;
	if (key == TK_SPACE && p->chosen != NULL && p->list.count > 0) {
		toggle(p);
		return true;
	}
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

	if (!load(s, &p, NULL))
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

/* Those marked, or the one the cursor is on when none is. */
static struct id *
gather(const struct pick *p, size_t *count)
{
	struct id *ids = xcalloc(p->count + 1, sizeof(*ids));

	*count = 0;
	for (size_t i = 0; i < p->count; i++)
		if (p->chosen[i])
			ids[(*count)++] = p->rows[i].id;
	if (*count == 0)
		ids[(*count)++] = p->rows[p->shown[p->list.at]].id;
	return ids;
}

bool
pick_students(struct session *s, const char *title, const char *keeper,
	      struct id **ids, size_t *count)
{
	struct pick p = { .count = 0 };
	bool done = false;

	if (!load(s, &p, keeper))
		return false;
	p.chosen = xcalloc(p.count + 1, sizeof(*p.chosen));
	do {
		char *heading = p.chosen_count == 0
			? xstrdup(title)
			: xasprintf("%s  %zu marked", title, p.chosen_count);

		draw(s, &p, heading);
		mem_free(heading);
	} while (take_key(&p, ui_key(s->ui), &done));
	if (done)
		*ids = gather(&p, count);
	release(&p);
	return done;
}

/* The only one is not asked for. */
bool
pick_curriculum(struct session *s, char *argument, size_t size)
{
	struct curriculum_version *rows;
	struct err err = { .code = RC_OK };
	char **labels;
	size_t count;
	int chosen = 0;

	if (app_curriculum_list(s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	labels = xcalloc(count + 1, sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		labels[i] = xasprintf("%s@%s  %s", rows[i].code,
				      rows[i].version, rows[i].title);
	if (count == 0)
		ui_say(s->ui, "There is no curriculum yet. At home, 3 loads "
		       "one.");
	if (count != 1)
		chosen = ui_ask_choice(s->ui, "Which curriculum?",
				       (const char *const *)labels, count, 0);
	if (chosen >= 0)
		snprintf(argument, size, "%s@%s", rows[chosen].code,
			 rows[chosen].version);
	for (size_t i = 0; i < count; i++)
		mem_free(labels[i]);
	mem_free(labels);
	mem_free(rows);
	return chosen >= 0;
}
