/* SPDX-License-Identifier: ISC */
/* Whatever is encrypted, of whatever size and however it comes in pieces, is
 * what is decrypted; any one byte changed, and it is not. */
#include "tests/property/property.h"

#include <string.h>

#include "base/mem.h"
#include "exchange/age.h"
#include "exchange/age_stream.h"

enum { ROUNDS = 150, MOST = 3 * AGE_CHUNK_SIZE };

/* Gives what it has in pieces of any size. */
struct pieces {
	struct property *p;
	struct stream_bytes bytes;
};

static enum rc
read_piece(void *ctx, void *data, size_t size, size_t *got, struct err *err)
{
	struct pieces *pieces = ctx;
	struct source source = source_bytes(&pieces->bytes);
	uint32_t limit = property_below(pieces->p, 2) ? 100 : 2 * MOST;
	size_t most = 1 + property_below(pieces->p, limit);

	return source.read(source.ctx, data, size < most ? size : most, got,
			   err);
}

/* Mostly within a few bytes of the end of a chunk. */
static size_t
any_size(struct property *p)
{
	size_t border = AGE_CHUNK_SIZE * property_below(p, 4);
	size_t near = property_below(p, 40);

	if (property_below(p, 4) == 0)
		return property_below(p, MOST);
	return border + near > 20 ? border + near - 20 : near;
}

static enum rc
decrypt(struct property *p, const struct age_identity *identity,
	const struct buf *file, struct buf *plain, struct err *err)
{
	struct age_identity copy = *identity;
	struct age_identities one = { &copy, 1 };
	struct age_keys keys = { &one, NULL, NULL };
	struct pieces pieces = { p, { file->ptr, file->len } };
	struct source source = { read_piece, &pieces };

	return age_decrypt(&keys, source, sink_buf(plain), err);
}

static void
round_trip(struct property *p, unsigned round,
	   const struct age_identity *identity, unsigned char *data)
{
	struct age_lock lock = { &identity->recipient, 1, NULL, 0,
				 property_below(p, 3) == 0 };
	size_t size = any_size(p), at;
	struct pieces pieces = { p, { (char *)data, size } };
	struct source source = { read_piece, &pieces };
	struct buf file = BUF_INIT, plain = BUF_INIT;
	struct err err;

	p->random.fill(p->random.ctx, data, size);
	property_holds(p, round, age_encrypt(&lock, source, sink_buf(&file),
					     &err) == RC_OK);
	property_holds(p, round, decrypt(p, identity, &file, &plain, &err) ==
		       RC_OK);
	property_holds(p, round, plain.len == size);
	property_holds(p, round, memcmp(plain.ptr, data, size) == 0);
	at = property_below(p, (uint32_t)file.len);
	file.ptr[at] ^= (char)(1 << property_below(p, 8));
	buf_reset(&plain);
	property_holds(p, round, decrypt(p, identity, &file, &plain, &err) !=
		       RC_OK);
	property_holds(p, round, plain.len % AGE_CHUNK_SIZE == 0);
	property_holds(p, round, plain.len <= size);
	property_holds(p, round, memcmp(plain.ptr, data, plain.len) == 0);
	buf_release(&file);
	buf_release(&plain);
}

static void
any_file_round_trips(void **state)
{
	struct age_identity identity;
	unsigned char *data = xmalloc(MOST + AGE_CHUNK_SIZE);
	struct property p;

	(void)state;
	property_init(&p);
	age_identity_new(&identity);
	for (unsigned round = 0; round < ROUNDS; round++)
		round_trip(&p, round, &identity, data);
	age_identity_release(&identity);
	mem_free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_file_round_trips),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
