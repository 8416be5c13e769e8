/* SPDX-License-Identifier: ISC */
/*
 * replay: gives a fuzzer's saved inputs to it without a fuzzing engine, so that
 * every compiler and every `make check` guards what was once found. The corpus
 * of fuzz_NAME is tests/fuzz/corpus/NAME/; each file in it is one test, and so
 * is each file cut short and each file with a byte changed.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"

enum { MAX_SIZE = 1 << 20, MAX_FILES = 500, CHANGES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An exact copy on the heap, so that sanitizers see a read past its end. */
static void
give(const char *data, size_t size)
{
	uint8_t *copy = xmalloc(size);

	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	mem_free(copy);
}

static void
give_file(struct buf *data)
{
	size_t step = data->len / CHANGES + 1;

	give(data->ptr, data->len);
	for (size_t i = 0; i < data->len; i += step) {
		give(data->ptr, i);
		data->ptr[i] ^= 0x55;
		give(data->ptr, data->len);
		data->ptr[i] ^= 0x55;
	}
}

static int
replay(const char *dir, const char *name, int number)
{
	char *path = path_join(dir, name);
	struct buf data = BUF_INIT;
	struct err err;
	int failed = path_read(path, MAX_SIZE, &data, &err) != RC_OK;

	if (failed)
		printf("not ok %d - %s\n# %s\n", number, name, err.text);
	else
		give_file(&data);
	if (!failed)
		printf("ok %d - %s\n", number, name);
	fflush(stdout);
	buf_release(&data);
	mem_free(path);
	return failed;
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int
main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/');
	char *dir;
	struct dirent **entries;
	int count, failed = 0;

	name = name != NULL ? name + 1 : argv[0];
	if (strncmp(name, "fuzz_", 5) == 0)
		name += 5;
	dir = argc > 1 ? xstrdup(argv[1])
		       : path_join("tests/fuzz/corpus", name);
	count = scandir(dir, &entries, is_visible, alphasort);
	for (int i = 0; i < count; i++) {
		failed |= replay(dir, entries[i]->d_name, i + 1);
		free(entries[i]);
	}
	if (count > 0)
		free(entries);
	printf(count > 0 ? "1..%d\n" : "not ok 1 - no corpus (%d)\n", count);
	mem_free(dir);
	return failed || count <= 0;
}
