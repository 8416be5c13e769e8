/* SPDX-License-Identifier: ISC */
/*
 * What is kept on both sides of the gate: one in ten of the full academy is a
 * graduate who is out, with a place, a consent, calls and a deferral now and
 * then; one in ten has a plan and goes out some time.
 */
#include "app/app_private.h"
#include "base/mem.h"
#include "model/support_record.h"
#include "store/fact_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"
#include "tests/bench/academy.h"

#include <stdio.h>

enum { DAYS_OUT = 700, GRADUATED_BEFORE = 60, SIX_WEEKS = 42 };

struct gate_builder {
	struct app *app;
	struct id student;
	size_t at;
	civil_date today, out;
	struct err err;
};

static void
must(struct gate_builder *g, enum rc rc)
{
	academy_must(rc, &g->err);
}

static void
add(struct gate_builder *g, enum fact_kind kind, void *row, civil_date on)
{
	struct fact *fact = row;

	fact->student_id = g->student;
	fact->on = on;
	must(g, fact_add(g->app->store, kind, row, &g->app->me.id, &g->err));
}

static void
change(struct gate_builder *g, enum axis axis, int value, civil_date on)
{
	struct axis_change row = { .student_id = g->student, .value = value,
				   .on = on };

	must(g, axis_add(g->app->store, axis, &row, &g->app->me.id, &g->err));
}

static struct id
last_move(struct gate_builder *g)
{
	struct axis_change *moves;
	size_t count;
	struct id id;

	must(g, axis_list(g->app->store, AXIS_CUSTODY, &g->student, &moves,
			  &count, &g->err));
	id = moves[0].id;
	mem_free(moves);
	return id;
}

static void
add_checks(struct gate_builder *g)
{
	struct plan_check check;

	for (int i = 0; i < CHECK_ITEMS; i++) {
		fact_init(FACT_CHECK, &check);
		check.item = (enum check_item)i;
		check.state = (g->at + (size_t)i) % 3 == 0
				      ? CHECK_IN_PROGRESS : CHECK_COMPLETED;
		add(g, FACT_CHECK, &check, g->today - 30);
	}
}

static void
add_plan(struct gate_builder *g)
{
	struct support_plan plan;
	struct pathway_need need;

	change(g, AXIS_SUPPORT, SUPPORT_PLANNING, g->today - 60);
	fact_init(FACT_PLAN, &plan);
	plan.readiness = READINESS_SUPPORT_NEEDED;
	add(g, FACT_PLAN, &plan, g->today - 50);
	fact_init(FACT_PATHWAY, &need);
	need.state = NEED_IN_PROGRESS;
	add(g, FACT_PATHWAY, &need, g->today - 50);
	add_checks(g);
}

static void
add_place(struct gate_builder *g)
{
	static const enum destination_kind kinds[] = {
		DESTINATION_EMPLOYED_16H_PLUS,
		DESTINATION_SELF_EMPLOYED_16H_PLUS,
		DESTINATION_HIGHER_EDUCATION, DESTINATION_BOOTCAMP_OR_TRAINING,
		DESTINATION_CONTINUING_WITH_SUPPORT, DESTINATION_SEEKING_WORK,
	};
	struct destination d;

	fact_init(FACT_DESTINATION, &d);
	d.kind = kinds[g->at / 10 % ARRAY_SIZE(kinds)];
	d.main = true;
	snprintf(d.employer, sizeof(d.employer), "Example Works");
	add(g, FACT_DESTINATION, &d, g->out + 7);
}

static void
add_calls(struct gate_builder *g)
{
	const struct id release = last_move(g);
	struct consent consent;
	struct contact call;

	fact_init(FACT_CONSENT, &consent);
	consent.purpose = CONSENT_CONTACT_AFTER_RELEASE;
	consent.given = g->at / 10 % 4 != 0;
	add(g, FACT_CONSENT, &consent, g->out - 10);
	for (int i = 0; i < 2; i++) {
		fact_init(FACT_CONTACT, &call);
		call.release_id = release;
		call.point = i == 0 ? POINT_AT_RELEASE : POINT_6_WEEKS;
		call.result = i == 0 ? CONTACT_REACHED : CONTACT_NO_REPLY;
		add(g, FACT_CONTACT, &call, g->out + i * SIX_WEEKS);
	}
}

static void
add_graduate(struct gate_builder *g)
{
	struct graduate graduate = { .student_id = g->student };
	struct student student;
	struct deferral deferral;

	must(g, student_load(g->app->store, &g->student, &student, &g->err));
	graduate.version_id = student.version_id;
	g->out = g->today - (civil_date)(g->at * 7 % DAYS_OUT);
	graduate.on = g->out - GRADUATED_BEFORE;
	must(g, graduate_put(g->app->store, &graduate, &g->app->me.id,
			     &g->err));
	change(g, AXIS_ENROLMENT, ENROLMENT_GRADUATED, graduate.on);
	change(g, AXIS_CUSTODY, CUSTODY_RELEASED_ON_LICENCE, g->out);
	change(g, AXIS_SUPPORT, SUPPORT_ACTIVE, g->out);
	add_place(g);
	add_calls(g);
	if (g->at / 10 % 5 != 0)
		return;
	fact_init(FACT_DEFERRAL, &deferral);
	add(g, FACT_DEFERRAL, &deferral, g->out);
}

void
academy_build_gate(struct app *app, const struct id *students, size_t count)
{
	struct gate_builder g = { .app = app, .today = app_today(app) };

	must(&g, uow_begin(app->store, &app->me.id, "plan.set", 0, &g.err,
			   "Plans and graduates"));
	for (g.at = 0; g.at < count; g.at++) {
		g.student = students[g.at];
		if (g.at % 10 == 1)
			add_graduate(&g);
		else if (g.at % 10 == 5)
			add_plan(&g);
	}
	must(&g, uow_commit(app->store, NULL, &g.err));
}
