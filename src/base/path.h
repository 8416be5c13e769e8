/* SPDX-License-Identifier: ISC */
/*
 * path: whole files, read and written so that nothing is half there.
 *
 * Files are made 0600 and folders 0700, links are never followed. A file that
 * path_write_atomic() returned RC_OK for survives a power cut; a failed write
 * leaves the old file and nothing else.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

/* dir + "/" + name; the caller's to mem_free(). */
char *path_join(const char *dir, const char *name);
/* The last part of a path, borrowed from it. */
const char *path_base(const char *path);
/* The folder that a path is in; the caller's to mem_free(). */
char *path_dir(const char *path);
bool path_exists(const char *path);
bool path_is_dir(const char *path);

/* Appends the file to *out; RC_INVALID above max bytes. */
MUST_USE enum rc path_read(const char *path, size_t max, struct buf *out,
			   struct err *err);
/* RC_CONFLICT when it exists and replace is false. */
MUST_USE enum rc path_write_atomic(const char *path, const void *data,
				   size_t size, bool replace,
				   struct err *err);
/* Renames; RC_CONFLICT when path exists and replace is false. */
MUST_USE enum rc path_put_in_place(const char *temporary, const char *path,
				   bool replace, struct err *err);
MUST_USE enum rc path_mkdir(const char *path, struct err *err);
/* The folders above path, where they are not there yet. */
MUST_USE enum rc path_make_parents(const char *path, struct err *err);
/* Makes a rename or a new name in the folder of path durable. */
MUST_USE enum rc path_sync_dir(const char *dir, struct err *err);

#endif
