/* SPDX-License-Identifier: ISC */
#include "vault/vault.h"

#include <errno.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "vault/sealed_vfs.h"
#include "vault/vault_lock.h"

enum { VFS_NAME_SIZE = 64 };

struct vault {
	char *dir, *keys_path, *db_path, *next_db_path;
	int lock_fd;
	struct keyfile keys;
	struct secret *data_key, *chain_key, *next_key;
	char vfs_name[VFS_NAME_SIZE], next_vfs_name[VFS_NAME_SIZE];
};

const char *
vault_dir(const struct vault *vault)
{
	return vault->dir;
}

const char *
vault_db_path(const struct vault *vault)
{
	return vault->db_path;
}

const char *
vault_vfs_name(const struct vault *vault)
{
	return vault->vfs_name;
}

const char *
vault_next_vfs_name(const struct vault *vault)
{
	return vault->next_vfs_name;
}

const char *
vault_next_db_path(const struct vault *vault)
{
	return vault->next_db_path;
}

static struct vault *
vault_new(const char *dir)
{
	struct vault *vault = xcalloc(1, sizeof(*vault));

	vault->dir = xstrdup(dir);
	vault->keys_path = path_join(dir, "keys");
	vault->db_path = path_join(dir, "records.db");
	vault->next_db_path = path_join(dir, "records.db.next");
	vault->lock_fd = -1;
	vault->data_key = secret_new(DATA_KEY_SIZE);
	vault->chain_key = secret_new(DATA_KEY_SIZE);
	return vault;
}

void
vault_close(struct vault *vault)
{
	if (vault == NULL)
		return;
	vault_rotate_cancel(vault);
	if (vault->vfs_name[0] != '\0')
		sealed_vfs_unregister(vault->vfs_name);
	secret_free(vault->data_key);
	secret_free(vault->chain_key);
	vault_lock_release(vault->lock_fd);
	mem_free(vault->dir);
	mem_free(vault->keys_path);
	mem_free(vault->db_path);
	mem_free(vault->next_db_path);
	mem_free(vault);
}

/* ---- keys in use ---- */

static enum rc
register_vfs(struct vault *vault, struct secret *data_key,
	     char name[VFS_NAME_SIZE], struct err *err)
{
	struct sealed_vfs_config config = { .synchronous_full = true };
	unsigned char key[DATA_KEY_SIZE], tail[8];
	char hex[sizeof(tail) * 2 + 1];
	int rc;

	randombytes_buf(tail, sizeof(tail));
	sodium_bin2hex(hex, sizeof(hex), tail, sizeof(tail));
	snprintf(name, VFS_NAME_SIZE, "throughgate-%s", hex);
	vault_subkey(data_key, SUBKEY_FILES, key);
	config.name = name;
	config.key = key;
	memcpy(config.file_id, vault->keys.vault_id, VAULT_ID_SIZE);
	rc = sealed_vfs_register(&config);
	sodium_memzero(key, sizeof(key));
	if (rc == SQLITE_OK)
		return RC_OK;
	name[0] = '\0';
	return err_set(err, RC_NOMEM, NULL,
		       "The vault cannot be opened: not enough memory.");
}

static enum rc
start_using(struct vault *vault, struct err *err)
{
	enum rc rc = keyfile_chain_key(&vault->keys, vault->data_key,
				       vault->chain_key, err);

	if (rc == RC_OK)
		rc = register_vfs(vault, vault->data_key, vault->vfs_name,
				  err);
	return rc;
}

void
vault_chain(struct vault *vault, const unsigned char previous[CHAIN_HASH_SIZE],
	    const void *data, size_t size, unsigned char out[CHAIN_HASH_SIZE])
{
	crypto_generichash_state state;
	const char *key = secret_open(vault->chain_key);

	crypto_generichash_init(&state, (const unsigned char *)key,
				DATA_KEY_SIZE, CHAIN_HASH_SIZE);
	secret_close(vault->chain_key);
	crypto_generichash_update(&state, previous, CHAIN_HASH_SIZE);
	crypto_generichash_update(&state, data, size);
	crypto_generichash_final(&state, out, CHAIN_HASH_SIZE);
}

void
vault_digest(const void *data, size_t size,
	     unsigned char out[CHAIN_HASH_SIZE])
{
	crypto_generichash(out, CHAIN_HASH_SIZE, data, size, NULL, 0);
}

static enum rc
write_keys(struct vault *vault, struct secret *data_key, bool replace,
	   struct err *err)
{
	struct buf data = BUF_INIT;
	enum rc rc;

	keyfile_write(&vault->keys, data_key, &data);
	rc = path_write_atomic(vault->keys_path, data.ptr, data.len, replace,
			       err);
	buf_release(&data);
	return rc;
}

/* ---- create, open ---- */

static enum rc
make(struct vault *vault, const struct clock *clock, const char *name,
     struct secret *passphrase, struct kdf_cost cost,
     struct secret *recovery_text, unsigned char *slot_id, struct err *err)
{
	enum rc rc = path_mkdir(vault->dir, err);

	if (rc != RC_OK)
		return rc;
	rc = vault_lock_take(vault->dir, clock, &vault->lock_fd, err);
	keyfile_init(&vault->keys, cost, vault->data_key);
	if (rc == RC_OK)
		rc = keyfile_add_staff(&vault->keys, name, passphrase,
				       vault->data_key, slot_id, err);
	if (rc == RC_OK)
		rc = keyfile_new_recovery(&vault->keys, SLOT_RECOVERY,
					  vault->data_key, recovery_text,
					  err);
	if (rc == RC_OK)
		rc = write_keys(vault, vault->data_key, false, err);
	return rc == RC_OK ? start_using(vault, err) : rc;
}

enum rc
vault_create(const char *dir, const struct clock *clock, const char *name,
	     struct secret *passphrase, struct kdf_cost cost,
	     struct secret *recovery_text, struct vault **out,
	     unsigned char slot_id[SLOT_ID_SIZE], struct err *err)
{
	struct vault *vault = vault_new(dir);
	enum rc rc = make(vault, clock, name, passphrase, cost, recovery_text,
			  slot_id, err);

	if (rc != RC_OK) {
		vault_close(vault);
		vault = NULL;
	}
	*out = vault;
	return rc;
}

static void
remove_side_files(const char *db_path)
{
	static const char *const sides[] = { "-wal", "-journal" };

	for (size_t i = 0; i < ARRAY_SIZE(sides); i++) {
		char *path = xasprintf("%s%s", db_path, sides[i]);

		unlink(path);
		mem_free(path);
	}
}

/*
 * `keys` decides which of the two databases is the vault's. The old one was
 * closed, its log folded in, before the new keys were written.
 */
static enum rc
settle_rotation(struct vault *vault, struct err *err)
{
	if (!path_exists(vault->next_db_path))
		return RC_OK;
	if (sealed_vfs_owns(vault->vfs_name, vault->db_path)) {
		unlink(vault->next_db_path);
		remove_side_files(vault->next_db_path);
		return RC_OK;
	}
	if (!sealed_vfs_owns(vault->vfs_name, vault->next_db_path))
		return RC_OK;
	remove_side_files(vault->db_path);
	if (rename(vault->next_db_path, vault->db_path) != 0)
		return err_set_errno(err, errno,
				     "The new key cannot be put in place");
	return path_sync_dir(vault->dir, err);
}

static enum rc
lock_and_read(struct vault *vault, const struct clock *clock, struct buf *data,
	      struct err *err)
{
	enum rc rc = vault_check_folder(vault->dir, err);

	if (rc == RC_OK)
		rc = vault_lock_take(vault->dir, clock, &vault->lock_fd, err);
	if (rc == RC_OK)
		rc = path_read(vault->keys_path, KEYFILE_MAX_SIZE, data, err);
	if (rc == RC_INVALID)
		rc = err_set(err, RC_CORRUPT, "keys",
			     "The key file of this vault is damaged.");
	if (rc == RC_OK)
		rc = keyfile_parse(data->ptr, data->len, &vault->keys, err);
	return rc;
}

static enum rc
finish_open(struct vault *vault, enum rc rc, struct buf *data,
	    struct vault **out, struct err *err)
{
	buf_release(data);
	if (rc == RC_OK)
		rc = start_using(vault, err);
	if (rc == RC_OK)
		rc = settle_rotation(vault, err);
	if (rc != RC_OK) {
		vault_close(vault);
		vault = NULL;
	}
	*out = vault;
	return rc;
}

enum rc
vault_open(const char *dir, const struct clock *clock, const char *name,
	   struct secret *passphrase, struct vault **out,
	   unsigned char slot_id[SLOT_ID_SIZE], struct err *err)
{
	struct vault *vault = vault_new(dir);
	struct buf data = BUF_INIT;
	enum rc rc = lock_and_read(vault, clock, &data, err);

	if (rc == RC_OK)
		rc = keyfile_unlock(&vault->keys, &data, name, passphrase,
				    vault->data_key, slot_id, err);
	return finish_open(vault, rc, &data, out, err);
}

enum rc
vault_open_recovery(const char *dir, const struct clock *clock,
		    struct secret *recovery_text, struct vault **out,
		    bool *escrow, struct err *err)
{
	struct vault *vault = vault_new(dir);
	struct keyfile_slot used = { .kind = SLOT_RECOVERY };
	struct buf data = BUF_INIT;
	enum rc rc = lock_and_read(vault, clock, &data, err);

	if (rc == RC_OK)
		rc = keyfile_unlock_recovery(&vault->keys, &data,
					     recovery_text, vault->data_key,
					     &used, err);
	*escrow = used.kind == SLOT_ESCROW;
	return finish_open(vault, rc, &data, out, err);
}

/* ---- slots ---- */

/* A change is made in a copy, and kept only once it is on disk. */
static enum rc
keep(struct vault *vault, const struct keyfile *before, enum rc rc,
     struct err *err)
{
	if (rc == RC_OK)
		rc = write_keys(vault, vault->data_key, true, err);
	if (rc != RC_OK)
		vault->keys = *before;
	return rc;
}

enum rc
vault_slot_replace(struct vault *vault, const char *name,
		   struct secret *passphrase,
		   const unsigned char old[SLOT_ID_SIZE],
		   unsigned char slot_id[SLOT_ID_SIZE], struct err *err)
{
	struct keyfile before = vault->keys;
	unsigned char old_id[SLOT_ID_SIZE];
	enum rc rc;

	memcpy(old_id, old, sizeof(old_id));
	rc = keyfile_add_staff(&vault->keys, name, passphrase,
			       vault->data_key, slot_id, err);
	if (rc == RC_OK && !sodium_is_zero(old_id, sizeof(old_id)))
		rc = keyfile_remove(&vault->keys, old_id, err);
	return keep(vault, &before, rc, err);
}

enum rc
vault_slot_add(struct vault *vault, const char *name,
	       struct secret *passphrase, unsigned char slot_id[SLOT_ID_SIZE],
	       struct err *err)
{
	static const unsigned char none[SLOT_ID_SIZE];

	return vault_slot_replace(vault, name, passphrase, none, slot_id, err);
}

enum rc
vault_slot_remove(struct vault *vault,
		  const unsigned char slot_id[SLOT_ID_SIZE], struct err *err)
{
	struct keyfile before = vault->keys;
	enum rc rc = keyfile_remove(&vault->keys, slot_id, err);

	return keep(vault, &before, rc, err);
}

static enum rc
new_recovery(struct vault *vault, enum slot_kind kind, struct secret *text,
	     struct err *err)
{
	struct keyfile before = vault->keys;
	enum rc rc = keyfile_new_recovery(&vault->keys, kind, vault->data_key,
					  text, err);

	return keep(vault, &before, rc, err);
}

enum rc
vault_recovery_new(struct vault *vault, struct secret *recovery_text,
		   struct err *err)
{
	return new_recovery(vault, SLOT_RECOVERY, recovery_text, err);
}

enum rc
vault_escrow_new(struct vault *vault, struct secret *text, struct err *err)
{
	return new_recovery(vault, SLOT_ESCROW, text, err);
}

static const struct keyfile_slot *
escrow_slot(const struct vault *vault)
{
	for (size_t i = 0; i < vault->keys.count; i++)
		if (vault->keys.slots[i].kind == SLOT_ESCROW)
			return &vault->keys.slots[i];
	return NULL;
}

bool
vault_has_escrow(const struct vault *vault)
{
	return escrow_slot(vault) != NULL;
}

enum rc
vault_escrow_remove(struct vault *vault, struct err *err)
{
	const struct keyfile_slot *slot = escrow_slot(vault);

	return slot != NULL ? vault_slot_remove(vault, slot->id, err) : RC_OK;
}

enum rc
vault_identity(struct vault *vault, struct secret *identity, struct err *err)
{
	return keyfile_identity(&vault->keys, vault->data_key, identity, err);
}

/* ---- rotation ---- */

enum rc
vault_rotate_begin(struct vault *vault, struct err *err)
{
	unsigned char key[DATA_KEY_SIZE];
	enum rc rc;

	unlink(vault->next_db_path);
	remove_side_files(vault->next_db_path);
	vault->next_key = secret_new(DATA_KEY_SIZE);
	randombytes_buf(key, sizeof(key));
	rc = secret_append(vault->next_key, key, sizeof(key));
	sodium_memzero(key, sizeof(key));
	if (rc == RC_OK)
		rc = register_vfs(vault, vault->next_key,
				  vault->next_vfs_name, err);
	return rc;
}

/* Lets go of the next key, and leaves its database where it is. */
static void
forget_next(struct vault *vault)
{
	if (vault->next_vfs_name[0] != '\0')
		sealed_vfs_unregister(vault->next_vfs_name);
	vault->next_vfs_name[0] = '\0';
	secret_free(vault->next_key);
	vault->next_key = NULL;
}

void
vault_rotate_cancel(struct vault *vault)
{
	bool begun = vault->next_vfs_name[0] != '\0';

	forget_next(vault);
	if (begun) {
		unlink(vault->next_db_path);
		remove_side_files(vault->next_db_path);
	}
}

/* A failed write may have failed after the file had its name: which keys are
 * on disk then decides, at the next opening, which database is the vault's. */
static bool
keys_are_generation(const struct vault *vault, uint64_t generation)
{
	struct buf data = BUF_INIT;
	struct keyfile file;
	bool are = path_read(vault->keys_path, KEYFILE_MAX_SIZE, &data,
			     NULL) == RC_OK &&
		   keyfile_parse(data.ptr, data.len, &file, NULL) == RC_OK &&
		   file.generation == generation;

	buf_release(&data);
	return are;
}

enum rc
vault_rotate_commit(struct vault *vault, struct err *err)
{
	struct keyfile before = vault->keys;
	enum rc rc = keyfile_rekey(&vault->keys, vault->data_key,
				   vault->next_key, err);

	if (rc == RC_OK)
		rc = write_keys(vault, vault->next_key, true, err);
	if (rc != RC_OK) {
		if (!keys_are_generation(vault, before.generation))
			forget_next(vault);
		vault->keys = before;
		return rc;
	}
	sealed_vfs_unregister(vault->vfs_name);
	sealed_vfs_unregister(vault->next_vfs_name);
	vault->vfs_name[0] = vault->next_vfs_name[0] = '\0';
	secret_free(vault->data_key);
	vault->data_key = vault->next_key;
	vault->next_key = NULL;
	rc = start_using(vault, err);
	return rc == RC_OK ? settle_rotation(vault, err) : rc;
}
