/* SPDX-License-Identifier: ISC */
/*
 * The story of one person, by the keyboard alone: the last unit, the graduate,
 * a role brokered inside, the gate, a deferral, calls, a mentor, the role. On
 * every day of it the figures are looked at; at the end, those of each day are
 * asked for again, and must be what they were.
 */
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
#include "model/progress.h"
#include "tests/support/academy_drive.h"

#define must(call) \
	do { \
		struct err must_err = { .code = RC_OK }; \
		struct err *e = &must_err; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, must_err.text); \
	} while (0)

/* Sasha is on the course; nothing of his plan has been recorded yet. */
#define REF "DEM-0015"
#define NAME "Oleksandr Prykladnyi"
#define FIND "/oleks<Enter>"
#define STUDENT "1" FIND "<Enter>"
#define PERSON "g1" FIND "<Enter>"

enum { DAY_S = 86400, DAYS_MAX = 12 };

static struct academy_drive drive;
static struct id sasha;
/* The figures of each day, as they were at its end. */
static struct {
	civil_date on;
	struct outcome outcome;
} days[DAYS_MAX];
static size_t day_count;

/* ---- before it begins ---- */

/* All that is required but one unit, as a teacher would have recorded it. */
static void
do_all_but_one(struct app *app)
{
	struct progress_change change = {
		.status = PROGRESS_COMPLETE, .on = DATE_NONE,
		.override_reason = "Taught out of order",
	};
	struct cell_ref *cells;
	struct course_view c;
	size_t count = 0;
	int eligible;

	must(app_course(app, &sasha, &c, e));
	cells = xcalloc(c.count, sizeof(*cells));
	for (size_t i = 0; i < c.count; i++)
		if (c.items[i].required && c.items[i].kind != ITEM_COURSE &&
		    c.items[i].kind != ITEM_MODULE &&
		    !progress_is_done(c.marks[i].status))
			cells[count++] = (struct cell_ref){ sasha,
							    c.items[i].id };
	assert_true(count > 1);
	must(app_progress_set(app, cells + 1, count - 1, &change, &eligible,
			      e));
	mem_free(cells);
	course_view_release(&c);
}

static int
set_up(void **state)
{
	struct student student;

	(void)state;
	academy_drive_start(&drive, NULL);
	must(app_student_find(academy_drive_app(&drive), REF, &student, e));
	sasha = student.id;
	do_all_but_one(academy_drive_app(&drive));
	return 0;
}

static int
tear_down(void **state)
{
	academy_drive_stop(&drive);
	return academy_drive_forget(state);
}

/* ---- a person at the keyboard ---- */

static void
press(const char *keys, const char *text)
{
	char *script = xasprintf(UNLOCK_DEMO "%s", keys);

	app_lock(drive.session.app);
	academy_drive_again(&drive);
	academy_drive_run(&drive, script);
	mem_free(script);
	if (!screen_drive_ended_with(&drive.screen, text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

static void
it_is(int year, int month, int day)
{
	civil_date today = app_today(drive.session.app);

	drive.screen.now.utc_s +=
		(int64_t)(date_from_ymd(year, month, day) - today) * DAY_S;
}

/* ---- the figures ---- */

/* Whether that figure counts him today. */
static bool
counts(int cell)
{
	struct graduate_row *rows;
	size_t count;
	bool found = false;

	must(app_outcome_people(academy_drive_app(&drive), cell, &rows,
				&count, e));
	for (size_t i = 0; i < count; i++)
		found |= id_equal(&rows[i].id, &sasha);
	mem_free(rows);
	return found;
}

static const int groups[] = {
	OUTCOME_INSIDE, OUTCOME_EMPLOYED, OUTCOME_SELF_EMPLOYED,
	OUTCOME_HIGHER_EDUCATION, OUTCOME_SUPPORTED, OUTCOME_VOLUNTARY,
	OUTCOME_SEEKING, OUTCOME_UNAVAILABLE, OUTCOME_OTHER,
	OUTCOME_RETURNED, OUTCOME_DIED, OUTCOME_NOT_KNOWN,
};

/* He is in that group and in no other; the day's figures are kept. */
static void
assert_group(int group)
{
	struct app *app = academy_drive_app(&drive);

	assert_int_equal(counts(OUTCOME_GRADUATES), group >= 0);
	for (size_t i = 0; i < ARRAY_SIZE(groups); i++)
		if (counts(groups[i]) != (groups[i] == group))
			fail_msg("%s counts him: %d",
				 outcome_row(groups[i])->label,
				 counts(groups[i]));
	assert_true(day_count < DAYS_MAX);
	days[day_count].on = app_today(app);
	must(app_outcomes(app, DATE_NONE, &days[day_count++].outcome, e));
}

/* ---- the story ---- */

static void
the_last_unit_makes_a_graduate(void **state)
{
	(void)state;
	press(STUDENT "c", "All done: G confirms");
	press("<End>", "Everything done: confirm as a graduate");
	press(STUDENT "G", "Confirm that this student");
	assert_false(counts(OUTCOME_GRADUATES));
	press(STUDENT "Gy", "Oleksandr Prykladnyi is a graduate.");
	press("g1" FIND, "Still inside");
	assert_group(OUTCOME_INSIDE);
}

static void
he_agrees_to_be_called(void **state)
{
	(void)state;
	press(PERSON "6<Down>n<F2>", "Contact after release      given");
	press(PERSON "6<Down><Down>n<F2>", "Share with an employer     given");
}

/* Agreed now, to begin on the first of March. */
static void
a_role_is_brokered_inside(void **state)
{
	(void)state;
	it_is(2026, 12, 11);
	press(PERSON "4n<BackTab><^U>2027-03-01<Tab><Tab>y<Tab>Example Bank"
	      "<Tab>Junior developer<Tab>j<Tab>f<Tab>s<Tab>p<Tab><Tab><Tab>y"
	      "<Tab>y<F2>", "Example Bank");
	press("g3", "yes");
	assert_group(OUTCOME_INSIDE);
	assert_false(counts(OUTCOME_BROKERED));
}

static void
he_goes_through_the_gate(void **state)
{
	(void)state;
	it_is(2027, 1, 7);
	press(PERSON "w<Down><Down><Down><Enter><Enter><Enter>",
	      "Released on licence");
	press("g", "Follow-ups due today (1)");
	assert_group(OUTCOME_NOT_KNOWN);
	assert_true(counts(OUTCOME_RELEASED));
}

static void
housing_comes_first(void **state)
{
	(void)state;
	it_is(2027, 1, 8);
	press("g2" FIND "c<F2>", "Saved.");
	press(PERSON "2d<Tab>Has a room until February<Tab>2027-02-20<F2>",
	      "Support: Deferred");
	assert_group(OUTCOME_SUPPORTED);
	assert_true(counts(OUTCOME_DEFERRED));
}

static void
a_mentor_is_found(void **state)
{
	(void)state;
	it_is(2027, 2, 1);
	press(PERSON "5nMia Sample<Tab>Example Ltd<Tab>Ready for the first "
	      "day<F2>", "Mia Sample");
	press(PERSON "5m45<Tab>Looked at the portfolio<F2>", "1 meeting");
	assert_group(OUTCOME_SUPPORTED);
	assert_true(counts(OUTCOME_MENTORED));
}

static void
he_is_called_after_six_weeks(void **state)
{
	(void)state;
	it_is(2027, 2, 19);
	press("g", NAME);
	press("g2" FIND, "6 weeks after release");
	press("g2" FIND "c<Tab>n<F2>", "Saved.");
	press("g2" FIND, "1, no reply");
	it_is(2027, 2, 20);
	press("g2" FIND "c<Tab><Tab><Tab>Has a flat; the bank wrote<F2>",
	      "Saved.");
	/* The deferral is what is left of that day. */
	press("g2" FIND, "Deferred for: Housing");
	press("g2" FIND "c<Down><Enter><Enter><Enter>Has a flat<Enter>",
	      "u takes it back");
	press(PERSON "4nc<Tab><Tab><F2>", "Continuing with support");
	assert_group(OUTCOME_SUPPORTED);
	assert_false(counts(OUTCOME_DEFERRED));
}

static void
the_role_begins(void **state)
{
	static const int cells[] = {
		OUTCOME_RELEASED, OUTCOME_WORK, OUTCOME_DEVELOPERS,
		OUTCOME_BROKERED, OUTCOME_WORK_TECH,
		OUTCOME_SECTOR + SECTOR_FINANCE, OUTCOME_LEVEL + LEVEL_JUNIOR,
	};

	(void)state;
	it_is(2027, 3, 1);
	assert_group(OUTCOME_EMPLOYED);
	for (size_t i = 0; i < ARRAY_SIZE(cells); i++)
		if (!counts(cells[i]))
			fail_msg("not in: %s", outcome_row(cells[i])->label);
	press("g1" FIND, "Employed");
}

/* What was true on a day stays true of it, whatever came after. */
static void
each_day_keeps_its_figures(void **state)
{
	(void)state;
	assert_int_equal(day_count, 7);
	for (size_t i = 0; i < day_count; i++) {
		struct outcome then;

		must(app_outcomes(academy_drive_app(&drive), days[i].on, &then,
				  e));
		for (int c = 0; c < OUTCOME_CELLS; c++)
			if (then.cells[c] != days[i].outcome.cells[c])
				fail_msg("day %zu, %s: %d, was %d", i,
					 outcome_row(c)->label, then.cells[c],
					 days[i].outcome.cells[c]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_unit_makes_a_graduate),
		cmocka_unit_test(he_agrees_to_be_called),
		cmocka_unit_test(a_role_is_brokered_inside),
		cmocka_unit_test(he_goes_through_the_gate),
		cmocka_unit_test(housing_comes_first),
		cmocka_unit_test(a_mentor_is_found),
		cmocka_unit_test(he_is_called_after_six_weeks),
		cmocka_unit_test(the_role_begins),
		cmocka_unit_test(each_day_keeps_its_figures),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
