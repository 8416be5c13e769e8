/* SPDX-License-Identifier: ISC */
#include "app/support_app.h"

#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/consent_app.h"
#include "app/fact_private.h"
#include "app/gate.h"
#include "app/jobs_app.h"
#include "app/support_private.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/fact_store.h"
#include "store/student_store.h"

/* ---- may it be so ---- */

/* Who said no is not called; they may call us. */
static enum rc
check_contact(struct app *app, struct contact *c, struct err *err)
{
	enum consent_state state = CONSENT_NOT_ASKED;
	enum rc rc = contact_find_release(app, c, err);

	if (rc == RC_OK)
		rc = app_consent(app, &c->fact.student_id,
				 CONSENT_CONTACT_AFTER_RELEASE, c->fact.on,
				 &state, err);

	if (rc != RC_OK || state != CONSENT_WITHDRAWN || c->inbound ||
	    c->result == CONTACT_NOT_PERMITTED)
		return rc;
	return err_set(err, RC_CONFLICT, "result",
		       "Contact after release is not permitted. Record it as "
		       "\"Not permitted\", or say that they called.");
}

/* With a mentor of theirs, while they were matched. */
static enum rc
check_meeting(struct app *app, const struct mentor_meeting *m,
	      struct err *err)
{
	struct mentor_match *rows;
	const struct mentor_match *match = NULL;
	size_t count;
	enum rc rc = app_mentors(app, &m->fact.student_id, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (id_equal(&rows[i].fact.id, &m->match_id))
			match = &rows[i];
	if (rc == RC_OK && match == NULL)
		rc = err_set(err, RC_NOT_FOUND, "number",
			     "There is no such mentor; match one first.");
	if (rc == RC_OK)
		rc = fact_check_meeting(match, m->fact.on, err);
	mem_free(rows);
	return rc;
}

/* What is signed today is the form that is given out today. */
static void
fill_wording(struct consent *c)
{
	if (c->given && c->wording[0] == '\0')
		consent_wording(c->wording);
}

static enum rc
check_kind(struct app *app, enum fact_kind kind, void *fact,
	   struct err *err)
{
	switch (kind) {
	case FACT_DESTINATION:
		return destination_check(fact, err);
	case FACT_CONTACT:
		return check_contact(app, fact, err);
	case FACT_MEETING:
		return check_meeting(app, fact, err);
	case FACT_APPLICATION:
		return jobs_may_apply(app, fact, err);
	case FACT_LOAN:
		return loan_check(fact, err);
	case FACT_COURSE:
		return graduate_may_add(app, fact, err);
	case FACT_CASE:
	case FACT_CASE_TEXT:
	case FACT_CASE_STAY:
	case FACT_CASE_STEP:
	case FACT_CASE_PLACE:
		return err_set(err, RC_INVALID, "what",
			       "Case studies are worked on at the case-study "
			       "desk.");
	default:
		return RC_OK;
	}
}

/* Those about the record, not about the person's support. */
static enum permission
needed_for(enum fact_kind kind)
{
	return kind == FACT_KEPT || kind == FACT_REQUEST ? MAY_PROTECT_DATA
	     : kind == FACT_COURSE ? MAY_CONFIRM_GRADUATE
				   : MAY_SUPPORT;
}

enum rc
fact_may_add(struct app *app, enum fact_kind kind, void *row,
	     struct err *err)
{
	struct fact *fact = row;
	enum rc rc = app_may_change_student(app, needed_for(kind),
					    &fact->student_id, err);

	if (kind == FACT_CONSENT)
		fill_wording(row);
	if (rc == RC_OK)
		rc = fact_check(kind, row, err);
	if (rc == RC_OK)
		rc = fact_check_day(app, kind, fact, err);
	return rc == RC_OK ? check_kind(app, kind, row, err) : rc;
}

/* ---- one step of history ---- */

/* Ids and long texts say nothing to people. */
static bool
add_words(struct buf *words, const struct fact_member *m, const void *fact)
{
	char text[32];
	const char *said;

	if (m->kind == MEMBER_ID || m->kind == MEMBER_ID_OR_NULL ||
	    m->kind == MEMBER_TEXT)
		return false;
	said = fact_member_text(m, fact, text, sizeof(text));
	if (m->kind == MEMBER_FLAG)
		buf_addf(words, ", %s: %s", m->label, said);
	else if (said[0] != '\0')
		buf_addf(words, ", %s", said);
	return true;
}

/* "ACA-0042, Nia Example: Checklist line, Laptop, Completed". The history
 * travels without a case study's consent, so it has none of its words. */
static enum rc
begin(struct app *app, enum fact_kind kind, const void *fact,
      const char *action, const char *how, struct err *err)
{
	const struct fact_spec *spec = &fact_specs[kind];
	char who[NAME_SIZE + CODE_SIZE + 4];
	struct buf words = BUF_INIT;
	int said = kind == FACT_CASE_STAY ? 2 : 0;
	enum rc rc;

	app_whom(app, &((const struct fact *)fact)->student_id, 1, who,
		 sizeof(who));
	for (size_t i = 0; i < spec->count && said < 2; i++)
		said += add_words(&words, &spec->members[i], fact);
	rc = app_begin(app, needed_for(kind), action, 0, err, "%s: %s%s%s",
		       who, term_label(&term_fact, (int)kind), words.ptr, how);
	buf_release(&words);
	return rc;
}

enum rc
fact_write(struct app *app, enum fact_kind kind, void *fact, struct err *err)
{
	return fact_add(app->store, kind, fact, &app->me.id, err);
}

/* What can begin or end a deferral takes the axis along. */
static enum rc
finish(struct app *app, enum fact_kind kind, const struct id *student_id,
       bool begins, enum rc rc, struct err *err)
{
	if (rc == RC_OK && (kind == FACT_DEFERRAL || kind == FACT_ENDING))
		rc = support_follows_deferrals(app, student_id, begins, err);
	return app_end(app, rc, err);
}

enum rc
app_fact_add(struct app *app, enum fact_kind kind, void *row,
	     struct err *err)
{
	const struct fact *fact = row;
	enum rc rc;

	if (kind == FACT_STEP)
		return app_application_step(app, 0, row, NULL, err);
	rc = fact_may_add(app, kind, row, err);
	if (rc == RC_OK)
		rc = jobs_not_twice(app, kind, row, err);
	if (rc == RC_OK)
		rc = begin(app, kind, row, fact_specs[kind].action, "", err);
	if (rc != RC_OK)
		return rc;
	return finish(app, kind, &fact->student_id, true,
		      fact_write(app, kind, row, err), err);
}

/* ---- corrections ---- */

static enum rc
find(struct app *app, enum fact_kind kind, const struct id *student_id,
     int number, void *fact, struct err *err)
{
	enum rc rc = app_may_change_student(app, needed_for(kind), student_id,
					    err);

	if (rc == RC_OK)
		rc = fact_by_number(app->store, kind, student_id, number,
				    fact, err);
	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_NOT_FOUND, "number",
			       "There is no %s of number %d here; the listing "
			       "shows the numbers.",
			       term_code(&term_fact, (int)kind), number);
	return rc;
}

static enum rc
check_reason(const char *reason, struct err *err)
{
	if (reason == NULL || reason[strspn(reason, " ")] == '\0')
		return err_set(err, RC_INVALID, "reason",
			       "Say why it was wrong.");
	return rule_line(reason, err) == RC_OK ? RC_OK
					       : err_where(err, "reason");
}

/* What is void can be entered again; a correction of a correction would say
 * nothing that people can follow. */
static enum rc
check_kind_of_wrong(enum fact_kind kind, struct err *err)
{
	return kind != FACT_CORRECTION
		       ? RC_OK
		       : err_set(err, RC_INVALID, "what",
				 "A correction is taken back by undo, or by "
				 "entering again what is right.");
}

enum rc
fact_write_correction(struct app *app, const struct fact *wrong,
		      const struct id *right, const char *reason,
		      struct err *err)
{
	struct correction c;

	fact_init(FACT_CORRECTION, &c);
	c.fact.student_id = wrong->student_id;
	c.fact.on = app_today(app);
	c.fact_id = wrong->id;
	if (right != NULL)
		c.replaced_by = *right;
	snprintf(c.reason, sizeof(c.reason), "%s", reason);
	return fact_write(app, FACT_CORRECTION, &c, err);
}

enum rc
app_fact_void(struct app *app, enum fact_kind kind,
	      const struct id *student_id, int number, const char *reason,
	      struct err *err)
{
	void *wrong = xcalloc(1, fact_specs[kind].size);
	enum rc rc = find(app, kind, student_id, number, wrong, err);

	if (rc == RC_OK)
		rc = check_kind_of_wrong(kind, err);
	if (rc == RC_OK)
		rc = check_reason(reason, err);
	if (rc == RC_OK)
		rc = jobs_may_void(app, kind, wrong, err);
	if (rc == RC_OK)
		rc = begin(app, kind, wrong, "support.void", ": void", err);
	if (rc == RC_OK) {
		rc = fact_write_correction(app, wrong, NULL, reason, err);
		if (rc == RC_OK && kind == FACT_STEP)
			rc = jobs_void_made(app, wrong, reason, err);
		rc = finish(app, kind, student_id, false, rc, err);
	}
	mem_free(wrong);
	return rc;
}

enum rc
app_fact_replace(struct app *app, enum fact_kind kind, int number, void *row,
		 const char *reason, struct err *err)
{
	const struct fact *fact = row;
	void *wrong = xcalloc(1, fact_specs[kind].size);
	enum rc rc = fact_may_add(app, kind, row, err);

	if (rc == RC_OK)
		rc = find(app, kind, &fact->student_id, number, wrong, err);
	if (rc == RC_OK)
		rc = check_kind_of_wrong(kind, err);
	if (rc == RC_OK)
		rc = fact_may_replace(wrong, fact, err);
	if (rc == RC_OK)
		rc = check_reason(reason, err);
	if (rc == RC_OK)
		rc = jobs_may_replace(app, kind, wrong, err);
	if (rc == RC_OK)
		rc = begin(app, kind, row, "support.replace", ": corrected",
			   err);
	if (rc == RC_OK) {
		rc = fact_write(app, kind, row, err);
		if (rc == RC_OK)
			rc = fact_write_correction(app, wrong, &fact->id,
						   reason, err);
		if (rc == RC_OK)
			rc = fact_carry(app, wrong, fact, reason, err);
		rc = finish(app, kind, &fact->student_id, false, rc, err);
	}
	mem_free(wrong);
	return rc;
}

/* ---- endings and reviews ---- */

static enum rc
check_end(enum fact_kind kind, const struct fact *fact, civil_date on,
	  struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];

	if (!fact_specs[kind].ends)
		return err_set(err, RC_INVALID, "what",
			       "A %s does not end; the next one takes its "
			       "place.", term_code(&term_fact, (int)kind));
	if (fact->ended_on != DATE_NONE)
		return err_set(err, RC_CONFLICT, "number",
			       "It ended already, on %s.",
			       date_format_long(fact->ended_on, day));
	if (on < fact->on)
		return err_set(err, RC_INVALID, "on",
			       "It begins on %s, after that day; what came to "
			       "nothing is made void.",
			       date_format_long(fact->on, day));
	return RC_OK;
}

static enum rc
end_fact(struct app *app, enum fact_kind kind, const struct fact *fact,
	 struct ending *end, struct err *err)
{
	enum rc rc = fact_may_add(app, FACT_ENDING, end, err);

	if (rc == RC_OK)
		rc = check_end(kind, fact, end->fact.on, err);
	if (rc == RC_OK)
		rc = begin(app, kind, fact, "support.end", ": ended", err);
	if (rc != RC_OK)
		return rc;
	return finish(app, kind, &fact->student_id, false,
		      fact_write(app, FACT_ENDING, end, err), err);
}

enum rc
app_fact_end(struct app *app, enum fact_kind kind,
	     const struct id *student_id, int number, enum outcome_of outcome,
	     civil_date on, const char *note, struct err *err)
{
	void *row = xcalloc(1, fact_specs[kind].size);
	struct ending end;
	enum rc rc = find(app, kind, student_id, number, row, err);

	fact_init(FACT_ENDING, &end);
	end.fact.student_id = *student_id;
	end.fact.on = on;
	end.fact_id = ((struct fact *)row)->id;
	end.outcome = outcome;
	if (rc == RC_OK && note != NULL && rule_line(note, err) != RC_OK)
		rc = err_where(err, "note");
	if (rc == RC_OK) {
		snprintf(end.note, sizeof(end.note), "%s", note ? note : "");
		rc = end_fact(app, kind, row, &end, err);
	}
	mem_free(row);
	return rc;
}

enum rc
app_fact_review(struct app *app, enum fact_kind kind, int number,
		struct review *review, struct err *err)
{
	void *row = xcalloc(1, fact_specs[kind].size);
	enum rc rc = find(app, kind, &review->fact.student_id, number, row,
			  err);

	review->fact_id = ((struct fact *)row)->id;
	if (rc == RC_OK && kind != FACT_DESTINATION && kind != FACT_DEFERRAL)
		rc = err_set(err, RC_INVALID, "what",
			     "Only a destination or a deferral is looked at "
			     "again.");
	if (rc == RC_OK)
		rc = fact_may_add(app, FACT_REVIEW, review, err);
	if (rc == RC_OK)
		rc = fact_check_next(review->fact.on, review->next_on,
				     "next_on", err);
	if (rc == RC_OK)
		rc = begin(app, kind, row, "support.review",
			   ": looked at again", err);
	if (rc == RC_OK)
		rc = app_end(app, fact_write(app, FACT_REVIEW, review, err),
			     err);
	mem_free(row);
	return rc;
}

/* ---- several facts in one step ---- */

enum rc
fact_write_review(struct app *app, const struct fact *fact,
		  enum verified verified, civil_date on, civil_date next,
		  struct err *err)
{
	struct review review;

	fact_init(FACT_REVIEW, &review);
	review.fact.student_id = fact->student_id;
	review.fact.on = on != DATE_NONE ? on : app_today(app);
	review.fact_id = fact->id;
	review.verified = verified;
	review.next_on = next;
	return fact_write(app, FACT_REVIEW, &review, err);
}

static enum rc
add_with_review(struct app *app, enum fact_kind kind, void *row,
		enum verified verified, civil_date on, civil_date next,
		struct err *err)
{
	const struct fact *fact = row;
	enum rc rc = fact_may_add(app, kind, row, err);

	if (rc == RC_OK)
		rc = begin(app, kind, row, fact_specs[kind].action, "", err);
	if (rc != RC_OK)
		return rc;
	rc = fact_write(app, kind, row, err);
	if (rc == RC_OK)
		rc = fact_write_review(app, fact, verified, on, next, err);
	return finish(app, kind, &fact->student_id, true, rc, err);
}

enum rc
app_defer(struct app *app, struct deferral *d, struct err *err)
{
	enum rc rc;

	if (d->fact.on == DATE_NONE)
		d->fact.on = app_today(app);
	rc = fact_check_next(d->fact.on, d->next_check, "next_check", err);
	return rc == RC_OK ? add_with_review(app, FACT_DEFERRAL, d,
					     VERIFIED_NOT_YET, d->fact.on,
					     d->next_check, err)
			   : rc;
}

enum rc
app_destination_add(struct app *app, struct destination *d, struct err *err)
{
	civil_date on = d->verified_on;

	if (app_check_day(app, on, "verified_on", err) != RC_OK)
		return err->code;
	if (d->verified == VERIFIED_NOT_YET)
		return app_fact_add(app, FACT_DESTINATION, d, err);
	return add_with_review(app, FACT_DESTINATION, d, d->verified, on,
			       DATE_NONE, err);
}

enum rc
app_mentor_meet(struct app *app, int number, struct mentor_meeting *meeting,
		struct err *err)
{
	struct mentor_match *rows;
	size_t count;
	enum rc rc = app_mentors(app, &meeting->fact.student_id, &rows,
				 &count, err);

	memset(&meeting->match_id, 0, sizeof(meeting->match_id));
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (number > 0 ? rows[i].fact.number == number
			       : rows[i].fact.ended_on == DATE_NONE)
			meeting->match_id = rows[i].fact.id;
	mem_free(rows);
	return rc == RC_OK ? app_fact_add(app, FACT_MEETING, meeting, err)
			   : rc;
}
