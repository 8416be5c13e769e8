/* SPDX-License-Identifier: ISC */
/* Any bytes as a signature, a public key file and a secret key file: refused
 * with a sentence, or what is read is written back to the same lines. */
#include "tests/fuzz/fuzz.h"

#include "exchange/base64.h"
#include "exchange/minisign_key.h"

/* Line number from 1, without its end. */
static const char *
line_at(const uint8_t *data, size_t size, int number, size_t *len)
{
	const char *at = (const char *)data, *end = at + size, *lf;

	while (number-- > 1)
		at = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
	lf = memchr(at, '\n', (size_t)(end - at));
	*len = (size_t)((lf != NULL ? lf : end) - at);
	if (*len > 0 && at[*len - 1] == '\r')
		--*len;
	return at;
}

static void
promise_line(const uint8_t *data, size_t size, int number,
	     const struct buf *expected)
{
	size_t len;
	const char *line = line_at(data, size, number, &len);

	promise(len == expected->len);
	promise(memcmp(line, expected->ptr, len) == 0);
}

static void
fuzz_signature(const uint8_t *data, size_t size)
{
	static const struct minisign_public nobody;
	struct minisign_signature s;
	struct err err = { .text = "" };
	struct buf line = BUF_INIT;
	unsigned char hash[MINISIGN_HASH_SIZE] = { 0 };
	enum rc rc = minisign_parse((const char *)data, size, &s, &err);

	if (rc == RC_OK) {
		buf_addf(&line, "trusted comment: %s", s.trusted);
		promise_line(data, size, 3, &line);
		buf_reset(&line);
		base64_add(&line, s.global, sizeof(s.global), BASE64_PADDED);
		promise_line(data, size, 4, &line);
		promise(utf8_is_multiline(s.trusted, strlen(s.trusted)));
		promise(strchr(s.trusted, '\n') == NULL);
		rc = minisign_verify(&nobody, &s, hash, &err);
		promise(rc == RC_CORRUPT || (s.legacy && rc == RC_INVALID));
	}
	promise_sentence(rc, &err);
	buf_release(&line);
}

static void
fuzz_public(const uint8_t *data, size_t size)
{
	struct minisign_public public;
	char text[MINISIGN_PUBLIC_TEXT_SIZE];
	struct err err = { .text = "" };
	enum rc rc = minisign_public_parse((const char *)data, size, &public,
					   &err);
	size_t len;
	const char *line;

	if (rc != RC_OK) {
		promise_sentence(rc, &err);
		return;
	}
	minisign_public_format(&public, text);
	line = line_at(data, size, 1, &len);
	if (len != strlen(text) || memcmp(line, text, len) != 0)
		line = line_at(data, size, 2, &len);
	promise(len == strlen(text) && memcmp(line, text, len) == 0);
}

/* No cost is paid here: where the file would be opened, enough is known. */
static bool
is_costly(const uint8_t *data, size_t size)
{
	unsigned char layout[158];
	const char *line;
	size_t len;

	if (size == 0 || memchr(data, '\n', size) == NULL)
		return false;
	line = line_at(data, size, 2, &len);
	return base64_decode_exactly(line, len, BASE64_PADDED, layout,
				     sizeof(layout)) &&
	       memcmp(layout, "EdScB2", 6) == 0;
}

static void
fuzz_secret(const uint8_t *data, size_t size)
{
	struct secret *passphrase = secret_new(8);
	struct minisign_secret secret;
	struct err err = { .text = "" };
	enum rc rc;

	promise(secret_append(passphrase, "p", 1) == RC_OK);
	rc = minisign_secret_parse((const char *)data, size, passphrase,
				   &secret, &err);
	if (rc == RC_OK)
		minisign_secret_release(&secret);
	else
		promise_sentence(rc, &err);
	secret_free(passphrase);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_signature(data, size);
	fuzz_public(data, size);
	if (!is_costly(data, size))
		fuzz_secret(data, size);
	return 0;
}
