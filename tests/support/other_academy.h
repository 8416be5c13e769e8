/* SPDX-License-Identifier: ISC */
/*
 * other_academy: many academies out of one. The payload that an academy wrote
 * becomes the one that academy number `which` would have written, had the same
 * happened there: the curriculum is the same, every other id is not, and
 * references begin with that academy's code (X001 for the first). One academy
 * is dear to make, a hundred of them are cheap.
 */
#ifndef TESTS_SUPPORT_OTHER_ACADEMY_H
#define TESTS_SUPPORT_OTHER_ACADEMY_H

#include "store/payload.h"

/* Fills what a place is called; its keys are the caller's. payload is to be
 * released. */
MUST_USE enum rc other_academy(unsigned char *data, size_t size, int which,
			       struct payload *payload,
			       struct bundle_manifest *manifest,
			       struct site *site, struct err *err);

#endif
