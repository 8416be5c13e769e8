/* SPDX-License-Identifier: ISC */
/* Graduates, support, plans and the diary. */
#include "cli/commands.h"

#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"

/* ---- graduates ---- */

static const struct report_column graduate_columns[] = {
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 0, false },
	{ "where", "Where now", 24, false },
	{ "support", "Support", 12, false },
	{ "overdue_since", "To call", 10, false },
	{ "group", "Group", REPORT_HIDDEN, false },
	{ "since", "Since", REPORT_HIDDEN, false },
	{ "destination", "Destination", REPORT_HIDDEN, false },
	{ "employer", "Employer", REPORT_HIDDEN, false },
	{ "role", "Role", REPORT_HIDDEN, false },
	{ "custody", "Custody", REPORT_HIDDEN, false },
	{ "released_on", "Released", REPORT_HIDDEN, false },
	{ "graduated_on", "Graduated", REPORT_HIDDEN, false },
	{ "version", "Version", REPORT_HIDDEN, false },
	{ "deferred", "Deferred", REPORT_HIDDEN, false },
	{ "kept_by", "Kept by", REPORT_HIDDEN, false },
	{ "ilr", "ILR outcome", REPORT_HIDDEN, false },
};

static void
date_cell(struct report *report, civil_date date)
{
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", date_format(date, day));
}

static void
add_graduate(struct report *report, const struct graduate_row *r)
{
	report_cell(report, "%s", r->reference);
	report_cell(report, "%s", r->name);
	report_cell(report, "%s", outcome_row((int)r->group)->label);
	report_cell(report, "%s", term_label(&term_support, (int)r->support));
	date_cell(report, r->overdue_since);
	report_cell(report, "%s", outcome_row((int)r->group)->id);
	date_cell(report, r->has_main ? r->main.fact.on : DATE_NONE);
	report_cell(report, "%s", r->has_main
		? term_label(&term_destination, (int)r->main.kind) : "");
	report_cell(report, "%s", r->main.employer);
	report_cell(report, "%s", r->main.role);
	report_cell(report, "%s", term_label(&term_custody, (int)r->custody));
	date_cell(report, r->released_on);
	date_cell(report, r->graduated_on);
	report_cell(report, "%s", r->version);
	report_cell(report, "%s", r->deferred ? "yes" : "no");
	report_cell(report, "%s", r->owner);
	report_cell(report, "%s", r->has_main
		? destination_ilr(r->main.kind) : "");
}

static enum rc
print_graduates(struct cli *cli, const char *kind, const char *title,
		struct graduate_row *rows, size_t count, struct err *err)
{
	struct report report;
	enum rc rc;

	report_init(&report, kind, title);
	report_section(&report, "graduates", "");
	report_table(&report, graduate_columns, ARRAY_SIZE(graduate_columns),
		     true);
	for (size_t i = 0; i < count; i++)
		add_graduate(&report, &rows[i]);
	if (count == 0)
		report_note(&report, "Nobody yet.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

enum rc
cmd_graduate_list(struct cli *cli, struct err *err)
{
	struct graduate_row *rows;
	size_t count;
	enum rc rc = app_graduates(cli->app, &rows, &count, err);

	return rc == RC_OK ? print_graduates(cli, "graduate list",
					     "Graduates", rows, count, err)
			   : rc;
}

/* ---- support ---- */

enum rc
cmd_support_list(struct cli *cli, struct err *err)
{
	struct graduate_row *rows;
	size_t count;
	enum rc rc = app_supported(cli->app, &rows, &count, err);

	return rc == RC_OK ? print_graduates(cli, "support list", "Supported",
					     rows, count, err)
			   : rc;
}

enum rc
cmd_support_show(struct cli *cli, struct err *err)
{
	struct student student;
	struct axis_change *rows;
	struct plan_view v;
	struct report report;
	size_t count;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = app_plan(cli->app, &student.id, &v, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "support show", student.name);
	report_section(&report, "support", "");
	report_field(&report, "support", "Support", "%s",
		     term_label(&term_support, (int)v.support));
	plan_view_release(&v);
	rc = app_support_history(cli->app, &student.id, &rows, &count, err);
	if (rc == RC_OK) {
		report_section(&report, "changes", "Changes, newest first");
		cmd_changes_table(&report);
		cmd_add_changes(&report, "support", &term_support, rows, count);
		mem_free(rows);
		rc = cli_print(cli, &report, false, err);
	}
	report_release(&report);
	return rc;
}

enum rc
cmd_support_set(struct cli *cli, struct err *err)
{
	struct student student;
	civil_date on;
	int to = 0;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = term_parse(&term_support, cli_word(cli, 1), &to, err);
	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK ? app_support(cli->app, &student.id,
					 (enum support)to, on,
					 cli_option(cli, "note"), err)
			   : rc;
}

/* ---- the plan ---- */

static const struct report_column plan_columns[] = {
	{ "number", "No", 3, true },
	{ "what", "What", 0, false },
	{ "state", "State", 12, false },
	{ "on", "Since", 10, false },
	{ "due", "By", 10, false },
	{ "note", "Note", 16, false },
};

static void
begin_table(struct report *report, const char *id, const char *heading)
{
	report_section(report, id, heading);
	report_table(report, plan_columns, ARRAY_SIZE(plan_columns), true);
}

static void
add_line(struct report *report, const struct fact *fact, const char *what,
	 const char *state, civil_date due, const char *note)
{
	report_cell(report, "%.0d", fact->number);
	report_cell(report, "%s", what);
	report_cell(report, "%s", state);
	date_cell(report, fact->on);
	date_cell(report, due);
	report_cell(report, "%s", note);
}

static const char *
running(const struct fact *fact)
{
	return fact->ended_on == DATE_NONE
		       ? "Open" : term_label(&term_ending, (int)fact->ended_as);
}

static void
add_states(struct report *report, const struct plan_view *v)
{
	begin_table(report, "checklist", "Checklist");
	for (size_t i = 0; i < CHECK_ITEMS; i++)
		add_line(report, &v->checks[i].fact,
			 term_label(&term_check_item, (int)v->checks[i].item),
			 term_label(&term_check_state,
				    (int)v->checks[i].state),
			 DATE_NONE, v->checks[i].note);
	begin_table(report, "pathways", "Pathways");
	for (size_t i = 0; i < PATHWAYS; i++)
		add_line(report, &v->pathways[i].fact,
			 term_label(&term_pathway,
				    (int)v->pathways[i].pathway),
			 v->pathways[i].fact.number == 0 ? ""
				: term_label(&term_need,
					     (int)v->pathways[i].state),
			 DATE_NONE, v->pathways[i].note);
}

static void
add_rest(struct report *report, const struct plan_view *v)
{
	begin_table(report, "actions", v->action_count > 0 ? "Actions"
							   : "No actions");
	for (size_t i = 0; i < v->action_count; i++)
		add_line(report, &v->actions[i].fact, v->actions[i].what,
			 running(&v->actions[i].fact), v->actions[i].due_on,
			 v->actions[i].owner);
	begin_table(report, "professionals", v->professional_count > 0
			? "Professionals" : "No professionals");
	for (size_t i = 0; i < v->professional_count; i++) {
		const struct professional *p = &v->professionals[i];
		char *who = xasprintf("%s%s%s", p->organisation,
				      p->organisation[0] && p->name[0] ? ", "
								       : "",
				      p->name);

		add_line(report, &p->fact, p->role, running(&p->fact),
			 DATE_NONE, who);
		mem_free(who);
	}
	begin_table(report, "deferrals", v->deferral_count > 0
			? "Deferrals" : "No deferrals");
	for (size_t i = 0; i < v->deferral_count; i++)
		add_line(report, &v->deferrals[i].fact,
			 term_label(&term_deferral,
				    (int)v->deferrals[i].kind),
			 running(&v->deferrals[i].fact),
			 v->deferrals[i].next_check, v->deferrals[i].note);
}

enum rc
cmd_plan_show(struct cli *cli, struct err *err)
{
	struct student student;
	struct plan_view v;
	struct report report;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = app_plan(cli->app, &student.id, &v, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "plan show", student.name);
	report_section(&report, "plan", "");
	report_field(&report, "support", "Support", "%s",
		     term_label(&term_support, (int)v.support));
	report_field(&report, "readiness", "Readiness", "%s",
		     term_label(&term_readiness, (int)v.plan.readiness));
	if (v.plan.needs[0] != '\0')
		report_field(&report, "needs", "Needs", "%s", v.plan.needs);
	add_states(&report, &v);
	add_rest(&report, &v);
	plan_view_release(&v);
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

/* ---- the diary ---- */

static const struct report_column diary_columns[] = {
	{ "reference", "Ref", 8, false },
	{ "name", "Name", 0, false },
	{ "due", "Due", 10, false },
	{ "what", "What", 16, false },
	{ "state", "State", 11, false },
	{ "permission", "Contact", 9, false },
	{ "point", "Point", REPORT_HIDDEN, false },
	{ "tries", "Tries", REPORT_HIDDEN, true },
	{ "last_on", "Last", REPORT_HIDDEN, false },
	{ "number", "No", REPORT_HIDDEN, true },
};

static void
add_entry(struct report *report, const struct diary_entry *e)
{
	bool point = e->kind == DIARY_POINT;

	report_cell(report, "%s", e->reference);
	report_cell(report, "%s", e->name);
	date_cell(report, e->due);
	report_cell(report, "%s", e->what);
	report_cell(report, "%s", e->overdue ? "overdue"
			: point ? followup_state(e->point.state) : "");
	report_cell(report, "%s", may_contact_word(e->permission));
	report_cell(report, "%s", point ? term_code(&term_followup_point,
						    (int)e->point.point)
					: "");
	report_cell(report, point ? "%d" : "%.0d", point ? e->point.tries : 0);
	date_cell(report, point ? e->point.last_on : DATE_NONE);
	report_cell(report, "%.0d", e->number);
}

static enum rc
print_diary(struct cli *cli, const char *kind, const char *title,
	    struct diary_entry *rows, size_t count, struct err *err)
{
	struct report report;
	enum rc rc;

	report_init(&report, kind, title);
	report_section(&report, "diary", "");
	report_table(&report, diary_columns, ARRAY_SIZE(diary_columns), true);
	for (size_t i = 0; i < count; i++)
		add_entry(&report, &rows[i]);
	if (count == 0)
		report_note(&report, "Nothing is due.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

enum rc
cmd_diary(struct cli *cli, struct err *err)
{
	const char *wanted = cli_option(cli, "days");
	int64_t days = DIARY_DAYS;
	struct diary_entry *rows;
	size_t count;
	enum rc rc = wanted != NULL && strcmp(wanted, "0") != 0
			     ? cmd_number(wanted, "days", &days, err) : RC_OK;

	if (wanted != NULL && strcmp(wanted, "0") == 0)
		days = 0;
	if (rc == RC_OK)
		rc = app_diary(cli->app, (int)days, &rows, &count, err);
	return rc == RC_OK ? print_diary(cli, "diary", "Diary", rows, count,
					 err)
			   : rc;
}

enum rc
cmd_followup_list(struct cli *cli, struct err *err)
{
	struct student student;
	struct diary_entry *rows;
	size_t count;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = app_followups(cli->app, &student.id, &rows, &count, err);
	return rc == RC_OK ? print_diary(cli, "followup list", student.name,
					 rows, count, err)
			   : rc;
}
