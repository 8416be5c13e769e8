/* SPDX-License-Identifier: ISC */
/* What each value must be. The sentences are those a form shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "model/record.h"
#include "model/rule.h"

static void
accepts(rule_fn *rule, const char *text)
{
	struct err err = { .text = "" };

	if (rule(text, &err) != RC_OK)
		fail_msg("\"%s\": %s", text, err.text);
}

/* err->where is the caller's: a rule must not claim a field. */
static void
refuses(rule_fn *rule, const char *text, const char *sentence)
{
	struct err err = { .text = "" };

	if (rule(text, &err) != RC_INVALID)
		fail_msg("\"%s\" was accepted", text);
	assert_string_equal(err.text, sentence);
	assert_string_equal(err.where, "");
	assert_int_equal(rule(text, NULL), RC_INVALID);
}

/* count times the character, in a buffer that the next call reuses. */
static const char *
many(const char *character, size_t count)
{
	static char text[TEXT_SIZE + 8];

	text[0] = '\0';
	for (size_t at = 0; count > 0; count--, at += strlen(character))
		strcpy(text + at, character);
	return text;
}

#define EMOJI "\xf0\x9f\x98\x80"
#define ONE_LINE "This must be one line of text, without control characters."
#define NAME_NEEDED "A name is needed, as the person writes it."

static void
a_name_is_what_its_owner_writes(void **state)
{
	(void)state;
	accepts(rule_person_name, "Zo\xc3\xab O\xe2\x80\x99" "Example-Smith");
	accepts(rule_person_name, "\xe6\x9d\x8e");
	accepts(rule_person_name, many(EMOJI, 80));
	refuses(rule_person_name, many(EMOJI, 81),
		"This is too long: at most 80 characters.");
	refuses(rule_person_name, "Ana\nExample", ONE_LINE);
	refuses(rule_person_name, "Ana\x1b[31m", ONE_LINE);
	refuses(rule_person_name, "Ana\xff", ONE_LINE);
}

/* A blank of any kind would be a line without a name on the register. */
static void
a_blank_is_no_name_and_no_title(void **state)
{
	static const char *const blanks[] = {
		"", " ", "\t", "\xc2\xa0", "\xe3\x80\x80 ", "\xe2\x80\xaf",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(blanks); i++) {
		refuses(rule_person_name, blanks[i], NAME_NEEDED);
		refuses(rule_title, blanks[i], "A title is needed.");
	}
}

/* The longest text a rule lets through fits the record it goes to. */
static void
what_passes_fits_its_record(void **state)
{
	static const struct {
		rule_fn *rule;
		size_t chars, size;
	} rows[] = {
		{ rule_person_name, 80, NAME_SIZE },
		{ rule_title, 80, TITLE_SIZE },
		{ rule_line, 120, LINE_SIZE },
		{ rule_text, 2000, TEXT_SIZE },
	};
	char sentence[80];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		accepts(rows[i].rule, many(EMOJI, rows[i].chars));
		assert_true(strlen(many(EMOJI, rows[i].chars)) < rows[i].size);
		snprintf(sentence, sizeof(sentence),
			 "This is too long: at most %zu characters.",
			 rows[i].chars);
		refuses(rows[i].rule, many(EMOJI, rows[i].chars + 1),
			sentence);
	}
}

static void
free_text_may_be_empty_and_only_notes_have_lines(void **state)
{
	(void)state;
	accepts(rule_line, "");
	accepts(rule_text, "");
	accepts(rule_text, "one\n\ttwo");
	refuses(rule_line, "one\ntwo", ONE_LINE);
	refuses(rule_text, "one\x07", "This must be plain text, without "
				      "control characters.");
}

struct code_row {
	rule_fn *rule;
	const char *good[6], *bad[10], *sentence;
};

static const struct code_row codes[] = {
	{ rule_reference,
	  { "ACA-0042", "A-1", "0123456789ABCDEF" },
	  { "", "AB", "aca-0042", "ACA 42", "ACA.42", "0123456789ABCDEFG",
	    "\xc3\x80-42" },
	  "A reference has 3 to 16 capital letters, digits or hyphens, for "
	  "example ACA-0042." },
	{ rule_item_code,
	  { "A", "HTML-03", "WEB.1.2", "0123456789ABCDEF" },
	  { "", "html-03", "A B", "A_B", "0123456789ABCDEFG" },
	  "A code has 1 to 16 capital letters, digits, hyphens or dots, for "
	  "example HTML-03." },
	{ rule_site_code,
	  { "AC", "ACA", "SITE0001" },
	  { "", "A", "aca", "A-A", "SITE00001", "../x" },
	  "An academy's code has 2 to 8 capital letters or digits, for "
	  "example ACA." },
	{ rule_prison_number,
	  { "", "A0000AA", "Z0000ZZ" },
	  { "A0000A", "A0000AAA", "a0000aa", "A00O0AA", "00000AA", " " },
	  "A prison number is one letter, four digits and two letters, for "
	  "example A0000AA." },
	{ rule_user_name,
	  { "al", "ana.example", "a-b_c9", "abcdefghijklmnopqrstuvwxyz012345" },
	  { "", "a", "Ana", "9ana", ".ana", "ana example", "zo\xc3\xab",
	    "abcdefghijklmnopqrstuvwxyz0123456" },
	  "A user name has 2 to 32 small letters, digits, dots, hyphens or "
	  "underscores and starts with a letter." },
	{ rule_hours,
	  { "", "0", "3", "1.5", "0.25", "500" },
	  { "-1", "501", "500.25", "1.3", "1,5", ".5", "1.", "3h", "99999",
	    " 3" },
	  "Hours are a number from 0 to 500, in quarters, for example 3 or "
	  "1.5." },
};

static void
codes_have_their_shape(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		const struct code_row *r = &codes[i];

		for (size_t j = 0; j < ARRAY_SIZE(r->good) && r->good[j]; j++)
			accepts(r->rule, r->good[j]);
		for (size_t j = 0; j < ARRAY_SIZE(r->bad) && r->bad[j]; j++)
			refuses(r->rule, r->bad[j], r->sentence);
	}
}

static void
hours_become_minutes(void **state)
{
	static const struct {
		const char *text;
		int min;
	} rows[] = {
		{ "", 0 }, { "0", 0 }, { "3", 180 }, { "1.5", 90 },
		{ "0.25", 15 }, { "2.75", 165 }, { "2.50", 150 },
		{ "500", 30000 }, { "1.0", 60 }, { "1.00", 60 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		accepts(rule_hours, rows[i].text);
		assert_int_equal(rule_hours_min(rows[i].text), rows[i].min);
	}
}

/* 1000000027: 10*1 + 2*2 = 14, 14 modulo 11 is 3, and 10 - 3 is 7. A sum that
 * eleven divides has no check digit at all: 10*1 + 3*4 = 22. */
static void
a_learner_number_has_its_check_digit(void **state)
{
	static const char mistyped[] =
		"This Unique Learner Number has a mistyped digit: its last "
		"digit does not fit the others.";
	static const char ten[] = "A Unique Learner Number has ten digits.";

	(void)state;
	accepts(rule_uln, "");
	accepts(rule_uln, "1000000027");
	accepts(rule_uln, "1000000043");
	refuses(rule_uln, "1000000028", mistyped);
	refuses(rule_uln, "1000000072", mistyped);
	refuses(rule_uln, "0000000000", mistyped);
	for (char c = '0'; c <= '9'; c++) {
		char number[] = "1000000400";

		number[9] = c;
		refuses(rule_uln, number, mistyped);
	}
	refuses(rule_uln, "100000002", ten);
	refuses(rule_uln, "10000000277", ten);
	refuses(rule_uln, "10000000 7", ten);
}

static void
a_date_may_be_left_out(void **state)
{
	(void)state;
	accepts(rule_date, "");
	accepts(rule_date, "2026-11-23");
	refuses(rule_date, "23.11.2026", "A date is written year-month-day, "
					 "for example 2026-03-14.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_what_its_owner_writes),
		cmocka_unit_test(a_blank_is_no_name_and_no_title),
		cmocka_unit_test(what_passes_fits_its_record),
		cmocka_unit_test(
			free_text_may_be_empty_and_only_notes_have_lines),
		cmocka_unit_test(codes_have_their_shape),
		cmocka_unit_test(hours_become_minutes),
		cmocka_unit_test(a_learner_number_has_its_check_digit),
		cmocka_unit_test(a_date_may_be_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
