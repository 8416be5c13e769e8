/* SPDX-License-Identifier: ISC */
/* The forms of an employer and of a vacancy, made from their members. */
#include "screens/employers.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/form_page.h"
#include "screens/member_form.h"
#include "tui/term.h"

static const struct member_hint hints[] = {
	{ "name", "With the branch, where there are several." },
	{ "place", "Town, or address." },
	{ "contact", "Whom to speak to there." },
	{ "contact_how", "Phone, e-mail, or when to call." },
	{ "exclusions", "Offences they will not take, as they said it; Enter "
	  "lists them all. Nothing: not asked yet." },
	{ "ended_on", "Nobody applies there from that day; nothing while they "
	  "take people." },
	{ "title", "Such as: junior developer." },
	{ "salary_from_gbp", "Whole pounds a year, such as 24000; nothing is "
	  "fine." },
	{ "salary_to_gbp", "Where it is a range." },
	{ "places", "How many people they look for." },
	{ "opens_on", "Year-month-day, or nothing when it is open now." },
	{ "closes_on", "Year-month-day, the last day to apply; or nothing." },
	{ "closed_on", "When it was filled or withdrawn." },
};

struct record_form {
	struct form_page page;
	union {
		struct employer employer;
		struct vacancy vacancy;
	} row;				/* as it began */
	bool of_vacancy;
	char *title;
	struct member_form fields;
};

static void
title(void *data, struct buf *out)
{
	buf_adds(out, ((const struct record_form *)data)->title);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	return member_form_key(&((struct record_form *)data)->fields, ui,
			       pressed);
}

static enum rc
save(struct record_form *f, struct err *err)
{
	struct app *app = f->page.s->app;
	enum rc rc = form_check(&f->fields.form, err);

	if (rc == RC_OK)
		rc = member_form_read(&f->fields, &f->row, err);
	if (rc != RC_OK)
		return rc;
	return f->of_vacancy ? app_vacancy_save(app, &f->row.vacancy, err)
			     : app_employer_save(app, &f->row.employer, err);
}

static void
run_save(void *data, struct ui *ui)
{
	struct record_form *f = data;
	struct err err = { .code = RC_OK };

	(void)ui;
	form_page_end(&f->page, save(f, &err), &err, "Saved. u takes it "
		      "back.");
}

static const struct command form_commands[] = {
	{ "employer.save", TK_F2, TK_CTRL('s'), "Save", "save it", CMD_FOOTER,
	  may_support, run_save },
};

static void
release(void *data)
{
	struct record_form *f = data;

	member_form_release(&f->fields);
	mem_free(f->title);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "employer-form", .title = title, .draw = form_page_draw,
	.key = key, .commands = form_commands,
	.command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

/* A new vacancy is of its employer. */
static void
name_draft(struct record_form *f)
{
	const struct id *id = f->of_vacancy ? &f->row.vacancy.id
					    : &f->row.employer.id;
	char text[ID_TEXT_SIZE];

	if (f->of_vacancy && id_is_zero(id))
		id = &f->row.vacancy.employer_id;
	snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "%s %s",
		 f->of_vacancy ? "vacancy" : "employer", id_format(id, text));
}

static void
open_form(struct session *s, struct record_form *f,
	  const struct fact_member *members, size_t count)
{
	f->page.s = s;
	f->page.form = &f->fields.form;
	for (size_t i = 0; i < count; i++)
		member_form_add(&f->fields, &members[i], hints,
				ARRAY_SIZE(hints));
	member_form_begin(&f->fields, &f->row);
	name_draft(f);
	form_page_push(&f->page, &ops);
}

void
employer_form_open(struct session *s, const struct employer *employer)
{
	struct record_form *f = xcalloc(1, sizeof(*f));

	if (employer != NULL)
		f->row.employer = *employer;
	else
		employer_init(&f->row.employer);
	f->title = xasprintf("Employers > %s", employer != NULL
						       ? employer->name
						       : "A new employer");
	open_form(s, f, employer_members, employer_member_count);
}

void
vacancy_form_open(struct session *s, const struct vacancy *vacancy,
		  const char *employer)
{
	struct record_form *f = xcalloc(1, sizeof(*f));

	f->of_vacancy = true;
	f->row.vacancy = *vacancy;
	f->title = xasprintf("%s > %s", employer,
			     vacancy->title[0] != '\0' ? vacancy->title
						       : "A new vacancy");
	open_form(s, f, vacancy_members, vacancy_member_count);
}
