/* SPDX-License-Identifier: ISC */
/*
 * keyfile: the small file `keys`, which says who can open a vault. It stands
 * beside the database, whose offsets stay SQLite's own (K6).
 *
 * A vault has one random 32-byte data key. Each slot holds an X25519 key pair:
 * the public half in clear, the secret half sealed (XChaCha20-Poly1305; the
 * header and the slot's own fields are associated data) under a key that the
 * person's passphrase or the printed recovery key yields; and the data key
 * sealed to the public half (crypto_box_seal). So a new data key can be given
 * to every slot without anyone's passphrase.
 *
 * Argon2id runs once a try, with one salt for the vault; the slot is then found
 * by a tag that name and passphrase make together. The file lists nobody, and
 * an unknown name costs what a wrong passphrase costs.
 *
 * Everything is covered by a keyed BLAKE2b MAC under a sub-key of the data key.
 * What must outlive a data key is sealed under sub-keys of it: the key of the
 * journal's chain, so that hashes on paper stay true, and the place's own keys,
 * by which others know it.
 *
 * Layout, big-endian: header 280 bytes (magic 8, format 4, slots 4, vault id
 * 16, generation 8, Argon2id passes 4, memory KiB 4, salt 16, key check 32,
 * sealed chain key 72, sealed identity 112), slots of 232 bytes (kind 4, zero 12, id 16, tag 16, public key 32, sealed secret
 * key 72, sealed data key 80), MAC 32.
 */
#ifndef VAULT_KEYFILE_H
#define VAULT_KEYFILE_H

#include <stdint.h>

#include "base/buf.h"
#include "vault/secret.h"

enum {
	VAULT_ID_SIZE = 16, SLOT_ID_SIZE = 16, DATA_KEY_SIZE = 32,
	KEYFILE_MAX_SLOTS = 64, KEYFILE_MAX_SIZE = 16384,
};

/* X25519 secret key, Ed25519 seed, minisign key id: exchange/'s to use. */
enum {
	IDENTITY_AGE_SIZE = 32, IDENTITY_SIGN_SIZE = 32, IDENTITY_ID_SIZE = 8,
	IDENTITY_SIZE = 72,
};

enum slot_kind { SLOT_STAFF = 1, SLOT_RECOVERY = 2, SLOT_ESCROW = 3 };

/* What one try of a passphrase costs. */
struct kdf_cost {
	uint32_t passes, memory_kib;
};

struct keyfile_slot {
	enum slot_kind kind;
	unsigned char id[SLOT_ID_SIZE], tag[16];
	unsigned char public_key[32], secret_key[72], data_key[80];
};

struct keyfile {
	unsigned char vault_id[VAULT_ID_SIZE];
	uint64_t generation;		/* goes up at every change */
	struct kdf_cost cost;
	unsigned char salt[16], key_check[32], chain_key[72], identity[112];
	size_t count;
	struct keyfile_slot slots[KEYFILE_MAX_SLOTS];
};

/* Argon2id as libsodium allows it at the least; for public passphrases. */
struct kdf_cost kdf_cost_minimum(void);
/* At least 3 passes over 256 MiB, more on a fast machine (about 0.7 s); less,
 * with *weak set, only where that much memory cannot be had. */
struct kdf_cost kdf_cost_calibrate(int *weak);

/* A new key file without slots, and its data key. */
void keyfile_init(struct keyfile *file, struct kdf_cost cost,
		  struct secret *data_key);
/* Strict: RC_CORRUPT for anything a writer would not have written, and for a
 * cost beyond 2 GiB or 64 passes. The MAC is checked at unlocking. */
MUST_USE enum rc keyfile_parse(const void *data, size_t size,
			       struct keyfile *file, struct err *err);
/* Appends the file to *out, with generation + 1. */
void keyfile_write(struct keyfile *file, struct secret *data_key,
		   struct buf *out);

/* RC_DENIED: name and passphrase do not fit; RC_CORRUPT: they do, and the file
 * was tampered with. data is the file as read, for its MAC. */
MUST_USE enum rc keyfile_unlock(const struct keyfile *file,
				const struct buf *data, const char *name,
				struct secret *passphrase,
				struct secret *data_key,
				unsigned char slot_id[SLOT_ID_SIZE],
				struct err *err);
MUST_USE enum rc keyfile_unlock_recovery(const struct keyfile *file,
					 const struct buf *data,
					 struct secret *recovery_text,
					 struct secret *data_key,
					 struct keyfile_slot *used,
					 struct err *err);

/* RC_CONFLICT when all slots are taken. */
MUST_USE enum rc keyfile_add_staff(struct keyfile *file, const char *name,
				   struct secret *passphrase,
				   struct secret *data_key,
				   unsigned char slot_id[SLOT_ID_SIZE],
				   struct err *err);
/* Replaces the slot of that kind, SLOT_RECOVERY or SLOT_ESCROW; text becomes
 * what is to be printed, or sealed for head office. */
MUST_USE enum rc keyfile_new_recovery(struct keyfile *file,
				      enum slot_kind kind,
				      struct secret *data_key,
				      struct secret *text, struct err *err);
MUST_USE enum rc keyfile_remove(struct keyfile *file,
				const unsigned char slot_id[SLOT_ID_SIZE],
				struct err *err);
/* Seals a new data key to every slot, and the chain key under it. */
MUST_USE enum rc keyfile_rekey(struct keyfile *file, struct secret *old_key,
			       struct secret *data_key, struct err *err);
/* RC_CORRUPT when it does not open. */
MUST_USE enum rc keyfile_chain_key(const struct keyfile *file,
				   struct secret *data_key,
				   struct secret *chain_key, struct err *err);

/* IDENTITY_SIZE bytes; RC_CORRUPT when it does not open. */
MUST_USE enum rc keyfile_identity(const struct keyfile *file,
				  struct secret *data_key,
				  struct secret *identity, struct err *err);

/* Sub-keys of the data key: one use each. */
enum vault_subkey {
	SUBKEY_CHECK = 1, SUBKEY_MAC, SUBKEY_FILES, SUBKEY_CHAIN,
	SUBKEY_IDENTITY,
};
void vault_subkey(struct secret *data_key, enum vault_subkey which,
		  unsigned char out[DATA_KEY_SIZE]);

#endif
