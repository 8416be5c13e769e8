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

/* Adds the entry of the open unit of work, inside its transaction. */
MUST_USE enum rc journal_append(struct store *store, const void *changeset,
				size_t size, int64_t *seq, struct err *err);

#endif
