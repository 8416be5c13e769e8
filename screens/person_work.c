/* SPDX-License-Identifier: ISC */
/* Applications, each with its steps, and kit on loan. */
#include "screens/person.h"

#include "base/mem.h"
#include "screens/employers.h"

static const struct list_column columns[] = {
	{ "Day", 13, false }, { "What", 34, false }, { "Next", 8, false },
	{ "Employer, or note", 0, false },
};

static void
day_cell(struct person *p, const char *before, civil_date day)
{
	struct buf text = BUF_INIT;

	show_day(day, app_as_at(p->s->app), &text);
	person_cell(p, "%s%s", before, text.ptr);
	buf_release(&text);
}

static void
show_step(struct person *p, const struct application_step *step)
{
	person_fact(p, LOOK_BODY, FACT_STEP, step);
	day_cell(p, "  ", step->fact.on);
	person_cell(p, "  %s", term_label(&term_step, (int)step->step));
	person_short_day(p, step->next_on);
	person_cell(p, "%s", step->note);
}

static enum rc
show_application_lines(struct person *p, const struct application_row *row,
		       struct err *err)
{
	const struct application *a = &row->application;
	struct application_step *steps;
	size_t count;
	enum rc rc = app_application_steps(p->s->app, a, &steps, &count, err);

	person_fact(p, step_is_open(a->step) ? LOOK_HEADING : LOOK_DIM,
		    FACT_APPLICATION, a);
	person_day(p, a->fact.on);
	person_cell(p, "%s", a->title);
	person_cell(p, "%s", "");
	person_cell(p, "%s", row->employer);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		show_step(p, &steps[i]);
	mem_free(steps);
	return rc;
}

static enum rc
load_applications(struct person *p, struct err *err)
{
	struct application_row *rows;
	size_t count;
	enum rc rc = app_applications(p->s->app, &p->id, &rows, &count, err);

	if (rc == RC_OK && count > 0)
		person_heading(p, "Applications");
	/* The newest first. */
	for (size_t i = count; i-- > 0 && rc == RC_OK;)
		rc = show_application_lines(p, &rows[i], err);
	mem_free(rows);
	return rc;
}

static void
show_return(struct person *p, const struct kit_loan *loan)
{
	struct buf day = BUF_INIT;

	show_day(loan->fact.ended_on, app_as_at(p->s->app), &day);
	person_cell(p, "Back %s%s%s", day.ptr,
		    loan->returned[0] != '\0' ? ": " : "", loan->returned);
	buf_release(&day);
}

static void
show_loan(struct person *p, const struct loan_row *row)
{
	const struct kit_loan *loan = &row->loan;

	person_fact(p, row->overdue ? LOOK_WAITING
		       : row->out   ? LOOK_BODY : LOOK_DIM, FACT_LOAN, loan);
	person_day(p, loan->fact.on);
	person_cell(p, "%s%s%s", loan->item, loan->tag[0] != '\0' ? ", " : "",
		    loan->tag);
	person_short_day(p, row->out ? loan->due_on : DATE_NONE);
	if (row->out)
		person_cell(p, "%s", row->overdue ? "! should be back"
						  : "Out");
	else
		show_return(p, loan);
}

static enum rc
load(struct person *p, struct err *err)
{
	struct loan_row *loans = NULL;
	size_t count = 0;
	enum rc rc = load_applications(p, err);

	if (rc == RC_OK)
		rc = app_loans(p->s->app, &p->id, &loans, &count, err);
	if (rc == RC_OK && count > 0)
		person_heading(p, "Kit on loan");
	for (size_t i = count; i-- > 0 && rc == RC_OK;)
		show_loan(p, &loans[i]);
	mem_free(loans);
	return rc;
}

/* ---- commands ---- */

/* The one the cursor is on, or whose step it is on. */
static const struct application *
application_at(const struct person *p)
{
	size_t i = p->list.at;

	if (person_kind_at(p) != FACT_APPLICATION &&
	    person_kind_at(p) != FACT_STEP)
		return NULL;
	while (p->lines[i].kind == FACT_STEP)
		i--;
	return p->lines[i].fact;
}

static enum rc
may_move(void *data, struct err *err)
{
	enum rc rc = person_may_change(data, err);

	if (rc == RC_OK && application_at(data) == NULL)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "Put the cursor on an application; a makes one.");
	return rc;
}

static enum rc
may_come_back(void *data, struct err *err)
{
	if (person_kind_at(data) != FACT_LOAN)
		return err_set(err, RC_CONFLICT, NULL,
			       "x is for kit that came back; m moves an "
			       "application on.");
	return person_may_end(data, err);
}

static void
run_apply(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	p->adding = true;
	ask_application(p->s, &p->id);
}

static void
run_move(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	ask_application_step(p->s, application_at(p));
}

static const struct command commands[] = {
	PERSON_OPEN,
	{ "person.apply", 'a', 0, "Apply", "an application, to an employer "
	  "who is known here", CMD_FOOTER, person_may_change, run_apply },
	{ "person.move", 'm', 0, "Move on", "the next step of the "
	  "application", CMD_FOOTER, may_move, run_move },
	{ "person.new", TK_F3, 'n', "Lend", "lend kit, such as a laptop",
	  CMD_FOOTER, person_may_change, person_run_new },
	{ "person.end", 'x', 0, "Back", "kit came back", CMD_FOOTER,
	  may_come_back, person_run_end },
	PERSON_CORRECT,
	PERSON_VOID,
};

const struct person_tab person_tab_work = {
	.id = "person-work", .title = "Work", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load,
	.empty = "Nothing yet. a makes an application, n or F3 lends kit.",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_LOAN }, .add_count = 1,
};
