/* SPDX-License-Identifier: ISC */
/* The vault folder: who gets in, and who is told what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/argon_count.h"
#include "tests/support/vault_fixture.h"

static const char right[] = FIXTURE_PASSPHRASE;

/* ---- opening ---- */

static void
refused(struct fixture *f, const char *name, const char *passphrase,
	enum rc expected, struct err *err)
{
	struct vault *vault;

	assert_int_equal(fixture_open_as(f, name, passphrase, &vault, err),
			 expected);
	assert_null(vault);
}

static void
made_for_the_owner_alone(void **state)
{
	struct fixture *f = *state;
	char *keys = fixture_path(f, "keys");
	struct stat st;

	assert_int_equal(stat(f->dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(keys, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	mem_free(keys);
	fixture_opens(f);
}

static void
folder_that_exists_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct secret *passphrase = secret_of("another");
	struct secret *text = secret_new(RECOVERY_TEXT_SIZE);
	unsigned char id[SLOT_ID_SIZE];
	struct vault *vault;

	assert_int_equal(vault_create(f->dir, &f->clock, "Eve", passphrase,
				      kdf_cost_minimum(), text, &vault, id,
				      NULL), RC_CONFLICT);
	assert_null(vault);
	secret_free(passphrase);
	secret_free(text);
	fixture_opens(f);
}

/* K1; and the same sentence at the same cost for both. */
static void
wrong_passphrase_and_unknown_name_are_alike(void **state)
{
	struct fixture *f = *state;
	struct err passphrase, name;
	unsigned before = argon_count();

	refused(f, "Ada", "eight", RC_DENIED, &passphrase);
	assert_int_equal(argon_count(), before + 1);
	refused(f, "Eve", right, RC_DENIED, &name);
	assert_int_equal(argon_count(), before + 2);
	assert_string_equal(passphrase.text, name.text);
	assert_int_equal(rc_exit_status(RC_DENIED), 3);
	fixture_opens(f);
	assert_int_equal(argon_count(), before + 3);
}

static void
second_process_is_told_who_has_it(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	char process[48], since[INSTANT_TEXT_SIZE];
	unsigned before = argon_count();
	struct err err;

	refused(f, "Ada", right, RC_BUSY, &err);
	assert_int_equal(argon_count(), before);
	snprintf(process, sizeof(process), "process %ld on ", (long)getpid());
	instant_format(f->at, since);
	assert_non_null(strstr(err.text, process));
	assert_non_null(strstr(err.text, since));
	assert_int_equal(vault_check_free(f->dir, &f->clock, &err), RC_BUSY);
	vault_close(vault);
	assert_int_equal(vault_check_free(f->dir, &f->clock, &err), RC_OK);
	fixture_opens(f);
}

/* Whatever is in the lock file, its text is safe to show. */
static void
lock_file_may_hold_anything(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	char *path = fixture_path(f, "lock");
	FILE *file = fopen(path, "w");
	struct err err;

	assert_non_null(file);
	fputs("\033[2Jno\n", file);
	fclose(file);
	refused(f, "Ada", right, RC_BUSY, &err);
	assert_null(strchr(err.text, '\033'));
	assert_non_null(strstr(err.text, "?[2Jno?"));
	mem_free(path);
	vault_close(vault);
}

static void
folder_without_its_files(void **state)
{
	static const char *const files[] = { "records.db", "keys" };
	struct fixture *f = *state;
	struct err err;

	assert_int_equal(vault_check_folder(f->dir, &err), RC_OK);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		fixture_remove(f, files[i]);
		assert_int_equal(vault_check_folder(f->dir, &err),
				 RC_NOT_FOUND);
		assert_non_null(strstr(err.text, files[i]));
		refused(f, "Ada", right, RC_NOT_FOUND, &err);
	}
	assert_int_equal(vault_check_folder("/nowhere/at/all", &err),
			 RC_NOT_FOUND);
	assert_non_null(strstr(err.text, "no vault at /nowhere/at/all"));
}

static void
damaged_key_file(void **state)
{
	struct fixture *f = *state;
	struct buf keys = BUF_INIT;
	struct err err;

	fixture_read(f, "keys", &keys);
	fixture_write(f, "keys", keys.ptr, keys.len - 1);
	refused(f, "Ada", right, RC_CORRUPT, &err);
	buf_pad(&keys, 'x', KEYFILE_MAX_SIZE);
	fixture_write(f, "keys", keys.ptr, keys.len);
	refused(f, "Ada", right, RC_CORRUPT, &err);
	buf_release(&keys);
}

/* ---- slots ---- */

static void
colleague_gets_a_key_and_loses_it(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct secret *passphrase = secret_of("nine brown bears");
	unsigned char id[SLOT_ID_SIZE];

	assert_int_equal(vault_slot_add(vault, "Bo", passphrase, id, NULL),
			 RC_OK);
	vault_close(vault);
	vault = fixture_open(f, "Bo", "nine brown bears");
	fixture_holds(vault, 7);
	assert_int_equal(vault_slot_remove(vault, id, NULL), RC_OK);
	assert_int_equal(vault_slot_remove(vault, id, NULL), RC_NOT_FOUND);
	vault_close(vault);
	refused(f, "Bo", "nine brown bears", RC_DENIED, NULL);
	fixture_opens(f);
	secret_free(passphrase);
}

static void
changed_passphrase(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct secret *passphrase = secret_of("new words");

	assert_int_equal(vault_slot_replace(vault, "Ada", passphrase,
					    f->slot_id, f->slot_id, NULL),
			 RC_OK);
	vault_close(vault);
	refused(f, "Ada", right, RC_DENIED, NULL);
	vault_close(fixture_open(f, "Ada", "new words"));
	secret_free(passphrase);
}

/* K5: a change that cannot be written has not happened. */
static void
failed_write_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct secret *passphrase = secret_of("new words");
	struct buf before = BUF_INIT, after = BUF_INIT;
	char *in_the_way = fixture_path(f, "keys.part");
	unsigned char id[SLOT_ID_SIZE];

	fixture_read(f, "keys", &before);
	assert_int_equal(mkdir(in_the_way, 0700), 0);
	assert_int_not_equal(vault_slot_add(vault, "Bo", passphrase, id,
					    NULL), RC_OK);
	assert_int_equal(rmdir(in_the_way), 0);
	fixture_read(f, "keys", &after);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.ptr, after.ptr, before.len);
	/* Nor does the next change that can be written bring it. */
	assert_int_equal(vault_recovery_new(vault, f->recovery, NULL), RC_OK);
	vault_close(vault);
	refused(f, "Bo", "new words", RC_DENIED, NULL);
	fixture_opens(f);
	mem_free(in_the_way);
	buf_release(&before);
	buf_release(&after);
	secret_free(passphrase);
}

static void
recovery_key_opens_it(void **state)
{
	struct fixture *f = *state;
	struct secret *fresh = secret_new(RECOVERY_TEXT_SIZE);
	struct vault *vault;

	assert_int_equal(vault_open_recovery(f->dir, &f->clock, f->recovery,
					     &vault, &(bool){ false }, NULL), RC_OK);
	fixture_holds(vault, 7);
	assert_int_equal(vault_recovery_new(vault, fresh, NULL), RC_OK);
	vault_close(vault);
	assert_int_equal(vault_open_recovery(f->dir, &f->clock, f->recovery,
					     &vault, &(bool){ false }, NULL), RC_DENIED);
	assert_null(vault);
	assert_int_equal(vault_open_recovery(f->dir, &f->clock, fresh, &vault, &(bool){ false },
					     NULL), RC_OK);
	vault_close(vault);
	secret_free(fresh);
}

static void
copied_keys_open_the_copy(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct buf data = BUF_INIT;
	char copy[64];

	snprintf(copy, sizeof(copy), "%s/copy", f->root);
	assert_int_equal(vault_copy_keys(vault, copy, NULL), RC_OK);
	assert_int_not_equal(vault_copy_keys(vault, copy, NULL), RC_OK);
	vault_close(vault);
	fixture_read(f, "records.db", &data);
	snprintf(f->dir, sizeof(f->dir), "%s/copy", f->root);
	fixture_write(f, "records.db", data.ptr, data.len);
	fixture_opens(f);
	buf_release(&data);
}

/* ---- checking ---- */

static void
damage_is_named(void **state)
{
	struct fixture *f = *state;
	struct vault *vault;
	struct vault_check check;
	struct buf data = BUF_INIT;
	struct err err;

	fixture_read(f, "records.db", &data);
	data.ptr[4096 + 100] ^= 1;
	fixture_write(f, "records.db", data.ptr, data.len);
	vault = fixture_open(f, "Ada", right);
	assert_int_equal(vault_check_files(vault, &check, NULL, NULL, &err),
			 RC_CORRUPT);
	assert_int_equal(check.bad, 1);
	assert_int_equal(check.pages, (int64_t)data.len / 4096);
	assert_string_equal(check.first, "page 2 of the database");
	assert_non_null(strstr(err.text, check.first));
	vault_close(vault);
	data.ptr[4096 + 100] ^= 1;
	fixture_write(f, "records.db", data.ptr, data.len);
	vault = fixture_open(f, "Ada", right);
	assert_int_equal(vault_check_files(vault, &check, NULL, NULL, &err),
			 RC_OK);
	vault_close(vault);
	buf_release(&data);
}

#define T(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, \
						fixture_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(made_for_the_owner_alone),
		T(folder_that_exists_is_left_alone),
		T(wrong_passphrase_and_unknown_name_are_alike),
		T(second_process_is_told_who_has_it),
		T(lock_file_may_hold_anything),
		T(folder_without_its_files),
		T(damaged_key_file),
		T(colleague_gets_a_key_and_loses_it),
		T(changed_passphrase),
		T(failed_write_changes_nothing),
		T(recovery_key_opens_it),
		T(copied_keys_open_the_copy),
		T(damage_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
