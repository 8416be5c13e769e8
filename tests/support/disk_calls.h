/* SPDX-License-Identifier: ISC */
/*
 * disk_calls: every system call by which this process changes a file, before
 * it happens: SQLite's below the sealing VFS, the key file's, the renaming of
 * folders. A test sees what is written, or makes a call fail, or ends the
 * process there.
 *
 * The program's and SQLite's calls come here because an executable's own
 * functions go before the C library's. Files and folders alone count: pipes
 * and terminals do not.
 */
#ifndef TESTS_SUPPORT_DISK_CALLS_H
#define TESTS_SUPPORT_DISK_CALLS_H

#include <stddef.h>

enum disk_call_kind {
	DISK_CREATE, DISK_WRITE, DISK_SYNC, DISK_TRUNCATE, DISK_RENAME,
	DISK_REMOVE, DISK_MKDIR,
};

struct disk_call {
	enum disk_call_kind kind;
	const char *path;	/* of DISK_CREATE, RENAME (the new), REMOVE,
				   MKDIR; else NULL */
	const void *data;	/* of DISK_WRITE */
	size_t size;
};

/* Of a DISK_SYNC: that it was done. A process that dies loses nothing by it. */
enum { DISK_PRETEND = -1 };

/* Answers 0 for a call that may happen, or the errno that it fails with. */
typedef int disk_calls_fn(void *ctx, const struct disk_call *call);

/* NULL: nobody looks. */
void disk_calls_watch(disk_calls_fn *look, void *ctx);

#endif
