/* SPDX-License-Identifier: ISC */
/* keyfile_private: between the key file's format and its cryptography. */
#ifndef VAULT_KEYFILE_PRIVATE_H
#define VAULT_KEYFILE_PRIVATE_H

#include "vault/keyfile.h"

enum { KEYFILE_FORMAT = 1 };

/* The sentence for a key file that is not as it was written. */
enum rc keyfile_damaged(struct err *err);
/* Checks the MAC of the file as it was read. */
MUST_USE enum rc keyfile_verify(const struct keyfile *file,
				const struct buf *data,
				struct secret *data_key, struct err *err);

#endif
