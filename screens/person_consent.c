/* SPDX-License-Identifier: ISC */
/* What the person agreed to, purpose by purpose. */
#include "screens/case_desk.h"
#include "screens/person.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/consent.h"

static const struct list_column columns[] = {
	{ "Purpose", 26, false }, { "Answer", 10, false },
	{ "Day", 12, false }, { "Wording", 0, false }, { "By", 0, false },
};

/* In the order of enum consent_purpose. */
static const char *const meaning[] = {
	"The person no longer agrees that this record is kept. Nothing is "
	"deleted by this: see \"Data protection\" for what must be kept, and "
	"for how long.",
	"Nobody from here calls, writes or visits any more. Points of the "
	"diary are recorded as not permitted. The person may still call us.",
	"Nothing about the person goes to an employer any more. Who was told "
	"already must be asked to forget it.",
	"Nothing about the person goes to a mentor any more. A mentor who was "
	"told already must be asked to forget it.",
	"The person no longer agrees to be counted in figures that are "
	"published. Tell whoever publishes them.",
	"Every text that names the person must be taken down: see \"Case "
	"studies\" for where they are.",
	"Every text that tells of the person without the name must be taken "
	"down: see \"Case studies\" for where they are.",
};

static void
show(struct person *p, const struct consent *c)
{
	struct buf day = BUF_INIT;
	bool kept = c->fact.number > 0;

	show_day(c->fact.on, app_as_at(p->s->app), &day);
	person_fact(p, !kept ? LOOK_DIM : c->given ? LOOK_DONE : LOOK_WAITING,
		    FACT_CONSENT, c);
	person_cell(p, "%s", term_label(&term_consent, (int)c->purpose));
	person_cell(p, "%s", !kept ? "not asked"
			     : c->given ? "given" : "withdrawn");
	person_cell(p, "%s", day.ptr);
	person_cell(p, "%s", c->wording);
	person_cell(p, "%s", c->fact.by);
	buf_release(&day);
}

static void
show_earlier(struct person *p, const struct consent *rows, size_t count)
{
	bool begun = false;

	for (size_t i = count; i-- > 0;) {
		if (consent_said(rows, count, rows[i].purpose,
				 app_as_at(p->s->app)) == &rows[i])
			continue;
		if (!begun)
			person_heading(p, "Before");
		begun = true;
		show(p, &rows[i]);
	}
}

static enum rc
load(struct person *p, struct err *err)
{
	struct consent none;
	size_t count;
	void *rows;
	enum rc rc = app_fact_list(p->s->app, FACT_CONSENT, &p->id, &rows,
				   &count, err);

	for (int i = 0; i < CONSENT_PURPOSES && rc == RC_OK; i++) {
		const struct consent *said = consent_said(rows, count,
				(enum consent_purpose)i,
				app_as_at(p->s->app));

		fact_init(FACT_CONSENT, &none);
		none.purpose = (enum consent_purpose)i;
		show(p, said != NULL ? said : &none);
	}
	if (rc == RC_OK)
		show_earlier(p, rows, count);
	mem_free(rows);
	return rc;
}

/* ---- commands ---- */

static const struct consent *
current(const struct person *p)
{
	const struct person_line *line = person_at(p);

	return line != NULL && line->kind == FACT_CONSENT ? line->fact : NULL;
}

/* Given, for the purpose of the line, on the form that is signed now. */
static void
begin(struct person *p, enum fact_kind kind, void *fact)
{
	const struct consent *at = current(p);
	struct consent *c = fact;

	if (kind != FACT_CONSENT)
		return;
	c->given = true;
	if (at != NULL)
		c->purpose = at->purpose;
	consent_wording(c->wording);
}

static enum rc
may_withdraw(void *data, struct err *err)
{
	const struct consent *at = current(data);
	enum rc rc = person_may_change(data, err);

	if (rc == RC_OK && at == NULL)
		return err_set(err, RC_CONFLICT, NULL,
			       "Go to the purpose first.");
	if (rc == RC_OK && at != NULL && at->fact.number > 0 && !at->given)
		return err_set(err, RC_CONFLICT, NULL,
			       "That is withdrawn already.");
	return rc;
}

static void
withdraw(struct person *p, const struct consent *at)
{
	struct consent c;
	struct err err = { .code = RC_OK };

	fact_init(FACT_CONSENT, &c);
	c.fact.student_id = p->id;
	c.purpose = at->purpose;
	memcpy(c.wording, at->wording, sizeof(c.wording));
	if (!ask_date(p->s, term_label(&term_consent, (int)c.purpose),
		      "On which day did the person say so? (year-month-day)",
		      &c.fact.on)) {
		say_given_up(p->s);
		return;
	}
	if (conclude(p->s, app_fact_add(p->s->app, FACT_CONSENT, &c, &err),
		     &err, "%s: withdrawn. u takes it back.",
		     term_label(&term_consent, (int)c.purpose)))
		case_show_withdrawn(p->s, &p->id);
}

static void
run_withdraw(void *data, struct ui *ui)
{
	struct person *p = data;
	const struct consent *at = current(p);
	char title[80];

	if (at == NULL)
		return;
	snprintf(title, sizeof(title), "%s: withdraw",
		 term_label(&term_consent, (int)at->purpose));
	if (ui_ask_yes(ui, title, meaning[at->purpose], "Withdraw"))
		withdraw(p, at);
}

static void
run_form(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	sheet_open(p->s, "consent-form", p->student.reference);
}

static const struct command commands[] = {
	PERSON_OPEN,
	{ "person.new", TK_F3, 'n', "Given", "the person signed: purpose, "
	  "day and wording", CMD_FOOTER, person_may_change, person_run_new },
	{ "person.withdraw", 'w', 0, "Withdraw", "the person no longer "
	  "agrees", CMD_FOOTER, may_withdraw, run_withdraw },
	{ "person.form", 'f', 0, "Form", "the form to sign, to read or print",
	  CMD_FOOTER, NULL, run_form },
	PERSON_CORRECT,
	PERSON_VOID,
};

const struct person_tab person_tab_consent = {
	.id = "person-consent", .title = "Consent", .columns = columns,
	.column_count = ARRAY_SIZE(columns), .load = load, .empty = "",
	.commands = commands, .command_count = ARRAY_SIZE(commands),
	.adds = { FACT_CONSENT }, .add_count = 1, .begin = begin,
};
