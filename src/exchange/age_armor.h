/* SPDX-License-Identifier: ISC */
/*
 * age_armor: age files as text (C2SP age, "ASCII armor"): strict PEM (RFC
 * 7468, section 3, figure 3) with the label "AGE ENCRYPTED FILE".
 *
 * Reading takes LF or CRLF and white space before and after the block, at most
 * AGE_ARMOR_SPACE bytes of each, and refuses anything else that is not as
 * written: one text for the same bytes.
 */
#ifndef EXCHANGE_AGE_ARMOR_H
#define EXCHANGE_AGE_ARMOR_H

#include "exchange/stream.h"

enum { AGE_ARMOR_SPACE = 1024, AGE_ARMOR_BYTES = 48 };

/* ---- writing ---- */

struct age_armor_writer {
	struct sink out;
	struct buf text;	/* lines that out was not given yet */
	bool started;
	unsigned char line[AGE_ARMOR_BYTES];
	size_t have;
};

/* Takes binary, gives armor to out. Release it whatever comes. */
struct sink age_armor_sink(struct age_armor_writer *writer, struct sink out);
/* The last line. */
MUST_USE enum rc age_armor_finish(struct age_armor_writer *writer,
				  struct err *err);
void age_armor_writer_release(struct age_armor_writer *writer);

/* ---- reading ---- */

struct age_armor_reader {
	struct reader *in;
	struct buf text;		/* a line as it was read */
	bool started, short_line, ended;
	unsigned char line[AGE_ARMOR_BYTES];
	size_t at, have;
	unsigned number;		/* of the line, for messages */
};

/* True when what the reader has next can only be armor. */
bool age_armor_starts(int first_byte);
/* Takes armor from in, gives binary; RC_CORRUPT. Release it whatever comes. */
struct source age_armor_source(struct age_armor_reader *reader,
			       struct reader *in);
void age_armor_reader_release(struct age_armor_reader *reader);

#endif
