/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/academy_store.h"
#include "vault/recovery_key.h"

/* The file first: one that is left behind would open nothing. */
enum rc
app_drop_escrow(struct app *app, struct err *err)
{
	char *path = path_join(app->dir, "escrow.age");
	enum rc rc = RC_OK;

	if (unlink(path) != 0 && errno != ENOENT)
		rc = err_set_errno(err, errno, "%s cannot be removed", path);
	mem_free(path);
	return rc == RC_OK ? vault_escrow_remove(app->vault, err) : rc;
}

static enum rc
replace_slot(struct app *app, const char *user_name,
	     struct secret *passphrase, bool escrow, struct err *err)
{
	struct staff row;
	enum rc rc = academy_load(app->store, &app->academy, err);

	if (rc == RC_OK)
		rc = staff_by_user_name(app->store, user_name, &row, err);
	if (rc == RC_OK && !row.active)
		rc = err_set(err, RC_CONFLICT, "user",
			     "%s may not open this academy any more; recover "
			     "with the name of somebody who may.", user_name);
	if (rc == RC_OK)
		rc = app_passphrase_check(app->academy.code, row.user_name,
					  passphrase, err);
	if (rc == RC_OK)
		rc = vault_slot_replace(app->vault, row.user_name, passphrase,
					row.slot_id, row.slot_id, err);
	/* What head office gave out has been used: it works once. */
	if (rc == RC_OK && escrow)
		rc = app_drop_escrow(app, err);
	if (rc == RC_OK)
		rc = uow_begin(app->store, &row.id, "key.recover", UOW_FINAL,
			       err, "%s came in with %s and set a new "
			       "passphrase", row.user_name,
			       escrow ? "the one-time key from head office"
				      : "the recovery key");
	if (rc != RC_OK)
		return rc;
	app->me = row;
	return app_end(app, staff_put(app->store, &row, err), err);
}

enum rc
app_recover(struct app *app, struct secret *recovery_key,
	    const char *user_name, struct secret *passphrase, struct err *err)
{
	struct clock clock = app_clock(app);
	bool escrow = false;
	enum rc rc = vault_open_recovery(app->dir, &clock, recovery_key,
					 &app->vault, &escrow, err);

	if (rc == RC_OK)
		rc = app_open_store(app, err);
	if (rc == RC_OK)
		rc = replace_slot(app, user_name, passphrase, escrow, err);
	if (rc != RC_OK)
		app_lock(app);
	return rc;
}

enum rc
app_recovery_new(struct app *app, struct secret **recovery_key,
		 struct err *err)
{
	enum rc rc = app_begin(app, MAY_MANAGE_KEYS, "key.recovery",
			       UOW_FINAL, err, "Made a new recovery key; the "
			       "old one stops working");

	*recovery_key = NULL;
	if (rc != RC_OK)
		return rc;
	*recovery_key = secret_new(SECRET_MAX);
	rc = vault_recovery_new(app->vault, *recovery_key, err);
	rc = app_end(app, rc, err);
	if (rc != RC_OK) {
		secret_free(*recovery_key);
		*recovery_key = NULL;
	}
	return rc;
}

enum rc
app_recovery_check(struct secret *typed, struct secret *shown,
		   struct err *err)
{
	return recovery_key_compare(typed, shown, err);
}

/* The entry is written first, so that the copy holds it; whatever happens
 * after, one of the two databases is whole and `keys` says which. */
static enum rc
copy_to_next(struct app *app, progress_fn *progress, void *ctx,
	     struct err *err)
{
	enum rc rc = store_checkpoint(app->store, err);

	if (rc == RC_OK)
		rc = vault_rotate_begin(app->vault, err);
	if (rc == RC_OK)
		rc = store_copy(app->store, vault_next_db_path(app->vault),
				vault_next_vfs_name(app->vault), progress,
				ctx, err);
	return rc;
}

enum rc
app_rotate(struct app *app, progress_fn *progress, void *ctx, struct err *err)
{
	enum rc rc = app_begin(app, MAY_MANAGE_KEYS, "key.rotate", UOW_FINAL,
			       err, "Began to seal everything under a new "
			       "data key");

	if (rc == RC_OK)
		rc = app_end(app, RC_OK, err);
	if (rc != RC_OK)
		return rc;
	rc = copy_to_next(app, progress, ctx, err);
	if (rc != RC_OK) {
		vault_rotate_cancel(app->vault);
		return rc;
	}
	app_close_store(app);
	rc = vault_rotate_commit(app->vault, err);
	if (rc != RC_OK)
		vault_rotate_cancel(app->vault);
	if (rc == RC_OK)
		rc = app_open_store(app, err);
	/* Whatever holds now, it can be unlocked again. */
	if (rc != RC_OK)
		app_lock(app);
	return rc;
}
