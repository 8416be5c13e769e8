/* SPDX-License-Identifier: ISC */
/* The plan: readiness and needs, deferrals, actions, checklist, the seven
 * pathways, and who else helps. */
#include "screens/person.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum column { COL_WHAT, COL_STATE, COL_DAY, COL_NOTE };

static const struct list_column columns[] = {
	[COL_WHAT] = { "What", 33, false },
	[COL_STATE] = { "How it is", 16, false },
	[COL_DAY] = { "Day", 11, false },
	[COL_NOTE] = { "Note", 0, false },
};

static enum role_look
look_at(bool done, bool begun)
{
	return done ? LOOK_DONE : begun ? LOOK_BODY : LOOK_DIM;
}

/* ---- lines ---- */

static void
show_plan(struct person *p, const struct plan_view *v)
{
	const struct support_plan *plan = &v->plan;

	person_heading(p, "Support: %s",
		       term_label(&term_support, (int)v->support));
	person_fact(p, look_at(plan->readiness == READINESS_READY_TO_WORK,
			       plan->fact.number > 0), FACT_PLAN, plan);
	person_cell(p, "Readiness and needs");
	person_cell(p, "%s", term_label(&term_readiness,
					(int)plan->readiness));
	person_day(p, plan->fact.on);
	person_cell(p, "%.*s", (int)strcspn(plan->needs, "\n"), plan->needs);
}

static void
show_deferrals(struct person *p, const struct plan_view *v)
{
	if (v->deferral_count > 0)
		person_heading(p, "Deferrals: what comes first");
	for (size_t i = 0; i < v->deferral_count; i++) {
		const struct deferral *d = &v->deferrals[i];
		bool runs = fact_runs(&d->fact, app_as_at(p->s->app));
		struct buf next = BUF_INIT;

		show_day(d->next_check, app_as_at(p->s->app), &next);
		person_fact(p, runs ? LOOK_WAITING : LOOK_DIM, FACT_DEFERRAL,
			    d);
		person_cell(p, "%s", term_label(&term_deferral,
						(int)d->kind));
		person_cell(p, "%s", runs ? "Running" : "Ended");
		person_day(p, runs ? d->fact.on : d->fact.ended_on);
		person_cell(p, "%s%s%s%s", runs && next.len > 0 ? "check " : "",
			    runs ? next.ptr : "",
			    runs && next.len > 0 && d->note[0] != '\0'
				    ? ": " : "", d->note);
		buf_release(&next);
	}
}

static void
show_actions(struct person *p, const struct plan_view *v)
{
	if (v->action_count > 0)
		person_heading(p, "Actions");
	for (size_t i = 0; i < v->action_count; i++) {
		const struct plan_action *a = &v->actions[i];
		bool done = a->fact.ended_on != DATE_NONE;

		person_fact(p, done ? LOOK_DIM : LOOK_BODY, FACT_ACTION, a);
		person_cell(p, "%s", a->what);
		person_cell(p, "%s", done ? term_label(&term_ending,
						       (int)a->fact.ended_as)
				     : a->due_on != DATE_NONE ? "To do by"
							      : "To do");
		person_day(p, done ? a->fact.ended_on : a->due_on);
		person_cell(p, "%s", a->owner);
	}
}

static void
show_checks(struct person *p, const struct plan_view *v)
{
	person_heading(p, "Checklist");
	for (int i = 0; i < CHECK_ITEMS; i++) {
		const struct plan_check *c = &v->checks[i];

		person_fact(p, look_at(c->state >= CHECK_COMPLETED,
				       c->state != CHECK_NOT_STARTED),
			    FACT_CHECK, c);
		person_cell(p, "%s", term_label(&term_check_item, i));
		person_cell(p, "%s", term_label(&term_check_state,
						(int)c->state));
		person_day(p, c->fact.on);
		person_cell(p, "%s", c->note);
	}
}

static void
show_pathways(struct person *p, const struct plan_view *v)
{
	person_heading(p, "Pathways");
	for (int i = 0; i < PATHWAYS; i++) {
		const struct pathway_need *n = &v->pathways[i];

		person_fact(p, look_at(n->state >= NEED_MET,
				       n->state != NEED_NONE),
			    FACT_PATHWAY, n);
		person_cell(p, "%s", term_label(&term_pathway, i));
		person_cell(p, "%s", n->fact.number > 0
					     ? term_label(&term_need,
							  (int)n->state)
					     : "Not looked at");
		person_day(p, n->fact.on);
		person_cell(p, "%s", n->note);
	}
}

static void
show_professionals(struct person *p, const struct plan_view *v)
{
	if (v->professional_count > 0)
		person_heading(p, "Professionals");
	for (size_t i = 0; i < v->professional_count; i++) {
		const struct professional *w = &v->professionals[i];
		bool done = w->fact.ended_on != DATE_NONE;

		person_fact(p, done ? LOOK_DIM : LOOK_BODY, FACT_PROFESSIONAL,
			    w);
		person_cell(p, "%s", w->role);
		person_cell(p, "%s", done ? "Until" : "Since");
		person_day(p, done ? w->fact.ended_on : w->fact.on);
		person_cell(p, "%s%s%s", w->name,
			    w->name[0] != '\0' && w->organisation[0] != '\0'
				    ? ", " : "", w->organisation);
	}
}

static enum rc
load(struct person *p, struct err *err)
{
	struct plan_view v;
	enum rc rc = app_plan(p->s->app, &p->id, &v, err);

	if (rc != RC_OK)
		return rc;
	show_plan(p, &v);
	show_deferrals(p, &v);
	show_actions(p, &v);
	show_checks(p, &v);
	show_pathways(p, &v);
	show_professionals(p, &v);
	plan_view_release(&v);
	return RC_OK;
}

/* ---- commands ---- */

/* What is on the line goes into its next; so does the last plan. */
static void
begin(struct person *p, enum fact_kind kind, void *fact)
{
	const struct person_line *line = person_at(p);

	for (size_t i = 0; kind == FACT_PLAN && i < p->list.count; i++)
		if (p->lines[i].kind == FACT_PLAN)
			line = &p->lines[i];
	if (line == NULL || line->kind != kind || fact_specs[kind].ends)
		return;
	memcpy(fact, line->fact, fact_specs[kind].size);
	((struct fact *)fact)->student_id = p->id;
	((struct fact *)fact)->number = 0;
	((struct fact *)fact)->on = DATE_NONE;
}

static void
run_open(void *data, struct ui *ui)
{
	struct person *p = data;
	const struct person_line *line = person_at(p);
	struct err err = { .code = RC_OK };

	if (line == NULL || line->is != PERSON_FACT ||
	    fact_specs[line->kind].ends)
		person_run_open(data, ui);
	else if (person_may_change(data, &err) == RC_OK)
		person_add(p, line->kind);
	else
		ui_complain(ui, &err);
}

/* From not started to in progress to done, and no further. */
static const unsigned char next_check[] = {
	[CHECK_NOT_STARTED] = CHECK_IN_PROGRESS,
	[CHECK_IN_PROGRESS] = CHECK_COMPLETED,
	[CHECK_COMPLETED] = CHECK_COMPLETED,
	[CHECK_NOT_NEEDED] = CHECK_NOT_NEEDED,
};
static const unsigned char next_need[] = {
	[NEED_NONE] = NEED_NOT_STARTED,
	[NEED_NOT_STARTED] = NEED_IN_PROGRESS,
	[NEED_IN_PROGRESS] = NEED_MET,
	[NEED_MET] = NEED_MET,
	[NEED_DECLINED] = NEED_DECLINED,
};

static enum rc
say_no_further(struct err *err)
{
	return err_set(err, RC_CONFLICT, NULL, "It is as far as it goes. "
		       "Enter records another state.");
}

static enum rc
move_check(struct person *p, const struct plan_check *at, struct err *err)
{
	struct plan_check c = *at;

	c.state = (enum check_state)next_check[at->state];
	c.fact.student_id = p->id;
	c.fact.on = DATE_NONE;
	return c.state == at->state
		       ? say_no_further(err)
		       : app_fact_add(p->s->app, FACT_CHECK, &c, err);
}

static enum rc
move_need(struct person *p, const struct pathway_need *at, struct err *err)
{
	struct pathway_need n = *at;

	n.state = at->fact.number == 0 ? NEED_NOT_STARTED
				       : (enum need)next_need[at->state];
	n.fact.student_id = p->id;
	n.fact.on = DATE_NONE;
	return n.state == at->state && at->fact.number > 0
		       ? say_no_further(err)
		       : app_fact_add(p->s->app, FACT_PATHWAY, &n, err);
}

static enum rc
move_action(struct person *p, const struct plan_action *at, struct err *err)
{
	return app_fact_end(p->s->app, FACT_ACTION, &p->id, at->fact.number,
			    ENDED_DONE, DATE_NONE, NULL, err);
}

static void
run_move(void *data, struct ui *ui)
{
	struct person *p = data;
	const struct person_line *line = person_at(p);
	enum fact_kind kind = line != NULL ? line->kind : FACT_KINDS;
	struct err err = { .code = RC_OK };
	enum rc rc;

	if (kind == FACT_CHECK)
		rc = move_check(p, line->fact, &err);
	else if (kind == FACT_PATHWAY)
		rc = move_need(p, line->fact, &err);
	else if (kind == FACT_ACTION)
		rc = move_action(p, line->fact, &err);
	else
		rc = err_set(&err, RC_CONFLICT, NULL, "Space moves on a line "
			     "of the checklist, a pathway or an action.");
	if (rc != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	p->list.at += p->list.at + 1 < p->list.count;
	ui_say(ui, "Saved. u takes it back.");
	ui_refresh(ui);
}

static void
run_defer(void *data, struct ui *ui)
{
	(void)ui;
	person_add(data, FACT_DEFERRAL);
}

static const struct command commands[] = {
	{ "person.open", TK_ENTER, 0, "Record", "record how it is now, or "
	  "show everything that is known of it", 0, NULL, run_open },
	{ "person.move", TK_SPACE, 0, "Move on", "one step on: not started, "
	  "in progress, done", CMD_FOOTER, person_may_change, run_move },
	PERSON_NEW("record an action, a need, a deferral and so on"),
	{ "person.defer", 'd', 0, "Defer", "something else comes first for "
	  "now", CMD_FOOTER, person_may_change, run_defer },
	PERSON_END("it is done, or over"),
	{ "person.correct", TK_F4, 'e', "Correct", "put right what was "
	  "wrong, with a reason", 0, person_may_correct,
	  person_run_correct },
	{ "person.review", 'c', 0, "Check", "a deferral was looked at again: "
	  "when next", 0, person_may_review, person_run_review },
	PERSON_VOID,
};

const struct person_tab person_tab_plan = {
	.id = "person-plan", .title = "Plan", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load, .empty = "",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_ACTION, FACT_DEFERRAL, FACT_PROFESSIONAL, FACT_CHECK,
		  FACT_PATHWAY, FACT_PLAN },
	.add_count = 6, .begin = begin,
};
