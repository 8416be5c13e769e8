/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdlib.h>
#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "screens/finder.h"

enum column {
	COL_REF, COL_NAME, COL_NOW, COL_PLACE, COL_OUT, COL_SUPPORT, COL_DUE,
	COLUMNS
};

/* Head office has the academy where others have the day of release. */
static const struct list_column all_columns[COLUMNS] = {
	[COL_REF] = { "Ref", 9, false },
	[COL_NAME] = { "Name", 0, false },
	[COL_NOW] = { "Where now", 16, false },
	[COL_PLACE] = { "Academy", 8, false },
	[COL_OUT] = { "Out", 8, false },
	[COL_SUPPORT] = { "Support", 8, false },
	[COL_DUE] = { "Due", 9, false },
};

/* The groups of the outcome statement, in the width of a column. */
static const char *const group_words[] = {
	[OUTCOME_INSIDE] = "Still inside",
	[OUTCOME_EMPLOYED] = "Employed",
	[OUTCOME_SELF_EMPLOYED] = "Self-employed",
	[OUTCOME_HIGHER_EDUCATION] = "Higher education",
	[OUTCOME_SUPPORTED] = "Further training",
	[OUTCOME_VOLUNTARY] = "Voluntary work",
	[OUTCOME_SEEKING] = "Looking for work",
	[OUTCOME_UNAVAILABLE] = "Not available",
	[OUTCOME_OTHER] = "Other",
	[OUTCOME_RETURNED] = "Back in custody",
	[OUTCOME_DIED] = "Died",
	[OUTCOME_NOT_KNOWN] = "Not known",
};

static const char *const support_words[] = {
	[SUPPORT_NOT_STARTED] = "", [SUPPORT_PLANNING] = "Planning",
	[SUPPORT_ACTIVE] = "Active", [SUPPORT_DEFERRED] = "Deferred",
	[SUPPORT_PAUSED_NO_CONTACT] = "Paused",
	[SUPPORT_CLOSED_MET] = "Closed",
	[SUPPORT_CLOSED_DECLINED] = "Declined",
};

/* Who is shown: one of these, or a group of the statement. */
enum whom {
	SHOW_GRADUATES = -4, SHOW_SUPPORTED, SHOW_DEFERRED, SHOW_OVERDUE,
	/* from 0: enum outcome_cell */
};

static const struct {
	const char *label;	/* NULL: the group's */
	int whom;
} choices[] = {
	{ "All graduates", SHOW_GRADUATES },
	{ "Everyone with a plan, graduate or not", SHOW_SUPPORTED },
	{ "With a deferral", SHOW_DEFERRED },
	{ "Overdue in the diary", SHOW_OVERDUE },
	{ NULL, OUTCOME_INSIDE }, { NULL, OUTCOME_EMPLOYED },
	{ NULL, OUTCOME_SELF_EMPLOYED }, { NULL, OUTCOME_HIGHER_EDUCATION },
	{ NULL, OUTCOME_SUPPORTED }, { NULL, OUTCOME_VOLUNTARY },
	{ NULL, OUTCOME_SEEKING }, { NULL, OUTCOME_UNAVAILABLE },
	{ NULL, OUTCOME_OTHER }, { NULL, OUTCOME_RETURNED },
	{ NULL, OUTCOME_DIED }, { NULL, OUTCOME_NOT_KNOWN },
};

static const char *
choice_label(size_t choice)
{
	return choices[choice].label != NULL
		       ? choices[choice].label
		       : outcome_row(choices[choice].whom)->label;
}

struct graduates {
	struct session *s;
	struct finder finder;
	struct list_column columns[COLUMNS - 1];
	enum column which[COLUMNS - 1];
	size_t choice;
};

static const struct graduate_row *
current(const struct graduates *g)
{
	return finder_current(&g->finder);
}

/* ---- who is shown, and in which order ---- */

static bool
is_chosen(const struct graduate_row *r, int whom)
{
	switch (whom) {
	case SHOW_SUPPORTED:
		return r->support != SUPPORT_NOT_STARTED;
	case SHOW_DEFERRED:
		return r->deferred;
	case SHOW_OVERDUE:
		return r->overdue_since != DATE_NONE;
	case SHOW_GRADUATES:
		return r->graduated_on != DATE_NONE;
	default:
		return r->graduated_on != DATE_NONE && (int)r->group == whom;
	}
}

/* The last first, and never after all. */
static int
compare_days(civil_date a, civil_date b)
{
	if (a == DATE_NONE || b == DATE_NONE)
		return (a == DATE_NONE) - (b == DATE_NONE);
	return (a < b) - (a > b);
}

static int
compare_by(enum column column, const struct graduate_row *a,
	   const struct graduate_row *b)
{
	switch (column) {
	case COL_NOW:
		return (int)a->group - (int)b->group;
	case COL_PLACE:
		return strcmp(a->owner, b->owner);
	case COL_OUT:
		return compare_days(a->released_on, b->released_on);
	case COL_SUPPORT:
		return (int)a->support - (int)b->support;
	case COL_DUE:
		return a->overdue_since == DATE_NONE ||
				       b->overdue_since == DATE_NONE
			       ? compare_days(a->overdue_since,
					      b->overdue_since)
			       : compare_days(b->overdue_since,
					      a->overdue_since);
	default:
		return strcmp(a->reference, b->reference);
	}
}

static int
compare(const void *ctx, const struct finder_row *a,
	const struct finder_row *b)
{
	const struct graduates *g = ctx;
	enum column column = g->which[g->finder.list.sorted];

	return column == COL_NAME ? strcmp(a->folded, b->folded)
				  : compare_by(column, a->row, b->row);
}

static bool
passes(const void *ctx, const void *row)
{
	return is_chosen(row, choices[((const struct graduates *)ctx)
				      ->choice].whom);
}

static enum rc
load(void *ctx, void **rows, size_t *count, struct err *err)
{
	const struct graduates *g = ctx;
	struct graduate_row *people = NULL;
	enum rc rc = app_supported(g->s->app, &people, count, err);

	*rows = people;
	return rc;
}

static char *
fold(const void *row)
{
	const struct graduate_row *r = row;
	char *text = xasprintf("%s %s %s", r->name, r->latin_name,
			       r->reference);
	char *folded = utf8_fold(text);

	mem_free(text);
	return folded;
}

static bool
is_same(const void *a, const void *b)
{
	const struct graduate_row *x = a, *y = b;

	return id_equal(&x->id, &y->id);
}

static const struct finder_ops finder_ops = {
	.size = sizeof(struct graduate_row), .load = load, .fold = fold,
	.same = is_same, .chosen = passes, .compare = compare,
};

static void
refresh(void *data, struct ui *ui)
{
	finder_refresh(&((struct graduates *)data)->finder, ui);
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct graduates *g = ctx;
	const struct graduate_row *r = finder_row(&g->finder, at);
	civil_date today = app_as_at(g->s->app);

	switch (g->which[column]) {
	case COL_REF:
		buf_adds(out, r->reference);
		break;
	case COL_NAME:
		show_name(r->name, r->latin_name, out);
		break;
	case COL_NOW:
		buf_adds(out, group_words[r->group]);
		break;
	case COL_PLACE:
		buf_adds(out, r->owner);
		break;
	case COL_OUT:
		show_short_day(r->released_on, today, out);
		break;
	case COL_SUPPORT:
		buf_adds(out, support_words[r->support]);
		break;
	default:
		if (r->overdue_since == DATE_NONE)
			break;
		*look = LOOK_WAITING;
		buf_addc(out, '!');
		show_short_day(r->overdue_since, today, out);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	const struct graduates *g = data;

	buf_addf(out, "%s  %zu", choice_label(g->choice),
		 g->finder.list.count);
}

/* "Junior, Example Bank: software development" */
static void
show_main(const struct destination *d, struct buf *out)
{
	buf_addf(out, ". %s", term_label(&term_destination, (int)d->kind));
	if (d->role[0] != '\0')
		buf_addf(out, ": %s", d->role);
	if (d->employer[0] != '\0')
		buf_addf(out, "%s%s", d->role[0] != '\0' ? ", " : ": ",
			 d->employer);
}

static void
draw_detail(const struct graduates *g, struct area area)
{
	const struct graduate_row *r = current(g);
	struct buf text = BUF_INIT;

	show_name(r->name, r->latin_name, &text);
	buf_adds(&text, r->graduated_on == DATE_NONE ? ", not a graduate"
						     : ", graduate since ");
	show_day(r->graduated_on, app_as_at(g->s->app), &text);
	buf_addf(&text, ". %s", term_label(&term_custody, (int)r->custody));
	if (r->has_main)
		show_main(&r->main, &text);
	buf_addc(&text, '.');
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct graduates *g = data;

	(void)ui;
	if (current(g) != NULL)
		draw_detail(g, (struct area){ body.row + body.rows - 2, 2, 2,
					      body.cols - 4 });
	finder_draw(&g->finder, body, 2);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return finder_key(&((struct graduates *)data)->finder, pressed);
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return finder_has_current(&((struct graduates *)data)->finder, err);
}

static void
run_open(void *data, struct ui *ui)
{
	struct graduates *g = data;

	(void)ui;
	person_open(g->s, &current(g)->id, NULL);
}

static size_t
count_chosen(const struct graduates *g, int whom)
{
	const struct graduate_row *rows = (const void *)g->finder.rows;
	size_t n = 0;

	for (size_t i = 0; i < g->finder.count; i++)
		n += is_chosen(&rows[i], whom);
	return n;
}

static void
run_choose(void *data, struct ui *ui)
{
	struct graduates *g = data;
	char *labels[ARRAY_SIZE(choices)];
	int chosen;

	for (size_t i = 0; i < ARRAY_SIZE(choices); i++)
		labels[i] = xasprintf("%-38s %3zu", choice_label(i),
				      count_chosen(g, choices[i].whom));
	chosen = ui_ask_choice(ui, "Who is shown?",
			       (const char *const *)labels,
			       ARRAY_SIZE(choices), (int)g->choice);
	for (size_t i = 0; i < ARRAY_SIZE(choices); i++)
		mem_free(labels[i]);
	if (chosen >= 0)
		g->choice = (size_t)chosen;
	finder_arrange(&g->finder);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	finder_begin(&((struct graduates *)data)->finder);
}

static void
run_sort(void *data, struct ui *ui)
{
	struct graduates *g = data;

	if (list_ask_sort(&g->finder.list, ui))
		finder_arrange(&g->finder);
}

static const struct command graduates_commands[] = {
	{ "graduates.open", TK_ENTER, 0, "Open", "open the person",
	  CMD_FOOTER, has_current, run_open },
	{ "graduates.choose", 'f', 0, "Who", "choose who is shown: by where "
	  "they are now, deferred, overdue", CMD_FOOTER, NULL, run_choose },
	{ "graduates.filter", '/', 0, "Filter",
	  "show only names or references with these letters", CMD_FOOTER,
	  NULL, run_filter },
	{ "graduates.sort", 's', 0, "Sort", "sort by a column, or turn it "
	  "round", CMD_FOOTER, NULL, run_sort },
};

static void
release(void *data)
{
	struct graduates *g = data;

	finder_release(&g->finder);
	mem_free(g);
}

static const struct screen_ops ops = {
	.id = "graduates", .title = title, .draw = draw, .key = key,
	.commands = graduates_commands,
	.command_count = ARRAY_SIZE(graduates_commands), .refresh = refresh,
	.free = release,
};

void
graduates_open(struct session *s)
{
	struct graduates *g = xcalloc(1, sizeof(*g));
	bool is_office = app_academy(s->app)->kind == SITE_HEAD_OFFICE;
	enum column left_out = is_office ? COL_OUT : COL_PLACE;
	size_t n = 0;

	g->s = s;
	for (int i = 0; i < COLUMNS; i++)
		if (i != (int)left_out) {
			g->columns[n] = all_columns[i];
			g->which[n++] = (enum column)i;
		}
	finder_init(&g->finder, &finder_ops, (struct list){
		.columns = g->columns, .column_count = n, .cell = cell,
		.ctx = g, .sorted = COL_REF });
	g->finder.none = "No graduates yet. G on a student's page confirms "
			 "one, when all is done.";
	g->finder.unmatched = "Nobody to show. f shows others.";
	ui_push(s->ui, &ops, g);
}
