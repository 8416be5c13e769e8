/* SPDX-License-Identifier: ISC */
/*
 * One person through the gate: each tab, each command, what is refused and what
 * undo takes back. DEM-0001 is a graduate who is still inside, DEM-0007 none;
 * of neither is anything known yet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate_app.h"
#include "app/progress_app.h"
#include "base/mem.h"
#include "screens/person.h"
#include "store/query.h"
#include "tests/support/academy_drive.h"

#define NOW "person-now"
#define PLAN "person-plan"
#define DIARY "person-diary"
#define PLACES "person-destinations"
#define MENTOR "person-mentor"
#define CONSENT "person-consent"
#define WORK "person-work"
#define TODAY date_from_ymd(2026, 11, 23)

static struct academy_drive drive;
static struct id nia;
static const struct id *whom;

static struct app *
app(void)
{
	struct app *open = academy_drive_app(&drive);

	open->me.role = ROLE_ADMINISTRATOR;
	return open;
}

static struct id
id_of(const char *ref)
{
	struct student student;
	struct err err;

	assert_int_equal(app_student_find(app(), ref, &student, &err), RC_OK);
	return student.id;
}

static int
start(void **state)
{
	(void)state;
	academy_drive_start(&drive, NULL);
	academy_drive_forget_facts(&drive, "DEM-0001");
	academy_drive_forget_facts(&drive, "DEM-0007");
	nia = id_of("DEM-0001");
	whom = &nia;
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
assert_shown(const char *text)
{
	if (!is_shown(text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

/* Somebody of that role opens the tab and presses the keys. */
static void
as(enum role role, const char *tab, const char *script, const char *text)
{
	academy_drive_again(&drive);
	app()->me.role = role;
	person_open(&drive.session, whom, tab);
	academy_drive_run(&drive, script);
	assert_shown(text);
}

static void
on(const char *tab, const char *script, const char *text)
{
	as(ROLE_ADMINISTRATOR, tab, script, text);
}

static void
keys(const char *script, int times, struct buf *out)
{
	buf_reset(out);
	while (times-- > 0)
		buf_adds(out, script);
}

/* How many of a kind there are, and the last of them. */
static size_t
list(enum fact_kind kind, void *last)
{
	size_t count, size = fact_specs[kind].size;
	struct err err;
	void *rows;

	assert_int_equal(app_fact_list(app(), kind, whom, &rows, &count,
				       &err), RC_OK);
	if (count > 0 && last != NULL)
		memcpy(last, (char *)rows + (count - 1) * size, size);
	mem_free(rows);
	return count;
}

static enum support
stage(void)
{
	struct plan_view v;
	struct err err;
	enum support now;

	assert_int_equal(app_plan(app(), whom, &v, &err), RC_OK);
	now = v.support;
	plan_view_release(&v);
	return now;
}

static void
release_on(civil_date day)
{
	struct err err;

	assert_int_equal(app_custody(app(), whom, 1,
				     CUSTODY_RELEASED_ON_LICENCE, day, NULL,
				     NULL, &err), RC_OK);
}

/* ---- the tabs ---- */

static void
tabs_are_reached_by_number_and_by_arrows(void **state)
{
	static const struct {
		const char *keys, *text;
	} table[] = {
		{ "", "Prison number" }, { "2", "Bank account" },
		{ "3", "Contact after release" }, { "4", "Verified" },
		{ "5", "No mentor yet" }, { "6", "Hold this record" },
		{ "<Right>", "Bank account" },
		{ "<Left><Left>", "Prison number" },
		{ "6<Right><Left><Left>", "No mentor yet" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (strcmp(table[i].keys, "<Left><Left>") != 0)
			on(NULL, table[i].keys, table[i].text);
	on(PLAN, "<Left>", "Prison number");
	on(CONSENT, "", "Hold this record");
	on("no-such-tab", "", "Prison number");
}

static void
each_tab_has_its_help(void **state)
{
	static const char *const text[] = {
		"One person, before and after release",
		"The plan of one person", "Each release of the person",
		"Where the person went", "Mentors from the technology",
		"What the person agreed to",
	};

	(void)state;
	assert_true(person_tab_count >= ARRAY_SIZE(text));
	for (size_t i = 0; i < ARRAY_SIZE(text); i++)
		on(person_tabs[i]->id, "<F1>", text[i]);
}

static void
the_students_page_leads_here_and_back(void **state)
{
	(void)state;
	academy_drive_again(&drive);
	app();
	student_open(&drive.session, &nia, NULL);
	academy_drive_run(&drive, "g");
	assert_shown("Through the gate > DEM-0001");
	on(NULL, "g", "Ready to begin");
	on(NULL, "b", "History");
	on(PLAN, "p", "Support sheet");
	on(PLAN, "<F9>", "DEM-0001  Nia Example");
}

/* ---- who may ---- */

static void
who_only_looks_sees_no_plan(void **state)
{
	(void)state;
	as(ROLE_VIEWER, NULL, "", "Viewers cannot work on support plans");
	assert_shown("Nia Example");
	assert_false(is_shown("Support  "));
	as(ROLE_VIEWER, PLAN, "", "Viewers cannot work on support plans");
	assert_false(is_shown("Bank account"));
	as(ROLE_VIEWER, DIARY, "", "Viewers cannot");
	as(ROLE_VIEWER, CONSENT, "", "Viewers cannot");
	assert_false(is_shown("Hold this record"));
	as(ROLE_VIEWER, PLACES, "n", "Viewers cannot");
	as(ROLE_VIEWER, MENTOR, "m", "Viewers cannot");
	as(ROLE_VIEWER, PLAN, "<Space>ndxecvs<Enter><F9>", "Viewers cannot");
	as(ROLE_VIEWER, NOW, "w", "Viewers cannot change students");
	assert_int_equal(list(FACT_CHECK, NULL), 0);
}

/* As after a transfer. */
static void
give_away(void)
{
	struct err err;

	if (store_exec(app()->store,
		"INSERT INTO site SELECT x'00000000000000000000000000000001', 'BBB',"
		" 'Elsewhere', 'ACADEMY', 'TRUSTED', '', '', '2026-11-01',"
		" id, 0, 0 FROM staff LIMIT 1;"
		"UPDATE student SET owner_id = x'00000000000000000000000000000001'"
		" WHERE reference = 'DEM-0001'", &err) != RC_OK)
		fail_msg("%s", err.text);
}

static void
a_record_that_went_elsewhere_is_read_only(void **state)
{
	static const struct {
		const char *tab, *keys;
	} table[] = {
		{ NOW, "" }, { NOW, "w" }, { NOW, "d" }, { NOW, "s" },
		{ PLAN, "<Down><Space>" }, { PLAN, "n" }, { PLAN, "d" },
		{ PLAN, "<Enter>" }, { PLAN, "e" }, { PLAN, "v" },
		{ PLAN, "x" }, { PLAN, "c" }, { DIARY, "n" },
		{ PLACES, "n" }, { MENTOR, "n" }, { MENTOR, "m" },
		{ CONSENT, "n" }, { CONSENT, "w" },
	};

	(void)state;
	give_away();
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		on(table[i].tab, table[i].keys,
		   "DEM-0001 is kept by BBB; it can be read here, not "
		   "changed.");
	assert_int_equal(list(FACT_CHECK, NULL), 0);
}

/* ---- now ---- */

static void
a_release_is_set_and_makes_the_diary(void **state)
{
	(void)state;
	on(NOW, "", "Nothing in the next 12 months");
	on(NOW, "w<Down><Down><Down><Enter><Enter><Esc>",
	   "Given up; nothing was changed.");
	on(NOW, "w<Down><Down><Down><Enter><Enter><Enter>",
	   "Released on licence, since");
	assert_shown("At release: contact");
	assert_shown("Active");
	assert_int_equal(stage(), SUPPORT_ACTIVE);
	on(NOW, "d<Enter>", "2026-12-13");
	assert_shown("^U empties it");
	on(NOW, "d<Enter><^U>2027-03-01<Enter><Enter><Enter>",
	   "1 Mar 2027, Expected");
	on(NOW, "u", "13 Dec 2026");
}

static void
the_stage_of_support_is_set_by_hand(void **state)
{
	(void)state;
	on(NOW, "s", "Where does support stand?");
	assert_false(is_shown("Deferred"));
	on(NOW, "s<Enter><Enter>First talk<Enter>", "Support: Planning.");
	on(NOW, "<End>", "Planning: First talk");
	assert_int_equal(stage(), SUPPORT_PLANNING);
	on(NOW, "s<Down><Enter><Enter><Enter>", "Support: Active");
	on(NOW, "s<Down><Down><Enter><Enter><Enter>", "Paused: no contact");
	on(NOW, "s<Down><Down><Down><Enter><Enter><Enter>",
	   "Closed: need met");
	on(NOW, "s<End><Enter><Enter><Enter>", "Closed: declined");
	on(NOW, "s<Enter><Enter>Came back<Enter>",
	   "Support         Planning, since 23 Nov");
	on(NOW, "u", "Support         Closed: declined");
	on(NOW, "s<Esc>", "Closed: declined");
	on(NOW, "s<Enter><^U>2027-01-01<Enter><Enter>", "has not come yet");
	assert_int_equal(stage(), SUPPORT_CLOSED_DECLINED);
}

static void
who_is_no_graduate_has_a_page_too(void **state)
{
	struct id other = id_of("DEM-0007");

	(void)state;
	whom = &other;
	on(NOW, "", "required items done");
	on(PLAN, "<Down><Space>", "In progress");
	assert_int_equal(list(FACT_CHECK, NULL), 1);
}

/* ---- plan ---- */

static void
space_moves_a_line_on(void **state)
{
	struct plan_check check;
	struct pathway_need need;
	struct buf down = BUF_INIT;

	(void)state;
	on(PLAN, "<Space>", "Space moves on a line of the checklist");
	on(PLAN, "<Down><Space>", "Saved. u takes it back.");
	assert_int_equal(list(FACT_CHECK, &check), 1);
	assert_int_equal(check.item, CHECK_BANK_ACCOUNT);
	assert_int_equal(check.state, CHECK_IN_PROGRESS);
	on(PLAN, "<Down><Space>", "Completed");
	on(PLAN, "<Down><Space>", "as far as it goes");
	on(PLAN, "u", "In progress");
	/* The next line is where the cursor goes. */
	on(PLAN, "<Down><Down><Space><Space>", "Saved.");
	list(FACT_CHECK, &check);
	assert_int_equal(check.item, CHECK_DISCLOSURE_LETTER);
	keys("<Down>", 1 + CHECK_ITEMS, &down);
	on(PLAN, down.ptr, "Accommodation: Not looked at");
	buf_adds(&down, "<Space>");
	on(PLAN, down.ptr, "Saved.");
	list(FACT_PATHWAY, &need);
	assert_int_equal(need.state, NEED_NOT_STARTED);
	on(PLAN, down.ptr, "In progress");
	on(PLAN, down.ptr, "Met");
	on(PLAN, down.ptr, "as far as it goes");
	buf_release(&down);
}

static void
enter_records_another_state(void **state)
{
	struct plan_check check;
	struct support_plan plan;

	(void)state;
	on(PLAN, "<Down><Enter>", "A line of the checklist");
	assert_shown("< Bank account >");
	on(PLAN, "<Down><Enter><Tab>n<Tab>Has one<F2>", "Not needed");
	list(FACT_CHECK, &check);
	assert_int_equal(check.state, CHECK_NOT_NEEDED);
	assert_string_equal(check.note, "Has one");
	on(PLAN, "<Enter>r<Tab>Quiet<F2>", "Ready to work");
	/* What was said last is where the next one begins. */
	on(PLAN, "<Enter><Tab> and calm<F2>", "Quiet and calm");
	assert_int_equal(list(FACT_PLAN, &plan), 2);
	assert_int_equal(plan.readiness, READINESS_READY_TO_WORK);
	on(PLAN, "u", "Quiet");
	assert_int_equal(list(FACT_PLAN, NULL), 1);
}

static void
an_action_is_agreed_and_done(void **state)
{
	struct plan_action action;

	(void)state;
	on(PLAN, "n", "What is to be recorded?");
	on(PLAN, "n<Esc>", "Bank account");
	on(PLAN, "n<Home><Enter>Ask the bank<Tab>Bea<Tab>2026-12-01<F2>",
	   "Ask the bank");
	assert_shown("To do by");
	on(NOW, "", "Ask the bank: Bea");
	on(PLAN, "<Down><Enter>", "By when: 2026-12-01");
	on(PLAN, "<Down>x<Enter><Enter><Enter>", "It has ended.");
	list(FACT_ACTION, &action);
	assert_int_equal(action.fact.ended_as, ENDED_DONE);
	on(PLAN, "<Down>x", "It ended already, on 23 Nov 2026");
	on(PLAN, "<Down>u", "To do by");
	on(PLAN, "<Down><Space>", "Saved.");
	list(FACT_ACTION, &action);
	assert_int_equal(action.fact.ended_on, TODAY);
	on(PLAN, "<Down><Down>x", "Go to a line that was recorded first");
	on(PLAN, "<Down><Down><Space>x", "Go to a line");
	on(PLAN, "<Down><Down>x", "This does not end");
}

static void
a_line_is_corrected_or_void(void **state)
{
	struct plan_action action;

	(void)state;
	on(PLAN, "n<Home><Enter>Ask the bank<F2>", "Ask the bank");
	on(PLAN, "<Down>e<End>!<F2>a slip<Enter>", "Ask the bank!");
	list(FACT_ACTION, &action);
	assert_int_equal(action.fact.number, 2);
	on(PLAN, "<Down>vtwice<Enter>", "Void. u takes it back.");
	assert_int_equal(list(FACT_ACTION, NULL), 0);
	on(PLAN, "u", "Ask the bank!");
	on(PLAN, "<Down><Del><Esc>", "Ask the bank!");
	on(PLAN, "<Down><Down>e", "Go to a line that was recorded first");
}

static void
a_plan_is_deferred_looked_at_and_goes_on(void **state)
{
	struct deferral *rows;
	struct err err;
	size_t count;

	(void)state;
	on(PLAN, "dr<Tab>Waits for a place<Tab>2026-12-07<F2>", "Running");
	assert_shown("Support: Deferred");
	assert_shown("check 7 Dec");
	on(NOW, "", "Deferred for: Recovery");
	on(PLAN, "d<F2>", "Housing");
	on(PLAN, "<Down>c2027-01-04<Enter>Not yet<Enter>", "check 4 Jan");
	assert_int_equal(app_deferrals(app(), whom, &rows, &count, &err),
			 RC_OK);
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].next_check, date_from_ymd(2027, 1, 4));
	mem_free(rows);
	on(PLAN, "<Down><Enter>", "Next: 2027-01-04; Note: Not yet");
	on(NOW, "s<Down><Down><Down><Enter><Enter><Enter>",
	   "A deferral is still running");
	on(PLAN, "<Down>x<Enter><Enter>Has a place<Enter>",
	   "Support: Deferred");
	on(PLAN, "<Down><Down>x<Enter><Enter><Enter>",
	   "Support: Planning");
	on(PLAN, "<Up>c", "Go to a line");
	on(PLAN, "n<Home><Enter>Call<F2>", "Call");
	on(PLAN, "<Down><Down><Down>c", "this is neither");
}

static void
professionals_and_pathways_are_added(void **state)
{
	struct professional p;
	struct pathway_need need;

	(void)state;
	on(PLAN, "n<Home><Down><Down><Enter>Key worker<Tab>Example House"
	   "<F2>", "Saved.");
	assert_int_equal(list(FACT_PROFESSIONAL, &p), 1);
	assert_string_equal(p.organisation, "Example House");
	on(PLAN, "<End>", "Role: Key worker; Organisation: Example House");
	on(PLAN, "<End>x<Enter><Enter><Enter>", "Until");
	on(PLAN, "n<Home><Down><Down><Down><Down><Enter>h<Tab>d<F2>",
	   "Saved.");
	on(PLAN, "<End><Up>", "Pathway: Health; State: Declined");
	list(FACT_PATHWAY, &need);
	assert_int_equal(need.pathway, PATHWAY_HEALTH);
}

/* ---- diary ---- */

static void
contacts_are_recorded_for_their_point(void **state)
{
	struct contact c;

	(void)state;
	on(DIARY, "", "No points yet");
	release_on(TODAY - 50);
	on(DIARY, "", "Released 4 Oct 2026");
	assert_shown("6 weeks");
	/* Without a line of its own: the point that waits longest. */
	on(DIARY, "n", "< At release >");
	on(DIARY, "n<Tab>n<F2>", "1 without an answer");
	assert_shown("we called");
	list(FACT_CONTACT, &c);
	assert_int_equal(c.result, CONTACT_NO_REPLY);
	on(DIARY, "<Down><Down>n", "< 6 weeks >");
	on(DIARY, "<Down><Down>n<Tab><Tab>y<Tab>Works, is well<F2>",
	   "they called");
	assert_shown("Reached");
	assert_int_equal(list(FACT_CONTACT, &c), 2);
	assert_int_equal(c.point, POINT_6_WEEKS);
	on(DIARY, "<Down><Down><Down><Enter>", "Works, is well");
	on(DIARY, "u", "due");
	assert_int_equal(list(FACT_CONTACT, NULL), 1);
}

static void
a_contact_is_corrected_or_void(void **state)
{
	struct contact c;

	(void)state;
	release_on(TODAY - 10);
	on(DIARY, "n<F2>", "Reached");
	on(DIARY, "e", "Go to a line that was recorded first");
	on(DIARY, "<Down>e<Tab>d<F2>they did not want to<Enter>",
	   "Declined");
	assert_int_equal(list(FACT_CONTACT, &c), 1);
	assert_int_equal(c.result, CONTACT_DECLINED);
	assert_false(id_is_zero(&c.release_id));
	on(DIARY, "<Down>vsomebody else<Enter>", "Void.");
	assert_int_equal(list(FACT_CONTACT, NULL), 0);
}

static void
who_said_no_is_shown_before_the_call(void **state)
{
	(void)state;
	release_on(TODAY - 10);
	on(CONSENT, "<Down>wy<Enter>", "withdrawn");
	on(DIARY, "", "NOT permitted, said on 23 Nov 2026");
	on(DIARY, "n", "Result         < Not permitted >");
	on(DIARY, "n<Tab>r<F2>", "is not permitted");
}

/* ---- destinations ---- */

static void
several_places_run_at_once_with_one_main(void **state)
{
	struct destination d;

	(void)state;
	on(PLACES, "ne<Tab><Tab>Example Bank<F2>", "Employed, under 16");
	on(PLACES, "nh<Tab>y<Tab>Example College<F2>", "Higher education");
	assert_shown("* Higher education");
	assert_int_equal(list(FACT_DESTINATION, &d), 2);
	on(PLACES, "<Down>", "Agreed before release; Verified: Not verified");
	on(PLACES, "<Enter>", "ILR outcome: EDU 6");
	on(NOW, "", "Higher education, Example College ");
	on(PLACES, "c<Down><Down><Enter><Enter><Enter>", "A document was");
	on(PLACES, "x<Enter><^U>2026-11-24<Enter><Enter>",
	   "has not come yet");
	on(PLACES, "x<Enter><Enter>Left<Enter>", "* Employed, under 16");
	on(PLACES, "u", "* Higher education");
	on(PLACES, "e<Tab><Tab><^U>Sample College<F2>a slip<Enter>",
	   "Sample College");
	on(PLACES, "vtwice<Enter>", "Void.");
	assert_int_equal(list(FACT_DESTINATION, &d), 1);
	assert_string_equal(d.employer, "Example Bank");
}

/* What runs on would count again after the next release. */
static void
a_return_asks_whether_it_has_ended(void **state)
{
	struct destination d;

	(void)state;
	release_on(TODAY - 10);
	on(NOW, "w<Down><Down><Down><Down><Down><Enter><Enter><Enter>",
	   "Custody         Recalled");
	release_on(TODAY);
	on(PLACES, "ne<Tab><Tab>Example Bank<F2>", "Employed, under 16");
	on(NOW, "w<Down><Down><Down><Down><Down><Enter><Enter><Enter>",
	   "Employed, under 16 hours, Example Bank. Has this ended");
	on(NOW, "u", "Released on licence");
	on(NOW, "w<Down><Down><Down><Down><Down><Enter><Enter><Enter>y",
	   "1 destination ended");
	assert_int_equal(list(FACT_DESTINATION, &d), 1);
	assert_int_equal(d.fact.ended_as, ENDED_RETURNED);
	/* From one place inside to another is no return. */
	on(NOW, "w<Down><Enter><Enter><Enter>", "In another prison");
}

static void
a_correction_keeps_what_hangs_on_it(void **state)
{
	struct destination *rows;
	struct err err;
	size_t count;

	(void)state;
	on(PLACES, "ne<Tab><Tab>Example Bank<F2>", "Saved.");
	on(PLACES, "c<Enter><Enter><Enter>", "The person said so");
	on(PLACES, "x<Enter><Enter><Enter>", "Ended 23 Nov 2026: Done");
	on(PLACES, "e<Tab><Tab>!<F2>a slip<Enter>", "Example Bank!");
	assert_shown("The person said so");
	assert_shown("Ended 23 Nov 2026: Done");
	assert_int_equal(app_destinations(app(), whom, &rows, &count, &err),
			 RC_OK);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].verified, VERIFIED_SELF_REPORT);
	assert_int_equal(rows[0].fact.ended_on, TODAY);
	mem_free(rows);
}

/* ---- mentor ---- */

static void
a_mentor_is_matched_and_met(void **state)
{
	struct mentor_match *rows;
	struct err err;
	size_t count;

	(void)state;
	on(MENTOR, "m", "There is no mentor yet");
	on(MENTOR, "n", "Sharing with a mentor: nobody has asked yet.");
	on(MENTOR, "nMia Sample<Tab>Example Ltd<Tab>A portfolio<F2>",
	   "Mia Sample, Example Ltd");
	assert_shown("0 meetings");
	on(MENTOR, "m45<Tab>First talk<F2>", "45 minutes");
	assert_shown("1 meeting");
	/* A slip in the name does not lose who met. */
	on(MENTOR, "e!<F2>a slip<Enter>", "Mia Sample!");
	assert_shown("1 meeting");
	on(MENTOR, "<Down>e<Tab>!<F2>a slip<Enter>", "First talk!");
	on(MENTOR, "x<Enter><Enter><Enter>", "Until 23 Nov");
	assert_int_equal(app_mentors(app(), whom, &rows, &count, &err),
			 RC_OK);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].meetings, 1);
	assert_int_equal(rows[0].fact.ended_as, ENDED_DONE);
	mem_free(rows);
	on(MENTOR, "<Down>v wrong person<Enter>", "0 meetings");
}

/* ---- work ---- */

static void
an_offer_is_shown_before_its_first_day(void **state)
{
	(void)state;
	on(WORK, "a<Down><Enter><Enter><F2>", "Junior software developer");
	on(WORK, "x", "m moves an application on");
	on(WORK, "m<Down><Down><Enter><Enter><Enter>", "Job offered");
	on(WORK, "m<Enter><Enter>2027-01-11<Enter><Enter>", "Offer accepted");
	on(NOW, "", "Agreed          Junior software developer, Fable Bank");
	assert_shown("from 11 Jan 2027");
	on(WORK, "m<Enter><F2>", "Started");
	on(NOW, "", "Destination     Employed, 16 hours or more, Fable Bank");
	assert_false(is_shown("Agreed  "));
}

static void
kit_is_lent_and_comes_back(void **state)
{
	struct kit_loan loan;

	(void)state;
	on(WORK, "nLaptop<Tab>L-1<F2>", "Out");
	/* The cursor is on what was added, not where it was. */
	on(WORK, "nMouse<F2>", "Item: Mouse; Lent on");
	on(WORK, "<Down>x<Enter>A key is missing<Enter>",
	   "It is back. u takes it back.");
	assert_shown("Back 23 Nov: A key i");
	on(WORK, "<Down><Enter>", "Ended on 23 Nov 2026, by Dana Example:");
	assert_shown("How: Done; Note: A key is missing");
	assert_int_equal(list(FACT_LOAN, &loan), 2);
	assert_string_equal(loan.item, "Mouse");
	assert_int_equal(loan.fact.ended_on, DATE_NONE);
}

static void
begin_another_course(void)
{
	static const char text[] =
		"code,parent,kind,title,hours,required,prerequisites\n"
		"N,,course,More,,,\nM,N,module,Module,,,\n"
		"U-9,M,unit,New,1,yes,\n";
	struct curriculum_version more;
	struct err err;
	struct csv csv;

	assert_int_equal(csv_parse(text, strlen(text), &csv, &err), RC_OK);
	assert_int_equal(app_curriculum_import(app(), &csv, "1", &more, &err),
			 RC_OK);
	csv_release(&csv);
	assert_int_equal(app_pin(app(), whom, 1, &more.id, &err), RC_OK);
}

static void
a_graduate_goes_on_with_another_course(void **state)
{
	(void)state;
	begin_another_course();
	on(NOW, "", "Goes on with    N 1: 0 of 1 required items done");
	on(NOW, "g<Down>c", "All done: G confirms");
	on(NOW, "gGy", "Nia Example has done a later course.");
	on(NOW, "", "Later course    N 1, More: done 23 Nov 2026");
	assert_false(is_shown("Goes on with"));
}

static void
a_graduate_adds_a_later_course(void **state)
{
	struct later_course course;

	(void)state;
	on(NOW, "nEvening class<F2>",
	   "Later course    Evening class: done 23 Nov 2026");
	assert_int_equal(list(FACT_COURSE, &course), 1);
	on(NOW, "<Down><Down><Down><Down>e!<F2>a slip<Enter>",
	   "Evening class!: done");
	on(NOW, "<Down><Down><Down><Down>vtwice<Enter>", "Void.");
	assert_false(is_shown("Later course"));
	as(ROLE_INSTRUCTOR, NOW, "n", "ask a lead instructor");
}

/* ---- consent ---- */

static void
consent_is_given_and_withdrawn(void **state)
{
	struct consent c;

	(void)state;
	on(CONSENT, "<Down>n", "< Contact after release >");
	on(CONSENT, "<Down>n<F2>", "given");
	assert_int_equal(list(FACT_CONSENT, &c), 1);
	assert_int_equal(c.purpose, CONSENT_CONTACT_AFTER_RELEASE);
	assert_true(c.given && c.wording[0] != '\0');
	assert_shown(c.wording);
	on(CONSENT, "<Down>w", "Nobody from here calls");
	on(CONSENT, "<Down>wn", "given");
	on(CONSENT, "<Down>wy<Esc>", "given");
	on(CONSENT, "<Down>wy<Enter>", "Contact after release: withdrawn.");
	assert_shown("Before");
	assert_int_equal(list(FACT_CONSENT, &c), 2);
	assert_false(c.given);
	on(CONSENT, "<Down>w", "withdrawn already");
	on(CONSENT, "<Down>u", "given");
	on(CONSENT, "e", "Go to a line that was recorded first");
	on(CONSENT, "f", "Consent form");
}

static void
each_purpose_says_what_withdrawing_means(void **state)
{
	struct buf script = BUF_INIT;

	(void)state;
	for (int i = 0; i < CONSENT_PURPOSES; i++) {
		char title[80];

		keys("<Down>", i, &script);
		buf_adds(&script, "w");
		snprintf(title, sizeof(title), "%s: withdraw",
			 term_label(&term_consent, i));
		on(CONSENT, script.ptr, title);
	}
	buf_release(&script);
}

/* ---- what it looks like ---- */

static void
fill_everything(void)
{
	release_on(TODAY - 50);
	on(PLAN, "<Enter>s<Tab>A quiet place to work, and help with forms."
	   "<F2>", "Saved.");
	on(PLAN, "<Down><Space><Space><Space>", "Saved.");
	on(PLAN, "n<Home><Enter>Book an appointment at the bank<Tab>Bea"
	   "<Tab>2026-12-01<F2>", "Saved.");
	on(PLAN, "d<Tab>Has a room until January<Tab>2026-12-07<F2>",
	   "Saved.");
	on(CONSENT, "<Down>n<F2>", "Saved.");
	on(CONSENT, "<Down><Down>n<F2>", "Saved.");
	on(CONSENT, "<Down><Down>wy<Enter>", "withdrawn");
	on(DIARY, "n<Tab><Tab><Tab>Got home, has a room<F2>", "Saved.");
	on(DIARY, "<Down><Down>n<Tab>n<F2>", "Saved.");
	on(PLACES, "ns<Tab>y<Tab>Nia Builds<Tab>Web developer<F2>",
	   "Saved.");
	on(PLACES, "nb<Tab><Tab>Example Bootcamp<F2>", "Saved.");
	on(MENTOR, "nMia Sample<Tab>Example Ltd<Tab>Freelancing<F2>",
	   "Saved.");
	on(MENTOR, "m45<Tab>Looked at the portfolio<F2>", "Saved.");
}

static void
every_tab_with_something_in_it(void **state)
{
	(void)state;
	fill_everything();
	on(NOW, "<snap person_full_now>", "Due next");
	on(PLAN, "<snap person_full_plan>", "Deferrals");
	on(DIARY, "<Down><snap person_full_diary>", "6 weeks");
	on(PLACES, "<Down><snap person_full_destinations>", "Nia Builds");
	on(MENTOR, "<snap person_full_mentor>", "Mia Sample");
	on(CONSENT, "<snap person_full_consent>", "Before");
	on(PLACES, "<Down>e<snap person_full_correct>", "Correct");
	on(PLAN, "<F9><snap person_full_sheet>", "Support sheet");
	on(NOW, "<size 120x40><snap person_full_now_wide>", "Due next");
	on(PLAN, "<size 120x40><snap person_full_plan_wide>", "Deferrals");
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(tabs_are_reached_by_number_and_by_arrows),
		T(each_tab_has_its_help),
		T(the_students_page_leads_here_and_back),
		T(who_only_looks_sees_no_plan),
		T(a_record_that_went_elsewhere_is_read_only),
		T(a_release_is_set_and_makes_the_diary),
		T(the_stage_of_support_is_set_by_hand),
		T(who_is_no_graduate_has_a_page_too),
		T(space_moves_a_line_on),
		T(enter_records_another_state),
		T(an_action_is_agreed_and_done),
		T(a_line_is_corrected_or_void),
		T(a_plan_is_deferred_looked_at_and_goes_on),
		T(professionals_and_pathways_are_added),
		T(contacts_are_recorded_for_their_point),
		T(a_contact_is_corrected_or_void),
		T(who_said_no_is_shown_before_the_call),
		T(several_places_run_at_once_with_one_main),
		T(a_return_asks_whether_it_has_ended),
		T(a_correction_keeps_what_hangs_on_it),
		T(a_mentor_is_matched_and_met),
		T(an_offer_is_shown_before_its_first_day),
		T(kit_is_lent_and_comes_back),
		T(a_graduate_goes_on_with_another_course),
		T(a_graduate_adds_a_later_course),
		T(consent_is_given_and_withdrawn),
		T(each_purpose_says_what_withdrawing_means),
		T(every_tab_with_something_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
