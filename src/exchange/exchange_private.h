/* SPDX-License-Identifier: ISC */
/*
 * exchange_private: what the functions of exchange.h share with each other.
 */
#ifndef EXCHANGE_EXCHANGE_PRIVATE_H
#define EXCHANGE_EXCHANGE_PRIVATE_H

#include "app/app_private.h"
#include "exchange/age_key.h"
#include "exchange/exchange.h"
#include "store/payload.h"
#include "store/site_store.h"

/* ---- places ---- */

/* Our own, as others will know it; reads the keys from the vault. */
MUST_USE enum rc site_of_ours(struct app *app, struct site *site,
			      struct err *err);
/* A place by its code, trusted or not: RC_NOT_FOUND says so. */
MUST_USE enum rc site_known(struct app *app, const char *code,
			    struct site *site, struct err *err);
/* A place by its code (NULL: the head office), trusted: RC_NOT_FOUND or
 * RC_CONFLICT says what to do. */
MUST_USE enum rc site_trusted(struct app *app, const char *code,
			      struct site *site, struct err *err);

/* ---- an export, worked out ---- */

struct export_plan {
	struct site to;
	struct age_recipient *recipients;
	size_t recipient_count;
	struct export_row since;	/* number 0: everything */
	struct payload_request payload;
	struct id *students, *versions;
	struct import_row_log *receipts;
};
/* Changes nothing. Release it whatever is returned. */
MUST_USE enum rc export_plan_make(struct app *app,
				  const struct export_request *request,
				  struct export_plan *plan, struct err *err);
void export_plan_release(struct export_plan *plan);
/* "12 students, 2 curriculum versions, 1234 rows", once it was written. */
void export_plan_counts(const struct export_plan *plan, char *text,
			size_t size);

/* ---- escrow ---- */

bool escrow_is_there(struct app *app);
/* A new one-time key, sealed for head office, into the vault's folder. */
MUST_USE enum rc escrow_make(struct app *app, const struct site *to,
			     struct err *err);
/* The file as it stands, for the stick. */
MUST_USE enum rc escrow_read(struct app *app, struct buf *out,
			     struct err *err);

/* ---- bundles on a stick ---- */

enum { SIGNATURE_ENDING_SIZE = 9 };
extern const char signature_ending[SIGNATURE_ENDING_SIZE];	/* .minisig */

void sha256_text(const unsigned char hash[32], char text[SHA256_TEXT_SIZE]);

/* A bundle that is what one of our trusted places signed, decrypted. */
struct opened_bundle {
	struct site from;
	unsigned char *data;		/* mem_free() */
	size_t size;
	char gist[MANIFEST_GIST_SIZE], sha256[SHA256_TEXT_SIZE];
};
MUST_USE enum rc bundle_open(struct app *app, const char *path,
			     exchange_progress_fn *progress, void *ctx,
			     struct opened_bundle *opened, struct err *err);

/* What was opened, checked against what is known, and planned. Takes opened's
 * data, whatever is returned. */
MUST_USE enum rc import_bundle_make(struct app *app,
				    const struct opened_bundle *opened,
				    const char *file,
				    struct import_bundle **bundle,
				    struct err *err);

#endif
