/* SPDX-License-Identifier: ISC */
/* Any bytes: refused as damaged, or a key file that writes back to the same
 * header and slots. */
#include "tests/fuzz/fuzz.h"

#include "vault/keyfile.h"

enum { SLOTS_AT = 96, MAC_SIZE = 32 };

static void
promise_same_file(struct keyfile *file, const uint8_t *data, size_t size)
{
	struct secret *data_key = secret_new(DATA_KEY_SIZE);
	struct buf out = BUF_INIT;
	struct keyfile again;

	promise(secret_append(data_key, "0123456789abcdef0123456789abcdef",
			      DATA_KEY_SIZE) == RC_OK);
	keyfile_write(file, data_key, &out);
	promise(out.len == size);
	/* The generation goes up; key check and MAC are under another key. */
	promise(memcmp(out.ptr, data, 32) == 0);
	promise(memcmp(out.ptr + 40, data + 40, 24) == 0);
	promise(memcmp(out.ptr + SLOTS_AT, data + SLOTS_AT,
		       size - SLOTS_AT - MAC_SIZE) == 0);
	promise(keyfile_parse(out.ptr, out.len, &again, NULL) == RC_OK);
	promise(again.generation == file->generation);
	buf_release(&out);
	secret_free(data_key);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keyfile file;
	struct err err = { .text = "" };
	enum rc rc = keyfile_parse(data, size, &file, &err);

	if (rc == RC_OK) {
		promise(file.count <= KEYFILE_MAX_SLOTS);
		promise(file.cost.memory_kib <= 2 * 1024 * 1024);
		promise(file.cost.passes <= 64);
		promise_same_file(&file, data, size);
	} else {
		promise(rc == RC_CORRUPT || rc == RC_CONFLICT);
		promise_sentence(rc, &err);
		promise(strcmp(err.where, "keys") == 0);
	}
	return 0;
}
