/* SPDX-License-Identifier: ISC */
/* Curricula, site packs and receipts: what head office sends, and what says
 * that a stick has arrived. And any payload, as sqlite3 shows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/payload_private.h"
#include "tests/support/parcels.h"

struct world {
	struct small_academy *office, *academy;
};

/* Head office has a curriculum and knows the academy TST and another, CCC. */
static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	struct site site = { .code = "CCC", .name = "Third academy",
			     .age_recipient = "age1third",
			     .sign_key = "RWQthird" };
	void *academy;

	small_academy_set_up(&academy);
	w->academy = academy;
	w->office = small_academy_new("HQ", true);
	meet_each_other(w->academy, w->office);
	site.id = store_new_id(w->office->app->store);
	must(app_begin(w->office->app, MAY_MANAGE_KEYS, "key.trust", 0, e,
		       "Trusted CCC"));
	must(app_end(w->office->app, site_put(w->office->app->store, &site,
					      &w->office->app->me.id, e), e));
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	int failed = small_academy_free(w->office) |
		     small_academy_free(w->academy);

	mem_free(w);
	return failed;
}

/* Another curriculum of one unit, at head office. */
static struct curriculum_version
new_version(struct small_academy *at, const char *code, const char *version)
{
	struct curriculum_version v;
	struct csv csv;
	char *text = xasprintf("code,parent,kind,title,hours,required,"
			       "prerequisites,evidence\n%s,,course,New,,,,\n"
			       "N,%s,module,New,,,,\n"
			       "N-1,N,unit,First,1,yes,,\n", code, code);

	must(csv_parse(text, strlen(text), &csv, e));
	must(app_curriculum_import(at->app, &csv, version, &v, e));
	csv_release(&csv);
	mem_free(text);
	return v;
}

static struct parcel
pack_versions(struct small_academy *from, struct small_academy *to,
	      const struct id *ids, size_t count, enum bundle_kind kind)
{
	struct payload_request request = request_to(from, to, kind);

	request.versions = ids;
	request.version_count = count;
	request.sites = kind == BUNDLE_SITE_PACK;
	return pack(from, &request);
}

/* ---- curricula ---- */

static void
a_curriculum_arrives_and_is_used(void **state)
{
	struct world *w = *state;
	struct curriculum_version v = new_version(w->office, "WEB", "1"), got;
	struct parcel parcel = pack_versions(w->office, w->academy, &v.id, 1,
					     BUNDLE_CURRICULUM);
	struct opened o = open_parcel(w->academy, &parcel, "HQ");
	uint64_t before = records_hash(w->academy);
	char text[LINE_SIZE];

	assert_int_equal(o.count, 1);
	assert_int_equal(o.lines[0].state, LINE_NEW);
	assert_string_equal(o.lines[0].reference, "WEB");
	assert_string_equal(o.lines[0].name, "New 1");
	apply_opened(w->academy, &o, NULL);
	opened_release(&o);
	must(app_curriculum_find(w->academy->app, "WEB@1", &got, e));
	assert_true(id_equal(&got.id, &v.id));
	assert_int_equal(got.items, 1);
	must(app_pin(w->academy->app, &w->academy->nia.id, 1, &got.id, e));
	must(app_undo(w->academy->app, text, sizeof(text), e));
	assert_int_equal(unpack(w->academy, &parcel, "HQ"), 0);
	must(app_undo(w->academy->app, text, sizeof(text), e));
	assert_true(records_hash(w->academy) == before);
	must(verify_all(w->academy, e));
	parcel_release(&parcel);
}

/* Ours is C@1 as well. The first other one says whose it is, a second one of
 * that place has the end of its id. */
static void
versions_named_alike_are_told_apart(void **state)
{
	struct world *w = *state;
	struct id ids[2] = { new_version(w->office, "C", "1").id, { { 0 } } };
	struct parcel parcel = pack_versions(w->office, w->academy, ids, 1,
					     BUNDLE_CURRICULUM);

	unpack(w->academy, &parcel, "HQ");
	parcel_release(&parcel);
	assert_int_equal(sql_number(w->academy, "SELECT count(*) FROM "
				    "curriculum_version WHERE code='C' AND "
				    "version IN ('1', '1 HQ')"), 2);
	sql_run(w->office, "UPDATE curriculum_version SET version='old'");
	ids[1] = new_version(w->office, "C", "1").id;
	parcel = pack_versions(w->office, w->academy, ids, 2,
			       BUNDLE_CURRICULUM);
	unpack(w->academy, &parcel, "HQ");
	assert_int_equal(sql_number(w->academy, "SELECT count(*) FROM "
				    "curriculum_version WHERE version GLOB "
				    "'1 [0-9A-F]*' AND length(version)=12"),
			 1);
	assert_int_equal(unpack(w->academy, &parcel, "HQ"), 0);
	must(verify_all(w->academy, e));
	parcel_release(&parcel);
}

static void
a_version_changed_under_its_name_is_refused(void **state)
{
	struct world *w = *state;
	struct curriculum_version v = new_version(w->office, "WEB", "1");
	struct parcel parcel = pack_versions(w->office, w->academy, &v.id, 1,
					     BUNDLE_CURRICULUM);
	struct opened o;

	unpack(w->academy, &parcel, "HQ");
	parcel_release(&parcel);
	sql_run(w->office, "UPDATE item SET title='Second' WHERE code='N-1'");
	parcel = pack_versions(w->office, w->academy, &v.id, 1,
			       BUNDLE_CURRICULUM);
	o = open_parcel(w->academy, &parcel, "HQ");
	assert_int_equal(o.lines[0].state, LINE_REFUSED);
	assert_non_null(strstr(o.lines[0].why, "need a new version"));
	assert_int_equal(apply_opened(w->academy, &o, NULL), 0);
	opened_release(&o);
	parcel_release(&parcel);
}

/* By id, the unit comes before the module, and that before the course. */
static void
items_arrive_in_any_order_of_id(void **state)
{
	struct world *w = *state;
	struct curriculum_version v = new_version(w->office, "WEB", "1");
	struct parcel parcel;

	sql_run(w->office, "PRAGMA foreign_keys=OFF");
	sql_run(w->office, "UPDATE item SET"
		" id=CAST(printf('%016d', 100 - depth) AS BLOB),"
		" parent_id=iif(depth=0, NULL,"
		"  CAST(printf('%016d', 101 - depth) AS BLOB))");
	sql_run(w->office, "PRAGMA foreign_keys=ON");
	parcel = pack_versions(w->office, w->academy, &v.id, 1,
			       BUNDLE_CURRICULUM);
	unpack(w->academy, &parcel, "HQ");
	must(verify_all(w->academy, e));
	parcel_release(&parcel);
}

/* ---- site packs ---- */

static struct parcel
pack_sites(struct world *w)
{
	return pack_versions(w->office, w->academy, NULL, 0,
			     BUNDLE_SITE_PACK);
}

static void
a_site_pack_makes_places_known(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_sites(w);
	struct opened o = open_parcel(w->academy, &parcel, "HQ");
	struct site site;

	/* Ourselves are in it, and are not a line. */
	assert_int_equal(o.count, 1);
	assert_int_equal(line_of(&o, "CCC")->state, LINE_NEW);
	apply_opened(w->academy, &o, NULL);
	opened_release(&o);
	site = site_of(w->academy, "CCC");
	assert_string_equal(site.name, "Third academy");
	assert_string_equal(site.age_recipient, "age1third");
	assert_int_equal(site.state, SITE_TRUSTED);
	assert_int_equal(unpack(w->academy, &parcel, "HQ"), 0);
	parcel_release(&parcel);
}

static void
other_keys_of_a_known_place_are_pointed_out(void **state)
{
	static const struct {
		const char *sql, *why;
	} cases[] = {
		{ "UPDATE site SET sign_key='RWQother' WHERE code='CCC'",
		  "Its keys are others" },
		{ "UPDATE site SET age_recipient='age1other' WHERE code='CCC'",
		  "Its keys are others" },
		{ "UPDATE site SET name='Fourth' WHERE code='CCC'",
		  "name or its kind" },
	};
	struct world *w = *state;
	struct parcel parcel = pack_sites(w);

	unpack(w->academy, &parcel, "HQ");
	parcel_release(&parcel);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct opened o;

		sql_run(w->office, cases[i].sql);
		parcel = pack_sites(w);
		o = open_parcel(w->academy, &parcel, "HQ");
		assert_int_equal(line_of(&o, "CCC")->state, LINE_CHANGED);
		assert_non_null(strstr(line_of(&o, "CCC")->why,
				       cases[i].why));
		apply_opened(w->academy, &o, NULL);
		opened_release(&o);
		parcel_release(&parcel);
	}
	assert_string_equal(site_of(w->academy, "CCC").sign_key, "RWQother");
}

static void
trust_that_was_taken_away_comes_back_only_knowingly(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_sites(w);
	struct opened o;

	unpack(w->academy, &parcel, "HQ");
	sql_run(w->academy, "UPDATE site SET state='RETIRED' WHERE code='CCC'");
	o = open_parcel(w->academy, &parcel, "HQ");
	assert_int_equal(line_of(&o, "CCC")->state, LINE_CHANGED);
	assert_non_null(strstr(line_of(&o, "CCC")->why, "trust it again"));
	opened_release(&o);
	parcel_release(&parcel);
	/* And what head office does not trust is not sent. */
	sql_run(w->office, "UPDATE site SET state='RETIRED' WHERE code='CCC'");
	parcel = pack_sites(w);
	o = open_parcel(w->academy, &parcel, "HQ");
	assert_int_equal(o.count, 0);
	opened_release(&o);
	parcel_release(&parcel);
}

static void
two_places_of_one_code_are_refused(void **state)
{
	struct world *w = *state;
	struct parcel parcel = pack_sites(w);
	struct opened o;

	sql_run(w->academy, "INSERT INTO site SELECT randomblob(16), 'CCC',"
		" name, kind, state, age_recipient, sign_key, on_date,"
		" staff_id, utc_s, offset_min FROM site WHERE code='HQ'");
	o = open_parcel(w->academy, &parcel, "HQ");
	assert_int_equal(line_of(&o, "CCC")->state, LINE_REFUSED);
	assert_string_equal(line_of(&o, "CCC")->why,
			    "CCC is another place here.");
	opened_release(&o);
	parcel_release(&parcel);
}

/* ---- receipts ---- */

/* The academy's stick of that number to head office. */
static void
add_export(struct small_academy *at, int64_t number, const char *to)
{
	struct export_row row = { .number = number, .kind = BUNDLE_RETURN };
	struct site site = site_of(at, to);

	snprintf(row.sha256, sizeof(row.sha256), "%064d", (int)number);
	snprintf(row.file, sizeof(row.file), "TST-return-%d", (int)number);
	must(app_begin(at->app, MAY_EXCHANGE, "exchange.export", UOW_FINAL, e,
		       "Wrote a stick"));
	must(app_end(at->app, export_add(at->app->store, &row, &site.id,
					 &at->app->me.id, e), e));
}

static void
a_receipt_answers_the_sticks_it_names(void **state)
{
	struct world *w = *state;
	struct import_row_log receipts[3] = {
		{ .number = 1 }, { .number = 2 }, { .number = 3 },
	};
	struct payload_request request = request_to(w->office, w->academy,
						    BUNDLE_RECEIPT);
	struct export_row row;
	struct site office = site_of(w->academy, "HQ");
	struct parcel parcel;
	struct opened o;

	for (int i = 0; i < 3; i++)
		snprintf(receipts[i].sha256, sizeof(receipts[i].sha256),
			 "%064d", i == 1 ? 99 : i + 1);
	add_export(w->academy, 1, "HQ");
	add_export(w->academy, 2, "HQ");
	request.receipts = receipts;
	request.receipt_count = 3;
	parcel = pack(w->office, &request);
	o = open_parcel(w->academy, &parcel, "HQ");
	assert_int_equal(o.count, 3);
	assert_int_equal(line_of(&o, "000001")->state, LINE_NEW);
	assert_string_equal(line_of(&o, "000001")->name, "TST-return-1");
	/* Of other content, and of no stick of ours. */
	assert_int_equal(line_of(&o, "000002")->state, LINE_REFUSED);
	assert_int_equal(line_of(&o, "000003")->state, LINE_REFUSED);
	apply_opened(w->academy, &o, NULL);
	opened_release(&o);
	must(export_last_received(w->academy->app->store, BUNDLE_RETURN,
				  &office.id, &row, e));
	assert_int_equal(row.number, 1);
	assert_int_equal(unpack(w->academy, &parcel, "HQ"), 0);
	parcel_release(&parcel);
}

static void
a_receipt_of_another_place_is_refused(void **state)
{
	struct world *w = *state;
	struct import_row_log receipt = { .number = 1 };
	struct payload_request request = request_to(w->office, w->academy,
						    BUNDLE_RECEIPT);
	struct parcel parcel = pack_sites(w);
	struct opened o;

	unpack(w->academy, &parcel, "HQ");
	parcel_release(&parcel);
	add_export(w->academy, 1, "HQ");
	snprintf(receipt.sha256, sizeof(receipt.sha256), "%064d", 1);
	request.receipts = &receipt;
	request.receipt_count = 1;
	parcel = pack(w->office, &request);
	o = open_parcel(w->academy, &parcel, "CCC");
	assert_int_equal(o.lines[0].state, LINE_REFUSED);
	assert_non_null(strstr(o.lines[0].why, "went out to CCC"));
	opened_release(&o);
	parcel_release(&parcel);
}

/* ---- as anybody reads it ---- */

static void
the_views_answer_and_nothing_secret_is_inside(void **state)
{
	struct world *w = *state;
	struct small_academy *a = w->academy;
	struct parcel parcel;
	sqlite3 *db;
	char answer[100];

	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	record(a, &a->nia, "U-2", PROGRESS_COMPLETE);
	record(a, &a->nia, "P-1", PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	parcel = pack_return(a, w->office, 0);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_deserialize(db, "main", parcel.data,
		(sqlite3_int64)parcel.size, (sqlite3_int64)parcel.size,
		SQLITE_DESERIALIZE_READONLY), SQLITE_OK);
	must(payload_ask(db, "SELECT reference || name || enrolment || "
			 "custody || curriculum FROM students LIMIT 1", answer,
			 sizeof(answer), e));
	assert_string_equal(answer, "TST-0001Nia ExampleGRADUATED"
			    "IN_THIS_PRISONC@1");
	must(payload_ask(db, "SELECT group_concat(code || status) FROM "
			 "progress WHERE reference='TST-0001'", answer,
			 sizeof(answer), e));
	assert_string_equal(answer, "U-1COMPLETE,U-2COMPLETE,P-1COMPLETE");
	must(payload_ask(db, "SELECT name || on_date || confirmed_by FROM "
			 "graduates", answer, sizeof(answer), e));
	assert_string_equal(answer, "Nia Example2026-11-23Ada Example");
	must(payload_ask(db, "SELECT value FROM manifest WHERE key='kind'",
			 answer, sizeof(answer), e));
	assert_string_equal(answer, "return");
	must(payload_ask(db, "PRAGMA foreign_key_check", answer,
			 sizeof(answer), e));
	assert_string_equal(answer, "");
	must(payload_ask(db, "PRAGMA integrity_check", answer, sizeof(answer),
			 e));
	assert_string_equal(answer, "ok");
	/* No user name, role or slot: three letters of a name could stand in
	 * any random id, so the columns are asked for. */
	must(payload_ask(db, "SELECT group_concat(name, ' ') FROM "
			 "pragma_table_info('staff')", answer, sizeof(answer),
			 e));
	assert_string_equal(answer, "id name");
	sqlite3_close(db);
	assert_null(memmem(parcel.data, parcel.size, "ADMINISTRATOR", 13));
	assert_null(memmem(parcel.data, parcel.size, a->app->me.slot_id, 16));
	parcel_release(&parcel);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static const struct CMUnitTest tests[] = {
	T(a_curriculum_arrives_and_is_used),
	T(versions_named_alike_are_told_apart),
	T(a_version_changed_under_its_name_is_refused),
	T(items_arrive_in_any_order_of_id),
	T(a_site_pack_makes_places_known),
	T(other_keys_of_a_known_place_are_pointed_out),
	T(trust_that_was_taken_away_comes_back_only_knowingly),
	T(two_places_of_one_code_are_refused),
	T(a_receipt_answers_the_sticks_it_names),
	T(a_receipt_of_another_place_is_refused),
	T(the_views_answer_and_nothing_secret_is_inside),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
