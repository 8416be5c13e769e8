/* SPDX-License-Identifier: ISC */
/* stick_private: the system calls that a medium can fail, so that a test can
 * make each of them do so. */
#ifndef EXCHANGE_STICK_PRIVATE_H
#define EXCHANGE_STICK_PRIVATE_H

#include <sys/stat.h>
#include <sys/types.h>

struct stick_calls {
	ssize_t (*write)(int fd, const void *data, size_t size);
	ssize_t (*read)(int fd, void *data, size_t size);
	int (*fdatasync)(int fd);
	int (*fsync)(int fd);
	int (*syncfs)(int fd);
	int (*fallocate)(int fd, off_t offset, off_t size);
	int (*rename)(int dir, const char *from, const char *to);
	int (*fstat)(int fd, struct stat *st);
	int (*close)(int fd);
	/* What rename asks first, and a FAT may not know (EINVAL). */
	int (*renameat2)(int dir, const char *from, const char *to);
};

extern struct stick_calls stick_calls;

#endif
