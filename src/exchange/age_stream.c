/* SPDX-License-Identifier: ISC */
#include "exchange/age_stream.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/age_header.h"
#include "exchange/hkdf.h"
#include "exchange/secret_bytes.h"

enum { SEALED_SIZE = AGE_CHUNK_SIZE + AGE_TAG_SIZE };

struct cipher {
	struct secret *key;
	const unsigned char *key_bytes;	/* open while the stream runs */
	unsigned char *chunk;	/* SEALED_SIZE */
	unsigned char *plain;	/* AGE_CHUNK_SIZE */
	uint64_t number;
};

static void
cipher_init(struct cipher *c, struct secret *file_key,
	    const unsigned char nonce[AGE_NONCE_SIZE])
{
	unsigned char key[HKDF_SIZE];

	hkdf_sha256(secret_open(file_key), AGE_FILE_KEY_SIZE, nonce,
		    AGE_NONCE_SIZE, "payload", key);
	secret_close(file_key);
	c->key = secret_from(key, sizeof(key));
	c->key_bytes = (const unsigned char *)secret_open(c->key);
	c->chunk = xmalloc(SEALED_SIZE);
	c->plain = xmalloc(AGE_CHUNK_SIZE);
	c->number = 0;
	sodium_memzero(key, sizeof(key));
}

static void
cipher_release(struct cipher *c)
{
	secret_free(c->key);
	mem_free(c->chunk);
	mem_free(c->plain);
}

/* An 11-byte big-endian counter, then 1 for the last chunk. */
static void
chunk_nonce(const struct cipher *c, bool last,
	    unsigned char nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES])
{
	memset(nonce, 0, crypto_aead_chacha20poly1305_IETF_NPUBBYTES);
	for (int i = 0; i < 8; i++)
		nonce[10 - i] = (unsigned char)(c->number >> 8 * i);
	nonce[11] = last;
}

static void
seal(struct cipher *c, size_t size, bool last)
{
	unsigned char nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];

	chunk_nonce(c, last, nonce);
	crypto_aead_chacha20poly1305_ietf_encrypt(
		c->chunk, NULL, c->plain, size, NULL, 0, NULL, nonce,
		c->key_bytes);
	c->number++;
}

enum rc
age_stream_seal(struct secret *file_key, struct reader *in, struct sink out,
		struct err *err)
{
	unsigned char nonce[AGE_NONCE_SIZE];
	struct cipher c;
	bool last = false;
	enum rc rc;

	randombytes_buf(nonce, sizeof(nonce));
	cipher_init(&c, file_key, nonce);
	rc = out.write(out.ctx, nonce, sizeof(nonce), err);
	while (rc == RC_OK && !last) {
		size_t size;

		rc = reader_read(in, c.plain, AGE_CHUNK_SIZE, &size, err);
		if (rc == RC_OK)
			rc = reader_at_end(in, &last, err);
		if (rc != RC_OK)
			break;
		seal(&c, size, last);
		rc = out.write(out.ctx, c.chunk, size + AGE_TAG_SIZE, err);
	}
	cipher_release(&c);
	return rc;
}

/* ---- opening ---- */

/* The chunk stays as it is; c->plain is zeros when it is not authentic. */
static bool
authentic(struct cipher *c, size_t size, bool last)
{
	unsigned char nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];
	int failed;

	chunk_nonce(c, last, nonce);
	failed = crypto_aead_chacha20poly1305_ietf_decrypt(
		c->plain, NULL, NULL, c->chunk, size, NULL, 0, nonce,
		c->key_bytes);
	return !failed;
}

/* An authentic chunk that should, or should not, have been the last says
 * more than that something is wrong. */
static enum rc
refuse(struct cipher *c, size_t size, bool last, struct err *err)
{
	bool other = authentic(c, size, !last);

	if (other && last)
		return err_set(err, RC_CORRUPT, "file",
			       "The end of the file is missing: it was cut "
			       "short.");
	if (other)
		return err_set(err, RC_CORRUPT, "file",
			       "Something was added after the end of the "
			       "file.");
	return err_set(err, RC_CORRUPT, "file",
		       "The file is not what was encrypted, from byte %llu "
		       "of its contents on: it is damaged, was changed or cut "
		       "short.",
		       (unsigned long long)c->number * AGE_CHUNK_SIZE);
}

/* "The final chunk MUST NOT be empty unless the whole payload is empty." */
static enum rc
open_chunk(struct cipher *c, size_t size, bool last, struct sink out,
	   struct err *err)
{
	if (size < AGE_TAG_SIZE || (size == AGE_TAG_SIZE && c->number > 0))
		return err_set(err, RC_CORRUPT, "file",
			       "The end of the file is not a part of what was "
			       "encrypted: it was cut short or changed.");
	if (!authentic(c, size, last))
		return refuse(c, size, last, err);
	c->number++;
	return out.write(out.ctx, c->plain, size - AGE_TAG_SIZE, err);
}

enum rc
age_stream_open(struct secret *file_key, struct reader *in, struct sink out,
		struct err *err)
{
	unsigned char nonce[AGE_NONCE_SIZE];
	struct cipher c;
	bool last = false;
	size_t size;
	enum rc rc = reader_read(in, nonce, sizeof(nonce), &size, err);

	if (rc == RC_OK && size < sizeof(nonce))
		rc = err_set(err, RC_CORRUPT, "file",
			     "The file ends after its header: it was cut "
			     "short.");
	if (rc != RC_OK)
		return rc;
	cipher_init(&c, file_key, nonce);
	while (rc == RC_OK && !last) {
		rc = reader_read(in, c.chunk, SEALED_SIZE, &size, err);
		if (rc == RC_OK)
			rc = reader_at_end(in, &last, err);
		if (rc == RC_OK)
			rc = open_chunk(&c, size, last, out, err);
	}
	cipher_release(&c);
	return rc;
}
