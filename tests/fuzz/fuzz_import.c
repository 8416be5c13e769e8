/* SPDX-License-Identifier: ISC */
/*
 * The way in, behind the seal: what a place that is trusted may have put into a
 * bundle is opened, compared with what is known of its sender, planned, applied
 * and taken back. What is refused has a sentence and changes nothing; what is
 * applied is whole, and one undo leaves the records as they were.
 *
 * The first byte says how the rest is read: below 5, as changes to the good
 * payload of that kind: four bytes each, where (the page, two bytes of place in
 * it) and what stands there then; below 10, as SQL that is run on it; then, as
 * changes to one that was made by hand to harm; else, as a whole file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "tests/fuzz/fuzz.h"

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/exchange_private.h"
#include "tests/support/good_payload.h"
#include "tests/support/small_academy.h"

enum {
	PAGE = 4096, CRAFTED = 2 * GOOD_KINDS, MOST_STEPS = 200 * 1000,
	MOST_BYTES = 4 * 1024 * 1024, MOST_ENTRIES = 4000,
};

/* ---- head office, and an academy ---- */

static void
rename_place(struct small_academy *a, const struct id *id)
{
	sqlite3_stmt *stmt = NULL;

	promise(sqlite3_prepare_v2(a->app->store->db, "UPDATE academy SET "
				   "id=?1", -1, &stmt, NULL) == SQLITE_OK);
	sqlite3_bind_blob(stmt, 1, id->b, ID_SIZE, SQLITE_STATIC);
	promise(sqlite3_step(stmt) == SQLITE_DONE);
	sqlite3_finalize(stmt);
	a->app->academy.id = *id;
}

static struct site
place(const struct id *id, const char *code, enum site_kind kind)
{
	struct site site = { .id = *id, .kind = kind, .on = DATE_NONE };

	snprintf(site.code, sizeof(site.code), "%s", code);
	snprintf(site.name, sizeof(site.name), "A place");
	snprintf(site.sign_key, sizeof(site.sign_key), "key of %s", code);
	return site;
}

static void
meet(struct small_academy *a, const struct site *site)
{
	must(uow_begin(a->app->store, &a->app->me.id, "key.trust", UOW_FINAL,
		       e, "Trusted %s", site->code));
	must(uow_end(a->app->store, site_put(a->app->store, site,
					     &a->app->me.id, e), e));
}

static struct small_academy *
found(const char *code, const struct id *id, bool head_office)
{
	struct small_academy *a = small_academy_new(code, head_office);
	struct site aca = place(&good_aca, "ACA", SITE_ACADEMY);
	struct site hq = place(&good_hq, "HQ", SITE_HEAD_OFFICE);

	rename_place(a, id);
	meet(a, &aca);
	if (head_office)
		return a;
	meet(a, &hq);
	sql_run(a, "INSERT INTO export (number, kind, site_id, file, medium,"
		" recipients, sha256, previous, head_seq, head_hash,"
		" since_seq, counts, staff_id, utc_s, offset_min,"
		" received_utc_s, received_offset_min, lost_on) SELECT 1,"
		" 'RETURN', s.id, 'f', 'm', 'r', '" GOOD_RECEIPT_SHA256 "', '',"
		" 1, zeroblob(32), 0, '', (SELECT id FROM staff LIMIT 1),"
		" 1795424400, 0, 0, 0, '' FROM site s WHERE s.code='HQ'");
	return a;
}

static struct places {
	struct small_academy *office, *academy;
} places;

static void
leave(void)
{
	if (places.office == NULL)
		return;
	promise(verify_all(places.office, NULL) == RC_OK);
	promise(verify_all(places.academy, NULL) == RC_OK);
	small_academy_free(places.office);
	small_academy_free(places.academy);
	places.office = places.academy = NULL;
}

/* Each bundle that is taken in and back leaves two entries: from time to time
 * it begins anew. */
static struct small_academy *
who_is_given(enum bundle_kind kind)
{
	if (places.office != NULL &&
	    newest_entry(places.office) + newest_entry(places.academy) >
		    MOST_ENTRIES)
		leave();
	if (places.office == NULL) {
		static bool once;

		if (!once)
			atexit(leave);
		once = true;
		places.office = found("HQ", &good_hq, true);
		places.academy = found("BBB", &good_bbb, false);
	}
	return kind == BUNDLE_RETURN ? places.office : places.academy;
}

/* ---- taking in, taking back ---- */

static void
apply_and_undo(struct small_academy *a, struct import_bundle *bundle)
{
	uint64_t before = records_hash(a);
	bool receipt = import_bundle_manifest(bundle)->kind == BUNDLE_RECEIPT;
	int64_t entry = newest_entry(a);
	struct err err = { .text = "" };
	char text[LINE_SIZE];
	enum rc rc = exchange_apply(a->app, bundle, NULL, &err);

	if (rc != RC_OK) {
		promise_sentence(rc, &err);
		promise(newest_entry(a) == entry);
		promise(records_hash(a) == before);
		return;
	}
	if (newest_entry(a) == entry)
		return;
	if (receipt)
		sql_run(a, "UPDATE export SET received_utc_s=0; DELETE FROM"
			" import");
	else
		promise(app_undo(a->app, text, sizeof(text), &err) == RC_OK);
	promise(records_hash(a) == before);
	promise(sql_number(a, "SELECT count(*) FROM import") == 0);
}

/* Whoever signed it says outside what it says inside. */
static void
describe(struct small_academy *a, struct opened_bundle *opened)
{
	struct payload_reader *reader;
	const struct bundle_manifest *m;

	memset(opened->sha256, 'a', sizeof(opened->sha256) - 1);
	if (payload_open(opened->data, opened->size, &reader, NULL) != RC_OK)
		return;
	m = payload_manifest(reader);
	manifest_gist(m, opened->gist);
	if (site_by_code(a->app->store, m->from_code, &opened->from, NULL) !=
	    RC_OK)
		opened->from = place(&good_aca, "ACA", SITE_ACADEMY);
	payload_close(reader);
}

static void
take_in(enum bundle_kind kind, const void *data, size_t size, bool good)
{
	struct small_academy *a = who_is_given(kind);
	int64_t writes = sqlite3_total_changes64(a->app->store->db);
	struct opened_bundle opened = { .data = xmalloc(size + 1),
					.size = size };
	struct import_bundle *bundle;
	struct err err = { .text = "" };
	enum rc rc;

	memcpy(opened.data, data, size);
	describe(a, &opened);
	rc = import_bundle_make(a->app, &opened, "fuzz.age", &bundle, &err);
	promise(rc == RC_OK || !good);
	promise(sqlite3_total_changes64(a->app->store->db) == writes);
	if (rc == RC_OK)
		apply_and_undo(a, bundle);
	else
		promise_sentence(rc, &err);
	import_bundle_free(bundle);
}

/* ---- what it is made of ---- */

static void
take_changed(enum bundle_kind kind, const struct buf *image,
	     const uint8_t *changes, size_t size, bool good)
{
	uint8_t *data = xmalloc(image->len + 1);
	size_t pages = image->len / PAGE;

	memcpy(data, image->ptr, image->len);
	for (size_t i = 0; i + 4 <= size; i += 4) {
		size_t at = (size_t)changes[i + 1] << 8 | changes[i + 2];

		data[changes[i] % pages * PAGE + at % PAGE] = changes[i + 3];
	}
	take_in(kind, data, image->len, good && size < 4);
	mem_free(data);
}

static int
stop(void *ctx)
{
	return --*(int *)ctx < 0;
}

/* In memory, without another file, and not for ever. */
static sqlite3 *
open_good(enum bundle_kind kind, int *steps)
{
	const struct buf *good = good_payload(kind);
	unsigned char *image = sqlite3_malloc64(good->len);
	sqlite3 *db = NULL;

	memcpy(image, good->ptr, good->len);
	promise(sqlite3_open(":memory:", &db) == SQLITE_OK);
	promise(sqlite3_deserialize(db, "main", image,
				    (sqlite3_int64)good->len,
				    (sqlite3_int64)good->len,
				    SQLITE_DESERIALIZE_FREEONCLOSE |
				    SQLITE_DESERIALIZE_RESIZEABLE) ==
		SQLITE_OK);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
	sqlite3_progress_handler(db, 100, stop, steps);
	sqlite3_exec(db, "PRAGMA writable_schema=ON;"
		     "PRAGMA max_page_count=1000", NULL, NULL, NULL);
	return db;
}

static void
take_worked_on(enum bundle_kind kind, const char *sql, const uint8_t *changes,
	       size_t size)
{
	int steps = MOST_STEPS / 100;
	sqlite3 *db = open_good(kind, &steps);
	struct buf image = BUF_INIT;

	sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	if (good_image(db, &image) == RC_OK && image.len >= PAGE &&
	    image.len <= MOST_BYTES)
		take_changed(kind, &image, changes, size, false);
	sqlite3_close(db);
	buf_release(&image);
}

static void
take_sql(enum bundle_kind kind, const uint8_t *data, size_t size)
{
	struct buf sql = BUF_INIT;

	buf_add(&sql, data, size);
	take_worked_on(kind, sql.ptr, NULL, 0);
	buf_release(&sql);
}

/* Made by hand to harm: each has an input of one byte in the corpus. */
static const struct {
	enum bundle_kind kind;
	const char *sql;
} crafted[] = {
	/* from-self */
	{ BUNDLE_RETURN,
	  "UPDATE manifest SET value='HQ' WHERE key='from_code'" },
	/* generated */
	{ BUNDLE_RETURN,
	  "UPDATE sqlite_schema SET sql=replace(sql,'name TEXT NOT "
	  "NULL','name TEXT AS (1)') WHERE name='staff'" },
	/* handover-most */
	{ BUNDLE_TRANSFER,
	  "UPDATE student SET handover=2147483647" },
	/* huge-count */
	{ BUNDLE_RETURN,
	  "UPDATE manifest SET value=9223372036854775807 WHERE "
	  "key='students'" },
	/* huge-head */
	{ BUNDLE_RETURN,
	  "UPDATE manifest SET value=9223372036854775807 WHERE "
	  "key='head_seq'" },
	/* huge-number */
	{ BUNDLE_RETURN,
	  "UPDATE manifest SET value=9223372036854775807 WHERE "
	  "key='number'" },
	/* item-circle */
	{ BUNDLE_CURRICULUM,
	  "INSERT INTO item SELECT "
	  "x'12020304050607080900000000000001',version_id,id,1,1,kind"
	  ",'D',title,0,0,'','' FROM item;UPDATE item SET "
	  "parent_id=x'12020304050607080900000000000001' WHERE "
	  "code='C';UPDATE manifest SET value=3 WHERE key='rows'" },
	/* item-in-itself */
	{ BUNDLE_CURRICULUM,
	  "UPDATE item SET parent_id=id" },
	/* long-text */
	{ BUNDLE_RETURN,
	  "UPDATE student SET what_helps=hex(zeroblob(500000))" },
	/* lying-manifest */
	{ BUNDLE_RETURN,
	  "UPDATE manifest SET value=9 WHERE key='rows'" },
	/* many-rows */
	{ BUNDLE_RETURN,
	  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 "
	  "FROM n WHERE i<300) INSERT INTO attempt SELECT "
	  "student_id,zeroblob(8)||printf('%08d',i),item_id,i,on_date"
	  ",result,medium,evidence,checked_by,staff_id,utc_s,offset_min "
	  "FROM attempt,n;UPDATE manifest SET value=305 WHERE "
	  "key='rows'" },
	/* name-with-control */
	{ BUNDLE_RETURN,
	  "UPDATE student SET name=char(27)||'[2J'" },
	/* no-heads */
	{ BUNDLE_RETURN,
	  "DELETE FROM head" },
	/* other-column */
	{ BUNDLE_TRANSFER,
	  "ALTER TABLE student ADD COLUMN offence TEXT" },
	/* owner-is-receiver */
	{ BUNDLE_RETURN,
	  "UPDATE student SET "
	  "owner_id=x'07000000000000000000000000000000'" },
	/* owner-unknown */
	{ BUNDLE_TRANSFER,
	  "UPDATE student SET "
	  "owner_id=x'11111111111111111111111111111111'" },
	/* receipt-most */
	{ BUNDLE_RECEIPT,
	  "UPDATE receipt SET number=9223372036854775807" },
	/* receipt-other */
	{ BUNDLE_RECEIPT,
	  "UPDATE receipt SET sha256=replace(sha256,'3','4')" },
	/* same-code-twice */
	{ BUNDLE_CURRICULUM,
	  "INSERT INTO item SELECT "
	  "x'12020304050607080900000000000001',version_id,NULL,1,0,ki"
	  "nd,code,title,0,0,'','' FROM item;UPDATE manifest SET "
	  "value=3 WHERE key='rows'" },
	/* site-code-of-hq */
	{ BUNDLE_SITE_PACK,
	  "UPDATE site SET code='HQ'" },
	/* site-is-hq */
	{ BUNDLE_SITE_PACK,
	  "UPDATE site SET "
	  "id=x'07000000000000000000000000000000',code='HQ',kind='HEA"
	  "D_OFFICE'" },
	/* site-is-us */
	{ BUNDLE_SITE_PACK,
	  "UPDATE site SET id=x'09020000000000000000000000000000'" },
	/* site-no-key */
	{ BUNDLE_SITE_PACK,
	  "UPDATE site SET sign_key='RWQ'" },
	/* trigger */
	{ BUNDLE_RETURN,
	  "CREATE TRIGGER t AFTER INSERT ON student BEGIN DELETE "
	  "FROM staff; END" },
	/* two-of-one-reference */
	{ BUNDLE_RETURN,
	  "INSERT INTO student SELECT "
	  "x'14020304050607080900000000000001',reference,name,'','','"
	  "','','','','',NULL,owner_id,0 FROM student;UPDATE "
	  "manifest SET value=6 WHERE key='rows';UPDATE manifest SET "
	  "value=2 WHERE key='students'" },
	/* view */
	{ BUNDLE_RETURN,
	  "CREATE VIEW v AS SELECT name FROM staff" },
	/* view-instead-of-table */
	{ BUNDLE_RETURN,
	  "DROP TABLE staff;CREATE VIEW staff AS SELECT zeroblob(16) "
	  "id,'x' name" },
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t what = size > 0 ? data[0] : 0;

	if (size == 0)
		return 0;
	data++;
	size--;
	if (what < GOOD_KINDS)
		take_changed((enum bundle_kind)what,
			     good_payload((enum bundle_kind)what), data, size,
			     true);
	else if (what < CRAFTED)
		take_sql((enum bundle_kind)(what - GOOD_KINDS), data, size);
	else if (what - CRAFTED < ARRAY_SIZE(crafted))
		take_worked_on(crafted[what - CRAFTED].kind,
			       crafted[what - CRAFTED].sql, data, size);
	else
		take_in(BUNDLE_RETURN, data, size, false);
	return 0;
}
