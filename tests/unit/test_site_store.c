/* SPDX-License-Identifier: ISC */
/* The places that are known, and the registers of what went out and came in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/site_store.h"
#include "store/uow.h"
#include "tests/support/small_academy.h"

enum { DAY = 24 * 3600 };

static void
begin(struct small_academy *a, unsigned flags)
{
	must(uow_begin(a->app->store, &a->app->me.id, "test", flags, e,
		       "Test"));
}

static void
end(struct small_academy *a)
{
	must(uow_end(a->app->store, RC_OK, e));
}

static struct site
add_site(struct small_academy *a, const char *code, enum site_kind kind)
{
	struct site site = { .id = store_new_id(a->app->store), .kind = kind,
			     .age_recipient = "age1x", .sign_key = "RWQx" };

	snprintf(site.code, sizeof(site.code), "%s", code);
	snprintf(site.name, sizeof(site.name), "Place %s", code);
	begin(a, 0);
	must(site_put(a->app->store, &site, &a->app->me.id, e));
	end(a);
	return site;
}

/* ---- places ---- */

static void
a_place_is_found_by_what_is_known_of_it(void **state)
{
	struct small_academy *a = *state;
	struct store *store = a->app->store;
	struct site office, site, *rows;
	struct err err = { .text = "left alone" };
	size_t count;

	assert_int_equal(site_head_office(store, &site, &err), RC_NOT_FOUND);
	add_site(a, "ZZZ", SITE_ACADEMY);
	office = add_site(a, "HQ", SITE_HEAD_OFFICE);
	must(site_by_code(store, "hq", &site, e));
	assert_true(id_equal(&site.id, &office.id));
	assert_string_equal(site.name, "Place HQ");
	assert_string_equal(site.by, "Ada Example");
	assert_int_equal(site.on, app_today(a->app));
	assert_int_equal(site.last_number, 0);
	must(site_load(store, &office.id, &site, e));
	assert_string_equal(site.code, "HQ");
	must(site_head_office(store, &site, e));
	assert_string_equal(site.code, "HQ");
	must(site_list(store, &rows, &count, e));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].code, "HQ");
	mem_free(rows);
	assert_int_equal(site_by_code(store, "AAA", &site, &err),
			 RC_NOT_FOUND);
	assert_string_equal(err.text, "left alone");
}

static void
a_head_office_that_is_not_trusted_is_none(void **state)
{
	struct small_academy *a = *state;
	struct site site = add_site(a, "HQ", SITE_HEAD_OFFICE);

	site.state = SITE_RETIRED;
	begin(a, 0);
	must(site_put(a->app->store, &site, &a->app->me.id, e));
	end(a);
	assert_int_equal(site_head_office(a->app->store, &site, NULL),
			 RC_NOT_FOUND);
	must(site_by_code(a->app->store, "HQ", &site, e));
	assert_int_equal(site.state, SITE_RETIRED);
}

/* ---- what went out ---- */

static struct export_row
add_export(struct small_academy *a, const struct site *to)
{
	struct export_row row = {
		.kind = BUNDLE_RETURN, .file = "f.age", .medium = "STICK",
		.recipients = "age1x", .counts = "2 students",
		.head_seq = 5, .since_seq = 2,
	};

	must(export_next(a->app->store, &row.number, row.previous, e));
	snprintf(row.sha256, sizeof(row.sha256), "%064d", (int)row.number);
	memset(row.head_hash, 0xcd, sizeof(row.head_hash));
	begin(a, UOW_FINAL);
	must(export_add(a->app->store, &row, &to->id, &a->app->me.id, e));
	end(a);
	return row;
}

static void
each_stick_has_a_number_and_names_the_one_before(void **state)
{
	struct small_academy *a = *state;
	struct site to = add_site(a, "HQ", SITE_HEAD_OFFICE);
	struct export_row first = add_export(a, &to), second, row, *rows;
	size_t count;

	assert_int_equal(first.number, 1);
	assert_string_equal(first.previous, "");
	second = add_export(a, &to);
	assert_int_equal(second.number, 2);
	assert_string_equal(second.previous, first.sha256);
	must(export_load(a->app->store, 2, &row, e));
	assert_string_equal(row.to_code, "HQ");
	assert_string_equal(row.file, "f.age");
	assert_string_equal(row.medium, "STICK");
	assert_string_equal(row.recipients, "age1x");
	assert_string_equal(row.counts, "2 students");
	assert_string_equal(row.by, "Ada Example");
	assert_int_equal(row.head_seq, 5);
	assert_int_equal(row.since_seq, 2);
	assert_int_equal(row.at.utc_s, a->at.utc_s);
	assert_int_equal(row.lost_on, DATE_NONE);
	assert_memory_equal(row.head_hash, second.head_hash, 32);
	must(export_list(a->app->store, &rows, &count, e));
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].number, 2);
	mem_free(rows);
	assert_int_equal(export_load(a->app->store, 3, &row, NULL),
			 RC_NOT_FOUND);
}

static void
the_last_answered_is_not_the_last_sent(void **state)
{
	struct small_academy *a = *state;
	struct site to = add_site(a, "HQ", SITE_HEAD_OFFICE),
		    other = add_site(a, "BBB", SITE_ACADEMY);
	struct store *store = a->app->store;
	struct export_row row;

	add_export(a, &to);
	add_export(a, &to);
	add_export(a, &other);
	assert_int_equal(export_last_received(store, BUNDLE_RETURN, &to.id,
					      &row, NULL), RC_NOT_FOUND);
	begin(a, UOW_FINAL);
	must(export_set_received(store, 1, a->at, e));
	must(export_set_received(store, 3, a->at, e));
	must(export_set_lost(store, 2, app_today(a->app), e));
	end(a);
	must(export_last_received(store, BUNDLE_RETURN, &to.id, &row, e));
	assert_int_equal(row.number, 1);
	assert_int_equal(row.received.utc_s, a->at.utc_s);
	must(export_load(store, 2, &row, e));
	assert_int_equal(row.lost_on, app_today(a->app));
	assert_int_equal(export_last_received(store, BUNDLE_TRANSFER, &to.id,
					      &row, NULL), RC_NOT_FOUND);
}

/* ---- what came in ---- */

static void
add_import(struct small_academy *a, const struct site *from,
	   enum bundle_kind kind, int64_t number, int64_t head)
{
	struct import_row_log row = {
		.site_id = from->id, .kind = kind, .number = number,
		.head_seq = head, .file = "f.age", .counts = "2 new",
	};

	snprintf(row.sha256, sizeof(row.sha256), "%064d", (int)number);
	memset(row.head_hash, (int)number, sizeof(row.head_hash));
	a->at.utc_s += DAY;
	begin(a, 0);
	must(import_add(a->app->store, &row, &a->app->me.id, e));
	end(a);
}

static void
what_came_last_from_a_place_is_known(void **state)
{
	struct small_academy *a = *state;
	struct store *store = a->app->store;
	struct site from = add_site(a, "BBB", SITE_ACADEMY), site;
	struct import_row_log row, *rows;
	size_t count;

	assert_int_equal(import_last(store, &from.id, BUNDLE_RETURN, &row,
				     NULL), RC_NOT_FOUND);
	add_import(a, &from, BUNDLE_RETURN, 1, 10);
	add_import(a, &from, BUNDLE_RETURN, 2, 20);
	add_import(a, &from, BUNDLE_TRANSFER, 3, 30);
	must(import_last(store, &from.id, BUNDLE_RETURN, &row, e));
	assert_int_equal(row.number, 2);
	assert_int_equal(row.head_seq, 20);
	assert_int_equal(row.head_hash[31], 2);
	must(import_by_number(store, &from.id, 3, &row, e));
	assert_int_equal(row.kind, BUNDLE_TRANSFER);
	assert_string_equal(row.from_code, "BBB");
	assert_string_equal(row.by, "Ada Example");
	assert_int_equal(import_by_number(store, &from.id, 4, &row, NULL),
			 RC_NOT_FOUND);
	must(site_load(store, &from.id, &site, e));
	assert_int_equal(site.last_number, 3);
	assert_int_equal(site.last_head, 30);
	assert_int_equal(site.last_at.utc_s, a->at.utc_s);
	must(import_list(store, &rows, &count, e));
	assert_int_equal(count, 3);
	assert_int_equal(rows[0].number, 3);
	mem_free(rows);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

static const struct CMUnitTest tests[] = {
	T(a_place_is_found_by_what_is_known_of_it),
	T(a_head_office_that_is_not_trusted_is_none),
	T(each_stick_has_a_number_and_names_the_one_before),
	T(the_last_answered_is_not_the_last_sent),
	T(what_came_last_from_a_place_is_known),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
