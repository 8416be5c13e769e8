/* SPDX-License-Identifier: ISC */
/* The stories told about the person; the desk has the rest. */
#include "screens/case_desk.h"
#include "screens/person.h"

#include <stdio.h>

#include "base/mem.h"

static const struct list_column columns[] = {
	{ "State", 20, false }, { "Title", 0, false }, { "Kind", 9, false },
	{ "Out at", 6, true },
};

static void
show(struct person *p, const struct case_row *r)
{
	person_fact(p, r->state == CASE_TO_TAKE_DOWN ? LOOK_ERROR : LOOK_BODY,
		    FACT_CASE, &r->study);
	person_cell(p, "%s%s", r->state == CASE_TO_TAKE_DOWN ? "! " : "",
		    term_label(&term_case_state, (int)r->state));
	person_cell(p, "%s", r->study.title);
	person_cell(p, "%s", term_label(&term_case_kind, (int)r->study.kind));
	person_cell(p, "%.0d", r->standing.up);
}

static enum rc
load(struct person *p, struct err *err)
{
	struct case_row *rows;
	size_t count;
	enum rc rc = app_cases(p->s->app, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (id_equal(&rows[i].study.fact.student_id, &p->id))
			show(p, &rows[i]);
	mem_free(rows);
	return rc;
}

static void
run_open(void *data, struct ui *ui)
{
	struct person *p = data;
	const struct fact *study = person_fact_at(p);
	char ref[CASE_REF_SIZE];

	(void)ui;
	if (study == NULL)
		return;
	snprintf(ref, sizeof(ref), "%s.%d", p->student.reference,
		 study->number);
	case_file_open(p->s, ref);
}

static void
run_new(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	case_form_open(p->s, &p->id, NULL, "");
}

static const struct command commands[] = {
	{ "person.case", TK_ENTER, 0, "Open", "the text, what it may give "
	  "away, and where it is out", CMD_FOOTER, NULL, run_open },
	{ "person.new", TK_F3, 'n', "New", "begin a case study", CMD_FOOTER,
	  person_may_change, run_new },
};

const struct person_tab person_tab_cases = {
	.id = "person-cases", .title = "Stories", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load,
	.empty = "No case study. n begins one, once the person has agreed.",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
};
