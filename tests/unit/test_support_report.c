/* SPDX-License-Identifier: ISC */
/* The support sheet of one person: what is in it, for whom, and as at when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/kinds.h"
#include "tests/support/small_academy.h"

enum { PAGE_COLS = 80, DAY_S = 86400 };

static void
add(struct small_academy *a, enum fact_kind kind, void *fact)
{
	((struct fact *)fact)->student_id = a->nia.id;
	must(app_fact_add(a->app, kind, fact, e));
}

static void
add_plan(struct small_academy *a)
{
	struct support_plan plan;
	struct plan_check check;
	struct plan_action action;
	struct professional helper;
	struct deferral deferral;

	fact_init(FACT_PLAN, &plan);
	plan.readiness = READINESS_SUPPORT_NEEDED;
	snprintf(plan.needs, sizeof(plan.needs), "A quiet place to work");
	add(a, FACT_PLAN, &plan);
	fact_init(FACT_CHECK, &check);
	check.item = CHECK_ID;
	check.state = CHECK_COMPLETED;
	add(a, FACT_CHECK, &check);
	fact_init(FACT_ACTION, &action);
	snprintf(action.what, sizeof(action.what), "Ask the bank");
	snprintf(action.owner, sizeof(action.owner), "Bea Example");
	action.due_on = app_today(a->app) + 7;
	add(a, FACT_ACTION, &action);
	fact_init(FACT_PROFESSIONAL, &helper);
	snprintf(helper.role, sizeof(helper.role), "Key worker");
	add(a, FACT_PROFESSIONAL, &helper);
	fact_init(FACT_DEFERRAL, &deferral);
	deferral.fact.student_id = a->nia.id;
	deferral.next_check = app_today(a->app) + 14;
	must(app_defer(a->app, &deferral, e));
}

static void
add_the_rest(struct small_academy *a)
{
	struct destination place;
	struct mentor_match mentor;
	struct contact contact;

	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED, DATE_NONE,
			 NULL, NULL, e));
	fact_init(FACT_DESTINATION, &place);
	snprintf(place.employer, sizeof(place.employer), "Example Bank");
	add(a, FACT_DESTINATION, &place);
	fact_init(FACT_MENTOR, &mentor);
	snprintf(mentor.mentor, sizeof(mentor.mentor), "Mia Sample");
	add(a, FACT_MENTOR, &mentor);
	fact_init(FACT_CONTACT, &contact);
	contact.fact.student_id = a->nia.id;
	contact.point = POINT_AT_RELEASE;
	must(app_fact_add(a->app, FACT_CONTACT, &contact, e));
}

static void
print(struct small_academy *a, enum report_format format, struct buf *out)
{
	struct report report;

	must(report_preview(a->app, report_kind_find("person"), "tst-0001",
			    &report, e));
	report_render(&report, format, true, out);
	report_release(&report);
}

static void
assert_has(const struct buf *text, const char *words)
{
	if (strstr(text->ptr, words) == NULL)
		fail_msg("no \"%s\" in:\n%s", words, text->ptr);
}

static void
paper_has_every_part_in_its_width(void **state)
{
	static const char *const words[] = {
		"TST-0001  Nia Example", "Support needed",
		"A quiet place to work", "What comes first", "next check 7",
		"Ask the bank", "To do by", "Bea Example",
		"Proof of identity", "Completed", "Laptop", "Not started",
		"Health", "Not looked at", "Key worker", "Example Bank",
		"Main one", "Mia Sample", "6 weeks", "to come", "Reached",
		"Agreed with:",
	};
	struct small_academy *a = *state;
	struct buf text = BUF_INIT;

	add_plan(a);
	add_the_rest(a);
	print(a, FORMAT_TEXT, &text);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		assert_has(&text, words[i]);
	for (const char *p = text.ptr; *p != '\0'; p += strspn(p, "\n\f")) {
		size_t len = strcspn(p, "\n\f");

		assert_true(utf8_width_n(p, len) <= PAGE_COLS);
		p += len;
	}
	buf_release(&text);
}

static void
an_empty_plan_says_so(void **state)
{
	struct small_academy *a = *state;
	struct buf text = BUF_INIT;

	print(a, FORMAT_TEXT, &text);
	assert_has(&text, "None agreed yet.");
	assert_has(&text, "Nobody recorded yet.");
	assert_has(&text, "None recorded yet.");
	assert_has(&text, "It begins with a release.");
	assert_null(strstr(text.ptr, "Mentors"));
	buf_release(&text);
}

static void
csv_is_one_table_with_the_reference_first(void **state)
{
	struct small_academy *a = *state;
	struct buf text = BUF_INIT;
	struct csv csv;

	add_plan(a);
	add_the_rest(a);
	print(a, FORMAT_CSV, &text);
	must(csv_parse(text.ptr, text.len, &csv, e));
	assert_int_equal(csv.count, 1 + 1 + 1 + CHECK_ITEMS + PATHWAYS +
						1 + 1 + 1 + 5 + 1);
	assert_string_equal(csv_text(&csv.rows[0], 0), "reference");
	for (size_t i = 1; i < csv.count; i++)
		assert_string_equal(csv_text(&csv.rows[i], 0), "TST-0001");
	assert_string_equal(csv_text(&csv.rows[1], 1), "deferrals");
	csv_release(&csv);
	buf_reset(&text);
	print(a, FORMAT_JSON, &text);
	assert_has(&text, "\"readiness\"");
	buf_release(&text);
}

static void
a_day_in_the_past_has_what_was_known_then(void **state)
{
	struct small_academy *a = *state;
	struct buf text = BUF_INIT;
	civil_date before = app_today(a->app);

	a->at.utc_s += 5 * DAY_S;
	add_plan(a);
	app_set_as_at(a->app, before);
	print(a, FORMAT_TEXT, &text);
	assert_has(&text, "None agreed yet.");
	assert_null(strstr(text.ptr, "What comes first"));
	buf_release(&text);
}

static void
who_may_not_gets_no_sheet(void **state)
{
	struct small_academy *a = *state;
	struct report report;
	struct err err;

	act_as(a, ROLE_VIEWER);
	assert_int_equal(report_preview(a->app, report_kind_find("person"),
					"TST-0001", &report, &err),
			 RC_DENIED);
	act_as_ada(a);
	assert_int_equal(report_preview(a->app, report_kind_find("person"),
					"TST-0099", &report, &err),
			 RC_NOT_FOUND);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(paper_has_every_part_in_its_width),
		T(an_empty_plan_says_so),
		T(csv_is_one_table_with_the_reference_first),
		T(a_day_in_the_past_has_what_was_known_then),
		T(who_may_not_gets_no_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
