/* SPDX-License-Identifier: ISC */
/* Papers, history and copies, as a person at the keyboard has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../support/academy_drive.h"
#include "app/academy_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/cli.h"
#include "vault/secret.h"

enum { MAX_FILE = 64 << 20 };

#define VIEWER "vera"
#define VIEWER_WORDS "quiet otter paints fences"

struct fixture {
	struct academy_drive drive;
	char dir[64];
};

static int
start(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	snprintf(f->dir, sizeof(f->dir), "/tmp/test_paper.XXXXXX");
	if (mkdtemp(f->dir) == NULL)
		return -1;
	academy_drive_start(&f->drive, NULL);
	*state = f;
	return 0;
}

/* Deletes a folder and what is in it, vaults too. */
static void
clear(const char *path)
{
	struct dirent *entry;
	DIR *dir = opendir(path);

	if (dir == NULL) {
		unlink(path);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		char *inner = path_join(path, entry->d_name);

		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			clear(inner);
		mem_free(inner);
	}
	closedir(dir);
	rmdir(path);
}

static int
stop(void **state)
{
	struct fixture *f = *state;

	academy_drive_stop(&f->drive);
	clear(f->dir);
	mem_free(f);
	return 0;
}

/* Keys in a script that the test fills in. */
__attribute__((format(printf, 2, 3))) static void
press(struct fixture *f, const char *fmt, ...)
{
	char script[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(script, sizeof(script), fmt, ap);
	va_end(ap);
	academy_drive_again(&f->drive);
	academy_drive_run(&f->drive, script);
}

static void
assert_shown(struct fixture *f, const char *text)
{
	if (!screen_drive_ended_with(&f->drive.screen, text))
		fail_msg("no \"%s\" in\n%.1900s", text,
			 f->drive.screen.last.ptr);
}

/* The name of the one entry of a folder, joined to it. */
static char *
only_entry(const char *path)
{
	struct dirent *entry;
	DIR *dir = opendir(path);
	char *found = NULL;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.') {
			assert_null(found);
			found = path_join(path, entry->d_name);
		}
	closedir(dir);
	assert_non_null(found);
	return found;
}

/* ---- sheets ---- */

/* Each sheet has its own number and head; all else must be the same. */
static void
blank_numbers(char *text)
{
	for (; (text = strstr(text, "\nSheet ")) != NULL; text++)
		for (char *p = text + 1; *p != '\n' && *p != '\0'; p++)
			*p = '.';
}

static char *
from_command_line(struct fixture *f)
{
	char fd[12];
	const char *argv[] = { "throughgate", "--vault", f->drive.dir,
			       "--user", "demo", "--passphrase-fd", fd,
			       "report", "student", "DEM-0007", NULL };
	struct err err = { .code = RC_OK };
	struct cli cli;
	char *text = NULL;
	size_t size;
	int pipes[2];

	app_lock(f->drive.session.app);
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(write(pipes[1], "demo\n", 5), 5);
	snprintf(fd, sizeof(fd), "%d", pipes[0]);
	assert_int_equal(cli_parse(&cli, ARRAY_SIZE(argv) - 1, argv, &err),
			 RC_OK);
	cli.out = open_memstream(&text, &size);
	if (cli_run(&cli, f->drive.config.clock, &err) != RC_OK)
		fail_msg("%s", err.text);
	fclose(cli.out);
	cli_release(&cli);
	close(pipes[0]);
	close(pipes[1]);
	return text;
}

static void
a_saved_sheet_is_what_the_command_line_says(void **state)
{
	struct fixture *f = *state;
	struct buf saved = BUF_INIT;
	char *path = path_join(f->dir, "sheet.txt"), *printed;

	press(f, UNLOCK_DEMO "5<Enter>callu<Enter>s<Enter><^U>%s<Enter>",
	      path);
	assert_shown(f, "Sheet 1 is saved, not sealed: anyone with the file");
	assert_int_equal(path_read(path, MAX_FILE, &saved, NULL), RC_OK);
	printed = from_command_line(f);
	assert_non_null(strstr(saved.ptr, "DEM-0007  Callum Fictional"));
	assert_non_null(strstr(saved.ptr, "\nSheet 1  as at 23 Nov 2026"));
	assert_non_null(strstr(printed, "\nSheet 2  as at 23 Nov 2026"));
	blank_numbers(saved.ptr);
	blank_numbers(printed);
	assert_string_equal(saved.ptr, printed);
	free(printed);
	buf_release(&saved);
	mem_free(path);
}

static void
words_are_found_on_a_sheet(void **state)
{
	struct fixture *f = *state;

	press(f, UNLOCK_DEMO "5<Enter>0007<Enter>/ready TO<Enter>");
	assert_shown(f, "\nReady to begin");
	press(f, UNLOCK_DEMO "5<Enter>0007<Enter>/algo-07<Enter>n");
	assert_shown(f, "page 5 of 5");
	press(f, UNLOCK_DEMO "5<Enter>0007<Enter>/zebra<Enter>");
	assert_shown(f, "\"zebra\" is not on this sheet.");
}

/* Asked first; "no" leaves the file alone and numbers nothing. */
static void
a_file_is_not_written_over_unasked(void **state)
{
	struct fixture *f = *state;
	struct buf kept = BUF_INIT;
	char *path = path_join(f->dir, "class.csv");
	struct journal_entry *rows;
	size_t count;

	assert_int_equal(path_write_atomic(path, "mine", 4, false, NULL),
			 RC_OK);
	press(f, UNLOCK_DEMO "5<Down><Down><Enter>s<Down><Enter><^U>%s<Enter>n",
	      path);
	assert_int_equal(path_read(path, MAX_FILE, &kept, NULL), RC_OK);
	assert_string_equal(kept.ptr, "mine");
	assert_int_equal(app_history(academy_drive_app(&f->drive), NULL, 0, 1,
				     &rows, &count, NULL), RC_OK);
	assert_string_not_equal(rows[0].action, "sheet");
	mem_free(rows);
	press(f, UNLOCK_DEMO "5<Down><Down><Enter>s<Down><Enter><^U>%s<Enter>y",
	      path);
	buf_reset(&kept);
	assert_int_equal(path_read(path, MAX_FILE, &kept, NULL), RC_OK);
	assert_int_equal(strncmp(kept.ptr, "reference,name,", 15), 0);
	buf_release(&kept);
	mem_free(path);
}

static void
a_viewer_reads_and_takes_nothing_away(void **state)
{
	struct fixture *f = *state;
	struct staff vera = { .user_name = VIEWER, .name = "Vera Example",
			      .role = ROLE_VIEWER };
	struct secret *words = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };

	assert_int_equal(secret_append(words, VIEWER_WORDS,
				       strlen(VIEWER_WORDS)), RC_OK);
	if (app_staff_add(academy_drive_app(&f->drive), &vera, words, &err) !=
	    RC_OK)
		fail_msg("%s", err.text);
	secret_free(words);
	for (const char *keys = "sp"; *keys != '\0'; keys++) {
		press(f, "<Enter><^U>" VIEWER "<Enter>" VIEWER_WORDS
		      "<Enter>5<Down><Down><Enter>%c", *keys);
		assert_shown(f, "Class report");
		assert_shown(f, "Viewers cannot print or save sheets; ask");
	}
	press(f, "<Enter><^U>" VIEWER "<Enter>" VIEWER_WORDS "<Enter>81");
	assert_shown(f, "Viewers cannot make or restore a backup; ask");
}

/* ---- history ---- */

static size_t
enrolment_changes(struct fixture *f, const char *ref)
{
	struct app *app = academy_drive_app(&f->drive);
	struct student student;
	struct axis_change *changes;
	size_t count;

	assert_int_equal(app_student_find(app, ref, &student, NULL), RC_OK);
	assert_int_equal(app_enrolment_history(app, &student.id, &changes,
					       &count, NULL), RC_OK);
	mem_free(changes);
	return count;
}

static void
an_entry_is_undone_and_put_back(void **state)
{
	struct fixture *f = *state;
	size_t before = enrolment_changes(f, "DEM-0045");

	press(f, UNLOCK_DEMO "9/DEM-0045<Enter>xy");
	assert_shown(f, "(undone) DEM-0045, Nathan Seeming: Applied");
	assert_int_equal(enrolment_changes(f, "DEM-0045"), before - 1);
	press(f, UNLOCK_DEMO "9/DEM-0045<Enter>xy");
	assert_shown(f, "Put back: DEM-0045, Nathan Seeming: Applied");
	assert_int_equal(enrolment_changes(f, "DEM-0045"), before);
}

static void
what_cannot_be_undone_says_why(void **state)
{
	struct fixture *f = *state;
	char *path = path_join(f->dir, "sheet.txt");

	press(f, UNLOCK_DEMO "5<Enter>0007<Enter>s<Enter><^U>%s<Enter>", path);
	press(f, UNLOCK_DEMO "9x");
	assert_shown(f, "Saved a sheet: student DEM-0007, to a file\" is of a "
		     "kind");
	press(f, UNLOCK_DEMO "9/Theo Madeup<Enter>x");
	assert_shown(f, "Theo Madeup made that change; only they can undo it");
	press(f, UNLOCK_DEMO "9<Enter>");
	assert_shown(f, "A change of this kind cannot be undone.");
	mem_free(path);
}

static void
the_history_narrows(void **state)
{
	struct fixture *f = *state;

	press(f, UNLOCK_DEMO "9/zebra<Enter>");
	assert_shown(f, "No entry is like that. 0 shows all again.");
	press(f, UNLOCK_DEMO "9/Theo Madeup<Enter>");
	assert_shown(f, "items: Complete");
	press(f, UNLOCK_DEMO "9/Theo Madeup<Enter>m");
	assert_shown(f, "Added teacher, Theo Madeup");
	assert_false(screen_drive_ended_with(&f->drive.screen,
					     "items: Complete"));
	press(f, UNLOCK_DEMO "9/Theo<Enter>m0<End>");
	assert_shown(f, "Made the academy");
	/* One student's: opened from the student's page. */
	press(f, UNLOCK_DEMO "1/0045<Enter><Enter>b");
	assert_shown(f, "History > DEM-0045");
	assert_false(screen_drive_ended_with(&f->drive.screen, "DEM-0044"));
}

/* ---- copies ---- */

static void
flip_a_byte(const char *vault, const char *name, off_t at)
{
	char *path = path_join(vault, name);
	unsigned char byte;
	int fd = open(path, O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
	mem_free(path);
}

static void
a_damaged_backup_is_named(void **state)
{
	struct fixture *f = *state;
	char *copy;

	press(f, UNLOCK_DEMO "81%s<Enter>", f->dir);
	assert_shown(f, "It was read back and checked");
	copy = only_entry(f->dir);
	press(f, UNLOCK_DEMO "83%s<Enter><Enter>demo<Enter>", copy);
	assert_shown(f, "is whole: everything in it is as it was written.");
	flip_a_byte(copy, "records.db", 20 * 4096 + 100);
	press(f, UNLOCK_DEMO "83%s<Enter><Enter>demo<Enter>", copy);
	assert_shown(f, "page 21");
	assert_shown(f, "IS DAMAGED, or was tampered with.");
	press(f, UNLOCK_DEMO "83%s<Enter><Enter>wrong<Enter>", copy);
	assert_shown(f, "passphrase");
	/* The academy itself has nothing. */
	press(f, UNLOCK_DEMO "82");
	assert_shown(f, "This academy is whole");
	mem_free(copy);
}

/* Esc while it runs: nothing is left there. */
static void
a_backup_can_be_stopped(void **state)
{
	struct fixture *f = *state;
	char *left;

	press(f, UNLOCK_DEMO "81%s<Enter><now><Esc>", f->dir);
	assert_shown(f, "Backup and checks");
	assert_false(screen_drive_ended_with(&f->drive.screen, "read back"));
	assert_int_equal(rmdir(f->dir), 0);
	press(f, UNLOCK_DEMO "87y<now><Esc>");
	left = path_join(f->drive.dir, "records.db.next");
	assert_false(path_exists(left));
	mem_free(left);
	press(f, UNLOCK_DEMO "82");
	assert_shown(f, "This academy is whole");
}

static void
a_backup_is_put_back(void **state)
{
	struct fixture *f = *state;
	char *copy;

	press(f, UNLOCK_DEMO "81%s<Enter>", f->dir);
	copy = only_entry(f->dir);
	press(f, UNLOCK_DEMO "9/DEM-0045<Enter>xy");
	press(f, UNLOCK_DEMO "84%s<Enter><Enter>demo<Enter>y", copy);
	assert_shown(f, "Restored. What was here is kept as");
	assert_shown(f, "The academy is locked.");
	press(f, UNLOCK_DEMO "9/DEM-0045<Enter>");
	assert_false(screen_drive_ended_with(&f->drive.screen, "(undone)"));
	mem_free(copy);
}

/* Nothing is moved when the backup is not whole. */
static void
a_damaged_backup_is_not_put_back(void **state)
{
	struct fixture *f = *state;
	char *copy;

	press(f, UNLOCK_DEMO "81%s<Enter>", f->dir);
	copy = only_entry(f->dir);
	flip_a_byte(copy, "records.db", 20 * 4096 + 100);
	press(f, UNLOCK_DEMO "84%s<Enter><Enter>demo<Enter>y", copy);
	assert_shown(f, "page 21");
	press(f, UNLOCK_DEMO "82");
	assert_shown(f, "This academy is whole");
	mem_free(copy);
}

/* ---- keys ---- */

static void
a_recovery_key_is_asked_back(void **state)
{
	struct fixture *f = *state;

	press(f, UNLOCK_DEMO "86y");
	assert_shown(f, "This recovery key opens the academy");
	press(f, UNLOCK_DEMO "86y<Enter>ABCDE<Enter>");
	assert_shown(f, "The recovery key is too short");
	press(f, UNLOCK_DEMO "86y<Enter>ABCDE<Enter><Esc>");
	assert_shown(f, "It was not typed back");
	press(f, UNLOCK_DEMO "86y<Enter><Esc>n");
	assert_shown(f, "This recovery key opens the academy");
	press(f, UNLOCK_DEMO "86y<Enter><Esc>y");
	assert_shown(f, "Backup and checks");
}

/* The key is on no screen any more, so the next person in is told. */
static void
a_lock_before_it_is_typed_back_is_told(void **state)
{
	struct fixture *f = *state;

	press(f, UNLOCK_DEMO "86y<^L>" UNLOCK_DEMO);
	assert_shown(f, "The screen locked before the recovery key was typed");
	press(f, UNLOCK_DEMO "86y<Enter><Esc>y<^L>" UNLOCK_DEMO);
	assert_false(screen_drive_ended_with(&f->drive.screen,
					     "before the recovery key"));
}

static void
everything_is_sealed_anew(void **state)
{
	struct fixture *f = *state;

	press(f, UNLOCK_DEMO "87y");
	assert_shown(f, "Sealed under a new key. Make a new backup now.");
	press(f, UNLOCK_DEMO "82");
	assert_shown(f, "This academy is whole");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
	const struct CMUnitTest tests[] = {
		TEST(a_saved_sheet_is_what_the_command_line_says),
		TEST(words_are_found_on_a_sheet),
		TEST(a_file_is_not_written_over_unasked),
		TEST(a_viewer_reads_and_takes_nothing_away),
		TEST(an_entry_is_undone_and_put_back),
		TEST(what_cannot_be_undone_says_why),
		TEST(the_history_narrows),
		TEST(a_damaged_backup_is_named),
		TEST(a_backup_can_be_stopped),
		TEST(a_backup_is_put_back),
		TEST(a_damaged_backup_is_not_put_back),
		TEST(a_recovery_key_is_asked_back),
		TEST(a_lock_before_it_is_typed_back_is_told),
		TEST(everything_is_sealed_anew),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
