/* SPDX-License-Identifier: ISC */
/*
 * Writing a bundle. It has its name on the stick only when all of it is there
 * and was read back, and the records say that it left only then; whatever
 * fails before, neither has changed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/age.h"
#include "exchange/exchange_private.h"
#include "exchange/identity.h"
#include "exchange/minisign.h"
#include "exchange/stick.h"
#include "store/student_store.h"

const char signature_ending[SIGNATURE_ENDING_SIZE] = ".minisig";

enum { NAME_ROOM = FILE_NAME_SIZE + SIGNATURE_ENDING_SIZE };

/* ---- one pass: encrypt, write, hash ---- */

static enum rc
to_stick(void *ctx, const void *data, size_t size, struct err *err)
{
	return stick_write(ctx, data, size, err);
}

struct counting {
	exchange_progress_fn *fn;
	void *ctx;
	int64_t done, total;
};

static enum rc
count_bytes(void *ctx, const void *data, size_t size, struct err *err)
{
	struct counting *p = ctx;

	(void)data;
	p->done += (int64_t)size;
	if (p->fn == NULL || p->fn(p->ctx, p->done, p->total))
		return RC_OK;
	return err_set(err, RC_CANCELLED, NULL,
		       "Stopped. Nothing was written, nothing was changed.");
}

/* What age adds: its header, a nonce, a tag for each 64 KiB. */
static uint64_t
sealed_size(const struct export_plan *plan, int64_t size)
{
	return (uint64_t)size + 200 + 150 * plan->recipient_count +
	       16 * ((uint64_t)size / (64 * 1024) + 1);
}

struct writing {
	struct app *app;
	const struct export_request *request;
	struct export_plan *plan;
	struct payload payload;
	struct counting progress;
	struct export_row *row;
	char signature_name[NAME_ROOM], escrow_name[NAME_ROOM];
	bool escrow_made;
	struct err *err;
};

static enum rc
seal(struct writing *w, struct stick_file *file,
     unsigned char hash[MINISIGN_HASH_SIZE])
{
	struct minisign_hash *sum = minisign_hash_new();
	struct stream_bytes bytes = { (const char *)w->payload.data,
				      (size_t)w->payload.size };
	struct stream_tee hashed = { { to_stick, file },
				     minisign_hash_sink(sum) };
	struct stream_tee counted = { sink_tee(&hashed),
				      { count_bytes, &w->progress } };
	struct age_lock lock = { .recipients = w->plan->recipients,
				 .count = w->plan->recipient_count };
	enum rc rc = age_encrypt(&lock, source_bytes(&bytes),
				 sink_tee(&counted), w->err);

	minisign_hash_end(sum, hash);
	minisign_hash_free(sum);
	return rc;
}

/* The signature stands first, so that there is never a bundle without. */
static enum rc
write_small(struct writing *w, const char *name, const struct buf *text)
{
	unsigned char hash[STICK_HASH_SIZE];
	struct stick_file *file;
	enum rc rc = stick_begin(w->request->dir, name, w->request->volume,
				 text->len, &file, w->err);

	if (rc != RC_OK)
		return rc;
	rc = stick_write(file, text->ptr, text->len, w->err);
	if (rc == RC_OK)
		return stick_commit(file, hash, w->err);
	stick_abandon(file);
	return rc;
}

static enum rc
sign(struct writing *w, const unsigned char hash[MINISIGN_HASH_SIZE])
{
	char gist[MANIFEST_GIST_SIZE];
	struct identity identity;
	struct buf text = BUF_INIT;
	enum rc rc = identity_open(w->app->vault, &identity, w->err);

	if (rc != RC_OK)
		return rc;
	manifest_gist(&w->plan->payload.manifest, gist);
	rc = minisign_sign(&identity.sign, hash, gist, &text, w->err);
	identity_release(&identity);
	if (rc == RC_OK)
		rc = write_small(w, w->signature_name, &text);
	buf_release(&text);
	return rc;
}

static enum rc
write_pair(struct writing *w)
{
	unsigned char hash[MINISIGN_HASH_SIZE], sum[STICK_HASH_SIZE];
	const struct export_request *r = w->request;
	uint64_t size = sealed_size(w->plan, w->payload.size);
	struct stick_file *file;
	enum rc rc = stick_begin(r->dir, w->row->file, r->volume, size, &file,
				 w->err);

	if (rc != RC_OK)
		return rc;
	w->progress.total = (int64_t)size;
	rc = seal(w, file, hash);
	if (rc == RC_OK)
		rc = sign(w, hash);
	if (rc != RC_OK) {
		stick_abandon(file);
		return rc;
	}
	rc = stick_commit(file, sum, w->err);
	if (rc == RC_OK)
		sha256_text(sum, w->row->sha256);
	else
		stick_remove(r->dir, w->signature_name);
	return rc;
}

/* ---- the key in escrow goes along with each return ---- */

static bool
has_escrow(const struct writing *w)
{
	return w->request->kind == BUNDLE_RETURN;
}

static enum rc
write_escrow(struct writing *w)
{
	struct buf text = BUF_INIT;
	enum rc rc = RC_OK;

	if (!escrow_is_there(w->app)) {
		rc = escrow_make(w->app, &w->plan->to, w->err);
		w->escrow_made = rc == RC_OK;
	}
	if (rc == RC_OK)
		rc = escrow_read(w->app, &text, w->err);
	if (rc == RC_OK)
		rc = write_small(w, w->escrow_name, &text);
	buf_release(&text);
	return rc;
}

static enum rc
write_files(struct writing *w)
{
	enum rc rc = write_pair(w);

	if (rc != RC_OK || !has_escrow(w))
		return rc;
	rc = write_escrow(w);
	if (rc != RC_OK) {
		stick_remove(w->request->dir, w->row->file);
		stick_remove(w->request->dir, w->signature_name);
	}
	return rc;
}

/* As if it had never been. */
static void
remove_files(struct writing *w)
{
	stick_remove(w->request->dir, w->row->file);
	stick_remove(w->request->dir, w->signature_name);
	if (has_escrow(w))
		stick_remove(w->request->dir, w->escrow_name);
}

/* ---- the records ---- */

/* To the same place again, nothing changes hands: its stick may be lost. */
static enum rc
hand_over(struct writing *w)
{
	const struct payload_request *p = &w->plan->payload;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->student_count && rc == RC_OK; i++) {
		struct student student;

		rc = student_load(w->app->store, &p->students[i], &student,
				  w->err);
		if (rc == RC_OK &&
		    !id_equal(&student.owner_id, &w->plan->to.id))
			rc = student_hand_over(w->app->store, &student.id,
					       &w->plan->to.id, w->err);
	}
	return rc;
}

static void
describe_medium(const struct export_request *request, struct export_row *row)
{
	const struct volume *v = request->volume;

	if (v == NULL)
		snprintf(row->medium, sizeof(row->medium), "%.400s",
			 request->dir);
	else
		snprintf(row->medium, sizeof(row->medium), "%s",
			 v->label[0] != '\0' ? v->label : v->device);
}

static void
describe(struct writing *w)
{
	const struct bundle_manifest *m = &w->plan->payload.manifest;
	struct export_row *row = w->row;

	row->number = m->number;
	row->kind = m->kind;
	row->head_seq = m->head_seq;
	row->since_seq = m->since_seq;
	memcpy(row->head_hash, m->head_hash, sizeof(row->head_hash));
	snprintf(row->to_code, sizeof(row->to_code), "%s", m->to_code);
	snprintf(row->previous, sizeof(row->previous), "%s", m->previous);
	snprintf(row->recipients, sizeof(row->recipients), "%s",
		 m->recipients);
	snprintf(row->by, sizeof(row->by), "%s", w->app->me.name);
	export_plan_counts(w->plan, row->counts, sizeof(row->counts));
	describe_medium(w->request, row);
	manifest_file_name(m, row->file);
	snprintf(w->signature_name, sizeof(w->signature_name), "%s%s",
		 row->file, signature_ending);
	snprintf(w->escrow_name, sizeof(w->escrow_name),
		 "%s-escrow-%06" PRId64 ".age", m->from_code, m->number);
}

/* Inside the unit of work. *written: the files are on the stick. */
static enum rc
write_all(struct writing *w, bool *written)
{
	struct store *store = w->app->store;
	enum rc rc = RC_OK;

	if (w->request->kind == BUNDLE_TRANSFER)
		rc = hand_over(w);
	if (rc == RC_OK)
		rc = payload_write(store, &w->plan->payload, &w->payload,
				   w->err);
	if (rc == RC_OK) {
		describe(w);
		rc = write_files(w);
		*written = rc == RC_OK;
	}
	payload_release(&w->payload);
	if (rc == RC_OK)
		rc = export_add(store, w->row, &w->plan->to.id,
				&w->app->me.id, w->err);
	return rc;
}

static enum rc
export_planned(struct writing *w)
{
	const struct bundle_manifest *m = &w->plan->payload.manifest;
	bool written = false;
	struct err ignored;
	enum rc rc = app_begin(
		w->app, MAY_EXCHANGE, "exchange.export", UOW_FINAL, w->err,
		"Wrote stick %06" PRId64 ", a %s for %s%s", m->number,
		term_code(&term_bundle_kind, (int)m->kind), m->to_code,
		has_escrow(w) && !escrow_is_there(w->app)
			? ", with a new key in escrow" : "");

	if (rc != RC_OK)
		return rc;
	rc = app_end(w->app, write_all(w, &written), w->err);
	if (rc == RC_OK)
		return RC_OK;
	if (written)
		remove_files(w);
	/* One that cannot be taken away is used by the next return. */
	if (w->escrow_made && app_drop_escrow(w->app, &ignored) != RC_OK)
		mem_wipe(&ignored, sizeof(ignored));
	return rc;
}

enum rc
exchange_export(struct app *app, const struct export_request *request,
		exchange_progress_fn *progress, void *ctx,
		struct export_row *done, struct err *err)
{
	struct export_plan plan;
	struct writing w = { .app = app, .request = request, .plan = &plan,
			     .progress = { progress, ctx, 0, 0 },
			     .row = done, .err = err };
	enum rc rc = export_plan_make(app, request, &plan, err);

	memset(done, 0, sizeof(*done));
	done->lost_on = DATE_NONE;
	if (rc == RC_OK)
		rc = export_planned(&w);
	export_plan_release(&plan);
	return rc;
}

/* ---- what will leave, in words ---- */

static void
add_what(const struct export_plan *plan, struct buf *words)
{
	const struct payload_request *p = &plan->payload;
	char who[40], day[DATE_TEXT_SIZE + 4], counts[LINE_SIZE];

	export_plan_counts(plan, counts, sizeof(counts));
	app_students(who, sizeof(who), p->student_count);
	switch (p->manifest.kind) {
	case BUNDLE_RETURN:
		buf_addf(words, "A return: %s", who);
		if (plan->since.number == 0)
			buf_adds(words, ", everybody who is here.\n");
		else
			buf_addf(words, " changed since stick %06" PRId64
				 " of %s, which head office has.\n",
				 plan->since.number,
				 date_format_long(date_of_instant(
					 plan->since.at), day));
		break;
	case BUNDLE_TRANSFER:
		buf_addf(words, "A transfer: %s, with the whole history. From "
			 "then on %s keeps the record; here it can be read.\n",
			 who, plan->to.code);
		break;
	case BUNDLE_CURRICULUM:
		buf_adds(words, "A curriculum.\n");
		break;
	case BUNDLE_SITE_PACK:
		buf_adds(words, "A site pack: the keys of the places trusted "
			 "here, and the curricula.\n");
		break;
	case BUNDLE_RECEIPT:
		buf_addf(words, "A receipt: which sticks of %s have arrived "
			 "here.\n", plan->to.code);
		break;
	}
	buf_addf(words, "In it: %s.\n", counts);
}

static void
add_whom(const struct export_plan *plan, bool escrow, struct buf *words)
{
	buf_addf(words, "For %s, %s. Only they can open it",
		 plan->to.code, plan->to.name);
	if (plan->recipient_count > 1)
		buf_addf(words, ", and whoever has one of %zu more keys",
			 plan->recipient_count - 1);
	buf_adds(words, ".\n");
	if (escrow)
		buf_adds(words, "A key in escrow goes along, in a file of its "
			 "own: with it head office can help when every "
			 "passphrase here is lost.\n");
}

enum rc
exchange_preview(struct app *app, const struct export_request *request,
		 struct buf *words, struct err *err)
{
	struct export_plan plan;
	struct payload payload = { .owner = NULL };
	char name[FILE_NAME_SIZE];
	enum rc rc = export_plan_make(app, request, &plan, err);

	if (rc == RC_OK)
		rc = payload_write(app->store, &plan.payload, &payload, err);
	if (rc == RC_OK) {
		add_what(&plan, words);
		add_whom(&plan, request->kind == BUNDLE_RETURN, words);
		manifest_file_name(&plan.payload.manifest, name);
		buf_addf(words, "File: %s, about %" PRIu64 " KiB.\n", name,
			 sealed_size(&plan, payload.size) / 1024 + 1);
	}
	payload_release(&payload);
	export_plan_release(&plan);
	return rc;
}
