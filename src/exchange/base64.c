/* SPDX-License-Identifier: ISC */
#include "exchange/base64.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"

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
	size_t room = sodium_base64_encoded_len(size, variant(form));
	char *text = xmalloc(room);

	sodium_bin2base64(text, room, data, size, variant(form));
	buf_adds(out, text);
	mem_free(text);
}

/* libsodium refuses set bits after the last byte, and with no end pointer
 * whatever follows the encoding. */
bool
base64_decode(const char *text, size_t len, enum base64_form form, void *data,
	      size_t max, size_t *size)
{
	return sodium_base642bin(data, max, text, len, NULL, size, NULL,
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
