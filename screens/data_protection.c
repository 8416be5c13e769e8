/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <string.h>

#include "app/rights_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tui/list.h"
#include "tui/term.h"

static const struct list_column columns[] = {
	{ "Due", 11, false },
	{ "Ref", 9, false },
	{ "Name", 0, false },
	{ "What", 29, false },
};
enum { COL_DUE, COL_REF, COL_NAME, COL_WHAT };

/* What is to be answered comes first, then what is to be reviewed. */
struct data_protection {
	struct session *s;
	struct open_request *requests;
	size_t request_count;
	struct retention *reviews;
	size_t review_count;
	struct list list;
	bool year_ahead;
};

/* A line of the list, whichever it is. */
struct line {
	const struct open_request *request;	/* NULL: a review */
	const struct retention *review;
	const struct id *id;
	const char *reference, *name, *latin_name;
	civil_date due_on;
};

static struct line
line_at(const struct data_protection *d, size_t at)
{
	const struct open_request *q;
	const struct retention *r;

	if (at < d->request_count) {
		q = &d->requests[at];
		return (struct line){ q, NULL, &q->request.fact.student_id,
				      q->reference, q->name, q->latin_name,
				      q->due_on };
	}
	r = &d->reviews[at - d->request_count];
	return (struct line){ NULL, r, &r->id, r->reference, r->name,
			      r->latin_name, r->due_on };
}

static struct line
current(const struct data_protection *d)
{
	return line_at(d, d->list.at);
}

/* ---- reading ---- */

static void
forget(struct data_protection *d)
{
	mem_free(d->requests);
	mem_free(d->reviews);
	d->requests = NULL;
	d->reviews = NULL;
	d->request_count = d->review_count = 0;
}

static void
refresh(void *data, struct ui *ui)
{
	struct data_protection *d = data;
	civil_date until = app_as_at(d->s->app) + (d->year_ahead ? 365 : 0);
	struct err err = { .code = RC_OK };
	enum rc rc;

	forget(d);
	rc = app_requests(d->s->app, &d->requests, &d->request_count, &err);
	if (rc == RC_OK)
		rc = app_retention(d->s->app, until, &d->reviews,
				   &d->review_count, &err);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	d->list.empty = rc == RC_DENIED
		? "Ask a lead instructor: they see this list."
		: d->year_ahead
		? "Nothing comes up for review within a year."
		: "Nothing to answer or review. o chooses a person, y looks "
		  "a year ahead.";
	d->list.count = d->request_count + d->review_count;
	list_clamp(&d->list);
}

/* ---- drawing ---- */

static void
title(void *data, struct buf *out)
{
	const struct data_protection *d = data;

	buf_addf(out, "Data protection  %zu to answer, %zu to review",
		 d->request_count, d->review_count);
}

static void
add_what(const struct line *l, struct buf *out)
{
	char day[DATE_TEXT_SIZE + 4];

	if (l->request != NULL)
		buf_addf(out, "Asked: %s",
			 term_label(&term_request,
				    (int)l->request->request.request));
	else
		buf_addf(out, "Last entry %s",
			 date_format_long(l->review->last_on, day));
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct data_protection *d = ctx;
	struct line l = line_at(d, at);
	char day[DATE_TEXT_SIZE + 4];

	switch (column) {
	case COL_DUE:
		if (l.due_on <= app_as_at(d->s->app))
			*look = LOOK_WAITING;
		buf_adds(out, date_format_long(l.due_on, day));
		break;
	case COL_REF:
		buf_adds(out, l.reference);
		break;
	case COL_NAME:
		show_name(l.name, l.latin_name, out);
		break;
	default:
		add_what(&l, out);
		break;
	}
}

static void
add_detail(const struct line *l, struct buf *out)
{
	char day[DATE_TEXT_SIZE + 4];

	if (l->request != NULL) {
		const struct data_request *r = &l->request->request;

		buf_addf(out, "Came on %s%s. %s", date_format_long(r->fact.on,
								   day),
			 r->complex ? ", complex" : "", r->note);
		return;
	}
	buf_addf(out, "%s. ", term_label(&term_enrolment,
					 (int)l->review->enrolment));
	if (l->review->kept_reason[0] != '\0')
		buf_addf(out, "Kept until %s by %s: %s",
			 date_format_long(l->review->kept_until, day),
			 l->review->kept_by, l->review->kept_reason);
	if (l->review->owner[0] != '\0')
		buf_addf(out, " %s keeps the record; it is reviewed there.",
			 l->review->owner);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct data_protection *d = data;
	struct buf text = BUF_INIT;
	struct line l;

	(void)ui;
	if (d->list.count > 0) {
		l = current(d);
		add_detail(&l, &text);
		show_paragraph((struct area){ body.row + body.rows - 2, 2, 2,
					      body.cols - 4 }, LOOK_DIM,
			       text.ptr);
	}
	buf_release(&text);
	list_draw(&d->list, (struct area){ body.row + 1, 0, body.rows - 4,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct data_protection *d = data;

	(void)ui;
	return list_key(&d->list, pressed);
}

/* ---- what can be done for one person ---- */

static void
access_of(struct data_protection *d, const char *reference)
{
	static const char *const choices[] = {
		"Leave the names of other people out",
		"Give them too, each with their leave",
	};
	int which = ui_ask_choice(d->s->ui, "Subject access", choices,
				  ARRAY_SIZE(choices), 0);

	if (which >= 0)
		sheet_open(d->s, which == 0 ? "access" : "access-full",
			   reference);
}

/* Said before anything is asked. */
static bool
is_ours(struct data_protection *d, const struct id *id)
{
	struct err err = { .code = RC_OK };

	if (app_is_ours(d->s->app, id, &err) == RC_OK)
		return true;
	ui_complain(d->s->ui, &err);
	return false;
}

static void
keep(struct data_protection *d, const struct id *id)
{
	civil_date until = date_add_months(app_today(d->s->app), 12);
	struct buf reason = BUF_INIT;
	struct err err = { .code = RC_OK };

	if (is_ours(d, id) &&
	    ask_date_from(d->s, "Keep on", "Until which day? It is looked at "
			  "again then.", until, &until) &&
	    ask_reason(d->s, "Keep on", "Why is the record still needed?",
		       &reason))
		conclude(d->s, app_keep(d->s->app, id, until, reason.ptr,
					&err),
			 &err, "Kept on. u takes it back.");
	buf_release(&reason);
}

static void
note_request(struct data_protection *d, const struct id *id)
{
	struct data_request request;
	struct err err = { .code = RC_OK };
	int what = is_ours(d, id)
			   ? ask_term(d->s, "What was asked", &term_request, 0)
			   : -1;

	if (what < 0)
		return;
	fact_init(FACT_REQUEST, &request);
	request.fact.student_id = *id;
	request.request = (enum request)what;
	if (ask_date_from(d->s, "Request", "On which day did it come?",
			  app_today(d->s->app), &request.fact.on))
		conclude(d->s, app_fact_add(d->s->app, FACT_REQUEST, &request,
					    &err), &err,
			 "Noted. It is to be answered within a month.");
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	const struct data_protection *d = data;

	return d->list.count > 0
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "Nobody is in this list. o chooses anybody.");
}

static enum rc
is_request(void *data, struct err *err)
{
	const struct data_protection *d = data;
	enum rc rc = has_current(data, err);

	if (rc == RC_OK && current(d).request == NULL)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "This line is a review: r keeps the record on, x "
			     "erases it.");
	return rc;
}

static enum rc
may_protect(void *data, struct err *err)
{
	const struct data_protection *d = data;

	return app_require(d->s->app, MAY_PROTECT_DATA, err);
}

static void
run_open(void *data, struct ui *ui)
{
	struct data_protection *d = data;

	(void)ui;
	student_open(d->s, current(d).id, NULL);
}

static void
run_access(void *data, struct ui *ui)
{
	(void)ui;
	access_of(data, current(data).reference);
}

static void
run_keep(void *data, struct ui *ui)
{
	struct id id = *current(data).id;

	(void)ui;
	keep(data, &id);
}

static void
run_answered(void *data, struct ui *ui)
{
	struct data_protection *d = data;
	const struct open_request *open = current(d).request;
	struct buf how = BUF_INIT;
	struct err err = { .code = RC_OK };
	struct fact fact;

	(void)ui;
	if (open == NULL)
		return;
	fact = open->request.fact;
	if (is_ours(d, &fact.student_id) && ask_reason(d->s, "Answered", "How was it answered?", &how))
		conclude(d->s, app_request_answered(d->s->app,
						    &fact.student_id,
						    fact.number, how.ptr,
						    &err),
			 &err, "Answered. u takes it back.");
	buf_release(&how);
}

static void
run_erase(void *data, struct ui *ui)
{
	struct data_protection *d = data;
	struct line l = current(d);
	struct id id = *l.id;
	char reference[CODE_SIZE];

	memcpy(reference, l.reference, sizeof(reference));
	erase_record(d->s, &id, reference);
	refresh(d, ui);
}

static void
run_other(void *data, struct ui *ui)
{
	static const char *const choices[] = {
		"Make a subject access file", "Note what they asked for",
		"Keep the record on", "Erase the record",
	};
	struct data_protection *d = data;
	struct student student;
	struct err err = { .code = RC_OK };
	char reference[CODE_SIZE];
	int what;

	if (!pick_student(d->s, "Whose record?", reference))
		return;
	if (app_student_find(d->s->app, reference, &student, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	what = ui_ask_choice(ui, reference, choices, ARRAY_SIZE(choices), 0);
	if (what == 0)
		access_of(d, reference);
	else if (what == 1)
		note_request(d, &student.id);
	else if (what == 2)
		keep(d, &student.id);
	else if (what == 3)
		erase_record(d->s, &student.id, reference);
	refresh(d, ui);
	mem_wipe(&student, sizeof(student));
}

static void
run_log(void *data, struct ui *ui)
{
	struct data_protection *d = data;
	struct erasure *rows;
	size_t count;
	struct buf text = BUF_INIT;
	struct err err = { .code = RC_OK };
	char day[DATE_TEXT_SIZE + 4];

	if (app_erasures(d->s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	for (size_t i = 0; i < count; i++)
		buf_addf(&text, "%s  %s, %s%s%s\n",
			 date_format_long(rows[i].on, day),
			 term_label(&term_erase_reason, (int)rows[i].reason),
			 rows[i].by, rows[i].place[0] != '\0' ? ", as did "
							      : "",
			 rows[i].place);
	if (count == 0)
		buf_adds(&text, "Nothing was erased here.\n");
	ui_show_text(ui, "Erasures", text.ptr);
	buf_release(&text);
	mem_free(rows);
}

static void
run_year(void *data, struct ui *ui)
{
	struct data_protection *d = data;

	d->year_ahead = !d->year_ahead;
	refresh(d, ui);
}

static const struct command commands[] = {
	{ "rights.open", TK_ENTER, 0, "Open", "open the person's page", 0,
	  has_current, run_open },
	{ "rights.access", 'v', 0, "Access", "a subject access file: all that "
	  "is held", CMD_FOOTER, has_current, run_access },
	{ "rights.keep", 'r', 0, "Review", "a review: the record is still "
	  "needed", CMD_FOOTER, has_current, run_keep },
	{ "rights.answered", 'a', 0, "Answered", "the request was answered",
	  CMD_FOOTER, is_request, run_answered },
	{ "rights.erase", 'x', 0, "Erase", "erase the record for good; asks "
	  "first", CMD_FOOTER, has_current, run_erase },
	{ "rights.other", 'o', 0, "Other", "any of this for somebody not in "
	  "the list", CMD_FOOTER, may_protect, run_other },
	{ "rights.year", 'y', 0, "Year", "reviews of the year ahead, or only "
	  "those due", 0, may_protect, run_year },
	{ "rights.log", 'l', 0, "Log", "when records were erased, and why", 0,
	  may_protect, run_log },
};

static void
release(void *data)
{
	forget(data);
	mem_free(data);
}

static const struct screen_ops ops = {
	.id = "data-protection", .title = title, .draw = draw, .key = key,
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.refresh = refresh, .free = release,
};

void
data_protection_open(struct session *s)
{
	struct data_protection *d = xcalloc(1, sizeof(*d));

	d->s = s;
	d->list = (struct list){ .columns = columns,
				 .column_count = ARRAY_SIZE(columns),
				 .cell = cell, .ctx = d, .sorted = -1 };
	ui_push(s->ui, &ops, d);
}
