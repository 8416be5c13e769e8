/* SPDX-License-Identifier: ISC */
/* Whatever is known about a student goes out and comes in: every table, every
 * kind of fact, in returns and transfers, once and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/three_places.h"
#include "tests/support/whole_person.h"

static const struct bundle_table *
find_table(const char *name)
{
	for (size_t i = 0; i < bundle_table_count; i++)
		if (strcmp(bundle_tables[i].name, name) == 0)
			return &bundle_tables[i];
	return NULL;
}

static void
is_the_same_at(struct places *p, struct small_academy *at,
	       const struct id *student)
{
	char *ours = all_about(p->aca, student);
	char *theirs = all_about(at, student);

	assert_string_equal(ours, theirs);
	mem_free(ours);
	mem_free(theirs);
}

static struct student *
a_whole_person(struct places *p)
{
	make_whole(p->aca, &p->aca->nia.id);
	for (size_t i = 0; i < bundle_table_count; i++)
		if (is_about_students(&bundle_tables[i]))
			assert_true(rows_about(p->aca, &bundle_tables[i],
					       &p->aca->nia.id) > 0);
	return &p->aca->nia;
}

static void
every_kind_of_fact_is_carried(void **state)
{
	(void)state;
	for (int i = 0; i < FACT_KINDS; i++) {
		const struct bundle_table *t = find_table(fact_specs[i].table);

		if (t == NULL || t->scope != SCOPE_STUDENT ||
		    !bundle_carries(t, BUNDLE_RETURN) ||
		    !bundle_carries(t, BUNDLE_TRANSFER))
			fail_msg("%s is in no bundle", fact_specs[i].table);
		for (size_t k = 0; k < fact_specs[i].count; k++) {
			const char *id = fact_specs[i].members[k].id;
			size_t at = 0;

			while (at < t->column_count &&
			       strcmp(t->columns[at].name, id) != 0)
				at++;
			if (at == t->column_count)
				fail_msg("%s.%s is in no return", t->name, id);
		}
	}
}

static void
a_return_carries_all_of_it(void **state)
{
	struct places *p = *state;
	struct student *nia = a_whole_person(p);
	char *path = send_return(p, p->aca), said[LINE_SIZE];
	uint64_t before = records_hash(p->hq), after;

	take_in(p->hq, path);
	is_the_same_at(p, p->hq, &nia->id);
	after = records_hash(p->hq);
	take_in(p->hq, path);
	assert_true(records_hash(p->hq) == after);
	must(app_undo(p->hq->app, said, sizeof(said), e));
	assert_true(records_hash(p->hq) == before);
	take_in(p->hq, path);
	is_the_same_at(p, p->hq, &nia->id);
	must(verify_all(p->hq, e));
	mem_free(path);
}

/* One more row of one table is enough to go into the next return, alone. */
static void
whatever_is_new_makes_the_next_return(void **state)
{
	struct places *p = *state;
	struct id tom = p->aca->tom.id;
	char *path = send_return(p, p->aca), *receipt;

	take_in(p->hq, path);
	mem_free(path);
	for (size_t i = 0; i < bundle_table_count; i++) {
		const struct bundle_table *t = &bundle_tables[i];
		struct import_bundle *bundle;

		if (!is_about_students(t) || strcmp(t->name, "student") == 0)
			continue;
		receipt = send_receipt(p, p->hq, "ACA");
		take_in(p->aca, receipt);
		next_day(p);
		if (strcmp(t->name, "mark") == 0)
			record(p->aca, &p->aca->tom, "U-1", PROGRESS_COMPLETE);
		else
			add_row_about(p->aca, t, &tom);
		path = send_return(p, p->aca);
		must(exchange_open(p->hq->app, path, NULL, NULL, &bundle, e));
		if (import_bundle_manifest(bundle)->students != 1)
			fail_msg("a new row of %s: %d students", t->name,
				 (int)import_bundle_manifest(bundle)->students);
		must(exchange_apply(p->hq->app, bundle, NULL, e));
		import_bundle_free(bundle);
		is_the_same_at(p, p->hq, &tom);
		mem_free(path);
		mem_free(receipt);
	}
}

/* ---- custody ---- */

static enum rc
add_fact(struct small_academy *a, enum fact_kind kind,
	 const struct id *student, struct err *err)
{
	void *fact = xcalloc(1, fact_specs[kind].size);
	enum rc rc;

	fact_init(kind, fact);
	((struct fact *)fact)->student_id = *student;
	for (size_t i = 0; i < fact_specs[kind].count; i++)
		if (fact_specs[kind].members[i].kind == MEMBER_LINE)
			must(fact_member_set(&fact_specs[kind].members[i],
					     fact, "said", e));
	rc = app_fact_add(a->app, kind, fact, err);
	mem_free(fact);
	return rc;
}

static void
only_reads(struct small_academy *at, const struct id *student,
	   const char *keeper)
{
	uint64_t before = records_hash(at);
	struct err err;

	for (int i = 0; i < FACT_KINDS; i++) {
		assert_int_not_equal(add_fact(at, (enum fact_kind)i, student,
					      &err), RC_OK);
		assert_int_equal(app_fact_void(at->app, (enum fact_kind)i,
					       student, 1, "why", &err),
				 RC_CONFLICT);
		assert_non_null(strstr(err.text, keeper));
	}
	assert_int_equal(app_support(at->app, student, SUPPORT_ACTIVE,
				     DATE_NONE, NULL, &err), RC_CONFLICT);
	assert_true(records_hash(at) == before);
}

static void
a_transfer_hands_all_of_it_over(void **state)
{
	struct places *p = *state;
	struct student *nia = a_whole_person(p);
	char *path = send_transfer(p, p->aca, "BBB", &nia->id);
	char said[LINE_SIZE];
	uint64_t before = records_hash(p->bbb), after;

	take_in(p->bbb, path);
	is_the_same_at(p, p->bbb, &nia->id);
	after = records_hash(p->bbb);
	take_in(p->bbb, path);
	assert_true(records_hash(p->bbb) == after);
	must(app_undo(p->bbb->app, said, sizeof(said), e));
	assert_true(records_hash(p->bbb) == before);
	take_in(p->bbb, path);
	only_reads(p->aca, &nia->id, "BBB");
	/* Work goes on there, on what came. */
	must(add_fact(p->bbb, FACT_DESTINATION, &nia->id, e));
	must(app_fact_void(p->bbb->app, FACT_DESTINATION, &nia->id, 1,
			   "was not so", e));
	must(verify_all(p->bbb, e));
	mem_free(path);
}

static void
head_office_reads_all_of_it_and_changes_nothing(void **state)
{
	struct places *p = *state;
	struct student *nia = a_whole_person(p);
	char *path = send_return(p, p->aca);

	take_in(p->hq, path);
	only_reads(p->hq, &nia->id, "ACA");
	mem_free(path);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_fact_is_carried),
		TEST(a_return_carries_all_of_it),
		TEST(whatever_is_new_makes_the_next_return),
		TEST(a_transfer_hands_all_of_it_over),
		TEST(head_office_reads_all_of_it_and_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
