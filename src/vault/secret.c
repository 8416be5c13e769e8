/* SPDX-License-Identifier: ISC */
#include "vault/secret.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

struct secret {
	char *bytes;		/* sodium_malloc, capacity + 1 */
	size_t length, capacity;
};

struct secret *
secret_new(size_t capacity)
{
	struct secret *secret = xcalloc(1, sizeof(*secret));

	if (sodium_init() < 0)
		abort();
	secret->bytes = sodium_malloc(capacity + 1);
	if (secret->bytes == NULL)
		abort();
	secret->capacity = capacity;
	secret->bytes[0] = '\0';
	sodium_mprotect_noaccess(secret->bytes);
	return secret;
}

void
secret_free(struct secret *secret)
{
	if (secret == NULL)
		return;
	sodium_free(secret->bytes);
	mem_free(secret);
}

enum rc
secret_append(struct secret *secret, const void *bytes, size_t size)
{
	if (size > secret->capacity - secret->length)
		return RC_INVALID;
	sodium_mprotect_readwrite(secret->bytes);
	memcpy(secret->bytes + secret->length, bytes, size);
	secret->length += size;
	secret->bytes[secret->length] = '\0';
	sodium_mprotect_noaccess(secret->bytes);
	return RC_OK;
}

void
secret_cut(struct secret *secret, size_t count)
{
	if (count > secret->length)
		count = secret->length;
	sodium_mprotect_readwrite(secret->bytes);
	secret->length -= count;
	sodium_memzero(secret->bytes + secret->length, count);
	sodium_mprotect_noaccess(secret->bytes);
}

void
secret_clear(struct secret *secret)
{
	secret_cut(secret, secret->length);
}

size_t
secret_length(const struct secret *secret)
{
	return secret->length;
}

const char *
secret_open(struct secret *secret)
{
	sodium_mprotect_readonly(secret->bytes);
	return secret->bytes;
}

void
secret_close(struct secret *secret)
{
	sodium_mprotect_noaccess(secret->bytes);
}

int
secret_equal(struct secret *a, struct secret *b)
{
	int equal;

	if (a->length != b->length)
		return 0;
	equal = sodium_memcmp(secret_open(a), secret_open(b), a->length) == 0;
	secret_close(a);
	secret_close(b);
	return equal;
}

enum rc
secret_read_line(struct secret *secret, int fd, struct err *err)
{
	char c = '\0';
	ssize_t n;

	secret_clear(secret);
	while ((n = read(fd, &c, 1)) == 1 && c != '\n') {
		if (secret_append(secret, &c, 1) != RC_OK)
			return err_set(err, RC_INVALID, "passphrase",
				       "The passphrase is too long.");
	}
	sodium_memzero(&c, sizeof(c));
	if (n < 0)
		return err_set_errno(err, errno,
				     "The passphrase cannot be read");
	if (n == 0 && secret->length == 0)
		return err_set(err, RC_INVALID, "passphrase",
			       "No passphrase was given.");
	return RC_OK;
}

static void
fill(void *ctx, void *out, size_t size)
{
	(void)ctx;
	randombytes_buf(out, size);
}

struct random_source
secret_random(void)
{
	if (sodium_init() < 0)
		abort();
	return (struct random_source){ .fill = fill };
}
