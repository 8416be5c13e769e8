/* SPDX-License-Identifier: ISC */
#include "app/demo_gate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/demo_desk.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "base/embed.h"
#include "base/mem.h"

enum {
	DAY_S = 24 * 60 * 60, MORNING_S = 9 * 60 * 60, MINUTE_S = 60,
	FOUR_WEEKS = 28, GATE_SEED = 20190315, PEOPLE = 24, CELLS = 1024,
};

enum step_kind { STEP_JOIN, STEP_LEARN, STEP_GRADUATE, STEP_EVENT,
		 STEP_CASE };

struct step {
	int day;
	size_t order;
	enum step_kind kind;
	size_t row;			/* of people, events or cases */
};

struct person {
	struct student student;
	int starts, finishes;		/* days */
	size_t at;			/* next of units */
};

struct demo_gate {
	struct app *app;
	struct instant *now;
	civil_date today, first;
	struct random_seeded seeded;
	struct random_source random;
	struct person people[PEOPLE];
	size_t person_count;
	struct item *items;
	size_t item_count;
	struct csv events, cases;
	struct step *steps;
	size_t step_count, at;
	int minute;			/* of what is recorded on one day */
};

/* ---- what there is to play ---- */

static void
add_step(struct demo_gate *g, enum step_kind kind, int day, size_t row)
{
	g->steps = xgrow(g->steps, g->step_count, sizeof(*g->steps));
	g->steps[g->step_count] = (struct step){ day, g->step_count, kind,
						 row };
	g->step_count++;
}

static int
compare_steps(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static enum rc
parse(const char *name, struct csv *csv, struct err *err)
{
	const struct embedded *file = embed_find(name);

	return csv_parse(file->data, file->size, csv, err);
}

/* The table's last two columns are the days. */
static void
add_person(struct demo_gate *g, const struct student *student,
	   const struct csv_row *row)
{
	struct person *p = &g->people[g->person_count];

	assert(g->person_count < PEOPLE);
	p->student = *student;
	p->starts = (int)strtol(csv_text(row, row->count - 2), NULL, 10);
	p->finishes = (int)strtol(csv_text(row, row->count - 1), NULL, 10);
	add_step(g, STEP_JOIN, p->starts, g->person_count);
	g->person_count++;
}

static enum rc
read_people(struct demo_gate *g, struct err *err)
{
	struct import_plan plan;
	struct csv csv;
	enum rc rc = parse("demo/graduates.csv", &csv, err);

	if (rc != RC_OK)
		return rc;
	rc = app_import_plan(g->app, &csv, NULL, &plan, err);
	for (size_t i = 0; i < plan.count && rc == RC_OK; i++)
		add_person(g, &plan.rows[i].student, &csv.rows[i + 1]);
	import_plan_release(&plan);
	csv_release(&csv);
	return rc;
}

/* They all learn at the same time, four weeks at once. */
static void
add_lessons(struct demo_gate *g)
{
	int from = 0, until = g->people[0].finishes;

	for (size_t i = 0; i < g->person_count; i++) {
		const struct person *p = &g->people[i];

		from = p->starts < from ? p->starts : from;
		until = p->finishes > until ? p->finishes : until;
	}
	for (int day = from; day < until + FOUR_WEEKS; day += FOUR_WEEKS)
		add_step(g, STEP_LEARN, day < until ? day : until, 0);
	for (size_t i = 0; i < g->person_count; i++)
		add_step(g, STEP_GRADUATE, g->people[i].finishes, i);
}

static enum rc
add_rows(struct demo_gate *g, const char *name, struct csv *csv,
	 enum step_kind kind, struct err *err)
{
	enum rc rc = parse(name, csv, err);

	for (size_t i = 1; i < csv->count && rc == RC_OK; i++)
		add_step(g, kind, (int)strtol(csv_text(&csv->rows[i], 0),
					      NULL, 10), i);
	return rc;
}

static enum rc
load(struct demo_gate *g, struct err *err)
{
	struct curriculum_version version;
	enum rc rc = app_curriculum_find(g->app, "", &version, err);

	if (rc == RC_OK)
		rc = app_curriculum_items(g->app, &version.id, &g->items,
					  &g->item_count, err);
	if (rc == RC_OK)
		rc = read_people(g, err);
	if (rc != RC_OK)
		return rc;
	add_lessons(g);
	for (size_t i = 0; i < g->person_count; i++)
		g->people[i].student.version_id = version.id;
	rc = add_rows(g, "demo/gate.csv", &g->events, STEP_EVENT, err);
	if (rc == RC_OK)
		rc = add_rows(g, "demo/cases.csv", &g->cases, STEP_CASE, err);
	qsort(g->steps, g->step_count, sizeof(*g->steps), compare_steps);
	return rc;
}

enum rc
demo_gate_new(struct app *app, struct instant *now, civil_date today,
	      civil_date first, struct demo_gate **gate, struct err *err)
{
	struct demo_gate *g = xcalloc(1, sizeof(*g));

	g->app = app;
	g->now = now;
	g->today = today;
	g->first = first;
	g->random = random_seeded(&g->seeded, GATE_SEED);
	*gate = g;
	return load(g, err);
}

void
demo_gate_free(struct demo_gate *g)
{
	if (g == NULL)
		return;
	mem_free(g->items);
	mem_free(g->steps);
	csv_release(&g->events);
	csv_release(&g->cases);
	mem_free(g);
}

/* ---- before release ---- */

static enum rc
join(struct demo_gate *g, struct person *p, struct err *err)
{
	date_format(g->today + p->starts, p->student.date_joined);
	memset(&p->student.id, 0, sizeof(p->student.id));
	return app_student_save(g->app, &p->student, err);
}

/* Items of the whole course that are done by a day, at an even pace. */
static size_t
done_by(const struct demo_gate *g, const struct person *p, int day)
{
	if (day <= p->starts)
		return 0;
	if (day >= p->finishes)
		return g->item_count;
	return g->item_count * (size_t)(day - p->starts) /
	       (size_t)(p->finishes - p->starts);
}

static void
add_cells(struct demo_gate *g, struct person *p, int day,
	  struct cell_ref *cells, size_t *count)
{
	for (size_t done = done_by(g, p, day); p->at < done; p->at++) {
		const struct item *item = &g->items[p->at];

		if (!item->required || (item->kind != ITEM_UNIT &&
					item->kind != ITEM_PROJECT))
			continue;
		assert(*count < CELLS);
		cells[(*count)++] = (struct cell_ref){ p->student.id,
						       item->id };
	}
}

static enum rc
learn(struct demo_gate *g, struct person *people, size_t count, int day,
      struct err *err)
{
	struct progress_change change = {
		.status = PROGRESS_COMPLETE, .on = g->today + day,
		.medium = MEDIUM_WORKSTATION,
		.override_reason = "left out what was optional",
	};
	struct cell_ref *cells = xcalloc(CELLS, sizeof(*cells));
	size_t cell_count = 0;
	int eligible;
	enum rc rc;

	for (size_t i = 0; i < count; i++)
		add_cells(g, &people[i], day, cells, &cell_count);
	rc = app_progress_set(g->app, cells, cell_count, &change, &eligible,
			      err);
	mem_free(cells);
	return rc;
}

static enum rc
graduate(struct demo_gate *g, struct person *p, struct err *err)
{
	enum rc rc = learn(g, p, 1, p->finishes, err);

	return rc == RC_OK ? app_graduate_confirm(g->app, &p->student.id,
						  g->today + p->finishes, err)
			   : rc;
}

/* ---- one after the other ---- */

static enum rc
play(struct demo_gate *g, const struct step *step, struct err *err)
{
	switch (step->kind) {
	case STEP_JOIN:
		return join(g, &g->people[step->row], err);
	case STEP_LEARN:
		return learn(g, g->people, g->person_count, step->day, err);
	case STEP_GRADUATE:
		return graduate(g, &g->people[step->row], err);
	case STEP_CASE:
		return demo_case(g->app, &g->cases.rows[step->row], g->today,
				 err);
	case STEP_EVENT:
		break;
	}
	return demo_event(g->app, &g->events.rows[step->row], g->today, err);
}

static void
set_clock(struct demo_gate *g, int day)
{
	civil_date on = g->today + day > g->first ? g->today + day : g->first;
	int64_t morning = (int64_t)on * DAY_S + MORNING_S;

	g->minute = g->now->utc_s / DAY_S == on ? g->minute + 1 : 0;
	g->now->utc_s = morning + (int64_t)g->minute * MINUTE_S;
}

enum rc
demo_gate_play(struct demo_gate *g, civil_date until, struct err *err)
{
	enum rc rc = RC_OK;

	/* Ids of their own: everybody else keeps theirs. */
	store_set_random(g->app->store, g->random);
	for (; g->at < g->step_count && rc == RC_OK; g->at++) {
		const struct step *step = &g->steps[g->at];

		if (g->today + step->day > until)
			break;
		set_clock(g, step->day);
		rc = play(g, step, err);
	}
	store_set_random(g->app->store, g->app->random);
	return rc;
}
