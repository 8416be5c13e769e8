/* SPDX-License-Identifier: ISC */
/*
 * three_places: academies ACA (with the course and students of
 * small_academy.h) and BBB (empty), head office HQ, and a folder that stands
 * for the stick between them. All trust each other by their cards.
 */
#ifndef TESTS_SUPPORT_THREE_PLACES_H
#define TESTS_SUPPORT_THREE_PLACES_H

#include "exchange/exchange.h"
#include "tests/support/small_academy.h"

struct places {
	struct small_academy *aca, *bbb, *hq;
	char stick[40];
};

/* For cmocka: *state becomes a struct places. */
int places_set_up(void **state);
int places_tear_down(void **state);

/* It is the next day everywhere. */
void next_day(struct places *p);
void trust(struct places *p, struct small_academy *who,
	   struct small_academy *whom);
/* Everything that is on the stick goes. */
void empty_stick(struct places *p);
size_t files_on_stick(struct places *p);

/* The rest fail the test when they cannot. Paths are the caller's to
 * mem_free(). */
char *send_bundle(struct places *p, struct small_academy *from,
		  struct export_request request);
/* For the whole of a week: kind alone, to the one place it can go to. */
char *send_return(struct places *p, struct small_academy *from);
char *send_transfer(struct places *p, struct small_academy *from,
		    const char *to, const struct id *student);
char *send_receipt(struct places *p, struct small_academy *from,
		   const char *to);
void take_in(struct small_academy *at, const char *path);
/* What came of opening it, with nothing changed there. */
enum rc try_open(struct small_academy *at, const char *path, struct err *err);

#endif
