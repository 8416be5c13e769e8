/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/case_app.h"
#include "base/mem.h"
#include "exchange/exchange.h"
#include "report/kinds.h"
#include "tui/list.h"
#include "tui/term.h"

struct reports {
	struct session *s;
	struct list list;
};

static const struct list_column columns[] = {
	{ "Sheet", 16, false }, { "Of", 10, false }, { "What it says", 0,
						       false },
};

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct report_kind *kind = &report_kinds[row];

	(void)ctx, (void)look;
	if (column == 0)
		buf_adds(out, kind->title);
	else if (column == 1)
		buf_adds(out, kind->argument == NULL ? "all"
						     : kind->argument);
	else
		buf_adds(out, kind->help);
}

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Reports");
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct reports *r = data;

	(void)ui;
	list_draw(&r->list, (struct area){ body.row + 1, 0, body.rows - 3,
					   body.cols }, true);
	term_text(body.row + body.rows - 2, 2, body.cols - 4, LOOK_DIM,
		  "A sheet is shown first; from there it is printed or "
		  "saved.");
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct reports *)data)->list, pressed);
}

/* ---- what a sheet is of ---- */

static bool
pick_stick(struct session *s, char *argument, size_t size)
{
	struct export_row *rows;
	struct err err = { .code = RC_OK };
	const char **labels;
	size_t count;
	int chosen = -1;

	if (exchange_register(s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	labels = xcalloc(count + 1, sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		labels[i] = xasprintf("%06" PRId64 "  %s", rows[i].number,
				      rows[i].file);
	if (count == 0)
		ui_say(s->ui, "No stick has gone out yet.");
	else
		chosen = ui_ask_choice(s->ui, "Which stick was lost?", labels,
				       count, 0);
	if (chosen >= 0)
		snprintf(argument, size, "%" PRId64, rows[chosen].number);
	for (size_t i = 0; i < count; i++)
		mem_free((void *)(uintptr_t)labels[i]);
	mem_free(labels);
	mem_free(rows);
	return chosen >= 0;
}

/* Any of them: one that may not leave says why. */
static bool
pick_case(struct session *s, char *argument, size_t size)
{
	struct case_row *rows;
	struct err err = { .code = RC_OK };
	const char **labels;
	size_t count;
	int chosen = -1;

	if (app_cases(s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	labels = xcalloc(count + 1, sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		labels[i] = xasprintf("%s  %s: %s", rows[i].ref,
				      term_label(&term_case_state,
						 (int)rows[i].state),
				      rows[i].study.title);
	if (count == 0)
		ui_say(s->ui, "There is no case study yet.");
	else
		chosen = ui_ask_choice(s->ui, "Which case study?", labels,
				       count, 0);
	if (chosen >= 0)
		snprintf(argument, size, "%s", rows[chosen].ref);
	for (size_t i = 0; i < count; i++)
		mem_free((void *)(uintptr_t)labels[i]);
	mem_free(labels);
	mem_free(rows);
	return chosen >= 0;
}

static void
run_open(void *data, struct ui *ui)
{
	struct reports *r = data;
	const struct report_kind *kind = &report_kinds[r->list.at];
	char argument[CODE_SIZE + SHORT_SIZE] = "";
	bool given = true;

	(void)ui;
	if (kind->argument != NULL && strcmp(kind->argument, "days") == 0) {
		outcomes_open(r->s);
		return;
	}
	if (kind->argument != NULL && strcmp(kind->argument, "student") == 0)
		given = pick_student(r->s, "Whose sheet?", argument);
	else if (kind->argument != NULL &&
		 strcmp(kind->argument, "stick") == 0)
		given = pick_stick(r->s, argument, sizeof(argument));
	else if (kind->argument != NULL &&
		 strcmp(kind->argument, "case study") == 0)
		given = pick_case(r->s, argument, sizeof(argument));
	else if (kind->argument != NULL &&
		 strcmp(kind->argument, "curriculum") == 0)
		given = pick_curriculum(r->s, argument, sizeof(argument));
	if (given)
		sheet_open(r->s, kind->id, argument);
}

static const struct command reports_commands[] = {
	{ "reports.open", TK_ENTER, 0, "Open", "show the sheet",
	  CMD_FOOTER, NULL, run_open },
};

static const struct screen_ops ops = {
	.id = "reports", .title = title, .draw = draw, .key = key,
	.commands = reports_commands,
	.command_count = ARRAY_SIZE(reports_commands), .free = mem_free,
};

void
reports_open(struct session *s)
{
	struct reports *r = xcalloc(1, sizeof(*r));

	r->s = s;
	r->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = r, .sorted = -1,
		.count = report_kind_count,
	};
	ui_push(s->ui, &ops, r);
}
