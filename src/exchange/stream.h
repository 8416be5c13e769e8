/* SPDX-License-Identifier: ISC */
/*
 * stream: bytes that go by in pieces, so that memory does not grow with them.
 *
 * A source is read to its end, a sink takes all it is given or fails. Both are
 * small values that borrow their context, which must outlive them. Sinks stack:
 * a tee feeds two at once, so that what is encrypted can be hashed in the same
 * pass.
 */
#ifndef EXCHANGE_STREAM_H
#define EXCHANGE_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

struct source {
	/* Up to size bytes; *got is 0 only at the end. */
	enum rc (*read)(void *ctx, void *data, size_t size, size_t *got,
			struct err *err);
	void *ctx;
};

struct sink {
	enum rc (*write)(void *ctx, const void *data, size_t size,
			 struct err *err);
	void *ctx;
};

/* A descriptor, and what to call it in a sentence. */
struct stream_fd {
	int fd;
	const char *name;
};
struct source source_fd(struct stream_fd *file);
struct sink sink_fd(struct stream_fd *file);
/* A file to read, called by its path, which is borrowed. */
MUST_USE enum rc stream_fd_open(struct stream_fd *file, const char *path,
				struct err *err);

/* Bytes in memory; both members move as it is read. */
struct stream_bytes {
	const char *data;
	size_t size;
};
struct source source_bytes(struct stream_bytes *bytes);
struct sink sink_buf(struct buf *buf);

/* The second is given only what the first has taken. */
struct stream_tee {
	struct sink first, second;
};
struct sink sink_tee(struct stream_tee *tee);

/* ---- reading with a look ahead ---- */

enum { READER_SIZE = 64 * 1024 };

struct reader {
	struct source source;
	unsigned char *buf;
	size_t at, len;
	bool ended;
};

void reader_init(struct reader *reader, struct source source);
void reader_release(struct reader *reader);
/* As many bytes as asked for, unless the source ends before. */
MUST_USE enum rc reader_read(struct reader *reader, void *data, size_t size,
			     size_t *got, struct err *err);
/* True when nothing is left. */
MUST_USE enum rc reader_at_end(struct reader *reader, bool *at_end,
			       struct err *err);
/* The next byte without taking it; -1 at the end. */
MUST_USE enum rc reader_peek(struct reader *reader, int *byte,
			     struct err *err);
/* Appends a line to *line, its LF included; at the end what there is. Stops
 * in the middle of a line once *line holds max bytes. */
MUST_USE enum rc reader_line(struct reader *reader, struct buf *line,
			     size_t max, struct err *err);

#endif
