/* SPDX-License-Identifier: ISC */
/* What is asked for, worked out before anything is written. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/academy_app.h"
#include "base/mem.h"
#include "exchange/exchange_private.h"
#include "store/student_store.h"

/* ---- which way each kind goes ---- */

enum { ACADEMY = 1 << SITE_ACADEMY, OFFICE = 1 << SITE_HEAD_OFFICE };

static const struct {
	unsigned from, to;
	const char *words;
} ways[] = {
	[BUNDLE_RETURN] = { ACADEMY, OFFICE,
			    "A return goes from an academy to head office." },
	[BUNDLE_TRANSFER] = { ACADEMY, ACADEMY,
			      "A transfer goes from an academy to another." },
	[BUNDLE_CURRICULUM] = { OFFICE, ACADEMY,
				"A curriculum goes from head office to an "
				"academy." },
	[BUNDLE_SITE_PACK] = { OFFICE, ACADEMY,
			       "A site pack goes from head office to an "
			       "academy." },
	[BUNDLE_RECEIPT] = { ACADEMY | OFFICE, ACADEMY | OFFICE, "" },
};

enum rc
bundle_check_way(enum bundle_kind kind, enum site_kind from,
		 enum site_kind to, struct err *err)
{
	if ((ways[kind].from >> from & 1) != 0 &&
	    (ways[kind].to >> to & 1) != 0)
		return RC_OK;
	return err_set(err, RC_DENIED, "kind", "%s", ways[kind].words);
}

/* ---- for whom ---- */

static enum rc
add_recipient(struct export_plan *plan, const char *text, struct err *err)
{
	struct bundle_manifest *m = &plan->payload.manifest;
	struct age_recipient row;
	size_t len = strlen(m->recipients);
	enum rc rc = age_recipient_parse(text, &row, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < plan->recipient_count; i++)
		if (memcmp(&plan->recipients[i], &row, sizeof(row)) == 0)
			return RC_OK;
	if (len + AGE_RECIPIENT_TEXT_SIZE + 1 > sizeof(m->recipients))
		return err_set(err, RC_INVALID, "recipient",
			       "A stick is for at most %zu recipients.",
			       plan->recipient_count);
	if (len > 0)
		m->recipients[len++] = ' ';
	plan->recipients = xgrow(plan->recipients, plan->recipient_count,
				 sizeof(row));
	plan->recipients[plan->recipient_count++] = row;
	age_recipient_format(&row, m->recipients + len);
	return RC_OK;
}

static enum rc
choose_recipients(const struct export_request *request,
		  struct export_plan *plan, struct err *err)
{
	enum rc rc = add_recipient(plan, plan->to.age_recipient, err);

	for (size_t i = 0; i < request->recipient_count && rc == RC_OK; i++)
		rc = add_recipient(plan, request->recipients[i], err);
	return rc;
}

/* ---- what: one function a kind ---- */

typedef enum rc choose_fn(struct app *app,
			  const struct export_request *request,
			  struct export_plan *plan, struct err *err);

/* Whoever changed since head office last said what it has. */
static enum rc
choose_return(struct app *app, const struct export_request *request,
	      struct export_plan *plan, struct err *err)
{
	struct payload_request *p = &plan->payload;
	enum rc rc = RC_NOT_FOUND;

	if (!request->full)
		rc = export_last_received(app->store, BUNDLE_RETURN,
					  &plan->to.id, &plan->since, err);
	if (rc == RC_NOT_FOUND)
		memset(&plan->since, 0, sizeof(plan->since));
	else if (rc != RC_OK)
		return rc;
	p->manifest.since_seq = plan->since.head_seq;
	rc = payload_students_since(app->store, plan->since.head_seq,
				    &plan->students, &p->student_count, err);
	p->students = plan->students;
	return rc;
}

/* Ours, or handed to that very place before: its stick may have been lost. */
static enum rc
check_movable(struct app *app, const struct id *id, const struct site *to,
	      struct err *err)
{
	struct student student;
	enum rc rc = student_load(app->store, id, &student, err);

	if (rc == RC_OK && !id_equal(&student.owner_id, &to->id))
		rc = app_is_ours(app, id, err);
	return rc;
}

static enum rc
choose_transfer(struct app *app, const struct export_request *request,
		struct export_plan *plan, struct err *err)
{
	enum rc rc = RC_OK;

	if (request->to == NULL)
		return err_set(err, RC_INVALID, "site",
			       "Say which academy the students go to.");
	if (request->student_count == 0)
		return err_set(err, RC_INVALID, "ref",
			       "Say which students go there.");
	for (size_t i = 0; i < request->student_count && rc == RC_OK; i++)
		rc = check_movable(app, &request->students[i], &plan->to, err);
	plan->payload.students = request->students;
	plan->payload.student_count = request->student_count;
	return rc;
}

static void
add_version(struct export_plan *plan, const struct id *id)
{
	struct payload_request *p = &plan->payload;

	plan->versions = xgrow(plan->versions, p->version_count, sizeof(*id));
	plan->versions[p->version_count++] = *id;
	p->versions = plan->versions;
}

static enum rc
choose_curriculum(struct app *app, const struct export_request *request,
		  struct export_plan *plan, struct err *err)
{
	struct curriculum_version version;
	enum rc rc;

	if (request->curriculum == NULL)
		return err_set(err, RC_INVALID, "curriculum",
			       "Say which curriculum: its code, or "
			       "CODE@VERSION.");
	rc = app_curriculum_find(app, request->curriculum, &version, err);
	if (rc == RC_OK)
		add_version(plan, &version.id);
	return rc;
}

/* The newest version of each course: rows come newest first. */
static enum rc
choose_site_pack(struct app *app, const struct export_request *request,
		 struct export_plan *plan, struct err *err)
{
	struct curriculum_version *rows;
	size_t count;
	enum rc rc = app_curriculum_list(app, &rows, &count, err);

	(void)request;
	plan->payload.sites = true;
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++) {
		size_t before = 0;

		while (before < i &&
		       strcmp(rows[before].code, rows[i].code) != 0)
			before++;
		if (before == i)
			add_version(plan, &rows[i].id);
	}
	mem_free(rows);
	return RC_OK;
}

/* All that ever came from there whole: a receipt may be lost as well. What was
 * left out comes again with the next return, as long as none is sent. */
static enum rc
choose_receipt(struct app *app, const struct export_request *request,
	       struct export_plan *plan, struct err *err)
{
	struct payload_request *p = &plan->payload;
	struct import_row_log *rows;
	size_t count, kept = 0;
	enum rc rc = import_list(app->store, &rows, &count, err);

	(void)request;
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++)
		if (id_equal(&rows[i].site_id, &plan->to.id) &&
		    rows[i].kind != BUNDLE_RECEIPT && !rows[i].superseded &&
		    rows[i].left_out == 0)
			rows[kept++] = rows[i];
	plan->receipts = rows;
	p->receipts = rows;
	p->receipt_count = kept;
	if (kept == 0)
		return err_set(err, RC_CONFLICT, "site",
			       "Nothing has come from %s that was taken in "
			       "whole: there is nothing to answer.",
			       plan->to.code);
	return RC_OK;
}

static choose_fn *const choose[] = {
	[BUNDLE_RETURN] = choose_return,
	[BUNDLE_TRANSFER] = choose_transfer,
	[BUNDLE_CURRICULUM] = choose_curriculum,
	[BUNDLE_SITE_PACK] = choose_site_pack,
	[BUNDLE_RECEIPT] = choose_receipt,
};

/* ---- the whole ---- */

static enum rc
start_manifest(struct app *app, const struct export_request *request,
	       struct export_plan *plan, struct err *err)
{
	struct bundle_manifest *m = &plan->payload.manifest;
	const struct academy *us = &app->academy;

	m->kind = request->kind;
	m->from_id = us->id;
	m->from_kind = us->kind;
	snprintf(m->from_code, sizeof(m->from_code), "%s", us->code);
	snprintf(m->from_name, sizeof(m->from_name), "%s", us->name);
	m->to_id = plan->to.id;
	snprintf(m->to_code, sizeof(m->to_code), "%s", plan->to.code);
	m->created = store_now(app->store);
	return export_next(app->store, &m->number, m->previous, err);
}

enum rc
export_plan_make(struct app *app, const struct export_request *request,
		 struct export_plan *plan, struct err *err)
{
	enum rc rc = app_may_change(app, MAY_EXCHANGE, err);

	memset(plan, 0, sizeof(*plan));
	if (rc == RC_OK)
		rc = site_trusted(app, request->to, &plan->to, err);
	if (rc == RC_OK)
		rc = bundle_check_way(request->kind, app->academy.kind,
				      plan->to.kind, err);
	if (rc == RC_OK)
		rc = start_manifest(app, request, plan, err);
	if (rc == RC_OK)
		rc = choose_recipients(request, plan, err);
	return rc == RC_OK ? choose[request->kind](app, request, plan, err)
			   : rc;
}

void
export_plan_release(struct export_plan *plan)
{
	mem_free(plan->recipients);
	mem_free(plan->students);
	mem_free(plan->versions);
	mem_free(plan->receipts);
	memset(plan, 0, sizeof(*plan));
}

void
export_plan_counts(const struct export_plan *plan, char *text, size_t size)
{
	const struct payload_request *p = &plan->payload;
	const struct bundle_manifest *m = &p->manifest;
	char who[40];

	if (m->kind == BUNDLE_RECEIPT) {
		snprintf(text, size, "%zu stick%s", p->receipt_count,
			 p->receipt_count == 1 ? "" : "s");
		return;
	}
	app_students(who, sizeof(who), (size_t)m->students);
	snprintf(text, size, "%s%s%" PRId64 " curriculum version%s, %" PRId64
		 " rows", m->students > 0 ? who : "",
		 m->students > 0 ? ", " : "", m->versions,
		 m->versions == 1 ? "" : "s", m->rows);
}
