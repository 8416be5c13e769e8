/* SPDX-License-Identifier: ISC */
/*
 * consent: what a person has said to a purpose by a day, and the wordings of
 * the form they sign. What was said last holds, until something else is said.
 *
 * A wording is a file of data/consent, named after its version; the last one
 * by name is the form that is given out now. Older ones stay, since people
 * signed them.
 */
#ifndef MODEL_CONSENT_H
#define MODEL_CONSENT_H

#include "base/buf.h"
#include "model/support_record.h"

enum consent_state { CONSENT_NOT_ASKED, CONSENT_GIVEN, CONSENT_WITHDRAWN };

/* Rows are one person's in order of day. NULL: nothing was said by then. */
const struct consent *consent_said(const struct consent *rows, size_t count,
				   enum consent_purpose purpose,
				   civil_date on);
/* Of what that returned: it lives when it was given. */
enum consent_state consent_state(const struct consent *said);

/* The version that is signed now; returns it. */
const char *consent_wording(char version[SHORT_SIZE]);
/* Adds the heading (may be NULL) and the words of a part of that version: a
 * purpose's code, or INTRO, WITHDRAW, SIGN. False when there is none. */
bool consent_words(const char *version, const char *part,
		   struct buf *heading, struct buf *words);

#endif
