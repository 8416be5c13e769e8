/* SPDX-License-Identifier: ISC */
/* The short questions of the case-study desk. */
#include "screens/case_desk.h"

#include <stdio.h>

#include "base/mem.h"
#include "model/rule.h"

void
case_ask_stay(struct session *s, const struct case_row *row,
	      const struct finding *found)
{
	struct buf because = BUF_INIT;
	struct err err = { .code = RC_OK };

	if (ask_reason(s, found->words, "It may stay in the text, because:",
		       &because))
		conclude(s, app_case_stay(s->app, row->ref, found->kind,
					  found->words, because.ptr, &err),
			 &err, "It stays.");
	buf_release(&because);
}

void
case_ask_step(struct session *s, const struct case_row *row,
	      enum case_step step)
{
	struct err err = { .code = RC_OK };
	bool sent = step == STEP_SENT;

	if (!sent && !ui_ask_yes(s->ui, "Approve", "Have you read the text to "
				 "its end, and does it tell nobody who the "
				 "person, or anyone else in it, is, unless "
				 "they agreed?", "Approve"))
		return;
	conclude(s, app_case_step(s->app, row->ref, step, NULL, &err), &err,
		 "%s", sent ? "Sent. Somebody who did not write it approves it."
			    : "Approved. It may be published.");
}

void
case_ask_send_back(struct session *s, const struct case_row *row)
{
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };

	if (ask_reason(s, "Send back", "What is to be changed?", &note))
		conclude(s, app_case_step(s->app, row->ref, STEP_SENT_BACK,
					  note.ptr, &err),
			 &err, "Sent back. It is a draft again.");
	buf_release(&note);
}

void
case_ask_publish(struct session *s, const struct case_row *row)
{
	struct buf where = BUF_INIT;
	struct err err = { .code = RC_OK };
	struct case_place place;
	int outlet = ask_term(s, "Published as", &term_outlet, 0);

	fact_init(FACT_CASE_PLACE, &place);
	if (outlet >= 0 &&
	    ask_reason(s, "Published", "Where exactly? Whoever takes it down "
		       "must find it by these words.", &where) &&
	    ask_date(s, "Published", "On which day? (year-month-day)",
		     &place.fact.on)) {
		place.outlet = (enum outlet)outlet;
		snprintf(place.place, sizeof(place.place), "%s", where.ptr);
		conclude(s, app_case_publish(s->app, row->ref, &place, &err),
			 &err, "Noted as published there.");
	}
	buf_release(&where);
}

void
case_ask_take_down(struct session *s, const struct case_row *row,
		   const struct case_place *place)
{
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	civil_date on;

	if (ask_date(s, place->place, "It is gone from there since which day? "
		     "(year-month-day)", &on) &&
	    ui_ask_line(s->ui, place->place, "A note, if there is more to "
			"say.", rule_line, &note))
		conclude(s, app_case_take_down(s->app, row->ref,
					       place->fact.number, on,
					       note.ptr, &err),
			 &err, "Noted as taken down.");
	buf_release(&note);
}

/* ---- when a consent is withdrawn ---- */

static void
add_places(struct session *s, const char *ref, struct buf *out)
{
	struct case_file f;
	struct err err = { .code = RC_OK };

	if (app_case_open(s->app, ref, &f, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	buf_addf(out, "%s, %s\n", f.row.ref, f.row.study.title);
	for (size_t i = 0; i < f.place_count; i++) {
		const struct case_place *p = &f.places[i];

		if (p->fact.ended_on != DATE_NONE)
			continue;
		buf_addf(out, "  %s: %s, since ",
			 term_label(&term_outlet, (int)p->outlet), p->place);
		show_day(p->fact.on, app_as_at(s->app), out);
		buf_addc(out, '\n');
	}
	case_file_release(&f);
}

void
case_show_withdrawn(struct session *s, const struct id *student_id)
{
	struct case_row *rows;
	struct buf text = BUF_INIT;
	struct err err = { .code = RC_OK };
	size_t count;

	if (app_cases(s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (rows[i].state == CASE_TO_TAKE_DOWN &&
		    id_equal(&rows[i].study.fact.student_id, student_id))
			add_places(s, rows[i].ref, &text);
	mem_free(rows);
	if (text.len > 0) {
		buf_adds(&text, "\nNote each under Case studies, when it is "
			 "gone.");
		ui_show_text(s->ui, "To take down now", text.ptr);
	}
	buf_release(&text);
}
