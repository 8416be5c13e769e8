/* SPDX-License-Identifier: ISC */
/* The outcome statement, as it is printed: the demo academy's, of one day and
 * of two, for staff and for publication. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/csv.h"
#include "base/mem.h"
#include "report/kinds.h"
#include "report/outcomes.h"
#include "tests/support/small_academy.h"

enum { DAY_S = 86400 };

static char *
statement(struct small_academy *a, const char *options,
	  enum report_format format)
{
	struct report report;
	struct buf text = BUF_INIT;

	must(report_preview(a->app, report_kind_find("outcomes"), options,
			    &report, e));
	report_render(&report, format, false, &text);
	report_release(&report);
	return buf_detach(&text);
}

/* The words after a label, on its line. */
static void
says(const char *text, const char *label, const char *figure)
{
	const char *at = strstr(text, label);

	if (at == NULL)
		fail_msg("no \"%s\" in:\n%s", label, text);
	at += strlen(label);
	at += strspn(at, " ");
	if (strncmp(at, figure, strlen(figure)) != 0 ||
	    at[strlen(figure)] != '\n')
		fail_msg("\"%s\" is not \"%s\" in:\n%s", label, figure,
			 text);
}

/* ---- one day ---- */

static void
it_says_what_the_charity_says(void **state)
{
	static const char *const lines[][2] = {
		{ "Still inside", "4 of 19" },
		{ "counted below", "15 of 19" },
		{ "plan that is deferred", "4 of 15" },
		{ "Not known", "0 of 15" },
		{ "as software developers", "2 of 15" },
		{ "Developers in finance", "2 of 2" },
		{ "Junior developers", "1 of 2" },
		{ "Apprentice developers", "1 of 2" },
		{ "brokered while in custody", "2 of 2" },
		{ "own business", "5 of 15" },
		{ "freelance developers", "5 of 5" },
		{ "In technology, of those in work", "7 of 7" },
		{ "in higher education", "2 of 15" },
		{ "Technology subjects", "2 of 2" },
		{ "while they learn on", "6 of 15" },
		{ "bootcamp or another course", "1 of 6" },
		{ "mentor from the tech community", "1 of 6" },
		{ "other interventions", "4 of 6" },
		{ "Employed 6 weeks after release", "3 of 13 (23%)" },
		{ "Employed 6 months after release", "6 of 10 (60%)" },
	};
	struct small_academy *a = *state;
	char *text = statement(a, NULL, FORMAT_TEXT);

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		says(text, lines[i][0], lines[i][1]);
	assert_non_null(strstr(text, "23 Nov 2026"));
	assert_non_null(strstr(text, "MI016"));
	mem_free(text);
}

static void
csv_and_json_have_the_same_figures(void **state)
{
	struct small_academy *a = *state;
	char *csv = statement(a, "", FORMAT_CSV);
	char *json = statement(a, "", FORMAT_JSON);

	assert_non_null(strstr(csv, "\r\nself_employed,self_employed,"
				    "\"Self-employed, or own business\",5,15,"
				    "5 of 15,2026-11-23\r\n"));
	assert_non_null(strstr(csv, ",supported,Supported while they learn "
				    "on,6,15,"));
	assert_non_null(strstr(csv, "\r\ncounted,not_known,Not known,0,15,"));
	assert_non_null(strstr(json, "\"as_at\": \"2026-11-23\""));
	assert_non_null(strstr(json, "\"count\": \"6\",\n"
				     "          \"of\": \"15\",\n"
				     "          \"text\": \"6 of 15\""));
	mem_free(csv);
	mem_free(json);
}

/* ---- two days ---- */

static void
two_days_stand_beside_each_other(void **state)
{
	struct small_academy *a = *state;
	char *text = statement(a, "2026-05-01..2026-11-23", FORMAT_TEXT);
	char *then;

	says(text, "counted below         11 of 12", "15 of 19");
	says(text, "own business            4 of 11", "5 of 15");
	says(text, "Returned to custody                       1 of 11",
	     "0 of 15");
	mem_free(text);
	/* The first column is what the day's own statement says. */
	app_set_as_at(a->app, date_add_months(app_today(a->app), -6));
	then = statement(a, "", FORMAT_TEXT);
	text = statement(a, "2026-05-23", FORMAT_TEXT);
	assert_string_equal(then, text);
	app_set_as_at(a->app, DATE_NONE);
	mem_free(then);
	mem_free(text);
}

/* Reece was said to work in retail all along; recorded today, it is no news
 * for yesterday. */
static void
what_is_learned_later_changes_no_earlier_statement(void **state)
{
	struct small_academy *a = *state;
	struct student reece;
	struct destination d;
	char summary[LINE_SIZE];
	char *before = statement(a, "2026-11-20", FORMAT_TEXT), *after;

	must(app_student_find(a->app, "DEM-0047", &reece, e));
	fact_init(FACT_DESTINATION, &d);
	d.fact.student_id = reece.id;
	d.fact.on = app_today(a->app) - 400;
	d.kind = DESTINATION_EMPLOYED_16H_PLUS;
	d.field = FIELD_NOT_TECHNOLOGY;
	d.sector = SECTOR_RETAIL;
	d.main = true;
	must(app_fact_replace(a->app, FACT_DESTINATION, 1, &d, "a mix-up",
			      e));
	after = statement(a, "2026-11-20", FORMAT_TEXT);
	assert_string_equal(before, after);
	mem_free(after);
	after = statement(a, NULL, FORMAT_TEXT);
	says(after, "as software developers", "1 of 15");
	says(after, "In technology, of those in work", "6 of 7");
	mem_free(after);
	mem_free(before);
	must(app_undo(a->app, summary, sizeof(summary), e));
}

/* ---- for publication ---- */

static void
small_figures_are_kept_back(void **state)
{
	struct small_academy *a = *state;
	char *text = statement(a, "publish", FORMAT_TEXT);

	assert_non_null(strstr(text, "Figures under 5, and as many beside"));
	assert_non_null(strstr(text, "Publish two days as one"));
	says(text, "counted below", "15 of 19");
	says(text, "as software developers", "kept back");
	says(text, "while they learn on", "6 of 15");
	/* Five who are self-employed would give two who are employed away. */
	says(text, "own business", "kept back");
	says(text, "of those in work", "kept back");
	/* Nor is there a line that comes only when somebody is in it. */
	assert_null(strstr(text, "Developers in finance"));
	assert_null(strstr(text, "With the curriculum alone"));
	mem_free(text);
}

/* ---- in any format ---- */

/* What may stand in a row of the CSV, from its count on. */
static void
is_no_more(const struct csv_row *row, size_t at, const struct outcome *o,
	   const enum shown *shown, int cell)
{
	int of = outcome_row(cell)->of;
	char text[FIGURE_SIZE];
	char *count = xasprintf("%d", o->cells[cell]);
	char *whole = xasprintf("%d", of >= 0 ? o->cells[of] : 0);

	assert_string_equal(csv_text(row, at),
			    shown[cell] == SHOWN ? count : "");
	assert_string_equal(csv_text(row, at + 1),
			    of >= 0 && shown[of] == SHOWN ? whole : "");
	assert_string_equal(csv_text(row, at + 2),
			    outcome_figure(o, shown, cell, text));
	/* A percentage is of two figures that are shown. */
	if (strchr(text, '%') != NULL)
		assert_true(shown[cell] == SHOWN && shown[of] == SHOWN);
	mem_free(count);
	mem_free(whole);
}

static int
cell_of_id(const char *id)
{
	int cell = 0;

	while (strcmp(outcome_row(cell)->id, id) != 0)
		cell++;
	return cell;
}

/* However far in it begins. */
static const char *
line_of(const char *text, const char *label)
{
	for (; text != NULL; text = strchr(text, '\n')) {
		text += strspn(text, "\n ");
		if (strncmp(text, label, strlen(label)) == 0)
			return text;
	}
	return NULL;
}

/* JSON and paper say what CSV says, and nothing else of the row. */
static void
others_say_the_same(const struct csv_row *row, size_t columns,
		    const struct csv_row *names, const char **json,
		    const char **text)
{
	const char *label = csv_text(row, 2);

	for (size_t i = 1; i < columns; i++) {
		char *pair = xasprintf("\"%s\": \"%s\"", csv_text(names, i),
				       csv_text(row, i));

		*json = strstr(*json, pair);
		if (*json == NULL)
			fail_msg("no %s", pair);
		mem_free(pair);
	}
	if (columns == 7) {
		*text = line_of(*text, label);
		assert_non_null(*text);
		says(*text, label, csv_text(row, 5));
	}
}

static void
no_row_says_more(struct small_academy *a, const char *options,
		 const struct outcome *now, const struct outcome *before)
{
	char *csv = statement(a, options, FORMAT_CSV);
	char *json = statement(a, options, FORMAT_JSON);
	char *text = statement(a, options, FORMAT_TEXT);
	const char *at = json, *below = text;
	enum shown shown[OUTCOME_CELLS];
	struct csv table;

	outcome_suppress(now, before, shown);
	must(csv_parse(csv, strlen(csv), &table, e));
	assert_true(table.count > 20);
	for (size_t i = 1; i < table.count; i++) {
		const struct csv_row *row = &table.rows[i];
		int cell = cell_of_id(csv_text(row, 1));

		assert_int_equal(row->count, before != NULL ? 11 : 7);
		is_no_more(row, before != NULL ? 6 : 3, now, shown, cell);
		if (before != NULL)
			is_no_more(row, 3, before, shown, cell);
		assert_true(shown[cell] != SHOWN ||
			    now->cells[cell] >= SUPPRESS_UNDER);
		others_say_the_same(row, row->count, &table.rows[0], &at,
				    &below);
	}
	csv_release(&table);
	mem_free(csv);
	mem_free(json);
	mem_free(text);
}

static void
no_format_gives_a_small_figure_away(void **state)
{
	struct small_academy *a = *state;
	civil_date day;
	struct outcome now, before;

	must(date_parse("2026-05-01", &day, e));
	must(app_outcomes(a->app, DATE_NONE, &now, e));
	must(app_outcomes(a->app, day, &before, e));
	no_row_says_more(a, "publish", &now, NULL);
	no_row_says_more(a, "publish,2026-05-01", &before, NULL);
	no_row_says_more(a, "publish,2026-05-01..2026-11-23", &now, &before);
}

/* What is kept back of one day is kept back of the other. */
static void
two_days_are_published_together(void **state)
{
	struct small_academy *a = *state;
	char *text = statement(a, "publish,2026-05-01..2026-11-23",
			       FORMAT_TEXT);

	assert_non_null(strstr(text, "Figures under 5 on either day"));
	says(text, "while they learn on             kept back", "kept back");
	mem_free(text);
}

/* ---- what is asked for ---- */

static void
what_is_asked_for_is_read(void **state)
{
	static const char *const right[] = {
		"", "2026-05-01", "2026-05-01..2026-11-23", "publish",
		"publish,2026-05-01", "publish,2026-05-01..2026-11-23",
		"academies", "academies,2026-05-01",
	};
	static const char *const wrong[] = {
		"2026-13-01", "2026-11-23..2026-05-01", "2026-05-01..",
		"..2026-05-01", "print", "publish,yesterday",
		"2026-05-01...2026-11-23", "2026-05-01..2026-05-01",
	};
	struct outcome_options o;
	struct err err;
	char text[OUTCOME_OPTIONS_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(right); i++) {
		must(outcome_options_parse(right[i], &o, e));
		assert_string_equal(outcome_options_text(&o, text), right[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		assert_int_equal(outcome_options_parse(wrong[i], &o, &err),
				 RC_INVALID);
		assert_string_equal(err.where, "options");
	}
}

/* ---- who is not counted ---- */

static void
who_said_no_or_died_inside_is_set_apart(void **state)
{
	struct small_academy *a = *state;
	struct student reece, nia;
	struct consent no;
	char summary[LINE_SIZE];
	char *text;

	must(app_student_find(a->app, "DEM-0047", &reece, e));
	must(app_student_find(a->app, "DEM-0001", &nia, e));
	fact_init(FACT_CONSENT, &no);
	no.fact.student_id = reece.id;
	no.purpose = CONSENT_ANONYMISED_STATISTICS;
	must(app_fact_add(a->app, FACT_CONSENT, &no, e));
	must(app_custody(a->app, &nia.id, 1, CUSTODY_DIED, DATE_NONE, NULL,
			 NULL, e));
	text = statement(a, NULL, FORMAT_TEXT);
	says(text, "Still inside", "3 of 19");
	says(text, "Not counted", "2 of 19");
	says(text, "counted below", "14 of 19");
	says(text, "as software developers", "1 of 14");
	says(text, "Employed 6 weeks after release", "2 of 12 (17%)");
	assert_non_null(strstr(text, "Not counted are those who died"));
	mem_free(text);
	must(app_undo(a->app, summary, sizeof(summary), e));
	must(app_undo(a->app, summary, sizeof(summary), e));
}

/* ---- behind each figure ---- */

static void
behind_each_figure_are_its_people(void **state)
{
	struct small_academy *a = *state;
	struct outcome o;

	must(app_outcomes(a->app, DATE_NONE, &o, e));
	for (int cell = 0; cell < OUTCOME_CELLS; cell++) {
		struct graduate_row *rows;
		size_t count;

		must(app_outcome_people(a->app, cell, &rows, &count, e));
		assert_int_equal(count, o.cells[cell]);
		mem_free(rows);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(it_says_what_the_charity_says),
		T(csv_and_json_have_the_same_figures),
		T(two_days_stand_beside_each_other),
		T(what_is_learned_later_changes_no_earlier_statement),
		T(small_figures_are_kept_back),
		T(no_format_gives_a_small_figure_away),
		T(two_days_are_published_together),
		T(what_is_asked_for_is_read),
		T(who_said_no_or_died_inside_is_set_apart),
		T(behind_each_figure_are_its_people),
	};

	return cmocka_run_group_tests(tests, demo_academy_set_up,
				      small_academy_tear_down);
}
