/* SPDX-License-Identifier: ISC */
/*
 * progress_store: marks (a student's state on an item), attempts (how it came
 * to be), graduates, and the tally that lists read.
 */
#ifndef STORE_PROGRESS_STORE_H
#define STORE_PROGRESS_STORE_H

#include "model/record.h"
#include "store/store.h"

/* Calls back with each mark of a student; order is not defined. */
MUST_USE enum rc mark_each(struct store *store, const struct id *student_id,
			   void (*row)(void *ctx, const struct mark *mark),
			   void *ctx, struct err *err);
/* As it was at the end of a day that is past. A mark changed since is read
 * from the attempts up to that day; without one it had no result yet. */
MUST_USE enum rc mark_each_on(struct store *store, const struct id *student_id,
			      civil_date on,
			      void (*row)(void *ctx, const struct mark *mark),
			      void *ctx, struct err *err);
/* A cell without a row gets NOT_STARTED. */
MUST_USE enum rc mark_load(struct store *store, const struct id *student_id,
			   const struct id *item_id, struct mark *mark,
			   struct err *err);
MUST_USE enum rc mark_put(struct store *store, const struct mark *mark,
			  struct err *err);

/* Numbers the attempt, and gives it an id. */
MUST_USE enum rc attempt_add(struct store *store, struct attempt *attempt,
			     const struct id *staff_id, struct err *err);
MUST_USE enum rc attempt_set_result(struct store *store, const struct id *id,
				    enum attempt_result result,
				    struct err *err);
/* RC_NOT_FOUND, where "attempt". */
MUST_USE enum rc attempt_load(struct store *store, const struct id *id,
			      struct attempt *attempt, struct err *err);
/* Newest first; item_id may be NULL. */
MUST_USE enum rc attempt_list(struct store *store, const struct id *student_id,
			      const struct id *item_id, struct attempt **rows,
			      size_t *count, struct err *err);

/* Counts a student's marks anew against the version pinned to. */
MUST_USE enum rc tally_count(struct store *store, const struct id *student_id,
			     struct err *err);

MUST_USE enum rc graduate_put(struct store *store,
			      const struct graduate *graduate,
			      const struct id *staff_id, struct err *err);
/* RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc graduate_load(struct store *store,
			       const struct id *student_id,
			       struct graduate *graduate, struct err *err);

/* All of a day, known by then (see fact_store.h), in order of student. */
MUST_USE enum rc graduate_list(struct store *store, civil_date on,
			       int64_t until, struct graduate **rows,
			       size_t *count, struct err *err);

/* Cells flagged for help or waiting to be marked, of students who are in the
 * programme, oldest first. */
struct flagged {
	struct id student_id, item_id;
	char item_code[CODE_SIZE], item_title[TITLE_SIZE];
	civil_date on;
	bool help, submitted;
};
MUST_USE enum rc flagged_list(struct store *store, struct flagged **rows,
			      size_t *count, struct err *err);

#endif
