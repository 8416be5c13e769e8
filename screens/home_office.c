/* SPDX-License-Identifier: ISC */
/* The academies, at the left of head office's home screen. */
#include "screens/sides.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/exchange.h"

enum column { COL_CODE, COL_NAME, COL_LAST, COL_ON, COL_STUDENTS, COL_GRADS };

static const struct list_column columns[] = {
	[COL_CODE] = { "Code", 8, false },
	[COL_NAME] = { "Academy", 0, false },
	[COL_LAST] = { "Return", 6, true },
	[COL_ON] = { "On", 9, false },
	[COL_STUDENTS] = { "Stud.", 5, true },
	[COL_GRADS] = { "Grad.", 5, true },
};

struct academy_row {
	char code[CODE_SIZE], name[NAME_SIZE];
	bool trusted;
	int64_t number;		/* of the last return, or 0 */
	civil_date on;		/* it came; or trusted since */
	int students, graduates;
};

struct office_side {
	struct session *s;
	struct academy_row *rows;
	size_t count;
	int overdue_days;
};

/* ---- what is known of each ---- */

static struct academy_row *
find(struct office_side *o, const char *code)
{
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->rows[i].code, code) == 0)
			return &o->rows[i];
	return NULL;
}

static enum rc
read_academies(struct office_side *o, struct err *err)
{
	struct site *sites;
	size_t count;
	enum rc rc = exchange_sites(o->s->app, &sites, &count, err);

	o->count = 0;
	mem_free(o->rows);
	o->rows = xcalloc(count + 1, sizeof(*o->rows));
	for (size_t i = 0; i < count; i++) {
		struct academy_row *row = &o->rows[o->count];

		if (sites[i].kind != SITE_ACADEMY)
			continue;
		memcpy(row->code, sites[i].code, sizeof(row->code));
		memcpy(row->name, sites[i].name, sizeof(row->name));
		row->trusted = sites[i].state == SITE_TRUSTED;
		row->on = sites[i].on;
		o->count++;
	}
	mem_free(sites);
	return rc;
}

/* Newest first: the first return of a place is its last, though an older one
 * may have a higher number, when the place went back to an older copy. */
static enum rc
read_returns(struct office_side *o, struct err *err)
{
	struct import_row_log *log;
	size_t count;
	enum rc rc = exchange_arrivals(o->s->app, &log, &count, err);

	for (size_t i = 0; i < count; i++) {
		struct academy_row *row = find(o, log[i].from_code);

		if (row == NULL || log[i].kind != BUNDLE_RETURN ||
		    row->number > 0)
			continue;
		row->number = log[i].number;
		row->on = date_of_instant(log[i].at);
	}
	mem_free(log);
	return rc;
}

static enum rc
count_students(struct office_side *o, struct err *err)
{
	struct student_row *students;
	struct academy_row *row = NULL;
	size_t count;
	enum rc rc = app_student_list(o->s->app, &students, &count, err);

	for (size_t i = 0; rc == RC_OK && i < count; i++) {
		/* They mostly follow each other. */
		if (row == NULL || strcmp(row->code, students[i].owner) != 0)
			row = find(o, students[i].owner);
		if (row == NULL)
			continue;
		row->students++;
		row->graduates +=
			students[i].enrolment == ENROLMENT_GRADUATED;
	}
	if (rc == RC_OK)
		mem_free(students);
	return rc;
}

static int
by_code(const void *a, const void *b)
{
	return strcmp(((const struct academy_row *)a)->code,
		      ((const struct academy_row *)b)->code);
}

static void
refresh(void *side, struct ui *ui, struct list *list)
{
	struct office_side *o = side;
	struct buf days = BUF_INIT;
	struct err err = { .code = RC_OK };
	enum rc rc = app_setting(o->s->app, "return_days", &days, &err);

	o->overdue_days = atoi(days.ptr);
	buf_release(&days);
	if (rc == RC_OK)
		rc = read_academies(o, &err);
	if (rc == RC_OK)
		rc = read_returns(o, &err);
	if (rc == RC_OK)
		rc = count_students(o, &err);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	if (o->count > 1)
		qsort(o->rows, o->count, sizeof(*o->rows), by_code);
	list->count = o->count;
}

/* ---- drawing ---- */

static int
days_since(const struct office_side *o, const struct academy_row *row)
{
	return row->on == DATE_NONE ? 0
				    : (int)(app_as_at(o->s->app) - row->on);
}

static bool
is_overdue(const struct office_side *o, const struct academy_row *row)
{
	return row->trusted && days_since(o, row) > o->overdue_days;
}

static void
show_last(const struct office_side *o, const struct academy_row *row,
	  struct buf *out, enum role_look *look)
{
	if (is_overdue(o, row)) {
		*look = LOOK_WAITING;
		buf_addc(out, '!');
	}
	if (row->number > 0)
		show_short_day(row->on, app_as_at(o->s->app), out);
	else
		buf_adds(out, "none");
}

static void
cell(void *ctx, size_t at, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct office_side *o = ctx;
	const struct academy_row *row = &o->rows[at];

	if (!row->trusted)
		*look = LOOK_DIM;
	if (column == COL_CODE)
		buf_adds(out, row->code);
	else if (column == COL_NAME)
		buf_adds(out, row->name);
	else if (column == COL_LAST && row->number > 0)
		buf_addf(out, "%" PRId64, row->number);
	else if (column == COL_ON)
		show_last(o, row, out, look);
	else if (column == COL_STUDENTS)
		buf_addf(out, "%d", row->students);
	else if (column == COL_GRADS)
		buf_addf(out, "%d", row->graduates);
}

static void
detail(const void *side, size_t at, struct buf *out)
{
	const struct office_side *o = side;
	const struct academy_row *row = &o->rows[at];

	buf_addf(out, "%s. ", row->name);
	if (!row->trusted)
		buf_adds(out, "Not trusted any more.");
	else if (is_overdue(o, row))
		buf_addf(out, "! No return for %d days.", days_since(o, row));
	else if (row->number == 0)
		buf_adds(out, "No return yet.");
}

static void
open_line(void *side, size_t at)
{
	struct office_side *o = side;

	students_open(o->s, o->rows[at].code);
}

static void
release(void *side)
{
	struct office_side *o = side;

	mem_free(o->rows);
	mem_free(o);
}

static const struct side office_side = {
	.heading = "Academies", .refresh = refresh, .detail = detail,
	.open = open_line, .free = release,
};

struct left
left_office(struct session *s)
{
	struct office_side *o = xcalloc(1, sizeof(*o));

	o->s = s;
	return (struct left){ &office_side, o, {
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = o, .sorted = -1,
		.empty = "No academy is trusted yet: 0, then p, then n.",
	} };
}

/* ---- choosing one ---- */

bool
pick_academy(struct session *s, const char *title, char code[CODE_SIZE])
{
	struct office_side o = { .s = s };
	struct err err = { .code = RC_OK };
	char **labels;
	int chosen;

	if (read_academies(&o, &err) != RC_OK)
		ui_complain(s->ui, &err);
	if (o.count > 1)
		qsort(o.rows, o.count, sizeof(*o.rows), by_code);
	labels = xcalloc(o.count + 1, sizeof(*labels));
	labels[0] = xstrdup("All academies");
	for (size_t i = 0; i < o.count; i++)
		labels[i + 1] = xasprintf("%-8s %s", o.rows[i].code,
					  o.rows[i].name);
	chosen = ui_ask_choice(s->ui, title, (const char *const *)labels,
			       o.count + 1, 0);
	if (chosen >= 0)
		snprintf(code, CODE_SIZE, "%s",
			 chosen > 0 ? o.rows[chosen - 1].code : "");
	for (size_t i = 0; i <= o.count; i++)
		mem_free(labels[i]);
	mem_free(labels);
	mem_free(o.rows);
	return chosen >= 0;
}
