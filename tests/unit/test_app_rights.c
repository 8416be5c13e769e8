/* SPDX-License-Identifier: ISC */
/* What people may ask of those who hold records about them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/rights_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "report/kinds.h"
#include "store/query.h"
#include "store/table_rules.h"
#include "tests/support/plant_person.h"

/* The sheet for Nia, as text of one long page or as JSON. */
static void
make_access(struct small_academy *a, bool with_others,
	    enum report_format format, struct buf *out)
{
	struct report report;
	int64_t number;

	must(report_build(a->app, report_kind_find(with_others ? "access-full"
							       : "access"),
			  a->nia.reference, "file", &report,
			  &number, e));
	report_render(&report, format, false, out);
	report_release(&report);
}

static void
everything_held_is_given(void **state)
{
	struct small_academy *a = *state;
	static struct plants plants;
	const struct planted *lost;

	plant_person(a, &a->nia.id, &plants);
	assert_true(plants.count > 40);
	for (int format = FORMAT_TEXT; format <= FORMAT_JSON; format += 2) {
		struct buf out = BUF_INIT;

		make_access(a, true, (enum report_format)format, &out);
		lost = plant_missing(&plants, out.ptr);
		if (lost != NULL)
			fail_msg("%s is not given (format %d)", lost->where,
				 format);
		buf_release(&out);
	}
}

static bool
gives(struct small_academy *a, bool with_others, const char *text)
{
	struct buf out = BUF_INIT;
	bool found;

	make_access(a, with_others, FORMAT_TEXT, &out);
	found = strstr(out.ptr, text) != NULL;
	buf_release(&out);
	return found;
}

static void
names_of_others_need_their_leave(void **state)
{
	struct small_academy *a = *state;
	static struct plants plants;
	char marked[80];

	plant_person(a, &a->nia.id, &plants);
	for (size_t i = 0; i < plants.count; i++) {
		const struct planted *p = &plants.rows[i];

		if (strcmp(p->where, "professional.name") != 0 &&
		    strcmp(p->where, "mentor_match.mentor") != 0 &&
		    strcmp(p->where, "plan_action.owner") != 0)
			continue;
		snprintf(marked, sizeof(marked), "%s (somebody else's name)",
			 p->word);
		assert_true(gives(a, true, marked));
		assert_false(gives(a, false, p->word));
	}
	assert_true(gives(a, false, "(somebody else's name, left out)"));
}

static void
codes_are_words_and_dates_are_days(void **state)
{
	struct small_academy *a = *state;
	struct buf json = BUF_INIT;

	must(app_enrol(a->app, &a->nia.id, 1, ENROLMENT_ON_BREAK, DATE_NONE,
		       "SAFETY", NULL, e));
	assert_true(gives(a, false, "On a break"));
	assert_true(gives(a, false, "Reason                  Safety"));
	assert_true(gives(a, false, "23 Nov 2026"));
	assert_false(gives(a, false, "ON_BREAK"));
	make_access(a, false, FORMAT_JSON, &json);
	assert_non_null(strstr(json.ptr, "\"value_code\": \"ON_BREAK\""));
	assert_non_null(strstr(json.ptr, "\"reason_code\": \"SAFETY\""));
	buf_release(&json);
}

/* A fact about another fact says which. */
static void
what_points_to_a_row_says_which(void **state)
{
	struct small_academy *a = *state;

	struct deferral d;

	fact_init(FACT_DEFERRAL, &d);
	d.fact.student_id = a->nia.id;
	must(date_parse("2026-03-01", &d.fact.on, e));
	must(date_parse("2027-01-01", &d.next_check, e));
	must(app_defer(a->app, &d, e));
	assert_true(gives(a, false,
			  "Fact                    Deferrals, 1 Mar 2026"));
}

static void
nobody_else_is_in_it(void **state)
{
	struct small_academy *a = *state;

	record(a, &a->tom, "U-1", PROGRESS_COMPLETE);
	assert_false(gives(a, true, "Tom Example"));
	assert_false(gives(a, true, "TST-0002"));
}

static void
it_is_numbered_logged_and_not_for_everybody(void **state)
{
	struct small_academy *a = *state;
	struct report report;
	struct err err = { .code = RC_OK };
	int64_t number;

	assert_true(gives(a, false, "Nia Example"));
	assert_int_equal(sql_number(a, "SELECT count(*) FROM sheet WHERE"
				    " kind='access'"), 1);
	act_as(a, ROLE_INSTRUCTOR);
	assert_int_equal(report_build(a->app, report_kind_find("access"),
				      a->nia.reference, "file", &report,
				      &number, &err), RC_DENIED);
	assert_string_equal(err.text, "Instructors cannot answer data "
			    "requests; ask a lead instructor.");
}

/* ---- erasing ---- */

/* The whole database as SQLite sees its pages, free ones and gaps too. */
static void
assert_gone(struct small_academy *a, const struct plants *plants)
{
	sqlite3_int64 size = 0;
	unsigned char *image = sqlite3_serialize(a->app->store->db, "main",
						 &size, 0);
	const struct planted *found;

	assert_non_null(image);
	found = plant_found(plants, image, (size_t)size);
	if (found != NULL)
		fail_msg("%s is still there", found->where);
	sqlite3_free(image);
}

static void
work_with(struct small_academy *a, const struct student *who)
{
	struct id both[] = { a->nia.id, a->tom.id };

	for (int i = 0; i < 40; i++)
		record(a, who, i % 2 ? "U-1" : "U-2",
		       i % 3 ? PROGRESS_SUBMITTED : PROGRESS_NEEDS_MORE_WORK);
	must(app_enrol(a->app, both, 2, ENROLMENT_ON_BREAK, DATE_NONE,
		       "SAFETY", NULL, e));
}

static void
an_erased_person_is_nowhere(void **state)
{
	struct small_academy *a = *state;
	static struct plants plants;
	struct student s;
	struct err err = { .code = RC_OK };

	work_with(a, &a->nia);
	plant_person(a, &a->nia.id, &plants);
	/* Words that went through the journal, too. */
	must(app_student_load(a->app, &a->nia.id, &s, e));
	snprintf(s.what_helps, sizeof(s.what_helps), "%s again",
		 plants.rows[0].word);
	snprintf(s.prison_number, sizeof(s.prison_number), "A0000AA");
	s.uln[0] = '\0';
	must(app_student_save(a->app, &s, e));
	must(app_erase(a->app, &a->nia.id, ERASE_REQUESTED, e));
	assert_gone(a, &plants);
	assert_int_equal(app_student_load(a->app, &a->nia.id, &s, &err),
			 RC_NOT_FOUND);
	must(verify_all(a, e));
}

/* Where pages were split and joined many times, no gap keeps a word either. */
static void
nor_in_a_large_academy(void **state)
{
	struct small_academy *a = *state;
	struct small_academy demo = { .at = a->at };
	struct student s;
	static struct plants plants = { .count = 4 };
	char dir[80];

	snprintf(dir, sizeof(dir), "%s/demo.vault", a->root);
	demo.app = app_new(dir, clock_fixed(&demo.at));
	must(app_demo_create(demo.app, e));
	must(app_student_find(demo.app, "DEM-0007", &s, e));
	snprintf(plants.rows[0].word, sizeof(plants.rows[0].word), "%.20s",
		 s.name);
	snprintf(plants.rows[1].word, sizeof(plants.rows[1].word), "%.20s",
		 s.prison_number);
	snprintf(plants.rows[2].word, sizeof(plants.rows[2].word), "%.20s",
		 s.uln);
	snprintf(plants.rows[3].word, sizeof(plants.rows[3].word), "%.20s",
		 s.reference);
	must(app_erase(demo.app, &s.id, ERASE_REQUESTED, e));
	assert_gone(&demo, &plants);
	must(verify_all(&demo, e));
	app_free(demo.app);
}

static void
a_reference_is_not_given_out_again(void **state)
{
	struct small_academy *a = *state;
	struct student next;

	must(app_student_blank(a->app, &next, e));
	assert_string_equal(next.reference, "TST-0003");
	must(app_erase(a->app, &a->tom.id, ERASE_REQUESTED, e));
	must(app_student_blank(a->app, &next, e));
	assert_string_equal(next.reference, "TST-0003");
	/* Nor when nobody is left, and after more of them. */
	must(app_erase(a->app, &a->nia.id, ERASE_REQUESTED, e));
	snprintf(next.name, sizeof(next.name), "Ann Example");
	must(app_student_save(a->app, &next, e));
	must(app_erase(a->app, &next.id, ERASE_REQUESTED, e));
	must(app_student_blank(a->app, &next, e));
	assert_string_equal(next.reference, "TST-0004");
}

/* No row of any table has the id; the sheets' numbers stay. */
static void
no_row_points_to_an_erased_person(void **state)
{
	struct small_academy *a = *state;
	static struct plants plants;
	int64_t sheets;

	plant_person(a, &a->nia.id, &plants);
	sheets = sql_number(a, "SELECT count(*) FROM sheet");
	must(app_erase(a->app, &a->nia.id, ERASE_ENTERED_IN_ERROR, e));
	for (size_t i = 0; i < table_rule_count; i++) {
		struct buf sql = BUF_INIT;
		sqlite3_stmt *stmt = NULL;

		if (table_rules[i].where == NULL)
			continue;
		buf_addf(&sql, "SELECT count(*) FROM %s WHERE %s",
			 table_rules[i].table, table_rules[i].where);
		assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql.ptr,
						    -1, &stmt, NULL),
				 SQLITE_OK);
		sqlite3_bind_blob(stmt, 1, a->nia.id.b, ID_SIZE,
				  SQLITE_STATIC);
		assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
		if (sqlite3_column_int64(stmt, 0) != 0)
			fail_msg("%s", table_rules[i].table);
		sqlite3_finalize(stmt);
		buf_release(&sql);
	}
	assert_int_equal(sql_number(a, "SELECT count(*) FROM sheet"), sheets);
	must(verify_all(a, e));
}

static void
only_that_it_happened_is_kept(void **state)
{
	struct small_academy *a = *state;
	struct erasure *rows;
	size_t count;

	must(app_erase(a->app, &a->nia.id, ERASE_RETENTION_EXPIRED, e));
	must(app_erasures(a->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].reason, ERASE_RETENTION_EXPIRED);
	assert_int_equal(rows[0].on, app_today(a->app));
	assert_string_equal(rows[0].by, "Ada Example");
	mem_free(rows);
	/* Not even a record's id: a hash of it, that is not the chain's. */
	assert_int_equal(sql_number(a, "SELECT length(mark) FROM erasure"),
			 32);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM journal_subject"
				    " WHERE seq=(SELECT max(seq) FROM"
				    " journal)"), 0);
}

static void
nothing_brings_it_back(void **state)
{
	struct small_academy *a = *state;
	char summary[LINE_SIZE];
	struct err err = { .code = RC_OK };
	int64_t both;

	work_with(a, &a->nia);
	both = newest_entry(a);
	must(app_erase(a->app, &a->nia.id, ERASE_REQUESTED, e));
	assert_int_equal(app_undo_entry(a->app, newest_entry(a), &err),
			 RC_CONFLICT);
	assert_int_equal(app_undo_entry(a->app, both, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "was also about a record that was "
			       "erased since"));
	while (app_undo(a->app, summary, sizeof(summary), &err) == RC_OK)
		;
	assert_int_equal(sql_number(a, "SELECT count(*) FROM student WHERE"
				    " reference='TST-0001'"), 0);
	must(verify_all(a, e));
}

/* Tom's own history is as it was, but for the undo of what both were in. */
static void
others_keep_what_is_theirs(void **state)
{
	struct small_academy *a = *state;
	struct journal_entry *rows;
	size_t count;
	int64_t marks;

	work_with(a, &a->tom);
	record(a, &a->tom, "P-1", PROGRESS_COMPLETE);
	marks = sql_number(a, "SELECT count(*) FROM attempt");
	must(app_erase(a->app, &a->nia.id, ERASE_REQUESTED, e));
	assert_int_equal(sql_number(a, "SELECT count(*) FROM attempt"),
			 marks);
	must(app_history(a->app, &a->tom.id, 0, 10, &rows, &count, e));
	assert_true(count >= 3);
	assert_true(rows[0].undoable);
	assert_true(rows[1].emptied);
	assert_non_null(strstr(rows[1].summary, "2 students"));
	mem_free(rows);
	must(app_undo_entry(a->app, newest_entry(a) - 1, e));
	must(verify_all(a, e));
}

static void
keep_draft(struct small_academy *a, const char *form, const struct id *id)
{
	char text[ID_TEXT_SIZE];
	char *key = xasprintf("%s %s 0", form, id_format(id, text));
	struct buf body = BUF_INIT;

	buf_adds(&body, "half a thought");
	must(app_draft_save(a->app, key, &body, e));
	buf_release(&body);
	mem_free(key);
}

/* Nobody's half-typed form is lost but those about the person. */
static void
others_keep_what_they_typed(void **state)
{
	struct small_academy *a = *state;

	keep_draft(a, "fact PLAN", &a->nia.id);
	keep_draft(a, "case", &a->nia.id);
	keep_draft(a, "fact PLAN", &a->tom.id);
	must(app_erase(a->app, &a->nia.id, ERASE_REQUESTED, e));
	assert_int_equal(sql_number(a, "SELECT count(*) FROM draft"), 1);
	keep_draft(a, "fact PLAN", &a->tom.id);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM draft"), 1);
}

/* A summary that is about both and names the one who is erased. */
static void
a_summary_that_names_is_emptied(void **state)
{
	struct small_academy *a = *state;

	must(uow_begin(a->app->store, &a->app->me.id, "setting", 0, e,
		       "Nia Example and another"));
	must(store_exec(a->app->store, "UPDATE student SET location='x'", e));
	uow_subject(a->app->store, &a->nia.id);
	uow_subject(a->app->store, &a->tom.id);
	must(uow_end(a->app->store, RC_OK, e));
	/* And one that is said to be about nobody. */
	must(uow_begin(a->app->store, &a->app->me.id, "setting", UOW_FINAL, e,
		       "Something of TST-0001"));
	must(uow_end(a->app->store, RC_OK, e));
	must(app_erase(a->app, &a->nia.id, ERASE_OBJECTION, e));
	assert_int_equal(sql_number(a, "SELECT count(*) FROM journal WHERE"
				    " instr(summary, 'Nia') OR"
				    " instr(summary, 'TST-0001')"), 0);
	must(verify_all(a, e));
}

static void
who_may_erase(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };

	act_as(a, ROLE_LEAD);
	assert_int_equal(app_erase(a->app, &a->nia.id, ERASE_REQUESTED, &err),
			 RC_DENIED);
	assert_string_equal(err.text, "Lead instructors cannot erase records; "
			    "ask an administrator.");
	assert_int_equal(sql_number(a, "SELECT count(*) FROM student"), 2);
}

static void
backups_that_have_it_are_named(void **state)
{
	struct small_academy *a = *state;
	struct other_copy *rows;
	size_t count;
	char *path;

	must(app_backup(a->app, a->root, NULL, NULL, &path, e));
	assert_true(gives(a, false, "Nia"));
	must(app_other_copies(a->app, &a->nia.id, &rows, &count, e));
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].kind, COPY_BACKUP);
	assert_non_null(strstr(rows[0].what, path_base(path)));
	assert_int_equal(rows[0].on, app_today(a->app));
	assert_int_equal(rows[1].kind, COPY_SHEETS);
	mem_free(rows);
	mem_free(path);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(everything_held_is_given),
		T(names_of_others_need_their_leave),
		T(codes_are_words_and_dates_are_days),
		T(what_points_to_a_row_says_which),
		T(nobody_else_is_in_it),
		T(it_is_numbered_logged_and_not_for_everybody),
		T(an_erased_person_is_nowhere),
		T(nor_in_a_large_academy),
		T(no_row_points_to_an_erased_person),
		T(a_reference_is_not_given_out_again),
		T(only_that_it_happened_is_kept),
		T(nothing_brings_it_back),
		T(others_keep_what_is_theirs),
		T(others_keep_what_they_typed),
		T(a_summary_that_names_is_emptied),
		T(who_may_erase),
		T(backups_that_have_it_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
