/* SPDX-License-Identifier: ISC */
#include "screens/employers.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "screens/finder.h"

enum column {
	COL_NAME, COL_SECTOR, COL_TIER, COL_OPEN, COL_APPLYING, COL_STARTED,
	COLUMNS
};
enum { DETAIL_ROWS = 3 };

static const struct list_column columns[COLUMNS] = {
	[COL_NAME] = { "Employer", 0, false },
	[COL_SECTOR] = { "Sector", 15, false },
	[COL_TIER] = { "Tier", 11, false },
	[COL_OPEN] = { "Vacancies", 9, true },
	[COL_APPLYING] = { "Applying", 8, true },
	[COL_STARTED] = { "Started", 7, true },
};

struct employers {
	struct session *s;
	struct finder finder;
};

static const struct employer_row *
current(const struct employers *e)
{
	return finder_current(&e->finder);
}

/* ---- which ones ---- */

static enum rc
load(void *ctx, void **rows, size_t *count, struct err *err)
{
	const struct employers *e = ctx;
	struct employer_row *employers = NULL;
	enum rc rc = app_employers(e->s->app, &employers, count, err);

	*rows = employers;
	return rc;
}

static char *
fold(const void *row)
{
	const struct employer *e = &((const struct employer_row *)row)->employer;
	char *text = xasprintf("%s %s %s", e->name, e->place, e->contact);
	char *folded = utf8_fold(text);

	mem_free(text);
	return folded;
}

static bool
is_same(const void *a, const void *b)
{
	const struct employer_row *x = a, *y = b;

	return id_equal(&x->employer.id, &y->employer.id);
}

/* Those that ended come last. */
static int
compare(const void *ctx, const struct finder_row *a,
	const struct finder_row *b)
{
	const struct employer_row *x = a->row, *y = b->row;

	(void)ctx;
	return (int)y->active - (int)x->active;
}

static const struct finder_ops finder_ops = {
	.size = sizeof(struct employer_row), .load = load, .fold = fold,
	.same = is_same, .compare = compare,
};

static void
refresh(void *data, struct ui *ui)
{
	finder_refresh(&((struct employers *)data)->finder, ui);
}

/* ---- drawing ---- */

static void
show_count(int count, struct buf *out)
{
	if (count > 0)
		buf_addf(out, "%d", count);
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct employers *e = ctx;
	const struct employer_row *r = finder_row(&e->finder, at);

	if (!r->active)
		*look = LOOK_DIM;
	switch (column) {
	case COL_NAME:
		buf_adds(out, r->employer.name);
		if (r->owner[0] != '\0')
			buf_addf(out, " (%s)", r->owner);
		break;
	case COL_SECTOR:
		if (r->employer.sector != SECTOR_NOT_KNOWN)
			buf_adds(out, term_label(&term_sector,
						 (int)r->employer.sector));
		break;
	case COL_TIER:
		if (r->employer.tier != TIER_NONE)
			buf_adds(out, term_label(&term_tier,
						 (int)r->employer.tier));
		break;
	case COL_OPEN:
		if (r->active)
			show_count(r->vacancies, out);
		else
			buf_adds(out, "ended");
		break;
	case COL_APPLYING:
		show_count(r->applying, out);
		break;
	default:
		show_count(r->started, out);
		break;
	}
}

static void
title(void *data, struct buf *out)
{
	buf_addf(out, "Employers and vacancies  %zu",
		 ((const struct employers *)data)->finder.list.count);
}

void
show_employer(const struct employer *r, struct buf *out)
{
	char warning[TERMS_SIZE];

	if (r->place[0] != '\0')
		buf_addf(out, "%s. ", r->place);
	if (r->contact[0] != '\0' || r->contact_how[0] != '\0')
		buf_addf(out, "%s%s%s. ", r->contact,
			 r->contact[0] != '\0' && r->contact_how[0] != '\0'
				 ? ": " : "", r->contact_how);
	employer_warning(r, warning, sizeof(warning));
	buf_adds(out, warning);
}

static void
draw_detail(const struct employer *r, struct area area)
{
	struct buf text = BUF_INIT;

	show_employer(r, &text);
	if (r->note[0] != '\0')
		buf_addf(&text, " %s", r->note);
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct employers *e = data;

	(void)ui;
	if (current(e) != NULL)
		draw_detail(&current(e)->employer, (struct area){
			body.row + body.rows - DETAIL_ROWS, 2, DETAIL_ROWS,
			body.cols - 4 });
	finder_draw(&e->finder, body, DETAIL_ROWS + 1);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return finder_key(&((struct employers *)data)->finder, pressed);
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return finder_has_current(&((struct employers *)data)->finder, err);
}

static enum rc
may_change(void *data, struct err *err)
{
	struct employers *e = data;
	enum rc rc = may_support(data, err);

	if (rc == RC_OK)
		rc = has_current(data, err);
	return rc == RC_OK ? app_employer_is_ours(e->s->app,
						  &current(e)->employer, err)
			   : rc;
}

static void
run_open(void *data, struct ui *ui)
{
	struct employers *e = data;

	(void)ui;
	employer_open(e->s, &current(e)->employer.id);
}

static void
run_new(void *data, struct ui *ui)
{
	(void)ui;
	employer_form_open(((struct employers *)data)->s, NULL);
}

static void
run_change(void *data, struct ui *ui)
{
	struct employers *e = data;

	(void)ui;
	employer_form_open(e->s, &current(e)->employer);
}

static void
run_end(void *data, struct ui *ui)
{
	struct employers *e = data;
	const struct employer *row = &current(e)->employer;
	struct err err = { .code = RC_OK };
	civil_date on;

	if (!ask_date(e->s, row->name, "From which day does nobody apply "
		      "there any more? (year-month-day)", &on))
		return;
	if (app_employer_end(e->s->app, &row->id, on, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		ui_say(ui, "Ended. u takes it back.");
	ui_refresh(ui);
}

static void
run_filter(void *data, struct ui *ui)
{
	(void)ui;
	finder_begin(&((struct employers *)data)->finder);
}

static const struct command employers_commands[] = {
	{ "employers.open", TK_ENTER, 0, "Open", "its vacancies, and who is "
	  "at which step", CMD_FOOTER, has_current, run_open },
	{ "employers.new", TK_F3, 'n', "New", "add an employer", CMD_FOOTER,
	  may_support, run_new },
	{ "employers.change", TK_F4, 'e', "Change", "change what is known of "
	  "the employer", CMD_FOOTER, may_change, run_change },
	{ "employers.end", 'x', 0, "End", "nobody applies there any more",
	  CMD_FOOTER, may_change, run_end },
	{ "employers.filter", '/', 0, "Filter", "show only names, places or "
	  "contact persons with these letters", CMD_FOOTER, NULL,
	  run_filter },
};

static void
release(void *data)
{
	struct employers *e = data;

	finder_release(&e->finder);
	mem_free(e);
}

static const struct screen_ops ops = {
	.id = "employers", .title = title, .draw = draw, .key = key,
	.commands = employers_commands,
	.command_count = ARRAY_SIZE(employers_commands), .refresh = refresh,
	.free = release,
};

void
employers_open(struct session *s)
{
	struct employers *e = xcalloc(1, sizeof(*e));

	e->s = s;
	finder_init(&e->finder, &finder_ops, (struct list){
		.columns = columns, .column_count = COLUMNS, .cell = cell,
		.ctx = e, .sorted = -1 });
	e->finder.none = "No employers yet. n adds one.";
	e->finder.unmatched = "No employer has these letters.";
	ui_push(s->ui, &ops, e);
}
