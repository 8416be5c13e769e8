/* SPDX-License-Identifier: ISC */
#include "vault/sealed_private.h"

#include <sodium.h>
#include <string.h>

enum { FORMAT_VERSION = 1, CONTEXT_SIZE = 1 + SEALED_FILE_ID_SIZE + 1 + 4 };

_Static_assert(NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "");
_Static_assert(TAG_SIZE == crypto_aead_xchacha20poly1305_ietf_ABYTES, "");
_Static_assert(SEALED_KEY_SIZE == crypto_kdf_KEYBYTES, "");

void
sealed_keys_derive(struct sealed_keys *keys, const unsigned char *key)
{
	for (uint64_t role = 1; role < ROLE_COUNT; role++)
		crypto_kdf_derive_from_key(keys->role[role], SEALED_KEY_SIZE,
					   role, "sealvfs1", key);
}

/* What a page is, and where: it opens nowhere else (M11). */
static void
context(const struct sealed_keys *keys, enum sealed_role role, uint32_t number,
	unsigned char out[CONTEXT_SIZE])
{
	out[0] = FORMAT_VERSION;
	memcpy(out + 1, keys->file_id, SEALED_FILE_ID_SIZE);
	out[1 + SEALED_FILE_ID_SIZE] = (unsigned char)role;
	sealed_put_be32(out + 2 + SEALED_FILE_ID_SIZE, number);
}

#ifndef SEALED_VFS_NULL_CIPHER
static void
seal(const unsigned char *key, const unsigned char *ad, size_t ad_size,
     const unsigned char *in, unsigned char *out)
{
	unsigned char *nonce = out + CONTENT_SIZE;

	crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
		out, nonce + NONCE_SIZE, NULL, in, CONTENT_SIZE, ad, ad_size,
		NULL, nonce, key);
}

static bool
unseal(const unsigned char *key, const unsigned char *ad, size_t ad_size,
       const unsigned char *in, unsigned char *out)
{
	const unsigned char *nonce = in + CONTENT_SIZE;

	if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
		    out, NULL, in, CONTENT_SIZE, nonce + NONCE_SIZE, ad,
		    ad_size, nonce, key) != 0)
		return false;
	memset(out + CONTENT_SIZE, 0, SEALED_RESERVE);
	return true;
}

static void
new_nonce(unsigned char *page)
{
	randombytes_buf(page + CONTENT_SIZE, NONCE_SIZE);
}

static void
mask(const unsigned char *key, const unsigned char *nonce,
     const unsigned char *in, unsigned char *out, size_t size)
{
	crypto_stream_xchacha20_xor(out, in, size, nonce, key);
}
#else
/* The benchmark's "none": what the shim itself costs. Never shipped, which a
 * test proves by looking for this name. */
extern const char sealed_null_cipher[];
const char sealed_null_cipher[] = "SEALED VFS WITHOUT A CIPHER";

static void
seal(const unsigned char *key, const unsigned char *ad, size_t ad_size,
     const unsigned char *in, unsigned char *out)
{
	(void)key, (void)ad, (void)ad_size;
	memcpy(out, in, CONTENT_SIZE);
	out[0] ^= 0xff;		/* no plain database: those are refused */
	memset(out + CONTENT_SIZE, 0xee, SEALED_RESERVE);
}

static bool
unseal(const unsigned char *key, const unsigned char *ad, size_t ad_size,
       const unsigned char *in, unsigned char *out)
{
	(void)key, (void)ad, (void)ad_size;
	if (in[SEALED_PAGE_SIZE - 1] != 0xee)
		return false;
	memmove(out, in, CONTENT_SIZE);
	out[0] ^= 0xff;
	memset(out + CONTENT_SIZE, 0, SEALED_RESERVE);
	return true;
}

static void
new_nonce(unsigned char *page)
{
	memset(page + CONTENT_SIZE, 0xee, NONCE_SIZE);
}

static void
mask(const unsigned char *key, const unsigned char *nonce,
     const unsigned char *in, unsigned char *out, size_t size)
{
	(void)key, (void)nonce;
	memmove(out, in, size);
}
#endif

void
sealed_page_seal(const struct sealed_keys *keys, enum sealed_role role,
		 uint32_t number, const unsigned char *in, unsigned char *out)
{
	unsigned char ad[CONTEXT_SIZE];

	context(keys, role, number, ad);
	new_nonce(out);
	seal(keys->role[role], ad, sizeof(ad), in, out);
}

bool
sealed_page_open(const struct sealed_keys *keys, enum sealed_role role,
		 uint32_t number, const unsigned char *in, unsigned char *out)
{
	unsigned char ad[CONTEXT_SIZE];

	context(keys, role, number, ad);
	return unseal(keys->role[role], ad, sizeof(ad), in, out);
}

static void
frame_context(const struct sealed_keys *keys, uint32_t index,
	      const unsigned char *header,
	      unsigned char out[CONTEXT_SIZE + FRAME_HEADER_SIZE])
{
	context(keys, ROLE_FRAME, index, out);
	memcpy(out + CONTEXT_SIZE, header, FRAME_HEADER_SIZE);
}

/* The header holds a checksum of the plaintext (W1): hidden under the page's
 * own fresh nonce, with a key of its own. */
static void
mask_header(const struct sealed_keys *keys, const unsigned char *nonce,
	    const unsigned char *in, unsigned char *out)
{
	mask(keys->role[ROLE_FRAME_MASK], nonce, in, out, FRAME_HEADER_SIZE);
}

void
sealed_frame_seal(const struct sealed_keys *keys, uint32_t index,
		  const unsigned char *header, const unsigned char *page,
		  unsigned char *frame)
{
	unsigned char ad[CONTEXT_SIZE + FRAME_HEADER_SIZE];
	unsigned char *out = frame + FRAME_HEADER_SIZE;

	frame_context(keys, index, header, ad);
	new_nonce(out);
	seal(keys->role[ROLE_FRAME], ad, sizeof(ad), page, out);
	mask_header(keys, out + CONTENT_SIZE, header, frame);
}

bool
sealed_frame_open(const struct sealed_keys *keys, uint32_t index,
		  const unsigned char *frame, unsigned char *out)
{
	unsigned char ad[CONTEXT_SIZE + FRAME_HEADER_SIZE];
	const unsigned char *page = frame + FRAME_HEADER_SIZE;

	mask_header(keys, page + CONTENT_SIZE, frame, out);
	frame_context(keys, index, out, ad);
	return unseal(keys->role[ROLE_FRAME], ad, sizeof(ad), page,
		      out + FRAME_HEADER_SIZE);
}

void
sealed_record_mask(const struct sealed_keys *keys,
		   const unsigned char nonce[NONCE_SIZE],
		   unsigned char bytes[4])
{
	mask(keys->role[ROLE_RECORD_MASK], nonce, bytes, bytes, 4);
}

void
sealed_header_tag(const struct sealed_keys *keys, enum sealed_role role,
		  uint64_t where, const unsigned char *header, size_t size,
		  unsigned char *tag, size_t tag_size)
{
	unsigned char full[32], ad[CONTEXT_SIZE + 4];
	crypto_generichash_state state;

	context(keys, role, (uint32_t)(where >> 32), ad);
	sealed_put_be32(ad + CONTEXT_SIZE, (uint32_t)where);
	crypto_generichash_init(&state, keys->role[role], SEALED_KEY_SIZE,
				sizeof(full));
	crypto_generichash_update(&state, ad, sizeof(ad));
	crypto_generichash_update(&state, header, size);
	crypto_generichash_final(&state, full, sizeof(full));
	memcpy(tag, full, tag_size);
}
