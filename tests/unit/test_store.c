/* SPDX-License-Identifier: ISC */
/* Opening, migrating and copying the records, on a file of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/query.h"
#include "tests/support/small_academy.h"
#include "tests/support/vault_fixture.h"

/* The program's own steps, which opening needs, and one more. */
enum { MAX_STEPS = 32 };
static const char *own_steps[MAX_STEPS], *more_steps[MAX_STEPS],
	*broken_step[MAX_STEPS];
static int own;

static int
make_steps(void **state)
{
	const struct embedded *file;

	(void)state;
	for (; (file = embed_at("schema/", (size_t)own)) != NULL; own++)
		own_steps[own] = more_steps[own] = broken_step[own] =
			file->data;
	assert_in_range(own, 1, MAX_STEPS - 2);
	more_steps[own] = "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;"
		       "ALTER TABLE student ADD COLUMN extra TEXT NOT NULL"
		       " DEFAULT 'none'";
	broken_step[own] = "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;"
			 "UPDATE student SET name='lost';"
			 "CREATE TABLE student (id)";
	return 0;
}

/* Opens the academy anew with these steps; what came of it. */
static enum rc
reopen(struct small_academy *a, const char *const *steps, struct err *err)
{
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	enum rc rc;

	app_lock(a->app);
	a->app->schema_steps = steps;
	rc = app_unlock(a->app, "ada", passphrase, err);
	secret_free(passphrase);
	return rc;
}

/* The backup that a migration makes, or NULL; the caller's to mem_free(). */
static char *
find_backup(struct small_academy *a)
{
	char day[DATE_TEXT_SIZE];
	char *path = xasprintf("%s.before-update-%s-%lld", a->dir,
			       date_format(app_today(a->app), day),
			       (long long)(a->at.utc_s % 86400));

	if (path_is_dir(path))
		return path;
	mem_free(path);
	return NULL;
}

static int64_t
version_of(struct small_academy *a)
{
	return sql_number(a, "PRAGMA user_version");
}

static void
an_older_vault_is_backed_up_and_migrated(void **state)
{
	struct small_academy *a = *state;
	char *backup;

	must(reopen(a, own_steps, e));
	assert_int_equal(version_of(a), own);
	assert_null(find_backup(a));
	must(reopen(a, more_steps, e));
	assert_int_equal(version_of(a), own + 1);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM student"
				    " WHERE extra='none'"), 2);
	must(verify_all(a, e));
	backup = find_backup(a);
	assert_non_null(backup);
	assert_string_equal(app_kept_older(a->app), backup);
	/* A second opening has nothing to do. */
	must(reopen(a, more_steps, e));
	assert_null(app_kept_older(a->app));
	/* The backup is the vault as it was, and opens by itself. */
	app_lock(a->app);
	mem_free(a->app->dir);
	a->app->dir = backup;
	must(reopen(a, own_steps, e));
	assert_int_equal(version_of(a), own);
	assert_string_equal(row_of(a, &a->nia).name, "Nia Example");
	must(verify_all(a, e));
}

/* To verify a backup of an older program must not make another of it. */
static void
looking_at_an_older_copy_changes_nothing(void **state)
{
	struct small_academy *a = *state;
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	struct app *onlooker = app_new("nowhere", clock_fixed(&a->at));
	struct buf report = BUF_INIT;

	app_lock(a->app);
	onlooker->schema_steps = more_steps;
	must(app_verify_folder(onlooker, a->dir, "ada", passphrase, &report,
			       NULL, NULL, e));
	assert_non_null(strstr(report.ptr, "journal entries"));
	assert_null(find_backup(a));
	must(reopen(a, own_steps, e));
	assert_int_equal(version_of(a), own);
	buf_release(&report);
	secret_free(passphrase);
	app_free(onlooker);
}

static void
a_failing_step_leaves_the_old_vault(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	uint64_t before = records_hash(a);

	assert_int_not_equal(reopen(a, broken_step, &err), RC_OK);
	assert_true(err.text[0] != '\0');
	assert_false(app_is_unlocked(a->app));
	must(reopen(a, own_steps, e));
	assert_int_equal(version_of(a), own);
	assert_true(records_hash(a) == before);
	assert_int_equal(sql_number(a, "SELECT count(*) FROM sqlite_schema"
				    " WHERE name='extra'"), 0);
	must(verify_all(a, e));
}

static void
without_its_backup_nothing_is_migrated(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	char *in_the_way;
	char day[DATE_TEXT_SIZE];

	in_the_way = xasprintf("%s.before-update-%s-%lld", a->dir,
			       date_format(app_today(a->app), day),
			       (long long)(a->at.utc_s % 86400));
	must(path_mkdir(in_the_way, e));
	assert_int_equal(reopen(a, more_steps, &err), RC_CONFLICT);
	must(reopen(a, own_steps, e));
	assert_int_equal(version_of(a), own);
	mem_free(in_the_way);
}

static void
a_newer_vault_is_refused(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };

	must(reopen(a, more_steps, e));
	assert_int_equal(reopen(a, own_steps, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "newer Throughgate"));
	must(reopen(a, more_steps, e));
	assert_int_equal(version_of(a), own + 1);
}

/* ---- the mode ---- */

static void
the_connection_is_in_the_mode_asked_for(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };

	assert_int_equal(sql_number(a, "PRAGMA foreign_keys"), 1);
	assert_int_equal(sql_number(a, "PRAGMA trusted_schema"), 0);
	assert_int_equal(sql_number(a, "PRAGMA secure_delete"), 1);
	assert_int_equal(sql_number(a, "PRAGMA synchronous"), 2);
	assert_int_equal(sql_number(a, "PRAGMA temp_store"), 2);
	assert_int_equal(sql_number(a, "PRAGMA locking_mode='exclusive'"), 0);
	/* V3: nothing else is attached, in clear or not. */
	assert_int_not_equal(store_exec(a->app->store,
					"ATTACH ':memory:' AS other", &err),
			     RC_OK);
	/* The schema cannot be written as data. */
	assert_int_not_equal(store_exec(a->app->store,
					"DELETE FROM sqlite_schema", &err),
			     RC_OK);
}

/* ---- ids, copies ---- */

static void
ids_go_up_when_the_clock_goes_back(void **state)
{
	struct small_academy *a = *state;
	struct store *store = a->app->store;
	struct id last = store_new_id(store), next;

	for (int i = 0; i < 1000; i++) {
		a->at.utc_s -= i % 3;
		next = store_new_id(store);
		assert_true(memcmp(&next, &last, sizeof(next)) > 0);
		last = next;
	}
	/* Nor after a restart. */
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	last = store->last_id;
	a->at.utc_s -= 3600;
	must(reopen(a, NULL, e));
	next = store_new_id(a->app->store);
	assert_true(memcmp(&next, &last, sizeof(next)) > 0);
}

static bool
stop(void *ctx, int64_t done, int64_t total)
{
	(void)ctx, (void)done, (void)total;
	return false;
}

static void
a_copy_that_is_stopped_is_not_there(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	char *path = (char *)1;

	/* Enough pages for more than one step of the copy. */
	sql_run(a, "INSERT INTO draft VALUES ('big', zeroblob(4000000))");
	assert_int_equal(app_backup(a->app, a->root, stop, NULL, &path, &err),
			 RC_CANCELLED);
	assert_null(path);
	must(app_backup(a->app, a->root, NULL, NULL, &path, e));
	assert_true(path_is_dir(path));
	mem_free(path);
}

static void
drafts_are_taken_once(void **state)
{
	struct small_academy *a = *state;
	struct buf body = BUF_INIT;
	int64_t before = newest_entry(a);

	buf_adds(&body, "half a sentence");
	must(app_draft_save(a->app, "student:new", &body, e));
	must(reopen(a, NULL, e));
	buf_reset(&body);
	must(app_draft_take(a->app, "student:new", &body, e));
	assert_string_equal(body.ptr, "half a sentence");
	assert_int_equal(app_draft_take(a->app, "student:new", &body, NULL),
			 RC_NOT_FOUND);
	assert_int_equal(newest_entry(a), before);
	buf_release(&body);
}

/* Every row of the list is the row that is read by itself. */
static void
list_is_true(struct small_academy *a, int done_by_nia)
{
	struct student_row *rows, row;
	size_t count;

	must(app_student_list(a->app, &rows, &count, e));
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		must(app_student_row(a->app, &rows[i].id, &row, e));
		assert_memory_equal(&rows[i], &row, sizeof(row));
	}
	assert_int_equal(rows[0].done, done_by_nia);
	mem_free(rows);
}

static void
a_list_that_is_kept_is_never_an_old_one(void **state)
{
	struct small_academy *a = *state;
	struct student_row *rows;
	size_t count;
	char summary[LINE_SIZE];

	list_is_true(a, 0);
	list_is_true(a, 0);
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	list_is_true(a, 1);
	must(app_undo(a->app, summary, sizeof(summary), e));
	list_is_true(a, 0);
	/* What is read within a unit of work may come to nothing. */
	must(app_begin(a->app, MAY_RECORD_PROGRESS, "test", 0, e, "tried"));
	sql_run(a, "UPDATE tally SET done=3");
	list_is_true(a, 3);
	uow_rollback(a->app->store);
	list_is_true(a, 0);
	must(app_enrol(a->app, &a->nia.id, 1, ENROLMENT_ACTIVE,
		       DATE_NONE, "", "", e));
	list_is_true(a, 0);
	/* Before anybody joined, and today again. */
	app_set_as_at(a->app, app_today(a->app) - 400);
	must(app_student_list(a->app, &rows, &count, e));
	assert_int_equal(count, 0);
	mem_free(rows);
	app_set_as_at(a->app, DATE_NONE);
	list_is_true(a, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_older_vault_is_backed_up_and_migrated),
		T(looking_at_an_older_copy_changes_nothing),
		T(a_failing_step_leaves_the_old_vault),
		T(without_its_backup_nothing_is_migrated),
		T(a_newer_vault_is_refused),
		T(the_connection_is_in_the_mode_asked_for),
		T(ids_go_up_when_the_clock_goes_back),
		T(a_copy_that_is_stopped_is_not_there),
		T(drafts_are_taken_once),
		T(a_list_that_is_kept_is_never_an_old_one),
	};

	return cmocka_run_group_tests(tests, make_steps, NULL);
}
