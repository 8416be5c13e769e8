/* SPDX-License-Identifier: ISC */
/*
 * parcels: what passes between academies in tests, from one store to another,
 * without sticks, keys or signatures: those are src/exchange's.
 */
#ifndef TESTS_SUPPORT_PARCELS_H
#define TESTS_SUPPORT_PARCELS_H

#include "store/payload.h"
#include "store/site_store.h"
#include "tests/support/small_academy.h"

/* Each knows the other. */
void meet_each_other(struct small_academy *a, struct small_academy *b);
struct site site_of(struct small_academy *at, const char *code);

/* A bundle from one place to another, as bytes of its own. */
struct parcel {
	unsigned char *data;
	size_t size;
};
void parcel_release(struct parcel *parcel);
/* Everything a request needs but what it is to carry. */
struct payload_request request_to(struct small_academy *from,
				  struct small_academy *to,
				  enum bundle_kind kind);
struct parcel pack(struct small_academy *from,
		   struct payload_request *request);
/* All students, or those changed since an entry. */
struct parcel pack_return(struct small_academy *from,
			  struct small_academy *to, int64_t since);
/* Hands one student's record over and packs it. */
struct parcel pack_transfer(struct small_academy *from,
			    struct small_academy *to,
			    const struct student *student);

/* What a parcel would do. */
struct opened {
	struct payload_reader *reader;
	struct site from;
	struct bundle_line *lines;
	size_t count;
};
struct opened open_parcel(struct small_academy *at, struct parcel *parcel,
			  const char *from);
void opened_release(struct opened *opened);
/* Applies as one unit of work; the entry's number, 0 when nothing changed. */
int64_t apply_opened(struct small_academy *at, struct opened *opened,
		     const bool *accept);
/* open, apply, release */
int64_t unpack(struct small_academy *at, struct parcel *parcel,
		const char *from);
/* The one line about a student; fails the test when there is not one. */
const struct bundle_line *line_of(const struct opened *opened,
				  const char *reference);

#endif
