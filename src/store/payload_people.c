/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/academy_store.h"
#include "store/erase.h"
#include "store/payload_private.h"
#include "store/progress_store.h"
#include "store/site_store.h"
#include "store/uow.h"
#include "store/whole_student.h"

/*
 * One writer a record: a student's rows are taken whole from the place that has
 * custody of them, and from nobody else. Custody is handed over by a transfer,
 * and counted, so that of two accounts the later one is known.
 */
struct claim {
	struct id id, owner;
	int64_t handover;
	char reference[CODE_SIZE], name[NAME_SIZE];
};

/* ---- whether a student may be taken ---- */

/* What we have of the same student; false when there is nothing. */
static bool
load_ours(struct store *store, const struct id *id, struct claim *ours,
	  enum rc *rc, struct err *err)
{
	struct query q = query_open(store,
		"SELECT coalesce(owner_id, (SELECT id FROM academy)),"
		" handover, reference FROM student WHERE id=?1", err);
	bool found;

	memset(ours, 0, sizeof(*ours));
	query_bind_id(&q, id);
	found = query_row(&q);
	if (found) {
		query_id(&q, &ours->owner);
		ours->handover = query_int(&q);
		query_text(&q, ours->reference, sizeof(ours->reference));
	}
	*rc = query_close(&q);
	return found;
}

/* Whose it is then, and who can change that. */
static bool
is_reference_taken(struct store *store, const struct claim *claim,
		   char why[LINE_SIZE], enum rc *rc, struct err *err)
{
	struct query q = query_open(store,
		"SELECT name, coalesce((SELECT code FROM site o"
		" WHERE o.id=owner_id), '') FROM student"
		" WHERE reference=?1 AND id<>?2", err);
	char name[NAME_SIZE], owner[CODE_SIZE];
	bool taken;

	query_bind_text(&q, claim->reference);
	query_bind_id(&q, &claim->id);
	taken = query_row(&q);
	if (taken) {
		query_text(&q, name, sizeof(name));
		query_text(&q, owner, sizeof(owner));
		snprintf(why, LINE_SIZE, "%s is somebody else here (%.80s). "
			 "%s%s", claim->reference, name,
			 owner[0] == '\0' ? "Change that reference here first."
					  : "One of the two needs another "
					    "reference: ask ", owner);
	}
	*rc = query_close(&q);
	return taken;
}

/* What to call a place: "" when it is not known here. */
static void
place_name(struct store *store, const struct id *id, char *text, size_t size)
{
	struct academy us;
	struct site site;

	text[0] = '\0';
	if (academy_load(store, &us, NULL) == RC_OK && id_equal(&us.id, id))
		snprintf(text, size, "this place");
	else if (site_load(store, id, &site, NULL) == RC_OK)
		snprintf(text, size, "%s", site.code);
}

struct judging {
	struct store *store;
	const struct bundle_manifest *manifest;
	const struct site *from;
	struct id us;
	struct err *err;
};

static bool
refuse(struct bundle_line *line, const char *why)
{
	line->state = LINE_REFUSED;
	snprintf(line->why, sizeof(line->why), "%s", why);
	return false;
}

/* The sender keeps what it handed on as it was then; whoever has custody now
 * sends what is newer. */
static bool
leave_to(struct judging *j, const struct id *owner, struct bundle_line *line)
{
	char code[CODE_SIZE];

	place_name(j->store, owner, code, sizeof(code));
	line->state = LINE_SAME;
	snprintf(line->why, sizeof(line->why), "%s has custody of this record "
		 "and sends it.", code);
	return false;
}

/* Somebody new here: only the place in charge may say so. */
static bool
may_add(struct judging *j, const struct claim *claim, struct bundle_line *line)
{
	char owner[CODE_SIZE];

	if (j->manifest->kind == BUNDLE_TRANSFER &&
	    !id_equal(&claim->owner, &j->us))
		return refuse(line, "It was handed to another place, not to "
			      "this one.");
	if (j->manifest->kind == BUNDLE_RETURN &&
	    id_equal(&claim->owner, &j->us))
		return refuse(line, "A return does not hand a record over; a "
			      "transfer does.");
	place_name(j->store, &claim->owner, owner, sizeof(owner));
	if (owner[0] == '\0')
		return refuse(line, "It was handed to a place that is not "
			      "known here.");
	return true;
}

/* Somebody who is here: custody must have come from where we know it to be. */
static bool
may_change(struct judging *j, const struct claim *claim,
	   const struct claim *ours, struct bundle_line *line)
{
	if (claim->handover < ours->handover)
		return refuse(line, "What is here is newer: custody was "
			      "handed on since.");
	if (claim->handover == ours->handover) {
		if (id_equal(&ours->owner, &j->us)) {
			line->state = LINE_SAME;
			return false;
		}
		if (id_equal(&ours->owner, &j->from->id))
			return true;
		if (id_equal(&ours->owner, &claim->owner))
			return leave_to(j, &ours->owner, line);
		return refuse(line, "Another place has custody of this "
			      "record.");
	}
	if (id_equal(&ours->owner, &j->us))
		return refuse(line, "This place has custody of the record, and "
			      "the sender says that it took it back. Speak to "
			      "them.");
	if (!id_equal(&ours->owner, &j->from->id) &&
	    !id_equal(&claim->owner, &j->from->id))
		return refuse(line, "It comes from a place that did not have "
			      "custody of it.");
	return may_add(j, claim, line);
}

/* A mark outlives what it was made of. */
static bool
was_erased(struct judging *j, const struct claim *claim,
	   struct bundle_line *line, enum rc *rc)
{
	struct erasure e;
	char day[DATE_TEXT_SIZE + 4], why[LINE_SIZE];

	*rc = erasure_of(j->store, &claim->id, &e, j->err);
	if (*rc != RC_OK) {
		*rc = *rc == RC_NOT_FOUND ? RC_OK : *rc;
		return false;
	}
	snprintf(why, sizeof(why), "This record was erased on %s. What was "
		 "erased is not taken in again.", date_format_long(e.on, day));
	refuse(line, why);
	return true;
}

/* False: the line is decided already. */
static bool
judge(struct judging *j, const struct claim *claim, struct bundle_line *line,
      enum rc *rc)
{
	struct claim ours;
	char why[LINE_SIZE];

	if (was_erased(j, claim, line, rc) || *rc != RC_OK)
		return false;
	if (is_reference_taken(j->store, claim, why, rc, j->err))
		return refuse(line, why);
	if (*rc == RC_OK &&
	    load_ours(j->store, &claim->id, &ours, rc, j->err)) {
		line->state = LINE_CHANGED;
		return may_change(j, claim, &ours, line);
	}
	line->state = LINE_NEW;
	return *rc == RC_OK && may_add(j, claim, line);
}

/* ---- planning ---- */

static void
read_claim(sqlite3_stmt *row, struct claim *c)
{
	memset(c, 0, sizeof(*c));
	memcpy(c->id.b, sqlite3_column_blob(row, 0), ID_SIZE);
	memcpy(c->owner.b, sqlite3_column_blob(row, 1), ID_SIZE);
	c->handover = sqlite3_column_int64(row, 2);
	snprintf(c->reference, sizeof(c->reference), "%s",
		 (const char *)sqlite3_column_text(row, 3));
	snprintf(c->name, sizeof(c->name), "%s",
		 (const char *)sqlite3_column_text(row, 4));
}

static enum rc
plan_one(struct judging *j, struct differ *differ, const struct claim *claim,
	 struct bundle_line *line)
{
	struct row_diff diff = { 0, 0, 0 };
	struct buf words = BUF_INIT;
	enum rc rc = RC_OK;

	line->id = claim->id;
	snprintf(line->reference, sizeof(line->reference), "%s",
		 claim->reference);
	snprintf(line->name, sizeof(line->name), "%s", claim->name);
	if (!judge(j, claim, line, &rc) || rc != RC_OK)
		return rc;
	rc = differ_walk(differ, &claim->id, false, &diff, &words, j->err);
	if (line->state == LINE_CHANGED &&
	    diff.added + diff.changed + diff.gone == 0)
		line->state = LINE_SAME;
	snprintf(line->why, sizeof(line->why), "%s", words.ptr);
	buf_release(&words);
	return rc;
}

enum rc
plan_students(struct store *store, struct payload_reader *reader,
	      const struct site *from, struct bundle_line **lines,
	      size_t *count, struct err *err)
{
	struct judging j = { .store = store, .manifest = &reader->manifest,
			     .from = from, .err = err };
	struct differ *differ;
	struct academy us = { .code = "" };
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_DONE;
	enum rc rc = differ_new(store, reader, SCOPE_STUDENT, &differ, err);

	if (rc == RC_OK)
		rc = academy_load(store, &us, err);
	j.us = us.id;
	if (rc == RC_OK &&
	    sqlite3_prepare_v2(reader->db, "SELECT id, owner_id, handover, "
			       "reference, name FROM student ORDER BY "
			       "reference", -1, &stmt, NULL) != SQLITE_OK)
		rc = payload_error(reader->db, err);
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct bundle_line line = { .state = LINE_NEW };
		struct claim claim;

		read_claim(stmt, &claim);
		rc = plan_one(&j, differ, &claim, &line);
		plan_add(lines, count, &line);
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(reader->db, err);
	sqlite3_finalize(stmt);
	differ_free(differ);
	return rc;
}

/* ---- applying ---- */

static bool
takes_employers(const struct bundle_line *lines, const bool *accept,
		size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].employers && plan_takes(&lines[i], accept, i))
			return true;
	return false;
}

/* People of another place whom facts name: a name, and no way in. */
static enum rc
apply_staff(struct store *store, struct payload_reader *reader,
	    const struct site *from, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_DONE;
	enum rc rc = RC_OK;

	if (sqlite3_prepare_v2(reader->db, "SELECT id, name FROM staff", -1,
			       &stmt, NULL) != SQLITE_OK)
		return payload_error(reader->db, err);
	while (rc == RC_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct query q = query_open(store,
			"INSERT INTO staff (id, user_name, name, role, active,"
			" slot_id, site_id) VALUES (?1, '~' || hex(?1), ?2,"
			" 'VIEWER', 0, zeroblob(16), ?3)"
			" ON CONFLICT (id) DO UPDATE SET name=?2"
			" WHERE site_id=?3 AND name<>?2", err);

		query_bind_blob(&q, sqlite3_column_blob(stmt, 0), ID_SIZE);
		query_bind_text(&q,
				(const char *)sqlite3_column_text(stmt, 1));
		query_bind_id(&q, &from->id);
		rc = query_run(&q);
	}
	if (rc == RC_OK && code != SQLITE_DONE)
		rc = payload_error(reader->db, err);
	sqlite3_finalize(stmt);
	return rc;
}

/* What the rows of those who are taken stand on: an id a row, by student. */
static const char needed_versions[] =
	"SELECT version_id FROM student WHERE id=?1"
	" AND version_id IS NOT NULL"
	" UNION SELECT version_id FROM graduate WHERE student_id=?1"
	" UNION SELECT i.version_id FROM mark m"
	"  JOIN item i ON i.id=m.item_id WHERE m.student_id=?1"
	" UNION SELECT i.version_id FROM attempt a"
	"  JOIN item i ON i.id=a.item_id WHERE a.student_id=?1";
static const char needed_employers[] =
	"SELECT employer_id FROM application WHERE student_id=?1";

static enum rc
add_needed_by(struct payload_reader *reader, sqlite3_stmt *stmt,
	      const struct id *student, struct id_set *needed,
	      struct err *err)
{
	int code;

	sqlite3_bind_blob(stmt, 1, student->b, ID_SIZE, SQLITE_STATIC);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct id id;

		memcpy(id.b, sqlite3_column_blob(stmt, 0), ID_SIZE);
		id_set_add(needed, &id);
	}
	sqlite3_reset(stmt);
	return code == SQLITE_DONE ? RC_OK : payload_error(reader->db, err);
}

static enum rc
add_needed(struct payload_reader *reader, const char *sql,
	   const struct bundle_line *lines, const bool *accept, size_t count,
	   struct id_set *needed, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum rc rc = RC_OK;

	if (sqlite3_prepare_v2(reader->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return payload_error(reader->db, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (plan_takes(&lines[i], accept, i))
			rc = add_needed_by(reader, stmt, &lines[i].id, needed,
					   err);
	sqlite3_finalize(stmt);
	return rc;
}

/* What the rows of those who are taken refer to comes first. */
static enum rc
apply_ground(struct store *store, struct payload_reader *reader,
	     const struct site *from, const struct bundle_line *lines,
	     const bool *accept, size_t count, struct err *err)
{
	struct id_set versions = { NULL, 0 }, employers = { NULL, 0 };
	enum rc rc = add_needed(reader, needed_versions, lines, accept, count,
				&versions, err);

	if (rc == RC_OK)
		rc = add_needed(reader, needed_employers, lines, accept,
				count, &employers, err);
	if (rc == RC_OK)
		rc = apply_staff(store, reader, from, err);
	if (rc == RC_OK)
		rc = apply_versions(store, reader, from, &versions, err);
	if (rc == RC_OK)
		rc = apply_employers(store, reader, from,
				     takes_employers(lines, accept, count)
					     ? NULL : &employers, err);
	id_set_release(&versions);
	id_set_release(&employers);
	return rc;
}

/* A student who was not here before is kept in the journal as a whole. */
static enum rc
apply_student(struct store *store, struct differ *differ,
	      const struct bundle_line *line, struct err *err)
{
	struct row_diff diff = { 0, 0, 0 };
	enum rc rc;

	if (line->state == LINE_NEW)
		whole_student_begin(store, &line->id);
	rc = differ_walk(differ, &line->id, true, &diff, NULL, err);
	if (line->state == LINE_NEW)
		whole_student_end(store);
	if (rc == RC_OK && line->state == LINE_NEW && diff.changed + diff.gone)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "%s came here by another way meanwhile. Open the "
			     "bundle again.", line->reference);
	uow_subject(store, &line->id);
	return rc == RC_OK ? tally_count(store, &line->id, err) : rc;
}

enum rc
apply_students(struct store *store, struct payload_reader *reader,
	       const struct site *from, const struct bundle_line *lines,
	       const bool *accept, size_t count, struct err *err)
{
	struct differ *differ;
	enum rc rc = differ_new(store, reader, SCOPE_STUDENT, &differ, err);

	if (rc == RC_OK)
		rc = apply_ground(store, reader, from, lines, accept, count,
				  err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (!lines[i].employers && plan_takes(&lines[i], accept, i))
			rc = apply_student(store, differ, &lines[i], err);
	differ_free(differ);
	/* Once nobody's application is in the way any more. */
	if (rc == RC_OK && takes_employers(lines, accept, count))
		rc = remove_employers(store, reader, from, err);
	return rc;
}
