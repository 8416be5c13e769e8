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
	uint32_t *logged;	/* pages of the frames that hold */
	sqlite3_int64 logged_count;
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

/* A page that a power cut tore while the log was folded in: the log has it
 * still, and SQLite reads it from there. */
static bool
is_logged(const struct walk *w, uint32_t number)
{
	for (sqlite3_int64 i = 0; i < w->logged_count; i++)
		if (w->logged[i] == number)
			return true;
	return false;
}

static int
walk_pages(struct walk *w)
{
	uint32_t n = 1;
	int rc = SQLITE_OK;

	for (; rc == SQLITE_OK &&
	     (sqlite3_int64)n * SEALED_PAGE_SIZE <= w->size; n++) {
		rc = w->file->pMethods->xRead(w->file, w->in, SEALED_PAGE_SIZE,
				(sqlite3_int64)(n - 1) * SEALED_PAGE_SIZE);
		if (rc != SQLITE_OK)
			break;
		w->check->pages++;
		/* SQLite never writes the page under its lock bytes (M7). */
		if (n != PENDING_PAGE &&
		    !sealed_page_open(w->vfs->keys, ROLE_PAGE, n, w->in,
				      w->out) &&
		    !is_logged(w, n))
			bad(w, "database", n);
		rc = report(w);
	}
	if (rc == SQLITE_OK && w->size % SEALED_PAGE_SIZE != 0 &&
	    !is_logged(w, n))
		bad(w, "database", n);
	return rc;
}

/* The log as it is walked: a run of frames that hold, then perhaps more. */
struct log_walk {
	unsigned char header[WAL_HEADER_SIZE];
	struct sealed_tail tail;
	sqlite3_int64 gap;	/* first frame that does not hold, or 0 */
};

static bool
walk_log_header(struct walk *w, struct log_walk *log)
{
	unsigned char tag[WAL_TAG_SIZE];

	sealed_header_tag(w->vfs->keys, ROLE_WAL_HEADER, 0, log->header,
			  WAL_TAGGED, tag, sizeof(tag));
	log->tail.salts = log->header + WAL_SALTS;
	log->tail.big_endian = (log->header[3] & 1) != 0;
	return memcmp(tag, log->header + WAL_TAGGED, sizeof(tag)) == 0;
}

/* A frame that does not open may be where a power cut ended the log; it is
 * damage when whole commits stand behind it (W5). */
static void
walk_frame(struct walk *w, struct log_walk *log, uint32_t index)
{
	const unsigned char *frame = w->out;
	bool opens = sealed_frame_open(w->vfs->keys, index, w->in, w->out);
	bool holds = opens && memcmp(frame + FRAME_SALTS, log->tail.salts,
				     SALTS_SIZE) == 0;

	w->check->frames++;
	if (log->gap == 0 && !holds)
		log->gap = index + 1;
	if (log->gap != 0) {
		sealed_tail_add(&log->tail, opens ? frame : NULL);
		return;
	}
	w->logged[index] = sealed_be32(frame);
	if (sealed_be32(frame + FRAME_COMMIT) != 0)
		w->logged_count = index + 1;
}

static int
walk_frames(struct walk *w)
{
	struct log_walk log = { .gap = 0 };
	sqlite3_int64 at = WAL_HEADER_SIZE;
	int rc;

	if (w->size < WAL_HEADER_SIZE)
		return SQLITE_OK;
	w->logged = sqlite3_malloc64(sizeof(*w->logged) *
				     (sqlite3_uint64)(w->size / FRAME_SIZE + 1));
	if (w->logged == NULL)
		return SQLITE_NOMEM;
	rc = w->file->pMethods->xRead(w->file, log.header, WAL_HEADER_SIZE, 0);
	if (rc == SQLITE_OK && !walk_log_header(w, &log))
		bad(w, "log of recent changes", 0);
	for (uint32_t i = 0; rc == SQLITE_OK && at + FRAME_SIZE <= w->size;
	     i++, at += FRAME_SIZE) {
		rc = w->file->pMethods->xRead(w->file, w->in, FRAME_SIZE, at);
		if (rc != SQLITE_OK)
			break;
		walk_frame(w, &log, i);
		rc = report(w);
	}
	if (rc == SQLITE_OK && log.tail.most > 1)
		bad(w, "log of recent changes", log.gap);
	return rc;
}

static int
check_log(struct walk *w, const char *path)
{
	sqlite3_vfs *under = w->vfs->under;
	char *wal = sqlite3_mprintf("%s-wal", path);
	int exists = 0, rc = SQLITE_NOMEM;

	if (wal != NULL)
		rc = under->xAccess(under, wal, SQLITE_ACCESS_EXISTS, &exists);
	if (rc == SQLITE_OK && exists) {
		rc = open_below(w, wal, SQLITE_OPEN_WAL);
		if (rc == SQLITE_OK)
			rc = walk_frames(w);
		close_below(w);
	}
	sqlite3_free(wal);
	return rc;
}

int
sealed_vfs_check(const char *vfs_name, const char *path,
		 struct sealed_check *check)
{
	struct walk w = { .vfs = sealed_vfs_by_name(vfs_name), .check = check };
	int rc;

	if (w.vfs == NULL)
		return SQLITE_NOTFOUND;
	rc = open_below(&w, path, SQLITE_OPEN_MAIN_DB);
	w.total = w.size / SEALED_PAGE_SIZE;
	close_below(&w);
	if (rc == SQLITE_OK)
		rc = check_log(&w, path);
	if (rc == SQLITE_OK)
		rc = open_below(&w, path, SQLITE_OPEN_MAIN_DB);
	if (rc == SQLITE_OK)
		rc = walk_pages(&w);
	close_below(&w);
	sqlite3_free(w.logged);
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
