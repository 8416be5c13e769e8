/* SPDX-License-Identifier: ISC */
/*
 * academy: an invented academy at full size, sealed, to be measured.
 *
 *	academy build FOLDER	makes FOLDER/academy.vault
 *	academy measure FOLDER	unlocks it, in a process of its own so that its
 *				memory is only what the program takes
 */
#ifndef TESTS_BENCH_ACADEMY_H
#define TESTS_BENCH_ACADEMY_H

#include "app/app.h"
#include "tests/bench/bench.h"

#define BENCH_USER "demo"	/* its passphrase too */

struct academy_size {
	int students, attempts;
};

/* On the morning after its last day, a Monday. */
struct instant academy_now(void);
struct secret *academy_passphrase(void);
/* Ends the program when rc is not RC_OK. */
void academy_must(enum rc rc, const struct err *err);

void academy_build(const char *dir, const struct academy_size *size);
/* What is known beyond the course, of one student in five. */
void academy_build_gate(struct app *app, const struct id *students,
			size_t count);
/* How long a person waits at the screens. */
void academy_screens(const char *dir);
/* How long the parts beneath take, and what a change costs. */
void academy_parts(const char *dir, const char *folder);

#endif
