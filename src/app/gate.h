/* SPDX-License-Identifier: ISC */
/*
 * gate: all that is known about everybody on both sides of the gate, as it was
 * known on a day: loaded once, then looked at person by person. Rows of one
 * person lie together; what a person points to belongs to the gate. The rows
 * are kept for the next who asks, until something changes.
 */
#ifndef APP_GATE_H
#define APP_GATE_H

#include "app/app.h"
#include "model/outcome.h"

struct gate_rows {
	void *rows;
	size_t count;
};

struct gate {
	civil_date on;
	int64_t until, changes;		/* what was known; at which change */
	bool kept;			/* the rows are the academy's */
	struct student_row *students;	/* in order of id */
	size_t student_count;
	struct graduate *graduates;
	size_t graduate_count;
	struct axis_change *moves, *support;
	size_t move_count, support_count;
	struct gate_rows facts[FACT_KINDS];
	bool loaded[FACT_KINDS];
	size_t at[FACT_KINDS + 3];	/* how far gate_next() has come */
	size_t student_at;
};

struct gate_person {
	const struct student_row *student;
	const struct graduate *graduate;	/* NULL: not one */
	struct outcome_person facts;
	const struct axis_change *support;	/* newest first */
	size_t support_count;
	const struct contact *contacts;
	size_t contact_count;
	const struct consent *consents;
	size_t consent_count;
	const struct plan_action *actions;
	size_t action_count;
};

/* What was recorded before this is known on a day; see fact_store.h. */
int64_t gate_known_until(struct app *app, civil_date on);
MUST_USE enum rc gate_load(struct app *app, civil_date on, struct gate *gate,
			   struct err *err);
/* Of one person. */
MUST_USE enum rc gate_load_one(struct app *app, civil_date on,
			       const struct id *id, struct gate *gate,
			       struct err *err);
void gate_release(struct gate *gate);
/* Lets go of what is kept. */
void gate_forget(struct app *app);
/* A kind that is not loaded for everybody who asks. */
MUST_USE enum rc gate_load_more(struct app *app, struct gate *gate,
				enum fact_kind kind, struct err *err);
/* The next person, in order of id; false when there is none. */
bool gate_next(struct gate *gate, struct gate_person *person);
/* Those of the person who was next last, or of one after the one asked about
 * before. */
const void *gate_facts(struct gate *gate, enum fact_kind kind,
		       const struct id *student_id, size_t *count);
enum support gate_support(const struct gate_person *person, civil_date on);
/* Leaves out what had not been recorded by then, or not happened. */
void gate_keep_known(struct axis_change *rows, size_t *count, civil_date on,
		     int64_t until);

/* Of rows in order of student, whose id lies at an offset: where those of one
 * begin and how many there are; *at moves on. */
const void *gate_take(const void *rows, size_t count, size_t size,
		      size_t offset, size_t *at, const struct id *student,
		      size_t *taken);
/* The last review of each fact goes into it. */
void gate_review(const struct review *reviews, size_t review_count,
		 struct destination *destinations, size_t destination_count,
		 struct deferral *deferrals, size_t deferral_count);

#endif
