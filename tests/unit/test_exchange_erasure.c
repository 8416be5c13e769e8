/* SPDX-License-Identifier: ISC */
/*
 * What becomes of the copies at other places when a record is erased where it
 * is kept: head office and those who had it before are told, and an old stick
 * does not bring it back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/rights_app.h"
#include "base/mem.h"
#include "tests/support/three_places.h"

static bool
holds(struct small_academy *at, const struct id *id)
{
	struct student s;
	struct err err;
	enum rc rc = app_student_load(at->app, id, &s, &err);

	assert_true(rc == RC_OK || rc == RC_NOT_FOUND);
	return rc == RC_OK;
}

static void
take(struct small_academy *at, char *path)
{
	take_in(at, path);
	mem_free(path);
}

/* The line of a bundle about that student. */
static struct bundle_line
line_of(struct small_academy *at, const char *path, const struct id *id)
{
	struct import_bundle *bundle;
	const struct bundle_line *lines;
	struct bundle_line found = { .state = LINE_SAME };
	size_t count, seen = 0;

	must(exchange_open(at->app, path, NULL, NULL, &bundle, e));
	lines = import_bundle_lines(bundle, &count);
	for (size_t i = 0; i < count; i++)
		if (id_equal(&lines[i].id, id)) {
			found = lines[i];
			seen++;
		}
	import_bundle_free(bundle);
	assert_int_equal(seen, 1);
	return found;
}

static void
head_office_erases_what_a_return_says(void **state)
{
	struct places *p = *state;
	struct bundle_line line;
	struct erasure *rows;
	size_t count;
	char *path;

	take(p->hq, send_return(p, p->aca));
	assert_true(holds(p->hq, &p->aca->nia.id));
	must(app_erase(p->aca->app, &p->aca->nia.id, ERASE_OBJECTION, e));
	next_day(p);
	path = send_return(p, p->aca);
	line = line_of(p->hq, path, &p->aca->nia.id);
	assert_true(line.erases);
	assert_int_equal(line.state, LINE_CHANGED);
	assert_non_null(strstr(line.why, "erases it here too, for good"));
	take(p->hq, path);
	assert_false(holds(p->hq, &p->aca->nia.id));
	assert_true(holds(p->hq, &p->aca->tom.id));
	must(app_erasures(p->hq->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].place, "ACA");
	assert_int_equal(rows[0].reason, ERASE_OBJECTION);
	mem_free(rows);
	must(verify_all(p->hq, e));
}

/* Taken in again, the same stick has nothing left to do. */
static void
it_is_erased_once(void **state)
{
	struct places *p = *state;
	uint64_t before;
	char *path;

	take(p->hq, send_return(p, p->aca));
	must(app_erase(p->aca->app, &p->aca->nia.id, ERASE_OBJECTION, e));
	path = send_return(p, p->aca);
	take_in(p->hq, path);
	before = everything_hash(p->hq);
	take(p->hq, path);
	assert_true(everything_hash(p->hq) == before);
}

static void
an_old_stick_does_not_bring_it_back(void **state)
{
	struct places *p = *state;
	struct bundle_line line;
	char *old = send_transfer(p, p->aca, "BBB", &p->aca->nia.id);

	/* BBB took it in, and erased it; the stick is still about. */
	take_in(p->bbb, old);
	must(app_erase(p->bbb->app, &p->aca->nia.id, ERASE_REQUESTED, e));
	line = line_of(p->bbb, old, &p->aca->nia.id);
	assert_int_equal(line.state, LINE_REFUSED);
	assert_string_equal(line.why, "This record was erased on 23 Nov 2026. "
			    "What was erased is not taken in again.");
	take(p->bbb, old);
	assert_false(holds(p->bbb, &p->aca->nia.id));
}

/* Who sees only the erasure, and the record on an older stick afterwards. */
static void
a_mark_alone_is_enough(void **state)
{
	struct places *p = *state;
	struct id nia = p->aca->nia.id;
	char *old = send_transfer(p, p->aca, "BBB", &nia);

	take(p->bbb, old);
	must(app_erase(p->bbb->app, &nia, ERASE_REQUESTED, e));
	take(p->hq, send_return(p, p->bbb));
	next_day(p);
	/* The academy it came from still has its copy, and sends it. */
	take(p->hq, send_return(p, p->aca));
	assert_false(holds(p->hq, &nia));
}

static void
the_academy_it_came_from_is_told_by_head_office(void **state)
{
	struct places *p = *state;
	struct id nia = p->aca->nia.id;
	struct export_request pack = { .kind = BUNDLE_SITE_PACK,
					.to = "ACA" };
	char *path;

	take(p->bbb, send_transfer(p, p->aca, "BBB", &nia));
	must(app_erase(p->bbb->app, &nia, ERASE_REQUESTED, e));
	take(p->hq, send_return(p, p->bbb));
	assert_true(holds(p->aca, &nia));
	path = send_bundle(p, p->hq, pack);
	assert_true(line_of(p->aca, path, &nia).erases);
	take(p->aca, path);
	assert_false(holds(p->aca, &nia));
	must(verify_all(p->aca, e));
}

/* Who gave the record away cannot have it erased where it went. */
static void
a_copy_does_not_decide(void **state)
{
	struct places *p = *state;
	struct id nia = p->aca->nia.id;
	struct err err = { .code = RC_OK };

	take(p->bbb, send_transfer(p, p->aca, "BBB", &nia));
	assert_int_equal(app_erase(p->aca->app, &nia, ERASE_REQUESTED, &err),
			 RC_CONFLICT);
	assert_non_null(strstr(err.text, "BBB"));
	take(p->hq, send_return(p, p->bbb));
	assert_int_equal(app_erase(p->hq->app, &nia, ERASE_REQUESTED, &err),
			 RC_CONFLICT);
	assert_true(holds(p->hq, &nia));
}

/* What was added by mistake and has travelled is erased, not undone. */
static void
what_has_left_is_not_undone(void **state)
{
	struct places *p = *state;
	struct student zed = { .name = "Zed Mistaken",
			       .reference = "ACA-0009" };
	struct err err = { .code = RC_OK };
	char summary[LINE_SIZE];

	must(app_student_save(p->aca->app, &zed, e));
	must(app_undo(p->aca->app, summary, sizeof(summary), e));
	must(app_redo(p->aca->app, summary, sizeof(summary), e));
	take(p->hq, send_return(p, p->aca));
	assert_true(holds(p->hq, &zed.id));
	assert_int_equal(app_undo(p->aca->app, summary, sizeof(summary),
				  &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "has left on a stick since"));
	assert_true(holds(p->aca, &zed.id));
	must(app_erase(p->aca->app, &zed.id, ERASE_ENTERED_IN_ERROR, e));
	next_day(p);
	take(p->hq, send_return(p, p->aca));
	assert_false(holds(p->hq, &zed.id));
	must(verify_all(p->aca, e));
	/* Nor is an arrival that head office has heard of. */
	take(p->bbb, send_transfer(p, p->aca, "BBB", &p->aca->nia.id));
	mem_free(send_return(p, p->bbb));
	assert_int_equal(app_undo(p->bbb->app, summary, sizeof(summary),
				  &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "A transfer takes it back"));
}

/* A place that is no more cannot be asked. */
static void
head_office_erases_what_a_retired_place_kept(void **state)
{
	struct places *p = *state;
	struct id nia = p->aca->nia.id;
	struct err err = { .code = RC_OK };
	char *path = send_return(p, p->aca);

	take_in(p->hq, path);
	assert_int_equal(app_erase(p->hq->app, &nia, ERASE_REQUESTED, &err),
			 RC_CONFLICT);
	must(exchange_retire(p->hq->app, "ACA", e));
	must(app_erase(p->hq->app, &nia, ERASE_REQUESTED, e));
	assert_false(holds(p->hq, &nia));
	assert_true(holds(p->hq, &p->aca->tom.id));
	/* Even if it is trusted again. */
	trust(p, p->hq, p->aca);
	assert_int_equal(line_of(p->hq, path, &nia).state, LINE_REFUSED);
	must(verify_all(p->hq, e));
	mem_free(path);
}

static void
copies_that_left_are_named(void **state)
{
	struct places *p = *state;
	struct other_copy *rows;
	size_t count;
	bool stick = false, place = false;

	mem_free(send_return(p, p->aca));
	must(app_other_copies(p->aca->app, &p->aca->nia.id, &rows, &count,
			      e));
	for (size_t i = 0; i < count; i++) {
		stick |= rows[i].kind == COPY_STICK &&
			 strstr(rows[i].what, "ACA-return") != NULL;
		place |= rows[i].kind == COPY_PLACE &&
			 strstr(rows[i].what, "HQ") != NULL;
	}
	assert_true(stick);
	assert_true(place);
	mem_free(rows);
}

#define T(name) cmocka_unit_test_setup_teardown(name, places_set_up, \
						places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(head_office_erases_what_a_return_says),
		T(it_is_erased_once),
		T(an_old_stick_does_not_bring_it_back),
		T(a_mark_alone_is_enough),
		T(the_academy_it_came_from_is_told_by_head_office),
		T(a_copy_does_not_decide),
		T(what_has_left_is_not_undone),
		T(head_office_erases_what_a_retired_place_kept),
		T(copies_that_left_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
