/* SPDX-License-Identifier: ISC */
#include "exchange/age_armor.h"

#include <ctype.h>
#include <string.h>

#include "exchange/base64.h"

enum { LINE_CHARS = 64, LINE_MAX_BYTES = 128 };

static const char begin[] = "-----BEGIN AGE ENCRYPTED FILE-----";
static const char end[] = "-----END AGE ENCRYPTED FILE-----";

/* ---- writing ---- */

static enum rc
put_line(struct age_armor_writer *w, struct buf *line, struct err *err)
{
	buf_addc(line, '\n');
	return w->out.write(w->out.ctx, line->ptr, line->len, err);
}

static enum rc
put_begin(struct age_armor_writer *w, struct err *err)
{
	struct buf line = BUF_INIT;
	enum rc rc = RC_OK;

	if (!w->started) {
		buf_adds(&line, begin);
		rc = put_line(w, &line, err);
	}
	w->started = true;
	buf_release(&line);
	return rc;
}

static enum rc
put_bytes(struct age_armor_writer *w, struct err *err)
{
	struct buf line = BUF_INIT;
	enum rc rc;

	base64_add(&line, w->line, w->have, BASE64_PADDED);
	rc = put_line(w, &line, err);
	w->have = 0;
	buf_release(&line);
	return rc;
}

static enum rc
armor_write(void *ctx, const void *data, size_t size, struct err *err)
{
	struct age_armor_writer *w = ctx;
	const unsigned char *at = data;
	enum rc rc = put_begin(w, err);

	while (rc == RC_OK && size > 0) {
		size_t n = AGE_ARMOR_BYTES - w->have;

		if (n > size)
			n = size;
		memcpy(w->line + w->have, at, n);
		w->have += n;
		at += n;
		size -= n;
		if (w->have == AGE_ARMOR_BYTES)
			rc = put_bytes(w, err);
	}
	return rc;
}

struct sink
age_armor_sink(struct age_armor_writer *writer, struct sink out)
{
	memset(writer, 0, sizeof(*writer));
	writer->out = out;
	return (struct sink){ .write = armor_write, .ctx = writer };
}

enum rc
age_armor_finish(struct age_armor_writer *writer, struct err *err)
{
	struct buf line = BUF_INIT;
	enum rc rc = put_begin(writer, err);

	if (rc == RC_OK && writer->have > 0)
		rc = put_bytes(writer, err);
	buf_adds(&line, end);
	if (rc == RC_OK)
		rc = put_line(writer, &line, err);
	buf_release(&line);
	return rc;
}

/* ---- reading ---- */

bool
age_armor_starts(int first_byte)
{
	return first_byte == '-' || first_byte == ' ' || first_byte == '\t' ||
	       first_byte == '\r' || first_byte == '\n';
}

static enum rc
damaged(const struct age_armor_reader *r, const char *what, struct err *err)
{
	err_set(err, RC_CORRUPT, "file", "Line %u of the armored file %s.",
		r->number, what);
	return err_at(err, r->number, 1);
}

/* A line without its end; empty only for an empty line, or the end. */
static enum rc
get_line(struct age_armor_reader *r, struct buf *line, struct err *err)
{
	enum rc rc = reader_line(r->in, line, LINE_MAX_BYTES, err);

	r->number++;
	if (rc != RC_OK)
		return rc;
	if (line->len == 0)
		return err_set(err, RC_CORRUPT, "file",
			       "The armored file ends before its last line: "
			       "it was cut short.");
	if (line->ptr[line->len - 1] == '\n')
		line->ptr[--line->len] = '\0';
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->ptr[--line->len] = '\0';
	return RC_OK;
}

static bool
is_blank(const struct buf *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (!isspace((unsigned char)line->ptr[i]))
			return false;
	return true;
}

static bool
says(const struct buf *line, const char *text)
{
	return line->len == strlen(text) &&
	       memcmp(line->ptr, text, line->len) == 0;
}

static enum rc
read_begin(struct age_armor_reader *r, struct err *err)
{
	struct buf line = BUF_INIT;
	size_t space = 0;
	enum rc rc;

	do {
		buf_reset(&line);
		rc = get_line(r, &line, err);
		space += line.len + 1;
	} while (rc == RC_OK && is_blank(&line) && space <= AGE_ARMOR_SPACE);
	if (rc == RC_OK && !says(&line, begin))
		rc = err_set(err, RC_CORRUPT, "file",
			     "The file is not an age file, or it was "
			     "changed.");
	r->started = rc == RC_OK;
	buf_release(&line);
	return rc;
}

static enum rc
read_after_end(struct age_armor_reader *r, struct err *err)
{
	unsigned char rest[AGE_ARMOR_SPACE];
	size_t size;
	enum rc rc = reader_read(r->in, rest, sizeof(rest), &size, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < size; i++)
		if (!isspace(rest[i]))
			return err_set(err, RC_CORRUPT, "file",
				       "Something was added after the end of "
				       "the armored file.");
	if (size == sizeof(rest))
		return err_set(err, RC_CORRUPT, "file",
			       "There is too much white space after the end "
			       "of the armored file.");
	r->ended = true;
	return RC_OK;
}

static enum rc
take_line(struct age_armor_reader *r, const struct buf *line,
	  struct err *err)
{
	if (says(line, end))
		return read_after_end(r, err);
	if (r->short_line)
		return damaged(r, "should be the last one", err);
	if (line->len == 0 || line->len > LINE_CHARS ||
	    !base64_decode(line->ptr, line->len, BASE64_PADDED, r->line,
			   sizeof(r->line), &r->have))
		return damaged(r, "is damaged or was changed", err);
	r->short_line = r->have < AGE_ARMOR_BYTES;
	return RC_OK;
}

static enum rc
armor_read(void *ctx, void *data, size_t size, size_t *got, struct err *err)
{
	struct age_armor_reader *r = ctx;
	struct buf line = BUF_INIT;
	enum rc rc = r->started ? RC_OK : read_begin(r, err);

	if (rc == RC_OK && r->at == r->have && !r->ended) {
		r->at = r->have = 0;
		rc = get_line(r, &line, err);
		if (rc == RC_OK)
			rc = take_line(r, &line, err);
	}
	buf_release(&line);
	if (rc != RC_OK)
		return rc;
	*got = r->have - r->at < size ? r->have - r->at : size;
	memcpy(data, r->line + r->at, *got);
	r->at += *got;
	return RC_OK;
}

struct source
age_armor_source(struct age_armor_reader *reader, struct reader *in)
{
	memset(reader, 0, sizeof(*reader));
	reader->in = in;
	return (struct source){ .read = armor_read, .ctx = reader };
}
