/* SPDX-License-Identifier: ISC */
/* Staff and settings, as an administrator and others meet them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/academy_drive.h"
#include "app/academy_app.h"
#include "base/mem.h"
#include "tui/term.h"

#define UNLOCK(user, pass) "<Enter><^U>" user "<Enter>" pass "<Enter>"
#define STAFF UNLOCK_DEMO "6"
#define SETTINGS UNLOCK_DEMO "7"
#define GOOD_PASS "correct horse battery staple"
#define TWICE GOOD_PASS "<Enter>" GOOD_PASS "<Enter>"
#define NEW_BEA "<F3>bea<Tab>Bea Beispiel"

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

/* Presses the keys from the locked screen on; the last screen has the text. */
static void
leads_to(const char *script, const char *text)
{
	if (app_is_unlocked(drive.session.app) ||
	    ui_is_ending(drive.session.ui))
		academy_drive_again(&drive);
	academy_drive_run(&drive, script);
	if (!screen_drive_ended_with(&drive.screen, text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

static bool
is_shown(const char *text)
{
	return screen_drive_ended_with(&drive.screen, text);
}

static bool
find(const char *user_name, struct staff *person)
{
	struct staff *rows;
	size_t count;
	struct err err;
	bool found = false;

	assert_int_equal(app_staff_list(academy_drive_app(&drive), &rows,
					&count, &err), RC_OK);
	for (size_t i = 0; i < count && !found; i++) {
		*person = rows[i];
		found = strcmp(rows[i].user_name, user_name) == 0;
	}
	mem_free(rows);
	return found;
}

/* ---- the list ---- */

static void
it_begins_at_oneself_and_says_what_the_role_may(void **state)
{
	(void)state;
	leads_to(STAFF, "yes (you)");
	assert_true(is_shown("manage keys"));
	leads_to(STAFF "<End>", "Cannot import a class list");
	assert_true(is_shown("teacher"));
}

static void
the_table_has_every_role_and_permission(void **state)
{
	(void)state;
	leads_to(STAFF "t", "Viewer");
	for (int i = 0; i < PERMISSION_COUNT; i++)
		assert_true(is_shown(role_words((enum permission)i)));
	for (size_t i = 0; i < term_role.count; i++)
		assert_true(is_shown(term_role.rows[i].label));
}

static void
help_is_written_for_all_three(void **state)
{
	(void)state;
	leads_to(STAFF "<F1>", "who can open this academy");
	leads_to(STAFF "<F3><F1>", "One person who can open the academy");
	leads_to(SETTINGS "<F1>", "Settings of this academy");
}

/* ---- adding ---- */

static void
a_new_person_can_unlock(void **state)
{
	struct staff person;

	(void)state;
	leads_to(STAFF NEW_BEA "<Tab><Right><F2>" TWICE, "Added bea");
	assert_true(find("bea", &person));
	assert_string_equal(person.name, "Bea Beispiel");
	assert_int_equal(person.role, ROLE_VIEWER);
	assert_true(person.active);
	leads_to(UNLOCK("bea", GOOD_PASS), "view only");
}

static void
two_that_differ_are_asked_for_again(void **state)
{
	struct staff person;

	(void)state;
	leads_to(STAFF NEW_BEA "<F2>" GOOD_PASS "<Enter>something else<Enter>",
		 "not the same");
	assert_false(find("bea", &person));
	leads_to(STAFF "<F3><Esc>y" NEW_BEA "<F2>" GOOD_PASS
		 "<Enter>something else<Enter>" TWICE, "Added bea");
}

static void
a_poor_passphrase_is_refused_with_the_reason(void **state)
{
	(void)state;
	leads_to(STAFF NEW_BEA "<F2>short<Enter>", "at least 12 characters");
	assert_true(is_shown("to remember."));
}

static void
giving_up_saves_nothing_and_keeps_the_form(void **state)
{
	struct staff person;

	(void)state;
	leads_to(STAFF NEW_BEA "<F2><Esc>", "Nothing was saved.");
	assert_true(is_shown("Bea Beispiel"));
	assert_false(find("bea", &person));
}

static void
faults_are_shown_at_the_field(void **state)
{
	(void)state;
	leads_to(STAFF "<F3>Bea<Tab>Bea<F2>", "!User name*");
	assert_true(is_shown("small letters"));
	leads_to(STAFF "<F3><Esc>y<F3>bea<F2>", "!Name*");
	leads_to(STAFF "<F3><Esc>y<F3>lead<Tab>Lena<F2>" TWICE,
		 "lead is taken");
	assert_true(is_shown("!User name*"));
}

/* ---- changing ---- */

static void
name_and_role_change(void **state)
{
	struct staff person;

	(void)state;
	leads_to(STAFF "<End><Enter>", "< Instructor >");
	leads_to(STAFF "<End><Enter><^U>Theo Lehrer<Tab><Left><F2>",
		 "Saved teacher, Theo Lehrer.");
	assert_true(find("teacher", &person));
	assert_string_equal(person.name, "Theo Lehrer");
	assert_int_equal(person.role, ROLE_LEAD);
}

static void
the_last_administrator_stays_one(void **state)
{
	struct staff person;

	(void)state;
	leads_to(STAFF "<Enter><Tab><Right><F2>", "is the only administrator");
	assert_true(is_shown("!Role*"));
	assert_true(find("demo", &person));
	assert_int_equal(person.role, ROLE_ADMINISTRATOR);
}

static void
ones_own_passphrase_is_anybodys_to_set(void **state)
{
	(void)state;
	leads_to(UNLOCK("teacher", "demo") "6w" TWICE,
		 "The new passphrase of teacher is set");
	leads_to(UNLOCK("teacher", "demo"), "The academy is locked.");
	leads_to(UNLOCK("teacher", GOOD_PASS), "DEM  teacher");
}

static void
anothers_is_an_administrators(void **state)
{
	(void)state;
	leads_to(UNLOCK("teacher", "demo") "6<Home>w",
		 "Instructors cannot manage staff");
	leads_to(STAFF "<End>w" TWICE, "The new passphrase of teacher is set");
	leads_to(UNLOCK("teacher", GOOD_PASS), "DEM  teacher");
}

static void
an_instructor_reads_why_not(void **state)
{
	static const char *const keys[] = { "<F3>", "<Enter>", "x" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		char *script = xasprintf("%s%s", UNLOCK("teacher", "demo") "6",
					 keys[i]);

		leads_to(script, "Instructors cannot manage staff; ask an "
			 "administrator.");
		mem_free(script);
	}
}

/* ---- removing ---- */

static void
removing_asks_and_takes_the_key_away(void **state)
{
	struct staff person;

	(void)state;
	leads_to(STAFF "<End>x<Enter>", "Staff");
	assert_true(find("teacher", &person) && person.active);
	leads_to(STAFF "<End>xy", "teacher can no longer open");
	assert_true(is_shown("not any more"));
	assert_true(find("teacher", &person) && !person.active);
	leads_to(UNLOCK("teacher", "demo"), "The academy is locked.");
}

static void
who_left_can_come_back(void **state)
{
	struct staff before, after;

	(void)state;
	assert_true(find("teacher", &before));
	leads_to(STAFF "<End>xy<End><Enter>", "F3 with the same user name");
	leads_to(STAFF "<F3>teacher<Tab>Theo Madeup<F2>" TWICE,
		 "Added teacher");
	assert_true(find("teacher", &after) && after.active);
	assert_true(id_equal(&before.id, &after.id));
}

static void
nobody_removes_oneself(void **state)
{
	(void)state;
	leads_to(STAFF "x", "You cannot take your own key away");
	assert_false(is_shown("Take it away"));
}

/* ---- settings ---- */

static void
setting(const char *id, const char *want)
{
	struct buf value = BUF_INIT;
	struct err err;

	assert_int_equal(app_setting(academy_drive_app(&drive), id, &value,
				     &err), RC_OK);
	assert_string_equal(value.ptr, want);
	buf_release(&value);
}

static void
every_setting_is_a_row(void **state)
{
	(void)state;
	leads_to(SETTINGS, "Settings");
	for (size_t i = 0; i < setting_count; i++)
		assert_true(is_shown(setting_specs[i].label));
	assert_true(is_shown(setting_specs[0].help));
}

static void
a_choice_turns_and_applies_at_once(void **state)
{
	(void)state;
	leads_to(SETTINGS "<Down><Down><Enter>", "Saved. Colours: mono");
	setting("theme", "mono");
	leads_to(SETTINGS "<Down><Down><Left><Left>", "< contrast >");
	setting("theme", "contrast");
	leads_to(SETTINGS "<Down><Down><Down><Space>", "Saved. Draw with");
	assert_true(term_is_ascii());
	leads_to(SETTINGS "<Down><Down><Down><Space>", "Saved. Draw with");
	assert_false(term_is_ascii());
}

static void
a_number_is_checked_where_it_is_typed(void **state)
{
	(void)state;
	leads_to(SETTINGS "<Enter><^U>99<Enter>", "from 1 to 60");
	setting("idle_minutes", "5");
	leads_to(SETTINGS "<Enter><^U>2<Enter>", "Saved. Lock after");
	setting("idle_minutes", "2");
	leads_to(SETTINGS "<Enter><^U>2<Enter><wait 120>",
		 "The academy is locked.");
}

static void
a_change_is_in_the_history_and_can_be_taken_back(void **state)
{
	struct journal_entry *rows;
	size_t count;
	struct err err;

	(void)state;
	leads_to(SETTINGS "<Down><Down><Enter>u", "Undid: Colours: mono");
	setting("theme", "colour");
	assert_int_equal(app_history(academy_drive_app(&drive), NULL, 0, 2,
				     &rows, &count, &err), RC_OK);
	assert_int_equal(count, 2);
	assert_string_equal(rows[1].summary, "Colours: mono");
	mem_free(rows);
}

static void
an_instructor_reads_settings_only(void **state)
{
	(void)state;
	leads_to(UNLOCK("teacher", "demo") "7<Enter>",
		 "Instructors cannot change settings");
	leads_to(UNLOCK("teacher", "demo") "7<Down><Down><Right>",
		 "Instructors cannot change settings");
	setting("theme", "colour");
}

static void
the_command_line_comes_first(void **state)
{
	(void)state;
	drive.config.theme = "colour";
	leads_to(SETTINGS "<Down><Down><Enter>", "comes first until");
	setting("theme", "mono");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(it_begins_at_oneself_and_says_what_the_role_may),
		EACH(the_table_has_every_role_and_permission),
		EACH(help_is_written_for_all_three),
		EACH(a_new_person_can_unlock),
		EACH(two_that_differ_are_asked_for_again),
		EACH(a_poor_passphrase_is_refused_with_the_reason),
		EACH(giving_up_saves_nothing_and_keeps_the_form),
		EACH(faults_are_shown_at_the_field),
		EACH(name_and_role_change),
		EACH(the_last_administrator_stays_one),
		EACH(ones_own_passphrase_is_anybodys_to_set),
		EACH(anothers_is_an_administrators),
		EACH(an_instructor_reads_why_not),
		EACH(removing_asks_and_takes_the_key_away),
		EACH(who_left_can_come_back),
		EACH(nobody_removes_oneself),
		EACH(every_setting_is_a_row),
		EACH(a_choice_turns_and_applies_at_once),
		EACH(a_number_is_checked_where_it_is_typed),
		EACH(a_change_is_in_the_history_and_can_be_taken_back),
		EACH(an_instructor_reads_settings_only),
		EACH(the_command_line_comes_first),
	};

	return cmocka_run_group_tests_name("staff_screen", tests, NULL,
					   academy_drive_forget);
}
