/* SPDX-License-Identifier: ISC */
#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*exhausted_handler)(void);

void
mem_on_exhausted(void (*handler)(void))
{
	exhausted_handler = handler;
}

static void *
require(void *ptr)
{
	if (ptr != NULL)
		return ptr;
	if (exhausted_handler != NULL)
		exhausted_handler();
	fputs("throughgate: out of memory; nothing unsaved was kept\n", stderr);
	abort();
}

void *
xmalloc(size_t size)
{
	return require(malloc(size ? size : 1));
}

void *
xcalloc(size_t count, size_t size)
{
	return require(calloc(count ? count : 1, size ? size : 1));
}

void *
xreallocarray(void *ptr, size_t count, size_t size)
{
	size_t old = ptr ? malloc_usable_size(ptr) : 0;
	size_t want;
	void *fresh;

	if (__builtin_mul_overflow(count, size, &want))
		return require(NULL);
	if (old >= want && ptr != NULL)
		return ptr;
	fresh = xmalloc(want);
	if (old > 0)
		memcpy(fresh, ptr, old);
	mem_free(ptr);
	return fresh;
}

/* Full exactly at the powers of two, so no capacity need be kept. */
void *
xgrow(void *ptr, size_t count, size_t size)
{
	if (count != 0 && (count < 8 || (count & (count - 1)) != 0))
		return ptr;
	return xreallocarray(ptr, count < 8 ? 8 : 2 * count, size);
}

char *
xstrndup(const char *s, size_t len)
{
	char *copy = xmalloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *
xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	return require(n < 0 ? NULL : s);
}

void
mem_wipe(void *ptr, size_t size)
{
	if (ptr != NULL)
		explicit_bzero(ptr, size);
}

/* More than anything here uses: records are on it, and keys that a library's
 * registers were spilled to. */
enum { STACK_USED = 256 * 1024 };

__attribute__((noinline)) void
mem_wipe_stack(void)
{
	char below[STACK_USED];

	explicit_bzero(below, sizeof(below));
}

void
mem_free(void *ptr)
{
	if (ptr == NULL)
		return;
	explicit_bzero(ptr, malloc_usable_size(ptr));
	free(ptr);
}
