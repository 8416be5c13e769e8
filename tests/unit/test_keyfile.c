/* SPDX-License-Identifier: ISC */
/* The key file: who can open a vault, and what happens to whoever meddles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/argon_count.h"
#include "vault/keyfile.h"
#include "vault/recovery_key.h"

enum { HEADER = 280, SLOT = 232, MAC = 32 };

struct fixture {
	struct keyfile file;
	struct secret *data_key, *passphrase, *recovery;
	unsigned char slot_id[SLOT_ID_SIZE];
	struct buf data;		/* as written */
};

static void
set(struct secret *secret, const char *text)
{
	enum rc rc;

	secret_clear(secret);
	rc = secret_append(secret, text, strlen(text));
	assert_int_equal(rc, RC_OK);
}

static void
rewrite(struct fixture *f)
{
	buf_reset(&f->data);
	keyfile_write(&f->file, f->data_key, &f->data);
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	buf_init(&f->data);
	f->data_key = secret_new(DATA_KEY_SIZE);
	f->passphrase = secret_new(SECRET_MAX);
	f->recovery = secret_new(RECOVERY_TEXT_SIZE);
	keyfile_init(&f->file, kdf_cost_minimum(), f->data_key);
	set(f->passphrase, "seven grey geese");
	assert_int_equal(keyfile_add_staff(&f->file, "Ada", f->passphrase,
					   f->data_key, f->slot_id, NULL),
			 RC_OK);
	assert_int_equal(keyfile_new_recovery(&f->file, SLOT_RECOVERY,
					      f->data_key, f->recovery, NULL),
			 RC_OK);
	rewrite(f);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->data);
	secret_free(f->data_key);
	secret_free(f->passphrase);
	secret_free(f->recovery);
	free(f);
	return 0;
}

/* Reads the file as an opening program would; true with the right key. */
static enum rc
unlock(struct fixture *f, const char *name, const char *passphrase,
       struct err *err)
{
	struct secret *key = secret_new(DATA_KEY_SIZE);
	struct secret *typed = secret_new(SECRET_MAX);
	unsigned char id[SLOT_ID_SIZE];
	struct keyfile read;
	enum rc rc = keyfile_parse(f->data.ptr, f->data.len, &read, err);

	set(typed, passphrase);
	if (rc == RC_OK)
		rc = keyfile_unlock(&read, &f->data, name, typed, key, id,
				    err);
	if (rc == RC_OK)
		assert_true(secret_equal(key, f->data_key));
	secret_free(key);
	secret_free(typed);
	return rc;
}

static enum rc
unlock_recovery(struct fixture *f, struct secret *text, struct err *err)
{
	struct secret *key = secret_new(DATA_KEY_SIZE);
	struct keyfile read;
	enum rc rc = keyfile_parse(f->data.ptr, f->data.len, &read, err);

	if (rc == RC_OK)
		rc = keyfile_unlock_recovery(&read, &f->data, text, key,
					     &(struct keyfile_slot){ 0 }, err);
	if (rc == RC_OK)
		assert_true(secret_equal(key, f->data_key));
	secret_free(key);
	return rc;
}

static void
what_is_written_is_read(void **state)
{
	struct fixture *f = *state;
	struct keyfile read;

	assert_int_equal(f->data.len, HEADER + 2 * SLOT + MAC);
	assert_int_equal(keyfile_parse(f->data.ptr, f->data.len, &read, NULL),
			 RC_OK);
	assert_int_equal(read.generation, 1);
	assert_int_equal(read.count, 2);
	assert_int_equal(read.slots[0].kind, SLOT_STAFF);
	assert_int_equal(read.slots[1].kind, SLOT_RECOVERY);
	assert_memory_equal(read.slots[0].id, f->slot_id, SLOT_ID_SIZE);
	assert_memory_equal(read.vault_id, f->file.vault_id, VAULT_ID_SIZE);
	rewrite(f);
	assert_int_equal(keyfile_parse(f->data.ptr, f->data.len, &read, NULL),
			 RC_OK);
	assert_int_equal(read.generation, 2);
}

static void
name_and_passphrase_open_it(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(unlock(f, "Ada", "seven grey geese", NULL), RC_OK);
	assert_int_equal(unlock(f, "ADA", "seven grey geese", NULL), RC_OK);
	assert_int_equal(unlock(f, "ada", "Seven grey geese", NULL),
			 RC_DENIED);
}

/* The same answer at the same cost: nobody learns who has a key. */
static void
wrong_passphrase_and_unknown_name_are_alike(void **state)
{
	struct fixture *f = *state;
	struct err passphrase, name, known;
	unsigned before = argon_count();

	assert_int_equal(unlock(f, "Ada", "eight grey geese", &passphrase),
			 RC_DENIED);
	assert_int_equal(argon_count(), before + 1);
	assert_int_equal(unlock(f, "Eve", "seven grey geese", &name),
			 RC_DENIED);
	assert_int_equal(argon_count(), before + 2);
	assert_string_equal(passphrase.text, name.text);
	assert_string_equal(passphrase.where, name.where);
	assert_int_equal(unlock(f, "Ada", "seven grey geese", &known), RC_OK);
	assert_int_equal(argon_count(), before + 3);
}

static void
file_names_nobody(void **state)
{
	struct fixture *f = *state;

	assert_null(memmem(f->data.ptr, f->data.len, "Ada", 3));
	assert_null(memmem(f->data.ptr, f->data.len, "ada", 3));
	assert_null(memmem(f->data.ptr, f->data.len, "geese", 5));
	assert_null(memmem(f->data.ptr, f->data.len,
			   secret_open(f->data_key), DATA_KEY_SIZE));
	secret_close(f->data_key);
}

static void
recovery_key_opens_it(void **state)
{
	struct fixture *f = *state;
	struct secret *old = secret_new(RECOVERY_TEXT_SIZE);
	unsigned before = argon_count();
	struct err err;

	assert_int_equal(unlock_recovery(f, f->recovery, NULL), RC_OK);
	assert_int_equal(argon_count(), before);
	assert_int_equal(secret_append(old, secret_open(f->recovery),
				       secret_length(f->recovery)), RC_OK);
	secret_close(f->recovery);
	assert_int_equal(keyfile_new_recovery(&f->file, SLOT_RECOVERY, f->data_key,
					      f->recovery, NULL), RC_OK);
	assert_int_equal(f->file.count, 2);
	rewrite(f);
	assert_int_equal(unlock_recovery(f, f->recovery, NULL), RC_OK);
	assert_int_equal(unlock_recovery(f, old, &err), RC_DENIED);
	assert_string_equal(err.where, "recovery_key");
	secret_free(old);
}

static void
without_a_recovery_slot(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(keyfile_remove(&f->file, f->file.slots[1].id, NULL),
			 RC_OK);
	rewrite(f);
	assert_int_equal(unlock_recovery(f, f->recovery, NULL), RC_NOT_FOUND);
}

/* Head office's key opens it too, and neither kind passes for the other. */
static void
escrow_is_a_slot_of_its_own(void **state)
{
	struct fixture *f = *state;
	struct secret *escrow = secret_new(RECOVERY_TEXT_SIZE);
	struct keyfile_slot used;

	assert_int_equal(keyfile_new_recovery(&f->file, SLOT_ESCROW,
					      f->data_key, escrow, NULL),
			 RC_OK);
	rewrite(f);
	assert_int_equal(f->file.count, 3);
	assert_int_equal(unlock_recovery(f, f->recovery, NULL), RC_OK);
	assert_int_equal(unlock_recovery(f, escrow, NULL), RC_OK);
	assert_int_equal(keyfile_unlock_recovery(&f->file, &f->data, escrow,
						 f->data_key, &used, NULL),
			 RC_OK);
	assert_int_equal(used.kind, SLOT_ESCROW);
	f->file.slots[2].kind = SLOT_RECOVERY;
	f->file.slots[1].kind = SLOT_ESCROW;
	rewrite(f);
	assert_int_equal(unlock_recovery(f, escrow, NULL), RC_DENIED);
	assert_int_equal(unlock_recovery(f, f->recovery, NULL), RC_DENIED);
	secret_free(escrow);
}

/* Others know a place by these keys, whatever becomes of its data key. */
static void
identity_outlives_the_data_key(void **state)
{
	struct fixture *f = *state;
	struct secret *fresh = secret_new(DATA_KEY_SIZE);
	struct secret *before = secret_new(IDENTITY_SIZE);
	struct secret *after = secret_new(IDENTITY_SIZE);

	assert_int_equal(keyfile_identity(&f->file, f->data_key, before,
					  NULL), RC_OK);
	assert_int_equal(secret_length(before), IDENTITY_SIZE);
	assert_int_equal(secret_append(fresh, "0123456789abcdef"
				       "0123456789ABCDEF", 32), RC_OK);
	assert_int_equal(keyfile_rekey(&f->file, f->data_key, fresh, NULL),
			 RC_OK);
	assert_int_equal(keyfile_identity(&f->file, f->data_key, after, NULL),
			 RC_CORRUPT);
	assert_int_equal(keyfile_identity(&f->file, fresh, after, NULL),
			 RC_OK);
	assert_true(secret_equal(before, after));
	secret_free(fresh);
	secret_free(before);
	secret_free(after);
}

static void
slots_come_and_go(void **state)
{
	struct fixture *f = *state;
	unsigned char id[SLOT_ID_SIZE];
	struct secret *second = secret_new(SECRET_MAX);

	set(second, "nine brown bears");
	assert_int_equal(keyfile_add_staff(&f->file, "Zoë", second,
					   f->data_key, id, NULL), RC_OK);
	rewrite(f);
	assert_int_equal(unlock(f, "zoë", "nine brown bears", NULL), RC_OK);
	assert_int_equal(unlock(f, "Ada", "nine brown bears", NULL),
			 RC_DENIED);
	assert_int_equal(unlock(f, "Ada", "seven grey geese", NULL), RC_OK);
	assert_int_equal(keyfile_remove(&f->file, f->slot_id, NULL), RC_OK);
	assert_int_equal(keyfile_remove(&f->file, f->slot_id, NULL),
			 RC_NOT_FOUND);
	rewrite(f);
	assert_int_equal(unlock(f, "Ada", "seven grey geese", NULL),
			 RC_DENIED);
	assert_int_equal(unlock(f, "Zoë", "nine brown bears", NULL), RC_OK);
	secret_free(second);
}

static void
slots_run_out(void **state)
{
	struct fixture *f = *state;
	unsigned char id[SLOT_ID_SIZE];
	struct keyfile read;
	struct err err;

	while (f->file.count < KEYFILE_MAX_SLOTS)
		assert_int_equal(keyfile_add_staff(&f->file, "Bo",
						   f->passphrase, f->data_key,
						   id, NULL), RC_OK);
	assert_int_equal(keyfile_add_staff(&f->file, "Cy", f->passphrase,
					   f->data_key, id, &err),
			 RC_CONFLICT);
	rewrite(f);
	assert_true(f->data.len <= KEYFILE_MAX_SIZE);
	assert_int_equal(keyfile_parse(f->data.ptr, f->data.len, &read, NULL),
			 RC_OK);
}

/* Everybody's passphrase opens the new data key; the chain's key stays. */
static void
new_data_key_for_everybody(void **state)
{
	struct fixture *f = *state;
	struct secret *fresh = secret_new(DATA_KEY_SIZE);
	struct secret *before = secret_new(32), *after = secret_new(32);

	assert_int_equal(keyfile_chain_key(&f->file, f->data_key, before,
					   NULL), RC_OK);
	assert_int_equal(secret_append(fresh, "0123456789abcdef"
				       "0123456789ABCDEF", 32), RC_OK);
	assert_int_equal(keyfile_rekey(&f->file, f->data_key, fresh, NULL),
			 RC_OK);
	assert_int_equal(keyfile_chain_key(&f->file, f->data_key, after,
					   NULL), RC_CORRUPT);
	assert_int_equal(keyfile_chain_key(&f->file, fresh, after, NULL),
			 RC_OK);
	assert_true(secret_equal(before, after));
	secret_free(f->data_key);
	f->data_key = fresh;
	rewrite(f);
	assert_int_equal(unlock(f, "Ada", "seven grey geese", NULL), RC_OK);
	assert_int_equal(unlock_recovery(f, f->recovery, NULL), RC_OK);
	secret_free(before);
	secret_free(after);
}

/* Every byte of the file, two ways: it is never opened after that, neither
 * with the passphrase nor with the recovery key. */
static void
every_changed_byte_is_noticed(void **state)
{
	static const char masks[] = { 0x01, (char)0x80 };
	struct fixture *f = *state;

	for (size_t i = 0; i < f->data.len * 2; i++) {
		char mask = masks[i % 2];

		f->data.ptr[i / 2] ^= mask;
		assert_int_not_equal(unlock(f, "Ada", "seven grey geese",
					    NULL), RC_OK);
		assert_int_not_equal(unlock_recovery(f, f->recovery, NULL),
				     RC_OK);
		f->data.ptr[i / 2] ^= mask;
	}
	assert_int_equal(unlock(f, "Ada", "seven grey geese", NULL), RC_OK);
}

static void
every_other_length_is_refused(void **state)
{
	struct fixture *f = *state;
	struct keyfile read;
	struct err err;

	for (size_t n = 0; n < f->data.len; n++)
		assert_int_equal(keyfile_parse(f->data.ptr, n, &read, &err),
				 RC_CORRUPT);
	buf_addc(&f->data, '\0');
	assert_int_equal(keyfile_parse(f->data.ptr, f->data.len, &read, &err),
			 RC_CORRUPT);
	assert_string_equal(err.where, "keys");
}

/* Whoever can write the file cannot take a slot out of it. */
static void
slot_taken_out_is_noticed(void **state)
{
	struct fixture *f = *state;
	struct buf all = f->data;

	buf_init(&f->data);
	buf_add(&f->data, all.ptr, HEADER + SLOT);
	buf_add(&f->data, all.ptr + all.len - MAC, MAC);
	f->data.ptr[15] = 1;
	assert_int_equal(unlock(f, "Ada", "seven grey geese", NULL),
			 RC_CORRUPT);
	buf_release(&all);
}

static void
newer_format_is_named(void **state)
{
	struct fixture *f = *state;
	struct keyfile read;
	struct err err;

	f->data.ptr[11] = 2;
	assert_int_equal(keyfile_parse(f->data.ptr, f->data.len, &read, &err),
			 RC_CONFLICT);
	assert_non_null(strstr(err.text, "newer Throughgate"));
}

/* A forged cost must not take the machine's memory or its evening. */
static void
cost_beyond_reason_is_refused(void **state)
{
	static const struct {
		size_t at;
		char value;
	} forged[] = {
		{ 43, 65 }, { 43, 0 }, { 40, 1 }, { 44, 1 }, { 45, 0x40 },
	};
	struct fixture *f = *state;
	struct keyfile read;

	for (size_t i = 0; i < ARRAY_SIZE(forged); i++) {
		char right = f->data.ptr[forged[i].at];

		f->data.ptr[forged[i].at] = forged[i].value;
		assert_int_equal(keyfile_parse(f->data.ptr, f->data.len,
					       &read, NULL), RC_CORRUPT);
		f->data.ptr[forged[i].at] = right;
	}
}

static void
subkeys_differ(void **state)
{
	struct fixture *f = *state;
	unsigned char keys[SUBKEY_IDENTITY][DATA_KEY_SIZE];

	for (int i = 0; i < SUBKEY_IDENTITY; i++) {
		vault_subkey(f->data_key, (enum vault_subkey)(i + 1), keys[i]);
		for (int j = 0; j < i; j++)
			assert_memory_not_equal(keys[i], keys[j],
						DATA_KEY_SIZE);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_is_written_is_read), T(name_and_passphrase_open_it),
		T(wrong_passphrase_and_unknown_name_are_alike),
		T(file_names_nobody), T(recovery_key_opens_it),
		T(without_a_recovery_slot), T(escrow_is_a_slot_of_its_own),
		T(identity_outlives_the_data_key), T(slots_come_and_go),
		T(slots_run_out), T(new_data_key_for_everybody),
		T(every_changed_byte_is_noticed),
		T(every_other_length_is_refused),
		T(slot_taken_out_is_noticed), T(newer_format_is_named),
		T(cost_beyond_reason_is_refused), T(subkeys_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
