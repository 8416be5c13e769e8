/* SPDX-License-Identifier: ISC */
/*
 * volume: what sticks and disks are mounted here.
 *
 * Read from /proc/self/mountinfo (proc(5)) and sysfs; nothing is mounted or
 * changed. A volume counts as a stick when its device, or the disk it is a part
 * of, is removable or hangs off a USB bus.
 */
#ifndef EXCHANGE_VOLUME_H
#define EXCHANGE_VOLUME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

enum { VOLUME_TEXT_SIZE = 256 };

struct volume {
	char path[VOLUME_TEXT_SIZE * 4];	/* where it is mounted */
	char device[VOLUME_TEXT_SIZE];		/* /dev/sdb1 */
	char label[VOLUME_TEXT_SIZE];		/* "" when it has none */
	char type[32];				/* vfat, exfat, ext4 */
	uint64_t dev;				/* st_dev */
	int64_t free_bytes, size_bytes;
	bool removable, writable;
};

/* Roots of the two file systems, so that a test can have its own. NULL: /proc
 * and /sys and /dev. */
struct volume_roots {
	const char *proc, *sys, *dev;
};

/* Sticks first, then by path. Pseudo file systems are left out, and so is the
 * disk that has `vault_dir` (may be NULL). mem_free(). */
MUST_USE enum rc volume_list(const struct volume_roots *roots,
			     const char *vault_dir, struct volume **rows,
			     size_t *count, struct err *err);
/* Of the volume that holds a path. RC_NOT_FOUND. */
MUST_USE enum rc volume_of(const struct volume_roots *roots, const char *path,
			   struct volume *volume, struct err *err);
/* A descriptor that becomes readable (POLLPRI) when mounts change. */
int volume_watch(void);

#endif
