/* SPDX-License-Identifier: ISC */
/*
 * record_vfs: a SQLite VFS in memory that keeps a log of every change, so that
 * a test can put back what a power cut at any instant may have left.
 *
 * What a crash may leave is more than a prefix of the changes. Of the writes
 * and truncations of a file since its last sync, any may be lost; a write may
 * be torn at 512-byte boundaries; new and removed names are kept in order and
 * are safe once the folder was synced, which SQLite does with the first sync of
 * a new journal or log, and with a removal that asks for it.
 *
 * One connection at a time; there are no locks. The VFS owns its disk and log.
 */
#ifndef TESTS_SUPPORT_RECORD_VFS_H
#define TESTS_SUPPORT_RECORD_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_SECTOR = 512, RECORD_NAME_SIZE = 32 };

struct record_vfs;

/* NULL when the name is taken. */
struct record_vfs *record_vfs_new(const char *name);
void record_vfs_free(struct record_vfs *vfs);

/* Empties the disk and the log, then keeps what changes. */
void record_start(struct record_vfs *vfs);
/* Begins a new log on the disk as it is now, all of it safe: the machine has
 * started again after a crash. */
void record_resume(struct record_vfs *vfs);
void record_stop(struct record_vfs *vfs);
/* Changes in the log, syncs among them. */
size_t record_count(const struct record_vfs *vfs);
bool record_is_write(const struct record_vfs *vfs, size_t index);
/* The first and the last sector that a write touches. */
void record_sectors(const struct record_vfs *vfs, size_t index,
		    uint64_t *first, uint64_t *last);
/* A change in words, for a failed test. */
void record_describe(const struct record_vfs *vfs, size_t index, char *out,
		     size_t size);

enum record_loss {
	RECORD_LOSE_NOTHING,	/* the process died */
	RECORD_LOSE_UNSYNCED,	/* all that was not synced */
	RECORD_LOSE_SOME,	/* some of it, by seed */
	RECORD_TEAR,		/* part of the last write: its sectors up to
				   tear_at, or some, by seed, when 0 */
};

struct record_crash {
	size_t count;		/* changes made before it */
	enum record_loss loss;
	uint64_t seed, tear_at;
};

/* The disk becomes what the crash left; nothing is recorded then. */
void record_crash(struct record_vfs *vfs, const struct record_crash *crash);

/* Calls that changed the disk since record_crash() or record_start(). */
size_t record_changes(const struct record_vfs *vfs);
/* Size of a file; -1 when there is none. */
int64_t record_file_size(const struct record_vfs *vfs, const char *name);
/* Its bytes, NULL when there are none; valid until the next change. */
unsigned char *record_file_bytes(struct record_vfs *vfs, const char *name);

#endif
