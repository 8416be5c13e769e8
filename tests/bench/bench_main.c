/* SPDX-License-Identifier: ISC */
/* bench FOLDER: runs every task on plain SQLite, on the shim with its cipher
 * "none", and on the sealed VFS, in turn, and prints medians and ratios. The
 * programs it runs are beside it; FOLDER gets the databases. */
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/bench/bench.h"

enum kind { PLAIN, NONE, SEALED, KINDS };
enum { SMALL_CACHE_KIB = 2000, MAX_RUNS = 25, EVERY_RUN = 0 };

static const char *const kinds[] = { "plain", "none", "sealed" };

struct row {
	const char *label, *task;
	bool real;		/* SQLite's own speedtest1, where there is one */
	int number;		/* 0: as many as there are attempts */
	int cache_kib, most_runs;
	bool by_the_clock;	/* wall time counts: it waits for the disk */
	double none, sealed;	/* targets, or 0 */
};

static const struct row rows[] = {
	{ "(a) insert every attempt", "insert", false, 0, BENCH_CACHE_KIB, 1,
	  false, 0, 0 },
	{ "(b) class grid, first time", "grid-first", false, 0,
	  BENCH_CACHE_KIB, EVERY_RUN, false, 0, 0 },
	{ "    class grid, again", "grid-again", false, 0, BENCH_CACHE_KIB,
	  EVERY_RUN, false, 0, 0 },
	{ "(c) random updates, each saved", "update", false, 0,
	  BENCH_CACHE_KIB, EVERY_RUN, true, 0, 1.25 },
	{ "(d) open cold, scan attempts", "scan", false, 0, BENCH_CACHE_KIB,
	  EVERY_RUN, false, 0, 0 },
	{ "(e) mix, size 20", "mix", false, 20, BENCH_CACHE_KIB, EVERY_RUN,
	  false, 1.05, 1.20 },
	{ "    mix, size 20, 2 MB of cache", "mix", false, 20,
	  SMALL_CACHE_KIB, EVERY_RUN, false, 1.05, 1.20 },
	{ "    mix, size 100", "mix", false, 100, BENCH_CACHE_KIB, EVERY_RUN,
	  false, 1.05, 1.20 },
	{ "    speedtest1 main, size 20", "", true, 20, BENCH_CACHE_KIB,
	  EVERY_RUN, false, 1.05, 1.20 },
	{ "    the same, 2 MB of cache", "", true, 20, SMALL_CACHE_KIB,
	  EVERY_RUN, false, 1.05, 1.20 },
	{ "    speedtest1 main, size 100", "", true, 100, BENCH_CACHE_KIB,
	  EVERY_RUN, false, 1.05, 1.20 },
};

struct bench {
	char *programs;		/* where they are */
	const char *folder;
	int runs, attempts;
	int percent;		/* of the sizes of the mixes */
};

/* ---- one task, once ---- */

static void
forget_file(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-journal" };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		char *file = xasprintf("%s%s", path, ends[i]);

		unlink(file);
		mem_free(file);
	}
}

static struct bench_time
run_once(const struct bench *b, const struct row *row, enum kind kind)
{
	bool fresh = row->real || row->number > 0 ||
		     strcmp(row->task, "insert") == 0;
	char *file = xasprintf("%s/%s-%s.db", b->folder,
			       row->number > 0 ? "mix" : "records",
			       kinds[kind]);
	int size = row->number * b->percent / 100;
	char *command = xasprintf("'%s/%s%s' %s %s '%s' %d %d", b->programs,
				  row->real ? "speedtest1" : "work",
				  kind == NONE ? "-none" : "",
				  kind == PLAIN ? "plain" : "sealed",
				  row->task[0] != '\0' ? row->task : "main",
				  file,
				  row->number == 0 ? b->attempts
						   : size > 0 ? size : 1,
				  row->cache_kib);
	struct bench_time t = { 0, 0 };
	FILE *said;

	if (fresh)
		forget_file(file);
	said = popen(command, "r");
	if (said == NULL || fscanf(said, "%lf %lf", &t.wall_s, &t.cpu_s) != 2)
		bench_fail("no times from %s", command);
	if (pclose(said) != 0)
		bench_fail("failed: %s", command);
	if (row->number > 0)
		forget_file(file);
	mem_free(command);
	mem_free(file);
	return t;
}

/* ---- one row of the table ---- */

/* "1.12x of 1.20", and "!" beyond it. */
static void
print_ratio(double ratio, double target)
{
	char of[16] = "";

	if (target > 0)
		snprintf(of, sizeof(of), " of %.2f%s", target,
			 ratio > target ? "!" : "");
	printf("  %5.2fx%-9s", ratio, of);
}

static void
print_times(const char *label, double times[KINDS][MAX_RUNS], size_t runs,
	    double none, double sealed)
{
	double middle[KINDS];

	for (int k = 0; k < KINDS; k++)
		middle[k] = bench_at(times[k], runs, 0.5);
	printf("%-33s %8.3f %8.3f %8.3f", label, middle[PLAIN], middle[NONE],
	       middle[SEALED]);
	print_ratio(middle[NONE] / middle[PLAIN], none);
	print_ratio(middle[SEALED] / middle[PLAIN], sealed);
	putchar('\n');
	fflush(stdout);
}

static void
run_row(const struct bench *b, const struct row *row)
{
	double cpu[KINDS][MAX_RUNS], wall[KINDS][MAX_RUNS];
	int runs = b->runs;

	if (row->most_runs != EVERY_RUN && runs > row->most_runs)
		runs = row->most_runs;
	for (int i = 0; i < runs; i++)
		for (int k = 0; k < KINDS; k++) {
			struct bench_time t = run_once(b, row, (enum kind)k);

			cpu[k][i] = t.cpu_s;
			wall[k][i] = t.wall_s;
		}
	print_times(row->label, cpu, (size_t)runs, row->none,
		    row->by_the_clock ? 0 : row->sealed);
	if (row->by_the_clock)
		print_times("    the same by the clock", wall, (size_t)runs,
			    0, row->sealed);
}

static bool
has_speedtest1(const struct bench *b)
{
	char *path = xasprintf("%s/speedtest1", b->programs);
	bool there = access(path, X_OK) == 0;

	mem_free(path);
	return there;
}

static void
run_rows(const struct bench *b)
{
	bool real = has_speedtest1(b);

	printf("The sealed vault beside plain SQLite %s: same library, same "
	       "settings.\nCPU seconds, medians of %d runs in turn ((a): one); "
	       "\"none\" is the shim without\na cipher. \"of\" is the target; "
	       "\"!\" is beyond it. The clock leaves out the\ntime that other "
	       "programs took of the processor.\n\n",
	       sqlite3_libversion(), b->runs);
	printf("%-33s %8s %8s %8s  %-15s  %s\n", "", "plain", "none", "sealed",
	       "none/plain", "sealed/plain");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (!rows[i].real || real)
			run_row(b, &rows[i]);
	printf("\nThe mix is this project's own, after SQLite's speedtest1 "
	       "(tests/bench/mix.c).\n");
	if (!real)
		printf("make bench SPEEDTEST1=path/to/speedtest1.c measures "
		       "the real one too.\n");
}

/* ---- all ---- */

static void
run_academy(const struct bench *b, const char *part)
{
	char *command = xasprintf("'%s/academy' %s '%s'", b->programs, part,
				  b->folder);

	fflush(stdout);
	if (system(command) != 0)
		bench_fail("failed: %s", command);
	mem_free(command);
}

int
main(int argc, char **argv)
{
	struct bench b = {
		.runs = bench_knob("BENCH_RUNS", 5),
		.attempts = bench_knob("BENCH_ATTEMPTS", 1000000),
		.percent = bench_knob("BENCH_PERCENT", 100),
	};
	char *end;

	if (argc != 2)
		bench_fail("bench FOLDER");
	if (b.runs > MAX_RUNS)
		b.runs = MAX_RUNS;
	b.programs = xstrdup(argv[0]);
	end = strrchr(b.programs, '/');
	if (end == NULL)
		bench_fail("call it by its path");
	*end = '\0';
	b.folder = argv[1];
	printf("libsodium %s, %ld processors, %d attempts\n",
	       sodium_version_string(), sysconf(_SC_NPROCESSORS_ONLN),
	       b.attempts);
	run_rows(&b);
	run_academy(&b, "build");
	run_academy(&b, "measure");
	mem_free(b.programs);
	return 0;
}
