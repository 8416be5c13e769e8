/* SPDX-License-Identifier: ISC */
#include "screens/fact_form.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/term.h"

enum { FIELDS_MAX = 32, MANY_WORDS = 5 };

struct fact_form {
	struct session *s;
	enum fact_kind kind;
	bool correcting;
	void *fact;			/* as it began */
	char reference[CODE_SIZE];
	struct buf above;
	/* One row a field, all three: the day, the kind's, more. */
	struct fact_member members[FIELDS_MAX];
	struct field_spec specs[FIELDS_MAX];
	const char **words[FIELDS_MAX];
	size_t count;
	struct form form;
};

static const struct fact *
head_of(const struct fact_form *f)
{
	return f->fact;
}

/* ---- which fields ---- */

const char *
fact_form_day(enum fact_kind kind)
{
	const char *day = fact_form_rows[kind].day;

	return day != NULL ? day : "Day";
}

static void
add_member(struct fact_form *f, const struct fact_member *m)
{
	if (m->kind != MEMBER_ID && m->kind != MEMBER_ID_OR_NULL &&
	    f->count < FIELDS_MAX)
		f->members[f->count++] = *m;
}

static void
add_members(struct fact_form *f)
{
	const struct fact_spec *spec = &fact_specs[f->kind];
	const struct fact_form_row *row = &fact_form_rows[f->kind];
	struct fact_member day = {
		"on", fact_form_day(f->kind), MEMBER_DATE,
		offsetof(struct fact, on), sizeof(civil_date), NULL, true,
	};

	add_member(f, &day);
	for (size_t i = 0; i < spec->count; i++)
		add_member(f, &spec->members[i]);
	for (size_t i = 0; i < FACT_FORM_MORE && !f->correcting; i++)
		if (row->more[i].id != NULL)
			add_member(f, &row->more[i]);
}

static const char *
hint_of(enum fact_kind kind, const struct fact_member *m)
{
	const struct fact_form_row *row = &fact_form_rows[kind];

	for (size_t i = 0; i < FACT_FORM_HINTS; i++)
		if (row->hints[i].member != NULL &&
		    strcmp(row->hints[i].member, m->id) == 0)
			return row->hints[i].hint;
	switch (m->kind) {
	case MEMBER_DATE:
		return "Year-month-day, such as 2026-11-23.";
	case MEMBER_NUMBER:
		return "A whole number.";
	case MEMBER_TERM:
		return m->terms->count > MANY_WORDS
			       ? "Enter lists them all; Space or a first "
				 "letter changes it."
			       : "Space changes it.";
	case MEMBER_FLAG:
		return "Space changes it.";
	default:
		return "In your own words.";
	}
}

static void
make_words(struct fact_form *f, size_t i)
{
	static const char *const flag[] = { "no", "yes" };
	const struct fact_member *m = &f->members[i];
	size_t count = m->kind == MEMBER_TERM ? m->terms->count : 2;

	f->words[i] = xcalloc(count + 1, sizeof(*f->words[i]));
	for (size_t k = 0; k < count; k++)
		f->words[i][k] = m->kind == MEMBER_TERM
					 ? m->terms->rows[k].label : flag[k];
}

static rule_fn *
rule_of(enum member_kind kind)
{
	return kind == MEMBER_DATE ? rule_date
	       : kind == MEMBER_TEXT ? rule_text
	       : kind == MEMBER_LINE ? rule_line : NULL;
}

static void
make_specs(struct fact_form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct fact_member *m = &f->members[i];
		struct field_spec *spec = &f->specs[i];

		spec->id = m->id;
		spec->label = m->label;
		spec->hint = hint_of(f->kind, m);
		spec->size = m->kind == MEMBER_NUMBER ||
					     m->kind == MEMBER_DATE
				     ? DATE_TEXT_SIZE : m->size;
		spec->check = rule_of(m->kind);
		spec->required = m->required;
		spec->kind = m->kind == MEMBER_TEXT ? FIELD_TEXT : FIELD_LINE;
		if (m->kind == MEMBER_TERM || m->kind == MEMBER_FLAG) {
			spec->kind = FIELD_CHOICE;
			make_words(f, i);
		}
	}
}

/* ---- from the fact, and to it ---- */

static void
fill_choice(struct fact_form *f, size_t i, const char *word)
{
	form_set_words(&f->form, i, f->words[i]);
	for (int k = 0; f->words[i][k] != NULL; k++)
		if (strcmp(f->words[i][k], word) == 0)
			form_set_choice(&f->form, i, k);
}

static void
fill(struct fact_form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		char text[32];
		const char *word = fact_member_text(&f->members[i], f->fact,
						    text, sizeof(text));

		if (f->specs[i].kind == FIELD_CHOICE)
			fill_choice(f, i, word);
		else if (f->members[i].kind != MEMBER_NUMBER ||
			 strcmp(word, "0") != 0)
			form_set(&f->form, i, word);
	}
}

/* What the first member says decides what the others may. */
static void
hide_what_does_not_fit(struct fact_form *f)
{
	const struct fact_form_row *row = &fact_form_rows[f->kind];

	for (size_t i = 2; i < f->count && row->fits != NULL; i++)
		form_hide(&f->form, i, !row->fits(form_choice(&f->form, 1),
						  f->members[i].id));
}

/* A blank one but for what no field asks. */
static void
begin_fact(const struct fact_form *f, void *fact)
{
	const struct fact_spec *spec = &fact_specs[f->kind];

	fact_init(f->kind, fact);
	memcpy(fact, f->fact, sizeof(struct fact));
	for (size_t i = 0; i < spec->count; i++) {
		const struct fact_member *m = &spec->members[i];

		if (m->kind == MEMBER_ID || m->kind == MEMBER_ID_OR_NULL)
			memcpy((char *)fact + m->offset,
			       (char *)f->fact + m->offset, m->size);
	}
}

static enum rc
read_fields(const struct fact_form *f, void *fact, struct err *err)
{
	const civil_date none = DATE_NONE;
	enum rc rc = RC_OK;

	begin_fact(f, fact);
	for (size_t i = 0; i < f->count && rc == RC_OK; i++) {
		const struct fact_member *m = &f->members[i];
		const char *text = form_text(&f->form, i);

		if (m->kind == MEMBER_DATE)
			memcpy((char *)fact + m->offset, &none, sizeof(none));
		if (f->form.fields[i].hidden)
			continue;
		if (m->kind == MEMBER_NUMBER && text[0] == '\0')
			text = "0";
		rc = fact_member_set(m, fact, text, err);
	}
	return rc;
}

/* ---- saving ---- */

static enum rc
save(struct fact_form *f, void *fact, struct err *err)
{
	const struct fact_form_row *row = &fact_form_rows[f->kind];
	struct buf reason = BUF_INIT;
	enum rc rc = RC_CANCELLED;

	if (!f->correcting)
		return row->add != NULL
			       ? row->add(f->s->app, fact, err)
			       : app_fact_add(f->s->app, f->kind, fact, err);
	if (ask_reason(f->s, "Correct", "What was wrong with it? The one that "
		       "was wrong is kept as void, with this reason.",
		       &reason))
		rc = app_fact_replace(f->s->app, f->kind, head_of(f)->number,
				      fact, reason.ptr, err);
	buf_release(&reason);
	return rc;
}

static void
run_save(void *data, struct ui *ui)
{
	struct fact_form *f = data;
	void *fact = xcalloc(1, fact_specs[f->kind].size);
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	if (rc == RC_OK)
		rc = read_fields(f, fact, &err);
	if (rc == RC_OK)
		rc = save(f, fact, &err);
	mem_free(fact);
	if (rc == RC_OK) {
		form_settle(&f->form);
		ui_say(ui, "Saved. u takes it back.");
		ui_pop(ui);
	} else if (rc != RC_CANCELLED) {
		form_show_fault(&f->form, &err);
		ui_complain(ui, &err);
	}
}

/* ---- on the screen ---- */

static void
title(void *data, struct buf *out)
{
	const struct fact_form *f = data;
	const char *adding = fact_form_rows[f->kind].adding;

	if (f->reference[0] != '\0')
		buf_addf(out, "%s > ", f->reference);
	if (f->correcting)
		buf_addf(out, "Correct: %s",
			 term_label(&term_fact, (int)f->kind));
	else
		buf_adds(out, adding != NULL
				      ? adding
				      : term_label(&term_fact, (int)f->kind));
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct fact_form *f = data;
	struct area area = { body.row + 1, 1, body.rows - 2, body.cols - 2 };

	(void)ui;
	hide_what_does_not_fit(f);
	if (f->above.len > 0) {
		int used = show_paragraph((struct area){ area.row,
				area.col + 1, 2, area.cols - 1 },
				LOOK_NOTICE, f->above.ptr) + 1;

		area.row += used;
		area.rows -= used;
	}
	form_draw(&f->form, area);
}

/* True when the word was chosen from a list. */
static bool
list_words(struct fact_form *f, struct ui *ui)
{
	size_t at = f->form.at, count = 0;
	int chosen;

	if (f->specs[at].kind != FIELD_CHOICE)
		return false;
	while (f->words[at][count] != NULL)
		count++;
	if (count <= MANY_WORDS)
		return false;
	chosen = ui_ask_choice(ui, f->specs[at].label, f->words[at], count,
			       form_choice(&f->form, at));
	if (chosen >= 0)
		f->form.fields[at].choice = chosen;
	return chosen < 0;
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct fact_form *f = data;

	hide_what_does_not_fit(f);
	if (pressed == TK_ENTER && list_words(f, ui))
		return true;
	hide_what_does_not_fit(f);
	return form_key(&f->form, pressed);
}

static bool
may_close(void *data, struct ui *ui)
{
	struct fact_form *f = data;

	(void)ui;
	return draft_may_close(f->s, &f->form);
}

static void
draft_key(const struct fact_form *f, char key_of_draft[96])
{
	char id[ID_TEXT_SIZE];

	snprintf(key_of_draft, 96, "fact %s %s %d",
		 term_code(&term_fact, (int)f->kind),
		 id_format(&head_of(f)->student_id, id),
		 f->correcting ? head_of(f)->number : 0);
}

static void
keep_draft(void *data, struct ui *ui)
{
	struct fact_form *f = data;
	char key_of_draft[96];

	(void)ui;
	draft_key(f, key_of_draft);
	draft_keep(f->s, key_of_draft, &f->form);
}

static const struct command form_commands[] = {
	{ "fact.save", TK_F2, TK_CTRL('s'), "Save", "save it", CMD_FOOTER,
	  may_support, run_save },
};

static void
release(void *data)
{
	struct fact_form *f = data;

	form_release(&f->form);
	for (size_t i = 0; i < f->count; i++)
		mem_free(f->words[i]);
	buf_release(&f->above);
	mem_free(f->fact);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "fact-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = may_close, .keep_draft = keep_draft, .free = release,
};

/* ---- opening ---- */

static void
name_whom(struct fact_form *f)
{
	struct student_row row;

	if (!id_is_zero(&head_of(f)->student_id) &&
	    app_student_row(f->s->app, &head_of(f)->student_id, &row, NULL) ==
		    RC_OK)
		snprintf(f->reference, sizeof(f->reference), "%s",
			 row.reference);
}

static void
open_form(struct session *s, enum fact_kind kind, const void *fact,
	  bool correcting)
{
	const struct fact_form_row *row = &fact_form_rows[kind];
	struct fact_form *f = xcalloc(1, sizeof(*f));
	char key_of_draft[96];
	struct fact *head;

	f->s = s;
	f->kind = kind;
	f->correcting = correcting;
	f->fact = head = xcalloc(1, fact_specs[kind].size);
	memcpy(f->fact, fact, fact_specs[kind].size);
	if (head->on == DATE_NONE)
		head->on = app_today(s->app);
	buf_init(&f->above);
	name_whom(f);
	if (row->above != NULL)
		row->above(s, f->fact, &f->above);
	add_members(f);
	make_specs(f);
	form_init(&f->form, f->specs, f->count);
	fill(f);
	f->form.at = 1;
	draft_key(f, key_of_draft);
	draft_offer(s, key_of_draft, &f->form);
	ui_push(s->ui, &ops, f);
}

void
fact_form_add(struct session *s, enum fact_kind kind, const void *fact)
{
	open_form(s, kind, fact, false);
}

void
fact_form_correct(struct session *s, enum fact_kind kind, const void *fact)
{
	open_form(s, kind, fact, true);
}
