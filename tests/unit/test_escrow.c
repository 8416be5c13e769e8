/* SPDX-License-Identifier: ISC */
/* The key in escrow after copies and cut power: what goes to head office opens
 * the vault that it came from, or is made anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/three_places.h"
#include "tests/support/vault_fixture.h"

/* The key on the stick of that number opens the academy, once more. */
static void
opens_with_stick(struct places *p, int number)
{
	struct secret *key, *passphrase = secret_of(ADA_PASSPHRASE);
	char code[CODE_SIZE], *name = xasprintf("%s/ACA-escrow-%06d.age", p->stick, number);

	must(exchange_escrow_open(p->hq->app, name, code, &key, e));
	app_lock(p->aca->app);
	must(app_recover(p->aca->app, key, "ada", passphrase, e));
	secret_free(key);
	secret_free(passphrase);
	mem_free(name);
}

/* Puts a folder back in the vault's place. */
static void
restore(struct places *p, const char *from)
{
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	struct app_restore how = { .from = from, .user_name = "ada",
				   .passphrase = passphrase,
				   .replace = true };
	char *kept;

	app_lock(p->aca->app);
	must(app_restore(p->aca->app, &how, &kept, e));
	must(app_unlock(p->aca->app, "ada", passphrase, e));
	mem_free(kept);
	secret_free(passphrase);
}

static void
half_of_it_is_made_anew(void **state)
{
	struct places *p = *state;
	char *file = path_join(p->aca->dir, "escrow.age");

	mem_free(send_return(p, p->aca));
	/* The power went between the two. */
	must(vault_escrow_remove(p->aca->app->vault, e));
	assert_true(path_exists(file));
	mem_free(send_return(p, p->aca));
	opens_with_stick(p, 2);
	assert_false(path_exists(file));
	mem_free(file);
}

static void
a_backup_that_is_restored_brings_another(void **state)
{
	struct places *p = *state;
	char *file = path_join(p->aca->dir, "escrow.age"), *backup;

	mem_free(send_return(p, p->aca));
	must(app_backup(p->aca->app, p->stick, NULL, NULL, &backup, e));
	restore(p, backup);
	assert_false(path_exists(file));
	/* Until then, what head office has still opens it. */
	opens_with_stick(p, 1);
	mem_free(send_return(p, p->aca));
	opens_with_stick(p, 2);
	app_remove_folder(backup);
	mem_free(backup);
	mem_free(file);
}

static void
a_copied_folder_brings_another(void **state)
{
	struct places *p = *state;
	char *file = path_join(p->aca->dir, "escrow.age");
	char *copy = xasprintf("%s/copy.vault", p->aca->root);
	char *command = xasprintf("cp -r '%s' '%s'", p->aca->dir, copy);

	mem_free(send_return(p, p->aca));
	app_lock(p->aca->app);
	assert_int_equal(system(command), 0);
	restore(p, copy);
	assert_false(path_exists(file));
	mem_free(send_return(p, p->aca));
	assert_true(path_exists(file));
	opens_with_stick(p, 2);
	mem_free(command);
	mem_free(copy);
	mem_free(file);
}

static void
a_new_data_key_leaves_it_as_it_is(void **state)
{
	struct places *p = *state;

	mem_free(send_return(p, p->aca));
	must(app_rotate(p->aca->app, NULL, NULL, e));
	opens_with_stick(p, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, places_set_up, \
						places_tear_down)

static const struct CMUnitTest tests[] = {
	T(half_of_it_is_made_anew),
	T(a_backup_that_is_restored_brings_another),
	T(a_copied_folder_brings_another),
	T(a_new_data_key_leaves_it_as_it_is),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
