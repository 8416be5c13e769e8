/* SPDX-License-Identifier: ISC */
/*
 * base64: RFC 4648, section 4, in its strict form: one text for the same bytes
 * (section 3.5), nothing skipped. age uses it without padding, its armor and
 * minisign with.
 */
#ifndef EXCHANGE_BASE64_H
#define EXCHANGE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum base64_form { BASE64_PADDED, BASE64_BARE };

void base64_add(struct buf *out, const void *data, size_t size,
		enum base64_form form);
/* False unless text is the one encoding of at most max bytes. */
bool base64_decode(const char *text, size_t len, enum base64_form form,
		   void *data, size_t max, size_t *size);
/* False unless text is the one encoding of exactly size bytes. */
bool base64_decode_exactly(const char *text, size_t len,
			   enum base64_form form, void *data, size_t size);

#endif
