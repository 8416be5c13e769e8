/* SPDX-License-Identifier: ISC */
/*
 * journal: the chained record of what was done, for src/store/ alone; the
 * rest of the program reads it through uow.h.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct store;

/* The entry that takes back an entry of the journal, or NULL: it is undone
 * while one that takes it back has not itself been taken back. */
#define JOURNAL_UNDONE_BY(j) \
	"(SELECT u.seq FROM journal u WHERE u.undoes=" j ".seq" \
	" AND u.undoes>0 AND NOT EXISTS (SELECT 1 FROM journal r" \
	"  WHERE r.undoes=u.seq AND r.undoes>0))"

/* Adds the entry of the open unit of work, inside its transaction. */
MUST_USE enum rc journal_append(struct store *store, const void *changeset,
				size_t size, int64_t *seq, struct err *err);

#endif
