/* SPDX-License-Identifier: ISC */
#include "report/outcomes.h"

#include <stdio.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/gate_app.h"
#include "base/mem.h"
#include "report/kinds.h"

/* ---- what is asked for ---- */

static enum rc
parse_day(const char *text, size_t len, civil_date *day, struct err *err)
{
	char copy[DATE_TEXT_SIZE];

	if (len >= sizeof(copy))
		return err_set(err, RC_INVALID, NULL, "That is not a date.");
	memcpy(copy, text, len);
	copy[len] = '\0';
	return date_parse(copy, day, err);
}

static enum rc
parse_days(const char *text, size_t len, struct outcome_options *o,
	   struct err *err)
{
	const char *dots = memmem(text, len, "..", 2);
	size_t first = dots != NULL ? (size_t)(dots - text) : len;

	if (dots == NULL)
		return parse_day(text, len, &o->on, err);
	if (parse_day(text, first, &o->before, err) != RC_OK ||
	    parse_day(dots + 2, len - first - 2, &o->on, err) != RC_OK)
		return err->code;
	if (o->before >= o->on)
		return err_set(err, RC_INVALID, NULL,
			       "The earlier day comes first.");
	return RC_OK;
}

static bool
is_word(const char *text, size_t len, const char *word)
{
	return len == strlen(word) && strncmp(text, word, len) == 0;
}

enum rc
outcome_options_parse(const char *text, struct outcome_options *o,
		      struct err *err)
{
	const char *at = text != NULL ? text : "";

	*o = (struct outcome_options){ .on = DATE_NONE, .before = DATE_NONE };
	while (*at != '\0') {
		size_t len = strcspn(at, ",");

		if (is_word(at, len, "publish"))
			o->publish = true;
		else if (is_word(at, len, "academies"))
			o->academies = true;
		else if (parse_days(at, len, o, err) != RC_OK)
			return err_set(err, RC_INVALID, "options",
				       "\"%.40s\" is not understood. Write a "
				       "day, two days such as "
				       "2026-05-01..2026-11-23, \"publish\", "
				       "\"academies\", or one of these, a comma "
				       "and days.", text);
		at += len;
		at += *at == ',';
	}
	return RC_OK;
}

const char *
outcome_options_text(const struct outcome_options *o,
		     char text[OUTCOME_OPTIONS_SIZE])
{
	char on[DATE_TEXT_SIZE], before[DATE_TEXT_SIZE];
	bool two = o->before != DATE_NONE;

	snprintf(text, OUTCOME_OPTIONS_SIZE, "%s%s%s%s%s%s",
		 o->publish ? "publish" : "", o->academies ? "academies" : "",
		 (o->publish || o->academies) && o->on != DATE_NONE ? "," : "",
		 two ? date_format(o->before, before) : "", two ? ".." : "",
		 o->on != DATE_NONE ? date_format(o->on, on) : "");
	return text;
}

/* ---- one table, and a second for each academy ---- */

struct day {
	civil_date on;
	struct outcome outcome;
};

struct statement {
	struct outcome_options options;
	struct day now, before;
	enum shown shown[OUTCOME_CELLS];	/* of both */
};

static bool
compares(const struct statement *s)
{
	return s->options.before != DATE_NONE;
}

static const struct report_column one_day[] = {
	{ "section", "", REPORT_HIDDEN, false },
	{ "id", "", REPORT_HIDDEN, false },
	{ "figure", "", 0, false },
	{ "count", "", REPORT_HIDDEN, true },
	{ "of", "", REPORT_HIDDEN, true },
	{ "text", "Figure", 20, false },
	{ "as_at", "", REPORT_HIDDEN, false },
};
static const struct report_column two_days[] = {
	{ "section", "", REPORT_HIDDEN, false },
	{ "id", "", REPORT_HIDDEN, false },
	{ "figure", "", 0, false },
	{ "count_before", "", REPORT_HIDDEN, true },
	{ "of_before", "", REPORT_HIDDEN, true },
	{ "text_before", "Before", 18, false },
	{ "count", "", REPORT_HIDDEN, true },
	{ "of", "", REPORT_HIDDEN, true },
	{ "text", "Now", 18, false },
	{ "as_at_before", "", REPORT_HIDDEN, false },
	{ "as_at", "", REPORT_HIDDEN, false },
};

static enum rc
load_day(struct app *app, civil_date on, struct day *day, struct err *err)
{
	day->on = on != DATE_NONE ? on : app_as_at(app);
	return app_outcomes(app, day->on, &day->outcome, err);
}

static enum rc
load(struct app *app, struct statement *s, struct err *err)
{
	enum rc rc = load_day(app, s->options.on, &s->now, err);

	if (rc == RC_OK && compares(s))
		rc = load_day(app, s->options.before, &s->before, err);
	if (rc == RC_OK && s->options.publish)
		outcome_suppress(&s->now.outcome,
				 compares(s) ? &s->before.outcome : NULL,
				 s->shown);
	return rc;
}

static void
add_number(struct report *report, const struct statement *s,
	   const struct day *day, int cell)
{
	if (cell >= 0 && s->shown[cell] == SHOWN)
		report_cell(report, "%d", day->outcome.cells[cell]);
	else
		report_cell(report, "%s", "");
}

static void
add_figure(struct report *report, const struct statement *s,
	   const struct day *day, int cell)
{
	char text[FIGURE_SIZE];

	add_number(report, s, day, cell);
	add_number(report, s, day, outcome_row(cell)->of);
	report_cell(report, "%s", outcome_figure(&day->outcome, s->shown,
						 cell, text));
}

static bool
is_shown(const struct statement *s, const struct outcome_line *line)
{
	enum shown shown = s->shown[line->cell];

	return outcome_line_shows(line, &s->now.outcome, shown) ||
	       (compares(s) &&
		outcome_line_shows(line, &s->before.outcome, shown));
}

static void
add_line(struct report *report, const struct statement *s,
	 const struct outcome_line *line)
{
	const struct outcome_row *row = outcome_row(line->cell);
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", term_code(&outcome_sections,
					    (int)line->section));
	report_cell(report, "%s", row->id);
	report_cell(report, "%*s%s", line->depth * 2, "", row->label);
	if (compares(s))
		add_figure(report, s, &s->before, line->cell);
	add_figure(report, s, &s->now, line->cell);
	/* A figure goes nowhere without its day. */
	if (compares(s))
		report_cell(report, "%s", date_format(s->before.on, day));
	report_cell(report, "%s", date_format(s->now.on, day));
}

static void
add_lines(struct report *report, const struct statement *s)
{
	size_t count;
	const struct outcome_line *lines = outcome_lines(&count);
	bool two = compares(s);
	int group = -1;

	report_section(report, "statement", "");
	report_table(report, two ? two_days : one_day,
		     two ? ARRAY_SIZE(two_days) : ARRAY_SIZE(one_day), true);
	for (size_t i = 0; i < count; i++) {
		if (!is_shown(s, &lines[i]))
			continue;
		if ((int)lines[i].section != group)
			report_group(report);
		group = (int)lines[i].section;
		add_line(report, s, &lines[i]);
	}
}

/* ---- by academy ---- */

static const struct report_column place_columns[] = {
	{ "academy", "Academy", 8, false },
	{ "graduates", "Grad.", 5, true },
	{ "still_inside", "In", 5, true },
	{ "released", "Out", 5, true },
	{ "employed", "Empl.", 5, true },
	{ "self_employed", "Own", 5, true },
	{ "higher_education", "Univ.", 5, true },
	{ "supported", "Supp.", 5, true },
	{ "others", "Other", 5, true },
	{ "not_known", "N.kn.", 5, true },
	{ "deferred", "Defer", 5, true },
	{ "as_at", "", REPORT_HIDDEN, false },
};

static void
add_place(struct report *report, const char *code, const struct outcome *o,
	  civil_date on)
{
	static const int cells[] = {
		OUTCOME_GRADUATES, OUTCOME_INSIDE, OUTCOME_RELEASED,
		OUTCOME_EMPLOYED, OUTCOME_SELF_EMPLOYED,
		OUTCOME_HIGHER_EDUCATION, OUTCOME_SUPPORTED,
	};
	const int *c = o->cells;
	char day[DATE_TEXT_SIZE];

	report_cell(report, "%s", code);
	for (size_t i = 0; i < ARRAY_SIZE(cells); i++)
		report_cell(report, "%d", c[cells[i]]);
	report_cell(report, "%d", c[OUTCOME_VOLUNTARY] + c[OUTCOME_SEEKING] +
			    c[OUTCOME_UNAVAILABLE] + c[OUTCOME_OTHER] +
			    c[OUTCOME_RETURNED] + c[OUTCOME_DIED]);
	report_cell(report, "%d", c[OUTCOME_NOT_KNOWN]);
	report_cell(report, "%d", c[OUTCOME_DEFERRED]);
	report_cell(report, "%s", date_format(on, day));
}

static enum rc
add_places(struct app *app, struct report *report, const struct statement *s,
	   struct err *err)
{
	struct place_outcome *rows;
	char day[DATE_TEXT_SIZE + 4], heading[40] = "By academy";
	size_t count;
	enum rc rc;

	if (app_academy(app)->kind != SITE_HEAD_OFFICE)
		return RC_OK;
	if (compares(s))
		snprintf(heading, sizeof(heading), "By academy, on %s",
			 date_format_long(s->now.on, day));
	report_section(report, "academies", heading);
	if (s->options.publish) {
		report_note(report, "Not for publication: few graduates "
			    "each, who could be worked out from the totals.");
		return RC_OK;
	}
	rc = app_outcomes_by_place(app, s->now.on, &rows, &count, err);
	report_table(report, place_columns, ARRAY_SIZE(place_columns),
		     s->options.academies);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		add_place(report, rows[i].code[0] != '\0' ? rows[i].code
					: app_academy(app)->code,
			  &rows[i].outcome, s->now.on);
	add_place(report, "All", &s->now.outcome, s->now.on);
	mem_free(rows);
	return rc;
}

/* ---- what the reader must know ---- */

static void
add_about(struct report *report, const struct statement *s)
{
	char day[DATE_TEXT_SIZE + 4];

	report_section(report, "about", "");
	report_field(report, "as_known_on", "As known on", "%s",
		     date_format_long(s->now.on, day));
	if (compares(s))
		report_field(report, "before", "Before", "%s",
			     date_format_long(s->before.on, day));
	report_field(report, "counted", "Who is counted",
		     "Graduates who have left prison, back or not; each once, "
		     "by the main thing they do.");
	if (s->options.publish)
		report_field(report, "suppressed", "Kept back",
			     "Figures under %d%s, and as many beside them that "
			     "none can be worked out. Publish two days as one "
			     "comparison: two statements can be subtracted.",
			     SUPPRESS_UNDER,
			     compares(s) ? " on either day" : "");
}

static void
add_notes(struct report *report, const struct statement *s)
{
	if (s->shown[OUTCOME_APART] == SHOWN &&
	    s->now.outcome.cells[OUTCOME_APART] > 0)
		report_note(report, "Not counted are those who died in "
			    "prison, who said no to statistics, or whose "
			    "record another academy keeps.");
	report_note(report, "Ministry of Justice: measures MI016 and MI017a, "
		    "guidance of July 2024: per release, two of one day "
		    "once, if still on licence at the point; the percentage "
		    "leaves out who is not available or not known. Its own, "
		    "of all releases in the year to March 2024: 19.3%% at 6 "
		    "weeks, 31.1%% at 6 months.");
}

/* A line for each academy, of one day. */
static enum rc
may_tell_apart(struct app *app, const struct statement *s, struct err *err)
{
	if (app_academy(app)->kind != SITE_HEAD_OFFICE)
		return err_set(err, RC_CONFLICT, "options",
			       "These are the graduates of one academy; head "
			       "office sees several.");
	if (s->options.publish || compares(s))
		return err_set(err, RC_INVALID, "options",
			       "\"academies\" goes with one day, and not with "
			       "\"publish\".");
	return RC_OK;
}

enum rc
report_outcomes(struct app *app, const char *options, struct report *report,
		struct id *subject, struct err *err)
{
	struct statement *s = xcalloc(1, sizeof(*s));
	enum rc rc = outcome_options_parse(options, &s->options, err);

	(void)subject;
	if (rc == RC_OK && s->options.academies)
		rc = may_tell_apart(app, s, err);
	if (rc == RC_OK)
		rc = load(app, s, err);
	if (rc == RC_OK) {
		report_as_at(report, s->now.on);
		mem_free(report->subtitle);
		report->subtitle = xstrdup(s->options.publish
						   ? "For publication"
						   : "For staff: not for "
						     "publication");
		add_about(report, s);
		if (!s->options.academies) {
			add_lines(report, s);
			add_notes(report, s);
		}
		rc = add_places(app, report, s, err);
	}
	mem_free(s);
	return rc;
}
