/* SPDX-License-Identifier: ISC */
#include "app/progress_app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/case_app.h"
#include "app/gate_app.h"
#include "app/student_app.h"
#include "base/mem.h"
#include "store/progress_store.h"
#include "store/student_store.h"

const char *const attention_titles[ATTENTION_KINDS] = {
	[ATTENTION_TAKE_DOWN] = "Case studies to take down",
	[ATTENTION_HELP] = "Help needed",
	[ATTENTION_TO_MARK] = "Waiting to be marked",
	[ATTENTION_OVERDUE] = "Follow-ups overdue",
	[ATTENTION_DUE] = "Follow-ups due today",
	[ATTENTION_DEFERRAL] = "Deferrals to look at",
	[ATTENTION_ACTION] = "Actions due",
	[ATTENTION_QUIET] = "No progress lately",
	[ATTENTION_RELEASE] = "Release within 12 weeks",
	[ATTENTION_ELIGIBLE] = "Everything done: confirm as a graduate",
};

struct gathering {
	struct attention *rows;
	size_t count;
	struct student_row *students;
	size_t student_count;
};

static struct attention *
add_blank(struct gathering *g, enum attention_kind kind, const struct id *id)
{
	struct attention *a;

	g->rows = xgrow(g->rows, g->count, sizeof(*g->rows));
	a = &g->rows[g->count++];
	memset(a, 0, sizeof(*a));
	a->kind = kind;
	a->student_id = *id;
	a->on = DATE_NONE;
	return a;
}

static struct attention *
add(struct gathering *g, enum attention_kind kind,
    const struct student_row *student)
{
	struct attention *a = add_blank(g, kind, &student->id);

	memcpy(a->reference, student->reference, sizeof(a->reference));
	memcpy(a->name, student->name, sizeof(a->name));
	memcpy(a->latin_name, student->latin_name, sizeof(a->latin_name));
	return a;
}

/* People who come to sessions here, or would if they could. */
static bool
is_present(const struct student_row *s)
{
	return s->enrolment == ENROLMENT_ACTIVE;
}

static bool
is_in_custody(const struct student_row *s)
{
	return s->custody == CUSTODY_IN_THIS_PRISON ||
	       s->custody == CUSTODY_IN_HOSPITAL ||
	       s->custody == CUSTODY_TEMPORARILY_ABSENT ||
	       s->custody == CUSTODY_RECALLED;
}

static int
compare_rows_by_id(const void *a, const void *b)
{
	const struct student_row *x = a, *y = b;

	return memcmp(&x->id, &y->id, sizeof(x->id));
}

static const struct student_row *
find_student(const struct gathering *g, const struct id *id)
{
	struct student_row key = { .id = *id };

	return bsearch(&key, g->students, g->student_count, sizeof(key),
		       compare_rows_by_id);
}

static void
add_flagged(struct gathering *g, const struct flagged *f,
	    enum attention_kind kind, civil_date today)
{
	const struct student_row *student = find_student(g, &f->student_id);
	char day[DATE_TEXT_SIZE + 4];
	struct attention *a;

	if (student == NULL || !is_present(student))
		return;
	a = add(g, kind, student);
	a->item_id = f->item_id;
	a->on = f->on;
	snprintf(a->detail, sizeof(a->detail), "%s %.300s, since %s",
		 f->item_code, f->item_title, date_format_long(f->on, day));
	snprintf(a->brief, sizeof(a->brief), "%s, %s", f->item_code,
		 date_format_near(f->on, today, day));
}

static enum rc
gather_flagged(struct app *app, struct gathering *g, struct err *err)
{
	struct flagged *rows;
	size_t count;
	enum rc rc = flagged_list(app->store, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		if (rows[i].on > app_as_at(app))
			continue;
		if (rows[i].help)
			add_flagged(g, &rows[i], ATTENTION_HELP,
				    app_as_at(app));
		if (rows[i].submitted)
			add_flagged(g, &rows[i], ATTENTION_TO_MARK,
				    app_as_at(app));
	}
	mem_free(rows);
	return rc;
}

static int
quiet_days(struct app *app)
{
	struct buf value = BUF_INIT;
	int days = ATTENTION_QUIET_DAYS;

	if (app_setting(app, "quiet_days", &value, NULL) == RC_OK)
		days = atoi(value.ptr);
	buf_release(&value);
	return days > 0 ? days : ATTENTION_QUIET_DAYS;
}

/* Who joined a few days ago is not quiet yet. */
static void
look_for_quiet(struct gathering *g, const struct student_row *s,
	       civil_date today, int quiet)
{
	bool begun = s->last_progress_on != DATE_NONE;
	civil_date since = begun ? s->last_progress_on : s->joined_on;
	char day[DATE_TEXT_SIZE + 4];
	struct attention *a;

	if (!is_present(s) || s->eligible || s->required == 0 ||
	    (since != DATE_NONE && today - since < quiet))
		return;
	a = add(g, ATTENTION_QUIET, s);
	a->on = since;
	if (begun) {
		snprintf(a->detail, sizeof(a->detail), "%d days, since %s",
			 today - since, date_format_long(since, day));
		snprintf(a->brief, sizeof(a->brief), "%d days", today - since);
		return;
	}
	snprintf(a->brief, sizeof(a->brief), "nothing recorded yet");
	if (since == DATE_NONE)
		snprintf(a->detail, sizeof(a->detail), "%s", a->brief);
	else
		snprintf(a->detail, sizeof(a->detail), "%s, joined %s",
			 a->brief, date_format_long(since, day));
}

static void
look_for_release(struct gathering *g, const struct student_row *s,
		 civil_date today)
{
	bool past = s->release_on < today;
	bool confirmed = s->release_confidence == CONFIDENCE_CONFIRMED;
	const char *how = confirmed ? "confirmed" : "expected";
	char day[DATE_TEXT_SIZE + 4];
	struct attention *a;

	if (s->release_on == DATE_NONE || !is_in_custody(s) ||
	    s->enrolment == ENROLMENT_WITHDRAWN ||
	    s->enrolment == ENROLMENT_DECLINED ||
	    s->release_on - today > ATTENTION_RELEASE_DAYS)
		return;
	a = add(g, ATTENTION_RELEASE, s);
	a->on = s->release_on;
	snprintf(a->detail, sizeof(a->detail), "%s, %s; %d of %d done",
		 date_format_long(a->on, day),
		 past ? "past: is it still right?" : how, s->done,
		 s->required);
	snprintf(a->brief, sizeof(a->brief), "%s, %s",
		 date_format_near(a->on, today, day), past ? "past?" : how);
}

static void
look_for_eligible(struct gathering *g, const struct student_row *s)
{
	struct attention *a;

	if (!s->eligible)
		return;
	a = add(g, ATTENTION_ELIGIBLE, s);
	a->on = s->last_progress_on;
	snprintf(a->brief, sizeof(a->brief), "%d of %d done", s->done,
		 s->required);
	snprintf(a->detail, sizeof(a->detail), "%s", a->brief);
}

/* ---- the diary ---- */

static enum attention_kind
kind_of_entry(const struct diary_entry *e)
{
	if (e->kind == DIARY_DEFERRAL)
		return ATTENTION_DEFERRAL;
	if (e->kind == DIARY_ACTION)
		return ATTENTION_ACTION;
	return e->overdue ? ATTENTION_OVERDUE : ATTENTION_DUE;
}

/* Whether to call comes before what for. */
static void
add_entry(struct gathering *g, const struct diary_entry *e, civil_date today)
{
	struct attention *a = add_blank(g, kind_of_entry(e), &e->student_id);
	char day[DATE_TEXT_SIZE + 4];
	bool is_point = e->kind == DIARY_POINT;

	memcpy(a->reference, e->reference, sizeof(a->reference));
	memcpy(a->name, e->name, sizeof(a->name));
	memcpy(a->latin_name, e->latin_name, sizeof(a->latin_name));
	a->on = e->due;
	snprintf(a->detail, sizeof(a->detail), "%s%s%s%.300s%s, due %s",
		 is_point ? "Contact: " : "",
		 is_point ? may_contact_word(e->permission) : "",
		 is_point ? ". " : "", e->what, diary_after(e),
		 date_format_long(e->due, day));
	snprintf(a->brief, sizeof(a->brief), "%.20s%s%s",
		 is_point ? e->what : "", is_point ? ", " : "due ",
		 date_format_near(e->due, today, day));
}

static enum rc
gather_diary(struct app *app, struct gathering *g, struct err *err)
{
	struct diary_entry *entries;
	size_t count;
	enum rc rc;

	if (app_require(app, MAY_SUPPORT, NULL) != RC_OK)
		return RC_OK;
	rc = app_diary(app, 0, &entries, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		add_entry(g, &entries[i], app_as_at(app));
	mem_free(entries);
	return rc;
}

/* ---- case studies that are out without consent ---- */

static void
add_case(struct gathering *g, const struct case_row *row, civil_date today)
{
	struct attention *a = add_blank(g, ATTENTION_TAKE_DOWN,
					&row->study.fact.student_id);
	char day[DATE_TEXT_SIZE + 4];
	int up = row->standing.up;

	memcpy(a->reference, row->reference, sizeof(a->reference));
	memcpy(a->name, row->name, sizeof(a->name));
	memcpy(a->latin_name, row->latin_name, sizeof(a->latin_name));
	a->on = row->consent_since;
	snprintf(a->detail, sizeof(a->detail), "out at %d place%s without "
		 "consent since %s", up, up == 1 ? "" : "s",
		 date_format_long(a->on, day));
	snprintf(a->brief, sizeof(a->brief), "out at %d, %s", up,
		 date_format_near(a->on, today, day));
}

static enum rc
gather_cases(struct app *app, struct gathering *g, struct err *err)
{
	struct case_row *rows;
	size_t count;
	enum rc rc;

	if (app_require(app, MAY_SUPPORT, NULL) != RC_OK)
		return RC_OK;
	rc = app_cases(app, &rows, &count, err);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (rows[i].state == CASE_TO_TAKE_DOWN)
			add_case(g, &rows[i], app_as_at(app));
	mem_free(rows);
	return rc;
}

/* What is seen to through the gate. */
static enum rc
gather_gate(struct app *app, struct gathering *g, struct err *err)
{
	enum rc rc = gather_cases(app, g, err);

	return rc == RC_OK ? gather_diary(app, g, err) : rc;
}

/* ---- all of it ---- */

static int
compare_attention(const void *a, const void *b)
{
	const struct attention *x = a, *y = b;

	if (x->kind != y->kind)
		return (int)x->kind - (int)y->kind;
	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	return strcmp(x->reference, y->reference);
}

static enum rc
hand_over(struct gathering *g, enum rc rc, struct attention **rows,
	  size_t *count)
{
	*rows = NULL;
	*count = 0;
	mem_free(g->students);
	if (rc != RC_OK) {
		mem_free(g->rows);
		return rc;
	}
	if (g->count > 0)
		qsort(g->rows, g->count, sizeof(*g->rows), compare_attention);
	*rows = g->rows;
	*count = g->count;
	return RC_OK;
}

static enum rc
load_students(struct app *app, struct gathering *g, struct err *err)
{
	size_t count;
	enum rc rc = app_student_list(app, &g->students, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		if (app_sees_to(app, g->students[i].owner))
			g->students[g->student_count++] = g->students[i];
	return rc;
}

enum rc
app_attention(struct app *app, struct attention **rows, size_t *count,
	      struct err *err)
{
	struct gathering g = { .rows = NULL };
	enum rc rc = load_students(app, &g, err);
	int quiet = quiet_days(app);

	if (rc == RC_OK && g.student_count > 0)
		qsort(g.students, g.student_count, sizeof(*g.students),
		      compare_rows_by_id);
	for (size_t i = 0; i < g.student_count && rc == RC_OK; i++) {
		look_for_quiet(&g, &g.students[i], app_as_at(app), quiet);
		look_for_release(&g, &g.students[i], app_as_at(app));
		look_for_eligible(&g, &g.students[i]);
	}
	if (rc == RC_OK)
		rc = gather_flagged(app, &g, err);
	if (rc == RC_OK)
		rc = gather_gate(app, &g, err);
	return hand_over(&g, rc, rows, count);
}

enum rc
app_attention_gate(struct app *app, struct attention **rows, size_t *count,
		   struct err *err)
{
	struct gathering g = { .rows = NULL };

	return hand_over(&g, gather_gate(app, &g, err), rows, count);
}
