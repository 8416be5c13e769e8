/* SPDX-License-Identifier: ISC */
#include "screens/outcomes.h"

#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "report/outcomes.h"
#include "tui/list.h"
#include "tui/term.h"

struct day {
	civil_date on;
	struct outcome outcome;
};

struct outcomes {
	struct session *s;
	struct day now, before;
	enum shown shown[OUTCOME_CELLS];	/* of both */
	struct outcome_options options;	/* `on` is the as-at day, always */
	char place[CODE_SIZE];		/* at head office: one, or "" */
	const struct outcome_line **lines;
	struct list list;
};

static const struct list_column one_day[] = {
	{ "", 0, false }, { "Figure", 22, false },
};
static const struct list_column two_days[] = {
	{ "", 0, false }, { "Before", 18, false }, { "Now", 18, false },
};

static bool
compares(const struct outcomes *o)
{
	return o->options.before != DATE_NONE;
}

/* ---- reading ---- */

static enum rc
read_place(struct outcomes *o, struct day *day, struct err *err)
{
	struct place_outcome *rows;
	size_t count;
	enum rc rc = app_outcomes_by_place(o->s->app, day->on, &rows, &count,
					   err);

	memset(&day->outcome, 0, sizeof(day->outcome));
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (strcmp(rows[i].code, o->place) == 0)
			day->outcome = rows[i].outcome;
	mem_free(rows);
	return rc;
}

static enum rc
read_day(struct outcomes *o, struct day *day, civil_date on, struct err *err)
{
	day->on = on;
	return o->place[0] != '\0' ? read_place(o, day, err)
				   : app_outcomes(o->s->app, on,
						  &day->outcome, err);
}

static enum rc
read_days(struct outcomes *o, struct err *err)
{
	enum rc rc = read_day(o, &o->now, app_as_at(o->s->app), err);

	if (rc == RC_OK && compares(o))
		rc = read_day(o, &o->before, o->options.before, err);
	memset(o->shown, 0, sizeof(o->shown));		/* SHOWN */
	if (rc == RC_OK && o->options.publish)
		outcome_suppress(&o->now.outcome,
				 compares(o) ? &o->before.outcome : NULL,
				 o->shown);
	return rc;
}

static void
arrange(struct outcomes *o)
{
	size_t count;
	const struct outcome_line *lines = outcome_lines(&count);

	mem_free(o->lines);
	o->lines = xcalloc(count, sizeof(*o->lines));
	o->list.count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct outcome_line *l = &lines[i];

		if (outcome_line_shows(l, &o->now.outcome,
				       o->shown[l->cell]) ||
		    (compares(o) &&
		     outcome_line_shows(l, &o->before.outcome,
					o->shown[l->cell])))
			o->lines[o->list.count++] = l;
	}
	o->list.columns = compares(o) ? two_days : one_day;
	o->list.column_count = compares(o) ? ARRAY_SIZE(two_days)
					   : ARRAY_SIZE(one_day);
	list_clamp(&o->list);
}

static void
refresh(void *data, struct ui *ui)
{
	struct outcomes *o = data;
	struct err err = { .code = RC_OK };

	if (read_days(o, &err) != RC_OK)
		ui_complain(ui, &err);
	arrange(o);
}

/* ---- drawing ---- */

static void
title(void *data, struct buf *out)
{
	const struct outcomes *o = data;
	civil_date today = app_as_at(o->s->app);

	buf_adds(out, "Outcomes");
	if (o->place[0] != '\0')
		buf_addf(out, " > %s", o->place);
	buf_adds(out, "    known on ");
	if (compares(o)) {
		show_day(o->before.on, today, out);
		buf_adds(out, ", and on ");
	}
	show_day(o->now.on, DATE_NONE, out);
	if (o->options.publish)
		buf_adds(out, ", for publication");
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct outcomes *o = ctx;
	const struct outcome_line *line = o->lines[row];
	const struct day *day = compares(o) && column == 1 ? &o->before
							   : &o->now;
	char text[FIGURE_SIZE];

	if (line->depth == 0)
		*look = LOOK_HEADING;
	if (column == 0) {
		buf_pad(out, ' ', (size_t)line->depth * 2);
		buf_adds(out, outcome_row(line->cell)->label);
		return;
	}
	buf_adds(out, outcome_figure(&day->outcome, o->shown, line->cell,
				     text));
}

/* Whose rule the figure under the cursor goes by. */
static const char *
rule_of(const struct outcomes *o)
{
	const struct outcome_line *line = o->lines[o->list.at];

	if (o->options.publish)
		return "Figures under 5 are kept back, and as many more that "
		       "none can be worked out. Publish two days as one "
		       "comparison, never as two statements.";
	if (line->section >= SECTION_MOJ_6_WEEKS)
		return "By the rules of the Ministry of Justice, of each "
		       "release. Its own figures, year to March 2024: 19.3% "
		       "at 6 weeks, 31.1% at 6 months.";
	if (line->cell == OUTCOME_APART)
		return "Who died in prison, said no to statistics, or whose "
		       "record another academy keeps.";
	return "Each is counted once, by the main thing they do. Who has "
	       "only a deferred plan is supported: a plan that waits is a "
	       "plan.";
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct outcomes *o = data;

	(void)ui;
	show_paragraph((struct area){ body.row + body.rows - 2, 2, 2,
				      body.cols - 4 }, LOOK_DIM, rule_of(o));
	list_draw(&o->list, (struct area){ body.row + 1, 0, body.rows - 4,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct outcomes *)data)->list, pressed);
}

/* ---- commands ---- */

static void
run_people(void *data, struct ui *ui)
{
	struct outcomes *o = data;

	(void)ui;
	outcome_people_open(o->s, o->lines[o->list.at]->cell, o->place);
}

static void
run_compare(void *data, struct ui *ui)
{
	struct outcomes *o = data;
	civil_date today = app_as_at(o->s->app);
	civil_date before = date_add_months(today, -6);

	if (compares(o))
		o->options.before = DATE_NONE;
	else if (!ask_date_from(o->s, "Compare", "With the figures as they "
				"were known on which day?", before, &before))
		return;
	else if (before == DATE_NONE || before >= today)
		ui_say(ui, "Give a day before the day of the statement.");
	else
		o->options.before = before;
	refresh(o, ui);
}

/* Of all academies together: those of one could be taken from the total. */
static void
run_publish(void *data, struct ui *ui)
{
	struct outcomes *o = data;

	o->options.publish = !o->options.publish;
	if (o->options.publish)
		o->place[0] = '\0';
	refresh(o, ui);
}

static enum rc
may_choose_place(void *data, struct err *err)
{
	const struct outcomes *o = data;

	if (app_academy(o->s->app)->kind != SITE_HEAD_OFFICE)
		return err_set(err, RC_CONFLICT, NULL,
			       "These are the graduates of one academy; head "
			       "office sees several.");
	if (o->options.publish)
		return err_set(err, RC_CONFLICT, NULL,
			       "For publication all academies are taken "
			       "together; p shows the figures for staff.");
	return RC_OK;
}

static void
run_place(void *data, struct ui *ui)
{
	struct outcomes *o = data;

	if (pick_academy(o->s, "Which academy?", o->place))
		refresh(o, ui);
}

static void
run_sheet(void *data, struct ui *ui)
{
	struct outcomes *o = data;
	struct outcome_options options = o->options;
	char text[OUTCOME_OPTIONS_SIZE];

	if (o->place[0] != '\0')
		ui_say(ui, "The sheet is of all academies, with a line for "
		       "each.");
	options.on = compares(o) ? o->now.on : DATE_NONE;
	sheet_open(o->s, "outcomes", outcome_options_text(&options, text));
}

static const struct command outcomes_commands[] = {
	{ "outcomes.people", TK_ENTER, 0, "Who", "the people behind the "
	  "figure", CMD_FOOTER, NULL, run_people },
	{ "outcomes.compare", 'c', 0, "Compare", "another day's figures "
	  "beside these, or no longer", CMD_FOOTER, NULL, run_compare },
	{ "outcomes.publish", 'p', 0, "Publish", "keep small figures back, "
	  "as for publication, or show them", CMD_FOOTER, NULL, run_publish },
	{ "outcomes.place", 'a', 0, "Academy", "at head office: the figures "
	  "of one academy, or of all", 0, may_choose_place, run_place },
	{ "outcomes.sheet", TK_F9, 's', "Sheet", "the statement as a sheet, "
	  "to print or save", CMD_FOOTER, NULL, run_sheet },
};

static void
release(void *data)
{
	struct outcomes *o = data;

	mem_free(o->lines);
	mem_free(o);
}

static const struct screen_ops ops = {
	.id = "outcomes", .title = title, .draw = draw, .key = key,
	.commands = outcomes_commands,
	.command_count = ARRAY_SIZE(outcomes_commands), .refresh = refresh,
	.free = release,
};

void
outcomes_open(struct session *s)
{
	struct outcomes *o = xcalloc(1, sizeof(*o));

	o->s = s;
	o->options.on = o->options.before = DATE_NONE;
	o->list = (struct list){ .cell = cell, .ctx = o, .sorted = -1 };
	arrange(o);
	ui_push(s->ui, &ops, o);
}
