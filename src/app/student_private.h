/* SPDX-License-Identifier: ISC */
/* student_private: what adding by form and by import share. */
#ifndef APP_STUDENT_PRIVATE_H
#define APP_STUDENT_PRIVATE_H

#include "app/student_app.h"

/* Every field by its rule; err->where is the import column's id. */
MUST_USE enum rc student_check(const struct student *student, struct err *err);
/* Inside a unit of work: adds (filling in the id) or changes. */
MUST_USE enum rc student_write(struct app *app, struct student *student,
			       struct err *err);

#endif
