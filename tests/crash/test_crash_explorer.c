/* SPDX-License-Identifier: ISC */
/*
 * Every state a power cut can leave of a sealed database, one after another.
 *
 * A seeded workload runs through the sealing VFS over a VFS in memory that
 * records each change below it, and through plain SQLite in memory beside it,
 * which says what each transaction should have made. Then the recording is cut
 * after each change: with all of it kept, with all unsynced changes lost, with
 * some lost, and with the last write torn. What is left is opened with a wrong
 * key, which must change nothing, and with the right one: it must hold the last
 * transaction acknowledged before the cut, or the one that was under way.
 *
 * CRASH_STATES says how many states at least, CRASH_SEED where to begin.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/id.h"
#include "tests/support/record_vfs.h"
#include "vault/sealed_vfs.h"

enum {
	TRANSACTIONS = 9, DEFAULT_STATES = 10500, WRITE_AGAIN_EVERY = 16,
	PAGE = 4096,
};

static const unsigned char right_key[32] = "the key that this database uses";
static const unsigned char wrong_key[32] = "another key that opens nothing.";
static const char db_name[] = "/t.db";

struct mode {
	const char *name, *pragmas;
};

/* Without secure_delete SQLite leaves holes where it frees what it made. */
#define COMMON "pragma temp_store=memory; pragma cache_size=8;" \
	"pragma secure_delete=off;"

static const struct mode modes[] = {
	{ "wal", "pragma locking_mode=exclusive; pragma journal_mode=wal;"
		 "pragma synchronous=full; pragma wal_autocheckpoint=40;"
		 COMMON },
	{ "delete", "pragma journal_mode=delete; pragma synchronous=extra;"
		    COMMON },
	{ "truncate", "pragma journal_mode=truncate; pragma synchronous=full;"
		      COMMON },
	{ "persist", "pragma journal_mode=persist; pragma synchronous=full;"
		     COMMON },
	{ "exclusive delete", "pragma locking_mode=exclusive;"
		"pragma journal_mode=delete; pragma synchronous=extra;"
		COMMON },
	{ "exclusive truncate", "pragma locking_mode=exclusive;"
		"pragma journal_mode=truncate; pragma synchronous=full;"
		COMMON },
	{ "exclusive persist", "pragma locking_mode=exclusive;"
		"pragma journal_mode=persist; pragma synchronous=full;"
		COMMON },
};

enum { MODES = sizeof(modes) / sizeof(modes[0]) };

/* What was in the database when a transaction had been acknowledged. */
struct mark {
	size_t changes;		/* recorded by then */
	uint64_t digest;
};

struct explorer {
	struct record_vfs *disk;
	const struct mode *mode;
	struct random_seeded seed;
	struct random_source random;
	uint64_t round;
	sqlite3 *db, *plain;
	struct mark marks[TRANSACTIONS + 1];
	int marked;
	long states, wanted;
};

static unsigned
pick(struct explorer *x, unsigned below)
{
	uint32_t value;

	x->random.fill(x->random.ctx, &value, sizeof(value));
	return value % below;
}

/* ---- running SQL ---- */

static int
run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static void
must(sqlite3 *db, const char *sql)
{
	if (run(db, sql) != SQLITE_OK)
		fail_msg("%s: %s (%d)", sql, sqlite3_errmsg(db),
			 sqlite3_extended_errcode(db));
}

static void
both(struct explorer *x, const char *sql)
{
	must(x->db, sql);
	must(x->plain, sql);
}

static sqlite3 *
open_db(const char *vfs)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(db_name, &db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
			    vfs) != SQLITE_OK) {
		sqlite3_close(db);
		db = NULL;
	}
	return db;
}

/* FNV-1a over every value; false when any row cannot be read. */
static bool
digest_of(sqlite3 *db, uint64_t *digest)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db, "select a, b, c from t union all "
				    "select n, '', '' from meta", -1, &stmt,
				    NULL);

	*digest = UINT64_C(0xcbf29ce484222325);
	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		for (int i = 0; i < 3; i++) {
			const char *s = (const char *)
					sqlite3_column_text(stmt, i);

			do {
				*digest ^= (unsigned char)*s;
				*digest *= UINT64_C(0x100000001b3);
			} while (*s++ != '\0');
		}
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}

/* ---- the workload ---- */

static void
mark(struct explorer *x)
{
	struct mark *m = &x->marks[x->marked++];

	m->changes = record_count(x->disk);
	assert_true(digest_of(x->plain, &m->digest));
}

static void
open_both(struct explorer *x)
{
	record_start(x->disk);
	x->marked = 0;
	x->db = open_db("sealed");
	assert_non_null(x->db);
	assert_int_equal(sqlite3_open(":memory:", &x->plain), SQLITE_OK);
	must(x->db, x->mode->pragmas);
	both(x, "begin; create table meta(n); insert into meta values(0);"
		"create table t(a integer primary key, b, c);"
		"create index i on t(b); commit");
	mark(x);
}

static void
insert(struct explorer *x, unsigned rows, unsigned width)
{
	char sql[256];

	snprintf(sql, sizeof(sql),
		 "with r(i) as (select 1 union all select i+1 from r where "
		 "i<%u) insert into t(b, c) select i*%u%%1009, "
		 "hex(zeroblob(%u))||i from r", rows, pick(x, 1000) + 1,
		 width / 2);
	both(x, sql);
}

static void
change_some(struct explorer *x)
{
	char sql[128];

	snprintf(sql, sizeof(sql), "update t set b=b+%u, c=c||'+' where "
		 "a%%%u=0", pick(x, 50), pick(x, 4) + 1);
	both(x, sql);
}

static void
small(struct explorer *x)
{
	insert(x, pick(x, 3) + 1, 40);
}

/* Larger than the page cache: pages go to the disk before the commit. */
static void
large(struct explorer *x)
{
	insert(x, 14 + pick(x, 10), 900);
	change_some(x);
}

static void
long_value(struct explorer *x)
{
	insert(x, 1, 14000);
}

static void
savepoints(struct explorer *x)
{
	both(x, "savepoint one");
	large(x);
	both(x, "savepoint two; delete from t where a%2");
	change_some(x);
	both(x, "rollback to two; release one");
	small(x);
}

static void
shrink(struct explorer *x)
{
	both(x, "delete from t where a>(select count(*)/3 from t)");
}

/* The same pages written twice to the log in one transaction (W3). */
static void
rewrite(struct explorer *x)
{
	insert(x, 20, 900);
	change_some(x);
	change_some(x);
	change_some(x);
}

/* Pages made and freed within the transaction, and pages after them. */
static void
leave_holes(struct explorer *x)
{
	both(x, "create table gone(a)");
	both(x, "insert into gone values(zeroblob(12000))");
	insert(x, 1, 9000);
	both(x, "drop table gone");
}

static void
commit(struct explorer *x, void (*work)(struct explorer *))
{
	both(x, "begin; update meta set n=n+1");
	work(x);
	both(x, "commit");
	mark(x);
}

static void
roll_back(struct explorer *x)
{
	both(x, "begin; update meta set n=n+1");
	large(x);
	both(x, "rollback");
}

static void
reopen(struct explorer *x)
{
	assert_int_equal(sqlite3_close(x->db), SQLITE_OK);
	x->db = open_db("sealed");
	assert_non_null(x->db);
	must(x->db, x->mode->pragmas);
}

static void
keep_house(struct explorer *x)
{
	static const char *const sql[] = {
		"vacuum", "pragma wal_checkpoint(truncate)",
		"pragma wal_checkpoint(restart)", "pragma wal_checkpoint",
		"reindex", "pragma journal_size_limit=9000",
	};
	unsigned which = pick(x, sizeof(sql) / sizeof(sql[0]) + 2);

	if (which < sizeof(sql) / sizeof(sql[0]))
		must(x->db, sql[which]);
	else if (which & 1)
		reopen(x);
	else
		roll_back(x);
}

static void
work(struct explorer *x)
{
	static void (*const kinds[])(struct explorer *) = {
		small, large, savepoints, small, shrink, rewrite, small,
		long_value, leave_holes,
	};
	enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };
	unsigned first = pick(x, KINDS);

	open_both(x);
	for (unsigned i = 0; i < TRANSACTIONS; i++) {
		commit(x, kinds[(first + i * 4) % KINDS]);
		keep_house(x);
	}
	assert_int_equal(sqlite3_close(x->db), SQLITE_OK);
	sqlite3_close(x->plain);
	record_stop(x->disk);
}

/* ---- one state ---- */

static void
wrong(struct explorer *x, const struct record_crash *crash, const char *what)
{
	static const char *const losses[] = {
		"nothing lost", "all unsynced lost", "some unsynced lost",
		"last write torn",
	};
	char last[96] = "";

	record_describe(x->disk, crash->count - 1, last, sizeof(last));
	fail_msg("%s: CRASH_SEED=%llu, change %zu (%s), %s (seed %llu, "
		 "sector %llu): %s", x->mode->name,
		 (unsigned long long)x->round, crash->count, last,
		 losses[crash->loss], (unsigned long long)crash->seed,
		 (unsigned long long)crash->tear_at, what);
}

/* K1, K2: before anything else, and while a log or a hot journal is there. An
 * empty database has no key to be wrong, and nothing to lose. */
static void
try_wrong_key(struct explorer *x, const struct record_crash *crash)
{
	sqlite3 *db;

	if (record_file_size(x->disk, db_name) <= 0)
		return;
	db = open_db("wrong");
	if (db != NULL) {
		run(db, x->mode->pragmas);
		if (run(db, "select count(*) from t") == SQLITE_OK)
			wrong(x, crash, "the wrong key was accepted");
		run(db, "create table u(a)");
		sqlite3_close(db);
	}
	if (record_changes(x->disk) != 0)
		wrong(x, crash, "the wrong key changed something");
}

static bool
is_sound(sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	bool ok;

	sqlite3_prepare_v2(db, "pragma integrity_check", -1, &stmt, NULL);
	ok = sqlite3_step(stmt) == SQLITE_ROW &&
	     strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
	sqlite3_finalize(stmt);
	return ok;
}

static bool
has_table(sqlite3 *db)
{
	return run(db, "select n from meta") == SQLITE_OK;
}

/* The last mark before the cut, or the next; before the first, nothing. */
static bool
is_allowed(struct explorer *x, const struct record_crash *crash, sqlite3 *db)
{
	uint64_t digest;
	int last = -1;

	while (last + 1 < x->marked &&
	       x->marks[last + 1].changes <= crash->count)
		last++;
	if (last < 0 && !has_table(db))
		return run(db, "select * from sqlite_schema") == SQLITE_OK;
	if (!digest_of(db, &digest))
		return false;
	return (last >= 0 && digest == x->marks[last].digest) ||
	       (last + 1 < x->marked &&
		digest == x->marks[last + 1].digest);
}

static void
try_right_key(struct explorer *x, const struct record_crash *crash)
{
	sqlite3 *db = open_db("sealed");
	struct sealed_check check = { 0 };

	if (db == NULL)
		wrong(x, crash, "cannot be opened");
	run(db, x->mode->pragmas);
	if (!is_allowed(x, crash, db))
		wrong(x, crash, sqlite3_errcode(db) == SQLITE_OK ||
				sqlite3_errcode(db) == SQLITE_DONE
				? "holds something else"
				: sqlite3_errmsg(db));
	if (!is_sound(db))
		wrong(x, crash, "is not sound");
	sqlite3_close(db);
	/* M6. A rollback journal keeps no copy of a page that was free when
	 * the transaction began: power may leave that one torn. */
	if ((x->mode == &modes[0] || crash->loss == RECORD_LOSE_NOTHING) &&
	    (sealed_vfs_check("sealed", db_name, &check) != SQLITE_OK ||
	     check.bad != 0))
		wrong(x, crash, "has a page that does not open");
}

/* What was mended goes on working. */
static void
write_again(struct explorer *x, const struct record_crash *crash)
{
	sqlite3 *db = open_db("sealed");

	run(db, x->mode->pragmas);
	if (run(db, "create table u(a); insert into u values(7)") != SQLITE_OK)
		wrong(x, crash, "cannot be written again");
	sqlite3_close(db);
	db = open_db("sealed");
	run(db, x->mode->pragmas);
	if (run(db, "select a from u") != SQLITE_OK || !is_sound(db))
		wrong(x, crash, "lost what was written after it");
	sqlite3_close(db);
}

static void
try_crash(struct explorer *x, const struct record_crash *crash)
{
	record_crash(x->disk, crash);
	try_wrong_key(x, crash);
	try_right_key(x, crash);
	if (x->states++ % WRITE_AGAIN_EVERY == 0)
		write_again(x, crash);
}

static void
try_tears(struct explorer *x, struct record_crash crash)
{
	uint64_t first, last;

	record_sectors(x->disk, crash.count - 1, &first, &last);
	if (first == last)
		return;
	crash.loss = RECORD_TEAR;
	try_crash(x, &crash);
	crash.tear_at = first + 1 + pick(x, (unsigned)(last - first));
	try_crash(x, &crash);
}

/* Every prefix of the recording, and what can go missing from it. */
static void
explore_recording(struct explorer *x)
{
	size_t count = record_count(x->disk);

	for (size_t at = 1; at <= count; at++) {
		struct record_crash crash = {
			.count = at, .seed = (uint64_t)pick(x, 1u << 30),
		};

		for (enum record_loss loss = RECORD_LOSE_NOTHING;
		     loss <= RECORD_LOSE_SOME; loss++) {
			crash.loss = loss;
			try_crash(x, &crash);
		}
		if (record_is_write(x->disk, at - 1))
			try_tears(x, crash);
	}
}

static uint64_t
number_from(const char *variable, uint64_t otherwise)
{
	const char *text = getenv(variable);

	return text != NULL && *text != '\0' ? strtoull(text, NULL, 10)
					     : otherwise;
}

static void
every_crash_leaves_a_whole_transaction(void **state)
{
	struct explorer *x = *state;

	x->round = number_from("CRASH_SEED", 1);
	x->states = 0;
	while (x->states < x->wanted) {
		x->random = random_seeded(&x->seed, x->round);
		work(x);
		explore_recording(x);
		x->round++;
	}
	printf("# %s: %ld states\n", x->mode->name, x->states);
}

static int
set_up(void **state)
{
	const struct mode *mode = *state;
	struct explorer *x = calloc(1, sizeof(*x));
	struct sealed_vfs_config config = {
		.name = "sealed", .base_vfs = "record", .key = right_key,
		.synchronous_full = true,
	};

	x->mode = mode;
	x->disk = record_vfs_new("record");
	assert_non_null(x->disk);
	x->wanted = (long)number_from("CRASH_STATES", DEFAULT_STATES) / MODES;
	assert_int_equal(sealed_vfs_register(&config), SQLITE_OK);
	config.name = "wrong";
	config.key = wrong_key;
	assert_int_equal(sealed_vfs_register(&config), SQLITE_OK);
	*state = x;
	return 0;
}

static int
tear_down(void **state)
{
	struct explorer *x = *state;

	sealed_vfs_unregister("wrong");
	sealed_vfs_unregister("sealed");
	record_vfs_free(x->disk);
	free(x);
	return 0;
}

int
main(void)
{
	struct CMUnitTest tests[MODES];

	for (int i = 0; i < MODES; i++)
		tests[i] = (struct CMUnitTest){
			.name = modes[i].name,
			.test_func = every_crash_leaves_a_whole_transaction,
			.setup_func = set_up,
			.teardown_func = tear_down,
			.initial_state = (void *)(uintptr_t)&modes[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
