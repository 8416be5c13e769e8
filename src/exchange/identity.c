/* SPDX-License-Identifier: ISC */
#include "exchange/identity.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/secret_bytes.h"

/* As they lie in the vault's block: see keyfile.h. */
enum {
	SIGN_AT = IDENTITY_AGE_SIZE,
	ID_AT = IDENTITY_AGE_SIZE + IDENTITY_SIGN_SIZE,
};

static void
take_age(struct identity *identity, const unsigned char *bytes)
{
	struct age_identity *row = xcalloc(1, sizeof(*row));

	row->key = secret_from(bytes, AGE_KEY_SIZE);
	crypto_scalarmult_base(row->recipient.key, bytes);
	identity->age = (struct age_identities){ .rows = row, .count = 1 };
}

static void
take_sign(struct identity *identity, const unsigned char *bytes)
{
	struct minisign_secret *sign = &identity->sign;
	unsigned char key[MINISIGN_SECRET_SIZE];

	crypto_sign_seed_keypair(sign->public.key, key, bytes + SIGN_AT);
	memcpy(sign->public.id, bytes + ID_AT, MINISIGN_ID_SIZE);
	sign->key = secret_from(key, sizeof(key));
	sodium_memzero(key, sizeof(key));
}

enum rc
identity_open(struct vault *vault, struct identity *identity, struct err *err)
{
	struct secret *block = secret_new(IDENTITY_SIZE);
	const unsigned char *bytes;
	enum rc rc = vault_identity(vault, block, err);

	memset(identity, 0, sizeof(*identity));
	if (rc == RC_OK) {
		bytes = (const unsigned char *)secret_open(block);
		take_age(identity, bytes);
		take_sign(identity, bytes);
		secret_close(block);
	}
	secret_free(block);
	return rc;
}

void
identity_release(struct identity *identity)
{
	age_identities_release(&identity->age);
	minisign_secret_release(&identity->sign);
}
