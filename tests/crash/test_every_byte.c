/* SPDX-License-Identifier: ISC */
/*
 * A small vault's files with one byte changed: each byte of `keys` and of the
 * database, and bytes all along the log of recent changes. Whoever opens it is
 * told, or finds exactly what was there; never anything else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/vault_fixture.h"

enum { COMMITS = 6, FRAME = 4096 + 24, WAL_HEADER = 32 };

static const char right[] = FIXTURE_PASSPHRASE;

static void
flip(int fd, size_t at, unsigned char mask)
{
	unsigned char c;

	assert_int_equal(pread(fd, &c, 1, (off_t)at), 1);
	c ^= mask;
	assert_int_equal(pwrite(fd, &c, 1, (off_t)at), 1);
}

static int
open_file(struct fixture *f, const char *name, size_t *size)
{
	char *path = fixture_path(f, name);
	int fd = open(path, O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	*size = (size_t)lseek(fd, 0, SEEK_END);
	mem_free(path);
	return fd;
}

static sqlite3 *
open_db(const struct vault *vault, const char *path)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE,
			    vault_vfs_name(vault)) == SQLITE_OK)
		return db;
	sqlite3_close(db);
	return NULL;
}

/* Every value of every row, in order; false after any error. */
static bool
read_all(sqlite3 *db, const char *sql, struct buf *out)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

	buf_reset(out);
	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		buf_addf(out, "%s;", sqlite3_column_text(stmt, 0));
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}

static void
every_byte_of_the_keys(void **state)
{
	static const unsigned char masks[] = { 0x01, 0x80 };
	struct fixture *f = *state;
	struct secret *passphrase = secret_of(right);
	unsigned char id[SLOT_ID_SIZE];
	struct vault *vault;
	size_t size;
	int fd = open_file(f, "keys", &size);

	for (size_t i = 0; i < size * 2; i++) {
		struct err err = { .text = "" };

		flip(fd, i / 2, masks[i % 2]);
		assert_int_not_equal(vault_open(f->dir, &f->clock, "Ada",
						passphrase, &vault, id, &err),
				     RC_OK);
		assert_null(vault);
		assert_string_not_equal(err.text, "");
		flip(fd, i / 2, masks[i % 2]);
	}
	close(fd);
	fixture_opens(f);
	secret_free(passphrase);
}

/* Reads by SQL, through the page that was changed. */
static void
read_damaged(const struct vault *vault, struct buf *rows)
{
	static const char *const sql[] = {
		"select a from t", "select name from sqlite_schema",
	};
	static const char *const expected[] = { "7;", "t;" };
	sqlite3 *db = open_db(vault, vault_db_path(vault));

	for (size_t i = 0; db != NULL && i < ARRAY_SIZE(sql); i++)
		if (read_all(db, sql[i], rows))
			assert_string_equal(rows->ptr, expected[i]);
	/* The table's page or the one that leads to it is the changed one. */
	if (db != NULL)
		assert_false(read_all(db, sql[0], rows));
	sqlite3_close(db);
}

static void
every_byte_of_the_database(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct buf rows = BUF_INIT;
	size_t size;
	int fd = open_file(f, "records.db", &size);

	assert_int_equal(size, 2 * 4096);
	for (size_t at = 0; at < size; at++) {
		char page[48];
		struct vault_check check;

		flip(fd, at, (unsigned char)(1 << at % 8));
		assert_int_equal(vault_check_files(vault, &check, NULL, NULL,
						   NULL), RC_CORRUPT);
		assert_int_equal(check.bad, 1);
		snprintf(page, sizeof(page), "page %zu of the database",
			 at / 4096 + 1);
		assert_string_equal(check.first, page);
		read_damaged(vault, &rows);
		flip(fd, at, (unsigned char)(1 << at % 8));
	}
	close(fd);
	fixture_holds(vault, 7);
	vault_close(vault);
	buf_release(&rows);
}

/* ---- the log ---- */

#define WAL "pragma locking_mode=exclusive; pragma journal_mode=wal;" \
	"pragma synchronous=full; pragma temp_store=memory;"

/* Commits one row after another and keeps the files as they were then. */
static void
record_log(struct fixture *f, const struct vault *vault, struct buf *db_file,
	   struct buf *log)
{
	sqlite3 *db = open_db(vault, vault_db_path(vault));

	assert_non_null(db);
	assert_int_equal(sqlite3_exec(db, WAL, NULL, NULL, NULL), SQLITE_OK);
	for (int i = 1; i <= COMMITS; i++) {
		char sql[64];

		snprintf(sql, sizeof(sql), "insert into t values(%d)", i);
		assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL),
				 SQLITE_OK);
	}
	fixture_read(f, "records.db", db_file);
	fixture_read(f, "records.db-wal", log);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(log->len, WAL_HEADER + COMMITS * FRAME);
}

/* How many commits are found; -1 when it says that something is wrong. */
static int
commits_found(const struct vault *vault)
{
	static const char whole[] = "7;1;2;3;4;5;6;";
	struct buf rows = BUF_INIT;
	sqlite3 *db = open_db(vault, vault_db_path(vault));
	int found = -1;

	assert_non_null(db);
	if (sqlite3_exec(db, WAL, NULL, NULL, NULL) == SQLITE_OK &&
	    read_all(db, "select a from t", &rows)) {
		assert_memory_equal(rows.ptr, whole, rows.len);
		found = (int)(rows.len / 2) - 1;
	}
	sqlite3_close(db);
	buf_release(&rows);
	return found;
}

/* W4, W5: a changed byte is an error, for who opens and who checks. In the last
 * two commits it cannot be told from what a power cut leaves: there the log
 * ends before it, and the rows are those of the commit before. */
static void
bytes_along_the_log(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct buf db_file = BUF_INIT, log = BUF_INIT;

	record_log(f, vault, &db_file, &log);
	for (size_t at = 0; at < log.len; at += at < WAL_HEADER ? 1 : 37) {
		bool header = at < WAL_HEADER;
		int frame = header ? -1 : (int)((at - WAL_HEADER) / FRAME);
		bool torn = frame >= COMMITS - 2;
		struct vault_check check;

		fixture_write(f, "records.db", db_file.ptr, db_file.len);
		log.ptr[at] ^= (char)(1 << at % 8);
		fixture_write(f, "records.db-wal", log.ptr, log.len);
		log.ptr[at] ^= (char)(1 << at % 8);
		assert_int_equal(vault_check_files(vault, &check, NULL, NULL,
						   NULL),
				 torn ? RC_OK : RC_CORRUPT);
		assert_int_equal(commits_found(vault), torn ? frame : -1);
	}
	fixture_write(f, "records.db", db_file.ptr, db_file.len);
	fixture_write(f, "records.db-wal", log.ptr, log.len);
	assert_int_equal(commits_found(vault), COMMITS);
	vault_close(vault);
	buf_release(&db_file);
	buf_release(&log);
}

#define T(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, \
						fixture_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_byte_of_the_keys),
		T(every_byte_of_the_database),
		T(bytes_along_the_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
