/* SPDX-License-Identifier: ISC */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

char buf_empty[1];

void
buf_init(struct buf *buf)
{
	*buf = (struct buf)BUF_INIT;
}

void
buf_release(struct buf *buf)
{
	if (buf->cap > 0)
		mem_free(buf->ptr);
	buf_init(buf);
}

void
buf_reset(struct buf *buf)
{
	if (buf->cap > 0)
		mem_wipe(buf->ptr, buf->len);
	buf->len = 0;
}

static void
reserve(struct buf *buf, size_t extra)
{
	size_t want = buf->len + extra + 1;
	size_t cap = buf->cap ? buf->cap : 64;

	if (want <= buf->cap)
		return;
	while (cap < want)
		cap *= 2;
	buf->ptr = xreallocarray(buf->cap ? buf->ptr : NULL, cap, 1);
	buf->cap = cap;
}

void
buf_add(struct buf *buf, const void *data, size_t len)
{
	reserve(buf, len);
	if (len > 0)
		memcpy(buf->ptr + buf->len, data, len);
	buf->len += len;
	buf->ptr[buf->len] = '\0';
}

void
buf_adds(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void
buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void
buf_add_be(struct buf *buf, uint64_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		buf_addc(buf, (char)(unsigned char)(value >> (8 * i)));
}

void
buf_pad(struct buf *buf, char c, size_t count)
{
	reserve(buf, count);
	memset(buf->ptr + buf->len, c, count);
	buf->len += count;
	buf->ptr[buf->len] = '\0';
}

void
buf_addf(struct buf *buf, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n > 0) {
		reserve(buf, (size_t)n);
		vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt, again);
		buf->len += (size_t)n;
	}
	va_end(again);
}

char *
buf_detach(struct buf *buf)
{
	char *ptr = buf->cap ? buf->ptr : xstrdup("");

	buf_init(buf);
	return ptr;
}
