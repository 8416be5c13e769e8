/* SPDX-License-Identifier: ISC */
/*
 * Whatever was recorded, when, late or not, made void, replaced, ended, undone
 * and done again: the outcome statement of any day is what a naive count of the
 * rows gives, of what was known on that day. It stays so whatever comes after,
 * but for an undo, which says that something was never recorded.
 */
#include "tests/property/property.h"

#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/naive_outcome.h"
#include "tests/support/three_places.h"

enum { ROUNDS = 3, PEOPLE = 12, MOVES = 200, DAYS_KEPT = 12, LONG = 22,
       WEEK = 7,
       FEW = 3 };

struct play {
	struct property *p;
	struct small_academy *a;
	struct id people[PEOPLE];
	bool undoes;
	unsigned refused;
	int seen[OUTCOME_CELLS];
	struct err err;
};

/* ---- what people record ---- */

static const struct id *
somebody(struct play *x)
{
	return &x->people[property_below(x->p, PEOPLE)];
}

/* Often today, often late; in whole weeks, so that one day is often that of
 * several things, and of a point 6 weeks on. */
static civil_date
some_day(struct play *x)
{
	civil_date today = app_today(x->a->app);

	return property_below(x->p, 2) == 0
		       ? today : today - WEEK * (int)property_below(x->p, LONG);
}

static void *
about(struct play *x, enum fact_kind kind, void *fact)
{
	fact_init(kind, fact);
	((struct fact *)fact)->student_id = *somebody(x);
	((struct fact *)fact)->on = some_day(x);
	return fact;
}

static struct destination
some_place(struct play *x)
{
	/* What has lines of its own. */
	static const enum destination_kind often[] = {
		DESTINATION_EMPLOYED_16H_PLUS, DESTINATION_APPRENTICESHIP,
		DESTINATION_SELF_EMPLOYED_UNDER_16H,
		DESTINATION_HIGHER_EDUCATION, DESTINATION_UNAVAILABLE,
		DESTINATION_SEEKING_WORK, DESTINATION_VOLUNTARY,
		DESTINATION_BOOTCAMP_OR_TRAINING,
		DESTINATION_CONTINUING_WITH_SUPPORT,
	};
	struct destination d;

	about(x, FACT_DESTINATION, &d);
	/* Or agreed for a day to come. */
	if (property_below(x->p, 6) == 0)
		d.fact.on = app_today(x->a->app) +
			    WEEK * (int)property_below(x->p, 9);
	d.kind = property_below(x->p, 3) == 0
			 ? (enum destination_kind)property_below(
				   x->p, DESTINATION_KINDS)
			 : often[property_below(x->p, ARRAY_SIZE(often))];
	d.main = property_below(x->p, 2) != 0;
	d.field = (enum field_of_work)property_below(x->p, 5);
	d.sector = (enum sector)property_below(x->p, FEW);
	if (destination_fits(d.kind, "level"))
		d.level = (enum job_level)property_below(x->p, FEW);
	d.brokered = property_below(x->p, 3) != 0;
	d.agreed_inside = property_below(x->p, 3) != 0;
	d.verified_on = DATE_NONE;
	return d;
}

static enum rc
go_somewhere(struct play *x)
{
	struct destination d = some_place(x);

	return app_destination_add(x->a->app, &d, &x->err);
}

static enum rc
it_was_somewhere_else(struct play *x)
{
	struct destination d = some_place(x);

	return app_fact_replace(x->a->app, FACT_DESTINATION,
				1 + (int)property_below(x->p, 4), &d,
				"a mix-up", &x->err);
}

static enum rc
be_moved(struct play *x)
{
	static const enum custody to[] = {
		CUSTODY_RELEASED_ON_LICENCE, CUSTODY_RELEASED_ON_LICENCE,
		CUSTODY_RELEASED_ON_LICENCE, CUSTODY_RELEASED_ON_LICENCE,
		CUSTODY_RELEASED, CUSTODY_RELEASED, CUSTODY_RELEASED,
		CUSTODY_RECALLED, CUSTODY_IN_THIS_PRISON, CUSTODY_UNKNOWN,
		CUSTODY_TEMPORARILY_ABSENT, CUSTODY_IN_HOSPITAL,
	};
	enum custody where = property_below(x->p, 40) == 0
		? CUSTODY_DIED : to[property_below(x->p, ARRAY_SIZE(to))];

	return app_custody(x->a->app, somebody(x), 1, where, some_day(x),
			   NULL, NULL, &x->err);
}

static enum rc
be_deferred(struct play *x)
{
	struct deferral d;

	about(x, FACT_DEFERRAL, &d);
	return app_defer(x->a->app, &d, &x->err);
}

static enum rc
be_helped(struct play *x)
{
	struct mentor_match m;
	struct professional p;

	if (property_below(x->p, 2) == 0) {
		about(x, FACT_MENTOR, &m);
		snprintf(m.mentor, sizeof(m.mentor), "A mentor");
		return app_fact_add(x->a->app, FACT_MENTOR, &m, &x->err);
	}
	about(x, FACT_PROFESSIONAL, &p);
	snprintf(p.role, sizeof(p.role), "A professional");
	return app_fact_add(x->a->app, FACT_PROFESSIONAL, &p, &x->err);
}

static enum rc
need_something(struct play *x)
{
	struct pathway_need n;

	about(x, FACT_PATHWAY, &n);
	n.pathway = (enum pathway)property_below(x->p, 2);
	n.state = (enum need)property_below(x->p,
					    (uint32_t)term_need.count);
	return app_fact_add(x->a->app, FACT_PATHWAY, &n, &x->err);
}

static enum rc
say_yes_or_no(struct play *x)
{
	struct consent c;

	about(x, FACT_CONSENT, &c);
	c.purpose = CONSENT_ANONYMISED_STATISTICS;
	c.given = property_below(x->p, 3) != 0;
	return app_fact_add(x->a->app, FACT_CONSENT, &c, &x->err);
}

static enum rc
come_to_an_end(struct play *x)
{
	static const enum fact_kind kinds[] = {
		FACT_DESTINATION, FACT_DESTINATION, FACT_DEFERRAL,
		FACT_MENTOR, FACT_PROFESSIONAL,
	};

	return app_fact_end(x->a->app,
			    kinds[property_below(x->p, ARRAY_SIZE(kinds))],
			    somebody(x), 1 + (int)property_below(x->p, 2),
			    ENDED_DONE, some_day(x), NULL, &x->err);
}

static enum rc
be_void(struct play *x)
{
	static const enum fact_kind kinds[] = {
		FACT_DESTINATION, FACT_DESTINATION, FACT_DEFERRAL,
		FACT_MENTOR, FACT_PROFESSIONAL, FACT_PATHWAY, FACT_CONSENT,
		FACT_ENDING, FACT_ENDING, FACT_ENDING,
	};

	return app_fact_void(x->a->app,
			     kinds[property_below(x->p, ARRAY_SIZE(kinds))],
			     somebody(x), 1 + (int)property_below(x->p, 2),
			     "a mistake", &x->err);
}

static enum rc
graduate(struct play *x)
{
	return app_graduate_confirm(x->a->app, somebody(x), some_day(x),
				    &x->err);
}

static enum rc
take_back(struct play *x)
{
	char said[LINE_SIZE];

	return property_below(x->p, 3) == 0
		       ? app_redo(x->a->app, said, sizeof(said), &x->err)
		       : app_undo(x->a->app, said, sizeof(said), &x->err);
}

static enum rc (*const moves[])(struct play *x) = {
	go_somewhere, go_somewhere, go_somewhere, go_somewhere, go_somewhere,
	go_somewhere, it_was_somewhere_else, be_moved, be_moved, be_moved,
	be_moved, be_deferred, be_helped, need_something,
	say_yes_or_no, come_to_an_end, come_to_an_end, come_to_an_end,
	come_to_an_end, be_void, be_void, graduate,
	graduate, take_back,
};

/* Refused is as good: then nothing is recorded. */
static void
one_move(struct play *x)
{
	size_t choices = ARRAY_SIZE(moves) - (x->undoes ? 0 : 1);
	enum rc rc = moves[property_below(x->p, (uint32_t)choices)](x);

	if (rc != RC_OK)
		x->refused++;
}

/* ---- two counts ---- */

static void
is_the_same(struct play *x, civil_date on, unsigned round, const int *cells,
	    const int *wanted)
{
	for (int i = 0; i < OUTCOME_CELLS; i++)
		if (cells[i] != wanted[i])
			fail_msg("seed %llu, round %u, day %d, %s: %d, not %d",
				 (unsigned long long)x->p->seed, round,
				 (int)on, outcome_row(i)->id, cells[i],
				 wanted[i]);
}

static void
both_agree(struct play *x, civil_date on, unsigned round)
{
	int naive[OUTCOME_CELLS];
	struct outcome o;

	must(app_outcomes(x->a->app, on, &o, e));
	naive_outcome(x->a, on, naive);
	is_the_same(x, on, round, o.cells, naive);
	for (int i = 0; i < OUTCOME_CELLS; i++)
		x->seen[i] += naive[i];
}

/* As many as the figure of that day says. */
static void
people_are_behind_each(struct play *x, civil_date on, unsigned round)
{
	struct outcome o;
	int people[OUTCOME_CELLS];

	must(app_outcomes(x->a->app, on, &o, e));
	app_set_as_at(x->a->app, on);
	for (int i = 0; i < OUTCOME_CELLS; i++) {
		struct graduate_row *rows;
		size_t count;

		must(app_outcome_people(x->a->app, i, &rows, &count, e));
		people[i] = (int)count;
		mem_free(rows);
	}
	app_set_as_at(x->a->app, DATE_NONE);
	is_the_same(x, on, round, people, o.cells);
}

/* Statements made on the way, of days that were over by then. */
struct kept {
	civil_date on;
	struct outcome outcome;
};

static void
live_on(struct play *x, unsigned round)
{
	struct kept kept[DAYS_KEPT];

	for (unsigned i = 0; i < MOVES; i++) {
		civil_date today = app_today(x->a->app);
		struct kept *k = &kept[i * DAYS_KEPT / MOVES];

		one_move(x);
		both_agree(x, today - WEEK * (int)property_below(x->p, LONG) -
			      (int)property_below(x->p, 2), round);
		both_agree(x, today, round);
		x->a->at.utc_s += (int64_t)property_below(x->p, 3) * WEEK *
				86400;
		k->on = app_today(x->a->app) - 1;
		must(app_outcomes(x->a->app, k->on, &k->outcome, e));
	}
	for (size_t i = 0; i < DAYS_KEPT; i++) {
		struct outcome again;

		both_agree(x, kept[i].on, round);
		people_are_behind_each(x, kept[i].on, round);
		must(app_outcomes(x->a->app, kept[i].on, &again, e));
		if (!x->undoes)
			is_the_same(x, kept[i].on, round, again.cells,
				    kept[i].outcome.cells);
	}
}

static void
begin(struct play *x)
{
	static const char *const codes[] = { "U-1", "U-2", "P-1" };

	for (size_t i = 0; i < PEOPLE; i++) {
		struct student s;

		must(app_student_blank(x->a->app, &s, e));
		snprintf(s.name, sizeof(s.name), "Person %zu", i);
		must(app_student_save(x->a->app, &s, e));
		x->people[i] = s.id;
		for (size_t k = 0; k < ARRAY_SIZE(codes); k++)
			record(x->a, &s, codes[k], PROGRESS_COMPLETE);
		if (i % 3 != 0)
			must(app_graduate_confirm(x->a->app, &s.id,
						  some_day(x), e));
		if (i % 3 == 2)
			must(app_custody(x->a->app, &s.id, 1,
					 CUSTODY_RELEASED_ON_LICENCE,
					 some_day(x), NULL, NULL, e));
	}
	/* What comes before is not to be undone. */
	act_as(x->a, ROLE_LEAD);
}

static void
any_day_is_as_it_was_known(void **state)
{
	struct property p;
	struct play x = { .p = &p };
	int empty = 0;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		void *academy = NULL;

		assert_int_equal(small_academy_set_up(&academy), 0);
		x.a = academy;
		x.undoes = round % 2 == 0;
		begin(&x);
		live_on(&x, round);
		must(verify_all(x.a, e));
		small_academy_tear_down(&academy);
	}
	assert_true(x.refused < ROUNDS * MOVES * 3 / 4);
	/* Most figures are right not because nobody was ever in them. */
	for (int i = 0; i < OUTCOME_CELLS; i++)
		empty += x.seen[i] == 0;
	assert_true(empty < OUTCOME_CELLS / 2);
}

/* ---- at other places ---- */

static void
counts_the_same_at(struct play *x, struct small_academy *at)
{
	for (int ago = 0; ago < 2 * WEEK * LONG; ago += 17) {
		civil_date on = app_today(x->a->app) - ago;
		struct outcome ours, theirs;

		must(app_outcomes(x->a->app, on, &ours, e));
		must(app_outcomes(at->app, on, &theirs, e));
		is_the_same(x, on, 0, theirs.cells, ours.cells);
	}
}

static void
only_one_counts(struct play *x, struct small_academy *at)
{
	struct outcome ours, theirs;

	must(app_outcomes(x->a->app, DATE_NONE, &ours, e));
	must(app_outcomes(at->app, DATE_NONE, &theirs, e));
	assert_int_equal(ours.cells[OUTCOME_APART],
			 ours.cells[OUTCOME_GRADUATES]);
	assert_int_equal(theirs.cells[OUTCOME_GRADUATES],
			 ours.cells[OUTCOME_GRADUATES]);
	assert_true(theirs.cells[OUTCOME_RELEASED] > 0);
}

/* Head office has the figures of any day from a return; who takes the records
 * over, and head office from its return, have them from then on. */
static void
any_day_is_the_same_wherever_the_records_are(void **state)
{
	struct property p;
	struct places *places = *state;
	struct play x = { .p = &p, .a = places->aca };
	struct export_request all = { .kind = BUNDLE_TRANSFER, .to = "BBB",
				      .students = x.people,
				      .student_count = PEOPLE };
	char *path;

	property_init(&p);
	begin(&x);
	live_on(&x, 0);
	act_as_ada(x.a);
	places->hq->at = places->bbb->at = x.a->at;
	path = send_return(places, x.a);
	take_in(places->hq, path);
	mem_free(path);
	counts_the_same_at(&x, places->hq);
	next_day(places);
	path = send_bundle(places, x.a, all);
	take_in(places->bbb, path);
	mem_free(path);
	only_one_counts(&x, places->bbb);
	x.a = places->bbb;
	path = send_return(places, x.a);
	take_in(places->hq, path);
	mem_free(path);
	counts_the_same_at(&x, places->hq);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_day_is_as_it_was_known),
		cmocka_unit_test_setup_teardown(
			any_day_is_the_same_wherever_the_records_are,
			places_set_up, places_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
