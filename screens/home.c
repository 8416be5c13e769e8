/* SPDX-License-Identifier: ISC */
#include "screens/sides.h"

static struct session *
session_of(void *data)
{
	return *(struct session **)data;
}

/* ---- the menu is the command table ---- */

static void
run_students(void *data, struct ui *ui)
{
	(void)ui;
	students_open(session_of(data), NULL);
}

static void
run_grid(void *data, struct ui *ui)
{
	(void)ui;
	class_grid_open(session_of(data), NULL, 0);
}

static void
run_curriculum(void *data, struct ui *ui)
{
	(void)ui;
	curriculum_open(session_of(data));
}

static void
run_import(void *data, struct ui *ui)
{
	(void)ui;
	import_open(session_of(data));
}

static void
run_reports(void *data, struct ui *ui)
{
	(void)ui;
	reports_open(session_of(data));
}

static void
run_staff(void *data, struct ui *ui)
{
	(void)ui;
	staff_open(session_of(data));
}

static void
run_settings(void *data, struct ui *ui)
{
	(void)ui;
	settings_open(session_of(data));
}

static void
run_backup(void *data, struct ui *ui)
{
	(void)ui;
	backup_open(session_of(data));
}

static void
run_history(void *data, struct ui *ui)
{
	(void)ui;
	history_open(session_of(data), NULL, "History");
}

static void
run_sticks(void *data, struct ui *ui)
{
	(void)ui;
	sticks_open(session_of(data));
}

static void
run_gate(void *data, struct ui *ui)
{
	(void)ui;
	gate_open(session_of(data));
}

static const struct command home_commands[] = {
	{ "home.students", '1', 0, "Students", "the list of students", 0,
	  NULL, run_students },
	{ "home.grid", '2', 0, "Class grid", "record the class's progress", 0,
	  NULL, run_grid },
	{ "home.curriculum", '3', 0, "Curriculum", "what is taught", 0, NULL,
	  run_curriculum },
	{ "home.import", '4', 0, "Import a class list",
	  "add students from a CSV file", 0, may_import, run_import },
	{ "home.reports", '5', 0, "Reports", "sheets to read, print or save",
	  0, NULL, run_reports },
	{ "home.staff", '6', 0, "Staff", "who can open the academy", 0, NULL,
	  run_staff },
	{ "home.settings", '7', 0, "Settings", "idle lock, colours, footer",
	  0, NULL, run_settings },
	{ "home.backup", '8', 0, "Backup and checks",
	  "copies, verifying, keys", 0, NULL, run_backup },
	{ "home.history", '9', 0, "History", "everything that was done", 0,
	  NULL, run_history },
	{ "home.sticks", '0', 0, "Sticks", "what goes to other places, and "
	  "comes from them", 0, NULL, run_sticks },
	{ "home.gate", 'g', 0, "Through the gate", "graduates, releases, "
	  "employers, mentors, follow-ups", 0, NULL, run_gate },
	{ "home.open", TK_ENTER, 0, "Open", "open what is selected",
	  CMD_FOOTER, NULL, sides_run_open },
};

/* ---- the screen ---- */

static void
title(void *data, struct buf *out)
{
	struct session *s = session_of(data);
	char day[DATE_TEXT_SIZE + 4];

	buf_addf(out, "%s    %s", app_academy(s->app)->name,
		 date_format_long(app_as_at(s->app), day));
}

static const struct screen_ops ops = {
	.id = "home", .title = title, .draw = sides_draw, .key = sides_key,
	.commands = home_commands, .command_count = ARRAY_SIZE(home_commands),
	.refresh = sides_refresh, .free = sides_free,
};

void
home_open(struct session *s)
{
	bool is_office = app_academy(s->app)->kind == SITE_HEAD_OFFICE;

	sides_push(s, &ops, is_office ? left_office(s) : left_attention(s));
}
