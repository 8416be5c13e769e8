/* SPDX-License-Identifier: ISC */
/*
 * The files of an export: the bundle, its signature, and with a return the key
 * in escrow. They are written and read back under temporary names first; the
 * bundle gets its name last, so that it is never there without the others.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "exchange/age.h"
#include "exchange/export_files.h"
#include "exchange/identity.h"
#include "exchange/minisign.h"

const char signature_ending[SIGNATURE_ENDING_SIZE] = ".minisig";

/* ---- one pass: encrypt, write, hash ---- */

static enum rc
to_stick(void *ctx, const void *data, size_t size, struct err *err)
{
	return stick_write(ctx, data, size, err);
}

struct counting {
	const struct export_files *files;
	int64_t done, total;
};

static enum rc
count_bytes(void *ctx, const void *data, size_t size, struct err *err)
{
	struct counting *p = ctx;
	const struct export_files *f = p->files;

	(void)data;
	p->done += (int64_t)size;
	if (f->progress == NULL || f->progress(f->ctx, p->done, p->total))
		return RC_OK;
	return err_set(err, RC_CANCELLED, NULL,
		       "Stopped. Nothing was written, nothing was changed.");
}

/* What age adds: its header, a nonce, a tag for each 64 KiB. */
uint64_t
export_sealed_size(const struct export_plan *plan, int64_t size)
{
	return (uint64_t)size + 200 + 150 * plan->recipient_count +
	       16 * ((uint64_t)size / (64 * 1024) + 1);
}

static enum rc
seal(const struct export_files *f, const struct payload *payload,
     struct stick_file *file, unsigned char hash[MINISIGN_HASH_SIZE],
     struct err *err)
{
	struct minisign_hash *sum = minisign_hash_new();
	struct counting counting = {
		f, 0, (int64_t)export_sealed_size(f->plan, payload->size) };
	struct stream_bytes bytes = { (const char *)payload->data,
				      (size_t)payload->size };
	struct stream_tee hashed = { { to_stick, file },
				     minisign_hash_sink(sum) };
	struct stream_tee counted = { sink_tee(&hashed),
				      { count_bytes, &counting } };
	struct age_lock lock = { .recipients = f->plan->recipients,
				 .count = f->plan->recipient_count };
	enum rc rc = age_encrypt(&lock, source_bytes(&bytes),
				 sink_tee(&counted), err);

	minisign_hash_end(sum, hash);
	minisign_hash_free(sum);
	return rc;
}

/* ---- under temporary names ---- */

static enum rc
begin(struct export_files *f, const char *name, uint64_t size,
      struct stick_file **file, struct err *err)
{
	struct export_file *row = &f->rows[f->count];
	enum rc rc = stick_begin(f->request->dir, name, f->request->volume,
				 size, &row->file, err);

	if (rc != RC_OK)
		return rc;
	snprintf(row->name, sizeof(row->name), "%s", name);
	f->count++;
	*file = row->file;
	return RC_OK;
}

static enum rc
write_small(struct export_files *f, const char *name, const struct buf *text,
	    struct err *err)
{
	unsigned char hash[STICK_HASH_SIZE];
	struct stick_file *file;
	enum rc rc = begin(f, name, text->len, &file, err);

	if (rc == RC_OK)
		rc = stick_write(file, text->ptr, text->len, err);
	return rc == RC_OK ? stick_settle(file, hash, err) : rc;
}

static enum rc
write_bundle(struct export_files *f, const struct payload *payload,
	     struct export_row *row, unsigned char hash[MINISIGN_HASH_SIZE],
	     struct err *err)
{
	unsigned char sum[STICK_HASH_SIZE];
	struct stick_file *file;
	enum rc rc = begin(f, row->file,
			   export_sealed_size(f->plan, payload->size), &file,
			   err);

	if (rc == RC_OK)
		rc = seal(f, payload, file, hash, err);
	if (rc == RC_OK)
		rc = stick_settle(file, sum, err);
	if (rc == RC_OK)
		sha256_text(sum, row->sha256);
	return rc;
}

static enum rc
write_signature(struct export_files *f, const struct export_row *row,
		const unsigned char hash[MINISIGN_HASH_SIZE], struct err *err)
{
	char gist[MANIFEST_GIST_SIZE], name[EXPORT_NAME_SIZE];
	struct identity identity;
	struct buf text = BUF_INIT;
	enum rc rc = identity_open(f->app->vault, &identity, err);

	if (rc != RC_OK)
		return rc;
	manifest_gist(&f->plan->payload.manifest, gist);
	rc = minisign_sign(&identity.sign, hash, gist, &text, err);
	identity_release(&identity);
	snprintf(name, sizeof(name), "%s%s", row->file, signature_ending);
	if (rc == RC_OK)
		rc = write_small(f, name, &text, err);
	buf_release(&text);
	return rc;
}

static enum rc
write_escrow(struct export_files *f, struct err *err)
{
	const struct bundle_manifest *m = &f->plan->payload.manifest;
	char name[FILE_NAME_SIZE];
	struct buf text = BUF_INIT;
	enum rc rc = RC_OK;

	if (!escrow_is_there(f->app)) {
		rc = escrow_make(f->app, &f->plan->to, err);
		f->escrow_made = rc == RC_OK;
	}
	if (rc == RC_OK)
		rc = escrow_read(f->app, &text, err);
	manifest_escrow_name(m->from_code, m->number, name);
	if (rc == RC_OK)
		rc = write_small(f, name, &text, err);
	buf_release(&text);
	return rc;
}

enum rc
export_files_write(struct export_files *f, const struct payload *payload,
		   struct export_row *row, struct err *err)
{
	unsigned char hash[MINISIGN_HASH_SIZE];
	enum rc rc = write_bundle(f, payload, row, hash, err);

	if (rc == RC_OK)
		rc = write_signature(f, row, hash, err);
	if (rc == RC_OK && export_has_escrow(row->kind))
		rc = write_escrow(f, err);
	return rc;
}

bool
export_has_escrow(enum bundle_kind kind)
{
	return kind == BUNDLE_RETURN;
}

/* ---- in place ---- */

enum rc
export_files_place(struct export_files *f, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = f->count; i-- > 0 && rc == RC_OK;) {
		rc = stick_place(f->rows[i].file, err);
		f->rows[i].file = NULL;
	}
	return rc;
}

bool
export_files_remove(struct export_files *f)
{
	bool gone = true;

	for (size_t i = 0; i < f->count; i++) {
		/* What was not put in place is there under no name of ours. */
		if (f->rows[i].file != NULL)
			stick_abandon(f->rows[i].file);
		else
			gone = stick_remove(f->request->dir,
					    f->rows[i].name) && gone;
	}
	f->count = 0;
	return gone;
}
