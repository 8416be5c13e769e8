/* SPDX-License-Identifier: ISC */
/*
 * identity: a place's own keys, as the two formats want them: an age identity
 * that opens what is sealed for it, a minisign key that signs what it sends.
 * Both are in the vault, made with it, and stay there.
 */
#ifndef EXCHANGE_IDENTITY_H
#define EXCHANGE_IDENTITY_H

#include "exchange/age_key.h"
#include "exchange/minisign.h"
#include "vault/vault.h"

struct identity {
	struct age_identities age;	/* one */
	struct minisign_secret sign;
};

/* Nothing is held unless RC_OK. */
MUST_USE enum rc identity_open(struct vault *vault, struct identity *identity,
			       struct err *err);
void identity_release(struct identity *identity);

#endif
