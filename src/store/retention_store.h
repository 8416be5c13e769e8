/* SPDX-License-Identifier: ISC */
/* retention_store: what the clock of each record goes by. */
#ifndef STORE_RETENTION_STORE_H
#define STORE_RETENTION_STORE_H

#include "model/rights.h"
#include "store/store.h"

/* Everybody, in order of reference, as it stood on a day; due_on is the
 * caller's to work out. */
MUST_USE enum rc retention_list(struct store *store, civil_date on,
				struct retention **rows, size_t *count,
				struct err *err);

#endif
