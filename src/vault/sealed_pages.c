/* SPDX-License-Identifier: ISC */
/* The main database file: every page sealed, page 1 and its header included. */
#include "vault/sealed_private.h"

#include <string.h>

static const char magic[16] = "SQLite format 3";

static uint32_t
page_number(sqlite3_int64 offset)
{
	return (uint32_t)(offset / SEALED_PAGE_SIZE) + 1;
}

/* What makes SQLite give a new file our page size and reserve (M3). */
static void
synthetic_header(unsigned char *out)
{
	memset(out, 0, DB_HEADER_SIZE);
	memcpy(out, magic, sizeof(magic));
	out[16] = SEALED_PAGE_SIZE >> 8;
	out[18] = out[19] = 1;
	out[20] = SEALED_RESERVE;
	out[21] = 64;
	out[22] = out[23] = 32;
}

static int
damaged(struct sealed_file *f, uint32_t number)
{
	sealed_log(f->vfs, number == 1
			? "the first page does not open with this key"
			: "a page of the database is damaged or not ours");
	return number == 1 ? SQLITE_NOTADB : SQLITE_IOERR_DATA;
}

/*
 * The 100 bytes SQLite asks for when it opens a file. A page 1 torn by a power
 * cut must not stop it here: the journal that will heal the page is only
 * looked at later (M5). A file in clear is refused now (K3).
 */
static int
probe(struct sealed_file *f, unsigned char *buf, int amount)
{
	unsigned char *page = f->scratch;
	int rc = sealed_under_read(f, page, SEALED_PAGE_SIZE, 0);

	if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
		return rc;
	if (memcmp(page, magic, sizeof(magic)) == 0) {
		sealed_log(f->vfs, "the database is not sealed");
		return SQLITE_NOTADB;
	}
	if (rc == SQLITE_OK &&
	    sealed_page_open(f->vfs->keys, ROLE_PAGE, 1, page, page)) {
		memcpy(buf, page, (size_t)amount);
		return SQLITE_OK;
	}
	synthetic_header(page);
	/* VACUUM INTO sets the layout of its new file itself, from the one it
	 * copies, and fails when it finds one fixed. */
	if (rc == SQLITE_IOERR_SHORT_READ && sealed_vfs_is_vacuuming(f->vfs))
		memset(page, 0, DB_HEADER_SIZE);
	memcpy(buf, page, (size_t)amount);
	return SQLITE_OK;
}

bool
sealed_pages_proven(struct sealed_file *f)
{
	unsigned char *page = f->scratch;

	return sealed_under_read(f, page, SEALED_PAGE_SIZE, 0) == SQLITE_OK &&
	       sealed_page_open(f->vfs->keys, ROLE_PAGE, 1, page, page);
}

/* The change counter is read at every transaction in rollback mode: page 1
 * need not be opened again while its seal is the same (M10). */
static bool
header_from_cache(struct sealed_file *f, const unsigned char *page, void *buf,
		  int amount, sqlite3_int64 offset)
{
	if (!f->header_cached ||
	    memcmp(page + CONTENT_SIZE, f->header_seal, SEALED_RESERVE) != 0)
		return false;
	memcpy(buf, f->header + offset, (size_t)amount);
	return true;
}

static int
read_part(struct sealed_file *f, void *buf, int amount, sqlite3_int64 offset)
{
	uint32_t number = page_number(offset);
	sqlite3_int64 start = (sqlite3_int64)(number - 1) * SEALED_PAGE_SIZE;
	unsigned char *page = f->scratch;
	int rc = sealed_under_read(f, page, SEALED_PAGE_SIZE, start);

	if (rc != SQLITE_OK) {
		memset(buf, 0, (size_t)amount);
		return rc;
	}
	if (offset + amount <= DB_HEADER_SIZE &&
	    header_from_cache(f, page, buf, amount, offset))
		return SQLITE_OK;
	memcpy(f->header_seal, page + CONTENT_SIZE, SEALED_RESERVE);
	f->header_cached = false;
	if (!sealed_page_open(f->vfs->keys, ROLE_PAGE, number, page, page)) {
		memset(buf, 0, (size_t)amount);
		return damaged(f, number);
	}
	if (number == 1) {
		memcpy(f->header, page, DB_HEADER_SIZE);
		f->header_cached = true;
	}
	memcpy(buf, page + (offset - start), (size_t)amount);
	return SQLITE_OK;
}

static int
pages_read(struct sealed_file *f, void *buf, int amount, sqlite3_int64 offset)
{
	bool whole = amount == SEALED_PAGE_SIZE &&
		     offset % SEALED_PAGE_SIZE == 0;
	uint32_t number = page_number(offset);
	int rc;

	if (offset == 0 && amount == DB_HEADER_SIZE)
		return probe(f, buf, amount);
	if (offset % SEALED_PAGE_SIZE + amount > SEALED_PAGE_SIZE)
		return SQLITE_IOERR_READ;
	if (!whole)
		return read_part(f, buf, amount, offset);
	rc = sealed_under_read(f, f->scratch, amount, offset);
	if (rc != SQLITE_OK) {
		memset(buf, 0, (size_t)amount);
		return rc;
	}
	if (!sealed_page_open(f->vfs->keys, ROLE_PAGE, number, f->scratch,
			      buf)) {
		memset(buf, 0, (size_t)amount);
		return damaged(f, number);
	}
	return SQLITE_OK;
}

static bool
is_zero(const unsigned char *p, size_t size)
{
	unsigned char all = 0;

	while (size-- > 0)
		all |= *p++;
	return all == 0;
}

static int
refuse_write(struct sealed_file *f, const char *why)
{
	sealed_log(f->vfs, why);
	return SQLITE_IOERR_WRITE;
}

/* M2, M3, M8: only whole pages with a zero reserve, and our page 1. */
static int
check_write(struct sealed_file *f, const unsigned char *page, int amount,
	    sqlite3_int64 offset)
{
	if (amount != SEALED_PAGE_SIZE || offset % SEALED_PAGE_SIZE != 0)
		return refuse_write(f, "a write was not one whole page: only "
				       "pages of 4096 bytes can be sealed");
	if (!is_zero(page + CONTENT_SIZE, SEALED_RESERVE))
		return refuse_write(f, "a page came with its reserved bytes "
				       "in use");
	if (offset == 0 &&
	    (page[20] != SEALED_RESERVE || page[16] != SEALED_PAGE_SIZE >> 8 ||
	     page[17] != 0))
		return refuse_write(f, "the database is not laid out for "
				       "sealing: 4096-byte pages with 40 "
				       "reserved bytes");
	return SQLITE_OK;
}

/*
 * SQLite may extend a file past pages it never writes. A hole would read as
 * zeros, which anyone could forge: seal an empty page into each (M6).
 */
static int
fill_gap(struct sealed_file *f, sqlite3_int64 offset)
{
	unsigned char *zero = f->scratch + FRAME_SIZE;
	sqlite3_int64 at;
	int rc = SQLITE_OK;

	if (f->size < offset)
		rc = f->under->pMethods->xFileSize(f->under, &f->size);
	at = (f->size + SEALED_PAGE_SIZE - 1) / SEALED_PAGE_SIZE *
	     SEALED_PAGE_SIZE;
	if (rc != SQLITE_OK || at >= offset)
		return rc;
	memset(zero, 0, SEALED_PAGE_SIZE);
	for (; at < offset && rc == SQLITE_OK; at += SEALED_PAGE_SIZE) {
		sealed_page_seal(f->vfs->keys, ROLE_PAGE, page_number(at),
				 zero, f->scratch);
		rc = sealed_under_write(f, f->scratch, SEALED_PAGE_SIZE, at);
	}
	return rc;
}

static int
pages_write(struct sealed_file *f, const void *buf, int amount,
	    sqlite3_int64 offset)
{
	int rc = check_write(f, buf, amount, offset);

	if (rc == SQLITE_OK && offset > f->size)
		rc = fill_gap(f, offset);
	if (rc != SQLITE_OK)
		return rc;
	sealed_page_seal(f->vfs->keys, ROLE_PAGE, page_number(offset), buf,
			 f->scratch);
	rc = sealed_under_write(f, f->scratch, amount, offset);
	if (rc == SQLITE_OK && f->size < offset + amount)
		f->size = offset + amount;
	return rc;
}

static int
pages_truncate(struct sealed_file *f, sqlite3_int64 size)
{
	f->size = -1;
	return f->under->pMethods->xTruncate(f->under, size);
}

const struct sealed_kind sealed_pages = {
	.name = "database",
	.read = pages_read,
	.write = pages_write,
	.truncate = pages_truncate,
};
