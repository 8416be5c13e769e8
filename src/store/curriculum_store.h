/* SPDX-License-Identifier: ISC */
/*
 * curriculum_store: versions of curricula and their items in tree order.
 */
#ifndef STORE_CURRICULUM_STORE_H
#define STORE_CURRICULUM_STORE_H

#include "model/record.h"
#include "store/store.h"

/* Newest first. */
MUST_USE enum rc curriculum_version_list(struct store *store,
					 struct curriculum_version **rows,
					 size_t *count, struct err *err);
/* All zero where there is none of that id. */
MUST_USE enum rc curriculum_version_load(struct store *store,
					 const struct id *id,
					 struct curriculum_version *version,
					 struct err *err);
MUST_USE enum rc curriculum_version_add(struct store *store,
				const struct curriculum_version *version,
				struct err *err);
MUST_USE enum rc item_list(struct store *store, const struct id *version_id,
			   struct item **items, size_t *count,
			   struct err *err);
/* Adds when the id is new. Parents before their children. */
MUST_USE enum rc item_put(struct store *store, const struct item *item,
			  struct err *err);
/* True when somebody has a mark or an attempt on an item of the version, or
 * finished it. */
MUST_USE enum rc curriculum_version_in_use(struct store *store,
					   const struct id *version_id,
					   bool *in_use, struct err *err);

#endif
