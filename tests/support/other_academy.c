/* SPDX-License-Identifier: ISC */
#include "tests/support/other_academy.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/manifest.h"
#include "store/payload_private.h"

struct rewriting {
	struct payload_reader *reader;
	sqlite3 *to;
	int which;
	struct bundle_manifest manifest;
	struct err *err;
};

/* Behind the time that it begins with: their order hardly changes. */
static void
shift(struct id *id, int which)
{
	if (id_is_zero(id))
		return;
	id->b[12] ^= (unsigned char)(which >> 8);
	id->b[13] ^= (unsigned char)which;
}

static bool
is_shared(const struct bundle_table *table, const struct bundle_column *column)
{
	const char *of = column->refers != NULL ? column->refers : table->name;

	return (column->refers != NULL || strcmp(column->name, "id") == 0) &&
	       (strcmp(of, "curriculum_version") == 0 ||
		strcmp(of, "item") == 0);
}

/* ---- rows ---- */

static int
bind_id(const struct rewriting *w, sqlite3_stmt *from, sqlite3_stmt *to, int at)
{
	struct id id;

	if (sqlite3_column_bytes(from, at) != ID_SIZE)
		return sqlite3_bind_null(to, at + 1);
	memcpy(id.b, sqlite3_column_blob(from, at), ID_SIZE);
	shift(&id, w->which);
	return sqlite3_bind_blob(to, at + 1, id.b, ID_SIZE, SQLITE_TRANSIENT);
}

static int
bind_cell(const struct rewriting *w, const struct bundle_table *table,
	  sqlite3_stmt *from, sqlite3_stmt *to, int at)
{
	const struct bundle_column *column = &table->columns[at];
	char reference[CODE_SIZE];

	if ((column->kind == CELL_ID || column->kind == CELL_ID_OR_NULL) &&
	    !is_shared(table, column))
		return bind_id(w, from, to, at);
	if (strcmp(table->name, "student") != 0 ||
	    strcmp(column->name, "reference") != 0)
		return sqlite3_bind_value(to, at + 1,
					  sqlite3_column_value(from, at));
	snprintf(reference, sizeof(reference), "%.8s%.10s",
		 w->manifest.from_code,
		 strchr((const char *)sqlite3_column_text(from, at), '-'));
	return sqlite3_bind_text(to, at + 1, reference, -1, SQLITE_TRANSIENT);
}

static enum rc
copy_rows(struct rewriting *w, const struct bundle_table *table,
	  const char *select, const char *insert)
{
	sqlite3_stmt *from = NULL, *to = NULL;
	int code = sqlite3_prepare_v2(w->reader->db, select, -1, &from, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_prepare_v2(w->to, insert, -1, &to, NULL);
	while (code == SQLITE_OK && sqlite3_step(from) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(from); i++)
			if (table != NULL)
				bind_cell(w, table, from, to, i);
			else
				sqlite3_bind_value(
					to, i + 1,
					sqlite3_column_value(from, i));
		code = sqlite3_step(to) == SQLITE_DONE ? sqlite3_reset(to)
						       : SQLITE_ERROR;
	}
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return code == SQLITE_OK ? RC_OK : payload_error(w->to, w->err);
}

static enum rc
copy_tables(struct rewriting *w)
{
	enum rc rc = copy_rows(w, NULL, "SELECT seq, hash FROM head",
			       "INSERT INTO head VALUES (?1, ?2)");

	for (size_t i = 0; i < bundle_table_count && rc == RC_OK; i++) {
		const struct bundle_table *table = &bundle_tables[i];
		struct buf select = BUF_INIT, insert = BUF_INIT;

		if (!bundle_carries(table, w->manifest.kind))
			continue;
		sql_insert(table, &insert);
		buf_adds(&select, "SELECT ");
		for (size_t c = 0; c < table->column_count; c++)
			buf_addf(&select, "%s%s", c > 0 ? ", " : "",
				 table->columns[c].name);
		buf_addf(&select, " FROM %s", table->name);
		rc = copy_rows(w, table, select.ptr, insert.ptr);
		buf_release(&select);
		buf_release(&insert);
	}
	return rc;
}

/* ---- what it says of itself ---- */

static void
rename_sender(struct rewriting *w)
{
	struct bundle_manifest *m = &w->manifest;

	*m = *payload_manifest(w->reader);
	shift(&m->from_id, w->which);
	snprintf(m->from_code, sizeof(m->from_code), "X%03d", w->which);
	snprintf(m->from_name, sizeof(m->from_name), "Academy %d", w->which);
}

static enum rc
write_manifest(struct rewriting *w)
{
	struct manifest_rows rows;
	int code = SQLITE_OK;

	manifest_to_rows(&w->manifest, &rows);
	for (int i = 0; i < MANIFEST_ROWS && code == SQLITE_OK; i++) {
		char *sql = sqlite3_mprintf("INSERT INTO manifest VALUES "
					    "(%Q, %Q)", manifest_keys[i],
					    rows.values[i]);

		code = sqlite3_exec(w->to, sql, NULL, NULL, NULL);
		sqlite3_free(sql);
	}
	return code == SQLITE_OK ? RC_OK : payload_error(w->to, w->err);
}

static void
describe_site(const struct bundle_manifest *m, struct site *site)
{
	memset(site, 0, sizeof(*site));
	site->id = m->from_id;
	site->kind = m->from_kind;
	site->state = SITE_TRUSTED;
	site->on = DATE_NONE;
	snprintf(site->code, sizeof(site->code), "%s", m->from_code);
	snprintf(site->name, sizeof(site->name), "%s", m->from_name);
}

enum rc
other_academy(unsigned char *data, size_t size, int which,
	      struct payload *payload, struct bundle_manifest *manifest,
	      struct site *site, struct err *err)
{
	struct rewriting w = { .which = which, .err = err };
	sqlite3_int64 length = 0;
	enum rc rc = payload_open(data, size, &w.reader, err);

	memset(payload, 0, sizeof(*payload));
	if (rc != RC_OK)
		return rc;
	rename_sender(&w);
	rc = payload_create(w.manifest.kind, &w.to, err);
	if (rc == RC_OK) {
		payload->owner = w.to;
		sqlite3_exec(w.to, "BEGIN", NULL, NULL, NULL);
		rc = copy_tables(&w);
	}
	if (rc == RC_OK)
		rc = write_manifest(&w);
	if (rc == RC_OK)
		sqlite3_exec(w.to, "COMMIT", NULL, NULL, NULL);
	payload_close(w.reader);
	*manifest = w.manifest;
	describe_site(manifest, site);
	payload->data = rc == RC_OK ? sqlite3_serialize(
		w.to, "main", &length, SQLITE_SERIALIZE_NOCOPY) : NULL;
	payload->size = length;
	return rc;
}
