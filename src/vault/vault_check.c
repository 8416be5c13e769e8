/* SPDX-License-Identifier: ISC */
#include "vault/vault.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "vault/sealed_vfs.h"
#include "vault/vault_lock.h"

enum rc
vault_check_folder(const char *dir, struct err *err)
{
	static const char *const files[] = { "keys", "records.db" };

	if (!path_is_dir(dir))
		return err_set(err, RC_NOT_FOUND, NULL,
			       "There is no vault at %s. Make one with "
			       "\"throughgate init\".", dir);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		char *path = path_join(dir, files[i]);
		bool there = path_exists(path);

		mem_free(path);
		if (!there && i > 0) {
			path = path_join(dir, "records.db.next");
			there = path_exists(path);
			mem_free(path);
		}
		if (!there)
			return err_set(err, RC_NOT_FOUND, NULL,
				       "%s is not a whole vault: the file "
				       "\"%s\" is missing.", dir, files[i]);
	}
	return RC_OK;
}

/* ---- checking ---- */

struct relay {
	struct vault_check *result;
	bool (*progress)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

static void
note_damage(void *ctx, const struct sealed_damage *damage)
{
	struct vault_check *result = ((struct relay *)ctx)->result;

	if (result->first[0] == '\0')
		snprintf(result->first, sizeof(result->first),
			 "page %" PRId64 " of the %s", damage->page,
			 damage->file);
}

static bool
relay_progress(void *ctx, int64_t done, int64_t total)
{
	struct relay *relay = ctx;

	return relay->progress == NULL ||
	       relay->progress(relay->ctx, done, total);
}

enum rc
vault_check_files(const struct vault *vault, struct vault_check *result,
		  bool (*progress)(void *ctx, int64_t done, int64_t total),
		  void *ctx, struct err *err)
{
	struct relay relay = { result, progress, ctx };
	struct sealed_check sealed = {
		.damage = note_damage, .progress = relay_progress,
		.ctx = &relay,
	};
	int rc;

	memset(result, 0, sizeof(*result));
	rc = sealed_vfs_check(vault_vfs_name(vault), vault_db_path(vault), &sealed);
	result->pages = sealed.pages;
	result->frames = sealed.frames;
	result->bad = sealed.bad;
	if (rc == SQLITE_INTERRUPT)
		return err_set(err, RC_CANCELLED, NULL, "Stopped.");
	if (rc != SQLITE_OK)
		return err_set(err, RC_IO, NULL,
			       "The vault's files cannot be read: %s.",
			       sqlite3_errstr(rc));
	if (sealed.bad == 0)
		return RC_OK;
	return err_set(err, RC_CORRUPT, NULL,
		       "%" PRId64 " of %" PRId64 " pages do not open as this "
		       "vault's; the first is %s. Restore a backup.",
		       sealed.bad, sealed.pages + sealed.frames,
		       result->first);
}

/* ---- copies ---- */

enum rc
vault_copy_keys(const struct vault *vault, const char *dir, struct err *err)
{
	char *from = path_join(vault_dir(vault), "keys");
	char *to = path_join(dir, "keys");
	struct buf data = BUF_INIT;
	enum rc rc = path_mkdir(dir, err);

	if (rc == RC_OK)
		rc = path_read(from, KEYFILE_MAX_SIZE, &data, err);
	if (rc == RC_OK)
		rc = path_write_atomic(to, data.ptr, data.len, false, err);
	buf_release(&data);
	mem_free(to);
	mem_free(from);
	return rc;
}

enum rc
vault_check_free(const char *dir, const struct clock *clock, struct err *err)
{
	int fd;
	enum rc rc = vault_lock_take(dir, clock, &fd, err);

	if (rc == RC_OK)
		vault_lock_release(fd);
	return rc;
}
