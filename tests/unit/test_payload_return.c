/* SPDX-License-Identifier: ISC */
/* Returns: an academy's records at head office, all of them or what changed,
 * read there and never written; taken in twice, and taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"
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

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(a_full_return_brings_everything,
					set_up, tear_down),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
