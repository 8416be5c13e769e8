/* SPDX-License-Identifier: ISC */
#include "screens/member_form.h"

#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/term.h"

enum { MANY_WORDS = 5 };

/* ---- which fields ---- */

static const char *
hint_of(const struct fact_member *m, const struct member_hint *hints,
	size_t count)
{
	for (size_t i = 0; i < count && hints[i].member != NULL; i++)
		if (strcmp(hints[i].member, m->id) == 0)
			return hints[i].hint;
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
	case MEMBER_TERMS:
		return "Enter lists them all; several may be chosen.";
	case MEMBER_FLAG:
		return "Space changes it.";
	default:
		return "In your own words.";
	}
}

static void
make_words(struct member_form *f, size_t i)
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

static size_t
size_of(const struct fact_member *m)
{
	if (m->kind == MEMBER_TERMS)
		return TERMS_SIZE;
	return m->kind == MEMBER_NUMBER || m->kind == MEMBER_DATE
		       ? DATE_TEXT_SIZE : m->size;
}

void
member_form_add(struct member_form *f, const struct fact_member *m,
		const struct member_hint *hints, size_t hint_count)
{
	size_t i = f->count;
	struct field_spec *spec = &f->specs[i];

	if (m->kind == MEMBER_ID || m->kind == MEMBER_ID_OR_NULL ||
	    i == MEMBER_FIELDS_MAX)
		return;
	f->members[i] = *m;
	f->count++;
	spec->id = m->id;
	spec->label = m->label;
	spec->hint = hint_of(m, hints, hint_count);
	spec->size = size_of(m);
	spec->check = rule_of(m->kind);
	spec->required = m->required;
	spec->kind = m->kind == MEMBER_TEXT ? FIELD_TEXT : FIELD_LINE;
	if (m->kind == MEMBER_TERM || m->kind == MEMBER_FLAG) {
		spec->kind = FIELD_CHOICE;
		make_words(f, i);
	}
}

/* ---- from the row, and to it ---- */

static void
fill_choice(struct member_form *f, size_t i, const char *word)
{
	form_set_words(&f->form, i, f->words[i]);
	for (int k = 0; f->words[i][k] != NULL; k++)
		if (strcmp(f->words[i][k], word) == 0)
			form_set_choice(&f->form, i, k);
}

void
member_form_begin(struct member_form *f, const void *row)
{
	form_init(&f->form, f->specs, f->count);
	for (size_t i = 0; i < f->count; i++) {
		char text[TERMS_SIZE];
		const char *word = fact_member_text(&f->members[i], row, text,
						    sizeof(text));

		if (f->specs[i].kind == FIELD_CHOICE)
			fill_choice(f, i, word);
		else if (f->members[i].kind != MEMBER_NUMBER ||
			 strcmp(word, "0") != 0)
			form_set(&f->form, i, word);
	}
}

void
member_form_release(struct member_form *f)
{
	form_release(&f->form);
	for (size_t i = 0; i < f->count; i++)
		mem_free(f->words[i]);
}

enum rc
member_form_read(const struct member_form *f, void *row, struct err *err)
{
	const civil_date none = DATE_NONE;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < f->count && rc == RC_OK; i++) {
		const struct fact_member *m = &f->members[i];
		const char *text = form_text(&f->form, i);

		if (m->kind == MEMBER_DATE)
			memcpy((char *)row + m->offset, &none, sizeof(none));
		if (f->form.fields[i].hidden)
			continue;
		if (m->kind == MEMBER_NUMBER && text[0] == '\0')
			text = "0";
		rc = fact_member_set(m, row, text, err);
	}
	return rc;
}

/* ---- lists of words ---- */

/* Each one chosen is marked, or not any more; the first line is enough. */
static void
choose_several(struct member_form *f, struct ui *ui, size_t at)
{
	const struct term_set *set = f->members[at].terms;
	char *labels[32], text[TERMS_SIZE];
	unsigned values;
	int chosen = 0;

	if (terms_parse(set, form_text(&f->form, at), &values, NULL) != RC_OK)
		values = 0;
	do {
		labels[0] = xstrdup("That is all");
		for (size_t i = 0; i < set->count; i++)
			labels[i + 1] = xasprintf("%s %s", values >> i & 1
							? "[x]" : "[ ]",
						  set->rows[i].label);
		chosen = ui_ask_choice(ui, f->specs[at].label,
				       (const char *const *)labels,
				       set->count + 1, chosen);
		for (size_t i = 0; i <= set->count; i++)
			mem_free(labels[i]);
		if (chosen > 0)
			values ^= 1u << (chosen - 1);
	} while (chosen > 0);
	terms_labels(set, values, text, sizeof(text));
	line_set(&f->form.fields[at].edit, text);
}

/* True when the key was for the list alone. */
static bool
list_words(struct member_form *f, struct ui *ui)
{
	size_t at = f->form.at, count = 0;
	int chosen;

	if (f->members[at].kind == MEMBER_TERMS) {
		choose_several(f, ui, at);
		return false;
	}
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

bool
member_form_key(struct member_form *f, struct ui *ui, uint32_t pressed)
{
	return (pressed == TK_ENTER && list_words(f, ui)) ||
	       form_key(&f->form, pressed);
}
