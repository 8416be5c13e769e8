/* SPDX-License-Identifier: ISC */
/* What in a text may tell who somebody is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/identify.h"

static const struct known_name names[] = {
	{ "Nia Example", FINDING_OWN_NAME },
	{ "王小明", FINDING_OWN_NAME },
	{ "", FINDING_OWN_NAME },
	{ "A0000AA", FINDING_OWN_NUMBER },
	{ "DEM-0042", FINDING_OWN_NUMBER },
	{ "Siân Dychmygol", FINDING_STUDENT },
	{ "Will B. Sample", FINDING_STUDENT },
	{ "Lena O'Invented", FINDING_STAFF },
	{ "The office", FINDING_PROFESSIONAL },
	{ "Example Bank plc", FINDING_EMPLOYER },
	{ "Example Coding Academy", FINDING_PLACE },
};

/* "OWN_NAME 1 Nia; DATE 2 May 2024" */
static void
expect(const char *text, const char *wanted)
{
	struct finding *rows;
	size_t count;
	struct buf got = BUF_INIT;

	identify(text, names, ARRAY_SIZE(names), &rows, &count);
	for (size_t i = 0; i < count; i++)
		buf_addf(&got, "%s%s %d %s", i > 0 ? "; " : "",
			 term_code(&term_finding, (int)rows[i].kind),
			 rows[i].line, rows[i].words);
	mem_free(rows);
	assert_string_equal(got.ptr, wanted);
	buf_release(&got);
}

static void
names_are_found_whole_and_in_parts(void **state)
{
	(void)state;
	expect("Nia learned to code.", "OWN_NAME 1 Nia");
	expect("She is\nNIA EXAMPLE's sister.", "OWN_NAME 2 NIA EXAMPLE");
	expect("nia example", "OWN_NAME 1 nia example");
	expect("Ms Example-Smith said so.", "OWN_NAME 1 Example");
	expect("Sian and Dychmygol", "STUDENT 1 Sian; STUDENT 1 Dychmygol");
	expect("Nia\n  Example", "OWN_NAME 1 Nia   Example");
	expect("Nothing here.", "");
	expect("", "");
}

static void
a_part_needs_its_capital(void **state)
{
	(void)state;
	expect("I will do it, and show an example.", "");
	expect("My friend Will did.", "STUDENT 1 Will");
	/* An initial is no name, nor is a piece of a word. */
	expect("Plan B. Niagara.", "");
	expect("The Office.", "PROFESSIONAL 1 The Office");
	expect("The page. Office work. Ask the office.",
	       "PROFESSIONAL 1 the office");
}

static void
marks_and_apostrophes_do_not_hide_a_name(void **state)
{
	(void)state;
	expect("o'invented", "");
	expect("Ask O’Invented.", "STAFF 1 O’Invented");
	expect("Siân's", "STUDENT 1 Siân");
}

static void
scripts_without_spaces_are_looked_through(void **state)
{
	(void)state;
	expect("我叫王小明。", "OWN_NAME 1 王小明");
	expect("小明", "");
}

static void
numbers_and_organisations_are_found_whole(void **state)
{
	(void)state;
	expect("a0000aa, dem-0042, 0042",
	       "OWN_NUMBER 1 a0000aa; OWN_NUMBER 1 dem-0042");
	/* Of somebody who is on no list. */
	expect("He is A9999ZZ, not B999ZZ, A9999ZZZ or AA9999ZZ.",
	       "NUMBER 1 A9999ZZ");
	expect("At example bank I wrote tests.", "EMPLOYER 1 example bank");
	expect("Example Coding Academy", "PLACE 1 Example Coding Academy");
}

static void
dates_are_found_in_any_usual_form(void **state)
{
	static const char *const dates[] = {
		"12 May 2024", "12th of May 2024", "12th May", "May 12, 2024",
		"May 2024", "Sept 2024", "12/05/2024", "05/12/24",
		"2024-05-12", "12.5.2024", "05/2024", "2024", "1 jan 1999",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(dates); i++) {
		char text[80], wanted[80];

		snprintf(text, sizeof(text), "It was on %s, I think.",
			 dates[i]);
		snprintf(wanted, sizeof(wanted), "DATE 1 %s", dates[i]);
		expect(text, wanted);
	}
	expect("You may do 5 of 12, or 24/7, at 1.5.3, 32 Maybe 12345.", "");
	expect("In May 12 of us began.", "DATE 1 May 12");
}

static void
prisons_and_offences_are_on_lists(void **state)
{
	(void)state;
	expect("I came to HMP Made Up from there.", "PRISON 1 HMP Made Up");
	expect("At Humber we had a bridge.", "PRISON 1 Humber");
	expect("A humber is nothing, a landing page is one.", "");
	expect("On my wing", "PRISON 1 wing");
	expect("In Leeds prison, not in Leeds", "PRISON 1 Leeds prison");
	expect("Robbery and FRAUD", "OFFENCE 1 Robbery; OFFENCE 1 FRAUD");
}

static void
the_same_words_are_known_again(void **state)
{
	const struct finding f = { .kind = FINDING_STUDENT,
				   .words = "Siân  Dychmygol" };

	(void)state;
	assert_true(finding_same(&f, FINDING_STUDENT, "sian dychmygol"));
	assert_false(finding_same(&f, FINDING_STAFF, "sian dychmygol"));
	assert_false(finding_same(&f, FINDING_STUDENT, "sian"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_whole_and_in_parts),
		cmocka_unit_test(a_part_needs_its_capital),
		cmocka_unit_test(marks_and_apostrophes_do_not_hide_a_name),
		cmocka_unit_test(scripts_without_spaces_are_looked_through),
		cmocka_unit_test(numbers_and_organisations_are_found_whole),
		cmocka_unit_test(dates_are_found_in_any_usual_form),
		cmocka_unit_test(prisons_and_offences_are_on_lists),
		cmocka_unit_test(the_same_words_are_known_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
