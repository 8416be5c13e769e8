/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/academy_store.h"
#include "store/curriculum_store.h"
#include "store/payload_private.h"
#include "store/site_store.h"
#include "store/uow.h"

void
plan_add(struct bundle_line **lines, size_t *count,
	 const struct bundle_line *line)
{
	*lines = xgrow(*lines, *count, sizeof(**lines));
	(*lines)[(*count)++] = *line;
}

bool
plan_takes(const struct bundle_line *line, const bool *accept, size_t at)
{
	return !line->erases &&
	       (line->state == LINE_NEW || line->state == LINE_CHANGED) &&
	       (accept == NULL || accept[at]);
}

static const char *
column(sqlite3_stmt *row, int at)
{
	const char *text = (const char *)sqlite3_column_text(row, at);

	return text != NULL ? text : "";
}

/* ---- curriculum versions: never changed once they are here ---- */

static bool
has_version(struct store *store, const struct id *id, enum rc *rc,
	    struct err *err)
{
	struct query q = query_open(store,
		"SELECT 1 FROM curriculum_version WHERE id=?1", err);
	bool found;

	query_bind_id(&q, id);
	found = query_row(&q);
	*rc = query_close(&q);
	return found;
}

/* A version that both places have must be the same one. */
static enum rc
judge_version(struct differ *items, struct bundle_line *line, struct err *err)
{
	struct row_diff diff = { 0, 0, 0 };
	enum rc rc = differ_walk(items, &line->id, false, &diff, NULL, err);

	line->state = LINE_SAME;
	if (rc == RC_OK && diff.added + diff.changed + diff.gone > 0) {
		line->state = LINE_REFUSED;
		snprintf(line->why, sizeof(line->why), "It is here already, "
			 "with other items. Changed items need a new "
			 "version.");
	}
	return rc;
}

static enum rc
plan_versions(struct store *store, struct payload_reader *reader,
	      struct bundle_line **lines, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct differ *items;
	int code = SQLITE_DONE;
	enum rc rc = differ_new(store, reader, SCOPE_ITEM, &items, err);

	if (rc == RC_OK &&
	    sqlite3_prepare_v2(reader->db, "SELECT id, code, title || ' ' || "
			       "version FROM curriculum_version ORDER BY "
			       "code, version", -1, &stmt, NULL) != SQLITE_OK)
		rc = payload_error(reader->db, err);
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct bundle_line line = { .state = LINE_NEW };

		memcpy(line.id.b, sqlite3_column_blob(stmt, 0), ID_SIZE);
		snprintf(line.reference, sizeof(line.reference), "%s",
			 column(stmt, 1));
		snprintf(line.name, sizeof(line.name), "%s", column(stmt, 2));
		utf8_mend_end(line.name);
		if (has_version(store, &line.id, &rc, err))
			rc = judge_version(items, &line, err);
		plan_add(lines, count, &line);
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(reader->db, err);
	sqlite3_finalize(stmt);
	differ_free(items);
	return rc;
}

/* Two places may have named two versions alike: ours keeps its name, and the
 * other's says where it is from, and in need the end of its id. */
static enum rc
add_version(struct store *store, sqlite3_stmt *row, const struct site *from,
	    struct err *err)
{
	struct query q = query_open(store,
		"INSERT INTO curriculum_version (id, code, title, version,"
		" utc_s, offset_min) SELECT ?1, ?2, ?3, n.name, ?5, ?6"
		" FROM (SELECT ?4 AS name, 1 AS place UNION ALL"
		"  SELECT substr(?4, 1, 20) || ' ' || ?7, 2 UNION ALL"
		"  SELECT substr(?4, 1, 20) || ' ' || substr(hex(?1), 23), 3)"
		" n WHERE NOT EXISTS (SELECT 1 FROM curriculum_version v"
		"  WHERE v.code=?2 AND v.version=n.name)"
		" ORDER BY n.place LIMIT 1", err);

	query_bind_blob(&q, sqlite3_column_blob(row, 0), ID_SIZE);
	for (int i = 1; i < 4; i++)
		query_bind_text(&q, column(row, i));
	query_bind_int(&q, sqlite3_column_int64(row, 4));
	query_bind_int(&q, sqlite3_column_int64(row, 5));
	query_bind_text(&q, from->code);
	return query_run(&q);
}

enum rc
apply_versions(struct store *store, struct payload_reader *reader,
	       const struct site *from, const struct id_set *wanted,
	       struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct differ *items;
	struct row_diff diff = { 0, 0, 0 };
	int code = SQLITE_DONE;
	enum rc rc = differ_new(store, reader, SCOPE_ITEM, &items, err);

	if (rc == RC_OK &&
	    sqlite3_prepare_v2(reader->db, "SELECT id, code, title, version, "
			       "utc_s, offset_min FROM curriculum_version",
			       -1, &stmt, NULL) != SQLITE_OK)
		rc = payload_error(reader->db, err);
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct id id;

		memcpy(id.b, sqlite3_column_blob(stmt, 0), ID_SIZE);
		if (has_version(store, &id, &rc, err) || rc != RC_OK ||
		    !id_set_has(wanted, &id))
			continue;
		rc = add_version(store, stmt, from, err);
		if (rc == RC_OK)
			rc = differ_walk(items, &id, true, &diff, NULL, err);
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(reader->db, err);
	sqlite3_finalize(stmt);
	differ_free(items);
	return rc;
}

/* ---- places, from head office ---- */

static void
read_site(sqlite3_stmt *row, struct site *site)
{
	memset(site, 0, sizeof(*site));
	memcpy(site->id.b, sqlite3_column_blob(row, 0), ID_SIZE);
	snprintf(site->code, sizeof(site->code), "%s", column(row, 1));
	snprintf(site->name, sizeof(site->name), "%s", column(row, 2));
	site->kind = (enum site_kind)term_value(&term_site_kind,
						column(row, 3));
	site->state = SITE_TRUSTED;
	snprintf(site->age_recipient, sizeof(site->age_recipient), "%s",
		 column(row, 4));
	snprintf(site->sign_key, sizeof(site->sign_key), "%s",
		 column(row, 5));
}

static enum line_state
judge_site(struct store *store, const struct site *site,
	   struct bundle_line *line)
{
	struct site ours;

	if (site_by_code(store, site->code, &ours, NULL) == RC_OK &&
	    !id_equal(&ours.id, &site->id)) {
		snprintf(line->why, sizeof(line->why), "%s is another place "
			 "here.", site->code);
		return LINE_REFUSED;
	}
	if (site_load(store, &site->id, &ours, NULL) != RC_OK)
		return LINE_NEW;
	if (ours.state != SITE_TRUSTED) {
		snprintf(line->why, sizeof(line->why), "It was not trusted "
			 "any more; this would trust it again.");
		return LINE_CHANGED;
	}
	if (strcmp(ours.age_recipient, site->age_recipient) == 0 &&
	    strcmp(ours.sign_key, site->sign_key) == 0 &&
	    strcmp(ours.code, site->code) == 0 &&
	    strcmp(ours.name, site->name) == 0 && ours.kind == site->kind)
		return LINE_SAME;
	snprintf(line->why, sizeof(line->why), "%s",
		 strcmp(ours.sign_key, site->sign_key) != 0 ||
				 strcmp(ours.age_recipient,
					site->age_recipient) != 0
			 ? "Its keys are others than those trusted until now."
			 : "Its name or its kind was changed.");
	return LINE_CHANGED;
}

enum rc
payload_sites(struct payload_reader *reader, struct site **rows,
	      size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code;

	*rows = NULL;
	*count = 0;
	if (sqlite3_prepare_v2(reader->db, "SELECT id, code, name, kind, "
			       "age_recipient, sign_key FROM site ORDER BY "
			       "code", -1, &stmt, NULL) != SQLITE_OK)
		return payload_error(reader->db, err);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_site(stmt, &(*rows)[(*count)++]);
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? RC_OK : payload_error(reader->db, err);
}

/* Calls back with each place of a payload but ourselves. */
static enum rc
each_site(struct store *store, struct payload_reader *reader,
	  enum rc (*take)(void *ctx, const struct site *site), void *ctx,
	  struct err *err)
{
	struct academy us;
	struct site *rows = NULL;
	size_t count = 0;
	enum rc rc = academy_load(store, &us, err);

	if (rc == RC_OK)
		rc = payload_sites(reader, &rows, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (!id_equal(&rows[i].id, &us.id))
			rc = take(ctx, &rows[i]);
	mem_free(rows);
	return rc;
}

struct site_plan {
	struct store *store;
	struct bundle_line **lines;
	size_t *count;
};

static enum rc
plan_site(void *ctx, const struct site *site)
{
	struct site_plan *p = ctx;
	struct bundle_line line = { .id = site->id };

	snprintf(line.reference, sizeof(line.reference), "%s", site->code);
	snprintf(line.name, sizeof(line.name), "%s", site->name);
	line.state = judge_site(p->store, site, &line);
	plan_add(p->lines, p->count, &line);
	return RC_OK;
}

struct site_apply {
	struct store *store;
	const struct id_set *wanted;
	const struct id *staff_id;
	struct err *err;
};

static enum rc
apply_site(void *ctx, const struct site *site)
{
	struct site_apply *a = ctx;

	return id_set_has(a->wanted, &site->id)
		       ? site_put(a->store, site, a->staff_id, a->err)
		       : RC_OK;
}

/* ---- receipts ---- */

static enum line_state
judge_receipt(struct store *store, const struct site *from, int64_t number,
	      const char *sha256, struct bundle_line *line)
{
	struct export_row ours;

	if (export_load(store, number, &ours, NULL) != RC_OK ||
	    strcmp(ours.sha256, sha256) != 0 ||
	    strcmp(ours.to_code, from->code) != 0) {
		snprintf(line->why, sizeof(line->why), "No stick of that "
			 "number and content went out to %s.", from->code);
		return LINE_REFUSED;
	}
	snprintf(line->name, sizeof(line->name), "%s", ours.file);
	return ours.received.utc_s != 0 ? LINE_SAME : LINE_NEW;
}

static enum rc
each_receipt(struct store *store, struct payload_reader *reader,
	     const struct site *from, struct bundle_line **lines,
	     size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_DONE;

	if (sqlite3_prepare_v2(reader->db, "SELECT number, sha256 FROM "
			       "receipt ORDER BY number", -1, &stmt, NULL) !=
	    SQLITE_OK)
		return payload_error(reader->db, err);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct bundle_line line = { .state = LINE_NEW };

		line.number = sqlite3_column_int64(stmt, 0);
		snprintf(line.reference, sizeof(line.reference), "%06" PRId64,
			 line.number);
		line.state = judge_receipt(store, from, line.number,
					   column(stmt, 1), &line);
		plan_add(lines, count, &line);
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? RC_OK : payload_error(reader->db, err);
}

/* ---- by kind ---- */

enum rc
payload_plan(struct store *store, struct payload_reader *reader,
	     const struct site *from, struct bundle_line **lines,
	     size_t *count, struct err *err)
{
	struct site_plan sites = { store, lines, count };
	enum rc rc;

	*lines = NULL;
	*count = 0;
	switch (reader->manifest.kind) {
	case BUNDLE_RECEIPT:
		rc = each_receipt(store, reader, from, lines, count, err);
		break;
	case BUNDLE_SITE_PACK:
		rc = each_site(store, reader, plan_site, &sites, err);
		if (rc == RC_OK)
			rc = plan_versions(store, reader, lines, count, err);
		break;
	case BUNDLE_CURRICULUM:
		rc = plan_versions(store, reader, lines, count, err);
		break;
	default:
		rc = plan_students(store, reader, from, lines, count, err);
		if (rc == RC_OK)
			rc = plan_employers(store, reader, from, lines, count,
					    err);
		break;
	}
	if (rc == RC_OK && bundle_carries_erasures(reader->manifest.kind))
		rc = plan_erasures(store, reader, from, lines, count, err);
	if (rc != RC_OK) {
		mem_free(*lines);
		*lines = NULL;
		*count = 0;
	}
	return rc;
}

static enum rc
apply_receipts(struct store *store, const struct bundle_line *lines,
	       const bool *accept, size_t count, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (plan_takes(&lines[i], accept, i))
			rc = export_set_received(store, lines[i].number,
						 store_now(store), err);
	return rc;
}

enum rc
payload_apply(struct store *store, struct payload_reader *reader,
	      const struct site *from, const struct id *staff_id,
	      const struct bundle_line *lines, const bool *accept,
	      size_t count, struct err *err)
{
	enum bundle_kind kind = reader->manifest.kind;
	struct id_set wanted = { NULL, 0 };
	struct site_apply sites = { store, &wanted, staff_id, err };
	/* In order of id, an item may come before the one it is part of. */
	enum rc rc = store_exec(store, "PRAGMA defer_foreign_keys=ON", err);

	if (rc == RC_OK && bundle_carries_erasures(kind))
		rc = apply_erasures(store, reader, from, staff_id, lines,
				    count, err);
	if (rc != RC_OK)
		return rc;
	if (bundle_carries_people(kind))
		return apply_students(store, reader, from, lines, accept,
				      count, err);
	if (kind == BUNDLE_RECEIPT)
		return apply_receipts(store, lines, accept, count, err);
	for (size_t i = 0; i < count; i++)
		if (plan_takes(&lines[i], accept, i))
			id_set_add(&wanted, &lines[i].id);
	if (kind == BUNDLE_SITE_PACK)
		rc = each_site(store, reader, apply_site, &sites, err);
	if (rc == RC_OK)
		rc = apply_versions(store, reader, from, &wanted, err);
	id_set_release(&wanted);
	return rc;
}
