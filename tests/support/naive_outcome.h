/* SPDX-License-Identifier: ISC */
/*
 * naive_outcome: the outcome statement counted again, person by person, from
 * the rows of the tables. It shares no line with what counts them in src/; a
 * reader can hold it against the words of the rules.
 */
#ifndef TESTS_SUPPORT_NAIVE_OUTCOME_H
#define TESTS_SUPPORT_NAIVE_OUTCOME_H

#include "model/outcome.h"
#include "tests/support/small_academy.h"

/* The figures of a day, as they were known at its end. */
void naive_outcome(struct small_academy *a, civil_date on,
		   int cells[OUTCOME_CELLS]);

#endif
