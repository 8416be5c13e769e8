/* SPDX-License-Identifier: ISC */
/* Whatever ends the work in a form, what was typed is kept, sealed, and here
 * again; and a locked screen shows nothing of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/academy_drive.h"
#include "app/academy_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "tui/term.h"
#include "vault/secret.h"

#define NEW_STUDENT "1<F3>"
#define TYPED "Zelda Zephyr<Tab>Zel<Down><Down><Down><Down><Down><Down>" \
	"<Down>quiet<Enter>rooms"
#define UNLOCK(user, pass) "<Enter><^U>" user "<Enter>" pass "<Enter>"
#define GOOD_PASS "correct horse battery staple"

static struct academy_drive drive;

static int
start(void **state)
{
	(void)state;
	academy_drive_start(&drive, NULL);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	academy_drive_stop(&drive);
	return 0;
}

static bool
ended_with(const char *text)
{
	return screen_drive_ended_with(&drive.screen, text);
}

static void
assert_locked(void)
{
	assert_true(ended_with("The academy is locked."));
	assert_false(ended_with("Zel"));
	assert_false(ended_with("quiet"));
	assert_false(ended_with("Example"));
	assert_false(ended_with("demo"));
}

static void
assert_offered(void)
{
	assert_true(ended_with("is here again"));
	assert_true(ended_with("Zelda Zephyr"));
	assert_true(ended_with("quiet"));
	assert_true(ended_with("rooms"));
}

/* Runs until the way ends the work, and again from the locked screen. */
static void
kept_through(const char *way)
{
	char *script = xasprintf("%s" NEW_STUDENT TYPED "%s", UNLOCK_DEMO,
				 way);

	academy_drive_run(&drive, script);
	if (way[0] != '\0') {
		assert_locked();
		assert_true(ended_with("is kept, sealed"));
	}
	academy_drive_again(&drive);
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT);
	assert_offered();
	mem_free(script);
}

static void
idle_time_keeps_it(void **state)
{
	(void)state;
	kept_through("<wait 280><wait 20>");
}

static void
f12_keeps_it(void **state)
{
	(void)state;
	kept_through("<F12>");
}

static void
ctrl_l_keeps_it(void **state)
{
	(void)state;
	kept_through("<^L>");
}

static void
ctrl_z_keeps_it(void **state)
{
	(void)state;
	kept_through("<^Z>");
}

static void
a_hang_up_keeps_it(void **state)
{
	(void)state;
	kept_through("");
}

static void
a_question_in_the_way_keeps_it(void **state)
{
	(void)state;
	kept_through("<Esc><wait 300>");
	academy_drive_again(&drive);
	kept_through("<Esc><F12>");
}

static void
a_hang_up_in_a_question_keeps_it(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<Esc>");
	assert_true(ended_with("Leave without saving"));
	academy_drive_again(&drive);
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT);
	assert_offered();
}

static void
the_palette_in_the_way_keeps_it(void **state)
{
	(void)state;
	kept_through("<^K>save<wait 300>");
}

static void
it_is_offered_in_the_same_evening_too(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<F12>"
			  UNLOCK_DEMO NEW_STUDENT);
	assert_offered();
}

static void
it_survives_a_second_lock(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<F12>"
			  UNLOCK_DEMO NEW_STUDENT "<F12>"
			  UNLOCK_DEMO NEW_STUDENT);
	assert_offered();
}

static void
changes_to_a_student_are_that_students(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO "1<F4><End>Q<F12>" UNLOCK_DEMO
			  "1<Down><F4>");
	assert_false(ended_with("is here again"));
	academy_drive_again(&drive);
	academy_drive_run(&drive, UNLOCK_DEMO "1<F4>");
	assert_true(ended_with("is here again"));
	assert_true(ended_with("Nia ExampleQ"));
}

static void
what_was_given_up_is_gone(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<Esc>y<F12>"
			  UNLOCK_DEMO NEW_STUDENT);
	assert_false(ended_with("is here again"));
	assert_false(ended_with("Zel"));
}

static void
what_was_saved_is_no_draft(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<F2><F12>"
			  UNLOCK_DEMO NEW_STUDENT);
	assert_false(ended_with("is here again"));
	assert_false(ended_with("Zel"));
}

static void
an_untouched_form_is_no_draft(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT "<F12>");
	assert_true(ended_with("Locked."));
	assert_false(ended_with("is kept, sealed"));
}

static void
nobody_else_is_offered_it(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<F12>"
			  UNLOCK("lead", "demo") NEW_STUDENT);
	assert_true(ended_with("A new student"));
	assert_false(ended_with("is here again"));
	assert_false(ended_with("Zel"));
}

static void
it_is_sealed_on_the_disk(void **state)
{
	char *path = path_join(drive.dir, "records.db");
	struct buf data = BUF_INIT;
	struct err err;

	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO NEW_STUDENT TYPED "<F12>");
	assert_int_equal(path_read(path, 64 << 20, &data, &err), RC_OK);
	assert_true(data.len > 0);
	assert_null(memmem(data.ptr, data.len, "Zelda", 5));
	buf_release(&data);
	mem_free(path);
}

static void
a_passphrase_is_in_no_draft(void **state)
{
	struct buf draft = BUF_INIT;
	struct err err;

	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO "6<F3>bea<Tab>Bea Beispiel<F2>"
			  GOOD_PASS "<wait 300>");
	assert_true(ended_with("The academy is locked."));
	assert_false(ended_with("bea"));
	assert_int_equal(app_draft_take(academy_drive_app(&drive),
					"staff  new", &draft, &err), RC_OK);
	assert_non_null(memmem(draft.ptr, draft.len, "Bea Beispiel", 12));
	assert_null(memmem(draft.ptr, draft.len, "correct", 7));
	buf_release(&draft);
}

/* ---- a draft is not a record ---- */

static void
it_is_kept_before_the_date_is_confirmed(void **state)
{
	struct buf body = BUF_INIT;
	struct student student;
	struct err err = { .code = RC_OK };
	struct app *app;

	(void)state;
	drive.screen.now.utc_s -= 400 * 86400;
	app = academy_drive_app(&drive);
	assert_int_equal(app_student_blank(app, &student, &err), RC_OK);
	strcpy(student.name, "Zelda Zephyr");
	assert_int_equal(app_student_save(app, &student, &err), RC_CONFLICT);
	buf_adds(&body, "name=Zelda");
	assert_int_equal(app_draft_save(app, "student new", &body, &err),
			 RC_OK);
	buf_reset(&body);
	assert_int_equal(app_draft_take(app, "student new", &body, &err),
			 RC_OK);
	assert_string_equal(body.ptr, "name=Zelda");
	buf_release(&body);
}

static void
set_role(const char *user_name, enum role role)
{
	struct app *app = academy_drive_app(&drive);
	struct staff *rows;
	size_t count;
	struct err err;

	assert_int_equal(app_staff_list(app, &rows, &count, &err), RC_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].user_name, user_name) == 0) {
			rows[i].role = role;
			assert_int_equal(app_staff_save(app, &rows[i], &err),
					 RC_OK);
		}
	mem_free(rows);
	app_lock(app);
}

/* A viewer has no form to type in; what was typed before waits. */
static void
a_viewers_draft_waits_for_the_permission(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK("teacher", "demo") NEW_STUDENT TYPED
			  "<F12>");
	set_role("teacher", ROLE_VIEWER);
	academy_drive_again(&drive);
	academy_drive_run(&drive, UNLOCK("teacher", "demo") NEW_STUDENT);
	assert_true(ended_with("Viewers cannot change students"));
	assert_false(ended_with("Zel"));
	app_lock(drive.session.app);
	set_role("teacher", ROLE_INSTRUCTOR);
	academy_drive_again(&drive);
	academy_drive_run(&drive, UNLOCK("teacher", "demo") NEW_STUDENT);
	assert_offered();
}

/* ---- the locked screen itself ---- */

static void
a_locked_screen_is_not_locked_again(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO "<F12><wait 295><wait 3600>");
	assert_true(ended_with("The academy is locked."));
	assert_false(ended_with("No key for a while"));
}

#define MAKE_ACADEMY "ZED<Tab>Zed Academy<Tab>ada<Tab>Ada Muster<F2>" \
	GOOD_PASS "<Enter>" GOOD_PASS "<Enter>"

static void
a_recovery_key_on_the_screen_does_not_stop_the_lock(void **state)
{
	(void)state;
	academy_drive_stop(&drive);
	academy_drive_start_empty(&drive, NULL);
	academy_drive_run(&drive, MAKE_ACADEMY "<F12>");
	assert_true(ended_with("The academy is locked."));
	assert_false(ended_with("recovery key"));
}

static void
a_new_academy_locks_when_idle_too(void **state)
{
	(void)state;
	academy_drive_stop(&drive);
	academy_drive_start_empty(&drive, NULL);
	academy_drive_run(&drive, MAKE_ACADEMY "<Enter><Esc>yn");
	assert_true(ended_with("Zed Academy"));
	academy_drive_stop(&drive);
	academy_drive_start_empty(&drive, NULL);
	academy_drive_run(&drive, MAKE_ACADEMY "<Enter><Esc>yn<wait 300>");
	assert_true(ended_with("The academy is locked."));
}

static void
coming_in_is_answered(void **state)
{
	(void)state;
	academy_drive_run(&drive, UNLOCK_DEMO);
	assert_true(ended_with("Welcome, "));
	academy_drive_stop(&drive);
	academy_drive_start_empty(&drive, NULL);
	academy_drive_run(&drive, MAKE_ACADEMY "<Enter><Esc>yy");
	assert_true(ended_with("Loaded Web development: 188 units"));
}

/* Somebody left while the program asks which day it is. */
static void
the_question_of_the_date_locks_too(void **state)
{
	(void)state;
	drive.screen.now.utc_s -= 400 * 86400;
	academy_drive_run(&drive, UNLOCK_DEMO "<wait 300>");
	assert_true(ended_with("The academy is locked."));
	assert_false(ended_with("Which day"));
	assert_false(app_is_unlocked(drive.session.app));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(idle_time_keeps_it),
		EACH(f12_keeps_it),
		EACH(ctrl_l_keeps_it),
		EACH(ctrl_z_keeps_it),
		EACH(a_hang_up_keeps_it),
		EACH(a_question_in_the_way_keeps_it),
		EACH(a_hang_up_in_a_question_keeps_it),
		EACH(the_palette_in_the_way_keeps_it),
		EACH(it_is_offered_in_the_same_evening_too),
		EACH(it_survives_a_second_lock),
		EACH(changes_to_a_student_are_that_students),
		EACH(what_was_given_up_is_gone),
		EACH(what_was_saved_is_no_draft),
		EACH(an_untouched_form_is_no_draft),
		EACH(nobody_else_is_offered_it),
		EACH(it_is_sealed_on_the_disk),
		EACH(a_passphrase_is_in_no_draft),
		EACH(it_is_kept_before_the_date_is_confirmed),
		EACH(a_viewers_draft_waits_for_the_permission),
		EACH(a_locked_screen_is_not_locked_again),
		EACH(a_recovery_key_on_the_screen_does_not_stop_the_lock),
		EACH(a_new_academy_locks_when_idle_too),
		EACH(coming_in_is_answered),
		EACH(the_question_of_the_date_locks_too),
	};

	return cmocka_run_group_tests_name("lock_and_drafts", tests, NULL,
					   academy_drive_forget);
}
