/* SPDX-License-Identifier: ISC */
/*
 * followup: releases, and the points of the diary that each makes: at release,
 * at 6 weeks, 3, 6 and 12 months, then yearly while support is open. Points are
 * worked out from the dated moves, so that a date that was corrected, or a
 * recall, needs no clearing up. No reply leaves a point open.
 */
#ifndef MODEL_FOLLOWUP_H
#define MODEL_FOLLOWUP_H

#include "model/support_record.h"

struct release {
	struct id id;			/* of the move */
	civil_date on;
	civil_date until;		/* back inside, or died; DATE_NONE */
	civil_date licence_until;	/* DATE_NONE: still; `on`: never */
};

bool custody_is_inside(enum custody where);
bool custody_is_out(enum custody where);
/* Where support stands, of its changes up to a day, newest first. While a
 * deferral runs a plan that is open is deferred, and at no other time,
 * whichever of them were taken back since. */
enum support support_stage(const struct axis_change *changes, size_t count,
			   bool deferral_runs);
bool support_is_closed(enum support stage);
/* From moves, newest first, up to a day; oldest first, mem_free(). Two of one
 * day are one. */
struct release *releases_of(const struct axis_change *moves, size_t count,
			    civil_date on, size_t *releases);

enum point_state {
	FOLLOWUP_UPCOMING, FOLLOWUP_DUE, FOLLOWUP_REACHED,
	FOLLOWUP_CLOSED,		/* declined, or not permitted */
	FOLLOWUP_PASSED,		/* never reached, and past */
};

struct followup {
	struct id student_id, release_id;
	civil_date released, back;	/* as on and until of the release */
	enum followup_point point;
	int year;			/* of a yearly one: 2, 3, ... */
	civil_date due;
	enum point_state state;
	int tries;			/* contacts without an answer */
	civil_date last_on;		/* of the last contact, if any */
	enum contact_result last;
};

/* How many days before it is due a point is shown, and may be seen to. */
enum { DIARY_DAYS = 14 };

struct followup_case {
	struct id student_id;
	const struct release *release;
	const struct contact *contacts;	/* in order of day */
	size_t contact_count;
	bool support_open;
	civil_date declined_on;		/* all support; DATE_NONE */
};
civil_date followup_due(enum followup_point point, civil_date released);
/* Adds the points of one release to *rows. One upcoming yearly point is in
 * it, not all that may ever come. */
void followup_points(const struct followup_case *of, civil_date today,
		     struct followup **rows, size_t *count);
/* By its release, by the day where the move was corrected since; of the yearly
 * ones, that of its day. */
bool followup_is_about(const struct followup *row, const struct contact *c);
/* "due", "reached" */
const char *followup_state(enum point_state state);
/* "6 weeks", "2 years" */
void followup_label(const struct followup *row, char *text, size_t size);

#endif
