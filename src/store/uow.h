/* SPDX-License-Identifier: ISC */
/*
 * uow: the unit of work. Everything one person does in one go is one
 * transaction, recorded by SQLite's session extension, with one entry in the
 * journal: when, who, what in words, which records, the changeset, and a keyed
 * hash that chains it to the entry before.
 */
#ifndef STORE_UOW_H
#define STORE_UOW_H

#include "base/id.h"
#include "model/record.h"
#include "store/store.h"

enum uow_flags {
	UOW_FINAL = 1u << 0,	/* cannot be undone: keys, staff, sheets */
	UOW_UNSEEN = 1u << 1,	/* keeps no changeset: an erasure */
};

/* One at a time. action is a short code such as "progress.record"; it must
 * outlive the unit. The format makes the sentence people read. */
MUST_USE enum rc uow_begin(struct store *store, const struct id *staff_id,
			   const char *action, unsigned flags,
			   struct err *err, const char *fmt, ...)
	PRINTF_LIKE(6, 7);
/* A student or item that this change is about, for its history. */
void uow_subject(struct store *store, const struct id *id);
/* Nothing changed: nothing is written, and *seq is 0. seq may be NULL. */
MUST_USE enum rc uow_commit(struct store *store, int64_t *seq,
			    struct err *err);
void uow_rollback(struct store *store);
/* Commits when rc is RC_OK, else rolls back; returns what came of it. */
MUST_USE enum rc uow_end(struct store *store, enum rc rc, struct err *err);

/* ---- the journal ---- */

/* Newest first, older than `before` (0: from the newest). subject may be
 * NULL; staff_id decides what is `mine`. */
MUST_USE enum rc journal_list(struct store *store, const struct id *subject,
			      const struct id *staff_id, int64_t before,
			      size_t max, struct journal_entry **rows,
			      size_t *count, struct err *err);
/* Adds to *rows the lines of other places' journals that came with a student,
 * newest first, but for the first `skip`. They count down from -1 as seq. */
MUST_USE enum rc past_entry_list(struct store *store,
				 const struct id *student, int64_t skip,
				 size_t max, struct journal_entry **rows,
				 size_t *count, struct err *err);
/* seq 0 and zeros when there is none yet. */
MUST_USE enum rc journal_head(struct store *store, int64_t *seq,
			      unsigned char hash[32], struct instant *at,
			      struct err *err);
/* The entry that undo (or redo) would take back now; RC_NOT_FOUND. */
MUST_USE enum rc journal_undo_next(struct store *store,
				   const struct id *staff_id, bool redo,
				   struct journal_entry *entry,
				   struct err *err);
/* Applies the inverse of entry seq as a unit of its own. RC_CONFLICT when
 * what it changed has been changed since. */
MUST_USE enum rc journal_take_back(struct store *store,
				   const struct id *staff_id, int64_t seq,
				   struct err *err);
/* The same, by the program, for an entry of its own that is final: for good, as
 * what it was about did not come to be. */
MUST_USE enum rc journal_withdraw(struct store *store,
				  const struct id *staff_id, int64_t seq,
				  struct err *err);
/* Walks the whole chain. RC_CORRUPT names the first entry that is wrong. */
MUST_USE enum rc journal_verify(struct store *store, int64_t *entries,
				struct err *err);

#endif
