/* SPDX-License-Identifier: ISC */
/* Mentors from outside, and their meetings. */
#include "screens/person.h"

#include "base/mem.h"

static const struct list_column columns[] = {
	{ "Day", 13, false }, { "What", 0, false }, { "", 14, false },
	{ "Aim, or note", 0, false },
};

static void
show_match(struct person *p, const struct mentor_match *m)
{
	bool over = m->fact.ended_on != DATE_NONE;
	struct buf day = BUF_INIT;

	show_day(over ? m->fact.ended_on : m->fact.on, app_as_at(p->s->app),
		 &day);
	person_fact(p, over ? LOOK_DIM : LOOK_HEADING, FACT_MENTOR, m);
	person_cell(p, "%s %s", over ? "Until" : "Since", day.ptr);
	person_cell(p, "%s%s%s", m->mentor,
		    m->organisation[0] != '\0' ? ", " : "", m->organisation);
	person_cell(p, "%d meeting%s", m->meetings,
		    m->meetings == 1 ? "" : "s");
	person_cell(p, "%s", m->aim);
	buf_release(&day);
}

static void
show_meeting(struct person *p, const struct mentor_meeting *m)
{
	struct buf day = BUF_INIT;

	show_day(m->fact.on, app_as_at(p->s->app), &day);
	person_fact(p, LOOK_BODY, FACT_MEETING, m);
	person_cell(p, "  %s", day.ptr);
	person_cell(p, "  Met");
	person_cell(p, m->minutes > 0 ? "%d minutes" : "%.0d", m->minutes);
	person_cell(p, "%s", m->note);
	buf_release(&day);
}

static enum rc
load(struct person *p, struct err *err)
{
	struct mentor_match *matches;
	struct mentor_meeting *met = NULL;
	size_t count, met_count = 0;
	void *rows = NULL;
	enum rc rc = app_mentors(p->s->app, &p->id, &matches, &count, err);

	if (rc == RC_OK)
		rc = app_fact_list(p->s->app, FACT_MEETING, &p->id, &rows,
				   &met_count, err);
	met = rows;
	for (size_t i = count; i-- > 0 && rc == RC_OK;) {
		show_match(p, &matches[i]);
		for (size_t k = met_count; k-- > 0;)
			if (id_equal(&met[k].match_id, &matches[i].fact.id))
				show_meeting(p, &met[k]);
	}
	mem_free(rows);
	mem_free(matches);
	return rc;
}

/* ---- commands ---- */

/* The match the cursor is on or below; else the last that runs. */
static const struct mentor_match *
match_at(const struct person *p)
{
	const struct mentor_match *found = NULL;

	for (size_t i = p->list.count; i-- > 0;) {
		const struct mentor_match *m = p->lines[i].fact;

		if (p->lines[i].kind != FACT_MENTOR)
			continue;
		if (i <= p->list.at)
			return m;
		if (m->fact.ended_on == DATE_NONE)
			found = m;
	}
	return found;
}

static void
begin(struct person *p, enum fact_kind kind, void *fact)
{
	const struct mentor_match *m = match_at(p);

	if (kind == FACT_MEETING && m != NULL)
		((struct mentor_meeting *)fact)->match_id = m->fact.id;
}

static enum rc
may_meet(void *data, struct err *err)
{
	const struct person *p = data;
	const struct mentor_match *m = match_at(p);
	enum rc rc = person_may_change(data, err);

	if (rc == RC_OK && m == NULL)
		rc = err_set(err, RC_CONFLICT, NULL, "There is no mentor yet; "
			     "n records one.");
	return rc;
}

static void
run_meet(void *data, struct ui *ui)
{
	(void)ui;
	person_add(data, FACT_MEETING);
}

static const struct command commands[] = {
	PERSON_OPEN,
	PERSON_NEW("record a mentor"),
	{ "person.meet", 'm', 0, "Meeting", "they met", CMD_FOOTER, may_meet,
	  run_meet },
	PERSON_END("it is over"),
	PERSON_CORRECT,
	PERSON_VOID,
};

const struct person_tab person_tab_mentor = {
	.id = "person-mentor", .title = "Mentor", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load,
	.empty = "No mentor yet. n or F3 records one, m a meeting.",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_MENTOR }, .add_count = 1, .begin = begin,
};
