/* SPDX-License-Identifier: ISC */
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

char *
path_join(const char *dir, const char *name)
{
	size_t len = strlen(dir);
	const char *slash = len > 0 && dir[len - 1] == '/' ? "" : "/";

	return xasprintf("%s%s%s", dir, slash, name);
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool
path_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool
path_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum rc
too_large(const char *path, size_t max, struct err *err)
{
	const size_t mb = 1024 * 1024;

	return max >= mb ? err_set(err, RC_INVALID, NULL,
				   "%s is larger than %zu MB.", path, max / mb)
			 : err_set(err, RC_INVALID, NULL,
				   "%s is larger than %zu bytes.", path, max);
}

static enum rc
read_all(int fd, const char *path, size_t max, struct buf *out,
	 struct err *err)
{
	char chunk[16384];
	size_t total = 0;

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(err, errno, "%s cannot be read",
					     path);
		if (n == 0)
			break;
		total += (size_t)n;
		if (total > max)
			return too_large(path, max, err);
		buf_add(out, chunk, (size_t)n);
	}
	mem_wipe(chunk, sizeof(chunk));
	return RC_OK;
}

enum rc
path_read(const char *path, size_t max, struct buf *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	enum rc rc;

	if (fd < 0)
		return err_set_errno(err, errno, "%s cannot be opened", path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		rc = err_set(err, RC_INVALID, NULL,
			     "%s is not an ordinary file.", path);
	else
		rc = read_all(fd, path, max, out, err);
	close(fd);
	return rc;
}

char *
path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return xstrdup(".");
	return slash == path ? xstrdup("/")
			     : xstrndup(path, (size_t)(slash - path));
}

static int
write_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data += n;
		size -= (size_t)n;
	}
	return 0;
}

enum rc
path_sync_dir(const char *dir, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum rc rc = RC_OK;

	if (fd < 0 || fsync(fd) != 0)
		rc = err_set_errno(err, errno, "%s cannot be made safe", dir);
	if (fd >= 0)
		close(fd);
	return rc;
}

/* Writes, syncs and closes; the temporary file is the caller's to remove. */
static enum rc
write_temporary(const char *temporary, const char *path, const void *data,
		size_t size, struct err *err)
{
	int fd = open(temporary,
		      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		      0600);
	int failed;

	if (fd < 0)
		return err_set_errno(err, errno, "%s cannot be written", path);
	failed = write_all(fd, data, size) != 0 || fsync(fd) != 0 ? errno : 0;
	if (close(fd) != 0 && failed == 0)
		failed = errno;
	if (failed != 0)
		return err_set_errno(err, failed, "%s cannot be written", path);
	return RC_OK;
}

enum rc
path_put_in_place(const char *temporary, const char *path, bool replace,
		  struct err *err)
{
	unsigned flags = replace ? 0 : RENAME_NOREPLACE;
	int r = renameat2(AT_FDCWD, temporary, AT_FDCWD, path, flags);

	/* Some file systems know no flags: look first, then rename. */
	if (r != 0 && errno == EINVAL && !replace)
		r = path_exists(path) ? (errno = EEXIST, -1)
				      : rename(temporary, path);
	if (r != 0)
		return err_set_errno(err, errno, "%s cannot be written", path);
	return RC_OK;
}

enum rc
path_write_atomic(const char *path, const void *data, size_t size,
		  bool replace, struct err *err)
{
	char *temporary = xasprintf("%s.part", path);
	char *dir = path_dir(path);
	enum rc rc;

	unlink(temporary);
	rc = write_temporary(temporary, path, data, size, err);
	if (rc == RC_OK)
		rc = path_put_in_place(temporary, path, replace, err);
	if (rc != RC_OK)
		unlink(temporary);
	else
		rc = path_sync_dir(dir, err);
	mem_free(dir);
	mem_free(temporary);
	return rc;
}

enum rc
path_mkdir(const char *path, struct err *err)
{
	if (mkdir(path, 0700) != 0)
		return err_set_errno(err, errno, "%s cannot be made", path);
	return RC_OK;
}

static enum rc
sync_parent(const char *path, struct err *err)
{
	char *dir = path_dir(path);
	enum rc rc = path_sync_dir(dir, err);

	mem_free(dir);
	return rc;
}

enum rc
path_make_parents(const char *path, struct err *err)
{
	char *above = xstrdup(path);
	enum rc rc = RC_OK;

	for (char *p = above; *p != '\0' && rc == RC_OK; p++) {
		if (*p != '/' || p == above)
			continue;
		*p = '\0';
		if (!path_exists(above)) {
			rc = path_mkdir(above, err);
			if (rc == RC_OK)
				rc = sync_parent(above, err);
		}
		*p = '/';
	}
	mem_free(above);
	return rc;
}
