/* SPDX-License-Identifier: ISC */
/*
 * app: an academy, locked or unlocked, and the person using it.
 *
 * Everything a person can intend is one function of src/app/, called by a
 * screen or by a subcommand: it checks the permission, the rule and the
 * state, makes one unit of work (one journal entry, one undo step) and says
 * in plain words why not when it cannot. Lists are arrays the caller frees
 * with mem_free(); they are wiped by it.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "model/record.h"
#include "model/role.h"

struct app;
struct secret;
struct store;

/* The clock is borrowed; as_at is DATE_NONE for today. */
struct app *app_new(const char *vault_dir, struct clock clock);
void app_free(struct app *app);
/* Reports say what was true on this day; DATE_NONE is today. */
void app_set_as_at(struct app *app, civil_date as_at);
civil_date app_as_at(const struct app *app);
civil_date app_today(const struct app *app);
const char *app_vault_dir(const struct app *app);
bool app_vault_exists(const struct app *app);

/* ---- session: open, locked ---- */

struct app_new_academy {
	const char *code, *name;		/* site */
	const char *user_name, *staff_name;	/* first administrator */
	bool head_office;			/* collects; teaches nobody */
	bool minimum_cost;			/* the demo's public passphrase */
};
/* Creates the vault and leaves it open; *recovery_key is the printed text,
 * the caller's to secret_free(). */
MUST_USE enum rc app_create(struct app *app, const struct app_new_academy *new,
			    struct secret *passphrase,
			    struct secret **recovery_key, struct err *err);
/* RC_DENIED wrong name or passphrase, RC_BUSY open elsewhere. An older vault
 * is backed up beside itself and migrated. */
MUST_USE enum rc app_unlock(struct app *app, const char *user_name,
			    struct secret *passphrase, struct err *err);
/* That backup, when this opening made one, else NULL; borrowed. */
const char *app_kept_older(const struct app *app);
/* Wipes keys, closes everything, releases the vault to others. */
void app_lock(struct app *app);
bool app_is_unlocked(const struct app *app);
const struct staff *app_me(const struct app *app);
const struct academy *app_academy(const struct app *app);
MUST_USE enum rc app_require(const struct app *app, enum permission permission,
			     struct err *err);
/* RC_CONFLICT: which other place keeps that student's record, so that it is
 * only read here. NULL or a zero id is a student who is to be added. */
MUST_USE enum rc app_is_ours(struct app *app, const struct id *student,
			     struct err *err);
/* By the owner of a row: who went to another academy is seen to there; head
 * office looks at all. */
bool app_sees_to(struct app *app, const char *owner);
/* RC_CONFLICT with a question when the machine's clock is before the last
 * entry or more than 31 days after it; app_confirm_today() answers it.
 * Nothing is saved until then. */
MUST_USE enum rc app_check_clock(struct app *app, struct err *err);
MUST_USE enum rc app_confirm_today(struct app *app, civil_date today,
				   struct err *err);
/* Short journal head for printouts: "000123-9f3a1c". */
MUST_USE enum rc app_head(struct app *app, char *text, size_t size,
			  struct err *err);

/* Counts every change since opening: a screen compares it to know when to
 * read its data again. */
unsigned app_generation(const struct app *app);

#endif
