/* SPDX-License-Identifier: ISC */
#include "exchange/age.h"

#include <sodium.h>
#include <stdlib.h>

#include "exchange/age_armor.h"
#include "exchange/age_recipient.h"
#include "exchange/age_stream.h"
#include "exchange/secret_bytes.h"

/* ---- encrypting ---- */

static struct secret *
new_file_key(void)
{
	unsigned char key[AGE_FILE_KEY_SIZE];
	struct secret *file_key;

	if (sodium_init() < 0)
		abort();
	randombytes_buf(key, sizeof(key));
	file_key = secret_from(key, sizeof(key));
	sodium_memzero(key, sizeof(key));
	return file_key;
}

static enum rc
check_lock(const struct age_lock *lock, struct err *err)
{
	if (lock->count == 0 && lock->passphrase == NULL)
		return err_set(err, RC_INVALID, "recipient",
			       "Nobody could open that: name a recipient or a "
			       "passphrase.");
	if (lock->count > 0 && lock->passphrase != NULL)
		return err_set(err, RC_INVALID, "recipient",
			       "A file is for recipients or has a passphrase, "
			       "not both.");
	if (lock->passphrase != NULL && secret_length(lock->passphrase) == 0)
		return err_set(err, RC_INVALID, "passphrase",
			       "The passphrase is empty.");
	return RC_OK;
}

static enum rc
make_header(const struct age_lock *lock, struct secret *file_key,
	    struct buf *header, struct err *err)
{
	enum rc rc = RC_OK;

	age_header_start(header);
	if (lock->passphrase != NULL)
		rc = age_scrypt_wrap(lock->passphrase,
				     lock->work > 0 ? lock->work
						    : AGE_WORK_WRITTEN,
				     file_key, header, err);
	for (size_t i = 0; i < lock->count && rc == RC_OK; i++)
		rc = age_x25519_wrap(&lock->recipients[i], file_key, header,
				     err);
	age_header_end(header, file_key);
	return rc;
}

static enum rc
encrypt_to(const struct age_lock *lock, struct source in, struct sink out,
	   struct err *err)
{
	struct secret *file_key = new_file_key();
	struct buf header = BUF_INIT;
	struct reader reader;
	enum rc rc = make_header(lock, file_key, &header, err);

	reader_init(&reader, in);
	if (rc == RC_OK)
		rc = out.write(out.ctx, header.ptr, header.len, err);
	if (rc == RC_OK)
		rc = age_stream_seal(file_key, &reader, out, err);
	reader_release(&reader);
	buf_release(&header);
	secret_free(file_key);
	return rc;
}

enum rc
age_encrypt(const struct age_lock *lock, struct source in, struct sink out,
	    struct err *err)
{
	struct age_armor_writer armor;
	enum rc rc = check_lock(lock, err);

	if (rc != RC_OK)
		return rc;
	if (!lock->armor)
		return encrypt_to(lock, in, out, err);
	rc = encrypt_to(lock, in, age_armor_sink(&armor, out), err);
	if (rc == RC_OK)
		rc = age_armor_finish(&armor, err);
	age_armor_writer_release(&armor);
	return rc;
}

/* ---- decrypting ---- */

/* Every stanza that we know is looked at before any key is tried. */
static enum rc
check_stanzas(const struct age_header *header, bool *by_passphrase,
	      struct err *err)
{
	enum rc rc = RC_OK;

	*by_passphrase = false;
	for (size_t i = 0; i < header->count && rc == RC_OK; i++) {
		const struct age_stanza *stanza = &header->stanzas[i];
		unsigned work;

		if (age_stanza_is(stanza, age_x25519_type))
			rc = age_x25519_check(stanza, err);
		if (!age_stanza_is(stanza, age_scrypt_type))
			continue;
		*by_passphrase = true;
		rc = age_scrypt_check(stanza, &work, err);
		if (header->count > 1)
			rc = err_set(err, RC_CORRUPT, "file",
				     "The file has a passphrase and another "
				     "way to open it, which is not allowed: "
				     "it was changed.");
	}
	return rc;
}

static enum rc
try_passphrase(const struct age_header *header, const struct age_keys *keys,
	       struct secret **file_key, struct err *err)
{
	struct secret *passphrase = NULL;
	enum rc rc;

	if (keys->passphrase == NULL)
		return err_set(err, RC_DENIED, "passphrase",
			       "The file opens with a passphrase, not with an "
			       "identity.");
	rc = keys->passphrase(keys->ctx, &passphrase, err);
	if (rc == RC_OK) {
		rc = age_scrypt_unwrap(&header->stanzas[0], passphrase,
				       file_key, err);
		if (rc == RC_DENIED)
			err_set(err, rc, "passphrase",
				"That is not the passphrase of the file.");
	}
	secret_free(passphrase);
	return rc;
}

static enum rc
try_identities(const struct age_header *header, const struct age_keys *keys,
	       struct secret **file_key, struct err *err)
{
	size_t count = keys->identities != NULL ? keys->identities->count : 0;

	for (size_t i = 0; i < count; i++)
		for (size_t s = 0; s < header->count; s++) {
			const struct age_stanza *stanza = &header->stanzas[s];
			enum rc rc;

			if (!age_stanza_is(stanza, age_x25519_type))
				continue;
			rc = age_x25519_unwrap(stanza,
					       &keys->identities->rows[i],
					       file_key, err);
			if (rc != RC_DENIED)
				return rc;
		}
	return err_set(err, RC_DENIED, "identity",
		       count > 0 ? "The file is not for any of the identities "
				   "given."
				 : "The file opens with an identity; none was "
				   "given.");
}

static enum rc
unwrap(const struct age_header *header, const struct age_keys *keys,
       struct secret **file_key, struct err *err)
{
	bool by_passphrase;
	enum rc rc = check_stanzas(header, &by_passphrase, err);

	*file_key = NULL;
	if (rc == RC_OK && by_passphrase)
		rc = try_passphrase(header, keys, file_key, err);
	else if (rc == RC_OK)
		rc = try_identities(header, keys, file_key, err);
	return rc == RC_OK ? age_header_check(header, *file_key, err) : rc;
}

static enum rc
decrypt_binary(const struct age_keys *keys, struct reader *in,
	       struct sink out, struct err *err)
{
	struct secret *file_key = NULL;
	struct age_header header;
	enum rc rc = age_header_read(in, &header, err);

	if (rc == RC_OK)
		rc = unwrap(&header, keys, &file_key, err);
	if (rc == RC_OK)
		rc = age_stream_open(file_key, in, out, err);
	age_header_release(&header);
	secret_free(file_key);
	return rc;
}

static enum rc
decrypt_armor(const struct age_keys *keys, struct reader *in,
	      struct sink out, struct err *err)
{
	struct age_armor_reader armor;
	struct reader binary;
	enum rc rc;

	reader_init(&binary, age_armor_source(&armor, in));
	rc = decrypt_binary(keys, &binary, out, err);
	reader_release(&binary);
	age_armor_reader_release(&armor);
	return rc;
}

enum rc
age_decrypt(const struct age_keys *keys, struct source in, struct sink out,
	    struct err *err)
{
	struct reader reader;
	int first;
	enum rc rc;

	if (sodium_init() < 0)
		abort();
	reader_init(&reader, in);
	rc = reader_peek(&reader, &first, err);
	if (rc == RC_OK && age_armor_starts(first))
		rc = decrypt_armor(keys, &reader, out, err);
	else if (rc == RC_OK)
		rc = decrypt_binary(keys, &reader, out, err);
	reader_release(&reader);
	return rc;
}
