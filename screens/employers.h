/* SPDX-License-Identifier: ISC */
/* employers: between the screens of employers, and for a person's own page. */
#ifndef SCREENS_EMPLOYERS_H
#define SCREENS_EMPLOYERS_H

#include "app/jobs_app.h"
#include "screens/room.h"

/* One employer: vacancies, and who is at which step. */
void employer_open(struct session *s, const struct id *id);
/* "Leeds. Bea Example: phone, mornings." and what they exclude, if that is to
 * be asked about. */
void show_employer(const struct employer *employer, struct buf *out);
/* NULL: a new one. */
void employer_form_open(struct session *s, const struct employer *employer);
/* A zero id: a new one of that employer. */
void vacancy_form_open(struct session *s, const struct vacancy *vacancy,
		       const char *employer);

/* A form for an application of that student; vacancy NULL: to a job that is
 * not listed there. */
void application_form_open(struct session *s, const struct id *student_id,
			   const struct employer *employer,
			   const struct vacancy *vacancy);
/* Asks where to, then the same; for a student's page. */
void ask_application(struct session *s, const struct id *student_id);
/* Asks which step comes next and what belongs to it. The start opens a form
 * of the destination that it makes. */
void ask_application_step(struct session *s,
			  const struct application *application);
/* Asks why, and makes the last step void, or the application itself. */
void ask_application_void(struct session *s,
			  const struct application *application);
/* Everything about it, in lines. */
void show_application(struct session *s, const struct application_row *row);

#endif
