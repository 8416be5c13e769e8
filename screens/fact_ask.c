/* SPDX-License-Identifier: ISC */
/* The short questions about one fact: it ended, it was wrong, it was looked at
 * again. */
#include "screens/fact_form.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"

bool
fact_says(const struct fact_member *m, const void *fact)
{
	char text[32];
	const char *words = fact_member_text(m, fact, text, sizeof(text));
	int value;

	if (words[0] == '\0' || m->kind == MEMBER_ID ||
	    m->kind == MEMBER_ID_OR_NULL)
		return false;
	if (m->kind == MEMBER_FLAG)
		return strcmp(words, "no") != 0;
	memcpy(&value, (const char *)fact + m->offset, sizeof(value));
	if (m->kind == MEMBER_NUMBER)
		return value != 0;
	return m->kind != MEMBER_TERM ||
	       strcmp(m->terms->rows[value].code, "NOT_KNOWN") != 0;
}

void
show_fact(enum fact_kind kind, const void *fact, struct buf *out)
{
	const struct fact_spec *spec = &fact_specs[kind];
	int said = 0;

	for (size_t i = 0; i < spec->count && said < 3; i++) {
		const struct fact_member *m = &spec->members[i];
		char text[32];

		if (!fact_says(m, fact) || m->kind == MEMBER_FLAG ||
		    m->kind == MEMBER_NUMBER || m->kind == MEMBER_TEXT)
			continue;
		buf_addf(out, "%s%s", said++ > 0 ? ", " : "",
			 fact_member_text(m, fact, text, sizeof(text)));
	}
}

/* "Deferral: Housing", above a question. */
static char *
title_of(enum fact_kind kind, const void *fact)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s: ", term_label(&term_fact, (int)kind));
	show_fact(kind, fact, &text);
	return buf_detach(&text);
}

/* -1: given up. Kit comes back, in no more than one way. */
static int
ask_how(struct session *s, enum fact_kind kind)
{
	if (kind == FACT_LOAN)
		return ENDED_DONE;
	return ask_term(s, "How did it end?", &term_ending,
			kind == FACT_DEFERRAL ? ENDED_MET : ENDED_DONE);
}

bool
ask_fact_end(struct session *s, enum fact_kind kind, const struct fact *fact)
{
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	char *title = title_of(kind, fact);
	bool is_loan = kind == FACT_LOAN, done = false;
	int how = ask_how(s, kind);
	civil_date on;

	if (how >= 0 &&
	    ask_date(s, title,
		     is_loan ? "On which day did it come back? "
			       "(year-month-day)"
			     : "On which day did it end? (year-month-day)",
		     &on) &&
	    ui_ask_line(s->ui, title,
			is_loan ? "How is it now? Nothing is fine."
				: "A note, if there is more to say.",
			rule_line, &note))
		done = conclude(s, app_fact_end(s->app, kind,
						&fact->student_id,
						fact->number,
						(enum outcome_of)how, on,
						note.ptr, &err),
				&err, is_loan ? "It is back. u takes it back."
					      : "It has ended. u takes it "
						"back.");
	else
		say_given_up(s);
	buf_release(&note);
	mem_free(title);
	return done;
}

bool
ask_fact_void(struct session *s, enum fact_kind kind, const struct fact *fact)
{
	struct buf reason = BUF_INIT;
	struct err err = { .code = RC_OK };
	char *title = title_of(kind, fact);
	bool done = false;

	if (ask_reason(s, title, "It is kept but does not count any more. "
		       "Why?", &reason))
		done = conclude(s, app_fact_void(s->app, kind,
						 &fact->student_id,
						 fact->number, reason.ptr,
						 &err),
				&err, "Void. u takes it back.");
	else
		say_given_up(s);
	buf_release(&reason);
	mem_free(title);
	return done;
}

/* ---- looked at again ---- */

static bool
ask_next_check(struct session *s, const char *title, struct review *review)
{
	return ask_date_from(s, title, "Looked at again today. When is the "
			     "next check? (year-month-day, or nothing)",
			     DATE_NONE, &review->next_on);
}

static bool
ask_verified(struct session *s, const char *title, struct review *review)
{
	int how = ask_term(s, "How do we know?", &term_verified,
			   VERIFIED_SELF_REPORT);

	if (how >= 0)
		review->verified = (enum verified)how;
	return how >= 0 &&
	       ask_date(s, title, "On which day was it so? (year-month-day)",
			&review->fact.on);
}

bool
ask_fact_review(struct session *s, enum fact_kind kind,
		const struct fact *fact)
{
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	char *title = title_of(kind, fact);
	struct review review;
	bool asked, done = false;

	fact_init(FACT_REVIEW, &review);
	review.fact.student_id = fact->student_id;
	asked = kind == FACT_DEFERRAL ? ask_next_check(s, title, &review)
				      : ask_verified(s, title, &review);
	if (asked && ui_ask_line(s->ui, title, "A note, if there is more to "
				 "say.", rule_line, &note)) {
		snprintf(review.note, sizeof(review.note), "%s", note.ptr);
		done = conclude(s, app_fact_review(s->app, kind, fact->number,
						   &review, &err),
				&err, "Saved. u takes it back.");
	} else {
		say_given_up(s);
	}
	buf_release(&note);
	mem_free(title);
	return done;
}
