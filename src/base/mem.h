/* SPDX-License-Identifier: ISC */
/*
 * mem: small allocations that do not fail, and freeing that wipes.
 *
 * x-functions never return NULL: when memory runs out they call the handler
 * and abort; an open transaction makes that safe. Sizes that come from a file
 * or a person are checked by their reader before they get here. mem_free()
 * wipes the block first: records must not outlive a lock in freed memory.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/rc.h"

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
/* Grows with wiping of the old block; count * size is overflow-checked. */
void *xreallocarray(void *ptr, size_t count, size_t size);
/* Room for one more element after count, doubling as it fills. */
void *xgrow(void *ptr, size_t count, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
char *xasprintf(const char *fmt, ...) PRINTF_LIKE(1, 2);
void mem_free(void *ptr);	/* wipes, then frees; NULL is allowed */
void mem_wipe(void *ptr, size_t size);
/* The stack below the caller, with what earlier calls left there. */
void mem_wipe_stack(void);

/* Called once, before abort(), when memory has run out (restores the screen). */
void mem_on_exhausted(void (*handler)(void));

#endif
