/* SPDX-License-Identifier: ISC */
/* A record that another place keeps is read here, and changed by nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"
#include "app/support_app.h"
#include "tests/support/parcels.h"

struct two {
	struct small_academy *ours, *other;
	int64_t attempt_entry;
	struct id attempt;
};

/* Nia has passed U-1 and gone to the other place; Tom is here. */
static int
set_up(void **state)
{
	struct two *t = xcalloc(1, sizeof(*t));
	struct attempt *rows;
	struct parcel parcel;
	size_t count;
	void *ours;

	small_academy_set_up(&ours);
	t->ours = ours;
	t->other = small_academy_new("BBB", false);
	meet_each_other(t->ours, t->other);
	record(t->ours, &t->ours->nia, "U-1", PROGRESS_COMPLETE);
	t->attempt_entry = newest_entry(t->ours);
	must(app_attempts(t->ours->app, &t->ours->nia.id, NULL, &rows, &count,
			  e));
	t->attempt = rows[0].id;
	mem_free(rows);
	parcel = pack_transfer(t->ours, t->other, &t->ours->nia);
	parcel_release(&parcel);
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct two *t = *state;
	int failed = small_academy_free(t->ours) |
		     small_academy_free(t->other);

	mem_free(t);
	return failed;
}

/* ---- everything that changes a student ---- */

typedef enum rc change_fn(struct two *t, struct err *err);

static enum rc
save(struct two *t, struct err *err)
{
	struct student s = t->ours->nia;

	snprintf(s.location, sizeof(s.location), "B wing");
	return app_student_save(t->ours->app, &s, err);
}

static enum rc
enrol(struct two *t, struct err *err)
{
	return app_enrol(t->ours->app, &t->ours->nia.id, 1, ENROLMENT_ON_BREAK,
			 DATE_NONE, "OTHER", NULL, err);
}

static enum rc
move(struct two *t, struct err *err)
{
	struct id both[2] = { t->ours->tom.id, t->ours->nia.id };

	return app_custody(t->ours->app, both, 2, CUSTODY_RELEASED, DATE_NONE,
			   NULL, NULL, err);
}

static enum rc
set_release(struct two *t, struct err *err)
{
	struct release_date date = { .on = app_today(t->ours->app) };

	return app_release_date(t->ours->app, &t->ours->nia.id, &date, err);
}

static enum rc
pin(struct two *t, struct err *err)
{
	return app_pin(t->ours->app, &t->ours->nia.id, 1,
		       &t->ours->version.id, err);
}

static enum rc
set_progress(struct two *t, struct err *err)
{
	struct cell_ref cells[2] = {
		cell_of(t->ours, &t->ours->tom, "U-1"),
		cell_of(t->ours, &t->ours->nia, "U-2"),
	};
	struct progress_change change = { .status = PROGRESS_IN_PROGRESS,
					  .on = DATE_NONE };
	int eligible;

	return app_progress_set(t->ours->app, cells, 2, &change, &eligible,
				err);
}

static enum rc
set_help(struct two *t, struct err *err)
{
	struct cell_ref cell = cell_of(t->ours, &t->ours->nia, "U-2");

	return app_help_set(t->ours->app, &cell, 1, true, err);
}

static enum rc
set_note(struct two *t, struct err *err)
{
	struct cell_ref cell = cell_of(t->ours, &t->ours->nia, "U-2");

	return app_note_set(t->ours->app, &cell, "Likes tables", err);
}

static enum rc
make_void(struct two *t, struct err *err)
{
	return app_attempt_void(t->ours->app, &t->attempt, "a mistake", err);
}

static enum rc
graduate(struct two *t, struct err *err)
{
	return app_graduate_confirm(t->ours->app, &t->ours->nia.id, DATE_NONE,
				    err);
}

static enum rc
go_somewhere(struct two *t, struct err *err)
{
	struct destination d;

	fact_init(FACT_DESTINATION, &d);
	d.fact.student_id = t->ours->nia.id;
	return app_fact_add(t->ours->app, FACT_DESTINATION, &d, err);
}

static enum rc
plan_support(struct two *t, struct err *err)
{
	return app_support(t->ours->app, &t->ours->nia.id, SUPPORT_PLANNING,
			   DATE_NONE, NULL, err);
}

static enum rc
undo_entry(struct two *t, struct err *err)
{
	return app_undo_entry(t->ours->app, t->attempt_entry, err);
}

static enum rc
undo(struct two *t, struct err *err)
{
	char summary[LINE_SIZE];

	return app_undo(t->ours->app, summary, sizeof(summary), err);
}

static void
nothing_changes_a_record_that_went_away(void **state)
{
	static const struct {
		const char *name;
		change_fn *change;
	} changes[] = {
		{ "save", save }, { "enrol", enrol }, { "move", move },
		{ "release", set_release }, { "pin", pin },
		{ "progress", set_progress }, { "help", set_help },
		{ "note", set_note }, { "void", make_void },
		{ "graduate", graduate }, { "destination", go_somewhere },
		{ "support", plan_support }, { "undo entry", undo_entry },
		{ "undo", undo },
	};
	struct two *t = *state;
	uint64_t before = records_hash(t->ours);

	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		struct err err = { .code = RC_OK };

		if (changes[i].change(t, &err) != RC_CONFLICT)
			fail_msg("%s: %s", changes[i].name, err.text);
		assert_string_equal(err.text,
				    "TST-0001 went to BBB on 23 Nov 2026; it "
				    "can be read here, not changed.");
	}
	assert_true(records_hash(t->ours) == before);
	assert_string_equal(row_of(t->ours, &t->ours->nia).owner, "BBB");
	assert_string_equal(row_of(t->ours, &t->ours->tom).owner, "");
}

static void
a_class_list_leaves_it_alone(void **state)
{
	static const char list[] = "reference,name,wing\n"
				   "TST-0001,Nia Example,C\n"
				   "TST-0002,Tom Example,C\n";
	struct two *t = *state;
	struct import_plan plan;
	struct csv csv;

	must(csv_parse(list, strlen(list), &csv, e));
	must(app_import_plan(t->ours->app, &csv, NULL, &plan, e));
	assert_int_equal(plan.rows[0].state, IMPORT_BAD);
	assert_non_null(strstr(plan.rows[0].err.text, "went to BBB"));
	assert_int_equal(plan.rows[1].state, IMPORT_CHANGED);
	/* It went away after the plan was made. */
	plan.rows[0].state = IMPORT_CHANGED;
	plan.rows[0].student = t->ours->nia;
	assert_int_equal(app_import_apply(t->ours->app, &plan, true, NULL),
			 RC_CONFLICT);
	plan.rows[0].state = IMPORT_BAD;
	must(app_import_apply(t->ours->app, &plan, true, e));
	import_plan_release(&plan);
	csv_release(&csv);
}

static void
what_is_reclaimed_is_ours_again(void **state)
{
	struct two *t = *state;
	struct student nia;

	must(app_begin(t->ours->app, MAY_EDIT_STUDENTS, "student.reclaim",
		       UOW_FINAL, e, "Took Nia back"));
	must(app_end(t->ours->app, student_reclaim(t->ours->app->store,
						   &t->ours->nia.id, e), e));
	must(app_student_load(t->ours->app, &t->ours->nia.id, &nia, e));
	assert_int_equal(nia.handover, 2);
	assert_true(id_is_zero(&nia.owner_id));
	must(save(t, e));
}

/* ---- head office ---- */

static void
head_office_adds_nobody(void **state)
{
	struct small_academy *office = small_academy_new("HQ", true);
	static const char list[] = "name\nNia Example\n";
	struct student s = { .reference = "HQ-0001", .name = "Nia Example" };
	struct import_plan plan;
	struct err err = { .code = RC_OK };
	struct csv csv;

	(void)state;
	assert_int_equal(app_student_save(office->app, &s, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "students are added at their "
			       "academy"));
	must(csv_parse(list, strlen(list), &csv, e));
	assert_int_equal(app_import_plan(office->app, &csv, NULL, &plan, NULL),
			 RC_CONFLICT);
	import_plan_release(&plan);
	csv_release(&csv);
	assert_int_equal(office->app->academy.kind, SITE_HEAD_OFFICE);
	small_academy_free(office);
}

static void
head_office_changes_nobody(void **state)
{
	struct two *t = *state;
	struct small_academy *office = small_academy_new("HQ", true);
	struct parcel parcel;
	struct err err = { .code = RC_OK };
	struct student tom;

	meet_each_other(t->ours, office);
	meet_each_other(t->other, office);
	parcel = pack_return(t->ours, office, 0);
	unpack(office, &parcel, "TST");
	must(app_student_load(office->app, &t->ours->tom.id, &tom, e));
	assert_int_equal(app_student_save(office->app, &tom, &err),
			 RC_CONFLICT);
	assert_string_equal(err.text, "TST-0002 is kept by TST; it can be "
			    "read here, not changed.");
	parcel_release(&parcel);
	small_academy_free(office);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static const struct CMUnitTest tests[] = {
	T(nothing_changes_a_record_that_went_away),
	T(a_class_list_leaves_it_alone),
	T(what_is_reclaimed_is_ours_again),
	cmocka_unit_test(head_office_adds_nobody),
	T(head_office_changes_nobody),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
