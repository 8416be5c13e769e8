/* SPDX-License-Identifier: ISC */
/*
 * bench: what the programs behind `make bench` share.
 *
 * bench_main	runs the others in turn and prints the tables
 * work_main	one task on one database file, timed; built twice, once with
 *		the VFS as it ships and once with its cipher "none"
 * academy_main	a real academy at full size, through the store and the screens
 *
 * Times are of this machine in this hour: only the ratios of one run say
 * something. A failure ends the program.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

enum { BENCH_ITEMS = 200, BENCH_CACHE_KIB = 65536 };

/* By the clock, without the time for which other programs had the processor:
 * what a person waits on a machine that does nothing else. */
struct bench_time {
	double wall_s, cpu_s;
};

struct bench_time bench_now(void);
struct bench_time bench_since(struct bench_time start);

/* Sorts. p from 0 to 1: 0.5 is the median. 0 when there are none. */
double bench_at(double *values, size_t count, double p);

/* A number from the environment; fallback when it is not there. */
int bench_knob(const char *name, int fallback);

/* Repeats for ever the same numbers: from 0 to below - 1. */
struct bench_dice {
	uint64_t state;
};
uint32_t bench_roll(struct bench_dice *dice, uint32_t below);

_Noreturn void bench_fail(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
