/* SPDX-License-Identifier: ISC */
/* Who may come in, what each may do, and what day it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/small_academy.h"
#include "tests/support/vault_fixture.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

static enum rc
unlock(struct small_academy *a, const char *name, const char *text,
       struct err *err)
{
	struct secret *passphrase = secret_of(text);
	enum rc rc = app_unlock(a->app, name, passphrase, err);

	secret_free(passphrase);
	assert_int_equal(rc == RC_OK, app_is_unlocked(a->app));
	return rc;
}

static void
locking_lets_go_of_everything(void **state)
{
	struct small_academy *a = *state;
	struct student_row *rows;
	struct err err = { .code = RC_OK };
	size_t count;

	app_lock(a->app);
	assert_int_equal(app_student_list(a->app, &rows, &count, &err),
			 RC_CONFLICT);
	assert_non_null(strstr(err.text, "locked"));
	assert_null(rows);
	assert_string_equal(app_me(a->app)->name, "");
	assert_string_equal(app_academy(a->app)->name, "");
	must(unlock(a, "ada", ADA_PASSPHRASE, e));
	assert_string_equal(app_me(a->app)->name, "Ada Example");
	/* A name is a name in any case. */
	app_lock(a->app);
	must(unlock(a, "ADA", ADA_PASSPHRASE, e));
}

static void
a_wrong_name_is_not_told_from_a_wrong_passphrase(void **state)
{
	struct small_academy *a = *state;
	struct err name = { .code = RC_OK }, passphrase = { .code = RC_OK };

	app_lock(a->app);
	assert_int_equal(unlock(a, "eve", ADA_PASSPHRASE, &name), RC_DENIED);
	assert_int_equal(unlock(a, "ada", "seven grey goose", &passphrase),
			 RC_DENIED);
	assert_string_equal(name.text, passphrase.text);
}

static void
a_second_opening_is_told_who_has_it(void **state)
{
	struct small_academy *a = *state;
	struct app *second = app_new(a->dir, clock_fixed(&a->at));
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	struct err err = { .code = RC_OK };

	assert_int_equal(app_unlock(second, "ada", passphrase, &err),
			 RC_BUSY);
	assert_non_null(strstr(err.text, "since 2026-11-23"));
	app_lock(a->app);
	must(app_unlock(second, "ada", passphrase, e));
	secret_free(passphrase);
	app_free(second);
}

/* ---- the clock ---- */

/* Opened when the last entry is that old; what saving says then. */
static enum rc
save_after(struct small_academy *a, int64_t seconds, struct err *err)
{
	app_lock(a->app);
	a->at.utc_s += seconds;
	must(unlock(a, "ada", ADA_PASSPHRASE, e));
	return app_setting_save(a->app, "quiet_days", "20", err);
}

static void
a_clock_that_went_back_asks(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	int64_t newest = newest_entry(a);

	assert_int_equal(save_after(a, -HOUR, &err), RC_CONFLICT);
	assert_string_equal(err.where, "today");
	assert_non_null(strstr(err.text, "2026-11-23"));
	assert_int_equal(newest_entry(a), newest);
	must(app_confirm_today(a->app, date_from_ymd(2026, 11, 24), e));
	must(app_setting_save(a->app, "quiet_days", "20", e));
	assert_int_equal(app_today(a->app), date_from_ymd(2026, 11, 24));
	assert_int_equal(newest_entry(a), newest + 1);
}

static void
a_month_and_a_day_later_asks(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };

	assert_int_equal(save_after(a, 31 * DAY + 1, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "2026-12-24"));
	assert_int_equal(app_confirm_today(a->app, DATE_NONE, &err),
			 RC_INVALID);
	must(app_confirm_today(a->app, app_today(a->app), e));
	must(app_setting_save(a->app, "quiet_days", "20", e));
}

static void
up_to_a_month_goes_on(void **state)
{
	struct small_academy *a = *state;

	must(save_after(a, 0, e));
	must(save_after(a, 31 * DAY, e));
}

/* ---- roles: every function that changes something refuses a viewer ---- */

static enum rc
try_student(struct small_academy *a, struct err *err)
{
	return app_student_save(a->app, &a->nia, err);
}

static enum rc
try_enrol(struct small_academy *a, struct err *err)
{
	return app_enrol(a->app, &a->nia.id, 1, ENROLMENT_WAITING, DATE_NONE,
			 NULL, NULL, err);
}

static enum rc
try_custody(struct small_academy *a, struct err *err)
{
	return app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED, DATE_NONE,
			   NULL, NULL, err);
}

static enum rc
try_release(struct small_academy *a, struct err *err)
{
	struct release_date date = { .on = DATE_NONE };

	return app_release_date(a->app, &a->nia.id, &date, err);
}

static enum rc
try_pin(struct small_academy *a, struct err *err)
{
	return app_pin(a->app, &a->nia.id, 1, &a->version.id, err);
}

static enum rc
try_import(struct small_academy *a, struct err *err)
{
	static const char text[] = "name\nZed Example\n";
	struct import_plan plan;
	struct csv csv;
	enum rc rc;

	must(csv_parse(text, strlen(text), &csv, e));
	rc = app_import_plan(a->app, &csv, NULL, &plan, err);
	if (rc == RC_OK)
		rc = app_import_apply(a->app, &plan, false, err);
	import_plan_release(&plan);
	csv_release(&csv);
	return rc;
}

static enum rc
try_curriculum(struct small_academy *a, struct err *err)
{
	static const char text[] = "code,parent,kind,title\n"
		"D,,course,Course\nE,D,module,Module\nF,E,unit,Unit\n";
	struct curriculum_version version;
	struct csv csv;
	enum rc rc;

	must(csv_parse(text, strlen(text), &csv, e));
	rc = app_curriculum_import(a->app, &csv, "2", &version, err);
	csv_release(&csv);
	return rc;
}

static enum rc
try_item(struct small_academy *a, struct err *err)
{
	struct item item = { .id = cell_of(a, &a->nia, "U-1").item_id };

	return app_item_save(a->app, &item, err);
}

static enum rc
try_progress(struct small_academy *a, struct err *err)
{
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");
	struct progress_change change = { .status = PROGRESS_COMPLETE };
	int eligible;

	return app_progress_set(a->app, &cell, 1, &change, &eligible, err);
}

static enum rc
try_help(struct small_academy *a, struct err *err)
{
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");

	return app_help_set(a->app, &cell, 1, true, err);
}

static enum rc
try_note(struct small_academy *a, struct err *err)
{
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");

	return app_note_set(a->app, &cell, "note", err);
}

static enum rc
try_void(struct small_academy *a, struct err *err)
{
	return app_attempt_void(a->app, &a->nia.id, "mistake", err);
}

static enum rc
try_graduate(struct small_academy *a, struct err *err)
{
	return app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, err);
}

static enum rc
try_staff_add(struct small_academy *a, struct err *err)
{
	struct staff staff = { .user_name = "eve", .name = "Eve Example" };

	return app_staff_add(a->app, &staff, a->recovery, err);
}

static enum rc
try_staff_save(struct small_academy *a, struct err *err)
{
	struct staff staff = { .user_name = "ada", .name = "Ada Example" };

	return app_staff_save(a->app, &staff, err);
}

static enum rc
try_passphrase(struct small_academy *a, struct err *err)
{
	return app_staff_passphrase(a->app, "ada", a->recovery, err);
}

static enum rc
try_staff_remove(struct small_academy *a, struct err *err)
{
	return app_staff_remove(a->app, "ada", err);
}

static enum rc
try_recovery(struct small_academy *a, struct err *err)
{
	struct secret *key;

	return app_recovery_new(a->app, &key, err);
}

static enum rc
try_rotate(struct small_academy *a, struct err *err)
{
	return app_rotate(a->app, NULL, NULL, err);
}

static enum rc
try_backup(struct small_academy *a, struct err *err)
{
	char *path;
	enum rc rc = app_backup(a->app, a->root, NULL, NULL, &path, err);

	mem_free(path);
	return rc;
}

static enum rc
try_undo(struct small_academy *a, struct err *err)
{
	char said[LINE_SIZE];

	return app_undo(a->app, said, sizeof(said), err);
}

static enum rc
try_redo(struct small_academy *a, struct err *err)
{
	char said[LINE_SIZE];

	return app_redo(a->app, said, sizeof(said), err);
}

static enum rc
try_undo_entry(struct small_academy *a, struct err *err)
{
	return app_undo_entry(a->app, 3, err);
}

static enum rc
try_sheet(struct small_academy *a, struct err *err)
{
	int64_t number;

	return app_sheet_issue(a->app, "class", NULL, "file", &number, err);
}

static enum rc
try_setting(struct small_academy *a, struct err *err)
{
	return app_setting_save(a->app, "theme", "mono", err);
}

static const struct {
	const char *what;
	enum rc (*attempt)(struct small_academy *a, struct err *err);
	enum role least;	/* the least of the roles that may */
} changes[] = {
	{ "student", try_student, ROLE_INSTRUCTOR },
	{ "enrol", try_enrol, ROLE_INSTRUCTOR },
	{ "custody", try_custody, ROLE_INSTRUCTOR },
	{ "release", try_release, ROLE_INSTRUCTOR },
	{ "pin", try_pin, ROLE_INSTRUCTOR },
	{ "import", try_import, ROLE_LEAD },
	{ "curriculum", try_curriculum, ROLE_LEAD },
	{ "item", try_item, ROLE_LEAD },
	{ "progress", try_progress, ROLE_INSTRUCTOR },
	{ "help", try_help, ROLE_INSTRUCTOR },
	{ "note", try_note, ROLE_INSTRUCTOR },
	{ "void", try_void, ROLE_INSTRUCTOR },
	{ "graduate", try_graduate, ROLE_LEAD },
	{ "staff add", try_staff_add, ROLE_ADMINISTRATOR },
	{ "staff save", try_staff_save, ROLE_ADMINISTRATOR },
	{ "passphrase", try_passphrase, ROLE_ADMINISTRATOR },
	{ "staff remove", try_staff_remove, ROLE_ADMINISTRATOR },
	{ "recovery", try_recovery, ROLE_ADMINISTRATOR },
	{ "rotate", try_rotate, ROLE_ADMINISTRATOR },
	{ "backup", try_backup, ROLE_LEAD },
	{ "undo", try_undo, ROLE_INSTRUCTOR },
	{ "redo", try_redo, ROLE_INSTRUCTOR },
	{ "undo entry", try_undo_entry, ROLE_INSTRUCTOR },
	{ "sheet", try_sheet, ROLE_INSTRUCTOR },
	{ "setting", try_setting, ROLE_LEAD },
};

static void
each_role_is_refused_what_is_not_its_own(void **state)
{
	struct small_academy *a = *state;

	for (int role = ROLE_LEAD; role <= ROLE_VIEWER; role++) {
		uint64_t before;
		int64_t newest;

		act_as(a, (enum role)role);
		before = records_hash(a);
		newest = newest_entry(a);
		for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
			struct err err = { .code = RC_OK };

			if (role <= (int)changes[i].least)
				continue;
			if (changes[i].attempt(a, &err) != RC_DENIED)
				fail_msg("%s, %s: %s", changes[i].what,
					 term_label(&term_role, role),
					 err.text);
			assert_non_null(strstr(err.text, "cannot"));
		}
		assert_true(records_hash(a) == before);
		assert_int_equal(newest_entry(a), newest);
	}
}

/* And none of them is refused for its role alone where it may. */
static void
and_not_refused_what_is(void **state)
{
	struct small_academy *a = *state;

	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		struct err err = { .code = RC_OK };

		if (changes[i].least == ROLE_ADMINISTRATOR)
			continue;
		act_as(a, changes[i].least);
		/* Some are refused for what is asked, none for who asks. */
		if (changes[i].attempt(a, &err) == RC_DENIED &&
		    strstr(err.text, "made that change") == NULL)
			fail_msg("%s: %s", changes[i].what, err.text);
	}
}

/* On a new machine ~/.local/share may be missing: screens and command line
 * alike come through here. */
static void
the_first_academy_makes_the_folders_above_it(void **state)
{
	struct small_academy *a = *state;
	char *dir = path_join(a->root, "share/throughgate/first.vault");
	struct app *app = app_new(dir, clock_fixed(&a->at));
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	struct secret *recovery;
	struct app_new_academy new = {
		.code = "NEW", .name = "New Example Academy",
		.user_name = "ada", .staff_name = "Ada Example",
		.minimum_cost = true,
	};

	must(app_create(app, &new, passphrase, &recovery, e));
	assert_true(app_is_unlocked(app));
	secret_free(recovery);
	secret_free(passphrase);
	app_free(app);
	mem_free(dir);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(locking_lets_go_of_everything),
		T(a_wrong_name_is_not_told_from_a_wrong_passphrase),
		T(a_second_opening_is_told_who_has_it),
		T(the_first_academy_makes_the_folders_above_it),
		T(a_clock_that_went_back_asks),
		T(a_month_and_a_day_later_asks),
		T(up_to_a_month_goes_on),
		T(each_role_is_refused_what_is_not_its_own),
		T(and_not_refused_what_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
