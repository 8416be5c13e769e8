/* SPDX-License-Identifier: ISC */
/*
 * sealed_vfs: a SQLite VFS that seals every page it writes.
 *
 * A small library of its own (libsealedvfs.a): it needs stock SQLite 3.40 or
 * later and libsodium, and nothing else of this project. Register it under a
 * name over a base VFS with a 32-byte key, then open databases with that name
 * as the fourth argument of sqlite3_open_v2().
 *
 * On disk. Offsets and sizes are SQLite's own. A page of 4096 bytes ends with
 * 40 reserved bytes that hold a random 24-byte nonce and a 16-byte tag of
 * XChaCha20-Poly1305; format version, file id, role and page number are its
 * associated data. In the WAL a frame is sealed as one unit: its 24-byte header
 * is masked and is associated data too, with the frame's index; the checksum of
 * the WAL header gives way to a keyed one. In a rollback journal page images
 * are sealed in place, record checksums masked, headers carry a keyed tag.
 * Page numbers in a journal, and all sizes, can be seen.
 *
 * What works: journal modes delete, truncate and persist with any locking;
 * WAL with locking_mode=EXCLUSIVE; savepoints, VACUUM, VACUUM INTO and the
 * backup API between sealed files (or to :memory:).
 * What is refused, with a sentence in the log: shared-memory WAL,
 * journal_mode MEMORY and OFF, other page sizes, memory maps, unnamed and
 * temporary files (use temp_store=MEMORY), transactions over several files,
 * and every file that is not sealed with this key.
 *
 * What it cannot notice: an older, complete copy of the files, or a page put
 * back to an older state. Whoever needs that keeps a hash chain inside.
 * And, with a rollback journal alone: SQLite keeps no copy of a page that was
 * free when a transaction began, so a power cut may leave that page torn. It
 * holds nothing, but sealed_vfs_check() names it and the backup API stops at
 * it; VACUUM INTO a new file leaves it behind. WAL has no such pages.
 */
#ifndef VAULT_SEALED_VFS_H
#define VAULT_SEALED_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SEALED_PAGE_SIZE = 4096,
	SEALED_RESERVE = 40,
	SEALED_KEY_SIZE = 32,
	SEALED_FILE_ID_SIZE = 16,
};

struct sealed_vfs_config {
	const char *name;		/* copied */
	const char *base_vfs;		/* NULL: SQLite's default */
	const unsigned char *key;	/* SEALED_KEY_SIZE bytes; not kept: only
					   sub-keys of it are, in locked memory */
	unsigned char file_id[SEALED_FILE_ID_SIZE];
	/* With synchronous=FULL at most one commit of a WAL is unsynced. When
	 * this is set, a bad frame with more than one whole commit behind it is
	 * damage (an error), not the torn end of a power cut. */
	bool synchronous_full;
	/* Says why something was refused; never names or content. May be NULL. */
	void (*log)(void *ctx, const char *sentence);
	void *log_ctx;
};

/* SQLITE_OK; SQLITE_NOTFOUND without that base; SQLITE_MISUSE for a name in
 * use; SQLITE_NOMEM. */
int sealed_vfs_register(const struct sealed_vfs_config *config);
/* Wipes the keys. Every database opened through it must be closed. */
int sealed_vfs_unregister(const char *name);

struct sealed_damage {
	const char *file;	/* "database" or "journal of changes" */
	int64_t page;		/* page or frame number, from 1 */
};

struct sealed_check {
	int64_t pages, frames;	/* looked at */
	int64_t bad;		/* that did not authenticate */
	/* Called for each bad one; and now and then for progress: false ends
	 * the check with SQLITE_INTERRUPT. Either may be NULL. */
	void (*damage)(void *ctx, const struct sealed_damage *damage);
	bool (*progress)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

/* Reads every page of a database file and every frame of its WAL, and opens
 * each, without SQL. Changes nothing. SQLITE_OK when it could read. */
int sealed_vfs_check(const char *vfs_name, const char *path,
		     struct sealed_check *check);
/* True when the first page of the file opens with this VFS's key. */
bool sealed_vfs_owns(const char *vfs_name, const char *path);

#endif
