/* SPDX-License-Identifier: ISC */
#include "screens/person.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tui/term.h"

enum { HIGH_ROWS = 30, ABOUT_ROWS = 4, ABOUT_MORE = 2 };

static const struct person_tab *
tab_of(const struct person *p)
{
	return person_tabs[p->tabs.at];
}

static const char *
tab_title(size_t at)
{
	return person_tabs[at]->title;
}

/* ---- lines ---- */

static struct person_line *
add_line(struct person *p)
{
	struct person_line *line;

	p->lines = xgrow(p->lines, p->list.count, sizeof(*p->lines));
	line = &p->lines[p->list.count++];
	memset(line, 0, sizeof(*line));
	line->kind = FACT_KINDS;
	buf_init(&line->cells);
	return line;
}

void
person_heading(struct person *p, const char *fmt, ...)
{
	struct person_line *line = add_line(p);
	char text[LINE_SIZE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	line->is = PERSON_HEADING;
	buf_adds(&line->cells, text);
	buf_addc(&line->cells, '\0');
}

void
person_note(struct person *p, const char *text)
{
	person_text(p, LOOK_DIM);
	p->lines[p->list.count - 1].is = PERSON_NOTE;
	person_cell(p, "%s", text);
}

void
person_text(struct person *p, enum role_look look)
{
	struct person_line *line = add_line(p);

	line->is = PERSON_TEXT;
	line->look = look;
}

void
person_fact(struct person *p, enum role_look look, enum fact_kind kind,
	    const void *fact)
{
	struct person_line *line = add_line(p);

	line->is = PERSON_FACT;
	line->look = look;
	line->kind = kind;
	line->fact = xmalloc(fact_specs[kind].size);
	memcpy(line->fact, fact, fact_specs[kind].size);
}

void
person_cell(struct person *p, const char *fmt, ...)
{
	struct buf *cells = &p->lines[p->list.count - 1].cells;
	char text[LINE_SIZE * 2];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	buf_adds(cells, text);
	buf_addc(cells, '\0');
}

void
person_day(struct person *p, civil_date day)
{
	struct buf text = BUF_INIT;

	show_day(day, app_as_at(p->s->app), &text);
	person_cell(p, "%s", text.ptr);
	buf_release(&text);
}

void
person_short_day(struct person *p, civil_date day)
{
	struct buf text = BUF_INIT;

	show_short_day(day, app_as_at(p->s->app), &text);
	person_cell(p, "%s", text.ptr);
	buf_release(&text);
}

static const char *
cell_at(const struct person_line *line, size_t column)
{
	const char *at = line->cells.ptr, *end = at + line->cells.len;

	while (column-- > 0 && at < end)
		at += strlen(at) + 1;
	return at < end ? at : "";
}

static void
forget_lines(struct person *p)
{
	for (size_t i = 0; i < p->list.count; i++) {
		buf_release(&p->lines[i].cells);
		mem_free(p->lines[i].fact);
	}
	mem_free(p->lines);
	p->lines = NULL;
	p->list.count = 0;
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct person_line *line = &((struct person *)ctx)->lines[row];

	*look = line->look;
	buf_adds(out, cell_at(line, column));
}

static bool
across(void *ctx, size_t row, struct buf *out, enum role_look *look)
{
	const struct person_line *line = &((struct person *)ctx)->lines[row];

	if (line->is != PERSON_HEADING && line->is != PERSON_NOTE)
		return false;
	if (line->is == PERSON_NOTE)
		*look = line->look;
	buf_adds(out, cell_at(line, 0));
	return true;
}

/* ---- reading ---- */

static bool
is_heading(const struct person *p, size_t at)
{
	return at < p->list.count && p->lines[at].is == PERSON_HEADING;
}

/* The cursor is never on a heading, and never hides the one above it. */
static void
leave_heading(struct person *p, bool up)
{
	size_t at = p->list.at;

	while (up && at > 0 && is_heading(p, at))
		at--;
	while (is_heading(p, at) && at + 1 < p->list.count)
		at++;
	p->list.at = at;
	if (at > 0 && at == p->list.top && is_heading(p, at - 1))
		p->list.top--;
}

static void
add_commands(struct person *p, const struct command *rows, size_t count)
{
	for (size_t i = 0; i < count &&
			   p->ops.command_count < PERSON_COMMANDS_MAX; i++)
		p->commands[p->ops.command_count++] = rows[i];
}

static void
go_to_tab(struct person *p, size_t at)
{
	const struct person_tab *tab;

	p->tabs.at = at;
	tab = tab_of(p);
	p->list.columns = tab->columns;
	p->list.column_count = tab->column_count;
	p->list.empty = tab->empty;
	p->list.no_header = tab->columns[0].label[0] == '\0' &&
			    tab->columns[1].label[0] == '\0';
	p->ops.id = tab->id;
	p->ops.command_count = 0;
	add_commands(p, tab->commands, tab->command_count);
	add_commands(p, person_shared_commands, person_shared_count);
}

/* The line that was at the cursor, where there still is one; its number may
 * have changed. */
static void
stay_at(struct person *p, enum fact_kind kind, const char *first)
{
	size_t at = p->list.at;

	for (size_t i = 0; i < p->list.count; i++) {
		size_t k = (at + i) % p->list.count;

		if (p->lines[k].kind == kind &&
		    strcmp(cell_at(&p->lines[k], 0), first) == 0) {
			p->list.at = k;
			break;
		}
	}
}

/* What was recorded last, by its id; list.count: nothing. */
static size_t
newest(const struct person *p, struct id *id)
{
	size_t found = p->list.count;

	memset(id, 0, sizeof(*id));
	for (size_t i = 0; i < p->list.count; i++) {
		const struct fact *fact = p->lines[i].fact;

		if (fact == NULL || fact->number == 0 ||
		    memcmp(&fact->id, id, sizeof(*id)) <= 0)
			continue;
		*id = fact->id;
		found = i;
	}
	return found;
}

static void
load_tab(struct person *p)
{
	struct id before, after;
	size_t last;
	const struct person_line *line = person_at(p);
	char *first = line != NULL ? xstrdup(cell_at(line, 0)) : NULL;
	enum fact_kind kind = person_kind_at(p);

	newest(p, &before);
	p->refused = (struct err){ .code = RC_OK };
	forget_lines(p);
	if (tab_of(p)->load(p, &p->refused) != RC_OK)
		forget_lines(p);
	if (first != NULL)
		stay_at(p, kind, first);
	last = newest(p, &after);
	if (p->adding && memcmp(&after, &before, sizeof(after)) > 0)
		p->list.at = last;
	p->adding = false;
	list_clamp(&p->list);
	leave_heading(p, false);
	mem_free(first);
}

static void
show_tab(struct person *p, size_t at)
{
	go_to_tab(p, at);
	forget_lines(p);
	p->list.at = p->list.top = 0;
	load_tab(p);
}

static void
refresh(void *data, struct ui *ui)
{
	struct person *p = data;
	struct err err = { .code = RC_OK };
	enum rc rc = app_student_load(p->s->app, &p->id, &p->student, &err);

	if (rc == RC_OK)
		rc = app_student_row(p->s->app, &p->id, &p->row, &err);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	p->read_only = (struct err){ .code = RC_OK };
	if (person_may_change(p, &p->read_only) == RC_OK)
		p->read_only.text[0] = '\0';
	load_tab(p);
}

/* ---- drawing ---- */

static void
title(void *data, struct buf *out)
{
	struct person *p = data;

	buf_addf(out, "Through the gate > %s ", p->student.reference);
	show_name(p->student.name, p->student.latin_name, out);
}

/* What the cursor is on, in full, below the lines. */
static void
draw_about(const struct person *p, struct area area)
{
	struct buf text = BUF_INIT;
	const struct person_line *line = person_at(p);

	if (line != NULL)
		person_about(p, line, false, &text);
	show_paragraph(area, LOOK_BODY, text.ptr);
	buf_release(&text);
}

static void
draw_lines(struct person *p, struct area area)
{
	int below = ABOUT_ROWS + (area.rows > HIGH_ROWS ? ABOUT_MORE : 0);

	area.rows -= below;
	draw_about(p, (struct area){ area.row + area.rows, 2, below,
				     area.cols - 3 });
	area.rows--;
	list_draw(&p->list, area, true);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct person *p = data;
	struct area rest = { body.row + 2, 0, body.rows - 2, body.cols };

	(void)ui;
	if (p->refused.code != RC_OK)
		show_paragraph((struct area){ rest.row + 1, 2, 4,
					      rest.cols - 4 },
			       LOOK_WAITING, p->refused.text);
	else
		draw_lines(p, rest);
	if (p->read_only.text[0] != '\0' && p->refused.code == RC_OK)
		term_text(body.row + 1, 2, body.cols - 3, LOOK_WAITING,
			  p->read_only.text);
	tabs_draw(&p->tabs, (struct area){ body.row, 0, 1, body.cols });
	if (p->list.count == 0)
		return;
	/* The cursor rests on the line, not on the tab. */
	term_cursor(rest.row + !p->list.no_header +
		    (int)(p->list.at - p->list.top), 0);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct person *p = data;
	size_t before = p->list.at;

	(void)ui;
	if (tabs_key(&p->tabs, pressed)) {
		show_tab(p, p->tabs.at);
		return true;
	}
	if (!list_key(&p->list, pressed))
		return false;
	leave_heading(p, p->list.at < before);
	return true;
}

static void
release(void *data)
{
	struct person *p = data;

	forget_lines(p);
	mem_free(p);
}

void
person_open(struct session *s, const struct id *id, const char *tab)
{
	struct person *p = xcalloc(1, sizeof(*p));
	size_t at = 0;

	while (tab != NULL && at + 1 < person_tab_count &&
	       strcmp(person_tabs[at]->id, tab) != 0)
		at++;
	if (tab != NULL && strcmp(person_tabs[at]->id, tab) != 0)
		at = 0;
	p->s = s;
	p->id = *id;
	p->tabs = (struct tabs){ .title = tab_title,
				 .count = person_tab_count };
	p->list = (struct list){ .cell = cell, .across = across, .ctx = p,
				 .sorted = -1 };
	p->ops = (struct screen_ops){
		.title = title, .draw = draw, .key = key,
		.commands = p->commands, .refresh = refresh, .free = release,
	};
	go_to_tab(p, at);
	ui_push(s->ui, &p->ops, p);
}
