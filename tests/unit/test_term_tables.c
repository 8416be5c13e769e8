/* SPDX-License-Identifier: ISC */
/* The field's words: codes that are stored must never shift or collide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "model/record.h"
#include "model/term.h"

static const struct term_set *const sets[] = {
	&term_enrolment, &term_custody, &term_progress, &term_attempt_result,
	&term_medium, &term_item_kind, &term_release_kind, &term_confidence,
	&term_role, &term_break_reason, &term_withdrawal_reason,
	&term_decline_reason,
};

/* Enum values are row numbers, and rows are what vaults hold. */
static void
a_value_has_the_code_that_vaults_hold(void **state)
{
	static const struct {
		const struct term_set *set;
		int value;
		const char *code;
	} rows[] = {
		{ &term_enrolment, ENROLMENT_APPLIED, "APPLIED" },
		{ &term_enrolment, ENROLMENT_VETTING, "VETTING" },
		{ &term_enrolment, ENROLMENT_WAITING, "WAITING" },
		{ &term_enrolment, ENROLMENT_DECLINED, "DECLINED" },
		{ &term_enrolment, ENROLMENT_ACTIVE, "ACTIVE" },
		{ &term_enrolment, ENROLMENT_ON_BREAK, "ON_BREAK" },
		{ &term_enrolment, ENROLMENT_WITHDRAWN, "WITHDRAWN" },
		{ &term_enrolment, ENROLMENT_GRADUATED, "GRADUATED" },
		{ &term_custody, CUSTODY_IN_THIS_PRISON, "IN_THIS_PRISON" },
		{ &term_custody, CUSTODY_IN_OTHER_PRISON, "IN_OTHER_PRISON" },
		{ &term_custody, CUSTODY_TEMPORARILY_ABSENT,
		  "TEMPORARILY_ABSENT" },
		{ &term_custody, CUSTODY_RELEASED_ON_LICENCE,
		  "RELEASED_ON_LICENCE" },
		{ &term_custody, CUSTODY_RELEASED, "RELEASED" },
		{ &term_custody, CUSTODY_RECALLED, "RECALLED" },
		{ &term_custody, CUSTODY_IN_HOSPITAL, "IN_HOSPITAL" },
		{ &term_custody, CUSTODY_DIED, "DIED" },
		{ &term_custody, CUSTODY_UNKNOWN, "UNKNOWN" },
		{ &term_progress, PROGRESS_NOT_STARTED, "NOT_STARTED" },
		{ &term_progress, PROGRESS_IN_PROGRESS, "IN_PROGRESS" },
		{ &term_progress, PROGRESS_SUBMITTED, "SUBMITTED" },
		{ &term_progress, PROGRESS_NEEDS_MORE_WORK,
		  "NEEDS_MORE_WORK" },
		{ &term_progress, PROGRESS_COMPLETE, "COMPLETE" },
		{ &term_progress, PROGRESS_CREDITED, "CREDITED" },
		{ &term_progress, PROGRESS_EXCUSED, "EXCUSED" },
		{ &term_attempt_result, ATTEMPT_PASS, "PASS" },
		{ &term_attempt_result, ATTEMPT_NOT_YET, "NOT_YET" },
		{ &term_attempt_result, ATTEMPT_VOID, "VOID" },
		{ &term_medium, MEDIUM_WORKSTATION, "WORKSTATION" },
		{ &term_medium, MEDIUM_PAPER, "PAPER" },
		{ &term_item_kind, ITEM_COURSE, "COURSE" },
		{ &term_item_kind, ITEM_MODULE, "MODULE" },
		{ &term_item_kind, ITEM_UNIT, "UNIT" },
		{ &term_item_kind, ITEM_PROJECT, "PROJECT" },
		{ &term_release_kind, RELEASE_AUTOMATIC, "AUTOMATIC" },
		{ &term_release_kind, RELEASE_CONDITIONAL, "CONDITIONAL" },
		{ &term_release_kind, RELEASE_HDC_ELIGIBILITY,
		  "HDC_ELIGIBILITY" },
		{ &term_release_kind, RELEASE_PAROLE_ELIGIBILITY,
		  "PAROLE_ELIGIBILITY" },
		{ &term_release_kind, RELEASE_POST_RECALL, "POST_RECALL" },
		{ &term_release_kind, RELEASE_TARIFF, "TARIFF" },
		{ &term_release_kind, RELEASE_LICENCE_EXPIRY,
		  "LICENCE_EXPIRY" },
		{ &term_release_kind, RELEASE_OTHER, "OTHER" },
		{ &term_confidence, CONFIDENCE_EXPECTED, "EXPECTED" },
		{ &term_confidence, CONFIDENCE_CONFIRMED, "CONFIRMED" },
		{ &term_role, ROLE_ADMINISTRATOR, "ADMINISTRATOR" },
		{ &term_role, ROLE_LEAD, "LEAD_INSTRUCTOR" },
		{ &term_role, ROLE_INSTRUCTOR, "INSTRUCTOR" },
		{ &term_role, ROLE_VIEWER, "VIEWER" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_string_equal(term_code(rows[i].set, rows[i].value),
				    rows[i].code);
		assert_int_equal(term_value(rows[i].set, rows[i].code),
				 rows[i].value);
		/* The last row of each set closes it: none is left out. */
		if (i + 1 == ARRAY_SIZE(rows) || rows[i + 1].value == 0)
			assert_int_equal(rows[i].set->count,
					 rows[i].value + 1);
	}
}

static int
is_code(const char *code)
{
	for (const char *p = code; *p != '\0'; p++)
		if (!isupper((unsigned char)*p) && *p != '_')
			return 0;
	return code[0] != '\0';
}

static void
every_row_is_complete_and_fits(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		assert_true(sets[i]->id[0] != '\0');
		assert_true(sets[i]->noun[0] != '\0');
		for (size_t j = 0; j < sets[i]->count; j++) {
			const struct term *t = &sets[i]->rows[j];

			assert_true(is_code(t->code));
			assert_true(strlen(t->code) <
				    sizeof(((struct axis_change *)0)->reason));
			assert_true(isupper((unsigned char)t->label[0]));
			assert_true(strlen(t->mark) <= 2);
			assert_true(t->help[0] == '\0' ||
				    t->help[strlen(t->help) - 1] == '.');
		}
	}
}

/* Every code and label, in any writing, means its own row and no other. */
static void
every_word_reads_back_as_itself(void **state)
{
	char text[80];
	int value;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		for (size_t j = 0; j < sets[i]->count; j++) {
			const struct term *t = &sets[i]->rows[j];

			assert_int_equal(term_parse(sets[i], t->label, &value,
						    &err), RC_OK);
			assert_int_equal(value, (int)j);
			strcpy(text, t->code);
			for (char *p = text; *p != '\0'; p++)
				*p = *p == '_' ? '-'
					       : (char)tolower((int)*p);
			assert_int_equal(term_parse(sets[i], text, &value,
						    &err), RC_OK);
			assert_int_equal(value, (int)j);
			assert_string_equal(term_label(sets[i], value),
					    t->label);
		}
	}
}

static void
keys_and_marks_of_the_grid_are_each_their_own(void **state)
{
	const struct term_set *set = &term_progress;

	(void)state;
	for (size_t i = 0; i < set->count; i++) {
		assert_int_equal(term_by_key(set, set->rows[i].key), (int)i);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(set->rows[i].mark,
						set->rows[j].mark);
	}
	assert_int_equal(term_by_key(set, '\0'), -1);
	assert_int_equal(term_by_key(set, '?'), -1);
	assert_int_equal(term_by_key(&term_custody, '\0'), -1);
}

static void
a_wrong_word_is_answered_with_every_right_one(void **state)
{
	struct err err;
	int value = 7;

	(void)state;
	assert_int_equal(term_parse(&term_attempt_result, "fail", &value,
				    &err), RC_INVALID);
	assert_string_equal(err.where, "result");
	assert_string_equal(err.text, "\"fail\" is not a result. It may be: "
				      "PASS, NOT_YET, VOID.");
	assert_int_equal(value, 7);
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		assert_int_equal(term_parse(sets[i], "\xd1\x8f\xd1\x8f" "ZZZZZ"
			"ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ",
			&value, &err), RC_INVALID);
		for (size_t j = 0; j < sets[i]->count; j++)
			assert_non_null(strstr(err.text,
					       sets[i]->rows[j].code));
		assert_int_equal(err.text[strlen(err.text) - 1], '.');
		assert_int_equal(term_parse(sets[i], "", &value, NULL),
				 RC_INVALID);
	}
}

static void
a_value_out_of_range_is_no_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		assert_string_equal(term_code(sets[i], -1), "");
		assert_string_equal(term_label(sets[i], (int)sets[i]->count),
				    "");
		assert_int_equal(term_value(sets[i], "applied"), -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_has_the_code_that_vaults_hold),
		cmocka_unit_test(every_row_is_complete_and_fits),
		cmocka_unit_test(every_word_reads_back_as_itself),
		cmocka_unit_test(keys_and_marks_of_the_grid_are_each_their_own),
		cmocka_unit_test(a_wrong_word_is_answered_with_every_right_one),
		cmocka_unit_test(a_value_out_of_range_is_no_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
