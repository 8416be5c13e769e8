/* SPDX-License-Identifier: ISC */
/* Facts of a kind, listed: what each is made of, and what became of it. */
#include "cli/commands.h"

#include <stddef.h>
#include <string.h>

#include "app/support_app.h"
#include "base/mem.h"
#include "model/member_tables.h"

/* What a list adds to the members of some kinds. */
static const struct fact_member found[] = {
	MEMBER(deferral, next_check, "Next check", DATE, false),
	TERM(destination, verified, "Verified", verified),
	MEMBER(destination, verified_on, "Verified on", DATE, false),
	MEMBER(mentor_match, meetings, "Meetings", NUMBER, false),
	MEMBER(mentor_match, last_met_on, "Last met", DATE, false),
};
static const struct {
	size_t first, count;
} found_of[FACT_KINDS] = {
	[FACT_DEFERRAL] = { 0, 1 },
	[FACT_DESTINATION] = { 1, 2 },
	[FACT_MENTOR] = { 3, 2 },
};

/* Every member of a kind that people read, spec's first. */
static const struct fact_member *
member_at(enum fact_kind kind, size_t i)
{
	const struct fact_spec *spec = &fact_specs[kind];

	for (size_t k = 0; k < spec->count; k++)
		if (spec->members[k].kind != MEMBER_ID &&
		    spec->members[k].kind != MEMBER_ID_OR_NULL && i-- == 0)
			return &spec->members[k];
	return i < found_of[kind].count ? &found[found_of[kind].first + i]
					: NULL;
}

static const struct report_column fact_columns[] = {
	{ "number", "No", 3, true },
	{ "on", "On", 10, false },
	{ "what", "What", 0, false },
	{ "ended_on", "Ended", 10, false },
	{ "ended_as", "How", REPORT_HIDDEN, false },
	{ "by", "By", 14, false },
};

/* Their columns, and one more for each member: mem_free(). */
static struct report_column *
make_columns(enum fact_kind kind, size_t *count)
{
	struct report_column *columns = xcalloc(ARRAY_SIZE(fact_columns) + 32,
						sizeof(*columns));
	const struct fact_member *m;

	memcpy(columns, fact_columns, sizeof(fact_columns));
	*count = ARRAY_SIZE(fact_columns);
	for (size_t i = 0; (m = member_at(kind, i)) != NULL; i++)
		columns[(*count)++] = (struct report_column){
			m->id, m->label, REPORT_HIDDEN, false };
	return columns;
}

/* Nothing for what was not said. */
static const char *
said_of(const struct fact_member *m, const void *row, char *text, size_t size)
{
	const char *said = fact_member_text(m, row, text, size);

	if ((m->kind == MEMBER_NUMBER && strcmp(said, "0") == 0) ||
	    (m->kind == MEMBER_FLAG && strcmp(said, "no") == 0) ||
	    (m->kind == MEMBER_TERM && strcmp(said, "Not known") == 0))
		return "";
	return said;
}

/* "Employed, 16 hours or more; Employer: Example Bank" */
static void
add_words(struct report *report, enum fact_kind kind, const void *row)
{
	const struct fact_member *m;
	struct buf words = BUF_INIT;
	char text[32];

	for (size_t i = 0; (m = member_at(kind, i)) != NULL; i++) {
		const char *said = i == 0
			? fact_member_text(m, row, text, sizeof(text))
			: said_of(m, row, text, sizeof(text));

		if (i == 0)
			buf_adds(&words, said);
		else if (said[0] != '\0')
			buf_addf(&words, "%s%s: %s", words.len > 0 ? "; " : "",
				 m->label, said);
	}
	report_cell(report, "%s", words.len > 0 ? words.ptr : "");
	buf_release(&words);
}

static void
add_row(struct report *report, enum fact_kind kind, const void *row)
{
	const struct fact *fact = row;
	const struct fact_member *m;
	char text[32];

	report_cell(report, "%d", fact->number);
	report_cell(report, "%s", date_format(fact->on, text));
	add_words(report, kind, row);
	report_cell(report, "%s", date_format(fact->ended_on, text));
	report_cell(report, "%s", fact->ended_on == DATE_NONE ? ""
			: term_label(&term_ending, (int)fact->ended_as));
	report_cell(report, "%s", fact->by);
	for (size_t i = 0; (m = member_at(kind, i)) != NULL; i++)
		report_cell(report, "%s",
			    fact_member_text(m, row, text, sizeof(text)));
}

static enum rc
list(struct cli *cli, enum fact_kind kind, const struct id *id, void **rows,
     size_t *count, struct err *err)
{
	struct destination *destinations;
	struct deferral *deferrals;
	struct mentor_match *mentors;
	enum rc rc;

	switch (kind) {
	case FACT_DESTINATION:
		rc = app_destinations(cli->app, id, &destinations, count, err);
		*rows = destinations;
		return rc;
	case FACT_DEFERRAL:
		rc = app_deferrals(cli->app, id, &deferrals, count, err);
		*rows = deferrals;
		return rc;
	case FACT_MENTOR:
		rc = app_mentors(cli->app, id, &mentors, count, err);
		*rows = mentors;
		return rc;
	default:
		return app_fact_list(cli->app, kind, id, rows, count, err);
	}
}

enum rc
cmd_fact_list(struct cli *cli, struct err *err)
{
	struct student student;
	struct report report;
	struct report_column *columns;
	enum fact_kind kind;
	void *rows;
	size_t count, column_count;
	int what = 0;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = term_parse(&term_fact, cli_word(cli, 1), &what, err);
	kind = (enum fact_kind)what;
	if (rc == RC_OK)
		rc = list(cli, kind, &student.id, &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	columns = make_columns(kind, &column_count);
	report_init(&report, "fact list", student.name);
	report_section(&report, fact_specs[kind].table, "");
	report_table(&report, columns, column_count, true);
	for (size_t i = 0; i < count; i++)
		add_row(&report, kind, (const char *)rows +
					       i * fact_specs[kind].size);
	if (count == 0)
		report_note(&report, "None.");
	rc = cli_print(cli, &report, false, err);
	report_release(&report);
	mem_free(columns);
	mem_free(rows);
	return rc;
}
