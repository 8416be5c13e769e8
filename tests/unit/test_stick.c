/* SPDX-License-Identifier: ISC */
/*
 * Writing to a stick: each call that a medium can fail is made to fail, at each
 * of its turns and in several ways. There must never be a file of the final
 * name then, nor a temporary one, and the next try must work.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/stick.h"
#include "exchange/stick_private.h"

#define NAME "ACA-return-2026-11-23-000123.sqlite.age"

enum { PAYLOAD = 20 * 1000 * 1000 + 7 };

static char dir[] = "/tmp/stick-XXXXXX";
static char *payload;
static struct stick_calls real;

/* ---- a medium that fails ---- */

enum call {
	CALL_WRITE, CALL_READ, CALL_FDATASYNC, CALL_FSYNC, CALL_SYNCFS,
	CALL_FALLOCATE, CALL_RENAME, CALL_FSTAT, CALL_CLOSE, CALLS
};

static struct {
	enum call call;
	int at, error;		/* which turn of it, and how */
	int turns[CALLS];
	bool flip;		/* reads come back with one bit changed */
} fault;

static bool
fails(enum call call)
{
	bool now = fault.turns[call]++ == fault.at && fault.call == call;

	if (now)
		errno = fault.error;
	return now;
}

static ssize_t
bad_write(int fd, const void *data, size_t size)
{
	if (!fails(CALL_WRITE))
		return real.write(fd, data, size);
	/* A full medium takes a part first. */
	if (fault.error == 0)
		return real.write(fd, data, size / 3 + 1);
	return -1;
}

static ssize_t
bad_read(int fd, void *data, size_t size)
{
	ssize_t n;

	if (fails(CALL_READ) && fault.error != 0)
		return -1;
	n = real.read(fd, data, size);
	if (fault.flip && n > 0)
		((char *)data)[n / 2] ^= 1;
	return n;
}

static int
bad_fdatasync(int fd)
{
	return fails(CALL_FDATASYNC) ? -1 : real.fdatasync(fd);
}

static int
bad_fsync(int fd)
{
	return fails(CALL_FSYNC) ? -1 : real.fsync(fd);
}

static int
bad_syncfs(int fd)
{
	return fails(CALL_SYNCFS) ? -1 : real.syncfs(fd);
}

static int
bad_fallocate(int fd, off_t offset, off_t size)
{
	return fails(CALL_FALLOCATE) ? fault.error
				     : real.fallocate(fd, offset, size);
}

static int
bad_rename(int at, const char *from, const char *to)
{
	return fails(CALL_RENAME) ? -1 : real.rename(at, from, to);
}

static int
bad_fstat(int fd, struct stat *st)
{
	return fails(CALL_FSTAT) ? -1 : real.fstat(fd, st);
}

static int
bad_close(int fd)
{
	int r = real.close(fd);

	return fails(CALL_CLOSE) ? -1 : r;
}

static void
arm(enum call call, int at, int error)
{
	memset(&fault, 0, sizeof(fault));
	fault.call = call;
	fault.at = at;
	fault.error = error;
	stick_calls = (struct stick_calls){
		bad_write, bad_read, bad_fdatasync, bad_fsync, bad_syncfs,
		bad_fallocate, bad_rename, bad_fstat, bad_close,
		real.renameat2,
	};
}

static void
disarm(void)
{
	stick_calls = real;
}

/* ---- writing, looking ---- */

static enum rc
write_it(size_t size, struct err *err)
{
	unsigned char hash[STICK_HASH_SIZE], want[STICK_HASH_SIZE];
	struct stick_file *file;
	size_t at = 0;
	enum rc rc = stick_begin(dir, NAME, NULL, size, &file, err);

	if (rc != RC_OK)
		return rc;
	while (rc == RC_OK && at < size) {
		size_t part = size - at < 300000 ? size - at : 300000;

		rc = stick_write(file, payload + at, part, err);
		at += part;
	}
	if (rc == RC_OK)
		rc = stick_settle(file, hash, err);
	if (rc != RC_OK) {
		stick_abandon(file);
		return rc;
	}
	rc = stick_place(file, err);
	if (rc == RC_OK) {
		crypto_hash_sha256(want, (unsigned char *)payload, size);
		assert_memory_equal(hash, want, sizeof(want));
	}
	return rc;
}

static int
names_in_dir(void)
{
	DIR *d = opendir(dir);
	int names = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		names++;
	closedir(d);
	return names - 2;
}

static void
holds(size_t size)
{
	char *path = path_join(dir, NAME);
	struct buf data = BUF_INIT;

	assert_int_equal(path_read(path, PAYLOAD, &data, NULL), RC_OK);
	assert_int_equal(data.len, size);
	assert_memory_equal(data.ptr, payload, size);
	assert_int_equal(unlink(path), 0);
	buf_release(&data);
	mem_free(path);
}

/* ---- tests ---- */

static void
test_written_and_read_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 4096, 1048576, PAYLOAD };
	struct err err = { .code = RC_OK };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		if (write_it(sizes[i], &err) != RC_OK)
			fail_msg("%s", err.text);
		holds(sizes[i]);
	}
	assert_int_equal(names_in_dir(), 0);
}

static void
test_every_fault(void **state)
{
	static const int errors[] = { EIO, ENOSPC, ENODEV, EROFS, ENOTCONN };
	int tried = 0;

	(void)state;
	for (int call = 0; call < CALLS; call++) {
		int at = 0;

		for (;; at++) {
			struct err err = { .code = RC_OK };
			enum rc rc;

			arm((enum call)call, at,
			    errors[tried++ % (int)ARRAY_SIZE(errors)]);
			rc = write_it(PAYLOAD / 2, &err);
			disarm();
			if (fault.turns[call] <= at)
				break;
			if (rc != RC_IO || strlen(err.text) < 30)
				fail_msg("call %d turn %d: rc %d %s", call,
					 at, rc, err.text);
			assert_int_equal(names_in_dir(), 0);
			if (at > 5)	/* writes are all alike */
				break;
		}
		/* Whatever did not come to its turn went well. */
		if (names_in_dir() == 1)
			holds(PAYLOAD / 2);
		assert_true(at > 0);
	}
	assert_int_equal(write_it(1000, NULL), RC_OK);
	holds(1000);
}

static void
test_short_writes_go_on(void **state)
{
	(void)state;
	arm(CALL_WRITE, 3, 0);
	assert_int_equal(write_it(PAYLOAD / 4, NULL), RC_OK);
	disarm();
	holds(PAYLOAD / 4);
}

/* A stick that is smaller than it says gives back something else. */
static void
test_a_lying_stick(void **state)
{
	struct err err = { .code = RC_OK };

	(void)state;
	arm(CALLS, 0, 0);
	fault.flip = true;
	assert_int_equal(write_it(5000, &err), RC_IO);
	disarm();
	assert_non_null(strstr(err.text, "not what was written"));
	assert_int_equal(names_in_dir(), 0);
}

static void
test_no_room(void **state)
{
	struct err err = { .code = RC_OK };
	struct stick_file *file;

	(void)state;
	assert_int_equal(stick_begin(dir, NAME, NULL, UINT64_MAX / 4, &file,
				     &err), RC_IO);
	assert_non_null(strstr(err.text, "free"));
	assert_null(file);
	assert_int_equal(names_in_dir(), 0);
}

static void
test_never_replaces(void **state)
{
	struct err err = { .code = RC_OK };

	(void)state;
	assert_int_equal(write_it(100, NULL), RC_OK);
	assert_int_equal(write_it(200, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "already"));
	holds(100);
}

/* Pulled, and its empty folder is now the system's disk. */
static void
test_another_device(void **state)
{
	struct volume volume = { .dev = 1, .type = "vfat" };
	struct err err = { .code = RC_OK };
	struct stick_file *file;

	(void)state;
	assert_int_equal(stick_begin(dir, NAME, &volume, 10, &file, &err),
			 RC_IO);
	assert_non_null(strstr(err.text, "taken out"));
	assert_int_equal(names_in_dir(), 0);
}

/* ---- what FAT cannot, without one: the calls below answer as it does ---- */

static int
knows_no_flag(int at, const char *from, const char *to)
{
	(void)at, (void)from, (void)to;
	errno = EINVAL;
	return -1;
}

static void
test_without_a_promise_of_rename(void **state)
{
	struct err err = { .code = RC_OK };

	(void)state;
	stick_calls.renameat2 = knows_no_flag;
	assert_int_equal(write_it(100, NULL), RC_OK);
	assert_int_equal(write_it(200, &err), RC_CONFLICT);
	assert_int_equal(names_in_dir(), 1);
	holds(100);
	disarm();
}

/* Somebody else's file takes the name while ours is written. */
static void
test_a_name_that_is_taken_meanwhile(void **state)
{
	unsigned char hash[STICK_HASH_SIZE];
	struct err err = { .code = RC_OK };
	char *other = path_join(dir, NAME);
	struct stick_file *file;

	(void)state;
	stick_calls.renameat2 = knows_no_flag;
	assert_int_equal(stick_begin(dir, NAME, NULL, 5, &file, NULL), RC_OK);
	assert_int_equal(stick_write(file, "ours.", 5, NULL), RC_OK);
	assert_int_equal(stick_settle(file, hash, NULL), RC_OK);
	assert_int_equal(path_write_atomic(other, payload, 300, true, NULL),
			 RC_OK);
	assert_int_equal(stick_place(file, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "already"));
	assert_int_equal(names_in_dir(), 1);
	holds(300);
	disarm();
	mem_free(other);
}

/* Found out before a byte is written, whatever room there is. */
static void
test_too_large_for_fat(void **state)
{
	struct volume volume = { .type = "vfat" };
	struct err err = { .code = RC_OK };
	struct stick_file *file;
	struct stat st;

	(void)state;
	assert_int_equal(stat(dir, &st), 0);
	volume.dev = st.st_dev;
	assert_int_equal(stick_begin(dir, NAME, &volume,
				     UINT64_C(4) << 30, &file, &err), RC_IO);
	assert_non_null(strstr(err.text, "Use one formatted as exFAT"));
	assert_int_equal(names_in_dir(), 0);
	assert_int_equal(stick_begin(dir, NAME, &volume, 100, &file, NULL),
			 RC_OK);
	stick_abandon(file);
	assert_int_equal(names_in_dir(), 0);
}

static void
test_names(void **state)
{
	static const char *const bad[] = {
		"", ".hidden", "a/b", "a:b", "ends.", "a b", "ü",
		"a-name-that-is-longer-than-sixty-characters-is-not-needed-x-yz",
	};
	struct stick_file *file;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(stick_begin(dir, bad[i], NULL, 1, &file,
					     NULL), RC_INVALID);
	assert_int_equal(names_in_dir(), 0);
}

static void
test_opening(void **state)
{
	char *file = path_join(dir, "file"), *link = path_join(dir, "link");
	struct err err = { .code = RC_OK };
	int fd;

	(void)state;
	assert_int_equal(path_write_atomic(file, "12345", 5, false, &err),
			 RC_OK);
	assert_int_equal(symlink(file, link), 0);
	assert_int_equal(stick_open(file, 5, &fd, &err), RC_OK);
	close(fd);
	assert_int_equal(stick_open(file, 4, &fd, &err), RC_INVALID);
	assert_int_equal(stick_open(link, 9, &fd, &err), RC_INVALID);
	assert_non_null(strstr(err.text, "link"));
	assert_int_equal(stick_open(dir, 9, &fd, &err), RC_INVALID);
	assert_true(stick_open("/nonexistent", 9, &fd, &err) != RC_OK);
	assert_int_equal(unlink(link) | unlink(file), 0);
	mem_free(link);
	mem_free(file);
}

static int
set_up(void **state)
{
	(void)state;
	real = stick_calls;
	payload = malloc(PAYLOAD);
	for (size_t i = 0; i < PAYLOAD; i++)
		payload[i] = (char)(i * 2654435761u >> 13);
	return sodium_init() < 0 || mkdtemp(dir) == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	free(payload);
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written_and_read_back),
		cmocka_unit_test(test_every_fault),
		cmocka_unit_test(test_short_writes_go_on),
		cmocka_unit_test(test_a_lying_stick),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_never_replaces),
		cmocka_unit_test(test_another_device),
		cmocka_unit_test(test_without_a_promise_of_rename),
		cmocka_unit_test(test_a_name_that_is_taken_meanwhile),
		cmocka_unit_test(test_too_large_for_fat),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_opening),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
