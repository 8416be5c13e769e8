/* SPDX-License-Identifier: ISC */
#include "model/curriculum.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"

enum { MAX_ITEMS = 2000, MAX_DEPTH = 4 };

enum column {
	COLUMN_CODE, COLUMN_PARENT, COLUMN_KIND, COLUMN_TITLE, COLUMN_HOURS,
	COLUMN_REQUIRED, COLUMN_PREREQUISITES, COLUMN_EVIDENCE, COLUMN_COUNT
};

static const struct {
	const char *name;
	bool needed;
} columns[COLUMN_COUNT] = {
	[COLUMN_CODE] = { "code", true },
	[COLUMN_PARENT] = { "parent", true },
	[COLUMN_KIND] = { "kind", true },
	[COLUMN_TITLE] = { "title", true },
	[COLUMN_HOURS] = { "hours", false },
	[COLUMN_REQUIRED] = { "required", false },
	[COLUMN_PREREQUISITES] = { "prerequisites", false },
	[COLUMN_EVIDENCE] = { "evidence", false },
};

struct reader {
	const struct csv *csv;
	size_t at[COLUMN_COUNT];	/* in the file; SIZE_MAX when missing */
	struct curriculum *out;
	size_t *source;			/* row of each item read */
	struct err *err;
};

static const char *
text_at(const struct reader *r, size_t row, enum column column)
{
	return r->at[column] == SIZE_MAX
		       ? ""
		       : csv_text(&r->csv->rows[row], r->at[column]);
}

/* Puts the place before a sentence already written to err. */
static enum rc
at_cell(struct reader *r, size_t row, enum column column)
{
	const struct csv_row *line = &r->csv->rows[row];
	size_t cell = r->at[column];
	unsigned col = 1;
	char sentence[ERR_TEXT_SIZE];

	if (cell != SIZE_MAX && cell < line->count)
		col = line->cells[cell].column;
	if (r->err == NULL)
		return RC_INVALID;
	snprintf(sentence, sizeof(sentence), "%s", r->err->text);
	err_set(r->err, RC_INVALID, columns[column].name,
		"Line %u, column %u (%s): %.300s", line->line, col,
		columns[column].name, sentence);
	return err_at(r->err, line->line, col);
}

static enum rc
find_column(struct reader *r, enum column column)
{
	const struct csv_row *head = &r->csv->rows[0];
	const char *name = columns[column].name;

	r->at[column] = SIZE_MAX;
	for (size_t i = 0; i < head->count; i++) {
		bool twice = r->at[column] != SIZE_MAX;

		if (strcasecmp(head->cells[i].text, name) != 0)
			continue;
		r->at[column] = i;
		if (!twice)
			continue;
		err_set(r->err, RC_INVALID, NULL,
			"this column is there twice; remove one.");
		return at_cell(r, 0, column);
	}
	if (r->at[column] != SIZE_MAX || !columns[column].needed)
		return RC_OK;
	err_set(r->err, RC_INVALID, name,
		"Line 1: there is no column \"%s\". The columns are: code, "
		"parent, kind, title, hours, required, prerequisites, "
		"evidence.", name);
	return r->err ? err_at(r->err, head->line, 1) : RC_INVALID;
}

static enum rc
find_columns(struct reader *r)
{
	enum rc rc = RC_OK;

	for (int c = 0; c < COLUMN_COUNT && rc == RC_OK; c++)
		rc = find_column(r, (enum column)c);
	return rc;
}

static enum rc
read_required(const char *text, bool *required, struct err *err)
{
	if (text[0] == '\0' || strcasecmp(text, "yes") == 0 ||
	    strcasecmp(text, "required") == 0)
		*required = true;
	else if (strcasecmp(text, "no") == 0 ||
		 strcasecmp(text, "optional") == 0)
		*required = false;
	else
		return err_set(err, RC_INVALID, "required",
			       "\"%.40s\" should be yes or no.", text);
	return RC_OK;
}

static enum rc
check_cell(enum column column, const char *text, struct item *item,
	   struct err *err)
{
	int kind = 0;
	enum rc rc = RC_OK;

	switch (column) {
	case COLUMN_CODE:
		return rule_item_code(text, err);
	case COLUMN_KIND:
		rc = term_parse(&term_item_kind, text, &kind, err);
		item->kind = (enum item_kind)kind;
		return rc;
	case COLUMN_TITLE:
		return rule_title(text, err);
	case COLUMN_HOURS:
		return rule_hours(text, err);
	case COLUMN_REQUIRED:
		return read_required(text, &item->required, err);
	case COLUMN_PREREQUISITES:
		return rule_line(text, err);
	case COLUMN_EVIDENCE:
		return strlen(text) < sizeof(item->evidence)
			       ? rule_text(text, err)
			       : err_set(err, RC_INVALID, NULL,
					 "This is too long; 240 characters "
					 "always fit.");
	case COLUMN_PARENT:
	case COLUMN_COUNT:
		break;
	}
	return RC_OK;
}

static enum rc
read_item(struct reader *r, size_t row, struct item *item)
{
	memset(item, 0, sizeof(*item));
	for (size_t c = 0; c < COLUMN_COUNT; c++) {
		enum column column = (enum column)c;

		if (check_cell(column, text_at(r, row, column), item,
			       r->err) != RC_OK)
			return at_cell(r, row, column);
	}
	snprintf(item->code, sizeof(item->code), "%s",
		 text_at(r, row, COLUMN_CODE));
	snprintf(item->title, sizeof(item->title), "%s",
		 text_at(r, row, COLUMN_TITLE));
	snprintf(item->prerequisites, sizeof(item->prerequisites), "%s",
		 text_at(r, row, COLUMN_PREREQUISITES));
	snprintf(item->evidence, sizeof(item->evidence), "%s",
		 text_at(r, row, COLUMN_EVIDENCE));
	item->hours_min = rule_hours_min(text_at(r, row, COLUMN_HOURS));
	return RC_OK;
}

static size_t
find_code(const struct item *items, size_t count, const char *code, size_t len)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(items[i].code) == len &&
		    memcmp(items[i].code, code, len) == 0)
			return i;
	return SIZE_MAX;
}

static enum rc
read_items(struct reader *r)
{
	struct curriculum *out = r->out;

	for (size_t row = 1; row < r->csv->count; row++) {
		struct item item;
		enum rc rc = read_item(r, row, &item);

		if (rc != RC_OK)
			return rc;
		if (out->count == MAX_ITEMS) {
			err_set(r->err, RC_INVALID, NULL,
				"there are more than %d items.", MAX_ITEMS);
			return at_cell(r, row, COLUMN_CODE);
		}
		if (find_code(out->items, out->count, item.code,
			      strlen(item.code)) != SIZE_MAX) {
			err_set(r->err, RC_INVALID, NULL,
				"the code %s is used twice.", item.code);
			return at_cell(r, row, COLUMN_CODE);
		}
		out->items = xgrow(out->items, out->count, sizeof(item));
		r->source = xgrow(r->source, out->count, sizeof(size_t));
		r->source[out->count] = row;
		out->items[out->count++] = item;
	}
	return RC_OK;
}

/* Courses hold modules; modules hold units and projects. */
static bool
may_hold(enum item_kind parent, enum item_kind child)
{
	return parent == ITEM_COURSE ? child == ITEM_MODULE
				     : parent == ITEM_MODULE &&
					       child >= ITEM_UNIT;
}

static enum rc
link_parent(struct reader *r, size_t i, bool *have_course)
{
	struct curriculum *out = r->out;
	const char *code = text_at(r, r->source[i], COLUMN_PARENT);
	size_t parent = find_code(out->items, out->count, code,
				  strlen(code));
	bool course = out->items[i].kind == ITEM_COURSE;

	out->parent[i] = parent;
	if (course && code[0] != '\0')
		err_set(r->err, RC_INVALID, NULL,
			"a course has no parent; leave this empty.");
	else if (course && *have_course)
		err_set(r->err, RC_INVALID, NULL,
			"there is a second course; import each on its own.");
	else if (!course && parent == SIZE_MAX)
		err_set(r->err, RC_INVALID, NULL,
			"the parent \"%.20s\" is not in the file.", code);
	else if (!course &&
		 !may_hold(out->items[parent].kind, out->items[i].kind))
		err_set(r->err, RC_INVALID, NULL,
			"a %s cannot stand in a %s: a course holds modules, "
			"a module holds units and projects.",
			term_label(&term_item_kind, (int)out->items[i].kind),
			term_label(&term_item_kind,
				   (int)out->items[parent].kind));
	else {
		*have_course |= course;
		return RC_OK;
	}
	return at_cell(r, r->source[i], COLUMN_PARENT);
}

/* ---- prerequisites ---- */

static enum rc
check_codes(const struct item *items, size_t count, const char *p,
	    struct err *err)
{
	for (p += strspn(p, " "); *p != '\0'; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");
		size_t at = find_code(items, count, p, len);

		if (at == SIZE_MAX)
			return err_set(err, RC_INVALID, "prerequisites",
				       "\"%.*s\" is not the code of an item. "
				       "Codes are separated by spaces.",
				       (int)(len > 20 ? 20 : len), p);
		if (items[at].kind < ITEM_UNIT)
			return err_set(err, RC_INVALID, "prerequisites",
				       "%s is not a unit or a project.",
				       items[at].code);
		p += len;
	}
	return RC_OK;
}

enum colour { WHITE, GREY, BLACK };

/* Depth first; a grey item met again is in a circle, and is the answer;
 * SIZE_MAX when there is none. Chains are as long as there are items at most,
 * so recursion is bounded. */
static size_t
in_circle(const struct item *items, size_t count, size_t i,
	  unsigned char *colour)
{
	const char *p = items[i].prerequisites;
	size_t found = SIZE_MAX;

	if (i == SIZE_MAX || colour[i] == BLACK)
		return SIZE_MAX;
	if (colour[i] == GREY)
		return i;
	colour[i] = GREY;
	for (p += strspn(p, " "); *p != '\0' && found == SIZE_MAX;
	     p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		found = in_circle(items, count,
				  find_code(items, count, p, len), colour);
		p += len;
	}
	colour[i] = BLACK;
	return found;
}

static enum rc
set_circle(const struct item *item, struct err *err)
{
	return err_set(err, RC_INVALID, "prerequisites",
		       "%s waits for itself: its prerequisites go round in a "
		       "circle.", item->code);
}

enum rc
curriculum_check_prerequisites(const struct item *items, size_t count,
			       size_t at, struct err *err)
{
	unsigned char *colour;
	size_t found;

	if (check_codes(items, count, items[at].prerequisites, err) != RC_OK)
		return RC_INVALID;
	colour = xcalloc(count, 1);
	found = in_circle(items, count, at, colour);
	mem_free(colour);
	return found == SIZE_MAX ? RC_OK : set_circle(&items[found], err);
}

static enum rc
check_prerequisites(struct reader *r, size_t i)
{
	return check_codes(r->out->items, r->out->count,
			   r->out->items[i].prerequisites, r->err) == RC_OK
		       ? RC_OK
		       : at_cell(r, r->source[i], COLUMN_PREREQUISITES);
}

static enum rc
check_circles(struct reader *r)
{
	const struct curriculum *c = r->out;
	unsigned char *colour = xcalloc(c->count, 1);
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < c->count && found == SIZE_MAX; i++)
		found = in_circle(c->items, c->count, i, colour);
	mem_free(colour);
	if (found == SIZE_MAX)
		return RC_OK;
	set_circle(&c->items[found], r->err);
	return at_cell(r, r->source[found], COLUMN_PREREQUISITES);
}

/* ---- the tree ---- */

/* Appends the children of `parent` below depth to order, as the file has
 * them. Kinds bound the depth, so there is no circle of parents. */
static void
visit(const struct curriculum *c, size_t parent, int depth, size_t *order,
      int *depths, size_t *n)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->parent[i] != parent ||
		    (parent == SIZE_MAX && c->items[i].kind != ITEM_COURSE))
			continue;
		depths[*n] = depth;
		order[(*n)++] = i;
		if (depth < MAX_DEPTH)
			visit(c, i, depth + 1, order, depths, n);
	}
}

static void
put_in_tree_order(struct curriculum *c)
{
	size_t *order = xcalloc(c->count, sizeof(*order));
	size_t *place = xcalloc(c->count, sizeof(*place));
	size_t *parent = xcalloc(c->count, sizeof(*parent));
	int *depths = xcalloc(c->count, sizeof(*depths));
	struct item *items = xcalloc(c->count, sizeof(*items));
	size_t n = 0;

	visit(c, SIZE_MAX, 0, order, depths, &n);
	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	for (size_t i = 0; i < n; i++) {
		size_t old = c->parent[order[i]];

		items[i] = c->items[order[i]];
		items[i].position = (int)i;
		items[i].depth = depths[i];
		parent[i] = old == SIZE_MAX ? SIZE_MAX : place[old];
	}
	mem_free(c->items);
	mem_free(c->parent);
	mem_free(order);
	mem_free(place);
	mem_free(depths);
	c->items = items;
	c->parent = parent;
}

static enum rc
link_all(struct reader *r)
{
	bool have_course = false;
	enum rc rc = RC_OK;

	r->out->parent = xcalloc(r->out->count, sizeof(size_t));
	for (size_t i = 0; i < r->out->count && rc == RC_OK; i++)
		rc = link_parent(r, i, &have_course);
	for (size_t i = 0; i < r->out->count && rc == RC_OK; i++)
		rc = check_prerequisites(r, i);
	if (rc == RC_OK && !have_course)
		rc = err_set(r->err, RC_INVALID, "kind",
			     "There is no course in the file: one line has "
			     "the kind COURSE and no parent.");
	return rc == RC_OK ? check_circles(r) : rc;
}

enum rc
curriculum_read(const struct csv *csv, struct curriculum *curriculum,
		struct err *err)
{
	struct reader r = { .csv = csv, .out = curriculum, .err = err };
	enum rc rc;

	*curriculum = (struct curriculum){ 0 };
	rc = find_columns(&r);
	if (rc == RC_OK)
		rc = read_items(&r);
	if (rc == RC_OK)
		rc = link_all(&r);
	if (rc == RC_OK)
		put_in_tree_order(curriculum);
	else
		curriculum_release(curriculum);
	mem_free(r.source);
	return rc;
}

void
curriculum_release(struct curriculum *curriculum)
{
	mem_free(curriculum->items);
	mem_free(curriculum->parent);
	*curriculum = (struct curriculum){ 0 };
}
