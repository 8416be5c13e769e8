/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdlib.h>
#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "screens/filter.h"
#include "tui/list.h"
#include "tui/term.h"

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
	const char *label;
	int whom;
} choices[] = {
	{ "All graduates", SHOW_GRADUATES },
	{ "Everyone with a plan, graduate or not", SHOW_SUPPORTED },
	{ "With a deferral", SHOW_DEFERRED },
	{ "Overdue in the diary", SHOW_OVERDUE },
	{ "Still inside", OUTCOME_INSIDE },
	{ "Employed", OUTCOME_EMPLOYED },
	{ "Self-employed, or own business", OUTCOME_SELF_EMPLOYED },
	{ "In higher education", OUTCOME_HIGHER_EDUCATION },
	{ "Supported in further training", OUTCOME_SUPPORTED },
	{ "Voluntary work", OUTCOME_VOLUNTARY },
	{ "Looking for work", OUTCOME_SEEKING },
	{ "Not looking, or not available", OUTCOME_UNAVAILABLE },
	{ "Other", OUTCOME_OTHER },
	{ "Back in custody", OUTCOME_RETURNED },
	{ "Died", OUTCOME_DIED },
	{ "Not known", OUTCOME_NOT_KNOWN },
};

struct graduates {
	struct session *s;
	struct graduate_row *rows;
	char **folded;			/* what the letters are looked for in */
	size_t count;
	size_t *order;			/* of rows: those shown, as sorted */
	struct list_column columns[COLUMNS - 1];
	enum column which[COLUMNS - 1];
	struct list list;
	struct filter filter;
	size_t choice;
};

static const struct graduate_row *
row_at(const struct graduates *g, size_t at)
{
	return &g->rows[g->order[at]];
}

static const struct graduate_row *
current(const struct graduates *g)
{
	return g->list.count > 0 ? row_at(g, g->list.at) : NULL;
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
compare(const void *a, const void *b, void *ctx)
{
	const struct graduates *g = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	enum column column = g->which[g->list.sorted];
	int order = column == COL_NAME
			    ? strcmp(g->folded[x], g->folded[y])
			    : compare_by(column, &g->rows[x], &g->rows[y]);

	if (order == 0)
		return strcmp(g->rows[x].reference, g->rows[y].reference);
	return g->list.descending ? -order : order;
}

static void
arrange(struct graduates *g)
{
	char *needle = utf8_fold(g->filter.letters.text.ptr);
	size_t shown = 0;

	for (size_t i = 0; i < g->count; i++)
		if (is_chosen(&g->rows[i], choices[g->choice].whom) &&
		    utf8_fold_contains(g->folded[i], needle))
			g->order[shown++] = i;
	mem_free(needle);
	if (shown > 1)
		qsort_r(g->order, shown, sizeof(*g->order), compare, g);
	g->list.count = shown;
	g->list.empty = g->count == 0
		? "No graduates yet. G on a student's page confirms one, when "
		  "all is done."
		: "Nobody to show. f shows others.";
	list_clamp(&g->list);
}

static void
forget(struct graduates *g)
{
	for (size_t i = 0; i < g->count; i++)
		mem_free(g->folded[i]);
	mem_free(g->folded);
	mem_free(g->rows);
	mem_free(g->order);
	g->rows = NULL;
	g->count = g->list.count = 0;
}

static void
load(struct graduates *g, struct ui *ui)
{
	struct err err = { .code = RC_OK };

	forget(g);
	if (app_supported(g->s->app, &g->rows, &g->count, &err) != RC_OK)
		ui_complain(ui, &err);
	g->folded = xcalloc(g->count + 1, sizeof(*g->folded));
	g->order = xcalloc(g->count + 1, sizeof(*g->order));
	for (size_t i = 0; i < g->count; i++) {
		const struct graduate_row *r = &g->rows[i];
		char *text = xasprintf("%s %s %s", r->name, r->latin_name,
				       r->reference);

		g->folded[i] = utf8_fold(text);
		mem_free(text);
	}
	arrange(g);
}

static void
refresh(void *data, struct ui *ui)
{
	struct graduates *g = data;
	struct id here = { { 0 } };

	if (current(g) != NULL)
		here = current(g)->id;
	load(g, ui);
	for (size_t i = 0; i < g->list.count; i++)
		if (id_equal(&row_at(g, i)->id, &here))
			g->list.at = i;
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct graduates *g = ctx;
	const struct graduate_row *r = row_at(g, at);
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

	buf_addf(out, "%s  %zu", choices[g->choice].label, g->list.count);
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
	list_draw(&g->list, (struct area){ body.row + 1, 0, body.rows - 3,
					   body.cols }, true);
	filter_draw(&g->filter, body.row);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct graduates *g = data;
	bool changed;

	(void)ui;
	if (!filter_key(&g->filter, pressed, &changed))
		return !g->filter.typing && list_key(&g->list, pressed);
	if (changed)
		arrange(g);
	return true;
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return current(data) != NULL
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is nobody in this list.");
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
	size_t n = 0;

	for (size_t i = 0; i < g->count; i++)
		n += is_chosen(&g->rows[i], whom);
	return n;
}

static void
run_choose(void *data, struct ui *ui)
{
	struct graduates *g = data;
	char *labels[ARRAY_SIZE(choices)];
	int chosen;

	for (size_t i = 0; i < ARRAY_SIZE(choices); i++)
		labels[i] = xasprintf("%-38s %3zu", choices[i].label,
				      count_chosen(g, choices[i].whom));
	chosen = ui_ask_choice(ui, "Who is shown?",
			       (const char *const *)labels,
			       ARRAY_SIZE(choices), (int)g->choice);
	for (size_t i = 0; i < ARRAY_SIZE(choices); i++)
		mem_free(labels[i]);
	if (chosen >= 0)
		g->choice = (size_t)chosen;
	arrange(g);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	((struct graduates *)data)->filter.typing = true;
}

static void
run_sort(void *data, struct ui *ui)
{
	struct graduates *g = data;

	if (list_ask_sort(&g->list, ui))
		arrange(g);
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

	forget(g);
	filter_release(&g->filter);
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
	filter_init(&g->filter);
	g->list = (struct list){
		.columns = g->columns, .column_count = n, .cell = cell,
		.ctx = g, .sorted = COL_REF,
	};
	ui_push(s->ui, &ops, g);
}
