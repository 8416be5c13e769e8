/* SPDX-License-Identifier: ISC */
/*
 * From a stick to bytes that can be believed: the signature first, over what is
 * still sealed, by a place that is trusted here; only then the seal is opened,
 * in a second pass that must read what the first one read.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/exchange_private.h"
#include "exchange/identity.h"
#include "exchange/minisign.h"
#include "exchange/stick.h"

static const uint64_t bundle_max = UINT64_C(1) << 30;

void
sha256_text(const unsigned char hash[32], char text[SHA256_TEXT_SIZE])
{
	sodium_bin2hex(text, SHA256_TEXT_SIZE, hash, 32);
}

/* ---- the signature ---- */

static enum rc
read_all(struct stream_fd *file, struct buf *out, size_t max, struct err *err)
{
	char piece[1024];
	size_t got = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && got > 0 && out->len <= max) {
		rc = source_fd(file).read(file, piece, sizeof(piece), &got,
					  err);
		if (rc == RC_OK)
			buf_add(out, piece, got);
	}
	return rc;
}

static enum rc
read_signature(const char *path, struct minisign_signature *signature,
	       struct err *err)
{
	char *beside = xasprintf("%s%s", path, signature_ending);
	struct stream_fd file = { .name = path_base(beside) };
	struct buf text = BUF_INIT;
	enum rc rc;

	if (path_exists(path) && !path_exists(beside)) {
		rc = err_set(err, RC_CORRUPT, NULL,
			     "%s has no signature beside it (%s): nothing "
			     "unsigned is opened. Copy both files from the "
			     "stick.", path_base(path), file.name);
		mem_free(beside);
		return rc;
	}
	rc = stick_open(path_exists(path) ? beside : path, MINISIGN_FILE_MAX,
			&file.fd, err);
	if (rc == RC_OK) {
		rc = read_all(&file, &text, MINISIGN_FILE_MAX, err);
		close(file.fd);
	}
	if (rc == RC_OK)
		rc = minisign_parse(text.ptr, text.len, signature, err);
	if (rc == RC_OK && signature->legacy)
		rc = err_set(err, RC_CORRUPT, NULL,
			     "The signature is of an old kind that "
			     "Throughgate does not make.");
	buf_release(&text);
	mem_free(beside);
	return rc;
}

/* ---- who made it ---- */

static enum rc
nobody(const struct minisign_signature *signature, struct err *err)
{
	char id[MINISIGN_ID_TEXT_SIZE];

	minisign_id_format(signature->id, id);
	return err_set(err, RC_CORRUPT, NULL,
		       "It is signed by key %s, which nobody here has "
		       "trusted. Nothing was opened. If you know who sent it, "
		       "trust their card first.", id);
}

static enum rc
was_retired(const struct site *site, civil_date on, struct err *err)
{
	bool newer = site->state == SITE_TRUSTED;
	char day[DATE_TEXT_SIZE + 4];

	return err_set(err, RC_CORRUPT, NULL,
		       "It is signed by a key of %s, %.100s, that was retired "
		       "here on %s. Nothing was opened.%s", site->code,
		       site->name, date_format_long(on, day),
		       newer ? " They have a newer key: ask them to write it "
			       "again." : "");
}

static bool
is_key_of(const char *sign_key, const struct minisign_signature *signature,
	  struct minisign_public *key)
{
	return minisign_public_parse(sign_key, strlen(sign_key), key, NULL) ==
		       RC_OK &&
	       memcmp(key->id, signature->id, sizeof(key->id)) == 0;
}

/* RC_NOT_FOUND leaves err alone. */
static enum rc
find_site(struct app *app, const struct minisign_signature *signature,
	  struct site *from, struct minisign_public *key, struct err *err)
{
	struct site *rows;
	size_t count;
	bool found = false;
	enum rc rc = site_list(app->store, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK && !found; i++) {
		found = is_key_of(rows[i].sign_key, signature, key);
		if (found)
			*from = rows[i];
	}
	mem_free(rows);
	return rc == RC_OK && !found ? RC_NOT_FOUND : rc;
}

static enum rc
find_old_key(struct app *app, const struct minisign_signature *signature,
	     struct site *from, civil_date *until, struct err *err)
{
	struct minisign_public key;
	struct old_key *rows;
	size_t count;
	bool found = false;
	enum rc rc = old_key_list(app->store, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK && !found; i++) {
		found = is_key_of(rows[i].sign_key, signature, &key);
		if (found) {
			*until = rows[i].until;
			rc = site_load(app->store, &rows[i].site_id, from,
				       err);
		}
	}
	mem_free(rows);
	return rc == RC_OK && !found ? RC_NOT_FOUND : rc;
}

static enum rc
find_signer(struct app *app, const struct minisign_signature *signature,
	    struct site *from, struct minisign_public *key, struct err *err)
{
	civil_date until = DATE_NONE;
	enum rc rc = find_site(app, signature, from, key, err);

	if (rc == RC_OK)
		return from->state == SITE_TRUSTED
			       ? RC_OK : was_retired(from, from->on, err);
	if (rc == RC_NOT_FOUND)
		rc = find_old_key(app, signature, from, &until, err);
	if (rc == RC_OK)
		return was_retired(from, until, err);
	return rc == RC_NOT_FOUND ? nobody(signature, err) : rc;
}

/* ---- reading it, twice ---- */

/* A file, hashed both ways as it is read. */
struct hashing {
	struct stream_fd *file;
	struct minisign_hash *minisign;
	crypto_hash_sha256_state sha256;
	exchange_progress_fn *progress;
	void *ctx;
	int64_t done, total;
};

static void
hashing_begin(struct hashing *h)
{
	h->minisign = minisign_hash_new();
	crypto_hash_sha256_init(&h->sha256);
}

static void
hashing_end(struct hashing *h, unsigned char hash[MINISIGN_HASH_SIZE],
	    unsigned char sha256[32])
{
	minisign_hash_end(h->minisign, hash);
	minisign_hash_free(h->minisign);
	crypto_hash_sha256_final(&h->sha256, sha256);
}

static enum rc
hashing_read(void *ctx, void *data, size_t size, size_t *got, struct err *err)
{
	struct hashing *h = ctx;
	struct sink sum = minisign_hash_sink(h->minisign);
	enum rc rc = source_fd(h->file).read(h->file, data, size, got, err);

	if (rc == RC_OK)
		rc = sum.write(sum.ctx, data, *got, err);
	if (rc != RC_OK)
		return rc;
	crypto_hash_sha256_update(&h->sha256, data, *got);
	h->done += (int64_t)*got;
	if (h->progress == NULL || h->progress(h->ctx, h->done, h->total))
		return RC_OK;
	return err_set(err, RC_CANCELLED, NULL,
		       "Stopped. Nothing was taken in.");
}

struct memory {
	unsigned char *data;
	size_t size, room;
};

static enum rc
to_memory(void *ctx, const void *data, size_t size, struct err *err)
{
	struct memory *m = ctx;

	if (size > m->room - m->size)
		return err_set(err, RC_CORRUPT, NULL,
			       "The file grew while it was read.");
	memcpy(m->data + m->size, data, size);
	m->size += size;
	return RC_OK;
}

/* What was verified is hashed before a byte of it is opened. */
static enum rc
verify(struct hashing *h, const struct minisign_public *key,
       const struct minisign_signature *signature,
       unsigned char sha256[32], struct err *err)
{
	enum { PIECE = 64 * 1024 };
	unsigned char hash[MINISIGN_HASH_SIZE], *piece = xmalloc(PIECE);
	size_t got;
	enum rc rc;

	hashing_begin(h);
	do
		rc = hashing_read(h, piece, PIECE, &got, err);
	while (rc == RC_OK && got > 0);
	hashing_end(h, hash, sha256);
	mem_free(piece);
	return rc == RC_OK ? minisign_verify(key, signature, hash, err) : rc;
}

static enum rc
decrypt(struct app *app, struct hashing *h, struct memory *memory,
	const unsigned char verified[32], struct err *err)
{
	unsigned char hash[MINISIGN_HASH_SIZE], sha256[32];
	struct source source = { hashing_read, h };
	struct sink sink = { to_memory, memory };
	struct identity identity;
	struct age_keys keys = { .identities = &identity.age };
	enum rc rc = identity_open(app->vault, &identity, err);

	if (rc != RC_OK)
		return rc;
	hashing_begin(h);
	rc = age_decrypt(&keys, source, sink, err);
	hashing_end(h, hash, sha256);
	identity_release(&identity);
	if (rc == RC_DENIED)
		return err_set(err, RC_DENIED, NULL,
			       "It was sealed for another place; it cannot be "
			       "opened here.");
	if (rc == RC_OK && memcmp(sha256, verified, sizeof(sha256)) != 0)
		return err_set(err, RC_CORRUPT, NULL,
			       "The file changed while it was read. Nothing "
			       "was taken from it; copy it again.");
	return rc;
}

static enum rc
make_room(struct memory *memory, struct stream_fd *file, struct err *err)
{
	struct stat st;

	if (fstat(file->fd, &st) != 0 || lseek(file->fd, 0, SEEK_SET) != 0)
		return err_set(err, RC_IO, NULL, "%s cannot be read again.",
			       file->name);
	memory->room = (size_t)st.st_size;
	memory->data = malloc(memory->room > 0 ? memory->room : 1);
	if (memory->data == NULL)
		return err_set(err, RC_NOMEM, NULL,
			       "There is not enough memory for %s; nothing "
			       "was taken from it.", file->name);
	return RC_OK;
}

static enum rc
open_signed(struct app *app, struct hashing *h,
	    const struct minisign_public *key,
	    const struct minisign_signature *signature,
	    struct opened_bundle *opened, struct err *err)
{
	unsigned char sha256[32];
	struct memory memory = { NULL, 0, 0 };
	enum rc rc = verify(h, key, signature, sha256, err);

	if (rc == RC_OK)
		rc = make_room(&memory, h->file, err);
	if (rc == RC_OK)
		rc = decrypt(app, h, &memory, sha256, err);
	if (rc != RC_OK) {
		mem_free(memory.data);
		return rc;
	}
	opened->data = memory.data;
	opened->size = memory.size;
	sha256_text(sha256, opened->sha256);
	return RC_OK;
}

enum rc
bundle_open(struct app *app, const char *path, exchange_progress_fn *progress,
	    void *ctx, struct opened_bundle *opened, struct err *err)
{
	struct minisign_signature *signature = xcalloc(1, sizeof(*signature));
	struct stream_fd file = { .name = path_base(path), .fd = -1 };
	struct hashing h = { .file = &file, .progress = progress, .ctx = ctx };
	struct minisign_public key;
	struct stat st;
	enum rc rc = read_signature(path, signature, err);

	memset(opened, 0, sizeof(*opened));
	if (rc == RC_OK)
		rc = find_signer(app, signature, &opened->from, &key, err);
	if (rc == RC_OK && strlen(signature->trusted) >= MANIFEST_GIST_SIZE)
		rc = err_set(err, RC_CORRUPT, NULL,
			     "The signature is not over a bundle of "
			     "Throughgate.");
	if (rc == RC_OK)
		rc = stick_open(path, bundle_max, &file.fd, err);
	if (rc == RC_OK && fstat(file.fd, &st) == 0)
		h.total = 2 * (int64_t)st.st_size;
	if (rc == RC_OK)
		rc = open_signed(app, &h, &key, signature, opened, err);
	if (rc == RC_OK)
		memcpy(opened->gist, signature->trusted,
		       strlen(signature->trusted) + 1);
	if (file.fd >= 0)
		close(file.fd);
	mem_free(signature);
	return rc;
}
