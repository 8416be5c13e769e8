/* SPDX-License-Identifier: ISC */
#include "exchange/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum rc
stream_fd_open(struct stream_fd *file, const char *path, struct err *err)
{
	file->name = path;
	file->fd = open(path, O_RDONLY | O_CLOEXEC);
	return file->fd >= 0 ? RC_OK
			     : err_set_errno(err, errno,
					     "%s cannot be opened", path);
}

static enum rc
fd_read(void *ctx, void *data, size_t size, size_t *got, struct err *err)
{
	const struct stream_fd *file = ctx;
	ssize_t n;

	do
		n = read(file->fd, data, size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set_errno(err, errno, "%s cannot be read",
				     file->name);
	*got = (size_t)n;
	return RC_OK;
}

struct source
source_fd(struct stream_fd *file)
{
	return (struct source){ .read = fd_read, .ctx = file };
}

static enum rc
fd_write(void *ctx, const void *data, size_t size, struct err *err)
{
	const struct stream_fd *file = ctx;
	const char *at = data;

	while (size > 0) {
		ssize_t n = write(file->fd, at, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(err, errno,
					     "%s cannot be written",
					     file->name);
		at += n;
		size -= (size_t)n;
	}
	return RC_OK;
}

struct sink
sink_fd(struct stream_fd *file)
{
	return (struct sink){ .write = fd_write, .ctx = file };
}

static enum rc
bytes_read(void *ctx, void *data, size_t size, size_t *got, struct err *err)
{
	struct stream_bytes *bytes = ctx;

	(void)err;
	*got = size < bytes->size ? size : bytes->size;
	memcpy(data, bytes->data, *got);
	bytes->data += *got;
	bytes->size -= *got;
	return RC_OK;
}

struct source
source_bytes(struct stream_bytes *bytes)
{
	return (struct source){ .read = bytes_read, .ctx = bytes };
}

static enum rc
buf_write(void *ctx, const void *data, size_t size, struct err *err)
{
	(void)err;
	buf_add(ctx, data, size);
	return RC_OK;
}

struct sink
sink_buf(struct buf *buf)
{
	return (struct sink){ .write = buf_write, .ctx = buf };
}

static enum rc
tee_write(void *ctx, const void *data, size_t size, struct err *err)
{
	const struct stream_tee *tee = ctx;
	enum rc rc = tee->first.write(tee->first.ctx, data, size, err);

	if (rc != RC_OK)
		return rc;
	return tee->second.write(tee->second.ctx, data, size, err);
}

struct sink
sink_tee(struct stream_tee *tee)
{
	return (struct sink){ .write = tee_write, .ctx = tee };
}

/* ---- reading with a look ahead ---- */

void
reader_init(struct reader *reader, struct source source)
{
	memset(reader, 0, sizeof(*reader));
	reader->source = source;
	reader->buf = xmalloc(READER_SIZE);
}

void
reader_release(struct reader *reader)
{
	mem_free(reader->buf);
	reader->buf = NULL;
}

/* Puts something into an empty buffer, unless the source has ended. */
static enum rc
fill(struct reader *reader, struct err *err)
{
	size_t got = 0;
	enum rc rc;

	if (reader->at < reader->len || reader->ended)
		return RC_OK;
	rc = reader->source.read(reader->source.ctx, reader->buf, READER_SIZE,
				 &got, err);
	if (rc != RC_OK)
		return rc;
	reader->at = 0;
	reader->len = got;
	reader->ended = got == 0;
	return RC_OK;
}

enum rc
reader_read(struct reader *reader, void *data, size_t size, size_t *got,
	    struct err *err)
{
	*got = 0;
	while (*got < size) {
		size_t n;
		enum rc rc = fill(reader, err);

		if (rc != RC_OK)
			return rc;
		if (reader->ended)
			break;
		n = reader->len - reader->at;
		if (n > size - *got)
			n = size - *got;
		memcpy((char *)data + *got, reader->buf + reader->at, n);
		reader->at += n;
		*got += n;
	}
	return RC_OK;
}

enum rc
reader_at_end(struct reader *reader, bool *at_end, struct err *err)
{
	enum rc rc = fill(reader, err);

	*at_end = reader->ended;
	return rc;
}

enum rc
reader_peek(struct reader *reader, int *byte, struct err *err)
{
	enum rc rc = fill(reader, err);

	*byte = rc == RC_OK && !reader->ended ? reader->buf[reader->at] : -1;
	return rc;
}

enum rc
reader_line(struct reader *reader, struct buf *line, size_t max,
	    struct err *err)
{
	bool whole = false;

	while (!whole && line->len < max) {
		const unsigned char *from, *end;
		size_t n;
		enum rc rc = fill(reader, err);

		if (rc != RC_OK)
			return rc;
		if (reader->ended)
			break;
		from = reader->buf + reader->at;
		n = reader->len - reader->at;
		if (n > max - line->len)
			n = max - line->len;
		end = memchr(from, '\n', n);
		whole = end != NULL;
		if (whole)
			n = (size_t)(end - from) + 1;
		buf_add(line, from, n);
		reader->at += n;
	}
	return RC_OK;
}
