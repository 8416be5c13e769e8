/* SPDX-License-Identifier: ISC */
/* Choosing students from a list that narrows as letters are typed. */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/finder.h"
#include "tui/term.h"

enum { BOX_COLS = 70 };

struct pick {
	struct session *s;
	struct finder finder;
	const char *keeper;	/* NULL: whoever keeps the record */
	bool *chosen;		/* by row; NULL: one is chosen by Enter */
	size_t chosen_count;
};

static const struct list_column columns[] = {
	{ "Ref", 9, false }, { "Name", 0, false }, { "Where", 20, false },
};

static const struct student_row *
current(const struct pick *p)
{
	return finder_current(&p->finder);
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct pick *p = ctx;
	const struct student_row *r = finder_row(&p->finder, row);

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

	return p->chosen != NULL && p->chosen[p->finder.order[row]];
}

/* Of a place that keeps the record: "" is this one. */
static bool
is_kept(const void *ctx, const void *row)
{
	const struct pick *p = ctx;
	const struct student_row *r = row;

	return p->keeper == NULL || r->owner[0] == '\0' ||
	       strcmp(r->owner, p->keeper) == 0;
}

/* It is read once. */
static const struct finder_ops finder_ops = {
	.size = sizeof(struct student_row), .load = find_students,
	.fold = fold_student, .chosen = is_kept,
};

static void
begin(struct session *s, struct pick *p)
{
	p->s = s;
	finder_init(&p->finder, &finder_ops, (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .marked = is_chosen, .ctx = p, .sorted = -1 });
	p->finder.none = p->finder.unmatched =
		"Nobody has these letters in name, reference or number.";
	finder_refresh(&p->finder, s->ui);
}

static void
release(struct pick *p)
{
	finder_release(&p->finder);
	mem_free(p->chosen);
}

static void
draw(struct pick *p, const char *title)
{
	int rows = term_rows() - 6, col = (term_cols() - BOX_COLS) / 2;

	ui_draw(p->s->ui);
	term_frame(2, col, rows, BOX_COLS, LOOK_DIALOG, title);
	term_fill(3, col + 1, rows - 2, BOX_COLS - 2, LOOK_BODY);
	list_draw(&p->finder.list, (struct area){ 5, col + 1, rows - 5,
					   BOX_COLS - 2 }, true);
	term_text(rows, col + 3, BOX_COLS - 6, LOOK_DIM,
		  p->chosen == NULL
			  ? "Letters narrow the list   Enter chooses   Esc "
			    "gives up"
			  : "Letters narrow   Space marks   Enter goes on   "
			    "Esc gives up");
	term_text(3, col + 3, 8, LOOK_HEADING, "Filter");
	line_draw(&p->finder.letters, 3, col + 11, BOX_COLS - 14, true);
}

static void
toggle(struct pick *p)
{
	bool *mark = &p->chosen[p->finder.order[p->finder.list.at]];

	*mark = !*mark;
	if (*mark)
		p->chosen_count++;
	else
		p->chosen_count--;
	list_key(&p->finder.list, TK_DOWN);
}

/* True while it goes on; *chosen then says nothing. */
static bool
take_key(struct pick *p, uint32_t key, bool *chosen)
{
	struct finder *f = &p->finder;

	*chosen = key == TK_ENTER &&
		  (f->list.count > 0 || p->chosen_count > 0);
	if (key == TK_ESC || *chosen)
		return false;
	if (key == TK_SPACE && p->chosen != NULL && f->list.count > 0) {
		toggle(p);
		return true;
	}
	/* Letters are for the filter, also those that move in other lists. */
	if (!key_is_text(key) && key != TK_HOME && key != TK_END &&
	    list_key(&f->list, key))
		return true;
	if (line_key(&f->letters, key)) {
		f->list.at = 0;
		finder_arrange(f);
	}
	return true;
}

bool
pick_student(struct session *s, const char *title,
	     char reference[CODE_SIZE])
{
	struct pick p = { .keeper = NULL };
	bool chosen = false;

	begin(s, &p);
	do {
		draw(&p, title);
	} while (take_key(&p, ui_key(s->ui), &chosen));
	if (chosen)
		snprintf(reference, CODE_SIZE, "%s",
			 current(&p)->reference);
	release(&p);
	return chosen;
}

/* Those marked, or the one the cursor is on when none is. */
static struct id *
gather(const struct pick *p, size_t *count)
{
	const struct student_row *rows = (const void *)p->finder.rows;
	struct id *ids = xcalloc(p->finder.count + 1, sizeof(*ids));

	*count = 0;
	for (size_t i = 0; i < p->finder.count; i++)
		if (p->chosen[i])
			ids[(*count)++] = rows[i].id;
	if (*count == 0)
		ids[(*count)++] = current(p)->id;
	return ids;
}

bool
pick_students(struct session *s, const char *title, const char *keeper,
	      struct id **ids, size_t *count)
{
	struct pick p = { .keeper = keeper };
	bool done = false;

	begin(s, &p);
	p.chosen = xcalloc(p.finder.count + 1, sizeof(*p.chosen));
	do {
		char *heading = p.chosen_count == 0
			? xstrdup(title)
			: xasprintf("%s  %zu marked", title, p.chosen_count);

		draw(&p, heading);
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
