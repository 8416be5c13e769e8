/* SPDX-License-Identifier: ISC */
/* record_disk: files in memory, and the log of what changed them. */
#ifndef TESTS_SUPPORT_RECORD_DISK_H
#define TESTS_SUPPORT_RECORD_DISK_H

#include "tests/support/record_vfs.h"

enum { DISK_NAMES = 8 };

/* What a name leads to; a file keeps it after its name is removed. */
struct disk_node {
	unsigned char *data;
	size_t size, cap;
};

struct disk {
	struct disk_node *nodes;
	int count;
	struct {
		char name[RECORD_NAME_SIZE];
		int node;		/* -1: no such file */
	} names[DISK_NAMES];
};

enum record_kind {
	RECORD_CREATE, RECORD_WRITE, RECORD_TRUNCATE, RECORD_SYNC,
	RECORD_DELETE,
};

struct record_op {
	enum record_kind kind;
	int node, name;		/* name: index into disk->names */
	bool folder_synced;	/* of RECORD_SYNC, RECORD_DELETE */
	uint64_t offset;	/* RECORD_TRUNCATE: the new size */
	size_t size;
	unsigned char *data;
};

struct record_log {
	struct record_op *ops;
	size_t count, cap;
};

void disk_init(struct disk *disk);
void disk_release(struct disk *disk);
/* disk becomes a copy of from; it must be released, or new. */
void disk_copy(struct disk *disk, const struct disk *from);
/* Index of a name, new or known. */
int disk_name(struct disk *disk, const char *name);
int disk_new_node(struct disk *disk);
void disk_write(struct disk *disk, int node, const void *data, size_t size,
		uint64_t offset);
void disk_truncate(struct disk *disk, int node, uint64_t size);

void record_log_add(struct record_log *log, struct record_op op,
		    const void *data);
void record_log_release(struct record_log *log);
/* Puts on disk, as it was before the log began, what the crash leaves of it. */
void record_replay(const struct record_log *log,
		   const struct record_crash *crash, struct disk *disk);

#endif
