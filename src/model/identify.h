/* SPDX-License-Identifier: ISC */
/*
 * identify: what in a text may tell who somebody is. It points, and a person
 * decides: names on record, prisons, dates, words of an offence.
 *
 * Words are compared folded (utf8_fold()), so capitals and accents do not
 * matter, and in scripts without spaces character by character. One part of a
 * person's name is enough, where it is written with a capital; of any other
 * name all its words are needed. The lists of data/case-study are looked for
 * besides, and whatever looks like a prison number.
 */
#ifndef MODEL_IDENTIFY_H
#define MODEL_IDENTIFY_H

#include "model/record.h"

/* Where two would fit the same words, the first is said. */
enum finding_kind {
	FINDING_OWN_NAME, FINDING_OWN_NUMBER, FINDING_NUMBER, FINDING_STUDENT,
	FINDING_STAFF, FINDING_MENTOR, FINDING_PROFESSIONAL, FINDING_EMPLOYER,
	FINDING_PLACE, FINDING_PRISON, FINDING_DATE, FINDING_OFFENCE,
	FINDING_KINDS
};
extern const struct term_set term_finding;

struct known_name {
	const char *text;	/* borrowed; "" is nobody's */
	enum finding_kind kind;
};

struct finding {
	enum finding_kind kind;
	int line;		/* from 1 */
	size_t at, len;		/* in the text, in bytes */
	char words[LINE_SIZE];	/* as they stand there, on one line */
};

/* In order of the text; *rows is the caller's to mem_free(). */
void identify(const char *text, const struct known_name *names, size_t count,
	      struct finding **rows, size_t *found);
/* The same words of the same kind, wherever they stand. */
bool finding_same(const struct finding *finding, enum finding_kind kind,
		  const char *words);

#endif
