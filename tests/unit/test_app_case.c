/* SPDX-License-Identifier: ISC */
/* The case-study desk, as people use it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/case_app.h"
#include "app/rights_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "report/kinds.h"
#include "tests/support/small_academy.h"

#define NIA "TST-0001.1"
#define CLEAN "I learned to make pages. Now I make them for a living.\n"

static void
say(struct small_academy *a, enum consent_purpose purpose, bool given)
{
	struct consent c;

	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = a->nia.id;
	c.purpose = purpose;
	c.given = given;
	must(app_fact_add(a->app, FACT_CONSENT, &c, e));
}

static struct case_study
a_study(struct small_academy *a, enum case_kind kind, const char *title)
{
	struct case_study study;

	fact_init(FACT_CASE, &study);
	study.fact.student_id = a->nia.id;
	study.kind = kind;
	snprintf(study.title, sizeof(study.title), "%s", title);
	return study;
}

static void
begin(struct small_academy *a, enum case_kind kind, const char *text)
{
	struct case_study study = a_study(a, kind, "A new trade");

	say(a, case_purpose(kind), true);
	must(app_case_begin(a->app, &study, text, e));
}

static void
approve(struct small_academy *a)
{
	must(app_case_step(a->app, NIA, STEP_SENT, NULL, e));
	act_as(a, ROLE_LEAD);
	must(app_case_step(a->app, NIA, STEP_APPROVED, NULL, e));
	act_as_ada(a);
}

static enum rc
publish(struct small_academy *a, const char *where, struct err *err)
{
	struct case_place place;

	fact_init(FACT_CASE_PLACE, &place);
	place.outlet = OUTLET_WEB_PAGE;
	snprintf(place.place, sizeof(place.place), "%s", where);
	return app_case_publish(a->app, NIA, &place, err);
}

static enum rc
find(struct small_academy *a, const char *ref, struct case_row *row,
     struct err *err)
{
	struct case_file f;
	enum rc rc = app_case_open(a->app, ref, &f, err);

	*row = f.row;
	case_file_release(&f);
	return rc;
}

static enum case_state
state_now(struct small_academy *a)
{
	struct case_row row;

	must(find(a, NIA, &row, e));
	return row.state;
}

static size_t
open_details(struct small_academy *a)
{
	struct case_file f;
	size_t open;

	must(app_case_open(a->app, NIA, &f, e));
	open = f.open;
	case_file_release(&f);
	return open;
}

/* ---- the rule ---- */

static void
the_state_follows_from_what_is_recorded(void **state)
{
	static const struct {
		struct case_standing standing;
		enum case_state is;
	} rows[] = {
		{ { CONSENT_GIVEN, STAGE_DRAFT, 0, 0, false }, CASE_DRAFT },
		{ { CONSENT_GIVEN, STAGE_WAITING, 0, 0, false },
		  CASE_WAITING },
		{ { CONSENT_GIVEN, STAGE_APPROVED, 0, 0, false },
		  CASE_APPROVED },
		{ { CONSENT_GIVEN, STAGE_APPROVED, 2, 1, false },
		  CASE_PUBLISHED },
		{ { CONSENT_GIVEN, STAGE_DRAFT, 1, 1, true },
		  CASE_PUBLISHED },
		{ { CONSENT_GIVEN, STAGE_APPROVED, 2, 0, false },
		  CASE_TAKEN_DOWN },
		{ { CONSENT_GIVEN, STAGE_DRAFT, 2, 0, true }, CASE_DRAFT },
		{ { CONSENT_WITHDRAWN, STAGE_APPROVED, 2, 1, false },
		  CASE_TO_TAKE_DOWN },
		{ { CONSENT_NOT_ASKED, STAGE_DRAFT, 1, 1, true },
		  CASE_TO_TAKE_DOWN },
		{ { CONSENT_WITHDRAWN, STAGE_APPROVED, 2, 0, false },
		  CASE_TAKEN_DOWN },
		{ { CONSENT_WITHDRAWN, STAGE_APPROVED, 0, 0, false },
		  CASE_NO_CONSENT },
		{ { CONSENT_NOT_ASKED, STAGE_DRAFT, 1, 0, true },
		  CASE_NO_CONSENT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(case_state(&rows[i].standing), rows[i].is);
}

/* ---- from draft to page ---- */

static void
it_goes_from_draft_to_page_to_taken_down(void **state)
{
	struct small_academy *a = *state;
	struct case_row *rows;
	size_t count;
	struct err err;

	begin(a, CASE_NAMED, CLEAN);
	assert_int_equal(state_now(a), CASE_DRAFT);
	must(app_case_step(a->app, NIA, STEP_SENT, NULL, e));
	assert_int_equal(state_now(a), CASE_WAITING);
	act_as(a, ROLE_LEAD);
	assert_int_equal(app_case_step(a->app, NIA, STEP_SENT_BACK, "", &err),
			 RC_INVALID);
	must(app_case_step(a->app, NIA, STEP_SENT_BACK, "Shorter", e));
	act_as_ada(a);
	assert_int_equal(state_now(a), CASE_DRAFT);
	must(app_case_draft(a->app, NIA, "Nia makes pages.", e));
	approve(a);
	assert_int_equal(state_now(a), CASE_APPROVED);
	must(publish(a, "www.example.org", e));
	must(publish(a, "Spring letter", e));
	assert_int_equal(state_now(a), CASE_PUBLISHED);
	must(app_case_take_down(a->app, NIA, 1, DATE_NONE, NULL, e));
	assert_int_equal(state_now(a), CASE_PUBLISHED);
	assert_int_equal(app_case_take_down(a->app, NIA, 1, DATE_NONE, NULL,
					    &err), RC_CONFLICT);
	must(app_case_take_down(a->app, NIA, 2, DATE_NONE, "Old", e));
	assert_int_equal(state_now(a), CASE_TAKEN_DOWN);
	must(app_cases(a->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].state, CASE_TAKEN_DOWN);
	mem_free(rows);
	must(verify_all(a, e));
}

static size_t
published(struct small_academy *a)
{
	struct other_copy *rows;
	size_t count, out = 0;

	must(app_other_copies(a->app, &a->nia.id, &rows, &count, e));
	for (size_t i = 0; i < count; i++)
		out += rows[i].kind == COPY_PUBLISHED;
	mem_free(rows);
	return out;
}

/* What was taken down by mistake is still out; what was never out is not. */
static void
what_is_out_is_a_copy_that_erasing_does_not_reach(void **state)
{
	struct small_academy *a = *state;

	say(a, CONSENT_CASE_STUDY_NAMED, true);
	begin(a, CASE_NAMED, CLEAN);
	approve(a);
	must(publish(a, "www.example.org", e));
	must(publish(a, "Spring letter", e));
	assert_int_equal(published(a), 2);
	must(app_case_take_down(a->app, NIA, 1, DATE_NONE, NULL, e));
	assert_int_equal(published(a), 1);
	must(app_fact_void(a->app, FACT_ENDING, &a->nia.id, 1,
			   "It is still there", e));
	assert_int_equal(published(a), 2);
	must(app_fact_void(a->app, FACT_CASE_PLACE, &a->nia.id, 2,
			   "It was not printed", e));
	assert_int_equal(published(a), 1);
}

static void
each_step_is_undone_by_one_undo(void **state)
{
	struct small_academy *a = *state;
	struct case_study study = a_study(a, CASE_NAMED, "A new trade");
	char summary[LINE_SIZE];
	uint64_t before, after;

	say(a, CONSENT_CASE_STUDY_NAMED, true);
	before = records_hash(a);
	must(app_case_begin(a->app, &study, CLEAN, e));
	after = records_hash(a);
	must(app_undo(a->app, summary, sizeof(summary), e));
	assert_string_equal(summary, "TST-0001, Nia Example: case study \"A "
				     "new trade\" begun, with the name");
	assert_true(records_hash(a) == before);
	must(app_redo(a->app, summary, sizeof(summary), e));
	assert_true(records_hash(a) == after);
	approve(a);
	before = records_hash(a);
	must(publish(a, "www.example.org", e));
	must(app_undo(a->app, summary, sizeof(summary), e));
	assert_true(records_hash(a) == before);
	assert_int_equal(state_now(a), CASE_APPROVED);
}

/* ---- who may, and with what leave ---- */

static void
the_writer_does_not_approve(void **state)
{
	struct small_academy *a = *state;
	struct err err;

	begin(a, CASE_NAMED, CLEAN);
	must(app_case_step(a->app, NIA, STEP_SENT, NULL, e));
	assert_int_equal(app_case_step(a->app, NIA, STEP_APPROVED, NULL,
				       &err), RC_DENIED);
	assert_non_null(strstr(err.text, "somebody else"));
	act_as(a, ROLE_INSTRUCTOR);
	assert_int_equal(app_case_step(a->app, NIA, STEP_APPROVED, NULL,
				       &err), RC_DENIED);
	act_as(a, ROLE_LEAD);
	/* Whoever changes the text becomes its writer. */
	must(app_case_draft(a->app, NIA, "Other words.", e));
	assert_int_equal(app_case_step(a->app, NIA, STEP_APPROVED, NULL,
				       &err), RC_CONFLICT);
	must(app_case_step(a->app, NIA, STEP_SENT, NULL, e));
	assert_int_equal(app_case_step(a->app, NIA, STEP_APPROVED, NULL,
				       &err), RC_DENIED);
	act_as_ada(a);
	must(app_case_step(a->app, NIA, STEP_APPROVED, NULL, e));
}

static void
what_is_not_approved_is_not_published(void **state)
{
	struct small_academy *a = *state;
	struct err err;

	begin(a, CASE_NAMED, CLEAN);
	assert_int_equal(publish(a, "www.example.org", &err), RC_CONFLICT);
	approve(a);
	must(app_case_draft(a->app, NIA, "Other words.", e));
	assert_int_equal(publish(a, "www.example.org", &err), RC_CONFLICT);
	act_as(a, ROLE_VIEWER);
	assert_int_equal(find(a, NIA, &(struct case_row){
		.state = CASE_DRAFT }, &err), RC_DENIED);
}

static void
without_consent_nothing_begins(void **state)
{
	struct small_academy *a = *state;
	struct case_study study = a_study(a, CASE_ANONYMOUS, "A new trade");
	struct err err;

	/* The other purpose's consent is not this one's. */
	say(a, CONSENT_CASE_STUDY_NAMED, true);
	assert_int_equal(app_case_begin(a->app, &study, CLEAN, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "consent");
	assert_non_null(strstr(err.text, "none was given"));
}

/* Each way out of the text, one after the other. */
static void
a_withdrawal_closes_every_way_out(void **state)
{
	struct small_academy *a = *state;
	const struct report_kind *kind = report_kind_find("case-study");
	struct report report;
	struct case_file f;
	struct buf text = BUF_INIT;
	struct attention *urgent;
	struct err err;
	int64_t number;
	size_t count;

	begin(a, CASE_NAMED, CLEAN);
	approve(a);
	must(publish(a, "www.example.org", e));
	must(report_preview(a->app, kind, NIA, &report, e));
	report_release(&report);
	must(report_case_text(a->app, NIA, NULL, &text, &number, e));
	assert_string_equal(text.ptr, CLEAN);
	buf_release(&text);
	say(a, CONSENT_CASE_STUDY_NAMED, false);
	assert_int_equal(state_now(a), CASE_TO_TAKE_DOWN);
	must(app_attention_gate(a->app, &urgent, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(urgent[0].kind, ATTENTION_TAKE_DOWN);
	assert_string_equal(urgent[0].detail, "out at 1 place without consent "
			    "since 23 Nov 2026");
	mem_free(urgent);
	must(app_case_open(a->app, NIA, &f, e));
	assert_null(f.text);
	assert_int_equal(f.detail_count, 0);
	assert_int_equal(f.place_count, 1);
	case_file_release(&f);
	assert_int_equal(report_preview(a->app, kind, NIA, &report, &err),
			 RC_CONFLICT);
	assert_int_equal(report_to_file(a->app, kind, NIA, FORMAT_TEXT,
					"/nonexistent/x", false, &number,
					&err), RC_CONFLICT);
	assert_int_equal(report_case_text(a->app, NIA, NULL, &text, &number,
					  &err), RC_CONFLICT);
	assert_int_equal(text.len, 0);
	assert_int_equal(publish(a, "Spring letter", &err), RC_CONFLICT);
	assert_int_equal(app_case_draft(a->app, NIA, CLEAN, &err),
			 RC_CONFLICT);
	must(app_case_take_down(a->app, NIA, 1, DATE_NONE, NULL, e));
	assert_int_equal(state_now(a), CASE_TAKEN_DOWN);
}

static void
looking_back_does_not_open_it_again(void **state)
{
	struct small_academy *a = *state;
	struct case_file f;
	struct buf text = BUF_INIT;
	int64_t number;
	struct err err;

	begin(a, CASE_NAMED, CLEAN);
	a->at.utc_s += 86400;
	say(a, CONSENT_CASE_STUDY_NAMED, false);
	app_set_as_at(a->app, app_today(a->app) - 1);
	assert_int_equal(state_now(a), CASE_DRAFT);
	must(app_case_open(a->app, NIA, &f, e));
	assert_null(f.text);
	case_file_release(&f);
	assert_int_equal(report_case_text(a->app, NIA, NULL, &text, &number,
					  &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "withdrawn on 24 Nov 2026"));
}

/* ---- details ---- */

static void
details_are_settled_before_it_is_sent(void **state)
{
	struct small_academy *a = *state;
	struct err err;

	begin(a, CASE_ANONYMOUS, "Nia sat beside Tom.\nNia left in May 2024.");
	assert_int_equal(open_details(a), 4);
	assert_int_equal(app_case_step(a->app, NIA, STEP_SENT, NULL, &err),
			 RC_CONFLICT);
	assert_string_equal(err.where, "details");
	must(app_case_draft(a->app, NIA, "She sat beside Tom.\nShe left in "
			    "May 2024.", e));
	assert_int_equal(open_details(a), 2);
	assert_int_equal(app_case_stay(a->app, NIA, FINDING_STUDENT, "Bob",
				       "Why not", &err), RC_NOT_FOUND);
	assert_int_equal(app_case_stay(a->app, NIA, FINDING_STUDENT, "tom",
				       "", &err), RC_INVALID);
	assert_string_equal(err.where, "because");
	must(app_case_stay(a->app, NIA, FINDING_STUDENT, "tom",
			   "Another Tom, who agreed", e));
	must(app_case_stay(a->app, NIA, FINDING_DATE, "May 2024",
			   "Half the wing left then", e));
	assert_int_equal(open_details(a), 0);
	must(app_case_step(a->app, NIA, STEP_SENT, NULL, e));
	/* They stay settled in the next text. */
	must(app_case_draft(a->app, NIA, "Tom stayed. It was May 2024.", e));
	assert_int_equal(open_details(a), 0);
}

/* What may stay are words of the text. */
static void
its_words_are_in_no_other_list(void **state)
{
	static const enum fact_kind kinds[] = { FACT_CASE_TEXT,
						FACT_CASE_STAY };
	struct small_academy *a = *state;
	struct err err;
	void *rows;
	size_t count;

	begin(a, CASE_ANONYMOUS, "She sat beside Tom.");
	must(app_case_stay(a->app, NIA, FINDING_STUDENT, "Tom",
			   "Another one", e));
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		assert_int_equal(app_fact_list(a->app, kinds[i], &a->nia.id,
					       &rows, &count, &err),
				 RC_INVALID);
		assert_int_equal(count, 0);
	}
	/* Nor in the history, which travels without consent. */
	must(app_fact_void(a->app, FACT_CASE_STAY, &a->nia.id, 1,
			   "Not so", e));
	assert_int_equal(open_details(a), 1);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM journal WHERE"
				    " action LIKE 'case%' OR action="
				    "'support.void'"), 3);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM journal WHERE"
				    " (action LIKE 'case%' OR action="
				    "'support.void') AND instr(summary,"
				    " 'Tom')"), 0);
}

static void
their_own_name_may_stand_in_a_named_one(void **state)
{
	struct small_academy *a = *state;

	begin(a, CASE_NAMED, "Nia Example, TST-0001, was taught by Ada.");
	assert_int_equal(open_details(a), 2);
}

static void
a_title_gives_nothing_away(void **state)
{
	struct small_academy *a = *state;
	struct case_study study = a_study(a, CASE_ANONYMOUS, "How Nia did it");
	struct err err;

	say(a, CONSENT_CASE_STUDY_ANONYMOUS, true);
	assert_int_equal(app_case_begin(a->app, &study, CLEAN, &err),
			 RC_INVALID);
	assert_string_equal(err.where, "title");
}

static void
the_sheet_says_what_it_is_and_not_whose(void **state)
{
	struct small_academy *a = *state;
	struct report report;
	struct buf text = BUF_INIT;
	int64_t number;

	begin(a, CASE_ANONYMOUS, CLEAN);
	must(report_build(a->app, report_kind_find("case-study"), NIA,
			  "file", &report, &number, e));
	report_render(&report, FORMAT_TEXT, true, &text);
	assert_non_null(strstr(text.ptr, "I learned to make pages."));
	assert_non_null(strstr(text.ptr, "Draft, not approved"));
	assert_null(strstr(text.ptr, "Nia"));
	assert_null(strstr(text.ptr, "TST-0001"));
	buf_release(&text);
	report_release(&report);
}

static void
one_of_several_is_named_by_its_number(void **state)
{
	struct small_academy *a = *state;
	struct case_study second = a_study(a, CASE_NAMED, "Another one");
	struct case_row row;
	struct err err;

	begin(a, CASE_NAMED, CLEAN);
	must(find(a, "TST-0001", &row, e));
	assert_string_equal(row.ref, NIA);
	must(app_case_begin(a->app, &second, CLEAN, e));
	assert_int_equal(find(a, "TST-0001", &row, &err),
			 RC_INVALID);
	must(find(a, "TST-0001.2", &row, e));
	assert_string_equal(row.study.title, "Another one");
	assert_int_equal(find(a, "TST-0002", &row, &err),
			 RC_NOT_FOUND);
	assert_int_equal(find(a, "TST-0001.x", &row, &err),
			 RC_NOT_FOUND);
	/* No other way leads past the desk's rules. */
	assert_int_equal(app_fact_add(a->app, FACT_CASE, &second, &err),
			 RC_INVALID);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, small_academy_set_up, \
						small_academy_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_state_follows_from_what_is_recorded),
		TEST(it_goes_from_draft_to_page_to_taken_down),
		TEST(what_is_out_is_a_copy_that_erasing_does_not_reach),
		TEST(each_step_is_undone_by_one_undo),
		TEST(the_writer_does_not_approve),
		TEST(what_is_not_approved_is_not_published),
		TEST(without_consent_nothing_begins),
		TEST(a_withdrawal_closes_every_way_out),
		TEST(looking_back_does_not_open_it_again),
		TEST(details_are_settled_before_it_is_sent),
		TEST(its_words_are_in_no_other_list),
		TEST(their_own_name_may_stand_in_a_named_one),
		TEST(a_title_gives_nothing_away),
		TEST(the_sheet_says_what_it_is_and_not_whose),
		TEST(one_of_several_is_named_by_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
