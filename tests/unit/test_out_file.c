/* SPDX-License-Identifier: ISC */
/* A new file has its name once it is whole, and never another's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/out_file.h"

static char root[32];

static int
make_root(void **state)
{
	(void)state;
	snprintf(root, sizeof(root), "/tmp/out-XXXXXX");
	return mkdtemp(root) == NULL;
}

static int
remove_root(void **state)
{
	char *command = xasprintf("rm -rf %s", root);
	int failed = system(command);

	(void)state;
	mem_free(command);
	return failed;
}

static int
files_in(const char *dir)
{
	DIR *d = opendir(dir);
	int count = 0;

	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
		count += e->d_name[0] != '.';
	if (d != NULL)
		closedir(d);
	return count;
}

static bool
holds(const char *path, const char *text)
{
	struct buf content = BUF_INIT;
	bool same = path_read(path, 100, &content, NULL) == RC_OK &&
		    strcmp(content.ptr, text) == 0;

	buf_release(&content);
	return same;
}

static bool
put(struct out_file *file, const char *text)
{
	struct sink sink = out_file_sink(file);

	return sink.write(sink.ctx, text, strlen(text), NULL) == RC_OK;
}

/* Another program makes the file, in its own way. */
static bool
link_theirs(const char *dir, const char *path)
{
	char *other = path_join(dir, "other");
	bool made = path_write_atomic(other, "theirs", 6, false, NULL) ==
			    RC_OK &&
		    rename(other, path) == 0;

	mem_free(other);
	return made;
}

/* The line of the first expectation that failed, or 0; for a child process
 * too, which cannot fail a test. */
#define expect(condition) \
	do { \
		if (!(condition)) \
			return __LINE__; \
	} while (0)

static int
try_all(const char *dir, bool nameless)
{
	char *path = path_join(dir, "file");
	struct out_file file;
	struct stat st;
	struct err err;

	expect(out_file_open(&file, path, &err) == RC_OK);
	expect((file.temporary == NULL) == nameless);
	expect(put(&file, "half") && !path_exists(path));
	out_file_abandon(&file);
	expect(files_in(dir) == 0);

	expect(out_file_open(&file, path, &err) == RC_OK);
	expect(put(&file, "who") && put(&file, "le"));
	expect(out_file_finish(&file, &err) == RC_OK);
	expect(files_in(dir) == 1 && holds(path, "whole"));
	expect(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	expect(out_file_open(&file, path, &err) == RC_CONFLICT);
	expect(holds(path, "whole") && unlink(path) == 0);

	/* somebody else was quicker */
	expect(out_file_open(&file, path, &err) == RC_OK);
	expect(put(&file, "ours"));
	expect(link_theirs(dir, path));
	expect(out_file_finish(&file, &err) == RC_CONFLICT);
	expect(files_in(dir) == 1 && holds(path, "theirs"));
	expect(unlink(path) == 0);
	mem_free(path);
	return 0;
}

static void
a_file_without_a_name_until_it_is_whole(void **state)
{
	(void)state;
	assert_int_equal(try_all(root, true), 0);
}

/* Without /proc none can be named later, so it has a name from the start. */
static void
a_temporary_name_where_there_is_no_other_way(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		if (geteuid() != 0 && unshare(CLONE_NEWUSER) != 0)
			_exit(255);
		if (chroot(root) != 0 || chdir("/") != 0)
			_exit(255);
		_exit(try_all("/", false) != 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 255)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
no_such_folder(void **state)
{
	char *path = path_join(root, "none/file");
	struct out_file file;
	struct err err;

	(void)state;
	assert_int_equal(out_file_open(&file, path, &err), RC_NOT_FOUND);
	mem_free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_without_a_name_until_it_is_whole),
		cmocka_unit_test(a_temporary_name_where_there_is_no_other_way),
		cmocka_unit_test(no_such_folder),
	};

	return cmocka_run_group_tests(tests, make_root, remove_root);
}
