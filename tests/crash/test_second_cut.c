/* SPDX-License-Identifier: ISC */
/*
 * Power that fails twice. What the first cut left is opened, and worked on, and
 * cut again: the rests of both are then in the files. Every state is opened with
 * a wrong key, which must be refused and change nothing (K1), and with the
 * right one, which must find the last transaction that was acknowledged, or the
 * one under way, and nothing between (M5, W3, W4, W5, J1, J3). While it is open
 * every page and frame must authenticate, or be of no use any more.
 *
 * CRASH_SEEDS=n does it with n seeds, and after each change of the files; else
 * after every other one (make crash).
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
#include "base/mem.h"
#include "tests/support/crash_workload.h"
#include "tests/support/record_vfs.h"
#include "vault/sealed_vfs.h"

enum { SEEN_SIZE = 1 << 20, ENOUGH_STATES = 5000 };

static const unsigned char key[32] = "0123456789abcdef0123456789abcde";
static const unsigned char wrong_key[32] = "another key that opens nothing!";
static const char db_name[] = "t.db";

struct explorer {
	struct record_vfs *vfs;
	const struct crash_mode *mode;
	uint64_t seed;
	struct crash_history history;
	struct record_crash crash;
	int cut;		/* 1: the first power cut; 2: another after it */
	uint64_t *seen;		/* SEEN_SIZE, hashes of states */
	long states;
	size_t stride;		/* changes from one cut to the next */
	char log[160];
};

static void
keep_log(void *ctx, const char *sentence)
{
	struct explorer *e = ctx;

	snprintf(e->log, sizeof(e->log), "%s", sentence);
}

static void
fails(struct explorer *e, const char *what, const char *detail)
{
	static const char *const losses[] = {
		"nothing lost", "all unsynced lost", "some lost", "torn",
	};
	char op[96] = "none";

	if (e->crash.count > 0)
		record_describe(e->vfs, e->crash.count - 1, op, sizeof(op));
	fail_msg("%s: %s; mode %s, seed %llu, cut %d after change %zu (%s), "
		 "%s (%llu, %llu); log: %s", what, detail, e->mode->name,
		 (unsigned long long)e->seed, e->cut, e->crash.count, op,
		 losses[e->crash.loss], (unsigned long long)e->crash.seed,
		 (unsigned long long)e->crash.tear_at, e->log);
}

/* ---- one state ---- */

static sqlite3 *
open_db(struct explorer *e, const char *vfs)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(db_name, &db, SQLITE_OPEN_READWRITE |
			    SQLITE_OPEN_CREATE, vfs) != SQLITE_OK)
		fails(e, "cannot open", sqlite3_errmsg(db));
	return db;
}

static void
must(struct explorer *e, sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fails(e, sql, sqlite3_errmsg(db));
}

/* The last acknowledged step before the crash. */
static size_t
last_ack(const struct explorer *e)
{
	size_t i = 0;

	while (i + 1 < e->history.count &&
	       e->history.acks[i + 1].changes <= e->crash.count)
		i++;
	return i;
}

/* An empty database has nothing that a key could be wrong for. */
static void
refuse_wrong_key(struct explorer *e)
{
	sqlite3 *db;

	if (record_file_size(e->vfs, db_name) <= 0)
		return;
	db = open_db(e, "wrong");
	sqlite3_exec(db, e->mode->setup, NULL, NULL, NULL);
	if (sqlite3_exec(db, "select * from sqlite_schema", NULL, NULL,
			 NULL) == SQLITE_OK)
		fails(e, "wrong key", "was not refused");
	sqlite3_close(db);
	if (record_changes(e->vfs) != 0)
		fails(e, "wrong key", "changed a file");
}

static int
is_ok(void *ctx, int columns, char **values, char **names)
{
	(void)columns, (void)names;
	*(int *)ctx = strcmp(values[0], "ok") == 0;
	return 0;
}

static void
note_damage(void *ctx, const struct sealed_damage *damage)
{
	snprintf(ctx, 64, "says that page %lld of the %s is damaged",
		 (long long)damage->page, damage->file);
}

static bool
files_are_whole(const char *name, char text[64])
{
	struct sealed_check check = { .damage = note_damage, .ctx = text };

	return sealed_vfs_check("sealed", name, &check) == SQLITE_OK &&
	       check.bad == 0;
}

/* With a rollback journal an unused page may be torn, as sealed_vfs.h says: its
 * old content is nobody's, so SQLite overwrites it unjournalled. VACUUM INTO
 * leaves it behind. */
static void
check_files(struct explorer *e, sqlite3 *db)
{
	char text[64] = "cannot read";

	if (files_are_whole(db_name, text))
		return;
	if (e->mode->checkpoint == NULL) {
		must(e, db, "vacuum into 'copy.db'");
		if (files_are_whole("copy.db", text))
			return;
	}
	fails(e, "verify", text);
}

static void
check_content(struct explorer *e, sqlite3 *db)
{
	unsigned char digest[CRASH_DIGEST_SIZE];
	size_t last = last_ack(e);
	int ok = 0;

	if (crash_digest(db, digest) != SQLITE_OK)
		fails(e, "cannot read", sqlite3_errmsg(db));
	if (memcmp(digest, e->history.acks[last].digest,
		   sizeof(digest)) != 0 &&
	    (last + 1 == e->history.count ||
	     memcmp(digest, e->history.acks[last + 1].digest,
		    sizeof(digest)) != 0))
		fails(e, "content", "is not that of a whole transaction");
	sqlite3_exec(db, "pragma integrity_check", is_ok, &ok, NULL);
	if (!ok)
		fails(e, "integrity_check", "is not ok");
}

static sqlite3 *
recover(struct explorer *e)
{
	sqlite3 *db = open_db(e, "sealed");

	must(e, db, e->mode->setup);
	check_content(e, db);
	must(e, db, e->mode->first);
	check_files(e, db);
	return db;
}

static void
write_and_close(struct explorer *e, sqlite3 *db)
{
	must(e, db, "create table if not exists after(x);"
		    "insert into after values(1);");
	if (sqlite3_close(db) != SQLITE_OK)
		fails(e, "cannot close", sqlite3_errmsg(db));
}

/* Not for strangers: a quick one, over all that a crash left. */
static uint64_t
mix(uint64_t hash, const unsigned char *bytes, size_t size)
{
	for (; size >= sizeof(hash); bytes += sizeof(hash),
	     size -= sizeof(hash)) {
		uint64_t word;

		memcpy(&word, bytes, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	while (size-- > 0)
		hash = (hash ^ *bytes++) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t
hash_of(struct explorer *e)
{
	static const char *const names[] = { "t.db", "t.db-wal",
					     "t.db-journal" };
	uint64_t hash = last_ack(e) + 1;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		int64_t size = record_file_size(e->vfs, names[i]);

		hash = mix(hash, (const unsigned char *)&size, sizeof(size));
		if (size > 0)
			hash = mix(hash, record_file_bytes(e->vfs, names[i]),
				   (size_t)size);
	}
	return hash | 1;	/* 0 is an empty place */
}

/* False when this state, with this history, was looked at before. */
static bool
is_new(struct explorer *e)
{
	uint64_t hash = hash_of(e), at = hash % SEEN_SIZE;

	for (; e->seen[at] != 0; at = (at + 1) % SEEN_SIZE)
		if (e->seen[at] == hash)
			return false;
	e->seen[at] = hash;
	return true;
}

static void
look_at(struct explorer *e)
{
	record_crash(e->vfs, &e->crash);
	if (!is_new(e))
		return;
	e->states++;
	e->log[0] = '\0';
	refuse_wrong_key(e);
	write_and_close(e, recover(e));
}

/* ---- all states ---- */

static void
look_at_tears(struct explorer *e, struct random_source random)
{
	uint64_t first, last;
	unsigned char dice[8];

	if (e->crash.count == 0 || !record_is_write(e->vfs, e->crash.count - 1))
		return;
	record_sectors(e->vfs, e->crash.count - 1, &first, &last);
	if (first == last)
		return;
	random.fill(random.ctx, dice, sizeof(dice));
	memcpy(&e->crash.seed, dice, sizeof(e->crash.seed));
	e->crash.loss = RECORD_TEAR;
	e->crash.tear_at = first + 1 + dice[0] % (last - first);
	look_at(e);
	e->crash.tear_at = 0;
	look_at(e);
}

static void
look_at_losses(struct explorer *e, struct random_source random)
{
	e->crash.tear_at = 0;
	for (int i = 0; i < 3; i++) {
		random.fill(random.ctx, &e->crash.seed,
			    sizeof(e->crash.seed));
		e->crash.loss = i == 0 ? RECORD_LOSE_UNSYNCED
				       : RECORD_LOSE_SOME;
		look_at(e);
	}
}

static void
look_at_all(struct explorer *e, struct random_source random)
{
	size_t count = record_count(e->vfs);

	for (size_t i = e->seed % e->stride; i <= count; i += e->stride) {
		e->crash = (struct record_crash){ .count = i };
		look_at(e);
		look_at_losses(e, random);
		look_at_tears(e, random);
	}
}

/* Works from the disk as it is; what was done is in the log and history. */
static void
work(struct explorer *e, uint64_t seed, int rounds)
{
	sqlite3 *db = open_db(e, "sealed");

	must(e, db, e->mode->setup);
	must(e, db, e->mode->first);
	if (crash_workload(e->vfs, db, e->mode, seed, rounds, &e->history) !=
	    SQLITE_OK)
		fails(e, "workload", sqlite3_errmsg(db));
	if (sqlite3_close(db) != SQLITE_OK)
		fails(e, "cannot close", sqlite3_errmsg(db));
	record_stop(e->vfs);
}

/* Cuts the power somewhere, starts again, and works on. */
static void
work_after_a_cut(struct explorer *e, struct random_source random)
{
	uint32_t dice;

	random.fill(random.ctx, &dice, sizeof(dice));
	e->cut = 1;
	record_start(e->vfs);
	work(e, e->seed, 1);
	e->crash = (struct record_crash){
		.count = dice % (record_count(e->vfs) + 1),
		.loss = RECORD_LOSE_SOME, .seed = dice,
	};
	record_crash(e->vfs, &e->crash);
	record_resume(e->vfs);
	e->cut = 2;
	work(e, e->seed + 1, 1);
}

static void
explore(struct explorer *e)
{
	struct random_seeded state;
	struct random_source random = random_seeded(&state, e->seed);

	memset(e->seen, 0, SEEN_SIZE * sizeof(*e->seen));
	work_after_a_cut(e, random);
	look_at_all(e, random);
}

static void
every_state_after_a_second_cut_is_whole(void **state)
{
	const char *env = getenv("CRASH_SEEDS");
	uint64_t seeds = env != NULL ? strtoull(env, NULL, 10) : 1;
	struct explorer *e = *state;

	e->stride = env != NULL ? 1 : 2;
	for (uint64_t seed = 1; seed <= seeds; seed++) {
		for (size_t i = 0; i < crash_mode_count; i++) {
			e->mode = &crash_modes[i];
			e->seed = seed;
			explore(e);
		}
	}
	print_message("# %ld different states\n", e->states);
	assert_true(e->states >= ENOUGH_STATES);
}

static int
set_up(void **state)
{
	struct explorer *e = xcalloc(1, sizeof(*e));
	struct sealed_vfs_config config = {
		.name = "sealed", .base_vfs = "record", .key = key,
		.log = keep_log, .log_ctx = e, .synchronous_full = true,
	};
	struct sealed_vfs_config wrong = {
		.name = "wrong", .base_vfs = "record", .key = wrong_key,
		.synchronous_full = true,
	};

	e->vfs = record_vfs_new("record");
	assert_non_null(e->vfs);
	e->seen = xcalloc(SEEN_SIZE, sizeof(*e->seen));
	assert_int_equal(sealed_vfs_register(&config), SQLITE_OK);
	assert_int_equal(sealed_vfs_register(&wrong), SQLITE_OK);
	*state = e;
	return 0;
}

static int
tear_down(void **state)
{
	struct explorer *e = *state;

	sealed_vfs_unregister("wrong");
	sealed_vfs_unregister("sealed");
	record_vfs_free(e->vfs);
	mem_free(e->seen);
	mem_free(e);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_state_after_a_second_cut_is_whole, set_up,
			tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
