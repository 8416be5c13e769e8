/* SPDX-License-Identifier: ISC */
/* Marks, attempts, prerequisites, graduates, and a look back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/small_academy.h"

enum { DAY = 24 * 3600 };

static enum rc
set(struct small_academy *a, const char *code, enum progress status,
    const char *reason, int *eligible, struct err *err)
{
	struct progress_change change = {
		.status = status, .on = DATE_NONE, .override_reason = reason,
	};
	struct cell_ref cell = cell_of(a, &a->nia, code);

	return app_progress_set(a->app, &cell, 1, &change, eligible, err);
}

/* ---- prerequisites ---- */

static void
a_prerequisite_warns_and_a_reason_goes_on(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	int eligible;

	assert_int_equal(set(a, "P-1", PROGRESS_IN_PROGRESS, NULL, &eligible,
			     &err), RC_CONFLICT);
	assert_string_equal(err.where, "prerequisite");
	assert_non_null(strstr(err.text, "P-1 comes after U-1 U-2"));
	assert_int_equal(mark_of(a, &a->nia, "P-1").status,
			 PROGRESS_NOT_STARTED);
	assert_int_equal(set(a, "P-1", PROGRESS_IN_PROGRESS, "", &eligible,
			     NULL), RC_CONFLICT);
	must(set(a, "P-1", PROGRESS_IN_PROGRESS, "knows it", &eligible, e));
	assert_string_equal(mark_of(a, &a->nia, "P-1").note,
			    "before U-1 U-2: knows it");
	/* Excused counts as done; credit asks for nothing before it. */
	must(set(a, "U-1", PROGRESS_EXCUSED, "left out", &eligible, e));
	must(set(a, "U-2", PROGRESS_IN_PROGRESS, NULL, &eligible, e));
	must(set(a, "U-3", PROGRESS_CREDITED, NULL, &eligible, e));
}

static void
a_heading_or_another_version_is_refused(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE };
	struct err err = { .code = RC_OK };
	struct cell_ref cell = cell_of(a, &a->nia, "M");
	int eligible;

	assert_int_equal(app_progress_set(a->app, &cell, 1, &change,
					  &eligible, &err), RC_INVALID);
	assert_non_null(strstr(err.text, "M is a heading"));
	cell.item_id = a->nia.id;
	assert_int_equal(app_progress_set(a->app, &cell, 1, &change,
					  &eligible, &err), RC_CONFLICT);
	cell = cell_of(a, &a->nia, "U-1");
	change.on = app_today(a->app) + 1;
	assert_int_equal(app_progress_set(a->app, &cell, 1, &change,
					  &eligible, &err), RC_INVALID);
	assert_string_equal(err.where, "on");
	change.on = DATE_NONE;
	change.evidence = "a\nb";
	assert_int_equal(app_progress_set(a->app, &cell, 1, &change,
					  &eligible, &err), RC_INVALID);
	assert_string_equal(err.where, "evidence");
	change.evidence = NULL;
	change.note = "a\nb";
	assert_int_equal(app_progress_set(a->app, &cell, 1, &change,
					  &eligible, &err), RC_INVALID);
	assert_string_equal(err.where, "note");
	assert_int_equal(set(a, "U-1", PROGRESS_EXCUSED, NULL, &eligible,
			     &err), RC_INVALID);
	assert_string_equal(err.where, "reason");
}

/* ---- attempts ---- */

static void
attempts_are_numbered_and_kept(void **state)
{
	struct small_academy *a = *state;
	struct attempt *rows;
	struct id item = cell_of(a, &a->nia, "U-1").item_id;
	size_t count;

	record(a, &a->nia, "U-1", PROGRESS_IN_PROGRESS);
	record(a, &a->nia, "U-1", PROGRESS_SUBMITTED);
	record(a, &a->nia, "U-1", PROGRESS_NEEDS_MORE_WORK);
	record(a, &a->nia, "U-1", PROGRESS_NEEDS_MORE_WORK);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);	/* said twice */
	record(a, &a->tom, "U-1", PROGRESS_COMPLETE);
	must(app_attempts(a->app, &a->nia.id, &item, &rows, &count, e));
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(rows[i].number, 3 - i);
		assert_int_equal(rows[i].result,
				 i == 0 ? ATTEMPT_PASS : ATTEMPT_NOT_YET);
		assert_string_equal(rows[i].marked_by, "Ada Example");
		assert_string_equal(rows[i].item_code, "U-1");
	}
	assert_int_equal(mark_of(a, &a->nia, "U-1").attempts, 3);
	mem_free(rows);
}

static enum rc
make_void(struct small_academy *a, size_t newest, const char *reason,
	  struct err *err)
{
	struct attempt *rows;
	size_t count;
	enum rc rc;

	must(app_attempts(a->app, &a->nia.id, NULL, &rows, &count, e));
	assert_true(newest < count);
	rc = app_attempt_void(a->app, &rows[newest].id, reason, err);
	mem_free(rows);
	return rc;
}

static void
a_void_attempt_does_not_count(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	struct attempt *rows;
	char said[LINE_SIZE];
	size_t count;

	record(a, &a->nia, "U-1", PROGRESS_NEEDS_MORE_WORK);
	a->at.utc_s += DAY;
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	assert_int_equal(make_void(a, 0, "", &err), RC_INVALID);
	assert_string_equal(err.where, "reason");
	must(make_void(a, 0, "marked by mistake", e));
	assert_int_equal(mark_of(a, &a->nia, "U-1").status,
			 PROGRESS_NEEDS_MORE_WORK);
	assert_int_equal(row_of(a, &a->nia).done, 0);
	must(app_undo(a->app, said, sizeof(said), e));
	assert_string_equal(said, "TST-0001 Nia Example, U-1: attempt 2 made "
			    "void: marked by mistake");
	assert_int_equal(row_of(a, &a->nia).done, 1);
	must(app_redo(a->app, said, sizeof(said), e));
	must(make_void(a, 1, "so was that", e));
	assert_int_equal(mark_of(a, &a->nia, "U-1").status,
			 PROGRESS_IN_PROGRESS);
	/* Both are kept, and the next one has a number of its own. */
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	must(app_attempts(a->app, &a->nia.id, NULL, &rows, &count, e));
	assert_int_equal(count, 3);
	assert_int_equal(rows[0].number, 3);
	assert_int_equal(rows[1].result, ATTEMPT_VOID);
	assert_int_equal(rows[2].result, ATTEMPT_VOID);
	mem_free(rows);
	must(verify_all(a, e));
}

/* ---- help, notes, many at once ---- */

static void
help_goes_when_the_item_is_done(void **state)
{
	struct small_academy *a = *state;
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");

	must(app_help_set(a->app, &cell, 1, true, e));
	assert_int_equal(row_of(a, &a->nia).help, 1);
	record(a, &a->nia, "U-1", PROGRESS_SUBMITTED);
	assert_int_equal(row_of(a, &a->nia).help, 1);
	assert_int_equal(row_of(a, &a->nia).submitted, 1);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	assert_int_equal(row_of(a, &a->nia).help, 0);
	assert_int_equal(row_of(a, &a->nia).submitted, 0);
}

static void
many_cells_are_one_step(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE };
	struct cell_ref cells[] = {
		cell_of(a, &a->nia, "U-1"), cell_of(a, &a->nia, "U-2"),
		cell_of(a, &a->tom, "U-1"), cell_of(a, &a->tom, "U-2"),
	};
	uint64_t before = records_hash(a);
	int64_t newest = newest_entry(a);
	char said[LINE_SIZE];
	int eligible;

	must(app_progress_set(a->app, cells, 4, &change, &eligible, e));
	assert_int_equal(newest_entry(a), newest + 1);
	assert_int_equal(row_of(a, &a->nia).done, 2);
	assert_int_equal(row_of(a, &a->tom).done, 2);
	must(app_undo(a->app, said, sizeof(said), e));
	assert_string_equal(said, "2 students, 4 items: Complete");
	assert_true(records_hash(a) == before);
}

static void
a_step_says_whom_and_what(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE };
	struct cell_ref cells[] = {
		cell_of(a, &a->tom, "U-1"), cell_of(a, &a->nia, "U-1"),
		cell_of(a, &a->nia, "U-2"),
	};
	char said[LINE_SIZE];
	int eligible;

	must(app_progress_set(a->app, cells + 1, 2, &change, &eligible, e));
	must(app_undo(a->app, said, sizeof(said), e));
	assert_string_equal(said, "TST-0001 Nia Example, 2 items: Complete");
	must(app_progress_set(a->app, cells, 2, &change, &eligible, e));
	must(app_undo(a->app, said, sizeof(said), e));
	assert_string_equal(said, "2 students, U-1: Complete");
}

static void
a_note_with_a_mark_is_one_step(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE, .note = "neat" };
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");
	int64_t newest = newest_entry(a);
	int eligible;

	must(app_progress_set(a->app, &cell, 1, &change, &eligible, e));
	assert_int_equal(newest_entry(a), newest + 1);
	assert_string_equal(mark_of(a, &a->nia, "U-1").note, "neat");
	change.note = "very neat";
	must(app_progress_set(a->app, &cell, 1, &change, &eligible, e));
	assert_string_equal(mark_of(a, &a->nia, "U-1").note, "very neat");
	assert_int_equal(mark_of(a, &a->nia, "U-1").attempts, 1);
}

/* ---- graduates ---- */

static void
the_last_required_item_makes_eligible(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	struct graduate graduate;
	int eligible;

	must(set(a, "U-1", PROGRESS_COMPLETE, NULL, &eligible, e));
	must(set(a, "U-2", PROGRESS_CREDITED, NULL, &eligible, e));
	assert_int_equal(eligible, 0);
	assert_int_equal(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE,
					      &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "2 of 3 required items"));
	must(set(a, "P-1", PROGRESS_COMPLETE, NULL, &eligible, e));
	assert_int_equal(eligible, 1);
	assert_true(row_of(a, &a->nia).eligible);
	assert_int_equal(app_graduate(a->app, &a->nia.id, &graduate, NULL),
			 RC_NOT_FOUND);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	assert_false(row_of(a, &a->nia).eligible);
	assert_int_equal(row_of(a, &a->nia).enrolment, ENROLMENT_GRADUATED);
	assert_int_equal(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE,
					      &err), RC_CONFLICT);
}

static struct curriculum_version
import_one(struct small_academy *a, const char *code, const char *version)
{
	struct curriculum_version made;
	struct csv csv;
	char *text = xasprintf("code,parent,kind,title,hours,required,"
			       "prerequisites\n"
			       "%s,,course,More,,,\nM,%s,module,Module,,,\n"
			       "U-9,M,unit,New,1,yes,\n", code, code);

	must(csv_parse(text, strlen(text), &csv, e));
	must(app_curriculum_import(a->app, &csv, version, &made, e));
	csv_release(&csv);
	mem_free(text);
	return made;
}

static size_t
later_courses(struct small_academy *a, struct later_course *first)
{
	void *rows;
	size_t count;

	must(app_fact_list(a->app, FACT_COURSE, &a->nia.id, &rows, &count,
			   e));
	if (count > 0 && first != NULL)
		*first = *(struct later_course *)rows;
	mem_free(rows);
	return count;
}

static void
make_graduate(struct small_academy *a)
{
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	record(a, &a->nia, "U-2", PROGRESS_COMPLETE);
	record(a, &a->nia, "P-1", PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
}

/* There is always more to learn: the day after, another course is begun. */
static void
go_on(struct small_academy *a)
{
	make_graduate(a);
	a->at.utc_s += DAY;
	a->version = import_one(a, "N", "1");
	must(app_pin(a->app, &a->nia.id, 1, &a->version.id, e));
	must(app_enrol(a->app, &a->nia.id, 1, ENROLMENT_ACTIVE, DATE_NONE,
		       NULL, NULL, e));
}

static void
a_graduate_goes_on_with_another_course(void **state)
{
	struct small_academy *a = *state;
	struct graduate graduate;
	struct later_course course;
	struct err err;

	go_on(a);
	assert_int_equal(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE,
					      &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "0 of 1 required items"));
	record(a, &a->nia, "U-9", PROGRESS_COMPLETE);
	assert_true(row_of(a, &a->nia).eligible);
	assert_int_equal(later_courses(a, NULL), 0);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	assert_false(row_of(a, &a->nia).eligible);
	assert_int_equal(row_of(a, &a->nia).enrolment, ENROLMENT_GRADUATED);
	assert_int_equal(later_courses(a, &course), 1);
	assert_string_equal(course.title, "N 1, More");
	assert_string_equal(course.fact.by, "Ada Example");
	assert_true(id_equal(&course.version_id, &a->version.id));
	assert_int_equal(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE,
					      &err), RC_CONFLICT);
	/* What they are a graduate of, and since when, stays. */
	must(app_graduate(a->app, &a->nia.id, &graduate, e));
	assert_string_equal(graduate.version, "C 1");
	assert_int_equal(graduate.on, app_today(a->app) - 1);
	/* The day after it was done is not to be confirmed; the one before
	 * was not. */
	a->at.utc_s += DAY;
	app_set_as_at(a->app, app_today(a->app) - 1);
	assert_false(row_of(a, &a->nia).eligible);
	app_set_as_at(a->app, app_today(a->app) - 2);
	assert_int_equal(later_courses(a, NULL), 0);
}

static void
a_later_course_is_taken_back(void **state)
{
	struct small_academy *a = *state;
	struct graduate graduate;
	char said[LINE_SIZE];

	go_on(a);
	must(app_graduate(a->app, &a->nia.id, &graduate, e));
	record(a, &a->nia, "U-9", PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	must(app_undo(a->app, said, sizeof(said), e));
	assert_int_equal(later_courses(a, NULL), 0);
	assert_true(row_of(a, &a->nia).eligible);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	must(app_fact_void(a->app, FACT_COURSE, &a->nia.id, 1, "another's",
			   e));
	assert_true(row_of(a, &a->nia).eligible);
	must(app_pin(a->app, &a->nia.id, 1, &graduate.version_id, e));
	assert_false(row_of(a, &a->nia).eligible);
}

static void
a_later_course_is_one_of_a_graduate(void **state)
{
	struct small_academy *a = *state;
	struct later_course course;
	struct err err;

	fact_init(FACT_COURSE, &course);
	course.fact.student_id = a->nia.id;
	snprintf(course.title, sizeof(course.title), "Evening class");
	assert_int_equal(app_fact_add(a->app, FACT_COURSE, &course, &err),
			 RC_CONFLICT);
	make_graduate(a);
	course.fact.on = app_today(a->app) - 1;
	assert_int_equal(app_fact_add(a->app, FACT_COURSE, &course, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "on");
	course.fact.on = DATE_NONE;
	must(app_fact_add(a->app, FACT_COURSE, &course, e));
	assert_int_equal(later_courses(a, NULL), 1);
}

static void
a_graduate_keeps_the_version_they_finished(void **state)
{
	struct small_academy *a = *state;
	struct curriculum_version second;
	struct graduate graduate;

	make_graduate(a);
	second = import_one(a, "C", "2");
	assert_int_equal(app_pin(a->app, &a->nia.id, 1, &second.id, NULL),
			 RC_CONFLICT);
	must(app_pin(a->app, &a->tom.id, 1, &second.id, e));
	must(app_graduate(a->app, &a->nia.id, &graduate, e));
	assert_string_equal(graduate.version, "C 1");
	assert_string_equal(graduate.confirmed_by, "Ada Example");
	assert_int_equal(row_of(a, &a->nia).required, 3);
	assert_int_equal(row_of(a, &a->tom).required, 1);
}

/* ---- looking back ---- */

static void
a_past_day_is_counted_as_it_was(void **state)
{
	struct small_academy *a = *state;
	civil_date first = app_today(a->app);
	struct graduate graduate;

	record(a, &a->nia, "U-1", PROGRESS_NEEDS_MORE_WORK);
	a->at.utc_s += DAY;
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	record(a, &a->nia, "U-2", PROGRESS_SUBMITTED);
	a->at.utc_s += DAY;
	record(a, &a->nia, "U-2", PROGRESS_COMPLETE);
	record(a, &a->nia, "P-1", PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	app_set_as_at(a->app, first);
	assert_int_equal(row_of(a, &a->nia).done, 0);
	assert_int_equal(mark_of(a, &a->nia, "U-1").status,
			 PROGRESS_NEEDS_MORE_WORK);
	assert_int_equal(mark_of(a, &a->nia, "U-1").attempts, 1);
	assert_int_equal(mark_of(a, &a->nia, "P-1").status,
			 PROGRESS_NOT_STARTED);
	app_set_as_at(a->app, first + 1);
	assert_int_equal(row_of(a, &a->nia).done, 1);
	assert_int_equal(row_of(a, &a->nia).last_progress_on, first + 1);
	assert_int_equal(row_of(a, &a->nia).enrolment, ENROLMENT_ACTIVE);
	assert_int_equal(app_graduate(a->app, &a->nia.id, &graduate, NULL),
			 RC_NOT_FOUND);
	app_set_as_at(a->app, first + 2);
	assert_int_equal(row_of(a, &a->nia).done, 3);
	must(app_graduate(a->app, &a->nia.id, &graduate, e));
}

static void
looking_back_changes_nothing(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	struct student_row *rows;
	int64_t number;
	size_t count;
	int eligible;

	app_set_as_at(a->app, app_today(a->app) - 1);
	assert_int_equal(set(a, "U-1", PROGRESS_COMPLETE, NULL, &eligible,
			     &err), RC_CONFLICT);
	assert_string_equal(err.where, "as-at");
	must(app_student_list(a->app, &rows, &count, e));
	assert_int_equal(count, 0);	/* they came today */
	mem_free(rows);
	/* But a sheet about that day can be made. */
	must(app_sheet_issue(a->app, "class", NULL, "file", &number, e));
}

static void
release_dates_and_numbers_are_those_known_then(void **state)
{
	struct small_academy *a = *state;
	struct release_date date = { .on = date_from_ymd(2027, 5, 6) };
	civil_date first = app_today(a->app);

	snprintf(a->nia.prison_number, sizeof(a->nia.prison_number),
		 "A0000AA");
	must(app_student_save(a->app, &a->nia, e));
	must(app_release_date(a->app, &a->nia.id, &date, e));
	a->at.utc_s += DAY;
	date.on = date_from_ymd(2027, 1, 1);
	must(app_release_date(a->app, &a->nia.id, &date, e));
	snprintf(a->nia.prison_number, sizeof(a->nia.prison_number),
		 "B0000BB");
	must(app_student_save(a->app, &a->nia, e));
	assert_int_equal(row_of(a, &a->nia).release_on, date.on);
	app_set_as_at(a->app, first);
	assert_int_equal(row_of(a, &a->nia).release_on,
			 date_from_ymd(2027, 5, 6));
	assert_string_equal(row_of(a, &a->nia).prison_number, "A0000AA");
}

/* ---- the same again, with something put right ---- */

static void
the_same_status_again_corrects_its_day(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE };
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");
	struct attempt *rows;
	uint64_t before;
	size_t count;
	char text[LINE_SIZE];
	int eligible;

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	before = records_hash(a);
	must(app_progress_set(a->app, &cell, 1, &change, &eligible, e));
	assert_true(records_hash(a) == before);
	change.on = app_today(a->app) - 3;
	change.checked_by = "Bo Example";
	must(app_progress_set(a->app, &cell, 1, &change, &eligible, e));
	assert_int_equal(mark_of(a, &a->nia, "U-1").on, change.on);
	must(app_attempts(a->app, &a->nia.id, &cell.item_id, &rows, &count,
			  e));
	assert_int_equal(count, 2);
	/* By day, the later first. */
	assert_int_equal(rows[0].result, ATTEMPT_VOID);
	assert_int_equal(rows[1].result, ATTEMPT_PASS);
	assert_int_equal(rows[1].on, change.on);
	assert_string_equal(rows[1].checked_by, "Bo Example");
	mem_free(rows);
	must(app_undo(a->app, text, sizeof(text), e));
	assert_true(records_hash(a) == before);
}

static void
the_same_status_again_moves_a_day_without_attempts(void **state)
{
	struct small_academy *a = *state;
	struct progress_change change = { .status = PROGRESS_SUBMITTED };
	struct cell_ref cell = cell_of(a, &a->nia, "U-1");
	int eligible;

	record(a, &a->nia, "U-1", PROGRESS_SUBMITTED);
	change.on = app_today(a->app) - 1;
	must(app_progress_set(a->app, &cell, 1, &change, &eligible, e));
	assert_int_equal(mark_of(a, &a->nia, "U-1").on, change.on);
	assert_int_equal(mark_of(a, &a->nia, "U-1").attempts, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_same_status_again_corrects_its_day),
		T(the_same_status_again_moves_a_day_without_attempts),
		T(a_prerequisite_warns_and_a_reason_goes_on),
		T(a_heading_or_another_version_is_refused),
		T(attempts_are_numbered_and_kept),
		T(a_void_attempt_does_not_count),
		T(help_goes_when_the_item_is_done),
		T(many_cells_are_one_step),
		T(a_step_says_whom_and_what),
		T(a_note_with_a_mark_is_one_step),
		T(the_last_required_item_makes_eligible),
		T(a_graduate_goes_on_with_another_course),
		T(a_later_course_is_taken_back),
		T(a_later_course_is_one_of_a_graduate),
		T(a_graduate_keeps_the_version_they_finished),
		T(a_past_day_is_counted_as_it_was),
		T(looking_back_changes_nothing),
		T(release_dates_and_numbers_are_those_known_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
