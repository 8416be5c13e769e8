/* SPDX-License-Identifier: ISC */
#include "tests/support/good_payload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/manifest.h"

const struct id good_aca = { { 5, 2 } }, good_bbb = { { 9, 2 } },
		good_hq = { { 7 } };

/* ---- rows ---- */

static const char rows_of_courses[] =
	"INSERT INTO curriculum_version VALUES (x'0102030405060708"
	"090a0b0c0d0e0f10','C','Course','1',1795424400,0);"
	"INSERT INTO item VALUES (x'0202030405060708090a0b0c0d0e0f10',"
	"x'0102030405060708090a0b0c0d0e0f10',NULL,0,0,'COURSE','C','Course',"
	"0,0,'','');";
/* ?1 is who has custody. */
static const char rows_of_people[] =
	"INSERT INTO staff VALUES (x'0302030405060708090a0b0c0d0e0f10','Ada');"
	"INSERT INTO student VALUES (x'0402030405060708090a0b0c0d0e0f10',"
	"'ACA-0001','Nia','','','','2026-11-23','','','',"
	"x'0102030405060708090a0b0c0d0e0f10',"
	"x'%s',%d);"
	"INSERT INTO attempt VALUES (x'0402030405060708090a0b0c0d0e0f10',"
	"x'0602030405060708090a0b0c0d0e0f10',"
	"x'0202030405060708090a0b0c0d0e0f10',1,'2026-11-23','PASS','PAPER',"
	"'','',x'0302030405060708090a0b0c0d0e0f10',1795424400,0);";
static const char rows_of_places[] =
	"INSERT INTO site VALUES (x'0b020000000000000000000000000000','CCC',"
	"'Third Academy','ACADEMY','TRUSTED',"
	"'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj',"
	"'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3');";

static void
run(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK)
		return;
	fprintf(stderr, "good_payload: %s: %s\n", sql, message);
	abort();
}

static void
add_people(sqlite3 *db, bool transfer)
{
	const struct id *owner = transfer ? &good_bbb : &good_aca;
	char hex[2 * ID_SIZE + 1];
	char *sql;

	for (int i = 0; i < ID_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", owner->b[i]);
	sql = xasprintf(rows_of_people, hex, transfer);
	run(db, sql);
	mem_free(sql);
}

/* ---- what it says of itself ---- */

static struct bundle_manifest
manifest_of(enum bundle_kind kind)
{
	bool people = bundle_carries_people(kind);
	bool receipt = kind == BUNDLE_RECEIPT;
	struct bundle_manifest m = {
		.format = BUNDLE_FORMAT, .kind = kind, .number = 1,
		.from_id = people ? good_aca : good_hq,
		.from_kind = people ? SITE_ACADEMY : SITE_HEAD_OFFICE,
		.to_id = kind == BUNDLE_RETURN ? good_hq : good_bbb,
		.created = { .utc_s = 1795424400 }, .head_seq = 1,
		.students = people, .versions = !receipt,
		.rows = receipt ? 1 : people ? 5
			: kind == BUNDLE_SITE_PACK ? 3 : 2,
	};

	snprintf(m.from_code, sizeof(m.from_code), people ? "ACA" : "HQ");
	snprintf(m.from_name, sizeof(m.from_name), "A place");
	snprintf(m.to_code, sizeof(m.to_code),
		 kind == BUNDLE_RETURN ? "HQ" : "BBB");
	return m;
}

static void
add_manifest(sqlite3 *db, enum bundle_kind kind)
{
	struct bundle_manifest m = manifest_of(kind);
	struct manifest_rows rows;

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
fill(sqlite3 *db, enum bundle_kind kind)
{
	if (kind == BUNDLE_RECEIPT)
		run(db, "INSERT INTO receipt VALUES (1, '"
		    GOOD_RECEIPT_SHA256 "')");
	else
		run(db, rows_of_courses);
	if (bundle_carries_people(kind))
		add_people(db, kind == BUNDLE_TRANSFER);
	if (kind == BUNDLE_SITE_PACK)
		run(db, rows_of_places);
	if (kind == BUNDLE_RETURN)
		run(db, "INSERT INTO head VALUES (1, zeroblob(32))");
	add_manifest(db, kind);
}

/* ---- the whole ---- */

enum rc
good_image(sqlite3 *db, struct buf *out)
{
	sqlite3_int64 size = 0;
	unsigned char *image = sqlite3_serialize(db, "main", &size, 0);

	if (image == NULL)
		return RC_NOMEM;
	buf_add(out, image, (size_t)size);
	sqlite3_free(image);
	return RC_OK;
}

const struct buf *
good_payload(enum bundle_kind kind)
{
	static struct buf made[GOOD_KINDS];
	struct buf *good = &made[kind];
	struct err err;
	sqlite3 *db;

	if (good->len > 0)
		return good;
	buf_init(good);
	if (payload_create(kind, &db, &err) != RC_OK)
		abort();
	fill(db, kind);
	if (good_image(db, good) != RC_OK)
		abort();
	sqlite3_close(db);
	return good;
}
