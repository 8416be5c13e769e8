/* SPDX-License-Identifier: ISC */
#include "exchange/stick.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/stick_private.h"

enum {
	SYNC_EVERY = 8 * 1024 * 1024, CHUNK = 1024 * 1024, ALIGN = 4096,
	SPARE_BYTES = 64 * 1024, NAME_MAX_BYTES = 60,
};
/* FAT32 holds files below this (Microsoft's FAT specification, section 4). */
static const uint64_t fat_limit = UINT64_C(0xffffffff);

static int
fallocate_call(int fd, off_t offset, off_t size)
{
	return posix_fallocate(fd, offset, size);
}

static int
renameat2_call(int dir, const char *from, const char *to)
{
	return renameat2(dir, from, dir, to, RENAME_NOREPLACE);
}

/* Not every file system, FAT through FUSE among them, knows the flag. */
static int
rename_call(int dir, const char *from, const char *to)
{
	struct stat st;

	if (stick_calls.renameat2(dir, from, to) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (fstatat(dir, to, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(dir, from, dir, to);
}

struct stick_calls stick_calls = {
	.write = write, .read = read, .fdatasync = fdatasync, .fsync = fsync,
	.syncfs = syncfs, .fallocate = fallocate_call, .rename = rename_call,
	.fstat = fstat, .close = close, .renameat2 = renameat2_call,
};

struct stick_file {
	int dir, fd;
	bool is_there;		/* under the temporary name */
	dev_t dev;
	char name[NAME_MAX_BYTES + 1], temporary[NAME_MAX_BYTES + 8];
	uint64_t written, unsynced;
	crypto_hash_sha256_state hash;
};

/* ---- what went wrong, and what to do ---- */

static enum rc
failed(struct err *err, int e, const char *name)
{
	switch (e) {
	case ENOSPC:
	case EDQUOT:
		return err_set(err, RC_IO, NULL,
			       "The stick is full; %s was not written. Delete "
			       "something from it, or use another.", name);
	case EFBIG:
		return err_set(err, RC_IO, NULL,
			       "%s is too large for how this stick is "
			       "formatted. Use one formatted as exFAT.", name);
	case EROFS:
	case EACCES:
	case EPERM:
		return err_set(err, RC_IO, NULL,
			       "The stick cannot be written to; %s was not "
			       "written. Look for a switch on its side, or use "
			       "another.", name);
	case EEXIST:
		return err_set(err, RC_CONFLICT, NULL,
			       "%s is on the stick already. Nothing was "
			       "changed.", name);
	default:
		return err_set(err, RC_IO, NULL,
			       "The stick stopped answering (%s); %s was not "
			       "written. Put it in again, or use another.",
			       strerror(e), name);
	}
}

static enum rc
changed(struct err *err, const char *name)
{
	return err_set(err, RC_IO, NULL,
		       "The stick was taken out, or another put in its "
		       "place; %s was not written. Choose it again.", name);
}

static enum rc
no_folder(struct err *err, int e, const char *path)
{
	if (e == ENOTDIR)
		return err_set(err, RC_INVALID, "to", "%.200s is not a folder. "
			       "Nothing was written.", path);
	return err_set(err, RC_NOT_FOUND, "to",
		       "%.200s is not there. Nothing was written. Is the stick "
		       "plugged in, and mounted? \"volume list\" names those "
		       "that are.", path);
}

/* ---- beginning ---- */

/* Safe on every file system that a stick has: no case games, no device names,
 * nothing that ends in a dot. */
static enum rc
check_name(const char *name, struct err *err)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789._-";
	size_t len = strlen(name);

	if (len == 0 || len > NAME_MAX_BYTES || name[0] == '.' ||
	    name[len - 1] == '.' || strspn(name, allowed) != len)
		return err_set(err, RC_INVALID, "name",
			       "A file name here has letters, digits, dots and "
			       "dashes, at most %d.", NAME_MAX_BYTES);
	return RC_OK;
}

static enum rc
check_room(int dir, uint64_t expected, const char *name, struct err *err)
{
	struct statvfs fs;
	uint64_t room;

	if (fstatvfs(dir, &fs) != 0)
		return failed(err, errno, name);
	if ((fs.f_flag & ST_RDONLY) != 0)
		return failed(err, EROFS, name);
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (expected + SPARE_BYTES > room)
		return err_set(err, RC_IO, NULL,
			       "%s needs %" PRIu64 " KiB and the stick has "
			       "%" PRIu64 " KiB free. Delete something from "
			       "it, or use another.", name,
			       (expected + SPARE_BYTES) / 1024, room / 1024);
	return RC_OK;
}

static enum rc
open_dir(struct stick_file *f, const char *path, const struct volume *volume,
	 uint64_t expected, struct err *err)
{
	struct stat st;

	f->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->dir < 0 && (errno == ENOENT || errno == ENOTDIR))
		return no_folder(err, errno, path);
	if (f->dir < 0 || stick_calls.fstat(f->dir, &st) != 0)
		return err_set_errno(err, errno, "%s cannot be opened", path);
	f->dev = st.st_dev;
	/* A stick that is gone leaves its empty folder on the system disk. */
	if (volume != NULL && st.st_dev != volume->dev)
		return changed(err, f->name);
	if (volume != NULL && strcmp(volume->type, "vfat") == 0 &&
	    expected > fat_limit)
		return failed(err, EFBIG, f->name);
	return RC_OK;
}

static enum rc
open_temporary(struct stick_file *f, uint64_t expected, struct err *err)
{
	struct stat st;
	int code;

	if (fstatat(f->dir, f->name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return failed(err, EEXIST, f->name);
	/* What a cut left behind is of no use to anybody. */
	unlinkat(f->dir, f->temporary, 0);
	f->fd = openat(f->dir, f->temporary,
		       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		       0600);
	if (f->fd < 0)
		return failed(err, errno, f->name);
	f->is_there = true;
	code = expected > 0
		       ? stick_calls.fallocate(f->fd, 0, (off_t)expected)
		       : 0;
	if (code != 0 && code != EOPNOTSUPP && code != EINVAL)
		return failed(err, code, f->name);
	return RC_OK;
}

enum rc
stick_begin(const char *dir, const char *name, const struct volume *volume,
	    uint64_t expected, struct stick_file **file, struct err *err)
{
	struct stick_file *f;
	enum rc rc = check_name(name, err);

	*file = NULL;
	if (rc != RC_OK)
		return rc;
	f = xcalloc(1, sizeof(*f));
	f->dir = f->fd = -1;
	snprintf(f->name, sizeof(f->name), "%s", name);
	snprintf(f->temporary, sizeof(f->temporary), "%s.part", name);
	crypto_hash_sha256_init(&f->hash);
	rc = open_dir(f, dir, volume, expected, err);
	if (rc == RC_OK)
		rc = check_room(f->dir, expected, f->name, err);
	if (rc == RC_OK)
		rc = open_temporary(f, expected, err);
	if (rc != RC_OK) {
		stick_abandon(f);
		return rc;
	}
	*file = f;
	return RC_OK;
}

void
stick_abandon(struct stick_file *f)
{
	if (f == NULL)
		return;
	if (f->fd >= 0)
		stick_calls.close(f->fd);
	if (f->is_there)
		unlinkat(f->dir, f->temporary, 0);
	if (f->dir >= 0)
		close(f->dir);
	mem_free(f);
}

/* ---- writing ---- */

enum rc
stick_write(struct stick_file *f, const void *data, size_t size,
	    struct err *err)
{
	const char *p = data;

	crypto_hash_sha256_update(&f->hash, data, size);
	f->written += size;
	f->unsynced += size;
	while (size > 0) {
		ssize_t n = stick_calls.write(f->fd, p,
					      size < CHUNK ? size : CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return failed(err, n == 0 ? ENOSPC : errno, f->name);
		p += n;
		size -= (size_t)n;
	}
	/* A stick that is pulled says so only here, so it is asked often. */
	if (f->unsynced < SYNC_EVERY)
		return RC_OK;
	f->unsynced = 0;
	return stick_calls.fdatasync(f->fd) == 0
		       ? RC_OK
		       : failed(err, errno, f->name);
}

/* ---- reading back ---- */

/* Past the page cache where the file system can: what the cache remembers is
 * no proof of what the stick holds. */
static int
open_to_compare(const struct stick_file *f)
{
	int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(f->dir, f->temporary, flags | O_DIRECT);

	return fd >= 0 ? fd : openat(f->dir, f->temporary, flags);
}

static int
hash_again(int fd, uint64_t size, unsigned char hash[STICK_HASH_SIZE])
{
	char *memory = xmalloc(CHUNK + ALIGN);
	char *chunk = memory + ALIGN - (uintptr_t)memory % ALIGN;
	crypto_hash_sha256_state state;
	struct stat st;
	int code = 0;

	crypto_hash_sha256_init(&state);
	if (stick_calls.fstat(fd, &st) != 0)
		code = errno;
	else if ((uint64_t)st.st_size != size)
		code = EBADMSG;
	while (code == 0 && size > 0) {
		ssize_t n = stick_calls.read(fd, chunk, CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || (uint64_t)n > size) {
			code = n < 0 ? errno : EBADMSG;
			break;
		}
		size -= (uint64_t)n;
		crypto_hash_sha256_update(&state, (unsigned char *)chunk,
					  (size_t)n);
	}
	crypto_hash_sha256_final(&state, hash);
	mem_free(memory);
	return code;
}

static enum rc
compare(struct stick_file *f, const unsigned char hash[STICK_HASH_SIZE],
	struct err *err)
{
	unsigned char again[STICK_HASH_SIZE];
	int fd = open_to_compare(f), code;

	if (fd < 0)
		return failed(err, errno, f->name);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	code = hash_again(fd, f->written, again);
	if (stick_calls.close(fd) != 0 && code == 0)
		code = errno;
	if (code == 0 && memcmp(hash, again, STICK_HASH_SIZE) != 0)
		code = EBADMSG;
	if (code == EBADMSG)
		return err_set(err, RC_IO, NULL,
			       "What the stick gives back is not what was "
			       "written; %s was removed. Do not use this stick "
			       "again.", f->name);
	return code == 0 ? RC_OK : failed(err, code, f->name);
}

/* ---- settling, putting in place ---- */

static enum rc
sync_all(struct stick_file *f, struct err *err)
{
	int code = 0;

	/* More was allocated than was written: the end is where we ended. */
	if (ftruncate(f->fd, (off_t)f->written) != 0 ||
	    stick_calls.fdatasync(f->fd) != 0 || stick_calls.fsync(f->fd) != 0)
		code = errno;
	if (code == 0)
		posix_fadvise(f->fd, 0, 0, POSIX_FADV_DONTNEED);
	return code == 0 ? RC_OK : failed(err, code, f->name);
}

enum rc
stick_settle(struct stick_file *f, unsigned char hash[STICK_HASH_SIZE],
	     struct err *err)
{
	int fd = f->fd;
	enum rc rc;

	crypto_hash_sha256_final(&f->hash, hash);
	rc = sync_all(f, err);
	if (rc == RC_OK)
		rc = compare(f, hash, err);
	f->fd = -1;
	if (stick_calls.close(fd) != 0 && rc == RC_OK)
		rc = failed(err, errno, f->name);
	return rc;
}

static enum rc
rename_and_sync(struct stick_file *f, struct err *err)
{
	struct stat st;
	int code;

	if (stick_calls.fstat(f->dir, &st) != 0 || st.st_dev != f->dev)
		return changed(err, f->name);
	if (stick_calls.rename(f->dir, f->temporary, f->name) != 0)
		return failed(err, errno, f->name);
	f->is_there = false;
	if (stick_calls.fsync(f->dir) == 0 && stick_calls.syncfs(f->dir) == 0)
		return RC_OK;
	/* Renamed, and yet perhaps not for good: then not at all. */
	code = errno;
	unlinkat(f->dir, f->name, 0);
	return failed(err, code, f->name);
}

enum rc
stick_place(struct stick_file *f, struct err *err)
{
	enum rc rc = rename_and_sync(f, err);

	stick_abandon(f);
	return rc;
}

bool
stick_remove(const char *dir, const char *name)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool gone;

	if (fd < 0)
		return false;
	gone = (unlinkat(fd, name, 0) == 0 || errno == ENOENT) &&
	       stick_calls.fsync(fd) == 0;
	close(fd);
	return gone;
}

/* ---- reading ---- */

enum rc
stick_open(const char *path, uint64_t max, int *fd, struct err *err)
{
	struct stat st;

	*fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (*fd < 0 && errno == ELOOP)
		return err_set(err, RC_INVALID, NULL,
			       "%s is a link; only the file itself is read.",
			       path_base(path));
	if (*fd < 0)
		return err_set_errno(err, errno, "%s cannot be opened",
				     path_base(path));
	if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode))
		err_set(err, RC_INVALID, NULL, "%s is not an ordinary file.",
			path_base(path));
	else if ((uint64_t)st.st_size > max)
		err_set(err, RC_INVALID, NULL,
			"%s is larger than anything that Throughgate writes.",
			path_base(path));
	else
		return RC_OK;
	close(*fd);
	*fd = -1;
	return RC_INVALID;
}
