/* SPDX-License-Identifier: ISC */
/*
 * report: what a sheet or a listing says, before anybody decides how it looks.
 *
 * A report is a title and sections; a section has fields (label and value),
 * notes (paragraphs), and at most one table. The same report is rendered as
 * text for paper and terminals, as CSV and as JSON (render.h). The report owns
 * copies of all text; report_release() wipes it.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/rc.h"

enum { REPORT_HIDDEN = -1 };

struct report_column {
	const char *id;		/* CSV heading and JSON key */
	const char *label;	/* on paper */
	int width;		/* columns on paper; 0 shares what is left;
				 * REPORT_HIDDEN is in CSV and JSON alone */
	bool right;		/* numbers */
};

struct report_field {
	const char *id, *label;
	char *value;
};

struct report_section {
	const char *id;
	char *heading;		/* may be "" */
	struct report_field *fields;
	size_t field_count;
	const struct report_column *columns;
	size_t column_count;
	char **cells;		/* row by row */
	size_t cell_count;
	size_t *groups;		/* rows that begin one: apart on paper */
	size_t group_count;
	char **notes;
	size_t note_count;
	bool main;		/* the table that CSV writes */
	bool records;		/* on paper, a line for each cell */
	struct report_column *own_columns;
	char **own_texts;	/* what they point to */
};

/* Where the paper comes from: on every page, and in JSON. */
struct report_origin {
	char *academy, *head, *sheet, *footer;
	char *as_at;			/* "23 Nov 2026", for people */
	char *as_on;			/* "2026-11-23", for programs */
};

struct report {
	const char *kind;
	char *title, *subtitle;
	struct report_origin origin;
	struct report_section *sections;
	size_t section_count;
};

void report_init(struct report *report, const char *kind, const char *title);
void report_release(struct report *report);
/* Of which day it is, where that is not the day it is asked for. */
void report_as_at(struct report *report, civil_date day);

/* Begins a section; what follows goes into it. id is a literal. */
void report_section(struct report *report, const char *id,
		    const char *heading);
void report_field(struct report *report, const char *id, const char *label,
		  const char *fmt, ...) PRINTF_LIKE(4, 5);
void report_note(struct report *report, const char *fmt, ...)
	PRINTF_LIKE(2, 3);
/* Gives the section a table. columns must outlive the report. Main tables of
 * the same columns are one table in CSV. */
void report_table(struct report *report, const struct report_column *columns,
		  size_t count, bool is_main);
/* A table of any width, whose rows stand below each other on paper, without
 * the cells that are empty. The report keeps columns of its own. */
void report_records(struct report *report, const struct report_column *columns,
		    size_t count);
/* The next cell, from left to right. */
void report_cell(struct report *report, const char *fmt, ...)
	PRINTF_LIKE(2, 3);
/* The next row begins a group. */
void report_group(struct report *report);
size_t report_row_count(const struct report_section *section);

#endif
