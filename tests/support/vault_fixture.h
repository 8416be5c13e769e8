/* SPDX-License-Identifier: ISC */
/*
 * vault_fixture: a small vault in a folder of its own, for tests. Ada opens it
 * with FIXTURE_PASSPHRASE; its database has one table with one row, 7.
 */
#ifndef TESTS_SUPPORT_VAULT_FIXTURE_H
#define TESTS_SUPPORT_VAULT_FIXTURE_H

#include <stdbool.h>

#include "base/buf.h"
#include "vault/recovery_key.h"
#include "vault/vault.h"

#define FIXTURE_PASSPHRASE "seven grey geese"
#define FIXTURE_FILL "create table t(a); insert into t values(7)"

struct fixture {
	char root[32], dir[48];
	struct instant at;
	struct clock clock;
	struct secret *recovery;
	unsigned char slot_id[SLOT_ID_SIZE];
};

/* For cmocka: *state becomes a struct fixture, its vault closed. */
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/* The caller's to secret_free(). */
struct secret *secret_of(const char *text);
/* *vault is NULL unless RC_OK. */
enum rc fixture_open_as(struct fixture *f, const char *name, const char *text,
			struct vault **vault, struct err *err);
/* The rest fail the test when they cannot. */
struct vault *fixture_open(struct fixture *f, const char *name,
			   const char *passphrase);
/* Ada opens it and finds the 7. */
void fixture_opens(struct fixture *f);
void fixture_run(const char *path, const char *vfs, const char *sql);
void fixture_holds(const struct vault *vault, int expected);

/* Files of the folder; the path is the caller's to mem_free(). */
char *fixture_path(struct fixture *f, const char *name);
bool fixture_has(struct fixture *f, const char *name);
void fixture_read(struct fixture *f, const char *name, struct buf *out);
void fixture_write(struct fixture *f, const char *name, const void *data,
		   size_t size);
void fixture_remove(struct fixture *f, const char *name);

#endif
