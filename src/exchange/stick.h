/* SPDX-License-Identifier: ISC */
/*
 * stick: writing a file to a medium that may be full, pulled or lying.
 *
 *	stick_begin	the folder is on the volume that was chosen; there is
 *			room; the file has the name "NAME.part"
 *	stick_write	any number of times; synced every few MiB, because a
 *			stick that is pulled says so nowhere else
 *	stick_settle	sync; read back past the page cache and compare the
 *			SHA-256: it is there, still under the temporary name
 *	stick_place	rename without replacing; sync folder and file system.
 *			Only then is there a file of the final name.
 *	stick_abandon	nothing is left
 *
 * Errors are RC_IO and say what to do. FAT is met half way: names are safe
 * everywhere, files stay under 4 GiB, renaming without replacing is done by
 * looking first where the file system cannot; no date of a file is relied on.
 */
#ifndef EXCHANGE_STICK_H
#define EXCHANGE_STICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "exchange/volume.h"

enum { STICK_HASH_SIZE = 32 };

struct stick_file;

/* volume NULL: any folder (--to DIR). expected: bytes it will be, for the
 * check of free space. RC_CONFLICT when the name is taken. */
MUST_USE enum rc stick_begin(const char *dir, const char *name,
			     const struct volume *volume, uint64_t expected,
			     struct stick_file **file, struct err *err);
MUST_USE enum rc stick_write(struct stick_file *file, const void *data,
			     size_t size, struct err *err);
/* hash: SHA-256 of what was written, and read back. When it fails, the file is
 * to be abandoned. */
MUST_USE enum rc stick_settle(struct stick_file *file,
			      unsigned char hash[STICK_HASH_SIZE],
			      struct err *err);
/* Of a settled one. Frees the file, whatever is returned. */
MUST_USE enum rc stick_place(struct stick_file *file, struct err *err);
void stick_abandon(struct stick_file *file);
/* Takes away a file that was put in place. False: whether it is gone cannot be
 * told. */
bool stick_remove(const char *dir, const char *name);

/* Opens a file from a stick for reading: a regular file, no link, at most max
 * bytes. RC_INVALID, RC_NOT_FOUND, RC_IO. */
MUST_USE enum rc stick_open(const char *path, uint64_t max, int *fd,
			    struct err *err);

#endif
