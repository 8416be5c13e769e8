/* SPDX-License-Identifier: ISC */
#include "base/rc.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/*
 * A sentence may quote what a file held, cut wherever a length cut it. Bytes
 * that are no character, and controls that would steer the terminal, become
 * one '?' a run.
 */
static void
make_plain(char *text)
{
	size_t len = strlen(text), to = 0, n;
	bool marked = false;

	for (size_t at = 0; at < len; at += n) {
		uint32_t cp;

		n = utf8_next(text + at, len - at, &cp);
		if (utf8_is_text(text + at, n)) {
			memmove(text + to, text + at, n);
			to += n;
			marked = false;
		} else if (!marked) {
			text[to++] = '?';
			marked = true;
		}
	}
	text[to] = '\0';
}

static void fill(struct err *err, enum rc code, const char *where,
		 const char *fmt, va_list ap) PRINTF_LIKE(4, 0);

static void
fill(struct err *err, enum rc code, const char *where, const char *fmt,
     va_list ap)
{
	err->code = code;
	err->line = err->column = 0;
	snprintf(err->where, sizeof(err->where), "%s", where ? where : "");
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	make_plain(err->text);
}

enum rc
err_set(struct err *err, enum rc code, const char *where, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return code;
	va_start(ap, fmt);
	fill(err, code, where, fmt, ap);
	va_end(ap);
	return code;
}

/* strerror() speaks to programmers; these are the causes people meet. */
static const struct {
	int e;
	enum rc rc;
	const char *words;
} causes[] = {
	{ ENOSPC, RC_IO, "the disk is full; free some space and try again" },
	{ EDQUOT, RC_IO, "your share of the disk is full" },
	{ EROFS, RC_IO, "it is read-only" },
	{ EACCES, RC_IO, "you have no permission there" },
	{ EPERM, RC_IO, "it is not permitted there" },
	{ ENOENT, RC_NOT_FOUND, "it does not exist" },
	{ ENOTDIR, RC_INVALID, "part of the path is not a folder" },
	{ EISDIR, RC_INVALID, "it is a folder, not a file" },
	{ EEXIST, RC_CONFLICT, "it exists already" },
	{ ELOOP, RC_INVALID, "it is a link, and links are not followed" },
	{ EIO, RC_IO, "the device failed or was removed" },
	{ ENODEV, RC_IO, "the device is gone" },
	{ ENXIO, RC_IO, "the device is gone" },
	{ EFBIG, RC_IO, "the file is too large for that device" },
	{ ENAMETOOLONG, RC_INVALID, "the name is too long" },
	{ ENOMEM, RC_NOMEM, "there is not enough memory" },
};

enum rc
err_set_errno(struct err *err, int e, const char *fmt, ...)
{
	const char *words = strerror(e);
	enum rc rc = RC_IO;
	char head[ERR_TEXT_SIZE / 2];
	va_list ap;

	for (size_t i = 0; i < ARRAY_SIZE(causes); i++) {
		if (causes[i].e == e) {
			rc = causes[i].rc;
			words = causes[i].words;
		}
	}
	va_start(ap, fmt);
	vsnprintf(head, sizeof(head), fmt, ap);
	va_end(ap);
	return err_set(err, rc, NULL, "%s: %s.", head, words);
}

enum rc
err_where(struct err *err, const char *where)
{
	if (err == NULL)
		return RC_INVALID;
	snprintf(err->where, sizeof(err->where), "%s", where);
	return err->code;
}

enum rc
err_at(struct err *err, unsigned line, unsigned column)
{
	if (err == NULL)
		return RC_INVALID;
	err->line = line;
	err->column = column;
	return err->code;
}

int
rc_exit_status(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 0;
	case RC_USAGE:
		return 2;
	case RC_DENIED:
		return 3;
	case RC_CORRUPT:
		return 4;
	case RC_IO:
	case RC_NOMEM:
		return 5;
	case RC_INVALID:
	case RC_NOT_FOUND:
	case RC_CONFLICT:
	case RC_BUSY:
	case RC_CANCELLED:
		break;
	}
	return 1;
}
