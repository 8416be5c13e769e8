/* SPDX-License-Identifier: ISC */
#include "exchange/minisign.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "exchange/base64.h"
#include "exchange/minisign_private.h"

enum { HEAD_SIZE = 2 + MINISIGN_ID_SIZE };

const char minisign_untrusted[] = "untrusted comment: ";
const char minisign_trusted[] = "trusted comment: ";

static const char legacy[] = "Ed", prehashed[] = "ED";

/* ---- lines ---- */

bool
minisign_line(const char **text, size_t *left, const char **line, size_t *len)
{
	const char *lf = *left > 0 ? memchr(*text, '\n', *left) : NULL;

	if (lf == NULL)
		return false;
	*line = *text;
	*len = (size_t)(lf - *text);
	*left -= *len + 1;
	*text = lf + 1;
	if (*len > 0 && (*line)[*len - 1] == '\r')
		--*len;
	return true;
}

bool
minisign_comment(const char **line, size_t *len, const char *prefix,
		 size_t max)
{
	size_t head = strlen(prefix);

	if (*len < head || memcmp(*line, prefix, head) != 0)
		return false;
	*line += head;
	*len -= head;
	return *len <= max && utf8_is_multiline(*line, *len);
}

/* ---- what is signed ---- */

struct minisign_hash {
	crypto_generichash_state state;
};

struct minisign_hash *
minisign_hash_new(void)
{
	/* libsodium wants the state on a boundary that malloc need not give */
	struct minisign_hash *hash = aligned_alloc(64, sizeof(*hash));

	if (hash == NULL || sodium_init() < 0)
		abort();
	crypto_generichash_init(&hash->state, NULL, 0, MINISIGN_HASH_SIZE);
	return hash;
}

void
minisign_hash_free(struct minisign_hash *hash)
{
	free(hash);
}

static enum rc
hash_write(void *ctx, const void *data, size_t size, struct err *err)
{
	struct minisign_hash *hash = ctx;

	(void)err;
	crypto_generichash_update(&hash->state, data, size);
	return RC_OK;
}

struct sink
minisign_hash_sink(struct minisign_hash *hash)
{
	return (struct sink){ .write = hash_write, .ctx = hash };
}

void
minisign_hash_end(struct minisign_hash *hash,
		  unsigned char out[MINISIGN_HASH_SIZE])
{
	crypto_generichash_final(&hash->state, out, MINISIGN_HASH_SIZE);
}

enum rc
minisign_hash_source(struct source source,
		     unsigned char out[MINISIGN_HASH_SIZE], struct err *err)
{
	enum { PIECE = 64 * 1024 };
	struct minisign_hash *hash = minisign_hash_new();
	unsigned char *piece = xmalloc(PIECE);
	size_t got;
	enum rc rc;

	do {
		rc = source.read(source.ctx, piece, PIECE, &got, err);
		if (rc == RC_OK)
			rc = hash_write(hash, piece, got, err);
	} while (rc == RC_OK && got > 0);
	minisign_hash_end(hash, out);
	minisign_hash_free(hash);
	mem_free(piece);
	return rc;
}

/* ---- "Signature format" ---- */

static enum rc
check_comment(const char *comment, struct err *err)
{
	size_t len = strlen(comment);

	if (len > MINISIGN_TRUSTED_MAX)
		return err_set(err, RC_INVALID, "trusted-comment",
			       "The comment is too long: %d bytes are the "
			       "most.", MINISIGN_TRUSTED_MAX);
	if (strchr(comment, '\n') != NULL || !utf8_is_multiline(comment, len))
		return err_set(err, RC_INVALID, "trusted-comment",
			       "The comment must be one line of text without "
			       "control characters.");
	return RC_OK;
}

/* The signature and the trusted comment: what the second signature is over. */
static void
add_global(struct buf *out, const unsigned char sig[MINISIGN_SIG_SIZE],
	   const char *trusted)
{
	buf_add(out, sig, MINISIGN_SIG_SIZE);
	buf_adds(out, trusted);
}

static void
add_lines(struct buf *out, const unsigned char id[MINISIGN_ID_SIZE],
	  const unsigned char sig[MINISIGN_SIG_SIZE], const char *trusted,
	  const unsigned char global[MINISIGN_SIG_SIZE])
{
	unsigned char first[HEAD_SIZE + MINISIGN_SIG_SIZE];

	memcpy(first, prehashed, 2);
	memcpy(first + 2, id, MINISIGN_ID_SIZE);
	memcpy(first + HEAD_SIZE, sig, MINISIGN_SIG_SIZE);
	buf_addf(out, "%ssignature from minisign secret key\n",
		 minisign_untrusted);
	base64_add(out, first, sizeof(first), BASE64_PADDED);
	buf_addf(out, "\n%s%s\n", minisign_trusted, trusted);
	base64_add(out, global, MINISIGN_SIG_SIZE, BASE64_PADDED);
	buf_addc(out, '\n');
}

enum rc
minisign_sign(const struct minisign_secret *secret,
	      const unsigned char hash[MINISIGN_HASH_SIZE],
	      const char *trusted, struct buf *out, struct err *err)
{
	unsigned char sig[MINISIGN_SIG_SIZE], global[MINISIGN_SIG_SIZE];
	struct buf both = BUF_INIT;
	const unsigned char *key;

	if (check_comment(trusted, err) != RC_OK)
		return RC_INVALID;
	key = (const unsigned char *)secret_open(secret->key);
	crypto_sign_detached(sig, NULL, hash, MINISIGN_HASH_SIZE, key);
	add_global(&both, sig, trusted);
	crypto_sign_detached(global, NULL, (const unsigned char *)both.ptr,
			     both.len, key);
	secret_close(secret->key);
	buf_release(&both);
	add_lines(out, secret->public.id, sig, trusted, global);
	return RC_OK;
}

static enum rc
not_a_signature(const char *what, struct err *err)
{
	return err_set(err, RC_CORRUPT, "signature",
		       "The signature file cannot be used: %s. It is damaged, "
		       "was changed or is not one of minisign.", what);
}

static bool
parse_first(const char *line, size_t len, struct minisign_signature *s)
{
	unsigned char bytes[HEAD_SIZE + MINISIGN_SIG_SIZE];

	if (!base64_decode_exactly(line, len, BASE64_PADDED, bytes,
				   sizeof(bytes)))
		return false;
	s->legacy = memcmp(bytes, legacy, 2) == 0;
	memcpy(s->id, bytes + 2, MINISIGN_ID_SIZE);
	memcpy(s->sig, bytes + HEAD_SIZE, MINISIGN_SIG_SIZE);
	return s->legacy || memcmp(bytes, prehashed, 2) == 0;
}

enum rc
minisign_parse(const char *text, size_t left,
	       struct minisign_signature *s, struct err *err)
{
	const char *line;
	size_t len;

	memset(s, 0, sizeof(*s));
	if (!minisign_line(&text, &left, &line, &len) ||
	    !minisign_comment(&line, &len, minisign_untrusted,
			      MINISIGN_UNTRUSTED_MAX))
		return not_a_signature("line 1 is not an untrusted comment",
				       err);
	if (!minisign_line(&text, &left, &line, &len) ||
	    !parse_first(line, len, s))
		return not_a_signature("line 2 is not a signature", err);
	if (!minisign_line(&text, &left, &line, &len) ||
	    !minisign_comment(&line, &len, minisign_trusted,
			      MINISIGN_TRUSTED_MAX))
		return not_a_signature("line 3 is not a trusted comment", err);
	memcpy(s->trusted, line, len);
	if (!minisign_line(&text, &left, &line, &len) ||
	    !base64_decode_exactly(line, len, BASE64_PADDED, s->global,
				   sizeof(s->global)))
		return not_a_signature("line 4 is not a signature", err);
	return left == 0 ? RC_OK
			 : not_a_signature("there is something after line 4",
					   err);
}

static enum rc
verify(const struct minisign_public *public,
       const struct minisign_signature *s, const void *message, size_t size,
       struct err *err)
{
	char made_by[MINISIGN_ID_TEXT_SIZE], ours[MINISIGN_ID_TEXT_SIZE];
	struct buf both = BUF_INIT;
	bool good;

	minisign_id_format(s->id, made_by);
	minisign_id_format(public->id, ours);
	if (memcmp(s->id, public->id, MINISIGN_ID_SIZE) != 0)
		return err_set(err, RC_CORRUPT, "signature",
			       "The signature is by key %s, not by key %s.",
			       made_by, ours);
	if (crypto_sign_verify_detached(s->sig, message, size,
					public->key) != 0)
		return err_set(err, RC_CORRUPT, "signature",
			       "The file is not what key %s signed: it is "
			       "damaged or was changed.", ours);
	add_global(&both, s->sig, s->trusted);
	good = crypto_sign_verify_detached(s->global,
					   (const unsigned char *)both.ptr,
					   both.len, public->key) == 0;
	buf_release(&both);
	return good ? RC_OK
		    : err_set(err, RC_CORRUPT, "signature",
			      "The comment of the signature is not what key "
			      "%s signed.", ours);
}

enum rc
minisign_verify(const struct minisign_public *public,
		const struct minisign_signature *signature,
		const unsigned char hash[MINISIGN_HASH_SIZE], struct err *err)
{
	if (signature->legacy)
		return err_set(err, RC_INVALID, "signature",
			       "The signature is of minisign's old kind, "
			       "which is not accepted. Ask for a new one, made "
			       "without -l.");
	return verify(public, signature, hash, MINISIGN_HASH_SIZE, err);
}

enum rc
minisign_verify_legacy(const struct minisign_public *public,
		       const struct minisign_signature *signature,
		       const void *data, size_t size, struct err *err)
{
	if (!signature->legacy)
		return err_set(err, RC_INVALID, "signature",
			       "The signature is not of the old kind.");
	return verify(public, signature, data, size, err);
}
