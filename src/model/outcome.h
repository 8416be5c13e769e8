/* SPDX-License-Identifier: ISC */
/*
 * outcome: the figures of the outcome statement, worked out from the facts
 * about each person. What one person counts towards is what a figure is made
 * of, so that behind each figure its people can be shown.
 *
 * Counted are graduates who have left prison, whether or not they are back.
 * Each of them is in one group: by the main destination that runs on the day.
 * Who has a deferred plan and no destination of their own counts as supported:
 * a plan that waits is a plan. Left out, but for their number, are those who
 * died inside and those whom the caller sets apart.
 */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

#include "model/destination.h"
#include "model/followup.h"
#include "model/suppress.h"

enum outcome_cell {
	/* who is counted */
	OUTCOME_GRADUATES, OUTCOME_INSIDE, OUTCOME_APART, OUTCOME_RELEASED,
	/* where they are: each in one */
	OUTCOME_WORK, OUTCOME_EMPLOYED, OUTCOME_SELF_EMPLOYED,
	OUTCOME_HIGHER_EDUCATION, OUTCOME_SUPPORTED, OUTCOME_VOLUNTARY,
	OUTCOME_SEEKING, OUTCOME_UNAVAILABLE, OUTCOME_OTHER,
	OUTCOME_RETURNED, OUTCOME_DIED, OUTCOME_NOT_KNOWN,
	OUTCOME_DEFERRED, OUTCOME_NOT_DEFERRED,
	/* the work */
	OUTCOME_DEVELOPERS, OUTCOME_EMPLOYED_TECH, OUTCOME_EMPLOYED_ELSE,
	OUTCOME_BROKERED, OUTCOME_NOT_BROKERED,
	OUTCOME_OWN_DEVELOPERS, OUTCOME_OWN_TECH, OUTCOME_OWN_ELSE,
	OUTCOME_WORK_TECH, OUTCOME_WORK_ELSE,
	/* the study, and what support is */
	OUTCOME_HE_TECH, OUTCOME_HE_ELSE,
	OUTCOME_ON_COURSE, OUTCOME_MENTORED, OUTCOME_BESIDE, OUTCOME_ALONE,
	/* developers who are employed, by sector and by level */
	OUTCOME_SECTOR,
	OUTCOME_LEVEL = OUTCOME_SECTOR + SECTORS,
	/* the Ministry of Justice's measures: releases, at two points */
	OUTCOME_MOJ_6_WEEKS = OUTCOME_LEVEL + LEVELS,
	OUTCOME_MOJ_6_MONTHS = OUTCOME_MOJ_6_WEEKS + 8,
	OUTCOME_CELLS = OUTCOME_MOJ_6_MONTHS + 8
};

/* Beside each of the two points. */
enum moj_cell {
	MOJ_CELL_DUE,			/* releases whose point has come */
	MOJ_CELL_NO_LICENCE,		/* no case to be open */
	MOJ_CELL_CLOSED,		/* back, or the licence over */
	MOJ_CELL_UNAVAILABLE, MOJ_CELL_UNKNOWN, MOJ_CELL_COUNTED,
	MOJ_CELL_EMPLOYED, MOJ_CELL_NOT_EMPLOYED,
};

struct outcome {
	int cells[OUTCOME_CELLS];
};

struct outcome_row {
	const char *id, *label;
	int of;				/* its denominator; -1: it is one */
	int rank;			/* see suppress.h */
};
/* In the order of enum outcome_cell. */
const struct outcome_row *outcome_row(int cell);

/* ---- the statement, in the order of the charity's own page ---- */

enum outcome_section {
	SECTION_COUNTED, SECTION_EMPLOYED, SECTION_OWN, SECTION_STUDY,
	SECTION_SUPPORTED, SECTION_OTHERS, SECTION_MOJ_6_WEEKS,
	SECTION_MOJ_6_MONTHS, OUTCOME_SECTIONS
};
extern const struct term_set outcome_sections;

struct outcome_line {
	int cell;
	enum outcome_section section;
	int depth;			/* 0: a paragraph's own; 1, 2: of it */
	bool if_any;			/* left out when nobody is in it */
};
const struct outcome_line *outcome_lines(size_t *count);
/* Whether a line is to be seen. Of those that may be left out, none that is
 * kept back: or 0 could be told from 4. */
bool outcome_line_shows(const struct outcome_line *line,
			const struct outcome *outcome, enum shown shown);
/* "2 of 15", "kept back". shown is NULL where nothing is. */
enum { FIGURE_SIZE = 64 };
const char *outcome_figure(const struct outcome *outcome,
			   const enum shown *shown, int cell,
			   char text[FIGURE_SIZE]);

/* What is known of one person on the day; arrays are borrowed. */
struct outcome_person {
	bool apart;			/* not to be counted */
	civil_date graduated_on;
	const struct axis_change *moves;	/* newest first */
	size_t move_count;
	const struct destination *destinations;
	size_t destination_count;
	const struct deferral *deferrals;
	size_t deferral_count;
	const struct mentor_match *mentors;
	size_t mentor_count;
	const struct professional *professionals;
	size_t professional_count;
	const struct pathway_need *pathways;	/* in order of day */
	size_t pathway_count;
};

/* Adds what one graduate counts towards on a day. */
void outcome_add(struct outcome *outcome, const struct outcome_person *person,
		 civil_date on);
/* Where they are, set apart or not: a cell from OUTCOME_EMPLOYED to
 * OUTCOME_NOT_KNOWN, or OUTCOME_INSIDE. */
enum outcome_cell outcome_group_of(const struct outcome_person *person,
				   civil_date on);
/* The sums that hold between the cells. */
const struct sum *outcome_sums(size_t *count);
/* before: of another day, to stand beside it, or NULL. */
void outcome_suppress(const struct outcome *outcome,
		      const struct outcome *before,
		      enum shown shown[OUTCOME_CELLS]);

#endif
