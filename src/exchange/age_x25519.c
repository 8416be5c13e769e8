/* SPDX-License-Identifier: ISC */
#include "exchange/age_recipient.h"

#include <sodium.h>
#include <string.h>

#include "exchange/base64.h"
#include "exchange/hkdf.h"
#include "exchange/secret_bytes.h"

const char age_x25519_type[] = "X25519";

static const unsigned char no_nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];

/* ---- the body of every stanza that we know ---- */

void
age_body_seal(const unsigned char wrap_key[32], struct secret *file_key,
	      unsigned char body[AGE_BODY_SIZE])
{
	crypto_aead_chacha20poly1305_ietf_encrypt(
		body, NULL, (const unsigned char *)secret_open(file_key),
		AGE_FILE_KEY_SIZE, NULL, 0, NULL, no_nonce, wrap_key);
	secret_close(file_key);
}

bool
age_body_open(const unsigned char wrap_key[32],
	      const struct age_stanza *stanza, struct secret **file_key)
{
	unsigned char key[AGE_FILE_KEY_SIZE];

	*file_key = NULL;
	if (crypto_aead_chacha20poly1305_ietf_decrypt(
		    key, NULL, NULL, stanza->body, AGE_BODY_SIZE, NULL, 0,
		    no_nonce, wrap_key) != 0)
		return false;
	*file_key = secret_from(key, sizeof(key));
	sodium_memzero(key, sizeof(key));
	return true;
}

/* ---- "The X25519 recipient type" ---- */

/* False when the shared secret is all zeros: a point of low order. */
static bool
derive(const unsigned char scalar[32], const unsigned char point[32],
       const unsigned char share[32], const struct age_recipient *recipient,
       unsigned char wrap_key[HKDF_SIZE])
{
	unsigned char shared[32], salt[64];
	bool usable = crypto_scalarmult(shared, scalar, point) == 0 &&
		      !sodium_is_zero(shared, sizeof(shared));

	memcpy(salt, share, 32);
	memcpy(salt + 32, recipient->key, 32);
	hkdf_sha256(shared, sizeof(shared), salt, sizeof(salt),
		    "age-encryption.org/v1/X25519", wrap_key);
	sodium_memzero(shared, sizeof(shared));
	return usable;
}

enum rc
age_x25519_wrap(const struct age_recipient *recipient,
		struct secret *file_key, struct buf *header, struct err *err)
{
	unsigned char scalar[32], share[32], wrap_key[HKDF_SIZE];
	unsigned char body[AGE_BODY_SIZE];
	struct buf args = BUF_INIT;
	bool usable;

	randombytes_buf(scalar, sizeof(scalar));
	crypto_scalarmult_base(share, scalar);
	usable = derive(scalar, recipient->key, share, recipient, wrap_key);
	if (usable) {
		age_body_seal(wrap_key, file_key, body);
		buf_addf(&args, "%s ", age_x25519_type);
		base64_add(&args, share, sizeof(share), BASE64_BARE);
		age_header_add(header, args.ptr, body);
	}
	sodium_memzero(scalar, sizeof(scalar));
	sodium_memzero(wrap_key, sizeof(wrap_key));
	buf_release(&args);
	return usable ? RC_OK
		      : err_set(err, RC_INVALID, "recipient",
				"That recipient is not a key that anybody can "
				"have.");
}

static bool
read_share(const struct age_stanza *stanza, unsigned char share[32])
{
	size_t len;
	const char *arg = age_stanza_arg(stanza, 1, &len);

	return arg != NULL &&
	       base64_decode_exactly(arg, len, BASE64_BARE, share, 32);
}

static enum rc
bad_stanza(struct err *err)
{
	return err_set(err, RC_CORRUPT, "file",
		       "The file's header has a recipient that is not one: "
		       "the file is damaged or was changed.");
}

enum rc
age_x25519_check(const struct age_stanza *stanza, struct err *err)
{
	unsigned char share[32];

	if (stanza->arg_count != 2 || !read_share(stanza, share) ||
	    stanza->body_size != AGE_BODY_SIZE)
		return bad_stanza(err);
	return RC_OK;
}

enum rc
age_x25519_unwrap(const struct age_stanza *stanza,
		  const struct age_identity *identity,
		  struct secret **file_key, struct err *err)
{
	unsigned char share[32], wrap_key[HKDF_SIZE];
	bool usable, fits = false;

	*file_key = NULL;
	if (!read_share(stanza, share))
		return bad_stanza(err);
	usable = derive((const unsigned char *)secret_open(identity->key),
			share, share, &identity->recipient, wrap_key);
	secret_close(identity->key);
	if (usable)
		fits = age_body_open(wrap_key, stanza, file_key);
	sodium_memzero(wrap_key, sizeof(wrap_key));
	if (!usable)
		return bad_stanza(err);
	return fits ? RC_OK : RC_DENIED;
}
