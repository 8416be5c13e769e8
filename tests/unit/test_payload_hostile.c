/* SPDX-License-Identifier: ISC */
/* What is inside a signed bundle is still somebody else's file: a file, a schema
 * or a manifest that is wrong is refused with a sentence (V5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/spoil.h"

/* A copy that was worked on and is still good is taken: it is the fault that is
 * refused below, not the copy. */
static void
what_is_not_spoiled_is_taken(void **state)
{
	struct spoil_world *w = *state;
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
	struct spoil_world *w = *state;
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
	struct spoil_world *w = *state;

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
	struct spoil_world *w = *state;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		struct parcel parcel = copy_of(&w->whole);

		memset(parcel.data + fields[i], 0x7f, 4);
		is_refused(&parcel, RC_OK, "", "a header that lies");
	}
}

static void
a_page_that_is_not_as_it_was_is_damage(void **state)
{
	struct spoil_world *w = *state;

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
	struct spoil_world *w = *state;

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
	struct spoil_world *w = *state;

	all_are_refused(&w->whole, cases, ARRAY_SIZE(cases));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_is_not_spoiled_is_taken),
	cmocka_unit_test(other_files_are_not_opened),
	cmocka_unit_test(a_file_cut_short_is_damaged),
	cmocka_unit_test(enormous_claims_are_not_believed),
	cmocka_unit_test(a_page_that_is_not_as_it_was_is_damage),
	cmocka_unit_test(an_unknown_part_is_refused),
	cmocka_unit_test(a_manifest_that_lies_is_refused),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, spoil_set_up, spoil_tear_down);
}
