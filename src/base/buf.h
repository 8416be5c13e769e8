/* SPDX-License-Identifier: ISC */
/*
 * buf: a growable string of bytes, always followed by a NUL.
 *
 * BUF_INIT or buf_init() makes an empty one; buf_release() wipes and frees.
 * ptr is never NULL, so it can be printed at any time; it is valid until the
 * next call that adds.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct buf {
	char *ptr;
	size_t len, cap;
};

extern char buf_empty[];
#define BUF_INIT { .ptr = buf_empty }

void buf_init(struct buf *buf);
void buf_release(struct buf *buf);
void buf_reset(struct buf *buf);	/* empty, memory kept and wiped */
void buf_add(struct buf *buf, const void *data, size_t len);
void buf_adds(struct buf *buf, const char *s);
void buf_addc(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The low bytes of value, most significant first. */
void buf_add_be(struct buf *buf, uint64_t value, int bytes);
void buf_pad(struct buf *buf, char c, size_t count);
/* The contents become the caller's (mem_free); buf is empty after. */
char *buf_detach(struct buf *buf);

#endif
