/* SPDX-License-Identifier: ISC */
/* The figures where several places are: head office has a row for each, and
 * nobody is counted twice when a record changes hands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "report/kinds.h"
#include "tests/support/three_places.h"

/* Nia, self-employed; Tom, inside. Both are graduates. */
static void
fill(struct small_academy *a)
{
	const struct student *both[] = { &a->nia, &a->tom };
	struct destination d;

	for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
		record(a, both[i], "U-1", PROGRESS_COMPLETE);
		record(a, both[i], "U-2", PROGRESS_COMPLETE);
		record(a, both[i], "P-1", PROGRESS_COMPLETE);
		must(app_graduate_confirm(a->app, &both[i]->id, DATE_NONE,
					  e));
	}
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED_ON_LICENCE,
			 DATE_NONE, NULL, NULL, e));
	fact_init(FACT_DESTINATION, &d);
	d.fact.student_id = a->nia.id;
	d.kind = DESTINATION_SELF_EMPLOYED_16H_PLUS;
	d.field = FIELD_WEB_DEVELOPMENT;
	d.verified_on = DATE_NONE;
	must(app_destination_add(a->app, &d, e));
}

static char *
render(struct small_academy *a, const char *options,
       enum report_format format)
{
	struct report report;
	struct buf text = BUF_INIT;

	must(report_preview(a->app, report_kind_find("outcomes"), options,
			    &report, e));
	report_render(&report, format, false, &text);
	report_release(&report);
	return buf_detach(&text);
}

static char *
statement(struct small_academy *a, const char *options)
{
	return render(a, options, FORMAT_TEXT);
}

static char *
csv(struct small_academy *a, const char *options)
{
	return render(a, options, FORMAT_CSV);
}

static enum rc
refused(struct small_academy *a, const char *options)
{
	struct report report;
	struct err err;

	return report_preview(a->app, report_kind_find("outcomes"), options,
			      &report, &err);
}

static void
head_office_has_a_row_for_each_academy(void **state)
{
	struct places *p = *state;
	struct place_outcome *rows;
	size_t count;
	char *path, *text;

	fill(p->aca);
	path = send_return(p, p->aca);
	take_in(p->hq, path);
	mem_free(path);
	must(app_outcomes_by_place(p->hq->app, DATE_NONE, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].code, "ACA");
	assert_int_equal(rows[0].outcome.cells[OUTCOME_GRADUATES], 2);
	assert_int_equal(rows[0].outcome.cells[OUTCOME_SELF_EMPLOYED], 1);
	mem_free(rows);
	text = statement(p->hq, NULL);
	assert_non_null(strstr(text, "By academy"));
	assert_non_null(strstr(text, "\nACA           2      1      1      0"
				     "      1      0"));
	assert_non_null(strstr(text, "\nAll           2      1      1      0"
				     "      1      0"));
	mem_free(text);
	text = statement(p->hq, "academies");
	assert_non_null(strstr(text, "\nACA           2      1      1      0"));
	assert_null(strstr(text, "Ministry"));
	mem_free(text);
	assert_int_equal(refused(p->hq, "academies,publish"), RC_INVALID);
	assert_int_equal(refused(p->hq, "academies,2026-05-01..2026-05-02"),
			 RC_INVALID);
	assert_int_equal(refused(p->aca, "academies"), RC_CONFLICT);
	text = csv(p->hq, "academies");
	assert_non_null(strstr(text, "\r\nACA,2,1,1,0,1,0,0,0,0,0,2026-11-23"));
	assert_non_null(strstr(text, "\r\nAll,2,1,1,0,1,0,0,0,0,0,2026-11-23"));
	mem_free(text);
	text = statement(p->hq, "publish");
	assert_non_null(strstr(text, "Not for publication"));
	assert_null(strstr(text, "\nACA"));
	mem_free(text);
	text = statement(p->aca, NULL);
	assert_null(strstr(text, "By academy"));
	mem_free(text);
}

static int
graduates_at(struct small_academy *a, enum outcome_cell cell)
{
	struct outcome o;

	must(app_outcomes(a->app, DATE_NONE, &o, e));
	return o.cells[cell];
}

static void
a_record_that_changed_hands_counts_once(void **state)
{
	struct places *p = *state;
	char *path;

	fill(p->aca);
	path = send_transfer(p, p->aca, "BBB", &p->aca->tom.id);
	take_in(p->bbb, path);
	mem_free(path);
	assert_int_equal(graduates_at(p->aca, OUTCOME_INSIDE), 0);
	assert_int_equal(graduates_at(p->aca, OUTCOME_APART), 1);
	assert_int_equal(graduates_at(p->bbb, OUTCOME_INSIDE), 1);
	assert_int_equal(graduates_at(p->bbb, OUTCOME_APART), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, places_set_up, \
						places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(head_office_has_a_row_for_each_academy),
		T(a_record_that_changed_hands_counts_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
