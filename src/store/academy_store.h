/* SPDX-License-Identifier: ISC */
/*
 * academy_store: the academy itself, its settings, its staff, unsaved drafts
 * and the numbers of printed sheets.
 */
#ifndef STORE_ACADEMY_STORE_H
#define STORE_ACADEMY_STORE_H

#include "base/buf.h"
#include "model/record.h"
#include "store/store.h"

MUST_USE enum rc academy_load(struct store *store, struct academy *academy,
			      struct err *err);
MUST_USE enum rc academy_put(struct store *store,
			     const struct academy *academy, struct err *err);

/* RC_NOT_FOUND when it was never set; err is left alone then. */
MUST_USE enum rc setting_load(struct store *store, const char *id,
			      struct buf *value, struct err *err);
MUST_USE enum rc setting_put(struct store *store, const char *id,
			     const char *value, struct err *err);

/* Our own; those who may no longer open the vault are in the list too. Who is
 * only named on facts that came in is not. */
MUST_USE enum rc staff_list(struct store *store, struct staff **rows,
			    size_t *count, struct err *err);
MUST_USE enum rc staff_by_user_name(struct store *store, const char *user_name,
				    struct staff *staff, struct err *err);
MUST_USE enum rc staff_by_slot(struct store *store, const uint8_t slot_id[16],
			       struct staff *staff, struct err *err);
/* Adds when the id is new. */
MUST_USE enum rc staff_put(struct store *store, const struct staff *staff,
			   struct err *err);

/* Outside any unit of work: a draft is nobody's change yet. */
MUST_USE enum rc draft_put(struct store *store, const char *id,
			   const void *body, size_t size, struct err *err);
/* Reads and deletes it; RC_NOT_FOUND. */
MUST_USE enum rc draft_take(struct store *store, const char *id,
			    struct buf *body, struct err *err);

/* A printed or saved sheet. number is filled in: the next one. */
struct sheet {
	int64_t number;
	char kind[SHORT_SIZE], medium[SHORT_SIZE];
	struct id subject_id, staff_id;
	civil_date as_at;
};
MUST_USE enum rc sheet_add(struct store *store, struct sheet *sheet,
			   struct err *err);
/* Its medium is "none" from then on. */
MUST_USE enum rc sheet_fail(struct store *store, int64_t number,
			    struct err *err);

#endif
