/* SPDX-License-Identifier: ISC */
/* Students, and the dated facts about them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/small_academy.h"

static void
references_follow_one_another(void **state)
{
	struct small_academy *a = *state;
	struct student s;

	assert_string_equal(a->nia.reference, "TST-0001");
	assert_string_equal(a->tom.reference, "TST-0002");
	must(app_student_blank(a->app, &s, e));
	snprintf(s.name, sizeof(s.name), "Zed Example");
	snprintf(s.reference, sizeof(s.reference), "tst-0041");
	must(app_student_save(a->app, &s, e));
	assert_string_equal(s.reference, "TST-0041");
	must(app_student_blank(a->app, &s, e));
	assert_string_equal(s.reference, "TST-0042");
	assert_string_equal(s.date_joined, "2026-11-23");
	assert_true(id_equal(&s.version_id, &a->version.id));
	must(app_student_find(a->app, "tst-0041", &s, e));
	assert_string_equal(s.name, "Zed Example");
}

static void
a_wrong_field_is_named(void **state)
{
	static const struct {
		const char *where;
		size_t offset;
		const char *text;
	} cases[] = {
		{ "name", offsetof(struct student, name), "" },
		{ "name", offsetof(struct student, name), "a\nb" },
		{ "reference", offsetof(struct student, reference), "" },
		{ "reference", offsetof(struct student, reference),
		  "TST-0002" },
		{ "uln", offsetof(struct student, uln), "9000554349" },
		{ "date_joined", offsetof(struct student, date_joined),
		  "2026-13-1" },
		{ "wing", offsetof(struct student, location), "a\tb" },
		{ "prison_number", offsetof(struct student, prison_number),
		  "12" },
	};
	struct small_academy *a = *state;
	uint64_t before = records_hash(a);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct student s = a->nia;
		struct err err = { .code = RC_OK };

		strcpy((char *)&s + cases[i].offset, cases[i].text);
		assert_int_equal(app_student_save(a->app, &s, &err),
				 RC_INVALID);
		assert_string_equal(err.where, cases[i].where);
		assert_true(err.text[0] != '\0');
	}
	assert_true(records_hash(a) == before);
}

static void
a_refused_student_is_not_half_there(void **state)
{
	struct small_academy *a = *state;
	struct student s;
	char said[LINE_SIZE];

	must(app_student_blank(a->app, &s, e));
	assert_int_equal(app_student_save(a->app, &s, NULL), RC_INVALID);
	assert_true(id_is_zero(&s.id));
	snprintf(s.name, sizeof(s.name), "Zed Example");
	must(app_student_save(a->app, &s, e));
	assert_false(id_is_zero(&s.id));
	must(app_undo(a->app, said, sizeof(said), e));
	assert_int_equal(app_student_load(a->app, &s.id, &s, NULL),
			 RC_NOT_FOUND);
	must(verify_all(a, e));
}

static void
prison_numbers_are_kept_with_their_history(void **state)
{
	struct small_academy *a = *state;
	struct prison_number *rows;
	size_t count;

	for (int i = 0; i < 3; i++) {
		snprintf(a->nia.prison_number, sizeof(a->nia.prison_number),
			 "a%04dbc", i / 2);
		must(app_student_save(a->app, &a->nia, e));
	}
	must(app_prison_numbers(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 2);	/* the same again is no change */
	assert_string_equal(rows[0].number, "A0001BC");
	assert_string_equal(rows[1].number, "A0000BC");
	assert_string_equal(rows[0].by, "Ada Example");
	assert_string_equal(row_of(a, &a->nia).prison_number, "A0001BC");
	mem_free(rows);
}

/* ---- axes ---- */

static void
reasons_are_asked_for_where_there_are_some(void **state)
{
	struct small_academy *a = *state;
	struct axis_change *rows;
	size_t count;

	for (size_t to = 0; to < term_enrolment.count; to++) {
		const struct term_set *set =
			app_enrol_reasons((enum enrolment)to);
		struct err err = { .code = RC_OK };

		if (to == ENROLMENT_GRADUATED || set == NULL)
			continue;
		assert_int_equal(app_enrol(a->app, &a->nia.id, 1,
					   (enum enrolment)to, DATE_NONE,
					   NULL, NULL, &err), RC_INVALID);
		assert_string_equal(err.where, "reason");
		assert_int_equal(app_enrol(a->app, &a->nia.id, 1,
					   (enum enrolment)to, DATE_NONE,
					   "no such reason", NULL, &err),
				 RC_INVALID);
		must(app_enrol(a->app, &a->nia.id, 1, (enum enrolment)to,
			       DATE_NONE, set->rows[0].label, "said so", e));
		must(app_enrolment_history(a->app, &a->nia.id, &rows, &count,
					   e));
		assert_int_equal(rows[0].value, to);
		assert_string_equal(rows[0].reason, set->rows[0].code);
		assert_string_equal(rows[0].note, "said so");
		mem_free(rows);
	}
}

static void
the_state_is_that_of_the_day(void **state)
{
	struct small_academy *a = *state;
	civil_date today = app_today(a->app);
	struct axis_change *rows;
	size_t count;

	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED, today, NULL,
			 NULL, e));
	/* Told later of something earlier: today's state stays. */
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_IN_HOSPITAL,
			 today - 10, NULL, NULL, e));
	assert_int_equal(row_of(a, &a->nia).custody, CUSTODY_RELEASED);
	must(app_custody_history(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 3);
	assert_int_equal(rows[2].value, CUSTODY_IN_HOSPITAL);
	assert_int_equal(rows[2].on, today - 10);
	mem_free(rows);
	/* Two on one day: the one recorded last. */
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RECALLED, today, NULL,
			 NULL, e));
	assert_int_equal(row_of(a, &a->nia).custody, CUSTODY_RECALLED);
	assert_int_equal(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED,
				     today + 1, NULL, NULL, NULL),
			 RC_INVALID);
	assert_int_equal(app_enrol(a->app, &a->nia.id, 1, ENROLMENT_GRADUATED,
				   today, NULL, NULL, NULL), RC_INVALID);
}

static void
one_change_for_many_is_one_step(void **state)
{
	struct small_academy *a = *state;
	struct id both[] = { a->nia.id, a->tom.id };
	uint64_t before = records_hash(a);
	char said[LINE_SIZE];

	must(app_enrol(a->app, both, 2, ENROLMENT_WAITING, DATE_NONE, NULL,
		       NULL, e));
	assert_int_equal(row_of(a, &a->tom).enrolment, ENROLMENT_WAITING);
	must(app_undo(a->app, said, sizeof(said), e));
	assert_string_equal(said, "2 students: On the waiting list");
	assert_true(records_hash(a) == before);
}

/* ---- history ---- */

static void
the_history_of_a_student_is_all_of_it(void **state)
{
	static const char *const expected[] = {
		"history.undo", "student.graduate", "progress.note",
		"progress.help", "progress.record", "progress.record",
		"progress.record", "student.pin", "student.release",
		"student.custody", "student.enrolment", "student.change",
		"student.add",
	};
	struct small_academy *a = *state;
	struct release_date date = { .on = date_from_ymd(2027, 5, 6) };
	struct cell_ref cell = cell_of(a, &a->nia, "U-3");
	struct journal_entry *rows;
	char said[LINE_SIZE];
	size_t count;

	snprintf(a->nia.location, sizeof(a->nia.location), "B wing");
	must(app_student_save(a->app, &a->nia, e));
	must(app_enrol(a->app, &a->nia.id, 1, ENROLMENT_ACTIVE, DATE_NONE,
		       NULL, "back", e));
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_IN_HOSPITAL,
			 DATE_NONE, NULL, NULL, e));
	must(app_release_date(a->app, &a->nia.id, &date, e));
	memset(&a->nia.version_id, 0, sizeof(a->nia.version_id));
	must(app_student_load(a->app, &a->nia.id, &a->nia, e));
	sql_run(a, "UPDATE student SET version_id=NULL"
		" WHERE reference='TST-0001'");
	must(app_pin(a->app, &a->nia.id, 1, &a->version.id, e));
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	record(a, &a->nia, "U-2", PROGRESS_COMPLETE);
	record(a, &a->nia, "P-1", PROGRESS_COMPLETE);
	must(app_help_set(a->app, &cell, 1, true, e));
	must(app_note_set(a->app, &cell, "wants more", e));
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	must(app_undo(a->app, said, sizeof(said), e));
	record(a, &a->tom, "U-1", PROGRESS_COMPLETE);	/* not hers */
	must(app_history(a->app, &a->nia.id, 0, 100, &rows, &count, e));
	assert_int_equal(count, ARRAY_SIZE(expected));
	for (size_t i = 0; i < count; i++)
		assert_string_equal(rows[i].action, expected[i]);
	mem_free(rows);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(references_follow_one_another),
		T(a_wrong_field_is_named),
		T(a_refused_student_is_not_half_there),
		T(prison_numbers_are_kept_with_their_history),
		T(reasons_are_asked_for_where_there_are_some),
		T(the_state_is_that_of_the_day),
		T(one_change_for_many_is_one_step),
		T(the_history_of_a_student_is_all_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
