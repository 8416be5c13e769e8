/* SPDX-License-Identifier: ISC */
/* work plain|sealed TASK FILE NUMBER CACHE_KIB: does one task on one database
 * file and prints wall and CPU seconds. "sealed" is whatever cipher the VFS
 * was built with. */
#include "tests/bench/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/sealed_vfs.h"

static const char mode[] =
	"PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;"
	"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	"PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
	"PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;";

static const struct work_task tasks[] = {
	{ "insert", work_insert },
	{ "grid-first", work_grid_first },
	{ "grid-again", work_grid_again },
	{ "update", work_update },
	{ "scan", work_scan },
	{ "mix", work_mix },
};

void
work_exec(struct work *w, const char *sql)
{
	if (sqlite3_exec(w->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		bench_fail("%.60s: %s", sql, sqlite3_errmsg(w->db));
}

void
work_open(struct work *w)
{
	char cache[64];

	if (sqlite3_open_v2(w->path, &w->db, SQLITE_OPEN_READWRITE |
			    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
			    w->vfs) != SQLITE_OK)
		bench_fail("%s: %s", w->path, sqlite3_errmsg(w->db));
	work_exec(w, mode);
	snprintf(cache, sizeof(cache), "PRAGMA cache_size=-%d", w->cache_kib);
	work_exec(w, cache);
}

void
work_close(struct work *w)
{
	if (sqlite3_close(w->db) != SQLITE_OK)
		bench_fail("%s: %s", w->path, sqlite3_errmsg(w->db));
}

sqlite3_stmt *
work_prepare(struct work *w, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(w->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		bench_fail("%.60s: %s", sql, sqlite3_errmsg(w->db));
	return stmt;
}

void
work_run(struct work *w, sqlite3_stmt *stmt)
{
	while (sqlite3_step(stmt) == SQLITE_ROW)
		;
	if (sqlite3_reset(stmt) != SQLITE_OK)
		bench_fail("%.60s: %s", sqlite3_sql(stmt),
			   sqlite3_errmsg(w->db));
}

static void
say(void *ctx, const char *sentence)
{
	(void)ctx;
	fprintf(stderr, "bench: %s\n", sentence);
}

int
main(int argc, char **argv)
{
	struct sealed_vfs_config config = {
		.name = "sealed", .synchronous_full = true, .log = say,
		.key = (const unsigned char *)
			"a key that seals nothing secret.",
	};
	struct work w = { 0 };

	if (argc != 6 || sealed_vfs_register(&config) != SQLITE_OK)
		bench_fail("work plain|sealed TASK FILE NUMBER CACHE_KIB");
	w.vfs = strcmp(argv[1], "plain") == 0 ? NULL : "sealed";
	w.path = argv[3];
	w.number = atoi(argv[4]);
	w.cache_kib = atoi(argv[5]);
	for (size_t i = 0; i < ARRAY_SIZE(tasks); i++)
		if (strcmp(tasks[i].name, argv[2]) == 0) {
			struct bench_time t = tasks[i].run(&w);

			printf("%.6f %.6f\n", t.wall_s, t.cpu_s);
			return 0;
		}
	bench_fail("there is no task %s", argv[2]);
}
