/* SPDX-License-Identifier: ISC */
/* The curriculum by keys alone: reading it, loading another version, changing
 * an item of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/academy_drive.h"
#include "base/mem.h"
#include "base/path.h"

static int
set_up(void **state)
{
	struct academy_drive *drive = calloc(1, sizeof(*drive));

	academy_drive_start(drive, NULL);
	*state = drive;
	return 0;
}

static int
tear_down(void **state)
{
	struct academy_drive *drive = *state;

	academy_drive_stop(drive);
	free(drive);
	return 0;
}

/* Each time as another evening: locked at first. */
static void
press(struct academy_drive *drive, const char *keys)
{
	char *script = xasprintf(UNLOCK_DEMO "3%s", keys);

	academy_drive_again(drive);
	academy_drive_run(drive, script);
	mem_free(script);
}

static void
sees(const struct academy_drive *drive, const char *text)
{
	if (!screen_drive_ended_with(&drive->screen, text))
		fail_msg("no \"%s\" in\n%s", text, drive->screen.last.ptr);
}

static void
sees_not(const struct academy_drive *drive, const char *text)
{
	if (screen_drive_ended_with(&drive->screen, text))
		fail_msg("\"%s\" in\n%s", text, drive->screen.last.ptr);
}

static void
find_item(struct academy_drive *drive, const char *version, const char *code,
	  struct item *item)
{
	struct app *app = academy_drive_app(drive);
	struct curriculum_version v;
	struct item *items;
	size_t count, at = 0;

	assert_int_equal(app_curriculum_find(app, version, &v, NULL), RC_OK);
	assert_int_equal(app_curriculum_items(app, &v.id, &items, &count,
					      NULL), RC_OK);
	while (at < count && strcmp(items[at].code, code) != 0)
		at++;
	assert_true(at < count);
	*item = items[at];
	mem_free(items);
}

/* ---- reading ---- */

static void
modules_unfold_and_fold(void **state)
{
	struct academy_drive *drive = *state;

	press(drive, "");
	sees(drive, "+ START ");
	sees_not(drive, "START-01");
	press(drive, "<Down><Enter>");
	sees(drive, "- START ");
	sees(drive, "    START-01");
	press(drive, "<Down><Enter><Down><Left>");
	sees(drive, "+ START ");
	sees_not(drive, "START-01");
	press(drive, "f");
	sees(drive, "    START-01");
}

static void
letters_find_units_wherever_they_are(void **state)
{
	struct academy_drive *drive = *state;

	press(drive, "/sql-05");
	sees(drive, "- SQL ");
	sees(drive, "    SQL-05    Joining tables");
	sees_not(drive, "SQL-04");
	sees_not(drive, "HTML");
	press(drive, "/BINARY AND HEX<Enter>");
	sees(drive, "    START-08");
	sees(drive, "/ changes it, Esc ends it");
	press(drive, "/zzz<Enter><Enter>");
	sees(drive, "Nothing here has these letters; Esc shows all.");
	press(drive, "/sql-05<Enter><Esc>");
	/* Where it was found stays in sight. */
	sees(drive, "    SQL-05    Joining tables");
	sees(drive, "    SQL-04");
}

static void
a_version_with_progress_says_why_it_stays(void **state)
{
	struct academy_drive *drive = *state;
	struct item before, after;

	find_item(drive, "WEB", "HTML-05", &before);
	press(drive, "/html-05<Enter><Enter><Tab>x<^S>");
	sees(drive, "Curriculum > HTML-05 Tables for data");
	sees(drive, "Students have progress in this version, so it stays");
	find_item(drive, "WEB", "HTML-05", &after);
	assert_string_equal(before.title, after.title);
	/* Nothing was typed, so nothing is asked. */
	press(drive, "/html-05<Enter><Enter><Tab>x<Esc>");
	sees(drive, "- HTML ");
}

/* ---- another version ---- */

static void
the_shipped_curriculum_is_shown_then_loaded_then_undone(void **state)
{
	struct academy_drive *drive = *state;
	struct curriculum_version version, loaded;
	struct app *app;

	press(drive, "l");
	sees(drive, "Not loaded yet: WEB has 17 modules");
	app = academy_drive_app(drive);
	assert_int_equal(app_curriculum_find(app, "", &version, NULL), RC_OK);
	press(drive, "l<^S><Enter>");
	sees(drive, "Curriculum > WEB, version 2026-11-23");
	sees(drive, "0 students follow it");
	app = academy_drive_app(drive);
	assert_int_equal(app_curriculum_find(app, "", &loaded, NULL), RC_OK);
	assert_string_equal(loaded.version, "2026-11-23");
	assert_int_equal(loaded.items, version.items);
	/* Its name is taken now; another is offered. */
	press(drive, "l<^S><Enter>");
	sees(drive, "version 2026-11-23-2");
	press(drive, "uu");
	sees(drive, "Undid: Imported the curriculum WEB 2026-11-23:");
	app = academy_drive_app(drive);
	assert_int_equal(app_curriculum_find(app, "", &loaded, NULL), RC_OK);
	assert_true(id_equal(&loaded.id, &version.id));
}

static void
an_older_version_can_be_looked_at(void **state)
{
	struct academy_drive *drive = *state;

	press(drive, "l<^S><^U>second<Enter>v");
	sees(drive, "2 versions, newest first");
	sees(drive, "* WEB      Web development    second");
	press(drive, "v<Down><Enter>");
	sees(drive, "61 students follow it");
}

static void
a_bad_file_says_where_and_loads_nothing(void **state)
{
	static const char text[] =
		"code,parent,kind,title,hours\n"
		"COOK,,Course,Cookery\n"
		"K,COOK,Module,Knives\n"
		"K-01,K,Unit,Holding one,two\n";
	struct academy_drive *drive = *state;
	struct curriculum_version version;
	char file[] = "/tmp/course-XXXXXX", *keys;
	int fd = mkstemp(file);

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(path_write_atomic(file, text, sizeof(text) - 1, true,
					   NULL), RC_OK);
	keys = xasprintf("i%s<Enter>", file);
	press(drive, keys);
	sees(drive, "Line 4, column 25 (hours): Hours are a number");
	sees(drive, "Nothing was loaded.");
	assert_int_equal(app_curriculum_find(academy_drive_app(drive), "COOK",
					     &version, NULL), RC_NOT_FOUND);
	mem_free(keys);
	unlink(file);
}

/* ---- an item ---- */

#define NEW_VERSION "l<^S><^U>second<Enter>"
#define EDIT_TABLES "/html-05<Enter><Enter>"

static void
an_item_is_changed_by_form_and_undone(void **state)
{
	struct academy_drive *drive = *state;
	struct item item, before;

	press(drive, NEW_VERSION);
	find_item(drive, "WEB@second", "HTML-05", &before);
	press(drive, EDIT_TABLES "<^U>Tables, slowly<Tab><^U>4.5<Tab><Space>"
	      "<Tab><^U>html-02, files-01<Tab><^U>A table.<^S>");
	sees(drive, "Saved HTML-05. u takes it back.");
	find_item(drive, "WEB@second", "HTML-05", &item);
	assert_string_equal(item.title, "Tables, slowly");
	assert_int_equal(item.hours_min, 270);
	assert_false(item.required);
	assert_string_equal(item.prerequisites, "HTML-02 FILES-01");
	assert_string_equal(item.evidence, "A table.");
	press(drive, "u");
	find_item(drive, "WEB@second", "HTML-05", &item);
	assert_memory_equal(&item, &before, sizeof(item));
}

static void
what_an_item_cannot_come_after_is_told(void **state)
{
	struct academy_drive *drive = *state;

	press(drive, NEW_VERSION EDIT_TABLES
	      "<Tab><Tab><Tab><^U>css<^S>");
	sees(drive, "CSS is not a unit or a project.");
	press(drive, EDIT_TABLES "<Tab><Tab><Tab><^U>html-p1<^S>");
	sees(drive, "waits for itself");
	press(drive, EDIT_TABLES "<Tab><Tab><Tab><^U>nope<^S>");
	sees(drive, "\"NOPE\" is not the code of an item.");
	press(drive, EDIT_TABLES "<Tab>x<^S>");
	sees(drive, "Hours are a number from 0 to 500");
}

static void
what_was_typed_is_not_lost(void **state)
{
	struct academy_drive *drive = *state;
	struct item item;

	press(drive, NEW_VERSION EDIT_TABLES "<^U>Half done<Esc>n");
	sees(drive, "Half done");
	/* A lock keeps it, sealed, and it comes back. */
	press(drive, EDIT_TABLES "<^U>Half done<^L>");
	press(drive, EDIT_TABLES);
	sees(drive, "Half done");
	sees(drive, "not saved yet");
	find_item(drive, "WEB@second", "HTML-05", &item);
	assert_string_equal(item.title, "Tables for data");
}

int
main(void)
{
#define SCREEN(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		SCREEN(modules_unfold_and_fold),
		SCREEN(letters_find_units_wherever_they_are),
		SCREEN(a_version_with_progress_says_why_it_stays),
		SCREEN(the_shipped_curriculum_is_shown_then_loaded_then_undone),
		SCREEN(an_older_version_can_be_looked_at),
		SCREEN(a_bad_file_says_where_and_loads_nothing),
		SCREEN(an_item_is_changed_by_form_and_undone),
		SCREEN(what_an_item_cannot_come_after_is_told),
		SCREEN(what_was_typed_is_not_lost),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
