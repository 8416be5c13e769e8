/* SPDX-License-Identifier: ISC */
/* Plans, deferrals, destinations, mentors and the diary, as people use them. */
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
#include "tests/support/small_academy.h"

enum { DAY_S = 86400 };

static void
days_pass(struct small_academy *a, int days)
{
	a->at.utc_s += (int64_t)days * DAY_S;
}

static void
graduate(struct small_academy *a, const struct student *who)
{
	record(a, who, "U-1", PROGRESS_COMPLETE);
	record(a, who, "U-2", PROGRESS_COMPLETE);
	record(a, who, "P-1", PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &who->id, DATE_NONE, e));
}

static void
move(struct small_academy *a, const struct student *who, enum custody to)
{
	must(app_custody(a->app, &who->id, 1, to, DATE_NONE, NULL, NULL, e));
}

static enum support
stage_of(struct small_academy *a, const struct student *who)
{
	struct plan_view v;
	enum support stage;

	must(app_plan(a->app, &who->id, &v, e));
	stage = v.support;
	plan_view_release(&v);
	return stage;
}

static void
defer(struct small_academy *a, const struct student *who,
      enum deferral_kind kind, civil_date next)
{
	struct deferral d;

	fact_init(FACT_DEFERRAL, &d);
	d.fact.student_id = who->id;
	d.kind = kind;
	d.next_check = next;
	must(app_defer(a->app, &d, e));
}

static struct destination
a_job(struct small_academy *a)
{
	struct destination d;

	fact_init(FACT_DESTINATION, &d);
	d.fact.student_id = a->nia.id;
	d.kind = DESTINATION_EMPLOYED_16H_PLUS;
	d.level = LEVEL_JUNIOR;
	d.main = true;
	d.verified_on = DATE_NONE;
	snprintf(d.employer, sizeof(d.employer), "Example Bank");
	return d;
}

/* ---- the plan ---- */

static void
a_plan_is_the_last_of_each(void **state)
{
	struct small_academy *a = *state;
	struct support_plan plan;
	struct plan_check check;
	struct plan_view v;

	fact_init(FACT_PLAN, &plan);
	plan.fact.student_id = a->nia.id;
	plan.readiness = READINESS_SUPPORT_NEEDED;
	snprintf(plan.needs, sizeof(plan.needs), "A quiet place\nto work");
	must(app_fact_add(a->app, FACT_PLAN, &plan, e));
	fact_init(FACT_CHECK, &check);
	check.fact.student_id = a->nia.id;
	check.item = CHECK_LAPTOP;
	check.state = CHECK_IN_PROGRESS;
	must(app_fact_add(a->app, FACT_CHECK, &check, e));
	check.state = CHECK_COMPLETED;
	must(app_fact_add(a->app, FACT_CHECK, &check, e));
	must(app_plan(a->app, &a->nia.id, &v, e));
	assert_int_equal(v.plan.readiness, READINESS_SUPPORT_NEEDED);
	assert_string_equal(v.plan.needs, "A quiet place\nto work");
	assert_int_equal(v.checks[CHECK_LAPTOP].state, CHECK_COMPLETED);
	assert_int_equal(v.checks[CHECK_LAPTOP].fact.number, 2);
	assert_int_equal(v.checks[CHECK_ID].state, CHECK_NOT_STARTED);
	assert_int_equal(v.checks[CHECK_ID].fact.on, DATE_NONE);
	plan_view_release(&v);
}

static void
each_step_is_undone_by_one_undo(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a);
	char summary[LINE_SIZE];
	uint64_t before = records_hash(a), after;

	d.verified = VERIFIED_EMPLOYER;
	must(app_destination_add(a->app, &d, e));
	after = records_hash(a);
	assert_true(before != after);
	must(app_undo(a->app, summary, sizeof(summary), e));
	assert_string_equal(summary, "TST-0001, Nia Example: Destination, "
				     "Employed, 16 hours or more, Main one: "
				     "yes");
	assert_true(records_hash(a) == before);
	must(app_redo(a->app, summary, sizeof(summary), e));
	assert_true(records_hash(a) == after);
	defer(a, &a->nia, DEFERRAL_HOUSING, DATE_NONE);
	must(app_undo(a->app, summary, sizeof(summary), e));
	assert_true(records_hash(a) == after);
	must(verify_all(a, e));
}

static void
who_may_not_is_refused(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a), *rows;
	struct plan_view v;
	struct err err;
	size_t count;

	act_as(a, ROLE_VIEWER);
	assert_int_equal(app_destination_add(a->app, &d, &err), RC_DENIED);
	assert_int_equal(app_plan(a->app, &a->nia.id, &v, &err), RC_DENIED);
	assert_int_equal(app_support(a->app, &a->nia.id, SUPPORT_ACTIVE,
				     DATE_NONE, NULL, &err), RC_DENIED);
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 0);
	mem_free(rows);
}

static void
refused(struct small_academy *a, struct destination *d, const char *where)
{
	struct err err = { .code = RC_OK };

	assert_int_equal(app_destination_add(a->app, d, &err), RC_INVALID);
	assert_string_equal(err.where, where);
}

static void
what_does_not_fit_is_refused_by_its_field(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a);
	struct plan_action action;
	struct err err;

	d.hours = HOURS_UNDER_16;
	refused(a, &d, "hours");
	d = a_job(a);
	d.kind = DESTINATION_HIGHER_EDUCATION;
	refused(a, &d, "level");
	d.level = LEVEL_NOT_KNOWN;
	d.salary_gbp = 20000;
	refused(a, &d, "salary_gbp");
	d = a_job(a);
	d.verified = VERIFIED_DOCUMENT;
	d.verified_on = app_today(a->app) + 1;
	refused(a, &d, "verified_on");
	fact_init(FACT_ACTION, &action);
	action.fact.student_id = a->nia.id;
	assert_int_equal(app_fact_add(a->app, FACT_ACTION, &action, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "what");
	snprintf(action.what, sizeof(action.what), "Open an account");
	action.fact.on = app_today(a->app) + 1;
	assert_int_equal(app_fact_add(a->app, FACT_ACTION, &action, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "on");
	/* A place may be agreed before it begins. */
	d = a_job(a);
	d.fact.on = app_today(a->app) + 30;
	must(app_destination_add(a->app, &d, e));
}

static void
members_go_with_kinds(void **state)
{
	static const struct {
		enum destination_kind kind;
		const char *member;
		bool fits;
	} table[] = {
		{ DESTINATION_EMPLOYED_16H_PLUS, "level", true },
		{ DESTINATION_SELF_EMPLOYED_16H_PLUS, "level", false },
		{ DESTINATION_SELF_EMPLOYED_16H_PLUS, "salary_gbp", true },
		{ DESTINATION_HIGHER_EDUCATION, "salary_gbp", false },
		{ DESTINATION_HIGHER_EDUCATION, "hours", false },
		{ DESTINATION_HIGHER_EDUCATION, "employer", true },
		{ DESTINATION_CONTINUING_WITH_SUPPORT, "field", true },
		{ DESTINATION_SEEKING_WORK, "employer", false },
		{ DESTINATION_NOT_KNOWN, "agreed_inside", false },
		{ DESTINATION_NOT_KNOWN, "note", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_int_equal(destination_fits(table[i].kind,
						  table[i].member),
				 table[i].fits);
}

static void
refused_on(struct small_academy *a, enum fact_kind kind, civil_date on)
{
	struct plan_check check;
	struct destination d = a_job(a);
	struct err err = { .code = RC_OK };
	void *fact = kind == FACT_CHECK ? (void *)&check : (void *)&d;

	fact_init(FACT_CHECK, &check);
	check.fact.student_id = a->nia.id;
	((struct fact *)fact)->on = on;
	assert_int_equal(app_fact_add(a->app, kind, fact, &err), RC_INVALID);
	assert_string_equal(err.where, "on");
}

/* The years people mistype. */
static void
a_day_that_cannot_be_is_refused(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a);
	struct mentor_meeting meeting;
	struct mentor_match match;
	struct review review;
	struct deferral deferral;
	struct err err;

	refused_on(a, FACT_CHECK, date_from_ymd(2016, 11, 23));
	refused_on(a, FACT_DESTINATION, date_from_ymd(2062, 11, 23));
	d.fact.on = date_from_ymd(2016, 11, 23);
	must(app_fact_add(a->app, FACT_DESTINATION, &d, e));
	d.fact.on = app_today(a->app) + 5;
	must(app_fact_add(a->app, FACT_DESTINATION, &d, e));
	assert_int_equal(app_fact_end(a->app, FACT_DESTINATION, &a->nia.id, 2,
				      ENDED_BY_OTHERS, DATE_NONE, NULL, &err),
			 RC_INVALID);
	assert_non_null(strstr(err.text, "made void"));

	fact_init(FACT_MENTOR, &match);
	match.fact.student_id = a->nia.id;
	snprintf(match.mentor, sizeof(match.mentor), "Mia Sample");
	must(app_fact_add(a->app, FACT_MENTOR, &match, e));
	fact_init(FACT_MEETING, &meeting);
	meeting.fact.student_id = a->nia.id;
	meeting.fact.on = app_today(a->app) - 1;
	assert_int_equal(app_mentor_meet(a->app, 1, &meeting, &err),
			 RC_INVALID);
	must(app_fact_end(a->app, FACT_MENTOR, &a->nia.id, 1, ENDED_DONE,
			  DATE_NONE, NULL, e));
	days_pass(a, 2);
	meeting.fact.on = DATE_NONE;
	assert_int_equal(app_mentor_meet(a->app, 1, &meeting, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "on");

	fact_init(FACT_REVIEW, &review);
	review.fact.student_id = a->nia.id;
	assert_int_equal(app_fact_review(a->app, FACT_MENTOR, 1, &review,
					 &err), RC_INVALID);
	review.next_on = app_today(a->app) - 1;
	assert_int_equal(app_fact_review(a->app, FACT_DESTINATION, 1, &review,
					 &err), RC_INVALID);
	assert_string_equal(err.where, "next_on");
	fact_init(FACT_DEFERRAL, &deferral);
	deferral.fact.student_id = a->nia.id;
	deferral.next_check = app_today(a->app) - 1;
	assert_int_equal(app_defer(a->app, &deferral, &err), RC_INVALID);
	assert_string_equal(err.where, "next_check");
}

/* ---- deferrals ---- */

static void
several_deferrals_run_and_the_last_to_end_lets_go_on(void **state)
{
	struct small_academy *a = *state;
	struct err err;
	struct deferral *rows;
	size_t count;

	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE,
			 NULL, e));
	defer(a, &a->nia, DEFERRAL_HOUSING, app_today(a->app) + 7);
	defer(a, &a->nia, DEFERRAL_RECOVERY, DATE_NONE);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	/* No time ends it. */
	days_pass(a, 25);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	assert_int_equal(app_support(a->app, &a->nia.id, SUPPORT_CLOSED_MET,
				     DATE_NONE, NULL, &err), RC_CONFLICT);
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 1, ENDED_MET,
			  DATE_NONE, "has a flat", e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 2, ENDED_MET,
			  DATE_NONE, NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_PLANNING);
	must(app_deferrals(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].next_check, rows[0].fact.on + 7);
	assert_int_equal(rows[0].fact.ended_as, ENDED_MET);
	mem_free(rows);
	assert_int_equal(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 1,
				      ENDED_MET, DATE_NONE, NULL, &err),
			 RC_CONFLICT);
	assert_int_equal(app_support(a->app, &a->nia.id, SUPPORT_DEFERRED,
				     DATE_NONE, NULL, &err), RC_INVALID);
}

static void
a_deferral_that_was_a_mistake_lets_go_on(void **state)
{
	struct small_academy *a = *state;
	struct err err;

	defer(a, &a->nia, DEFERRAL_HOUSING, DATE_NONE);
	assert_int_equal(app_fact_void(a->app, FACT_DEFERRAL, &a->nia.id, 1,
				       " ", &err), RC_INVALID);
	must(app_fact_void(a->app, FACT_DEFERRAL, &a->nia.id, 1,
			   "somebody else's", e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_PLANNING);
}

static void
a_deferral_opens_a_closed_plan_again(void **state)
{
	struct small_academy *a = *state;

	must(app_support(a->app, &a->nia.id, SUPPORT_CLOSED_MET, DATE_NONE,
			 NULL, e));
	defer(a, &a->nia, DEFERRAL_HOUSING, DATE_NONE);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	/* Declined, whatever came first; it stays so until it is opened. */
	must(app_support(a->app, &a->nia.id, SUPPORT_CLOSED_DECLINED,
			 DATE_NONE, NULL, e));
	defer(a, &a->nia, DEFERRAL_HEALTH, DATE_NONE);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	must(app_support(a->app, &a->nia.id, SUPPORT_CLOSED_DECLINED,
			 DATE_NONE, NULL, e));
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 1, ENDED_MET,
			  DATE_NONE, NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_CLOSED_DECLINED);
	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE,
			 NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 2, ENDED_MET,
			  DATE_NONE, NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_PLANNING);
}

/* Where the person is says what support is, once nothing comes first. */
static void
a_deferral_may_last_over_a_release_and_a_recall(void **state)
{
	struct small_academy *a = *state;

	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE,
			 NULL, e));
	defer(a, &a->nia, DEFERRAL_HOUSING, DATE_NONE);
	days_pass(a, 5);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 1, ENDED_MET,
			  DATE_NONE, NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_ACTIVE);
	defer(a, &a->nia, DEFERRAL_HEALTH, DATE_NONE);
	days_pass(a, 5);
	move(a, &a->nia, CUSTODY_RECALLED);
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 2, ENDED_MET,
			  DATE_NONE, NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_PLANNING);
}

/* Taking the first of two back, on its own, leaves the plan deferred. */
static void
a_deferral_taken_back_leaves_the_other(void **state)
{
	struct small_academy *a = *state;
	int64_t first, ended;

	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE,
			 NULL, e));
	defer(a, &a->nia, DEFERRAL_HOUSING, DATE_NONE);
	first = newest_entry(a);
	defer(a, &a->nia, DEFERRAL_HEALTH, DATE_NONE);
	must(app_undo_entry(a->app, first, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
	must(app_undo_entry(a->app, newest_entry(a), e));
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 1, ENDED_MET,
			  DATE_NONE, NULL, e));
	ended = newest_entry(a);
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 2, ENDED_MET,
			  DATE_NONE, NULL, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_PLANNING);
	must(app_undo_entry(a->app, ended, e));
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_DEFERRED);
}

/* Whom a mentor met, how a place ended: that keeps what it is about. */
static void
what_others_are_about_is_not_taken_back(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a);
	char summary[LINE_SIZE];
	uint64_t before;
	struct err err;
	int64_t added;

	must(app_destination_add(a->app, &d, e));
	added = newest_entry(a);
	must(app_fact_end(a->app, FACT_DESTINATION, &a->nia.id, 1, ENDED_DONE,
			  DATE_NONE, NULL, e));
	before = records_hash(a);
	assert_int_equal(app_undo_entry(a->app, added, &err), RC_CONFLICT);
	assert_true(records_hash(a) == before);
	must(app_undo(a->app, summary, sizeof(summary), e));
	must(app_undo_entry(a->app, added, e));
	must(verify_all(a, e));
}

static void
move_on(struct small_academy *a, enum custody to, civil_date on)
{
	must(app_custody(a->app, &a->nia.id, 1, to, on, NULL, NULL, e));
}

/* A release of last week counts, a recall from before it does not. */
static void
a_move_that_is_entered_late_is_followed_if_it_is_the_last(void **state)
{
	struct small_academy *a = *state;

	days_pass(a, 30);
	must(app_support(a->app, &a->nia.id, SUPPORT_PLANNING, DATE_NONE,
			 NULL, e));
	move_on(a, CUSTODY_RELEASED_ON_LICENCE, app_today(a->app) - 7);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_ACTIVE);
	days_pass(a, 1);
	move_on(a, CUSTODY_RECALLED, app_today(a->app) - 20);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_ACTIVE);
	/* Yesterday knew of the release; the day before that of nothing. */
	app_set_as_at(a->app, app_today(a->app) - 2);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_NOT_STARTED);
}

static void
the_plan_goes_along_with_custody(void **state)
{
	struct small_academy *a = *state;

	graduate(a, &a->nia);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_ACTIVE);
	days_pass(a, 10);
	must(app_support(a->app, &a->nia.id, SUPPORT_CLOSED_MET, DATE_NONE,
			 NULL, e));
	move(a, &a->nia, CUSTODY_RECALLED);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_PLANNING);
	days_pass(a, 10);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	assert_int_equal(stage_of(a, &a->nia), SUPPORT_ACTIVE);
	/* Who has no plan and is no graduate gets none by leaving. */
	move(a, &a->tom, CUSTODY_RELEASED);
	assert_int_equal(stage_of(a, &a->tom), SUPPORT_NOT_STARTED);
}

/* ---- destinations ---- */

static void
a_correction_names_what_it_replaces(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a), *rows;
	struct err err;
	size_t count;

	must(app_destination_add(a->app, &d, e));
	snprintf(d.employer, sizeof(d.employer), "Sample Insurance");
	must(app_fact_replace(a->app, FACT_DESTINATION, 1, &d, "wrong firm",
			      e));
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].fact.number, 2);
	assert_string_equal(rows[0].employer, "Sample Insurance");
	mem_free(rows);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM correction c"
				    " JOIN destination w ON w.id=c.fact_id"
				    " JOIN destination r ON"
				    " r.id=c.replaced_by WHERE w.employer="
				    "'Example Bank'"), 1);
	assert_int_equal(app_fact_replace(a->app, FACT_DESTINATION, 1, &d,
					  "again", &err), RC_NOT_FOUND);
}

/* How it was verified, when it ended, whom a mentor met: that is about the
 * right one from then on. */
static void
a_correction_keeps_what_was_said_since(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a), *rows;
	struct mentor_match m, *mentors;
	struct mentor_meeting met;
	struct err err;
	size_t count;

	d.verified = VERIFIED_EMPLOYER;
	must(app_destination_add(a->app, &d, e));
	days_pass(a, 3);
	must(app_fact_end(a->app, FACT_DESTINATION, &a->nia.id, 1,
			  ENDED_BY_OTHERS, DATE_NONE, NULL, e));
	days_pass(a, 1);
	d.fact.on = app_today(a->app);
	assert_int_equal(app_fact_replace(a->app, FACT_DESTINATION, 1, &d,
					  "later", &err), RC_INVALID);
	assert_string_equal(err.where, "on");
	for (int i = 1; i <= 2; i++) {
		d.fact.on = app_today(a->app) - 4;
		snprintf(d.employer, sizeof(d.employer), "Firm %d", i);
		must(app_fact_replace(a->app, FACT_DESTINATION, i, &d,
				      "wrong firm", e));
	}
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].employer, "Firm 2");
	assert_int_equal(rows[0].verified, VERIFIED_EMPLOYER);
	assert_int_equal(rows[0].verified_on, app_today(a->app) - 4);
	assert_int_equal(rows[0].fact.ended_on, app_today(a->app) - 1);
	mem_free(rows);
	/* The day before knew of the first one. */
	app_set_as_at(a->app, app_today(a->app) - 1);
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].fact.number, 1);
	assert_int_equal(rows[0].fact.ended_as, ENDED_BY_OTHERS);
	mem_free(rows);
	app_set_as_at(a->app, DATE_NONE);

	fact_init(FACT_MENTOR, &m);
	m.fact.student_id = a->nia.id;
	snprintf(m.mentor, sizeof(m.mentor), "Mia Sampel");
	must(app_fact_add(a->app, FACT_MENTOR, &m, e));
	fact_init(FACT_MEETING, &met);
	met.fact.student_id = a->nia.id;
	must(app_mentor_meet(a->app, 0, &met, e));
	snprintf(m.mentor, sizeof(m.mentor), "Mia Sample");
	must(app_fact_replace(a->app, FACT_MENTOR, 1, &m, "misspelt", e));
	must(app_mentors(a->app, &a->nia.id, &mentors, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(mentors[0].meetings, 1);
	mem_free(mentors);
	assert_int_equal(app_fact_void(a->app, FACT_CORRECTION, &a->nia.id, 1,
				       "it was right", &err), RC_INVALID);
}

static void
a_correction_takes_along_what_hangs_on_it(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a), *rows;
	struct mentor_match m, *mentors;
	struct mentor_meeting meeting;
	struct err err;
	char summary[LINE_SIZE];
	size_t count;
	uint64_t before;

	d.verified = VERIFIED_DOCUMENT;
	d.fact.on = d.verified_on = app_today(a->app) - 9;
	must(app_destination_add(a->app, &d, e));
	must(app_fact_end(a->app, FACT_DESTINATION, &a->nia.id, 1,
			  ENDED_BY_OTHERS, app_today(a->app) - 2, NULL, e));
	before = records_hash(a);
	d.fact.on = app_today(a->app) - 1;
	assert_int_equal(app_fact_replace(a->app, FACT_DESTINATION, 1, &d,
					  "day", &err), RC_INVALID);
	assert_string_equal(err.where, "on");
	d.fact.on = app_today(a->app) - 8;
	must(app_fact_replace(a->app, FACT_DESTINATION, 1, &d, "day", e));
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].verified, VERIFIED_DOCUMENT);
	assert_int_equal(rows[0].verified_on, app_today(a->app) - 9);
	assert_int_equal(rows[0].fact.ended_on, app_today(a->app) - 2);
	assert_int_equal(rows[0].fact.ended_as, ENDED_BY_OTHERS);
	mem_free(rows);
	must(app_undo(a->app, summary, sizeof(summary), e));
	assert_true(records_hash(a) == before);
	fact_init(FACT_MENTOR, &m);
	m.fact.student_id = a->nia.id;
	snprintf(m.mentor, sizeof(m.mentor), "Mia Sampel");
	must(app_fact_add(a->app, FACT_MENTOR, &m, e));
	fact_init(FACT_MEETING, &meeting);
	meeting.fact.student_id = a->nia.id;
	must(app_mentor_meet(a->app, 0, &meeting, e));
	snprintf(m.mentor, sizeof(m.mentor), "Mia Sample");
	must(app_fact_replace(a->app, FACT_MENTOR, 1, &m, "slip", e));
	must(app_mentors(a->app, &a->nia.id, &mentors, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(mentors[0].meetings, 1);
	mem_free(mentors);
}

static void
a_contact_that_is_corrected_has_the_release_of_its_point(void **state)
{
	struct small_academy *a = *state;
	struct contact c, *rows;
	size_t count;
	void *all;

	graduate(a, &a->nia);
	move(a, &a->nia, CUSTODY_RELEASED);
	fact_init(FACT_CONTACT, &c);
	c.fact.student_id = a->nia.id;
	c.point = POINT_UNPLANNED;
	must(app_fact_add(a->app, FACT_CONTACT, &c, e));
	assert_true(id_is_zero(&c.release_id));
	c.point = POINT_AT_RELEASE;
	must(app_fact_replace(a->app, FACT_CONTACT, 1, &c, "slip", e));
	assert_false(id_is_zero(&c.release_id));
	c.point = POINT_UNPLANNED;
	must(app_fact_replace(a->app, FACT_CONTACT, 2, &c, "no slip", e));
	must(app_fact_list(a->app, FACT_CONTACT, &a->nia.id, &all, &count,
			   e));
	rows = all;
	assert_int_equal(count, 1);
	assert_true(id_is_zero(&rows[0].release_id));
	mem_free(all);
}

static void
verification_is_that_of_the_last_review(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job(a), *rows;
	struct review review;
	size_t count;

	d.verified = VERIFIED_SELF_REPORT;
	must(app_destination_add(a->app, &d, e));
	days_pass(a, 20);
	fact_init(FACT_REVIEW, &review);
	review.fact.student_id = a->nia.id;
	review.verified = VERIFIED_DOCUMENT;
	must(app_fact_review(a->app, FACT_DESTINATION, 1, &review, e));
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(rows[0].verified, VERIFIED_DOCUMENT);
	assert_int_equal(rows[0].verified_on, app_today(a->app));
	mem_free(rows);
	/* The first day knew of the first. */
	app_set_as_at(a->app, app_today(a->app) - 20);
	must(app_destinations(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(rows[0].verified, VERIFIED_SELF_REPORT);
	mem_free(rows);
}

static void
a_mentor_is_met(void **state)
{
	struct small_academy *a = *state;
	struct mentor_match m, *rows;
	struct mentor_meeting meeting;
	struct err err;
	size_t count;

	fact_init(FACT_MEETING, &meeting);
	meeting.fact.student_id = a->nia.id;
	assert_int_equal(app_mentor_meet(a->app, 0, &meeting, &err),
			 RC_NOT_FOUND);
	fact_init(FACT_MENTOR, &m);
	m.fact.student_id = a->nia.id;
	snprintf(m.mentor, sizeof(m.mentor), "Mia Sample");
	must(app_fact_add(a->app, FACT_MENTOR, &m, e));
	must(app_mentor_meet(a->app, 0, &meeting, e));
	must(app_mentor_meet(a->app, 1, &meeting, e));
	must(app_mentors(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].meetings, 2);
	assert_int_equal(rows[0].last_met_on, app_today(a->app));
	/* Not before they were matched, whoever says it. */
	meeting.match_id = rows[0].fact.id;
	mem_free(rows);
	meeting.fact.on = app_today(a->app) - 1;
	assert_int_equal(app_fact_add(a->app, FACT_MEETING, &meeting, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "on");
	meeting.match_id.b[0] ^= 1;
	assert_int_equal(app_fact_add(a->app, FACT_MEETING, &meeting, &err),
			 RC_NOT_FOUND);
	must(app_fact_end(a->app, FACT_MENTOR, &a->nia.id, 1, ENDED_DONE,
			  DATE_NONE, NULL, e));
	assert_int_equal(app_mentor_meet(a->app, 0, &meeting, &err),
			 RC_NOT_FOUND);
}

/* ---- the diary ---- */

static enum rc
contact(struct small_academy *a, enum followup_point point,
	enum contact_result result, struct err *err)
{
	struct contact c;

	fact_init(FACT_CONTACT, &c);
	c.fact.student_id = a->nia.id;
	c.point = point;
	c.result = result;
	return app_fact_add(a->app, FACT_CONTACT, &c, err);
}

static size_t
waiting(struct small_academy *a, struct diary_entry *first)
{
	struct diary_entry *rows;
	size_t count;

	must(app_diary(a->app, 0, &rows, &count, e));
	if (count > 0 && first != NULL)
		*first = rows[0];
	mem_free(rows);
	return count;
}

static void
a_release_makes_points_and_no_reply_leaves_them_open(void **state)
{
	struct small_academy *a = *state;
	struct diary_entry first;
	struct err err;

	graduate(a, &a->nia);
	assert_int_equal(waiting(a, NULL), 0);
	assert_int_equal(contact(a, POINT_6_WEEKS, CONTACT_REACHED, &err),
			 RC_CONFLICT);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	assert_int_equal(waiting(a, &first), 1);
	assert_int_equal(first.point.point, POINT_AT_RELEASE);
	assert_false(first.overdue);
	must(contact(a, POINT_AT_RELEASE, CONTACT_NO_REPLY, e));
	days_pass(a, 5);
	assert_int_equal(waiting(a, &first), 1);
	assert_true(first.overdue);
	assert_int_equal(first.point.tries, 1);
	assert_int_equal(first.permission, CONTACT_NOT_ASKED);
	must(contact(a, POINT_AT_RELEASE, CONTACT_REACHED, e));
	assert_int_equal(waiting(a, NULL), 0);
	days_pass(a, 37);
	assert_int_equal(waiting(a, &first), 1);
	assert_int_equal(first.point.point, POINT_6_WEEKS);
	/* Back inside: nothing is due until the next release. */
	move(a, &a->nia, CUSTODY_RECALLED);
	days_pass(a, 60);
	assert_int_equal(waiting(a, NULL), 0);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	assert_int_equal(waiting(a, &first), 1);
	assert_int_equal(first.point.point, POINT_AT_RELEASE);
}

static enum followup_point
next_point(struct small_academy *a)
{
	enum followup_point point;

	must(app_next_point(a->app, &a->nia.id, &point, e));
	return point;
}

/* A contact belongs to the release that ran on its day. */
static void
a_call_about_the_release_before_is_not_about_this_one(void **state)
{
	struct small_academy *a = *state;
	struct diary_entry first;
	struct contact c;
	struct err err;
	civil_date released = app_today(a->app);

	graduate(a, &a->nia);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	days_pass(a, 60);
	move(a, &a->nia, CUSTODY_RECALLED);
	days_pass(a, 30);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	fact_init(FACT_CONTACT, &c);
	c.fact.student_id = a->nia.id;
	c.point = POINT_AT_RELEASE;
	c.fact.on = released + 1;
	must(app_fact_add(a->app, FACT_CONTACT, &c, e));
	assert_int_equal(next_point(a), POINT_AT_RELEASE);
	waiting(a, &first);
	assert_int_equal(first.point.tries, 0);
	assert_int_equal(first.point.last_on, DATE_NONE);
	c.fact.on = released - 1;
	assert_int_equal(app_fact_add(a->app, FACT_CONTACT, &c, &err), RC_CONFLICT);
	assert_string_equal(err.where, "point");
	/* Corrected to another point, it is about that one. */
	c.fact.on = DATE_NONE;
	c.point = POINT_UNPLANNED;
	must(app_fact_add(a->app, FACT_CONTACT, &c, e));
	c.point = POINT_AT_RELEASE;
	must(app_fact_replace(a->app, FACT_CONTACT, 2, &c, "at the gate", e));
	assert_int_equal(waiting(a, NULL), 0);
}

/* That it was two days earlier makes no second call. */
static void
a_release_date_that_is_corrected_keeps_its_calls(void **state)
{
	struct small_academy *a = *state;

	graduate(a, &a->nia);
	days_pass(a, 5);
	move(a, &a->nia, CUSTODY_RELEASED_ON_LICENCE);
	must(contact(a, POINT_AT_RELEASE, CONTACT_REACHED, e));
	assert_int_equal(waiting(a, NULL), 0);
	move_on(a, CUSTODY_RELEASED_ON_LICENCE, app_today(a->app) - 2);
	assert_int_equal(waiting(a, NULL), 0);
	days_pass(a, 40);
	assert_int_equal(next_point(a), POINT_6_WEEKS);
}

static void
nobody_is_called_who_has_died(void **state)
{
	struct small_academy *a = *state;
	struct plan_action action;

	graduate(a, &a->nia);
	move(a, &a->nia, CUSTODY_RELEASED);
	defer(a, &a->nia, DEFERRAL_HEALTH, app_today(a->app));
	fact_init(FACT_ACTION, &action);
	action.fact.student_id = a->nia.id;
	action.due_on = app_today(a->app);
	snprintf(action.what, sizeof(action.what), "Call the clinic");
	must(app_fact_add(a->app, FACT_ACTION, &action, e));
	days_pass(a, 50);
	assert_true(waiting(a, NULL) > 2);
	move(a, &a->nia, CUSTODY_DIED);
	assert_int_equal(waiting(a, NULL), 0);
}

static void
who_said_no_is_not_called(void **state)
{
	struct small_academy *a = *state;
	struct consent consent;
	struct diary_entry first;
	struct contact c;
	struct err err;

	graduate(a, &a->nia);
	move(a, &a->nia, CUSTODY_RELEASED);
	fact_init(FACT_CONSENT, &consent);
	consent.fact.student_id = a->nia.id;
	consent.purpose = CONSENT_CONTACT_AFTER_RELEASE;
	must(app_fact_add(a->app, FACT_CONSENT, &consent, e));
	waiting(a, &first);
	assert_int_equal(first.permission, CONTACT_REFUSED);
	assert_int_equal(contact(a, POINT_AT_RELEASE, CONTACT_NO_REPLY, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "result");
	fact_init(FACT_CONTACT, &c);
	c.fact.student_id = a->nia.id;
	c.point = POINT_AT_RELEASE;
	c.inbound = true;
	must(app_fact_add(a->app, FACT_CONTACT, &c, e));
	days_pass(a, 42);
	must(contact(a, POINT_6_WEEKS, CONTACT_NOT_PERMITTED, e));
	assert_int_equal(waiting(a, NULL), 0);
}

static void
deferrals_and_actions_have_their_day(void **state)
{
	struct small_academy *a = *state;
	struct plan_action action;
	struct diary_entry first;

	defer(a, &a->nia, DEFERRAL_HOUSING, app_today(a->app) + 3);
	fact_init(FACT_ACTION, &action);
	action.fact.student_id = a->nia.id;
	action.due_on = app_today(a->app) + 4;
	snprintf(action.what, sizeof(action.what), "Ask the council");
	snprintf(action.owner, sizeof(action.owner), "Ada Example");
	must(app_fact_add(a->app, FACT_ACTION, &action, e));
	assert_int_equal(waiting(a, NULL), 0);
	days_pass(a, 4);
	assert_int_equal(waiting(a, &first), 2);
	assert_int_equal(first.kind, DIARY_DEFERRAL);
	assert_true(first.overdue);
	assert_string_equal(first.what, "Deferred for: Housing");
	must(app_fact_end(a->app, FACT_DEFERRAL, &a->nia.id, 1, ENDED_MET,
			  DATE_NONE, NULL, e));
	must(app_fact_end(a->app, FACT_ACTION, &a->nia.id, 1, ENDED_DONE,
			  DATE_NONE, NULL, e));
	assert_int_equal(waiting(a, NULL), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_plan_is_the_last_of_each),
		T(each_step_is_undone_by_one_undo),
		T(who_may_not_is_refused),
		T(what_does_not_fit_is_refused_by_its_field),
		T(a_day_that_cannot_be_is_refused),
		T(members_go_with_kinds),
		T(several_deferrals_run_and_the_last_to_end_lets_go_on),
		T(a_deferral_opens_a_closed_plan_again),
		T(a_deferral_that_was_a_mistake_lets_go_on),
		T(a_deferral_may_last_over_a_release_and_a_recall),
		T(a_deferral_taken_back_leaves_the_other),
		T(what_others_are_about_is_not_taken_back),
		T(a_move_that_is_entered_late_is_followed_if_it_is_the_last),
		T(a_call_about_the_release_before_is_not_about_this_one),
		T(a_release_date_that_is_corrected_keeps_its_calls),
		T(nobody_is_called_who_has_died),
		T(the_plan_goes_along_with_custody),
		T(a_correction_names_what_it_replaces),
		T(a_correction_takes_along_what_hangs_on_it),
		T(a_contact_that_is_corrected_has_the_release_of_its_point),
		T(a_correction_keeps_what_was_said_since),
		T(verification_is_that_of_the_last_review),
		T(a_mentor_is_met),
		T(a_release_makes_points_and_no_reply_leaves_them_open),
		T(who_said_no_is_not_called),
		T(deferrals_and_actions_have_their_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
