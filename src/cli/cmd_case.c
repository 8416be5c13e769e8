/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

#include "app/case_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "report/kinds.h"

/* ---- looking ---- */

static const struct report_column case_columns[] = {
	{ "id", "Case study", 12, false },
	{ "state", "State", 20, false },
	{ "kind", "Kind", 9, false },
	{ "out", "Out at", 6, true },
	{ "title", "Title", 0, false },
	{ "name", "Name", REPORT_HIDDEN, false },
};

enum rc
cmd_case_list(struct cli *cli, struct err *err)
{
	struct case_row *rows;
	struct report report;
	size_t count;
	enum rc rc = app_cases(cli->app, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "case-study list", "Case studies");
	report_section(&report, "cases", "");
	report_table(&report, case_columns, ARRAY_SIZE(case_columns), true);
	for (size_t i = 0; i < count; i++) {
		const struct case_row *r = &rows[i];

		report_cell(&report, "%s", r->ref);
		report_cell(&report, "%s",
			    term_label(&term_case_state, (int)r->state));
		report_cell(&report, "%s",
			    term_label(&term_case_kind, (int)r->study.kind));
		report_cell(&report, "%d", r->standing.up);
		report_cell(&report, "%s", r->study.title);
		report_cell(&report, "%s", r->name);
	}
	if (count == 0)
		report_note(&report, "No case study yet. \"case-study new\" "
			    "begins one, once the person has agreed.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(rows);
	return rc;
}

static const struct report_column place_columns[] = {
	{ "number", "Number", 6, true },
	{ "outlet", "As", 22, false },
	{ "place", "Where", 0, false },
	{ "published", "Since", 10, false },
	{ "down", "Taken down", 10, false },
};

static void
add_consent(struct report *report, const struct case_row *r)
{
	static const char *const words[] = {
		[CONSENT_NOT_ASKED] = "none", [CONSENT_GIVEN] = "given",
		[CONSENT_WITHDRAWN] = "withdrawn",
	};
	char day[DATE_TEXT_SIZE];

	report_field(report, "consent", "Consent", "%s %s%s%s",
		     words[r->standing.consent],
		     date_format(r->consent_since, day),
		     r->wording[0] != '\0' ? ", wording " : "", r->wording);
}

static void
add_places(struct report *report, const struct case_file *f)
{
	char day[DATE_TEXT_SIZE];

	report_section(report, "places", "Where it was published");
	report_table(report, place_columns, ARRAY_SIZE(place_columns), true);
	for (size_t i = 0; i < f->place_count; i++) {
		const struct case_place *p = &f->places[i];

		report_cell(report, "%d", p->fact.number);
		report_cell(report, "%s",
			    term_label(&term_outlet, (int)p->outlet));
		report_cell(report, "%s", p->place);
		report_cell(report, "%s", date_format(p->fact.on, day));
		report_cell(report, "%s",
			    date_format(p->fact.ended_on, day));
	}
}

static const struct report_column step_columns[] = {
	{ "date", "On", 10, false },
	{ "step", "What", 18, false },
	{ "by", "Who", 20, false },
	{ "note", "Note", 0, false },
};

static void
add_steps(struct report *report, const struct case_file *f)
{
	char day[DATE_TEXT_SIZE];

	report_section(report, "steps", "How it came about");
	report_table(report, step_columns, ARRAY_SIZE(step_columns), false);
	for (size_t i = 0; i < f->step_count; i++) {
		const struct case_step_taken *t = &f->steps[i];

		report_cell(report, "%s", date_format(t->fact.on, day));
		report_cell(report, "%s", term_label(&term_case_step,
						     (int)t->step));
		report_cell(report, "%s", t->fact.by);
		report_cell(report, "%s", t->note);
	}
}

enum rc
cmd_case_show(struct cli *cli, struct err *err)
{
	struct case_file f;
	struct report report;
	char day[DATE_TEXT_SIZE];
	enum rc rc = app_case_open(cli->app, cli_word(cli, 0), &f, err);

	if (rc != RC_OK)
		return rc;
	report_init(&report, "case-study show", f.row.study.title);
	report_section(&report, "case", "");
	report_field(&report, "id", "Case study", "%s", f.row.ref);
	report_field(&report, "title", "Title", "%s", f.row.study.title);
	report_field(&report, "name", "Who", "%s", f.row.name);
	report_field(&report, "kind", "Kind", "%s",
		     term_label(&term_case_kind, (int)f.row.study.kind));
	report_field(&report, "state", "State", "%s",
		     term_label(&term_case_state, (int)f.row.state));
	add_consent(&report, &f.row);
	report_field(&report, "text", "Text", "%s %s",
		     date_format(f.row.written_on, day), f.row.writer);
	if (f.text != NULL)
		report_field(&report, "open", "Details to settle", "%zu",
			     f.open);
	add_steps(&report, &f);
	add_places(&report, &f);
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	case_file_release(&f);
	return rc;
}

static const struct report_column detail_columns[] = {
	{ "line", "Line", 4, true },
	{ "detail", "Detail", 22, false },
	{ "words", "Words", 24, false },
	{ "because", "May stay, because", 0, false },
};

enum rc
cmd_case_check(struct cli *cli, struct err *err)
{
	struct case_file f;
	struct report report;
	enum rc rc = app_case_open(cli->app, cli_word(cli, 0), &f, err);

	if (rc == RC_OK && (rc = case_check_consent(&f.row, err)) != RC_OK)
		case_file_release(&f);
	if (rc != RC_OK)
		return rc;
	report_init(&report, "case-study check", f.row.study.title);
	report_section(&report, "details", "");
	report_table(&report, detail_columns, ARRAY_SIZE(detail_columns),
		     true);
	for (size_t i = 0; i < f.detail_count; i++) {
		const struct case_detail *d = &f.details[i];

		report_cell(&report, "%d", d->found.line);
		report_cell(&report, "%s",
			    term_label(&term_finding, (int)d->found.kind));
		report_cell(&report, "%s", d->found.words);
		report_cell(&report, "%s", d->because);
	}
	report_note(&report, "%zu of %zu to settle: change the text, or say "
		    "why each may stay. The program points at names, dates "
		    "and words that it knows; you know more.", f.open,
		    f.detail_count);
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	case_file_release(&f);
	return rc;
}

/* ---- writing ---- */

static enum rc
read_text(const char *path, struct buf *text, struct err *err)
{
	enum rc rc = path_read(path, CASE_TEXT_SIZE, text, err);

	/* What an editor of another system wrote. */
	for (size_t from = 0, to = 0; rc == RC_OK && from <= text->len;
	     from++)
		if (text->ptr[from] != '\r')
			text->ptr[to++] = text->ptr[from];
	return rc;
}

enum rc
cmd_case_new(struct cli *cli, struct err *err)
{
	struct student student;
	struct case_study study;
	struct buf text = BUF_INIT;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = read_text(cli_word(cli, 1), &text, err);
	fact_init(FACT_CASE, &study);
	study.fact.student_id = student.id;
	study.kind = cli_option(cli, "anonymous") != NULL ? CASE_ANONYMOUS
							  : CASE_NAMED;
	snprintf(study.title, sizeof(study.title), "%s",
		 cli_option(cli, "title") ? cli_option(cli, "title") : "");
	if (rc == RC_OK)
		rc = app_case_begin(cli->app, &study, text.ptr, err);
	buf_release(&text);
	if (rc == RC_OK)
		fprintf(cli->out, "%s.%d\n", student.reference,
			study.fact.number);
	return rc;
}

enum rc
cmd_case_draft(struct cli *cli, struct err *err)
{
	struct buf text = BUF_INIT;
	enum rc rc = read_text(cli_word(cli, 1), &text, err);

	if (rc == RC_OK)
		rc = app_case_draft(cli->app, cli_word(cli, 0), text.ptr,
				    err);
	buf_release(&text);
	return rc;
}

enum rc
cmd_case_stay(struct cli *cli, struct err *err)
{
	const char *because = cli_option(cli, "because");
	int finding = 0;
	enum rc rc = term_parse(&term_finding, cli_word(cli, 1), &finding,
				err);

	return rc == RC_OK
		       ? app_case_stay(cli->app, cli_word(cli, 0),
				       (enum finding_kind)finding,
				       cli_word(cli, 2),
				       because != NULL ? because : "", err)
		       : rc;
}

/* ---- approval ---- */

enum rc
cmd_case_send(struct cli *cli, struct err *err)
{
	return app_case_step(cli->app, cli_word(cli, 0), STEP_SENT, NULL,
			     err);
}

enum rc
cmd_case_approve(struct cli *cli, struct err *err)
{
	return app_case_step(cli->app, cli_word(cli, 0), STEP_APPROVED, NULL,
			     err);
}

enum rc
cmd_case_return(struct cli *cli, struct err *err)
{
	return app_case_step(cli->app, cli_word(cli, 0), STEP_SENT_BACK,
			     cli_option(cli, "because"), err);
}

/* ---- out, and back ---- */

enum rc
cmd_case_publish(struct cli *cli, struct err *err)
{
	const char *as = cli_option(cli, "as");
	struct case_place place;
	int outlet = OUTLET_OTHER;
	enum rc rc;

	fact_init(FACT_CASE_PLACE, &place);
	rc = cli_date(cli, "on", &place.fact.on, err);
	if (rc == RC_OK && as != NULL)
		rc = term_parse(&term_outlet, as, &outlet, err);
	if (rc != RC_OK)
		return rc;
	place.outlet = (enum outlet)outlet;
	snprintf(place.place, sizeof(place.place), "%s", cli_word(cli, 1));
	return app_case_publish(cli->app, cli_word(cli, 0), &place, err);
}

enum rc
cmd_case_take_down(struct cli *cli, struct err *err)
{
	civil_date on = DATE_NONE;
	int64_t number = 0;
	enum rc rc = cmd_number(cli_word(cli, 1), "number", &number, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK
		       ? app_case_take_down(cli->app, cli_word(cli, 0),
					    (int)number, on,
					    cli_option(cli, "note"), err)
		       : rc;
}

enum rc
cmd_case_text(struct cli *cli, struct err *err)
{
	const char *output = cli_option(cli, "output");
	struct buf text = BUF_INIT;
	int64_t number;
	enum rc rc = report_case_text(cli->app, cli_word(cli, 0), output,
				      &text, &number, err);

	if (rc == RC_OK && output == NULL)
		fputs(text.ptr, cli->out);
	buf_release(&text);
	return rc;
}
