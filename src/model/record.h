/* SPDX-License-Identifier: ISC */
/*
 * record: the records themselves, as fixed-size structs that forms bind to,
 * importers fill and the store binds to statements. Text members hold
 * NUL-terminated UTF-8; sizes allow four bytes a character. Nothing here owns
 * memory, so records are copied by assignment and wiped with mem_wipe().
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/id.h"
#include "model/term.h"

enum {
	NAME_SIZE = 324, LINE_SIZE = 484, TEXT_SIZE = 8004,
	CODE_SIZE = 20, TITLE_SIZE = 324, SHORT_SIZE = 36,
};

struct academy {
	struct id id;
	char code[CODE_SIZE];
	char name[NAME_SIZE];
	enum site_kind kind;
};

struct staff {
	struct id id;
	char user_name[SHORT_SIZE];
	char name[NAME_SIZE];
	enum role role;
	bool active;
	uint8_t slot_id[16];
};

struct student {
	struct id id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE];		/* as the person writes it */
	char preferred_name[NAME_SIZE];
	char latin_name[NAME_SIZE];	/* for search and poor terminals */
	char prison_number[CODE_SIZE];	/* the current one; history apart */
	char uln[CODE_SIZE];
	char date_joined[DATE_TEXT_SIZE];
	char location[LINE_SIZE];	/* wing or room, free text */
	char languages[LINE_SIZE];
	char what_helps[TEXT_SIZE];
	struct id version_id;		/* the curriculum version pinned to */
	struct id owner_id;		/* who has custody; zero: this place */
	int handover;			/* how often that changed hands */
};

/* A dated change on the enrolment, the custody or the support axis. */
struct axis_change {
	struct id id, student_id;
	int value;			/* enum enrolment, custody or support */
	civil_date on;
	char reason[CODE_SIZE * 2];	/* code of a reason set, or "" */
	char note[LINE_SIZE];
	char by[NAME_SIZE];
	struct instant recorded;
};

struct release_date {
	struct id id, student_id;
	civil_date on;			/* DATE_NONE: not known any more */
	enum release_kind kind;
	enum confidence confidence;
	char note[LINE_SIZE];
	char by[NAME_SIZE];
	struct instant recorded;
};

struct prison_number {
	struct id id, student_id;
	char number[CODE_SIZE];
	civil_date from;
	char by[NAME_SIZE];
};

struct curriculum_version {
	struct id id;
	char code[CODE_SIZE];		/* of the course: WEB */
	char title[TITLE_SIZE];
	char version[SHORT_SIZE];	/* "2026-11-23" or what the import said */
	struct instant imported;
	int items, required;		/* units and projects */
	int students;			/* pinned to it */
};

struct item {
	struct id id, version_id, parent_id;
	int position, depth;		/* in tree order; course is depth 0 */
	enum item_kind kind;
	char code[CODE_SIZE];
	char title[TITLE_SIZE];
	int hours_min;
	bool required;
	char prerequisites[LINE_SIZE];	/* codes, space-separated */
	char evidence[LINE_SIZE * 2];
};

/* One student's state on one unit or project. */
struct mark {
	struct id student_id, item_id;
	enum progress status;
	bool help_needed;
	civil_date on;			/* of the last change, or DATE_NONE */
	int attempts;
	char note[LINE_SIZE];
};

struct attempt {
	struct id id, student_id, item_id;
	int number;			/* from 1, per student and item */
	civil_date on;
	enum attempt_result result;
	enum medium medium;
	char marked_by[NAME_SIZE], checked_by[NAME_SIZE];
	char evidence[LINE_SIZE];
	char item_code[CODE_SIZE];
};

/* A student with what lists and the home screen need, kept up to date. */
struct student_row {
	struct id id;
	struct id version_id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE];
	char preferred_name[NAME_SIZE];
	char latin_name[NAME_SIZE];
	char prison_number[CODE_SIZE];
	char location[LINE_SIZE];
	char owner[CODE_SIZE];		/* place with custody; "": this one */
	enum enrolment enrolment;
	enum custody custody;
	civil_date joined_on;
	civil_date release_on;
	enum confidence release_confidence;
	civil_date last_progress_on;
	int done, required;		/* required items: done, of all */
	int help, submitted;		/* items flagged, items to be marked */
	bool eligible;			/* every required item done, to be confirmed */
};

struct graduate {
	struct id student_id, version_id;
	civil_date on;
	char confirmed_by[NAME_SIZE];
	char version[SHORT_SIZE];
};

struct journal_entry {
	int64_t seq;			/* below 0: done at another place */
	struct instant at;
	char by[NAME_SIZE];
	char action[SHORT_SIZE];	/* "progress.record" */
	char summary[LINE_SIZE];	/* in words */
	int64_t undoes;			/* entry this one takes back, or 0 */
	int64_t undone_by;		/* entry that took this one back, or 0 */
	bool mine, undoable;
	bool final;			/* of a kind that is never undone */
	bool emptied;			/* a record that it held was erased */
};

#endif
