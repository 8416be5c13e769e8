/* SPDX-License-Identifier: ISC */
/* A new data key for the whole vault, interrupted anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/vault_fixture.h"

static const char right[] = FIXTURE_PASSPHRASE;

static void
fill_next(const struct vault *vault)
{
	fixture_run(vault_next_db_path(vault), vault_next_vfs_name(vault),
		    FIXTURE_FILL);
}

static void
chain_of(struct vault *vault, unsigned char out[CHAIN_HASH_SIZE])
{
	static const unsigned char none[CHAIN_HASH_SIZE];

	vault_chain(vault, none, "entry", 5, out);
}

/* V6. The whole way: another key, the same content, passphrases and chain. */
static void
rotation_changes_the_key_alone(void **state)
{
	unsigned char before[CHAIN_HASH_SIZE], after[CHAIN_HASH_SIZE];
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);
	struct vault_check check;
	struct buf keys = BUF_INIT;

	fixture_read(f, "keys", &keys);
	chain_of(vault, before);
	assert_int_equal(vault_rotate_begin(vault, NULL), RC_OK);
	fill_next(vault);
	assert_int_equal(vault_rotate_commit(vault, NULL), RC_OK);
	fixture_holds(vault, 7);
	chain_of(vault, after);
	assert_memory_equal(before, after, sizeof(before));
	vault_close(vault);
	assert_false(fixture_has(f, "records.db.next"));
	fixture_opens(f);
	assert_int_equal(vault_open_recovery(f->dir, &f->clock, f->recovery,
					     &vault, &(bool){ false }, NULL), RC_OK);
	fixture_holds(vault, 7);
	vault_close(vault);
	/* The old key no longer opens what is written from now on. */
	fixture_write(f, "keys", keys.ptr, keys.len);
	vault = fixture_open(f, "Ada", right);
	assert_int_equal(vault_check_files(vault, &check, NULL, NULL, NULL),
			 RC_CORRUPT);
	assert_int_equal(check.bad, check.pages);
	vault_close(vault);
	buf_release(&keys);
}

static void
rotation_given_up(void **state)
{
	struct fixture *f = *state;
	struct vault *vault = fixture_open(f, "Ada", right);

	assert_int_equal(vault_rotate_begin(vault, NULL), RC_OK);
	fill_next(vault);
	vault_rotate_cancel(vault);
	assert_false(fixture_has(f, "records.db.next"));
	fixture_holds(vault, 7);
	vault_close(vault);
	fixture_opens(f);
}

struct rotation {
	struct buf old_keys, old_db, new_keys, new_db;
};

static void
rotation_record(struct fixture *f, struct rotation *r)
{
	struct vault *vault = fixture_open(f, "Ada", right);

	fixture_read(f, "keys", &r->old_keys);
	fixture_read(f, "records.db", &r->old_db);
	assert_int_equal(vault_rotate_begin(vault, NULL), RC_OK);
	fill_next(vault);
	fixture_read(f, "records.db.next", &r->new_db);
	assert_int_equal(vault_rotate_commit(vault, NULL), RC_OK);
	fixture_read(f, "keys", &r->new_keys);
	vault_close(vault);
}

static void
put_back(struct fixture *f, const struct buf *keys, const struct buf *db,
	 const struct buf *next, size_t next_size)
{
	fixture_write(f, "keys", keys->ptr, keys->len);
	fixture_write(f, "records.db", db->ptr, db->len);
	fixture_write(f, "records.db.next", next->ptr, next_size);
}

static void
settled(struct fixture *f, const struct buf *db)
{
	struct buf now = BUF_INIT;

	fixture_opens(f);
	assert_false(fixture_has(f, "records.db.next"));
	assert_false(fixture_has(f, "records.db-wal"));
	fixture_read(f, "records.db", &now);
	assert_int_equal(now.len, db->len);
	assert_memory_equal(now.ptr, db->ptr, db->len);
	fixture_opens(f);
	buf_release(&now);
}

/* Cut short at each step, the vault opens under the key that `keys` names,
 * and what belongs to the other is gone. */
static void
rotation_cut_short_anywhere(void **state)
{
	struct fixture *f = *state;
	struct rotation r = { BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT };

	rotation_record(f, &r);
	/* While the new database is being filled. */
	for (size_t n = 0; n <= r.new_db.len; n += 512) {
		put_back(f, &r.old_keys, &r.old_db, &r.new_db, n);
		settled(f, &r.old_db);
	}
	/* Filled, its journal not yet removed; new keys half written. */
	put_back(f, &r.old_keys, &r.old_db, &r.new_db, r.new_db.len);
	fixture_write(f, "records.db.next-journal", "left", 4);
	fixture_write(f, "keys.part", r.new_keys.ptr, 100);
	settled(f, &r.old_db);
	assert_false(fixture_has(f, "records.db.next-journal"));
	/* The new keys hold; the old database still has its place. */
	put_back(f, &r.new_keys, &r.old_db, &r.new_db, r.new_db.len);
	fixture_write(f, "records.db-wal", "", 0);
	settled(f, &r.new_db);
	/* In place, and all done. */
	settled(f, &r.new_db);
	buf_release(&r.old_keys);
	buf_release(&r.old_db);
	buf_release(&r.new_keys);
	buf_release(&r.new_db);
}

#define T(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, \
						fixture_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(rotation_changes_the_key_alone),
		T(rotation_given_up),
		T(rotation_cut_short_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
