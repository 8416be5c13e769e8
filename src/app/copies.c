/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "base/path.h"

enum { FILE_MAX = 1 << 30 };

static const char *const vault_files[] = {
	"keys", "records.db", "records.db-wal", "records.db-journal",
	"records.db.next", "records.db.next-journal", "escrow.age", "lock",
};

void
app_remove_folder(const char *dir)
{
	for (size_t i = 0; i < ARRAY_SIZE(vault_files); i++) {
		char *path = path_join(dir, vault_files[i]);

		unlink(path);
		mem_free(path);
	}
	rmdir(dir);
}

/* ---- verifying ---- */

static enum rc
note_check(struct buf *out, const char *what, enum rc rc,
	   const struct err *err)
{
	buf_addf(out, "%-28s %s\n", what,
		 rc == RC_OK ? "as it was written" : err->text);
	return rc;
}

static enum rc
verify_pages(struct app *app, struct buf *out, progress_fn *progress,
	     void *ctx, struct err *err)
{
	struct vault_check check = { .pages = 0 };
	char what[64];
	enum rc rc = vault_check_files(app->vault, &check, progress, ctx,
				       err);

	snprintf(what, sizeof(what), "%" PRId64 " sealed pages",
		 check.pages + check.frames);
	return note_check(out, what, rc, err);
}

static enum rc
verify_records(struct app *app, struct buf *out, struct err *err)
{
	int64_t entries = 0;
	char what[64];
	enum rc rc = note_check(out, "Tables and indexes",
				store_check(app->store, err), err);

	if (rc != RC_OK)
		return rc;
	rc = journal_verify(app->store, &entries, err);
	snprintf(what, sizeof(what), "%" PRId64 " journal entries", entries);
	return note_check(out, what, rc, err);
}

enum rc
app_verify(struct app *app, struct buf *out, progress_fn *progress, void *ctx,
	   struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = verify_pages(app, out, progress, ctx, err);
	if (rc == RC_OK)
		rc = verify_records(app, out, err);
	return rc;
}

/* Where whole pages were cut off, those that are left still hold. */
static enum rc
open_records(struct app *other, struct buf *out, struct err *err)
{
	enum rc rc = app_open_store(other, err);

	if (rc != RC_CORRUPT)
		return rc;
	rc = err_set(err, RC_CORRUPT, NULL,
		     "\"records.db\" is not all there: its pages hold, but "
		     "they do not make one database. Restore a backup.");
	return note_check(out, "Tables and indexes", rc, err);
}

/* The pages are looked at before SQLite is: a damaged vault may not open. */
enum rc
app_verify_folder(struct app *app, const char *dir, const char *user_name,
		  struct secret *passphrase, struct buf *out,
		  progress_fn *progress, void *ctx, struct err *err)
{
	struct app *other = app_new(dir, app_clock(app));
	uint8_t slot_id[SLOT_ID_SIZE];
	struct clock clock = app_clock(other);
	enum rc rc = vault_open(dir, &clock, user_name, passphrase,
				&other->vault, slot_id, err);

	/* A copy of an older program's records stays what it is. */
	other->leave_schema = true;
	other->schema_steps = app->schema_steps;
	if (rc != RC_DENIED && rc != RC_NOT_FOUND && rc != RC_BUSY)
		rc = note_check(out, "Key file", rc, err);
	if (rc == RC_OK)
		rc = verify_pages(other, out, progress, ctx, err);
	if (rc == RC_OK)
		rc = open_records(other, out, err);
	if (rc == RC_OK)
		rc = verify_records(other, out, err);
	app_free(other);
	return rc;
}

/* ---- backup ---- */

/* Opens the copy as a stranger would, with the keys in hand. */
static enum rc
check_copy(struct app *app, const char *db_path, struct err *err)
{
	struct store_config config = {
		.path = db_path, .vfs_name = vault_vfs_name(app->vault),
		.clock = app_clock(app), .random = app->random,
	};
	struct store *copy;
	enum rc rc = store_open(&config, &copy, err);

	if (rc == RC_OK)
		rc = store_check(copy, err);
	store_close(copy);
	return rc;
}

enum rc
app_copy_vault(struct app *app, struct store *store, const char *path,
	       copy_progress_fn *progress, void *ctx, struct err *err)
{
	char *part = xasprintf("%s.part", path);
	char *db_path = path_join(part, "records.db");
	char *parent = path_dir(path);
	enum rc rc;

	app_remove_folder(part);
	rc = vault_copy_keys(app->vault, part, err);
	if (rc == RC_OK)
		rc = store_copy(store, db_path, vault_vfs_name(app->vault),
				progress, ctx, err);
	if (rc == RC_OK && store == app->store)
		rc = check_copy(app, db_path, err);
	if (rc == RC_OK)
		rc = path_sync_dir(part, err);
	if (rc == RC_OK && path_exists(path))
		rc = err_set(err, RC_CONFLICT, NULL,
			     "There is a copy at %s already.", path);
	if (rc == RC_OK && rename(part, path) != 0)
		rc = err_set_errno(err, errno,
				   "The copy cannot be given its name");
	if (rc == RC_OK)
		rc = path_sync_dir(parent, err);
	if (rc != RC_OK)
		app_remove_folder(part);
	mem_free(parent);
	mem_free(db_path);
	mem_free(part);
	return rc;
}

static char *
backup_path(struct app *app, const char *dir)
{
	struct instant now = store_now(app->store);
	char text[INSTANT_TEXT_SIZE], *name, *path;

	instant_format(now, text);	/* "2026-11-23 14:05" */
	for (char *p = text; *p != '\0'; p++)
		if (*p == ' ')
			*p = '-';
	memmove(text + 13, text + 14, strlen(text + 14) + 1);
	name = xasprintf("%s-%s.vault", app->academy.code, text);
	path = path_join(dir, name);
	for (int i = 2; path_exists(path) && i < 100; i++) {
		mem_free(path);
		mem_free(name);
		name = xasprintf("%s-%s-%d.vault", app->academy.code, text,
				 i);
		path = path_join(dir, name);
	}
	mem_free(name);
	return path;
}

enum rc
app_backup(struct app *app, const char *dir, progress_fn *progress, void *ctx,
	   char **path, struct err *err)
{
	char *to;
	enum rc rc = app_may_change(app, MAY_BACKUP, err);

	*path = NULL;
	if (rc == RC_OK && !path_is_dir(dir))
		rc = err_set(err, RC_INVALID, "dir",
			     "There is no folder %s. Name one that is there, "
			     "such as a stick's.", dir);
	if (rc != RC_OK)
		return rc;
	to = backup_path(app, dir);
	rc = app_begin(app, MAY_BACKUP, "backup", UOW_FINAL, err,
		       "Backup to %s", path_base(to));
	if (rc == RC_OK)
		rc = app_end(app, RC_OK, err);
	if (rc == RC_OK)
		rc = app_copy_vault(app, app->store, to, progress, ctx, err);
	if (rc != RC_OK) {
		mem_free(to);
		return rc;
	}
	*path = to;
	return RC_OK;
}

/* ---- restore ---- */

static enum rc
copy_file(const char *from, const char *to, struct err *err)
{
	struct buf data = BUF_INIT;
	enum rc rc = path_read(from, FILE_MAX, &data, err);

	if (rc == RC_OK)
		rc = path_write_atomic(to, data.ptr, data.len, false, err);
	buf_release(&data);
	return rc;
}

/* A key in escrow is of its day: the next return brings head office another. */
static bool
is_copied(const char *name)
{
	return strcmp(name, "lock") != 0 && strcmp(name, "escrow.age") != 0;
}

static enum rc
copy_folder(const char *from_dir, const char *to_dir, struct err *err)
{
	enum rc rc = path_mkdir(to_dir, err);

	for (size_t i = 0; i < ARRAY_SIZE(vault_files) && rc == RC_OK; i++) {
		char *from = path_join(from_dir, vault_files[i]);
		char *to = path_join(to_dir, vault_files[i]);

		if (path_exists(from) && is_copied(vault_files[i]))
			rc = copy_file(from, to, err);
		mem_free(from);
		mem_free(to);
	}
	return rc;
}

/* `part` and the vault change places, by way of the name `aside`, which the
 * vault then has. In one call, so that there is a vault at every instant; some
 * file systems cannot, and do it in two. 0, or an errno; then all is back. */
static int
change_places(const char *part, const char *vault, const char *aside)
{
	int failed = 0;

	if (rename(part, aside) != 0)
		return errno;
	if (renameat2(AT_FDCWD, aside, AT_FDCWD, vault, RENAME_EXCHANGE) == 0)
		return 0;
	failed = errno;
	if (rename(aside, part) != 0 || (failed != EINVAL && failed != ENOSYS))
		return failed;
	if (rename(vault, aside) != 0)
		return errno;
	if (rename(part, vault) == 0)
		return 0;
	failed = errno;
	return rename(aside, vault) == 0 ? failed : errno;
}

/* The vault in use is kept under a dated name, never overwritten. */
static enum rc
put_in_place(struct app *app, const char *part, char **kept, struct err *err)
{
	struct clock clock = app_clock(app);
	char day[DATE_TEXT_SIZE];
	char *aside = xasprintf("%s.before-restore-%s-%" PRId64, app->dir,
				date_format(app_today(app), day),
				clock_now(&clock).utc_s);
	char *parent = path_dir(app->dir);
	bool there = path_exists(app->dir);
	int failed = there ? change_places(part, app->dir, aside)
		   : rename(part, app->dir) != 0 ? errno : 0;
	enum rc rc = RC_OK;

	if (failed != 0)
		rc = err_set_errno(err, failed,
				   "The backup cannot be put in place");
	else
		rc = path_sync_dir(parent, err);
	if (rc == RC_OK && there)
		*kept = aside;
	else
		mem_free(aside);
	mem_free(parent);
	return rc;
}

static enum rc
check_place(struct app *app, bool replace, struct err *err)
{
	struct clock clock = app_clock(app);

	if (app_is_unlocked(app))
		return err_set(err, RC_CONFLICT, NULL,
			       "Lock the academy before restoring over it.");
	if (!path_exists(app->dir))
		return RC_OK;
	if (!replace)
		return err_set(err, RC_CONFLICT, NULL,
			       "There is a vault at %s. To put the backup in "
			       "its place, say \"--replace\"; the one there "
			       "now is kept beside it.", app->dir);
	return vault_check_free(app->dir, &clock, err);
}

enum rc
app_restore(struct app *app, const struct app_restore *how, char **kept,
	    struct err *err)
{
	struct buf report = BUF_INIT;
	char *part = xasprintf("%s.restoring", app->dir);
	enum rc rc = check_place(app, how->replace, err);

	*kept = NULL;
	if (rc == RC_OK)
		rc = vault_check_folder(how->from, err);
	if (rc == RC_OK)
		rc = path_make_parents(app->dir, err);
	if (rc == RC_OK) {
		app_remove_folder(part);
		rc = copy_folder(how->from, part, err);
		if (rc == RC_OK)
			rc = app_verify_folder(app, part, how->user_name,
					       how->passphrase, &report,
					       how->progress, how->ctx, err);
		if (rc == RC_OK)
			rc = put_in_place(app, part, kept, err);
		if (rc != RC_OK)
			app_remove_folder(part);
	}
	buf_release(&report);
	mem_free(part);
	return rc;
}
