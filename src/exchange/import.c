/* SPDX-License-Identifier: ISC */
/*
 * Taking a bundle in: what it says of itself inside must be what its signature
 * says outside and what we know of its sender; then a plan is made, and nothing
 * is changed before it is applied.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/rights_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/card.h"
#include "exchange/exchange_private.h"

struct import_bundle {
	struct opened_bundle opened;
	struct payload_reader *reader;
	struct bundle_line *lines;
	size_t count;
	char file[FILE_NAME_SIZE];
};

/* ---- inside, outside, and what is known ---- */

static enum rc
check_sender(const struct bundle_manifest *m, const struct opened_bundle *o,
	     struct err *err)
{
	char gist[MANIFEST_GIST_SIZE];

	manifest_gist(m, gist);
	if (strcmp(gist, o->gist) != 0)
		return err_set(err, RC_CORRUPT, NULL,
			       "What the signature says of the bundle is not "
			       "what stands inside. Nothing was taken from "
			       "it.");
	if (!id_equal(&m->from_id, &o->from.id) ||
	    strcmp(m->from_code, o->from.code) != 0 ||
	    m->from_kind != o->from.kind)
		return err_set(err, RC_CORRUPT, NULL,
			       "%s signed it, but inside it says that it is "
			       "from %s. Nothing was taken from it.",
			       o->from.code, m->from_code);
	return RC_OK;
}

static enum rc
check_receiver(struct app *app, const struct bundle_manifest *m,
	       struct err *err)
{
	if (id_equal(&m->to_id, &app->academy.id))
		return bundle_check_way(m->kind, m->from_kind,
					app->academy.kind, err);
	return err_set(err, RC_DENIED, NULL,
		       "It is for %s, not for this place.", m->to_code);
}

/* ---- rollbacks and forks ---- */

static enum rc
forks(const struct bundle_manifest *m, const char *how, struct err *err)
{
	return err_set(err, RC_CORRUPT, NULL,
		       "The records of %s have forked: %s. Nothing was taken "
		       "in; speak to them. If they went back to an older copy, "
		       "an administrator can accept it: \"key accept-restored "
		       "%s\", or w at the places.", m->from_code, how,
		       m->from_code);
}

/* Numbers go up by one, and each names the one before by its hash. */
static enum rc
check_numbers(struct app *app, const struct bundle_manifest *m,
	      const struct opened_bundle *o, struct err *err)
{
	struct import_row_log row;
	char how[200];
	enum rc rc = import_by_number(app->store, &o->from.id, m->number,
				      &row, err);

	snprintf(how, sizeof(how), "another stick %06" PRId64 " came on an "
		 "earlier day", m->number);
	if (rc == RC_OK && strcmp(row.sha256, o->sha256) != 0)
		return forks(m, how, err);
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = import_by_number(app->store, &o->from.id, m->number - 1,
				      &row, err);
	snprintf(how, sizeof(how), "stick %06" PRId64 " does not follow the "
		 "one that came before it", m->number);
	if (rc == RC_OK && strcmp(row.sha256, m->previous) != 0)
		return forks(m, how, err);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc
is_older(struct app *app, const struct bundle_manifest *m,
	 const struct opened_bundle *o, const struct import_row_log *last,
	 struct err *err)
{
	struct import_row_log same;
	char day[DATE_TEXT_SIZE + 4];

	date_format_long(date_of_instant(last->at), day);
	if (import_by_number(app->store, &o->from.id, m->number, &same,
			     NULL) == RC_OK)
		return err_set(err, RC_CONFLICT, NULL,
			       "Stick %06" PRId64 " of %s was taken in "
			       "already, and newer ones since: number %06"
			       PRId64 " on %s.", m->number, m->from_code,
			       last->number, day);
	return err_set(err, RC_CORRUPT, NULL,
		       "It is older than what came from %s on %s: it goes up "
		       "to entry %" PRId64 " of its journal, that one went up "
		       "to %" PRId64 ". Nothing was taken in. If they went "
		       "back to an older copy, an administrator can accept "
		       "it: \"key accept-restored %s\".", m->from_code, day,
		       m->head_seq, last->head_seq, m->from_code);
}

/* It follows on nothing that is here, since it is the first, its sender went
 * back to an older copy, or what came was undone: it is to have everything. */
static enum rc
check_beginning(struct app *app, const struct bundle_manifest *m,
		const struct opened_bundle *o, struct err *err)
{
	struct import_row_log row;
	enum rc rc = import_last_superseded(app->store, &o->from.id, &row,
					    err);

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (m->since_seq == 0)
		return RC_OK;
	return err_set(err, RC_CONFLICT, NULL,
		       "%s%s this return has only what changed lately. Ask "
		       "them for a full one (\"export return --full\").",
		       rc == RC_OK ? m->from_code
				   : "What came before it is not here, and",
		       rc == RC_OK ? " went back to an older copy of its "
				     "records, and" : "");
}

/* One of those that are not followed on any more is not taken in again. */
static enum rc
check_superseded(struct app *app, const struct bundle_manifest *m,
		 const struct opened_bundle *o, struct err *err)
{
	struct import_row_log row;
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = import_superseded(app->store, &o->from.id, o->sha256,
				       &row, err);

	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	return err_set(err, RC_CONFLICT, NULL,
		       "Stick %06" PRId64 " of %s was taken in on %s, before "
		       "they went back to an older copy of their records. It "
		       "is not taken in again.", m->number, m->from_code,
		       date_format_long(date_of_instant(row.at), day));
}

static enum rc
check_history(struct app *app, struct import_bundle *b, struct err *err)
{
	const struct bundle_manifest *m = payload_manifest(b->reader);
	struct import_row_log last;
	unsigned char hash[32];
	enum rc rc = import_last(app->store, &b->opened.from.id, m->kind,
				 &last, err);

	if (rc == RC_NOT_FOUND)
		return check_beginning(app, m, &b->opened, err);
	if (rc != RC_OK)
		return rc;
	if (m->head_seq < last.head_seq)
		return is_older(app, m, &b->opened, &last, err);
	rc = payload_head_at(b->reader, last.head_seq, hash, err);
	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_CORRUPT, NULL,
			       "It does not reach back to what came from %s "
			       "before (entry %" PRId64 "), so whether it "
			       "follows cannot be told. Ask them for a full "
			       "return.", m->from_code, last.head_seq);
	if (rc == RC_OK && memcmp(hash, last.head_hash, sizeof(hash)) != 0)
		return forks(m, "its journal is another one than that of the "
			     "last stick", err);
	return rc;
}

/* ---- keys of others ---- */

/* Nobody seals for a key that is none, and finds out when it is too late. */
static enum rc
check_sites(struct import_bundle *b, struct err *err)
{
	struct site *rows;
	size_t count;
	enum rc rc = payload_sites(b->reader, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = card_check(&rows[i], err);
	mem_free(rows);
	return rc;
}

/* ---- opening ---- */

static enum rc
check(struct app *app, struct import_bundle *b, struct err *err)
{
	const struct bundle_manifest *m = payload_manifest(b->reader);
	enum rc rc = check_sender(m, &b->opened, err);

	if (rc == RC_OK)
		rc = check_receiver(app, m, err);
	if (rc == RC_OK)
		rc = check_superseded(app, m, &b->opened, err);
	if (rc == RC_OK)
		rc = check_numbers(app, m, &b->opened, err);
	if (rc == RC_OK && m->kind == BUNDLE_RETURN)
		rc = check_history(app, b, err);
	if (rc == RC_OK && m->kind == BUNDLE_SITE_PACK)
		rc = check_sites(b, err);
	return rc;
}

enum rc
import_bundle_make(struct app *app, const struct opened_bundle *opened,
		   const char *file, struct import_bundle **bundle,
		   struct err *err)
{
	struct import_bundle *b = xcalloc(1, sizeof(*b));
	enum rc rc;

	b->opened = *opened;
	snprintf(b->file, sizeof(b->file), "%.90s", file);
	rc = payload_open(b->opened.data, b->opened.size, &b->reader, err);
	if (rc == RC_OK)
		rc = check(app, b, err);
	if (rc == RC_OK)
		rc = payload_plan(app->store, b->reader, &b->opened.from,
				  &b->lines, &b->count, err);
	if (rc != RC_OK) {
		import_bundle_free(b);
		b = NULL;
	}
	*bundle = b;
	return rc;
}

enum rc
exchange_open(struct app *app, const char *path,
	      exchange_progress_fn *progress, void *ctx,
	      struct import_bundle **bundle, struct err *err)
{
	struct opened_bundle opened;
	enum rc rc = app_require(app, MAY_EXCHANGE, err);

	*bundle = NULL;
	if (rc == RC_OK)
		rc = bundle_open(app, path, progress, ctx, &opened, err);
	return rc == RC_OK ? import_bundle_make(app, &opened, path_base(path),
						bundle, err)
			   : rc;
}

void
import_bundle_free(struct import_bundle *b)
{
	if (b == NULL)
		return;
	payload_close(b->reader);
	mem_free(b->opened.data);
	mem_free(b->lines);
	mem_free(b);
}

const struct bundle_manifest *
import_bundle_manifest(const struct import_bundle *bundle)
{
	return payload_manifest(bundle->reader);
}

const struct site *
import_bundle_from(const struct import_bundle *bundle)
{
	return &bundle->opened.from;
}

const struct bundle_line *
import_bundle_lines(const struct import_bundle *bundle, size_t *count)
{
	*count = bundle->count;
	return bundle->lines;
}

/* ---- applying ---- */

static size_t
count_taken(const struct import_bundle *b, const bool *accept,
	    enum line_state state)
{
	size_t n = 0;

	for (size_t i = 0; i < b->count; i++)
		n += b->lines[i].state == state &&
		     (accept == NULL || accept[i]);
	return n;
}

static size_t
count_offered(const struct import_bundle *b, const bool *accept)
{
	return count_taken(b, accept, LINE_NEW) +
	       count_taken(b, accept, LINE_CHANGED);
}

static void
describe(struct import_bundle *b, const bool *accept,
	 struct import_row_log *row)
{
	const struct bundle_manifest *m = payload_manifest(b->reader);
	int len;

	memset(row, 0, sizeof(*row));
	row->site_id = b->opened.from.id;
	row->kind = m->kind;
	row->number = m->number;
	row->head_seq = m->head_seq;
	memcpy(row->head_hash, m->head_hash, sizeof(row->head_hash));
	memcpy(row->file, b->file, sizeof(row->file));
	memcpy(row->sha256, b->opened.sha256, sizeof(row->sha256));
	row->left_out = (int64_t)(count_offered(b, NULL) -
				  count_offered(b, accept));
	len = snprintf(row->counts, sizeof(row->counts), "%zu new, %zu "
		       "changed, %zu here already, %zu refused",
		       count_taken(b, accept, LINE_NEW),
		       count_taken(b, accept, LINE_CHANGED),
		       count_taken(b, NULL, LINE_SAME),
		       count_taken(b, NULL, LINE_REFUSED));
	if (row->left_out > 0)
		snprintf(row->counts + len, sizeof(row->counts) - (size_t)len,
			 ", %" PRId64 " left out", row->left_out);
}

/* Once for each stick, however often it is taken in. */
static enum rc
register_it(struct app *app, const struct import_row_log *row,
	    struct err *err)
{
	struct import_row_log known;

	return import_by_number(app->store, &row->site_id, row->number,
				&known, NULL) == RC_OK
		       ? import_set_left_out(app->store, &known,
					     row->left_out, err)
		       : import_add(app->store, row, &app->me.id, err);
}

/* Known, and with nothing in it that is wanted: as if it had not been read. */
static bool
is_done(struct app *app, const struct import_bundle *b, const bool *accept,
	const struct import_row_log *row)
{
	struct import_row_log known;

	return count_offered(b, accept) == 0 &&
	       import_by_number(app->store, &row->site_id, row->number,
				&known, NULL) == RC_OK &&
	       known.left_out == row->left_out;
}

/* Each is a step of its own, that keeps nothing to be undone by. One that was
 * cut short is done by taking the stick in again. */
static enum rc
erase_as_told(struct app *app, const struct import_bundle *b,
	      const bool *accept, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < b->count && rc == RC_OK; i++) {
		const struct bundle_line *line = &b->lines[i];

		if (line->erases && (accept == NULL || accept[i]))
			rc = app_erase_as_told(app, &line->id,
					       line->erased_as,
					       line->erased_on,
					       &b->opened.from, err);
	}
	return rc;
}

enum rc
exchange_apply(struct app *app, struct import_bundle *b, const bool *accept,
	       struct err *err)
{
	const struct bundle_manifest *m = payload_manifest(b->reader);
	struct import_row_log row;
	enum rc rc;

	describe(b, accept, &row);
	if (is_done(app, b, accept, &row))
		return app_may_change(app, MAY_EXCHANGE, err);
	/* What a receipt says of our sticks is not kept for taking back. */
	rc = app_begin(app, MAY_EXCHANGE, "exchange.import",
		       m->kind == BUNDLE_RECEIPT ? UOW_FINAL : 0, err,
		       "Took in stick %06" PRId64 ", a %s from %s: %s",
		       m->number, term_code(&term_bundle_kind, (int)m->kind),
		       m->from_code, row.counts);
	if (rc != RC_OK)
		return rc;
	rc = payload_apply(app->store, b->reader, &b->opened.from,
			   &app->me.id, b->lines, accept, b->count, err);
	if (rc == RC_OK)
		rc = register_it(app, &row, err);
	rc = app_end(app, rc, err);
	return rc == RC_OK ? erase_as_told(app, b, accept, err) : rc;
}
