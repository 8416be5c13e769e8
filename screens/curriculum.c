/* SPDX-License-Identifier: ISC */
#include "screens/curriculum.h"

#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "tui/term.h"

struct curriculum_screen {
	struct outline_screen base;
	struct id chosen;		/* version; zero: the newest */
	struct curriculum_version version;
	struct item *items;
	bool has_version, may_edit;
	struct err why_not;
};

/* Another version became the one shown, or the same was read anew. */
static enum rc
load_items(struct curriculum_screen *c, const struct curriculum_version *v,
	   struct err *err)
{
	struct outline *outline = &c->base.outline;
	bool same = c->has_version && id_equal(&v->id, &c->version.id);
	struct item *items;
	size_t count;
	enum rc rc = app_curriculum_items(c->base.s->app, &v->id, &items,
					  &count, err);

	if (rc != RC_OK)
		return rc;
	outline_set(outline, items, count, same);
	mem_free(c->items);
	c->items = items;
	c->version = *v;
	c->has_version = true;
	c->may_edit = app_curriculum_may_edit(c->base.s->app, &v->id,
					      &c->why_not) == RC_OK;
	return RC_OK;
}

static void
show_nothing(struct curriculum_screen *c)
{
	outline_set(&c->base.outline, NULL, 0, false);
	mem_free(c->items);
	c->items = NULL;
	c->has_version = false;
}

static void
refresh(void *data, struct ui *ui)
{
	struct curriculum_screen *c = data;
	struct curriculum_version *rows;
	struct err err = { .code = RC_OK };
	size_t count, at = 0;
	enum rc rc = app_curriculum_list(c->base.s->app, &rows, &count, &err);

	/* One that was undone is not there any more: the newest then. */
	while (at < count && !id_equal(&rows[at].id, &c->chosen))
		at++;
	at = at < count ? at : 0;
	if (rc == RC_OK && count > 0)
		rc = load_items(c, &rows[at], &err);
	else
		show_nothing(c);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	mem_free(rows);
}

/* ---- drawing ---- */

static void
title(void *data, struct buf *out)
{
	const struct curriculum_screen *c = data;

	buf_adds(out, "Curriculum");
	if (c->has_version)
		buf_addf(out, " > %s, version %s", c->version.code,
			 c->version.version);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct curriculum_screen *c = data;
	const struct curriculum_version *v = &c->version;
	char text[LINE_SIZE];

	(void)ui;
	if (c->has_version) {
		snprintf(text, sizeof(text), "%d student%s follow%s it%s",
			 v->students, v->students == 1 ? "" : "s",
			 v->students == 1 ? "s" : "",
			 c->may_edit ? "" : "; it can be read, not changed");
		term_text(body.row, 2, body.cols - 4, LOOK_DIM, text);
	}
	outline_draw(&c->base.outline,
		     (struct area){ body.row + 1, 0, body.rows - 1,
				    body.cols });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return outline_key(&((struct outline_screen *)data)->outline, pressed);
}

/* ---- commands ---- */

static enum rc
has_version(void *data, struct err *err)
{
	const struct curriculum_screen *c = data;

	return c->has_version
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is no curriculum yet: l loads the one "
				 "that comes with the program.");
}

static enum rc
may_print_it(void *data, struct err *err)
{
	enum rc rc = may_print(data, err);

	return rc == RC_OK ? has_version(data, err) : rc;
}

static void
run_open(void *data, struct ui *ui)
{
	struct curriculum_screen *c = data;
	const struct item *item = outline_current(&c->base.outline);

	if (item == NULL) {
		ui_say(ui, "Nothing here has these letters; Esc shows all.");
		return;
	}
	if (item->kind == ITEM_UNIT || item->kind == ITEM_PROJECT)
		item_form_open(c->base.s, item);
	else
		outline_fold(&c->base.outline);
}

static void
run_edit(void *data, struct ui *ui)
{
	struct curriculum_screen *c = data;
	const struct item *item = outline_current(&c->base.outline);

	(void)ui;
	if (item != NULL)
		item_form_open(c->base.s, item);
}

static void
run_versions(void *data, struct ui *ui)
{
	struct curriculum_screen *c = data;

	(void)ui;
	if (id_is_zero(&c->chosen))
		c->chosen = c->version.id;
	versions_open(c->base.s, &c->chosen);
}

static void
run_import(void *data, struct ui *ui)
{
	struct curriculum_screen *c = data;
	struct csv csv;
	char *name;

	(void)ui;
	if (!ask_csv(c->base.s, "Import a curriculum",
		     "The path of a CSV file, such as /media/stick/course.csv. "
		     "F1 on this screen tells its columns.", &csv, &name))
		return;
	curriculum_import_open(c->base.s, &csv, name, &c->chosen);
	mem_free(name);
}

static void
run_load(void *data, struct ui *ui)
{
	struct curriculum_screen *c = data;
	const struct embedded *file = embed_find(
		"curriculum/web-development.csv");
	struct err err = { .code = RC_OK };
	struct csv csv;

	if (csv_parse(file->data, file->size, &csv, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		curriculum_import_open(c->base.s, &csv,
				       "the one that comes with the program",
				       &c->chosen);
}

static void
run_print(void *data, struct ui *ui)
{
	const struct curriculum_screen *c = data;
	char *argument = xasprintf("%s@%s", c->version.code,
				   c->version.version);

	(void)ui;
	sheet_open(c->base.s, "curriculum", argument);
	mem_free(argument);
}

static const struct command curriculum_commands[] = {
	{ "curriculum.open", TK_ENTER, 0, "Open", "show or hide a module; open "
	  "a unit", CMD_FOOTER, has_version, run_open },
	{ "curriculum.edit", TK_F4, 'e', "Edit", "open what the cursor is on, "
	  "a module too", 0, has_version, run_edit },
	{ "curriculum.find", '/', 0, "Find", "show only codes and titles with "
	  "these letters", CMD_FOOTER, has_version, outline_run_find },
	{ "curriculum.fold", 'f', 0, "Fold", "show or hide all units",
	  CMD_FOOTER, has_version, outline_run_fold_all },
	{ "curriculum.versions", 'v', 0, "Versions", "look at another version",
	  CMD_FOOTER, has_version, run_versions },
	{ "curriculum.import", TK_F3, 'i', "Import", "read a curriculum from a "
	  "CSV file", CMD_FOOTER, may_edit_curriculum, run_import },
	{ "curriculum.load", 'l', 0, "Load", "load the curriculum that comes "
	  "with the program", 0, may_edit_curriculum, run_load },
	{ "curriculum.sheet", TK_F9, 'p', "Sheet", "the curriculum on paper, "
	  "to print or save", 0, may_print_it, run_print },
};

static void
release(void *data)
{
	struct curriculum_screen *c = data;

	outline_release(&c->base.outline);
	mem_free(c->items);
	mem_free(c);
}

static const struct screen_ops ops = {
	.id = "curriculum", .title = title, .draw = draw, .key = key,
	.commands = curriculum_commands,
	.command_count = ARRAY_SIZE(curriculum_commands), .refresh = refresh,
	.free = release,
};

void
curriculum_open(struct session *s)
{
	struct curriculum_screen *c = xcalloc(1, sizeof(*c));

	c->base.s = s;
	outline_init(&c->base.outline, "No curriculum yet: l loads the one "
		     "that comes with it, i reads a file.");
	ui_push(s->ui, &ops, c);
}
