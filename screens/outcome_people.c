/* SPDX-License-Identifier: ISC */
#include "screens/outcomes.h"

#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

struct people {
	struct session *s;
	int cell;
	char place[CODE_SIZE];
	struct graduate_row *rows;
	struct list list;
};

enum column { COL_REF, COL_NAME, COL_OUT, COL_WHAT, COLUMNS };

static const struct list_column columns[COLUMNS] = {
	[COL_REF] = { "Ref", 9, false },
	[COL_NAME] = { "Name", 20, false },
	[COL_OUT] = { "Out", 8, false },
	[COL_WHAT] = { "Main destination", 0, false },
};

static void
refresh(void *data, struct ui *ui)
{
	struct people *p = data;
	struct err err = { .code = RC_OK };
	size_t count, kept = 0;

	mem_free(p->rows);
	if (app_outcome_people(p->s->app, p->cell, &p->rows, &count, &err) !=
	    RC_OK)
		ui_complain(ui, &err);
	for (size_t i = 0; i < count; i++)
		if (p->place[0] == '\0' ||
		    strcmp(p->rows[i].owner, p->place) == 0)
			p->rows[kept++] = p->rows[i];
	p->list.count = kept;
	list_clamp(&p->list);
}

static void
title(void *data, struct buf *out)
{
	const struct people *p = data;

	buf_adds(out, "Outcomes");
	if (p->place[0] != '\0')
		buf_addf(out, " > %s", p->place);
	buf_addf(out, " > %s  %zu", outcome_row(p->cell)->label,
		 p->list.count);
}

static void
show_what(const struct destination *d, struct buf *out)
{
	buf_adds(out, d->role[0] != '\0' ? d->role
				: term_label(&term_destination,
					     (int)d->kind));
	if (d->employer[0] != '\0')
		buf_addf(out, ", %s", d->employer);
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct people *p = ctx;
	const struct graduate_row *r = &p->rows[at];

	(void)look;
	if (column == COL_REF)
		buf_adds(out, r->reference);
	else if (column == COL_NAME)
		show_name(r->name, r->latin_name, out);
	else if (column == COL_OUT)
		show_short_day(r->released_on, app_as_at(p->s->app), out);
	else if (r->has_main)
		show_what(&r->main, out);
}

/* All of the line under the cursor. */
static void
draw_detail(const struct people *p, struct area area)
{
	const struct graduate_row *r = &p->rows[p->list.at];
	struct buf text = BUF_INIT;

	show_name(r->name, r->latin_name, &text);
	buf_addf(&text, ". %s", term_label(&term_custody, (int)r->custody));
	if (r->has_main) {
		buf_addf(&text, ". %s: ", term_label(&term_destination,
						     (int)r->main.kind));
		show_what(&r->main, &text);
	}
	buf_addf(&text, ". Support: %s.", term_label(&term_support,
						     (int)r->support));
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct people *p = data;

	(void)ui;
	if (p->list.count > 0)
		draw_detail(p, (struct area){ body.row + body.rows - 2, 2, 2,
					      body.cols - 4 });
	list_draw(&p->list, (struct area){ body.row + 1, 0, body.rows - 4,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct people *)data)->list, pressed);
}

static enum rc
has_current(void *data, struct err *err)
{
	return ((struct people *)data)->list.count > 0
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is nobody in this list.");
}

static void
run_open(void *data, struct ui *ui)
{
	struct people *p = data;

	(void)ui;
	person_open(p->s, &p->rows[p->list.at].id, NULL);
}

static const struct command people_commands[] = {
	{ "outcomes.open", TK_ENTER, 0, "Open", "open the person",
	  CMD_FOOTER, has_current, run_open },
};

static void
release(void *data)
{
	struct people *p = data;

	mem_free(p->rows);
	mem_free(p);
}

static const struct screen_ops ops = {
	.id = "outcome-people", .title = title, .draw = draw, .key = key,
	.commands = people_commands,
	.command_count = ARRAY_SIZE(people_commands), .refresh = refresh,
	.free = release,
};

void
outcome_people_open(struct session *s, int cell_of, const char *place)
{
	struct people *p = xcalloc(1, sizeof(*p));

	p->s = s;
	p->cell = cell_of;
	snprintf(p->place, sizeof(p->place), "%s", place);
	p->list = (struct list){
		.columns = columns, .column_count = COLUMNS, .cell = cell,
		.ctx = p, .sorted = -1,
		.empty = "Nobody is counted in this figure.",
	};
	ui_push(s->ui, &ops, p);
}
