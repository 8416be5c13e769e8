/* SPDX-License-Identifier: ISC */
/*
 * The rollback journal: 512-byte headers, and records of page number, page
 * image and checksum, written and read as three pieces. A page image is known
 * by what came before it, never by its size (J1).
 */
#include "vault/sealed_private.h"

#include <string.h>

enum {
	NUMBER_SIZE = 4, MAGIC_SIZE = 8, MAGIC_AND_COUNT = 12, COUNT_AT = 8,
};
#define COUNT_FROM_SIZE UINT32_C(0xffffffff)	/* synchronous=OFF */

static const unsigned char magic[MAGIC_SIZE] = {
	0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7,
};

static void
tag_header(struct sealed_file *f, sqlite3_int64 at, unsigned char *header)
{
	sealed_header_tag(f->vfs->keys, ROLE_JOURNAL_HEADER, (uint64_t)at,
			  header, JOURNAL_HEADER_SIZE,
			  header + JOURNAL_HEADER_SIZE, TAG_SIZE);
}

static bool
tag_fits(struct sealed_file *f, sqlite3_int64 at, const unsigned char *header)
{
	unsigned char copy[JOURNAL_TAGGED_SIZE];

	memcpy(copy, header, JOURNAL_HEADER_SIZE);
	tag_header(f, at, copy);
	return memcmp(copy, header, sizeof(copy)) == 0;
}

/* ---- writing ---- */

static int
write_header(struct sealed_file *f, const void *buf, int amount,
	     sqlite3_int64 offset)
{
	unsigned char *sector = f->scratch;

	memcpy(sector, buf, (size_t)amount);
	tag_header(f, offset, sector);
	f->page_at = f->page_number_at = -1;
	return sealed_under_write(f, sector, amount, offset);
}

/*
 * The count of records comes last and says that they can be trusted. SQLite
 * syncs the records first only with synchronous=FULL; here always, so that a
 * record within the count that does not open is damage and never a torn tail
 * (J3).
 */
static int
write_count(struct sealed_file *f, const void *buf, sqlite3_int64 offset)
{
	unsigned char header[JOURNAL_TAGGED_SIZE];
	int rc = SQLITE_OK;

	if (f->unsynced)
		rc = f->under->pMethods->xSync(f->under, SQLITE_SYNC_NORMAL);
	if (rc == SQLITE_OK)
		rc = sealed_under_read(f, header, sizeof(header), offset);
	if (rc != SQLITE_OK)
		return rc;
	f->unsynced = false;
	memcpy(header, buf, MAGIC_AND_COUNT);
	tag_header(f, offset, header);
	return sealed_under_write(f, header, sizeof(header), offset);
}

static int
write_page(struct sealed_file *f, const void *buf, sqlite3_int64 offset)
{
	unsigned char *out = f->scratch;

	sealed_page_seal(f->vfs->keys, ROLE_RECORD, f->page_number, buf, out);
	memcpy(f->nonce, out + CONTENT_SIZE, NONCE_SIZE);
	f->page_at = offset;
	f->unsynced = true;
	return sealed_under_write(f, out, SEALED_PAGE_SIZE, offset);
}

static int
write_number(struct sealed_file *f, const void *buf, sqlite3_int64 offset)
{
	unsigned char bytes[NUMBER_SIZE];

	memcpy(bytes, buf, sizeof(bytes));
	if (f->page_at >= 0 && offset == f->page_at + SEALED_PAGE_SIZE) {
		sealed_record_mask(f->vfs->keys, f->nonce, bytes);
		f->page_at = -1;
	} else {
		f->page_number_at = offset;
		f->page_number = sealed_be32(bytes);
	}
	f->unsynced = true;
	return sealed_under_write(f, bytes, NUMBER_SIZE, offset);
}

static bool
is_zero(const unsigned char *p, int size)
{
	while (size > 0 && *p == 0)
		p++, size--;
	return size == 0;
}

static int
journal_write(struct sealed_file *f, const void *buf, int amount,
	      sqlite3_int64 offset)
{
	bool sector = offset % JOURNAL_SECTOR == 0;

	if (amount == SEALED_PAGE_SIZE && f->page_number_at >= 0 &&
	    offset == f->page_number_at + NUMBER_SIZE)
		return write_page(f, buf, offset);
	if (amount == NUMBER_SIZE)
		return write_number(f, buf, offset);
	if (amount == JOURNAL_SECTOR && sector)
		return write_header(f, buf, amount, offset);
	if (amount == MAGIC_AND_COUNT && sector)
		return write_count(f, buf, offset);
	/* A stale header made unreadable; the header a finished transaction
	 * leaves with journal_mode=PERSIST. */
	if (sector && (amount == 1 || amount == JOURNAL_HEADER_SIZE) &&
	    is_zero(buf, amount))
		return sealed_under_write(f, buf, amount, offset);
	sealed_log(f->vfs, "a write to the rollback journal was not one this "
			   "library can seal (a transaction over several "
			   "files?)");
	return SQLITE_IOERR_WRITE;
}

/* ---- reading ---- */

static int
damaged(struct sealed_file *f)
{
	sealed_log(f->vfs, "the rollback journal is damaged or not ours; it "
			   "was kept as it is");
	return SQLITE_IOERR_DATA;
}

/*
 * A header that was meant to be one, and is not whole, must not end the
 * rollback: SQLite would delete the journal with the work half undone. Zeros at
 * its start mean "not finished" or "done with" and are SQLite's own.
 */
static int
read_magic(struct sealed_file *f, void *buf, int amount, sqlite3_int64 offset)
{
	unsigned char header[JOURNAL_TAGGED_SIZE];
	int rc = sealed_under_read(f, header, sizeof(header), offset);
	bool ours, first = offset == 0;

	memcpy(buf, header, (size_t)amount);
	f->page_at = -1;
	if (rc != SQLITE_OK || header[0] == 0)
		return rc;
	ours = memcmp(header, magic, MAGIC_SIZE) == 0;
	memcpy(header, magic, MAGIC_SIZE);
	if (tag_fits(f, offset, header) != ours || (first && !ours))
		return damaged(f);
	f->record_count = sealed_be32(header + COUNT_AT);
	return SQLITE_OK;
}

static int
read_page(struct sealed_file *f, void *buf, sqlite3_int64 offset)
{
	unsigned char number[NUMBER_SIZE], *page = f->scratch;
	int rc = sealed_under_read(f, number, sizeof(number),
				   offset - NUMBER_SIZE);

	if (rc == SQLITE_OK)
		rc = sealed_under_read(f, page, SEALED_PAGE_SIZE, offset);
	memset(buf, 0, SEALED_PAGE_SIZE);
	if (rc != SQLITE_OK)
		return rc;
	if (!sealed_page_open(f->vfs->keys, ROLE_RECORD, sealed_be32(number),
			      page, buf))
		return f->record_count == COUNT_FROM_SIZE
			       ? SQLITE_IOERR_SHORT_READ
			       : damaged(f);
	memcpy(f->nonce, page + CONTENT_SIZE, NONCE_SIZE);
	f->page_at = offset;
	return SQLITE_OK;
}

static int
journal_read(struct sealed_file *f, void *buf, int amount,
	     sqlite3_int64 offset)
{
	int rc;

	if (amount == SEALED_PAGE_SIZE && offset >= NUMBER_SIZE)
		return read_page(f, buf, offset);
	if (amount == MAGIC_SIZE && offset % JOURNAL_SECTOR == 0)
		return read_magic(f, buf, amount, offset);
	rc = sealed_under_read(f, buf, amount, offset);
	if (rc == SQLITE_OK && amount == NUMBER_SIZE && f->page_at >= 0 &&
	    offset == f->page_at + SEALED_PAGE_SIZE) {
		sealed_record_mask(f->vfs->keys, f->nonce, buf);
		f->page_at = -1;
	}
	return rc;
}

static int
journal_truncate(struct sealed_file *f, sqlite3_int64 size)
{
	f->page_at = f->page_number_at = -1;
	return f->under->pMethods->xTruncate(f->under, size);
}

const struct sealed_kind sealed_journal = {
	.name = "rollback journal",
	.read = journal_read,
	.write = journal_write,
	.truncate = journal_truncate,
};
