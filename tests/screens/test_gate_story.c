/* SPDX-License-Identifier: ISC */
/*
 * The story of one person, by the keyboard alone: the last unit, the graduate,
 * a role brokered inside, the gate, a deferral, calls, a mentor, the first day,
 * and a case study, until its consent is withdrawn. On every day of it the
 * outcome statement is read; at the end, that of each day is asked for again,
 * and must be what it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

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
#define CONSENT_TO_BE_NAMED PERSON "6<Down><Down><Down><Down><Down>"
/* The bank has one open vacancy, and somebody else on the way there. */
#define BANK "g4/fable<Enter><Enter>"
#define APPLICATION BANK "<Down><Down>"
#define UNLOCK_LEAD "<Enter><^U>lead<Enter>demo<Enter>"
/* On this one all of the statement is seen at once. */
#define STATEMENT "g5<size 120x64>"

enum { DAY_S = 86400, DAYS_MAX = 12 };

static struct academy_drive drive;
static struct id sasha;
/* The statement of each day, as it was at its end: "Label: figure" lines. */
static struct {
	civil_date on;
	struct buf figures;
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
	for (size_t i = 0; i < day_count; i++)
		buf_release(&days[i].figures);
	academy_drive_stop(&drive);
	return academy_drive_forget(state);
}

/* ---- people at the keyboard ---- */

/* An evening of its own, at a terminal of the smallest size. */
static void
press_as(const char *who, const char *keys, const char *text)
{
	char *script = xasprintf("%s<size 80x24>%s", who, keys);

	app_lock(drive.session.app);
	academy_drive_again(&drive);
	academy_drive_run(&drive, script);
	mem_free(script);
	if (!screen_drive_ended_with(&drive.screen, text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

static void
press(const char *keys, const char *text)
{
	press_as(UNLOCK_DEMO, keys, text);
}

static void
it_is(int year, int month, int day)
{
	civil_date today = app_today(drive.session.app);

	drive.screen.now.utc_s +=
		(int64_t)(date_from_ymd(year, month, day) - today) * DAY_S;
}

/* ---- the statement ---- */

/* Of a cell of a list: to where two spaces follow, or the line ends. */
static int
width_of(const char *at)
{
	int n = 0;

	while (at[n] != '\0' && at[n] != '\n' &&
	       strncmp(at + n, "  ", 2) != 0)
		n++;
	return n;
}

/* The statement on the screen, of its first day or of its second. */
static void
read_statement(int day, struct buf *out)
{
	const char *at = strstr(drive.screen.last.ptr, "\n  Graduates ");

	assert_non_null(at);
	buf_addc(out, '\n');
	for (at++; *at == ' '; at += strcspn(at, "\n") + 1) {
		at += strspn(at, " ");
		buf_addf(out, "%.*s: ", width_of(at), at);
		for (int i = 0; i <= day; i++) {
			at += width_of(at);
			at += strspn(at, " ");
		}
		buf_addf(out, "%.*s\n", width_of(at), at);
	}
}

static const char *
next_line(const char *at)
{
	return at + strcspn(at, "\n") + 1;
}

/* Each of the wanted lines is on the statement, which is kept. */
static void
statement_says(const char *const *wanted)
{
	struct buf *figures = &days[day_count].figures;

	assert_true(day_count < DAYS_MAX);
	press(STATEMENT, "Outcomes    known on");
	days[day_count++].on = app_today(drive.session.app);
	buf_reset(figures);
	read_statement(0, figures);
	for (; *wanted != NULL; wanted++) {
		char *line = xasprintf("\n%s\n", *wanted);

		if (strstr(figures->ptr, line) == NULL)
			fail_msg("not %s, but:\n%s", *wanted, figures->ptr);
		mem_free(line);
	}
}

#define SAYS(...) statement_says((const char *const[]){ __VA_ARGS__, NULL })

/* Down to the figure of the statement read last, and into it: he is there. */
static void
he_is_behind(const char *label)
{
	struct buf keys = BUF_INIT;
	size_t len = strlen(label);

	buf_adds(&keys, STATEMENT);
	for (const char *at = days[day_count - 1].figures.ptr + 1;
	     strncmp(at, label, len) != 0 || at[len] != ':';
	     at = next_line(at)) {
		assert_true(*at != '\0');
		buf_adds(&keys, "<Down>");
	}
	buf_adds(&keys, "<Enter>");
	press(keys.ptr, NAME);
	buf_release(&keys);
	assert_true(screen_drive_ended_with(&drive.screen, label));
}

/* ---- the story ---- */

static void
the_last_unit_makes_a_graduate(void **state)
{
	(void)state;
	press(STUDENT "c", "All done: G confirms");
	press("<End>", "Everything done: confirm as a graduate");
	press(STUDENT "G", "Confirm that this student");
	SAYS("Graduates: 19", "Still inside: 4 of 19",
	     "Have left prison: counted below: 15 of 19");
	day_count--;	/* that day is not over */
	press(STUDENT "Gy", "Oleksandr Prykladnyi is a graduate.");
	press("g1" FIND, "Still inside");
	SAYS("Graduates: 20", "Still inside: 5 of 20",
	     "Have left prison: counted below: 15 of 20");
	he_is_behind("Still inside");
}

static void
he_agrees_to_be_called(void **state)
{
	(void)state;
	press(PERSON "6<Down>n<F2>", "Contact after release      given");
	press(PERSON "6<Down><Down>n<F2>", "Share with an employer     given");
}

/* To begin on the first of March, once he is out. */
static void
a_role_is_brokered_inside(void **state)
{
	(void)state;
	it_is(2026, 11, 30);
	press(BANK "aoleks<Enter><Tab>y<F2>", "Application made");
	press(APPLICATION "m<Down><Enter><Enter>2026-12-09<Enter>"
	      "By video<Enter>", "Interview booked           30 Nov   9 Dec");
	press("g3<Down><Down>", "a place agreed");
	it_is(2026, 12, 9);
	press(APPLICATION "m<Down><Enter><Enter><Enter>", "Job offered");
	it_is(2026, 12, 11);
	press(APPLICATION "m<Enter><Enter>2027-03-01<Enter><Enter>",
	      "Offer accepted             11 Dec   Mar 2027");
	press(APPLICATION "<Enter>", "Brokered by us. Agreed before release.");
	press("g3<Down><Down>", "Junior software developer, Fable Bank.");
	SAYS("Still inside: 5 of 20", "Employed: 2 of 15",
	     "In roles brokered while in custody: 2 of 2");
}

static void
he_goes_through_the_gate(void **state)
{
	(void)state;
	it_is(2027, 1, 7);
	press(PERSON "w<Down><Down><Down><Enter><Enter><Enter>",
	      "Released on licence");
	press("g", "Follow-ups due today (1)");
	SAYS("Still inside: 4 of 20",
	     "Have left prison: counted below: 16 of 20",
	     "With a plan that is deferred: 4 of 16", "Not known: 1 of 16",
	     "Employed: 2 of 16", "Supported while they learn on: 6 of 16");
	he_is_behind("Not known");
}

static void
housing_comes_first(void **state)
{
	(void)state;
	it_is(2027, 1, 8);
	press("g2" FIND "c<F2>", "Saved.");
	press(PERSON "2d<Tab>Has a room until February<Tab>2027-02-20<F2>",
	      "Support: Deferred");
	SAYS("With a plan that is deferred: 5 of 16", "Not known: 0 of 16",
	     "Supported while they learn on: 7 of 16",
	     "With a mentor from the tech community: 1 of 7");
	he_is_behind("With a plan that is deferred");
	he_is_behind("Supported while they learn on");
}

static void
a_mentor_is_found(void **state)
{
	(void)state;
	it_is(2027, 2, 1);
	press(PERSON "5nMia Sample<Tab>Example Ltd<Tab>Ready for the first "
	      "day<F2>", "Mia Sample");
	press(PERSON "5m45<Tab>Looked at the portfolio<F2>", "1 meeting");
	SAYS("With a plan that is deferred: 5 of 16",
	     "Supported while they learn on: 7 of 16",
	     "With a mentor from the tech community: 2 of 7");
	he_is_behind("With a mentor from the tech community");
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
	SAYS("With a plan that is deferred: 5 of 16", "Not known: 0 of 16");
	it_is(2027, 2, 20);
	press("g2" FIND "c<Tab><Tab><Tab>Has a flat; the bank wrote<F2>",
	      "Saved.");
	/* The deferral is what is left of that day. */
	press("g2" FIND, "Deferred for: Housing");
	press("g2" FIND "c<Down><Enter><Enter><Enter>Has a flat<Enter>",
	      "u takes it back");
	press(PERSON "4nc<Tab><Tab><F2>", "Continuing with support");
	SAYS("With a plan that is deferred: 4 of 16", "Not known: 0 of 16",
	     "Supported while they learn on: 7 of 16",
	     "With a mentor from the tech community: 2 of 7",
	     "Employed: 2 of 16");
}

static void
the_role_begins(void **state)
{
	(void)state;
	it_is(2027, 3, 1);
	press(APPLICATION "m<Enter>", "Agreed before release  < yes >");
	press(APPLICATION "m<Enter><F2>", "Started                    1 Mar");
	press(PERSON "7", "Started");
	press("g1" FIND, "Employed");
	SAYS("Employed: 3 of 16", "Employed as software developers: 3 of 16",
	     "Developers in finance: 3 of 3", "Junior developers: 2 of 3",
	     "Apprentice developers: 1 of 3",
	     "In roles brokered while in custody: 3 of 3",
	     "In work, employed or self-employed: 8 of 16",
	     "In technology, of those in work: 8 of 8",
	     "Supported while they learn on: 6 of 16",
	     "With a mentor from the tech community: 1 of 6");
	he_is_behind("In roles brokered while in custody");
	he_is_behind("Junior developers");
}

/* ---- the case study ---- */

static void
his_story_is_written(void **state)
{
	(void)state;
	it_is(2027, 3, 8);
	press("g6noleks<Enter>From the wing to a bank<Tab><Tab>Sasha learned to "
	      "code on the wing. He is at Fable Bank now.<F2>",
	      "none was given");
	press(CONSENT_TO_BE_NAMED "n<F2>", "Case study, named          given");
	/* What was typed is still there. */
	press("g6noleks<Enter><F2>", "Saved as a draft.");
	press(PERSON "8<Enter>", "2 details to settle");
	press(PERSON "8<Enter>s", "2 details may say who it is.");
	press(PERSON "8<Enter><Enter><Enter><Enter>Every prison has wings"
	      "<Enter>", "1 detail to settle");
	press(PERSON "8<Enter><Enter><Down><Enter><Down><Enter><End><^U>"
	      "Sasha learned to code on the wing. He is at a bank now.<F2>",
	      "Nothing is left to settle");
	press(PERSON "8<Enter>s", "Waiting for approval");
	press(PERSON "8<Enter>a", "You wrote this text");
}

static void
a_second_person_approves_it(void **state)
{
	(void)state;
	it_is(2027, 3, 12);
	press_as(UNLOCK_LEAD, "g6", "To approve     From the wing to a bank");
	press_as(UNLOCK_LEAD, "g6<Down><Down><Enter>ay",
		 "Approved by Lena Invented");
	press_as(UNLOCK_LEAD, "g6<Down><Down><Enter>p<Enter>"
		 "www.example.org/sasha<Enter><Enter>",
		 "Noted as published there.");
	press(PERSON "8", "Published            From the wing to a bank");
	SAYS("Employed: 3 of 16");
}

/* The machine was off for months: it asks which day it is. */
static void
he_no_longer_agrees(void **state)
{
	(void)state;
	it_is(2027, 6, 14);
	press("<Enter>" CONSENT_TO_BE_NAMED "wy<Enter>",
	      "Web page: www.example.org/sasha");
	press("", "Case studies to take down (2)");
	press("", NAME " out at 1, 14 Jun");
	press("g", NAME " out at 1, 14 Jun");
	press("g6", "! To take down From the wing to a bank");
	press(PERSON "8<Enter>", "It is out without consent.");
	press(PERSON "8<Enter><F9>", "Nothing of the text may leave.");
	press(PERSON "8<Enter>x<Enter><Enter>", "Noted as taken down.");
	press("", "Case studies to take down (1)");
	press("g6", "Taken down     From the wing to a bank");
	/* Where he is has not to do with it. */
	SAYS("Employed: 3 of 16", "Not known: 0 of 16",
	     "In roles brokered while in custody: 3 of 3");
	he_is_behind("Employed");
}

/* ---- looking back ---- */

/* A line that is left out while nobody is in it may have come since. */
static void
assert_same(const char *then, const char *again)
{
	const char *kept = then;

	while (*kept != '\0') {
		size_t len = (size_t)(next_line(kept) - kept);
		bool same = strncmp(kept, again, len) == 0;

		if (!same && strncmp(again + strcspn(again, ":"), ": 0", 3) != 0)
			fail_msg("It was:\n%s\nIt is:\n%s", then, again);
		if (same)
			kept += len;
		again = next_line(again);
	}
	assert_true(*again == '\0');
}

/* What was true on a day stays true of it, whatever came after. */
static void
each_day_keeps_its_figures(void **state)
{
	struct buf again = BUF_INIT;

	(void)state;
	assert_int_equal(day_count, 10);
	for (size_t i = 0; i + 1 < day_count; i++) {
		char day[DATE_TEXT_SIZE];
		char *keys = xasprintf(STATEMENT "c<^U>%s<Enter>",
				       date_format(days[i].on, day));

		press(keys, ", and on 14 Jun 2027");
		buf_reset(&again);
		read_statement(0, &again);
		assert_same(days[i].figures.ptr, again.ptr);
		mem_free(keys);
	}
	buf_release(&again);
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
		cmocka_unit_test(his_story_is_written),
		cmocka_unit_test(a_second_person_approves_it),
		cmocka_unit_test(he_no_longer_agrees),
		cmocka_unit_test(each_day_keeps_its_figures),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
