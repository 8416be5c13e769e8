/* SPDX-License-Identifier: ISC */
/*
 * academy_steps: an endless script of what people do in a small academy, one
 * journal entry a step. Step n does the same to the same records whenever it
 * is done, to the last byte of the journal: it sets the academy's clock and
 * where its ids come from. So a test knows beforehand what must be found.
 */
#ifndef TESTS_SUPPORT_ACADEMY_STEPS_H
#define TESTS_SUPPORT_ACADEMY_STEPS_H

#include "tests/support/small_academy.h"

/* After so many each kind of step was done. */
enum { ACADEMY_STEP_KINDS = 15 };

/* n counts from 0. The academy is open, and Ada is at work. */
MUST_USE enum rc academy_step(struct small_academy *a, unsigned n,
			      struct err *err);

/* ---- the same academy, opened again and again ---- */

/* What the next step would be: how many were done. */
unsigned academy_steps_done(struct small_academy *a);
/* a->app is made and unlocked as Ada; NULL after a failure. */
MUST_USE enum rc academy_reopen(struct small_academy *a, struct err *err);
void academy_close(struct small_academy *a);
/* The folder at `to` becomes a copy of the vault at `from`, which is closed. */
void academy_copy(const char *from, const char *to);
/* Everything below a path, and the path. */
void academy_remove(const char *path);

/* The journal's head and every row, in a number. */
uint64_t academy_digest(struct small_academy *a);

#endif
