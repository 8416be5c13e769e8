/* SPDX-License-Identifier: ISC */
/* What is inside a signed bundle is still somebody else's file: whatever is
 * wrong with it, it is refused with a sentence before a row of it is used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/payload_private.h"
#include "tests/support/parcels.h"

/* A good return and a good transfer, of which each test spoils a copy. */
struct world {
	struct small_academy *a, *office;
	struct parcel whole, transfer;
};

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	void *a;

	small_academy_set_up(&a);
	w->a = a;
	w->office = small_academy_new("HQ", true);
	meet_each_other(w->a, w->office);
	record(w->a, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	w->whole = pack_return(w->a, w->office, 0);
	w->transfer = pack_transfer(w->a, w->office, &w->a->tom);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	int failed = small_academy_free(w->a) | small_academy_free(w->office);

	parcel_release(&w->whole);
	parcel_release(&w->transfer);
	mem_free(w);
	return failed;
}

/* ---- spoiling ---- */

static struct parcel
copy_of(const struct parcel *parcel)
{
	struct parcel copy = { xmalloc(parcel->size), parcel->size };

	memcpy(copy.data, parcel->data, copy.size);
	return copy;
}

static struct parcel
spoiled(const struct parcel *parcel, const char *sql)
{
	sqlite3 *db;
	unsigned char *image = sqlite3_malloc64(parcel->size);
	struct parcel spoiled;
	sqlite3_int64 size;
	char *message = NULL;

	memcpy(image, parcel->data, parcel->size);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_deserialize(db, "main", image,
		(sqlite3_int64)parcel->size, (sqlite3_int64)parcel->size,
		SQLITE_DESERIALIZE_FREEONCLOSE |
			SQLITE_DESERIALIZE_RESIZEABLE), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	image = sqlite3_serialize(db, "main", &size, 0);
	spoiled.size = (size_t)size;
	spoiled.data = xmalloc(spoiled.size);
	memcpy(spoiled.data, image, spoiled.size);
	sqlite3_free(image);
	sqlite3_close(db);
	return spoiled;
}

static void
is_refused(struct parcel *parcel, enum rc expected, const char *words,
	   const char *case_name)
{
	struct err err = { .code = RC_OK };
	struct payload_reader *reader;
	enum rc rc = payload_open(parcel->data, parcel->size, &reader, &err);

	assert_null(reader);
	if (rc == RC_OK || (expected != RC_OK && rc != expected) ||
	    strstr(err.text, words) == NULL)
		fail_msg("%s: rc %d, \"%s\"", case_name, (int)rc, err.text);
	assert_true(utf8_is_text(err.text, strlen(err.text)));
	assert_int_equal(err.text[strlen(err.text) - 1], '.');
	parcel_release(parcel);
}

struct spoiling {
	const char *sql;
	enum rc rc;
	const char *words;
};

static void
all_are_refused(const struct parcel *good, const struct spoiling *cases,
		size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct parcel parcel = spoiled(good, cases[i].sql);

		is_refused(&parcel, cases[i].rc, cases[i].words,
			   cases[i].sql);
	}
}

/* Spoiling by a statement that changes nothing spoils nothing. */
static void
what_is_not_spoiled_is_taken(void **state)
{
	struct world *w = *state;
	struct payload_reader *reader;
	struct parcel parcel = spoiled(&w->whole, "UPDATE student SET "
				       "location='B wing'");

	must(payload_open(parcel.data, parcel.size, &reader, e));
	payload_close(reader);
	parcel_release(&parcel);
}

/* ---- the file ---- */

static void
other_files_are_not_opened(void **state)
{
	struct world *w = *state;
	struct parcel parcel = { xcalloc(1, 4096), 4096 };
	static const struct {
		size_t at;
		unsigned char byte;
		const char *what;
	} headers[] = {
		{ 0, 's', "another magic" }, { 16, 2, "small pages" },
		{ 18, 2, "a write-ahead log to write" },
		{ 19, 2, "a write-ahead log to read" },
		{ 20, 40, "reserved bytes" }, { 59, 2, "UTF-16" },
	};

	is_refused(&parcel, RC_INVALID, "not a SQLite database", "zeros");
	for (size_t size = 0; size < 600; size += 50) {
		parcel = copy_of(&w->whole);
		parcel.size = size;
		is_refused(&parcel, RC_OK, "", "a beginning");
	}
	for (size_t i = 0; i < ARRAY_SIZE(headers); i++) {
		parcel = copy_of(&w->whole);
		parcel.data[headers[i].at] = headers[i].byte;
		is_refused(&parcel, RC_INVALID, "SQLite database",
			   headers[i].what);
	}
}

static void
a_file_cut_short_is_damaged(void **state)
{
	struct world *w = *state;

	for (size_t size = 1024; size < w->whole.size; size += 512) {
		struct parcel parcel = copy_of(&w->whole);

		parcel.size = size;
		is_refused(&parcel, RC_CORRUPT, "cut short", "cut short");
	}
}

/* Sizes, counts and pointers in the header that promise what is not there. */
static void
enormous_claims_are_not_believed(void **state)
{
	static const size_t fields[] = { 28, 32, 36, 52, 100 + 3, 100 + 5 };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		struct parcel parcel = copy_of(&w->whole);

		memset(parcel.data + fields[i], 0x7f, 4);
		is_refused(&parcel, RC_OK, "", "a header that lies");
	}
}

static void
a_page_that_is_not_as_it_was_is_damage(void **state)
{
	struct world *w = *state;

	for (size_t page = 1; page * 4096 < w->whole.size; page++)
		for (int byte = 0; byte < 256; byte += 85) {
			struct parcel parcel = copy_of(&w->whole);

			memset(parcel.data + page * 4096, byte, 4096);
			is_refused(&parcel, RC_OK, "", "a wiped page");
		}
}

/* ---- the schema ---- */

static void
an_unknown_part_is_refused(void **state)
{
	static const char unknown[] = "parts that are unknown here";
	static const struct spoiling cases[] = {
		{ "CREATE TABLE extra (a)", RC_INVALID, unknown },
		{ "ALTER TABLE student ADD COLUMN x TEXT", RC_INVALID,
		  unknown },
		{ "ALTER TABLE student RENAME COLUMN location TO place",
		  RC_INVALID, unknown },
		{ "CREATE TRIGGER t AFTER INSERT ON student BEGIN "
		  "DELETE FROM mark; END", RC_INVALID, unknown },
		{ "CREATE VIEW v AS SELECT randomblob(1000000000)",
		  RC_INVALID, unknown },
		{ "CREATE INDEX i ON student (name)", RC_INVALID, unknown },
		{ "DROP VIEW students", RC_INVALID, unknown },
		{ "DROP VIEW students; CREATE VIEW students AS SELECT 1",
		  RC_INVALID, unknown },
		{ "DROP TABLE graduate", RC_INVALID, unknown },
		{ "DROP TABLE manifest", RC_INVALID, unknown },
		{ "DROP TABLE manifest; CREATE VIEW manifest (key, value) AS "
		  "WITH RECURSIVE r (a) AS (SELECT 1 UNION ALL SELECT a + 1 "
		  "FROM r) SELECT a, a FROM r", RC_INVALID, unknown },
		{ "CREATE TABLE manifest2 (key TEXT NOT NULL PRIMARY KEY, "
		  "value TEXT AS (hex(zeroblob(400000000)))) WITHOUT ROWID",
		  RC_INVALID, unknown },
		{ "CREATE VIRTUAL TABLE f USING fts5(a)", RC_INVALID,
		  unknown },
		{ "ANALYZE", RC_INVALID, unknown },
		{ "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET "
		  "sql=replace(sql, ' STRICT', '') WHERE name='student'",
		  RC_INVALID, unknown },
		{ "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET "
		  "sql='CREATE' WHERE name='student'", RC_CORRUPT,
		  "damaged" },
		{ "PRAGMA user_version=2", RC_CONFLICT, "newer Throughgate" },
	};
	struct world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

/* ---- the manifest ---- */

static void
a_manifest_that_lies_is_refused(void **state)
{
	static const char counts[] = "counts other rows than it has";
	static const struct spoiling cases[] = {
		{ "UPDATE manifest SET value='2' WHERE key='format'",
		  RC_CONFLICT, "newer Throughgate" },
		{ "UPDATE manifest SET value='0' WHERE key='format'",
		  RC_INVALID, "\"0\" for \"format\"" },
		{ "UPDATE manifest SET value='transfer' WHERE key='kind'",
		  RC_INVALID, "another kind" },
		{ "UPDATE manifest SET value='receipt' WHERE key='kind'",
		  RC_INVALID, "another kind" },
		{ "UPDATE manifest SET value='gift' WHERE key='kind'",
		  RC_INVALID, "\"gift\" for \"kind\"" },
		{ "UPDATE manifest SET key='colour' WHERE key='previous'",
		  RC_INVALID, "unknown" },
		{ "INSERT INTO manifest VALUES ('colour', 'red')", RC_INVALID,
		  "unknown" },
		{ "DELETE FROM manifest WHERE key='previous'", RC_INVALID,
		  "not whole" },
		{ "DELETE FROM manifest", RC_INVALID, "not whole" },
		{ "UPDATE manifest SET value='+1' WHERE key='number'",
		  RC_INVALID, "\"+1\"" },
		{ "UPDATE manifest SET value='99999999999999999999' WHERE "
		  "key='number'", RC_INVALID, "number" },
		{ "UPDATE manifest SET value=printf('%2000d', 1) WHERE "
		  "key='recipients'", RC_INVALID, "too long" },
		{ "UPDATE manifest SET value='a' || char(10) || 'b' WHERE "
		  "key='from_name'", RC_INVALID, "from_name" },
		{ "UPDATE manifest SET value=char(27) || '[2J' WHERE "
		  "key='to_code'", RC_INVALID, "to_code" },
		{ "UPDATE manifest SET value=CAST(x'ff' AS TEXT) WHERE "
		  "key='from_code'", RC_INVALID, "from_code" },
		{ "UPDATE manifest SET value=value + 1 WHERE key='rows'",
		  RC_INVALID, counts },
		{ "UPDATE manifest SET value=value + 1 WHERE key='students'",
		  RC_INVALID, counts },
		{ "UPDATE manifest SET value=value + 1 WHERE key='versions'",
		  RC_INVALID, counts },
		{ "DELETE FROM mark", RC_INVALID, counts },
		{ "INSERT INTO receipt VALUES (1, 'a'); UPDATE manifest "
		  "SET value=value + 1 WHERE key='rows'", RC_INVALID,
		  counts },
		{ "UPDATE manifest SET value=value + 1 WHERE key='head_seq'",
		  RC_INVALID, "journal heads is not whole" },
		{ "UPDATE manifest SET value=1000000 WHERE key='since_seq'",
		  RC_INVALID, "journal heads is not whole" },
		{ "UPDATE manifest SET value=printf('%064d', 1) WHERE "
		  "key='head_hash'", RC_INVALID, "another journal head" },
		{ "DELETE FROM head WHERE seq=2", RC_INVALID,
		  "journal heads is not whole" },
		{ "UPDATE head SET seq=seq + 1000 WHERE seq=2", RC_INVALID,
		  "journal heads is not whole" },
		{ "UPDATE head SET hash=x'00' WHERE seq=2", RC_INVALID,
		  "journal heads is not whole" },
	};
	struct world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

/* ---- rows ---- */

static void
a_cell_that_is_wrong_is_named(void **state)
{
	static const struct spoiling cases[] = {
		{ "UPDATE student SET name=CAST(x'4eff' AS TEXT)", RC_INVALID,
		  "one student has a wrong name" },
		{ "UPDATE student SET name='a' || char(27) || '[2J'",
		  RC_INVALID, "wrong name" },
		{ "UPDATE student SET name='a' || char(0) || 'b'", RC_INVALID,
		  "wrong name" },
		{ "UPDATE student SET name='a' || char(0x202e) || 'b'",
		  RC_INVALID, "wrong name" },
		{ "UPDATE student SET name=printf('%324d', 1)", RC_INVALID,
		  "wrong name" },
		{ "UPDATE student SET name=printf('%1100000d', 1)",
		  RC_CORRUPT, "damaged" },
		{ "UPDATE student SET reference=printf('%20d', rowid)"
		  " FROM (SELECT 1 AS rowid)", RC_INVALID,
		  "wrong reference" },
		{ "UPDATE student SET date_joined='2026-13-01'", RC_INVALID,
		  "wrong date_joined" },
		{ "UPDATE student SET owner_id=zeroblob(15)", RC_INVALID,
		  "wrong owner_id" },
		{ "UPDATE student SET owner_id=zeroblob(16)", RC_INVALID,
		  "wrong owner_id" },
		{ "UPDATE student SET handover=-1", RC_INVALID,
		  "wrong handover" },
		{ "UPDATE student SET handover=1 << 40", RC_INVALID,
		  "wrong handover" },
		{ "UPDATE student SET what_helps='a' || char(7)", RC_INVALID,
		  "wrong what_helps" },
		{ "UPDATE mark SET status='DONE'", RC_INVALID,
		  "one mark has a wrong status" },
		{ "UPDATE mark SET help=2", RC_INVALID, "wrong help" },
		{ "UPDATE mark SET help=-1", RC_INVALID, "wrong help" },
		{ "UPDATE attempt SET utc_s=1 << 50", RC_INVALID,
		  "one attempt has a wrong utc_s" },
		{ "UPDATE attempt SET offset_min=5000", RC_INVALID,
		  "wrong offset_min" },
		{ "UPDATE item SET code='a' || char(10)", RC_INVALID,
		  "wrong code" },
		{ "UPDATE curriculum_version SET version=printf('%40d', 1)",
		  RC_INVALID, "wrong version" },
	};
	struct world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

static void
a_row_that_refers_to_nothing_is_refused(void **state)
{
	static const struct spoiling cases[] = {
		{ "UPDATE mark SET item_id=randomblob(16)", RC_INVALID,
		  "refers to one that is not there" },
		{ "UPDATE attempt SET student_id=randomblob(16)", RC_INVALID,
		  "refers to" },
		{ "UPDATE student SET version_id=randomblob(16)", RC_INVALID,
		  "refers to" },
		{ "DELETE FROM staff; UPDATE manifest SET value=value - 1 "
		  "WHERE key='rows'", RC_INVALID, "refers to" },
	};
	struct world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

/* Past STRICT, by the schema's text: it is put back as it was. */
static void
a_cell_of_another_type_is_found(void **state)
{
#define LOOSE "PRAGMA writable_schema=ON; CREATE TEMP TABLE k AS SELECT name" \
	" AS n, sql AS s FROM main.sqlite_schema; UPDATE sqlite_schema SET" \
	" sql=replace(replace(sql, ' NOT NULL', ''), 'STRICT, ', '')" \
	" WHERE type='table' AND name IN ('mark', 'student');" \
	" PRAGMA writable_schema=RESET;"
#define BACK "; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" \
	"(SELECT s FROM temp.k WHERE n=name)"
	static const char damaged[] = "inside the bundle is damaged";
	static const struct spoiling cases[] = {
		{ LOOSE "UPDATE mark SET attempts='many'" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE mark SET attempts=1.5" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE mark SET attempts=NULL" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE student SET name=x'00ff'" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE student SET name=NULL" BACK, RC_CORRUPT, damaged },
		{ LOOSE "UPDATE student SET owner_id='0123456789abcdef'" BACK,
		  RC_CORRUPT, damaged },
	};
	struct world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

/* With a key of two columns the tree holds two rows of one id. */
static void
a_row_that_is_there_twice_is_found(void **state)
{
#define WIDE(to) "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" \
	"replace(sql, 'PRIMARY KEY (" to ")', 'PRIMARY KEY (id, reference)')" \
	" WHERE name='student'; PRAGMA writable_schema=RESET;"
#define NARROW "; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" \
	"replace(sql, 'PRIMARY KEY (id, reference)', 'PRIMARY KEY (id)')" \
	" WHERE name='student'; PRAGMA writable_schema=RESET"
	static const struct spoiling cases[] = {
		{ WIDE("id") "INSERT INTO student SELECT id, 'TST-0009', name,"
		  " preferred_name, latin_name, uln, date_joined, location,"
		  " languages, what_helps, version_id, owner_id, handover FROM"
		  " student WHERE reference='TST-0001'; UPDATE manifest SET"
		  " value=value + 1 WHERE key IN ('rows', 'students')" NARROW,
		  RC_INVALID, "there twice" },
	};
	struct world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

static void
lines_of_history_are_looked_at_too(void **state)
{
	static const struct spoiling cases[] = {
		{ "UPDATE past_entry SET summary='a' || char(27)", RC_INVALID,
		  "one history line has a wrong summary" },
		{ "UPDATE past_entry SET site_id=zeroblob(15)", RC_INVALID,
		  "wrong site_id" },
		{ "UPDATE past_entry SET seq=-seq", RC_INVALID, "wrong seq" },
		{ "INSERT INTO head VALUES (1, zeroblob(32))", RC_INVALID,
		  "journal heads" },
	};
	struct world *w = *state;

	all_are_refused(&w->transfer, cases, ARRAY_SIZE(cases));
}

/* Two students of one reference pass every check of the payload alone. */
static void
what_does_not_fit_our_records_changes_nothing(void **state)
{
	struct world *w = *state;
	struct parcel parcel = spoiled(&w->whole, "UPDATE student SET "
				       "reference='TST-0001'");
	struct opened o = open_parcel(w->office, &parcel, "TST");
	struct app *app = w->office->app;
	uint64_t before = records_hash(w->office);
	struct err err = { .code = RC_OK };
	enum rc rc;

	must(app_begin(app, MAY_EXCHANGE, "exchange.import", 0, e, "Took"));
	rc = payload_apply(app->store, o.reader, &o.from, &app->me.id, o.lines,
			   NULL, o.count, &err);
	assert_int_equal(app_end(app, rc, &err), RC_CONFLICT);
	assert_true(records_hash(w->office) == before);
	must(verify_all(w->office, e));
	opened_release(&o);
	parcel_release(&parcel);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_is_not_spoiled_is_taken),
	cmocka_unit_test(other_files_are_not_opened),
	cmocka_unit_test(a_file_cut_short_is_damaged),
	cmocka_unit_test(enormous_claims_are_not_believed),
	cmocka_unit_test(a_page_that_is_not_as_it_was_is_damage),
	cmocka_unit_test(an_unknown_part_is_refused),
	cmocka_unit_test(a_manifest_that_lies_is_refused),
	cmocka_unit_test(a_cell_that_is_wrong_is_named),
	cmocka_unit_test(a_row_that_refers_to_nothing_is_refused),
	cmocka_unit_test(a_cell_of_another_type_is_found),
	cmocka_unit_test(a_row_that_is_there_twice_is_found),
	cmocka_unit_test(lines_of_history_are_looked_at_too),
	cmocka_unit_test(what_does_not_fit_our_records_changes_nothing),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
