/* SPDX-License-Identifier: ISC */
/*
 * student_app: what people do with students. Arrays are the caller's to
 * mem_free(). REF is a local reference, any case.
 */
#ifndef APP_STUDENT_APP_H
#define APP_STUDENT_APP_H

#include "app/app.h"
#include "base/csv.h"

MUST_USE enum rc app_student_list(struct app *app, struct student_row **rows,
				  size_t *count, struct err *err);
MUST_USE enum rc app_student_count(struct app *app, size_t *count,
				   struct err *err);
MUST_USE enum rc app_student_find(struct app *app, const char *ref,
				  struct student *student, struct err *err);
MUST_USE enum rc app_student_load(struct app *app, const struct id *id,
				  struct student *student, struct err *err);
MUST_USE enum rc app_student_row(struct app *app, const struct id *id,
				 struct student_row *row, struct err *err);
/* A blank student with the next free reference, today, newest curriculum. */
MUST_USE enum rc app_student_blank(struct app *app, struct student *student,
				   struct err *err);
/* Adds when student->id is zero (filling it in), else changes. A changed
 * prison number is added to its history. */
MUST_USE enum rc app_student_save(struct app *app, struct student *student,
				  struct err *err);

/* One dated change for each of count students, as one undoable step. */
MUST_USE enum rc app_enrol(struct app *app, const struct id *ids, size_t count,
			   enum enrolment to, civil_date on,
			   const char *reason, const char *note,
			   struct err *err);
MUST_USE enum rc app_custody(struct app *app, const struct id *ids,
			     size_t count, enum custody to, civil_date on,
			     const char *reason, const char *note,
			     struct err *err);
MUST_USE enum rc app_release_date(struct app *app, const struct id *id,
				  const struct release_date *date,
				  struct err *err);
MUST_USE enum rc app_pin(struct app *app, const struct id *ids, size_t count,
			 const struct id *version_id, struct err *err);
/* The reason set that goes with a status (withdrawn, break, declined), or
 * NULL when none is asked for. */
const struct term_set *app_enrol_reasons(enum enrolment to);

/* Newest first. */
MUST_USE enum rc app_enrolment_history(struct app *app, const struct id *id,
				       struct axis_change **rows,
				       size_t *count, struct err *err);
MUST_USE enum rc app_custody_history(struct app *app, const struct id *id,
				     struct axis_change **rows, size_t *count,
				     struct err *err);
MUST_USE enum rc app_release_history(struct app *app, const struct id *id,
				     struct release_date **rows,
				     size_t *count, struct err *err);
MUST_USE enum rc app_prison_numbers(struct app *app, const struct id *id,
				    struct prison_number **rows,
				    size_t *count, struct err *err);

/* ---- importing a class list ---- */

/* The columns a class list may have; one row each, shared by the importer,
 * its screen and the documentation. */
struct import_column {
	const char *id, *label;
	size_t offset, size;		/* in struct student */
	enum rc (*check)(const char *text, struct err *err);
	bool required;
	const char *aliases;		/* other headings, '|'-separated */
};
extern const struct import_column import_columns[];
extern const size_t import_column_count;

/* More than a class list holds: a file must not decide what memory we need. */
enum { IMPORT_MAX_ROWS = 2000 };

/* A line is about the student with its reference; without one, about whoever
 * has its prison number or its ULN, so that a list may be read twice. */
struct import_row {
	struct student student;
	unsigned line;
	enum { IMPORT_NEW, IMPORT_SAME, IMPORT_CHANGED, IMPORT_BAD } state;
	struct err err;			/* of a bad row, with its place */
	unsigned changed;		/* bit i: import_columns[i] differs */
};
struct import_plan {
	struct import_row *rows;
	size_t count, added, changed, same, bad;
	/* column of the file for each import_columns row, or -1 */
	int map[16];
};
/* map as found from the headings when map is NULL. Changes nothing; plan->map
 * is filled in when it fails, too. */
MUST_USE enum rc app_import_plan(struct app *app, const struct csv *csv,
				 const int *map, struct import_plan *plan,
				 struct err *err);
/* Adds and changes the good rows as one step; RC_INVALID when there are bad
 * rows and skip_bad is false. */
MUST_USE enum rc app_import_apply(struct app *app, struct import_plan *plan,
				  bool skip_bad, struct err *err);
void import_plan_release(struct import_plan *plan);

#endif
