/* SPDX-License-Identifier: ISC */
/* The form of every kind of fact, and the short questions about one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/fact_form.h"
#include "tests/support/academy_drive.h"
#include "tui/term.h"

static struct academy_drive drive;
static struct student who;
static union {
	struct fact head;
	struct support_plan plan;
	struct destination destination;
	struct deferral deferral;
	struct plan_action action;
	struct contact contact;
	struct consent consent;
} fact;

static struct session *
session(void)
{
	return &drive.session;
}

static void
blank(enum fact_kind kind)
{
	struct err err;

	assert_int_equal(app_student_find(academy_drive_app(&drive),
					  "DEM-0001", &who, &err), RC_OK);
	fact_init(kind, &fact);
	fact.head.student_id = who.id;
}

static int
start(void **state)
{
	(void)state;
	academy_drive_start(&drive, NULL);
	academy_drive_forget_facts(&drive, "DEM-0001");
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
is_shown(const char *text)
{
	return screen_drive_ended_with(&drive.screen, text);
}

static void
press(const char *script, const char *text)
{
	academy_drive_run(&drive, script);
	if (!is_shown(text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

/* A form with `fact` in it, and the keys. */
static void
adding(enum fact_kind kind, const char *script, const char *text)
{
	academy_drive_again(&drive);
	academy_drive_app(&drive);
	fact_form_add(session(), kind, &fact);
	press(script, text);
}

/* What a form that was left open kept. */
static void
forget(enum fact_kind kind)
{
	adding(kind, "<Esc>y", "Throughgate");
}

/* The only ones of the person. */
static size_t
list(enum fact_kind kind)
{
	struct err err;
	size_t count;
	void *rows;

	assert_int_equal(app_fact_list(academy_drive_app(&drive), kind,
				       &who.id, &rows, &count, &err), RC_OK);
	if (count > 0)
		memcpy(&fact, (char *)rows + (count - 1) *
				      fact_specs[kind].size,
		       fact_specs[kind].size);
	mem_free(rows);
	return count;
}

/* ---- adding ---- */

static void
every_kind_has_a_form_without_ids(void **state)
{
	(void)state;
	for (int k = 0; k <= FACT_CONSENT; k++) {
		enum fact_kind kind = (enum fact_kind)k;
		void *row = xcalloc(1, fact_specs[kind].size);

		blank(FACT_PLAN);
		fact_init(kind, row);
		((struct fact *)row)->student_id = who.id;
		academy_drive_again(&drive);
		academy_drive_app(&drive);
		fact_form_add(session(), kind, row);
		press("", "DEM-0001 > ");
		assert_true(is_shown("23"));
		for (size_t i = 0; i < fact_specs[kind].count; i++) {
			const struct fact_member *m =
				&fact_specs[kind].members[i];

			if (m->kind == MEMBER_ID ||
			    m->kind == MEMBER_ID_OR_NULL)
				assert_false(is_shown(m->label));
		}
		mem_free(row);
	}
}

static void
a_plan_is_typed_and_saved(void **state)
{
	(void)state;
	blank(FACT_PLAN);
	adding(FACT_PLAN, "s<Tab>A quiet place<Enter>to work<F2>",
	       "Saved. u takes it back.");
	assert_int_equal(list(FACT_PLAN), 1);
	assert_int_equal(fact.plan.readiness, READINESS_SUPPORT_DECLINED);
	assert_string_equal(fact.plan.needs, "A quiet place\nto work");
	assert_int_equal(fact.head.on, app_today(drive.session.app));
}

static void
many_words_are_listed_by_enter(void **state)
{
	(void)state;
	blank(FACT_DESTINATION);
	adding(FACT_DESTINATION, "<Enter>", "Bootcamp or other training");
	adding(FACT_DESTINATION, "<Enter><Down><Down><Down><Down><Enter>"
	       "<Space><Tab>Example Bank<F2>", "Saved.");
	assert_int_equal(list(FACT_DESTINATION), 1);
	assert_int_equal(fact.destination.kind, DESTINATION_APPRENTICESHIP);
	assert_true(fact.destination.main);
	assert_string_equal(fact.destination.employer, "Example Bank");
}

static void
what_does_not_fit_is_not_asked(void **state)
{
	(void)state;
	blank(FACT_DESTINATION);
	fact.destination.level = LEVEL_JUNIOR;
	fact.destination.salary_gbp = 24000;
	adding(FACT_DESTINATION, "", "Salary, pounds a year");
	assert_true(is_shown("24000"));
	adding(FACT_DESTINATION, "h", "< Higher education >");
	assert_false(is_shown("Salary"));
	assert_false(is_shown("Level"));
	assert_false(is_shown("Hours"));
	assert_true(is_shown("Employer or college"));
	/* Nothing of it is kept, or it would be refused. */
	adding(FACT_DESTINATION, "<F2>", "Saved.");
	list(FACT_DESTINATION);
	assert_int_equal(fact.destination.salary_gbp, 0);
	assert_int_equal(fact.destination.level, LEVEL_NOT_KNOWN);
}

static void
a_refusal_goes_to_its_field(void **state)
{
	(void)state;
	blank(FACT_DESTINATION);
	fact.destination.hours = HOURS_UNDER_16;
	adding(FACT_DESTINATION, "<F2>", "does not fit");
	/* The cursor is there: Space turns it. */
	adding(FACT_DESTINATION, "<F2><Space><F2>", "Saved.");
	list(FACT_DESTINATION);
	assert_int_equal(fact.destination.hours, HOURS_VARIABLE);
	blank(FACT_ACTION);
	adding(FACT_ACTION, "<F2>", "What is needed");
	adding(FACT_ACTION, "<F2>Open an account<Tab><Tab>soon<F2>",
	       "A date is written");
	forget(FACT_ACTION);
	assert_int_equal(list(FACT_ACTION), 0);
	blank(FACT_ACTION);
	fact.head.on = app_today(drive.session.app) + 1;
	adding(FACT_ACTION, "Open an account<F2>", "has not come yet");
	assert_int_equal(list(FACT_ACTION), 0);
}

static void
a_deferral_has_its_first_check(void **state)
{
	struct deferral *rows;
	struct err err;
	size_t count;

	(void)state;
	blank(FACT_DEFERRAL);
	adding(FACT_DEFERRAL, "<Tab>Waits for a flat<Tab>2026-12-14<F2>",
	       "Saved.");
	assert_int_equal(app_deferrals(academy_drive_app(&drive), &who.id,
				       &rows, &count, &err), RC_OK);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].next_check, date_from_ymd(2026, 12, 14));
	mem_free(rows);
}

static void
permission_is_said_before_a_call(void **state)
{
	(void)state;
	blank(FACT_CONTACT);
	fact.contact.point = POINT_UNPLANNED;
	adding(FACT_CONTACT, "", "not asked yet");
	blank(FACT_CONSENT);
	fact.consent.purpose = CONSENT_CONTACT_AFTER_RELEASE;
	adding(FACT_CONSENT, "<F2>", "Saved.");
	blank(FACT_CONTACT);
	fact.contact.point = POINT_UNPLANNED;
	adding(FACT_CONTACT, "", "NOT permitted");
	adding(FACT_CONTACT, "<F2>", "is not permitted");
	assert_int_equal(list(FACT_CONTACT), 0);
	blank(FACT_CONTACT);
	fact.contact.point = POINT_UNPLANNED;
	adding(FACT_CONTACT, "<F2><Tab><Space><F2>", "Saved.");
	assert_int_equal(list(FACT_CONTACT), 1);
	assert_true(fact.contact.inbound);
}

/* ---- correcting ---- */

static void
add_action(void)
{
	blank(FACT_ACTION);
	adding(FACT_ACTION, "Open an account<Tab>Bea<F2>", "Saved.");
	assert_int_equal(list(FACT_ACTION), 1);
}

static void
correcting(const char *script, const char *text)
{
	academy_drive_again(&drive);
	academy_drive_app(&drive);
	fact_form_correct(session(), FACT_ACTION, &fact);
	press(script, text);
}

static void
a_correction_asks_why(void **state)
{
	(void)state;
	add_action();
	correcting("", "Correct: Action");
	assert_true(is_shown("Open an account"));
	correcting("<Tab><^U>Ada<F2>", "What was wrong with it?");
	correcting("<F2><Enter>", "A few words are needed");
	correcting("<F2><Esc>", "Correct: Action");
	assert_int_equal(list(FACT_ACTION), 1);
	assert_string_equal(fact.action.owner, "Bea");
	correcting("<F2>somebody else<Enter>", "Saved.");
	assert_int_equal(list(FACT_ACTION), 1);
	assert_string_equal(fact.action.owner, "Ada");
	assert_int_equal(fact.head.number, 2);
}

/* ---- leaving ---- */

static void
a_changed_form_asks_before_it_closes(void **state)
{
	(void)state;
	blank(FACT_ACTION);
	adding(FACT_ACTION, "Open<Esc>", "Leave without saving");
	forget(FACT_ACTION);
	adding(FACT_ACTION, "Open<Esc>n", "A new action");
	forget(FACT_ACTION);
	adding(FACT_ACTION, "Open<Esc>y", "Throughgate");
	assert_int_equal(list(FACT_ACTION), 0);
}

static void
a_lock_keeps_what_was_typed(void **state)
{
	(void)state;
	blank(FACT_DEFERRAL);
	adding(FACT_DEFERRAL, "r<Tab>Waits for a place<F12>",
	       "kept, sealed");
	adding(FACT_DEFERRAL, "", "Waits for a place");
	assert_true(is_shown("Recovery"));
	assert_true(is_shown("is here again"));
	forget(FACT_DEFERRAL);
	adding(FACT_DEFERRAL, "", "Housing");
}

/* ---- the short questions ---- */

static bool
answer(const char *script, bool (*ask)(struct session *, enum fact_kind,
				       const struct fact *),
       enum fact_kind kind)
{
	academy_drive_again(&drive);
	academy_drive_app(&drive);
	screen_drive_script(&drive.screen, script);
	return ask(session(), kind, &fact.head);
}

static void
an_end_has_a_day_and_a_way(void **state)
{
	(void)state;
	add_action();
	assert_false(answer("<Esc>", ask_fact_end, FACT_ACTION));
	assert_false(answer("<Enter><^U>2020-01-01<Enter><Enter>",
			    ask_fact_end, FACT_ACTION));
	assert_true(answer("<Enter><Enter>At the bank<Enter>", ask_fact_end,
			   FACT_ACTION));
	assert_int_equal(list(FACT_ACTION), 1);
	assert_int_equal(fact.head.ended_on, app_today(drive.session.app));
	assert_int_equal(fact.head.ended_as, ENDED_DONE);
	assert_false(answer("<Enter><Enter><Enter>", ask_fact_end,
			    FACT_ACTION));
}

static void
void_needs_a_reason(void **state)
{
	(void)state;
	add_action();
	assert_false(answer("<Enter><Esc>", ask_fact_void, FACT_ACTION));
	assert_int_equal(list(FACT_ACTION), 1);
	assert_true(answer("twice<Enter>", ask_fact_void, FACT_ACTION));
	assert_int_equal(list(FACT_ACTION), 0);
}

static void
a_destination_is_verified_as_at_a_day(void **state)
{
	struct destination *rows;
	struct err err;
	size_t count;

	(void)state;
	blank(FACT_DESTINATION);
	adding(FACT_DESTINATION, "<F2>", "Saved.");
	list(FACT_DESTINATION);
	assert_true(answer("<Down><Enter><^U>2026-11-20<Enter>On the phone"
			   "<Enter>", ask_fact_review, FACT_DESTINATION));
	assert_int_equal(app_destinations(academy_drive_app(&drive), &who.id,
					  &rows, &count, &err), RC_OK);
	assert_int_equal(rows[0].verified, VERIFIED_EMPLOYER);
	assert_int_equal(rows[0].verified_on, date_from_ymd(2026, 11, 20));
	mem_free(rows);
}

static void
a_deferral_is_looked_at_again(void **state)
{
	struct deferral *rows;
	struct err err;
	size_t count;

	(void)state;
	blank(FACT_DEFERRAL);
	adding(FACT_DEFERRAL, "<F2>", "Saved.");
	list(FACT_DEFERRAL);
	assert_true(answer("2027-01-11<Enter><Enter>", ask_fact_review,
			   FACT_DEFERRAL));
	assert_int_equal(app_deferrals(academy_drive_app(&drive), &who.id,
				       &rows, &count, &err), RC_OK);
	assert_int_equal(rows[0].next_check, date_from_ymd(2027, 1, 11));
	mem_free(rows);
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_kind_has_a_form_without_ids),
		T(a_plan_is_typed_and_saved),
		T(many_words_are_listed_by_enter),
		T(what_does_not_fit_is_not_asked),
		T(a_refusal_goes_to_its_field),
		T(a_deferral_has_its_first_check),
		T(permission_is_said_before_a_call),
		T(a_correction_asks_why),
		T(a_changed_form_asks_before_it_closes),
		T(a_lock_keeps_what_was_typed),
		T(an_end_has_a_day_and_a_way),
		T(void_needs_a_reason),
		T(a_destination_is_verified_as_at_a_day),
		T(a_deferral_is_looked_at_again),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
