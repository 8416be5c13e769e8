/* SPDX-License-Identifier: ISC */
/*
 * The write-ahead log. SQLite writes a frame's header and then its page; the
 * header is held back until the page comes, and both are sealed as one unit
 * at the offset SQLite gave (W2).
 */
#include "vault/sealed_private.h"

#include <string.h>

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

static void
add_checksum(uint32_t sum[2], bool big_endian, const unsigned char *p, int size)
{
	for (int i = 0; i < size; i += 8) {
		sum[0] += word(p + i, big_endian) + sum[1];
		sum[1] += word(p + i + 4, big_endian) + sum[0];
	}
}

/* SQLite's own checksum of the header, which is not kept on disk. */
static void
restore_checksum(unsigned char *header)
{
	uint32_t sum[2] = { 0, 0 };

	add_checksum(sum, (header[3] & 1) != 0, header, WAL_TAGGED);
	sealed_put_be32(header + WAL_TAGGED, sum[0]);
	sealed_put_be32(header + WAL_TAGGED + 4, sum[1]);
}

void
sealed_tail_add(struct sealed_tail *tail, const unsigned char *frame)
{
	uint32_t first, second;

	if (frame == NULL) {
		tail->in_run = false;
		return;
	}
	first = sealed_be32(frame + FRAME_CHECKSUM);
	second = sealed_be32(frame + FRAME_CHECKSUM + 4);
	add_checksum(tail->sum, tail->big_endian, frame, FRAME_SALTS);
	add_checksum(tail->sum, tail->big_endian, frame + FRAME_HEADER_SIZE,
		     SEALED_PAGE_SIZE);
	if (!tail->in_run || tail->sum[0] != first || tail->sum[1] != second)
		tail->commits = 0;
	tail->in_run = true;
	tail->sum[0] = first;
	tail->sum[1] = second;
	if (sealed_be32(frame + FRAME_COMMIT) != 0 &&
	    memcmp(frame + FRAME_SALTS, tail->salts, SALTS_SIZE) == 0)
		tail->commits++;
	if (tail->commits > tail->most)
		tail->most = tail->commits;
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
	f->big_endian = (header[3] & 1) != 0;
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
	f->big_endian = (buf[3] & 1) != 0;
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

static void
hold_header(struct sealed_file *f, const unsigned char *header,
	    sqlite3_int64 index)
{
	memcpy(f->pending, header, FRAME_HEADER_SIZE);
	f->pending_frame = f->last_frame = index;
	if (!is_zero(header + FRAME_SALTS, SALTS_SIZE))
		f->loose_from = -1;
	else if (f->loose_from < 0 || index < f->loose_from)
		f->loose_from = index;
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
		hold_header(f, buf, index);
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
	struct sealed_tail tail = {
		.big_endian = f->big_endian, .salts = f->salts,
	};
	unsigned char *frame = f->scratch;
	sqlite3_int64 size = 0;
	int rc = f->under->pMethods->xFileSize(f->under, &size);

	for (sqlite3_int64 i = from + 1;
	     rc == SQLITE_OK && frame_offset(i + 1) <= size; i++) {
		bool authentic;

		rc = open_frame(f, i, frame, &authentic);
		sealed_tail_add(&tail, authentic ? frame : NULL);
	}
	f->commits_behind = tail.most;
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
checksum_before(struct sealed_file *f, sqlite3_int64 index, uint32_t sum[2])
{
	unsigned char *frame = f->scratch + FRAME_SIZE, bytes[8];
	bool authentic = true;
	int rc;

	if (index == 0) {
		rc = read_header(f, bytes, sizeof(bytes), WAL_TAGGED);
	} else {
		rc = open_frame(f, index - 1, frame, &authentic);
		memcpy(bytes, frame + FRAME_CHECKSUM, sizeof(bytes));
	}
	sum[0] = sealed_be32(bytes);
	sum[1] = sealed_be32(bytes + 4);
	return rc == SQLITE_OK && !authentic ? not_authentic(f) : rc;
}

/*
 * Before it commits, SQLite reckons the checksums of frames it had left without
 * one, from the first page it had overwritten; it asks for the one before. In
 * 3.40 it forgets that a ROLLBACK TO came between, and that frames before
 * that one lack theirs too: after a power cut the whole transaction would be
 * gone, though it was synced. So they get theirs here.
 */
static int
mend_checksums(struct sealed_file *f, sqlite3_int64 last, unsigned char *out)
{
	unsigned char *frame = f->scratch + FRAME_SIZE;
	uint32_t sum[2];
	bool authentic;
	int rc = checksum_before(f, f->loose_from, sum);

	for (sqlite3_int64 i = f->loose_from; rc == SQLITE_OK && i <= last;
	     i++) {
		rc = open_frame(f, i, frame, &authentic);
		if (rc == SQLITE_OK && !authentic)
			rc = not_authentic(f);
		if (rc != SQLITE_OK)
			break;
		add_checksum(sum, f->big_endian, frame, FRAME_SALTS);
		add_checksum(sum, f->big_endian, frame + FRAME_HEADER_SIZE,
			     SEALED_PAGE_SIZE);
		memcpy(frame + FRAME_SALTS, f->salts, SALTS_SIZE);
		sealed_put_be32(frame + FRAME_CHECKSUM, sum[0]);
		sealed_put_be32(frame + FRAME_CHECKSUM + 4, sum[1]);
		rc = seal_frame(f, i, frame, frame + FRAME_HEADER_SIZE);
	}
	sealed_put_be32(out, sum[0]);
	sealed_put_be32(out + 4, sum[1]);
	f->loose_from = -1;
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
	if (within == FRAME_CHECKSUM && f->loose_from >= 0 &&
	    f->loose_from <= index)
		return mend_checksums(f, index < f->last_frame ? index
							: f->last_frame,
				      buf);
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
