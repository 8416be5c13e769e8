/* SPDX-License-Identifier: ISC */
/*
 * exchange: what crosses the air gap, as people intend it: keys shown and
 * trusted, bundles written to a stick and taken from one, receipts, escrow.
 * Screens and subcommands call these and nothing below them.
 *
 * Writing: rows -> payload in memory -> age and minisign in one pass -> stick.
 * Reading: signature by a trusted key, then decryption, then parsing, then a
 * plan that changes nothing until it is applied.
 */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include "app/app.h"
#include "base/buf.h"
#include "exchange/volume.h"
#include "model/exchange_record.h"
#include "model/manifest.h"

/* ---- keys ---- */

/* This place's public card, as a text file: code, name, kind, id, age
 * recipient, minisign key, and its fingerprint. */
MUST_USE enum rc exchange_card(struct app *app, struct buf *out,
			       struct err *err);
/* Reads a card without trusting it: what would be trusted, and the fingerprint
 * (eight groups of five digits) to compare by voice. */
MUST_USE enum rc exchange_card_read(const char *path, struct site *site,
				    char fingerprint[FINGERPRINT_SIZE],
				    struct err *err);
MUST_USE enum rc exchange_trust(struct app *app, const struct site *site,
				struct err *err);
MUST_USE enum rc exchange_retire(struct app *app, const char *code,
				 struct err *err);
MUST_USE enum rc exchange_sites(struct app *app, struct site **rows,
				size_t *count, struct err *err);

/* What opens, and what signs, as files of age and minisign under a passphrase;
 * administrators only. */
MUST_USE enum rc exchange_identity_file(struct app *app,
					struct secret *passphrase,
					struct buf *out, struct err *err);
MUST_USE enum rc exchange_signing_file(struct app *app,
				       struct secret *passphrase,
				       struct buf *out, struct err *err);

/* ---- writing ---- */

/* RC_DENIED: what kind of place sends that kind of bundle to which. */
MUST_USE enum rc bundle_check_way(enum bundle_kind kind, enum site_kind from,
				  enum site_kind to, struct err *err);

struct export_request {
	enum bundle_kind kind;
	const char *to;			/* site code; NULL: the head office */
	const char *const *recipients;	/* further age recipients */
	size_t recipient_count;
	const struct id *students;	/* transfer */
	size_t student_count;
	const char *curriculum;		/* CODE[@VERSION] for KIND curriculum */
	bool full;			/* return: all, not since the last */
	const char *dir;		/* where to */
	const struct volume *volume;	/* the one chosen, or NULL */
};
/* What will leave, in plain words and counts: changes nothing. */
MUST_USE enum rc exchange_preview(struct app *app,
				  const struct export_request *request,
				  struct buf *words, struct err *err);
/* false cancels at a safe point */
typedef bool exchange_progress_fn(void *ctx, int64_t done, int64_t total);
/* done->number is 0 unless the register has it: when it is not RC_OK and yet
 * there, the stick went away at the last step, and may have the bundle. */
MUST_USE enum rc exchange_export(struct app *app,
				 const struct export_request *request,
				 exchange_progress_fn *progress, void *ctx,
				 struct export_row *done, struct err *err);

/* ---- reading ---- */

struct import_bundle;		/* verified, decrypted, parsed, planned */

/* The .minisig stands beside the file. RC_CORRUPT unsigned, signed by nobody
 * who is trusted, tampered, rolled back; RC_DENIED not for us; RC_INVALID no
 * bundle inside. */
MUST_USE enum rc exchange_open(struct app *app, const char *path,
			       exchange_progress_fn *progress, void *ctx,
			       struct import_bundle **bundle,
			       struct err *err);
void import_bundle_free(struct import_bundle *bundle);
/* Who signed it, when, what kind, and the lines of the plan. */
const struct bundle_manifest *import_bundle_manifest(
	const struct import_bundle *bundle);
const struct site *import_bundle_from(const struct import_bundle *bundle);
const struct bundle_line *import_bundle_lines(
	const struct import_bundle *bundle, size_t *count);
/* accept runs parallel to the lines; NULL: all that are not refused. One undo
 * takes it back. */
MUST_USE enum rc exchange_apply(struct app *app, struct import_bundle *bundle,
				const bool *accept, struct err *err);

/* ---- the register ---- */

MUST_USE enum rc exchange_register(struct app *app, struct export_row **rows,
				   size_t *count, struct err *err);
MUST_USE enum rc exchange_arrivals(struct app *app, struct import_row_log **rows,
				   size_t *count, struct err *err);
MUST_USE enum rc exchange_mark_lost(struct app *app, int64_t number,
				    const char *note, struct err *err);
/* Custody of a record that was sent away comes back. */
MUST_USE enum rc exchange_reclaim(struct app *app, const struct id *student,
				  const char *reason, struct err *err);

/* A place went back to an older copy of its records, and its sticks are refused
 * as forks: in words, what it means to accept that. Changes nothing. */
MUST_USE enum rc exchange_restored_words(struct app *app, const char *code,
					 struct buf *words, struct err *err);
/* What came from there is not followed on any more; its next return is to be a
 * full one and begins a new chain. For administrators, with a reason. */
MUST_USE enum rc exchange_accept_restored(struct app *app, const char *code,
					  const char *reason,
					  struct err *err);

/* ---- escrow, at head office ---- */

/* Opens an academy's escrow.age; *recovery_key is the one-time key of the one
 * with that code. */
MUST_USE enum rc exchange_escrow_open(struct app *app, const char *path,
				      char code[CODE_SIZE],
				      struct secret **recovery_key,
				      struct err *err);

#endif
