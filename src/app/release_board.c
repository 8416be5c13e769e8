/* SPDX-License-Identifier: ISC */
#include "app/release_board.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "app/jobs_app.h"
#include "app/look_back.h"
#include "base/mem.h"
#include "store/student_store.h"

/* ---- what is ready ---- */

const char *
ready_word(enum ready ready)
{
	static const char *const words[] = {
		[READY_NO] = "no", [READY_BEGUN] = "begun",
		[READY_YES] = "yes", [READY_NOT_NEEDED] = "-",
	};

	return words[ready];
}

static enum ready
ready_of_check(enum check_state state)
{
	static const enum ready of[] = {
		[CHECK_NOT_STARTED] = READY_NO,
		[CHECK_IN_PROGRESS] = READY_BEGUN,
		[CHECK_COMPLETED] = READY_YES,
		[CHECK_NOT_NEEDED] = READY_NOT_NEEDED,
	};

	return of[state];
}

static enum ready
ready_of_need(enum need need)
{
	static const enum ready of[] = {
		[NEED_NONE] = READY_NOT_NEEDED, [NEED_NOT_STARTED] = READY_NO,
		[NEED_IN_PROGRESS] = READY_BEGUN, [NEED_MET] = READY_YES,
		[NEED_DECLINED] = READY_NOT_NEEDED,
	};

	return of[need];
}

static enum ready
ready_of_work(enum readiness readiness)
{
	static const enum ready of[] = {
		[READINESS_NOT_ASSESSED] = READY_NO,
		[READINESS_NO_RIGHT_TO_WORK] = READY_NOT_NEEDED,
		[READINESS_SUPPORT_DECLINED] = READY_NOT_NEEDED,
		[READINESS_SUPPORT_NEEDED] = READY_BEGUN,
		[READINESS_READY_TO_WORK] = READY_YES,
	};

	return of[readiness];
}

static bool
is_open(enum ready ready)
{
	return ready == READY_NO || ready == READY_BEGUN;
}

void
release_row_wants(const struct release_row *row, struct buf *out)
{
	const struct {
		enum ready ready;
		const char *what;
	} others[] = {
		{ row->work, "readiness for work" },
		{ row->housing, "housing" },
		{ row->place, "a place agreed" },
	};

	bool all = row->open_count == CHECK_ITEMS;

	if (all)
		buf_adds(out, "the whole checklist");
	for (int i = 0; i < CHECK_ITEMS && !all; i++)
		if (row->open[i])
			buf_addf(out, "%s%s", out->len > 0 ? ", " : "",
				 term_label(&term_check_item, i));
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (is_open(others[i].ready))
			buf_addf(out, "%s%s", out->len > 0 ? "; " : "",
				 others[i].what);
}

/* ---- what is known of one person ---- */

static void
fill_checks(struct gate *g, struct release_row *row)
{
	enum check_state now[CHECK_ITEMS] = { CHECK_NOT_STARTED };
	size_t count;
	const struct plan_check *checks = gate_facts(g, FACT_CHECK, &row->id,
						     &count);

	for (size_t i = 0; i < count; i++)
		if (checks[i].fact.on <= g->on)
			now[checks[i].item] = checks[i].state;
	for (int i = 0; i < CHECK_ITEMS; i++) {
		row->open[i] = is_open(ready_of_check(now[i]));
		row->open_count += row->open[i];
	}
	row->licence = ready_of_check(now[CHECK_LICENCE_CONDITIONS]);
	row->housing = ready_of_check(now[CHECK_HOUSING]);
}

/* What the pathway says of housing counts before the checklist's line. */
static void
fill_housing(struct release_row *row, const struct gate_person *p,
	     civil_date on)
{
	for (size_t i = 0; i < p->facts.pathway_count; i++) {
		const struct pathway_need *need = &p->facts.pathways[i];

		if (need->pathway == PATHWAY_ACCOMMODATION &&
		    need->fact.on <= on)
			row->housing = ready_of_need(need->state);
	}
}

static void
fill_readiness(struct gate *g, struct release_row *row)
{
	size_t count;
	const struct support_plan *plans = gate_facts(g, FACT_PLAN, &row->id,
						      &count);

	for (size_t i = 0; i < count; i++)
		if (plans[i].fact.on <= g->on)
			row->readiness = plans[i].readiness;
	row->work = ready_of_work(row->readiness);
}

/* Work, study or something else to go to, begun or to begin. */
static void
fill_place(struct release_row *row, const struct gate_person *p,
	   civil_date on)
{
	for (size_t i = 0; i < p->facts.destination_count; i++) {
		const struct destination *d = &p->facts.destinations[i];

		if (destination_group(d->kind) > GROUP_VOLUNTARY ||
		    (d->fact.ended_on != DATE_NONE && d->fact.ended_on <= on))
			continue;
		row->agreed = *d;
		row->place = READY_YES;
	}
}

/* An offer that was accepted is a place, too, before its first day. */
static enum rc
fill_offer(struct app *app, struct release_row *row, struct err *err)
{
	struct application_row *rows;
	size_t count;
	enum rc rc = app_applications(app, &row->id, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct application *a = &rows[i].application;

		if (a->step != STEP_OFFER_ACCEPTED)
			continue;
		rc = app_application_start(app, &row->id, a->fact.number,
					   app_as_at(app), &row->agreed, err);
		row->place = READY_YES;
	}
	mem_free(rows);
	return rc;
}

static enum rc
fill_date(struct app *app, struct release_row *row, struct err *err)
{
	struct release_date *dates;
	size_t count;
	enum rc rc = release_date_list(app->store, &row->id, &dates, &count,
				       err);

	for (size_t i = count; i-- > 0 && rc == RC_OK;)
		if (date_of_instant(dates[i].recorded) <= app_as_at(app)) {
			row->kind = dates[i].kind;
			row->confidence = dates[i].confidence;
		}
	mem_free(dates);
	return rc;
}

static void
fill_student(struct release_row *row, const struct student_row *s,
	     civil_date on)
{
	row->id = s->id;
	memcpy(row->reference, s->reference, sizeof(row->reference));
	memcpy(row->name, s->name, sizeof(row->name));
	memcpy(row->latin_name, s->latin_name, sizeof(row->latin_name));
	row->on = s->release_on;
	row->days = s->release_on - on;
	row->done = s->done;
	row->required = s->required;
}

/* ---- who is on it ---- */

/* Somebody's plan goes on wherever they are; who only left the course, or
 * never came, is not asked after. */
static bool
is_with_us(struct app *app, const struct gate_person *p)
{
	const struct student_row *s = p->student;

	if (!app_sees_to(app, s->owner))
		return false;
	if (p->facts.move_count == 0 ||
	    !custody_is_inside((enum custody)p->facts.moves[0].value))
		return false;
	return p->graduate != NULL || p->support_count > 0 ||
	       (s->enrolment != ENROLMENT_WITHDRAWN &&
		s->enrolment != ENROLMENT_DECLINED);
}

struct board {
	struct app *app;
	struct gate gate;
	struct release_row *rows;
	size_t count;
	int days;
};

static enum rc
look_at(struct board *b, const struct gate_person *p, struct err *err)
{
	struct student_row student = *p->student;
	struct release_row *row;
	enum rc rc = look_back(b->app, &student, err);

	if (rc != RC_OK || student.release_on == DATE_NONE ||
	    student.release_on - b->gate.on > b->days)
		return rc;
	b->rows = xgrow(b->rows, b->count, sizeof(*b->rows));
	row = &b->rows[b->count++];
	memset(row, 0, sizeof(*row));
	fill_student(row, &student, b->gate.on);
	row->graduate = p->graduate != NULL;
	fill_checks(&b->gate, row);
	fill_housing(row, p, b->gate.on);
	fill_readiness(&b->gate, row);
	fill_place(row, p, b->gate.on);
	rc = fill_offer(b->app, row, err);
	return rc == RC_OK ? fill_date(b->app, row, err) : rc;
}

static int
compare(const void *a, const void *b)
{
	const struct release_row *x = a, *y = b;

	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	return strcmp(x->reference, y->reference);
}

static enum rc
load(struct board *b, struct err *err)
{
	enum rc rc = gate_load(b->app, app_as_at(b->app), &b->gate, err);

	if (rc == RC_OK)
		rc = gate_load_more(b->app, &b->gate, FACT_CHECK, err);
	if (rc == RC_OK)
		rc = gate_load_more(b->app, &b->gate, FACT_PLAN, err);
	return rc;
}

enum rc
app_release_board(struct app *app, int days, struct release_row **rows,
		  size_t *count, struct err *err)
{
	struct board b = { .app = app, .days = days };
	struct gate_person p;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = load(&b, err);
	while (rc == RC_OK && gate_next(&b.gate, &p))
		if (is_with_us(app, &p))
			rc = look_at(&b, &p, err);
	gate_release(&b.gate);
	if (rc != RC_OK) {
		mem_free(b.rows);
		return rc;
	}
	if (b.count > 0)
		qsort(b.rows, b.count, sizeof(*b.rows), compare);
	*rows = b.rows;
	*count = b.count;
	return RC_OK;
}
