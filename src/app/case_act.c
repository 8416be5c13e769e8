/* SPDX-License-Identifier: ISC */
/* What is done at the case-study desk. */
#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/case_private.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/fact_store.h"

/* ---- may it be done ---- */

/* What the academy writes is the academy's to change; what head office
 * publishes, head office writes down. */
static enum rc
may_work(struct app *app, const struct id *student_id,
	 enum permission permission, struct err *err)
{
	if (permission == MAY_PUBLISH &&
	    app->academy.kind == SITE_HEAD_OFFICE)
		return app_may_change(app, MAY_PUBLISH, err);
	return app_may_change_student(app, permission, student_id, err);
}

/* The case study as it stands today, if this person may do that to it and the
 * consent is there. To be released whatever comes. */
static enum rc
take_up(struct app *app, const char *ref, enum permission permission,
	struct desk *desk, struct case_row *row, struct err *err)
{
	enum rc rc = desk_find(app, ref, app_today(app), desk, row, err);

	if (rc == RC_OK)
		rc = may_work(app, &row->study.fact.student_id, permission,
			      err);
	return rc == RC_OK ? case_check_consent(row, err) : rc;
}

static enum rc
check_day(struct app *app, civil_date *on, struct err *err)
{
	if (*on == DATE_NONE)
		*on = app_today(app);
	return app_check_day(app, *on, "on", err);
}

/* ---- one step of history ---- */

static void
fill_head(struct app *app, const struct case_row *row, struct fact *fact)
{
	fact->student_id = row->study.fact.student_id;
	if (fact->on == DATE_NONE)
		fact->on = app_today(app);
}

/* Checks it, and adds it with a line of words. The text itself is in none. */
static enum rc
add(struct app *app, const struct case_row *row, enum fact_kind kind,
    void *fact, enum permission permission, const char *action,
    const char *words, struct err *err)
{
	enum rc rc;

	fill_head(app, row, fact);
	rc = fact_check(kind, fact, err);
	if (rc == RC_OK)
		rc = app_begin(app, permission, action, 0, err,
			       "%s, %s: case study \"%.200s\": %s",
			       row->reference, row->name, row->study.title,
			       words);
	if (rc != RC_OK)
		return rc;
	return app_end(app, fact_add(app->store, kind, fact, &app->me.id,
				     err), err);
}

/* ---- writing ---- */

static enum rc
fill_text(struct case_text *text, const struct id *case_id, const char *body,
	  struct err *err)
{
	fact_init(FACT_CASE_TEXT, text);
	text->case_id = *case_id;
	if (rule_document(body, err) != RC_OK)
		return err_where(err, "body");
	memcpy(text->body, body, strlen(body) + 1);
	return RC_OK;
}

/* A title goes ahead of its text into lists and onto paper. */
static enum rc
check_title(struct app *app, const struct case_study *study, struct err *err)
{
	struct case_row row = { .study = *study };
	struct desk none = { .on = app_today(app) };
	struct case_detail *details;
	size_t count, open;
	enum rc rc = case_details(app, &none, &row, study->title, &details,
				  &count, &open, err);

	if (rc == RC_OK && count > 0)
		rc = err_set(err, RC_INVALID, "title",
			     "The title says \"%.80s\" (%s). Choose one that "
			     "gives nothing away.", details[0].found.words,
			     term_label(&term_finding,
					(int)details[0].found.kind));
	mem_free(details);
	return rc;
}

static enum rc
check_study(struct app *app, struct case_study *study, struct case_row *row,
	    struct err *err)
{
	enum rc rc = app_may_change_student(app, MAY_SUPPORT,
					    &study->fact.student_id, err);

	if (rc == RC_OK)
		rc = fact_check(FACT_CASE, study, err);
	if (rc == RC_OK)
		rc = desk_blank(app, study, row, err);
	if (rc == RC_OK)
		rc = case_check_consent(row, err);
	if (rc == RC_OK && study->kind == CASE_ANONYMOUS)
		rc = check_title(app, study, err);
	return rc;
}

/* What people call it by from now on. */
static enum rc
find_number(struct app *app, struct case_study *study, struct err *err)
{
	void *rows;
	size_t count;
	enum rc rc = fact_list(app->store, FACT_CASE,
			       &study->fact.student_id, KNOWN_NOW, &rows,
			       &count, err);
	const struct case_study *all = rows;

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (id_equal(&all[i].fact.id, &study->fact.id))
			study->fact.number = all[i].fact.number;
	mem_free(rows);
	return rc;
}

enum rc
app_case_begin(struct app *app, struct case_study *study, const char *body,
	       struct err *err)
{
	struct case_row row;
	struct case_text *text = xcalloc(1, sizeof(*text));
	enum rc rc = check_study(app, study, &row, err);

	if (rc == RC_OK)
		rc = fill_text(text, &study->fact.id, body, err);
	if (rc == RC_OK)
		rc = fact_check(FACT_CASE_TEXT, text, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_SUPPORT, "case.begin", 0, err,
			       "%s, %s: case study \"%.200s\" begun, %s",
			       row.reference, row.name, study->title,
			       study->kind == CASE_NAMED ? "with the name"
							 : "anonymous");
	if (rc == RC_OK) {
		fill_head(app, &row, &study->fact);
		fill_head(app, &row, &text->fact);
		rc = fact_add(app->store, FACT_CASE, study, &app->me.id, err);
		text->case_id = study->fact.id;
		if (rc == RC_OK)
			rc = fact_add(app->store, FACT_CASE_TEXT, text,
				      &app->me.id, err);
		rc = app_end(app, rc, err);
	}
	mem_free(text);
	return rc == RC_OK ? find_number(app, study, err) : rc;
}

enum rc
app_case_draft(struct app *app, const char *ref, const char *body,
	       struct err *err)
{
	struct desk d;
	struct case_row row;
	struct case_text *text = xcalloc(1, sizeof(*text));
	enum rc rc = take_up(app, ref, MAY_SUPPORT, &d, &row, err);

	if (rc == RC_OK)
		rc = fill_text(text, &row.study.fact.id, body, err);
	if (rc == RC_OK)
		rc = add(app, &row, FACT_CASE_TEXT, text, MAY_SUPPORT,
			 "case.draft", "a new text", err);
	mem_free(text);
	desk_release(&d);
	return rc;
}

/* ---- settling ---- */

/* Only what was pointed at can be settled. */
static enum rc
check_found(struct app *app, const struct desk *d, const struct case_row *row,
	    enum finding_kind finding, const char *words, struct err *err)
{
	const struct case_text *text = desk_text(d, &row->study.fact.id);
	struct case_detail *details = NULL;
	size_t count = 0, open;
	bool found = false;
	enum rc rc = RC_OK;

	if (text != NULL)
		rc = case_details(app, d, row, text->body, &details, &count,
				  &open, err);
	for (size_t i = 0; i < count && !found; i++)
		found = finding_same(&details[i].found, finding, words);
	mem_free(details);
	if (rc == RC_OK && !found)
		return err_set(err, RC_NOT_FOUND, "words",
			       "Nothing like \"%.80s\" was pointed at. "
			       "\"case-study check\" lists what was.", words);
	return rc;
}

enum rc
app_case_stay(struct app *app, const char *ref, enum finding_kind finding,
	      const char *words, const char *because, struct err *err)
{
	struct desk d;
	struct case_row row;
	struct case_stay stay;
	enum rc rc = take_up(app, ref, MAY_SUPPORT, &d, &row, err);

	if (rc == RC_OK)
		rc = check_found(app, &d, &row, finding, words, err);
	desk_release(&d);
	if (rc == RC_OK && rule_line(because, err) != RC_OK)
		rc = err_where(err, "because");
	if (rc != RC_OK)
		return rc;
	fact_init(FACT_CASE_STAY, &stay);
	stay.case_id = row.study.fact.id;
	stay.finding = finding;
	snprintf(stay.words, sizeof(stay.words), "%s", words);
	snprintf(stay.because, sizeof(stay.because), "%s", because);
	return add(app, &row, FACT_CASE_STAY, &stay, MAY_SUPPORT, "case.stay",
		   "a detail may stay", err);
}

/* ---- approval ---- */

static enum rc
check_settled(struct app *app, const struct desk *d,
	      const struct case_row *row, struct err *err)
{
	const struct case_text *text = desk_text(d, &row->study.fact.id);
	struct case_detail *details = NULL;
	size_t count, open = 0;
	enum rc rc = RC_OK;

	if (text == NULL)
		return err_set(err, RC_CONFLICT, "body",
			       "There is no text yet.");
	rc = case_details(app, d, row, text->body, &details, &count, &open,
			  err);
	mem_free(details);
	if (rc == RC_OK && open > 0)
		return err_set(err, RC_CONFLICT, "details",
			       "%zu detail%s may say who it is. Change the "
			       "text, or say why %s may stay.", open,
			       open == 1 ? "" : "s",
			       open == 1 ? "it" : "each");
	return rc;
}

static enum rc
check_stage(const struct case_row *row, enum case_stage wanted,
	    struct err *err)
{
	static const char *const words[] = {
		[STAGE_DRAFT] = "The text is not a draft any more; write a "
				"new one.",
		[STAGE_WAITING] = "The text is not waiting for approval; send "
				  "it first.",
		[STAGE_APPROVED] = "The text is not approved yet.",
	};

	if (row->standing.stage == wanted)
		return RC_OK;
	return err_set(err, RC_CONFLICT, "step", "%s", words[wanted]);
}

/* Four eyes: by staff, not by name, as two people may have one. */
enum rc
app_case_check_second(struct app *app, const struct case_row *row,
		      struct err *err)
{
	if (!id_equal(&app->me.id, &row->writer_id))
		return RC_OK;
	return err_set(err, RC_DENIED, "step",
		       "You wrote this text, so somebody else approves it.");
}

static enum rc
check_step(struct app *app, const struct desk *d, const struct case_row *row,
	   enum case_step step, const char *note, struct err *err)
{
	enum rc rc = check_stage(row, step == STEP_SENT ? STAGE_DRAFT
							: STAGE_WAITING, err);

	if (rc == RC_OK && step != STEP_SENT_BACK)
		rc = check_settled(app, d, row, err);
	if (rc == RC_OK && step == STEP_APPROVED)
		rc = app_case_check_second(app, row, err);
	if (rc == RC_OK && step == STEP_SENT_BACK && note[0] == '\0')
		return err_set(err, RC_INVALID, "note",
			       "Say what is to be changed.");
	if (rc == RC_OK && rule_line(note, err) != RC_OK)
		return err_where(err, "note");
	return rc;
}

enum rc
app_case_step(struct app *app, const char *ref, enum case_step step,
	      const char *note, struct err *err)
{
	enum permission needed = step == STEP_SENT ? MAY_SUPPORT
						   : MAY_PUBLISH;
	const char *why = note != NULL ? note : "";
	struct case_step_taken taken;
	struct case_row row;
	struct desk d;
	enum rc rc = take_up(app, ref, MAY_SUPPORT, &d, &row, err);

	if (rc == RC_OK)
		rc = app_require(app, needed, err);
	if (rc == RC_OK)
		rc = check_step(app, &d, &row, step, why, err);
	desk_release(&d);
	if (rc != RC_OK)
		return rc;
	fact_init(FACT_CASE_STEP, &taken);
	taken.case_id = row.study.fact.id;
	taken.text_id = row.text_id;
	taken.step = step;
	snprintf(taken.note, sizeof(taken.note), "%s", why);
	return add(app, &row, FACT_CASE_STEP, &taken, needed, "case.step",
		   term_label(&term_case_step, (int)step), err);
}

/* ---- out, and back ---- */

enum rc
app_case_may_publish(struct app *app, const struct case_row *row,
		     struct err *err)
{
	enum rc rc = may_work(app, &row->study.fact.student_id, MAY_PUBLISH,
			      err);

	if (rc == RC_OK)
		rc = case_check_consent(row, err);
	return rc == RC_OK ? check_stage(row, STAGE_APPROVED, err) : rc;
}

enum rc
app_case_publish(struct app *app, const char *ref, struct case_place *place,
		 struct err *err)
{
	struct case_row row;
	struct desk d;
	enum rc rc = desk_find(app, ref, app_today(app), &d, &row, err);

	desk_release(&d);
	if (rc == RC_OK)
		rc = app_case_may_publish(app, &row, err);
	if (rc == RC_OK)
		rc = check_day(app, &place->fact.on, err);
	if (rc != RC_OK)
		return rc;
	place->case_id = row.study.fact.id;
	place->text_id = row.text_id;
	return add(app, &row, FACT_CASE_PLACE, place, MAY_PUBLISH,
		   "case.publish", place->place, err);
}

static const struct case_place *
find_place(const struct desk *d, const struct case_row *row, int number)
{
	for (size_t i = 0; i < d->place_count; i++)
		if (id_equal(&d->places[i].case_id, &row->study.fact.id) &&
		    d->places[i].fact.number == number)
			return &d->places[i];
	return NULL;
}

static enum rc
check_up(const struct case_place *place, int number, civil_date on,
	 struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];

	if (place == NULL)
		return err_set(err, RC_NOT_FOUND, "number",
			       "It was not published at a place of number "
			       "%d; \"case-study show\" lists them.", number);
	if (place->fact.ended_on != DATE_NONE)
		return err_set(err, RC_CONFLICT, "number",
			       "It was taken down already, on %s.",
			       date_format_long(place->fact.ended_on, day));
	if (on < place->fact.on)
		return err_set(err, RC_INVALID, "on",
			       "It was published on %s, after that day.",
			       date_format_long(place->fact.on, day));
	return RC_OK;
}

/* Without a consent, above all. */
enum rc
app_case_take_down(struct app *app, const char *ref, int number,
		   civil_date on, const char *note, struct err *err)
{
	const struct case_place *place = NULL;
	struct ending end;
	struct case_row row;
	struct desk d;
	enum permission needed = app->academy.kind == SITE_HEAD_OFFICE
					 ? MAY_PUBLISH : MAY_SUPPORT;
	enum rc rc = desk_find(app, ref, app_today(app), &d, &row, err);

	if (rc == RC_OK)
		rc = may_work(app, &row.study.fact.student_id, needed, err);
	if (rc == RC_OK)
		rc = check_day(app, &on, err);
	if (rc == RC_OK) {
		place = find_place(&d, &row, number);
		rc = check_up(place, number, on, err);
	}
	if (rc == RC_OK && note != NULL && rule_line(note, err) != RC_OK)
		rc = err_where(err, "note");
	if (rc == RC_OK) {
		fact_init(FACT_ENDING, &end);
		end.fact.on = on;
		end.fact_id = place->fact.id;
		snprintf(end.note, sizeof(end.note), "%s", note ? note : "");
		rc = add(app, &row, FACT_ENDING, &end, needed,
			 "case.take-down", "taken down", err);
	}
	desk_release(&d);
	return rc;
}
