/* SPDX-License-Identifier: ISC */
#include "exchange/age_recipient.h"

#include <sodium.h>
#include <string.h>

#include "exchange/base64.h"

const char age_scrypt_type[] = "scrypt";

static const char label[] = "age-encryption.org/v1/scrypt";

static enum rc
derive(struct secret *passphrase, const unsigned char salt[AGE_SALT_SIZE],
       unsigned work, unsigned char wrap_key[32], struct err *err)
{
	unsigned char labelled[sizeof(label) - 1 + AGE_SALT_SIZE];
	int failed;

	memcpy(labelled, label, sizeof(label) - 1);
	memcpy(labelled + sizeof(label) - 1, salt, AGE_SALT_SIZE);
	failed = crypto_pwhash_scryptsalsa208sha256_ll(
		(const unsigned char *)secret_open(passphrase),
		secret_length(passphrase), labelled, sizeof(labelled),
		(uint64_t)1 << work, 8, 1, wrap_key, 32);
	secret_close(passphrase);
	if (failed)
		return err_set(err, RC_NOMEM, "passphrase",
			       "There is not enough memory to try the "
			       "passphrase: it needs %u MiB.",
			       work > 10 ? 1u << (work - 10) : 1u);
	return RC_OK;
}

enum rc
age_scrypt_wrap(struct secret *passphrase, unsigned work,
		struct secret *file_key, struct buf *header, struct err *err)
{
	unsigned char salt[AGE_SALT_SIZE], wrap_key[32], body[AGE_BODY_SIZE];
	struct buf args = BUF_INIT;
	enum rc rc;

	randombytes_buf(salt, sizeof(salt));
	rc = derive(passphrase, salt, work, wrap_key, err);
	if (rc == RC_OK) {
		age_body_seal(wrap_key, file_key, body);
		buf_addf(&args, "%s ", age_scrypt_type);
		base64_add(&args, salt, sizeof(salt), BASE64_BARE);
		buf_addf(&args, " %u", work);
		age_header_add(header, args.ptr, body);
	}
	sodium_memzero(wrap_key, sizeof(wrap_key));
	buf_release(&args);
	return rc;
}

static bool
read_salt(const struct age_stanza *stanza, unsigned char salt[AGE_SALT_SIZE])
{
	size_t len;
	const char *arg = age_stanza_arg(stanza, 1, &len);

	return arg != NULL && base64_decode_exactly(arg, len, BASE64_BARE,
						    salt, AGE_SALT_SIZE);
}

/* ^[1-9][0-9]*$; above what any machine can do it stops counting. */
static bool
read_work(const struct age_stanza *stanza, unsigned *work)
{
	size_t len;
	const char *arg = age_stanza_arg(stanza, 2, &len);

	*work = 0;
	if (arg == NULL || arg[0] == '0')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (arg[i] < '0' || arg[i] > '9')
			return false;
		if (*work < 1000)
			*work = *work * 10 + (unsigned)(arg[i] - '0');
	}
	return true;
}

enum rc
age_scrypt_check(const struct age_stanza *stanza, unsigned *work,
		 struct err *err)
{
	unsigned char salt[AGE_SALT_SIZE];

	if (stanza->arg_count != 3 || !read_salt(stanza, salt) ||
	    !read_work(stanza, work) || stanza->body_size != AGE_BODY_SIZE)
		return err_set(err, RC_CORRUPT, "file",
			       "The file's header has a passphrase entry that "
			       "is not one: the file is damaged or was "
			       "changed.");
	if (*work > AGE_WORK_MAX)
		return err_set(err, RC_INVALID, "file",
			       "The file asks for more work for its "
			       "passphrase (%u) than is done here (%d). Ask "
			       "for it to be encrypted again with less.",
			       *work, AGE_WORK_MAX);
	return RC_OK;
}

enum rc
age_scrypt_unwrap(const struct age_stanza *stanza, struct secret *passphrase,
		  struct secret **file_key, struct err *err)
{
	unsigned char salt[AGE_SALT_SIZE], wrap_key[32];
	unsigned work;
	enum rc rc = age_scrypt_check(stanza, &work, err);

	*file_key = NULL;
	if (rc == RC_OK && read_salt(stanza, salt))
		rc = derive(passphrase, salt, work, wrap_key, err);
	if (rc != RC_OK)
		return rc;
	if (!age_body_open(wrap_key, stanza, file_key))
		rc = RC_DENIED;
	sodium_memzero(wrap_key, sizeof(wrap_key));
	return rc;
}
