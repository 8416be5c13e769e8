/* SPDX-License-Identifier: ISC */
/*
 * What is inside a bundle. The first byte says how the rest is read: as a whole
 * file, or as changes to a good payload of a kind (0 to 4): four bytes each,
 * where (the page, two bytes of place in it) and what stands there then. A good
 * one is opened; anything else is opened or refused with a sentence, and what
 * opens has a manifest that says the same when it is written again.
 */
#include "tests/fuzz/fuzz.h"

#include "base/mem.h"
#include "model/manifest.h"
#include "store/payload_private.h"

enum { KINDS = 5, PAGE = 4096 };

static const char rows_of_courses[] =
	"INSERT INTO curriculum_version VALUES (x'0102030405060708"
	"090a0b0c0d0e0f10','C','Course','1',1795424400,0);"
	"INSERT INTO item VALUES (x'0202030405060708090a0b0c0d0e0f10',"
	"x'0102030405060708090a0b0c0d0e0f10',NULL,0,0,'COURSE','C','Course',"
	"0,0,'','');";
static const char rows_of_people[] =
	"INSERT INTO staff VALUES (x'0302030405060708090a0b0c0d0e0f10','Ada');"
	"INSERT INTO student VALUES (x'0402030405060708090a0b0c0d0e0f10',"
	"'ACA-0001','Nia','','','','2026-11-23','','','',"
	"x'0102030405060708090a0b0c0d0e0f10',"
	"x'0502030405060708090a0b0c0d0e0f10',0);"
	"INSERT INTO attempt VALUES (x'0402030405060708090a0b0c0d0e0f10',"
	"x'0602030405060708090a0b0c0d0e0f10',"
	"x'0202030405060708090a0b0c0d0e0f10',1,'2026-11-23','PASS','PAPER',"
	"'','',x'0302030405060708090a0b0c0d0e0f10',1795424400,0);";

static struct bundle_manifest
manifest_of(enum bundle_kind kind)
{
	bool people = bundle_carries_people(kind);
	bool receipt = kind == BUNDLE_RECEIPT;
	struct bundle_manifest m = {
		.format = BUNDLE_FORMAT, .kind = kind, .number = 1,
		.from_id = { { 5, 2 } }, .to_id = { { 7 } },
		.from_code = "ACA", .from_name = "Ash Academy",
		.to_code = "HQ", .created = { .utc_s = 1795424400 },
		.head_seq = 1, .students = people, .versions = !receipt,
		.rows = receipt ? 1 : people ? 5 : 2,
	};

	return m;
}

static void
run(sqlite3 *db, const char *sql)
{
	promise(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void
fill(sqlite3 *db, enum bundle_kind kind)
{
	struct bundle_manifest m = manifest_of(kind);
	struct manifest_rows rows;

	if (kind == BUNDLE_RECEIPT)
		run(db, "INSERT INTO receipt VALUES (1, "
			"lower(hex(zeroblob(32))))");
	else
		run(db, rows_of_courses);
	if (bundle_carries_people(kind))
		run(db, rows_of_people);
	if (kind == BUNDLE_RETURN)
		run(db, "INSERT INTO head VALUES (1, zeroblob(32))");
	manifest_to_rows(&m, &rows);
	for (int i = 0; i < MANIFEST_ROWS; i++) {
		char *sql = sqlite3_mprintf("INSERT INTO manifest VALUES "
					    "(%Q, %Q)", manifest_keys[i],
					    rows.values[i]);

		run(db, sql);
		sqlite3_free(sql);
	}
}

static void
open_payload(const uint8_t *data, size_t size, bool good)
{
	unsigned char *copy = xmalloc(size);
	struct err err = { .text = "" };
	struct payload_reader *reader;
	unsigned char hash[32];
	enum rc rc;

	memcpy(copy, data, size);
	rc = payload_open(copy, size, &reader, &err);
	promise(rc == RC_OK || !good);
	promise((rc == RC_OK) == (reader != NULL));
	if (rc != RC_OK) {
		promise(rc == RC_CORRUPT || rc == RC_INVALID ||
			rc == RC_CONFLICT);
		promise_sentence(rc, &err);
	} else {
		struct manifest_rows rows;
		struct bundle_manifest back;

		manifest_to_rows(payload_manifest(reader), &rows);
		promise(manifest_from_rows(&rows, &back, NULL) == RC_OK);
		rc = payload_head_at(reader, 1, hash, &err);
		promise(rc == RC_OK || rc == RC_NOT_FOUND);
	}
	promise(memcmp(copy, data, size) == 0);
	payload_close(reader);
	mem_free(copy);
}

/* A good payload of each kind, made once. */
static struct buf *
good_payload(enum bundle_kind kind)
{
	static struct buf made[KINDS];
	struct buf *good = &made[kind];
	struct err err;
	sqlite3_int64 size;
	unsigned char *image;
	sqlite3 *db;

	if (good->len > 0)
		return good;
	buf_init(good);
	promise(payload_create(kind, &db, &err) == RC_OK);
	fill(db, kind);
	image = sqlite3_serialize(db, "main", &size, 0);
	buf_add(good, image, (size_t)size);
	sqlite3_free(image);
	sqlite3_close(db);
	open_payload((const uint8_t *)good->ptr, good->len, true);
	return good;
}

static void
open_changed(enum bundle_kind kind, const uint8_t *changes, size_t size)
{
	const struct buf *good = good_payload(kind);
	uint8_t *data = xmalloc(good->len);
	size_t pages = good->len / PAGE;

	memcpy(data, good->ptr, good->len);
	for (size_t i = 0; i + 4 <= size; i += 4) {
		size_t place = (size_t)changes[i + 1] << 8 | changes[i + 2];

		data[changes[i] % pages * PAGE + place % PAGE] =
			changes[i + 3];
	}
	open_payload(data, good->len, false);
	mem_free(data);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] < KINDS)
		open_changed((enum bundle_kind)data[0], data + 1, size - 1);
	else
		open_payload(data + 1, size - 1, false);
	return 0;
}
