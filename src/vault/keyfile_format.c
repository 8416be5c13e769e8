/* SPDX-License-Identifier: ISC */
#include "vault/keyfile.h"

#include <sodium.h>
#include <string.h>

#include "vault/keyfile_private.h"

enum {
	HEADER_SIZE = 280, SLOT_SIZE = 232, MAC_SIZE = 32,
	MAX_PASSES = 64, MAX_MEMORY_KIB = 2 * 1024 * 1024,
};

static const char magic[8] = { 'T', 'H', 'R', 'G', 'T', 'K', 'E', 'Y' };

/* ---- bytes ---- */

static void
get(const unsigned char **p, void *out, size_t size)
{
	memcpy(out, *p, size);
	*p += size;
}

static uint64_t
get_be(const unsigned char **p, int bytes)
{
	uint64_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | *(*p)++;
	return v;
}

static void
write_slot(const struct keyfile_slot *slot, struct buf *out)
{
	buf_add_be(out, slot->kind, 4);
	buf_pad(out, '\0', 12);
	buf_add(out, slot->id, sizeof(slot->id));
	buf_add(out, slot->tag, sizeof(slot->tag));
	buf_add(out, slot->public_key, sizeof(slot->public_key));
	buf_add(out, slot->secret_key, sizeof(slot->secret_key));
	buf_add(out, slot->data_key, sizeof(slot->data_key));
}

static void
mac_of(struct secret *data_key, const void *data, size_t size,
       unsigned char mac[MAC_SIZE])
{
	unsigned char key[DATA_KEY_SIZE];

	vault_subkey(data_key, SUBKEY_MAC, key);
	crypto_generichash(mac, MAC_SIZE, data, size, key, sizeof(key));
	sodium_memzero(key, sizeof(key));
}

static void
check_of(struct secret *data_key, const unsigned char *vault_id,
	 unsigned char check[32])
{
	unsigned char key[DATA_KEY_SIZE];

	vault_subkey(data_key, SUBKEY_CHECK, key);
	crypto_generichash(check, 32, vault_id, VAULT_ID_SIZE, key,
			   sizeof(key));
	sodium_memzero(key, sizeof(key));
}

static void
write_header(const struct keyfile *file, struct buf *out)
{
	buf_add(out, magic, sizeof(magic));
	buf_add_be(out, KEYFILE_FORMAT, 4);
	buf_add_be(out, file->count, 4);
	buf_add(out, file->vault_id, sizeof(file->vault_id));
	buf_add_be(out, file->generation, 8);
	buf_add_be(out, file->cost.passes, 4);
	buf_add_be(out, file->cost.memory_kib, 4);
	buf_add(out, file->salt, sizeof(file->salt));
	buf_add(out, file->key_check, sizeof(file->key_check));
	buf_add(out, file->chain_key, sizeof(file->chain_key));
	buf_add(out, file->identity, sizeof(file->identity));
}

void
keyfile_write(struct keyfile *file, struct secret *data_key, struct buf *out)
{
	unsigned char mac[MAC_SIZE];
	size_t start = out->len;

	file->generation++;
	check_of(data_key, file->vault_id, file->key_check);
	write_header(file, out);
	for (size_t i = 0; i < file->count; i++)
		write_slot(&file->slots[i], out);
	mac_of(data_key, out->ptr + start, out->len - start, mac);
	buf_add(out, mac, sizeof(mac));
}

enum rc
keyfile_damaged(struct err *err)
{
	return err_set(err, RC_CORRUPT, "keys",
		       "The key file of this vault is damaged. Restore it "
		       "from a backup: the records themselves may be whole.");
}

static bool
read_slot(const unsigned char **p, struct keyfile_slot *slot)
{
	unsigned char zero[12];

	slot->kind = (enum slot_kind)get_be(p, 4);
	get(p, zero, sizeof(zero));
	get(p, slot->id, sizeof(slot->id));
	get(p, slot->tag, sizeof(slot->tag));
	get(p, slot->public_key, sizeof(slot->public_key));
	get(p, slot->secret_key, sizeof(slot->secret_key));
	get(p, slot->data_key, sizeof(slot->data_key));
	return sodium_is_zero(zero, sizeof(zero)) &&
	       (slot->kind == SLOT_STAFF || slot->kind == SLOT_RECOVERY ||
		slot->kind == SLOT_ESCROW);
}

/* A forged header must not make us ask for more than a machine has. */
static bool
cost_is_sane(const struct kdf_cost *cost)
{
	return cost->passes >= 1 && cost->passes <= MAX_PASSES &&
	       cost->memory_kib >= 8 && cost->memory_kib <= MAX_MEMORY_KIB;
}

enum rc
keyfile_parse(const void *data, size_t size, struct keyfile *file,
	      struct err *err)
{
	const unsigned char *p = data;
	uint64_t format;

	memset(file, 0, sizeof(*file));
	if (size < HEADER_SIZE + MAC_SIZE || size > KEYFILE_MAX_SIZE ||
	    memcmp(p, magic, sizeof(magic)) != 0)
		return keyfile_damaged(err);
	p += sizeof(magic);
	format = get_be(&p, 4);
	if (format > KEYFILE_FORMAT && format < 100)
		return err_set(err, RC_CONFLICT, "keys",
			       "This vault was made by a newer Throughgate; "
			       "install that version to open it.");
	file->count = (size_t)get_be(&p, 4);
	if (format != KEYFILE_FORMAT || file->count > KEYFILE_MAX_SLOTS ||
	    size != HEADER_SIZE + file->count * SLOT_SIZE + MAC_SIZE)
		return keyfile_damaged(err);
	get(&p, file->vault_id, sizeof(file->vault_id));
	file->generation = get_be(&p, 8);
	file->cost.passes = (uint32_t)get_be(&p, 4);
	file->cost.memory_kib = (uint32_t)get_be(&p, 4);
	get(&p, file->salt, sizeof(file->salt));
	get(&p, file->key_check, sizeof(file->key_check));
	get(&p, file->chain_key, sizeof(file->chain_key));
	get(&p, file->identity, sizeof(file->identity));
	for (size_t i = 0; i < file->count; i++)
		if (!read_slot(&p, &file->slots[i]))
			return keyfile_damaged(err);
	return cost_is_sane(&file->cost) ? RC_OK : keyfile_damaged(err);
}

enum rc
keyfile_verify(const struct keyfile *file, const struct buf *data,
	       struct secret *data_key, struct err *err)
{
	unsigned char mac[MAC_SIZE], check[32];
	size_t covered = data->len - MAC_SIZE;

	check_of(data_key, file->vault_id, check);
	mac_of(data_key, data->ptr, covered, mac);
	if (sodium_memcmp(check, file->key_check, sizeof(check)) != 0 ||
	    sodium_memcmp(mac, data->ptr + covered, sizeof(mac)) != 0)
		return keyfile_damaged(err);
	return RC_OK;
}
