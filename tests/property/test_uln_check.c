/* SPDX-License-Identifier: ISC */
/* The check digit finds the slips that people make. */
#include "tests/property/property.h"

#include "model/rule.h"

enum { ROUNDS = 5000, DIGITS = 10 };

static int
is_accepted(const char *number)
{
	return rule_uln(number, NULL) == RC_OK;
}

/* Nine digits and the check digit that fits; the few without one are passed
 * over. */
static void
any_number(struct property *p, unsigned round, char number[DIGITS + 1])
{
	int fit = 0;

	while (fit == 0) {
		char check = '0';

		for (int i = 0; i < DIGITS - 1; i++)
			number[i] = (char)('0' + property_below(p, 10));
		number[DIGITS] = '\0';
		for (char c = '0'; c <= '9'; c++) {
			number[DIGITS - 1] = c;
			if (is_accepted(number)) {
				check = c;
				fit++;
			}
		}
		number[DIGITS - 1] = check;
		property_holds(p, round, fit <= 1);
	}
}

static void
one_wrong_digit_is_always_found(void **state)
{
	char number[DIGITS + 1];
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		any_number(&p, round, number);
		for (int i = 0; i < DIGITS; i++) {
			char was = number[i];

			for (char c = '0'; c <= '9'; c++) {
				number[i] = c;
				property_holds(&p, round, is_accepted(number) ==
					       (c == was));
			}
			number[i] = was;
		}
	}
}

static void
two_neighbours_exchanged_are_always_found(void **state)
{
	char number[DIGITS + 1];
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		any_number(&p, round, number);
		for (int i = 0; i + 1 < DIGITS; i++) {
			char a = number[i], b = number[i + 1];

			number[i] = b;
			number[i + 1] = a;
			property_holds(&p, round,
				       is_accepted(number) == (a == b));
			number[i] = a;
			number[i + 1] = b;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_wrong_digit_is_always_found),
		cmocka_unit_test(two_neighbours_exchanged_are_always_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
