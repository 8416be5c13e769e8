/* SPDX-License-Identifier: ISC */
#include "tests/support/age_cases.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK = 65536, TAG = 16, LINE = 64 };

static const unsigned char file_key[16] = "throughgate test";
static const unsigned char long_file_key[32] = "twice as long as it should be";
static const unsigned char nonce[16] = "payload's nonce.";
static const unsigned char salt[16] = "sixteen of salt.";

static void
hmac(const void *key, size_t key_size, const void *a, size_t a_size,
     const void *b, size_t b_size, unsigned char out[32])
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, key, key_size);
	crypto_auth_hmacsha256_update(&state, a, a_size);
	crypto_auth_hmacsha256_update(&state, b, b_size);
	crypto_auth_hmacsha256_final(&state, out);
}

static void
derive(const void *key, size_t size, const void *with, size_t with_size,
       const char *info, unsigned char out[32])
{
	unsigned char extracted[32];

	hmac(with, with_size, key, size, "", 0, extracted);
	hmac(extracted, 32, info, strlen(info), "\x01", 1, out);
}

static void
add_base64(struct buf *out, const void *data, size_t size)
{
	char text[256];

	sodium_bin2base64(text, sizeof(text), data, size,
			  sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	buf_adds(out, text);
}

/* ---- what stands in braces ---- */

/* 32 bytes 0x42, as the specification's example key. */
static void
keys(unsigned char scalar[32], unsigned char share[32],
     unsigned char recipient[32])
{
	unsigned char identity[32];

	memset(identity, 0x42, 32);
	memset(scalar, 0x17, 32);
	crypto_scalarmult_base(recipient, identity);
	crypto_scalarmult_base(share, scalar);
}

/* A file key sealed for what shared and share give. */
static void
add_sealed(struct buf *out, const unsigned char shared[32],
	   const unsigned char share[32], const unsigned char *key,
	   size_t key_size)
{
	static const unsigned char zeros[12];
	unsigned char scalar[32], own[32], both[64], wrap[32], body[64];

	keys(scalar, own, both + 32);
	memcpy(both, share, 32);
	derive(shared, 32, both, 64, "age-encryption.org/v1/X25519", wrap);
	crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, key, key_size,
						  NULL, 0, NULL, zeros, wrap);
	add_base64(out, body, key_size + TAG);
}

static void
add_body(struct buf *out, const char *name)
{
	unsigned char scalar[32], share[32], recipient[32], shared[32];

	keys(scalar, share, recipient);
	if (strcmp(name, "other-body") == 0)
		memset(scalar, 0x18, 32);
	if (crypto_scalarmult(shared, scalar, recipient) != 0)
		abort();
	if (strcmp(name, "long-body") == 0) {
		add_sealed(out, shared, share, long_file_key,
			   sizeof(long_file_key));
		buf_addc(out, '\n');
	} else {
		add_sealed(out, shared, share, file_key, sizeof(file_key));
	}
}

/* Points of low order: the shared secret is zeros whoever computes it. */
static void
add_low_order(struct buf *out, const char *name)
{
	static const unsigned char shared[32];
	unsigned char point[32] = { name[0] == 'o' };

	if (strstr(name, "share") != NULL)
		add_base64(out, point, 32);
	else
		add_sealed(out, shared, point, file_key, sizeof(file_key));
}

static void
add_scrypt_body(struct buf *out)
{
	static const unsigned char zeros[12];
	static const char label[] = "age-encryption.org/v1/scrypt";
	unsigned char all[sizeof(label) - 1 + 16], wrap[32], body[32];

	memcpy(all, label, sizeof(label) - 1);
	memcpy(all + sizeof(label) - 1, salt, 16);
	if (crypto_pwhash_scryptsalsa208sha256_ll(
		    (const unsigned char *)AGE_CASE_PASSPHRASE,
		    strlen(AGE_CASE_PASSPHRASE), all, sizeof(all), 1024, 8, 1,
		    wrap, sizeof(wrap)) != 0)
		abort();
	crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, file_key, 16,
						  NULL, 0, NULL, zeros, wrap);
	add_base64(out, body, 32);
}

static void
add_mac(struct buf *out, unsigned char change)
{
	unsigned char key[32], mac[32];
	const char *mark = NULL;

	for (const char *p = out->ptr; (p = strstr(p, "---")) != NULL; p++)
		mark = p;
	derive(file_key, 16, "", 0, "header", key);
	hmac(key, 32, out->ptr, (size_t)(mark + 3 - out->ptr), "", 0, mac);
	mac[7] ^= change;
	add_base64(out, mac, 32);
}

static bool
is(const char *name, const char *known)
{
	return strcmp(name, known) == 0;
}

static void
add_named(struct buf *out, const char *name)
{
	unsigned char scalar[32], share[32], recipient[32];

	keys(scalar, share, recipient);
	if (is(name, "share"))
		add_base64(out, share, 32);
	else if (is(name, "mac"))
		add_mac(out, 0);
	else if (is(name, "other-mac"))
		add_mac(out, 1);
	else if (is(name, "salt"))
		add_base64(out, salt, 16);
	else if (is(name, "scrypt-body"))
		add_scrypt_body(out);
	else if (strncmp(name, "zero-", 5) == 0 ||
		 strncmp(name, "one-", 4) == 0)
		add_low_order(out, name);
	else if (strstr(name, "body") != NULL)
		add_body(out, name);
	else
		buf_addf(out, "{%s}", name);
}

/* Sets a bit after the last byte of what was just added. */
static void
spoil(char *last)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";

	*last = strchr(alphabet, *last)[1];
}

/* {name} is filled in by add, {name!} in a form that is not canonical. */
static void
expand(const char *text, void (*add)(struct buf *out, const char *name),
       struct buf *out)
{
	while (*text != '\0') {
		size_t plain = strcspn(text, "{"), len;
		char name[32];

		buf_add(out, text, plain);
		text += plain;
		if (*text == '\0')
			break;
		len = strcspn(text, "}");
		snprintf(name, sizeof(name), "%.*s", (int)len - 1, text + 1);
		text += len + 1;
		len = strlen(name);
		if (name[len - 1] == '!') {
			name[len - 1] = '\0';
			add(out, name);
			spoil(strchr(out->ptr, '=') != NULL
				      ? strchr(out->ptr, '=') - 1
				      : out->ptr + out->len - 1);
		} else {
			add(out, name);
		}
	}
}

/* ---- "Payload" ---- */

static void
add_chunk(struct buf *out, size_t size, uint64_t number, bool last)
{
	unsigned char place[12] = { 0 }, key[32];
	unsigned char *plain = xcalloc(1, size + 1);
	unsigned char *sealed = xmalloc(size + TAG);

	for (size_t i = 0; i < size; i++)
		plain[i] = (unsigned char)(i * 7 + number);
	for (int i = 0; i < 8; i++)
		place[10 - i] = (unsigned char)(number >> 8 * i);
	place[11] = last;
	derive(file_key, 16, nonce, 16, "payload", key);
	crypto_aead_chacha20poly1305_ietf_encrypt(sealed, NULL, plain, size,
						  NULL, 0, NULL, place, key);
	buf_add(out, sealed, size + TAG);
	mem_free(plain);
	mem_free(sealed);
}

/* "65536+ 1." and so on; "~" takes the next chunk's number. */
static void
add_payload(struct buf *out, const char *chunks)
{
	uint64_t number = 0;

	if (chunks[0] == '\0')
		return;
	buf_add(out, nonce, sizeof(nonce));
	while (*(chunks += strspn(chunks, " ")) != '\0') {
		char *end;
		size_t size = strtoul(chunks, &end, 10);

		if (*end == '~')
			add_chunk(out, size, ++number + 1, false);
		else
			add_chunk(out, size, number, *end == '.');
		number++;
		chunks = end + 1;
		if (*chunks == 'x') {
			buf_adds(out, "something");
			chunks++;
		}
	}
}

void
age_case_build(const struct age_case *c, struct buf *out)
{
	expand(c->header != NULL ? c->header : age_cases[0].header, add_named,
	       out);
	add_payload(out, c->payload != NULL ? c->payload : "3.");
}

/* ---- "ASCII armor" ---- */

static void
add_armor_named(struct buf *out, const char *name)
{
	struct buf binary = BUF_INIT;
	char text[512];
	size_t lines, index = (size_t)(name[4] - '1');

	age_case_build(&(struct age_case){ .payload = "2." }, &binary);
	sodium_bin2base64(text, sizeof(text),
			  (const unsigned char *)binary.ptr, binary.len,
			  sodium_base64_VARIANT_ORIGINAL);
	buf_release(&binary);
	lines = strlen(text) / LINE;
	if (is(name, "last"))
		buf_adds(out, text + lines * LINE);
	else if (is(name, "last-bare"))
		buf_addf(out, "%.*s", (int)strcspn(text + lines * LINE, "="),
			 text + lines * LINE);
	else if (strncmp(name, "line", 4) == 0)
		buf_addf(out, "%.*s", LINE, text + index * LINE);
	else
		buf_addf(out, "%.*s", LINE / 2,
			 text + LINE + index * LINE / 2);
}

void
age_armor_case_build(const struct age_armor_case *c, struct buf *out)
{
	expand(c->text, add_armor_named, out);
}
