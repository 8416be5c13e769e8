/* SPDX-License-Identifier: ISC */
#include "app/gate_app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "app/support_app.h"
#include "app/support_private.h"
#include "base/mem.h"
#include "model/consent.h"

struct diary {
	struct diary_entry *rows;
	size_t count;
	civil_date today;
};

static enum may_contact
permission_of(const struct gate_person *p, civil_date on)
{
	static const enum may_contact may[] = {
		[CONSENT_NOT_ASKED] = CONTACT_NOT_ASKED,
		[CONSENT_GIVEN] = CONTACT_ALLOWED,
		[CONSENT_WITHDRAWN] = CONTACT_REFUSED,
	};

	return may[consent_state(consent_said(p->consents, p->consent_count,
					      CONSENT_CONTACT_AFTER_RELEASE,
					      on))];
}

const char *
may_contact_word(enum may_contact permission)
{
	static const char *const words[] = {
		[CONTACT_NOT_ASKED] = "not asked",
		[CONTACT_ALLOWED] = "allowed",
		[CONTACT_REFUSED] = "refused",
	};

	return words[permission];
}

const char *
diary_after(const struct diary_entry *e)
{
	return e->kind == DIARY_POINT && e->point.point != POINT_AT_RELEASE
		       ? " after release" : "";
}

static struct diary_entry *
add(struct diary *d, enum diary_kind kind, const struct gate_person *p,
    civil_date due)
{
	const struct student_row *s = p->student;
	struct diary_entry *e;

	d->rows = xgrow(d->rows, d->count, sizeof(*d->rows));
	e = &d->rows[d->count++];
	memset(e, 0, sizeof(*e));
	e->kind = kind;
	e->student_id = s->id;
	memcpy(e->reference, s->reference, sizeof(e->reference));
	memcpy(e->name, s->name, sizeof(e->name));
	memcpy(e->latin_name, s->latin_name, sizeof(e->latin_name));
	e->permission = permission_of(p, d->today);
	e->due = due;
	return e;
}

/* ---- points ---- */

/* All support, once and for good; opened again, the diary goes on. */
static civil_date
declined_on(const struct gate_person *p, enum support stage)
{
	return stage == SUPPORT_CLOSED_DECLINED ? p->support[0].on
						: DATE_NONE;
}

static bool
has_diary(const struct gate_person *p)
{
	return p->graduate != NULL || p->support_count > 0;
}

static void
add_release(struct diary *d, const struct gate_person *p,
	    const struct release *release)
{
	enum support stage = gate_support(p, d->today);
	struct followup_case of = {
		.student_id = p->student->id, .release = release,
		.contacts = p->contacts, .contact_count = p->contact_count,
		.support_open = !support_is_closed(stage),
		.declined_on = declined_on(p, stage),
	};
	struct followup *points = NULL;
	size_t count = 0;

	followup_points(&of, d->today, &points, &count);
	for (size_t i = 0; i < count; i++) {
		struct diary_entry *e = add(d, DIARY_POINT, p, points[i].due);

		e->point = points[i];
		e->overdue = points[i].state == FOLLOWUP_DUE &&
			     points[i].due < d->today;
		followup_label(&points[i], e->what, sizeof(e->what));
	}
	mem_free(points);
}

static void
add_points(struct diary *d, const struct gate_person *p)
{
	size_t count;
	struct release *releases;

	if (!has_diary(p))
		return;
	releases = releases_of(p->facts.moves, p->facts.move_count, d->today,
			       &count);
	for (size_t i = 0; i < count; i++)
		add_release(d, p, &releases[i]);
	mem_free(releases);
}

/* ---- what else has a day ---- */

static bool
has_died(const struct gate_person *p)
{
	return p->facts.move_count > 0 &&
	       p->facts.moves[0].value == CUSTODY_DIED;
}

static void
add_deferrals(struct diary *d, const struct gate_person *p)
{
	if (has_died(p))
		return;
	for (size_t i = 0; i < p->facts.deferral_count; i++) {
		const struct deferral *row = &p->facts.deferrals[i];
		struct diary_entry *e;

		if (!fact_runs(&row->fact, d->today) ||
		    row->next_check == DATE_NONE)
			continue;
		e = add(d, DIARY_DEFERRAL, p, row->next_check);
		e->number = row->fact.number;
		e->overdue = e->due < d->today;
		snprintf(e->what, sizeof(e->what), "Deferred for: %s",
			 term_label(&term_deferral, (int)row->kind));
	}
}

static void
add_actions(struct diary *d, const struct gate_person *p)
{
	if (has_died(p))
		return;
	for (size_t i = 0; i < p->action_count; i++) {
		const struct plan_action *row = &p->actions[i];
		struct diary_entry *e;

		if (!fact_runs(&row->fact, d->today) ||
		    row->due_on == DATE_NONE)
			continue;
		e = add(d, DIARY_ACTION, p, row->due_on);
		e->number = row->fact.number;
		e->overdue = e->due < d->today;
		snprintf(e->what, sizeof(e->what), "%.300s%s%.160s",
			 row->what, row->owner[0] != '\0' ? ": " : "",
			 row->owner);
	}
}

static int
compare(const void *a, const void *b)
{
	const struct diary_entry *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return strcmp(x->reference, y->reference);
}

static void
sort(struct diary *d)
{
	if (d->count > 0)
		qsort(d->rows, d->count, sizeof(*d->rows), compare);
}

/* ---- lists ---- */

static bool
is_waiting(const struct diary_entry *e, civil_date until)
{
	if (e->due > until)
		return false;
	return e->kind != DIARY_POINT || e->point.state == FOLLOWUP_DUE ||
	       e->point.state == FOLLOWUP_UPCOMING;
}

/* Of one, or (NULL) of all. */
static enum rc
list_waiting(struct app *app, const struct id *id, int days,
	     struct diary_entry **rows, size_t *count, struct err *err)
{
	struct diary d = { .today = app_as_at(app) };
	struct gate gate;
	struct gate_person p;
	size_t kept = 0;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = id != NULL ? gate_load_one(app, d.today, id, &gate, err)
				: gate_load(app, d.today, &gate, err);
	if (rc != RC_OK)
		return rc;
	while (gate_next(&gate, &p)) {
		if (!app_sees_to(app, p.student->owner))
			continue;
		add_points(&d, &p);
		add_deferrals(&d, &p);
		add_actions(&d, &p);
	}
	gate_release(&gate);
	for (size_t i = 0; i < d.count; i++)
		if (is_waiting(&d.rows[i], d.today + days))
			d.rows[kept++] = d.rows[i];
	d.count = kept;
	sort(&d);
	*rows = d.rows;
	*count = d.count;
	return RC_OK;
}

enum rc
app_diary(struct app *app, int days, struct diary_entry **rows,
	  size_t *count, struct err *err)
{
	return list_waiting(app, NULL, days, rows, count, err);
}

enum rc
app_diary_of(struct app *app, const struct id *id, int days,
	     struct diary_entry **rows, size_t *count, struct err *err)
{
	return list_waiting(app, id, days, rows, count, err);
}

enum rc
app_followups(struct app *app, const struct id *id,
	      struct diary_entry **rows, size_t *count, struct err *err)
{
	struct diary d = { .today = app_as_at(app) };
	struct gate gate;
	struct gate_person p;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = gate_load_one(app, d.today, id, &gate, err);
	if (rc != RC_OK)
		return rc;
	while (gate_next(&gate, &p))
		add_points(&d, &p);
	gate_release(&gate);
	sort(&d);
	*rows = d.rows;
	*count = d.count;
	return RC_OK;
}

/* ---- contacts ---- */

/* The one that waits longest; else the next of those near. */
static const struct diary_entry *
next_of(const struct diary_entry *rows, size_t count, civil_date until)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].point.state == FOLLOWUP_DUE)
			return &rows[i];
	for (size_t i = 0; i < count && rows[i].due <= until; i++)
		if (rows[i].point.state == FOLLOWUP_UPCOMING)
			return &rows[i];
	return NULL;
}

enum rc
app_next_point(struct app *app, const struct id *id,
	       enum followup_point *point, struct err *err)
{
	struct diary_entry *rows;
	const struct diary_entry *next;
	size_t count;
	enum rc rc = app_followups(app, id, &rows, &count, err);

	*point = POINT_UNPLANNED;
	if (rc != RC_OK)
		return rc;
	next = next_of(rows, count, app_as_at(app) + DIARY_DAYS);
	if (next != NULL)
		*point = next->point.point;
	mem_free(rows);
	return RC_OK;
}

enum rc
contact_find_release(struct app *app, struct contact *contact,
		     struct err *err)
{
	struct diary_entry *rows;
	size_t count;
	enum rc rc = app_followups(app, &contact->fact.student_id, &rows,
				   &count, err);

	memset(&contact->release_id, 0, sizeof(contact->release_id));
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (rows[i].point.point == contact->point &&
		    rows[i].point.released <= contact->fact.on)
			contact->release_id = rows[i].point.release_id;
	mem_free(rows);
	if (rc == RC_OK && contact->point != POINT_UNPLANNED &&
	    id_is_zero(&contact->release_id))
		return err_set(err, RC_CONFLICT, "point",
			       "The diary has no such point for this person on "
			       "that day; points begin with a release. "
			       "Anything else is \"Unplanned\".");
	return rc;
}
