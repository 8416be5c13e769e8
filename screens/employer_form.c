/* SPDX-License-Identifier: ISC */
/* The forms of an employer and of a vacancy, made from their members. */
#include "screens/employers.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
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
	struct session *s;
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

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct record_form *f = data;

	(void)ui;
	form_draw(&f->fields.form, (struct area){ body.row + 1, 1,
						  body.rows - 2,
						  body.cols - 2 });
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
	enum rc rc = form_check(&f->fields.form, err);

	if (rc == RC_OK)
		rc = member_form_read(&f->fields, &f->row, err);
	if (rc != RC_OK)
		return rc;
	return f->of_vacancy
		       ? app_vacancy_save(f->s->app, &f->row.vacancy, err)
		       : app_employer_save(f->s->app, &f->row.employer, err);
}

static void
run_save(void *data, struct ui *ui)
{
	struct record_form *f = data;
	struct err err = { .code = RC_OK };

	if (save(f, &err) == RC_OK) {
		form_settle(&f->fields.form);
		ui_say(ui, "Saved. u takes it back.");
		ui_pop(ui);
		return;
	}
	form_show_fault(&f->fields.form, &err);
	ui_complain(ui, &err);
}

static bool
may_close(void *data, struct ui *ui)
{
	struct record_form *f = data;

	(void)ui;
	return draft_may_close(f->s, &f->fields.form);
}

/* A new vacancy is of its employer. */
static void
draft_key(const struct record_form *f, char key_of_draft[96])
{
	const struct id *id = f->of_vacancy ? &f->row.vacancy.id
					    : &f->row.employer.id;
	char text[ID_TEXT_SIZE];

	if (f->of_vacancy && id_is_zero(id))
		id = &f->row.vacancy.employer_id;
	snprintf(key_of_draft, 96, "%s %s", f->of_vacancy ? "vacancy"
							  : "employer",
		 id_format(id, text));
}

static void
keep_draft(void *data, struct ui *ui)
{
	struct record_form *f = data;
	char key_of_draft[96];

	(void)ui;
	draft_key(f, key_of_draft);
	draft_keep(f->s, key_of_draft, &f->fields.form);
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
	.id = "employer-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = may_close, .keep_draft = keep_draft, .free = release,
};

static void
open_form(struct record_form *f, const struct fact_member *members,
	  size_t count)
{
	char key_of_draft[96];

	for (size_t i = 0; i < count; i++)
		member_form_add(&f->fields, &members[i], hints,
				ARRAY_SIZE(hints));
	member_form_begin(&f->fields, &f->row);
	draft_key(f, key_of_draft);
	draft_offer(f->s, key_of_draft, &f->fields.form);
	ui_push(f->s->ui, &ops, f);
}

void
employer_form_open(struct session *s, const struct employer *employer)
{
	struct record_form *f = xcalloc(1, sizeof(*f));

	f->s = s;
	if (employer != NULL)
		f->row.employer = *employer;
	else
		employer_init(&f->row.employer);
	f->title = xasprintf("Employers > %s", employer != NULL
						       ? employer->name
						       : "A new employer");
	open_form(f, employer_members, employer_member_count);
}

void
vacancy_form_open(struct session *s, const struct vacancy *vacancy,
		  const char *employer)
{
	struct record_form *f = xcalloc(1, sizeof(*f));

	f->s = s;
	f->of_vacancy = true;
	f->row.vacancy = *vacancy;
	f->title = xasprintf("%s > %s", employer,
			     vacancy->title[0] != '\0' ? vacancy->title
						       : "A new vacancy");
	open_form(f, vacancy_members, vacancy_member_count);
}
