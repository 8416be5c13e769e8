/* SPDX-License-Identifier: ISC */
/* Transfers: custody of a record goes from one place to another with all there
 * is of it, and nobody else's word is taken about it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"
#include "tests/support/parcels.h"

struct world {
	struct small_academy *a, *b, *office;
};

/* A teaches Nia and Tom; B teaches nobody yet. */
static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	void *a;

	small_academy_set_up(&a);
	w->a = a;
	w->b = small_academy_new("BBB", false);
	w->office = small_academy_new("HQ", true);
	meet_each_other(w->a, w->b);
	meet_each_other(w->a, w->office);
	meet_each_other(w->b, w->office);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	int failed = small_academy_free(w->a) | small_academy_free(w->b) |
		     small_academy_free(w->office);

	mem_free(w);
	return failed;
}

static void
reclaim(struct small_academy *at, const struct student *who)
{
	must(app_begin(at->app, MAY_EDIT_STUDENTS, "student.reclaim",
		       UOW_FINAL, e, "Took %s back", who->reference));
	must(app_end(at->app, student_reclaim(at->app->store, &who->id, e),
		     e));
}

static void
move_to(struct small_academy *from, struct small_academy *to,
	const struct student *who)
{
	struct parcel parcel = pack_transfer(from, to, who);

	assert_int_not_equal(unpack(to, &parcel, from->app->academy.code), 0);
	parcel_release(&parcel);
}

/* What a parcel's line about Nia says; asking for it all the same, alone, does
 * nothing unless it is new or changed. */
static void
nia_is(struct small_academy *at, struct parcel *parcel, const char *from,
       enum line_state state, const char *why)
{
	struct opened o = open_parcel(at, parcel, from);
	const struct bundle_line *line = line_of(&o, "TST-0001");
	uint64_t before = records_hash(at);
	bool *accept = xcalloc(o.count, sizeof(*accept));

	accept[line - o.lines] = true;
	assert_int_equal(line->state, state);
	if (strstr(line->why, why) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", why, line->why);
	if (state != LINE_NEW && state != LINE_CHANGED) {
		must(app_begin(at->app, MAY_EXCHANGE, "exchange.import", 0, e,
			       "Took in a stick"));
		must(payload_apply(at->app->store, o.reader, &o.from,
				   &at->app->me.id, o.lines, accept, o.count,
				   e));
		must(app_end(at->app, RC_OK, e));
		assert_true(records_hash(at) == before);
	}
	mem_free(accept);
	opened_release(&o);
}

/* ---- handing over ---- */

static void
the_whole_record_moves_and_work_goes_on(void **state)
{
	struct world *w = *state;
	struct student nia;
	struct attempt *rows;
	size_t count;
	struct student_row row;

	record(w->a, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	move_to(w->a, w->b, &w->a->nia);
	must(app_student_load(w->b->app, &w->a->nia.id, &nia, e));
	assert_string_equal(nia.reference, "TST-0001");
	assert_true(id_equal(&nia.version_id, &w->a->version.id));
	assert_true(id_is_zero(&nia.owner_id));
	assert_int_equal(nia.handover, 1);
	w->b->version = w->a->version;
	record(w->b, &nia, "U-2", PROGRESS_COMPLETE);
	row = row_of(w->b, &nia);
	assert_int_equal(row.done, 2);
	assert_string_equal(row.owner, "");
	must(app_attempts(w->b->app, &nia.id, NULL, &rows, &count, e));
	assert_int_equal(count, 2);
	mem_free(rows);
	must(verify_all(w->b, e));
	must(verify_all(w->a, e));
}

static void
its_history_comes_along_after_our_own(void **state)
{
	struct world *w = *state;
	struct journal_entry *rows, *page;
	size_t count, one;

	record(w->a, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	move_to(w->a, w->b, &w->a->nia);
	must(app_history(w->b->app, &w->a->nia.id, 0, 100, &rows, &count, e));
	assert_int_equal(count, 3);
	assert_string_equal(rows[0].summary, "Took in a stick from TST");
	assert_string_equal(rows[1].summary,
			    "TST-0001 Nia Example, U-1: Complete");
	assert_string_equal(rows[1].by, "Ada Example, TST");
	assert_false(rows[1].undoable || rows[1].mine);
	assert_true(rows[1].final);
	assert_string_equal(rows[2].summary, "Added TST-0001, Nia Example");
	/* Page by page, too. */
	for (size_t i = 0; i + 1 < count; i++) {
		must(app_history(w->b->app, &w->a->nia.id, rows[i].seq, 1,
				 &page, &one, e));
		assert_int_equal(one, 1);
		assert_int_equal(page->seq, rows[i + 1].seq);
		assert_string_equal(page->summary, rows[i + 1].summary);
		mem_free(page);
	}
	must(app_history(w->b->app, &w->a->nia.id, rows[2].seq, 1, &page,
			 &one, e));
	assert_int_equal(one, 0);
	mem_free(page);
	assert_int_equal(app_undo_entry(w->b->app, rows[1].seq, NULL),
			 RC_CONFLICT);
	mem_free(rows);
}

static void
it_comes_back_with_what_was_done_there(void **state)
{
	struct world *w = *state;
	struct journal_entry *rows;
	struct student nia;
	size_t count;

	move_to(w->a, w->b, &w->a->nia);
	w->b->version = w->a->version;
	record(w->b, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	move_to(w->b, w->a, &w->a->nia);
	must(app_student_load(w->a->app, &w->a->nia.id, &nia, e));
	assert_true(id_is_zero(&nia.owner_id));
	assert_int_equal(nia.handover, 2);
	record(w->a, &nia, "U-2", PROGRESS_COMPLETE);
	assert_int_equal(row_of(w->a, &nia).done, 2);
	/* Our own lines once, though they came back too. */
	must(app_history(w->a->app, &nia.id, 0, 100, &rows, &count, e));
	assert_int_equal(count, 6);
	assert_string_equal(rows[4].by, "Ada Example, BBB");
	assert_string_equal(rows[5].summary, "Took in a stick from TST");
	mem_free(rows);
	must(verify_all(w->a, e));
}

static void
taking_it_in_can_be_undone_and_done_again(void **state)
{
	struct world *w = *state;
	struct parcel parcel;
	uint64_t before = records_hash(w->b), after;
	char text[LINE_SIZE];

	parcel = pack_transfer(w->a, w->b, &w->a->nia);
	unpack(w->b, &parcel, "TST");
	after = records_hash(w->b);
	must(app_undo(w->b->app, text, sizeof(text), e));
	assert_true(records_hash(w->b) == before);
	must(app_redo(w->b->app, text, sizeof(text), e));
	assert_true(records_hash(w->b) == after);
	parcel_release(&parcel);
	/* Where it comes home, undoing makes it the other's again. */
	move_to(w->b, w->a, &w->a->nia);
	after = records_hash(w->a);
	must(app_undo(w->a->app, text, sizeof(text), e));
	assert_string_equal(row_of(w->a, &w->a->nia).owner, "BBB");
	must(app_redo(w->a->app, text, sizeof(text), e));
	assert_true(records_hash(w->a) == after);
	must(verify_all(w->a, e));
}

static void
an_arrival_that_went_on_is_not_undone(void **state)
{
	struct world *w = *state;
	struct parcel parcel;
	struct err err = { .code = RC_OK };
	char text[LINE_SIZE];

	move_to(w->a, w->b, &w->a->nia);
	parcel = pack_transfer(w->b, w->office, &w->a->nia);
	assert_int_equal(app_undo(w->b->app, text, sizeof(text), &err),
			 RC_CONFLICT);
	parcel_release(&parcel);
}

/* ---- what is not taken ---- */

static void
the_same_transfer_again_leaves_later_work(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_transfer(w->a, w->b, &w->a->nia);

	unpack(w->b, &parcel, "TST");
	w->b->version = w->a->version;
	record(w->b, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	nia_is(w->b, &parcel, "TST", LINE_SAME, "");
	assert_int_equal(row_of(w->b, &w->a->nia).done, 1);
	parcel_release(&parcel);
}

static void
a_transfer_to_another_place_is_refused(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_transfer(w->a, w->office, &w->a->nia);

	nia_is(w->b, &parcel, "TST", LINE_REFUSED, "handed to another place");
	parcel_release(&parcel);
}

static void
a_return_hands_nothing_over(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_transfer(w->a, w->b, &w->a->nia);

	parcel_release(&parcel);
	parcel = pack_return(w->a, w->b, 0);
	nia_is(w->b, &parcel, "TST", LINE_REFUSED, "does not hand a record");
	parcel_release(&parcel);
}

static void
an_older_hand_over_is_refused(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_transfer(w->a, w->b, &w->a->nia);

	unpack(w->b, &parcel, "TST");
	move_to(w->b, w->a, &w->a->nia);
	nia_is(w->b, &parcel, "TST", LINE_REFUSED, "newer");
	parcel_release(&parcel);
}

static void
what_was_reclaimed_is_not_taken_from_under_anybody(void **state)
{
	struct world *w = *state;
	struct parcel parcel;

	move_to(w->a, w->b, &w->a->nia);
	reclaim(w->a, &w->a->nia);
	parcel = pack_transfer(w->a, w->b, &w->a->nia);
	nia_is(w->b, &parcel, "TST", LINE_REFUSED, "took it back");
	parcel_release(&parcel);
}

static void
a_reference_of_somebody_else_is_named(void **state)
{
	struct world *w = *state;
	struct student other = { .name = "Zed Example" };
	struct parcel parcel = pack_transfer(w->a, w->b, &w->a->nia);

	snprintf(other.reference, sizeof(other.reference), "TST-0001");
	must(app_student_save(w->b->app, &other, e));
	nia_is(w->b, &parcel, "TST", LINE_REFUSED,
	       "TST-0001 is somebody else here (Zed Example)");
	parcel_release(&parcel);
}

static void
a_place_unknown_here_is_not_guessed_at(void **state)
{
	struct world *w = *state;
	struct small_academy *c = small_academy_new("CCC", false);
	struct parcel parcel;

	meet_each_other(w->a, c);
	parcel = pack_transfer(w->a, c, &w->a->nia);
	parcel_release(&parcel);
	parcel = pack_return(w->a, w->office, 0);
	nia_is(w->office, &parcel, "TST", LINE_REFUSED, "not known here");
	parcel_release(&parcel);
	small_academy_free(c);
}

/* ---- as head office sees it ---- */

static void
head_office_follows_custody(void **state)
{
	struct world *w = *state;
	struct parcel old = pack_return(w->a, w->office, 0), gone, there;

	unpack(w->office, &old, "TST");
	move_to(w->a, w->b, &w->a->nia);
	w->b->version = w->a->version;
	record(w->b, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	/* The receiver's return may come first. */
	there = pack_return(w->b, w->office, 0);
	unpack(w->office, &there, "BBB");
	assert_string_equal(row_of(w->office, &w->a->nia).owner, "BBB");
	assert_int_equal(row_of(w->office, &w->a->nia).done, 1);
	gone = pack_return(w->a, w->office, 0);
	nia_is(w->office, &gone, "TST", LINE_SAME,
	       "BBB has custody of this record");
	nia_is(w->office, &old, "TST", LINE_REFUSED, "newer");
	parcel_release(&old);
	parcel_release(&gone);
	parcel_release(&there);
}

static void
head_office_takes_either_return_first(void **state)
{
	struct world *w = *state;
	struct parcel gone, there;

	move_to(w->a, w->b, &w->a->nia);
	gone = pack_return(w->a, w->office, 0);
	unpack(w->office, &gone, "TST");
	assert_string_equal(row_of(w->office, &w->a->nia).owner, "BBB");
	assert_string_equal(row_of(w->office, &w->a->tom).owner, "TST");
	w->b->version = w->a->version;
	record(w->b, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	there = pack_return(w->b, w->office, 0);
	nia_is(w->office, &there, "BBB", LINE_CHANGED, "1 mark new");
	parcel_release(&gone);
	parcel_release(&there);
}

/* A third place's word about somebody else's student. */
static void
who_never_had_it_is_not_believed(void **state)
{
	struct world *w = *state;
	struct small_academy *c = small_academy_new("CCC", false);
	struct parcel parcel;

	meet_each_other(c, w->a);
	meet_each_other(c, w->office);
	parcel = pack_return(w->a, w->office, 0);
	unpack(w->office, &parcel, "TST");
	nia_is(w->office, &parcel, "CCC", LINE_SAME,
	       "TST has custody of this record");
	parcel_release(&parcel);
	parcel = pack_transfer(w->a, w->b, &w->a->nia);
	nia_is(w->office, &parcel, "CCC", LINE_REFUSED,
	       "did not have custody");
	parcel_release(&parcel);
	small_academy_free(c);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static const struct CMUnitTest tests[] = {
	T(the_whole_record_moves_and_work_goes_on),
	T(its_history_comes_along_after_our_own),
	T(it_comes_back_with_what_was_done_there),
	T(taking_it_in_can_be_undone_and_done_again),
	T(an_arrival_that_went_on_is_not_undone),
	T(the_same_transfer_again_leaves_later_work),
	T(a_transfer_to_another_place_is_refused),
	T(a_return_hands_nothing_over),
	T(an_older_hand_over_is_refused),
	T(what_was_reclaimed_is_not_taken_from_under_anybody),
	T(a_reference_of_somebody_else_is_named),
	T(a_place_unknown_here_is_not_guessed_at),
	T(head_office_follows_custody),
	T(head_office_takes_either_return_first),
	T(who_never_had_it_is_not_believed),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
