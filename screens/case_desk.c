/* SPDX-License-Identifier: ISC */
/* The case-study desk: what is to be taken down first, then by how far each
 * has come. */
#include "screens/case_desk.h"

#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

enum column { COL_STATE, COL_TITLE, COL_NAME, COL_KIND, COL_OUT };

static const struct list_column columns[] = {
	[COL_STATE] = { "State", 14, false },
	[COL_TITLE] = { "Title", 0, false },
	[COL_NAME] = { "Who", 16, false },
	[COL_KIND] = { "Kind", 9, false },
	[COL_OUT] = { "Out", 3, true },
};

/* In the width of the column. */
static const char *const state_words[CASE_STATES] = {
	[CASE_TO_TAKE_DOWN] = "! To take down", [CASE_DRAFT] = "Draft",
	[CASE_WAITING] = "To approve", [CASE_APPROVED] = "Approved",
	[CASE_PUBLISHED] = "Published", [CASE_TAKEN_DOWN] = "Taken down",
	[CASE_NO_CONSENT] = "No consent",
};

struct case_desk {
	struct session *s;
	struct case_row *rows;
	size_t count;
	struct list list;
};

static const struct case_row *
current(const struct case_desk *d)
{
	return d->count > 0 ? &d->rows[d->list.at] : NULL;
}

static void
refresh(void *data, struct ui *ui)
{
	struct case_desk *d = data;
	struct err err = { .code = RC_OK };
	char here[CASE_REF_SIZE] = "";

	if (current(d) != NULL)
		memcpy(here, current(d)->ref, sizeof(here));
	mem_free(d->rows);
	d->rows = NULL;
	d->count = 0;
	if (app_cases(d->s->app, &d->rows, &d->count, &err) != RC_OK)
		ui_complain(ui, &err);
	d->list.count = d->count;
	list_clamp(&d->list);
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->rows[i].ref, here) == 0)
			d->list.at = i;
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct case_desk *d = ctx;
	const struct case_row *r = &d->rows[at];

	if (r->state == CASE_TO_TAKE_DOWN)
		*look = LOOK_ERROR;
	else if (r->state == CASE_TAKEN_DOWN || r->state == CASE_NO_CONSENT)
		*look = LOOK_DIM;
	if (column == COL_STATE)
		buf_adds(out, state_words[r->state]);
	else if (column == COL_TITLE)
		buf_adds(out, r->study.title);
	else if (column == COL_NAME)
		show_name(r->name, r->latin_name, out);
	else if (column == COL_KIND)
		buf_adds(out, term_label(&term_case_kind,
					 (int)r->study.kind));
	else if (r->standing.up > 0)
		buf_addf(out, "%d", r->standing.up);
}

static size_t
count_urgent(const struct case_desk *d)
{
	size_t n = 0;

	while (n < d->count && d->rows[n].state == CASE_TO_TAKE_DOWN)
		n++;
	return n;
}

static void
title(void *data, struct buf *out)
{
	const struct case_desk *d = data;
	size_t urgent = count_urgent(d);

	buf_addf(out, "Case studies  %zu", d->count);
	if (urgent > 0)
		buf_addf(out, ", %zu to take down", urgent);
}

void
case_show_consent(struct session *s, const struct case_row *row,
		  struct buf *out)
{
	static const char *const words[] = {
		[CONSENT_NOT_ASKED] = "not asked for",
		[CONSENT_GIVEN] = "given ", [CONSENT_WITHDRAWN] = "withdrawn ",
	};
	bool given = row->standing.consent == CONSENT_GIVEN;

	buf_addf(out, "Consent to \"%s\": %s",
		 term_label(&term_consent,
			    (int)case_purpose(row->study.kind)),
		 words[row->standing.consent]);
	if (row->standing.consent != CONSENT_NOT_ASKED)
		show_day(row->consent_since, app_as_at(s->app), out);
	if (given && row->wording[0] != '\0')
		buf_addf(out, ", wording %s", row->wording);
	buf_addc(out, '.');
}

static void
draw_detail(const struct case_desk *d, struct area area)
{
	const struct case_row *r = current(d);
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s. ", r->ref);
	case_show_consent(d->s, r, &text);
	if (r->written_on != DATE_NONE) {
		buf_adds(&text, " Text of ");
		show_day(r->written_on, app_as_at(d->s->app), &text);
		buf_addf(&text, " by %s.", r->writer);
	}
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct case_desk *d = data;

	(void)ui;
	if (current(d) != NULL)
		draw_detail(d, (struct area){ body.row + body.rows - 2, 2, 2,
					      body.cols - 4 });
	list_draw(&d->list, (struct area){ body.row + 1, 0, body.rows - 3,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct case_desk *)data)->list, pressed);
}

/* ---- commands ---- */

static void
run_open(void *data, struct ui *ui)
{
	struct case_desk *d = data;

	(void)ui;
	if (current(d) != NULL)
		case_file_open(d->s, current(d)->ref);
}

static void
run_new(void *data, struct ui *ui)
{
	struct case_desk *d = data;
	char reference[CODE_SIZE];
	struct student student;
	struct err err = { .code = RC_OK };

	if (!pick_student(d->s, "Whose story?", reference))
		return;
	if (app_student_find(d->s->app, reference, &student, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		case_form_open(d->s, &student.id, NULL, "");
}

static enum rc
may_begin(void *data, struct err *err)
{
	const struct case_desk *d = data;
	enum rc rc = may_support(data, err);

	return rc == RC_OK ? app_is_ours(d->s->app, NULL, err) : rc;
}

static const struct command desk_commands[] = {
	{ "case.open", TK_ENTER, 0, "Open", "the text, what it may give away, "
	  "and where it is out", CMD_FOOTER, NULL, run_open },
	{ "case.new", TK_F3, 'n', "New", "begin a case study", CMD_FOOTER,
	  may_begin, run_new },
};

static void
release(void *data)
{
	struct case_desk *d = data;

	mem_free(d->rows);
	mem_free(d);
}

static const struct screen_ops ops = {
	.id = "case-desk", .title = title, .draw = draw, .key = key,
	.commands = desk_commands, .command_count = ARRAY_SIZE(desk_commands),
	.refresh = refresh, .free = release,
};

void
case_studies_open(struct session *s)
{
	struct case_desk *d = xcalloc(1, sizeof(*d));

	d->s = s;
	d->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = d, .sorted = -1,
		.empty = "No case study yet. n begins one, once the person "
			 "has agreed.",
	};
	ui_push(s->ui, &ops, d);
}
