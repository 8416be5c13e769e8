/* SPDX-License-Identifier: ISC */
/* What a curriculum holds, to look at before it is loaded. */
#include "screens/curriculum.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/curriculum.h"
#include "model/rule.h"
#include "tui/term.h"

struct curriculum_import {
	struct outline_screen base;
	struct csv csv;
	struct curriculum curriculum;
	char *name;
	struct id *chosen;
};

static void
title(void *data, struct buf *out)
{
	buf_addf(out, "Curriculum > Import: %s",
		 ((struct curriculum_import *)data)->name);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct curriculum_import *p = data;
	const struct item *course = &p->curriculum.items[0];
	struct outline_totals t = outline_totals(p->curriculum.items,
						 p->curriculum.count, 0);
	char text[LINE_SIZE];

	(void)ui;
	snprintf(text, sizeof(text), "Not loaded yet: %.100s has %d modules, "
		 "%d units and projects", course->code, t.modules, t.items);
	term_text(body.row, 2, body.cols - 4, LOOK_NOTICE, text);
	outline_draw(&p->base.outline,
		     (struct area){ body.row + 1, 0, body.rows - 1,
				    body.cols });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return outline_key(&((struct outline_screen *)data)->outline, pressed);
}

/* ---- its version's name ---- */

static enum rc
check_version(const char *text, struct err *err)
{
	if (text[strspn(text, " ")] == '\0')
		return err_set(err, RC_INVALID, "version",
			       "A name is needed, such as 2026-11-23.");
	if (strlen(text) >= SHORT_SIZE)
		return err_set(err, RC_INVALID, "version",
			       "This is too long: at most %d letters.",
			       SHORT_SIZE - 1);
	return rule_line(text, err);
}

/* Today's date, with a number after it when that one is taken. */
static void
suggest_version(struct app *app, const char *code, struct buf *out)
{
	char today[DATE_TEXT_SIZE];

	date_format(app_today(app), today);
	buf_adds(out, today);
	for (int n = 2; n < 100; n++) {
		struct curriculum_version other;
		char *name = xasprintf("%s@%s", code, out->ptr);
		enum rc rc = app_curriculum_find(app, name, &other, NULL);

		mem_free(name);
		if (rc != RC_OK)
			return;
		buf_reset(out);
		buf_addf(out, "%s-%d", today, n);
	}
}

static void
run_load(void *data, struct ui *ui)
{
	struct curriculum_import *p = data;
	struct session *s = p->base.s;
	struct curriculum_version version;
	struct buf name = BUF_INIT;
	struct err err = { .code = RC_OK };

	suggest_version(s->app, p->curriculum.items[0].code, &name);
	if (ui_ask_line(ui, "Load the curriculum", "A name for this version. "
			"Students stay with the version they have until they "
			"are moved.", check_version, &name)) {
		if (app_curriculum_import(s->app, &p->csv, name.ptr, &version,
					  &err) != RC_OK) {
			ui_complain(ui, &err);
		} else {
			*p->chosen = version.id;
			ui_say(ui, "Loaded %s, version %s: %d units and "
			       "projects. u takes it back.", version.code,
			       version.version, version.items);
			ui_pop(ui);
		}
	}
	buf_release(&name);
}

static void
run_fold(void *data, struct ui *ui)
{
	(void)ui;
	outline_fold(&((struct outline_screen *)data)->outline);
}

static const struct command import_commands[] = {
	{ "curriculum_import.load", TK_F2, TK_CTRL('s'), "Load", "load it as a "
	  "new version", CMD_FOOTER, may_edit_curriculum, run_load },
	{ "curriculum_import.open", TK_ENTER, 0, "Open", "show or hide a "
	  "module", CMD_FOOTER, NULL, run_fold },
	{ "curriculum_import.find", '/', 0, "Find", "show only codes and "
	  "titles with these letters", CMD_FOOTER, NULL, outline_run_find },
	{ "curriculum_import.fold", 'f', 0, "Fold", "show or hide all units",
	  CMD_FOOTER, NULL, outline_run_fold_all },
};

static void
release(void *data)
{
	struct curriculum_import *p = data;

	outline_release(&p->base.outline);
	curriculum_release(&p->curriculum);
	csv_release(&p->csv);
	mem_free(p->name);
	mem_free(p);
}

static const struct screen_ops ops = {
	.id = "curriculum", .title = title, .draw = draw, .key = key,
	.commands = import_commands,
	.command_count = ARRAY_SIZE(import_commands), .free = release,
};

void
curriculum_import_open(struct session *s, struct csv *csv, const char *name,
		       struct id *chosen)
{
	struct curriculum_import *p;
	struct curriculum curriculum;
	struct err err = { .code = RC_OK };

	if (curriculum_read(csv, &curriculum, &err) != RC_OK) {
		csv_release(csv);
		show_refusal(s, "Not a curriculum yet", &err,
			     "Nothing was loaded. Mend the file there and "
			     "read it again.");
		return;
	}
	p = xcalloc(1, sizeof(*p));
	p->base.s = s;
	p->csv = *csv;
	p->curriculum = curriculum;
	p->name = xstrdup(name);
	p->chosen = chosen;
	outline_init(&p->base.outline, "Nothing here has these letters.");
	outline_set(&p->base.outline, p->curriculum.items,
		    p->curriculum.count, false);
	ui_push(s->ui, &ops, p);
}
