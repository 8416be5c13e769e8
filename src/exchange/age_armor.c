/* SPDX-License-Identifier: ISC */
#include "exchange/age_armor.h"

#include <ctype.h>
#include <string.h>

#include "exchange/base64.h"

enum { LINE_CHARS = 64, LINE_MAX_BYTES = 128, TEXT_KEPT = 64 * 1024 };

static const char begin[] = "-----BEGIN AGE ENCRYPTED FILE-----";
static const char end[] = "-----END AGE ENCRYPTED FILE-----";

/* ---- writing ---- */

static enum rc
flush(struct age_armor_writer *w, size_t above, struct err *err)
{
	enum rc rc;

	if (w->text.len <= above)
		return RC_OK;
	rc = w->out.write(w->out.ctx, w->text.ptr, w->text.len, err);
	buf_reset(&w->text);
	return rc;
}

static void
put_begin(struct age_armor_writer *w)
{
	if (!w->started)
		buf_addf(&w->text, "%s\n", begin);
	w->started = true;
}

static void
put_line(struct age_armor_writer *w)
{
	base64_add(&w->text, w->line, w->have, BASE64_PADDED);
	buf_addc(&w->text, '\n');
	w->have = 0;
}

static enum rc
armor_write(void *ctx, const void *data, size_t size, struct err *err)
{
	struct age_armor_writer *w = ctx;
	const unsigned char *at = data;

	put_begin(w);
	while (size > 0) {
		size_t n = AGE_ARMOR_BYTES - w->have;

		if (n > size)
			n = size;
		memcpy(w->line + w->have, at, n);
		w->have += n;
		at += n;
		size -= n;
		if (w->have == AGE_ARMOR_BYTES)
			put_line(w);
	}
	return flush(w, TEXT_KEPT, err);
}

struct sink
age_armor_sink(struct age_armor_writer *writer, struct sink out)
{
	memset(writer, 0, sizeof(*writer));
	buf_init(&writer->text);
	writer->out = out;
	return (struct sink){ .write = armor_write, .ctx = writer };
}

enum rc
age_armor_finish(struct age_armor_writer *writer, struct err *err)
{
	put_begin(writer);
	if (writer->have > 0)
		put_line(writer);
	buf_addf(&writer->text, "%s\n", end);
	return flush(writer, 0, err);
}

void
age_armor_writer_release(struct age_armor_writer *writer)
{
	buf_release(&writer->text);
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
	err_at(err, r->number, 1);
	return RC_CORRUPT;
}

/* The next line into r->text, without its LF or CRLF. */
static enum rc
get_line(struct age_armor_reader *r, struct err *err)
{
	struct buf *line = &r->text;
	enum rc rc;

	buf_reset(line);
	rc = reader_line(r->in, line, LINE_MAX_BYTES, err);
	r->number++;
	if (rc != RC_OK)
		return rc;
	if (line->len == 0)
		return err_set(err, RC_CORRUPT, "file",
			       "The armored file ends before its last line: "
			       "it was cut short.");
	if (line->ptr[line->len - 1] != '\n')
		return RC_OK;
	line->len--;
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
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
	size_t space = 0;
	enum rc rc;

	do {
		rc = get_line(r, err);
		space += r->text.len + 1;
	} while (rc == RC_OK && is_blank(&r->text) &&
		 space <= AGE_ARMOR_SPACE);
	if (rc == RC_OK && !says(&r->text, begin))
		rc = err_set(err, RC_CORRUPT, "file",
			     "The file is not an age file, or it was "
			     "changed.");
	r->started = rc == RC_OK;
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
take_line(struct age_armor_reader *r, struct err *err)
{
	const struct buf *line = &r->text;

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
	enum rc rc = r->started ? RC_OK : read_begin(r, err);

	if (rc == RC_OK && r->at == r->have && !r->ended) {
		r->at = r->have = 0;
		rc = get_line(r, err);
		if (rc == RC_OK)
			rc = take_line(r, err);
	}
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
	buf_init(&reader->text);
	reader->in = in;
	return (struct source){ .read = armor_read, .ctx = reader };
}

void
age_armor_reader_release(struct age_armor_reader *reader)
{
	buf_release(&reader->text);
}
