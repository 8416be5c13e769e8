/* SPDX-License-Identifier: ISC */
/*
 * Head office takes in one academy after another: the sixth costs what the
 * second did, counted in steps of SQLite's machine and in pages looked at, not
 * in time. What the journal keeps of it stays small, and is still undone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/query.h"
#include "tests/support/other_academy.h"
#include "tests/support/parcels.h"

enum { ACADEMIES = 6, MORE_STUDENTS = 20 };

struct world {
	struct small_academy *academy, *office;
	struct parcel image;	/* what the others' returns are made of */
};

static void
add_students(struct small_academy *a)
{
	for (int i = 0; i < MORE_STUDENTS; i++) {
		struct student s;

		must(app_student_blank(a->app, &s, e));
		snprintf(s.name, sizeof(s.name), "Bao Example %d", i);
		must(app_student_save(a->app, &s, e));
		record(a, &s, "U-1", PROGRESS_COMPLETE);
		record(a, &s, "U-2", PROGRESS_SUBMITTED);
	}
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->academy = small_academy_new("TST", false);
	w->office = small_academy_new("HQ", true);
	small_academy_fill(w->academy);
	meet_each_other(w->academy, w->office);
	add_students(w->academy);
	w->image = pack_return(w->academy, w->office, 0);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	int bad = small_academy_free(w->academy) +
		  small_academy_free(w->office);

	parcel_release(&w->image);
	free(w);
	return bad;
}

/* The full return of another academy, which is trusted from now on. */
static struct parcel
return_of(struct world *w, int which, char code[CODE_SIZE])
{
	struct app *app = w->office->app;
	struct bundle_manifest manifest;
	struct payload payload;
	struct parcel parcel;
	struct site site;

	must(other_academy(w->image.data, w->image.size, which, &payload,
			   &manifest, &site, e));
	parcel.size = (size_t)payload.size;
	parcel.data = xmalloc(parcel.size);
	memcpy(parcel.data, payload.data, parcel.size);
	payload_release(&payload);
	must(app_begin(app, MAY_MANAGE_KEYS, "key.trust", UOW_FINAL, e,
		       "Trusted %s", site.code));
	must(app_end(app, site_put(app->store, &site, &app->me.id, e), e));
	memcpy(code, site.code, CODE_SIZE);
	return parcel;
}

static int64_t
take_in_another(struct world *w, int which)
{
	char code[CODE_SIZE];
	struct parcel parcel = return_of(w, which, code);
	int64_t entry = unpack(w->office, &parcel, code);

	parcel_release(&parcel);
	return entry;
}

/* ---- what it costs ---- */

struct cost {
	int64_t steps, pages;
};

static int
count_step(void *ctx)
{
	++*(int64_t *)ctx;
	return 0;
}

static int64_t
pages_since(sqlite3 *db)
{
	int hits = 0, misses = 0, ignored;

	sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_HIT, &hits, &ignored, 1);
	sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_MISS, &misses, &ignored,
			  1);
	return (int64_t)hits + misses;
}

static struct cost
cost_of(struct world *w, int which)
{
	sqlite3 *db = w->office->app->store->db;
	char code[CODE_SIZE];
	struct parcel parcel = return_of(w, which, code);
	struct cost cost = { 0, 0 };

	pages_since(db);
	sqlite3_progress_handler(db, 1, count_step, &cost.steps);
	unpack(w->office, &parcel, code);
	sqlite3_progress_handler(db, 0, NULL, NULL);
	cost.pages = pages_since(db);
	parcel_release(&parcel);
	return cost;
}

/* The first brings the curriculum as well. Trees that have grown a level deeper
 * are looked through by one page more, but by no more than that. */
static void
the_sixth_costs_what_the_second_did(void **state)
{
	struct world *w = *state;
	struct cost second = { 0, 0 }, last = { 0, 0 };

	for (int i = 1; i <= ACADEMIES; i++) {
		last = cost_of(w, i);
		if (i == 2)
			second = last;
	}
	assert_true(second.steps > 1000);
	assert_true(second.pages > 1000);
	assert_int_equal(last.steps, second.steps);
	if (last.pages > second.pages + second.pages / 2)
		fail_msg("%lld pages, then %lld", (long long)second.pages,
			 (long long)last.pages);
	must(verify_all(w->office, e));
}

/* ---- what is kept of it ---- */

static void
new_students_are_kept_by_their_ids(void **state)
{
	struct world *w = *state;
	char sql[100];
	int64_t entry;

	/* The first brings the curriculum as well. */
	take_in_another(w, 1);
	entry = take_in_another(w, 2);
	snprintf(sql, sizeof(sql),
		 "SELECT length(changeset) FROM journal WHERE seq=%lld",
		 (long long)entry);
	assert_true(sql_number(w->office, sql) <
		    (int64_t)w->image.size / 20);
}

static const char all_rows[] =
	"SELECT (SELECT count(*) FROM student) + 1000 *"
	" (SELECT count(*) FROM mark) + 1000000 *"
	" (SELECT count(*) FROM attempt)";

static void
each_is_taken_back_by_one_undo(void **state)
{
	struct world *w = *state;
	int64_t before[ACADEMIES + 1];
	char text[LINE_SIZE], code[CODE_SIZE];
	struct parcel parcel;

	for (int i = 1; i <= ACADEMIES; i++) {
		parcel = return_of(w, i, code);
		before[i] = sql_number(w->office, all_rows);
		unpack(w->office, &parcel, code);
		parcel_release(&parcel);
		must(app_undo(w->office->app, text, sizeof(text), e));
		assert_int_equal(sql_number(w->office, all_rows), before[i]);
		must(app_redo(w->office->app, text, sizeof(text), e));
	}
	for (int i = ACADEMIES; i >= 1; i--) {
		must(app_undo(w->office->app, text, sizeof(text), e));
		assert_int_equal(sql_number(w->office, all_rows), before[i]);
	}
	must(verify_all(w->office, e));
}

/* One who was changed by a later stick does not go with the first. */
static void
what_was_changed_since_is_not_taken_back(void **state)
{
	struct world *w = *state;
	int64_t first = unpack(w->office, &w->image, "TST");
	struct parcel later;
	char text[LINE_SIZE];
	struct err err = { .code = RC_OK };
	uint64_t now;

	record(w->academy, &w->academy->nia, "U-1", PROGRESS_COMPLETE);
	later = pack_return(w->academy, w->office, 0);
	unpack(w->office, &later, "TST");
	now = records_hash(w->office);
	assert_int_equal(app_undo_entry(w->office->app, first, &err),
			 RC_CONFLICT);
	assert_non_null(strstr(err.text, "changed again since"));
	assert_true(records_hash(w->office) == now);
	must(app_undo(w->office->app, text, sizeof(text), e));
	must(app_undo_entry(w->office->app, first, e));
	assert_int_equal(sql_number(w->office, "SELECT count(*) FROM student"),
			 0);
	must(verify_all(w->office, e));
	parcel_release(&later);
}

/* A sheet about somebody is no change to them. */
static void
a_printed_sheet_is_no_change(void **state)
{
	struct world *w = *state;
	int64_t first = unpack(w->office, &w->image, "TST"), number;

	must(app_sheet_issue(w->office->app, "progress",
			     &w->academy->nia.id, "printer", &number, e));
	must(app_undo_entry(w->office->app, first, e));
	assert_int_equal(sql_number(w->office, "SELECT count(*) FROM student"),
			 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_sixth_costs_what_the_second_did),
		T(new_students_are_kept_by_their_ids),
		T(each_is_taken_back_by_one_undo),
		T(what_was_changed_since_is_not_taken_back),
		T(a_printed_sheet_is_no_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
