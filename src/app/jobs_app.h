/* SPDX-License-Identifier: ISC */
/*
 * jobs_app: employers and their vacancies, applications to them, and kit on
 * loan. Arrays are the caller's to mem_free(). Employers and vacancies are as
 * they are now; applications and loans as they were known on the as-at day.
 *
 * Applications, steps and loans are facts of a student: what app_fact_void()
 * and app_fact_end() of support_app.h do to them keeps to the rules here.
 */
#ifndef APP_JOBS_APP_H
#define APP_JOBS_APP_H

#include "app/app.h"
#include "model/employer.h"

/* ---- employers and vacancies ---- */

struct employer_row {
	struct employer employer;
	char owner[CODE_SIZE];		/* place that keeps it; "": this one */
	bool active;
	int vacancies;			/* open ones */
	int applying, started;		/* people */
};
/* Ours first, by name. */
MUST_USE enum rc app_employers(struct app *app, struct employer_row **rows,
			       size_t *count, struct err *err);
/* By name, or by how the name of no other one begins. */
MUST_USE enum rc app_employer_find(struct app *app, const char *name,
				   struct employer *employer,
				   struct err *err);
MUST_USE enum rc app_employer_load(struct app *app, const struct id *id,
				   struct employer *employer,
				   struct err *err);
/* Another place's is only read: RC_CONFLICT, and whose it is. */
MUST_USE enum rc app_employer_is_ours(struct app *app,
				      const struct employer *employer,
				      struct err *err);
/* Adds when the id is zero, filling it in. */
MUST_USE enum rc app_employer_save(struct app *app, struct employer *employer,
				   struct err *err);
/* Nothing more is applied for there from that day; DATE_NONE is today. */
MUST_USE enum rc app_employer_end(struct app *app, const struct id *id,
				  civil_date on, struct err *err);

struct vacancy_row {
	struct vacancy vacancy;
	char employer[NAME_SIZE];
	bool open;
	int applying, started;
};
/* Of one employer or (NULL) of all, by employer and title. */
MUST_USE enum rc app_vacancies(struct app *app, const struct id *employer_id,
			       struct vacancy_row **rows, size_t *count,
			       struct err *err);
/* As an employer is found; an open one before those that are not. */
MUST_USE enum rc app_vacancy_find(struct app *app, const struct id *employer_id,
				  const char *title, struct vacancy *vacancy,
				  struct err *err);
MUST_USE enum rc app_vacancy_save(struct app *app, struct vacancy *vacancy,
				  struct err *err);
MUST_USE enum rc app_vacancy_close(struct app *app, const struct id *id,
				   civil_date on, struct err *err);

/* ---- applications ---- */

struct application_row {
	struct application application;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	char employer[NAME_SIZE];
};
/* Of one student or (NULL) of all, in order of reference and day. */
MUST_USE enum rc app_applications(struct app *app, const struct id *student_id,
				  struct application_row **rows,
				  size_t *count, struct err *err);
/* To its vacancy, whose title it takes when it has none, or to an employer. */
MUST_USE enum rc app_application_make(struct app *app,
				      struct application *application,
				      struct err *err);
/* In order; the making of it is not among them. */
MUST_USE enum rc app_application_steps(struct app *app,
				       const struct application *application,
				       struct application_step **rows,
				       size_t *count, struct err *err);
/* What STARTED on that day makes of it: where the person is from then on. */
MUST_USE enum rc app_application_start(struct app *app,
				       const struct id *student_id,
				       int number, civil_date on,
				       struct destination *destination,
				       struct err *err);
/* Moves the application of that number on; 0: that of step->application_id.
 * STARTED adds the destination with it: *destination, or (NULL) what
 * app_application_start() says. ENDED ends that one, the way that
 * destination->fact.ended_as says (NULL: done). One step of history. */
MUST_USE enum rc app_application_step(struct app *app, int number,
				      struct application_step *step,
				      struct destination *destination,
				      struct err *err);

/* ---- kit ---- */

struct loan_row {
	struct kit_loan loan;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	bool out, overdue;
};
/* Of one student or (NULL) of all, in order of reference and day. */
MUST_USE enum rc app_loans(struct app *app, const struct id *student_id,
			   struct loan_row **rows, size_t *count,
			   struct err *err);

#endif
