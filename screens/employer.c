/* SPDX-License-Identifier: ISC */
/* One employer: its vacancies, and below each who applied and how far that
 * is. */
#include "screens/employers.h"

#include <string.h>

#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

enum column { COL_WHAT, COL_STEP, COL_SINCE, COL_NEXT, COLUMNS };
enum { TOP_ROWS = 3 };

static const struct list_column columns[COLUMNS] = {
	[COL_WHAT] = { "Vacancy, and who applied", 0, false },
	[COL_STEP] = { "Where it stands", 26, false },
	[COL_SINCE] = { "Since", 8, false },
	[COL_NEXT] = { "Next", 8, false },
};

/* A vacancy, the heading of those that are not listed, or an application. */
struct line {
	const struct vacancy_row *vacancy;	/* of both; NULL: not listed */
	const struct application_row *application;	/* NULL: a heading */
};

struct employer_screen {
	struct session *s;
	struct id id;
	struct employer employer;
	struct vacancy_row *vacancies;
	struct application_row *applications;
	size_t vacancy_count, application_count;
	struct line *lines;
	struct list list;
};

static const struct line *
current(const struct employer_screen *e)
{
	return e->list.count > 0 ? &e->lines[e->list.at] : NULL;
}

/* ---- reading ---- */

static void
add_line(struct employer_screen *e, const struct vacancy_row *vacancy,
	 const struct application_row *application)
{
	e->lines[e->list.count++] = (struct line){ vacancy, application };
}

/* Those to one vacancy; NULL: to none that is listed. */
static void
add_applications(struct employer_screen *e, const struct vacancy_row *vacancy)
{
	static const struct id none;
	const struct id *id = vacancy != NULL ? &vacancy->vacancy.id : &none;

	for (size_t i = 0; i < e->application_count; i++) {
		const struct application_row *a = &e->applications[i];

		if (id_equal(&a->application.employer_id, &e->id) &&
		    id_equal(&a->application.vacancy_id, id))
			add_line(e, vacancy, a);
	}
}

/* Open ones first; then those that are not; then what was not listed. */
static void
make_lines(struct employer_screen *e)
{
	size_t heading;

	e->lines = xcalloc(e->vacancy_count + e->application_count + 1,
			   sizeof(*e->lines));
	e->list.count = 0;
	for (int open = 1; open >= 0; open--)
		for (size_t i = 0; i < e->vacancy_count; i++)
			if (e->vacancies[i].open == open) {
				add_line(e, &e->vacancies[i], NULL);
				add_applications(e, &e->vacancies[i]);
			}
	heading = e->list.count;
	add_line(e, NULL, NULL);
	add_applications(e, NULL);
	if (e->list.count == heading + 1)
		e->list.count = heading;
	list_clamp(&e->list);
}

static void
forget(struct employer_screen *e)
{
	mem_free(e->vacancies);
	mem_free(e->applications);
	mem_free(e->lines);
	e->vacancies = NULL;
	e->applications = NULL;
	e->lines = NULL;
	e->vacancy_count = e->application_count = e->list.count = 0;
}

static const struct id *
id_of(const struct line *line)
{
	static const struct id none;

	return line->application != NULL ? &line->application->application
						    .fact.id
	       : line->vacancy != NULL ? &line->vacancy->vacancy.id : &none;
}

/* The line of what was added last, by its id. */
static size_t
newest(const struct employer_screen *e, struct id *id)
{
	size_t found = e->list.at;

	memset(id, 0, sizeof(*id));
	for (size_t i = 0; i < e->list.count; i++)
		if (memcmp(id_of(&e->lines[i]), id, sizeof(*id)) > 0) {
			*id = *id_of(&e->lines[i]);
			found = i;
		}
	return found;
}

static void
refresh(void *data, struct ui *ui)
{
	struct employer_screen *e = data;
	struct err err = { .code = RC_OK };
	bool again = e->lines != NULL;
	struct id before, after;
	size_t last;

	newest(e, &before);
	forget(e);
	if (app_employer_load(e->s->app, &e->id, &e->employer, &err) !=
		    RC_OK ||
	    app_vacancies(e->s->app, &e->id, &e->vacancies,
			  &e->vacancy_count, &err) != RC_OK ||
	    app_applications(e->s->app, NULL, &e->applications,
			     &e->application_count, &err) != RC_OK)
		ui_complain(ui, &err);
	make_lines(e);
	last = newest(e, &after);
	if (again && memcmp(&after, &before, sizeof(after)) > 0)
		e->list.at = last;
}

/* ---- drawing ---- */

static void
show_vacancy(const struct vacancy_row *v, size_t column, struct buf *out)
{
	char salary[40];

	if (column == COL_WHAT) {
		buf_adds(out, v->vacancy.title);
	} else if (column == COL_STEP) {
		buf_adds(out, v->open ? "Open" : "Closed");
		vacancy_salary(&v->vacancy, salary, sizeof(salary));
		if (v->open && salary[0] != '\0')
			buf_addf(out, ", %s", salary);
	}
}

static void
show_line(const struct employer_screen *e, const struct application_row *row,
	  size_t column, struct buf *out)
{
	const struct application *a = &row->application;
	civil_date today = app_as_at(e->s->app);

	switch (column) {
	case COL_WHAT:
		buf_addf(out, "  %-9s ", row->reference);
		show_name(row->name, row->latin_name, out);
		break;
	case COL_STEP:
		buf_adds(out, a->step == STEP_OFFER_WITHDRAWN
				      ? "Offer withdrawn"
				      : term_label(&term_step, (int)a->step));
		break;
	case COL_SINCE:
		show_short_day(a->step_on, today, out);
		break;
	default:
		show_short_day(a->next_on, today, out);
		break;
	}
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct employer_screen *e = ctx;
	const struct line *line = &e->lines[at];

	if (line->application != NULL) {
		if (!step_is_open(line->application->application.step) &&
		    line->application->application.step != STEP_STARTED)
			*look = LOOK_DIM;
		show_line(e, line->application, column, out);
		return;
	}
	*look = line->vacancy != NULL && line->vacancy->open ? LOOK_HEADING
							     : LOOK_DIM;
	if (line->vacancy != NULL)
		show_vacancy(line->vacancy, column, out);
	else if (column == COL_WHAT)
		buf_adds(out, "Jobs that were not listed");
}

static void
title(void *data, struct buf *out)
{
	buf_addf(out, "Employers > %s",
		 ((const struct employer_screen *)data)->employer.name);
}

/* "Key partner. Finance. Leeds. ..." */
static void
draw_top(const struct employer *r, struct area area)
{
	struct buf text = BUF_INIT;

	if (r->tier != TIER_NONE)
		buf_addf(&text, "%s. ", term_label(&term_tier, (int)r->tier));
	if (r->sector != SECTOR_NOT_KNOWN)
		buf_addf(&text, "%s. ",
			 term_label(&term_sector, (int)r->sector));
	show_employer(r, &text);
	show_paragraph(area, LOOK_NOTICE, text.ptr);
	buf_release(&text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct employer_screen *e = data;

	(void)ui;
	draw_top(&e->employer, (struct area){ body.row + 1, 2, TOP_ROWS,
					      body.cols - 4 });
	list_draw(&e->list, (struct area){
			  body.row + TOP_ROWS + 2, 0,
			  body.rows - TOP_ROWS - 2, body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct employer_screen *)data)->list, pressed);
}

/* ---- commands ---- */

static const struct application_row *
application_at(const struct employer_screen *e)
{
	return current(e) != NULL ? current(e)->application : NULL;
}

static const struct vacancy_row *
vacancy_at(const struct employer_screen *e)
{
	return current(e) != NULL ? current(e)->vacancy : NULL;
}

static enum rc
needs_line(void *data, bool of_application, struct err *err)
{
	const struct employer_screen *e = data;

	if (of_application ? application_at(e) != NULL
			   : vacancy_at(e) != NULL &&
				     application_at(e) == NULL)
		return RC_OK;
	return err_set(err, RC_CONFLICT, NULL,
		       of_application ? "Put the cursor on somebody who "
					"applied."
				      : "Put the cursor on a vacancy.");
}

static enum rc
has_line(void *data, struct err *err)
{
	const struct employer_screen *e = data;

	if (application_at(e) != NULL || vacancy_at(e) != NULL)
		return RC_OK;
	return needs_line(data, true, err);
}

static enum rc
has_application(void *data, struct err *err)
{
	return needs_line(data, true, err);
}

static enum rc
may_move(void *data, struct err *err)
{
	enum rc rc = may_support(data, err);

	return rc == RC_OK ? needs_line(data, true, err) : rc;
}

static enum rc
may_change(void *data, struct err *err)
{
	struct employer_screen *e = data;
	enum rc rc = may_support(data, err);

	return rc == RC_OK ? app_employer_is_ours(e->s->app, &e->employer,
						  err)
			   : rc;
}

static enum rc
may_change_vacancy(void *data, struct err *err)
{
	enum rc rc = may_change(data, err);

	return rc == RC_OK ? needs_line(data, false, err) : rc;
}

static void
run_open(void *data, struct ui *ui)
{
	struct employer_screen *e = data;

	(void)ui;
	if (application_at(e) != NULL)
		show_application(e->s, application_at(e));
	else
		vacancy_form_open(e->s, &vacancy_at(e)->vacancy,
				  e->employer.name);
}

static void
run_apply(void *data, struct ui *ui)
{
	struct employer_screen *e = data;
	const struct vacancy_row *v = vacancy_at(e);
	char reference[CODE_SIZE];
	struct student student;
	struct err err = { .code = RC_OK };

	if (!pick_student(e->s, "Who applies?", reference))
		return;
	if (app_student_find(e->s->app, reference, &student, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	application_form_open(e->s, &student.id, &e->employer,
			      v != NULL ? &v->vacancy : NULL);
}

static void
run_step(void *data, struct ui *ui)
{
	struct employer_screen *e = data;

	(void)ui;
	ask_application_step(e->s, &application_at(e)->application);
}

static void
run_void(void *data, struct ui *ui)
{
	struct employer_screen *e = data;

	(void)ui;
	ask_application_void(e->s, &application_at(e)->application);
}

static void
run_person(void *data, struct ui *ui)
{
	struct employer_screen *e = data;

	(void)ui;
	person_open(e->s, &application_at(e)->application.fact.student_id,
		    "person-work");
}

static void
run_new(void *data, struct ui *ui)
{
	struct employer_screen *e = data;
	struct vacancy vacancy;

	(void)ui;
	vacancy_init(&vacancy);
	vacancy.employer_id = e->id;
	vacancy_form_open(e->s, &vacancy, e->employer.name);
}

static void
run_close(void *data, struct ui *ui)
{
	struct employer_screen *e = data;
	const struct vacancy *v = &vacancy_at(e)->vacancy;
	struct err err = { .code = RC_OK };
	civil_date on;

	(void)ui;
	if (ask_date(e->s, v->title, "From which day is it closed? "
		     "(year-month-day)", &on))
		conclude(e->s, app_vacancy_close(e->s->app, &v->id, on, &err),
			 &err, "Closed. u takes it back.");
}

static void
run_change(void *data, struct ui *ui)
{
	struct employer_screen *e = data;

	(void)ui;
	employer_form_open(e->s, &e->employer);
}

static const struct command employer_commands[] = {
	{ "employer.open", TK_ENTER, 0, "Open", "the vacancy, or every step "
	  "of the application", CMD_FOOTER, has_line, run_open },
	{ "employer.apply", 'a', 0, "Apply", "a student applies, to the "
	  "vacancy the cursor is on", CMD_FOOTER, may_support, run_apply },
	{ "employer.step", 'm', 0, "Move on", "the next step of the "
	  "application", CMD_FOOTER, may_move, run_step },
	{ "employer.vacancy", TK_F3, 'n', "New vacancy", "add a vacancy",
	  CMD_FOOTER, may_change, run_new },
	{ "employer.close", 'x', 0, "Close", "the vacancy takes no more "
	  "applications", 0, may_change_vacancy, run_close },
	{ "employer.change", TK_F4, 'e', "Change", "change what is known of "
	  "the employer", CMD_FOOTER, may_change, run_change },
	{ "employer.void", TK_DELETE, 'v', "Void", "the last step, or the "
	  "application, was entered by mistake", 0, may_move, run_void },
	{ "employer.person", 'p', 0, "Person", "open the page of who applied",
	  0, has_application, run_person },
};

static void
release(void *data)
{
	struct employer_screen *e = data;

	forget(e);
	mem_free(e);
}

static const struct screen_ops ops = {
	.id = "employer", .title = title, .draw = draw, .key = key,
	.commands = employer_commands,
	.command_count = ARRAY_SIZE(employer_commands), .refresh = refresh,
	.free = release,
};

void
employer_open(struct session *s, const struct id *id)
{
	struct employer_screen *e = xcalloc(1, sizeof(*e));

	e->s = s;
	e->id = *id;
	e->list = (struct list){
		.columns = columns, .column_count = COLUMNS, .cell = cell,
		.ctx = e, .sorted = -1,
		.empty = "No vacancy and no application yet. n adds a "
			 "vacancy, a an application.",
	};
	ui_push(s->ui, &ops, e);
}
