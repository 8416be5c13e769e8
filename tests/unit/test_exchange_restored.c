/* SPDX-License-Identifier: ISC */
/*
 * A place goes back to an older copy of its records: it has forked, and that is
 * noticed; an administrator elsewhere can accept it, and its next full return
 * begins anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/three_places.h"
#include "tests/support/vault_fixture.h"

#define refused(at, path, code, words) \
	do { \
		struct err why; \
		assert_int_equal(try_open(at, path, &why), code); \
		if (strstr(why.text, words) == NULL) \
			fail_msg("\"%s\" is not in \"%s\"", words, why.text); \
	} while (0)

/* ---- it is noticed ---- */

static void
copy_vault(struct small_academy *a, const char *from, const char *to)
{
	char command[200];

	snprintf(command, sizeof(command), "rm -rf %s/%s && cp -r %s/%s %s/%s",
		 a->root, to, a->root, from, a->root, to);
	assert_int_equal(system(command), 0);
}

/* An old copy of the vault is put back, and work goes on from there. */
static void
put_back_an_old_copy(struct places *p, void (*between)(struct places *p))
{
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);

	app_lock(p->aca->app);
	copy_vault(p->aca, "test.vault", "old.vault");
	must(app_unlock(p->aca->app, "ada", passphrase, e));
	between(p);
	app_lock(p->aca->app);
	copy_vault(p->aca, "old.vault", "test.vault");
	must(app_unlock(p->aca->app, "ada", passphrase, e));
	secret_free(passphrase);
	empty_stick(p);
	next_day(p);
}

static void
a_week_is_sent(struct places *p)
{
	char *path;

	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	path = send_return(p, p->aca);
	take_in(p->hq, path);
	mem_free(path);
}

static void
a_rolled_back_vault_is_noticed(void **state)
{
	struct places *p = *state;
	char *path;

	put_back_an_old_copy(p, a_week_is_sent);
	path = send_return(p, p->aca);
	refused(p->hq, path, RC_CORRUPT, "forked");
	refused(p->hq, path, RC_CORRUPT, "key accept-restored ACA");
	mem_free(path);
}

/* The numbers agree and the journal is longer, but it is another one. */
static void
a_forked_journal_is_noticed(void **state)
{
	struct places *p = *state;
	char *path;

	put_back_an_old_copy(p, a_week_is_sent);
	path = send_transfer(p, p->aca, "BBB", &p->aca->tom.id);
	mem_free(path);
	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	record(p->aca, &p->aca->nia, "U-2", PROGRESS_COMPLETE);
	path = send_return(p, p->aca);
	refused(p->hq, path, RC_CORRUPT, "forked");
	mem_free(path);
}

/* ---- it is accepted ---- */

static char *
send_full_return(struct places *p, struct small_academy *from)
{
	return send_bundle(p, from, (struct export_request){
				   .kind = BUNDLE_RETURN, .full = true });
}

/* Head office answers the first, and has a second, from which ACA goes back. */
static void
go_back_after_a_receipt(struct places *p)
{
	char *path = send_return(p, p->aca);

	take_in(p->hq, path);
	mem_free(path);
	path = send_receipt(p, p->hq, "ACA");
	take_in(p->aca, path);
	mem_free(path);
	empty_stick(p);
	next_day(p);
	put_back_an_old_copy(p, a_week_is_sent);
	record(p->aca, &p->aca->tom, "U-1", PROGRESS_COMPLETE);
}

static enum progress
status_at_office(struct places *p, const struct student *who)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM mark m JOIN student s"
		 " ON s.id=m.student_id WHERE s.reference='%s' AND"
		 " m.status='COMPLETE'", who->reference);
	return sql_number(p->hq, sql) > 0 ? PROGRESS_COMPLETE
					  : PROGRESS_NOT_STARTED;
}

static void
its_next_full_return_begins_anew(void **state)
{
	struct places *p = *state;
	char *path;

	go_back_after_a_receipt(p);
	assert_int_equal(status_at_office(p, &p->aca->nia),
			 PROGRESS_COMPLETE);
	path = send_full_return(p, p->aca);
	refused(p->hq, path, RC_CORRUPT, "forked");
	must(exchange_accept_restored(p->hq->app, "ACA", "Disk failed, said "
				      "Ada on the telephone", e));
	take_in(p->hq, path);
	mem_free(path);
	/* As it is there now. */
	assert_int_equal(status_at_office(p, &p->aca->nia),
			 PROGRESS_NOT_STARTED);
	assert_int_equal(status_at_office(p, &p->aca->tom),
			 PROGRESS_COMPLETE);
	next_day(p);
	empty_stick(p);
	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	path = send_return(p, p->aca);
	take_in(p->hq, path);
	mem_free(path);
	must(verify_all(p->hq, e));
}

/* Only what changed would leave what is here and not there as it was. */
static void
a_return_of_changes_is_not_enough(void **state)
{
	struct places *p = *state;
	char *path;

	go_back_after_a_receipt(p);
	must(exchange_accept_restored(p->hq->app, "ACA", "Disk failed", e));
	path = send_return(p, p->aca);
	refused(p->hq, path, RC_CONFLICT, "Ask them for a full one");
	mem_free(path);
}

static void
sticks_from_before_are_not_taken_in_again(void **state)
{
	struct places *p = *state;
	char *before = send_return(p, p->aca), *receipt;

	take_in(p->hq, before);
	must(exchange_accept_restored(p->hq->app, "ACA", "Disk failed", e));
	refused(p->hq, before, RC_CONFLICT, "before they went back");
	/* Nor are they answered. */
	assert_int_equal(exchange_export(p->hq->app,
		&(struct export_request){ .kind = BUNDLE_RECEIPT, .to = "ACA",
					  .dir = p->stick }, NULL, NULL,
		&(struct export_row){ .number = 0 }, NULL), RC_CONFLICT);
	next_day(p);
	receipt = send_full_return(p, p->aca);
	take_in(p->hq, receipt);
	mem_free(receipt);
	mem_free(before);
}

/* Two lives on two sticks: the first that comes after is the one. */
static void
the_other_life_is_still_a_fork(void **state)
{
	struct places *p = *state;
	char *other, *path;

	put_back_an_old_copy(p, a_week_is_sent);
	must(exchange_accept_restored(p->hq->app, "ACA", "Disk failed", e));
	path = send_full_return(p, p->aca);
	take_in(p->hq, path);
	mem_free(path);
	put_back_an_old_copy(p, a_week_is_sent);
	record(p->aca, &p->aca->nia, "U-2", PROGRESS_COMPLETE);
	other = send_full_return(p, p->aca);
	refused(p->hq, other, RC_CORRUPT, "forked");
	mem_free(other);
}

static void
somebody_is_added(struct places *p, const char *name)
{
	struct student who = { .reference = "ACA-0009" };

	snprintf(who.name, sizeof(who.name), "%s", name);
	must(app_student_save(p->aca->app, &who, e));
}

static void
zed_is_sent(struct places *p)
{
	somebody_is_added(p, "Zed Example");
	a_week_is_sent(p);
}

/* After going back, a reference is given out a second time. Only the academy can
 * give another. */
static void
a_reference_of_the_other_life_is_named(void **state)
{
	struct places *p = *state;
	struct import_bundle *bundle;
	const struct bundle_line *lines;
	size_t count;
	char *path;

	put_back_an_old_copy(p, zed_is_sent);
	somebody_is_added(p, "Lou Example");
	must(exchange_accept_restored(p->hq->app, "ACA", "Disk failed", e));
	path = send_full_return(p, p->aca);
	must(exchange_open(p->hq->app, path, NULL, NULL, &bundle, e));
	lines = import_bundle_lines(bundle, &count);
	assert_int_equal(lines[count - 1].state, LINE_REFUSED);
	assert_string_equal(lines[count - 1].why, "ACA-0009 is somebody else "
			    "here (Zed Example). One of the two needs another "
			    "reference: ask ACA");
	import_bundle_free(bundle);
	mem_free(path);
}

static void
it_needs_somebody_who_may_and_a_reason(void **state)
{
	struct places *p = *state;
	struct app *hq = p->hq->app;
	struct buf words = BUF_INIT;
	char *path = send_return(p, p->aca);
	int64_t entry;

	assert_int_equal(exchange_accept_restored(hq, "ACA", "Why", NULL),
			 RC_CONFLICT);
	take_in(p->hq, path);
	entry = newest_entry(p->hq);
	assert_int_equal(exchange_accept_restored(hq, "XYZ", "Why", NULL),
			 RC_NOT_FOUND);
	assert_int_equal(exchange_accept_restored(hq, "ACA", "", NULL),
			 RC_INVALID);
	must(exchange_restored_words(hq, "ACA", &words, e));
	assert_non_null(strstr(words.ptr, "1 stick of ACA came in here"));
	act_as(p->hq, ROLE_INSTRUCTOR);
	assert_int_equal(exchange_accept_restored(hq, "ACA", "Why", NULL),
			 RC_DENIED);
	act_as_ada(p->hq);
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM import WHERE"
				    " superseded=1"), 0);
	must(exchange_accept_restored(hq, "ACA", "Disk failed", e));
	assert_true(newest_entry(p->hq) > entry);
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM journal WHERE"
		" summary='Accepted that ACA went back to an older copy of its"
		" records: Disk failed'"), 1);
	buf_release(&words);
	mem_free(path);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_rolled_back_vault_is_noticed),
		TEST(a_forked_journal_is_noticed),
		TEST(its_next_full_return_begins_anew),
		TEST(a_return_of_changes_is_not_enough),
		TEST(sticks_from_before_are_not_taken_in_again),
		TEST(the_other_life_is_still_a_fork),
		TEST(a_reference_of_the_other_life_is_named),
		TEST(it_needs_somebody_who_may_and_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
