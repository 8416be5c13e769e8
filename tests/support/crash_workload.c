/* SPDX-License-Identifier: ISC */
#include "tests/support/crash_workload.h"

#include <sodium.h>
#include <string.h>

#include "base/id.h"
#include "base/rc.h"

#define COMMON "pragma temp_store=memory; pragma cache_size=4;"

/* EXTRA where a commit is the removal of a name: with FULL the removal may be
 * lost and the last transaction with it, in plain SQLite too. */
const struct crash_mode crash_modes[] = {
	{ "wal", "pragma locking_mode=exclusive;" COMMON,
	  "pragma journal_mode=wal; pragma synchronous=full;",
	  "pragma wal_checkpoint(passive)" },
	{ "wal, often folded in", "pragma locking_mode=exclusive;" COMMON,
	  "pragma journal_mode=wal; pragma synchronous=full;"
	  "pragma wal_autocheckpoint=8;",
	  "pragma wal_checkpoint(truncate)" },
	{ "delete", COMMON "pragma journal_mode=delete;",
	  "pragma synchronous=extra;", NULL },
	{ "delete, exclusive",
	  "pragma locking_mode=exclusive;" COMMON "pragma journal_mode=delete;",
	  "pragma synchronous=full;", NULL },
	{ "truncate", COMMON "pragma journal_mode=truncate;",
	  "pragma synchronous=full;", NULL },
	{ "persist", COMMON "pragma journal_mode=persist;",
	  "pragma synchronous=full;", NULL },
	{ "persist, exclusive",
	  "pragma locking_mode=exclusive;" COMMON
	  "pragma journal_mode=persist;",
	  "pragma synchronous=full;", NULL },
};
const size_t crash_mode_count = ARRAY_SIZE(crash_modes);

#define ROWS(n, bytes) "with n(i) as (select 1 union all select i+1 from n " \
	"where i<" #n ") insert into t(a, b) select printf('%08d', i * 7919), " \
	"zeroblob(" #bytes ") from n;"

static const char *const steps[] = {
	ROWS(1, 20),
	ROWS(24, 900),					/* spills */
	ROWS(2, 9000),					/* overflow pages */
	"update t set a = a || 'x' where id % 7 = 1;",
	"delete from t where id % 3 = 0;",
	"begin; update t set a = 'lost'; rollback;",	/* J1 */
	"begin; delete from t; savepoint s; " ROWS(20, 700)
	"rollback to s; " ROWS(2, 100) "release s; rollback;",
	"begin; " ROWS(2, 40) "savepoint s; update t set a = a || 'y';"
	"rollback to s; update t set a = a || 'z' where id < 9; release s;"
	"update t set b = zeroblob(50) where id % 11 = 2; commit;",
	"begin; " ROWS(20, 800) "update t set a = a || 'w'; commit;", /* W3 */
	"create index if not exists t_a on t(a);",
	"drop index if exists t_a;",
	"vacuum;",
	"create table if not exists u(x); insert into u values(1);",
};
static const char create[] =
	"create table if not exists t(id integer primary key, a text, b blob);";

/* ---- content ---- */

static void
add_row(crypto_generichash_state *state, sqlite3_stmt *stmt)
{
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		const unsigned char *bytes = sqlite3_column_blob(stmt, i);
		uint64_t size = (uint64_t)sqlite3_column_bytes(stmt, i);

		crypto_generichash_update(state, (unsigned char *)&size,
					  sizeof(size));
		if (size > 0)
			crypto_generichash_update(state, bytes, size);
	}
}

static int
add_query(crypto_generichash_state *state, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
			add_row(state, stmt);
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int
count_tables(void *ctx, int columns, char **values, char **names)
{
	(void)columns, (void)names;
	*(int *)ctx = values[0][0] != '0';
	return 0;
}

int
crash_digest(sqlite3 *db, unsigned char digest[CRASH_DIGEST_SIZE])
{
	crypto_generichash_state state;
	int any = 0, rc;

	crypto_generichash_init(&state, NULL, 0, CRASH_DIGEST_SIZE);
	rc = add_query(&state, db, "select name, sql from sqlite_schema "
				   "order by name");
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "select count(*) from sqlite_schema "
				      "where name = 't'",
				  count_tables, &any, NULL);
	if (rc == SQLITE_OK && any)
		rc = add_query(&state, db, "select id, a, b from t "
					   "order by id");
	crypto_generichash_final(&state, digest, CRASH_DIGEST_SIZE);
	return rc;
}

/* ---- steps ---- */

static int
acknowledge(struct record_vfs *vfs, sqlite3 *db, struct crash_history *history)
{
	struct crash_ack *ack = &history->acks[history->count++];

	ack->changes = record_count(vfs);
	return crash_digest(db, ack->digest);
}

static int
take(struct record_vfs *vfs, sqlite3 *db, const char *sql,
     struct crash_history *history)
{
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? acknowledge(vfs, db, history) : rc;
}

static void
shuffle(size_t *order, size_t count, struct random_source random)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		unsigned char dice = 0;
		size_t other, kept = order[i - 1];

		random.fill(random.ctx, &dice, 1);
		other = dice % i;
		order[i - 1] = order[other];
		order[other] = kept;
	}
}

int
crash_workload(struct record_vfs *vfs, sqlite3 *db,
	       const struct crash_mode *mode, uint64_t seed, int rounds,
	       struct crash_history *history)
{
	struct random_seeded state;
	struct random_source random = random_seeded(&state, seed);
	size_t order[ARRAY_SIZE(steps)];
	int rc;

	history->count = 0;
	rc = acknowledge(vfs, db, history);
	if (rc == SQLITE_OK)
		rc = take(vfs, db, create, history);
	while (rc == SQLITE_OK && rounds-- > 0) {
		shuffle(order, ARRAY_SIZE(order), random);
		for (size_t i = 0; rc == SQLITE_OK && i < ARRAY_SIZE(order);
		     i++)
			rc = take(vfs, db, steps[order[i]], history);
		if (rc == SQLITE_OK && mode->checkpoint != NULL)
			rc = take(vfs, db, mode->checkpoint, history);
	}
	return rc;
}
