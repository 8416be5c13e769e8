/* SPDX-License-Identifier: ISC */
/* Data protection, as a person at the keyboard has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/rights_app.h"
#include "base/mem.h"
#include "tests/support/academy_drive.h"

#define must(call) \
	do { \
		struct err must_err = { .code = RC_OK }; \
		struct err *e = &must_err; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, must_err.text); \
	} while (0)

#define REF "DEM-0007"
#define NAME "Callum Fictional"

static int
start(void **state)
{
	struct academy_drive *d = xcalloc(1, sizeof(*d));

	academy_drive_start(d, NULL);
	*state = d;
	return 0;
}

static int
stop(void **state)
{
	academy_drive_stop(*state);
	mem_free(*state);
	return 0;
}

static void
press(struct academy_drive *d, const char *keys)
{
	char *script = xasprintf(UNLOCK_DEMO "%s", keys);

	app_lock(d->session.app);
	academy_drive_again(d);
	academy_drive_run(d, script);
	mem_free(script);
}

static void
assert_shown(struct academy_drive *d, const char *text)
{
	if (!screen_drive_ended_with(&d->screen, text))
		fail_msg("no \"%s\" on:\n%s", text, d->screen.last.ptr);
}

static bool
is_here(struct academy_drive *d)
{
	struct student student;
	struct err err;

	return app_student_find(academy_drive_app(d), REF, &student, &err) ==
	       RC_OK;
}

/* ---- requests ---- */

static void
a_request_is_noted_and_answered(void **state)
{
	struct academy_drive *d = *state;

	press(d, "g7");
	assert_shown(d, "Nothing to answer");
	/* o, the person, the second thing to do, the first kind, today. */
	press(d, "g7o" REF "<Enter><Down><Enter><Enter><Enter>");
	assert_shown(d, "1 to answer, 0 to review");
	assert_shown(d, NAME);
	assert_shown(d, "Asked: To see everything");
	assert_shown(d, "23 Dec 2026");
	press(d, "g7ahanded over<Enter>");
	assert_shown(d, "Answered. u takes it back.");
	assert_shown(d, "0 to answer");
}

static void
the_file_is_shown_before_it_is_saved(void **state)
{
	struct academy_drive *d = *state;

	press(d, "g7o" REF "<Enter><Enter><Enter>");
	assert_shown(d, "Subject access " REF);
	assert_shown(d, "It is for them");
	press(d, "g7o" REF "<Enter><Enter><Down><Enter>");
	assert_shown(d, "Full access " REF);
	assert_shown(d, "Names of other people are marked.");
}

/* ---- reviews ---- */

/* In the demo Tadeusz, long a graduate, is the first whose year would end. */
static void
a_review_keeps_the_record_on(void **state)
{
	struct academy_drive *d = *state;
	struct app *app = academy_drive_app(d);
	struct retention *rows;
	size_t count;
	civil_date year = app_today(app) + 365;
	bool kept = false;

	must(app_setting_save(app, "retention_years", "1", e));
	press(d, "g7");
	assert_shown(d, "0 to review");
	press(d, "g7y");
	assert_shown(d, "29 Jan 2027 DEM-0049  Tadeusz Bajka");
	press(d, "g7yr<Enter>a claim is open<Enter>");
	assert_shown(d, "Kept on. u takes it back.");
	must(app_retention(academy_drive_app(d), year, &rows, &count, e));
	for (size_t i = 0; i < count; i++)
		kept |= strcmp(rows[i].reference, "DEM-0049") == 0 &&
			rows[i].kept_until == year &&
			strcmp(rows[i].kept_reason, "a claim is open") == 0;
	assert_true(kept);
	mem_free(rows);
}

/* ---- erasing ---- */

/* o, the person, the last thing to do, the first reason, the text read. */
#define TO_ERASE "g7o" REF "<Enter><Down><Down><Down><Enter><Enter>"

static void
it_says_first_what_will_happen(void **state)
{
	struct academy_drive *d = *state;

	press(d, TO_ERASE);
	assert_shown(d, "nothing");
	assert_shown(d, "Copies that this does not reach");
	assert_true(is_here(d));
}

static void
another_word_erases_nothing(void **state)
{
	struct academy_drive *d = *state;

	press(d, TO_ERASE "<Esc>yes<Enter>");
	assert_shown(d, "Nothing was erased.");
	assert_true(is_here(d));
	press(d, TO_ERASE "<Esc><Esc>");
	assert_shown(d, "Nothing was erased.");
	assert_true(is_here(d));
}

static void
the_reference_erases_it_for_good(void **state)
{
	struct academy_drive *d = *state;

	press(d, TO_ERASE "<Esc>" REF "<Enter>");
	assert_shown(d, "Erased.");
	assert_false(is_here(d));
	press(d, "g7l");
	assert_shown(d, "23 Nov 2026  Objection to the record, Dana Example");
	press(d, "g7o" REF);
	press(d, "u");
	assert_false(is_here(d));
	press(d, "9");
	assert_shown(d, "Erased a record");
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_request_is_noted_and_answered),
		T(the_file_is_shown_before_it_is_saved),
		T(a_review_keeps_the_record_on),
		T(it_says_first_what_will_happen),
		T(another_word_erases_nothing),
		T(the_reference_erases_it_for_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
