/* SPDX-License-Identifier: ISC */
#include "tests/support/disk_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static disk_calls_fn *watcher;
static void *watcher_ctx;

void
disk_calls_watch(disk_calls_fn *look, void *ctx)
{
	watcher = look;
	watcher_ctx = ctx;
}

static int
ask(struct disk_call call)
{
	return watcher != NULL ? watcher(watcher_ctx, &call) : 0;
}

/* False, with errno set, when the call is to fail. */
static bool
may(struct disk_call call)
{
	int failure = ask(call);

	if (failure == 0)
		return true;
	errno = failure;
	return false;
}

static bool
is_watched(int fd)
{
	struct stat st;

	return watcher != NULL && fstat(fd, &st) == 0 &&
	       (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

/* The same for a call on an open file. */
static bool
may_on(int fd, struct disk_call call)
{
	return !is_watched(fd) || may(call);
}

/* ---- opening ---- */

static int
open_at(const char *path, int flags, va_list ap)
{
	bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
	mode_t mode = (flags & O_CREAT) != 0 || nameless
			      ? va_arg(ap, mode_t) : 0;

	if ((flags & O_CREAT) != 0 && access(path, F_OK) != 0 &&
	    !may((struct disk_call){ .kind = DISK_CREATE, .path = path }))
		return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	int fd;

	va_start(ap, flags);
	fd = open_at(path, flags, ap);
	va_end(ap);
	return fd;
}

int
open64(const char *path, int flags, ...)
{
	va_list ap;
	int fd;

	va_start(ap, flags);
	fd = open_at(path, flags | O_LARGEFILE, ap);
	va_end(ap);
	return fd;
}

/* ---- changing ---- */

ssize_t
write(int fd, const void *data, size_t size)
{
	if (!may_on(fd, (struct disk_call){ .kind = DISK_WRITE, .data = data,
					    .size = size }))
		return -1;
	return syscall(SYS_write, fd, data, size);
}

ssize_t
pwrite(int fd, const void *data, size_t size, off_t offset)
{
	if (!may_on(fd, (struct disk_call){ .kind = DISK_WRITE, .data = data,
					    .size = size }))
		return -1;
	return syscall(SYS_pwrite64, fd, data, size, offset);
}

ssize_t
pwrite64(int fd, const void *data, size_t size, off64_t offset)
{
	return pwrite(fd, data, size, offset);
}

static int
sync_by(long number, int fd)
{
	int answer = is_watched(fd)
			     ? ask((struct disk_call){ .kind = DISK_SYNC })
			     : 0;

	if (answer == 0)
		return (int)syscall(number, fd);
	if (answer == DISK_PRETEND)
		return 0;
	errno = answer;
	return -1;
}

int
fsync(int fd)
{
	return sync_by(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	return sync_by(SYS_fdatasync, fd);
}

int
ftruncate(int fd, off_t size)
{
	if (!may_on(fd, (struct disk_call){ .kind = DISK_TRUNCATE }))
		return -1;
	return (int)syscall(SYS_ftruncate, fd, size);
}

int
ftruncate64(int fd, off64_t size)
{
	return ftruncate(fd, size);
}

/* ---- names ---- */

int
renameat2(int from_dir, const char *from, int to_dir, const char *to,
	  unsigned flags)
{
	if (!may((struct disk_call){ .kind = DISK_RENAME, .path = to }))
		return -1;
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
}

int
rename(const char *from, const char *to)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
unlink(const char *path)
{
	if (access(path, F_OK) == 0 &&
	    !may((struct disk_call){ .kind = DISK_REMOVE, .path = path }))
		return -1;
	return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int
rmdir(const char *path)
{
	if (!may((struct disk_call){ .kind = DISK_REMOVE, .path = path }))
		return -1;
	return (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int
mkdir(const char *path, mode_t mode)
{
	if (!may((struct disk_call){ .kind = DISK_MKDIR, .path = path }))
		return -1;
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
