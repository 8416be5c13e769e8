/* SPDX-License-Identifier: ISC */
/*
 * progress_app: recording what students have done. Marks of one student run
 * parallel to the items of the version the student is pinned to.
 */
#ifndef APP_PROGRESS_APP_H
#define APP_PROGRESS_APP_H

#include "app/app.h"

/* One student's whole course: items in tree order and a mark for each. */
struct course_view {
	struct curriculum_version version;
	struct item *items;
	struct mark *marks;
	size_t count;
};
MUST_USE enum rc app_course(struct app *app, const struct id *student_id,
			    struct course_view *view, struct err *err);
void course_view_release(struct course_view *view);

/* A change to one or many cells of the grid. Missing prerequisites: without
 * a reason RC_CONFLICT, where "prerequisite", naming the codes; with one it is
 * kept in the attempt or the note. The same status again corrects what is
 * given: the day, who checked it; a completion's attempt is made void and one
 * that is right takes its place. One undo step for the whole selection. */
struct progress_change {
	enum progress status;
	civil_date on;			/* DATE_NONE: today */
	const char *override_reason;	/* or NULL */
	const char *note;		/* replaces the item's, or NULL */
	/* for NEEDS_MORE_WORK and COMPLETE: the attempt that is kept */
	enum medium medium;
	const char *evidence;		/* reference, or NULL */
	const char *checked_by;		/* second person, or NULL */
};
struct cell_ref {
	struct id student_id, item_id;
};
/* *graduates counts the students whom this made eligible. */
MUST_USE enum rc app_progress_set(struct app *app,
				  const struct cell_ref *cells, size_t count,
				  const struct progress_change *change,
				  int *eligible, struct err *err);
MUST_USE enum rc app_help_set(struct app *app, const struct cell_ref *cells,
			      size_t count, bool needed, struct err *err);
MUST_USE enum rc app_note_set(struct app *app, const struct cell_ref *cell,
			      const char *note, struct err *err);
/* Newest first; item_id NULL for all of a student's. */
MUST_USE enum rc app_attempts(struct app *app, const struct id *student_id,
			      const struct id *item_id, struct attempt **rows,
			      size_t *count, struct err *err);
/* Keeps the attempt, marks it VOID, and says why in the journal. */
MUST_USE enum rc app_attempt_void(struct app *app, const struct id *attempt_id,
				  const char *reason, struct err *err);

/* A window of the class grid: marks[r * item_count + c]. */
MUST_USE enum rc app_grid(struct app *app, const struct id *students,
			  size_t student_count, const struct id *items,
			  size_t item_count, struct mark *marks,
			  struct err *err);

MUST_USE enum rc app_graduate_confirm(struct app *app,
				      const struct id *student_id,
				      civil_date on, struct err *err);
/* RC_NOT_FOUND when not a graduate. */
MUST_USE enum rc app_graduate(struct app *app, const struct id *student_id,
			      struct graduate *graduate, struct err *err);

/* ---- what needs attention today ---- */

enum attention_kind {
	ATTENTION_TAKE_DOWN,	/* a case study without consent */
	ATTENTION_HELP, ATTENTION_TO_MARK,
	/* of the follow-up diary, for those who may see it */
	ATTENTION_OVERDUE, ATTENTION_DUE, ATTENTION_DEFERRAL,
	ATTENTION_ACTION,
	ATTENTION_QUIET, ATTENTION_RELEASE, ATTENTION_ELIGIBLE,
	ATTENTION_KINDS
};
struct attention {
	enum attention_kind kind;
	struct id student_id, item_id;	/* item zero where none */
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	char detail[LINE_SIZE];	/* "HTML-03 Tables, since 12 Nov 2026" */
	char brief[SHORT_SIZE];		/* "HTML-03, 12 Nov" */
	civil_date on;			/* since, or the release date */
};
extern const char *const attention_titles[ATTENTION_KINDS];
enum { ATTENTION_QUIET_DAYS = 14, ATTENTION_RELEASE_DAYS = 84 };
MUST_USE enum rc app_attention(struct app *app, struct attention **rows,
			       size_t *count, struct err *err);
/* What of it is seen to through the gate. */
MUST_USE enum rc app_attention_gate(struct app *app, struct attention **rows,
				    size_t *count, struct err *err);

#endif
