/* SPDX-License-Identifier: ISC */
/*
 * age_header: the textual header of age v1 (C2SP age, "Header"): version line,
 * recipient stanzas, MAC.
 *
 * What is parsed keeps its bytes as they were read, because the MAC is over
 * them. Parsing is strict: every line is what the specification's ABNF says,
 * or the header is RC_CORRUPT.
 */
#ifndef EXCHANGE_AGE_HEADER_H
#define EXCHANGE_AGE_HEADER_H

#include "exchange/stream.h"
#include "vault/secret.h"

enum {
	AGE_FILE_KEY_SIZE = 16,
	AGE_BODY_SIZE = 32,	/* of the stanzas that we know */
	AGE_MAC_SIZE = 32,
	AGE_HEADER_MAX = 256 * 1024,
};

/* Points into its header's text. */
struct age_stanza {
	const char *args;	/* separated by single spaces */
	size_t args_len, arg_count;
	unsigned char body[AGE_BODY_SIZE];	/* as much as fits */
	size_t body_size;
};

struct age_header {
	struct buf text;
	struct age_stanza *stanzas;
	size_t count;
	size_t signed_len;	/* bytes of text that the MAC covers */
	unsigned char mac[AGE_MAC_SIZE];
};

/* ---- reading ---- */

/* Takes the header from the front of a file. Release it whatever comes. */
MUST_USE enum rc age_header_read(struct reader *reader,
				 struct age_header *header, struct err *err);
/* header->text is already filled. */
MUST_USE enum rc age_header_parse(struct age_header *header,
				  struct err *err);
void age_header_release(struct age_header *header);
/* "Header MAC": RC_CORRUPT when it is not that of the file key. */
MUST_USE enum rc age_header_check(const struct age_header *header,
				  struct secret *file_key, struct err *err);
/* The argument at that place, its length in *len; NULL when there is none. */
const char *age_stanza_arg(const struct age_stanza *stanza, size_t index,
			   size_t *len);
bool age_stanza_is(const struct age_stanza *stanza, const char *type);

/* ---- writing: start, stanzas, end ---- */

void age_header_start(struct buf *text);
void age_header_add(struct buf *text, const char *args,
		    const unsigned char body[AGE_BODY_SIZE]);
void age_header_end(struct buf *text, struct secret *file_key);

#endif
