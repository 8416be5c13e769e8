/* SPDX-License-Identifier: ISC */
/* Applications, and kit on loan. */
#include "cli/commands.h"

#include "app/jobs_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "report/jobs.h"

/* ---- applications ---- */

enum rc
cmd_application_list(struct cli *cli, struct err *err)
{
	struct application_row *rows = NULL;
	struct student student;
	struct report report;
	size_t count = 0;
	bool of_one = cli_word(cli, 0) != NULL;
	enum rc rc = of_one ? cmd_find_student(cli, 0, &student, err) : RC_OK;

	if (rc == RC_OK)
		rc = app_applications(cli->app, of_one ? &student.id : NULL,
				      &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "application list", "Applications");
	report_application_rows(&report, rows, count);
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

/* The student of the first word and the number of the second. */
static enum rc
read_numbered(struct cli *cli, struct student *student, int *number,
	      struct err *err)
{
	int64_t value = 0;
	enum rc rc = cmd_find_student(cli, 0, student, err);

	if (rc == RC_OK)
		rc = cmd_number(cli_word(cli, 1), "number", &value, err);
	*number = (int)value;
	return rc;
}

static const struct report_column step_columns[] = {
	{ "on", "On", 10, false },
	{ "step", "Step", 32, false },
	{ "next_on", "Next", 10, false },
	{ "note", "Note", 0, false },
	{ "number", "No", 3, true },
	{ "by", "By", REPORT_HIDDEN, false },
};

static void
add_step(struct report *report, const struct fact *fact, enum job_step step,
	 civil_date next_on, const char *note)
{
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", date_format(fact->on, day));
	report_cell(report, "%s", term_label(&term_step, (int)step));
	report_cell(report, "%s", date_format(next_on, day));
	report_cell(report, "%s", note);
	if (step == STEP_APPLICATION_MADE)
		report_cell(report, "%s", "");
	else
		report_cell(report, "%d", fact->number);
	report_cell(report, "%s", fact->by);
}

static enum rc
print_steps(struct cli *cli, const struct application_row *row,
	    struct err *err)
{
	const struct application *a = &row->application;
	struct application_step *steps;
	struct report report;
	size_t count;
	enum rc rc = app_application_steps(cli->app, a, &steps, &count, err);

	report_init(&report, "application show", row->name);
	report_section(&report, "application", "");
	report_field(&report, "job", "Job", "%s", a->title);
	report_field(&report, "employer", "Employer", "%s", row->employer);
	report_field(&report, "brokered", "Brokered by us", "%s",
		     a->brokered ? "yes" : "no");
	report_field(&report, "agreed_inside", "Agreed before release", "%s",
		     a->agreed_inside ? "yes" : "no");
	report_section(&report, "steps", "");
	report_table(&report, step_columns, ARRAY_SIZE(step_columns), true);
	add_step(&report, &a->fact, STEP_APPLICATION_MADE, DATE_NONE,
		 a->note);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		add_step(&report, &steps[i].fact, steps[i].step,
			 steps[i].next_on, steps[i].note);
	if (rc == RC_OK)
		rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(steps);
	return rc;
}

enum rc
cmd_application_show(struct cli *cli, struct err *err)
{
	struct application_row *rows = NULL;
	const struct application_row *found = NULL;
	struct student student;
	size_t count = 0;
	int number;
	enum rc rc = read_numbered(cli, &student, &number, err);

	if (rc == RC_OK)
		rc = app_applications(cli->app, &student.id, &rows, &count,
				      err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (rows[i].application.fact.number == number)
			found = &rows[i];
	if (rc == RC_OK)
		rc = found != NULL
			     ? print_steps(cli, found, err)
			     : err_set(err, RC_NOT_FOUND, "number",
				       "There is no application of number %d "
				       "here; \"application list\" shows the "
				       "numbers.", number);
	mem_free(rows);
	return rc;
}

static enum rc
choose_vacancy(struct cli *cli, struct application *a, struct err *err)
{
	const char *title = cli_option(cli, "vacancy");
	struct vacancy vacancy;
	enum rc rc;

	if (title == NULL)
		return cli_option(cli, "title") != NULL
			       ? RC_OK
			       : err_set(err, RC_USAGE, "vacancy",
					 "Say which job: --vacancy TITLE, or "
					 "--title TITLE of one that is not "
					 "listed.");
	rc = app_vacancy_find(cli->app, &a->employer_id, title, &vacancy,
			      err);
	if (rc == RC_OK)
		a->vacancy_id = vacancy.id;
	return rc;
}

enum rc
cmd_application_make(struct cli *cli, struct err *err)
{
	struct application a;
	struct student student;
	struct employer employer;
	char warning[TERMS_SIZE];
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	fact_init(FACT_APPLICATION, &a);
	if (rc == RC_OK)
		rc = app_employer_find(cli->app, cli_word(cli, 1), &employer,
				       err);
	if (rc == RC_OK) {
		a.fact.student_id = student.id;
		a.employer_id = employer.id;
		rc = choose_vacancy(cli, &a, err);
	}
	if (rc == RC_OK)
		rc = cmd_read_fact(cli, &a, err);
	if (rc == RC_OK)
		rc = app_application_make(cli->app, &a, err);
	if (rc != RC_OK)
		return rc;
	employer_warning(&employer, warning, sizeof(warning));
	if (warning[0] != '\0')
		fprintf(cli->messages, "%s\n", warning);
	return cmd_print_number(cli, FACT_APPLICATION, &a.fact, err);
}

static enum rc
read_start(struct cli *cli, const struct application_step *step, int number,
	   struct destination *d, struct err *err)
{
	const char *how = cli_option(cli, "verified");
	int value = VERIFIED_NOT_YET;
	enum rc rc = app_application_start(cli->app, &step->fact.student_id,
					   number, step->fact.on, d, err);

	if (rc == RC_OK && how != NULL)
		rc = term_parse(&term_verified, how, &value, err);
	d->verified = (enum verified)value;
	return rc;
}

static enum rc
read_outcome(struct cli *cli, struct destination *d, struct err *err)
{
	const char *how = cli_option(cli, "outcome");
	int value = ENDED_DONE;
	enum rc rc = how != NULL ? term_parse(&term_ending, how, &value, err)
				 : RC_OK;

	d->fact.ended_as = (enum outcome_of)value;
	return rc;
}

enum rc
cmd_application_step(struct cli *cli, struct err *err)
{
	struct application_step step;
	struct destination d;
	struct student student;
	int number;
	enum rc rc = read_numbered(cli, &student, &number, err);

	fact_init(FACT_STEP, &step);
	fact_init(FACT_DESTINATION, &d);
	if (rc == RC_OK) {
		step.fact.student_id = student.id;
		rc = cmd_read_fact(cli, &step, err);
	}
	if (step.fact.on == DATE_NONE)
		step.fact.on = app_today(cli->app);
	if (rc == RC_OK)
		rc = step.step == STEP_STARTED
			     ? read_start(cli, &step, number, &d, err)
			     : read_outcome(cli, &d, err);
	return rc == RC_OK ? app_application_step(cli->app, number, &step, &d,
						  err)
			   : rc;
}

/* ---- kit ---- */

enum rc
cmd_loan_list(struct cli *cli, struct err *err)
{
	struct loan_row *rows = NULL;
	struct student student;
	struct report report;
	size_t count = 0;
	bool of_one = cli_word(cli, 0) != NULL;
	enum rc rc = of_one ? cmd_find_student(cli, 0, &student, err) : RC_OK;

	if (rc == RC_OK)
		rc = app_loans(cli->app, of_one ? &student.id : NULL, &rows,
			       &count, err);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "loan list", "Kit on loan");
	report_loan_rows(&report, rows, count);
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

enum rc
cmd_loan_return(struct cli *cli, struct err *err)
{
	struct student student;
	civil_date on;
	int number;
	enum rc rc = read_numbered(cli, &student, &number, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK
		       ? app_fact_end(cli->app, FACT_LOAN, &student.id, number,
				      ENDED_DONE, on, cli_option(cli, "note"),
				      err)
		       : rc;
}
