/* SPDX-License-Identifier: ISC */
/* Rows that no writer of ours writes: each is found before any is used, and what
 * does not fit our own records changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/spoil.h"

static void
a_cell_that_is_wrong_is_named(void **state)
{
	static const struct spoiling cases[] = {
		{ "UPDATE student SET name=CAST(x'4eff' AS TEXT)", RC_INVALID,
		  "one student has a wrong name" },
		{ "UPDATE student SET name='a' || char(27) || '[2J'",
		  RC_INVALID, "wrong name" },
		{ "UPDATE student SET name='a' || char(0) || 'b'", RC_INVALID,
		  "wrong name" },
		{ "UPDATE student SET name='a' || char(0x202e) || 'b'",
		  RC_INVALID, "wrong name" },
		{ "UPDATE student SET name=printf('%324d', 1)", RC_INVALID,
		  "wrong name" },
		{ "UPDATE student SET name=printf('%1100000d', 1)",
		  RC_CORRUPT, "damaged" },
		{ "UPDATE student SET reference=printf('%20d', rowid)"
		  " FROM (SELECT 1 AS rowid)", RC_INVALID,
		  "wrong reference" },
		{ "UPDATE student SET date_joined='2026-13-01'", RC_INVALID,
		  "wrong date_joined" },
		{ "UPDATE student SET owner_id=zeroblob(15)", RC_INVALID,
		  "wrong owner_id" },
		{ "UPDATE student SET owner_id=zeroblob(16)", RC_INVALID,
		  "wrong owner_id" },
		{ "UPDATE student SET handover=-1", RC_INVALID,
		  "wrong handover" },
		{ "UPDATE student SET handover=1 << 40", RC_INVALID,
		  "wrong handover" },
		{ "UPDATE student SET what_helps='a' || char(7)", RC_INVALID,
		  "wrong what_helps" },
		{ "UPDATE mark SET status='DONE'", RC_INVALID,
		  "one mark has a wrong status" },
		{ "UPDATE mark SET help=2", RC_INVALID, "wrong help" },
		{ "UPDATE mark SET help=-1", RC_INVALID, "wrong help" },
		{ "UPDATE attempt SET utc_s=1 << 50", RC_INVALID,
		  "one attempt has a wrong utc_s" },
		{ "UPDATE attempt SET offset_min=5000", RC_INVALID,
		  "wrong offset_min" },
		{ "UPDATE item SET code='a' || char(10)", RC_INVALID,
		  "wrong code" },
		{ "UPDATE curriculum_version SET version=printf('%40d', 1)",
		  RC_INVALID, "wrong version" },
	};
	struct spoil_world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

static void
a_row_that_refers_to_nothing_is_refused(void **state)
{
	static const struct spoiling cases[] = {
		{ "UPDATE mark SET item_id=randomblob(16)", RC_INVALID,
		  "refers to one that is not there" },
		{ "UPDATE attempt SET student_id=randomblob(16)", RC_INVALID,
		  "refers to" },
		{ "UPDATE student SET version_id=randomblob(16)", RC_INVALID,
		  "refers to" },
		{ "DELETE FROM staff; UPDATE manifest SET value=value - 1 "
		  "WHERE key='rows'", RC_INVALID, "refers to" },
	};
	struct spoil_world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

/* Past STRICT, by the schema's text: it is put back as it was. */
static void
a_cell_of_another_type_is_found(void **state)
{
#define LOOSE "PRAGMA writable_schema=ON; CREATE TEMP TABLE k AS SELECT name" \
	" AS n, sql AS s FROM main.sqlite_schema; UPDATE sqlite_schema SET" \
	" sql=replace(replace(sql, ' NOT NULL', ''), 'STRICT, ', '')" \
	" WHERE type='table' AND name IN ('mark', 'student');" \
	" PRAGMA writable_schema=RESET;"
#define BACK "; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" \
	"(SELECT s FROM temp.k WHERE n=name)"
	static const char damaged[] = "inside the bundle is damaged";
	static const struct spoiling cases[] = {
		{ LOOSE "UPDATE mark SET attempts='many'" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE mark SET attempts=1.5" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE mark SET attempts=NULL" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE student SET name=x'00ff'" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE student SET name=NULL" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE student SET owner_id='0123456789abcdef'" BACK,
		  RC_CORRUPT, damaged },
	};
	struct spoil_world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

/* With a key of two columns the tree holds two rows of one id. */
static void
a_row_that_is_there_twice_is_found(void **state)
{
#define WIDE(to) "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" \
	"replace(sql, 'PRIMARY KEY (" to ")', 'PRIMARY KEY (id, reference)')" \
	" WHERE name='student'; PRAGMA writable_schema=RESET;"
#define NARROW "; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" \
	"replace(sql, 'PRIMARY KEY (id, reference)', 'PRIMARY KEY (id)')" \
	" WHERE name='student'; PRAGMA writable_schema=RESET"
	static const struct spoiling cases[] = {
		{ WIDE("id") "INSERT INTO student SELECT id, 'TST-0009', name,"
		  " preferred_name, latin_name, uln, date_joined, location,"
		  " languages, what_helps, version_id, owner_id, handover FROM"
		  " student WHERE reference='TST-0001'; UPDATE manifest SET"
		  " value=value + 1 WHERE key IN ('rows', 'students')" NARROW,
		  RC_INVALID, "there twice" },
	};
	struct spoil_world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

static void
lines_of_history_are_looked_at_too(void **state)
{
	static const struct spoiling cases[] = {
		{ "UPDATE past_entry SET summary='a' || char(27)", RC_INVALID,
		  "one history line has a wrong summary" },
		{ "UPDATE past_entry SET site_id=zeroblob(15)", RC_INVALID,
		  "wrong site_id" },
		{ "UPDATE past_entry SET seq=-seq", RC_INVALID, "wrong seq" },
		{ "INSERT INTO head VALUES (1, zeroblob(32))", RC_INVALID,
		  "journal heads" },
	};
	struct spoil_world *w = *state;

	all_are_refused(&w->transfer, cases, ARRAY_SIZE(cases));
}

/* ---- what passes every check of the payload alone ---- */

static void
does_not_fit(struct spoil_world *w, const char *sql, const bool *accept,
	     const char *words)
{
	struct parcel parcel = spoiled(&w->whole, sql);
	struct opened o = open_parcel(w->office, &parcel, "TST");
	struct app *app = w->office->app;
	uint64_t before = records_hash(w->office);
	struct err err = { .code = RC_OK };
	enum rc rc;

	must(app_begin(app, MAY_EXCHANGE, "exchange.import", 0, e, "Took"));
	rc = payload_apply(app->store, o.reader, &o.from, &app->me.id, o.lines,
			   accept, o.count, &err);
	assert_int_equal(app_end(app, rc, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, words));
	assert_true(records_hash(w->office) == before);
	must(verify_all(w->office, e));
	opened_release(&o);
	parcel_release(&parcel);
}

static void
what_does_not_fit_our_records_changes_nothing(void **state)
{
	static const bool second[2] = { false, true };
	struct spoil_world *w = *state;

	does_not_fit(w, "UPDATE student SET reference='TST-0001'", NULL,
		     "does not fit");
	unpack(w->office, &w->whole, "TST");
	/* Nia's attempt, said to be Tom's. */
	does_not_fit(w, "UPDATE attempt SET student_id=(SELECT id FROM student"
		     " WHERE reference='TST-0002')", second,
		     "somebody else's");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_cell_that_is_wrong_is_named),
	cmocka_unit_test(a_row_that_refers_to_nothing_is_refused),
	cmocka_unit_test(a_cell_of_another_type_is_found),
	cmocka_unit_test(a_row_that_is_there_twice_is_found),
	cmocka_unit_test(lines_of_history_are_looked_at_too),
	cmocka_unit_test(what_does_not_fit_our_records_changes_nothing),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, spoil_set_up, spoil_tear_down);
}
