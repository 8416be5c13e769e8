/* SPDX-License-Identifier: ISC */
/* The rules behind the figures: who is counted, as what, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "model/outcome.h"

enum { GRADUATED = 1000, RELEASED = 1100, NOW = 1400 };

static struct axis_change
moved(civil_date on, enum custody to)
{
	struct axis_change change = { .value = (int)to, .on = on };

	return change;
}

static struct destination
went(civil_date on, enum destination_kind kind, enum field_of_work field)
{
	struct destination d;

	fact_init(FACT_DESTINATION, &d);
	d.fact.on = on;
	d.kind = kind;
	d.field = field;
	return d;
}

/* One graduate, out on licence unless other moves are given. */
struct one {
	struct axis_change moves[4];
	struct destination destinations[4];
	struct deferral deferral;
	struct mentor_match mentor;
	struct professional professional;
	struct pathway_need pathway;
	struct outcome_person p;
};

static struct one
somebody(void)
{
	struct one o = { .p = { .graduated_on = GRADUATED } };

	o.moves[0] = moved(RELEASED, CUSTODY_RELEASED_ON_LICENCE);
	o.moves[1] = moved(0, CUSTODY_IN_THIS_PRISON);
	o.p.move_count = 2;
	return o;
}

static struct outcome
count_one(struct one *o, civil_date on)
{
	struct outcome outcome = { .cells = { 0 } };

	o->p.moves = o->moves;
	o->p.destinations = o->destinations;
	outcome_add(&outcome, &o->p, on);
	return outcome;
}

static enum outcome_cell
group(struct one *o, civil_date on)
{
	o->p.moves = o->moves;
	o->p.destinations = o->destinations;
	return outcome_group_of(&o->p, on);
}

/* ---- groups ---- */

/* As the reference has them: local code, ILR outcome, the Ministry's. */
static void
each_kind_has_its_codes(void **state)
{
	static const struct {
		const char *code, *ilr;
		enum moj_class moj;
	} kinds[] = {
		{ "EMPLOYED_16H_PLUS", "EMP 1", MOJ_EMPLOYED },
		{ "EMPLOYED_UNDER_16H", "EMP 2", MOJ_EMPLOYED },
		{ "SELF_EMPLOYED_16H_PLUS", "EMP 4", MOJ_EMPLOYED },
		{ "SELF_EMPLOYED_UNDER_16H", "EMP 5", MOJ_EMPLOYED },
		{ "APPRENTICESHIP", "EDU 2", MOJ_EMPLOYED },
		{ "HIGHER_EDUCATION", "EDU 6", MOJ_NOT_EMPLOYED },
		{ "BOOTCAMP_OR_TRAINING", "EDU 4", MOJ_NOT_EMPLOYED },
		{ "FE_FULL_TIME", "EDU 4", MOJ_NOT_EMPLOYED },
		{ "FE_PART_TIME", "EDU 5", MOJ_NOT_EMPLOYED },
		{ "TRAINEESHIP", "EDU 1", MOJ_NOT_EMPLOYED },
		{ "SUPPORTED_INTERNSHIP", "EDU 3", MOJ_NOT_EMPLOYED },
		{ "GAP_BEFORE_HE", "GAP 1", MOJ_NOT_EMPLOYED },
		{ "CONTINUING_WITH_SUPPORT", "", MOJ_NOT_EMPLOYED },
		{ "VOLUNTARY", "VOL 1", MOJ_NOT_EMPLOYED },
		{ "SEEKING_WORK", "NPE 1", MOJ_NOT_EMPLOYED },
		{ "NOT_SEEKING_OR_UNAVAILABLE", "NPE 2", MOJ_UNAVAILABLE },
		{ "STILL_IN_CUSTODY", "", MOJ_UNKNOWN },
		{ "RETURNED_TO_CUSTODY", "", MOJ_UNKNOWN },
		{ "OTHER", "OTH 1", MOJ_UNKNOWN },
		{ "UNABLE_TO_CONTACT", "OTH 3", MOJ_UNKNOWN },
		{ "NOT_KNOWN", "OTH 4", MOJ_UNKNOWN },
	};

	(void)state;
	assert_int_equal(ARRAY_SIZE(kinds), DESTINATION_KINDS);
	for (int i = 0; i < DESTINATION_KINDS; i++) {
		enum destination_kind kind = (enum destination_kind)i;

		assert_string_equal(term_code(&term_destination, i),
				    kinds[i].code);
		assert_string_equal(destination_ilr(kind), kinds[i].ilr);
		assert_int_equal(destination_moj(kind), kinds[i].moj);
	}
}

static void
each_kind_is_in_its_group(void **state)
{
	static const enum outcome_cell expected[DESTINATION_KINDS] = {
		[DESTINATION_EMPLOYED_16H_PLUS] = OUTCOME_EMPLOYED,
		[DESTINATION_EMPLOYED_UNDER_16H] = OUTCOME_EMPLOYED,
		[DESTINATION_SELF_EMPLOYED_16H_PLUS] = OUTCOME_SELF_EMPLOYED,
		[DESTINATION_SELF_EMPLOYED_UNDER_16H] = OUTCOME_SELF_EMPLOYED,
		[DESTINATION_APPRENTICESHIP] = OUTCOME_EMPLOYED,
		[DESTINATION_HIGHER_EDUCATION] = OUTCOME_HIGHER_EDUCATION,
		[DESTINATION_BOOTCAMP_OR_TRAINING] = OUTCOME_SUPPORTED,
		[DESTINATION_FE_FULL_TIME] = OUTCOME_SUPPORTED,
		[DESTINATION_FE_PART_TIME] = OUTCOME_SUPPORTED,
		[DESTINATION_TRAINEESHIP] = OUTCOME_SUPPORTED,
		[DESTINATION_SUPPORTED_INTERNSHIP] = OUTCOME_SUPPORTED,
		[DESTINATION_GAP_BEFORE_HE] = OUTCOME_OTHER,
		[DESTINATION_CONTINUING_WITH_SUPPORT] = OUTCOME_SUPPORTED,
		[DESTINATION_VOLUNTARY] = OUTCOME_VOLUNTARY,
		[DESTINATION_SEEKING_WORK] = OUTCOME_SEEKING,
		[DESTINATION_UNAVAILABLE] = OUTCOME_UNAVAILABLE,
		[DESTINATION_STILL_IN_CUSTODY] = OUTCOME_NOT_KNOWN,
		[DESTINATION_RETURNED_TO_CUSTODY] = OUTCOME_NOT_KNOWN,
		[DESTINATION_OTHER] = OUTCOME_OTHER,
		[DESTINATION_UNABLE_TO_CONTACT] = OUTCOME_NOT_KNOWN,
		[DESTINATION_NOT_KNOWN] = OUTCOME_NOT_KNOWN,
	};

	(void)state;
	for (int kind = 0; kind < DESTINATION_KINDS; kind++) {
		struct one o = somebody();

		o.destinations[0] = went(RELEASED, (enum destination_kind)kind,
					 FIELD_NOT_KNOWN);
		o.p.destination_count = 1;
		assert_int_equal(group(&o, NOW), expected[kind]);
	}
}

static void
who_is_counted_has_left_since_graduating(void **state)
{
	struct one o = somebody();

	(void)state;
	assert_int_equal(group(&o, RELEASED - 1), OUTCOME_INSIDE);
	assert_int_equal(group(&o, RELEASED), OUTCOME_NOT_KNOWN);
	/* Back: still counted, so that nobody is dropped by failing. */
	o.moves[2] = o.moves[1];
	o.moves[1] = o.moves[0];
	o.moves[0] = moved(RELEASED + 50, CUSTODY_RECALLED);
	o.p.move_count = 3;
	assert_int_equal(group(&o, NOW), OUTCOME_RETURNED);
	assert_int_equal(group(&o, RELEASED + 49), OUTCOME_NOT_KNOWN);
	o.moves[0].value = CUSTODY_DIED;
	assert_int_equal(group(&o, NOW), OUTCOME_DIED);
	/* Out and back before graduating is no release of a graduate. */
	o.moves[0].value = CUSTODY_IN_THIS_PRISON;
	o.p.graduated_on = RELEASED + 60;
	assert_int_equal(group(&o, NOW), OUTCOME_INSIDE);
}

static void
the_main_one_that_runs_decides(void **state)
{
	struct one o = somebody();

	(void)state;
	o.destinations[0] = went(RELEASED, DESTINATION_SELF_EMPLOYED_16H_PLUS,
				 FIELD_WEB_DEVELOPMENT);
	o.destinations[0].main = true;
	o.destinations[1] = went(RELEASED + 10, DESTINATION_VOLUNTARY,
				 FIELD_NOT_KNOWN);
	o.destinations[2] = went(NOW - 10, DESTINATION_HIGHER_EDUCATION,
				 FIELD_OTHER_TECHNOLOGY);
	o.destinations[2].main = true;
	o.p.destination_count = 3;
	assert_int_equal(group(&o, NOW - 11), OUTCOME_SELF_EMPLOYED);
	assert_int_equal(group(&o, NOW), OUTCOME_HIGHER_EDUCATION);
	/* It runs until the day it ends, not on it. */
	o.destinations[2].fact.ended_on = NOW;
	assert_int_equal(group(&o, NOW - 1), OUTCOME_HIGHER_EDUCATION);
	assert_int_equal(group(&o, NOW), OUTCOME_SELF_EMPLOYED);
	o.destinations[0].fact.ended_on = NOW;
	assert_int_equal(group(&o, NOW), OUTCOME_VOLUNTARY);
}

static void
a_deferred_plan_counts_as_planned(void **state)
{
	struct one o = somebody();

	(void)state;
	fact_init(FACT_DEFERRAL, &o.deferral);
	o.deferral.fact.on = RELEASED;
	o.p.deferrals = &o.deferral;
	o.p.deferral_count = 1;
	assert_int_equal(group(&o, NOW), OUTCOME_SUPPORTED);
	o.destinations[0] = went(RELEASED, DESTINATION_UNAVAILABLE,
				 FIELD_NOT_KNOWN);
	o.p.destination_count = 1;
	assert_int_equal(group(&o, NOW), OUTCOME_SUPPORTED);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_BESIDE], 1);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_DEFERRED], 1);
	/* Who has found something is counted there, deferred or not. */
	o.destinations[0].kind = DESTINATION_VOLUNTARY;
	assert_int_equal(group(&o, NOW), OUTCOME_VOLUNTARY);
	o.deferral.fact.ended_on = NOW;
	o.destinations[0].kind = DESTINATION_UNAVAILABLE;
	assert_int_equal(group(&o, NOW), OUTCOME_UNAVAILABLE);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_NOT_DEFERRED], 1);
}

static void
support_is_counted_by_what_it_is(void **state)
{
	struct one o = somebody();

	(void)state;
	o.destinations[0] = went(RELEASED,
				 DESTINATION_CONTINUING_WITH_SUPPORT,
				 FIELD_NOT_KNOWN);
	o.p.destination_count = 1;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_ALONE], 1);
	fact_init(FACT_PATHWAY, &o.pathway);
	o.pathway.fact.on = RELEASED;
	o.pathway.pathway = PATHWAY_HEALTH;
	o.pathway.state = NEED_IN_PROGRESS;
	o.p.pathways = &o.pathway;
	o.p.pathway_count = 1;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_BESIDE], 1);
	o.pathway.state = NEED_MET;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_ALONE], 1);
	fact_init(FACT_PROFESSIONAL, &o.professional);
	o.professional.fact.on = RELEASED;
	o.p.professionals = &o.professional;
	o.p.professional_count = 1;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_BESIDE], 1);
	fact_init(FACT_MENTOR, &o.mentor);
	o.mentor.fact.on = RELEASED;
	o.p.mentors = &o.mentor;
	o.p.mentor_count = 1;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_MENTORED], 1);
	o.destinations[0].kind = DESTINATION_BOOTCAMP_OR_TRAINING;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_ON_COURSE], 1);
}

static void
brokered_in_custody_is_both(void **state)
{
	struct one o = somebody();
	struct destination *d = &o.destinations[0];

	(void)state;
	*d = went(RELEASED, DESTINATION_APPRENTICESHIP,
		  FIELD_SOFTWARE_DEVELOPMENT);
	d->sector = SECTOR_FINANCE;
	d->level = LEVEL_APPRENTICE;
	d->brokered = true;
	o.p.destination_count = 1;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_NOT_BROKERED], 1);
	d->agreed_inside = true;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_BROKERED], 1);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_DEVELOPERS], 1);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_SECTOR +
						  SECTOR_FINANCE], 1);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_LEVEL +
						  LEVEL_APPRENTICE], 1);
	d->field = FIELD_NOT_TECHNOLOGY;
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_EMPLOYED_ELSE], 1);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_WORK_ELSE], 1);
	assert_int_equal(count_one(&o, NOW).cells[OUTCOME_SECTOR +
						  SECTOR_FINANCE], 0);
}

/* ---- the Ministry of Justice's ---- */

static int
weeks(struct one *o, civil_date on, enum moj_cell cell)
{
	return count_one(o, on).cells[OUTCOME_MOJ_6_WEEKS + cell];
}

static void
employment_is_looked_at_on_the_day_of_the_point(void **state)
{
	struct one o = somebody();

	(void)state;
	o.destinations[0] = went(RELEASED + 42, DESTINATION_EMPLOYED_16H_PLUS,
				 FIELD_NOT_TECHNOLOGY);
	o.p.destination_count = 1;
	assert_int_equal(weeks(&o, RELEASED + 41, MOJ_CELL_DUE), 0);
	assert_int_equal(weeks(&o, RELEASED + 42, MOJ_CELL_DUE), 1);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_EMPLOYED), 1);
	o.destinations[0].fact.on++;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_EMPLOYED), 0);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_UNKNOWN), 1);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_COUNTED), 0);
	o.destinations[0] = went(RELEASED, DESTINATION_UNAVAILABLE,
				 FIELD_NOT_KNOWN);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_UNAVAILABLE), 1);
	o.destinations[0].kind = DESTINATION_HIGHER_EDUCATION;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_NOT_EMPLOYED), 1);
	/* A job beside the main one is a job. */
	o.destinations[1] = went(RELEASED, DESTINATION_EMPLOYED_UNDER_16H,
				 FIELD_NOT_KNOWN);
	o.destinations[0].main = true;
	o.p.destination_count = 2;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_EMPLOYED), 1);
}

static void
only_open_cases_are_counted(void **state)
{
	struct one o = somebody();

	(void)state;
	o.destinations[0] = went(RELEASED, DESTINATION_EMPLOYED_16H_PLUS,
				 FIELD_NOT_KNOWN);
	o.p.destination_count = 1;
	o.moves[0].value = CUSTODY_RELEASED;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_NO_LICENCE), 1);
	o.moves[0].value = CUSTODY_RELEASED_ON_LICENCE;
	o.moves[2] = o.moves[1];
	o.moves[1] = o.moves[0];
	o.moves[0] = moved(RELEASED + 42, CUSTODY_RECALLED);
	o.p.move_count = 3;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_CLOSED), 1);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_EMPLOYED), 0);
	o.moves[0].on++;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_EMPLOYED), 1);
	/* The licence is over: the case is closed. */
	o.moves[0] = moved(RELEASED + 30, CUSTODY_RELEASED);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_CLOSED), 1);
}

static void
each_release_counts_and_two_of_a_day_once(void **state)
{
	struct one o = somebody();

	(void)state;
	o.moves[3] = o.moves[1];
	o.moves[2] = o.moves[0];
	o.moves[1] = moved(RELEASED + 60, CUSTODY_RECALLED);
	o.moves[0] = moved(RELEASED + 70, CUSTODY_RELEASED_ON_LICENCE);
	o.p.move_count = 4;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_DUE), 2);
	o.moves[1].on = RELEASED;
	o.moves[0].on = RELEASED;
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_DUE), 1);
	assert_int_equal(weeks(&o, NOW, MOJ_CELL_CLOSED), 0);
}

/* ---- the diary's rules ---- */

static void
yearly_points_go_on_while_support_is_open(void **state)
{
	struct release release = { .on = RELEASED, .until = DATE_NONE };
	struct followup_case of = { .release = &release, .support_open = true,
				    .declined_on = DATE_NONE };
	struct followup *rows = NULL;
	char text[40];
	size_t count = 0;

	(void)state;
	followup_points(&of, RELEASED + 4 * 366, &rows, &count);
	assert_int_equal(count, 5 + 4);		/* 2, 3 and 4, and 5 to come */
	assert_int_equal(rows[5].due, date_add_months(RELEASED, 24));
	followup_label(&rows[6], text, sizeof(text));
	assert_string_equal(text, "3 years");
	assert_int_equal(rows[6].state, FOLLOWUP_PASSED);
	assert_int_equal(rows[7].state, FOLLOWUP_DUE);
	assert_int_equal(rows[8].state, FOLLOWUP_UPCOMING);
	mem_free(rows);
	rows = NULL;
	count = 0;
	of.support_open = false;
	followup_points(&of, RELEASED + 4 * 366, &rows, &count);
	assert_int_equal(count, 5);
	mem_free(rows);
	rows = NULL;
	count = 0;
	of.declined_on = RELEASED + 50;
	followup_points(&of, RELEASED + 4 * 366, &rows, &count);
	assert_int_equal(count, 2);
	mem_free(rows);
}

/* A call that comes some days early is for the point that is near. */
static void
a_yearly_call_is_for_the_year_of_its_day(void **state)
{
	struct release release = { .id = { .b = { 7 } }, .on = RELEASED,
				   .until = DATE_NONE };
	struct contact calls[2];
	struct followup_case of = { .release = &release, .support_open = true,
				    .contacts = calls, .contact_count = 2,
				    .declined_on = DATE_NONE };
	struct followup *rows = NULL;
	size_t count = 0;

	(void)state;
	for (int i = 0; i < 2; i++) {
		fact_init(FACT_CONTACT, &calls[i]);
		calls[i].release_id = release.id;
		calls[i].point = POINT_YEARLY;
	}
	calls[0].fact.on = date_add_months(RELEASED, 24) - 20;
	calls[1].fact.on = date_add_months(RELEASED, 36) - 10;
	followup_points(&of, date_add_months(RELEASED, 36) + 9, &rows,
			&count);
	assert_int_equal(count, 5 + 3);
	assert_int_equal(rows[5].state, FOLLOWUP_REACHED);
	assert_int_equal(rows[6].state, FOLLOWUP_REACHED);
	assert_int_equal(rows[6].last_on, calls[1].fact.on);
	assert_int_equal(rows[7].state, FOLLOWUP_UPCOMING);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(followup_is_about(&rows[i], &calls[1]),
				 i == 6);
	mem_free(rows);
}

static void
every_cell_has_its_row(void **state)
{
	(void)state;
	for (int i = 0; i < OUTCOME_CELLS; i++) {
		const struct outcome_row *row = outcome_row(i);

		assert_non_null(row->id);
		assert_true(row->label[0] != '\0');
		assert_true(row->of >= -1 && row->of < OUTCOME_CELLS);
		assert_int_not_equal(row->of, i);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(row->id, outcome_row(k)->id);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_has_its_codes),
		cmocka_unit_test(each_kind_is_in_its_group),
		cmocka_unit_test(who_is_counted_has_left_since_graduating),
		cmocka_unit_test(the_main_one_that_runs_decides),
		cmocka_unit_test(a_deferred_plan_counts_as_planned),
		cmocka_unit_test(support_is_counted_by_what_it_is),
		cmocka_unit_test(brokered_in_custody_is_both),
		cmocka_unit_test(
			employment_is_looked_at_on_the_day_of_the_point),
		cmocka_unit_test(only_open_cases_are_counted),
		cmocka_unit_test(each_release_counts_and_two_of_a_day_once),
		cmocka_unit_test(yearly_points_go_on_while_support_is_open),
		cmocka_unit_test(a_yearly_call_is_for_the_year_of_its_day),
		cmocka_unit_test(every_cell_has_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
