/* SPDX-License-Identifier: ISC */
/* The sealing VFS on ordinary files. Letters and numbers in comments name the
 * traps each test guards: K opening, M pages, W WAL, J journal, T temporary
 * files, F file controls, V vacuum and backup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>
#include <sqlite3.h>

#include "base/buf.h"
#include "base/path.h"
#include "vault/sealed_vfs.h"

static const unsigned char key[32] = "0123456789abcdef0123456789abcde";
static const unsigned char other_key[32] = "another key that opens nothing!";

struct fixture {
	char dir[64], db[96], other[96];
	char log[256];
};

static void
keep_log(void *ctx, const char *sentence)
{
	struct fixture *f = ctx;

	snprintf(f->log, sizeof(f->log), "%s", sentence);
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct sealed_vfs_config config = {
		.name = "sealed", .key = key, .log = keep_log, .log_ctx = f,
		.synchronous_full = true,
	};
	struct sealed_vfs_config wrong = { .name = "wrong", .key = other_key };

	snprintf(f->dir, sizeof(f->dir), "/tmp/sealed-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->db, sizeof(f->db), "%s/t.db", f->dir);
	snprintf(f->other, sizeof(f->other), "%s/other.db", f->dir);
	assert_int_equal(sealed_vfs_register(&config), SQLITE_OK);
	assert_int_equal(sealed_vfs_register(&wrong), SQLITE_OK);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];

	sealed_vfs_unregister("sealed");
	sealed_vfs_unregister("wrong");
	snprintf(command, sizeof(command), "rm -rf '%s'", f->dir);
	free(f);
	return system(command);
}

static sqlite3 *
open_db(const char *path, const char *vfs)
{
	sqlite3 *db = NULL;
	int rc = sqlite3_open_v2(path, &db,
			SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);

	assert_int_equal(rc, SQLITE_OK);
	return db;
}

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
ask(sqlite3 *db, const char *sql, char *out, size_t size)
{
	sqlite3_stmt *stmt = NULL;

	out[0] = '\0';
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		snprintf(out, size, "%s", sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
}

static void
answers(sqlite3 *db, const char *sql, const char *expected)
{
	char out[256];

	ask(db, sql, out, sizeof(out));
	assert_string_equal(out, expected);
}

#define WAL "pragma locking_mode=exclusive; pragma journal_mode=wal;" \
	"pragma synchronous=full; pragma temp_store=memory;"
#define ROWS "with n(i) as (select 1 union all select i+1 from n " \
	"where i<400) insert into t select i, hex(zeroblob(200))||i from n;"

static void
check_sound(sqlite3 *db)
{
	answers(db, "pragma integrity_check", "ok");
}

/* Every mode: commit, roll back, savepoint, spill, vacuum, reopen. J1: the
 * second transaction of a connection too. */
static void
every_mode_works(void **state)
{
	static const char *const modes[] = {
		WAL,
		"pragma journal_mode=delete; pragma temp_store=memory;",
		"pragma journal_mode=truncate; pragma temp_store=memory;",
		"pragma journal_mode=persist; pragma temp_store=memory;",
		"pragma locking_mode=exclusive; pragma journal_mode=delete;"
		"pragma temp_store=memory;",
		"pragma locking_mode=exclusive; pragma journal_mode=persist;"
		"pragma temp_store=memory; pragma synchronous=normal;",
		"pragma journal_mode=delete; pragma synchronous=off;"
		"pragma temp_store=memory;",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		sqlite3 *db = open_db(f->db, "sealed");

		must(db, modes[i]);
		must(db, "pragma cache_size=10;"
			 "drop table if exists t; create table t(a, b);" ROWS);
		must(db, "begin;" ROWS "rollback;");
		must(db, "begin; update t set b=b||'x'; savepoint s;"
			 "update t set b='gone' where a%2; rollback to s;"
			 "commit;");
		must(db, "begin; delete from t where a>100; rollback;");
		answers(db, "select count(*)||' '||sum(b like '%x') from t",
			"400 400");
		must(db, "delete from t where a>200; vacuum;");
		check_sound(db);
		sqlite3_close(db);
		db = open_db(f->db, "sealed");
		must(db, modes[i]);
		answers(db, "select count(*) from t", "200");
		check_sound(db);
		must(db, "pragma journal_mode=delete");
		assert_int_equal(sqlite3_close(db), SQLITE_OK);
	}
}

static bool
file_contains(const char *path, const char *mark)
{
	struct buf data = BUF_INIT;
	bool found;

	if (path_read(path, 1 << 24, &data, NULL) != RC_OK)
		return false;
	found = memmem(data.ptr, data.len, mark, strlen(mark)) != NULL;
	buf_release(&data);
	return found;
}

/* W1, J2, K3: no mark, no SQLite magic, in any file while open. */
static void
nothing_is_in_clear(void **state)
{
	struct fixture *f = *state;
	char wal[128], journal[128];
	sqlite3 *db = open_db(f->db, "sealed");

	snprintf(wal, sizeof(wal), "%s-wal", f->db);
	snprintf(journal, sizeof(journal), "%s-journal", f->db);
	must(db, "pragma temp_store=memory; pragma cache_size=5;"
		 "create table t(a, b);");
	must(db, "insert into t values(1,'MARKED-NAME'); begin;"
		 "update t set b='MARKED-TWO';" ROWS);
	assert_true(path_exists(journal));
	assert_false(file_contains(journal, "MARKED"));
	must(db, "commit;" WAL "insert into t values(2,'MARKED-THREE')");
	assert_true(path_exists(wal));
	assert_false(file_contains(wal, "MARKED"));
	assert_false(file_contains(f->db, "MARKED"));
	assert_false(file_contains(f->db, "SQLite format"));
	sqlite3_close(db);
}

static void
copy_file(const char *from, const char *to)
{
	struct buf data = BUF_INIT;

	assert_int_equal(path_read(from, 1 << 24, &data, NULL), RC_OK);
	assert_int_equal(path_write_atomic(to, data.ptr, data.len, true, NULL),
			 RC_OK);
	buf_release(&data);
}

/* A copy of database and side file, as a power cut would leave them. */
static void
copy_as_crashed(struct fixture *f, const char *side)
{
	char from[128], to[128];

	snprintf(from, sizeof(from), "%s%s", f->db, side);
	snprintf(to, sizeof(to), "%s%s", f->other, side);
	copy_file(f->db, f->other);
	copy_file(from, to);
}

static void
read_pair(struct fixture *f, const char *side, struct buf *out)
{
	char path[128];

	buf_reset(out);
	assert_int_equal(path_read(f->other, 1 << 24, out, NULL), RC_OK);
	snprintf(path, sizeof(path), "%s%s", f->other, side);
	assert_int_equal(path_read(path, 1 << 24, out, NULL), RC_OK);
}

/* K1, K2: a wrong key changes no byte of a database with a full log or a hot
 * journal; the right key then finds exactly what was committed. */
static void
wrong_key_changes_nothing(void **state)
{
	static const struct {
		const char *side, *setup, *work, *count;
	} cases[] = {
		{ "-wal", WAL, "insert into t values(1,2)", "401" },
		{ "-journal", "pragma journal_mode=delete;",
		  "begin; delete from t", "400" },
	};
	struct fixture *f = *state;
	struct buf before = BUF_INIT, after = BUF_INIT;

	for (size_t i = 0; i < 2; i++) {
		sqlite3 *db = open_db(f->db, "sealed");

		must(db, cases[i].setup);
		must(db, "pragma temp_store=memory; pragma cache_size=5;");
		must(db, "drop table if exists t; create table t(a,b);" ROWS);
		must(db, cases[i].work);
		sqlite3_db_cacheflush(db);
		copy_as_crashed(f, cases[i].side);
		sqlite3_close(db);

		read_pair(f, cases[i].side, &before);
		db = open_db(f->other, "wrong");
		run(db, cases[i].setup);
		assert_int_not_equal(run(db, "select * from t"), SQLITE_OK);
		sqlite3_close(db);
		read_pair(f, cases[i].side, &after);
		assert_int_equal(before.len, after.len);
		assert_memory_equal(before.ptr, after.ptr, before.len);

		db = open_db(f->other, "sealed");
		run(db, cases[i].setup);
		answers(db, "select count(*) from t", cases[i].count);
		check_sound(db);
		sqlite3_close(db);
		unlink(f->db);
	}
	buf_release(&before);
	buf_release(&after);
}

static void
refused(struct fixture *f, sqlite3 *db, const char *sql, const char *why)
{
	f->log[0] = '\0';
	run(db, sql);
	if (strstr(f->log, why) == NULL)
		fail_msg("%s: logged \"%s\"", sql, f->log);
}

/* T1, T2, V1, F1, M8, J6; and WAL without exclusive locking (W7, W10). */
static void
what_cannot_be_right_is_refused(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	char attach[256];

	must(db, "create table t(a,b);" ROWS);
	refused(f, db, "pragma journal_mode=memory", "journal on disk");
	refused(f, db, "pragma journal_mode=off", "journal on disk");
	refused(f, db, "pragma page_size=8192", "4096");
	refused(f, db, "pragma mmap_size=1000000", "mapped");
	refused(f, db, "pragma temp_store=file; pragma cache_spill=1;"
		       "create temp table x(a); pragma temp.cache_size=2;"
		       "insert into x select zeroblob(9000) from t",
		"temporary");
	refused(f, db, "pragma journal_mode=wal", "never shared");
	answers(db, "pragma journal_mode=wal", "delete");
	must(db, "pragma temp_store=memory");
	snprintf(attach, sizeof(attach), "attach '%s' as o", f->other);
	must(db, attach);
	must(db, "create table o.u(a)");
	f->log[0] = '\0';
	assert_int_not_equal(run(db, "begin; insert into u values(1);"
				     "insert into t values(1,1); commit"),
			     SQLITE_OK);
	assert_string_not_equal(f->log, "");
	run(db, "rollback");
	check_sound(db);
	sqlite3_close(db);
}

/* K3, V2: a database in clear is neither read nor written. */
static void
plain_database_is_refused(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, NULL);

	must(db, "create table t(a); insert into t values(1)");
	sqlite3_close(db);
	assert_int_equal(sqlite3_open_v2(f->db, &db, SQLITE_OPEN_READWRITE,
					 "sealed"), SQLITE_NOTADB);
	assert_non_null(strstr(f->log, "not sealed"));
	sqlite3_close(db);
}

static void
copy_by_backup(sqlite3 *from, sqlite3 *to, int expected)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");

	assert_non_null(b);
	sqlite3_backup_step(b, -1);
	assert_int_equal(sqlite3_backup_finish(b), expected);
}

/* V2, V3: sealed to sealed and to memory works; plain to sealed does not. */
static void
backup_and_vacuum_into(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed"), *to;
	char sql[256];

	must(db, WAL "create table t(a,b);" ROWS);
	to = open_db(f->other, "sealed");
	copy_by_backup(db, to, SQLITE_OK);
	must(to, WAL);
	answers(to, "select count(*) from t", "400");
	sqlite3_close(to);
	must(db, "pragma wal_checkpoint");
	assert_int_equal(unlink(f->other), 0);
	snprintf(sql, sizeof(sql), "vacuum into '%s'", f->other);
	must(db, sql);
	to = open_db(f->other, "sealed");
	answers(to, "select count(*) from t", "400");
	check_sound(to);
	sqlite3_close(to);
	to = open_db(":memory:", NULL);
	copy_by_backup(db, to, SQLITE_OK);
	answers(to, "select count(*) from t", "400");
	sqlite3_close(to);
	sqlite3_close(db);

	db = open_db(":memory:", NULL);
	must(db, "create table t(a,b);" ROWS);
	assert_int_equal(unlink(f->other), 0);
	to = open_db(f->other, "sealed");
	{
		sqlite3_backup *b = sqlite3_backup_init(to, "main", db,
							"main");
		sqlite3_backup_step(b, -1);
		assert_int_not_equal(sqlite3_backup_finish(b), SQLITE_OK);
	}
	sqlite3_close(to);
	sqlite3_close(db);
	assert_false(file_contains(f->other, "SQLite format"));
}

static void
flip(const char *path, size_t at, size_t *size)
{
	FILE *file = fopen(path, "r+b");
	int c;

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	fseek(file, (long)at, SEEK_SET);
	c = fgetc(file);
	fseek(file, (long)at, SEEK_SET);
	fputc(c ^ 0x10, file);
	fclose(file);
}

/* Every byte of a small database, one at a time: reading all of it fails. */
static void
every_flipped_byte_is_noticed(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	size_t size = 1;

	must(db, "create table t(a,b); insert into t values(1,'x')");
	sqlite3_close(db);
	for (size_t at = 0; at < size; at++) {
		struct sealed_check check = { 0 };

		flip(f->db, at, &size);
		assert_int_equal(sealed_vfs_check("sealed", f->db, &check),
				 SQLITE_OK);
		assert_int_equal(check.bad, 1);
		if (at % 64 == 0) {
			char out[64];

			db = open_db(f->db, "sealed");
			ask(db, "select b from t", out, sizeof(out));
			assert_string_equal(out, "");
			sqlite3_close(db);
		}
		flip(f->db, at, &size);
	}
}

static int64_t
max_row(const char *path)
{
	char out[64];
	sqlite3 *db = open_db(path, "sealed");
	bool sound;

	run(db, WAL);
	ask(db, "select coalesce(max(a),0) from t", out, sizeof(out));
	sound = out[0] != '\0';
	if (sound)
		check_sound(db);
	sqlite3_close(db);
	return sound ? atoll(out) : -1;
}

/* W4, W5, W8: a flipped byte in the log is an error, or, in the last commit
 * alone, the state before it; never another row. */
static void
flipped_log_never_gives_wrong_rows(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	char wal[128];
	size_t size = 1;

	must(db, WAL "create table t(a,b);");
	for (int i = 1; i <= 6; i++) {
		char sql[64];

		snprintf(sql, sizeof(sql), "insert into t values(%d, 'x')", i);
		must(db, sql);
	}
	snprintf(wal, sizeof(wal), "%s-wal", f->other);
	for (size_t at = 0; at < size; at += 53) {
		int64_t rows;

		copy_as_crashed(f, "-wal");
		flip(wal, at, &size);
		rows = max_row(f->other);
		if (at < size - 2 * 4120 && rows != -1)
			fail_msg("byte %zu of %zu: %d rows", at, size,
				 (int)rows);
		assert_true(rows == -1 || rows == 5 || rows == 4);
		unlink(wal);
	}
	sqlite3_close(db);
}

/* M11: a page moved to another place, or from another file, does not open. */
static void
moved_page_is_noticed(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	struct sealed_check check = { 0 };
	struct buf data = BUF_INIT;

	must(db, "create table t(a,b);" ROWS);
	sqlite3_close(db);
	assert_int_equal(path_read(f->db, 1 << 24, &data, NULL), RC_OK);
	memcpy(data.ptr + 2 * 4096, data.ptr + 3 * 4096, 4096);
	assert_int_equal(path_write_atomic(f->db, data.ptr, data.len, true,
					   NULL), RC_OK);
	assert_int_equal(sealed_vfs_check("sealed", f->db, &check), SQLITE_OK);
	assert_int_equal(check.bad, 1);
	buf_release(&data);
}

static void
pending_page_is_not_named(void *ctx, const struct sealed_damage *damage)
{
	assert_int_not_equal(damage->page, *(const int64_t *)ctx);
}

/* M7: SQLite never writes the page under its lock bytes, at 1 GiB; what is not
 * there is no damage. Around it, pages of zeros are. */
static void
page_under_the_lock_is_passed_over(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	int64_t pending = 0x40000000 / 4096 + 1;
	struct sealed_check check = {
		.damage = pending_page_is_not_named, .ctx = &pending,
	};
	struct stat st;

	must(db, "create table t(a,b); insert into t values(1,'x')");
	sqlite3_close(db);
	assert_int_equal(stat(f->db, &st), 0);
	assert_int_equal(truncate(f->db, (pending + 1) * 4096), 0);
	assert_int_equal(sealed_vfs_check("sealed", f->db, &check), SQLITE_OK);
	assert_int_equal(check.pages, pending + 1);
	assert_int_equal(check.bad, pending + 1 - st.st_size / 4096 - 1);
}

/* M6: holes are sealed, so that a page of zeros is always an error. */
static void
holes_are_sealed(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	struct sealed_check check = { 0 };

	must(db, "pragma temp_store=memory; pragma cache_size=5; begin;"
		 "create table t(a,b); create table u(a,b);" ROWS
		 "drop table t; insert into u values(1, zeroblob(300000));"
		 "commit");
	check_sound(db);
	sqlite3_close(db);
	assert_int_equal(sealed_vfs_check("sealed", f->db, &check), SQLITE_OK);
	assert_int_equal(check.bad, 0);
}

/* Reviewer's list 1: no nonce twice. Every page's trailer is its own. */
static int
compare_nonces(const void *a, const void *b)
{
	return memcmp(a, b, 24);
}

static void
nonces_are_fresh(void **state)
{
	enum { ROUNDS = 300 };
	struct fixture *f = *state;
	sqlite3 *db = open_db(f->db, "sealed");
	unsigned char (*seen)[24] = calloc(ROUNDS, 24);

	must(db, "create table t(a,b); insert into t values(1,'x')");
	for (int i = 0; i < ROUNDS; i++) {
		struct buf data = BUF_INIT;

		must(db, "update t set a=a+1");
		assert_int_equal(path_read(f->db, 1 << 20, &data, NULL),
				 RC_OK);
		memcpy(seen[i], data.ptr + 4096 - 40, 24);
		buf_release(&data);
	}
	qsort(seen, ROUNDS, 24, compare_nonces);
	for (int i = 1; i < ROUNDS; i++)
		assert_memory_not_equal(seen[i - 1], seen[i], 24);
	free(seen);
	sqlite3_close(db);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_mode_works), T(nothing_is_in_clear),
		T(wrong_key_changes_nothing),
		T(what_cannot_be_right_is_refused),
		T(plain_database_is_refused), T(backup_and_vacuum_into),
		T(every_flipped_byte_is_noticed),
		T(flipped_log_never_gives_wrong_rows),
		T(moved_page_is_noticed), T(holes_are_sealed),
		T(page_under_the_lock_is_passed_over),
		T(nonces_are_fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
