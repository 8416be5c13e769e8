/* SPDX-License-Identifier: ISC */
/*
 * fact_store: every kind of support_record.h, by its row of fact_specs. Facts
 * are added; ending, correction and review are facts about another one.
 *
 * `until` is a count of local seconds since 1970: what was recorded from then
 * on is not known yet. KNOWN_NOW sees everything.
 */
#ifndef STORE_FACT_STORE_H
#define STORE_FACT_STORE_H

#include "model/support_record.h"
#include "store/store.h"

#define KNOWN_NOW INT64_MAX

/* Gives it an id. student_id and `on` are the caller's. */
MUST_USE enum rc fact_add(struct store *store, enum fact_kind kind,
			  void *fact, const struct id *staff_id,
			  struct err *err);
/* Those that are not void, of one student or (NULL) of all; in order of
 * student, day and id. *rows is an array of the kind's struct. */
MUST_USE enum rc fact_list(struct store *store, enum fact_kind kind,
			   const struct id *student_id, int64_t until,
			   void **rows, size_t *count, struct err *err);
/* The one of that number; RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc fact_by_number(struct store *store, enum fact_kind kind,
				const struct id *student_id, int number,
				void *fact, struct err *err);

/* How many facts of a student are about one that is not there. */
MUST_USE enum rc fact_count_astray(struct store *store,
				   const struct id *student_id, int64_t *count,
				   struct err *err);

#endif
