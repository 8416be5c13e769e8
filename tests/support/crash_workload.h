/* SPDX-License-Identifier: ISC */
/*
 * crash_workload: what the crash explorer lets SQLite do, and what it knows of
 * the content after each step.
 *
 * A step is at most one transaction. The steps are the same for a seed.
 */
#ifndef TESTS_SUPPORT_CRASH_WORKLOAD_H
#define TESTS_SUPPORT_CRASH_WORKLOAD_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/support/record_vfs.h"

enum { CRASH_DIGEST_SIZE = 16, CRASH_MAX_STEPS = 64 };

struct crash_mode {
	const char *name;
	const char *setup;	/* pragmas, run at every opening */
	const char *first;	/* more of them, once the key is known good */
	const char *checkpoint;	/* a step of this mode alone, or NULL */
};

extern const struct crash_mode crash_modes[];
extern const size_t crash_mode_count;

/* acks[i]: after `changes` changes in the log SQLite said that the content is
 * `digest`; acks[0] is the content at the start. */
struct crash_history {
	size_t count;
	struct crash_ack {
		size_t changes;
		unsigned char digest[CRASH_DIGEST_SIZE];
	} acks[CRASH_MAX_STEPS + 1];
};

/* Of every row and of the schema; SQLite's error when it cannot be read. */
int crash_digest(sqlite3 *db, unsigned char digest[CRASH_DIGEST_SIZE]);

/* Runs rounds of all the steps, in an order by seed, on a recording VFS.
 * Returns SQLite's error; *history is filled from acks[0]. */
int crash_workload(struct record_vfs *vfs, sqlite3 *db,
		   const struct crash_mode *mode, uint64_t seed, int rounds,
		   struct crash_history *history);

#endif
