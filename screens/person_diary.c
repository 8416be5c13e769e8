/* SPDX-License-Identifier: ISC */
/* The follow-up diary of one person: each release with its points, each point
 * with what came of it. */
#include "screens/person.h"

#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "model/followup.h"

static const struct list_column columns[] = {
	{ "Day", 13, false }, { "What", 16, false }, { "Result", 16, false },
	{ "Note", 0, false },
};

static const unsigned char looks[] = {
	[FOLLOWUP_UPCOMING] = LOOK_DIM, [FOLLOWUP_DUE] = LOOK_WAITING,
	[FOLLOWUP_REACHED] = LOOK_DONE, [FOLLOWUP_CLOSED] = LOOK_DIM,
	[FOLLOWUP_PASSED] = LOOK_BODY,
};

struct diary {
	struct person *p;
	struct diary_entry *points;
	size_t point_count;
	struct contact *contacts;
	size_t contact_count;
	struct axis_change *moves;
	size_t move_count;
};

/* ---- lines ---- */

static void
show_contact(struct person *p, const struct contact *c)
{
	struct buf day = BUF_INIT;

	show_day(c->fact.on, app_as_at(p->s->app), &day);
	person_fact(p, LOOK_BODY, FACT_CONTACT, c);
	person_cell(p, "  %s", day.ptr);
	person_cell(p, "  %s", c->inbound ? "they called" : "we called");
	person_cell(p, "%s", term_label(&term_contact_result,
					(int)c->result));
	person_cell(p, "%s", c->note);
	buf_release(&day);
}

static void
show_point(struct diary *d, const struct diary_entry *e)
{
	const struct followup *point = &e->point;
	struct contact c;
	struct buf day = BUF_INIT;

	fact_init(FACT_CONTACT, &c);
	c.point = point->point;
	show_day(e->due, app_as_at(d->p->s->app), &day);
	person_fact(d->p, (enum role_look)looks[point->state], FACT_CONTACT,
		    &c);
	person_cell(d->p, "%s", day.ptr);
	person_cell(d->p, "%s", e->what);
	person_cell(d->p, "%s", followup_state(point->state));
	if (point->tries > 0)
		person_cell(d->p, "%d without an answer", point->tries);
	buf_release(&day);
	for (size_t i = 0; i < d->contact_count; i++)
		if (followup_is_about(point, &d->contacts[i]))
			show_contact(d->p, &d->contacts[i]);
}

static void
show_release(struct diary *d, const struct release *release)
{
	char from[DATE_TEXT_SIZE + 4], until[DATE_TEXT_SIZE + 4];

	if (release->until != DATE_NONE)
		person_heading(d->p, "Released %s, until %s",
			       date_format_long(release->on, from),
			       date_format_long(release->until, until));
	else
		person_heading(d->p, "Released %s",
			       date_format_long(release->on, from));
	for (size_t i = 0; i < d->point_count; i++)
		if (id_equal(&d->points[i].point.release_id, &release->id))
			show_point(d, &d->points[i]);
}

static bool
has_point(const struct diary *d, const struct contact *c)
{
	for (size_t i = 0; i < d->point_count; i++)
		if (followup_is_about(&d->points[i].point, c))
			return true;
	return false;
}

/* Between two points, or before there were any. */
static void
show_others(struct diary *d)
{
	bool begun = false;

	for (size_t i = 0; i < d->contact_count; i++) {
		if (has_point(d, &d->contacts[i]))
			continue;
		if (!begun)
			person_heading(d->p, "Other contacts");
		begun = true;
		show_contact(d->p, &d->contacts[i]);
	}
}

static enum rc
show_permission(struct diary *d, struct err *err)
{
	struct buf text = BUF_INIT;
	struct fact whom = { .student_id = d->p->id };
	enum rc rc = app_require(d->p->s->app, MAY_SUPPORT, err);

	if (rc == RC_OK) {
		fact_form_rows[FACT_CONTACT].above(d->p->s, &whom, &text);
		person_heading(d->p, "%s", text.ptr);
	}
	buf_release(&text);
	return rc;
}

static enum rc
read_all(struct diary *d, struct err *err)
{
	struct app *app = d->p->s->app;
	void *rows = NULL;
	enum rc rc = app_followups(app, &d->p->id, &d->points,
				   &d->point_count, err);

	if (rc == RC_OK)
		rc = app_fact_list(app, FACT_CONTACT, &d->p->id, &rows,
				   &d->contact_count, err);
	d->contacts = rows;
	if (rc == RC_OK)
		rc = app_custody_history(app, &d->p->id, &d->moves,
					 &d->move_count, err);
	return rc;
}

static void
show_all(struct diary *d)
{
	size_t count;
	struct release *releases = releases_of(d->moves, d->move_count,
					       app_as_at(d->p->s->app),
					       &count);

	for (size_t i = count; i-- > 0;)
		show_release(d, &releases[i]);
	if (d->point_count == 0)
		person_note(d->p, "No points yet: a release begins them, for "
			    "graduates and whoever has a plan.");
	show_others(d);
	mem_free(releases);
}

static enum rc
load(struct person *p, struct err *err)
{
	struct diary d = { .p = p };
	enum rc rc = show_permission(&d, err);

	if (rc == RC_OK)
		rc = read_all(&d, err);
	if (rc == RC_OK)
		show_all(&d);
	mem_free(d.points);
	mem_free(d.contacts);
	mem_free(d.moves);
	return rc;
}

/* ---- commands ---- */

/* For the point the cursor is on; else for the one that is due. */
static void
begin(struct person *p, enum fact_kind kind, void *fact)
{
	const struct person_line *line = person_at(p);
	struct contact *c = fact;

	if (kind != FACT_CONTACT)
		return;
	if (line != NULL && line->kind == FACT_CONTACT)
		c->point = ((const struct contact *)line->fact)->point;
	else if (app_next_point(p->s->app, &p->id, &c->point, NULL) != RC_OK)
		c->point = POINT_UNPLANNED;
	fact_form_begin_contact(p->s, c);
}

static const struct command commands[] = {
	PERSON_OPEN,
	{ "person.new", TK_F3, 'n', "Contact", "record a call, a letter, a "
	  "visit and its result", CMD_FOOTER, person_may_change,
	  person_run_new },
	PERSON_CORRECT,
	PERSON_VOID,
};

const struct person_tab person_tab_diary = {
	.id = "person-diary", .title = "Diary", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load, .empty = "",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_CONTACT }, .add_count = 1, .begin = begin,
};
