/* SPDX-License-Identifier: ISC */
/* Staff and their keys. Nobody is locked out, and nobody stays in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/small_academy.h"
#include "tests/support/vault_fixture.h"

#define LENA_PASSPHRASE "quiet river stones"

static enum rc
add(struct small_academy *a, const char *user, enum role role,
    const char *text, struct err *err)
{
	struct staff staff = { .role = role, .name = "Lena Example" };
	struct secret *passphrase = secret_of(text);
	enum rc rc;

	snprintf(staff.user_name, sizeof(staff.user_name), "%s", user);
	rc = app_staff_add(a->app, &staff, passphrase, err);
	secret_free(passphrase);
	return rc;
}

static enum rc
come_in(struct small_academy *a, const char *user, const char *text,
	struct err *err)
{
	struct secret *passphrase = secret_of(text);
	enum rc rc;

	app_lock(a->app);
	rc = app_unlock(a->app, user, passphrase, err);
	secret_free(passphrase);
	return rc;
}

static enum rc
set_passphrase(struct small_academy *a, const char *user, const char *text,
	       struct err *err)
{
	struct secret *passphrase = secret_of(text);
	enum rc rc = app_staff_passphrase(a->app, user, passphrase, err);

	secret_free(passphrase);
	return rc;
}

static void
who_is_added_comes_in(void **state)
{
	struct small_academy *a = *state;
	struct staff *rows;
	size_t count;

	must(add(a, "lena", ROLE_LEAD, LENA_PASSPHRASE, e));
	must(app_staff_list(a->app, &rows, &count, e));
	assert_int_equal(count, 2);
	mem_free(rows);
	must(come_in(a, "lena", LENA_PASSPHRASE, e));
	assert_string_equal(app_me(a->app)->name, "Lena Example");
	assert_int_equal(app_me(a->app)->role, ROLE_LEAD);
	must(come_in(a, "ada", ADA_PASSPHRASE, e));
	assert_int_equal(come_in(a, "lena", ADA_PASSPHRASE, NULL), RC_DENIED);
}

static void
a_wrong_field_is_named(void **state)
{
	static const struct {
		const char *user, *text, *where;
		enum rc rc;
	} cases[] = {
		{ "Lena L", LENA_PASSPHRASE, "user", RC_INVALID },
		{ "l", LENA_PASSPHRASE, "user", RC_INVALID },
		{ "ada", LENA_PASSPHRASE, "user", RC_CONFLICT },
		{ "lena", "short", "passphrase", RC_INVALID },
		{ "lena", "aaaaaaaaaaaaaaaa", "passphrase", RC_INVALID },
		{ "lena", "I am LENA of them", "passphrase", RC_INVALID },
	};
	struct small_academy *a = *state;
	int64_t newest = newest_entry(a);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct err err = { .code = RC_OK };

		assert_int_equal(add(a, cases[i].user, ROLE_VIEWER,
				     cases[i].text, &err), cases[i].rc);
		assert_string_equal(err.where, cases[i].where);
	}
	assert_int_equal(newest_entry(a), newest);
}

static void
an_administrator_is_always_left(void **state)
{
	struct small_academy *a = *state;
	struct staff ada = *app_me(a->app);
	struct err err = { .code = RC_OK };

	must(add(a, "lena", ROLE_LEAD, LENA_PASSPHRASE, e));
	ada.role = ROLE_LEAD;
	assert_int_equal(app_staff_save(a->app, &ada, &err), RC_CONFLICT);
	assert_non_null(strstr(err.text, "only administrator"));
	assert_int_equal(app_staff_remove(a->app, "ada", &err), RC_CONFLICT);
	snprintf(ada.user_name, sizeof(ada.user_name), "lena");
	ada.role = ROLE_ADMINISTRATOR;
	must(app_staff_save(a->app, &ada, e));
	snprintf(ada.user_name, sizeof(ada.user_name), "ada");
	ada.role = ROLE_VIEWER;
	must(app_staff_save(a->app, &ada, e));
	/* What one may do follows at once. */
	assert_int_equal(app_staff_remove(a->app, "lena", &err), RC_DENIED);
	must(come_in(a, "lena", LENA_PASSPHRASE, e));
	must(app_staff_remove(a->app, "ada", e));
	assert_int_equal(come_in(a, "ada", ADA_PASSPHRASE, NULL), RC_DENIED);
	must(come_in(a, "lena", LENA_PASSPHRASE, e));
	must(verify_all(a, e));
}

static void
who_left_may_come_back_as_the_same_person(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };
	struct staff *rows;
	struct id before;
	size_t count;

	must(add(a, "lena", ROLE_LEAD, LENA_PASSPHRASE, e));
	must(app_staff_list(a->app, &rows, &count, e));
	before = rows[1].id;
	mem_free(rows);
	must(app_staff_remove(a->app, "lena", e));
	assert_int_equal(app_staff_remove(a->app, "lena", &err), RC_CONFLICT);
	assert_int_equal(set_passphrase(a, "lena", LENA_PASSPHRASE, &err),
			 RC_CONFLICT);
	must(add(a, "lena", ROLE_VIEWER, "other words than before", e));
	must(app_staff_list(a->app, &rows, &count, e));
	assert_int_equal(count, 2);
	assert_true(id_equal(&rows[1].id, &before));
	assert_int_equal(rows[1].role, ROLE_VIEWER);
	mem_free(rows);
	assert_int_equal(come_in(a, "lena", LENA_PASSPHRASE, NULL),
			 RC_DENIED);
	must(come_in(a, "lena", "other words than before", e));
}

static void
passphrases_are_ones_own_or_an_administrators_to_set(void **state)
{
	struct small_academy *a = *state;
	struct err err = { .code = RC_OK };

	must(add(a, "lena", ROLE_VIEWER, LENA_PASSPHRASE, e));
	must(set_passphrase(a, "lena", "set by an administrator", e));
	must(come_in(a, "lena", "set by an administrator", e));
	assert_int_equal(set_passphrase(a, "ada", LENA_PASSPHRASE, &err),
			 RC_DENIED);
	assert_int_equal(set_passphrase(a, "lena", "short", &err),
			 RC_INVALID);
	must(set_passphrase(a, "lena", LENA_PASSPHRASE, e));
	must(come_in(a, "lena", LENA_PASSPHRASE, e));
	must(come_in(a, "ada", ADA_PASSPHRASE, e));
}

static void
the_recovery_key_sets_a_new_passphrase(void **state)
{
	struct small_academy *a = *state;
	struct secret *fresh = secret_of("nobody forgot this one");
	struct secret *second = NULL;
	struct err err = { .code = RC_OK };

	app_lock(a->app);
	assert_int_equal(app_recover(a->app, fresh, "ada", fresh, &err),
			 RC_INVALID);
	assert_int_equal(app_recover(a->app, a->recovery, "eve", fresh, &err),
			 RC_NOT_FOUND);
	assert_false(app_is_unlocked(a->app));
	must(app_recover(a->app, a->recovery, "ada", fresh, e));
	assert_string_equal(app_me(a->app)->user_name, "ada");
	assert_int_equal(come_in(a, "ada", ADA_PASSPHRASE, NULL), RC_DENIED);
	must(come_in(a, "ada", "nobody forgot this one", e));
	must(app_recovery_new(a->app, &second, e));
	app_lock(a->app);
	assert_int_equal(app_recover(a->app, a->recovery, "ada", fresh, &err),
			 RC_DENIED);
	must(app_recover(a->app, second, "ada", fresh, e));
	must(verify_all(a, e));
	secret_free(second);
	secret_free(fresh);
}

static void
rotation_keeps_everything_but_the_key(void **state)
{
	struct small_academy *a = *state;
	uint64_t before = records_hash(a);
	char said[LINE_SIZE];

	must(add(a, "lena", ROLE_LEAD, LENA_PASSPHRASE, e));
	record(a, &a->nia, "U-1", PROGRESS_COMPLETE);
	must(app_rotate(a->app, NULL, NULL, e));
	assert_true(app_is_unlocked(a->app));
	must(verify_all(a, e));
	must(app_undo(a->app, said, sizeof(said), e));
	assert_true(records_hash(a) == before);
	must(come_in(a, "lena", LENA_PASSPHRASE, e));
	must(come_in(a, "ada", ADA_PASSPHRASE, e));
	must(verify_all(a, e));
}

#define T(name) cmocka_unit_test_setup_teardown(name, small_academy_set_up, \
						small_academy_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_is_added_comes_in),
		T(a_wrong_field_is_named),
		T(an_administrator_is_always_left),
		T(who_left_may_come_back_as_the_same_person),
		T(passphrases_are_ones_own_or_an_administrators_to_set),
		T(the_recovery_key_sets_a_new_passphrase),
		T(rotation_keeps_everything_but_the_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
