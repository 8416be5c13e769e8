/* SPDX-License-Identifier: ISC */
/*
 * erase: a student's record out of every table, by table_rules, and what is
 * kept of it: that an erasure happened, and a one-way hash of the record's
 * random id, by which the same record is known if it comes in again.
 */
#ifndef STORE_ERASE_H
#define STORE_ERASE_H

#include "base/buf.h"
#include "model/rights.h"
#include "store/store.h"

enum { ERASE_MARK_SIZE = 32 };
void erase_mark(const struct store *store, const struct id *student,
		unsigned char mark[ERASE_MARK_SIZE]);

/* Inside a unit of work with UOW_UNSEEN: what is deleted would be in its
 * changeset. The journal's entries about the student lose summary and
 * changeset; where they are about others too, those keep the summary, unless
 * it names the student. Nothing of them can be undone any more. */
MUST_USE enum rc erase_student(struct store *store, const struct id *student,
			       struct err *err);
/* After it was committed: nothing of it is left in the log. */
MUST_USE enum rc erase_finish(struct store *store, struct err *err);

/* place: which other one erased it; NULL for this one. Once for each mark. */
MUST_USE enum rc erasure_add(struct store *store,
			     const unsigned char mark[ERASE_MARK_SIZE],
			     enum erase_reason reason, civil_date on,
			     const struct id *place,
			     const struct id *staff_id, struct err *err);
/* RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc erasure_of(struct store *store, const struct id *student,
			    struct erasure *erasure, struct err *err);
/* Newest first. */
MUST_USE enum rc erasure_list(struct store *store, struct erasure **rows,
			      size_t *count, struct err *err);

/* Which students left with an export. */
MUST_USE enum rc export_students_add(struct store *store, int64_t number,
				     const struct id *students, size_t count,
				     struct err *err);
/* Whose they were, but for those erased since: "ACA-0001, ACA-0002". */
MUST_USE enum rc export_students_list(struct store *store, int64_t number,
				      struct buf *references,
				      struct err *err);
/* Backups, sticks, places and sheets that have the record or may. */
MUST_USE enum rc other_copies(struct store *store, const struct id *student,
			      struct other_copy **rows, size_t *count,
			      struct err *err);

#endif
