/* SPDX-License-Identifier: ISC */
/*
 * sealed_private: what the parts of the sealing VFS share.
 *
 * cipher   sub-keys; seals and opens pages, frames, journal headers
 * pages    the main database file
 * wal      the write-ahead log
 * journal  the rollback journal
 * vfs      registration, opening, and the methods SQLite calls
 *
 * No function on the I/O path allocates: each file has its scratch buffer.
 */
#ifndef VAULT_SEALED_PRIVATE_H
#define VAULT_SEALED_PRIVATE_H

#include <sqlite3.h>

#include "vault/sealed_vfs.h"

enum {
	NONCE_SIZE = 24, TAG_SIZE = 16,
	CONTENT_SIZE = SEALED_PAGE_SIZE - SEALED_RESERVE,
	WAL_HEADER_SIZE = 32, WAL_SALTS = 16, WAL_TAGGED = 24,
	WAL_TAG_SIZE = 8, SALTS_SIZE = 8,
	FRAME_COMMIT = 4, FRAME_SALTS = 8, FRAME_CHECKSUM = 16,
	FRAME_HEADER_SIZE = 24,
	FRAME_SIZE = FRAME_HEADER_SIZE + SEALED_PAGE_SIZE,
	JOURNAL_HEADER_SIZE = 28, JOURNAL_TAGGED_SIZE = 44,
	JOURNAL_SECTOR = 512,
	DB_HEADER_SIZE = 100,
};

/* One sub-key a role: the same nonce under two roles shares nothing. */
enum sealed_role {
	ROLE_PAGE = 1, ROLE_FRAME, ROLE_FRAME_MASK, ROLE_WAL_HEADER,
	ROLE_RECORD, ROLE_RECORD_MASK, ROLE_JOURNAL_HEADER, ROLE_COUNT
};

struct sealed_keys {
	unsigned char role[ROLE_COUNT][SEALED_KEY_SIZE];
	unsigned char file_id[SEALED_FILE_ID_SIZE];
};

struct sealed_vfs {
	sqlite3_vfs vfs;		/* first: SQLite's pointer is ours */
	sqlite3_vfs *under;
	struct sealed_keys *keys;	/* sodium_malloc, read-only */
	struct sealed_vfs_config config;
	char *name;
	sqlite3_mutex *mutex;		/* guards open */
	struct sealed_file *open;	/* main database files */
};

struct sealed_file {
	sqlite3_file file;		/* first */
	const struct sealed_kind *kind;
	struct sealed_vfs *vfs;
	sqlite3_file *under;
	unsigned char *scratch;		/* two frames */

	/* database */
	sqlite3 *db;			/* as told by SQLITE_FCNTL_PDB */
	struct sealed_file *next;	/* in vfs->open */
	sqlite3_int64 size;		/* known size, or -1 */
	bool exclusive;		/* as the last PRAGMA locking_mode said */
	bool header_cached;
	unsigned char header[DB_HEADER_SIZE], header_seal[SEALED_RESERVE];

	/* WAL. One connection alone has it, so nobody else restarts the log and
	 * makes these stale (W7). */
	unsigned char salts[8];
	bool big_endian;	/* how SQLite's checksums are reckoned */
	unsigned char pending[FRAME_HEADER_SIZE];
	sqlite3_int64 pending_frame;	/* held-back header, or -1 */
	sqlite3_int64 last_frame;	/* last header written */
	sqlite3_int64 loose_from;	/* first without checksum, or -1 */
	int commits_behind;	/* a bad frame in recovery, or -1 */

	/* rollback journal */
	sqlite3_int64 page_number_at, page_at;	/* last of each, or -1 */
	uint32_t page_number, record_count;
	unsigned char nonce[NONCE_SIZE];	/* of the page at page_at */
	bool unsynced;
};

/* What differs between the three kinds of file. */
struct sealed_kind {
	const char *name;
	/* Refuses a file that is not ours; NULL: none is. */
	int (*opened)(struct sealed_file *f, const char *name);
	int (*read)(struct sealed_file *f, void *buf, int amount,
		    sqlite3_int64 offset);
	int (*write)(struct sealed_file *f, const void *buf, int amount,
		     sqlite3_int64 offset);
	int (*truncate)(struct sealed_file *f, sqlite3_int64 size);
	int (*flush)(struct sealed_file *f);	/* before sync, size, close */
};

extern const struct sealed_kind sealed_pages, sealed_wal, sealed_journal;

/* The database that a log or journal of this name belongs to, as SQLite
 * knows it (F4); NULL when another VFS stands between SQLite and us. */
struct sealed_file *sealed_database_of(const char *name);
/* Whether page 1 of a database opens; false while it is empty. */
bool sealed_pages_proven(struct sealed_file *f);
/* NULL unless it is one of ours. */
struct sealed_vfs *sealed_vfs_by_name(const char *name);
/* A VACUUM INTO is running on a connection of this thread. */
bool sealed_vfs_is_vacuuming(struct sealed_vfs *vfs);
void sealed_log(const struct sealed_vfs *vfs, const char *sentence);

/* ---- cipher ---- */

void sealed_keys_derive(struct sealed_keys *keys, const unsigned char *key);
/* out and in are whole pages and may not overlap; in's reserve is ignored. */
void sealed_page_seal(const struct sealed_keys *keys, enum sealed_role role,
		      uint32_t number, const unsigned char *in,
		      unsigned char *out);
/* out gets a zero reserve; may be in itself. False: not authentic. */
bool sealed_page_open(const struct sealed_keys *keys, enum sealed_role role,
		      uint32_t number, const unsigned char *in,
		      unsigned char *out);
/* frame: header then page, FRAME_SIZE; index from 0. */
void sealed_frame_seal(const struct sealed_keys *keys, uint32_t index,
		       const unsigned char *header, const unsigned char *page,
		       unsigned char *frame);
bool sealed_frame_open(const struct sealed_keys *keys, uint32_t index,
		       const unsigned char *frame, unsigned char *out);
/* XORs 4 bytes of a journal checksum. */
void sealed_record_mask(const struct sealed_keys *keys,
			const unsigned char nonce[NONCE_SIZE],
			unsigned char bytes[4]);
/* A keyed tag over a header, bound to where it stands. */
void sealed_header_tag(const struct sealed_keys *keys, enum sealed_role role,
		       uint64_t where, const unsigned char *header,
		       size_t size, unsigned char *tag, size_t tag_size);

static inline uint32_t
sealed_be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static inline void
sealed_put_be32(unsigned char *p, uint32_t v)
{
	p[0] = (unsigned char)(v >> 24);
	p[1] = (unsigned char)(v >> 16);
	p[2] = (unsigned char)(v >> 8);
	p[3] = (unsigned char)v;
}

/* ---- log ---- */

/*
 * What stands behind a frame that is not whole. Every commit but the last was
 * synced before the next began, so a power cut leaves at most one behind a
 * missing frame; and those of an earlier power cut may lie behind that, in runs
 * of their own: a run goes on as long as SQLite's checksums do. Two commits in
 * one run are damage (W5).
 */
struct sealed_tail {
	bool big_endian;
	const unsigned char *salts;
	bool in_run;
	uint32_t sum[2];
	int commits, most;	/* of this run; of any run */
};
/* The next frame as opened; NULL for one that is not authentic. */
void sealed_tail_add(struct sealed_tail *tail, const unsigned char *frame);

/* Reads under the shim; SHORT_READ leaves the rest zero, as SQLite asks. */
static inline int
sealed_under_read(struct sealed_file *f, void *buf, int amount,
		  sqlite3_int64 offset)
{
	return f->under->pMethods->xRead(f->under, buf, amount, offset);
}

static inline int
sealed_under_write(struct sealed_file *f, const void *buf, int amount,
		   sqlite3_int64 offset)
{
	return f->under->pMethods->xWrite(f->under, buf, amount, offset);
}

#endif
