/* SPDX-License-Identifier: ISC */
/* What can be done on a person's tabs, whatever the line is about. */
#include "screens/person.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/term.h"

/* ---- the line, in words ---- */

static void
add_member(const struct fact_member *m, const void *fact, bool in_lines,
	   struct buf *out)
{
	char text[32];
	const char *words = fact_member_text(m, fact, text, sizeof(text));

	if (!fact_says(m, fact))
		return;
	if (out->len > 0)
		buf_adds(out, in_lines ? "\n" : "; ");
	if (m->kind == MEMBER_FLAG)
		buf_adds(out, m->label);
	else
		buf_addf(out, "%s: %s", m->label, words);
}

static void
add_record(const struct fact *fact, bool in_lines, struct buf *out)
{
	char day[DATE_TEXT_SIZE + 4];

	buf_addf(out, "Recorded by %s on %s.", fact->by,
		 date_format_long(date_of_instant(fact->recorded), day));
	if (fact->ended_on != DATE_NONE && !in_lines)
		buf_addf(out, " Ended %s: %s.",
			 date_format_long(fact->ended_on, day),
			 term_label(&term_ending, (int)fact->ended_as));
}

static void
add_cells(const struct person_line *line, struct buf *out)
{
	const char *at = line->cells.ptr, *end = at + line->cells.len;
	const char *between = ": ";

	for (; at < end; at += strlen(at) + 1) {
		const char *text = at + strspn(at, " ");

		if (text[0] != '\0' && out->len > 0)
			buf_adds(out, between);
		if (text[0] != '\0' && out->len > 0)
			between = ", ";
		buf_adds(out, text);
	}
}

/* For whoever reports them elsewhere. */
static void
add_ilr(const struct destination *d, struct buf *out)
{
	const char *code = destination_ilr(d->kind);

	if (code[0] != '\0')
		buf_addf(out, "\nILR outcome: %s", code);
}

void
person_about(const struct person *p, const struct person_line *line,
	     bool in_lines, struct buf *out)
{
	const struct fact_spec *spec = &fact_specs[line->kind % FACT_KINDS];
	const struct fact_form_row *row =
		&fact_form_rows[line->kind % FACT_KINDS];
	const struct fact *fact = line->fact;
	char day[DATE_TEXT_SIZE + 4];

	(void)p;
	if (line->is == PERSON_HEADING || line->is == PERSON_NOTE)
		return;
	if (fact == NULL || fact->number == 0) {
		add_cells(line, out);
		return;
	}
	for (size_t i = 0; i < spec->count; i++)
		add_member(&spec->members[i], fact, in_lines, out);
	for (size_t i = 0; i < FACT_FORM_MORE; i++)
		if (row->more[i].id != NULL)
			add_member(&row->more[i], fact, in_lines, out);
	if (in_lines && line->kind == FACT_DESTINATION)
		add_ilr(line->fact, out);
	buf_addf(out, "%s%s: %s", in_lines ? "\n" : "; ",
		 fact_form_day(line->kind),
		 date_format_long(fact->on, day));
	buf_adds(out, in_lines ? "\n\n" : ". ");
	add_record(fact, in_lines, out);
}

/* ---- what came of it ---- */

static const struct {
	enum fact_kind kind;
	size_t about;		/* the id of what it is about */
	const char *what;
} hanging[] = {
	{ FACT_REVIEW, offsetof(struct review, fact_id), "Looked at again" },
	{ FACT_ENDING, offsetof(struct ending, fact_id), "Ended" },
};

static void
add_one(enum fact_kind kind, const char *what, const struct fact *fact,
	struct buf *out)
{
	const struct fact_spec *spec = &fact_specs[kind];
	struct buf words = BUF_INIT;
	char day[DATE_TEXT_SIZE + 4];

	for (size_t i = 0; i < spec->count; i++)
		if (spec->members[i].terms != &term_verified ||
		    ((const struct review *)(const void *)fact)->verified !=
			    VERIFIED_NOT_YET)
			add_member(&spec->members[i], fact, false, &words);
	buf_addf(out, "\n%s on %s, by %s%s%s", what,
		 date_format_long(fact->on, day), fact->by,
		 words.len > 0 ? ":\n  " : ".", words.ptr);
	buf_release(&words);
}

/* Reviews and the end, with what was noted then. */
static void
add_since(const struct person *p, const struct fact *fact, struct buf *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(hanging); i++) {
		enum fact_kind kind = hanging[i].kind;
		size_t size = fact_specs[kind].size, count;
		void *rows;

		if (app_fact_list(p->s->app, kind, &p->id, &rows, &count,
				  NULL) != RC_OK)
			return;
		for (size_t k = 0; k < count; k++) {
			const char *row = (const char *)rows + k * size;

			if (memcmp(row + hanging[i].about, &fact->id,
				   sizeof(fact->id)) == 0)
				add_one(kind, hanging[i].what,
					(const void *)row, out);
		}
		mem_free(rows);
	}
}

/* ---- the line, and whether ---- */

const struct person_line *
person_at(const struct person *p)
{
	return p->list.count > 0 ? &p->lines[p->list.at] : NULL;
}

const struct fact *
person_fact_at(const struct person *p)
{
	const struct person_line *line = person_at(p);
	const struct fact *fact = line != NULL ? line->fact : NULL;

	return fact != NULL && fact->number > 0 ? fact : NULL;
}

enum fact_kind
person_kind_at(const struct person *p)
{
	const struct person_line *line = person_at(p);

	return line != NULL ? line->kind : FACT_KINDS;
}

enum rc
person_may_change(void *data, struct err *err)
{
	const struct person *p = data;
	enum rc rc = may_support(data, err);

	return rc == RC_OK ? app_is_ours(p->s->app, &p->id, err) : rc;
}

enum rc
person_may_correct(void *data, struct err *err)
{
	const struct person *p = data;
	enum rc rc = person_may_change(data, err);

	if (rc == RC_OK && person_fact_at(p) == NULL)
		rc = err_set(err, RC_CONFLICT, NULL, "Go to a line that was "
			     "recorded first; n records one.");
	return rc;
}

enum rc
person_may_end(void *data, struct err *err)
{
	const struct person *p = data;
	const struct fact *fact = person_fact_at(p);
	char day[DATE_TEXT_SIZE + 4];
	enum rc rc = person_may_correct(data, err);

	if (rc != RC_OK || fact == NULL)
		return rc;
	if (!fact_specs[person_kind_at(p)].ends)
		return err_set(err, RC_CONFLICT, NULL, "This does not end; "
			       "the next one takes its place.");
	if (fact->ended_on != DATE_NONE)
		return err_set(err, RC_CONFLICT, NULL,
			       "It ended already, on %s.",
			       date_format_long(fact->ended_on, day));
	return RC_OK;
}

enum rc
person_may_review(void *data, struct err *err)
{
	const struct person *p = data;
	enum rc rc = person_may_correct(data, err);

	if (rc == RC_OK && person_kind_at(p) != FACT_DEFERRAL &&
	    person_kind_at(p) != FACT_DESTINATION)
		rc = err_set(err, RC_CONFLICT, NULL, "Deferrals are looked at "
			     "again, and destinations are verified; this is "
			     "neither.");
	return rc;
}

/* ---- and done ---- */

void
person_add(struct person *p, enum fact_kind kind)
{
	const struct person_tab *tab = person_tabs[p->tabs.at];
	void *fact = xcalloc(1, fact_specs[kind].size);

	fact_init(kind, fact);
	((struct fact *)fact)->student_id = p->id;
	if (tab->begin != NULL)
		tab->begin(p, kind, fact);
	p->adding = true;
	fact_form_add(p->s, kind, fact);
	mem_free(fact);
}

/* Of what the tab offers, beginning with what the cursor is on. */
void
person_run_new(void *data, struct ui *ui)
{
	struct person *p = data;
	const struct person_tab *tab = person_tabs[p->tabs.at];
	const struct person_line *line = person_at(p);
	const char *labels[PERSON_KINDS_MAX];
	int chosen = 0;

	for (size_t i = 0; i < tab->add_count; i++) {
		labels[i] = fact_form_rows[tab->adds[i]].adding;
		if (line != NULL && line->kind == tab->adds[i])
			chosen = (int)i;
	}
	if (tab->add_count > 1)
		chosen = ui_ask_choice(ui, "What is to be recorded?", labels,
				       tab->add_count, chosen);
	if (chosen >= 0)
		person_add(p, tab->adds[chosen]);
}

void
person_run_open(void *data, struct ui *ui)
{
	struct person *p = data;
	const struct person_line *line = person_at(p);
	struct buf text = BUF_INIT;

	if (line != NULL)
		person_about(p, line, true, &text);
	if (person_fact_at(p) != NULL)
		add_since(p, person_fact_at(p), &text);
	if (text.len > 0)
		ui_show_text(ui, line->fact != NULL
				     ? term_label(&term_fact, (int)line->kind)
				     : p->student.reference, text.ptr);
	buf_release(&text);
}

void
person_run_correct(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	fact_form_correct(p->s, person_kind_at(p), person_fact_at(p));
}

void
person_run_end(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	ask_fact_end(p->s, person_kind_at(p), person_fact_at(p));
}

void
person_run_void(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	ask_fact_void(p->s, person_kind_at(p), person_fact_at(p));
}

void
person_run_review(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	ask_fact_review(p->s, person_kind_at(p), person_fact_at(p));
}

/* ---- what is on every tab ---- */

/* DEFERRED is set by a deferral, which says why. */
static int
ask_stage(struct session *s)
{
	const char *labels[16];
	int stages[16] = { 0 }, count = 0, chosen;

	for (int i = SUPPORT_PLANNING; i < (int)term_support.count; i++)
		if (i != SUPPORT_DEFERRED) {
			labels[count] = term_label(&term_support, i);
			stages[count++] = i;
		}
	chosen = ui_ask_choice(s->ui, "Where does support stand?", labels,
			       (size_t)count, 0);
	return chosen >= 0 ? stages[chosen] : -1;
}

static void
run_stage(void *data, struct ui *ui)
{
	struct person *p = data;
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	int stage = ask_stage(p->s);
	civil_date on;

	if (stage >= 0 && ask_date(p->s, "Support", "From which day? "
				   "(year-month-day)", &on) &&
	    ui_ask_line(ui, "Support", "A note, if there is more to say.",
			rule_line, &note))
		conclude(p->s, app_support(p->s->app, &p->id,
					   (enum support)stage, on, note.ptr,
					   &err),
			 &err, "Support: %s. u takes it back.",
			 term_label(&term_support, stage));
	else
		say_given_up(p->s);
	buf_release(&note);
}

static void
run_sheet(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	sheet_open(p->s, "person", p->student.reference);
}

static void
run_progress(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	student_open(p->s, &p->id, NULL);
}

static void
run_history(void *data, struct ui *ui)
{
	struct person *p = data;

	(void)ui;
	history_open(p->s, &p->id, p->student.reference);
}

const struct command person_shared_commands[] = {
	{ "person.stage", 's', 0, "Stage", "where support stands: planning, "
	  "active, paused, closed, opened again", CMD_FOOTER,
	  person_may_change, run_stage },
	{ "person.sheet", TK_F9, 'p', "Sheet", "support sheet, to read, print "
	  "or save", CMD_FOOTER, may_support, run_sheet },
	{ "person.progress", 'g', 0, "Progress", "the curriculum, and how far "
	  "it is done", 0, NULL, run_progress },
	{ "person.history", 'b', 0, "History", "what was done for this "
	  "person", 0, NULL, run_history },
};
const size_t person_shared_count = ARRAY_SIZE(person_shared_commands);
