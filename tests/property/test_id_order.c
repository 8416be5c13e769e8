/* SPDX-License-Identifier: ISC */
/* Identifiers sort by the second they were made in, as bytes and as text. */
#include "tests/property/property.h"

#include <string.h>

#include "base/rc.h"

enum { ROUNDS = 20000 };

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
a_later_second_sorts_later(void **state)
{
	struct property p;
	struct id last = { { 0 } };
	struct instant at = { 0, 0 };

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct id id;

		at.utc_s += 1 + property_below(&p, 100000);
		at.offset_min = (int)property_below(&p, 1681) - 840;
		id = id_new(at, &p.random);
		property_holds(&p, round,
			       memcmp(&last, &id, sizeof(id)) < 0);
		last = id;
	}
}

static void
text_sorts_as_bytes_do_and_reads_back(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct instant at = { 1795440000 + property_below(&p, 3), 0 };
		struct id a = id_new(at, &p.random), b, again;
		char one[ID_TEXT_SIZE], two[ID_TEXT_SIZE];

		at.utc_s = 1795440000 + property_below(&p, 3);
		b = id_new(at, &p.random);
		id_format(&a, one);
		id_format(&b, two);
		property_holds(&p, round, sign(strcmp(one, two)) ==
			       sign(memcmp(&a, &b, sizeof(a))));
		property_holds(&p, round, id_parse(one, &again));
		property_holds(&p, round, id_equal(&a, &again));
	}
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct id));
}

/* A class list imported in one second. */
static void
ids_of_one_second_differ(void **state)
{
	static struct id ids[ROUNDS];
	struct instant at = { 1795440000, 0 };
	struct property p;

	(void)state;
	property_init(&p);
	for (size_t i = 0; i < ROUNDS; i++)
		ids[i] = id_new(at, &p.random);
	qsort(ids, ROUNDS, sizeof(ids[0]), compare);
	for (unsigned i = 1; i < ROUNDS; i++)
		property_holds(&p, i, !id_equal(&ids[i - 1], &ids[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_later_second_sorts_later),
		cmocka_unit_test(text_sorts_as_bytes_do_and_reads_back),
		cmocka_unit_test(ids_of_one_second_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
