/* SPDX-License-Identifier: ISC */
/* Facts about a person: what goes in comes out, what is void does not, and a
 * day that is past knows only what was recorded by then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/employer_store.h"
#include "store/fact_store.h"
#include "tests/support/small_academy.h"
#include "tests/support/vault_fixture.h"

enum { FACT_SIZE = 24 * 1024, DAY_S = 86400 };

/* What a person might type, or an id of its own. */
static void
fill(const struct fact_member *m, void *fact, unsigned char seed)
{
	struct id id = { .b = { seed, 1, 2 } };

	switch (m->kind) {
	case MEMBER_ID:
	case MEMBER_ID_OR_NULL:
		memcpy((char *)fact + m->offset, &id, sizeof(id));
		break;
	case MEMBER_LINE:
	case MEMBER_TEXT:
		must(fact_member_set(m, fact, "Przykład", e));
		break;
	case MEMBER_DATE:
		must(fact_member_set(m, fact, "2026-11-02", e));
		break;
	case MEMBER_NUMBER:
		must(fact_member_set(m, fact, "24000", e));
		break;
	case MEMBER_FLAG:
		must(fact_member_set(m, fact, "yes", e));
		break;
	case MEMBER_TERM:
	case MEMBER_TERMS:
		must(fact_member_set(m, fact, m->terms->rows[
				m->terms->count - 1].label, e));
		break;
	}
}

/* An employer and a vacancy, whose ids are what fill() makes of a seed. */
static void
add_employer(struct small_academy *a, unsigned char seed)
{
	struct employer employer;
	struct vacancy vacancy;

	employer_init(&employer);
	vacancy_init(&vacancy);
	employer.id = (struct id){ .b = { seed, 1, 2 } };
	vacancy.id = vacancy.employer_id = employer.id;
	must(uow_begin(a->app->store, &a->app->me.id, "test", 0, e, "test"));
	must(employer_put(a->app->store, &employer, e));
	must(uow_end(a->app->store,
		     vacancy_put(a->app->store, &vacancy, e), e));
}

static struct id
add(struct small_academy *a, enum fact_kind kind, void *row)
{
	struct fact *fact = row;

	fact->student_id = a->nia.id;
	if (fact->on == DATE_NONE)
		fact->on = app_today(a->app);
	must(fact_check(kind, row, e));
	must(uow_begin(a->app->store, &a->app->me.id, "test", 0, e, "test"));
	must(uow_end(a->app->store,
		     fact_add(a->app->store, kind, row, &a->app->me.id, e),
		     e));
	return fact->id;
}

static size_t
list(struct small_academy *a, enum fact_kind kind, int64_t until,
     void *first)
{
	void *rows;
	size_t count;

	must(fact_list(a->app->store, kind, &a->nia.id, until, &rows, &count,
		       e));
	if (count > 0 && first != NULL)
		memcpy(first, rows, fact_specs[kind].size);
	mem_free(rows);
	return count;
}

/* What ends and corrects comes last: it must not be about these. */
static struct id
add_any(struct small_academy *a, int kind, char row[FACT_SIZE])
{
	const struct fact_spec *spec = &fact_specs[kind];

	assert_true(spec->size <= FACT_SIZE);
	fact_init((enum fact_kind)kind, row);
	for (size_t i = 0; i < spec->count; i++)
		fill(&spec->members[i], row, (unsigned char)(kind + 1));
	return add(a, (enum fact_kind)kind, row);
}

static void
every_kind_comes_out_as_it_went_in(void **state)
{
	struct small_academy *a = *state;
	static _Alignas(max_align_t) char in[FACT_SIZE], out[FACT_SIZE];

	add_employer(a, FACT_APPLICATION + 1);
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		const struct fact_spec *spec = &fact_specs[kind];

		add_any(a, kind, in);
		assert_int_equal(list(a, (enum fact_kind)kind, KNOWN_NOW,
				      out), 1);
		for (size_t i = 0; i < spec->count; i++) {
			const struct fact_member *m = &spec->members[i];
			char was[32], is[32];

			assert_string_equal(
				fact_member_text(m, in, was, sizeof(was)),
				fact_member_text(m, out, is, sizeof(is)));
			if (m->kind == MEMBER_ID)
				assert_memory_equal(in + m->offset,
						    out + m->offset, ID_SIZE);
		}
		assert_int_equal(((struct fact *)(void *)out)->number, 1);
		assert_string_equal(((struct fact *)(void *)out)->by,
				    "Ada Example");
	}
}

/* Two of one day lie in the order in which they came, whatever the clock of
 * the machine says after a restart. */
static void
ids_go_up_over_a_restart_in_every_kind(void **state)
{
	struct small_academy *a = *state;
	static _Alignas(max_align_t) char row[FACT_SIZE];

	add_employer(a, FACT_APPLICATION + 1);
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		struct id last = add_any(a, kind, row), next;

		app_close_store(a->app);
		a->at.utc_s -= 60;
		must(app_open_store(a->app, e));
		next = store_new_id(a->app->store);
		if (memcmp(&next, &last, sizeof(next)) <= 0)
			fail_msg("%s", fact_specs[kind].table);
	}
}

static struct destination
a_job(void)
{
	struct destination d;

	fact_init(FACT_DESTINATION, &d);
	snprintf(d.employer, sizeof(d.employer), "Example Bank");
	return d;
}

static void
what_ended_says_when_and_how(void **state)
{
	struct small_academy *a = *state;
	struct destination d = a_job();
	struct ending end;

	fact_init(FACT_ENDING, &end);
	end.fact_id = add(a, FACT_DESTINATION, &d);
	end.fact.on = app_today(a->app) - 3;
	end.outcome = ENDED_BY_OTHERS;
	assert_int_equal(list(a, FACT_DESTINATION, KNOWN_NOW, &d), 1);
	assert_int_equal(d.fact.ended_on, DATE_NONE);
	add(a, FACT_ENDING, &end);
	assert_int_equal(list(a, FACT_DESTINATION, KNOWN_NOW, &d), 1);
	assert_int_equal(d.fact.ended_on, app_today(a->app) - 3);
	assert_int_equal(d.fact.ended_as, ENDED_BY_OTHERS);
}

static void
void_an_entry(struct small_academy *a, const struct id *id)
{
	struct correction c;

	fact_init(FACT_CORRECTION, &c);
	c.fact_id = *id;
	snprintf(c.reason, sizeof(c.reason), "mistyped");
	add(a, FACT_CORRECTION, &c);
}

/* An ending that was a mistake is as if it had not been. */
static void
what_is_void_is_not_there(void **state)
{
	struct small_academy *a = *state;
	struct destination one = a_job(), two = a_job();
	struct ending end;

	fact_init(FACT_ENDING, &end);
	add(a, FACT_DESTINATION, &one);
	end.fact_id = add(a, FACT_DESTINATION, &two);
	add(a, FACT_ENDING, &end);
	void_an_entry(a, &one.fact.id);
	assert_int_equal(list(a, FACT_DESTINATION, KNOWN_NOW, &one), 1);
	assert_int_equal(one.fact.number, 2);
	assert_int_not_equal(one.fact.ended_on, DATE_NONE);
	void_an_entry(a, &end.fact.id);
	list(a, FACT_DESTINATION, KNOWN_NOW, &one);
	assert_int_equal(one.fact.ended_on, DATE_NONE);
	assert_int_equal(fact_by_number(a->app->store, FACT_DESTINATION,
					&a->nia.id, 1, &two, NULL),
			 RC_NOT_FOUND);
	must(fact_by_number(a->app->store, FACT_DESTINATION, &a->nia.id, 2,
			    &two, e));
}

/* Recorded today about last month: last month did not know it. */
static void
a_past_day_knows_what_was_recorded_by_then(void **state)
{
	struct small_academy *a = *state;
	int64_t today_s = (int64_t)app_today(a->app) * DAY_S;
	struct destination d = a_job(), got;

	d.fact.on = app_today(a->app) - 30;
	add(a, FACT_DESTINATION, &d);
	assert_int_equal(list(a, FACT_DESTINATION, today_s, NULL), 0);
	assert_int_equal(list(a, FACT_DESTINATION, today_s + DAY_S, NULL),
			 1);
	/* The day after, it turns out wrong: today it still stood. */
	a->at.utc_s += DAY_S;
	void_an_entry(a, &d.fact.id);
	assert_int_equal(list(a, FACT_DESTINATION, today_s + DAY_S, &got),
			 1);
	assert_int_equal(list(a, FACT_DESTINATION, today_s + 2 * DAY_S,
			      NULL), 0);
}

/* ---- a vault from before there were any ---- */

static const char *const tables[] = {
	"support", "support_plan", "plan_check", "pathway", "plan_action",
	"professional", "deferral", "destination", "mentor_match",
	"mentor_meeting", "contact", "consent", "review", "ending",
	"correction", "application_step", "kit_loan", "application",
	"vacancy", "employer", "case_study", "case_text", "case_stay",
	"case_step", "case_place", "old_key", "retention_review",
	"data_request", "erasure", "export_student", "later_course",
};

/* What later steps added to tables that there were. */
static const char *const additions[] = {
	"DROP INDEX import_newest", "ALTER TABLE import DROP COLUMN superseded",
	"ALTER TABLE import DROP COLUMN left_out",
	"ALTER TABLE export DROP COLUMN finished",
};

static void
an_older_vault_is_verified_as_it_is_and_then_updated(void **state)
{
	struct small_academy *a = *state;
	struct secret *pass = secret_of(ADA_PASSPHRASE);
	struct app *onlooker = app_new("nowhere", clock_fixed(&a->at));
	struct buf report = BUF_INIT;
	struct destination d = a_job();
	char sql[60];

	for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
		snprintf(sql, sizeof(sql), "DROP TABLE %s", tables[i]);
		sql_run(a, sql);
	}
	for (size_t i = 0; i < ARRAY_SIZE(additions); i++)
		sql_run(a, additions[i]);
	sql_run(a, "PRAGMA user_version=2");
	app_lock(a->app);
	must(app_verify_folder(onlooker, a->dir, "ada", pass, &report, NULL,
			       NULL, e));
	must(app_unlock(a->app, "ada", pass, e));
	add(a, FACT_DESTINATION, &d);
	must(verify_all(a, e));
	buf_release(&report);
	secret_free(pass);
	app_free(onlooker);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_kind_comes_out_as_it_went_in),
		T(ids_go_up_over_a_restart_in_every_kind),
		T(what_ended_says_when_and_how),
		T(what_is_void_is_not_there),
		T(a_past_day_knows_what_was_recorded_by_then),
		T(an_older_vault_is_verified_as_it_is_and_then_updated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
