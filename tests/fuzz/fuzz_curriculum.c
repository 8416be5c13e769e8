/* SPDX-License-Identifier: ISC */
/* Any table: refused with the place of the fault, or a tree in order. */
#include "tests/fuzz/fuzz.h"

#include "base/csv.h"
#include "model/curriculum.h"

static void
promise_item(const struct curriculum *c, size_t i)
{
	const struct item *item = &c->items[i];
	size_t parent = c->parent[i];

	promise(item->position == (int)i);
	promise(item->code[0] != '\0' && item->title[0] != '\0');
	promise(utf8_is_text(item->title, strlen(item->title)));
	promise(item->hours_min >= 0);
	if (i == 0) {
		promise(item->kind == ITEM_COURSE && parent == SIZE_MAX);
		promise(item->depth == 0);
		return;
	}
	promise(parent < i);
	promise(item->depth == c->items[parent].depth + 1);
	promise((item->depth == 1) == (item->kind == ITEM_MODULE));
	for (size_t j = 0; j < i; j++)
		promise(strcmp(c->items[j].code, item->code) != 0);
}

static size_t
find(const struct curriculum *c, const char *code, size_t len)
{
	for (size_t i = 0; i < c->count; i++)
		if (strlen(c->items[i].code) == len &&
		    memcmp(c->items[i].code, code, len) == 0)
			return i;
	return SIZE_MAX;
}

/* Done in rounds: what waits for nothing undone is done. All must get done,
 * or a student could never finish. */
static void
promise_finish(const struct curriculum *c)
{
	unsigned char *done = calloc(c->count, 1);
	size_t left = c->count, before;

	do {
		before = left;
		for (size_t i = 0; i < c->count; i++) {
			const char *p = c->items[i].prerequisites;
			int waits = 0;

			for (p += strspn(p, " "); *p; p += strspn(p, " ")) {
				size_t len = strcspn(p, " ");
				size_t at = find(c, p, len);

				promise(at < c->count);
				waits |= !done[at];
				p += len;
			}
			left -= !done[i] && !waits;
			done[i] |= !waits;
		}
	} while (left < before);
	promise(left == 0);
	free(done);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct curriculum c;
	struct csv csv;
	struct err err = { .text = "" };
	enum rc rc;

	if (csv_parse((const char *)data, size, &csv, &err) != RC_OK)
		return 0;
	rc = curriculum_read(&csv, &c, &err);
	if (rc == RC_OK) {
		promise(c.count > 0);
		for (size_t i = 0; i < c.count; i++)
			promise_item(&c, i);
		promise_finish(&c);
		curriculum_release(&c);
	} else {
		promise_sentence(rc, &err);
		promise(err.where[0] != '\0');
	}
	csv_release(&csv);
	return 0;
}
