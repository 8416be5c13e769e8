/* SPDX-License-Identifier: ISC */
#include "exchange/base64.h"

#include <sodium.h>

static int
variant(enum base64_form form)
{
	return form == BASE64_PADDED ? sodium_base64_VARIANT_ORIGINAL
				     : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
}

void
base64_add(struct buf *out, const void *data, size_t size,
	   enum base64_form form)
{
	enum { PIECE = 48, CHARS = 64 };
	char text[CHARS + 1];
	const unsigned char *at = data;

	for (; size > 0; size -= size < PIECE ? size : PIECE, at += PIECE) {
		sodium_bin2base64(text, sizeof(text), at,
				  size < PIECE ? size : PIECE, variant(form));
		buf_adds(out, text);
	}
	sodium_memzero(text, sizeof(text));
}

/* libsodium 1.0.18 takes every byte above 127 for a slash. */
static bool
is_ascii(const char *text, size_t len)
{
	unsigned char all = 0;

	for (size_t i = 0; i < len; i++)
		all |= (unsigned char)text[i];
	return all < 0x80;
}

/* libsodium refuses set bits after the last byte, and with no end pointer
 * whatever follows the encoding. */
bool
base64_decode(const char *text, size_t len, enum base64_form form, void *data,
	      size_t max, size_t *size)
{
	return is_ascii(text, len) &&
	       sodium_base642bin(data, max, text, len, NULL, size, NULL,
				 variant(form)) == 0;
}

bool
base64_decode_exactly(const char *text, size_t len, enum base64_form form,
		      void *data, size_t size)
{
	size_t got;

	return base64_decode(text, len, form, data, size, &got) &&
	       got == size;
}
