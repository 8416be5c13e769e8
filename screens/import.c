/* SPDX-License-Identifier: ISC */
/* A class list: which column of the file is which of ours. */
#include "screens/import.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/curriculum.h"
#include "tui/list.h"
#include "tui/term.h"

enum { NOT_USED_ROWS = 3, LOOK_ROWS = 50 };

enum column { COL_OURS, COL_THEIRS, COL_EXAMPLE };

static const struct list_column columns[] = {
	[COL_OURS] = { "Here it is called", 18, false },
	[COL_THEIRS] = { "Column of the file", 22, false },
	[COL_EXAMPLE] = { "For example", 0, false },
};

struct mapping {
	struct session *s;
	struct class_list file;
	struct list list;
};

/* ---- what the file has ---- */

static const struct csv_row *
headings(const struct mapping *m)
{
	return &m->file.csv.rows[0];
}

static void
heading(const struct mapping *m, size_t at, struct buf *out)
{
	const char *text = csv_text(headings(m), at);

	if (text[0] != '\0')
		buf_adds(out, text);
	else
		buf_addf(out, "column %zu", at + 1);
}

/* The first thing to be read in that column. */
static const char *
example(const struct mapping *m, size_t at)
{
	const struct csv *csv = &m->file.csv;

	for (size_t i = 1; i < csv->count && i < LOOK_ROWS; i++)
		if (csv_text(&csv->rows[i], at)[0] != '\0')
			return csv_text(&csv->rows[i], at);
	return "";
}

static bool
is_used(const struct mapping *m, size_t at)
{
	for (size_t i = 0; i < import_column_count; i++)
		if (m->file.map[i] == (int)at)
			return true;
	return false;
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct mapping *m = ctx;
	const struct import_column *ours = &import_columns[row];
	int at = m->file.map[row];

	if (column == COL_OURS)
		buf_addf(out, "%s%s", ours->label, ours->required ? " *" : "");
	if (at >= 0 && column == COL_THEIRS)
		heading(m, (size_t)at, out);
	if (at >= 0 && column == COL_EXAMPLE)
		buf_adds(out, example(m, (size_t)at));
	if (at >= 0 || column != COL_THEIRS)
		return;
	buf_adds(out, ours->required ? "choose one" : "(not in the file)");
	*look = ours->required ? LOOK_ERROR : LOOK_DIM;
}

static void
title(void *data, struct buf *out)
{
	const struct mapping *m = data;

	buf_addf(out, "Import > %s: %zu line%s", m->file.name,
		 m->file.csv.count - 1, m->file.csv.count == 2 ? "" : "s");
}

static void
draw_not_used(const struct mapping *m, struct area area)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < headings(m)->count; i++) {
		if (is_used(m, i))
			continue;
		buf_adds(&text, text.len > 0 ? ", " : "Columns that are not "
			 "read: ");
		heading(m, i, &text);
	}
	show_paragraph(area, LOOK_DIM, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct mapping *m = data;
	int rows = (int)import_column_count + 1;

	(void)ui;
	term_text(body.row + 1, 2, body.cols - 4, LOOK_BODY, "Is each column "
		  "the right one? Enter changes it; F2 shows the students.");
	list_draw(&m->list, (struct area){ body.row + 3, 0, rows, body.cols },
		  true);
	draw_not_used(m, (struct area){ body.row + 4 + rows, 2, NOT_USED_ROWS,
					body.cols - 4 });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct mapping *)data)->list, pressed);
}

/* ---- commands ---- */

/* A column is one thing: it goes from where it was. */
static void
use_column(struct mapping *m, size_t row, int at)
{
	for (size_t i = 0; i < import_column_count; i++)
		if (at >= 0 && m->file.map[i] == at && i != row) {
			m->file.map[i] = -1;
			ui_say(m->s->ui, "%s is not read from this column "
			       "any more.", import_columns[i].label);
		}
	m->file.map[row] = at;
}

static void
run_change(void *data, struct ui *ui)
{
	struct mapping *m = data;
	size_t row = m->list.at, count = headings(m)->count;
	char *labels[CSV_MAX_COLUMNS + 1];
	int chosen;

	labels[0] = xstrdup("(not in the file)");
	for (size_t i = 0; i < count; i++) {
		struct buf label = BUF_INIT;

		heading(m, i, &label);
		if (example(m, i)[0] != '\0')
			buf_addf(&label, "  (%s)", example(m, i));
		labels[i + 1] = buf_detach(&label);
	}
	chosen = ui_ask_choice(ui, import_columns[row].label,
			       (const char *const *)labels, count + 1,
			       m->file.map[row] + 1);
	if (chosen >= 0)
		use_column(m, row, chosen - 1);
	for (size_t i = 0; i <= count; i++)
		mem_free(labels[i]);
}

static void
run_clear(void *data, struct ui *ui)
{
	struct mapping *m = data;

	(void)ui;
	m->file.map[m->list.at] = -1;
}

static enum rc
is_mapped(void *data, struct err *err)
{
	const struct mapping *m = data;

	for (size_t i = 0; i < import_column_count; i++)
		if (import_columns[i].required && m->file.map[i] < 0)
			return err_set(err, RC_INVALID, import_columns[i].id,
				       "Choose the column that has the %s "
				       "first: Enter on its line.",
				       import_columns[i].label);
	return may_import(data, err);
}

static void
run_preview(void *data, struct ui *ui)
{
	struct mapping *m = data;

	(void)ui;
	import_rows_open(m->s, &m->file);
}

static const struct command import_commands[] = {
	{ "import.preview", TK_F2, TK_CTRL('s'), "Students", "look at the "
	  "students before they are added", CMD_FOOTER, is_mapped,
	  run_preview },
	{ "import.change", TK_ENTER, 0, "Change", "choose another column of "
	  "the file", CMD_FOOTER, NULL, run_change },
	{ "import.clear", TK_DELETE, 'x', "Not read", "read no column for it",
	  CMD_FOOTER, NULL, run_clear },
};

static void
release(void *data)
{
	struct mapping *m = data;

	csv_release(&m->file.csv);
	mem_free(m->file.name);
	mem_free(m);
}

static const struct screen_ops ops = {
	.id = "import", .title = title, .draw = draw, .key = key,
	.commands = import_commands,
	.command_count = ARRAY_SIZE(import_commands), .free = release,
};

/* A missing column is for the person to choose; all else ends it here. */
static bool
find_map(struct session *s, struct class_list *file)
{
	struct import_plan plan;
	struct err err = { .code = RC_OK };
	enum rc rc = app_import_plan(s->app, &file->csv, NULL, &plan, &err);
	bool usable = rc == RC_OK ||
		      (rc == RC_INVALID && err.where[0] != '\0');

	memcpy(file->map, plan.map, sizeof(file->map));
	import_plan_release(&plan);
	if (!usable)
		show_refusal(s, "Not a class list", &err, "Nothing was added. "
			     "Mend the file and read it again.");
	return usable;
}

void
import_open(struct session *s)
{
	struct class_list file = { .name = NULL };
	struct mapping *m;
	struct err err = { .code = RC_OK };

	if (app_require(s->app, MAY_IMPORT_STUDENTS, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	if (!ask_csv(s, "Import a class list", "The path of a CSV file, such "
		     "as /media/stick/class.csv.", &file.csv, &file.name))
		return;
	if (!find_map(s, &file)) {
		csv_release(&file.csv);
		mem_free(file.name);
		return;
	}
	m = xcalloc(1, sizeof(*m));
	m->s = s;
	m->file = file;
	m->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = m, .sorted = -1,
		.count = import_column_count,
	};
	ui_push(s->ui, &ops, m);
}
