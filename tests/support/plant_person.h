/* SPDX-License-Identifier: ISC */
/*
 * plant_person: a row about one student in every table that has such rows,
 * made from the schema and the rules of the tables, with a word of its own in
 * every column that a person can fill. What is planted is to be found in a
 * subject access file, and nowhere once it is erased.
 */
#ifndef TESTS_SUPPORT_PLANT_PERSON_H
#define TESTS_SUPPORT_PLANT_PERSON_H

#include "tests/support/small_academy.h"

enum { PLANT_MAX = 400 };

struct planted {
	char word[24], where[64];	/* "zqplant017x", "contact.note" */
	bool stays;			/* the row is kept, without the person */
};

struct plants {
	struct planted rows[PLANT_MAX];
	size_t count;
};

/* Past every rule, and past the journal. */
void plant_person(struct small_academy *a, const struct id *student,
		  struct plants *plants);
/* The first that is missing from the text, or (found) in it; or NULL. */
const struct planted *plant_missing(const struct plants *plants,
				    const char *text);
const struct planted *plant_found(const struct plants *plants,
				  const void *data, size_t size);

#endif
