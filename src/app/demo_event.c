/* SPDX-License-Identifier: ISC */
#include "app/demo_event.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/demo_gate.h"
#include "app/student_app.h"
#include "app/support_app.h"
#include "base/mem.h"

const char *
demo_value(const struct demo_event *e, const char *name)
{
	for (size_t i = 0; i < e->count; i++)
		if (strcmp(e->pairs[i].name, name) == 0)
			return e->pairs[i].value;
	return "";
}

static int
number_of(const struct demo_event *e, const char *name)
{
	return (int)strtol(demo_value(e, name), NULL, 10);
}

/* Days are counted from today. */
static civil_date
day_of(const struct demo_event *e, const char *text)
{
	return e->today + (int)strtol(text, NULL, 10);
}

static void
cut(char *to, size_t size, const char *from, size_t length)
{
	assert(length < size);
	memcpy(to, from, length);
	to[length] = '\0';
}

static void
read_pairs(struct demo_event *e, const char *text)
{
	while (*text != '\0') {
		size_t all = strcspn(text, "|");
		size_t name = strcspn(text, "=");
		size_t end = all;
		struct demo_pair *pair = &e->pairs[e->count++];

		assert(e->count <= DEMO_PAIRS && name < all);
		while (end > name + 1 && text[end - 1] == ' ')
			end--;
		cut(pair->name, sizeof(pair->name), text, name);
		cut(pair->value, sizeof(pair->value), text + name + 1,
		    end - name - 1);
		text += all;
		text += strspn(text, "| ");
	}
}

/* ---- what is no fact ---- */

static enum rc
play_move(struct demo_event *e, struct err *err)
{
	int to;
	enum rc rc = term_parse(&term_custody, demo_value(e, "to"), &to, err);

	return rc == RC_OK ? app_custody(e->app, &e->who.id, 1,
					 (enum custody)to, e->on, NULL,
					 demo_value(e, "note"), err)
			   : rc;
}

static enum rc
play_support(struct demo_event *e, struct err *err)
{
	int to;
	enum rc rc = term_parse(&term_support, demo_value(e, "to"), &to, err);

	return rc == RC_OK ? app_support(e->app, &e->who.id, (enum support)to,
					 e->on, demo_value(e, "note"), err)
			   : rc;
}

static enum rc
play_release_date(struct demo_event *e, struct err *err)
{
	struct release_date date = {
		.on = e->on, .kind = RELEASE_CONDITIONAL,
		.confidence = CONFIDENCE_CONFIRMED,
	};

	return app_release_date(e->app, &e->who.id, &date, err);
}

static enum rc
play_end(struct demo_event *e, struct err *err)
{
	int kind, outcome;
	enum rc rc = term_parse(&term_fact, demo_value(e, "of"), &kind, err);

	if (rc == RC_OK)
		rc = term_parse(&term_ending, demo_value(e, "outcome"),
				&outcome, err);
	if (rc != RC_OK)
		return rc;
	return app_fact_end(e->app, (enum fact_kind)kind, &e->who.id,
			    number_of(e, "number"), (enum outcome_of)outcome,
			    e->on, demo_value(e, "note"), err);
}

/* ---- facts ---- */

/* What is asked for with a fact, and is no member of its own. */
static enum rc
set_beside(const struct demo_event *e, enum fact_kind kind, void *fact,
	   const struct demo_pair *pair, struct err *err)
{
	struct destination *destination = fact;
	int value;

	if (strcmp(pair->name, "on") == 0)
		return RC_OK;
	if (kind == FACT_DEFERRAL && strcmp(pair->name, "next_check") == 0) {
		((struct deferral *)fact)->next_check = day_of(e, pair->value);
		return RC_OK;
	}
	if (kind != FACT_DESTINATION || strcmp(pair->name, "verified") != 0)
		return err_set(err, RC_CORRUPT, NULL, "No %s has \"%s\".",
			       term_label(&term_fact, (int)kind), pair->name);
	if (term_parse(&term_verified, pair->value, &value, err) != RC_OK)
		return err->code;
	destination->verified = (enum verified)value;
	destination->verified_on = DATE_NONE;
	return RC_OK;
}

enum rc
demo_set_member(const struct demo_event *e, const struct fact_member *members,
		size_t count, void *row, const struct demo_pair *pair,
		bool *found, struct err *err)
{
	char day[DATE_TEXT_SIZE];

	for (size_t i = 0; i < count; i++) {
		const struct fact_member *m = &members[i];
		const char *text = pair->value;

		*found = strcmp(m->id, pair->name) == 0;
		if (!*found)
			continue;
		if (m->kind == MEMBER_DATE)
			text = date_format(day_of(e, text), day);
		return fact_member_set(m, row, text, err);
	}
	return RC_OK;
}

static enum rc
set_pair(const struct demo_event *e, enum fact_kind kind, void *fact,
	 const struct demo_pair *pair, struct err *err)
{
	const struct fact_spec *spec = &fact_specs[kind];
	bool found = false;
	enum rc rc = demo_set_member(e, spec->members, spec->count, fact,
				     pair, &found, err);

	return rc != RC_OK || found ? rc
				    : set_beside(e, kind, fact, pair, err);
}

static enum rc
save(struct app *app, enum fact_kind kind, void *fact, struct err *err)
{
	switch (kind) {
	case FACT_DEFERRAL:
		return app_defer(app, fact, err);
	case FACT_DESTINATION:
		return app_destination_add(app, fact, err);
	case FACT_MEETING:
		return app_mentor_meet(app, 0, fact, err);
	default:
		return app_fact_add(app, kind, fact, err);
	}
}

static enum rc
play_fact(struct demo_event *e, struct err *err)
{
	struct fact *fact;
	int kind;
	enum rc rc = term_parse(&term_fact, e->what, &kind, err);

	if (rc != RC_OK)
		return rc;
	fact = xcalloc(1, fact_specs[kind].size);
	fact_init((enum fact_kind)kind, fact);
	fact->student_id = e->who.id;
	fact->on = e->on;
	for (size_t i = 0; i < e->count && rc == RC_OK; i++)
		rc = set_pair(e, (enum fact_kind)kind, fact, &e->pairs[i],
			      err);
	if (rc == RC_OK)
		rc = save(e->app, (enum fact_kind)kind, fact, err);
	mem_free(fact);
	return rc;
}

/* ---- one row ---- */

static enum rc
play(struct demo_event *e, struct err *err)
{
	static const struct {
		const char *what;
		enum rc (*play)(struct demo_event *, struct err *);
	} others[] = {
		{ "MOVE", play_move }, { "SUPPORT", play_support },
		{ "RELEASE_DATE", play_release_date }, { "END", play_end },
		{ "EMPLOYER", demo_employer }, { "VACANCY", demo_vacancy },
		{ "APPLICATION", demo_application }, { "STEP", demo_step },
	};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (strcmp(e->what, others[i].what) == 0)
			return others[i].play(e, err);
	return play_fact(e, err);
}

enum rc
demo_event(struct app *app, const struct csv_row *row, civil_date today,
	   struct err *err)
{
	struct demo_event *e = xcalloc(1, sizeof(*e));
	const char *on, *reference = csv_text(row, 1);
	enum rc rc = RC_OK;

	e->app = app;
	e->today = today;
	e->what = csv_text(row, 2);
	read_pairs(e, csv_text(row, 3));
	on = demo_value(e, "on");
	e->on = day_of(e, on[0] != '\0' ? on : csv_text(row, 0));
	if (reference[0] != '\0')
		rc = app_student_find(app, reference, &e->who, err);
	if (rc == RC_OK)
		rc = play(e, err);
	mem_free(e);
	return rc;
}
