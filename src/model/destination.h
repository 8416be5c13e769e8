/* SPDX-License-Identifier: ISC */
/*
 * destination: what each kind of destination counts as, here, in the ILR and
 * by the Ministry of Justice; and what fits together in one.
 */
#ifndef MODEL_DESTINATION_H
#define MODEL_DESTINATION_H

#include "model/support_record.h"

enum destination_group {
	GROUP_EMPLOYED, GROUP_SELF_EMPLOYED, GROUP_HIGHER_EDUCATION,
	GROUP_TRAINING, GROUP_CONTINUING, GROUP_VOLUNTARY, GROUP_SEEKING,
	GROUP_UNAVAILABLE, GROUP_CUSTODY, GROUP_OTHER, GROUP_NOT_KNOWN,
};
enum moj_class {
	MOJ_EMPLOYED, MOJ_NOT_EMPLOYED, MOJ_UNAVAILABLE, MOJ_UNKNOWN,
};

enum destination_group destination_group(enum destination_kind kind);
enum moj_class destination_moj(enum destination_kind kind);
/* "EMP 1"; "" where the ILR has none. */
const char *destination_ilr(enum destination_kind kind);
bool field_is_technology(enum field_of_work field);
bool field_is_development(enum field_of_work field);

/* Whether a member, by its id, goes with a kind: hours and pay with work. */
bool destination_fits(enum destination_kind kind, const char *member);
/* What is not said member by member: that hours, pay and the rest fit the
 * kind. */
MUST_USE enum rc destination_check(const struct destination *d,
				   struct err *err);
/* It has begun and not ended on that day. */
bool fact_runs(const struct fact *fact, civil_date on);
/* One of them does: a plan waits. */
bool deferral_runs(const struct deferral *rows, size_t count, civil_date on);
/* The one that runs on a day and is the main one: the last that is marked so,
 * else the last; NULL when none runs. */
const struct destination *destination_main(const struct destination *rows,
					   size_t count, civil_date on);

#endif
