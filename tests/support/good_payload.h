/* SPDX-License-Identifier: ISC */
/*
 * good_payload: of each kind the smallest payload that is taken in, the same
 * bytes at every run: for fuzzers, which change them. Between ACA and BBB, two
 * academies, and HQ, a head office, of these ids.
 */
#ifndef TESTS_SUPPORT_GOOD_PAYLOAD_H
#define TESTS_SUPPORT_GOOD_PAYLOAD_H

#include "store/payload_private.h"

enum { GOOD_KINDS = 5 };

extern const struct id good_aca, good_bbb, good_hq;
/* The stick of BBB that the receipt answers. */
#define GOOD_RECEIPT_SHA256 \
	"3030303030303030303030303030303030303030303030303030303030303030"

/* Made once; ends the program when it cannot. A return goes from ACA to HQ, a
 * transfer from ACA to BBB, all else from HQ to BBB. */
const struct buf *good_payload(enum bundle_kind kind);
/* The image of a database, appended; RC_OK or RC_NOMEM. */
MUST_USE enum rc good_image(sqlite3 *db, struct buf *out);

#endif
