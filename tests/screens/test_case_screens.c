/* SPDX-License-Identifier: ISC */
/* The case-study desk, as people at the keyboard have it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/academy_drive.h"

#define must(call) \
	do { \
		struct err must_err = { .code = RC_OK }; \
		struct err *e = &must_err; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, must_err.text); \
	} while (0)

#define AS_DEMO UNLOCK_DEMO
#define AS_LEAD "<Enter><^U>lead<Enter>demo<Enter>"
/* The desk; its second line is the draft about DEM-0047. */
#define DESK "g6"
#define DRAFT DESK "<Down><Enter>"
#define REECE "DEM-0047"

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
press(struct academy_drive *d, const char *who, const char *keys)
{
	char *script = xasprintf("%s%s", who, keys);

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

static void
assert_not_shown(struct academy_drive *d, const char *text)
{
	if (screen_drive_ended_with(&d->screen, text))
		fail_msg("\"%s\" on:\n%s", text, d->screen.last.ptr);
}

static void
say(struct academy_drive *d, const char *reference,
    enum consent_purpose purpose, bool given)
{
	struct app *app = academy_drive_app(d);
	struct student student;
	struct consent c;

	must(app_student_find(app, reference, &student, e));
	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = student.id;
	c.purpose = purpose;
	c.given = given;
	must(app_fact_add(app, FACT_CONSENT, &c, e));
}

static enum case_state
state_of(struct academy_drive *d, const char *ref)
{
	struct case_file file;
	enum case_state state;

	must(app_case_open(academy_drive_app(d), ref, &file, e));
	state = file.row.state;
	case_file_release(&file);
	return state;
}

/* Keys that read a text from a file into the form that is open. */
static char *
from_file(struct academy_drive *d, const char *text)
{
	char *path = xasprintf("%s-text.txt", d->dir), *keys;

	must(path_write_atomic(path, text, strlen(text), true, e));
	keys = xasprintf("<F4><^U>%s<Enter>", path);
	mem_free(path);
	return keys;
}

static void
take_file_away(struct academy_drive *d)
{
	char *path = xasprintf("%s-text.txt", d->dir);

	assert_int_equal(remove(path), 0);
	mem_free(path);
}

/* ---- beginning ---- */

static void
without_consent_nothing_begins(void **state)
{
	struct academy_drive *d = *state;

	press(d, AS_DEMO, DESK "nDEM-0060<Enter>A way<Tab><Tab>"
			  "He makes pages.<F2>");
	assert_shown(d, "none was given");
	/* What was typed is still there. */
	assert_shown(d, "He makes pages.");
	say(d, "DEM-0060", CONSENT_CASE_STUDY_NAMED, true);
	press(d, AS_DEMO, DESK "nDEM-0060<Enter>A way<Tab><Tab>"
			  "He makes pages.<F2>");
	assert_shown(d, "Saved as a draft.");
	assert_int_equal(state_of(d, "DEM-0060.1"), CASE_DRAFT);
}

/* ---- settling ---- */

static void
a_detail_is_settled_with_a_reason(void **state)
{
	struct academy_drive *d = *state;

	press(d, AS_DEMO, DRAFT "<Enter>");
	assert_shown(d, "Their own name");
	assert_shown(d, "8 details to settle");
	/* The line of the text that the detail is on. */
	assert_shown(d, "Reece started coding on the wing");
	press(d, AS_DEMO, DRAFT "<Enter><Down><Enter><Enter>"
			  "Every prison has wings<Enter>");
	assert_shown(d, "Every prison has wing");
	assert_shown(d, "7 details to settle");
	press(d, AS_DEMO, DRAFT "s");
	assert_shown(d, "7 details may say who it is");
}

/* ---- two people, and the day it comes back ---- */

static void
a_second_person_approves_and_a_withdrawal_closes_it(void **state)
{
	struct academy_drive *d = *state;
	char *file = from_file(d, "He learned to make pages.\r\n");
	char *keys = xasprintf(DRAFT "e%s<F2>s", file);

	press(d, AS_DEMO, keys);
	assert_shown(d, "Somebody who did not write it");
	press(d, AS_DEMO, DESK "<Down><Enter>a");
	assert_shown(d, "You wrote this text");
	press(d, AS_LEAD, DESK "<Down><Enter>a");
	assert_shown(d, "Have you read the text");
	press(d, AS_LEAD, DESK "<Down><Enter>ay");
	assert_shown(d, "Approved by Lena Invented");
	assert_int_equal(state_of(d, REECE), CASE_APPROVED);
	press(d, AS_LEAD, DESK "<Down><Enter>p<Enter>www.example.org/one"
			  "<Enter><Enter>");
	assert_int_equal(state_of(d, REECE), CASE_PUBLISHED);
	say(d, REECE, CONSENT_CASE_STUDY_ANONYMOUS, false);
	press(d, AS_LEAD, DESK);
	assert_shown(d, "2 to take down");
	press(d, AS_LEAD, DESK "<Enter>");
	assert_shown(d, "It is out without consent");
	assert_not_shown(d, "make pages");
	press(d, AS_LEAD, DESK "<Enter><F9>");
	assert_shown(d, "Nothing of the text may leave");
	press(d, AS_LEAD, DESK "<Enter>e");
	assert_shown(d, "Nothing of the text may leave");
	/* Refused before anything is asked. */
	press(d, AS_LEAD, DESK "<Enter>p");
	assert_shown(d, "Nothing of the text may leave");
	assert_not_shown(d, "Published as");
	press(d, AS_LEAD, DESK "<Enter>x<Enter><Enter>");
	assert_shown(d, "Noted as taken down.");
	assert_int_equal(state_of(d, REECE), CASE_TAKEN_DOWN);
	take_file_away(d);
	mem_free(keys);
	mem_free(file);
}

static void
what_is_sent_back_says_why(void **state)
{
	struct academy_drive *d = *state;

	say(d, "DEM-0060", CONSENT_CASE_STUDY_NAMED, true);
	press(d, AS_LEAD, DESK "nDEM-0060<Enter>A way<Tab><Tab>"
			  "He makes pages.<F2><Down><Down><Enter>s");
	assert_int_equal(state_of(d, "DEM-0060"), CASE_WAITING);
	press(d, AS_DEMO, DESK "<Down><Down><Enter>rLonger, please<Enter>");
	assert_shown(d, "Sent back by Dana Example: Longer, please");
	assert_int_equal(state_of(d, "DEM-0060"), CASE_DRAFT);
}

static void
a_withdrawal_shows_what_must_be_taken_down(void **state)
{
	struct academy_drive *d = *state;

	press(d, AS_DEMO, "1/figment<Enter><Enter>g6<Down><Down><Down><Down>"
			  "<Down>wy<Enter>");
	assert_shown(d, "To take down now");
	assert_shown(d, "Web page: www.example.org/graduates/marcus");
	assert_shown(d, "Newsletter: Letter to donors no. 14");
	assert_int_equal(state_of(d, "DEM-0050"), CASE_TO_TAKE_DOWN);
	press(d, AS_DEMO, "1/figment<Enter><Enter>g8<Enter>");
	assert_shown(d, "It is out without consent");
}

static void
a_form_is_kept_when_the_screen_locks(void **state)
{
	struct academy_drive *d = *state;

	press(d, AS_DEMO, DRAFT "eHalf a thought, <F12>");
	press(d, AS_DEMO, DRAFT "e");
	assert_shown(d, "Half a thought");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)
	const struct CMUnitTest tests[] = {
		T(without_consent_nothing_begins),
		T(a_detail_is_settled_with_a_reason),
		T(a_second_person_approves_and_a_withdrawal_closes_it),
		T(what_is_sent_back_says_why),
		T(a_withdrawal_shows_what_must_be_taken_down),
		T(a_form_is_kept_when_the_screen_locks),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
