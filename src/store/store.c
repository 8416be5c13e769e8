/* SPDX-License-Identifier: ISC */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/embed.h"
#include "base/mem.h"
#include "store/query.h"

enum { COPY_PAGES = 256 };

struct instant
store_now(const struct store *store)
{
	return clock_now(&store->config.clock);
}

/* Dated facts of one day are told apart by their ids, so each id is above the
 * last even within a second or after the clock went back (RFC 9562, 6.2). */
struct id
store_new_id(struct store *store)
{
	struct id id = id_new(store_now(store), &store->config.random);
	struct id *last = &store->last_id;

	if (memcmp(&id, last, sizeof(id)) <= 0) {
		id = *last;
		for (int i = ID_SIZE - 1; i > 8 && ++id.b[i] == 0; i--)
			;
	}
	*last = id;
	return id;
}

int64_t
store_changes(const struct store *store)
{
	return uow_is_open(store) ? -1 : sqlite3_total_changes64(store->db);
}

void
store_set_random(struct store *store, struct random_source random)
{
	store->config.random = random;
}

/* Whatever has ids made here that tell which of two came later. */
static void
last_id_sql(struct buf *sql)
{
	static const char *const others[] = {
		"prison_number", "enrolment", "custody", "release_date",
		"attempt", "support", "import",
	};

	buf_adds(sql, "SELECT max(id) FROM (SELECT NULL AS id");
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		buf_addf(sql, " UNION ALL SELECT max(id) FROM %s", others[i]);
	for (size_t i = 0; i < FACT_KINDS; i++)
		buf_addf(sql, " UNION ALL SELECT max(id) FROM %s",
			 fact_specs[i].table);
	buf_addc(sql, ')');
}

static enum rc
find_last_id(struct store *store, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct query q;

	last_id_sql(&sql);
	q = query_once(store, &sql, err);
	buf_release(&sql);
	if (query_row(&q))
		query_id(&q, &store->last_id);
	return query_close(&q);
}

/* ---- settings: each is asked for, then read back ---- */

static const struct setting {
	const char *set, *get, *answer;
} settings[] = {
	{ "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA locking_mode",
	  "exclusive" },
	{ "PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2" },
	{ "PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal" },
	{ "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2" },
	{ "PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1" },
	{ "PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0" },
	{ "PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1" },
	{ "PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1" },
	{ "PRAGMA cache_size=-65536", "PRAGMA cache_size", "-65536" },
	{ "PRAGMA mmap_size=0", "PRAGMA page_size", "4096" },
};

static enum rc
apply_setting(struct store *store, const struct setting *s, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	char got[32] = "";
	enum rc rc = store_exec(store, s->set, err);

	if (rc != RC_OK)
		return rc;
	if (sqlite3_prepare_v2(store->db, s->get, -1, &stmt, NULL) !=
	    SQLITE_OK)
		return store_error(store, err);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		snprintf(got, sizeof(got), "%s",
			 sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	if (strcmp(got, s->answer) != 0)
		return err_set(err, RC_IO, NULL,
			       "The records cannot be opened safely: \"%s\" "
			       "answered \"%s\".", s->set, got);
	return RC_OK;
}

/* Another database, attached, could be in clear: only a copy may (V3). */
static int
authorize(void *ctx, int action, const char *a, const char *b, const char *c,
	  const char *d)
{
	struct store *store = ctx;

	(void)a, (void)b, (void)c, (void)d;
	if ((action == SQLITE_ATTACH || action == SQLITE_DETACH) &&
	    !store->copying)
		return SQLITE_DENY;
	return SQLITE_OK;
}

static enum rc
configure(struct store *store, struct err *err)
{
	enum rc rc = RC_OK;

	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0,
			  NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(settings) && rc == RC_OK; i++)
		rc = apply_setting(store, &settings[i], err);
	if (rc == RC_OK)
		sqlite3_set_authorizer(store->db, authorize, store);
	return rc;
}

/* ---- schema ---- */

static enum rc
schema_version(struct store *store, int *version, struct err *err)
{
	struct query q = query_open(store, "PRAGMA user_version", err);

	*version = query_row(&q) ? (int)query_int(&q) : 0;
	return query_close(&q);
}

/* NULL past the newest. */
static const char *
schema_step(const struct store *store, int index)
{
	const struct embedded *own;

	if (store->config.steps != NULL)
		return store->config.steps[index];
	own = embed_at("schema/", (size_t)index);
	return own != NULL ? own->data : NULL;
}

static enum rc
run_steps(struct store *store, int from, int to, struct err *err)
{
	char set[64];
	enum rc rc = store_exec(store, "BEGIN IMMEDIATE", err);

	for (int i = from; i < to && rc == RC_OK; i++)
		rc = store_exec(store, schema_step(store, i), err);
	snprintf(set, sizeof(set), "PRAGMA user_version=%d", to);
	if (rc == RC_OK)
		rc = store_exec(store, set, err);
	if (rc == RC_OK)
		rc = store_exec(store, "COMMIT", err);
	if (rc != RC_OK)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

static enum rc
migrate(struct store *store, struct err *err)
{
	int version, newest = 0;
	enum rc rc = schema_version(store, &version, err);

	while (schema_step(store, newest) != NULL)
		newest++;
	if (rc != RC_OK || version == newest)
		return rc;
	if (version > newest)
		return err_set(err, RC_CONFLICT, NULL,
			       "These records were made by a newer "
			       "Throughgate; install that version to open "
			       "them.");
	if (version > 0 && store->config.leave_schema)
		return RC_OK;
	if (version > 0 && store->config.before_migration != NULL)
		rc = store->config.before_migration(
			store->config.migration_ctx, store, err);
	return rc == RC_OK ? run_steps(store, version, newest, err) : rc;
}

/* ---- open, close ---- */

enum rc
store_open(const struct store_config *config, struct store **out,
	   struct err *err)
{
	struct store *store = xcalloc(1, sizeof(*store));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	enum rc rc;

	store->config = *config;
	if (sqlite3_open_v2(config->path, &store->db, flags,
			    config->vfs_name) != SQLITE_OK)
		rc = store_error(store, err);
	else
		rc = configure(store, err);
	if (rc == RC_OK)
		rc = migrate(store, err);
	if (rc == RC_OK && !config->leave_schema)
		rc = find_last_id(store, err);
	if (rc != RC_OK) {
		store_close(store);
		store = NULL;
	}
	*out = store;
	return rc;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	uow_rollback(store);
	for (size_t i = 0; i < store->cached; i++)
		sqlite3_finalize(store->cache[i].stmt);
	sqlite3_close(store->db);
	mem_free(store->students.rows);
	fact_sql_free(store);
	mem_free(store);
}

/* ---- copies, checks ---- */

static enum rc
copy_pages(struct store *store, sqlite3 *to,
	   bool (*progress)(void *ctx, int64_t done, int64_t total), void *ctx,
	   struct err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", store->db, "main");
	int code;

	if (b == NULL)
		return err_set(err, RC_IO, NULL,
			       "The copy cannot be started: %s.",
			       sqlite3_errmsg(to));
	do {
		int total, done;

		code = sqlite3_backup_step(b, COPY_PAGES);
		total = sqlite3_backup_pagecount(b);
		done = total - sqlite3_backup_remaining(b);
		if (code == SQLITE_OK && progress != NULL &&
		    !progress(ctx, done, total))
			code = SQLITE_INTERRUPT;
	} while (code == SQLITE_OK);
	sqlite3_backup_finish(b);
	if (code == SQLITE_INTERRUPT)
		return err_set(err, RC_CANCELLED, NULL,
			       "Stopped; no copy was made.");
	if (code == SQLITE_DONE)
		return RC_OK;
	return err_set(err, code == SQLITE_IOERR_DATA ? RC_CORRUPT : RC_IO,
		       NULL, "The copy failed: %s.", sqlite3_errstr(code));
}

enum rc
store_copy(struct store *store, const char *path, const char *vfs_name,
	   bool (*progress)(void *ctx, int64_t done, int64_t total), void *ctx,
	   struct err *err)
{
	static const char mode[] = "PRAGMA temp_store=MEMORY;"
		"PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=FULL;"
		"PRAGMA secure_delete=ON; PRAGMA journal_mode=DELETE";
	sqlite3 *to = NULL;
	enum rc rc;

	if (sqlite3_open_v2(path, &to,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
			    vfs_name) != SQLITE_OK ||
	    sqlite3_exec(to, mode, NULL, NULL, NULL) != SQLITE_OK)
		rc = err_set(err, RC_IO, NULL, "The copy cannot be made: %s.",
			     sqlite3_errmsg(to));
	else
		rc = copy_pages(store, to, progress, ctx, err);
	if (sqlite3_close(to) != SQLITE_OK && rc == RC_OK)
		rc = err_set(err, RC_IO, NULL, "The copy cannot be closed.");
	return rc;
}

enum rc
store_checkpoint(struct store *store, struct err *err)
{
	int code = sqlite3_wal_checkpoint_v2(
		store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	return code == SQLITE_OK ? RC_OK : store_error(store, err);
}

enum rc
store_check(struct store *store, struct err *err)
{
	struct query q = query_open(store, "PRAGMA integrity_check(1)", err);
	char answer[200] = "";
	enum rc rc;

	if (query_row(&q))
		query_text(&q, answer, sizeof(answer));
	rc = query_close(&q);
	if (rc == RC_OK && strcmp(answer, "ok") != 0)
		return err_set(err, RC_CORRUPT, NULL,
			       "The records are damaged: %s.", answer);
	if (rc != RC_OK)
		return rc;
	q = query_open(store, "PRAGMA foreign_key_check", err);
	if (query_row(&q)) {
		query_text(&q, answer, sizeof(answer));
		rc = err_set(err, RC_CORRUPT, NULL,
			     "A row of \"%s\" belongs to nothing.", answer);
	}
	if (query_close(&q) != RC_OK)
		rc = q.rc;
	return rc;
}
