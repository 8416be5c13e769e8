/* SPDX-License-Identifier: ISC */
#include "screens/class_grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/progress.h"

const struct student_row *
class_grid_student(const struct class_grid *g, size_t row)
{
	return row < g->grid.rows ? &g->students[g->rows[row]] : NULL;
}

const struct class_item *
class_grid_item(const struct class_grid *g, size_t col)
{
	return col < g->grid.cols ? &g->work[g->cols[col]] : NULL;
}

uint8_t
class_grid_cell(const struct class_grid *g, size_t row, size_t col)
{
	return g->cells[g->rows[row] * g->work_count + g->cols[col]];
}

static bool
is_finished(const struct student_row *r)
{
	return r->required > 0 && r->done >= r->required;
}

/* ---- letting go ---- */

static void
drop_students(struct class_grid *g)
{
	for (size_t i = 0; i < g->student_count; i++)
		mem_free(g->folded[i]);
	mem_free(g->folded);
	mem_free(g->students);
	mem_free(g->rows);
	g->folded = NULL;
	g->students = NULL;
	g->rows = NULL;
	g->student_count = g->grid.rows = 0;
}

static void
drop_items(struct class_grid *g)
{
	for (size_t i = 0; i < g->work_count; i++)
		mem_free(g->work[i].folded);
	mem_free(g->work);
	mem_free(g->work_ids);
	mem_free(g->items);
	mem_free(g->cols);
	g->work = NULL;
	g->work_ids = NULL;
	g->items = NULL;
	g->cols = NULL;
	g->item_count = g->work_count = g->grid.cols = 0;
}

static void
drop_cells(struct class_grid *g)
{
	mem_free(g->cells);
	mem_free(g->loaded);
	g->cells = NULL;
	g->loaded = NULL;
}

void
class_grid_release(struct class_grid *g)
{
	drop_cells(g);
	drop_items(g);
	drop_students(g);
	mem_free(g->chosen);
	line_release(&g->find);
	mem_free(g);
}

/* ---- the students ---- */

static int
compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct id));
}

/* chosen is sorted. On a break, work is still handed in. */
static bool
is_wanted(const struct class_grid *g, const struct student_row *r)
{
	if (g->chosen != NULL)
		return bsearch(&r->id, g->chosen, g->chosen_count,
			       sizeof(*g->chosen), compare_ids) != NULL;
	return app_sees_to(g->s->app, r->owner) &&
	       (r->enrolment == ENROLMENT_ACTIVE ||
		r->enrolment == ENROLMENT_ON_BREAK);
}

static enum rc
load_students(struct class_grid *g, struct err *err)
{
	struct student_row *rows;
	size_t count;
	enum rc rc = app_student_list(g->s->app, &rows, &count, err);

	drop_students(g);
	if (rc != RC_OK)
		return rc;
	if (g->chosen != NULL)
		qsort(g->chosen, g->chosen_count, sizeof(*g->chosen),
		      compare_ids);
	g->students = rows;
	g->folded = xcalloc(count + 1, sizeof(*g->folded));
	g->rows = xcalloc(count + 1, sizeof(*g->rows));
	for (size_t i = 0; i < count; i++) {
		if (!is_wanted(g, &rows[i]))
			continue;
		rows[g->student_count] = rows[i];
		g->folded[g->student_count] = fold_student(&rows[i]);
		g->student_count++;
	}
	return RC_OK;
}

/* ---- the version and its items ---- */

/* The version most of the students follow; of equals, the newer. */
static size_t
most_followed(const struct class_grid *g,
	      const struct curriculum_version *versions, size_t count)
{
	size_t best = 0, most = 0;

	for (size_t v = 0; v < count; v++) {
		size_t n = 0;

		for (size_t i = 0; i < g->student_count; i++)
			n += id_equal(&g->students[i].version_id,
				      &versions[v].id);
		if (n > most) {
			most = n;
			best = v;
		}
	}
	return best;
}

static void
add_work(struct class_grid *g, const struct item *item,
	 const struct item *module)
{
	struct class_item *w = &g->work[g->work_count];
	char *text = xasprintf("%s %s %s", item->code, item->title,
			       module->title);

	w->item = item;
	w->module = module;
	w->folded = utf8_fold(text);
	g->work_ids[g->work_count++] = item->id;
	mem_free(text);
}

static enum rc
load_items(struct class_grid *g, struct err *err)
{
	const struct item *module;
	enum rc rc;

	drop_items(g);
	rc = app_curriculum_items(g->s->app, &g->version.id, &g->items,
				  &g->item_count, err);
	if (rc != RC_OK)
		return rc;
	g->work = xcalloc(g->item_count + 1, sizeof(*g->work));
	g->work_ids = xcalloc(g->item_count + 1, sizeof(*g->work_ids));
	g->cols = xcalloc(g->item_count + 1, sizeof(*g->cols));
	module = g->items;
	for (size_t i = 0; i < g->item_count; i++) {
		const struct item *item = &g->items[i];

		if (item->kind == ITEM_MODULE)
			module = item;
		if (item->kind == ITEM_UNIT || item->kind == ITEM_PROJECT)
			add_work(g, item, module);
	}
	return RC_OK;
}

enum rc
class_grid_use_version(struct class_grid *g, const struct id *id,
		       struct err *err)
{
	struct curriculum_version *versions;
	size_t count, at;
	enum rc rc = app_curriculum_list(g->s->app, &versions, &count, err);

	if (rc != RC_OK)
		return rc;
	at = most_followed(g, versions, count);
	for (size_t i = 0; i < count && id != NULL; i++)
		if (id_equal(&versions[i].id, id))
			at = i;
	drop_cells(g);
	drop_items(g);
	memset(&g->version, 0, sizeof(g->version));
	if (count > 0) {
		g->version = versions[at];
		rc = load_items(g, err);
	}
	mem_free(versions);
	return rc;
}

/* ---- order ---- */

static int
compare_rows(const void *a, const void *b, void *ctx)
{
	const struct class_grid *g = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = g->by_name ? strcmp(g->folded[x], g->folded[y]) : 0;

	return order != 0 ? order : strcmp(g->students[x].reference,
					   g->students[y].reference);
}

static void
choose_rows(struct class_grid *g)
{
	size_t n = 0;

	g->others = g->unpinned = g->finished = 0;
	for (size_t i = 0; i < g->student_count; i++) {
		const struct student_row *r = &g->students[i];

		if (id_is_zero(&r->version_id))
			g->unpinned++;
		else if (!id_equal(&r->version_id, &g->version.id))
			g->others++;
		else if (g->hide_finished && is_finished(r))
			g->finished++;
		else
			g->rows[n++] = i;
	}
	if (n > 1)
		qsort_r(g->rows, n, sizeof(*g->rows), compare_rows, g);
	g->grid.rows = n;
}

static void
choose_cols(struct class_grid *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->work_count; i++)
		if (id_is_zero(&g->module_id) ||
		    id_equal(&g->work[i].module->id, &g->module_id))
			g->cols[n++] = i;
	g->grid.cols = n;
}

static void
go_back_to(struct class_grid *g, const struct id *student,
	   const struct id *item)
{
	for (size_t i = 0; i < g->grid.rows; i++)
		if (id_equal(&g->students[g->rows[i]].id, student))
			g->grid.row = i;
	for (size_t i = 0; i < g->grid.cols; i++)
		if (id_equal(&g->work_ids[g->cols[i]], item))
			g->grid.col = i;
}

void
class_grid_arrange(struct class_grid *g)
{
	choose_cols(g);
	if (g->grid.cols == 0) {
		/* A module of another version: show everything again. */
		memset(&g->module_id, 0, sizeof(g->module_id));
		choose_cols(g);
	}
	choose_rows(g);
	/* The detail was of the cell with the cursor. */
	go_back_to(g, &g->detail.student_id, &g->detail.item_id);
	g->grid.select = GRID_ONE;
	class_grid_heads(g);
}

enum rc
class_grid_load(struct class_grid *g, struct err *err)
{
	struct id version = g->version.id;
	enum rc rc;

	drop_cells(g);
	rc = load_students(g, err);
	if (rc == RC_OK)
		rc = class_grid_use_version(g, g->version_chosen ? &version
								 : NULL,
					    err);
	if (rc == RC_OK)
		class_grid_arrange(g);
	g->students_at = app_generation(g->s->app);
	return rc;
}

/* ---- marks, as they come into view ---- */

static enum rc
load_cells(struct class_grid *g, size_t student, struct mark *marks,
	   struct err *err)
{
	uint8_t *cells = g->cells + student * g->work_count;
	enum rc rc = app_grid(g->s->app, &g->students[student].id, 1,
			      g->work_ids, g->work_count, marks, err);

	for (size_t i = 0; i < g->work_count && rc == RC_OK; i++)
		cells[i] = (uint8_t)((uint8_t)marks[i].status |
				     (marks[i].help_needed ? CELL_HELP : 0) |
				     (marks[i].note[0] ? CELL_NOTE : 0));
	g->loaded[student] = true;
	return rc;
}

/* The whole mark of the cell with the cursor, taken from its row. */
static enum rc
load_detail(struct class_grid *g, struct mark *marks, struct err *err)
{
	const struct student_row *r = class_grid_student(g, g->grid.row);
	const struct class_item *w = class_grid_item(g, g->grid.col);
	size_t student;
	enum rc rc;

	if (r == NULL || w == NULL ||
	    (g->detail_at == app_generation(g->s->app) &&
	     id_equal(&g->detail.student_id, &r->id) &&
	     id_equal(&g->detail.item_id, &w->item->id)))
		return RC_OK;
	student = g->rows[g->grid.row];
	rc = load_cells(g, student, marks, err);
	if (rc == RC_OK)
		g->detail = marks[g->cols[g->grid.col]];
	g->detail_at = app_generation(g->s->app);
	return rc;
}

enum rc
class_grid_load_view(struct class_grid *g, struct err *err)
{
	struct mark *marks;
	size_t end = g->grid.top + g->grid.shown_rows;
	enum rc rc = RC_OK;

	if (g->grid.rows == 0 || g->grid.cols == 0)
		return RC_OK;
	if (g->cells == NULL) {
		g->cells = xcalloc(g->student_count, g->work_count);
		g->loaded = xcalloc(g->student_count, sizeof(*g->loaded));
	}
	if (g->cells_at != app_generation(g->s->app))
		memset(g->loaded, 0, g->student_count * sizeof(*g->loaded));
	g->cells_at = app_generation(g->s->app);
	marks = xcalloc(g->work_count, sizeof(*marks));
	rc = load_detail(g, marks, err);
	for (size_t i = g->grid.top; i < end && rc == RC_OK; i++)
		if (!g->loaded[g->rows[i]])
			rc = load_cells(g, g->rows[i], marks, err);
	mem_free(marks);
	return rc;
}
