/* SPDX-License-Identifier: ISC */
/* Employers and their vacancies. */
#include "cli/commands.h"

#include "app/jobs_app.h"
#include "base/mem.h"
#include "report/jobs.h"

static void
day_cell(struct report *report, civil_date date)
{
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", date_format(date, day));
}

static enum rc
find_employer(struct cli *cli, size_t word, struct employer *employer,
	      struct err *err)
{
	return app_employer_find(cli->app, cli_word(cli, word), employer, err);
}

static enum rc
find_vacancy(struct cli *cli, struct vacancy *vacancy, struct err *err)
{
	struct employer employer;
	enum rc rc = find_employer(cli, 0, &employer, err);

	return rc == RC_OK ? app_vacancy_find(cli->app, &employer.id,
					      cli_word(cli, 1), vacancy, err)
			   : rc;
}

/* ---- employers ---- */

static const struct report_column employer_columns[] = {
	{ "name", "Employer", 0, false },
	{ "sector", "Sector", 15, false },
	{ "tier", "Tier", 11, false },
	{ "vacancies", "Vacancies", 9, true },
	{ "applying", "Applying", 8, true },
	{ "started", "Started", 7, true },
	{ "place", "Where", REPORT_HIDDEN, false },
	{ "contact", "Contact", REPORT_HIDDEN, false },
	{ "contact_how", "How", REPORT_HIDDEN, false },
	{ "exclusions", "Excludes", REPORT_HIDDEN, false },
	{ "since", "Since", REPORT_HIDDEN, false },
	{ "ended_on", "Ended", REPORT_HIDDEN, false },
	{ "kept_by", "Kept by", REPORT_HIDDEN, false },
	{ "note", "Note", REPORT_HIDDEN, false },
};

static void
add_employer(struct report *report, const struct employer_row *row)
{
	const struct employer *r = &row->employer;
	char words[TERMS_SIZE];

	report_cell(report, "%s", r->name);
	report_cell(report, "%s", term_label(&term_sector, (int)r->sector));
	report_cell(report, "%s", term_label(&term_tier, (int)r->tier));
	report_cell(report, "%d", row->vacancies);
	report_cell(report, "%d", row->applying);
	report_cell(report, "%d", row->started);
	report_cell(report, "%s", r->place);
	report_cell(report, "%s", r->contact);
	report_cell(report, "%s", r->contact_how);
	terms_labels(&term_exclusion, r->exclusions, words, sizeof(words));
	report_cell(report, "%s", words);
	day_cell(report, r->since);
	day_cell(report, r->ended_on);
	report_cell(report, "%s", row->owner);
	report_cell(report, "%s", r->note);
}

enum rc
cmd_employer_list(struct cli *cli, struct err *err)
{
	struct employer_row *rows;
	struct report report;
	size_t count;
	enum rc rc = app_employers(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "employer list", "Employers");
	report_section(&report, "employers", "");
	report_table(&report, employer_columns, ARRAY_SIZE(employer_columns),
		     true);
	for (size_t i = 0; i < count; i++)
		add_employer(&report, &rows[i]);
	if (count == 0)
		report_note(&report, "No employers yet.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

static const struct report_column vacancy_columns[] = {
	{ "employer", "Employer", 0, false },
	{ "title", "Vacancy", 0, false },
	{ "state", "State", 6, false },
	{ "salary", "Salary", 16, false },
	{ "closes_on", "Until", 10, false },
	{ "applying", "Applying", 8, true },
	{ "started", "Started", REPORT_HIDDEN, false },
	{ "level", "Level", REPORT_HIDDEN, false },
	{ "field", "Field", REPORT_HIDDEN, false },
	{ "contract", "Contract", REPORT_HIDDEN, false },
	{ "base", "Base", REPORT_HIDDEN, false },
	{ "hours", "Hours", REPORT_HIDDEN, false },
	{ "places", "Places", REPORT_HIDDEN, false },
	{ "opens_on", "From", REPORT_HIDDEN, false },
	{ "closed_on", "Closed", REPORT_HIDDEN, false },
	{ "note", "Note", REPORT_HIDDEN, false },
};

static void
add_vacancy(struct report *report, const struct vacancy_row *row)
{
	const struct vacancy *v = &row->vacancy;
	char salary[40];

	report_cell(report, "%s", row->employer);
	report_cell(report, "%s", v->title);
	report_cell(report, "%s", row->open ? "open" : "closed");
	vacancy_salary(v, salary, sizeof(salary));
	report_cell(report, "%s", salary);
	day_cell(report, v->closes_on);
	report_cell(report, "%d", row->applying);
	report_cell(report, "%d", row->started);
	report_cell(report, "%s", term_label(&term_level, (int)v->level));
	report_cell(report, "%s", term_label(&term_field, (int)v->field));
	report_cell(report, "%s",
		    term_label(&term_contract, (int)v->contract));
	report_cell(report, "%s", term_label(&term_base, (int)v->base));
	report_cell(report, "%s", term_label(&term_hours, (int)v->hours));
	report_cell(report, "%d", v->places);
	day_cell(report, v->opens_on);
	day_cell(report, v->closed_on);
	report_cell(report, "%s", v->note);
}

/* Of one employer or (NULL) of all. */
static enum rc
add_vacancies(struct cli *cli, const struct id *employer_id,
	      struct report *report, struct err *err)
{
	struct vacancy_row *rows;
	size_t count;
	enum rc rc = app_vacancies(cli->app, employer_id, &rows, &count, err);

	report_section(report, "vacancies", "");
	report_table(report, vacancy_columns, ARRAY_SIZE(vacancy_columns),
		     employer_id == NULL);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		add_vacancy(report, &rows[i]);
	if (count == 0)
		report_note(report, "No vacancies.");
	mem_free(rows);
	return rc;
}

/* Those to one employer. */
static enum rc
add_applications(struct cli *cli, const struct id *employer_id,
		 struct report *report, struct err *err)
{
	struct application_row *rows;
	size_t count, kept = 0;
	enum rc rc = app_applications(cli->app, NULL, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (id_equal(&rows[i].application.employer_id, employer_id))
			rows[kept++] = rows[i];
	report_application_rows(report, rows, kept);
	mem_free(rows);
	return rc;
}

enum rc
cmd_employer_show(struct cli *cli, struct err *err)
{
	struct employer employer;
	struct report report;
	char text[TERMS_SIZE];
	enum rc rc = find_employer(cli, 0, &employer, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "employer show", employer.name);
	report_section(&report, "employer", "");
	for (size_t i = 0; i < employer_member_count; i++) {
		const struct fact_member *m = &employer_members[i];
		const char *said = fact_member_text(m, &employer, text,
						    sizeof(text));

		if (said[0] != '\0')
			report_field(&report, m->id, m->label, "%s", said);
	}
	employer_warning(&employer, text, sizeof(text));
	if (text[0] != '\0')
		report_note(&report, "%s", text);
	rc = add_vacancies(cli, &employer.id, &report, err);
	if (rc == RC_OK)
		rc = add_applications(cli, &employer.id, &report, err);
	if (rc == RC_OK)
		rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

enum rc
cmd_employer_add(struct cli *cli, struct err *err)
{
	struct employer employer;
	enum rc rc;

	employer_init(&employer);
	rc = cmd_read_members(cli, &employer, err);
	return rc == RC_OK ? app_employer_save(cli->app, &employer, err) : rc;
}

enum rc
cmd_employer_change(struct cli *cli, struct err *err)
{
	struct employer employer;
	enum rc rc = find_employer(cli, 0, &employer, err);

	if (rc == RC_OK)
		rc = cmd_read_members(cli, &employer, err);
	return rc == RC_OK ? app_employer_save(cli->app, &employer, err) : rc;
}

enum rc
cmd_employer_end(struct cli *cli, struct err *err)
{
	struct employer employer;
	civil_date on;
	enum rc rc = find_employer(cli, 0, &employer, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK ? app_employer_end(cli->app, &employer.id, on, err)
			   : rc;
}

/* ---- vacancies ---- */

enum rc
cmd_vacancy_list(struct cli *cli, struct err *err)
{
	struct employer employer;
	struct report report;
	bool of_one = cli_word(cli, 0) != NULL;
	enum rc rc = of_one ? find_employer(cli, 0, &employer, err) : RC_OK;

	if (rc != RC_OK)
		return rc;
	report_init(&report, "vacancy list", "Vacancies");
	rc = add_vacancies(cli, of_one ? &employer.id : NULL, &report, err);
	if (rc == RC_OK)
		rc = cli_print(cli, &report, false, err);
	report_release(&report);
	return rc;
}

enum rc
cmd_vacancy_add(struct cli *cli, struct err *err)
{
	struct employer employer;
	struct vacancy vacancy;
	enum rc rc = find_employer(cli, 0, &employer, err);

	vacancy_init(&vacancy);
	if (rc == RC_OK) {
		vacancy.employer_id = employer.id;
		rc = cmd_read_members(cli, &vacancy, err);
	}
	return rc == RC_OK ? app_vacancy_save(cli->app, &vacancy, err) : rc;
}

enum rc
cmd_vacancy_change(struct cli *cli, struct err *err)
{
	struct vacancy vacancy;
	enum rc rc = find_vacancy(cli, &vacancy, err);

	if (rc == RC_OK)
		rc = cmd_read_members(cli, &vacancy, err);
	return rc == RC_OK ? app_vacancy_save(cli->app, &vacancy, err) : rc;
}

enum rc
cmd_vacancy_close(struct cli *cli, struct err *err)
{
	struct vacancy vacancy;
	civil_date on;
	enum rc rc = find_vacancy(cli, &vacancy, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK ? app_vacancy_close(cli->app, &vacancy.id, on, err)
			   : rc;
}
