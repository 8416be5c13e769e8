/* SPDX-License-Identifier: ISC */
/*
 * Puts a wiping free() under everything in the program: SQLite's page cache,
 * the cells of curses, our own records. Nothing freed outlives its use, so a
 * locked program holds no names. glibc's own M_PERTURB would miss the blocks
 * that its per-thread cache keeps.
 *
 * What was wiped is kept for the next list, rather than given back: two
 * thousand people are three megabytes, and fresh pages from the system take
 * longer to come than to fill.
 */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void __libc_free(void *ptr);

enum { MIB = 1 << 20, OWN_MAP = 32 * MIB, GIVE_BACK = 16 * MIB };

__attribute__((constructor)) static void
keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, OWN_MAP);
	mallopt(M_TRIM_THRESHOLD, GIVE_BACK);
	mallopt(M_TOP_PAD, MIB);
}

void
free(void *ptr)
{
	if (ptr == NULL)
		return;
	explicit_bzero(ptr, malloc_usable_size(ptr));
	__libc_free(ptr);
}

/* glibc's would free the old block itself, with what it holds. */
void *
realloc(void *ptr, size_t size)
{
	size_t old = ptr ? malloc_usable_size(ptr) : 0;
	void *fresh;

	if (ptr != NULL && size <= old && size >= old / 2 && size > 0)
		return ptr;
	fresh = __libc_malloc(size);
	if (fresh == NULL)
		return NULL;
	if (old > 0)
		memcpy(fresh, ptr, old < size ? old : size);
	free(ptr);
	return fresh;
}
