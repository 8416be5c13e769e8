/* SPDX-License-Identifier: ISC */
/*
 * Case studies between places: they travel with their consent, a withdrawal
 * closes them at head office too, and what head office published itself stays
 * on its list whatever comes in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/case_app.h"
#include "app/rights_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/three_places.h"

#define NIA "ACA-0001.1"

static void
say(struct small_academy *a, bool given)
{
	struct consent c;

	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = a->nia.id;
	c.purpose = CONSENT_CASE_STUDY_NAMED;
	c.given = given;
	must(app_fact_add(a->app, FACT_CONSENT, &c, e));
}

/* Written by Ada, settled, approved by another. */
static void
write_one(struct small_academy *a)
{
	struct case_study study;

	fact_init(FACT_CASE, &study);
	study.fact.student_id = a->nia.id;
	snprintf(study.title, sizeof(study.title), "A new trade");
	must(app_case_begin(a->app, &study, "Nia makes pages since May 2024.",
			    e));
	must(app_case_stay(a->app, NIA, FINDING_DATE, "May 2024", "Many do",
			   e));
	must(app_case_step(a->app, NIA, STEP_SENT, NULL, e));
	act_as(a, ROLE_LEAD);
	must(app_case_step(a->app, NIA, STEP_APPROVED, NULL, e));
	act_as_ada(a);
}

static enum rc
publish(struct small_academy *a, const char *where, struct err *err)
{
	struct case_place place;

	fact_init(FACT_CASE_PLACE, &place);
	snprintf(place.place, sizeof(place.place), "%s", where);
	return app_case_publish(a->app, NIA, &place, err);
}

static void
bring(struct places *p, struct small_academy *from, struct small_academy *to)
{
	char *path;

	next_day(p);
	path = send_return(p, from);
	take_in(to, path);
	mem_free(path);
}

static enum case_state
state_at(struct small_academy *a, size_t *places)
{
	struct case_file f;
	enum case_state state;

	must(app_case_open(a->app, NIA, &f, e));
	state = f.row.state;
	*places = f.place_count;
	case_file_release(&f);
	return state;
}

static void
head_office_publishes_until_it_is_withdrawn(void **state)
{
	struct places *p = *state;
	struct err err;
	size_t places;

	say(p->aca, true);
	write_one(p->aca);
	must(publish(p->aca, "www.aca.example", e));
	bring(p, p->aca, p->hq);
	assert_int_equal(state_at(p->hq, &places), CASE_PUBLISHED);
	assert_int_equal(places, 1);
	must(publish(p->hq, "www.hq.example", e));
	/* Nothing else of it is head office's to change. */
	assert_int_equal(app_case_draft(p->hq->app, NIA, "Other.", &err),
			 RC_CONFLICT);
	must(app_case_take_down(p->aca->app, NIA, 1, DATE_NONE, NULL, e));
	bring(p, p->aca, p->hq);
	assert_int_equal(state_at(p->hq, &places), CASE_PUBLISHED);
	assert_int_equal(places, 2);
	say(p->aca, false);
	bring(p, p->aca, p->hq);
	assert_int_equal(state_at(p->hq, &places), CASE_TO_TAKE_DOWN);
	assert_int_equal(publish(p->hq, "A talk", &err), RC_CONFLICT);
	assert_string_equal(err.where, "consent");
	/* The text itself is gone there, and what was said of its words. */
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM case_text"),
			 0);
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM case_stay"),
			 0);
	must(app_case_take_down(p->hq->app, NIA, 2, DATE_NONE, NULL, e));
	assert_int_equal(state_at(p->hq, &places), CASE_TAKEN_DOWN);
	bring(p, p->aca, p->hq);
	assert_int_equal(state_at(p->hq, &places), CASE_TAKEN_DOWN);
	assert_int_equal(places, 2);
	must(verify_all(p->hq, e));
}

static void
a_transfer_takes_it_along(void **state)
{
	struct places *p = *state;
	char *path;
	struct err err;
	size_t places;

	say(p->aca, true);
	write_one(p->aca);
	must(publish(p->aca, "www.aca.example", e));
	path = send_transfer(p, p->aca, "BBB", &p->aca->nia.id);
	take_in(p->bbb, path);
	mem_free(path);
	assert_int_equal(state_at(p->bbb, &places), CASE_PUBLISHED);
	must(app_case_draft(p->bbb->app, NIA, "She moved on.", e));
	assert_int_equal(app_case_draft(p->aca->app, NIA, "Mine.", &err),
			 RC_CONFLICT);
}

/* What a stick says of Nia, at head office. */
static void
says(struct places *p, const char *path, enum line_state state,
     const char *why)
{
	struct import_bundle *bundle;
	const struct bundle_line *lines;
	size_t count, seen = 0;

	must(exchange_open(p->hq->app, path, NULL, NULL, &bundle, e));
	lines = import_bundle_lines(bundle, &count);
	for (size_t i = 0; i < count; i++) {
		if (!id_equal(&lines[i].id, &p->aca->nia.id))
			continue;
		assert_int_equal(lines[i].state, state);
		assert_non_null(strstr(lines[i].why, why));
		seen++;
	}
	assert_int_equal(seen, 1);
	import_bundle_free(bundle);
}

/* Nobody else knows where head office has it. */
static void
a_story_is_taken_down_before_its_record_is_erased(void **state)
{
	struct places *p = *state;
	struct case_file f;
	struct err err;
	char *path;

	say(p->aca, true);
	write_one(p->aca);
	bring(p, p->aca, p->hq);
	must(publish(p->hq, "www.hq.example", e));
	next_day(p);
	must(app_erase(p->aca->app, &p->aca->nia.id, ERASE_REQUESTED, e));
	path = send_return(p, p->aca);
	says(p, path, LINE_REFUSED, "still out: www.hq.example. Take it");
	take_in(p->hq, path);
	must(app_case_take_down(p->hq->app, NIA, 1, DATE_NONE, NULL, e));
	says(p, path, LINE_CHANGED, "erases it here too");
	take_in(p->hq, path);
	assert_int_equal(app_case_open(p->hq->app, NIA, &f, &err),
			 RC_NOT_FOUND);
	must(verify_all(p->hq, e));
	mem_free(path);
}

/* False when it was void already. */
static bool
void_last(struct small_academy *a)
{
	int last = (int)sql_number(a, "SELECT count(*) FROM consent");

	return app_fact_void(a->app, FACT_CONSENT, &a->nia.id, last,
			     "Another person's form", NULL) == RC_OK;
}

/* What SQL lets into a bundle is what case_may_leave() lets out. */
static void
texts_travel_when_they_may_leave(void **state)
{
	struct places *p = *state;
	uint32_t dice = 7;

	say(p->aca, true);
	write_one(p->aca);
	for (int i = 0; i < 24; i++) {
		struct case_file file;

		dice = dice * 1103515245u + 12345u;
		if (dice >> 16 & 1)
			say(p->aca, dice >> 17 & 1);
		else if (!void_last(p->aca))
			say(p->aca, true);
		must(app_case_open(p->aca->app, NIA, &file, e));
		bring(p, p->aca, p->hq);
		assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM "
					    "case_text") > 0,
				 case_may_leave(&file.row.standing));
		assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM "
					    "case_stay") > 0,
				 case_may_leave(&file.row.standing));
		case_file_release(&file);
	}
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, places_set_up, \
						places_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(head_office_publishes_until_it_is_withdrawn),
		TEST(a_transfer_takes_it_along),
		TEST(a_story_is_taken_down_before_its_record_is_erased),
		TEST(texts_travel_when_they_may_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
