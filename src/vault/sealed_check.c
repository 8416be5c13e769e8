/* SPDX-License-Identifier: ISC */
/* Reads a sealed database page by page, without SQL: what `verify` does. */
#include "vault/sealed_private.h"

#include <string.h>

enum { PENDING_PAGE = 0x40000000 / SEALED_PAGE_SIZE + 1, REPORT_EVERY = 256 };

struct walk {
	struct sealed_vfs *vfs;
	struct sealed_check *check;
	sqlite3_file *file;
	sqlite3_int64 size, total;
	unsigned char in[FRAME_SIZE], out[FRAME_SIZE];
};

/* Through the VFS below, so that its locks on the file stay (K4). */
static int
open_below(struct walk *w, const char *path, int kind)
{
	sqlite3_vfs *under = w->vfs->under;
	int rc;

	w->size = 0;
	w->file = sqlite3_malloc(under->szOsFile);
	if (w->file == NULL)
		return SQLITE_NOMEM;
	memset(w->file, 0, (size_t)under->szOsFile);
	rc = under->xOpen(under, path, w->file, kind | SQLITE_OPEN_READONLY,
			  NULL);
	if (rc == SQLITE_OK)
		rc = w->file->pMethods->xFileSize(w->file, &w->size);
	return rc;
}

static void
close_below(struct walk *w)
{
	if (w->file != NULL && w->file->pMethods != NULL)
		w->file->pMethods->xClose(w->file);
	sqlite3_free(w->file);
	w->file = NULL;
}

static void
bad(struct walk *w, const char *file, sqlite3_int64 number)
{
	struct sealed_damage damage = { .file = file, .page = number };

	w->check->bad++;
	if (w->check->damage != NULL)
		w->check->damage(w->check->ctx, &damage);
}

static int
report(struct walk *w)
{
	int64_t done = w->check->pages + w->check->frames;

	if (w->check->progress == NULL || done % REPORT_EVERY != 0)
		return SQLITE_OK;
	return w->check->progress(w->check->ctx, done, w->total)
		       ? SQLITE_OK
		       : SQLITE_INTERRUPT;
}

static int
walk_pages(struct walk *w)
{
	int rc = SQLITE_OK;

	if (w->size % SEALED_PAGE_SIZE != 0)
		bad(w, "database", w->size / SEALED_PAGE_SIZE + 1);
	for (uint32_t n = 1; rc == SQLITE_OK &&
	     (sqlite3_int64)n * SEALED_PAGE_SIZE <= w->size; n++) {
		rc = w->file->pMethods->xRead(w->file, w->in, SEALED_PAGE_SIZE,
				(sqlite3_int64)(n - 1) * SEALED_PAGE_SIZE);
		if (rc != SQLITE_OK)
			break;
		w->check->pages++;
		/* SQLite never writes the page under its lock bytes (M7). */
		if (n != PENDING_PAGE &&
		    !sealed_page_open(w->vfs->keys, ROLE_PAGE, n, w->in,
				      w->out))
			bad(w, "database", n);
		rc = report(w);
	}
	return rc;
}

/* Frames after the last whole commit may be of an older generation or torn:
 * those that open are counted, and a gap before a later one is damage. */
static int
walk_frames(struct walk *w)
{
	unsigned char header[WAL_HEADER_SIZE], tag[8];
	sqlite3_int64 at = WAL_HEADER_SIZE, gap = 0;
	int rc;

	if (w->size < WAL_HEADER_SIZE)
		return SQLITE_OK;
	rc = w->file->pMethods->xRead(w->file, header, sizeof(header), 0);
	sealed_header_tag(w->vfs->keys, ROLE_WAL_HEADER, 0, header, 24, tag,
			  sizeof(tag));
	if (rc == SQLITE_OK && memcmp(tag, header + 24, sizeof(tag)) != 0)
		bad(w, "log of recent changes", 0);
	for (uint32_t i = 0; rc == SQLITE_OK && at + FRAME_SIZE <= w->size;
	     i++, at += FRAME_SIZE) {
		rc = w->file->pMethods->xRead(w->file, w->in, FRAME_SIZE, at);
		if (rc != SQLITE_OK)
			break;
		w->check->frames++;
		if (!sealed_frame_open(w->vfs->keys, i, w->in, w->out))
			gap = gap ? gap : i + 1;
		else if (gap != 0 && memcmp(w->out + 8, header + 16, 8) == 0)
			bad(w, "log of recent changes", gap);
		rc = report(w);
	}
	return rc;
}

int
sealed_vfs_check(const char *vfs_name, const char *path,
		 struct sealed_check *check)
{
	struct walk w = { .vfs = sealed_vfs_by_name(vfs_name), .check = check };
	char *wal;
	int rc, exists = 0;

	if (w.vfs == NULL)
		return SQLITE_NOTFOUND;
	wal = sqlite3_mprintf("%s-wal", path);
	rc = open_below(&w, path, SQLITE_OPEN_MAIN_DB);
	w.total = w.size / SEALED_PAGE_SIZE;
	if (rc == SQLITE_OK)
		rc = walk_pages(&w);
	close_below(&w);
	if (rc == SQLITE_OK)
		rc = w.vfs->under->xAccess(w.vfs->under, wal,
					   SQLITE_ACCESS_EXISTS, &exists);
	if (rc == SQLITE_OK && exists) {
		rc = open_below(&w, wal, SQLITE_OPEN_WAL);
		if (rc == SQLITE_OK)
			rc = walk_frames(&w);
		close_below(&w);
	}
	sqlite3_free(wal);
	return rc;
}

bool
sealed_vfs_owns(const char *vfs_name, const char *path)
{
	struct walk w = { .vfs = sealed_vfs_by_name(vfs_name) };
	bool owns = false;

	if (w.vfs != NULL &&
	    open_below(&w, path, SQLITE_OPEN_MAIN_DB) == SQLITE_OK &&
	    w.size >= SEALED_PAGE_SIZE &&
	    w.file->pMethods->xRead(w.file, w.in, SEALED_PAGE_SIZE, 0) ==
		    SQLITE_OK)
		owns = sealed_page_open(w.vfs->keys, ROLE_PAGE, 1, w.in,
					w.out);
	close_below(&w);
	return owns;
}
