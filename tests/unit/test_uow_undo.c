/* SPDX-License-Identifier: ISC */
/* The journal: what is in it, what an altered row does to it, and taking
 * changes back by it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"
#include "tests/support/small_academy.h"

/* ---- the chain ---- */

static void
every_change_has_an_entry(void **state)
{
	struct small_academy *a = *state;
	struct journal_entry *rows;
	size_t count;

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	must(app_history(a->app, &a->nia.id, 0, 10, &rows, &count, e));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].summary,
			    "TST-0001 Nia Example, U-1: Complete");
	assert_string_equal(rows[0].by, "Ada Example");
	assert_string_equal(rows[0].action, "progress.record");
	assert_int_equal(rows[0].at.utc_s, a->at.utc_s);
	assert_true(rows[0].mine && rows[0].undoable);
	assert_string_equal(rows[1].action, "student.add");
	mem_free(rows);
	must(verify_all(a, e));
}

static void
what_changes_nothing_has_no_entry(void **state)
{
	struct small_academy *a = *state;
	int64_t before = newest_entry(a);

	must(app_student_save(a->app, &a->nia, e));
	record(a, &a->nia, "U-1", PROGRESS_NOT_STARTED);
	assert_int_equal(newest_entry(a), before);
}

/* Each alteration, alone, is found, and found where it is. */
static void
an_altered_row_is_named(void **state)
{
	static const struct {
		const char *sql, *named;
	} cases[] = {
		{ "UPDATE journal SET summary='nothing' WHERE seq=3",
		  "entry 3 was altered" },
		{ "UPDATE journal SET action='x' WHERE seq=3", "entry 3 was" },
		{ "UPDATE journal SET utc_s=utc_s+1 WHERE seq=3",
		  "entry 3 was" },
		{ "UPDATE journal SET offset_min=60 WHERE seq=3",
		  "entry 3 was" },
		{ "UPDATE journal SET staff_id=zeroblob(16) WHERE seq=3",
		  "entry 3 was" },
		{ "UPDATE journal SET undoes=1 WHERE seq=3", "entry 3 was" },
		{ "UPDATE journal SET final=1 WHERE seq=3", "entry 3 was" },
		{ "UPDATE journal SET changeset=substr(changeset,2)"
		  " WHERE seq=3", "entry 3 was" },
		{ "UPDATE journal SET payload_hash=zeroblob(32) WHERE seq=3",
		  "entry 3 was" },
		{ "UPDATE journal SET hash=zeroblob(32) WHERE seq=3",
		  "entry 3 was" },
		{ "UPDATE journal SET hash=x'00' WHERE seq=3", "entry 3 was" },
		{ "UPDATE journal SET previous=zeroblob(32) WHERE seq=3",
		  "entry 3 does not follow" },
		{ "DELETE FROM journal_subject WHERE seq=3", "entry 3 was" },
		{ "INSERT INTO journal_subject VALUES (zeroblob(16), 3)",
		  "entry 3 was" },
		{ "UPDATE journal SET seq=100 WHERE seq=3",
		  "entry 3 is missing" },
		{ "INSERT INTO journal SELECT seq+1, utc_s, offset_min,"
		  " staff_id, action, summary, undoes, final, changeset,"
		  " payload_hash, hash, hash FROM journal"
		  " ORDER BY seq DESC LIMIT 1", "entry 5 was" },
	};
	struct small_academy *a = *state;

	assert_int_equal(newest_entry(a), 4);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct err err = { .code = RC_OK };
		int64_t entries;

		sql_run(a, "PRAGMA foreign_keys=OFF; SAVEPOINT altered");
		sql_run(a, cases[i].sql);
		assert_int_equal(journal_verify(a->app->store, &entries,
						&err), RC_CORRUPT);
		if (strstr(err.text, cases[i].named) == NULL)
			fail_msg("%s: %s", cases[i].sql, err.text);
		sql_run(a, "ROLLBACK TO altered; RELEASE altered");
	}
	must(verify_all(a, e));
}

/* What table_rules.c says of an erasure is so: the hashes are enough. */
static void
an_emptied_entry_still_verifies(void **state)
{
	struct small_academy *a = *state;

	sql_run(a, "UPDATE journal SET summary='', changeset=NULL"
		" WHERE seq=3; DELETE FROM journal_subject WHERE seq=3");
	must(verify_all(a, e));
}

/* ---- undo, redo ---- */

static void
undo_and_redo(void **state)
{
	struct small_academy *a = *state;
	uint64_t before = records_hash(a), after;
	char said[LINE_SIZE];

	record(a, &a->nia, "U-1", PROGRESS_NEEDS_MORE_WORK);
	after = records_hash(a);
	assert_true(before != after);
	for (int i = 0; i < 3; i++) {
		must(app_undo(a->app, said, sizeof(said), e));
		assert_string_equal(said, "TST-0001 Nia Example, U-1: "
				    "Needs more work");
		assert_true(records_hash(a) == before);
		must(app_redo(a->app, said, sizeof(said), e));
		assert_string_equal(said, "TST-0001 Nia Example, U-1: "
				    "Needs more work");
		assert_true(records_hash(a) == after);
	}
	must(verify_all(a, e));
}

static void
something_new_ends_redo(void **state)
{
	struct small_academy *a = *state;
	char said[LINE_SIZE];

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	must(app_undo(a->app, said, sizeof(said), e));
	record(a, &a->tom, "U-1", PROGRESS_COMPLETE);
	assert_int_equal(app_redo(a->app, said, sizeof(said), NULL),
			 RC_NOT_FOUND);
}

/* ---- what cannot be taken back ---- */

static void
refused(struct small_academy *a, int64_t seq, enum rc rc, const char *words)
{
	struct err err = { .code = RC_OK };
	uint64_t before = records_hash(a);
	int64_t newest = newest_entry(a);

	assert_int_equal(app_undo_entry(a->app, seq, &err), rc);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
	assert_true(records_hash(a) == before);
	assert_int_equal(newest_entry(a), newest);
}

static void
what_was_built_upon_is_not_taken_back(void **state)
{
	struct small_academy *a = *state;
	struct student zed = a->nia;
	int64_t added, first;

	/* The same row, changed again. */
	record(a, &a->nia, "U-1", PROGRESS_IN_PROGRESS);
	first = newest_entry(a);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	refused(a, first, RC_CONFLICT, "changed again since");
	/* A row that others have come to belong to. */
	must(app_student_blank(a->app, &zed, e));
	snprintf(zed.name, sizeof(zed.name), "Zed Example");
	must(app_student_save(a->app, &zed, e));
	added = newest_entry(a);
	record(a, &zed, "U-1", PROGRESS_IN_PROGRESS);
	refused(a, added, RC_CONFLICT, "changed again since");
	/* The later one first, then it goes. */
	must(app_undo_entry(a->app, newest_entry(a), e));
	must(app_undo_entry(a->app, added, e));
	refused(a, added, RC_CONFLICT, "taken back already");
}

static void
others_changes_are_theirs(void **state)
{
	struct small_academy *a = *state;
	char said[LINE_SIZE];
	int64_t seq;

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	seq = newest_entry(a);
	act_as(a, ROLE_LEAD);
	refused(a, seq, RC_DENIED, "Ada Example made that change");
	assert_int_equal(app_undo(a->app, said, sizeof(said), NULL),
			 RC_NOT_FOUND);
	record(a, &a->tom, "U-1", PROGRESS_COMPLETE);
	act_as_ada(a);
	/* Not Lena's, which is newer. */
	must(app_undo(a->app, said, sizeof(said), e));
	assert_int_equal(mark_of(a, &a->nia, "U-1").status,
			 PROGRESS_NOT_STARTED);
	assert_int_equal(mark_of(a, &a->tom, "U-1").status,
			 PROGRESS_COMPLETE);
}

static void
some_kinds_are_never_undone(void **state)
{
	struct small_academy *a = *state;
	int64_t number;

	refused(a, 1, RC_CONFLICT, "cannot be undone");	/* the academy */
	must(app_sheet_issue(a->app, "class", NULL, "file", &number, e));
	refused(a, newest_entry(a), RC_CONFLICT, "cannot be undone");
	refused(a, 0, RC_NOT_FOUND, "no entry 0");
	refused(a, 1000, RC_NOT_FOUND, "no entry 1000");
}

/* ---- units ---- */

static void
a_failed_unit_leaves_nothing(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE };
	struct cell_ref cells[] = {
		cell_of(a, &a->nia, "U-1"), cell_of(a, &a->tom, "P-1"),
	};
	uint64_t before = records_hash(a);
	int64_t newest = newest_entry(a);
	int eligible;

	/* The second cell's prerequisites are missing. */
	assert_int_equal(app_progress_set(a->app, cells, 2, &change,
					  &eligible, NULL), RC_CONFLICT);
	assert_true(records_hash(a) == before);
	assert_int_equal(newest_entry(a), newest);
	assert_false(uow_is_open(a->app->store));
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_change_has_an_entry),
		T(what_changes_nothing_has_no_entry),
		T(an_altered_row_is_named),
		T(an_emptied_entry_still_verifies),
		T(undo_and_redo),
		T(something_new_ends_redo),
		T(what_was_built_upon_is_not_taken_back),
		T(others_changes_are_theirs),
		T(some_kinds_are_never_undone),
		T(a_failed_unit_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
