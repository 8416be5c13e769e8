/* SPDX-License-Identifier: ISC */
/*
 * finder: a list that is read anew when something changed, narrowed as letters
 * are typed, sorted by its column, and that stays on the row it was on, or goes
 * to the one that was added. The screen says what its rows are; the finder owns
 * them, their order and their folded text.
 */
#ifndef SCREENS_FINDER_H
#define SCREENS_FINDER_H

#include "tui/line.h"
#include "tui/list.h"

struct finder_row {
	const void *row;
	const char *folded;
};

struct finder_ops {
	size_t size;		/* of a row */
	/* *rows is an array; a refusal is told by the finder. */
	enum rc (*load)(void *ctx, void **rows, size_t *count,
			struct err *err);
	/* What the letters are looked for in, folded; mem_free(). */
	char *(*fold)(const void *row);
	/* Of one reading and the next. */
	bool (*same)(const void *a, const void *b);
	/* Whether it is shown at all; NULL: all are. */
	bool (*chosen)(const void *ctx, const void *row);
	/* By the list's sorted column, rising; alike: as they were read. NULL:
	 * all as they were read. */
	int (*compare)(const void *ctx, const struct finder_row *a,
		       const struct finder_row *b);
};

struct finder {
	const struct finder_ops *ops;
	struct list list;	/* its ctx is the screen's, given to ops too */
	const char *none, *unmatched;	/* list.empty: no rows; none shown */
	struct line_edit letters;
	bool typing;
	char *rows;
	char **folded;
	size_t *order;		/* of rows: those shown */
	size_t count;
};

/* list as the screen wants it; nothing is read yet. */
void finder_init(struct finder *finder, const struct finder_ops *ops,
		 struct list list);
void finder_release(struct finder *finder);
/* Reads the rows. */
void finder_refresh(struct finder *finder, struct ui *ui);
/* After another choice or column. */
void finder_arrange(struct finder *finder);

/* The one shown at that line; the one the cursor is on, NULL when none is. */
const void *finder_row(const struct finder *finder, size_t at);
const void *finder_current(const struct finder *finder);
/* RC_OK when the cursor is on one. */
MUST_USE enum rc finder_has_current(const struct finder *finder,
				    struct err *err);

/* The line of letters, then the list; rows are left free below it. */
void finder_draw(struct finder *finder, struct area body, int rows_below);
bool finder_key(struct finder *finder, uint32_t key);
/* The next keys are letters. */
void finder_begin(struct finder *finder);

#endif
