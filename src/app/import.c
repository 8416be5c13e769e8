/* SPDX-License-Identifier: ISC */
#include "app/student_app.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/student_private.h"
#include "base/mem.h"
#include "store/student_store.h"

/* ---- which column is which ---- */

static bool
is_alias(const char *aliases, const char *heading)
{
	size_t len = strlen(heading);

	for (const char *p = aliases; p != NULL; p = strchr(p, '|')) {
		p += *p == '|';
		if (strncasecmp(p, heading, len) == 0 &&
		    (p[len] == '\0' || p[len] == '|'))
			return len > 0;
		if (strchr(p, '|') == NULL)
			break;
	}
	return false;
}

static int
find_column(const struct csv_row *header, const struct import_column *column)
{
	for (size_t i = 0; i < header->count; i++) {
		const char *heading = csv_text(header, i);

		if (strcasecmp(heading, column->id) == 0 ||
		    strcasecmp(heading, column->label) == 0 ||
		    is_alias(column->aliases, heading))
			return (int)i;
	}
	return -1;
}

static enum rc
map_columns(const struct csv *csv, const int *map, struct import_plan *plan,
	    struct err *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(plan->map); i++)
		plan->map[i] = -1;
	for (size_t i = 0; i < import_column_count; i++) {
		plan->map[i] = map != NULL ? map[i]
					   : find_column(&csv->rows[0],
							 &import_columns[i]);
		if (plan->map[i] < 0 && import_columns[i].required) {
			err_set(err, RC_INVALID, import_columns[i].id,
				"The file has no column \"%s\". Its first "
				"line must name the columns.",
				import_columns[i].label);
			return err_at(err, 1, 1);
		}
	}
	return RC_OK;
}

/* ---- reading one row ---- */

static void
trim(char *text)
{
	size_t len = strlen(text), lead = strspn(text, " \t");

	while (len > lead && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		len--;
	memmove(text, text + lead, len - lead);
	text[len - lead] = '\0';
}

static enum rc
read_cell(const struct import_column *c, const struct csv_row *row, int at,
	  struct student *student, struct err *err)
{
	char *field = (char *)student + c->offset;
	const char *text = csv_text(row, (size_t)at);

	if (strlen(text) >= c->size)
		err_set(err, RC_INVALID, c->id,
			"%s: this is too long.", c->label);
	else
		snprintf(field, c->size, "%s", text);
	trim(field);
	if (strcmp(c->id, "reference") == 0 ||
	    strcmp(c->id, "prison_number") == 0)
		for (char *p = field; *p != '\0'; p++)
			*p = (char)toupper((unsigned char)*p);
	if (err->code == RC_OK && c->check(field, err) == RC_OK)
		return RC_OK;
	err_where(err, c->id);
	if ((size_t)at < row->count)
		return err_at(err, row->cells[at].line,
			      row->cells[at].column);
	return err_at(err, row->line, 1);
}

/* A cell that is empty in the file leaves what is there alone. */
static void
merge(const struct import_plan *plan, const struct student *from,
      struct student *into)
{
	for (size_t i = 0; i < import_column_count; i++) {
		const struct import_column *c = &import_columns[i];
		const char *text = (const char *)from + c->offset;

		if (plan->map[i] >= 0 && text[0] != '\0')
			memcpy((char *)into + c->offset, text, c->size);
	}
}

static enum rc
is_repeated(const struct import_plan *plan, const struct import_row *row,
	    struct err *err)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct import_row *other = &plan->rows[i];

		if (row->student.reference[0] == '\0' ||
		    strcmp(other->student.reference,
			   row->student.reference) != 0)
			continue;
		err_set(err, RC_INVALID, "reference",
			"%s is on line %u too; each student may be in the "
			"file once.", row->student.reference, other->line);
		return err_at(err, row->line, 1);
	}
	return RC_OK;
}

static enum rc
compare_with_record(struct app *app, const struct import_plan *plan,
		    struct import_row *row, struct err *err)
{
	struct student known, merged;
	enum rc rc = RC_NOT_FOUND;

	row->state = IMPORT_NEW;
	if (row->student.reference[0] != '\0')
		rc = student_by_reference(app->store, row->student.reference,
					  &known, err);
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	merged = known;
	merge(plan, &row->student, &merged);
	row->state = IMPORT_SAME;
	for (size_t i = 0; i < import_column_count; i++)
		if (strcmp((const char *)&known + import_columns[i].offset,
			   (const char *)&merged +
				   import_columns[i].offset) != 0)
			row->state = IMPORT_CHANGED;
	row->student = merged;
	mem_wipe(&known, sizeof(known));
	mem_wipe(&merged, sizeof(merged));
	return RC_OK;
}

static enum rc
read_row(struct app *app, const struct csv_row *line, struct import_plan *plan,
	 struct import_row *row, struct err *err)
{
	memset(row, 0, sizeof(*row));
	row->line = line->line;
	for (size_t i = 0; i < import_column_count; i++)
		if (plan->map[i] >= 0 && row->err.code == RC_OK &&
		    read_cell(&import_columns[i], line, plan->map[i],
			      &row->student, &row->err) != RC_OK)
			row->state = IMPORT_BAD;
	if (row->err.code == RC_OK &&
	    is_repeated(plan, row, &row->err) != RC_OK)
		row->state = IMPORT_BAD;
	if (row->err.code != RC_OK)
		return RC_OK;
	return compare_with_record(app, plan, row, err);
}

static bool
is_blank_line(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->cells[i].text[0] != '\0')
			return false;
	return true;
}

static void
count_row(struct import_plan *plan, const struct import_row *row)
{
	plan->added += row->state == IMPORT_NEW;
	plan->changed += row->state == IMPORT_CHANGED;
	plan->same += row->state == IMPORT_SAME;
	plan->bad += row->state == IMPORT_BAD;
}

enum rc
app_import_plan(struct app *app, const struct csv *csv, const int *map,
		struct import_plan *plan, struct err *err)
{
	enum rc rc = app_require(app, MAY_IMPORT_STUDENTS, err);

	memset(plan, 0, sizeof(*plan));
	if (rc == RC_OK && csv->count < 2)
		rc = err_set(err, RC_INVALID, NULL,
			     "The file has no students: a first line that "
			     "names the columns, then one line each.");
	if (rc == RC_OK)
		rc = map_columns(csv, map, plan, err);
	for (size_t i = 1; i < csv->count && rc == RC_OK; i++) {
		struct import_row *row;

		if (is_blank_line(&csv->rows[i]))
			continue;
		plan->rows = xgrow(plan->rows, plan->count, sizeof(*row));
		row = &plan->rows[plan->count];
		rc = read_row(app, &csv->rows[i], plan, row, err);
		count_row(plan, row);
		plan->count++;
	}
	return rc;
}

void
import_plan_release(struct import_plan *plan)
{
	mem_free(plan->rows);
	memset(plan, 0, sizeof(*plan));
}

/* ---- applying ---- */

static enum rc
add_new(struct app *app, struct import_row *row, struct err *err)
{
	struct student blank;
	enum rc rc = app_student_blank(app, &blank, err);

	if (rc != RC_OK)
		return rc;
	row->student.version_id = blank.version_id;
	if (row->student.reference[0] == '\0')
		memcpy(row->student.reference, blank.reference,
		       sizeof(blank.reference));
	if (row->student.date_joined[0] == '\0')
		memcpy(row->student.date_joined, blank.date_joined,
		       sizeof(blank.date_joined));
	return student_write(app, &row->student, err);
}

enum rc
app_import_apply(struct app *app, struct import_plan *plan, bool skip_bad,
		 struct err *err)
{
	char who[40];
	enum rc rc = RC_OK;

	for (size_t i = 0; i < plan->count && !skip_bad; i++)
		if (plan->rows[i].state == IMPORT_BAD) {
			*err = plan->rows[i].err;
			return err->code;
		}
	if (plan->added + plan->changed == 0)
		return RC_OK;
	rc = app_begin(app, MAY_IMPORT_STUDENTS, "student.import", 0, err,
		       "Imported a class list: %s",
		       app_students(who, sizeof(who),
				    plan->added + plan->changed));
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < plan->count && rc == RC_OK; i++) {
		struct import_row *row = &plan->rows[i];

		if (row->state == IMPORT_NEW)
			rc = add_new(app, row, err);
		else if (row->state == IMPORT_CHANGED)
			rc = student_write(app, &row->student, err);
	}
	return app_end(app, rc, err);
}
