/* SPDX-License-Identifier: ISC */
/*
 * rc: how everything here says that it failed, and the sentence that goes
 * with it.
 *
 * A function that can fail returns enum rc and takes, last, a struct err that
 * its caller owns. The sentence is written once, where the cause is known, and
 * shown where the person is looking; layers between pass it on unchanged. The
 * struct is of fixed size, so reporting "out of memory" needs no memory.
 * Texts are for the screen: they are never logged. Whatever they quote, they
 * are whole UTF-8 without control characters.
 */
#ifndef BASE_RC_H
#define BASE_RC_H

#include <stdarg.h>
#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define UNUSED __attribute__((unused))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum rc {
	RC_OK = 0,
	RC_INVALID,	/* the person can fix it: a field, a file, a date */
	RC_NOT_FOUND,
	RC_CONFLICT,	/* the state does not allow it */
	RC_BUSY,	/* somebody else has it */
	RC_USAGE,	/* command line not understood */
	RC_DENIED,	/* wrong name or passphrase, or not this role */
	RC_CORRUPT,	/* not authentic, tampered, truncated, rolled back */
	RC_IO,		/* the machine: disk full, stick pulled, no printer */
	RC_NOMEM,
	RC_CANCELLED,
};

enum { ERR_TEXT_SIZE = 400, ERR_WHERE_SIZE = 32 };

struct err {
	enum rc code;
	char where[ERR_WHERE_SIZE];	/* field id, or "" */
	unsigned line, column;		/* in a file, from 1; 0 when none */
	char text[ERR_TEXT_SIZE];	/* one or two sentences, no newline */
};

/*
 * Fills *err and returns code, so that `return err_set(...)` is the idiom.
 * where may be NULL. A NULL err is allowed: the sentence is dropped.
 */
enum rc err_set(struct err *err, enum rc code, const char *where,
		const char *fmt, ...) PRINTF_LIKE(4, 5);

/* The same with the text of errno value e appended in plain words. */
enum rc err_set_errno(struct err *err, int e, const char *fmt, ...)
		PRINTF_LIKE(3, 4);

/* Adds the place in a file to an error just set; returns its code. */
enum rc err_at(struct err *err, unsigned line, unsigned column);

/* Names the field of an error just set; returns its code (RC_INVALID when
 * err is NULL, for both). */
enum rc err_where(struct err *err, const char *where);

/* Process exit status of a result: the table of the manual page. */
int rc_exit_status(enum rc rc);

#endif
