/* SPDX-License-Identifier: ISC */
/* Through the gate, as a person at the keyboard has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/academy_drive.h"

#define must(call) \
	do { \
		struct err must_err = { .code = RC_OK }; \
		struct err *e = &must_err; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, must_err.text); \
	} while (0)

/* Aisha, who has done everything: a graduate who went out two months ago. */
#define REF "DEM-0005"
#define NAME "Aisha Placeholder"
enum { DAYS_OUT = 60 };

static struct id
aisha(struct academy_drive *d)
{
	struct student student;

	must(app_student_find(academy_drive_app(d), REF, &student, e));
	return student.id;
}

static void
release_aisha(struct academy_drive *d)
{
	struct app *app = academy_drive_app(d);
	struct id id = aisha(d);
	civil_date out = app_today(app) - DAYS_OUT;

	must(app_graduate_confirm(app, &id, out - 30, e));
	must(app_custody(app, &id, 1, CUSTODY_RELEASED_ON_LICENCE, out, NULL,
			 NULL, e));
}

static int
start(void **state)
{
	struct academy_drive *d = xcalloc(1, sizeof(*d));

	academy_drive_start(d, NULL);
	release_aisha(d);
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

static void
assert_not_shown(struct academy_drive *d, const char *text)
{
	if (screen_drive_ended_with(&d->screen, text))
		fail_msg("\"%s\" on:\n%s", text, d->screen.last.ptr);
}

/* ---- what is due ---- */

static void
the_overdue_are_on_the_home_screen(void **state)
{
	struct academy_drive *d = *state;

	press(d, "");
	assert_shown(d, "Follow-ups overdue (3)");
	assert_shown(d, NAME "    6 weeks, ");
}

static void
the_gate_has_what_is_due_alone(void **state)
{
	struct academy_drive *d = *state;

	press(d, "g");
	assert_shown(d, "Follow-ups overdue (3)");
	assert_not_shown(d, "Help needed");
	/* A text that is out without consent comes before all else. */
	press(d, "g<Enter>");
	assert_shown(d, "! To take down");
	press(d, "g<Down><Down><Down>");
	assert_shown(d, "Contact: not asked.");
	press(d, "g<Down><Down><Down><Enter>");
	assert_shown(d, "Through the gate > " REF);
	press(d, "g<Down><Down><Enter>");
	assert_shown(d, "Through the gate > " REF);
	press(d, "g<Tab><Enter>");
	assert_shown(d, "All graduates");
	press(d, "g1<Esc>");
	assert_shown(d, "Through the gate    ");
}

/* ---- graduates ---- */

static void
graduates_are_shown_by_where_they_are(void **state)
{
	struct academy_drive *d = *state;

	press(d, "g1");
	assert_shown(d, NAME);
	assert_shown(d, "Nia Example");
	/* Out, and nobody knows where: the last of them. */
	press(d, "g1f<End><Enter>");
	assert_shown(d, "Not known  1 ");
	assert_shown(d, NAME ", graduate since");
	assert_not_shown(d, "Nia Example");
	press(d, "g1f<Down><Down><Down><Enter>");
	assert_shown(d, "Overdue in the diary  4 ");
	press(d, "g1f<Down><Down><Enter>");
	assert_shown(d, "With a deferral  4 ");
	/* Who died is the last but one. */
	press(d, "g1f<End><Up><Enter>");
	assert_shown(d, "Nobody to show");
}

static void
graduates_are_found_and_sorted(void **state)
{
	struct academy_drive *d = *state;

	press(d, "g1/aish<Enter>");
	assert_shown(d, NAME);
	assert_not_shown(d, "Nia Example");
	press(d, "g1/aish<Esc>");
	assert_shown(d, "Nia Example");
	/* The last column: who is overdue comes first. */
	press(d, "g1s<End><Enter><Home>");
	assert_shown(d, NAME ", graduate since");
	press(d, "g1s<End><Enter>s<End><Enter><Home>");
	assert_not_shown(d, NAME ", graduate since");
	press(d, "g1/aish<Enter><Enter>");
	assert_shown(d, "Through the gate > " REF);
}

/* ---- the diary ---- */

static void
consent(struct academy_drive *d, bool given)
{
	struct app *app = academy_drive_app(d);
	struct consent row;

	fact_init(FACT_CONSENT, &row);
	row.fact.student_id = aisha(d);
	row.fact.on = app_today(app) - DAYS_OUT;
	row.purpose = CONSENT_CONTACT_AFTER_RELEASE;
	row.given = given;
	must(app_fact_add(app, FACT_CONSENT, &row, e));
}

/* Tries at the point that waits; -1 when none does. */
static int
tries(struct academy_drive *d)
{
	struct diary_entry *rows;
	size_t count;
	int n = -1;

	must(app_diary(academy_drive_app(d), 0, &rows, &count, e));
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == DIARY_POINT &&
		    strcmp(rows[i].reference, REF) == 0)
			n = rows[i].point.tries;
	mem_free(rows);
	return n;
}

/* The keys that find the line about Aisha, and begin to record. */
#define RECORD "g2/aish<Enter>c"
/* From the point, where the form begins, to the result; the second word. */
#define NEXT_RESULT "<Tab><Space>"

static void
no_reply_is_a_try_and_leaves_the_point_open(void **state)
{
	struct academy_drive *d = *state;

	press(d, "g2");
	assert_shown(d, "not asked !");
	assert_shown(d, NAME);
	assert_shown(d, "6 weeks after release");
	consent(d, true);
	press(d, "g2");
	assert_shown(d, "allowed   !");
	press(d, RECORD NEXT_RESULT "<F2>");
	assert_int_equal(tries(d), 1);
	press(d, "g2");
	assert_shown(d, "1, no reply");
	assert_shown(d, "last tried 23 Nov.");
	press(d, RECORD "<F2>");
	assert_int_equal(tries(d), -1);
	assert_not_shown(d, "6 weeks after release");
	press(d, "u");
	assert_int_equal(tries(d), 1);
}

static void
who_refused_is_not_called(void **state)
{
	struct academy_drive *d = *state;

	consent(d, false);
	press(d, "g2");
	assert_shown(d, "refused");
	press(d, RECORD);
	assert_shown(d, "NOT permitted");
	assert_shown(d, "Not permitted");
	press(d, RECORD "<F2>");
	assert_int_equal(tries(d), -1);
}

static void
deferrals_and_actions_are_done_from_the_diary(void **state)
{
	struct academy_drive *d = *state;
	struct app *app = academy_drive_app(d);
	struct plan_action action;
	struct deferral deferral;

	fact_init(FACT_DEFERRAL, &deferral);
	deferral.fact.student_id = aisha(d);
	deferral.next_check = app_today(app) + 10;
	must(app_defer(app, &deferral, e));
	fact_init(FACT_ACTION, &action);
	action.fact.student_id = aisha(d);
	action.due_on = app_today(app) + 60;
	snprintf(action.what, sizeof(action.what), "Ask the council");
	must(app_fact_add(app, FACT_ACTION, &action, e));

	press(d, "g2/0005<Enter>");
	assert_shown(d, "Deferred for: Housing");
	assert_not_shown(d, "Ask the council");
	press(d, "g2f<Down><Enter>/0005<Enter>");
	assert_shown(d, "Ask the council");
	/* Looked at again, half a year from now. */
	press(d, "g2/0005 def<Enter>c<Enter><^U>2027-06-23<Enter><Enter>");
	press(d, "g2/0005<Enter>");
	assert_not_shown(d, "Deferred for: Housing");
	press(d, "g2f<End><Enter>/0005 def<Enter>");
	assert_shown(d, "Jun 2027");
	press(d, "g2f<End><Enter>/0005 def<Enter>c<Down><Enter><Enter>"
		 "<Enter><Enter>");
	press(d, "g2f<End><Enter>/0005 ask<Enter>c<Enter><Enter><Enter>");
	press(d, "g2f<End><Enter>/0005<Enter>");
	assert_shown(d, "3 months after release");
	assert_not_shown(d, "Deferred for: Housing");
	assert_not_shown(d, "Ask the council");
}

/* ---- the release board ---- */

static void
check(struct academy_drive *d, const char *ref, enum check_item item)
{
	struct app *app = academy_drive_app(d);
	struct student student;
	struct plan_check row;

	must(app_student_find(app, ref, &student, e));
	fact_init(FACT_CHECK, &row);
	row.fact.student_id = student.id;
	row.item = item;
	row.state = CHECK_COMPLETED;
	must(app_fact_add(app, FACT_CHECK, &row, e));
}

static void
the_board_says_what_is_not_ready(void **state)
{
	struct academy_drive *d = *state;

	/* The first to go. Aisha is out, and not on it. */
	press(d, "g3");
	assert_shown(d, "13 Dec       2 Nia Example             Graduate    8");
	assert_shown(d, "Disclosure letter, E-mail address, Phone");
	assert_not_shown(d, NAME);
	check(d, "DEM-0001", CHECK_LICENCE_CONDITIONS);
	check(d, "DEM-0001", CHECK_EMAIL);
	press(d, "g3");
	assert_shown(d, "Graduate    6 yes   yes   yes ");
	assert_shown(d, "Disclosure letter, Phone");
	press(d, "g3<Enter>");
	assert_shown(d, "DEM-0001");
	assert_not_shown(d, "Release board");
	press(d, "g3p");
	assert_shown(d, "Reports > Release board");
	assert_shown(d, "Disclosure letter,");
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_overdue_are_on_the_home_screen),
		T(the_gate_has_what_is_due_alone),
		T(graduates_are_shown_by_where_they_are),
		T(graduates_are_found_and_sorted),
		T(no_reply_is_a_try_and_leaves_the_point_open),
		T(who_refused_is_not_called),
		T(deferrals_and_actions_are_done_from_the_diary),
		T(the_board_says_what_is_not_ready),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
