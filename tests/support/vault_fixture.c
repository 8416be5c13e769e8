/* SPDX-License-Identifier: ISC */
#include "tests/support/vault_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

struct secret *
secret_of(const char *text)
{
	struct secret *secret = secret_new(SECRET_MAX);
	enum rc rc = secret_append(secret, text, strlen(text));

	assert_int_equal(rc, RC_OK);
	return secret;
}

/* ---- the database inside ---- */

void
fixture_run(const char *path, const char *vfs, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE |
					 SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void
fixture_holds(const struct vault *vault, int expected)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_open_v2(vault_db_path(vault), &db,
					 SQLITE_OPEN_READWRITE,
					 vault_vfs_name(vault)), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "select a from t", -1, &stmt,
					    NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(stmt, 0), expected);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

/* ---- fixture ---- */

int
fixture_set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct secret *passphrase = secret_of(FIXTURE_PASSPHRASE);
	struct vault *vault;

	snprintf(f->root, sizeof(f->root), "/tmp/vault-XXXXXX");
	assert_non_null(mkdtemp(f->root));
	snprintf(f->dir, sizeof(f->dir), "%s/academy", f->root);
	f->at = (struct instant){ .utc_s = 1795515900 };
	f->clock = clock_fixed(&f->at);
	f->recovery = secret_new(RECOVERY_TEXT_SIZE);
	assert_int_equal(vault_create(f->dir, &f->clock, "Ada", passphrase,
				      kdf_cost_minimum(), f->recovery, &vault,
				      f->slot_id, NULL), RC_OK);
	fixture_run(vault_db_path(vault), vault_vfs_name(vault), FIXTURE_FILL);
	vault_close(vault);
	secret_free(passphrase);
	*state = f;
	return 0;
}

int
fixture_tear_down(void **state)
{
	struct fixture *f = *state;
	char command[64];

	snprintf(command, sizeof(command), "rm -rf '%s'", f->root);
	secret_free(f->recovery);
	free(f);
	return system(command);
}

enum rc
fixture_open_as(struct fixture *f, const char *name, const char *text,
	struct vault **vault, struct err *err)
{
	struct secret *passphrase = secret_of(text);
	unsigned char id[SLOT_ID_SIZE];
	enum rc rc = vault_open(f->dir, &f->clock, name, passphrase, vault,
				id, err);

	assert_int_equal(rc == RC_OK, *vault != NULL);
	secret_free(passphrase);
	return rc;
}

struct vault *
fixture_open(struct fixture *f, const char *name, const char *passphrase)
{
	struct vault *vault;
	struct err err;

	if (fixture_open_as(f, name, passphrase, &vault, &err) != RC_OK)
		fail_msg("%s", err.text);
	return vault;
}

void
fixture_opens(struct fixture *f)
{
	struct vault *vault = fixture_open(f, "Ada", FIXTURE_PASSPHRASE);

	fixture_holds(vault, 7);
	vault_close(vault);
}

char *
fixture_path(struct fixture *f, const char *name)
{
	return path_join(f->dir, name);
}

bool
fixture_has(struct fixture *f, const char *name)
{
	char *path = fixture_path(f, name);
	bool there = path_exists(path);

	mem_free(path);
	return there;
}

void
fixture_read(struct fixture *f, const char *name, struct buf *out)
{
	char *path = fixture_path(f, name);

	buf_reset(out);
	assert_int_equal(path_read(path, 1 << 24, out, NULL), RC_OK);
	mem_free(path);
}

void
fixture_write(struct fixture *f, const char *name, const void *data,
	     size_t size)
{
	char *path = fixture_path(f, name);

	assert_int_equal(path_write_atomic(path, data, size, true, NULL),
			 RC_OK);
	mem_free(path);
}

void
fixture_remove(struct fixture *f, const char *name)
{
	char *path = fixture_path(f, name);

	assert_int_equal(unlink(path), 0);
	mem_free(path);
}
