/* SPDX-License-Identifier: ISC */
/* Whole files: replaced or left alone, never half there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

struct fixture {
	char dir[32], file[64], other[64];
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->dir, sizeof(f->dir), "/tmp/path-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->file, sizeof(f->file), "%s/keys", f->dir);
	snprintf(f->other, sizeof(f->other), "%s/other", f->dir);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	char command[64];

	snprintf(command, sizeof(command), "rm -rf '%s'", f->dir);
	free(f);
	return system(command);
}

static void
holds(const char *path, const char *expected)
{
	struct buf data = BUF_INIT;

	assert_int_equal(path_read(path, 1000, &data, NULL), RC_OK);
	assert_string_equal(data.ptr, expected);
	buf_release(&data);
}

static int
names_in(const char *dir)
{
	DIR *d = opendir(dir);
	int count = -2;		/* . and .. */

	assert_non_null(d);
	while (readdir(d) != NULL)
		count++;
	closedir(d);
	return count;
}

static void
names_are_joined_and_taken_apart(void **state)
{
	char *a = path_join("/srv/x.vault", "keys"), *b = path_join("/", "x");

	(void)state;
	assert_string_equal(a, "/srv/x.vault/keys");
	assert_string_equal(b, "/x");
	assert_string_equal(path_base(a), "keys");
	assert_string_equal(path_base("keys"), "keys");
	mem_free(a);
	mem_free(b);
}

static void
a_file_is_its_owners_alone(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	mode_t old = umask(0);

	assert_int_equal(path_write_atomic(f->file, "x", 1, true, NULL),
			 RC_OK);
	assert_int_equal(path_mkdir(f->other, NULL), RC_OK);
	umask(old);
	assert_int_equal(stat(f->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(f->other, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_true(path_is_dir(f->other));
	assert_false(path_is_dir(f->file));
}

static void
a_file_is_replaced_whole(void **state)
{
	struct fixture *f = *state;
	struct err err;
	char stale[80];

	snprintf(stale, sizeof(stale), "%s.part", f->file);
	assert_int_equal(path_write_atomic(stale, "half", 4, true, &err),
			 RC_OK);
	assert_int_equal(path_write_atomic(f->file, "old text", 8, false,
					   &err), RC_OK);
	assert_int_equal(path_write_atomic(f->file, "new", 3, true, &err),
			 RC_OK);
	holds(f->file, "new");
	assert_int_equal(names_in(f->dir), 1);
}

static void
what_exists_is_not_replaced_unasked(void **state)
{
	struct fixture *f = *state;
	struct err err;
	char expected[128];

	assert_int_equal(path_write_atomic(f->file, "old", 3, false, &err),
			 RC_OK);
	assert_int_equal(path_write_atomic(f->file, "new", 3, false, &err),
			 RC_CONFLICT);
	snprintf(expected, sizeof(expected),
		 "%s cannot be written: it exists already.", f->file);
	assert_string_equal(err.text, expected);
	holds(f->file, "old");
	assert_int_equal(names_in(f->dir), 1);
}

/* The write stops half-way, as on a full disk or a small stick. */
static void
a_failed_write_leaves_the_old_file_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	struct rlimit was, small = { 0 };
	char big[9000], expected[128];
	struct err err;
	enum rc rc;

	memset(big, 'b', sizeof(big));
	assert_int_equal(path_write_atomic(f->file, "old", 3, false, &err),
			 RC_OK);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	small = (struct rlimit){ 5000, was.rlim_max };
	setrlimit(RLIMIT_FSIZE, &small);
	rc = path_write_atomic(f->file, big, sizeof(big), true, &err);
	setrlimit(RLIMIT_FSIZE, &was);
	assert_int_equal(rc, RC_IO);
	snprintf(expected, sizeof(expected), "%s cannot be written: the file "
		 "is too large for that device.", f->file);
	assert_string_equal(err.text, expected);
	holds(f->file, "old");
	assert_int_equal(names_in(f->dir), 1);
}

/* A link laid in our way is neither read through nor written through. */
static void
links_are_not_followed(void **state)
{
	struct fixture *f = *state;
	struct buf data = BUF_INIT;
	struct err err;
	struct stat st;

	assert_int_equal(path_write_atomic(f->other, "theirs", 6, false,
					   &err), RC_OK);
	assert_int_equal(symlink(f->other, f->file), 0);
	assert_int_equal(path_read(f->file, 100, &data, &err), RC_INVALID);
	assert_non_null(strstr(err.text, "links are not followed."));
	assert_int_equal(path_write_atomic(f->file, "new", 3, false, &err),
			 RC_CONFLICT);
	assert_int_equal(path_write_atomic(f->file, "ours", 4, true, &err),
			 RC_OK);
	holds(f->other, "theirs");
	holds(f->file, "ours");
	assert_int_equal(lstat(f->file, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	buf_release(&data);
}

static void
only_ordinary_files_of_a_fit_size_are_read(void **state)
{
	struct fixture *f = *state;
	struct buf data = BUF_INIT;
	char expected[128];
	struct err err;

	assert_int_equal(path_read(f->file, 10, &data, &err), RC_NOT_FOUND);
	snprintf(expected, sizeof(expected),
		 "%s cannot be opened: it does not exist.", f->file);
	assert_string_equal(err.text, expected);
	assert_false(path_exists(f->file));
	assert_int_equal(mkfifo(f->file, 0600), 0);
	assert_int_equal(path_read(f->file, 10, &data, &err), RC_INVALID);
	snprintf(expected, sizeof(expected), "%s is not an ordinary file.",
		 f->file);
	assert_string_equal(err.text, expected);
	assert_int_equal(path_read(f->dir, 10, &data, &err), RC_INVALID);
	assert_int_equal(path_write_atomic(f->other, "0123456789", 10, false,
					   &err), RC_OK);
	assert_int_equal(path_read(f->other, 9, &data, &err), RC_INVALID);
	snprintf(expected, sizeof(expected), "%s is larger than 9 bytes.",
		 f->other);
	assert_string_equal(err.text, expected);
	assert_int_equal(truncate(f->other, (1 << 20) + 1), 0);
	buf_reset(&data);
	assert_int_equal(path_read(f->other, 1 << 20, &data, &err),
			 RC_INVALID);
	snprintf(expected, sizeof(expected), "%s is larger than 1 MB.",
		 f->other);
	assert_string_equal(err.text, expected);
	assert_int_equal(truncate(f->other, 10), 0);
	buf_reset(&data);
	assert_int_equal(path_read(f->other, 10, &data, &err), RC_OK);
	assert_int_equal(data.len, 10);
	buf_release(&data);
}

static void
a_folder_that_is_missing_is_named(void **state)
{
	struct fixture *f = *state;
	char path[96], expected[160];
	struct err err;

	snprintf(path, sizeof(path), "%s/gone/keys", f->dir);
	assert_int_equal(path_write_atomic(path, "x", 1, true, &err),
			 RC_NOT_FOUND);
	snprintf(expected, sizeof(expected),
		 "%s cannot be written: it does not exist.", path);
	assert_string_equal(err.text, expected);
	assert_int_equal(path_mkdir(f->dir, &err), RC_CONFLICT);
	assert_int_equal(path_sync_dir(path, &err), RC_NOT_FOUND);
}

static void
the_folders_above_are_made(void **state)
{
	struct fixture *f = *state;
	char *one = path_join(f->dir, "one"), *two = path_join(one, "two");
	char *path = path_join(two, "keys"), *no = path_join(path, "no/more");
	struct err err;

	assert_int_equal(path_make_parents(path, &err), RC_OK);
	assert_true(path_is_dir(two));
	assert_false(path_exists(path));
	/* They are there already; and a path may name no folder at all. */
	assert_int_equal(path_make_parents(path, &err), RC_OK);
	assert_int_equal(path_make_parents("keys", &err), RC_OK);
	assert_int_equal(path_write_atomic(path, "x", 1, false, &err), RC_OK);
	assert_int_not_equal(path_make_parents(no, &err), RC_OK);
	assert_true(unlink(path) == 0 && rmdir(two) == 0 && rmdir(one) == 0);
	mem_free(no);
	mem_free(path);
	mem_free(two);
	mem_free(one);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_joined_and_taken_apart),
		T(a_file_is_its_owners_alone), T(a_file_is_replaced_whole),
		T(what_exists_is_not_replaced_unasked),
		T(a_failed_write_leaves_the_old_file_and_nothing_else),
		T(links_are_not_followed),
		T(only_ordinary_files_of_a_fit_size_are_read),
		T(a_folder_that_is_missing_is_named),
		T(the_folders_above_are_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
