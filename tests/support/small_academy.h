/* SPDX-License-Identifier: ISC */
/*
 * small_academy: an academy in a folder of its own, unlocked, for tests of
 * src/app/ and src/store/. One course of four items, two students:
 *
 *	C > M > U-1, U-2 (after U-1), U-3 (optional, after U-2);  N > P-1
 *	TST-0001 Nia Example, TST-0002 Tom Example, both pinned to it
 *
 * Ada, its administrator, is at work; it is 23 November 2026, 09:00 UTC, and
 * stays so until a test moves the clock.
 */
#ifndef TESTS_SUPPORT_SMALL_ACADEMY_H
#define TESTS_SUPPORT_SMALL_ACADEMY_H

#include "app/academy_app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "app/app_private.h"

#define ADA_PASSPHRASE "seven grey geese"

struct small_academy {
	char root[40], dir[64];
	struct instant at;
	struct app *app;
	struct secret *recovery;
	struct student nia, tom;
	struct curriculum_version version;
};

/* For cmocka: *state becomes a struct small_academy. */
int small_academy_set_up(void **state);
int small_academy_tear_down(void **state);
/* The demo academy instead, and Dana at work in it. */
int demo_academy_set_up(void **state);

/* A place of that code with Ada and nothing else; and what is listed above. */
struct small_academy *small_academy_new(const char *code, bool head_office);
void small_academy_fill(struct small_academy *a);
int small_academy_free(struct small_academy *a);

/* The rest fail the test when they cannot. */
#define must(call) \
	do { \
		struct err must_err = { .code = RC_OK }; \
		struct err *e = &must_err; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, must_err.text); \
	} while (0)

/* Somebody else, of that role, is at work from now on. */
void act_as(struct small_academy *a, enum role role);
void act_as_ada(struct small_academy *a);
struct cell_ref cell_of(struct small_academy *a, const struct student *who,
			const char *code);
/* Records at the academy's own date, prerequisites or not. */
void record(struct small_academy *a, const struct student *who,
	    const char *code, enum progress status);
struct mark mark_of(struct small_academy *a, const struct student *who,
		    const char *code);
struct student_row row_of(struct small_academy *a, const struct student *who);
int64_t newest_entry(struct small_academy *a);
/* Straight into the records, past every rule; the first column of a row. */
void sql_run(struct small_academy *a, const char *sql);
int64_t sql_number(struct small_academy *a, const char *sql);
/* A hash of every row of every table that undo is about. */
uint64_t records_hash(struct small_academy *a);
/* The same of every table, registers and journal as well. */
uint64_t everything_hash(struct small_academy *a);
/* RC_OK when the whole chain and SQLite's own checks hold. */
enum rc verify_all(struct small_academy *a, struct err *err);

#endif
