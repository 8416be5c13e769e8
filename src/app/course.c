/* SPDX-License-Identifier: ISC */
#include "app/course.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/progress_app.h"
#include "base/mem.h"
#include "store/curriculum_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"

static int
compare_slots(const void *a, const void *b)
{
	const struct item_slot *x = a, *y = b;

	return memcmp(&x->id, &y->id, sizeof(x->id));
}

void
item_index_init(struct item_index *index, const struct id *ids, size_t count,
		size_t stride)
{
	index->count = count;
	index->slots = xcalloc(count + 1, sizeof(*index->slots));
	for (size_t i = 0; i < count; i++) {
		memcpy(&index->slots[i].id, (const char *)ids + i * stride,
		       sizeof(struct id));
		index->slots[i].at = i;
	}
	qsort(index->slots, count, sizeof(*index->slots), compare_slots);
}

void
item_index_release(struct item_index *index)
{
	mem_free(index->slots);
}

size_t
item_index_find(const struct item_index *index, const struct id *id)
{
	struct item_slot key = { .id = *id };
	const struct item_slot *slot = bsearch(&key, index->slots,
					       index->count, sizeof(key),
					       compare_slots);

	return slot != NULL ? slot->at : SIZE_MAX;
}

/* ---- marks into a row that runs parallel to some items ---- */

struct row {
	const struct item_index *index;
	struct mark *marks;
};

static void
place_mark(void *ctx, const struct mark *mark)
{
	struct row *row = ctx;
	size_t at = item_index_find(row->index, &mark->item_id);

	if (at != SIZE_MAX)
		row->marks[at] = *mark;
}

static enum rc
load_row(struct app *app, const struct id *student_id, const struct id *ids,
	 size_t stride, size_t count, const struct item_index *index,
	 struct mark *marks, struct err *err)
{
	struct row row = { index, marks };

	memset(marks, 0, count * sizeof(*marks));
	for (size_t i = 0; i < count; i++) {
		marks[i].student_id = *student_id;
		memcpy(&marks[i].item_id, (const char *)ids + i * stride,
		       sizeof(struct id));
		marks[i].on = DATE_NONE;
	}
	return app->as_at == DATE_NONE
		       ? mark_each(app->store, student_id, place_mark, &row,
				   err)
		       : mark_each_on(app->store, student_id, app->as_at,
				      place_mark, &row, err);
}

enum rc
app_grid(struct app *app, const struct id *students, size_t student_count,
	 const struct id *items, size_t item_count, struct mark *marks,
	 struct err *err)
{
	struct item_index index;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc != RC_OK)
		return rc;
	item_index_init(&index, items, item_count, sizeof(*items));
	for (size_t i = 0; i < student_count && rc == RC_OK; i++)
		rc = load_row(app, &students[i], items, sizeof(*items),
			      item_count, &index, marks + i * item_count,
			      err);
	item_index_release(&index);
	return rc;
}

/* ---- one student's course ---- */

enum rc
app_course(struct app *app, const struct id *student_id,
	   struct course_view *view, struct err *err)
{
	struct student student;
	struct item_index index;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	memset(view, 0, sizeof(*view));
	if (rc == RC_OK)
		rc = student_load(app->store, student_id, &student, err);
	if (rc != RC_OK)
		return rc;
	if (id_is_zero(&student.version_id))
		return RC_OK;
	rc = curriculum_version_load(app->store, &student.version_id,
				     &view->version, err);
	if (rc == RC_OK)
		rc = item_list(app->store, &student.version_id, &view->items,
			       &view->count, err);
	if (rc == RC_OK && view->count > 0) {
		view->marks = xcalloc(view->count, sizeof(*view->marks));
		item_index_init(&index, &view->items[0].id, view->count,
				sizeof(*view->items));
		rc = load_row(app, student_id, &view->items[0].id,
			      sizeof(*view->items), view->count, &index,
			      view->marks, err);
		item_index_release(&index);
	}
	if (rc != RC_OK)
		course_view_release(view);
	mem_wipe(&student, sizeof(student));
	return rc;
}

void
course_view_release(struct course_view *view)
{
	mem_free(view->items);
	mem_free(view->marks);
	memset(view, 0, sizeof(*view));
}
