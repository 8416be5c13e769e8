/* SPDX-License-Identifier: ISC */
/*
 * student_store: students, and the dated facts about each: prison numbers,
 * enrolment, custody, release dates. Facts are added, never overwritten; the
 * one in force on a day is the last by date, then by when it was recorded.
 */
#ifndef STORE_STUDENT_STORE_H
#define STORE_STUDENT_STORE_H

#include "model/record.h"
#include "store/store.h"

/* RC_NOT_FOUND, where "student". prison_number is the current one. */
MUST_USE enum rc student_load(struct store *store, const struct id *id,
			      struct student *student, struct err *err);
/* RC_NOT_FOUND leaves err alone: the caller knows what was asked for. */
MUST_USE enum rc student_by_reference(struct store *store,
				      const char *reference,
				      struct student *student,
				      struct err *err);
/* Who has, or once had, that prison number, or has that ULN; "" is nobody's.
 * RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc student_by_number(struct store *store,
				   const char *prison_number, const char *uln,
				   struct student *student, struct err *err);
/* All fields but the prison number and custody of the record; adds when the id
 * is new. */
MUST_USE enum rc student_put(struct store *store,
			     const struct student *student, struct err *err);
MUST_USE enum rc student_count(struct store *store, size_t *count,
			       struct err *err);
/* In order of reference, as things stood on a day. */
MUST_USE enum rc student_rows(struct store *store, civil_date on,
			      struct student_row **rows, size_t *count,
			      struct err *err);
MUST_USE enum rc student_row_load(struct store *store, const struct id *id,
				  civil_date on, struct student_row *row,
				  struct err *err);
/* The number after the highest that references reading PREFIX-digits have, or
 * had when it was last kept. */
MUST_USE enum rc student_next_number(struct store *store, const char *prefix,
				     int64_t *number, struct err *err);
/* Before a record is erased: its reference may be on paper, and is nobody
 * else's. Kept is how many were given out, not whose any was. */
MUST_USE enum rc student_keep_number(struct store *store, const char *prefix,
				     struct err *err);

/* ---- custody of the record ---- */

/* Another place has it from now on; handing over what was handed over is the
 * caller's to prevent. */
MUST_USE enum rc student_hand_over(struct store *store, const struct id *id,
				   const struct id *site_id, struct err *err);
/* It is ours again. */
MUST_USE enum rc student_reclaim(struct store *store, const struct id *id,
				 struct err *err);
struct student_keeper {
	char reference[CODE_SIZE], code[CODE_SIZE];
	struct instant since;		/* utc_s 0: it was never ours */
};
/* Which other place has it; RC_NOT_FOUND, and err left alone, when none. */
MUST_USE enum rc student_keeper(struct store *store, const struct id *id,
				struct student_keeper *keeper,
				struct err *err);
/* A student of a journal's entry whom another place keeps, so that the entry
 * is not to be undone here; RC_NOT_FOUND when none. */
MUST_USE enum rc student_kept_elsewhere(struct store *store, int64_t entry,
					struct id *id, struct err *err);

/* ---- dated facts: by is read, and written from staff_id ---- */

MUST_USE enum rc prison_number_add(struct store *store,
				   const struct prison_number *number,
				   const struct id *staff_id, struct err *err);
MUST_USE enum rc prison_number_list(struct store *store,
				    const struct id *student_id,
				    struct prison_number **rows, size_t *count,
				    struct err *err);

enum axis { AXIS_ENROLMENT, AXIS_CUSTODY, AXIS_SUPPORT };

MUST_USE enum rc axis_add(struct store *store, enum axis axis,
			  const struct axis_change *change,
			  const struct id *staff_id, struct err *err);
/* Newest first; of all students when student_id is NULL. */
MUST_USE enum rc axis_list(struct store *store, enum axis axis,
			   const struct id *student_id,
			   struct axis_change **rows, size_t *count,
			   struct err *err);

MUST_USE enum rc release_date_add(struct store *store,
				  const struct release_date *date,
				  const struct id *staff_id, struct err *err);
MUST_USE enum rc release_date_list(struct store *store,
				   const struct id *student_id,
				   struct release_date **rows, size_t *count,
				   struct err *err);

#endif
