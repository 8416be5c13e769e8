/* SPDX-License-Identifier: ISC */
/*
 * What is inside a bundle. The first byte says how the rest is read: as a whole
 * file, or as changes to a good payload of a kind (0 to 4): four bytes each,
 * where (the page, two bytes of place in it) and what stands there then. A good
 * one is opened; anything else is opened or refused with a sentence, and what
 * opens has a manifest that says the same when it is written again.
 */
#include "tests/fuzz/fuzz.h"

#include "base/mem.h"
#include "model/manifest.h"
#include "tests/support/good_payload.h"

enum { PAGE = 4096 };

static void
open_payload(const uint8_t *data, size_t size, bool good)
{
	unsigned char *copy = xmalloc(size);
	struct err err = { .text = "" };
	struct payload_reader *reader;
	unsigned char hash[32];
	enum rc rc;

	memcpy(copy, data, size);
	rc = payload_open(copy, size, &reader, &err);
	promise(rc == RC_OK || !good);
	promise((rc == RC_OK) == (reader != NULL));
	if (rc != RC_OK) {
		promise(rc == RC_CORRUPT || rc == RC_INVALID ||
			rc == RC_CONFLICT);
		promise_sentence(rc, &err);
	} else {
		struct manifest_rows rows;
		struct bundle_manifest back;

		manifest_to_rows(payload_manifest(reader), &rows);
		promise(manifest_from_rows(&rows, &back, NULL) == RC_OK);
		rc = payload_head_at(reader, 1, hash, &err);
		promise(rc == RC_OK || rc == RC_NOT_FOUND);
	}
	promise(memcmp(copy, data, size) == 0);
	payload_close(reader);
	mem_free(copy);
}

static void
open_changed(enum bundle_kind kind, const uint8_t *changes, size_t size)
{
	const struct buf *good = good_payload(kind);
	uint8_t *data = xmalloc(good->len);
	size_t pages = good->len / PAGE;

	memcpy(data, good->ptr, good->len);
	if (size < 4)
		open_payload(data, good->len, true);
	for (size_t i = 0; i + 4 <= size; i += 4) {
		size_t place = (size_t)changes[i + 1] << 8 | changes[i + 2];

		data[changes[i] % pages * PAGE + place % PAGE] =
			changes[i + 3];
	}
	open_payload(data, good->len, false);
	mem_free(data);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] < GOOD_KINDS)
		open_changed((enum bundle_kind)data[0], data + 1, size - 1);
	else
		open_payload(data + 1, size - 1, false);
	return 0;
}
