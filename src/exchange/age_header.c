/* SPDX-License-Identifier: ISC */
#include "exchange/age_header.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/base64.h"
#include "exchange/hkdf.h"

enum { LINE_CHARS = 64, LINE_BYTES = 48, MAC_CHARS = 43 };

static const char family[] = "age-encryption.org/";
static const char version_line[] = "age-encryption.org/v1\n";

/* ---- reading the lines ---- */

static bool
starts(const char *line, size_t len, const char *with)
{
	return len >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

static enum rc
check_version(const struct buf *text, struct err *err)
{
	if (text->len == strlen(version_line) &&
	    starts(text->ptr, text->len, version_line))
		return RC_OK;
	if (starts(version_line, strlen(version_line), text->ptr))
		return err_set(err, RC_CORRUPT, "file",
			       "The file ends before its header does: it was "
			       "cut short.");
	if (starts(text->ptr, text->len, family))
		return err_set(err, RC_CORRUPT, "file",
			       "The file is not of version 1 of age, the only "
			       "one known here, or it was changed.");
	return err_set(err, RC_CORRUPT, "file",
		       "The file is not an age file, or it was changed.");
}

/* The lines up to that of the MAC, or to the end. */
static enum rc
read_to_mac(struct reader *reader, struct buf *text, struct err *err)
{
	size_t at;
	enum rc rc;

	do {
		at = text->len;
		rc = reader_line(reader, text, AGE_HEADER_MAX, err);
	} while (rc == RC_OK && text->len > at &&
		 !starts(text->ptr + at, text->len - at, "---"));
	if (rc == RC_OK && text->len >= AGE_HEADER_MAX)
		rc = err_set(err, RC_CORRUPT, "file",
			     "The file's header is larger than any that makes "
			     "sense.");
	return rc;
}

enum rc
age_header_read(struct reader *reader, struct age_header *header,
		struct err *err)
{
	enum { VERSION_MAX = 64 };
	enum rc rc;

	memset(header, 0, sizeof(*header));
	buf_init(&header->text);
	rc = reader_line(reader, &header->text, VERSION_MAX, err);
	if (rc == RC_OK)
		rc = check_version(&header->text, err);
	if (rc == RC_OK)
		rc = read_to_mac(reader, &header->text, err);
	return rc == RC_OK ? age_header_parse(header, err) : rc;
}

void
age_header_release(struct age_header *header)
{
	buf_release(&header->text);
	mem_free(header->stanzas);
	header->stanzas = NULL;
	header->count = 0;
}

/* ---- "ABNF definition of file header" ---- */

struct parser {
	const char *at, *end;
	unsigned line;
};

static enum rc
malformed(const struct parser *p, const char *what, struct err *err)
{
	err_set(err, RC_CORRUPT, "file",
		p->at == p->end ? "The file ends in its header: it was cut "
				  "short."
				: "Line %u of the file's header is not %s: "
				  "the file is damaged or was changed.",
		p->line, what);
	err_at(err, p->line, 1);
	return RC_CORRUPT;
}

/* The line at p->at without its LF; false when there is no LF. */
static bool
next_line(const struct parser *p, size_t *len)
{
	const char *lf = memchr(p->at, '\n', (size_t)(p->end - p->at));

	*len = lf != NULL ? (size_t)(lf - p->at) : 0;
	return lf != NULL;
}

static void
skip(struct parser *p, size_t len)
{
	p->at += len + 1;
	p->line++;
}

/* argument *(SP argument), an argument being 1*VCHAR */
static bool
parse_args(struct age_stanza *stanza)
{
	size_t in_argument = 0;

	stanza->arg_count = 1;
	for (size_t i = 0; i < stanza->args_len; i++) {
		char c = stanza->args[i];

		if (c == ' ' && in_argument > 0) {
			stanza->arg_count++;
			in_argument = 0;
		} else if (c > ' ' && c < 0x7f) {
			in_argument++;
		} else {
			return false;
		}
	}
	return in_argument > 0;
}

static enum rc
parse_body(struct parser *p, struct age_stanza *stanza, struct err *err)
{
	size_t len, size;

	do {
		unsigned char bytes[LINE_BYTES];

		if (!next_line(p, &len) || len > LINE_CHARS ||
		    !base64_decode(p->at, len, BASE64_BARE, bytes,
				   sizeof(bytes), &size))
			return malformed(p, "the body of a stanza", err);
		for (size_t i = 0; i < size; i++)
			if (stanza->body_size + i < AGE_BODY_SIZE)
				stanza->body[stanza->body_size + i] = bytes[i];
		stanza->body_size += size;
		skip(p, len);
	} while (len == LINE_CHARS);
	return RC_OK;
}

static enum rc
parse_stanza(struct parser *p, struct age_header *header, struct err *err)
{
	struct age_stanza stanza = { .body_size = 0 };
	size_t len;

	if (!next_line(p, &len) || !starts(p->at, len, "-> "))
		return malformed(p, "a stanza", err);
	stanza.args = p->at + 3;
	stanza.args_len = len - 3;
	if (!parse_args(&stanza))
		return malformed(p, "a stanza", err);
	skip(p, len);
	if (parse_body(p, &stanza, err) != RC_OK)
		return RC_CORRUPT;
	header->stanzas = xgrow(header->stanzas, header->count,
				sizeof(*header->stanzas));
	header->stanzas[header->count++] = stanza;
	return RC_OK;
}

/* "--- " 43base64char LF, and nothing after it */
static enum rc
parse_mac(struct parser *p, struct age_header *header, struct err *err)
{
	size_t len;

	if (!next_line(p, &len) || len != 4 + MAC_CHARS || p->at[3] != ' ' ||
	    !base64_decode_exactly(p->at + 4, MAC_CHARS, BASE64_BARE,
				   header->mac, AGE_MAC_SIZE) ||
	    p->at + len + 1 != p->end)
		return malformed(p, "a MAC", err);
	header->signed_len = (size_t)(p->at + 3 - header->text.ptr);
	return RC_OK;
}

enum rc
age_header_parse(struct age_header *header, struct err *err)
{
	struct parser p = { .at = header->text.ptr,
			    .end = header->text.ptr + header->text.len,
			    .line = 1 };
	enum rc rc = RC_OK;

	if (!starts(p.at, header->text.len, version_line))
		return malformed(&p, "age-encryption.org/v1", err);
	skip(&p, strlen(version_line) - 1);
	do
		rc = parse_stanza(&p, header, err);
	while (rc == RC_OK && !starts(p.at, (size_t)(p.end - p.at), "---"));
	return rc == RC_OK ? parse_mac(&p, header, err) : rc;
}

const char *
age_stanza_arg(const struct age_stanza *stanza, size_t index, size_t *len)
{
	const char *at = stanza->args, *end = at + stanza->args_len;

	for (;;) {
		const char *space = memchr(at, ' ', (size_t)(end - at));

		*len = (size_t)((space != NULL ? space : end) - at);
		if (index-- == 0)
			return at;
		if (space == NULL)
			return NULL;
		at = space + 1;
	}
}

bool
age_stanza_is(const struct age_stanza *stanza, const char *type)
{
	size_t len;
	const char *arg = age_stanza_arg(stanza, 0, &len);

	return len == strlen(type) && memcmp(arg, type, len) == 0;
}

/* ---- "Header MAC" ---- */

static void
compute_mac(const char *text, size_t len, struct secret *file_key,
	    unsigned char mac[AGE_MAC_SIZE])
{
	crypto_auth_hmacsha256_state state;
	unsigned char key[HKDF_SIZE];

	hkdf_sha256(secret_open(file_key), AGE_FILE_KEY_SIZE, "", 0, "header",
		    key);
	secret_close(file_key);
	crypto_auth_hmacsha256_init(&state, key, sizeof(key));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text,
				      len);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof(state));
	sodium_memzero(key, sizeof(key));
}

enum rc
age_header_check(const struct age_header *header, struct secret *file_key,
		 struct err *err)
{
	unsigned char mac[AGE_MAC_SIZE];

	compute_mac(header->text.ptr, header->signed_len, file_key, mac);
	if (sodium_memcmp(mac, header->mac, sizeof(mac)) != 0)
		return err_set(err, RC_CORRUPT, "file",
			       "The file's header is not the one that was "
			       "written: the file is damaged or was changed.");
	return RC_OK;
}

/* ---- writing ---- */

void
age_header_start(struct buf *text)
{
	buf_adds(text, version_line);
}

void
age_header_add(struct buf *text, const char *args,
	       const unsigned char body[AGE_BODY_SIZE])
{
	buf_addf(text, "-> %s\n", args);
	base64_add(text, body, AGE_BODY_SIZE, BASE64_BARE);
	buf_addc(text, '\n');
}

void
age_header_end(struct buf *text, struct secret *file_key)
{
	unsigned char mac[AGE_MAC_SIZE];

	buf_adds(text, "---");
	compute_mac(text->ptr, text->len, file_key, mac);
	buf_addc(text, ' ');
	base64_add(text, mac, sizeof(mac), BASE64_BARE);
	buf_addc(text, '\n');
}
