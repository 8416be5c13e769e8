/* SPDX-License-Identifier: ISC */
/*
 * An export, step by step, each of which may be the last before power is cut:
 *
 *	1 the files are on the stick under temporary names, and were read back
 *	2 the records say that they leave: number and hash, and whose record is
 *	  handed over
 *	3 the files get their names, the bundle last
 *	4 the records say that they are in place
 *
 * So there is never a bundle that the records do not know, no number is used
 * twice, and no student is in two places. What fails in 1 changes nothing; what
 * fails in 3 is taken back, unless the stick will not say what is on it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/export_files.h"
#include "store/erase.h"
#include "store/student_store.h"

struct writing {
	struct app *app;
	struct export_plan *plan;
	struct export_files files;
	struct export_row *row;
	struct err *err;
};

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
	char *full = realpath(request->dir, NULL);

	if (v == NULL)
		snprintf(row->medium, sizeof(row->medium), "%.400s",
			 full != NULL ? full : request->dir);
	else
		snprintf(row->medium, sizeof(row->medium), "%s",
			 v->label[0] != '\0' ? v->label : v->device);
	free(full);
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
	describe_medium(w->files.request, row);
	manifest_file_name(m, row->file);
}

/* Steps 1 and 2, inside the unit of work. */
static enum rc
write_all(struct writing *w)
{
	struct store *store = w->app->store;
	struct payload payload = { .owner = NULL };
	enum rc rc = RC_OK;

	if (w->plan->payload.manifest.kind == BUNDLE_TRANSFER)
		rc = hand_over(w);
	if (rc == RC_OK)
		rc = payload_write(store, &w->plan->payload, &payload, w->err);
	if (rc == RC_OK) {
		describe(w);
		rc = export_files_write(&w->files, &payload, w->row, w->err);
	}
	payload_release(&payload);
	if (rc == RC_OK)
		rc = export_add(store, w->row, &w->plan->to.id,
				&w->app->me.id, w->err);
	if (rc == RC_OK)
		rc = export_students_add(store, w->row->number,
					 w->plan->payload.students,
					 w->plan->payload.student_count,
					 w->err);
	return rc;
}

static enum rc
begin_export(struct writing *w)
{
	const struct bundle_manifest *m = &w->plan->payload.manifest;

	return app_begin(w->app, MAY_EXCHANGE, "exchange.export", UOW_FINAL,
			 w->err, "Wrote stick %06" PRId64 ", a %s for %s%s",
			 m->number, term_code(&term_bundle_kind, (int)m->kind),
			 m->to_code,
			 export_has_escrow(m->kind) && !escrow_is_there(w->app)
				 ? ", with a new key in escrow" : "");
}

/* One that cannot be taken away is used by the next return. */
static void
drop_new_escrow(struct writing *w)
{
	struct err ignored;

	if (w->files.escrow_made && app_drop_escrow(w->app, &ignored) != RC_OK)
		mem_wipe(&ignored, sizeof(ignored));
}

static enum rc
cannot_tell(struct writing *w)
{
	return err_set(w->err, RC_IO, NULL,
		       "The stick stopped answering at the last step; whether "
		       "%s is on it cannot be told. The register keeps it as "
		       "not finished. Write it again, on another stick.",
		       w->row->file);
}

/* Step 3 failed: it never was, or nobody knows. */
static enum rc
withdraw(struct writing *w, enum rc why)
{
	struct err also;
	int64_t seq;
	unsigned char hash[32];
	struct instant at;

	if (!export_files_remove(&w->files))
		return cannot_tell(w);
	drop_new_escrow(w);
	if (journal_head(w->app->store, &seq, hash, &at, &also) != RC_OK ||
	    journal_withdraw(w->app->store, &w->app->me.id, seq, &also) !=
		    RC_OK)
		return cannot_tell(w);
	w->app->generation++;
	w->row->number = 0;
	return why;
}

/* Step 4. */
static enum rc
note_finished(struct writing *w)
{
	enum rc rc = app_begin(w->app, MAY_EXCHANGE, "exchange.written",
			       UOW_FINAL, w->err,
			       "Stick %06" PRId64 " is in place, checked",
			       w->row->number);

	if (rc != RC_OK)
		return rc;
	w->row->finished = true;
	return app_end(w->app, export_set_finished(w->app->store,
						   w->row->number, w->err),
		       w->err);
}

static enum rc
export_planned(struct writing *w)
{
	enum rc rc = begin_export(w);

	if (rc != RC_OK)
		return rc;
	rc = app_end(w->app, write_all(w), w->err);
	if (rc != RC_OK) {
		(void)export_files_remove(&w->files);
		drop_new_escrow(w);
		w->row->number = 0;
		return rc;
	}
	rc = export_files_place(&w->files, w->err);
	return rc == RC_OK ? note_finished(w) : withdraw(w, rc);
}

enum rc
exchange_export(struct app *app, const struct export_request *request,
		exchange_progress_fn *progress, void *ctx,
		struct export_row *done, struct err *err)
{
	struct export_plan plan;
	struct writing w = { .app = app, .plan = &plan, .row = done,
			     .err = err,
			     .files = { .app = app, .request = request,
					.plan = &plan, .progress = progress,
					.ctx = ctx } };
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
add_what(const struct export_plan *plan, const char *curriculum,
	 struct buf *words)
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
		buf_addf(words, "A curriculum: %s.\n", curriculum);
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
		add_what(&plan, request->curriculum, words);
		add_whom(&plan, export_has_escrow(request->kind), words);
		manifest_file_name(&plan.payload.manifest, name);
		buf_addf(words, "File: %s, about %" PRIu64 " KiB.\n", name,
			 export_sealed_size(&plan, payload.size) / 1024 + 1);
	}
	payload_release(&payload);
	export_plan_release(&plan);
	return rc;
}
