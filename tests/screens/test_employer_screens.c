/* SPDX-License-Identifier: ISC */
/* Employers by keyboard: from a new one to somebody's first day there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "app/jobs_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/academy_drive.h"

/* At home, unlocked, then through the gate to the employers. */
#define EMPLOYERS UNLOCK_DEMO "g4"
/* North Example, as the tests below make it; a vacancy; Aisha's place in it. */
#define ADD_NORTH EMPLOYERS "nNorth Example<F2>"
#define OPEN_NORTH EMPLOYERS "/north<Enter><Enter>"
#define ADD_VACANCY OPEN_NORTH "nTester<Tab><Enter><Down><Down><Down><Enter><F2>"
#define APPLY OPEN_NORTH "aDEM-0009<Enter><Tab>y<F2>"

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

static void
press(const char *script, const char *text)
{
	academy_drive_again(&drive);
	academy_drive_run(&drive, script);
	if (!screen_drive_ended_with(&drive.screen, text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

static struct employer
north(void)
{
	struct employer employer;
	struct err err;

	assert_int_equal(app_employer_find(academy_drive_app(&drive),
					   "North Example", &employer, &err),
			 RC_OK);
	return employer;
}

/* The only application there. */
static struct application
application(void)
{
	struct employer employer = north();
	struct application_row *rows;
	struct application found = { .fact = { .number = 0 } };
	struct err err;
	size_t count;

	assert_int_equal(app_applications(drive.session.app, NULL, &rows,
					  &count, &err), RC_OK);
	for (size_t i = 0; i < count; i++)
		if (id_equal(&rows[i].application.employer_id, &employer.id))
			found = rows[i].application;
	mem_free(rows);
	return found;
}

static void
make_application(void)
{
	press(ADD_NORTH, "Saved. u takes it back.");
	press(ADD_VACANCY, "Saved. u takes it back.");
	press(APPLY, "Saved. u takes it back.");
}

/* ---- employers ---- */

static void
what_is_excluded_is_marked_in_a_list(void **state)
{
	(void)state;
	press(EMPLOYERS "nNorth Example<Tab><Tab><Tab><Tab><Tab><Tab><Enter>"
	      "<Down><Down><Down><Enter>", "[x] Arson");
	/* The terminal went away: what was typed is kept. */
	press(EMPLOYERS "n", "What you typed before is here again");
	press(EMPLOYERS "n<Esc>y", "Employers and vacancies");
	press(ADD_NORTH, "Saved.");
	press(EMPLOYERS "/north<Enter>e<Tab><Tab><Tab><Tab><Tab><Tab><Enter>"
	      "<Down><Down><Down><Enter><Up><Up><Up><Enter><F2>",
	      "This employer excludes Arson: ask the offender manager.");
	assert_int_equal(north().exclusions, 1u << EXCLUDES_ARSON);
}

/* The next key is for it, and for no other. */
static void
what_was_added_is_under_the_cursor(void **state)
{
	(void)state;
	press(EMPLOYERS "nNorth Example<F2><Enter>",
	      "Employers > North Example");
	press(EMPLOYERS "/north<Enter><Enter>nFirst<F2>nSecond<F2>aDEM-0009"
	      "<Enter>", "Job*            Second");
}

static void
two_of_one_name_are_refused_at_the_field(void **state)
{
	(void)state;
	press(EMPLOYERS "nFable Bank<F2>", "There is an employer of that "
	      "name");
}

static void
an_employer_ends_and_comes_last(void **state)
{
	(void)state;
	press(EMPLOYERS "x<Enter>", "Ended. u takes it back.");
	press(EMPLOYERS "<End>", "ended");
	press(EMPLOYERS "<End>", "Almanac Software");
}

/* ---- from an application to the first day ---- */

static void
an_application_is_made_and_moved_on(void **state)
{
	(void)state;
	make_application();
	assert_true(application().brokered);
	assert_string_equal(application().title, "Tester");
	/* Interview booked, today, for a day to come. */
	press(OPEN_NORTH "<Down>m<Down><Enter><Enter>2026-12-01<Enter>"
	      "Bring the portfolio<Enter>", "1 Dec");
	assert_int_equal(application().step, STEP_INTERVIEW_BOOKED);
	press(OPEN_NORTH "<Down><Enter>", "Interview booked, for 1 Dec 2026. "
	      "Bring the portfolio");
	/* Void: the step first. */
	press(OPEN_NORTH "<Down>vMisheard<Enter>", "Void. u takes it back.");
	assert_int_equal(application().step, STEP_APPLICATION_MADE);
	press(OPEN_NORTH "<Down>vMisheard<Enter>", "Void. u takes it back.");
	assert_int_equal(application().fact.number, 0);
}

static void
the_first_day_records_where_they_are(void **state)
{
	struct destination *rows;
	struct id who;
	struct err err;
	size_t count;

	(void)state;
	make_application();
	press(OPEN_NORTH "<Down>m<Down><Down><Enter><Enter><Enter>",
	      "Job offered");
	/* After an offer: accepted, started. */
	press(OPEN_NORTH "<Down>m<Down><Enter>", "A new destination");
	press(OPEN_NORTH "<Down>m<Down><Enter><F2>", "Started");
	who = application().fact.student_id;
	assert_int_equal(app_destinations(drive.session.app, &who, &rows,
					  &count, &err), RC_OK);
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].employer, "North Example");
	assert_string_equal(rows[0].role, "Tester");
	assert_int_equal(rows[0].level, LEVEL_JUNIOR);
	assert_true(rows[0].brokered && rows[0].agreed_inside);
	mem_free(rows);
	/* And the last day ends it, with how it ended. */
	press(OPEN_NORTH "<Down>m<Enter><Down><Down><Down><Enter>"
	      "<Enter><Enter>", "Ended");
	assert_int_equal(app_destinations(academy_drive_app(&drive), &who,
					  &rows, &count, &err), RC_OK);
	assert_int_equal(rows[0].fact.ended_as, ENDED_OWN_CHOICE);
	mem_free(rows);
	press(OPEN_NORTH "<Down>m", "\"Ended\" is the last step.");
}

static void
a_job_that_is_not_listed_is_applied_for(void **state)
{
	(void)state;
	press(ADD_NORTH, "Saved.");
	press(OPEN_NORTH "aDEM-0009<Enter>Van driver<F2>",
	      "Jobs that were not listed");
	press(OPEN_NORTH "<Down>p", "DEM-0009");
	press(OPEN_NORTH "x", "Put the cursor on a vacancy.");
}

static void
a_vacancy_is_closed(void **state)
{
	(void)state;
	press(ADD_NORTH, "Saved.");
	press(ADD_VACANCY, "Open");
	press(OPEN_NORTH "x<Enter>", "Closed. u takes it back.");
	press(OPEN_NORTH "aDEM-0009<Enter><F2>", "not open on that day");
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_is_excluded_is_marked_in_a_list),
		T(what_was_added_is_under_the_cursor),
		T(two_of_one_name_are_refused_at_the_field),
		T(an_employer_ends_and_comes_last),
		T(an_application_is_made_and_moved_on),
		T(the_first_day_records_where_they_are),
		T(a_job_that_is_not_listed_is_applied_for),
		T(a_vacancy_is_closed),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
