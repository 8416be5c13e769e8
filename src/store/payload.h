/* SPDX-License-Identifier: ISC */
/*
 * payload: rows into a payload and out of one. A payload is an ordinary
 * SQLite database that is only ever in memory; what carries it across is
 * src/exchange's.
 */
#ifndef STORE_PAYLOAD_H
#define STORE_PAYLOAD_H

#include "base/buf.h"
#include "model/exchange_record.h"
#include "store/store.h"

/* A payload that was written; payload_release() wipes and frees it. */
struct payload {
	const unsigned char *data;
	int64_t size;
	struct sqlite3 *owner;		/* the connection whose memory it is */
};
void payload_release(struct payload *payload);

/* What is to be in it. Whatever the students' rows refer to comes along. */
struct payload_request {
	struct bundle_manifest manifest;
	const struct id *students;
	size_t student_count;
	const struct id *versions;
	size_t version_count;
	bool sites;			/* every trusted place */
	const struct import_row_log *receipts;
	size_t receipt_count;
};
/* Those who changed after an entry of the journal; all for 0. mem_free(). */
MUST_USE enum rc payload_students_since(struct store *store, int64_t seq,
					struct id **ids, size_t *count,
					struct err *err);
/* Fills manifest.students, .versions, .rows, and the journal's head. */
MUST_USE enum rc payload_write(struct store *store,
			       struct payload_request *request,
			       struct payload *payload, struct err *err);

struct payload_reader;
/* Borrows data, which must outlive the reader and is not written to. Checks
 * everything that can be checked without our own records: RC_CORRUPT damaged,
 * RC_INVALID not a bundle of ours, RC_CONFLICT of a newer program. */
MUST_USE enum rc payload_open(unsigned char *data, size_t size,
			      struct payload_reader **reader,
			      struct err *err);
void payload_close(struct payload_reader *reader);
const struct bundle_manifest *payload_manifest(
	const struct payload_reader *reader);
/* The sender's journal hash at a sequence number: RC_NOT_FOUND. */
MUST_USE enum rc payload_head_at(struct payload_reader *reader, int64_t seq,
				 unsigned char hash[32], struct err *err);
/* The places of a site pack, by code: texts of the right length, and no more
 * than that. mem_free(). */
MUST_USE enum rc payload_sites(struct payload_reader *reader,
			       struct site **rows, size_t *count,
			       struct err *err);
/* What applying would do, against our own records. */
MUST_USE enum rc payload_plan(struct store *store,
			      struct payload_reader *reader,
			      const struct site *from,
			      struct bundle_line **lines, size_t *count,
			      struct err *err);
/* Inside a unit of work: the lines accepted (accept may be NULL: all that can
 * be), none that is refused. */
MUST_USE enum rc payload_apply(struct store *store,
			       struct payload_reader *reader,
			       const struct site *from,
			       const struct id *staff_id,
			       const struct bundle_line *lines,
			       const bool *accept, size_t count,
			       struct err *err);

#endif
