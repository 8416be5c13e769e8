/* SPDX-License-Identifier: ISC */
/* Where the person went: every destination, several at once. */
#include "screens/person.h"

#include "base/mem.h"
#include "model/followup.h"

static const struct list_column columns[] = {
	{ "", 1, false }, { "Destination", 31, false }, { "Where", 0, false },
	{ "Began", 8, false }, { "Ended", 8, false },
	{ "Verified", 8, false },
};

static void
show(struct person *p, const struct destination *d, bool main)
{
	bool runs = fact_runs(&d->fact, app_as_at(p->s->app));
	bool over = d->fact.ended_on != DATE_NONE && !runs;

	person_fact(p, over ? LOOK_DIM : runs ? LOOK_BODY : LOOK_NOTICE,
		    FACT_DESTINATION, d);
	person_cell(p, "%s", main ? "*" : "");
	person_cell(p, "%s", term_label(&term_destination, (int)d->kind));
	person_cell(p, "%s%s%s", d->employer,
		    d->employer[0] != '\0' && d->role[0] != '\0' ? ", " : "",
		    d->role);
	person_short_day(p, d->fact.on);
	person_short_day(p, d->fact.ended_on);
	if (d->verified == VERIFIED_NOT_YET)
		person_cell(p, "not yet");
	else
		person_short_day(p, d->verified_on);
}

static enum rc
load(struct person *p, struct err *err)
{
	struct destination *rows;
	const struct destination *main;
	size_t count;
	enum rc rc = app_destinations(p->s->app, &p->id, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	main = destination_main(rows, count, app_as_at(p->s->app));
	/* The newest first. */
	for (size_t i = count; i-- > 0;)
		show(p, &rows[i], &rows[i] == main);
	mem_free(rows);
	return RC_OK;
}

/* The first is the main one; who is inside agrees to it there. */
static void
begin(struct person *p, enum fact_kind kind, void *fact)
{
	struct destination *d = fact;

	if (kind != FACT_DESTINATION)
		return;
	d->agreed_inside = custody_is_inside(p->row.custody);
	d->main = true;
	for (size_t i = 0; i < p->list.count; i++)
		if (fact_runs(p->lines[i].fact, app_as_at(p->s->app)))
			d->main = false;
}

static const struct command commands[] = {
	PERSON_OPEN,
	PERSON_NEW("record a place of work or study, or another destination"),
	PERSON_REVIEW("Verify", "say how we know, and as at when"),
	PERSON_END("it is over"),
	PERSON_CORRECT,
	PERSON_VOID,
};

const struct person_tab person_tab_places = {
	.id = "person-destinations", .title = "Destinations",
	.columns = columns, .column_count = ARRAY_SIZE(columns), .load = load,
	.empty = "None recorded yet. n or F3 records one; several may run at "
		 "once.",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_DESTINATION }, .add_count = 1, .begin = begin,
};
