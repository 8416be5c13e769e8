/* SPDX-License-Identifier: ISC */
/*
 * curriculum: what the screens of a curriculum share: the outline (course,
 * modules to fold, units and projects, a filter, what is asked for below), and
 * their openers.
 */
#ifndef SCREENS_CURRICULUM_H
#define SCREENS_CURRICULUM_H

#include "base/csv.h"
#include "screens/room.h"
#include "tui/line.h"
#include "tui/list.h"

struct outline {
	const struct item *items;	/* borrowed */
	size_t count;
	bool *open;			/* by item: a module's units are shown */
	char **folded;			/* by item: what the filter looks in */
	size_t *shown;
	struct list list;
	struct line_edit filter;
	bool filtering;
};

/* A screen that is mostly an outline begins like this. */
struct outline_screen {
	struct session *s;
	struct outline outline;
};

void outline_init(struct outline *outline, const char *empty);
void outline_release(struct outline *outline);
/* Other items, or the same read anew: keep leaves folds and place. */
void outline_set(struct outline *outline, const struct item *items,
		 size_t count, bool keep);
void outline_draw(struct outline *outline, struct area area);
bool outline_key(struct outline *outline, uint32_t key);
/* NULL when nothing is shown. */
const struct item *outline_current(const struct outline *outline);
/* Shows or hides the units of the module the cursor is on. */
void outline_fold(struct outline *outline);

/* Commands of an outline_screen. */
void outline_run_find(void *data, struct ui *ui);
void outline_run_fold_all(void *data, struct ui *ui);

struct outline_totals {
	int modules, items, required, hours_min;
};
/* Of the units and projects of a course or a module. */
struct outline_totals outline_totals(const struct item *items, size_t count,
				     size_t at);

/* Asks for a CSV file until one can be read; false when given up. name is the
 * file's, without its folder: the caller's to mem_free(). */
bool ask_csv(struct session *s, const char *title, const char *question,
	     struct csv *csv, char **name);

/* Both write the version chosen to *chosen, which must outlive them. */
void versions_open(struct session *s, struct id *chosen);
/* Takes csv over. */
void curriculum_import_open(struct session *s, struct csv *csv,
			    const char *name, struct id *chosen);

#endif
