/* SPDX-License-Identifier: ISC */
/* Consent: what holds on a day, and the form that is signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "app/consent_app.h"
#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "report/kinds.h"
#include "tests/support/small_academy.h"

enum { DAY_S = 86400 };

static struct consent
said(struct small_academy *a, enum consent_purpose purpose, bool given)
{
	struct consent c;

	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = a->nia.id;
	c.purpose = purpose;
	c.given = given;
	must(app_fact_add(a->app, FACT_CONSENT, &c, e));
	return c;
}

static enum consent_state
state_on(struct small_academy *a, enum consent_purpose purpose, int days)
{
	enum consent_state state;

	must(app_consent(a->app, &a->nia.id, purpose,
			 app_today(a->app) + days, &state, e));
	return state;
}

/* ---- what holds ---- */

static void
what_was_said_last_holds(void **state)
{
	struct small_academy *a = *state;
	const enum consent_purpose named = CONSENT_CASE_STUDY_NAMED;

	assert_int_equal(state_on(a, named, 0), CONSENT_NOT_ASKED);
	said(a, named, true);
	a->at.utc_s += 5 * DAY_S;
	assert_int_equal(state_on(a, named, 0), CONSENT_GIVEN);
	said(a, named, false);
	assert_int_equal(state_on(a, named, 0), CONSENT_WITHDRAWN);
	assert_int_equal(state_on(a, named, -1), CONSENT_GIVEN);
	assert_int_equal(state_on(a, named, -6), CONSENT_NOT_ASKED);
	assert_int_equal(state_on(a, CONSENT_CASE_STUDY_ANONYMOUS, 0),
			 CONSENT_NOT_ASKED);
	must(app_fact_void(a->app, FACT_CONSENT, &a->nia.id, 2,
			   "Another person's form", e));
	assert_int_equal(state_on(a, named, 0), CONSENT_GIVEN);
}

static void
a_consent_names_the_form_that_was_signed(void **state)
{
	struct small_academy *a = *state;
	char now[SHORT_SIZE];
	struct consent c = said(a, CONSENT_HOLD_RECORD, true);

	assert_string_equal(c.wording, consent_wording(now));
	assert_string_equal(now, "2026-11");
	c = said(a, CONSENT_HOLD_RECORD, false);
	assert_string_equal(c.wording, "");
	c.given = true;
	memcpy(c.wording, "2019", 5);
	must(app_fact_add(a->app, FACT_CONSENT, &c, e));
	assert_string_equal(c.wording, "2019");
}

static void
a_contact_obeys_it(void **state)
{
	struct small_academy *a = *state;
	struct contact call;
	struct err err = { .code = RC_OK };

	fact_init(FACT_CONTACT, &call);
	call.fact.student_id = a->nia.id;
	call.point = POINT_UNPLANNED;
	said(a, CONSENT_CONTACT_AFTER_RELEASE, false);
	assert_int_equal(app_fact_add(a->app, FACT_CONTACT, &call, &err), RC_CONFLICT);
	assert_string_equal(err.where, "result");
	call.inbound = true;
	must(app_fact_add(a->app, FACT_CONTACT, &call, e));
	said(a, CONSENT_CONTACT_AFTER_RELEASE, true);
	call.inbound = false;
	must(app_fact_add(a->app, FACT_CONTACT, &call, e));
}

static void
the_list_says_who_has_what(void **state)
{
	struct small_academy *a = *state;
	struct consent_row *rows;
	size_t count;

	must(app_enrol(a->app, &a->tom.id, 1, ENROLMENT_WITHDRAWN, DATE_NONE,
		       "OTHER", NULL, e));
	said(a, CONSENT_ANONYMISED_STATISTICS, true);
	a->at.utc_s += DAY_S;
	said(a, CONSENT_ANONYMISED_STATISTICS, false);
	must(app_consents(a->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].reference, "TST-0001");
	assert_int_equal(rows[0].parts[CONSENT_ANONYMISED_STATISTICS].state,
			 CONSENT_WITHDRAWN);
	assert_int_equal(rows[0].parts[CONSENT_HOLD_RECORD].since,
			 DATE_NONE);
	mem_free(rows);
	app_set_as_at(a->app, app_today(a->app) - 1);
	must(app_consents(a->app, &rows, &count, e));
	assert_int_equal(rows[0].parts[CONSENT_ANONYMISED_STATISTICS].state,
			 CONSENT_GIVEN);
	mem_free(rows);
	app_set_as_at(a->app, DATE_NONE);
	act_as(a, ROLE_VIEWER);
	assert_int_equal(app_consents(a->app, &rows, &count, NULL),
			 RC_DENIED);
}

/* ---- the form ---- */

static const struct report_section *
part_of(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->section_count; i++)
		if (strcmp(r->sections[i].id, id) == 0)
			return &r->sections[i];
	fail_msg("no part %s", id);
	return NULL;
}

static void
the_form_has_a_box_for_each_purpose_on_one_page(void **state)
{
	struct small_academy *a = *state;
	struct report report;
	struct buf text = BUF_INIT;
	int64_t number = 0;

	must(report_build(a->app, report_kind_find("consent-form"),
			  "TST-0001", "file", &report, &number, e));
	assert_int_equal(number, 1);
	for (int i = 0; i < CONSENT_PURPOSES; i++) {
		const struct report_section *s = part_of(&report,
					term_code(&term_consent, i));

		assert_non_null(strstr(s->heading, "[  ] Yes    [  ] No"));
		assert_true(strlen(s->notes[0]) > 80);
	}
	assert_non_null(strstr(part_of(&report, "WITHDRAW")->notes[0],
			       "at any time"));
	report_render(&report, FORMAT_TEXT, true, &text);
	assert_non_null(strstr(text.ptr, "Wording of this form    2026-11"));
	assert_non_null(strstr(text.ptr, "page 1 of 1"));
	assert_non_null(strstr(text.ptr, "Nia Example"));
	buf_release(&text);
	report_release(&report);
}

static int
syllables(const char *word, size_t len)
{
	int count = 0;
	bool vowel = false;

	for (size_t i = 0; i < len; i++) {
		bool is = strchr("aeiouy", tolower((unsigned char)word[i])) !=
			  NULL;

		count += is && !vowel;
		vowel = is;
	}
	/* "make", but not "table". */
	if (count > 1 && word[len - 1] == 'e' &&
	    !(len > 2 && word[len - 2] == 'l'))
		count--;
	return count > 0 ? count : 1;
}

/* Flesch and Kincaid's grade; a reader of eleven is in the sixth. */
static double
grade_of(const char *text)
{
	int words = 0, sentences = 0, spoken = 0;

	while (*text != '\0') {
		size_t len = 0;

		while (isalpha((unsigned char)text[len]))
			len++;
		words += len > 0;
		spoken += len > 0 ? syllables(text, len) : 0;
		text += len;
		sentences += *text == '.';
		text += *text != '\0';
	}
	return 0.39 * words / sentences + 11.8 * spoken / words - 15.59;
}

static void
a_reader_of_eleven_understands_it(void **state)
{
	static const char *const more[] = { "INTRO", "WITHDRAW", "SIGN" };
	char version[SHORT_SIZE];

	(void)state;
	consent_wording(version);
	for (int i = 0; i < CONSENT_PURPOSES + 3; i++) {
		const char *part = i < CONSENT_PURPOSES
			? term_code(&term_consent, i)
			: more[i - CONSENT_PURPOSES];
		struct buf words = BUF_INIT;
		double grade;

		assert_true(consent_words(version, part, NULL, &words));
		grade = grade_of(words.ptr);
		if (grade > 6.0)
			fail_msg("%s: grade %.1f", part, grade);
		buf_release(&words);
	}
	/* The measure tells hard from easy. */
	assert_true(grade_of("Personal information is processed in "
			     "accordance with applicable legislation.") >
		    12.0);
}

static void
what_is_not_there_is_not_found(void **state)
{
	struct buf words = BUF_INIT;

	(void)state;
	assert_false(consent_words("1999-01", "INTRO", NULL, &words));
	assert_false(consent_words("2026-11", "HOLD", NULL, &words));
	assert_int_equal(words.len, 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, small_academy_set_up, \
						small_academy_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_was_said_last_holds),
		TEST(a_consent_names_the_form_that_was_signed),
		TEST(a_contact_obeys_it),
		TEST(the_list_says_who_has_what),
		TEST(the_form_has_a_box_for_each_purpose_on_one_page),
		TEST(a_reader_of_eleven_understands_it),
		TEST(what_is_not_there_is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
