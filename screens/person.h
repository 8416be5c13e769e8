/* SPDX-License-Identifier: ISC */
/*
 * person: one person through the gate, on one screen with tabs. A tab is a row
 * of person_tabs[]: what it is called, its columns, how its lines are read,
 * its commands. Whoever has more to show about a person adds a row.
 *
 * A tab is lines: headings, facts, and lines that are about neither. A line of
 * a fact has a copy of it, so that the commands below work on the line the
 * cursor is on, whatever the kind.
 */
#ifndef SCREENS_PERSON_H
#define SCREENS_PERSON_H

#include "app/support_app.h"
#include "screens/fact_form.h"
#include "tui/list.h"
#include "tui/tabs.h"

enum { PERSON_COMMANDS_MAX = 24, PERSON_KINDS_MAX = 8 };

struct person_line {
	enum { PERSON_HEADING, PERSON_NOTE, PERSON_TEXT, PERSON_FACT } is;
	enum fact_kind kind;	/* of PERSON_FACT */
	void *fact;		/* a copy; its number is 0 when none is kept */
	struct buf cells;	/* each ends with a NUL */
	enum role_look look;
};

struct person;
struct person_tab {
	const char *id, *title;	/* "person-plan", of its help; "Plan" */
	const struct list_column *columns;
	size_t column_count;
	/* Adds the lines. A refusal is shown in their place. */
	enum rc (*load)(struct person *p, struct err *err);
	const char *empty;
	const struct command *commands;
	size_t command_count;
	/* What "New" offers, and fills in beforehand; may be NULL. */
	enum fact_kind adds[PERSON_KINDS_MAX];
	size_t add_count;
	void (*begin)(struct person *p, enum fact_kind kind, void *fact);
};
extern const struct person_tab person_tab_now, person_tab_plan,
	person_tab_diary, person_tab_places, person_tab_mentor,
	person_tab_consent, person_tab_work, person_tab_cases;
extern const struct person_tab *const person_tabs[];
extern const size_t person_tab_count;

struct person {
	struct session *s;
	struct id id;
	struct student student;
	struct student_row row;
	struct tabs tabs;
	struct screen_ops ops;	/* with the commands of the tab */
	struct command commands[PERSON_COMMANDS_MAX];
	struct list list;
	struct person_line *lines;
	bool adding;		/* a form is open: go to what it adds */
	struct err refused;	/* why the tab shows nothing */
	struct err read_only;	/* why nothing can be changed here */
};

/* ---- for a tab's load() ---- */

void person_heading(struct person *p, const char *fmt, ...)
	PRINTF_LIKE(2, 3);
/* A sentence over all columns. */
void person_note(struct person *p, const char *text);
void person_text(struct person *p, enum role_look look);
void person_fact(struct person *p, enum role_look look, enum fact_kind kind,
		 const void *fact);
/* The next cell of the last line, from left to right. */
void person_cell(struct person *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The same: a day, in eleven columns, and in eight. */
void person_day(struct person *p, civil_date day);
void person_short_day(struct person *p, civil_date day);
/* What a line says beyond its cells, in sentences or in lines. */
void person_about(const struct person *p, const struct person_line *line,
		  bool in_lines, struct buf *out);

/* ---- commands, for the tables of the tabs; data is a struct person ---- */

/* The line the cursor is on; NULL when there is none. */
const struct person_line *person_at(const struct person *p);
/* Of its fact; FACT_KINDS when it has none. */
enum fact_kind person_kind_at(const struct person *p);
/* The same, when it is a fact that is kept. */
const struct fact *person_fact_at(const struct person *p);

enum rc person_may_change(void *data, struct err *err);
enum rc person_may_correct(void *data, struct err *err);
enum rc person_may_end(void *data, struct err *err);
enum rc person_may_review(void *data, struct err *err);
void person_run_new(void *data, struct ui *ui);
void person_run_open(void *data, struct ui *ui);
void person_run_correct(void *data, struct ui *ui);
void person_run_end(void *data, struct ui *ui);
void person_run_void(void *data, struct ui *ui);
void person_run_review(void *data, struct ui *ui);
/* A form for one more of a kind, begun as the tab begins it. */
void person_add(struct person *p, enum fact_kind kind);

#define PERSON_NEW(help) \
	{ "person.new", TK_F3, 'n', "New", help, CMD_FOOTER, \
	  person_may_change, person_run_new }
#define PERSON_OPEN \
	{ "person.open", TK_ENTER, 0, "Open", "everything that is known of " \
	  "it", 0, NULL, person_run_open }
#define PERSON_CORRECT \
	{ "person.correct", TK_F4, 'e', "Correct", "put right what was " \
	  "wrong, with a reason", CMD_FOOTER, person_may_correct, \
	  person_run_correct }
#define PERSON_END(help) \
	{ "person.end", 'x', 0, "End", help, CMD_FOOTER, person_may_end, \
	  person_run_end }
#define PERSON_REVIEW(label, help) \
	{ "person.review", 'c', 0, label, help, CMD_FOOTER, \
	  person_may_review, person_run_review }
#define PERSON_VOID \
	{ "person.void", TK_DELETE, 'v', "Void", "it was entered by " \
	  "mistake: it counts no more", 0, person_may_correct, \
	  person_run_void }

/* ---- what is on every tab ---- */

extern const struct command person_shared_commands[];
extern const size_t person_shared_count;

#endif
