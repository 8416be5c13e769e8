/* SPDX-License-Identifier: ISC */
/*
 * curriculum: a course as a tree of modules, units and projects, read from a
 * CSV table and checked as a whole before anything is stored.
 *
 * Columns: code, parent, kind, title, hours, required, prerequisites,
 * evidence; found by name in the header line, in any order; the last four may
 * be missing. Refused, with line and column: a column missing or there twice,
 * a bad value, a code used twice, an unknown parent or prerequisite, a parent
 * that cannot hold that kind, a second course, a circle of parents or of
 * prerequisites.
 */
#ifndef MODEL_CURRICULUM_H
#define MODEL_CURRICULUM_H

#include <stddef.h>

#include "base/csv.h"
#include "model/record.h"

struct curriculum {
	struct item *items;	/* in tree order, depth set; ids are zero */
	size_t *parent;		/* index of the parent; SIZE_MAX for the course */
	size_t count;
};

MUST_USE enum rc curriculum_read(const struct csv *csv,
				 struct curriculum *curriculum,
				 struct err *err);
/* Whether the prerequisites of items[at] are units or projects among the items
 * and lead nowhere back to it; the reader's own check, for one item. */
MUST_USE enum rc curriculum_check_prerequisites(const struct item *items,
						size_t count, size_t at,
						struct err *err);
void curriculum_release(struct curriculum *curriculum);

#endif
