/* SPDX-License-Identifier: ISC */
#include "screens/class_grid.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { CHOICES_MAX = 64 };

static void
refresh(void *data, struct ui *ui)
{
	struct class_grid *g = data;
	struct err err = { .code = RC_OK };

	/* A mark changes no row or column; drawing notices it. */
	if (g->marking || (g->students != NULL &&
			   g->students_at == app_generation(g->s->app)))
		return;
	if (class_grid_load(g, &err) != RC_OK)
		ui_complain(ui, &err);
}

/* ---- keys ---- */

static struct cell_ref
cell_ref(const struct class_grid *g, size_t row, size_t col)
{
	return (struct cell_ref){ class_grid_student(g, row)->id,
				  class_grid_item(g, col)->item->id };
}

/* By student, as the app works; the cursor's alone for what is of one cell. */
static struct cell_ref *
selected_cells(const struct class_grid *g, bool one, size_t *count)
{
	struct grid_range r = grid_selection(&g->grid);
	struct cell_ref *cells;

	if (one)
		r = (struct grid_range){ g->grid.row, g->grid.col, 1, 1 };
	*count = 0;
	cells = xcalloc(r.rows * r.cols, sizeof(*cells));
	for (size_t row = r.row; row < r.row + r.rows; row++)
		for (size_t col = r.col; col < r.col + r.cols; col++)
			cells[(*count)++] = cell_ref(g, row, col);
	return cells;
}

static bool
mark(struct class_grid *g, uint32_t pressed)
{
	unsigned before = app_generation(g->s->app);
	struct cell_ref *cells;
	size_t count;
	bool used;

	if (g->grid.rows == 0 || g->grid.cols == 0)
		return false;
	cells = selected_cells(g, pressed == 't', &count);
	g->marking = true;
	used = marking_key(g->s, cells, count, pressed, &g->memory);
	g->marking = false;
	mem_free(cells);
	if (before != app_generation(g->s->app)) {
		g->grid.select = GRID_ONE;
		g->students_at = app_generation(g->s->app);
	}
	return used;
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct class_grid *g = data;

	(void)ui;
	if (g->finding != FIND_NOTHING)
		return class_grid_find_key(g, pressed);
	if (pressed == TK_ESC && g->grid.select != GRID_ONE) {
		g->grid.select = GRID_ONE;
		return true;
	}
	return grid_key(&g->grid, pressed) || mark(g, pressed);
}

/* ---- commands ---- */

static enum rc
has_cell(void *data, struct err *err)
{
	const struct class_grid *g = data;

	return g->grid.rows > 0 && g->grid.cols > 0
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is nothing in the grid.");
}

static void
run_attempts(void *data, struct ui *ui)
{
	struct class_grid *g = data;
	struct cell_ref ref = cell_ref(g, g->grid.row, g->grid.col);

	(void)ui;
	attempt_open(g->s, &ref, class_grid_item(g, g->grid.col)->item->code);
}

static void
run_student(void *data, struct ui *ui)
{
	struct class_grid *g = data;
	struct cell_ref ref = cell_ref(g, g->grid.row, g->grid.col);

	(void)ui;
	student_open(g->s, &ref.student_id, &ref.item_id);
}

static void
run_select(void *data, struct ui *ui)
{
	(void)ui;
	grid_begin_select(&((struct class_grid *)data)->grid, GRID_RECTANGLE);
}

static void
run_select_row(void *data, struct ui *ui)
{
	(void)ui;
	grid_begin_select(&((struct class_grid *)data)->grid,
			  GRID_WHOLE_ROWS);
}

static void
run_select_column(void *data, struct ui *ui)
{
	(void)ui;
	grid_begin_select(&((struct class_grid *)data)->grid,
			  GRID_WHOLE_COLUMNS);
}

static void
run_go(void *data, struct ui *ui)
{
	(void)ui;
	class_grid_begin_find(data, FIND_ITEM);
}

static void
run_find(void *data, struct ui *ui)
{
	(void)ui;
	class_grid_begin_find(data, FIND_STUDENT);
}

static void
go_to_module(struct class_grid *g, bool forward)
{
	size_t at = g->grid.col;
	const struct item *here;

	if (g->grid.cols == 0)
		return;
	/* Backwards: first to the beginning of this one. */
	if (!forward && at > 0)
		at--;
	here = class_grid_item(g, at)->module;
	if (forward) {
		while (at < g->grid.cols &&
		       class_grid_item(g, at)->module == here)
			at++;
		g->grid.col = at < g->grid.cols ? at : g->grid.col;
		return;
	}
	while (at > 0 && class_grid_item(g, at - 1)->module == here)
		at--;
	g->grid.col = at;
}

static void
run_next_module(void *data, struct ui *ui)
{
	(void)ui;
	go_to_module(data, true);
}

static void
run_previous_module(void *data, struct ui *ui)
{
	(void)ui;
	go_to_module(data, false);
}

static void
run_order(void *data, struct ui *ui)
{
	struct class_grid *g = data;

	g->by_name = !g->by_name;
	class_grid_arrange(g);
	ui_say(ui, "In order of %s.", g->by_name ? "name" : "reference");
}

static void
run_version(void *data, struct ui *ui)
{
	struct class_grid *g = data;
	struct curriculum_version *rows;
	struct err err = { .code = RC_OK };
	char *labels[CHOICES_MAX];
	size_t count, n;
	int chosen, now = 0;

	if (app_curriculum_list(g->s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	n = count < CHOICES_MAX ? count : CHOICES_MAX;
	for (size_t i = 0; i < n; i++) {
		labels[i] = xasprintf("%s %s, %d student%s", rows[i].code,
				      rows[i].version, rows[i].students,
				      rows[i].students == 1 ? "" : "s");
		if (id_equal(&rows[i].id, &g->version.id))
			now = (int)i;
	}
	chosen = ui_ask_choice(ui, "Which version to show",
			       (const char *const *)labels, n, now);
	if (chosen >= 0) {
		g->version_chosen = true;
		if (class_grid_use_version(g, &rows[chosen].id, &err) !=
		    RC_OK)
			ui_complain(ui, &err);
		class_grid_arrange(g);
	}
	for (size_t i = 0; i < n; i++)
		mem_free(labels[i]);
	mem_free(rows);
}

/* ---- showing less ---- */

/* The modules that have work in them, in order. */
static size_t
list_modules(const struct class_grid *g, const struct item **modules,
	     size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < g->work_count && n < max; i++)
		if (n == 0 || modules[n - 1] != g->work[i].module)
			modules[n++] = g->work[i].module;
	return n;
}

static void
run_show(void *data, struct ui *ui)
{
	enum { FINISHED, ALL_MODULES, FIRST_MODULE };
	struct class_grid *g = data;
	const struct item *modules[CHOICES_MAX];
	const char *labels[CHOICES_MAX + FIRST_MODULE];
	size_t n = list_modules(g, modules, CHOICES_MAX);
	int chosen, now = ALL_MODULES;

	labels[FINISHED] = g->hide_finished
				   ? "Students who have finished, too"
				   : "No students who have finished";
	labels[ALL_MODULES] = "All modules";
	for (size_t i = 0; i < n; i++) {
		labels[FIRST_MODULE + i] = modules[i]->title;
		if (id_equal(&modules[i]->id, &g->module_id))
			now = (int)(FIRST_MODULE + i);
	}
	chosen = ui_ask_choice(ui, "What to show", labels, FIRST_MODULE + n,
			       now);
	if (chosen == FINISHED)
		g->hide_finished = !g->hide_finished;
	else if (chosen == ALL_MODULES)
		memset(&g->module_id, 0, sizeof(g->module_id));
	else if (chosen >= FIRST_MODULE)
		g->module_id = modules[chosen - FIRST_MODULE]->id;
	if (chosen >= 0)
		class_grid_arrange(g);
}

static const struct command grid_commands[] = {
	{ "grid.attempts", TK_ENTER, 0, "Attempts", "the student's attempts "
	  "at the item", CMD_FOOTER, has_cell, run_attempts },
	{ "grid.select", 'v', 0, "Select", "select cells: then move, then "
	  "press a status key", CMD_FOOTER, has_cell, run_select },
	{ "grid.column", '|', 0, "Column", "select the whole column", 0,
	  has_cell, run_select_column },
	{ "grid.row", '-', 0, "Row", "select the whole row", 0, has_cell,
	  run_select_row },
	{ "grid.go", 'g', 0, "Go to", "go to an item or a module by its code "
	  "or title", CMD_FOOTER, has_cell, run_go },
	{ "grid.find", '/', 0, "Find", "go to a student by name or reference",
	  CMD_FOOTER, has_cell, run_find },
	{ "grid.next_module", ']', 0, "Next", "go to the next module", 0,
	  NULL, run_next_module },
	{ "grid.previous_module", '[', 0, "Previous", "go to the module "
	  "before", 0, NULL, run_previous_module },
	{ "grid.student", 'o', 0, "Student", "open the student's page",
	  CMD_FOOTER, has_cell, run_student },
	{ "grid.show", 'f', 0, "Show", "show one module, or hide who has "
	  "finished", 0, NULL, run_show },
	{ "grid.order", 'n', 0, "Order", "order by name or by reference", 0,
	  NULL, run_order },
	{ "grid.version", 'V', 0, "Version", "choose the curriculum version "
	  "shown", 0, NULL, run_version },
};

static void
release(void *data)
{
	class_grid_release(data);
}

static const struct screen_ops ops = {
	.id = "class-grid", .title = class_grid_title,
	.draw = class_grid_draw, .key = key, .commands = grid_commands,
	.command_count = ARRAY_SIZE(grid_commands), .refresh = refresh,
	.free = release,
};

void
class_grid_open(struct session *s, const struct id *students, size_t count)
{
	struct class_grid *g = xcalloc(1, sizeof(*g));

	g->s = s;
	g->by_name = true;
	line_init(&g->find, "", SHORT_SIZE * 2);
	if (count > 0) {
		g->chosen = xcalloc(count, sizeof(*g->chosen));
		memcpy(g->chosen, students, count * sizeof(*g->chosen));
		g->chosen_count = count;
	}
	ui_push(s->ui, &ops, g);
}
