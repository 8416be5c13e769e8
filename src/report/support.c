/* SPDX-License-Identifier: ISC */
#include "report/kinds.h"

#include <stdio.h>

#include "app/gate_app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "app/support_app.h"
#include "base/mem.h"

/*
 * The support sheet: what is agreed with one person, for that person and for
 * those who help. Every table has the same columns, so that CSV is one table.
 */
static const struct report_column columns[] = {
	{ "reference", "", REPORT_HIDDEN, false },
	{ "part", "", REPORT_HIDDEN, false },
	{ "what", "What", 26, false },
	{ "state", "How it is", 15, false },
	{ "day", "Day", 10, false },
	{ "note", "Note", 0, false },
};

struct sheet {
	struct app *app;
	struct report *report;
	struct student student;
	const char *part;
};

static void
begin_part(struct sheet *s, const char *id, const char *heading)
{
	s->part = id;
	report_section(s->report, id, heading);
	report_table(s->report, columns, ARRAY_SIZE(columns), true);
}

/* "note, more" */
static void
add_row(struct sheet *s, const char *what, const char *state, civil_date day,
	const char *note, const char *more)
{
	char text[DATE_TEXT_SIZE];

	report_cell(s->report, "%s", s->student.reference);
	report_cell(s->report, "%s", s->part);
	report_cell(s->report, "%s", what);
	report_cell(s->report, "%s", state);
	report_cell(s->report, "%s", date_format(day, text));
	report_cell(s->report, "%s%s%s", note,
		    note[0] != '\0' && more[0] != '\0' ? ", " : "", more);
}

/* How a fact that can end stands: its word and its day. */
static void
add_fact(struct sheet *s, const char *what, const char *running,
	 const struct fact *fact, const char *note, const char *more)
{
	bool over = fact->ended_on != DATE_NONE;

	add_row(s, what, over ? term_label(&term_ending, (int)fact->ended_as)
			      : running,
		over ? fact->ended_on : fact->on, note, more);
}

static void
end_part(struct sheet *s, const char *none)
{
	const struct report *r = s->report;

	if (report_row_count(&r->sections[r->section_count - 1]) == 0)
		report_note(s->report, "%s", none);
}

/* ---- the plan ---- */

static enum rc
add_person(struct sheet *s, struct err *err)
{
	struct student_row row;
	struct graduate graduate;
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = app_student_row(s->app, &s->student.id, &row, err);

	if (rc != RC_OK)
		return rc;
	report_section(s->report, "person", "");
	report_field(s->report, "reference", "Reference", "%s",
		     s->student.reference);
	report_field(s->report, "name", "Name", "%s", s->student.name);
	if (s->student.preferred_name[0] != '\0')
		report_field(s->report, "preferred_name", "Known as", "%s",
			     s->student.preferred_name);
	if (app_graduate(s->app, &s->student.id, &graduate, NULL) == RC_OK)
		report_field(s->report, "graduated", "Graduate since", "%s",
			     date_format_long(graduate.on, day));
	report_field(s->report, "custody", "Where", "%s",
		     term_label(&term_custody, (int)row.custody));
	report_note(s->report, "For this person, and for those who help with "
		    "the plan. Nobody else needs to see it.");
	return RC_OK;
}

static void
add_plan(struct sheet *s, const struct plan_view *v)
{
	report_section(s->report, "plan", "Plan");
	report_field(s->report, "support", "Support", "%s%s",
		     term_label(&term_support, (int)v->support),
		     v->deferred && v->support != SUPPORT_DEFERRED
			     ? ", deferred" : "");
	report_field(s->report, "readiness", "Readiness", "%s",
		     term_label(&term_readiness, (int)v->plan.readiness));
	if (v->plan.needs[0] != '\0')
		report_note(s->report, "%s", v->plan.needs);
}

static void
add_deferrals(struct sheet *s, const struct plan_view *v)
{
	char day[DATE_TEXT_SIZE + 4], next[DATE_TEXT_SIZE + 20];

	if (v->deferral_count == 0)
		return;
	begin_part(s, "deferrals", "What comes first");
	for (size_t i = 0; i < v->deferral_count; i++) {
		const struct deferral *d = &v->deferrals[i];
		bool waits = d->fact.ended_on == DATE_NONE &&
			     d->next_check != DATE_NONE;

		snprintf(next, sizeof(next), "next check %s",
			 date_format_long(d->next_check, day));
		add_fact(s, term_label(&term_deferral, (int)d->kind),
			 "Running", &d->fact, waits ? next : "", d->note);
	}
}

static void
add_actions(struct sheet *s, const struct plan_view *v)
{
	begin_part(s, "actions", "Actions");
	for (size_t i = 0; i < v->action_count; i++) {
		const struct plan_action *a = &v->actions[i];

		if (a->fact.ended_on != DATE_NONE)
			add_fact(s, a->what, "", &a->fact, a->owner, "");
		else
			add_row(s, a->what, a->due_on != DATE_NONE
					     ? "To do by" : "To do",
				a->due_on, a->owner, "");
	}
	end_part(s, "None agreed yet.");
}

static void
add_states(struct sheet *s, const struct plan_view *v)
{
	begin_part(s, "checklist", "Checklist");
	for (int i = 0; i < CHECK_ITEMS; i++) {
		const struct plan_check *c = &v->checks[i];

		add_row(s, term_label(&term_check_item, i),
			term_label(&term_check_state, (int)c->state),
			c->fact.on, c->note, "");
	}
	begin_part(s, "pathways", "Pathways");
	for (int i = 0; i < PATHWAYS; i++) {
		const struct pathway_need *n = &v->pathways[i];

		add_row(s, term_label(&term_pathway, i),
			n->fact.number > 0 ? term_label(&term_need,
							(int)n->state)
					   : "Not looked at",
			n->fact.on, n->note, "");
	}
}

static void
add_professionals(struct sheet *s, const struct plan_view *v)
{
	begin_part(s, "professionals", "Who else helps");
	for (size_t i = 0; i < v->professional_count; i++) {
		const struct professional *p = &v->professionals[i];

		add_fact(s, p->role, "Since", &p->fact, p->name,
			 p->organisation);
	}
	end_part(s, "Nobody recorded yet.");
}

static enum rc
add_whole_plan(struct sheet *s, struct err *err)
{
	struct plan_view v;
	enum rc rc = app_plan(s->app, &s->student.id, &v, err);

	if (rc != RC_OK)
		return rc;
	add_plan(s, &v);
	add_deferrals(s, &v);
	add_actions(s, &v);
	add_states(s, &v);
	add_professionals(s, &v);
	plan_view_release(&v);
	return RC_OK;
}

/* ---- after release ---- */

static enum rc
add_destinations(struct sheet *s, struct err *err)
{
	struct destination *rows;
	const struct destination *main;
	size_t count;
	enum rc rc = app_destinations(s->app, &s->student.id, &rows, &count,
				      err);

	if (rc != RC_OK)
		return rc;
	main = destination_main(rows, count, app_as_at(s->app));
	begin_part(s, "destinations", "Destinations");
	for (size_t i = count; i-- > 0;)
		add_fact(s, term_label(&term_destination, (int)rows[i].kind),
			 &rows[i] == main ? "Main one" : "Since",
			 &rows[i].fact, rows[i].role, rows[i].employer);
	end_part(s, "None recorded yet.");
	mem_free(rows);
	return RC_OK;
}

static enum rc
add_mentors(struct sheet *s, struct err *err)
{
	struct mentor_match *rows;
	size_t count;
	enum rc rc = app_mentors(s->app, &s->student.id, &rows, &count, err);

	if (rc != RC_OK || count == 0)
		return rc;
	begin_part(s, "mentors", "Mentors");
	for (size_t i = count; i-- > 0;)
		add_fact(s, rows[i].mentor, "Since", &rows[i].fact,
			 rows[i].aim, "");
	mem_free(rows);
	return RC_OK;
}

static enum rc
add_points(struct sheet *s, struct err *err)
{
	struct diary_entry *rows;
	size_t count;
	enum rc rc = app_followups(s->app, &s->student.id, &rows, &count,
				   err);

	if (rc != RC_OK)
		return rc;
	begin_part(s, "diary", "Follow-up diary");
	for (size_t i = 0; i < count; i++)
		add_row(s, rows[i].what, followup_state(rows[i].point.state),
			rows[i].due, "", "");
	end_part(s, "It begins with a release.");
	mem_free(rows);
	return RC_OK;
}

static enum rc
add_contacts(struct sheet *s, struct err *err)
{
	const struct contact *c;
	size_t count;
	void *rows;
	enum rc rc = app_fact_list(s->app, FACT_CONTACT, &s->student.id,
				   &rows, &count, err);

	if (rc != RC_OK || count == 0)
		return rc;
	c = rows;
	begin_part(s, "contacts", "Contacts");
	for (size_t i = count; i-- > 0;)
		add_row(s, term_label(&term_followup_point, (int)c[i].point),
			term_label(&term_contact_result, (int)c[i].result),
			c[i].fact.on, c[i].note, "");
	mem_free(rows);
	return RC_OK;
}

enum rc
report_support(struct app *app, const char *ref, struct report *report,
	       struct id *subject, struct err *err)
{
	struct sheet s = { .app = app, .report = report };
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	if (rc == RC_OK)
		rc = app_student_find(app, ref, &s.student, err);
	if (rc != RC_OK)
		return rc;
	*subject = s.student.id;
	mem_free(report->subtitle);
	report->subtitle = xasprintf("%s  %s", s.student.reference,
				     s.student.name);
	rc = add_person(&s, err);
	if (rc == RC_OK)
		rc = add_whole_plan(&s, err);
	if (rc == RC_OK)
		rc = add_destinations(&s, err);
	if (rc == RC_OK)
		rc = add_mentors(&s, err);
	if (rc == RC_OK)
		rc = add_points(&s, err);
	if (rc == RC_OK)
		rc = add_contacts(&s, err);
	report_section(report, "signed", "");
	report_note(report, "Agreed with: ____________________  For the "
		    "academy: ____________________");
	mem_wipe(&s.student, sizeof(s.student));
	return rc;
}
