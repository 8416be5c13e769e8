/* SPDX-License-Identifier: ISC */
#include "vault/sealed_vfs.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "vault/sealed_private.h"

void
sealed_log(const struct sealed_vfs *vfs, const char *sentence)
{
	if (vfs->config.log != NULL)
		vfs->config.log(vfs->config.log_ctx, sentence);
}

/* ---- methods of an open file ---- */

static struct sealed_file *
ours(sqlite3_file *file)
{
	return (struct sealed_file *)file;
}

static int
flush(struct sealed_file *f)
{
	return f->kind->flush != NULL ? f->kind->flush(f) : SQLITE_OK;
}

static void
remember_open(struct sealed_file *f)
{
	sqlite3_mutex_enter(f->vfs->mutex);
	f->next = f->vfs->open;
	f->vfs->open = f;
	sqlite3_mutex_leave(f->vfs->mutex);
}

static void
forget_open(struct sealed_file *f)
{
	struct sealed_file **at = &f->vfs->open;

	sqlite3_mutex_enter(f->vfs->mutex);
	while (*at != NULL && *at != f)
		at = &(*at)->next;
	if (*at != NULL)
		*at = f->next;
	sqlite3_mutex_leave(f->vfs->mutex);
}

static bool
runs_vacuum(sqlite3 *db)
{
	sqlite3_mutex *mutex = sqlite3_db_mutex(db);
	bool found = false;

	/* Held by another thread: then it is not ours that vacuums. */
	if (sqlite3_mutex_try(mutex) != SQLITE_OK)
		return false;
	for (sqlite3_stmt *stmt = sqlite3_next_stmt(db, NULL);
	     stmt != NULL && !found; stmt = sqlite3_next_stmt(db, stmt))
		found = sqlite3_stmt_busy(stmt) &&
			sqlite3_strglob("[Vv][Aa][Cc][Uu][Uu][Mm]*",
					sqlite3_sql(stmt)) == 0;
	sqlite3_mutex_leave(mutex);
	return found;
}

bool
sealed_vfs_is_vacuuming(struct sealed_vfs *vfs)
{
	bool found = false;

	sqlite3_mutex_enter(vfs->mutex);
	for (struct sealed_file *f = vfs->open; f != NULL && !found;
	     f = f->next)
		found = f->db != NULL && runs_vacuum(f->db);
	sqlite3_mutex_leave(vfs->mutex);
	return found;
}

static int
sealed_close(sqlite3_file *file)
{
	struct sealed_file *f = ours(file);
	int rc = flush(f), closed = SQLITE_OK;

	forget_open(f);
	if (f->under->pMethods != NULL)
		closed = f->under->pMethods->xClose(f->under);
	sodium_memzero(f->header, sizeof(f->header));
	sodium_memzero(f->scratch, 2 * FRAME_SIZE);
	sqlite3_free(f->scratch);
	return rc != SQLITE_OK ? rc : closed;
}

static int
sealed_read(sqlite3_file *file, void *buf, int amount, sqlite3_int64 offset)
{
	return ours(file)->kind->read(ours(file), buf, amount, offset);
}

static int
sealed_write(sqlite3_file *file, const void *buf, int amount,
	     sqlite3_int64 offset)
{
	return ours(file)->kind->write(ours(file), buf, amount, offset);
}

static int
sealed_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return ours(file)->kind->truncate(ours(file), size);
}

static int
sealed_sync(sqlite3_file *file, int flags)
{
	struct sealed_file *f = ours(file);
	int rc = flush(f);

	if (rc == SQLITE_OK)
		rc = f->under->pMethods->xSync(f->under, flags);
	if (rc == SQLITE_OK)
		f->unsynced = false;
	return rc;
}

static int
sealed_file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	struct sealed_file *f = ours(file);
	int rc = flush(f);

	if (rc == SQLITE_OK)
		rc = f->under->pMethods->xFileSize(f->under, size);
	return rc;
}

static int
sealed_lock(sqlite3_file *file, int level)
{
	/* Another process may have changed the file's size meanwhile. */
	if (level == SQLITE_LOCK_SHARED)
		ours(file)->size = -1;
	return ours(file)->under->pMethods->xLock(ours(file)->under, level);
}

static int
sealed_unlock(sqlite3_file *file, int level)
{
	return ours(file)->under->pMethods->xUnlock(ours(file)->under, level);
}

static int
sealed_check_reserved(sqlite3_file *file, int *reserved)
{
	sqlite3_file *under = ours(file)->under;

	return under->pMethods->xCheckReservedLock(under, reserved);
}

static bool
same_word(const char *a, const char *b)
{
	return a != NULL && sqlite3_stricmp(a, b) == 0;
}

/* Without shared memory SQLite keeps the journal mode it has, and does not say
 * why; an attached database may have its locking from another. */
static void
note_locking(struct sealed_file *f, const char *name, const char *value)
{
	if (same_word(name, "locking_mode") && value != NULL)
		f->exclusive = same_word(value, "exclusive");
	else if (same_word(name, "journal_mode") && same_word(value, "wal") &&
		 !f->exclusive)
		sealed_log(f->vfs, "a sealed log is never shared: "
				   "journal_mode=WAL needs "
				   "locking_mode=EXCLUSIVE first");
}

/* arg[0] gets an answer, arg[1] is the name, arg[2] the value or NULL. */
static int
control_pragma(struct sealed_file *f, char **arg)
{
	const char *name = arg[1], *value = arg[2], *why = NULL;

	note_locking(f, name, value);
	if (same_word(name, "page_size") && value != NULL &&
	    atoi(value) != SEALED_PAGE_SIZE)
		why = "a sealed database has pages of 4096 bytes";
	else if (same_word(name, "journal_mode") &&
		 (same_word(value, "memory") || same_word(value, "off")))
		why = "a sealed database needs a journal on disk";
	else if (same_word(name, "mmap_size") && value != NULL &&
		 atoi(value) != 0)
		why = "a sealed database cannot be mapped into memory";
	if (why == NULL)
		return SQLITE_NOTFOUND;
	sealed_log(f->vfs, why);
	arg[0] = sqlite3_mprintf("%s", why);
	return SQLITE_ERROR;
}

static int
sealed_control(sqlite3_file *file, int op, void *arg)
{
	struct sealed_file *f = ours(file);
	int rc;

	switch (op) {
	case SQLITE_FCNTL_PRAGMA:
		rc = control_pragma(f, arg);
		if (rc != SQLITE_NOTFOUND)
			return rc;
		break;
	case SQLITE_FCNTL_PDB:
		f->db = *(sqlite3 **)arg;
		break;
	case SQLITE_FCNTL_MMAP_SIZE:
		*(sqlite3_int64 *)arg = 0;
		return SQLITE_OK;
	case SQLITE_FCNTL_CHUNK_SIZE:	/* would make pages of zeros (F2) */
	case SQLITE_FCNTL_SIZE_HINT:
		return SQLITE_OK;
	case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
	case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
	case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
		return SQLITE_NOTFOUND;
	default:
		break;
	}
	rc = f->under->pMethods->xFileControl(f->under, op, arg);
	if (op == SQLITE_FCNTL_VFSNAME && rc == SQLITE_OK) {
		char *below = *(char **)arg;

		*(char **)arg = sqlite3_mprintf("%s/%z", f->vfs->name, below);
	}
	return rc;
}

static int
sealed_sector_size(sqlite3_file *file)
{
	return ours(file)->under->pMethods->xSectorSize(ours(file)->under);
}

/* J5: atomic writes would bring journals in pieces of any size. W6: without
 * POWERSAFE_OVERWRITE a frame would be split around a sync; SQLite assumes it
 * on unix anyway. */
static int
sealed_characteristics(sqlite3_file *file)
{
	sqlite3_file *under = ours(file)->under;
	int flags = under->pMethods->xDeviceCharacteristics(under);

	return (flags & SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN) |
	       SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

/* Version 1: no shared memory, no memory map, by construction (F1, W10). */
static const sqlite3_io_methods io_methods = {
	.iVersion = 1,
	.xClose = sealed_close,
	.xRead = sealed_read,
	.xWrite = sealed_write,
	.xTruncate = sealed_truncate,
	.xSync = sealed_sync,
	.xFileSize = sealed_file_size,
	.xLock = sealed_lock,
	.xUnlock = sealed_unlock,
	.xCheckReservedLock = sealed_check_reserved,
	.xFileControl = sealed_control,
	.xSectorSize = sealed_sector_size,
	.xDeviceCharacteristics = sealed_characteristics,
};

struct sealed_file *
sealed_database_of(const char *name)
{
	sqlite3_file *file = sqlite3_database_file_object(name);

	return file->pMethods == &io_methods ? ours(file) : NULL;
}

/* ---- methods of the VFS ---- */

static sqlite3_vfs *
under(sqlite3_vfs *vfs)
{
	return ((struct sealed_vfs *)vfs)->under;
}

static const struct sealed_kind *
kind_of(int flags)
{
	if (flags & SQLITE_OPEN_MAIN_DB)
		return &sealed_pages;
	if (flags & SQLITE_OPEN_WAL)
		return &sealed_wal;
	if (flags & SQLITE_OPEN_MAIN_JOURNAL)
		return &sealed_journal;
	return NULL;
}

static int
sealed_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
	    int *out_flags)
{
	struct sealed_vfs *sealed = (struct sealed_vfs *)vfs;
	struct sealed_file *f = ours(file);
	int rc;

	memset(f, 0, sizeof(*f));
	f->kind = kind_of(flags);
	if (name == NULL || f->kind == NULL) {
		sealed_log(sealed, "a temporary file was refused: it would be "
				   "in clear (set temp_store=MEMORY)");
		return SQLITE_CANTOPEN;
	}
	f->vfs = sealed;
	f->under = (sqlite3_file *)(f + 1);
	f->size = f->pending_frame = f->page_at = f->page_number_at = -1;
	f->commits_behind = -1;
	f->loose_from = f->last_frame = -1;
	f->scratch = sqlite3_malloc(2 * FRAME_SIZE);
	if (f->scratch == NULL)
		return SQLITE_NOMEM;
	rc = sealed->under->xOpen(sealed->under, name, f->under, flags,
				  out_flags);
	if (f->under->pMethods != NULL)
		f->file.pMethods = &io_methods;
	if (rc == SQLITE_OK && f->kind->opened != NULL)
		rc = f->kind->opened(f, name);
	if (rc == SQLITE_OK && f->kind == &sealed_pages)
		remember_open(f);
	if (f->under->pMethods == NULL)
		sqlite3_free(f->scratch);
	return rc;
}

static int
sealed_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
	return under(vfs)->xDelete(under(vfs), name, sync_dir);
}

static int
sealed_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	return under(vfs)->xAccess(under(vfs), name, flags, out);
}

static int
sealed_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
	return under(vfs)->xFullPathname(under(vfs), name, size, out);
}

static int
sealed_randomness(sqlite3_vfs *vfs, int size, char *out)
{
	return under(vfs)->xRandomness(under(vfs), size, out);
}

static int
sealed_sleep(sqlite3_vfs *vfs, int microseconds)
{
	return under(vfs)->xSleep(under(vfs), microseconds);
}

static int
sealed_current_time(sqlite3_vfs *vfs, double *now)
{
	return under(vfs)->xCurrentTime(under(vfs), now);
}

static int
sealed_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	return under(vfs)->xGetLastError(under(vfs), size, out);
}

static int
sealed_current_time64(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
	return under(vfs)->xCurrentTimeInt64(under(vfs), now);
}

/* ---- registration ---- */

static void
fill_methods(struct sealed_vfs *s)
{
	s->vfs = (sqlite3_vfs){
		.iVersion = 2,
		.szOsFile = (int)sizeof(struct sealed_file) +
			    s->under->szOsFile,
		.mxPathname = s->under->mxPathname,
		.zName = s->name,
		.xOpen = sealed_open,
		.xDelete = sealed_delete,
		.xAccess = sealed_access,
		.xFullPathname = sealed_full_pathname,
		.xRandomness = sealed_randomness,
		.xSleep = sealed_sleep,
		.xCurrentTime = sealed_current_time,
		.xGetLastError = sealed_last_error,
		.xCurrentTimeInt64 = sealed_current_time64,
	};
}

static void
sealed_vfs_free(struct sealed_vfs *s)
{
	if (s == NULL)
		return;
	sodium_free(s->keys);
	sqlite3_mutex_free(s->mutex);
	sqlite3_free(s->name);
	sqlite3_free(s);
}

static struct sealed_vfs *
sealed_vfs_new(const struct sealed_vfs_config *config, sqlite3_vfs *base)
{
	struct sealed_vfs *s = sqlite3_malloc(sizeof(*s));

	if (s == NULL)
		return NULL;
	memset(s, 0, sizeof(*s));
	s->under = base;
	s->config = *config;
	s->config.key = NULL;
	s->name = sqlite3_mprintf("%s", config->name);
	s->keys = sodium_malloc(sizeof(*s->keys));
	s->mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_FAST);
	if (s->name == NULL || s->keys == NULL) {
		sealed_vfs_free(s);
		return NULL;
	}
	memcpy(s->keys->file_id, config->file_id, SEALED_FILE_ID_SIZE);
	sealed_keys_derive(s->keys, config->key);
	sodium_mprotect_readonly(s->keys);
	fill_methods(s);
	return s;
}

int
sealed_vfs_register(const struct sealed_vfs_config *config)
{
	sqlite3_vfs *base = sqlite3_vfs_find(config->base_vfs);
	struct sealed_vfs *s;

	if (base == NULL)
		return SQLITE_NOTFOUND;
	if (base->iVersion < 2 || config->name == NULL ||
	    config->key == NULL || sqlite3_vfs_find(config->name) != NULL)
		return SQLITE_MISUSE;
	if (sodium_init() < 0)
		return SQLITE_ERROR;
	s = sealed_vfs_new(config, base);
	return s == NULL ? SQLITE_NOMEM : sqlite3_vfs_register(&s->vfs, 0);
}

struct sealed_vfs *
sealed_vfs_by_name(const char *name)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(name);

	return vfs != NULL && vfs->xOpen == sealed_open
		       ? (struct sealed_vfs *)vfs
		       : NULL;
}

int
sealed_vfs_unregister(const char *name)
{
	struct sealed_vfs *s = sealed_vfs_by_name(name);

	if (s == NULL)
		return SQLITE_NOTFOUND;
	sqlite3_vfs_unregister(&s->vfs);
	sealed_vfs_free(s);
	return SQLITE_OK;
}
