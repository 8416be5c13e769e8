/* SPDX-License-Identifier: ISC */
/* Who is trusted: our card for others, theirs for us. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/age.h"
#include "exchange/card.h"
#include "exchange/exchange_private.h"
#include "exchange/identity.h"
#include "exchange/minisign_key.h"
#include "exchange/stick.h"
#include "exchange/stream.h"

/* ---- our own ---- */

static void
describe_academy(const struct academy *academy, struct site *site)
{
	memset(site, 0, sizeof(*site));
	site->id = academy->id;
	site->kind = academy->kind;
	site->state = SITE_TRUSTED;
	site->on = DATE_NONE;
	snprintf(site->code, sizeof(site->code), "%s", academy->code);
	snprintf(site->name, sizeof(site->name), "%s", academy->name);
}

enum rc
site_of_ours(struct app *app, struct site *site, struct err *err)
{
	struct identity identity;
	enum rc rc = identity_open(app->vault, &identity, err);

	if (rc != RC_OK)
		return rc;
	describe_academy(&app->academy, site);
	age_recipient_format(&identity.age.rows[0].recipient,
			     site->age_recipient);
	minisign_public_format(&identity.sign.public, site->sign_key);
	identity_release(&identity);
	return RC_OK;
}

enum rc
exchange_card(struct app *app, struct buf *out, struct err *err)
{
	struct site site;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = site_of_ours(app, &site, err);
	if (rc == RC_OK)
		card_format(&site, out);
	return rc;
}

/* ---- reading a card ---- */

static enum rc
read_file(const char *path, size_t max, struct buf *out, struct err *err)
{
	struct stream_fd file = { .name = path };
	struct source source = source_fd(&file);
	char piece[1024];
	size_t got = 1;
	enum rc rc = stick_open(path, max, &file.fd, err);

	if (rc != RC_OK)
		return rc;
	while (rc == RC_OK && got > 0 && out->len <= max) {
		rc = source.read(source.ctx, piece, sizeof(piece), &got, err);
		if (rc == RC_OK)
			buf_add(out, piece, got);
	}
	close(file.fd);
	return rc;
}

enum rc
exchange_card_read(const char *path, struct site *site,
		   char fingerprint[FINGERPRINT_SIZE], struct err *err)
{
	struct buf text = BUF_INIT;
	enum rc rc = read_file(path, CARD_FILE_MAX, &text, err);

	if (rc == RC_OK)
		rc = card_parse(text.ptr, text.len, site, err);
	if (rc == RC_OK)
		card_fingerprint(site, fingerprint);
	buf_release(&text);
	return rc;
}

/* ---- trusting ---- */

static enum rc
is_clash(struct err *err, const char *what)
{
	return err_set(err, RC_CONFLICT, "card", "%s Nothing was changed.",
		       what);
}

/* A code, a signing key and the office belong to one place each. */
static enum rc
check_beside(struct app *app, const struct site *site,
	     const struct site *other, struct err *err)
{
	char what[LINE_SIZE];

	if (id_equal(&site->id, &other->id))
		return RC_OK;
	snprintf(what, sizeof(what), "%s, %.100s, is another place here.",
		 other->code, other->name);
	if (strcmp(site->code, other->code) == 0 ||
	    strcmp(site->sign_key, other->sign_key) == 0)
		return is_clash(err, what);
	snprintf(what, sizeof(what), "%s is the head office here; take its "
		 "trust away first (\"key retire %s\").", other->code,
		 other->code);
	if (app->academy.kind == SITE_ACADEMY &&
	    site->kind == SITE_HEAD_OFFICE &&
	    other->kind == SITE_HEAD_OFFICE && other->state == SITE_TRUSTED)
		return is_clash(err, what);
	return RC_OK;
}

static enum rc
check_trust(struct app *app, const struct site *site, struct err *err)
{
	struct site ours, *rows;
	size_t count;
	enum rc rc = site_of_ours(app, &ours, err);

	if (rc == RC_OK && (id_equal(&site->id, &ours.id) ||
			    strcmp(site->code, ours.code) == 0 ||
			    strcmp(site->sign_key, ours.sign_key) == 0))
		return is_clash(err, "That is the card of this place, or has "
				"its code.");
	if (rc == RC_OK && ours.kind == SITE_HEAD_OFFICE &&
	    site->kind == SITE_HEAD_OFFICE)
		return is_clash(err, "That is the card of a head office, and "
				"this is one.");
	if (rc == RC_OK)
		rc = site_list(app->store, &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = check_beside(app, site, &rows[i], err);
	mem_free(rows);
	return rc;
}

/* What is known of a place already; false when it is new. */
static bool
is_same(struct app *app, const struct site *site, struct site *before)
{
	memset(before, 0, sizeof(*before));
	return site_load(app->store, &site->id, before, NULL) == RC_OK &&
	       before->state == SITE_TRUSTED &&
	       before->kind == site->kind &&
	       strcmp(before->code, site->code) == 0 &&
	       strcmp(before->name, site->name) == 0 &&
	       strcmp(before->age_recipient, site->age_recipient) == 0 &&
	       strcmp(before->sign_key, site->sign_key) == 0;
}

enum rc
exchange_trust(struct app *app, const struct site *site, struct err *err)
{
	struct site before, now = *site;
	char fingerprint[FINGERPRINT_SIZE];
	enum rc rc = app_may_change(app, MAY_MANAGE_KEYS, err);

	if (rc == RC_OK)
		rc = check_trust(app, site, err);
	if (rc != RC_OK || is_same(app, site, &before))
		return rc;
	now.state = SITE_TRUSTED;
	card_fingerprint(site, fingerprint);
	rc = app_begin(app, MAY_MANAGE_KEYS, "key.trust", UOW_FINAL, err,
		       "Trusted the keys of %s, %.100s (%s)", site->code,
		       site->name, fingerprint);
	if (rc != RC_OK)
		return rc;
	rc = site_put(app->store, &now, &app->me.id, err);
	/* What was sealed for its old keys is no use to it any more. */
	if (rc == RC_OK && site->kind == SITE_HEAD_OFFICE &&
	    strcmp(before.age_recipient, site->age_recipient) != 0)
		rc = app_drop_escrow(app, err);
	return app_end(app, rc, err);
}

enum rc
site_known(struct app *app, const char *code, struct site *site,
	   struct err *err)
{
	enum rc rc = site_by_code(app->store, code, site, err);

	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_NOT_FOUND, "site",
			       "No place %.20s is known here. \"key list\" "
			       "names them; \"key trust FILE\" adds one.",
			       code);
	return rc;
}

enum rc
exchange_retire(struct app *app, const char *code, struct err *err)
{
	struct site site;
	enum rc rc = app_may_change(app, MAY_MANAGE_KEYS, err);

	if (rc == RC_OK)
		rc = site_known(app, code, &site, err);
	if (rc == RC_OK && site.state == SITE_RETIRED)
		rc = err_set(err, RC_CONFLICT, "site",
			     "%s is not trusted any more already.", site.code);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_MANAGE_KEYS, "key.retire", UOW_FINAL,
			       err, "Stopped trusting the keys of %s, %.100s",
			       site.code, site.name);
	if (rc != RC_OK)
		return rc;
	site.state = SITE_RETIRED;
	rc = site_put(app->store, &site, &app->me.id, err);
	if (rc == RC_OK && site.kind == SITE_HEAD_OFFICE)
		rc = app_drop_escrow(app, err);
	return app_end(app, rc, err);
}

enum rc
exchange_sites(struct app *app, struct site **rows, size_t *count,
	       struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	return rc == RC_OK ? site_list(app->store, rows, count, err) : rc;
}

enum rc
site_trusted(struct app *app, const char *code, struct site *site,
	     struct err *err)
{
	enum rc rc = code != NULL ? site_known(app, code, site, err)
				  : site_head_office(app->store, site, err);

	if (rc == RC_NOT_FOUND && code == NULL)
		return err_set(err, RC_NOT_FOUND, "site",
			       "No head office is trusted here yet. \"key "
			       "trust FILE\" reads its card; or say for whom "
			       "it is.");
	if (rc == RC_OK && site->state != SITE_TRUSTED)
		return err_set(err, RC_CONFLICT, "site",
			       "The keys of %s are not trusted any more; "
			       "nothing is sent there.", site->code);
	return rc;
}

/* ---- our own keys, for the programs age and minisign ---- */

typedef enum rc seal_key_fn(const struct identity *identity,
			    struct secret *passphrase, struct instant now,
			    struct buf *out, struct err *err);

/* The program takes an identity that has a passphrase as it takes others. */
static enum rc
seal_identity(const struct identity *identity, struct secret *passphrase,
	      struct instant now, struct buf *out, struct err *err)
{
	struct secret *text = age_identity_file(identity->age.rows, now);
	struct age_lock lock = { .passphrase = passphrase, .armor = true };
	struct stream_bytes bytes = { secret_open(text),
				      secret_length(text) };
	enum rc rc = age_encrypt(&lock, source_bytes(&bytes), sink_buf(out),
				 err);

	secret_close(text);
	secret_free(text);
	return rc;
}

static enum rc
seal_signing(const struct identity *identity, struct secret *passphrase,
	     struct instant now, struct buf *out, struct err *err)
{
	(void)now;
	return minisign_secret_file(&identity->sign, passphrase,
				    minisign_cost_usual, out, err);
}

static enum rc
key_file(struct app *app, const char *action, const char *does,
	 seal_key_fn *seal, struct secret *passphrase, struct buf *out,
	 struct err *err)
{
	struct identity identity;
	enum rc rc = app_begin(app, MAY_MANAGE_KEYS, action, UOW_FINAL, err,
			       "Wrote out the key that this place %s with, "
			       "under a passphrase", does);

	if (rc != RC_OK)
		return rc;
	rc = identity_open(app->vault, &identity, err);
	if (rc == RC_OK) {
		rc = seal(&identity, passphrase, store_now(app->store), out,
			  err);
		identity_release(&identity);
	}
	return app_end(app, rc, err);
}

enum rc
exchange_identity_file(struct app *app, struct secret *passphrase,
		       struct buf *out, struct err *err)
{
	return key_file(app, "key.export_identity", "opens", seal_identity,
			passphrase, out, err);
}

enum rc
exchange_signing_file(struct app *app, struct secret *passphrase,
		      struct buf *out, struct err *err)
{
	return key_file(app, "key.export_signing", "signs", seal_signing,
			passphrase, out, err);
}
