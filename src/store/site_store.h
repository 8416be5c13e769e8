/* SPDX-License-Identifier: ISC */
/*
 * site_store: places that are known here, and the registers of what went out
 * and came in.
 */
#ifndef STORE_SITE_STORE_H
#define STORE_SITE_STORE_H

#include "model/exchange_record.h"
#include "store/store.h"

MUST_USE enum rc site_list(struct store *store, struct site **rows,
			   size_t *count, struct err *err);
/* RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc site_by_code(struct store *store, const char *code,
			      struct site *site, struct err *err);
MUST_USE enum rc site_load(struct store *store, const struct id *id,
			   struct site *site, struct err *err);
/* The trusted head office; RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc site_head_office(struct store *store, struct site *site,
				  struct err *err);
/* Adds when the id is new; a signing key that is replaced is kept as an old
 * one. */
MUST_USE enum rc site_put(struct store *store, const struct site *site,
			  const struct id *staff_id, struct err *err);

/* Signing keys that places had before those they have now. */
MUST_USE enum rc old_key_list(struct store *store, struct old_key **rows,
			      size_t *count, struct err *err);

/* Not finished yet. at is filled in. */
MUST_USE enum rc export_add(struct store *store, struct export_row *row,
			    const struct id *site_id,
			    const struct id *staff_id, struct err *err);
/* RC_NOT_FOUND leaves err alone. */
MUST_USE enum rc export_load(struct store *store, int64_t number,
			     struct export_row *row, struct err *err);
/* Newest first. */
MUST_USE enum rc export_list(struct store *store, struct export_row **rows,
			     size_t *count, struct err *err);
/* The newest of a kind to a site that a receipt has answered: RC_NOT_FOUND. */
MUST_USE enum rc export_last_received(struct store *store,
				      enum bundle_kind kind,
				      const struct id *site_id,
				      struct export_row *row,
				      struct err *err);
/* The next number, and the SHA-256 of the export before it ("" at first). */
MUST_USE enum rc export_next(struct store *store, int64_t *number,
			     char previous[SHA256_TEXT_SIZE],
			     struct err *err);
MUST_USE enum rc export_set_finished(struct store *store, int64_t number,
				     struct err *err);
MUST_USE enum rc export_set_received(struct store *store, int64_t number,
				     struct instant at, struct err *err);
MUST_USE enum rc export_set_lost(struct store *store, int64_t number,
				 civil_date on, struct err *err);

MUST_USE enum rc import_add(struct store *store,
			    const struct import_row_log *row,
			    const struct id *staff_id, struct err *err);
/* It was taken in again, with other lines. */
MUST_USE enum rc import_set_left_out(struct store *store,
				     const struct import_row_log *row,
				     int64_t left_out, struct err *err);
MUST_USE enum rc import_list(struct store *store, struct import_row_log **rows,
			     size_t *count, struct err *err);
/* What came from a site before now is not followed on. */
MUST_USE enum rc import_supersede(struct store *store,
				  const struct id *site_id, struct err *err);
/* RC_NOT_FOUND leaves err alone, for all of these. The newest of a kind of a
 * site, by the head it had; of a site and number: but for those superseded. */
MUST_USE enum rc import_last(struct store *store, const struct id *site_id,
			     enum bundle_kind kind,
			     struct import_row_log *row, struct err *err);
MUST_USE enum rc import_by_number(struct store *store,
				  const struct id *site_id, int64_t number,
				  struct import_row_log *row,
				  struct err *err);

/* A superseded one: of any kind and number; that very file. */
MUST_USE enum rc import_last_superseded(struct store *store,
					const struct id *site_id,
					struct import_row_log *row,
					struct err *err);
MUST_USE enum rc import_superseded(struct store *store,
				   const struct id *site_id,
				   const char *sha256,
				   struct import_row_log *row,
				   struct err *err);

#endif
