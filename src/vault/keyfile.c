/* SPDX-License-Identifier: ISC */
#include "vault/keyfile.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "vault/keyfile_private.h"
#include "vault/recovery_key.h"

enum { ROOT_SIZE = 64 };

void
vault_subkey(struct secret *data_key, enum vault_subkey which,
	     unsigned char out[DATA_KEY_SIZE])
{
	const char *key = secret_open(data_key);

	crypto_kdf_derive_from_key(out, DATA_KEY_SIZE, which, "thrgtkey",
				   (const unsigned char *)key);
	secret_close(data_key);
}

/* ---- what outlives a data key ---- */

/* A block is nonce, ciphertext, tag. */
enum { NONCE = 24, TAG = 16 };

static void
seal_block(const struct keyfile *file, struct secret *data_key,
	   enum vault_subkey which, const unsigned char *plain, size_t size,
	   unsigned char *block)
{
	unsigned char wrap[DATA_KEY_SIZE];

	vault_subkey(data_key, which, wrap);
	randombytes_buf(block, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		block + NONCE, NULL, plain, size, file->vault_id,
		VAULT_ID_SIZE, NULL, block, wrap);
	sodium_memzero(wrap, sizeof(wrap));
}

static enum rc
open_block(const struct keyfile *file, struct secret *data_key,
	   enum vault_subkey which, const unsigned char *block, size_t size,
	   struct secret *plain, struct err *err)
{
	unsigned char wrap[DATA_KEY_SIZE], bytes[IDENTITY_SIZE];
	enum rc rc;

	vault_subkey(data_key, which, wrap);
	secret_clear(plain);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    bytes, NULL, NULL, block + NONCE, size + TAG,
		    file->vault_id, VAULT_ID_SIZE, block, wrap) == 0)
		rc = secret_append(plain, bytes, size);
	else
		rc = keyfile_damaged(err);
	sodium_memzero(wrap, sizeof(wrap));
	sodium_memzero(bytes, sizeof(bytes));
	return rc;
}

enum rc
keyfile_chain_key(const struct keyfile *file, struct secret *data_key,
		  struct secret *chain_key, struct err *err)
{
	return open_block(file, data_key, SUBKEY_CHAIN, file->chain_key,
			  DATA_KEY_SIZE, chain_key, err);
}

enum rc
keyfile_identity(const struct keyfile *file, struct secret *data_key,
		 struct secret *identity, struct err *err)
{
	return open_block(file, data_key, SUBKEY_IDENTITY, file->identity,
			  IDENTITY_SIZE, identity, err);
}

void
keyfile_init(struct keyfile *file, struct kdf_cost cost,
	     struct secret *data_key)
{
	unsigned char key[IDENTITY_SIZE];
	enum rc rc;

	memset(file, 0, sizeof(*file));
	file->cost = cost;
	randombytes_buf(file->vault_id, sizeof(file->vault_id));
	randombytes_buf(file->salt, sizeof(file->salt));
	randombytes_buf(key, sizeof(key));
	secret_clear(data_key);
	rc = secret_append(data_key, key, DATA_KEY_SIZE);
	(void)rc;	/* the caller's capacity fits by contract */
	randombytes_buf(key, sizeof(key));
	seal_block(file, data_key, SUBKEY_CHAIN, key, DATA_KEY_SIZE,
		   file->chain_key);
	randombytes_buf(key, sizeof(key));
	seal_block(file, data_key, SUBKEY_IDENTITY, key, IDENTITY_SIZE,
		   file->identity);
	sodium_memzero(key, sizeof(key));
}

/* ---- slots ---- */

/* What the sealed secret key is bound to: the header but for what changes,
 * and the slot's own name. */
static void
slot_context(const struct keyfile *file, const struct keyfile_slot *slot,
	     struct buf *out)
{
	buf_add_be(out, KEYFILE_FORMAT, 4);
	buf_add(out, file->vault_id, sizeof(file->vault_id));
	buf_add_be(out, file->cost.passes, 4);
	buf_add_be(out, file->cost.memory_kib, 4);
	buf_add(out, file->salt, sizeof(file->salt));
	buf_add_be(out, slot->kind, 4);
	buf_add(out, slot->id, sizeof(slot->id));
	buf_add(out, slot->tag, sizeof(slot->tag));
	buf_add(out, slot->public_key, sizeof(slot->public_key));
}

static void
give_data_key(struct keyfile_slot *slot, struct secret *data_key)
{
	const char *key = secret_open(data_key);

	crypto_box_seal(slot->data_key, (const unsigned char *)key,
			DATA_KEY_SIZE, slot->public_key);
	secret_close(data_key);
}

/* Makes the key pair, seals its secret half under wrap, gives the data key. */
static void
fill_slot(const struct keyfile *file, struct keyfile_slot *slot,
	  const unsigned char wrap[32], struct secret *data_key)
{
	unsigned char secret_key[32];
	struct buf ad = BUF_INIT;

	crypto_box_keypair(slot->public_key, secret_key);
	slot_context(file, slot, &ad);
	randombytes_buf(slot->secret_key, 24);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		slot->secret_key + 24, NULL, secret_key, sizeof(secret_key),
		(const unsigned char *)ad.ptr, ad.len, NULL, slot->secret_key,
		wrap);
	give_data_key(slot, data_key);
	buf_release(&ad);
	sodium_memzero(secret_key, sizeof(secret_key));
}

static bool
open_slot(const struct keyfile *file, const struct keyfile_slot *slot,
	  const unsigned char wrap[32], struct secret *data_key)
{
	unsigned char secret_key[32], key[DATA_KEY_SIZE];
	struct buf ad = BUF_INIT;
	bool ok;

	slot_context(file, slot, &ad);
	ok = crypto_aead_xchacha20poly1305_ietf_decrypt(
		     secret_key, NULL, NULL, slot->secret_key + 24, 48,
		     (const unsigned char *)ad.ptr, ad.len, slot->secret_key,
		     wrap) == 0 &&
	     crypto_box_seal_open(key, slot->data_key, sizeof(slot->data_key),
				  slot->public_key, secret_key) == 0;
	buf_release(&ad);
	secret_clear(data_key);
	if (ok)
		ok = secret_append(data_key, key, sizeof(key)) == RC_OK;
	sodium_memzero(secret_key, sizeof(secret_key));
	sodium_memzero(key, sizeof(key));
	return ok;
}

/* Runs Argon2id; root is the caller's to wipe. */
static enum rc
root_of(const struct keyfile *file, struct secret *passphrase,
	unsigned char root[ROOT_SIZE], struct err *err)
{
	int failed = crypto_pwhash(root, ROOT_SIZE, secret_open(passphrase),
				   secret_length(passphrase), file->salt,
				   file->cost.passes,
				   (size_t)file->cost.memory_kib * 1024,
				   crypto_pwhash_ALG_ARGON2ID13);

	secret_close(passphrase);
	if (failed)
		return err_set(err, RC_NOMEM, NULL,
			       "There is not enough memory to check a "
			       "passphrase (%u MB); close other programs.",
			       file->cost.memory_kib / 1024);
	return RC_OK;
}

static void
hash(const unsigned char *key, size_t key_size, const char *what,
     const char *name, const unsigned char *id, unsigned char *out,
     size_t size)
{
	crypto_generichash_state state;
	char *folded = utf8_fold(name);

	crypto_generichash_init(&state, key, key_size, size);
	crypto_generichash_update(&state, (const unsigned char *)what,
				  strlen(what) + 1);
	crypto_generichash_update(&state, (const unsigned char *)folded,
				  strlen(folded) + 1);
	if (id != NULL)
		crypto_generichash_update(&state, id, SLOT_ID_SIZE);
	crypto_generichash_final(&state, out, size);
	mem_free(folded);
}

static enum rc
denied(struct err *err)
{
	return err_set(err, RC_DENIED, "passphrase",
		       "That name and passphrase do not open this vault.");
}

enum rc
keyfile_unlock(const struct keyfile *file, const struct buf *data,
	       const char *name, struct secret *passphrase,
	       struct secret *data_key, unsigned char slot_id[SLOT_ID_SIZE],
	       struct err *err)
{
	unsigned char root[ROOT_SIZE], tag[16], wrap[32];
	const struct keyfile_slot *found = NULL;
	enum rc rc = root_of(file, passphrase, root, err);

	if (rc != RC_OK)
		return rc;
	hash(root, 32, "tag", name, NULL, tag, sizeof(tag));
	for (size_t i = 0; i < file->count; i++)
		if (file->slots[i].kind == SLOT_STAFF &&
		    sodium_memcmp(file->slots[i].tag, tag, sizeof(tag)) == 0)
			found = &file->slots[i];
	if (found != NULL) {
		hash(root + 32, 32, "wrap", name, found->id, wrap,
		     sizeof(wrap));
		if (!open_slot(file, found, wrap, data_key))
			rc = keyfile_damaged(err);
		else
			rc = keyfile_verify(file, data, data_key, err);
		memcpy(slot_id, found->id, SLOT_ID_SIZE);
	} else {
		rc = denied(err);
	}
	sodium_memzero(root, sizeof(root));
	sodium_memzero(wrap, sizeof(wrap));
	return rc;
}

static struct keyfile_slot *
slot_of_kind(struct keyfile *file, enum slot_kind kind)
{
	for (size_t i = 0; i < file->count; i++)
		if (file->slots[i].kind == kind)
			return &file->slots[i];
	return NULL;
}

/* Both kinds are opened by such a key; each is bound to its own. */
static void
recovery_wrap(const unsigned char key[RECOVERY_KEY_SIZE],
	      const struct keyfile_slot *slot, unsigned char wrap[32])
{
	hash(key, RECOVERY_KEY_SIZE,
	     slot->kind == SLOT_ESCROW ? "escrow" : "recovery", "", slot->id,
	     wrap, 32);
}

enum rc
keyfile_unlock_recovery(const struct keyfile *file, const struct buf *data,
			struct secret *recovery_text, struct secret *data_key,
			struct keyfile_slot *used, struct err *err)
{
	unsigned char key[RECOVERY_KEY_SIZE], wrap[32];
	const struct keyfile_slot *opened = NULL;
	bool any = false;
	enum rc rc = recovery_key_parse(recovery_text, key, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < file->count && opened == NULL; i++) {
		if (file->slots[i].kind == SLOT_STAFF)
			continue;
		any = true;
		recovery_wrap(key, &file->slots[i], wrap);
		if (open_slot(file, &file->slots[i], wrap, data_key))
			opened = &file->slots[i];
	}
	if (opened != NULL) {
		*used = *opened;
		rc = keyfile_verify(file, data, data_key, err);
	} else if (!any) {
		rc = err_set(err, RC_NOT_FOUND, "recovery_key",
			     "This vault has no recovery key.");
	} else {
		rc = err_set(err, RC_DENIED, "recovery_key",
			     "That recovery key is not this vault's; look "
			     "for a newer one, or one for this academy.");
	}
	sodium_memzero(key, sizeof(key));
	sodium_memzero(wrap, sizeof(wrap));
	return rc;
}

static enum rc
new_slot(struct keyfile *file, enum slot_kind kind, struct keyfile_slot **slot,
	 struct err *err)
{
	if (file->count == KEYFILE_MAX_SLOTS)
		return err_set(err, RC_CONFLICT, NULL,
			       "A vault can be opened by %d people at most; "
			       "remove somebody first.",
			       KEYFILE_MAX_SLOTS - 1);
	*slot = &file->slots[file->count++];
	memset(*slot, 0, sizeof(**slot));
	(*slot)->kind = kind;
	randombytes_buf((*slot)->id, sizeof((*slot)->id));
	return RC_OK;
}

enum rc
keyfile_add_staff(struct keyfile *file, const char *name,
		  struct secret *passphrase, struct secret *data_key,
		  unsigned char slot_id[SLOT_ID_SIZE], struct err *err)
{
	unsigned char root[ROOT_SIZE], wrap[32];
	struct keyfile_slot *slot;
	enum rc rc = root_of(file, passphrase, root, err);

	if (rc == RC_OK)
		rc = new_slot(file, SLOT_STAFF, &slot, err);
	if (rc != RC_OK)
		return rc;
	hash(root, 32, "tag", name, NULL, slot->tag, sizeof(slot->tag));
	hash(root + 32, 32, "wrap", name, slot->id, wrap, sizeof(wrap));
	fill_slot(file, slot, wrap, data_key);
	memcpy(slot_id, slot->id, SLOT_ID_SIZE);
	sodium_memzero(root, sizeof(root));
	sodium_memzero(wrap, sizeof(wrap));
	return RC_OK;
}

enum rc
keyfile_new_recovery(struct keyfile *file, enum slot_kind kind,
		     struct secret *data_key, struct secret *text,
		     struct err *err)
{
	unsigned char key[RECOVERY_KEY_SIZE], wrap[32];
	struct keyfile_slot *slot = slot_of_kind(file, kind);
	enum rc rc = RC_OK;

	if (slot == NULL)
		rc = new_slot(file, kind, &slot, err);
	if (rc != RC_OK)
		return rc;
	randombytes_buf(slot->id, sizeof(slot->id));
	randombytes_buf(key, sizeof(key));
	recovery_wrap(key, slot, wrap);
	fill_slot(file, slot, wrap, data_key);
	recovery_key_format(key, text);
	sodium_memzero(key, sizeof(key));
	sodium_memzero(wrap, sizeof(wrap));
	return RC_OK;
}

enum rc
keyfile_remove(struct keyfile *file, const unsigned char slot_id[SLOT_ID_SIZE],
	       struct err *err)
{
	for (size_t i = 0; i < file->count; i++) {
		if (memcmp(file->slots[i].id, slot_id, SLOT_ID_SIZE) != 0)
			continue;
		file->slots[i] = file->slots[--file->count];
		return RC_OK;
	}
	return err_set(err, RC_NOT_FOUND, NULL,
		       "That person has no key to this vault.");
}

/* Opens a block under the one key and seals it under the other. */
static enum rc
move_block(struct keyfile *file, enum vault_subkey which, unsigned char *block,
	   size_t size, struct secret *old_key, struct secret *data_key,
	   struct err *err)
{
	struct secret *plain = secret_new(size);
	enum rc rc = open_block(file, old_key, which, block, size, plain, err);

	if (rc == RC_OK) {
		seal_block(file, data_key, which,
			   (const unsigned char *)secret_open(plain), size,
			   block);
		secret_close(plain);
	}
	secret_free(plain);
	return rc;
}

enum rc
keyfile_rekey(struct keyfile *file, struct secret *old_key,
	      struct secret *data_key, struct err *err)
{
	enum rc rc = move_block(file, SUBKEY_CHAIN, file->chain_key,
				DATA_KEY_SIZE, old_key, data_key, err);

	if (rc == RC_OK)
		rc = move_block(file, SUBKEY_IDENTITY, file->identity,
				IDENTITY_SIZE, old_key, data_key, err);
	if (rc == RC_OK)
		for (size_t i = 0; i < file->count; i++)
			give_data_key(&file->slots[i], data_key);
	return rc;
}
