/* SPDX-License-Identifier: ISC */
/* person: all rows about one student, by table_rules. */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "model/person_record.h"
#include "store/store.h"

/* Every table that the rules give, those without a row too. */
MUST_USE enum rc person_load(struct store *store, const struct id *student,
			     struct person_record *record, struct err *err);

#endif
