/* SPDX-License-Identifier: ISC */
/*
 * student_rows: the rows of the list of students: read, narrowed by letters
 * and by the place that keeps them, and sorted by a column.
 */
#ifndef SCREENS_STUDENT_ROWS_H
#define SCREENS_STUDENT_ROWS_H

#include "screens/room.h"

enum student_column {
	COL_REF, COL_NAME, COL_WHERE, COL_PLACE, COL_DONE, COL_LAST,
	COL_RELEASE, COL_FLAGS, STUDENT_COLUMNS
};

struct student_rows {
	struct student_row *rows;
	char **folded;			/* what the letters are looked for in */
	size_t count;
	size_t *order, shown;		/* rows that pass, as sorted */
	enum student_column sorted;
	bool descending;
};

void student_rows_release(struct student_rows *list);
/* Read anew; nothing is shown before it is arranged. */
MUST_USE enum rc student_rows_load(struct student_rows *list, struct app *app,
				   struct err *err);
/* place "": of everywhere. */
void student_rows_arrange(struct student_rows *list, const char *letters,
			  const char *place);

#endif
