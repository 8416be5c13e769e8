/* SPDX-License-Identifier: ISC */
/* employer_store: employers and their vacancies, each by its members. */
#ifndef STORE_EMPLOYER_STORE_H
#define STORE_EMPLOYER_STORE_H

#include "model/employer.h"
#include "store/store.h"

/* Ours first, by name. */
MUST_USE enum rc employer_list(struct store *store, struct employer **rows,
			       size_t *count, struct err *err);
/* RC_NOT_FOUND leaves err alone, for both. */
MUST_USE enum rc employer_load(struct store *store, const struct id *id,
			       struct employer *employer, struct err *err);
MUST_USE enum rc vacancy_load(struct store *store, const struct id *id,
			      struct vacancy *vacancy, struct err *err);
/* Adds when the id is zero, filling it in. */
MUST_USE enum rc employer_put(struct store *store, struct employer *employer,
			      struct err *err);
MUST_USE enum rc vacancy_put(struct store *store, struct vacancy *vacancy,
			     struct err *err);
/* Of one employer or (NULL) of all, by employer and title. */
MUST_USE enum rc vacancy_list(struct store *store,
			      const struct id *employer_id,
			      struct vacancy **rows, size_t *count,
			      struct err *err);

#endif
