/* SPDX-License-Identifier: ISC */
/* speedtest1 plain|sealed main FILE SIZE CACHE_KIB: SQLite's own speedtest1,
 * whose main() was renamed, in the mode the program uses. Its output is put
 * aside; prints wall and CPU seconds as work does. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/bench/bench.h"
#include "vault/sealed_vfs.h"

int speedtest1_main(int argc, char **argv);

/* For each connection, before speedtest1 has it; it sets the rest itself. */
static int
set_mode(sqlite3 *db, const char **message, const void *api)
{
	(void)message, (void)api;
	return sqlite3_exec(db, "PRAGMA temp_store=MEMORY;"
			    "PRAGMA foreign_keys=ON;"
			    "PRAGMA cell_size_check=ON;"
			    "PRAGMA secure_delete=ON", NULL, NULL, NULL);
}

static int
put_output_aside(void)
{
	int kept = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY);

	if (kept < 0 || nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
		bench_fail("standard output cannot be put aside");
	close(nowhere);
	return kept;
}

static void
run_speedtest1(char **argv)
{
	char *pages = xasprintf("%d", atoi(argv[5]) * 1024 / SEALED_PAGE_SIZE);
	bool plain = strcmp(argv[1], "plain") == 0;
	const char *const words[] = {
		argv[0], "--testset", argv[2], "--size", argv[4], "--journal",
		"wal", "--exclusive", "--cachesize", pages, "--vfs",
		plain ? "unix" : "sealed", argv[3],
	};
	char *args[ARRAY_SIZE(words) + 1] = { NULL };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		args[i] = xstrdup(words[i]);
	if (speedtest1_main((int)ARRAY_SIZE(words), args) != 0)
		bench_fail("speedtest1 failed");
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		mem_free(args[i]);
	mem_free(pages);
}

int
main(int argc, char **argv)
{
	struct sealed_vfs_config config = {
		.name = "sealed", .synchronous_full = true,
		.key = (const unsigned char *)
			"a key that seals nothing secret.",
	};
	struct bench_time start;
	int kept;

	if (argc != 6 || sealed_vfs_register(&config) != SQLITE_OK)
		bench_fail("speedtest1 plain|sealed main FILE SIZE CACHE_KIB");
	sqlite3_auto_extension((void (*)(void))set_mode);
	kept = put_output_aside();
	start = bench_now();
	run_speedtest1(argv);
	start = bench_since(start);
	fflush(stdout);
	dprintf(kept, "%.6f %.6f\n", start.wall_s, start.cpu_s);
	return 0;
}
