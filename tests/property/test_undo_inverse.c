/* SPDX-License-Identifier: ISC */
/*
 * Whatever was done, taking all of it back gives the records of before, and
 * putting it all back those of after; the chain holds at every step.
 */
#include "tests/property/property.h"

#include <stdio.h>
#include <string.h>

#include "app/case_app.h"
#include "app/gate_app.h"
#include "app/jobs_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "store/fact_store.h"
#include "tests/support/small_academy.h"

enum { ROUNDS = 12, MOVES = 45, DAY = 24 * 3600 };

static const char *const codes[] = { "U-1", "U-2", "U-3", "P-1" };

struct play {
	struct property *p;
	struct small_academy *a;
	struct employer employer;
	struct err err;
	unsigned turn;			/* whose it is among kinds of fact */
};

static struct student *
somebody(struct play *x)
{
	return property_below(x->p, 2) == 0 ? &x->a->nia : &x->a->tom;
}

static struct cell_ref
some_cell(struct play *x)
{
	return cell_of(x->a, somebody(x),
		       codes[property_below(x->p, ARRAY_SIZE(codes))]);
}

static enum rc
mark_some(struct play *x)
{
	struct progress_change change = {
		.status = (enum progress)property_below(
			x->p, (uint32_t)term_progress.count),
		.on = app_today(x->a->app) - (int)property_below(x->p, 30),
		.override_reason = "so it was",
		.note = property_below(x->p, 4) == 0 ? "a note" : NULL,
	};
	struct cell_ref cells[] = { some_cell(x), some_cell(x) };
	int eligible;

	return app_progress_set(x->a->app, cells, 1 + property_below(x->p, 2),
				&change, &eligible, &x->err);
}

static enum rc
flag_some(struct play *x)
{
	struct cell_ref cell = some_cell(x);

	return app_help_set(x->a->app, &cell, 1, property_below(x->p, 2) == 0,
			    &x->err);
}

static enum rc
void_some(struct play *x)
{
	struct attempt *rows;
	size_t count;
	enum rc rc = app_attempts(x->a->app, &somebody(x)->id, NULL, &rows,
				  &count, &x->err);

	if (rc == RC_OK && count > 0)
		rc = app_attempt_void(x->a->app,
				      &rows[property_below(x->p,
						(uint32_t)count)].id,
				      "a mistake", &x->err);
	mem_free(rows);
	return rc;
}

static enum rc
change_student(struct play *x)
{
	struct student s;
	enum rc rc = app_student_load(x->a->app, &somebody(x)->id, &s,
				      &x->err);

	snprintf(s.location, sizeof(s.location), "cell %u",
		 property_below(x->p, 100));
	snprintf(s.prison_number, sizeof(s.prison_number), "A%04uAA",
		 property_below(x->p, 3));
	return rc == RC_OK ? app_student_save(x->a->app, &s, &x->err) : rc;
}

static enum rc
add_student(struct play *x)
{
	struct student s;
	enum rc rc = app_student_blank(x->a->app, &s, &x->err);

	snprintf(s.name, sizeof(s.name), "Zed Example");
	return rc == RC_OK ? app_student_save(x->a->app, &s, &x->err) : rc;
}

static enum rc
move_some(struct play *x)
{
	struct id both[] = { x->a->nia.id, x->a->tom.id };
	size_t count = 1 + property_below(x->p, 2);

	if (property_below(x->p, 3) == 0)
		return app_enrol(x->a->app, both, count, ENROLMENT_WAITING,
				 DATE_NONE, NULL, "moved", &x->err);
	return app_custody(x->a->app, both, count,
			   (enum custody)property_below(
				   x->p, (uint32_t)term_custody.count),
			   DATE_NONE, NULL, NULL, &x->err);
}

static enum rc
set_release(struct play *x)
{
	struct release_date date = {
		.on = app_today(x->a->app) +
		      (int)property_below(x->p, 500),
	};

	return app_release_date(x->a->app, &somebody(x)->id, &date, &x->err);
}

static enum rc
graduate_some(struct play *x)
{
	return app_graduate_confirm(x->a->app, &somebody(x)->id, DATE_NONE,
				    &x->err);
}

static enum rc
set_setting(struct play *x)
{
	char days[8];

	snprintf(days, sizeof(days), "%u", 1 + property_below(x->p, 90));
	return app_setting_save(x->a->app, "quiet_days", days, &x->err);
}

/* ---- facts ---- */

static void
say(struct play *x, const struct fact_member *m, void *fact)
{
	const char *said = "said";

	switch (m->kind) {
	case MEMBER_TERM:
		said = m->terms->rows[property_below(x->p, 2) == 0 ? 0
			: property_below(x->p, (uint32_t)m->terms->count)]
			.code;
		break;
	case MEMBER_FLAG:
		said = property_below(x->p, 2) == 0 ? "yes" : "no";
		break;
	case MEMBER_NUMBER:
		said = property_below(x->p, 2) == 0 ? "0" : "17";
		break;
	case MEMBER_DATE:
		said = property_below(x->p, 2) == 0 ? "" : "2026-12-24";
		break;
	case MEMBER_ID:
		/* The employer's, or what app/ puts in its place. */
		memcpy((char *)fact + m->offset, &x->employer.id,
		       sizeof(x->employer.id));
		return;
	case MEMBER_ID_OR_NULL:
		return;
	default:
		break;
	}
	must(fact_member_set(m, fact, said, e));
}

static enum rc
add_fact(struct play *x, enum fact_kind kind, void *fact)
{
	switch (kind) {
	case FACT_DEFERRAL:
		return app_defer(x->a->app, fact, &x->err);
	case FACT_DESTINATION:
		return app_destination_add(x->a->app, fact, &x->err);
	case FACT_MEETING:
		return app_mentor_meet(x->a->app, 0, fact, &x->err);
	case FACT_STEP:
		return app_application_step(x->a->app, 1, fact, NULL, &x->err);
	case FACT_REVIEW:
		return app_fact_review(x->a->app, property_below(x->p, 2) == 0
					? FACT_DESTINATION : FACT_DEFERRAL,
				       1, fact, &x->err);
	default:
		return app_fact_add(x->a->app, kind, fact, &x->err);
	}
}

/* Some kinds of fact end or correct another. */
static enum rc
about_another(struct play *x, enum fact_kind kind)
{
	enum fact_kind of = (enum fact_kind)property_below(x->p, FACT_KINDS);
	const struct id *who = &somebody(x)->id;
	int number = 1 + (int)property_below(x->p, 2);

	return kind == FACT_ENDING
		       ? app_fact_end(x->a->app, of, who, number,
				      (enum outcome_of)property_below(x->p, 7),
				      DATE_NONE, NULL, &x->err)
		       : app_fact_void(x->a->app, of, who, number, "a mistake",
				       &x->err);
}

static enum rc
state_some(struct play *x)
{
	enum fact_kind kind = (enum fact_kind)(x->turn++ % FACT_KINDS);
	const struct fact_spec *spec = &fact_specs[kind];
	void *fact = xcalloc(1, spec->size);
	enum rc rc;

	fact_init(kind, fact);
	((struct fact *)fact)->student_id = somebody(x)->id;
	for (size_t i = 0; i < spec->count; i++)
		say(x, &spec->members[i], fact);
	if (kind == FACT_ENDING || kind == FACT_CORRECTION)
		rc = about_another(x, kind);
	else if (property_below(x->p, 4) == 0 && kind != FACT_REVIEW)
		rc = app_fact_replace(x->a->app, kind, 1, fact, "it was not",
				      &x->err);
	else
		rc = add_fact(x, kind, fact);
	mem_free(fact);
	return rc;
}

static void
add_employer(struct play *x)
{
	x->employer = (struct employer){ .since = DATE_NONE,
					 .ended_on = DATE_NONE };
	snprintf(x->employer.name, sizeof(x->employer.name), "Example Bank");
	must(app_employer_save(x->a->app, &x->employer, e));
}

static enum rc
support_some(struct play *x)
{
	return app_support(x->a->app, &somebody(x)->id,
			   (enum support)property_below(
				   x->p, (uint32_t)term_support.count),
			   DATE_NONE, NULL, &x->err);
}

/* ---- employers and their vacancies ---- */

static enum rc
add_some_vacancy(struct play *x)
{
	struct vacancy v;

	vacancy_init(&v);
	v.employer_id = x->employer.id;
	snprintf(v.title, sizeof(v.title), "Job %u", property_below(x->p, 9));
	return app_vacancy_save(x->a->app, &v, &x->err);
}

static enum rc
close_some_vacancy(struct play *x)
{
	struct vacancy_row *rows;
	size_t count;
	enum rc rc = app_vacancies(x->a->app, &x->employer.id, &rows, &count,
				   &x->err);

	if (rc == RC_OK && count > 0)
		rc = app_vacancy_close(x->a->app, &rows[0].vacancy.id,
				       DATE_NONE, &x->err);
	mem_free(rows);
	return rc;
}

static enum rc
change_employer(struct play *x)
{
	struct employer e;
	enum rc rc = app_employer_load(x->a->app, &x->employer.id, &e,
				       &x->err);

	if (rc != RC_OK)
		return rc;
	if (property_below(x->p, 8) == 0)
		return app_employer_end(x->a->app, &e.id, DATE_NONE,
					&x->err);
	snprintf(e.note, sizeof(e.note), "Note %u", property_below(x->p, 9));
	return app_employer_save(x->a->app, &e, &x->err);
}

/* ---- a story ---- */

static enum rc
begin_story(struct play *x)
{
	struct consent c;
	struct case_study study;

	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = x->a->nia.id;
	c.purpose = CONSENT_CASE_STUDY_NAMED;
	c.given = property_below(x->p, 4) != 0;
	if (property_below(x->p, 2) == 0)
		return app_fact_add(x->a->app, FACT_CONSENT, &c, &x->err);
	fact_init(FACT_CASE, &study);
	study.fact.student_id = x->a->nia.id;
	snprintf(study.title, sizeof(study.title), "A new trade");
	return app_case_begin(x->a->app, &study, "She learned it.", &x->err);
}

static enum rc
go_on_with_story(struct play *x)
{
	static const char story[] = "TST-0001.1";
	struct app *app = x->a->app;
	struct case_place place;

	switch (property_below(x->p, 5)) {
	case 0:
		return app_case_draft(app, story, "In May 2024 she left.",
				      &x->err);
	case 1:
		return app_case_stay(app, story, FINDING_DATE, "May 2024",
				     "Many did", &x->err);
	case 2:
		return app_case_step(app, story,
				     (enum case_step)property_below(x->p, 3),
				     "Because", &x->err);
	case 3:
		fact_init(FACT_CASE_PLACE, &place);
		snprintf(place.place, sizeof(place.place), "A page");
		return app_case_publish(app, story, &place, &x->err);
	default:
		return app_case_take_down(app, story, 1, DATE_NONE, NULL,
					  &x->err);
	}
}

/* Undoing in the middle of things is one of the things people do. */
static enum rc
go_back(struct play *x)
{
	char said[LINE_SIZE];

	return property_below(x->p, 3) == 0
		       ? app_redo(x->a->app, said, sizeof(said), &x->err)
		       : app_undo(x->a->app, said, sizeof(said), &x->err);
}

static enum rc (*const moves[])(struct play *x) = {
	mark_some, mark_some, mark_some, mark_some, flag_some, void_some,
	change_student, add_student, move_some, set_release, graduate_some,
	set_setting, go_back, go_back, state_some, state_some, state_some,
	state_some, state_some, state_some, support_some, add_some_vacancy,
	close_some_vacancy, change_employer, begin_story, go_on_with_story,
	go_on_with_story,
};

static void
one_move(struct play *x, unsigned round)
{
	uint64_t before = records_hash(x->a);
	int64_t newest = newest_entry(x->a);
	enum rc rc;

	x->a->at.utc_s += property_below(x->p, DAY);
	rc = moves[property_below(x->p, ARRAY_SIZE(moves))](x);
	/* Refused, or without an entry: nothing is different. */
	if (rc != RC_OK || newest_entry(x->a) == newest)
		property_holds(x->p, round, records_hash(x->a) == before);
	property_holds(x->p, round, newest_entry(x->a) <= newest + 1);
	property_holds(x->p, round, verify_all(x->a, &x->err) == RC_OK);
}

static void
undo_all_then_redo_all(struct play *x, uint64_t initial, unsigned round)
{
	uint64_t final = records_hash(x->a);
	char said[LINE_SIZE];
	size_t undone = 0, redone = 0;
	enum rc rc;

	while ((rc = app_undo(x->a->app, said, sizeof(said), &x->err)) ==
	       RC_OK)
		undone++;
	property_holds(x->p, round, rc == RC_NOT_FOUND);
	property_holds(x->p, round, records_hash(x->a) == initial);
	property_holds(x->p, round, verify_all(x->a, &x->err) == RC_OK);
	while (redone < undone &&
	       (rc = app_redo(x->a->app, said, sizeof(said), &x->err)) ==
		       RC_OK)
		redone++;
	property_holds(x->p, round, redone == undone);
	property_holds(x->p, round, records_hash(x->a) == final);
	property_holds(x->p, round, verify_all(x->a, &x->err) == RC_OK);
}

static void
undo_is_the_inverse(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct play x = { .p = &p };
		void *academy = NULL;
		uint64_t initial;

		assert_int_equal(small_academy_set_up(&academy), 0);
		x.a = academy;
		add_employer(&x);
		/* What the academy began with is somebody else's to undo. */
		act_as(x.a, ROLE_LEAD);
		initial = records_hash(x.a);
		for (unsigned step = 0; step < MOVES; step++)
			one_move(&x, round);
		undo_all_then_redo_all(&x, initial, round);
		small_academy_tear_down(&academy);
	}
}

/* What the case-study desk has rules of its own for. */
static enum rc
write_fact(struct play *x, enum fact_kind kind, void *fact)
{
	struct app *app = x->a->app;
	enum rc rc = app_begin(app, MAY_SUPPORT, "test.add", 0, &x->err,
			       "One more");

	((struct fact *)fact)->on = app_today(app);
	return rc == RC_OK ? app_end(app, fact_add(app->store, kind, fact,
						   &app->me.id, &x->err),
				     &x->err)
			   : rc;
}

/* Chance may leave a kind of fact out; this does not. */
static enum rc
add_plainly(struct play *x, enum fact_kind kind)
{
	const struct fact_spec *spec = &fact_specs[kind];
	void *fact = xcalloc(1, spec->size);
	const struct id *who = &x->a->nia.id;
	enum rc rc;

	fact_init(kind, fact);
	((struct fact *)fact)->student_id = *who;
	for (size_t i = 0; i < spec->count; i++)
		if (spec->members[i].kind == MEMBER_LINE ||
		    spec->members[i].kind == MEMBER_ID)
			say(x, &spec->members[i], fact);
	if (kind == FACT_STEP)
		((struct application_step *)fact)->step = STEP_JOB_OFFER;
	if (kind == FACT_ENDING)
		rc = app_fact_end(x->a->app, FACT_DEFERRAL, who, 1, ENDED_MET,
				  DATE_NONE, NULL, &x->err);
	else if (kind == FACT_CORRECTION)
		rc = app_fact_void(x->a->app, FACT_DESTINATION, who, 1,
				   "a mistake", &x->err);
	else
		rc = kind < FACT_CASE ? add_fact(x, kind, fact)
				      : write_fact(x, kind, fact);
	mem_free(fact);
	return rc;
}

static void
every_kind_of_fact_has_its_inverse(void **state)
{
	struct property p;
	struct play x = { .p = &p, .a = *state };
	char said[LINE_SIZE];

	property_init(&p);
	add_employer(&x);
	must(app_custody(x.a->app, &x.a->nia.id, 1, CUSTODY_RELEASED,
			 DATE_NONE, NULL, NULL, e));
	must(app_support(x.a->app, &x.a->nia.id, SUPPORT_ACTIVE, DATE_NONE,
			 NULL, e));
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		uint64_t before = records_hash(x.a), after;

		if (add_plainly(&x, (enum fact_kind)kind) != RC_OK)
			fail_msg("%s: %s", term_code(&term_fact, kind),
				 x.err.text);
		after = records_hash(x.a);
		assert_true(after != before);
		must(app_undo(x.a->app, said, sizeof(said), e));
		assert_true(records_hash(x.a) == before);
		must(app_redo(x.a->app, said, sizeof(said), e));
		assert_true(records_hash(x.a) == after);
	}
	must(verify_all(x.a, e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_kind_of_fact_has_its_inverse,
			small_academy_set_up, small_academy_tear_down),
		cmocka_unit_test(undo_is_the_inverse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
