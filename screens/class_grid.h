/* SPDX-License-Identifier: ISC */
/*
 * class_grid: what the files of the class grid share. Rows are students of
 * the version shown, columns its units and projects. A student's marks are
 * read when the row first comes into view, one byte a cell, and again when
 * anything was changed.
 */
#ifndef SCREENS_CLASS_GRID_H
#define SCREENS_CLASS_GRID_H

#include <stdint.h>

#include "screens/room.h"
#include "tui/grid.h"
#include "tui/line.h"

/* A unit or project, and the module it is shown under. */
struct class_item {
	const struct item *item, *module;
	char *folded;			/* code, title, module: to find */
};

enum class_find { FIND_NOTHING, FIND_STUDENT, FIND_ITEM };

struct class_grid {
	struct session *s;
	struct id *chosen;		/* NULL: everybody on the course */
	size_t chosen_count;

	struct student_row *students;	/* those asked for, any version */
	char **folded;
	size_t student_count, others, unpinned, finished;
	unsigned students_at;		/* app_generation() when read */

	struct curriculum_version version;
	bool version_chosen;
	struct item *items;
	struct class_item *work;
	struct id *work_ids;
	size_t item_count, work_count;

	size_t *rows, *cols;		/* shown: into students, work */
	struct id module_id;		/* only this one, or zero: all */
	bool by_name, hide_finished;

	uint8_t *cells;			/* [student][work] */
	bool *loaded;			/* [student] */
	unsigned cells_at;
	struct mark detail;		/* of the cell with the cursor */
	unsigned detail_at;

	struct grid grid;
	struct marking_memory memory;
	bool marking;			/* no need to read the class again */
	enum class_find finding;
	struct line_edit find;
	size_t find_from;		/* where Esc goes back to */
	bool find_failed;
};

/* A cell in one byte: its status, and two flags. */
enum { CELL_STATUS = 0x0f, CELL_HELP = 0x10, CELL_NOTE = 0x20 };

/* ---- class_grid_data.c ---- */

MUST_USE enum rc class_grid_load(struct class_grid *g, struct err *err);
/* Shows that version; NULL: the one most of the students follow. */
MUST_USE enum rc class_grid_use_version(struct class_grid *g,
					const struct id *id, struct err *err);
/* Which rows and columns, in what order; the cursor stays where it was. */
void class_grid_arrange(struct class_grid *g);
/* Reads what the grid is about to show of the marks. */
MUST_USE enum rc class_grid_load_view(struct class_grid *g, struct err *err);
void class_grid_release(struct class_grid *g);

const struct student_row *class_grid_student(const struct class_grid *g,
					     size_t row);
const struct class_item *class_grid_item(const struct class_grid *g,
					 size_t col);
uint8_t class_grid_cell(const struct class_grid *g, size_t row, size_t col);

/* ---- class_grid_draw.c ---- */

void class_grid_draw(void *data, struct ui *ui, struct area body);
void class_grid_title(void *data, struct buf *out);
void class_grid_heads(struct class_grid *g);

/* ---- class_grid_find.c ---- */

void class_grid_begin_find(struct class_grid *g, enum class_find what);
bool class_grid_find_key(struct class_grid *g, uint32_t key);
void class_grid_draw_find(struct class_grid *g, struct area line);

#endif
