/* SPDX-License-Identifier: ISC */
/*
 * room: what every screen shares: the session, and the openers of the others.
 * A screen's data begins with its session. Each opener pushes one screen.
 */
#ifndef SCREENS_ROOM_H
#define SCREENS_ROOM_H

#include "app/academy_app.h"
#include "app/app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "screens/screens.h"
#include "tui/form.h"
#include "tui/ui.h"

struct session {
	struct app *app;
	struct ui *ui;
	const struct screens_config *config;
	char user_name[SHORT_SIZE];	/* who unlocked last */
	char list_dir[256];		/* where a file was read; until locked */
	char stick_dir[1024];		/* a folder that stood for a stick */
	/* What became of unsaved work since the lock before this one. */
	bool draft_kept;
	struct err draft_lost;		/* why not, or RC_OK */
	/* A lock came before a new recovery key was typed back. */
	bool recovery_unproven;
};

/* ---- rooms ---- */

void unlock_open(struct session *s);
void first_run_open(struct session *s);
void home_open(struct session *s);
/* place: whose to begin with, by code; NULL: everybody. */
void students_open(struct session *s, const char *place);
/* id NULL: a new student. */
void student_form_open(struct session *s, const struct id *id);
/* item NULL: at the beginning. */
void student_open(struct session *s, const struct id *id,
		  const struct id *item_id);
void curriculum_open(struct session *s);
void item_form_open(struct session *s, const struct item *item);
/* count 0: everybody on the course. */
void class_grid_open(struct session *s, const struct id *students,
		     size_t count);
void attempt_open(struct session *s, const struct cell_ref *cell,
		  const char *title);
/* A form for one more attempt at that item. */
void attempt_form_open(struct session *s, const struct cell_ref *cell,
		       const char *title);
void import_open(struct session *s);
void staff_open(struct session *s);
void staff_form_open(struct session *s, const struct staff *staff);
void settings_open(struct session *s);
void backup_open(struct session *s);
/* subject NULL: everything. */
void history_open(struct session *s, const struct id *subject,
		  const char *title);
void reports_open(struct session *s);
void sticks_open(struct session *s);
void case_studies_open(struct session *s);
void case_file_open(struct session *s, const char *ref);
void sheet_open(struct session *s, const char *kind, const char *argument);

/* ---- through the gate ---- */

void gate_open(struct session *s);
void graduates_open(struct session *s);
void diary_open(struct session *s);
void release_board_open(struct session *s);
/* One person, graduate or not, at a tab: "person-plan"; NULL: where they are
 * now. */
void person_open(struct session *s, const struct id *id, const char *tab);
void outcomes_open(struct session *s);
void employers_open(struct session *s);
void data_protection_open(struct session *s);

/* Says what will happen, asks for the reference to be typed, and erases. */
void erase_record(struct session *s, const struct id *id,
		  const char *reference);

/* ---- asking ---- */

/* False when it was given up. */
bool ask_date(struct session *s, const char *title, const char *question,
	      civil_date *date);
/* The same, first being in the line already; DATE_NONE: nothing is. */
bool ask_date_from(struct session *s, const char *title, const char *question,
		   civil_date first, civil_date *date);
/* Value of the one chosen, or -1. */
int ask_term(struct session *s, const char *title, const struct term_set *set,
	     int first);
/* Asks for a path; false when given up. */
bool ask_path(struct session *s, const char *title, const char *question,
	      struct buf *path);
/* Asks for a file until `take` takes what is in it; false when given up. name
 * is the file's, without its folder: the caller's to mem_free(). */
typedef enum rc take_file_fn(void *ctx, const struct buf *data,
			     struct err *err);
bool ask_file(struct session *s, const char *title, const char *question,
	      size_t max, take_file_fn *take, void *ctx, char **name);
/* Asks for a few words that may not be left out; false when given up. */
bool ask_reason(struct session *s, const char *title, const char *question,
		struct buf *reason);
/* The parts of a dated change; false when given up or refused. */
bool ask_enrolment(struct session *s, const struct id *ids, size_t count);
bool ask_custody(struct session *s, const struct id *ids, size_t count);
bool ask_release(struct session *s, const struct id *id);
/* After the questions of something that was not done. */
void say_given_up(struct session *s);
/* Of somebody who came back on that day: the destinations that still run. */
void ask_what_ended(struct session *s, const struct id *student,
		    civil_date on);
/* Asks twice, and checks. */
bool ask_new_passphrase(struct session *s, const char *title,
			const char *site, const char *user_name,
			struct secret *secret);
/* A student from a list that narrows as letters are typed; false: given up. */
bool pick_student(struct session *s, const char *title,
		  char reference[CODE_SIZE]);
/* Several of those whose records are kept here or by that place: the caller's
 * to mem_free(). */
bool pick_students(struct session *s, const char *title, const char *keeper,
		   struct id **ids, size_t *count);
/* One of the academies that are known here, or "" for all. */
bool pick_academy(struct session *s, const char *title, char code[CODE_SIZE]);
/* "CODE@VERSION". */
bool pick_curriculum(struct session *s, char *argument, size_t size);
/* A sentence to read in a box, and what to do about it. */
void show_refusal(struct session *s, const char *title, const struct err *err,
		  const char *advice);
/* Shows a new recovery key, once, and asks for it back from the paper. */
void show_recovery_key(struct session *s, struct secret *key);

/* What became of something: the refusal, or the sentence; the screen is read
 * anew. True when it was done. */
bool conclude(struct session *s, enum rc rc, const struct err *err,
	      const char *fmt, ...) PRINTF_LIKE(4, 5);

/* ---- settings that the toolkit goes by ---- */

/* Idle minutes, colours and ASCII of the open academy; what the command line
 * said comes first. */
void settings_apply(struct session *s);

/* Asks what to do to them, and does it. */
void act_on_students(struct session *s, const struct id *ids, size_t count);

/* ---- showing ---- */

/* The name as its owner writes it, or, where this terminal lacks the
 * characters, its Latin spelling and "~". */
void show_name(const char *name, const char *latin_name, struct buf *out);
/* What a student is searched and sorted by: names, reference and number. The
 * caller's to mem_free(). */
char *fold_student(const void *row);
/* For a finder (finder.h) of students, whose ctx begins with its session. */
MUST_USE enum rc find_students(void *ctx, void **rows, size_t *count,
			       struct err *err);
/* A text wrapped into an area and cut at its end; returns the lines used. */
int show_paragraph(struct area area, enum role_look look, const char *text);
/* "12 Nov", or "12 Nov 2025" of another year. */
void show_day(civil_date day, civil_date today, struct buf *out);
/* The same in eight columns: "12 Nov", or "Nov 2025". */
void show_short_day(civil_date day, civil_date today, struct buf *out);
/* "HTML Pages and what they mean", the code once. */
void show_module(const struct item *module, struct buf *out);
/* "Complete since 12 Nov, 2 attempts, help needed. The note." */
void show_mark(struct session *s, const struct mark *mark, struct buf *out);
enum role_look look_of(enum progress status);

/* ---- marking, in the grid and on a student's page ---- */

struct marking_memory {
	struct progress_change change;
	char reason[LINE_SIZE];
	bool set;
};
/* Handles a status key, h, t and '*' for the cells; asks for reasons. True
 * when the key was one of them. */
bool marking_key(struct session *s, const struct cell_ref *cells,
		 size_t count, uint32_t key, struct marking_memory *memory);
/* The keys and what they set; that many lines of 78 columns. */
enum { MARKING_LEGEND_ROWS = 2 };
void marking_legend(struct area area);

/* For the tables: RC_OK, or why this person may not. data begins with its
 * session. */
enum rc may_edit_students(void *data, struct err *err);
enum rc may_add_students(void *data, struct err *err);
enum rc may_import(void *data, struct err *err);
enum rc may_edit_curriculum(void *data, struct err *err);
enum rc may_confirm_graduate(void *data, struct err *err);
enum rc may_print(void *data, struct err *err);
enum rc may_undo(void *data, struct err *err);
enum rc may_backup(void *data, struct err *err);
enum rc may_exchange(void *data, struct err *err);
enum rc may_manage_staff(void *data, struct err *err);
enum rc may_manage_keys(void *data, struct err *err);
enum rc may_change_settings(void *data, struct err *err);
enum rc may_record(void *data, struct err *err);
enum rc may_support(void *data, struct err *err);

#endif
