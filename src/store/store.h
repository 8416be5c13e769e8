/* SPDX-License-Identifier: ISC */
/*
 * store: the academy's records in SQLite. The only place with SQL.
 *
 * One connection, exclusive, in the mode the design asks for; every setting is
 * read back at opening and a wrong answer refuses to go on. Reading functions
 * fill records of model/record.h; arrays are the caller's to mem_free().
 * Changes are made between uow_begin() and uow_commit() (uow.h) alone.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/id.h"

struct store;

struct store_config {
	const char *path, *vfs_name;	/* NULL: SQLite's default VFS */
	struct clock clock;
	struct random_source random;
	/* out[32] = keyed hash of previous[32] and data: the vault's chain. */
	void (*chain)(void *ctx, const unsigned char *previous,
		      const void *data, size_t size, unsigned char *out);
	void *chain_ctx;
	/* A hash that is the same at every place, for erasures. */
	void (*digest)(const void *data, size_t size, unsigned char *out);
	/* Called before an older schema is migrated: makes the backup. */
	enum rc (*before_migration)(void *ctx, struct store *store,
				    struct err *err);
	void *migration_ctx;
	bool leave_schema;	/* an older one stays: for who only looks */
	/* The schema's steps, ended by NULL; NULL for the program's own. */
	const char *const *steps;
};

/* Makes the tables of a new file. RC_CORRUPT for a damaged one, RC_CONFLICT
 * for one of a newer program. */
MUST_USE enum rc store_open(const struct store_config *config,
			    struct store **store, struct err *err);
/* Rolls back what is open, folds the log in, wipes the cache. */
void store_close(struct store *store);

struct instant store_now(const struct store *store);
struct id store_new_id(struct store *store);
/* Where ids come from, from now on. */
void store_set_random(struct store *store, struct random_source random);

/* Goes up with every row that is written: what was read is as it was while
 * this is the same. Below 0 within a unit of work, which may yet be undone. */
int64_t store_changes(const struct store *store);

/* Nothing here vacuums, which would need memory for it all (T3): copies are
 * made page by page.
 * A sealed copy, at a new path, through the VFS of that name (the store's own
 * or a second vault's). Called with pages done and total; false cancels. */
MUST_USE enum rc store_copy(struct store *store, const char *path,
			    const char *vfs_name,
			    bool (*progress)(void *ctx, int64_t done,
					     int64_t total),
			    void *ctx, struct err *err);
MUST_USE enum rc store_checkpoint(struct store *store, struct err *err);
/* SQLite's own integrity and foreign key checks; RC_CORRUPT says what. */
MUST_USE enum rc store_check(struct store *store, struct err *err);

#endif
