/* SPDX-License-Identifier: ISC */
/*
 * whole_student: students whom an import brought, kept in its journal entry by
 * their ids alone: five hundred records would fill it as much as the records
 * do. Taking the entry back removes them, every row, and is refused once
 * anything was done about one of them since. (That removal is recorded row by
 * row, so it can itself be taken back.)
 *
 * What an entry keeps is therefore 'W', their number in four bytes and their
 * ids, if there are any; then a changeset of the session extension, which
 * begins with 'T' or is empty.
 */
#ifndef STORE_WHOLE_STUDENT_H
#define STORE_WHOLE_STUDENT_H

#include "base/buf.h"
#include "base/id.h"
#include "store/store.h"

/* Inside a unit of work: from begin to end only rows of this one student are
 * written, and there were none before. */
void whole_student_begin(struct store *store, const struct id *id);
void whole_student_end(struct store *store);

/* In front of a changeset, when there are any. */
void whole_students_format(const struct id *ids, size_t count,
			   struct buf *out);
/* Their number, and where the changeset begins; the ids are read with
 * whole_student_at(). RC_CORRUPT for what is cut short. */
MUST_USE enum rc whole_students_parse(const void *data, size_t size,
				      size_t *count, size_t *changeset,
				      struct err *err);
struct id whole_student_at(const void *data, size_t at);

/* Whether anything stands in the journal that was done about the student
 * after an entry. */
MUST_USE enum rc whole_student_is_touched(struct store *store,
					  const struct id *id, int64_t seq,
					  bool *touched, struct err *err);
/* Every row, recorded. RC_CONFLICT: others refer to one. */
MUST_USE enum rc whole_student_remove(struct store *store,
				      const struct id *id, struct err *err);

#endif
