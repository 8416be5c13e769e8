/* SPDX-License-Identifier: ISC */
#include "exchange/minisign_key.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/base64.h"
#include "exchange/minisign_private.h"
#include "exchange/secret_bytes.h"

static const char algorithm[] = "Ed", kdf[] = "Sc", checksum[] = "B2";

/* ---- "Public key format" ---- */

enum { PUBLIC_SIZE = 2 + MINISIGN_ID_SIZE + MINISIGN_KEY_SIZE };

void
minisign_id_format(const unsigned char id[MINISIGN_ID_SIZE],
		   char text[MINISIGN_ID_TEXT_SIZE])
{
	static const char digits[] = "0123456789ABCDEF";

	/* a little-endian number */
	for (int i = 0; i < MINISIGN_ID_SIZE; i++) {
		text[2 * i] = digits[id[MINISIGN_ID_SIZE - 1 - i] >> 4];
		text[2 * i + 1] = digits[id[MINISIGN_ID_SIZE - 1 - i] & 15];
	}
	text[MINISIGN_ID_TEXT_SIZE - 1] = '\0';
}

void
minisign_public_format(const struct minisign_public *public,
		       char text[MINISIGN_PUBLIC_TEXT_SIZE])
{
	unsigned char bytes[PUBLIC_SIZE];

	memcpy(bytes, algorithm, 2);
	memcpy(bytes + 2, public->id, MINISIGN_ID_SIZE);
	memcpy(bytes + 2 + MINISIGN_ID_SIZE, public->key, MINISIGN_KEY_SIZE);
	sodium_bin2base64(text, MINISIGN_PUBLIC_TEXT_SIZE, bytes,
			  sizeof(bytes), sodium_base64_VARIANT_ORIGINAL);
}

void
minisign_public_file(const struct minisign_public *public, struct buf *out)
{
	char id[MINISIGN_ID_TEXT_SIZE], key[MINISIGN_PUBLIC_TEXT_SIZE];

	minisign_id_format(public->id, id);
	minisign_public_format(public, key);
	buf_addf(out, "%sminisign public key %s\n%s\n", minisign_untrusted, id,
		 key);
}

enum rc
minisign_public_parse(const char *text, size_t len,
		      struct minisign_public *public, struct err *err)
{
	unsigned char bytes[PUBLIC_SIZE];
	const char *rest = text, *line;
	size_t left = len, line_len;

	if (minisign_line(&rest, &left, &line, &line_len) &&
	    minisign_comment(&line, &line_len, minisign_untrusted,
			     MINISIGN_UNTRUSTED_MAX)) {
		text = rest;
		len = left;
	}
	if (len > 0 && text[len - 1] == '\n')
		len--;
	if (len > 0 && text[len - 1] == '\r')
		len--;
	if (!base64_decode_exactly(text, len, BASE64_PADDED, bytes,
				   sizeof(bytes)) ||
	    memcmp(bytes, algorithm, 2) != 0)
		return err_set(err, RC_INVALID, "public-key",
			       "That is not a public key of minisign: one is "
			       "a line of 56 characters that starts with RW.");
	memcpy(public->id, bytes + 2, MINISIGN_ID_SIZE);
	memcpy(public->key, bytes + 2 + MINISIGN_ID_SIZE, MINISIGN_KEY_SIZE);
	return RC_OK;
}

/* ---- secret keys in memory ---- */

void
minisign_secret_new(struct minisign_secret *secret)
{
	unsigned char key[MINISIGN_SECRET_SIZE];

	if (sodium_init() < 0)
		abort();
	randombytes_buf(secret->public.id, MINISIGN_ID_SIZE);
	crypto_sign_keypair(secret->public.key, key);
	secret->key = secret_from(key, sizeof(key));
	sodium_memzero(key, sizeof(key));
}

void
minisign_secret_release(struct minisign_secret *secret)
{
	secret_free(secret->key);
	secret->key = NULL;
}

/* ---- "Secret key format" ---- */

enum { SALT_SIZE = 32, CHECK_SIZE = 32 };

/* Byte for byte what is in the file. */
struct layout {
	unsigned char algorithm[2], kdf[2], checksum[2], salt[SALT_SIZE];
	unsigned char ops[8], memory[8];
	struct sealed {
		unsigned char id[MINISIGN_ID_SIZE];
		unsigned char key[MINISIGN_SECRET_SIZE];
		unsigned char check[CHECK_SIZE];
	} sealed;
};
_Static_assert(sizeof(struct layout) == 158, "a file's layout has no holes");

/* The least that is worth writing when memory is short. */
enum { LEAST_MEMORY = 64 * 1024 * 1024 };

const struct minisign_cost minisign_cost_usual = {
	crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE,
	crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE,
};

static void
put_le64(unsigned char out[8], uint64_t value)
{
	for (int i = 0; i < 8; i++)
		out[i] = (unsigned char)(value >> 8 * i);
}

static uint64_t
get_le64(const unsigned char in[8])
{
	uint64_t value = 0;

	for (int i = 8; i-- > 0;)
		value = value << 8 | in[i];
	return value;
}

/* Seals, or opens, in place. */
static bool
apply_stream(struct layout *file, struct secret *passphrase,
	     struct minisign_cost cost)
{
	unsigned char stream[sizeof(file->sealed)];
	unsigned char *at = (unsigned char *)&file->sealed;
	const char *text = secret_open(passphrase);
	int failed = crypto_pwhash_scryptsalsa208sha256(
		stream, sizeof(stream), text, secret_length(passphrase),
		file->salt, cost.ops, (size_t)cost.memory);

	secret_close(passphrase);
	for (size_t i = 0; i < sizeof(stream) && !failed; i++)
		at[i] ^= stream[i];
	sodium_memzero(stream, sizeof(stream));
	return !failed;
}

static void
compute_check(const struct layout *file, unsigned char check[CHECK_SIZE])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, CHECK_SIZE);
	crypto_generichash_update(&state, file->algorithm, 2);
	crypto_generichash_update(&state, file->sealed.id, MINISIGN_ID_SIZE);
	crypto_generichash_update(&state, file->sealed.key,
				  MINISIGN_SECRET_SIZE);
	crypto_generichash_final(&state, check, CHECK_SIZE);
	sodium_memzero(&state, sizeof(state));
}

static bool
seal(struct layout *file, struct secret *passphrase,
     struct minisign_cost cost)
{
	bool done = apply_stream(file, passphrase, cost);

	while (!done && cost.memory > LEAST_MEMORY) {
		cost.memory /= 2;
		cost.ops /= 2;
		done = apply_stream(file, passphrase, cost);
	}
	put_le64(file->ops, cost.ops);
	put_le64(file->memory, cost.memory);
	return done;
}

enum rc
minisign_secret_file(const struct minisign_secret *secret,
		     struct secret *passphrase, struct minisign_cost cost,
		     struct buf *out, struct err *err)
{
	struct layout file;
	bool done;

	if (secret_length(passphrase) == 0)
		return err_set(err, RC_INVALID, "passphrase",
			       "The passphrase is empty.");
	memcpy(file.algorithm, algorithm, 2);
	memcpy(file.kdf, kdf, 2);
	memcpy(file.checksum, checksum, 2);
	randombytes_buf(file.salt, SALT_SIZE);
	memcpy(file.sealed.id, secret->public.id, MINISIGN_ID_SIZE);
	memcpy(file.sealed.key, secret_open(secret->key),
	       MINISIGN_SECRET_SIZE);
	secret_close(secret->key);
	compute_check(&file, file.sealed.check);
	done = seal(&file, passphrase, cost);
	if (done) {
		buf_addf(out, "%sminisign encrypted secret key\n",
			 minisign_untrusted);
		base64_add(out, &file, sizeof(file), BASE64_PADDED);
		buf_addc(out, '\n');
	}
	sodium_memzero(&file, sizeof(file));
	return done ? RC_OK
		    : err_set(err, RC_NOMEM, "secret-key",
			      "There is not enough memory to protect the key "
			      "with a passphrase.");
}

static enum rc
check_kinds(const struct layout *file, struct err *err)
{
	static const unsigned char none[2];

	if (memcmp(file->algorithm, algorithm, 2) == 0 &&
	    memcmp(file->kdf, none, 2) == 0)
		return err_set(err, RC_INVALID, "secret-key",
			       "No passphrase protects that secret key, so it "
			       "is not used. \"minisign -C -s FILE\" gives it "
			       "one.");
	if (memcmp(file->algorithm, algorithm, 2) != 0 ||
	    memcmp(file->kdf, kdf, 2) != 0 ||
	    memcmp(file->checksum, checksum, 2) != 0)
		return err_set(err, RC_CORRUPT, "secret-key",
			       "That secret key is of a kind that is not "
			       "known here, or it was changed.");
	if (get_le64(file->ops) > minisign_cost_usual.ops ||
	    get_le64(file->memory) > minisign_cost_usual.memory)
		return err_set(err, RC_INVALID, "secret-key",
			       "That secret key asks for more memory or work "
			       "than minisign ever does: it was changed.");
	return RC_OK;
}

static enum rc
read_layout(const char *text, size_t left, struct layout *file,
	    struct err *err)
{
	const char *line;
	size_t len;

	if (!minisign_line(&text, &left, &line, &len) ||
	    !minisign_comment(&line, &len, minisign_untrusted,
			      MINISIGN_UNTRUSTED_MAX) ||
	    !minisign_line(&text, &left, &line, &len) || left > 0 ||
	    !base64_decode_exactly(line, len, BASE64_PADDED, file,
				   sizeof(*file)))
		return err_set(err, RC_CORRUPT, "secret-key",
			       "That is not a secret key file of minisign, or "
			       "it is damaged.");
	return check_kinds(file, err);
}

/* False when the secret half is not that of the public half beside it. */
static bool
take_key(const struct layout *file, struct minisign_secret *secret)
{
	unsigned char key[MINISIGN_SECRET_SIZE];
	bool pair;

	crypto_sign_seed_keypair(secret->public.key, key, file->sealed.key);
	pair = sodium_memcmp(key, file->sealed.key, sizeof(key)) == 0;
	memcpy(secret->public.id, file->sealed.id, MINISIGN_ID_SIZE);
	secret->key = pair ? secret_from(key, sizeof(key)) : NULL;
	sodium_memzero(key, sizeof(key));
	return pair;
}

static enum rc
open_key(struct layout *file, struct secret *passphrase,
	 struct minisign_secret *secret, struct err *err)
{
	struct minisign_cost cost = { get_le64(file->ops),
				      get_le64(file->memory) };
	unsigned char check[CHECK_SIZE];

	if (!apply_stream(file, passphrase, cost))
		return err_set(err, RC_NOMEM, "secret-key",
			       "There is not enough memory to open the secret "
			       "key: it needs %llu MiB.",
			       (unsigned long long)cost.memory >> 20);
	compute_check(file, check);
	if (sodium_memcmp(check, file->sealed.check, CHECK_SIZE) != 0)
		return err_set(err, RC_DENIED, "passphrase",
			       "That is not the passphrase of the secret "
			       "key.");
	if (!take_key(file, secret))
		return err_set(err, RC_CORRUPT, "secret-key",
			       "The two halves of the secret key do not "
			       "belong together.");
	return RC_OK;
}

enum rc
minisign_secret_parse(const char *text, size_t len,
		      struct secret *passphrase,
		      struct minisign_secret *secret, struct err *err)
{
	struct layout file;
	enum rc rc = read_layout(text, len, &file, err);

	secret->key = NULL;
	if (rc == RC_OK)
		rc = open_key(&file, passphrase, secret, err);
	sodium_memzero(&file, sizeof(file));
	return rc;
}
