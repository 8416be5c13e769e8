/* SPDX-License-Identifier: ISC */
#include "tests/bench/bench.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double
seconds(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Ready to run, but not running: the second number (proc(5)). 0 where the
 * kernel does not count it. */
static double
held_up_s(void)
{
	static int fd = -1;
	char text[64] = "";
	unsigned long long ran, waited;

	if (fd < 0)
		fd = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || pread(fd, text, sizeof(text) - 1, 0) <= 0 ||
	    sscanf(text, "%llu %llu", &ran, &waited) != 2)
		return 0;
	return (double)waited / 1e9;
}

struct bench_time
bench_now(void)
{
	double held_up = held_up_s();

	return (struct bench_time){ seconds(CLOCK_MONOTONIC) - held_up,
				    seconds(CLOCK_PROCESS_CPUTIME_ID) };
}

struct bench_time
bench_since(struct bench_time start)
{
	struct bench_time now = bench_now();

	now.wall_s -= start.wall_s;
	now.cpu_s -= start.cpu_s;
	return now;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double
bench_at(double *values, size_t count, double p)
{
	if (count == 0)
		return 0;
	qsort(values, count, sizeof(*values), compare);
	return values[(size_t)(p * (double)(count - 1) + 0.5)];
}

int
bench_knob(const char *name, int fallback)
{
	const char *text = getenv(name);
	int value = text != NULL ? atoi(text) : 0;

	return value > 0 ? value : fallback;
}

/* xorshift64* (Vigna, 2016). */
uint32_t
bench_roll(struct bench_dice *dice, uint32_t below)
{
	uint64_t x = dice->state;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	dice->state = x;
	return (uint32_t)((x * 0x2545f4914f6cdd1d) >> 33) % below;
}

void
bench_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("bench: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(1);
}
