/* SPDX-License-Identifier: ISC */
/*
 * age_stream: the payload of age v1 (C2SP age, "Payload"): a nonce, then
 * chunks of 64 KiB sealed with ChaCha20-Poly1305, each knowing its place and
 * whether it is the last.
 *
 * What reaches the sink when opening is whole chunks that were verified; the
 * whole is verified only by RC_OK at the end.
 */
#ifndef EXCHANGE_AGE_STREAM_H
#define EXCHANGE_AGE_STREAM_H

#include "exchange/stream.h"
#include "vault/secret.h"

enum {
	AGE_CHUNK_SIZE = 64 * 1024, AGE_TAG_SIZE = 16, AGE_NONCE_SIZE = 16,
};

MUST_USE enum rc age_stream_seal(struct secret *file_key,
				 struct reader *in, struct sink out,
				 struct err *err);
/* RC_CORRUPT when a chunk is not what was sealed there, when the last one is
 * missing, or when anything follows it. */
MUST_USE enum rc age_stream_open(struct secret *file_key,
				 struct reader *in, struct sink out,
				 struct err *err);

#endif
