/* SPDX-License-Identifier: ISC */
/*
 * vault: a folder of sealed files, locked by one process, opened by a key.
 *
 *	keys		slots (keyfile.h)
 *	records.db	the database, sealed (sealed_vfs.h); its -wal while open
 *	escrow.age	(where there is a head office) a recovery key that only
 *			head office can read
 *	lock		held while open; says which process and terminal
 *
 * The key is proven against `keys` before SQLite may open anything. Opening
 * registers a VFS of a name of its own; vault_close() takes it away, wipes the
 * keys and lets the next process in. Every database opened through the VFS must
 * be closed by then.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include <stdbool.h>

#include "base/date.h"
#include "vault/keyfile.h"

enum { CHAIN_HASH_SIZE = 32 };

struct vault;

/* Makes the folder (RC_CONFLICT when it exists) with one staff slot and a
 * recovery slot; recovery_text becomes the key to print. */
MUST_USE enum rc vault_create(const char *dir, const struct clock *clock,
			      const char *name, struct secret *passphrase,
			      struct kdf_cost cost,
			      struct secret *recovery_text,
			      struct vault **vault,
			      unsigned char slot_id[SLOT_ID_SIZE],
			      struct err *err);
/* RC_BUSY names who has it; RC_DENIED; RC_CORRUPT; RC_NOT_FOUND. An
 * interrupted vault_rotate is finished, or undone. */
MUST_USE enum rc vault_open(const char *dir, const struct clock *clock,
			    const char *name, struct secret *passphrase,
			    struct vault **vault,
			    unsigned char slot_id[SLOT_ID_SIZE],
			    struct err *err);
/* The printed recovery key, or the one that head office had in escrow, which
 * works once: *escrow; take it away then. */
MUST_USE enum rc vault_open_recovery(const char *dir,
				     const struct clock *clock,
				     struct secret *recovery_text,
				     struct vault **vault, bool *escrow,
				     struct err *err);
void vault_close(struct vault *vault);

const char *vault_dir(const struct vault *vault);
const char *vault_db_path(const struct vault *vault);
const char *vault_vfs_name(const struct vault *vault);
/* BLAKE2b without a key: the same in every vault. */
void vault_digest(const void *data, size_t size,
		  unsigned char out[CHAIN_HASH_SIZE]);
/* out = keyed BLAKE2b(previous || data) under the chain's own sub-key. */
void vault_chain(struct vault *vault,
		 const unsigned char previous[CHAIN_HASH_SIZE],
		 const void *data, size_t size,
		 unsigned char out[CHAIN_HASH_SIZE]);

/* ---- slots; each writes `keys` whole ---- */

MUST_USE enum rc vault_slot_add(struct vault *vault, const char *name,
				struct secret *passphrase,
				unsigned char slot_id[SLOT_ID_SIZE],
				struct err *err);
/* Adds the new slot and takes the old one (zero: none) in one write. */
MUST_USE enum rc vault_slot_replace(struct vault *vault, const char *name,
				    struct secret *passphrase,
				    const unsigned char old[SLOT_ID_SIZE],
				    unsigned char slot_id[SLOT_ID_SIZE],
				    struct err *err);
MUST_USE enum rc vault_slot_remove(struct vault *vault,
				   const unsigned char slot_id[SLOT_ID_SIZE],
				   struct err *err);
MUST_USE enum rc vault_recovery_new(struct vault *vault,
				    struct secret *recovery_text,
				    struct err *err);
/* The same for head office: text is the caller's to seal for it. */
MUST_USE enum rc vault_escrow_new(struct vault *vault, struct secret *text,
				  struct err *err);
bool vault_has_escrow(const struct vault *vault);
/* Takes the escrow slot away, if there is one. */
MUST_USE enum rc vault_escrow_remove(struct vault *vault, struct err *err);
/* The place's own keys, IDENTITY_SIZE bytes (keyfile.h). */
MUST_USE enum rc vault_identity(struct vault *vault, struct secret *identity,
				struct err *err);

/* ---- a new data key ---- */

/* Registers a VFS under a fresh data key; the caller fills
 * vault_next_db_path() through vault_next_vfs_name() and closes both. */
MUST_USE enum rc vault_rotate_begin(struct vault *vault, struct err *err);
const char *vault_next_vfs_name(const struct vault *vault);
const char *vault_next_db_path(const struct vault *vault);
/* Writing `keys` is the instant at which the new key holds. After RC_OK the
 * vault's own VFS name and key are the new ones. After an error the vault must
 * be closed: whichever key holds, it can be opened again. */
MUST_USE enum rc vault_rotate_commit(struct vault *vault, struct err *err);
void vault_rotate_cancel(struct vault *vault);

/* ---- checking ---- */

struct vault_check {
	int64_t pages, frames, bad;
	char first[64];			/* "page 12 of the database" */
};
/* Opens every page and every record of the log, without SQL. Fills *result;
 * RC_CORRUPT when any is not as it was written, naming the first. */
MUST_USE enum rc vault_check_files(const struct vault *vault,
				   struct vault_check *result,
				   bool (*progress)(void *ctx, int64_t done,
						    int64_t total),
				   void *ctx, struct err *err);

/* ---- copies ---- */

/* A new vault folder that the same keys open, without its database. */
MUST_USE enum rc vault_copy_keys(const struct vault *vault, const char *dir,
				 struct err *err);
/* The folder has what a vault has: RC_NOT_FOUND names what is missing. */
MUST_USE enum rc vault_check_folder(const char *dir, struct err *err);

/* RC_BUSY, with who has it, when another process has the vault open. */
MUST_USE enum rc vault_check_free(const char *dir, const struct clock *clock,
				  struct err *err);

#endif
