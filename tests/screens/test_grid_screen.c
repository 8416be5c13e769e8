/* SPDX-License-Identifier: ISC */
/*
 * The class grid and the attempts, by keys alone; what they did is read back
 * through src/app/. Ben (DEM-0040) has begun; Kieran (DEM-0041) has hardly.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/academy_drive.h"
#include "base/embed.h"
#include "base/mem.h"
#include "vault/secret.h"

#define GRID UNLOCK_DEMO "2"
#define AT_BEN GRID "/ben<Enter>gstart-07<Enter>"
#define BEN "DEM-0040"

static struct academy_drive drive;

static int
start(void **state)
{
	(void)state;
	academy_drive_start(&drive, NULL);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	academy_drive_stop(&drive);
	return 0;
}

/* ---- what the records say ---- */

static struct cell_ref
ref_of(const char *reference, const char *code)
{
	struct app *app = academy_drive_app(&drive);
	struct err err = { .code = RC_OK };
	struct student student;
	struct course_view view;
	struct cell_ref ref = { .item_id = { { 0 } } };

	assert_int_equal(app_student_find(app, reference, &student, &err),
			 RC_OK);
	assert_int_equal(app_course(app, &student.id, &view, &err), RC_OK);
	ref.student_id = student.id;
	for (size_t i = 0; i < view.count; i++)
		if (strcmp(view.items[i].code, code) == 0)
			ref.item_id = view.items[i].id;
	assert_false(id_is_zero(&ref.item_id));
	course_view_release(&view);
	return ref;
}

static struct mark
mark_of(const char *reference, const char *code)
{
	struct cell_ref ref = ref_of(reference, code);
	struct err err = { .code = RC_OK };
	struct mark mark;

	assert_int_equal(app_grid(drive.session.app, &ref.student_id, 1,
				  &ref.item_id, 1, &mark, &err), RC_OK);
	return mark;
}

static void
assert_status(const char *reference, const char *code, enum progress status)
{
	struct mark mark = mark_of(reference, code);

	assert_string_equal(term_label(&term_progress, (int)mark.status),
			    term_label(&term_progress, (int)status));
}

/* Of everybody on the course: whom the item's help flag is set for. */
static void
count_help(const char *code, size_t *with, size_t *all)
{
	struct app *app = academy_drive_app(&drive);
	struct err err = { .code = RC_OK };
	struct student_row *rows;
	size_t count;

	*with = *all = 0;
	assert_int_equal(app_student_list(app, &rows, &count, &err), RC_OK);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].enrolment != ENROLMENT_ACTIVE &&
		    rows[i].enrolment != ENROLMENT_ON_BREAK)
			continue;
		*all += 1;
		*with += mark_of(rows[i].reference, code).help_needed;
	}
	mem_free(rows);
}

static size_t
attempts_of(const char *code, struct attempt *newest)
{
	struct cell_ref ref = ref_of(BEN, code);
	struct err err = { .code = RC_OK };
	struct attempt *rows;
	size_t count;

	assert_int_equal(app_attempts(drive.session.app, &ref.student_id,
				      &ref.item_id, &rows, &count, &err),
			 RC_OK);
	if (count > 0)
		*newest = rows[0];
	mem_free(rows);
	return count;
}

static void
assert_shows(const char *text)
{
	if (!screen_drive_ended_with(&drive.screen, text))
		fail_msg("\"%s\" is not on the screen:\n%s", text,
			 drive.screen.last.ptr);
}

/* ---- recording ---- */

static void
a_week_is_recorded_and_some_of_it_undone(void **state)
{
	struct attempt newest;

	(void)state;
	academy_drive_run(&drive, AT_BEN "c<Right>i<Right>htSlowly<Enter>");
	assert_shows("Ben Modelled, " BEN ": Not started, help needed. "
		     "Slowly");
	assert_status(BEN, "START-07", PROGRESS_COMPLETE);
	assert_int_equal(attempts_of("START-07", &newest), 1);
	assert_int_equal(newest.result, ATTEMPT_PASS);
	assert_status(BEN, "START-08", PROGRESS_IN_PROGRESS);
	assert_true(mark_of(BEN, "START-09").help_needed);
	assert_string_equal(mark_of(BEN, "START-09").note, "Slowly");

	academy_drive_again(&drive);
	academy_drive_run(&drive, AT_BEN "uuu");
	assert_shows("Undid: ");
	assert_string_equal(mark_of(BEN, "START-09").note, "");
	assert_false(mark_of(BEN, "START-09").help_needed);
	assert_status(BEN, "START-08", PROGRESS_NOT_STARTED);
	assert_status(BEN, "START-07", PROGRESS_COMPLETE);
}

static void
a_rectangle_is_one_change(void **state)
{
	(void)state;
	academy_drive_run(&drive, AT_BEN "v<Right><Right>c");
	assert_status(BEN, "START-07", PROGRESS_COMPLETE);
	assert_status(BEN, "START-08", PROGRESS_COMPLETE);
	assert_status(BEN, "START-09", PROGRESS_COMPLETE);
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "u");
	assert_status(BEN, "START-07", PROGRESS_SUBMITTED);
	assert_status(BEN, "START-08", PROGRESS_NOT_STARTED);
	assert_status(BEN, "START-09", PROGRESS_NOT_STARTED);
}

static void
a_column_is_the_whole_class(void **state)
{
	size_t with, all;

	(void)state;
	academy_drive_run(&drive, GRID "gwork-02<Enter>|h");
	count_help("WORK-02", &with, &all);
	assert_true(all > 20);
	assert_int_equal(with, all);
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "u");
	count_help("WORK-02", &with, &all);
	assert_int_equal(with, 0);
}

static void
the_last_change_is_repeated(void **state)
{
	(void)state;
	academy_drive_run(&drive, AT_BEN "<Right>*<Left>c<Right>*");
	assert_status(BEN, "START-07", PROGRESS_COMPLETE);
	assert_status(BEN, "START-08", PROGRESS_COMPLETE);
	assert_status(BEN, "START-09", PROGRESS_NOT_STARTED);
}

/* "Again" stays what was last done, not what was last given up. */
static void
what_was_given_up_is_not_repeated(void **state)
{
	(void)state;
	academy_drive_run(&drive, AT_BEN "cghtml-05<Enter>s<Esc>"
			  "gstart-08<Enter>x<Esc>*");
	assert_status(BEN, "HTML-05", PROGRESS_NOT_STARTED);
	assert_status(BEN, "START-08", PROGRESS_COMPLETE);
}

static void
out_of_order_needs_a_reason(void **state)
{
	(void)state;
	academy_drive_run(&drive, GRID "/ben<Enter>ghtml-05<Enter>c<Esc>");
	assert_status(BEN, "HTML-05", PROGRESS_NOT_STARTED);
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "/ben<Enter>ghtml-05<Enter>c"
			  "Seen at another site<Enter>");
	assert_status(BEN, "HTML-05", PROGRESS_COMPLETE);
	assert_non_null(strstr(mark_of(BEN, "HTML-05").note,
			       "Seen at another site"));
}

/* ---- getting about ---- */

static void
escape_lets_go_before_it_leaves(void **state)
{
	(void)state;
	academy_drive_run(&drive, GRID "v<Right><Down>");
	assert_shows("Selected: 2 students, 2 items");
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "v<Right><Down><Esc>");
	assert_shows("Class grid >");
	assert_false(screen_drive_ended_with(&drive.screen, "Selected:"));
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "v<Right><Down><Esc><Esc>");
	assert_shows("Needs attention today");
}

static void
names_are_found_without_their_accents(void **state)
{
	(void)state;
	academy_drive_run(&drive, GRID "/VZOROVY<Enter>");
	assert_shows("Dominik Vzorový, DEM-0037: ");
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "/nobodyatall");
	assert_shows("Nothing has that");
}

static void
esc_goes_back_to_where_the_search_began(void **state)
{
	(void)state;
	academy_drive_run(&drive, AT_BEN "greact<Esc>/vzorovy<Esc>");
	assert_shows("START-07 What a computer does");
	assert_shows("Ben Modelled, " BEN);
}

static void
one_module_alone_can_be_shown(void **state)
{
	(void)state;
	academy_drive_run(&drive, GRID "f<Down><Down><Enter>");
	assert_shows(" Files and the command line\n");
	assert_shows("1/31  1/12");
}

/* The same curriculum once more, for Ben alone. */
static void
move_ben_to_a_newer_version(void)
{
	const struct embedded *file =
		embed_find("curriculum/web-development.csv");
	struct id ben = ref_of(BEN, "START-07").student_id;
	struct app *app = drive.session.app;
	struct curriculum_version version;
	struct err err = { .code = RC_OK };
	struct csv csv;

	assert_int_equal(csv_parse(file->data, file->size, &csv, &err), RC_OK);
	assert_int_equal(app_curriculum_import(app, &csv, "2", &version, &err),
			 RC_OK);
	csv_release(&csv);
	assert_int_equal(app_pin(app, &ben, 1, &version.id, &err), RC_OK);
}

static void
who_follows_another_version_is_not_hidden_silently(void **state)
{
	(void)state;
	move_ben_to_a_newer_version();
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID);
	assert_shows("Class grid > WEB 1");
	assert_shows("30 students on the course or on a break, 1 on another "
		     "version (V)");
	academy_drive_again(&drive);
	academy_drive_run(&drive, GRID "V<Home><Enter>gstart-02<Enter>s");
	assert_shows("Class grid > WEB 2");
	assert_shows("1 student on the course or on a break, 30 on another");
	assert_status(BEN, "START-02", PROGRESS_SUBMITTED);
}

static void
who_has_finished_can_be_hidden(void **state)
{
	(void)state;
	academy_drive_run(&drive, GRID "f<Home><Enter>");
	assert_shows(" finished hidden");
	/* Aisha has done all that is required. */
	assert_false(screen_drive_ended_with(&drive.screen, "Aisha"));
}

/* ---- attempts ---- */

static void
an_attempt_is_recorded_with_its_details(void **state)
{
	struct attempt newest;

	(void)state;
	academy_drive_run(&drive, AT_BEN "<Enter>n<Space><Tab><^U>2026-11-20"
			  "<Tab><Space><Tab>folder 12<Tab>Ada Invented<^S>");
	assert_shows("folder 12");
	assert_int_equal(attempts_of("START-07", &newest), 1);
	assert_int_equal(newest.result, ATTEMPT_NOT_YET);
	assert_int_equal(newest.medium, MEDIUM_PAPER);
	assert_int_equal(newest.on, date_from_ymd(2026, 11, 20));
	assert_string_equal(newest.evidence, "folder 12");
	assert_string_equal(newest.checked_by, "Ada Invented");
	assert_status(BEN, "START-07", PROGRESS_NEEDS_MORE_WORK);
}

static void
a_day_to_come_is_refused_at_its_field(void **state)
{
	struct attempt newest;

	(void)state;
	academy_drive_run(&drive, AT_BEN "<Enter>n<Tab><^U>2026-12-24<^S>");
	assert_shows("That day has not come yet");
	assert_shows("New attempt");
	assert_int_equal(attempts_of("START-07", &newest), 0);
}

static void
a_void_attempt_stays_and_counts_no_more(void **state)
{
	struct attempt newest;

	(void)state;
	academy_drive_run(&drive, AT_BEN "c<Enter>vWrong person<Enter>");
	assert_shows("Void");
	assert_int_equal(attempts_of("START-07", &newest), 1);
	assert_int_equal(newest.result, ATTEMPT_VOID);
	assert_status(BEN, "START-07", PROGRESS_IN_PROGRESS);
	academy_drive_again(&drive);
	academy_drive_run(&drive, AT_BEN "<Enter>v");
	assert_shows("void already");
}

/* ---- who only looks ---- */

static void
viewers_are_told_why_not(void **state)
{
	struct staff vera = { .user_name = "vera", .name = "Vera Onlooker",
			      .role = ROLE_VIEWER, .active = true };
	struct secret *pass = secret_new(SECRET_MAX);
	struct app *app = academy_drive_app(&drive);
	struct err err = { .code = RC_OK };

	(void)state;
	assert_int_equal(secret_append(pass, "nine tall paper boats", 21),
			 RC_OK);
	assert_int_equal(app_staff_add(app, &vera, pass, &err), RC_OK);
	secret_free(pass);
	academy_drive_again(&drive);
	academy_drive_run(&drive, "<Enter><^U>vera<Enter>nine tall paper "
			  "boats<Enter>2/ben<Enter>gstart-07<Enter>c");
	assert_shows("Viewers cannot");
	assert_shows("Submitted since");
	academy_drive_again(&drive);
	academy_drive_run(&drive, "<Enter><^U>vera<Enter>nine tall paper "
			  "boats<Enter>2<Enter>n");
	assert_shows("Viewers cannot");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define EACH(name) cmocka_unit_test_setup_teardown(name, start, stop)
		EACH(a_week_is_recorded_and_some_of_it_undone),
		EACH(a_rectangle_is_one_change),
		EACH(a_column_is_the_whole_class),
		EACH(the_last_change_is_repeated),
		EACH(what_was_given_up_is_not_repeated),
		EACH(out_of_order_needs_a_reason),
		EACH(escape_lets_go_before_it_leaves),
		EACH(names_are_found_without_their_accents),
		EACH(esc_goes_back_to_where_the_search_began),
		EACH(one_module_alone_can_be_shown),
		EACH(who_follows_another_version_is_not_hidden_silently),
		EACH(who_has_finished_can_be_hidden),
		EACH(an_attempt_is_recorded_with_its_details),
		EACH(a_day_to_come_is_refused_at_its_field),
		EACH(a_void_attempt_stays_and_counts_no_more),
		EACH(viewers_are_told_why_not),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
