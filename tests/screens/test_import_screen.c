/* SPDX-License-Identifier: ISC */
/* A class list by keys alone: columns, a preview, the good lines, undo. */
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

/* "Began" is none of the names we know. */
static const char class_list[] =
	"Full name;Began;NOMS;Cell;Ref\n"
	"Harvey Conjured;2026-11-16;V0000ZE;C wing;\n"
	"Otto Invented;16/11/2026;F0000BF;D wing;\n"
	"Nia Example;;;E wing 9-99;DEM-0001\n"
	"Tomasz Przykładowy;;;;DEM-0002\n";

struct import_test {
	struct academy_drive drive;
	char file[64];
};

static int
set_up(void **state)
{
	struct import_test *t = calloc(1, sizeof(*t));
	int fd;

	snprintf(t->file, sizeof(t->file), "/tmp/class-XXXXXX");
	fd = mkstemp(t->file);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, class_list, sizeof(class_list) - 1),
			 sizeof(class_list) - 1);
	close(fd);
	academy_drive_start(&t->drive, NULL);
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct import_test *t = *state;

	academy_drive_stop(&t->drive);
	unlink(t->file);
	free(t);
	return 0;
}

/* Unlocks, asks for the file, presses the keys. */
static void
press(struct import_test *t, const char *keys)
{
	char *script = xasprintf(UNLOCK_DEMO "4%s<Enter>%s", t->file, keys);

	academy_drive_run(&t->drive, script);
	mem_free(script);
}

static void
sees(const struct import_test *t, const char *text)
{
	if (!screen_drive_ended_with(&t->drive.screen, text))
		fail_msg("no \"%s\" in\n%s", text, t->drive.screen.last.ptr);
}

static size_t
count_students(struct import_test *t)
{
	struct student_row *rows;
	size_t count;

	assert_int_equal(app_student_list(academy_drive_app(&t->drive), &rows,
					  &count, NULL), RC_OK);
	mem_free(rows);
	return count;
}

static void
headings_find_their_columns(void **state)
{
	struct import_test *t = *state;

	press(t, "");
	sees(t, ": 4 lines");
	sees(t, "Name *             Full name              Harvey Conjured");
	sees(t, "Reference          Ref                    DEM-0001");
	sees(t, "Joined             (not in the file)");
	sees(t, "Columns that are not read: Began");
}

/* Joined is the seventh line; Began the second column. */
#define MAP_BEGAN \
	"<Down><Down><Down><Down><Down><Down><Enter><Down><Down><Enter>"

static void
a_column_chosen_by_hand_is_read(void **state)
{
	struct import_test *t = *state;

	press(t, MAP_BEGAN);
	sees(t, "Joined             Began                  2026-11-16");
}

static void
lines_are_shown_before_they_are_saved(void **state)
{
	struct import_test *t = *state;
	size_t before;

	press(t, MAP_BEGAN "<^S>b");
	sees(t, "Import > 1 new, 1 changed, 1 the same, 1 bad");
	sees(t, "new          2           Harvey Conjured");
	sees(t, "changed      4 DEM-0001  Nia Example              Wing or");
	sees(t, "same         5 DEM-0002  Tomasz");
	sees(t, "Line 3, column 15, Joined: A date is written");
	before = count_students(t);
	academy_drive_again(&t->drive);
	press(t, MAP_BEGAN "<^S><^S>n");
	sees(t, "Import > 1 new, 1 changed, 1 the same, 1 bad");
	assert_int_equal(count_students(t), before);
}

static void
good_lines_go_in_as_one_step_and_undo_takes_it_back(void **state)
{
	struct import_test *t = *state;
	struct student nia, harvey;
	size_t before = count_students(t);
	struct app *app;

	app_lock(t->drive.session.app);
	press(t, MAP_BEGAN "<^S><^S>y");
	sees(t, "Added 1 student. Changed 1. 1 bad line was left out. u takes "
		"it back.");
	sees(t, "Needs attention today");
	assert_int_equal(count_students(t), before + 1);
	app = academy_drive_app(&t->drive);
	assert_int_equal(app_student_find(app, "DEM-0001", &nia, NULL), RC_OK);
	assert_string_equal(nia.location, "E wing 9-99");
	assert_string_equal(nia.languages, "Welsh, English");
	assert_int_equal(app_student_find(app, "DEM-0062", &harvey, NULL),
			 RC_OK);
	assert_string_equal(harvey.name, "Harvey Conjured");
	assert_string_equal(harvey.date_joined, "2026-11-16");

	academy_drive_again(&t->drive);
	academy_drive_run(&t->drive, UNLOCK_DEMO "u");
	sees(t, "Undid: Imported a class list: 2 students");
	assert_int_equal(count_students(t), before);
	app = academy_drive_app(&t->drive);
	assert_int_equal(app_student_find(app, "DEM-0001", &nia, NULL), RC_OK);
	assert_string_equal(nia.location, "B wing, cell 2-08");
}

static void
the_folder_is_remembered_until_locked(void **state)
{
	struct import_test *t = *state;

	press(t, "<Esc>4");
	sees(t, " /tmp/ ");
	academy_drive_again(&t->drive);
	press(t, "<^L>" UNLOCK_DEMO "4");
	sees(t, "Import a class list");
	assert_false(screen_drive_ended_with(&t->drive.screen, " /tmp/ "));
}

static void
without_a_name_there_is_nothing_to_look_at(void **state)
{
	struct import_test *t = *state;

	press(t, "<Down>x<^S>");
	sees(t, "Name *             choose one");
	sees(t, "Choose the column that has the Name first");
}

/* One column cannot be two things. */
static void
a_column_goes_from_where_it_was(void **state)
{
	struct import_test *t = *state;

	press(t, "<Down><Down><Enter><Down><Enter>");
	sees(t, "Preferred name     Full name");
	sees(t, "Name *             choose one");
	sees(t, "Name is not read from this column any more.");
}

static void
what_is_no_class_list_gets_its_sentence(void **state)
{
	struct import_test *t = *state;

	press(t, "<Esc>4<^U>/tmp/no such file<Enter>");
	sees(t, "/tmp/no such file cannot be opened");
	academy_drive_again(&t->drive);
	academy_drive_run(&t->drive, UNLOCK_DEMO "4/tmp<Enter>");
	sees(t, "/tmp is a folder; add the file's name.");
	academy_drive_again(&t->drive);
	assert_int_equal(path_write_atomic(t->file, "\x7f""ELF\0\xff", 6,
					   true, NULL), RC_OK);
	press(t, "");
	sees(t, "The file is not plain text in UTF-8");
	academy_drive_again(&t->drive);
	assert_int_equal(path_write_atomic(t->file, "name,wing\n", 10, true,
					   NULL), RC_OK);
	press(t, "");
	sees(t, "The file has no students");
	academy_drive_again(&t->drive);
	assert_int_equal(truncate(t->file, CSV_MAX_BYTES + 1), 0);
	press(t, "");
	sees(t, "is larger than 16 MB.");
}

int
main(void)
{
#define IMPORT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		IMPORT(headings_find_their_columns),
		IMPORT(a_column_chosen_by_hand_is_read),
		IMPORT(lines_are_shown_before_they_are_saved),
		IMPORT(good_lines_go_in_as_one_step_and_undo_takes_it_back),
		IMPORT(the_folder_is_remembered_until_locked),
		IMPORT(without_a_name_there_is_nothing_to_look_at),
		IMPORT(a_column_goes_from_where_it_was),
		IMPORT(what_is_no_class_list_gets_its_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
