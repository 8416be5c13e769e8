/* SPDX-License-Identifier: ISC */
/*
 * The fifteen graduates of the demo academy, counted twice: by the program,
 * and by SQL that shares no line with it. Today, and quarter by quarter back
 * to the academy's first day, as each day was known then.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "tests/support/small_academy.h"

enum { TWO_YEARS = 728, A_QUARTER = 91 };

/* ---- the other count ---- */

/* k.d is the day, k.u the second at which it is over. A row counts when it
 * was recorded before then. */
#define KNOWN(row) row ".utc_s+" row ".offset_min*60<k.u"
#define IS_RIGHT(row) \
	"NOT EXISTS (SELECT 1 FROM correction c, k WHERE c.fact_id=" row \
	".id AND " KNOWN("c") ")"
#define GOES_ON(row) \
	"NOT EXISTS (SELECT 1 FROM ending e, k WHERE e.fact_id=" row \
	".id AND e.on_date<=k.d AND " KNOWN("e") ")"
#define RUNNING(row) \
	row ".student_id=g.student_id AND " row ".on_date<=k.d AND " \
	KNOWN(row) " AND " IS_RIGHT(row) " AND " GOES_ON(row)

static const char people[] =
	"WITH k(d, u) AS (SELECT '%s', strftime('%%s', '%s', '+1 day')"
	"+0),"
	" person AS (SELECT g.student_id AS id,"
	"  (SELECT m.value FROM custody m, k WHERE m.student_id=g.student_id"
	"   AND m.on_date<=k.d AND " KNOWN("m")
	"   ORDER BY m.on_date DESC, m.id DESC LIMIT 1) AS place,"
	"  EXISTS (SELECT 1 FROM custody m, k WHERE m.student_id=g.student_id"
	"   AND m.on_date BETWEEN g.on_date AND k.d AND " KNOWN("m")
	"   AND m.value LIKE 'RELEASED%%') AS has_left,"
	"  (SELECT d.kind FROM destination d, k WHERE " RUNNING("d")
	"   ORDER BY d.main DESC, d.on_date DESC, d.id DESC LIMIT 1) AS kind,"
	"  EXISTS (SELECT 1 FROM deferral f, k WHERE " RUNNING("f")
	"   ) AS waits"
	"  FROM graduate g, k WHERE g.on_date<=k.d AND EXISTS (SELECT 1"
	"   FROM enrolment n WHERE n.student_id=g.student_id"
	"   AND n.value='GRADUATED' AND " KNOWN("n") ")),"
	" placed AS (SELECT *, CASE"
	"  WHEN NOT has_left THEN 'inside'"
	"  WHEN place NOT LIKE 'RELEASED%%' THEN 'returned'"
	"  WHEN kind LIKE 'EMPLOYED%%' OR kind='APPRENTICESHIP'"
	"   THEN 'employed'"
	"  WHEN kind LIKE 'SELF%%' THEN 'own'"
	"  WHEN kind='HIGHER_EDUCATION' THEN 'university'"
	"  WHEN kind IN ('BOOTCAMP_OR_TRAINING', 'FE_FULL_TIME',"
	"   'FE_PART_TIME', 'CONTINUING_WITH_SUPPORT') OR waits"
	"   THEN 'supported'"
	"  WHEN kind='SEEKING_WORK' THEN 'seeking'"
	"  ELSE 'unknown' END AS word FROM person)"
	" SELECT count(*) FROM placed WHERE %s";

static int
counted(struct small_academy *a, civil_date on, const char *condition)
{
	char day[DATE_TEXT_SIZE];
	const char *text = date_format(on, day);
	char *sql = xasprintf(people, text, text, condition);
	int64_t count = sql_number(a, sql);

	mem_free(sql);
	return (int)count;
}

static const struct {
	enum outcome_cell cell;
	const char *condition;
} figures[] = {
	{ OUTCOME_GRADUATES, "1" },
	{ OUTCOME_INSIDE, "word='inside'" },
	{ OUTCOME_RELEASED, "has_left" },
	{ OUTCOME_EMPLOYED, "word='employed'" },
	{ OUTCOME_SELF_EMPLOYED, "word='own'" },
	{ OUTCOME_HIGHER_EDUCATION, "word='university'" },
	{ OUTCOME_SUPPORTED, "word='supported'" },
	{ OUTCOME_SEEKING, "word='seeking'" },
	{ OUTCOME_RETURNED, "word='returned'" },
	{ OUTCOME_NOT_KNOWN, "word='unknown'" },
	{ OUTCOME_DEFERRED, "has_left AND waits" },
};

static void
both_counts_agree(struct small_academy *a, civil_date on)
{
	struct outcome o;

	must(app_outcomes(a->app, on, &o, e));
	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		if (o.cells[figures[i].cell] !=
		    counted(a, on, figures[i].condition))
			fail_msg("day %d, %s: %d, not %d", (int)on,
				 figures[i].condition,
				 o.cells[figures[i].cell],
				 counted(a, on, figures[i].condition));
}

/* ---- today ---- */

static void
they_are_two_five_two_and_six_of_fifteen(void **state)
{
	struct small_academy *a = *state;
	struct outcome o;

	must(app_outcomes(a->app, DATE_NONE, &o, e));
	assert_int_equal(o.cells[OUTCOME_RELEASED], 15);
	assert_int_equal(o.cells[OUTCOME_DEVELOPERS], 2);
	assert_int_equal(o.cells[OUTCOME_SECTOR + SECTOR_FINANCE], 2);
	assert_int_equal(o.cells[OUTCOME_LEVEL + LEVEL_JUNIOR], 1);
	assert_int_equal(o.cells[OUTCOME_LEVEL + LEVEL_APPRENTICE], 1);
	assert_int_equal(o.cells[OUTCOME_BROKERED], 2);
	assert_int_equal(o.cells[OUTCOME_SELF_EMPLOYED], 5);
	assert_int_equal(o.cells[OUTCOME_OWN_DEVELOPERS], 5);
	assert_int_equal(o.cells[OUTCOME_HIGHER_EDUCATION], 2);
	assert_int_equal(o.cells[OUTCOME_HE_TECH], 2);
	assert_int_equal(o.cells[OUTCOME_SUPPORTED], 6);
	assert_int_equal(o.cells[OUTCOME_ON_COURSE], 1);
	assert_int_equal(o.cells[OUTCOME_MENTORED], 1);
	assert_int_equal(o.cells[OUTCOME_BESIDE], 4);
	assert_int_equal(o.cells[OUTCOME_WORK], 7);
	assert_int_equal(o.cells[OUTCOME_WORK_TECH], 7);
	assert_int_equal(o.cells[OUTCOME_INSIDE], 4);
	both_counts_agree(a, app_today(a->app));
}

static void
each_quarter_was_known_as_it_was(void **state)
{
	struct small_academy *a = *state;
	civil_date today = app_today(a->app);
	struct outcome first, now;

	for (int ago = A_QUARTER; ago < TWO_YEARS; ago += A_QUARTER)
		both_counts_agree(a, today - ago);
	must(app_outcomes(a->app, today - TWO_YEARS + 1, &first, e));
	must(app_outcomes(a->app, today, &now, e));
	assert_true(first.cells[OUTCOME_RELEASED] <
		    now.cells[OUTCOME_RELEASED]);
}

/* ---- what else there is to do ---- */

static void
the_diary_is_alive(void **state)
{
	struct small_academy *a = *state;
	struct diary_entry *rows;
	size_t count, overdue = 0, points = 0;

	must(app_diary(a->app, DIARY_DAYS, &rows, &count, e));
	for (size_t i = 0; i < count; i++) {
		overdue += rows[i].overdue;
		points += rows[i].overdue && rows[i].kind == DIARY_POINT;
	}
	mem_free(rows);
	assert_int_equal(overdue, 4);
	assert_int_equal(points, 2);
	assert_true(count > overdue);
}

static void
the_records_hold_together(void **state)
{
	must(verify_all(*state, e));
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(they_are_two_five_two_and_six_of_fifteen),
		T(each_quarter_was_known_as_it_was),
		T(the_diary_is_alive),
		T(the_records_hold_together),
	};

	return cmocka_run_group_tests(tests, demo_academy_set_up,
				      small_academy_tear_down);
}
