/* SPDX-License-Identifier: ISC */
/*
 * The write-ahead log. SQLite writes a frame's header and then its page; the
 * header is held back until the page comes, and both are sealed as one unit
 * at the offset SQLite gave (W2).
 */
#include "vault/sealed_private.h"

#include <string.h>

enum { WAL_TAGGED = 24, WAL_TAG_SIZE = 8, WAL_SALTS = 16,
	FRAME_SALTS = 8 };

static sqlite3_int64
frame_offset(sqlite3_int64 index)
{
	return WAL_HEADER_SIZE + index * FRAME_SIZE;
}

static sqlite3_int64
frame_at(sqlite3_int64 offset, int *within)
{
	*within = (int)((offset - WAL_HEADER_SIZE) % FRAME_SIZE);
	return (offset - WAL_HEADER_SIZE) / FRAME_SIZE;
}

static bool
is_zero(const unsigned char *p, size_t size)
{
	while (size > 0 && *p == 0)
		p++, size--;
	return size == 0;
}

/* Little-endian words unless the magic number is odd (fileformat2, 4.2). */
static uint32_t
word(const unsigned char *p, bool big_endian)
{
	return big_endian ? sealed_be32(p)
			  : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 |
				    (uint32_t)p[1] << 8 | p[0];
}

/* SQLite's own checksum of the header, which is not kept on disk. */
static void
restore_checksum(unsigned char *header)
{
	bool big_endian = (header[3] & 1) != 0;
	uint32_t s0 = 0, s1 = 0;

	for (int i = 0; i < WAL_TAGGED; i += 8) {
		s0 += word(header + i, big_endian) + s1;
		s1 += word(header + i + 4, big_endian) + s0;
	}
	sealed_put_be32(header + WAL_TAGGED, s0);
	sealed_put_be32(header + WAL_TAGGED + 4, s1);
}

static bool
tag_fits(const struct sealed_file *f, const unsigned char *header)
{
	unsigned char tag[WAL_TAG_SIZE];

	sealed_header_tag(f->vfs->keys, ROLE_WAL_HEADER, 0, header, WAL_TAGGED,
			  tag, sizeof(tag));
	return memcmp(tag, header + WAL_TAGGED, sizeof(tag)) == 0;
}

static int
not_ours(const struct sealed_file *f)
{
	sealed_log(f->vfs, "the log of recent changes is damaged or not ours");
	return SQLITE_IOERR_DATA;
}

/*
 * SQLite looks at no header of a log without frames, and deletes the log when
 * it closes, whatever the key. So the key is proven first: by the header, or,
 * where a power cut left zeros in its place, by the database (K1).
 */
static int
wal_opened(struct sealed_file *f, const char *name)
{
	unsigned char header[WAL_HEADER_SIZE];
	int rc = sealed_under_read(f, header, sizeof(header), 0);
	struct sealed_file *database;

	if (rc == SQLITE_IOERR_SHORT_READ && is_zero(header, sizeof(header)))
		return SQLITE_OK;
	if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
		return rc;
	if (!is_zero(header, sizeof(header)))
		return tag_fits(f, header) ? SQLITE_OK : not_ours(f);
	database = sealed_database_of(name);
	return database != NULL && sealed_pages_proven(database)
		       ? SQLITE_OK
		       : not_ours(f);
}

/*
 * A header is 32 bytes in one sector and synced before the first commit, so
 * it is whole, or zero, or somebody else's. To call a strange one "no log"
 * would let SQLite delete committed changes (K1).
 */
static int
read_header(struct sealed_file *f, void *buf, int amount, sqlite3_int64 offset)
{
	unsigned char header[WAL_HEADER_SIZE];
	int rc = sealed_under_read(f, header, sizeof(header), 0);

	memset(buf, 0, (size_t)amount);
	if (rc != SQLITE_OK)
		return rc;
	if (is_zero(header, sizeof(header)))
		return SQLITE_OK;
	if (!tag_fits(f, header))
		return not_ours(f);
	memcpy(f->salts, header + WAL_SALTS, sizeof(f->salts));
	restore_checksum(header);
	memcpy(buf, header + offset, (size_t)amount);
	return SQLITE_OK;
}

static int
write_header(struct sealed_file *f, const unsigned char *buf)
{
	unsigned char header[WAL_HEADER_SIZE];

	memcpy(header, buf, WAL_TAGGED);
	memcpy(f->salts, buf + WAL_SALTS, sizeof(f->salts));
	sealed_header_tag(f->vfs->keys, ROLE_WAL_HEADER, 0, header, WAL_TAGGED,
			  header + WAL_TAGGED, WAL_TAG_SIZE);
	f->commits_behind = -1;
	return sealed_under_write(f, header, sizeof(header), 0);
}

/* Of this generation (W8); or written in the open transaction after a page
 * before it changed, when SQLite leaves the salts zero until it commits. */
static bool
salts_fit(const struct sealed_file *f, const unsigned char *header)
{
	const unsigned char *salts = header + FRAME_SALTS;

	return memcmp(salts, f->salts, sizeof(f->salts)) == 0 ||
	       is_zero(salts, sizeof(f->salts));
}

/* Opens frame `index` into out (FRAME_SIZE). */
static int
open_frame(struct sealed_file *f, sqlite3_int64 index, unsigned char *out,
	   bool *authentic)
{
	int rc = sealed_under_read(f, out, FRAME_SIZE, frame_offset(index));

	*authentic = rc == SQLITE_OK &&
		     sealed_frame_open(f->vfs->keys, (uint32_t)index, out,
				       out) &&
		     salts_fit(f, out);
	return rc;
}

static int
seal_frame(struct sealed_file *f, sqlite3_int64 index,
	   const unsigned char *header, const unsigned char *page)
{
	unsigned char *frame = f->scratch;

	sealed_frame_seal(f->vfs->keys, (uint32_t)index, header, page, frame);
	return sealed_under_write(f, frame, FRAME_SIZE, frame_offset(index));
}

static int
not_authentic(struct sealed_file *f)
{
	sealed_log(f->vfs, "an entry in the log of recent changes is damaged");
	return SQLITE_IOERR_DATA;
}

/* A header that no page followed: SQLite corrects the checksums of frames it
 * wrote before in this transaction (W3). */
static int
wal_flush(struct sealed_file *f)
{
	unsigned char *old = f->scratch + FRAME_SIZE;
	sqlite3_int64 index = f->pending_frame;
	bool authentic;
	int rc;

	if (index < 0)
		return SQLITE_OK;
	f->pending_frame = -1;
	rc = open_frame(f, index, old, &authentic);
	if (rc != SQLITE_OK)
		return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_IOERR_WRITE : rc;
	if (!authentic)
		return not_authentic(f);
	return seal_frame(f, index, f->pending, old + FRAME_HEADER_SIZE);
}

static int
write_page(struct sealed_file *f, const unsigned char *page,
	   sqlite3_int64 index)
{
	unsigned char *old = f->scratch + FRAME_SIZE;
	bool authentic;
	int rc;

	if (f->pending_frame == index) {
		f->pending_frame = -1;
		return seal_frame(f, index, f->pending, page);
	}
	rc = wal_flush(f);
	if (rc == SQLITE_OK)
		rc = open_frame(f, index, old, &authentic);
	if (rc != SQLITE_OK)
		return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_IOERR_WRITE : rc;
	if (!authentic)
		return not_authentic(f);
	return seal_frame(f, index, old, page);
}

static int
wal_write(struct sealed_file *f, const void *buf, int amount,
	  sqlite3_int64 offset)
{
	sqlite3_int64 index;
	int within, rc;

	if (offset == 0 && amount == WAL_HEADER_SIZE) {
		rc = wal_flush(f);
		return rc == SQLITE_OK ? write_header(f, buf) : rc;
	}
	index = offset < WAL_HEADER_SIZE ? -1 : frame_at(offset, &within);
	if (index >= 0 && within == 0 && amount == FRAME_HEADER_SIZE) {
		rc = wal_flush(f);
		memcpy(f->pending, buf, FRAME_HEADER_SIZE);
		f->pending_frame = index;
		return rc;
	}
	if (index >= 0 && within == FRAME_HEADER_SIZE &&
	    amount == SEALED_PAGE_SIZE)
		return write_page(f, buf, index);
	sealed_log(f->vfs, "a write to the log of recent changes was not a "
			   "whole frame");
	return SQLITE_IOERR_WRITE;
}

/* Counts the whole commits of this generation after frame `from`, once. */
static int
count_commits_behind(struct sealed_file *f, sqlite3_int64 from)
{
	unsigned char *frame = f->scratch;
	sqlite3_int64 size = 0;
	int rc = f->under->pMethods->xFileSize(f->under, &size);

	f->commits_behind = 0;
	for (sqlite3_int64 i = from + 1;
	     rc == SQLITE_OK && frame_offset(i + 1) <= size; i++) {
		bool authentic;

		rc = open_frame(f, i, frame, &authentic);
		if (authentic && sealed_be32(frame + 4) != 0)
			f->commits_behind++;
	}
	return rc;
}

/*
 * Recovery came to a frame that is not of this generation, or not whole. That
 * is how every log ends after a power cut, so SQLite is told "no more" (W4);
 * unless several commits stand behind it, which only damage explains (W5).
 */
static int
end_of_log(struct sealed_file *f, sqlite3_int64 index, void *buf)
{
	int rc = SQLITE_OK;

	if (f->vfs->config.synchronous_full && f->commits_behind < 0)
		rc = count_commits_behind(f, index);
	if (rc == SQLITE_OK && f->commits_behind > 1)
		return not_authentic(f);
	memset(buf, 0, FRAME_SIZE);
	return rc;
}

static int
wal_read(struct sealed_file *f, void *buf, int amount, sqlite3_int64 offset)
{
	unsigned char *frame = f->scratch + FRAME_SIZE;
	sqlite3_int64 index;
	bool authentic;
	int within, rc;

	rc = wal_flush(f);
	if (rc != SQLITE_OK)
		return rc;
	if (offset + amount <= WAL_HEADER_SIZE)
		return read_header(f, buf, amount, offset);
	index = frame_at(offset, &within);
	if (offset < WAL_HEADER_SIZE || within + amount > FRAME_SIZE)
		return SQLITE_IOERR_READ;
	rc = open_frame(f, index, frame, &authentic);
	if (rc != SQLITE_OK)
		memset(buf, 0, (size_t)amount);
	else if (authentic)
		memcpy(buf, frame + within, (size_t)amount);
	else if (amount == FRAME_SIZE)
		rc = end_of_log(f, index, buf);
	else
		rc = not_authentic(f);
	return rc;
}

/* Rounded up to a whole frame (W9). */
static int
wal_truncate(struct sealed_file *f, sqlite3_int64 size)
{
	int within, rc = wal_flush(f);

	if (rc != SQLITE_OK)
		return rc;
	if (size > WAL_HEADER_SIZE) {
		sqlite3_int64 index = frame_at(size, &within);

		size = frame_offset(index + (within > 0));
	}
	return f->under->pMethods->xTruncate(f->under, size);
}

const struct sealed_kind sealed_wal = {
	.name = "log of recent changes",
	.opened = wal_opened,
	.read = wal_read,
	.write = wal_write,
	.truncate = wal_truncate,
	.flush = wal_flush,
};
