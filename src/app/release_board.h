/* SPDX-License-Identifier: ISC */
/*
 * release_board: who goes out soon, and what is not ready for it: the
 * checklist, readiness, housing, licence conditions, a place agreed.
 */
#ifndef APP_RELEASE_BOARD_H
#define APP_RELEASE_BOARD_H

#include "app/app.h"
#include "base/buf.h"
#include "model/destination.h"

enum ready { READY_NO, READY_BEGUN, READY_YES, READY_NOT_NEEDED };
/* "no", "begun", "yes", "-" */
const char *ready_word(enum ready ready);

struct release_row {
	struct id id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	civil_date on;			/* before today: is it still right? */
	enum release_kind kind;
	enum confidence confidence;
	int days;			/* to go */
	bool graduate;
	int done, required;		/* of the course */
	bool open[CHECK_ITEMS];		/* lines of the checklist */
	int open_count;
	enum readiness readiness;
	enum ready work, housing, licence, place;
	struct destination agreed;	/* where place is READY_YES */
};

enum { BOARD_DAYS = 84 };
/* Who is inside and goes within so many days, the first first; an academy is
 * told of those whose records it keeps. */
MUST_USE enum rc app_release_board(struct app *app, int days,
				   struct release_row **rows, size_t *count,
				   struct err *err);
/* "Bank account, Phone; readiness for work; a place agreed"; nothing when all
 * is ready. */
void release_row_wants(const struct release_row *row, struct buf *out);

#endif
