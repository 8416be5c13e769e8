/* SPDX-License-Identifier: ISC */
#include "screens/curriculum.h"

#include "base/mem.h"

enum column {
	COL_CODE, COL_TITLE, COL_VERSION, COL_ITEMS, COL_REQUIRED,
	COL_STUDENTS, COL_IMPORTED, COL_COUNT
};

static const struct list_column columns[COL_COUNT] = {
	[COL_CODE] = { "Code", 8, false },
	[COL_TITLE] = { "Title", 0, false },
	[COL_VERSION] = { "Version", 14, false },
	[COL_ITEMS] = { "Items", 5, true },
	[COL_REQUIRED] = { "Required", 8, true },
	[COL_STUDENTS] = { "Students", 8, true },
	[COL_IMPORTED] = { "Loaded", 11, false },
};

struct versions {
	struct session *s;
	struct curriculum_version *rows;
	struct id *chosen;
	struct list list;
};

static void
refresh(void *data, struct ui *ui)
{
	struct versions *v = data;
	struct err err = { .code = RC_OK };

	mem_free(v->rows);
	if (app_curriculum_list(v->s->app, &v->rows, &v->list.count, &err) !=
	    RC_OK)
		ui_complain(ui, &err);
	list_clamp(&v->list);
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct versions *v = ctx;
	const struct curriculum_version *r = &v->rows[row];

	(void)look;
	switch (column) {
	case COL_CODE:
		buf_adds(out, r->code);
		break;
	case COL_TITLE:
		buf_adds(out, r->title);
		break;
	case COL_VERSION:
		buf_adds(out, r->version);
		break;
	case COL_ITEMS:
		buf_addf(out, "%d", r->items);
		break;
	case COL_REQUIRED:
		buf_addf(out, "%d", r->required);
		break;
	case COL_STUDENTS:
		buf_addf(out, "%d", r->students);
		break;
	default:
		show_day(date_of_instant(r->imported), app_as_at(v->s->app), out);
		break;
	}
}

static bool
is_chosen(void *ctx, size_t row)
{
	const struct versions *v = ctx;

	return id_equal(&v->rows[row].id, v->chosen);
}

static void
title(void *data, struct buf *out)
{
	size_t count = ((struct versions *)data)->list.count;

	buf_addf(out, "Curriculum > %zu version%s, newest first", count,
		 count == 1 ? "" : "s");
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct versions *v = data;

	(void)ui;
	list_draw(&v->list, (struct area){ body.row + 1, 0, body.rows - 1,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct versions *)data)->list, pressed);
}

static void
run_choose(void *data, struct ui *ui)
{
	struct versions *v = data;

	if (v->list.count > 0)
		*v->chosen = v->rows[v->list.at].id;
	ui_pop(ui);
}

static const struct command versions_commands[] = {
	{ "versions.choose", TK_ENTER, 0, "Show", "show this version",
	  CMD_FOOTER, NULL, run_choose },
};

static void
release(void *data)
{
	struct versions *v = data;

	mem_free(v->rows);
	mem_free(v);
}

static const struct screen_ops ops = {
	.id = "curriculum", .title = title, .draw = draw, .key = key,
	.commands = versions_commands,
	.command_count = ARRAY_SIZE(versions_commands), .refresh = refresh,
	.free = release,
};

void
versions_open(struct session *s, struct id *chosen)
{
	struct versions *v = xcalloc(1, sizeof(*v));

	v->s = s;
	v->chosen = chosen;
	v->list = (struct list){
		.columns = columns, .column_count = COL_COUNT, .cell = cell,
		.marked = is_chosen, .ctx = v, .sorted = -1,
		.empty = "There is no curriculum.",
	};
	ui_push(s->ui, &ops, v);
	while (v->list.at + 1 < v->list.count && !is_chosen(v, v->list.at))
		v->list.at++;
}
