/* SPDX-License-Identifier: ISC */
/*
 * card: what a place gives others so that they can seal for it and know what
 * it signs, as a text file of labelled lines. Nothing in it is secret, and
 * nothing in it is believed before people have compared its fingerprint.
 */
#ifndef EXCHANGE_CARD_H
#define EXCHANGE_CARD_H

#include "base/buf.h"
#include "model/exchange_record.h"

enum { CARD_FILE_MAX = 4096 };

void card_format(const struct site *site, struct buf *out);
/* Eight groups of five digits, of everything that a card says. */
void card_fingerprint(const struct site *site, char text[FINGERPRINT_SIZE]);
/* Whether a card of it could be written: RC_INVALID names the line that would
 * not be read again. */
MUST_USE enum rc card_check(const struct site *site, struct err *err);
/* Exactly what card_format() writes; RC_INVALID names the line. */
MUST_USE enum rc card_parse(const char *text, size_t len, struct site *site,
			    struct err *err);

#endif
