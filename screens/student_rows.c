/* SPDX-License-Identifier: ISC */
#include "screens/student_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static int
compare_dates(civil_date a, civil_date b)
{
	/* Not known comes last. */
	if (a == DATE_NONE || b == DATE_NONE)
		return (a == DATE_NONE) - (b == DATE_NONE);
	return (a > b) - (a < b);
}

static int
compare_by(enum student_column column, const struct student_row *a, const char *fold_a,
	   const struct student_row *b, const char *fold_b)
{
	switch (column) {
	case COL_NAME:
		return strcmp(fold_a, fold_b);
	case COL_WHERE:
		return (int)a->enrolment - (int)b->enrolment;
	case COL_PLACE:
		return strcmp(a->owner, b->owner);
	case COL_DONE:
		return a->done - b->done;
	case COL_LAST:
		return compare_dates(a->last_progress_on,
				     b->last_progress_on);
	case COL_RELEASE:
		return compare_dates(a->release_on, b->release_on);
	case COL_FLAGS:
		return (b->help * 1000 + b->submitted) -
		       (a->help * 1000 + a->submitted);
	default:
		return strcmp(a->reference, b->reference);
	}
}

static int
compare_rows(const void *a, const void *b, void *ctx)
{
	const struct student_rows *l = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = compare_by(l->sorted, &l->rows[x], l->folded[x],
			       &l->rows[y], l->folded[y]);

	if (order == 0)
		return strcmp(l->rows[x].reference, l->rows[y].reference);
	return l->descending ? -order : order;
}

void
student_rows_arrange(struct student_rows *list, const char *letters,
		     const char *place)
{
	char *needle = utf8_fold(letters);

	list->shown = 0;
	for (size_t i = 0; i < list->count; i++)
		if (utf8_fold_contains(list->folded[i], needle) &&
		    (place[0] == '\0' ||
		     strcmp(list->rows[i].owner, place) == 0))
			list->order[list->shown++] = i;
	mem_free(needle);
	if (list->shown > 1)
		qsort_r(list->order, list->shown, sizeof(*list->order),
			compare_rows, list);
}

void
student_rows_release(struct student_rows *list)
{
	for (size_t i = 0; i < list->count; i++)
		mem_free(list->folded[i]);
	mem_free(list->folded);
	mem_free(list->rows);
	mem_free(list->order);
	list->rows = NULL;
	list->folded = NULL;
	list->order = NULL;
	list->count = list->shown = 0;
}

enum rc
student_rows_load(struct student_rows *list, struct app *app, struct err *err)
{
	enum rc rc;

	student_rows_release(list);
	rc = app_student_list(app, &list->rows, &list->count, err);
	if (rc != RC_OK)
		list->count = 0;
	list->folded = xcalloc(list->count + 1, sizeof(*list->folded));
	list->order = xcalloc(list->count + 1, sizeof(*list->order));
	for (size_t i = 0; i < list->count; i++)
		list->folded[i] = fold_student(&list->rows[i]);
	return rc;
}
