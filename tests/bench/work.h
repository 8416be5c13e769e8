/* SPDX-License-Identifier: ISC */
/* work: what the tasks of work_main share: one open database. */
#ifndef TESTS_BENCH_WORK_H
#define TESTS_BENCH_WORK_H

#include <sqlite3.h>

#include "tests/bench/bench.h"

struct work {
	const char *path, *vfs;		/* vfs NULL: plain SQLite */
	int cache_kib;
	int number;			/* how much of it */
	sqlite3 *db;
};

/* Opens it in the mode the program uses (store.c). */
void work_open(struct work *w);
void work_close(struct work *w);
void work_exec(struct work *w, const char *sql);
sqlite3_stmt *work_prepare(struct work *w, const char *sql);
/* To the last row, which is forgotten; then ready for the next. */
void work_run(struct work *w, sqlite3_stmt *stmt);

struct work_task {
	const char *name;
	struct bench_time (*run)(struct work *w);
};

/* On the tables of the program: a makes what the others read. */
struct bench_time work_insert(struct work *w);
struct bench_time work_grid_first(struct work *w);
struct bench_time work_grid_again(struct work *w);
struct bench_time work_update(struct work *w);
struct bench_time work_scan(struct work *w);
/* A mix of statements at a size, on tables of its own. */
struct bench_time work_mix(struct work *w);

#endif
