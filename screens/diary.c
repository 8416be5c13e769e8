/* SPDX-License-Identifier: ISC */
/* The follow-up diary: whom to call, deferrals to look at, actions. */
#include "screens/room.h"

#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "screens/fact_form.h"
#include "screens/finder.h"

/* Whether to call comes before whom, and for what. */
enum column { COL_MAY, COL_DAY, COL_NAME, COL_WHAT, COL_TRIES };

static const struct list_column columns[] = {
	[COL_MAY] = { "Contact", 9, false },
	[COL_DAY] = { "Due", 9, false },
	[COL_NAME] = { "Name", -18, false },
	[COL_WHAT] = { "What for", -23, false },
	[COL_TRIES] = { "Tries", 15, false },
};

enum { HALF_A_YEAR = 183 };

static const struct {
	const char *label;
	int days;
} periods[] = {
	{ "Due today or overdue", 0 },
	{ "The next 14 days", DIARY_DAYS },
	{ "The next three months", 92 },
	{ "The next twelve months", 366 },
};

struct diary {
	struct session *s;
	struct finder finder;
	size_t period;
};

static const struct diary_entry *
current(const struct diary *d)
{
	return finder_current(&d->finder);
}

/* ---- what is shown ---- */

static enum rc
load(void *ctx, void **rows, size_t *count, struct err *err)
{
	const struct diary *d = ctx;
	struct diary_entry *entries = NULL;
	enum rc rc = app_diary(d->s->app, periods[d->period].days, &entries,
			       count, err);

	*rows = entries;
	return rc;
}

static char *
fold(const void *row)
{
	const struct diary_entry *e = row;
	char *text = xasprintf("%s %s %s %s", e->name, e->latin_name,
			       e->reference, e->what);
	char *folded = utf8_fold(text);

	mem_free(text);
	return folded;
}

static bool
is_same(const void *left, const void *right)
{
	const struct diary_entry *a = left, *b = right;

	return a->kind == b->kind && a->number == b->number &&
	       id_equal(&a->student_id, &b->student_id) &&
	       a->point.point == b->point.point;
}

static const struct finder_ops finder_ops = {
	.size = sizeof(struct diary_entry), .load = load, .fold = fold,
	.same = is_same,
};

static void
refresh(void *data, struct ui *ui)
{
	finder_refresh(&((struct diary *)data)->finder, ui);
}

/* ---- drawing ---- */

static void
show_permission(const struct diary_entry *e, struct buf *out,
		enum role_look *look)
{
	static const enum role_look looks[] = {
		[CONTACT_NOT_ASKED] = LOOK_WAITING,
		[CONTACT_ALLOWED] = LOOK_BODY, [CONTACT_REFUSED] = LOOK_HELP,
	};

	if (e->kind != DIARY_POINT)
		return;
	*look = looks[e->permission];
	buf_adds(out, may_contact_word(e->permission));
}

static void
show_tries(const struct diary_entry *e, struct buf *out)
{
	char *last;

	if (e->kind != DIARY_POINT || e->point.tries == 0)
		return;
	last = utf8_fold(term_label(&term_contact_result,
				    (int)e->point.last));
	buf_addf(out, "%d, %s", e->point.tries, last);
	mem_free(last);
}

/* The year goes without saying within half a year. */
static void
show_due(const struct diary_entry *e, civil_date today, struct buf *out,
	 enum role_look *look)
{
	if (e->overdue) {
		*look = LOOK_WAITING;
		buf_addc(out, '!');
	}
	if (e->due < today + HALF_A_YEAR && e->due > today - HALF_A_YEAR)
		show_day(e->due, e->due, out);
	else
		show_short_day(e->due, today, out);
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct diary *d = ctx;
	const struct diary_entry *e = finder_row(&d->finder, at);

	switch (column) {
	case COL_MAY:
		show_permission(e, out, look);
		break;
	case COL_DAY:
		show_due(e, app_as_at(d->s->app), out, look);
		break;
	case COL_NAME:
		show_name(e->name, e->latin_name, out);
		break;
	case COL_WHAT:
		buf_addf(out, "%s%s", e->what, diary_after(e));
		break;
	default:
		show_tries(e, out);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	const struct diary *d = data;

	buf_addf(out, "Follow-up diary > %s  %zu", periods[d->period].label,
		 d->finder.list.count);
}

static void
draw_detail(const struct diary *d, struct area area)
{
	const struct diary_entry *e = current(d);
	civil_date today = app_as_at(d->s->app);
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s ", e->reference);
	show_name(e->name, e->latin_name, &text);
	if (e->kind == DIARY_POINT)
		buf_addf(&text, ". Contact: %s",
			 may_contact_word(e->permission));
	buf_addf(&text, ". %s%s, %s ", e->what, diary_after(e),
		 e->overdue ? "was due" : "due");
	show_day(e->due, today, &text);
	if (e->kind == DIARY_POINT && e->point.tries > 0) {
		buf_adds(&text, "; last tried ");
		show_day(e->point.last_on, today, &text);
	}
	buf_addc(&text, '.');
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct diary *d = data;

	(void)ui;
	if (current(d) != NULL)
		draw_detail(d, (struct area){ body.row + body.rows - 3, 2, 3,
					      body.cols - 4 });
	finder_draw(&d->finder, body, 3);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return finder_key(&((struct diary *)data)->finder, pressed);
}

/* ---- doing what is due ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return finder_has_current(&((struct diary *)data)->finder, err);
}

static enum rc
may_do_current(void *data, struct err *err)
{
	const struct diary *d = data;
	enum rc rc = has_current(data, err);

	if (rc == RC_OK)
		rc = may_support(data, err);
	return rc == RC_OK ? app_is_ours(d->s->app, &current(d)->student_id,
					 err)
			   : rc;
}

/* The form says first whether there is permission. */
static void
do_contact(struct diary *d, const struct diary_entry *e)
{
	struct contact contact;

	fact_init(FACT_CONTACT, &contact);
	contact.fact.student_id = e->student_id;
	contact.point = e->point.point;
	fact_form_begin_contact(d->s, &contact);
	fact_form_add(d->s, FACT_CONTACT, &contact);
}

static void
do_deferral(struct diary *d, const struct fact *fact)
{
	static const char *const choices[] = {
		"It goes on: when to look again", "It has ended",
	};
	int chosen = ui_ask_choice(d->s->ui, "The deferral", choices,
				   ARRAY_SIZE(choices), 0);

	if (chosen == 0)
		ask_fact_review(d->s, FACT_DEFERRAL, fact);
	else if (chosen == 1)
		ask_fact_end(d->s, FACT_DEFERRAL, fact);
}

static void
do_fact(struct diary *d, const struct diary_entry *e)
{
	bool defers = e->kind == DIARY_DEFERRAL;
	enum fact_kind kind = defers ? FACT_DEFERRAL : FACT_ACTION;
	struct err err = { .code = RC_OK };
	int number = e->number;
	void *rows;
	size_t count;

	if (app_fact_list(d->s->app, kind, &e->student_id, &rows, &count,
			  &err) != RC_OK) {
		ui_complain(d->s->ui, &err);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = (const void *)
			((const char *)rows + i * fact_specs[kind].size);

		if (fact->number != number)
			continue;
		if (defers)
			do_deferral(d, fact);
		else
			ask_fact_end(d->s, kind, fact);
		break;
	}
	mem_free(rows);
}

static void
run_do(void *data, struct ui *ui)
{
	struct diary *d = data;
	struct diary_entry e = *current(d);

	(void)ui;
	if (e.kind == DIARY_POINT)
		do_contact(d, &e);
	else
		do_fact(d, &e);
}

/* ---- the other commands ---- */

static void
run_open(void *data, struct ui *ui)
{
	struct diary *d = data;

	(void)ui;
	person_open(d->s, &current(d)->student_id, "person-diary");
}

static void
run_period(void *data, struct ui *ui)
{
	struct diary *d = data;
	const char *labels[ARRAY_SIZE(periods)];
	int chosen;

	for (size_t i = 0; i < ARRAY_SIZE(periods); i++)
		labels[i] = periods[i].label;
	chosen = ui_ask_choice(ui, "How far ahead?", labels,
			       ARRAY_SIZE(periods), (int)d->period);
	if (chosen >= 0)
		d->period = (size_t)chosen;
	refresh(d, ui);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	finder_begin(&((struct diary *)data)->finder);
}

static void
run_sheet(void *data, struct ui *ui)
{
	(void)ui;
	sheet_open(((struct diary *)data)->s, "diary", "");
}

static const struct command diary_commands[] = {
	{ "diary.open", TK_ENTER, 0, "Open", "open the person", CMD_FOOTER,
	  has_current, run_open },
	{ "diary.do", 'c', 0, "Record", "record a contact; look at a "
	  "deferral again; an action is done", CMD_FOOTER, may_do_current,
	  run_do },
	{ "diary.period", 'f', 0, "How far", "choose how far ahead to look",
	  CMD_FOOTER, NULL, run_period },
	{ "diary.filter", '/', 0, "Filter",
	  "show only lines with these letters", CMD_FOOTER, NULL,
	  run_filter },
	{ "diary.sheet", TK_F9, 'p', "Sheet", "the next 14 days as a sheet, "
	  "to read, print or save", 0, NULL, run_sheet },
};

static void
release(void *data)
{
	struct diary *d = data;

	finder_release(&d->finder);
	mem_free(d);
}

static const struct screen_ops ops = {
	.id = "diary", .title = title, .draw = draw, .key = key,
	.commands = diary_commands,
	.command_count = ARRAY_SIZE(diary_commands), .refresh = refresh,
	.free = release,
};

void
diary_open(struct session *s)
{
	struct diary *d = xcalloc(1, sizeof(*d));

	d->s = s;
	d->period = 1;
	finder_init(&d->finder, &finder_ops, (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = d, .sorted = -1 });
	d->finder.none = "Nothing is due. f looks further.";
	d->finder.unmatched = "Nothing with these letters.";
	ui_push(s->ui, &ops, d);
}
