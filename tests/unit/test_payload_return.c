/* SPDX-License-Identifier: ISC */
/* Returns: an academy's records at head office, all of them or what changed,
 * read there and never written; taken in twice, and taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/academy_store.h"
#include "store/uow.h"
#include "tests/support/parcels.h"

struct world {
	struct small_academy *academy, *office;
};

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	void *academy;

	small_academy_set_up(&academy);
	w->academy = academy;
	w->office = small_academy_new("HQ", true);
	meet_each_other(w->academy, w->office);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	int failed = small_academy_free(w->academy) |
		     small_academy_free(w->office);

	mem_free(w);
	return failed;
}

static void
a_full_return_brings_everything(void **state)
{
	struct world *w = *state;
	struct parcel parcel;
	struct student_row row;
	struct opened o;

	record(w->academy, &w->academy->nia, "U-1", PROGRESS_COMPLETE);
	record(w->academy, &w->academy->nia, "U-2", PROGRESS_SUBMITTED);
	parcel = pack_return(w->academy, w->office, 0);
	o = open_parcel(w->office, &parcel, "TST");
	assert_int_equal(o.count, 2);
	assert_int_equal(line_of(&o, "TST-0001")->state, LINE_NEW);
	assert_string_equal(line_of(&o, "TST-0001")->name, "Nia Example");
	assert_int_not_equal(apply_opened(w->office, &o, NULL), 0);
	opened_release(&o);
	row = row_of(w->office, &w->academy->nia);
	assert_string_equal(row.owner, "TST");
	assert_int_equal(row.done, 1);
	assert_int_equal(row.submitted, 1);
	assert_int_equal(row.enrolment, ENROLMENT_ACTIVE);
	must(verify_all(w->office, e));
	parcel_release(&parcel);
}

/* Unlike the sheets and the history, which stay. */
static int64_t
count_of(struct small_academy *at, const char *table)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	return sql_number(at, sql);
}

static void
only_what_changed_comes_since(void **state)
{
	struct world *w = *state;
	struct small_academy *a = w->academy;
	int64_t since = newest_entry(a);
	struct parcel parcel;
	struct opened o;

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	parcel = pack_return(a, w->office, since);
	o = open_parcel(w->office, &parcel, "TST");
	assert_int_equal(o.count, 1);
	assert_string_equal(o.lines[0].reference, "TST-0001");
	/* Whole, though it is new here and little of it changed. */
	apply_opened(w->office, &o, NULL);
	assert_int_equal(count_of(w->office, "enrolment"), 1);
	assert_int_equal(row_of(w->office, &a->nia).done, 1);
	assert_int_equal(payload_manifest(o.reader)->since_seq, since);
	opened_release(&o);
	parcel_release(&parcel);
}

static void
what_changed_is_said_in_words(void **state)
{
	struct world *w = *state;
	struct small_academy *a = w->academy;
	struct parcel first = pack_return(a, w->office, 0), second;
	struct opened o;

	unpack(w->office, &first, "TST");
	record(a, &a->nia, "U-1", PROGRESS_NEEDS_MORE_WORK);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	second = pack_return(a, w->office, 0);
	o = open_parcel(w->office, &second, "TST");
	assert_int_equal(line_of(&o, "TST-0001")->state, LINE_CHANGED);
	assert_string_equal(line_of(&o, "TST-0001")->why,
			    "1 mark new, 2 attempts new");
	assert_int_equal(line_of(&o, "TST-0002")->state, LINE_SAME);
	apply_opened(w->office, &o, NULL);
	opened_release(&o);
	assert_int_equal(row_of(w->office, &a->nia).done, 1);
	parcel_release(&first);
	parcel_release(&second);
}

static void
what_was_taken_back_there_goes_here(void **state)
{
	struct world *w = *state;
	struct small_academy *a = w->academy;
	struct parcel parcel;
	struct opened o;
	char text[LINE_SIZE];

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	parcel = pack_return(a, w->office, 0);
	unpack(w->office, &parcel, "TST");
	parcel_release(&parcel);
	must(app_undo(a->app, text, sizeof(text), e));
	parcel = pack_return(a, w->office, 0);
	o = open_parcel(w->office, &parcel, "TST");
	assert_string_equal(line_of(&o, "TST-0001")->why,
			    "1 mark taken away, 1 attempt taken away");
	apply_opened(w->office, &o, NULL);
	opened_release(&o);
	assert_int_equal(count_of(w->office, "attempt"), 0);
	assert_int_equal(row_of(w->office, &a->nia).done, 0);
	must(verify_all(w->office, e));
	parcel_release(&parcel);
}

static void
the_same_again_changes_nothing(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_return(w->academy, w->office, 0);
	uint64_t records;
	int64_t entry;

	unpack(w->office, &parcel, "TST");
	entry = newest_entry(w->office);
	records = records_hash(w->office);
	assert_int_equal(unpack(w->office, &parcel, "TST"), 0);
	assert_int_equal(newest_entry(w->office), entry);
	assert_true(records_hash(w->office) == records);
	parcel_release(&parcel);
}

static void
one_undo_takes_it_back_and_one_redo_puts_it_again(void **state)
{
	struct world *w = *state;
	struct small_academy *a = w->academy;
	struct parcel parcel;
	uint64_t before, after;
	char text[LINE_SIZE];

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	parcel = pack_return(a, w->office, 0);
	before = records_hash(w->office);
	unpack(w->office, &parcel, "TST");
	after = records_hash(w->office);
	must(app_undo(w->office->app, text, sizeof(text), e));
	assert_true(records_hash(w->office) == before);
	must(app_redo(w->office->app, text, sizeof(text), e));
	assert_true(records_hash(w->office) == after);
	must(verify_all(w->office, e));
	parcel_release(&parcel);
}

static void
lines_are_taken_one_by_one(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_return(w->academy, w->office, 0);
	struct opened o = open_parcel(w->office, &parcel, "TST");
	bool accept[2] = { false, true };

	apply_opened(w->office, &o, accept);
	assert_int_equal(count_of(w->office, "student"), 1);
	assert_string_equal(row_of(w->office, &w->academy->tom).name,
			    "Tom Example");
	opened_release(&o);
	parcel_release(&parcel);
}

/* Nobody of one academy is anybody of the other, nor are their versions, though
 * both call theirs C@1. */
static void
two_academies_stand_side_by_side(void **state)
{
	struct world *w = *state;
	struct small_academy *b = small_academy_new("BBB", false);
	struct parcel first, second;
	struct student_row *rows;
	size_t count;

	small_academy_fill(b);
	meet_each_other(b, w->office);
	first = pack_return(w->academy, w->office, 0);
	second = pack_return(b, w->office, 0);
	unpack(w->office, &first, "TST");
	unpack(w->office, &second, "BBB");
	must(app_student_list(w->office->app, &rows, &count, e));
	assert_int_equal(count, 4);
	assert_string_equal(rows[0].reference, "BBB-0001");
	assert_string_equal(rows[0].owner, "BBB");
	assert_string_equal(rows[3].owner, "TST");
	mem_free(rows);
	assert_int_equal(sql_number(w->office, "SELECT count(*) FROM "
				    "curriculum_version WHERE version IN "
				    "('1', '1 BBB')"), 2);
	assert_int_equal(count_of(w->office, "item"),
			 count_of(b, "item") * 2);
	/* Renamed here is not changed there. */
	assert_int_equal(unpack(w->office, &second, "BBB"), 0);
	must(verify_all(w->office, e));
	parcel_release(&first);
	parcel_release(&second);
	small_academy_free(b);
}

static void
staff_of_an_academy_are_names_alone(void **state)
{
	struct world *w = *state;
	struct small_academy *a = w->academy;
	struct parcel parcel;
	struct attempt *attempts;
	struct staff *staff, found;
	size_t count;

	act_as(a, ROLE_INSTRUCTOR);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	parcel = pack_return(a, w->office, 0);
	unpack(w->office, &parcel, "TST");
	must(app_attempts(w->office->app, &a->nia.id, NULL, &attempts, &count,
			  e));
	assert_string_equal(attempts[0].marked_by, "Role 2 Example");
	mem_free(attempts);
	must(app_staff_list(w->office->app, &staff, &count, e));
	assert_int_equal(count, 1);
	mem_free(staff);
	assert_int_equal(count_of(w->office, "staff"), 3);
	assert_int_equal(staff_by_user_name(w->office->app->store, "role-2",
					    &found, NULL), RC_NOT_FOUND);
	parcel_release(&parcel);
}

/* Head office compares it with what it has seen. */
static void
the_journal_s_heads_are_in_it(void **state)
{
	struct world *w = *state;
	struct parcel parcel;
	struct opened o;
	unsigned char hash[32], head[32];
	struct instant at;
	int64_t seq;

	must(journal_head(w->academy->app->store, &seq, head, &at, e));
	record(w->academy, &w->academy->nia, "U-1", PROGRESS_COMPLETE);
	parcel = pack_return(w->academy, w->office, seq);
	o = open_parcel(w->office, &parcel, "TST");
	must(payload_head_at(o.reader, seq, hash, e));
	assert_memory_equal(hash, head, sizeof(hash));
	must(payload_head_at(o.reader, seq + 1, hash, e));
	must(journal_head(w->academy->app->store, &seq, head, &at, e));
	assert_memory_equal(hash, head, sizeof(hash));
	assert_int_equal(payload_head_at(o.reader, seq - 2, hash, NULL),
			 RC_NOT_FOUND);
	assert_int_equal(payload_head_at(o.reader, seq + 1, hash, NULL),
			 RC_NOT_FOUND);
	opened_release(&o);
	parcel_release(&parcel);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static const struct CMUnitTest tests[] = {
	T(a_full_return_brings_everything),
	T(only_what_changed_comes_since),
	T(what_changed_is_said_in_words),
	T(what_was_taken_back_there_goes_here),
	T(the_same_again_changes_nothing),
	T(one_undo_takes_it_back_and_one_redo_puts_it_again),
	T(lines_are_taken_one_by_one),
	T(two_academies_stand_side_by_side),
	T(staff_of_an_academy_are_names_alone),
	T(the_journal_s_heads_are_in_it),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
