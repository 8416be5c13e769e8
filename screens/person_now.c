/* SPDX-License-Identifier: ISC */
/* Who it is, where they are now, what is due next, and how it came to that. */
#include "screens/person.h"

#include <string.h>

#include "app/gate_app.h"
#include "app/jobs_app.h"
#include "app/progress_app.h"
#include "base/mem.h"

enum { A_YEAR = 366 };

static const struct list_column columns[] = {
	{ "", 15, false }, { "", 0, false }, { "", 16, false },
};

static void
say_by(struct person *p, const char *label, const char *text, const char *by)
{
	if (text[0] == '\0')
		return;
	person_text(p, LOOK_BODY);
	person_cell(p, "%s", label);
	person_cell(p, "%s", text);
	person_cell(p, "%s", by);
}

static void
say(struct person *p, const char *label, const char *text)
{
	say_by(p, label, text, "");
}

/* ---- who ---- */

/* What they have gone on with: done, or pinned to now. */
static void
say_courses(struct person *p)
{
	const struct later_course *courses;
	size_t count;
	char day[DATE_TEXT_SIZE + 4];
	void *rows;

	if (app_fact_list(p->s->app, FACT_COURSE, &p->id, &rows, &count,
			  NULL) != RC_OK)
		return;
	courses = rows;
	for (size_t i = 0; i < count; i++) {
		person_fact(p, LOOK_BODY, FACT_COURSE, &courses[i]);
		person_cell(p, "Later course");
		person_cell(p, "%s: done %s", courses[i].title,
			    date_format_long(courses[i].fact.on, day));
		person_cell(p, "%s", courses[i].fact.by);
	}
	mem_free(rows);
}

static void
say_course_now(struct person *p, const struct graduate *g)
{
	struct course_view c;
	struct buf text = BUF_INIT;
	bool is_confirmed = p->row.done == p->row.required &&
			    !p->row.eligible;

	if (is_confirmed || id_equal(&g->version_id, &p->row.version_id) ||
	    app_course(p->s->app, &p->id, &c, NULL) != RC_OK)
		return;
	buf_addf(&text, "%s %s: %d of %d required items done",
		 c.version.code, c.version.version, p->row.done,
		 p->row.required);
	say(p, "Goes on with", text.ptr);
	buf_release(&text);
	course_view_release(&c);
}

static void
say_graduate(struct person *p)
{
	struct graduate g = { .confirmed_by = "" };
	struct buf text = BUF_INIT;
	char day[DATE_TEXT_SIZE + 4];

	if (app_graduate(p->s->app, &p->id, &g, NULL) == RC_OK)
		buf_addf(&text, "since %s, of %s",
			 date_format_long(g.on, day), g.version);
	else
		buf_addf(&text, "not yet: %d of %d required items done",
			 p->row.done, p->row.required);
	say_by(p, "Graduate", text.ptr, g.confirmed_by);
	buf_release(&text);
	if (g.version[0] == '\0')
		return;
	say_courses(p);
	say_course_now(p, &g);
}

static void
say_who(struct person *p)
{
	struct buf name = BUF_INIT;

	show_name(p->student.name, p->student.latin_name, &name);
	if (p->student.preferred_name[0] != '\0')
		buf_addf(&name, ", known as %s", p->student.preferred_name);
	person_heading(p, "Who");
	say(p, "Name", name.ptr);
	say(p, "Prison number", p->student.prison_number);
	say(p, "Programme",
	    term_label(&term_enrolment, (int)p->row.enrolment));
	say_graduate(p);
	buf_release(&name);
}

/* ---- where now ---- */

static void
add_since(struct person *p, const char *what, civil_date on, struct buf *text)
{
	buf_adds(text, what);
	if (on == DATE_NONE)
		return;
	buf_adds(text, text->len > 0 ? ", since " : "since ");
	show_day(on, app_as_at(p->s->app), text);
}

static enum rc
say_main(struct person *p, struct err *err)
{
	struct destination *rows;
	const struct destination *main;
	struct buf text = BUF_INIT;
	size_t count;
	enum rc rc = app_destinations(p->s->app, &p->id, &rows, &count, err);

	if (rc != RC_OK)
		return rc;
	main = destination_main(rows, count, app_as_at(p->s->app));
	if (main != NULL) {
		show_fact(FACT_DESTINATION, main, &text);
		person_fact(p, LOOK_BODY, FACT_DESTINATION, main);
		person_cell(p, "Destination");
		person_cell(p, "%s", text.ptr);
		buf_reset(&text);
		add_since(p, "", main->fact.on, &text);
		person_cell(p, "%s", text.ptr);
	} else {
		say(p, "Destination", "none recorded; tab 4 records one");
	}
	buf_release(&text);
	mem_free(rows);
	return RC_OK;
}

/* An offer that was accepted is no destination before its first day. */
static enum rc
say_agreed(struct person *p, struct err *err)
{
	struct application_row *rows;
	size_t count;
	enum rc rc = app_applications(p->s->app, &p->id, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct application *a = &rows[i].application;
		struct buf from = BUF_INIT;

		if (a->step != STEP_OFFER_ACCEPTED)
			continue;
		if (a->next_on != DATE_NONE)
			buf_adds(&from, "from ");
		show_day(a->next_on, app_as_at(p->s->app), &from);
		person_text(p, LOOK_BODY);
		person_cell(p, "Agreed");
		person_cell(p, "%s, %s", a->title, rows[i].employer);
		person_cell(p, "%s", from.ptr);
		buf_release(&from);
	}
	mem_free(rows);
	return rc;
}

static void
say_release(struct person *p)
{
	char day[DATE_TEXT_SIZE + 4];
	struct buf text = BUF_INIT;

	if (p->row.release_on != DATE_NONE)
		buf_addf(&text, "%s, %s", date_format_long(p->row.release_on,
							   day),
			 term_label(&term_confidence,
				    (int)p->row.release_confidence));
	say(p, "Release date", text.ptr);
	buf_release(&text);
}

static void
say_last(struct person *p, const char *label, const struct term_set *set,
	 const struct axis_change *rows, size_t count, int without)
{
	struct buf text = BUF_INIT;

	add_since(p, term_label(set, count > 0 ? rows[0].value : without),
		  count > 0 ? rows[0].on : DATE_NONE, &text);
	say(p, label, text.ptr);
	buf_release(&text);
}

/* ---- due next ---- */

static void
say_due(struct person *p, civil_date due, const char *what, const char *more)
{
	bool waits = due <= app_as_at(p->s->app);

	person_text(p, waits ? LOOK_WAITING : LOOK_BODY);
	person_day(p, due);
	person_cell(p, "%s%s%s", what, more[0] != '\0' ? ": " : "", more);
	person_cell(p, "%s", waits ? "waits" : "");
}

/* The diary of a record that went elsewhere is theirs. */
static bool
is_told(const struct person *p)
{
	return p->row.owner[0] == '\0' ||
	       app_academy(p->s->app)->kind == SITE_HEAD_OFFICE;
}

static enum rc
say_next(struct person *p, struct err *err)
{
	struct diary_entry *rows;
	size_t count;
	enum rc rc = app_diary_of(p->s->app, &p->id, A_YEAR, &rows, &count,
				  err);

	person_heading(p, "Due next");
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		say_due(p, rows[i].due, rows[i].what,
			rows[i].kind == DIARY_POINT ? "contact" : "");
	if (count == 0)
		person_note(p, "Nothing in the next 12 months.");
	mem_free(rows);
	return rc;
}

/* ---- how it came to that ---- */

static void
say_changes(struct person *p, const char *heading,
	    const struct term_set *set, const struct axis_change *rows,
	    size_t count)
{
	if (count > 0)
		person_heading(p, "%s", heading);
	for (size_t i = 0; i < count; i++) {
		person_text(p, LOOK_BODY);
		person_day(p, rows[i].on);
		person_cell(p, "%s%s%s", term_label(set, rows[i].value),
			    rows[i].note[0] != '\0' ? ": " : "",
			    rows[i].note);
		person_cell(p, "%s", rows[i].by);
	}
}

static enum rc
say_releases(struct person *p, struct err *err)
{
	struct release_date *rows;
	size_t count;
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = app_release_history(p->s->app, &p->id, &rows, &count,
					 err);

	if (rc == RC_OK && count > 0)
		person_heading(p, "Release dates, as they were given");
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		person_text(p, LOOK_BODY);
		person_day(p, date_of_instant(rows[i].recorded));
		person_cell(p, "%s, %s, %s%s%s",
			    date_format_long(rows[i].on, day),
			    term_label(&term_release_kind,
				       (int)rows[i].kind),
			    term_label(&term_confidence,
				       (int)rows[i].confidence),
			    rows[i].note[0] != '\0' ? ": " : "",
			    rows[i].note);
		person_cell(p, "%s", rows[i].by);
	}
	mem_free(rows);
	return rc;
}

static enum rc
say_all(struct person *p, const struct axis_change *moves, size_t move_count,
	const struct axis_change *stages, size_t stage_count,
	struct err *err)
{
	bool may = p->read_only.code != RC_DENIED;
	enum rc rc;

	say_who(p);
	person_heading(p, "Where they are now");
	say_last(p, "Custody", &term_custody, moves, move_count,
		 CUSTODY_IN_THIS_PRISON);
	say_release(p);
	rc = say_main(p, err);
	if (rc == RC_OK)
		rc = say_agreed(p, err);
	if (may)
		say_last(p, "Support", &term_support, stages, stage_count,
			 SUPPORT_NOT_STARTED);
	if (rc == RC_OK && may && is_told(p))
		rc = say_next(p, err);
	say_changes(p, "Where they were", &term_custody, moves, move_count);
	if (rc == RC_OK)
		rc = say_releases(p, err);
	say_changes(p, "Support, step by step", &term_support, stages,
		    stage_count);
	return rc;
}

/* Who may not work on plans still sees who it is and where. */
static enum rc
load(struct person *p, struct err *err)
{
	struct axis_change *moves = NULL, *stages = NULL;
	size_t move_count = 0, stage_count = 0;
	enum rc rc = app_custody_history(p->s->app, &p->id, &moves,
					 &move_count, err);

	if (rc == RC_OK && p->read_only.code != RC_DENIED)
		rc = app_support_history(p->s->app, &p->id, &stages,
					 &stage_count, err);
	if (rc == RC_OK)
		rc = say_all(p, moves, move_count, stages, stage_count, err);
	mem_free(moves);
	mem_free(stages);
	return rc;
}

/* ---- commands ---- */

static enum rc
may_move(void *data, struct err *err)
{
	const struct person *p = data;
	enum rc rc = may_edit_students(data, err);

	return rc == RC_OK ? app_is_ours(p->s->app, &p->id, err) : rc;
}

static enum rc
may_add_course(void *data, struct err *err)
{
	const struct person *p = data;
	enum rc rc = may_confirm_graduate(data, err);

	return rc == RC_OK ? app_is_ours(p->s->app, &p->id, err) : rc;
}

static void
run_custody(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	ask_custody(p->s, &p->id, 1);
}

static void
run_release(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	ask_release(p->s, &p->id);
}

static const struct command commands[] = {
	PERSON_OPEN,
	{ "person.custody", 'w', 0, "Where", "change where the person is",
	  CMD_FOOTER, may_move, run_custody },
	{ "person.release", 'd', 0, "Release", "set the release date",
	  CMD_FOOTER, may_move, run_release },
	{ "person.new", TK_F3, 'n', "Course", "a graduate has done a later "
	  "course, here or elsewhere", 0, may_add_course, person_run_new },
	{ "person.correct", TK_F4, 'e', "Correct", "put right what was "
	  "wrong, with a reason", 0, person_may_correct,
	  person_run_correct },
	PERSON_VOID,
};

const struct person_tab person_tab_now = {
	.id = "person-now", .title = "Now", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load, .empty = "",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_COURSE }, .add_count = 1,
};
