/* SPDX-License-Identifier: ISC */
/*
 * The sealing VFS seen from SQLite's side, call by call, and the files it
 * leaves below. Letters and numbers in comments name the trap each test guards:
 * K opening, M pages, W WAL, J journal, F file controls.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/record_vfs.h"
#include "vault/sealed_vfs.h"

enum { PAGE = SEALED_PAGE_SIZE, FRAME = PAGE + 24, WAL_HEADER = 32 };

static const unsigned char key[32] = "the key that these tests write.";

struct fixture {
	struct record_vfs *disk;
	sqlite3 *db;
};

#define WAL "pragma locking_mode=exclusive; pragma journal_mode=wal;" \
	"pragma synchronous=full;"

static sqlite3 *
open_db(const char *vfs, const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE |
					 SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
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
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct sealed_vfs_config config = {
		.name = "sealed", .base_vfs = "record", .key = key,
		.synchronous_full = true,
	};

	/* F5: over a VFS taken by name. */
	f->disk = record_vfs_new("record");
	assert_non_null(f->disk);
	assert_int_equal(sealed_vfs_register(&config), SQLITE_OK);
	config.name = "files";
	config.base_vfs = NULL;
	assert_int_equal(sealed_vfs_register(&config), SQLITE_OK);
	f->db = open_db("sealed", "/t.db");
	must(f->db, "pragma temp_store=memory; create table t(a, b);"
		    "insert into t values(1, hex(zeroblob(5000)));"
		    "insert into t values(2, 'two')");
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	sqlite3_close(f->db);
	sealed_vfs_unregister("sealed");
	sealed_vfs_unregister("files");
	record_vfs_free(f->disk);
	free(f);
	return 0;
}

static sqlite3_file *
file_of(sqlite3 *db)
{
	sqlite3_file *file = NULL;

	assert_int_equal(sqlite3_file_control(db, "main",
				SQLITE_FCNTL_FILE_POINTER, &file), SQLITE_OK);
	return file;
}

static int
read_at(sqlite3_file *file, void *buf, int amount, sqlite3_int64 offset)
{
	return file->pMethods->xRead(file, buf, amount, offset);
}

static int
write_at(sqlite3_file *file, const void *buf, int amount, sqlite3_int64 offset)
{
	return file->pMethods->xWrite(file, buf, amount, offset);
}

/* M2, M3: 4096-byte pages, 40 reserved bytes that SQLite sees as zeros, in
 * every new file: this one, and one by VACUUM INTO. */
static void
every_new_file_has_the_layout(void **state)
{
	static const unsigned char zeros[SEALED_RESERVE];
	struct fixture *f = *state;
	unsigned char page[PAGE];
	sqlite3 *copy;

	must(f->db, "vacuum into '/v.db'");
	copy = open_db("sealed", "/v.db");
	must(copy, "select * from t");
	for (int i = 0; i < 2; i++) {
		sqlite3 *db = i == 0 ? f->db : copy;

		assert_int_equal(read_at(file_of(db), page, PAGE, 0),
				 SQLITE_OK);
		assert_int_equal(page[16] << 8 | page[17], PAGE);
		assert_int_equal(page[20], SEALED_RESERVE);
		assert_memory_equal(page + PAGE - SEALED_RESERVE, zeros,
				    SEALED_RESERVE);
	}
	sqlite3_close(copy);
}

/* M1: what SQLite gave to be written is its page cache, and stays. */
static void
buffers_of_sqlite_are_not_touched(void **state)
{
	struct fixture *f = *state;
	sqlite3_file *file = file_of(f->db);
	unsigned char page[PAGE], same[PAGE];

	assert_int_equal(read_at(file, page, PAGE, PAGE), SQLITE_OK);
	memcpy(same, page, PAGE);
	assert_int_equal(write_at(file, page, PAGE, PAGE), SQLITE_OK);
	assert_memory_equal(page, same, PAGE);
	assert_int_equal(read_at(file, same, PAGE, PAGE), SQLITE_OK);
	assert_memory_equal(page, same, PAGE);
}

/* M4, M10: parts of a page, the first page's header too, after a change. */
static void
parts_of_pages_are_read(void **state)
{
	static const struct {
		int amount, offset;
	} parts[] = { { 100, 0 }, { 16, 24 }, { 4, PAGE }, { 8, PAGE },
		      { 1, 2 * PAGE - 1 }, { 500, PAGE + 900 } };
	struct fixture *f = *state;
	sqlite3_file *file = file_of(f->db);
	unsigned char whole[2 * PAGE], part[512];

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 2; i++)
			assert_int_equal(read_at(file, whole + i * PAGE, PAGE,
						 i * PAGE), SQLITE_OK);
		for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
			assert_int_equal(read_at(file, part, parts[i].amount,
						 parts[i].offset), SQLITE_OK);
			assert_memory_equal(part, whole + parts[i].offset,
					    (size_t)parts[i].amount);
		}
		must(f->db, "insert into t values(3, 'three')");
	}
}

/* M2, M3, M8: what could not be sealed is not written, nor in clear. */
static void
strange_writes_are_refused(void **state)
{
	struct fixture *f = *state;
	sqlite3_file *file = file_of(f->db);
	unsigned char page[2 * PAGE] = { 0 };
	size_t before;

	assert_int_equal(read_at(file, page, PAGE, 0), SQLITE_OK);
	before = record_changes(f->disk);
	assert_int_equal(write_at(file, page, 512, 0), SQLITE_IOERR_WRITE);
	assert_int_equal(write_at(file, page, PAGE, 512), SQLITE_IOERR_WRITE);
	assert_int_equal(write_at(file, page, 2 * PAGE, 0),
			 SQLITE_IOERR_WRITE);
	page[PAGE - 1] = 1;
	assert_int_equal(write_at(file, page, PAGE, 0), SQLITE_IOERR_WRITE);
	page[PAGE - 1] = 0;
	page[20] = 0;
	assert_int_equal(write_at(file, page, PAGE, 0), SQLITE_IOERR_WRITE);
	assert_int_equal(record_changes(f->disk), before);
}

/* M9: past the end, the rest is zeros. */
static void
short_reads_are_filled(void **state)
{
	static const unsigned char zeros[PAGE];
	struct fixture *f = *state;
	unsigned char page[PAGE];
	int64_t size = record_file_size(f->disk, "/t.db");

	memset(page, 'x', sizeof(page));
	assert_int_equal(read_at(file_of(f->db), page, PAGE, size),
			 SQLITE_IOERR_SHORT_READ);
	assert_memory_equal(page, zeros, PAGE);
}

/* M12: after a page that does not open, the others do; and it does too, once
 * it is as it was. */
static void
one_bad_page_is_one_bad_page(void **state)
{
	struct fixture *f = *state;
	sqlite3_file *file = file_of(f->db);
	unsigned char page[PAGE], *bytes;

	bytes = record_file_bytes(f->disk, "/t.db");
	bytes[PAGE + 9] ^= 4;
	assert_int_equal(read_at(file, page, PAGE, PAGE), SQLITE_IOERR_DATA);
	assert_int_equal(read_at(file, page, PAGE, 0), SQLITE_OK);
	assert_int_equal(read_at(file, page, PAGE, 2 * PAGE), SQLITE_OK);
	bytes[PAGE + 9] ^= 4;
	assert_int_equal(read_at(file, page, PAGE, PAGE), SQLITE_OK);
	must(f->db, "select * from t");
}

/* F6: nothing is allocated while pages are read and written. */
static void
pages_need_no_memory(void **state)
{
	struct fixture *f = *state;
	sqlite3_file *file = file_of(f->db);
	unsigned char page[PAGE];
	sqlite3_int64 used = sqlite3_memory_used();

	sqlite3_memory_highwater(1);
	assert_int_equal(read_at(file, page, PAGE, PAGE), SQLITE_OK);
	assert_int_equal(write_at(file, page, PAGE, PAGE), SQLITE_OK);
	assert_int_equal(read_at(file, page, 16, 24), SQLITE_OK);
	assert_int_equal(sqlite3_memory_highwater(0), used);
}

/* F1, F2, J5, W6: what is promised of the device, and what is not. */
static void
promises_and_controls(void **state)
{
	struct fixture *f = *state;
	sqlite3_file *file = file_of(f->db);
	sqlite3_int64 mapped = 1 << 20;
	int chunk = 1 << 20;
	int64_t size = record_file_size(f->disk, "/t.db");

	assert_int_equal(file->pMethods->iVersion, 1);
	assert_int_equal(file->pMethods->xDeviceCharacteristics(file),
			 SQLITE_IOCAP_POWERSAFE_OVERWRITE);
	assert_int_equal(file->pMethods->xFileControl(file,
			 SQLITE_FCNTL_BEGIN_ATOMIC_WRITE, NULL),
			 SQLITE_NOTFOUND);
	assert_int_equal(file->pMethods->xFileControl(file,
			 SQLITE_FCNTL_MMAP_SIZE, &mapped), SQLITE_OK);
	assert_int_equal(mapped, 0);
	assert_int_equal(sqlite3_file_control(f->db, "main",
			 SQLITE_FCNTL_CHUNK_SIZE, &chunk), SQLITE_OK);
	must(f->db, "insert into t values(4, hex(zeroblob(3000)))");
	assert_true(record_file_size(f->disk, "/t.db") < size + 4 * PAGE);
}

/* W2, W9, W10: the log is a header and whole frames, also once it was cut to
 * a size limit; and nothing is shared beside it. */
static void
log_is_whole_frames(void **state)
{
	struct fixture *f = *state;
	int64_t size;

	must(f->db, WAL "insert into t values(5, hex(zeroblob(9000)));");
	size = record_file_size(f->disk, "/t.db-wal");
	assert_true(size > WAL_HEADER + 3 * FRAME);
	assert_int_equal((size - WAL_HEADER) % FRAME, 0);
	must(f->db, "pragma journal_size_limit=6000;"
		    "pragma wal_checkpoint(restart); delete from t where a=2");
	assert_true(record_file_size(f->disk, "/t.db-wal") < size);
	size = record_file_size(f->disk, "/t.db-wal");
	assert_int_equal((size - WAL_HEADER) % FRAME, 0);
	assert_int_equal(record_file_size(f->disk, "/t.db-shm"), -1);
}

/* Ends the recording while a transaction is in the journal. */
static void
crash_with_hot_journal(struct fixture *f)
{
	struct record_crash crash = { .loss = RECORD_LOSE_NOTHING };

	sqlite3_close(f->db);
	record_start(f->disk);
	f->db = open_db("sealed", "/t.db");
	must(f->db, "create table t(a, b); insert into t values(1, 'one')");
	must(f->db, "begin; update t set b='changed'");
	assert_int_equal(sqlite3_db_cacheflush(f->db), SQLITE_OK);
	crash.count = record_count(f->disk);
	sqlite3_close(f->db);
	record_crash(f->disk, &crash);
	f->db = open_db("sealed", "/t.db");
}

/* J3: a record that was synced and does not open is damage: an error, and
 * the journal is kept. J4: untouched, it is played back. */
static void
damaged_journal_is_kept(void **state)
{
	struct fixture *f = *state;
	unsigned char *journal;
	int64_t size;
	size_t before;

	crash_with_hot_journal(f);
	size = record_file_size(f->disk, "/t.db-journal");
	assert_true(size >= RECORD_SECTOR + 4 + PAGE + 4);
	journal = record_file_bytes(f->disk, "/t.db-journal");
	journal[RECORD_SECTOR + 4 + 100] ^= 1;
	before = record_changes(f->disk);
	assert_int_equal(run(f->db, "select * from t"), SQLITE_IOERR);
	assert_int_equal(sqlite3_extended_errcode(f->db), SQLITE_IOERR_DATA);
	assert_int_equal(record_changes(f->disk), before);
	assert_int_equal(record_file_size(f->disk, "/t.db-journal"), size);
	journal[RECORD_SECTOR + 4 + 100] ^= 1;
	must(f->db, "update t set a=2 where b='one'");
	assert_int_equal(sqlite3_changes(f->db), 1);
	assert_int_equal(record_file_size(f->disk, "/t.db-journal"), -1);
}

/* Whether another process gets to write. */
static bool
another_process_writes(const char *path)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		sqlite3 *db = open_db("files", path);

		_exit(run(db, "insert into t values(2)") == SQLITE_OK ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* F3: locks are those of the VFS below. K4: looking at every page of the file
 * with another handle does not give them away. */
static void
locks_hold_while_pages_are_checked(void **state)
{
	char dir[] = "/tmp/sealed-XXXXXX", path[64], command[64];
	struct sealed_check check = { 0 };
	sqlite3 *db;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/t.db", dir);
	db = open_db("files", path);
	must(db, "create table t(a); begin exclusive");
	assert_false(another_process_writes(path));
	assert_int_equal(sealed_vfs_check("files", path, &check), SQLITE_OK);
	assert_int_equal(check.bad, 0);
	assert_true(sealed_vfs_owns("files", path));
	assert_false(another_process_writes(path));
	must(db, "commit");
	assert_true(another_process_writes(path));
	sqlite3_close(db);
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	assert_int_equal(system(command), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_new_file_has_the_layout),
		T(buffers_of_sqlite_are_not_touched),
		T(parts_of_pages_are_read), T(strange_writes_are_refused),
		T(short_reads_are_filled), T(one_bad_page_is_one_bad_page),
		T(pages_need_no_memory), T(promises_and_controls),
		T(log_is_whole_frames), T(damaged_journal_is_kept),
		T(locks_hold_while_pages_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
