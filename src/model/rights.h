/* SPDX-License-Identifier: ISC */
/*
 * rights: what the law and the charity's own rule say about records of people:
 * when a request must be answered, how long a record is kept, and why one is
 * erased. Pure rules; no record is touched here.
 */
#ifndef MODEL_RIGHTS_H
#define MODEL_RIGHTS_H

#include <stdbool.h>

#include "model/record.h"
#include "model/support_record.h"

enum erase_reason {
	ERASE_OBJECTION, ERASE_ENTERED_IN_ERROR, ERASE_RETENTION_EXPIRED,
	ERASE_REQUESTED,
};
extern const struct term_set term_erase_reason;

/* ---- the clock of a request ---- */

/* Saturdays, Sundays, and the bank holidays of England and Wales that come
 * every year; one proclaimed for a single year is not known here. */
bool day_is_worked(civil_date day);
/* One month from the day it came, that day counting: the same day of the next
 * month or that month's last, then on to a day that is worked. A complex one
 * may take two months more. */
civil_date request_due(civil_date received, bool complex);

/* ---- the clock of a record ---- */

struct retention {
	struct id id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	char owner[CODE_SIZE];		/* place with custody; "": this one */
	enum enrolment enrolment;
	enum support support;
	civil_date last_on;		/* the last that was recorded of it */
	civil_date kept_until;		/* by a review; DATE_NONE */
	char kept_reason[LINE_SIZE];
	char kept_by[NAME_SIZE];
	civil_date due_on;		/* of the review; DATE_NONE: no clock */
};
/* So many years after the last of it, or when its review said, whichever is
 * later. DATE_NONE while the person is in the programme or supported: that has
 * no end that a clock could know. */
civil_date retention_due(const struct retention *r, int years);

/* ---- erasures ---- */

/* That one happened. Whose it was, and what was in it, nobody can tell. */
struct erasure {
	enum erase_reason reason;
	civil_date on;
	char place[CODE_SIZE];		/* "": here */
	char by[NAME_SIZE];
};

/* A copy that an erasure here does not reach. */
enum copy_kind { COPY_BACKUP, COPY_STICK, COPY_PLACE, COPY_SHEETS,
		 COPY_PUBLISHED };
struct other_copy {
	enum copy_kind kind;
	char what[LINE_SIZE];		/* "Backup DEM-2026-11-23-0900.vault" */
	civil_date on;			/* DATE_NONE: of no one day */
};
/* What is to be done about one. */
const char *other_copy_advice(enum copy_kind kind);

#endif
