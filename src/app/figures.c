/* SPDX-License-Identifier: ISC */
#include "app/gate_app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "base/mem.h"
#include "model/consent.h"

/* ---- who is counted ---- */

static bool
said_no(const struct gate_person *p, civil_date on)
{
	return consent_state(consent_said(p->consents, p->consent_count,
					  CONSENT_ANONYMISED_STATISTICS,
					  on)) == CONSENT_WITHDRAWN;
}

/* Whoever said no to statistics is set apart, and, at an academy, whose record
 * another place keeps: they count there. */
static void
set_apart(struct app *app, struct gate_person *p, civil_date on)
{
	p->facts.apart = said_no(p, on) ||
			 !app_sees_to(app, p->student->owner);
}

static bool
next_graduate(struct app *app, struct gate *gate, struct gate_person *p)
{
	while (gate_next(gate, p)) {
		if (p->graduate == NULL)
			continue;
		set_apart(app, p, gate->on);
		return true;
	}
	return false;
}

/* Nothing is known yet of a day to come. */
static enum rc
load(struct app *app, civil_date on, struct gate *gate, struct err *err)
{
	civil_date day = on != DATE_NONE ? on : app_as_at(app);
	enum rc rc = app_check_day(app, day, "on", err);

	return rc == RC_OK ? gate_load(app, day, gate, err) : rc;
}

enum rc
app_outcomes(struct app *app, civil_date on, struct outcome *outcome,
	     struct err *err)
{
	struct gate gate;
	struct gate_person p;
	enum rc rc = load(app, on, &gate, err);

	memset(outcome, 0, sizeof(*outcome));
	if (rc != RC_OK)
		return rc;
	while (next_graduate(app, &gate, &p))
		outcome_add(outcome, &p.facts, gate.on);
	gate_release(&gate);
	return RC_OK;
}

static struct place_outcome *
place_of(struct place_outcome **rows, size_t *count, const char *code)
{
	struct place_outcome *row;

	for (size_t i = 0; i < *count; i++)
		if (strcmp((*rows)[i].code, code) == 0)
			return &(*rows)[i];
	*rows = xgrow(*rows, *count, sizeof(**rows));
	row = &(*rows)[(*count)++];
	memset(row, 0, sizeof(*row));
	snprintf(row->code, sizeof(row->code), "%s", code);
	return row;
}

static int
compare_places(const void *a, const void *b)
{
	return strcmp(((const struct place_outcome *)a)->code,
		      ((const struct place_outcome *)b)->code);
}

enum rc
app_outcomes_by_place(struct app *app, civil_date on,
		      struct place_outcome **rows, size_t *count,
		      struct err *err)
{
	struct gate gate;
	struct gate_person p;
	enum rc rc = load(app, on, &gate, err);

	*rows = NULL;
	*count = 0;
	if (rc != RC_OK)
		return rc;
	while (next_graduate(app, &gate, &p))
		outcome_add(&place_of(rows, count, p.student->owner)->outcome,
			    &p.facts, gate.on);
	gate_release(&gate);
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), compare_places);
	return RC_OK;
}

/* ---- graduates ---- */

static civil_date
last_release(const struct outcome_person *p, civil_date on)
{
	size_t count;
	struct release *releases = releases_of(p->moves, p->move_count, on,
					       &count);
	civil_date last = count > 0 ? releases[count - 1].on : DATE_NONE;

	mem_free(releases);
	return last;
}

static void
fill(struct graduate_row *row, const struct gate_person *p, civil_date on)
{
	const struct student_row *s = p->student;
	const struct destination *d = destination_main(
		p->facts.destinations, p->facts.destination_count, on);

	memset(row, 0, sizeof(*row));
	row->id = s->id;
	memcpy(row->reference, s->reference, sizeof(row->reference));
	memcpy(row->name, s->name, sizeof(row->name));
	memcpy(row->latin_name, s->latin_name, sizeof(row->latin_name));
	memcpy(row->owner, s->owner, sizeof(row->owner));
	row->graduated_on = p->facts.graduated_on;
	if (p->graduate != NULL)
		memcpy(row->version, p->graduate->version,
		       sizeof(row->version));
	row->custody = p->facts.move_count > 0
			       ? (enum custody)p->facts.moves[0].value
			       : CUSTODY_UNKNOWN;
	row->released_on = last_release(&p->facts, on);
	row->group = outcome_group_of(&p->facts, on);
	row->has_main = d != NULL;
	if (d != NULL)
		row->main = *d;
	row->support = gate_support(p, on);
	row->deferred = deferral_runs(p->facts.deferrals,
				      p->facts.deferral_count, on);
	row->overdue_since = DATE_NONE;
}

static int
compare(const void *a, const void *b)
{
	const struct graduate_row *x = a, *y = b;

	return strcmp(x->reference, y->reference);
}

/* Instead of the cell of a figure. */
enum { ALL_GRADUATES = -1, ALL_SUPPORTED = -2 };

/* How often: a figure of releases may count one person twice. */
static int
times_wanted(const struct gate_person *p, int whom, civil_date on)
{
	struct outcome one = { .cells = { 0 } };

	if (whom == ALL_SUPPORTED && p->support_count > 0)
		return 1;
	if (p->graduate == NULL || whom < 0)
		return p->graduate != NULL;
	outcome_add(&one, &p->facts, on);
	return one.cells[whom];
}

static enum rc
gather(struct app *app, int whom, struct graduate_row **rows, size_t *count,
       struct err *err)
{
	civil_date on = app_as_at(app);
	struct gate gate;
	struct gate_person p;
	enum rc rc = gate_load(app, on, &gate, err);

	*rows = NULL;
	*count = 0;
	if (rc != RC_OK)
		return rc;
	while (gate_next(&gate, &p)) {
		set_apart(app, &p, on);
		for (int n = times_wanted(&p, whom, on); n > 0; n--) {
			*rows = xgrow(*rows, *count, sizeof(**rows));
			fill(&(*rows)[(*count)++], &p, on);
		}
	}
	gate_release(&gate);
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), compare);
	return RC_OK;
}

static void
note_overdue(struct graduate_row *rows, size_t count,
	     const struct diary_entry *e)
{
	for (size_t i = 0; i < count; i++)
		if (id_equal(&rows[i].id, &e->student_id) &&
		    (rows[i].overdue_since == DATE_NONE ||
		     e->due < rows[i].overdue_since))
			rows[i].overdue_since = e->due;
}

/* For those who may see the diary. */
static enum rc
add_overdue(struct app *app, struct graduate_row *rows, size_t count,
	    struct err *err)
{
	struct diary_entry *entries;
	size_t entry_count;
	enum rc rc;

	if (app_require(app, MAY_SUPPORT, NULL) != RC_OK)
		return RC_OK;
	rc = app_diary(app, 0, &entries, &entry_count, err);
	for (size_t i = 0; i < entry_count && rc == RC_OK; i++)
		if (entries[i].overdue)
			note_overdue(rows, count, &entries[i]);
	mem_free(entries);
	return rc;
}

static enum rc
list(struct app *app, int whom, struct graduate_row **rows, size_t *count,
     struct err *err)
{
	enum rc rc = gather(app, whom, rows, count, err);

	return rc == RC_OK ? add_overdue(app, *rows, *count, err) : rc;
}

enum rc
app_graduates(struct app *app, struct graduate_row **rows, size_t *count,
	      struct err *err)
{
	return list(app, ALL_GRADUATES, rows, count, err);
}

enum rc
app_supported(struct app *app, struct graduate_row **rows, size_t *count,
	      struct err *err)
{
	return list(app, ALL_SUPPORTED, rows, count, err);
}

enum rc
app_outcome_people(struct app *app, int cell, struct graduate_row **rows,
		   size_t *count, struct err *err)
{
	return gather(app, cell, rows, count, err);
}
