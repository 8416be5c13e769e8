/* SPDX-License-Identifier: ISC */
/* student_side: the person, at the right of a student's page. */
#ifndef SCREENS_STUDENT_SIDE_H
#define SCREENS_STUDENT_SIDE_H

#include "screens/room.h"

enum { STUDENT_SIDE_COLS = 28 };

/* All borrowed. */
struct student_side {
	const struct student *student;
	const struct student_row *row;
	const struct course_view *course;
	bool is_office;
};
void student_side_draw(const struct student_side *side, struct area area);

#endif
