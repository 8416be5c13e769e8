/* SPDX-License-Identifier: ISC */
#include "app/student_app.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
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
	const struct import_column *missing = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(plan->map); i++)
		plan->map[i] = -1;
	for (size_t i = 0; i < import_column_count; i++) {
		const struct import_column *c = &import_columns[i];

		plan->map[i] = map != NULL ? map[i]
					   : find_column(&csv->rows[0], c);
		if (plan->map[i] < 0 && c->required && missing == NULL)
			missing = c;
	}
	if (missing == NULL)
		return RC_OK;
	err_set(err, RC_INVALID, missing->id,
		"The file has no column \"%s\". Its first line must name the "
		"columns.", missing->label);
	return err_at(err, 1, 1);
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

/* Names the place of an error just set. */
static enum rc
at_column(const struct import_plan *plan, size_t column,
	  const struct csv_row *row, struct err *err)
{
	size_t at = (size_t)plan->map[column];

	err_where(err, import_columns[column].id);
	if (plan->map[column] >= 0 && at < row->count)
		return err_at(err, row->cells[at].line,
			      row->cells[at].column);
	return err_at(err, row->line, 1);
}

static enum rc
read_cell(const struct import_plan *plan, size_t column,
	  const struct csv_row *row, struct student *student, struct err *err)
{
	const struct import_column *c = &import_columns[column];
	char *field = (char *)student + c->offset;
	char *text = xstrdup(csv_text(row, (size_t)plan->map[column]));
	enum rc rc = RC_OK;

	trim(text);
	if (strlen(text) >= c->size)
		rc = err_set(err, RC_INVALID, c->id, "This is too long: at "
			     "most %zu letters.", (c->size - 1) / 4);
	else
		memcpy(field, text, strlen(text) + 1);
	mem_free(text);
	if (strcmp(c->id, "reference") == 0 ||
	    strcmp(c->id, "prison_number") == 0)
		for (char *p = field; *p != '\0'; p++)
			*p = (char)toupper((unsigned char)*p);
	if (rc == RC_OK && c->check(field, err) == RC_OK)
		return RC_OK;
	return at_column(plan, column, row, err);
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

static size_t
column_of(const char *id)
{
	size_t i = 0;

	while (strcmp(import_columns[i].id, id) != 0)
		i++;
	return i;
}

/* Nobody may be in the file twice, by whatever tells them apart. */
static enum rc
is_repeated(const struct import_plan *plan, const struct csv_row *line,
	    const struct import_row *row, struct err *err)
{
	static const char *const keys[] = { "reference", "prison_number",
					    "uln" };

	for (size_t k = 0; k < ARRAY_SIZE(keys); k++) {
		size_t column = column_of(keys[k]);
		size_t offset = import_columns[column].offset;
		const char *text = (const char *)&row->student + offset;

		for (size_t i = 0; i < plan->count && text[0] != '\0'; i++) {
			const char *other = (const char *)
				&plan->rows[i].student + offset;

			if (strcmp(other, text) != 0)
				continue;
			err_set(err, RC_INVALID, NULL, "%s %s is on line %u "
				"too; each student may be in the file once.",
				import_columns[column].label, text,
				plan->rows[i].line);
			return at_column(plan, column, line, err);
		}
	}
	return RC_OK;
}

/* RC_NOT_FOUND: the line is about somebody new. */
static enum rc
find_known(struct app *app, const struct student *s, struct student *known,
	   struct err *err)
{
	enum rc rc = RC_NOT_FOUND;

	if (s->reference[0] != '\0')
		rc = student_by_reference(app->store, s->reference, known,
					  err);
	if (rc == RC_NOT_FOUND && s->prison_number[0] != '\0')
		rc = student_by_number(app->store, s->prison_number, "",
				       known, err);
	if (rc == RC_NOT_FOUND && s->uln[0] != '\0')
		rc = student_by_number(app->store, "", s->uln, known, err);
	return rc;
}

static enum rc
has_other_reference(const struct import_plan *plan,
		    const struct csv_row *line, const struct student *s,
		    const struct student *known, struct err *err)
{
	if (s->reference[0] == '\0' ||
	    strcmp(s->reference, known->reference) == 0)
		return RC_OK;
	err_set(err, RC_INVALID, NULL, "The student with this prison number "
		"or ULN is %s here, not %s. Correct one of them.",
		known->reference, s->reference);
	return at_column(plan, column_of("reference"), line, err);
}

static enum rc
compare_with_record(struct app *app, const struct import_plan *plan,
		    const struct csv_row *line, struct import_row *row,
		    struct err *err)
{
	struct student known, merged;
	enum rc rc = find_known(app, &row->student, &known, err);

	row->state = IMPORT_NEW;
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	merged = known;
	merge(plan, &row->student, &merged);
	for (size_t i = 0; i < import_column_count; i++)
		if (strcmp((const char *)&known + import_columns[i].offset,
			   (const char *)&merged +
				   import_columns[i].offset) != 0)
			row->changed |= 1u << i;
	row->state = row->changed != 0 ? IMPORT_CHANGED : IMPORT_SAME;
	if (row->changed != 0 &&
	    app_is_ours(app, &known.id, &row->err) != RC_OK)
		at_column(plan, column_of("reference"), line, &row->err);
	else if (has_other_reference(plan, line, &row->student, &known,
				&row->err) == RC_OK)
		row->student = merged;
	mem_wipe(&known, sizeof(known));
	mem_wipe(&merged, sizeof(merged));
	return RC_OK;
}

static enum rc
read_row(struct app *app, const struct csv_row *line, struct import_plan *plan,
	 struct import_row *row, struct err *err)
{
	enum rc rc = RC_OK;

	memset(row, 0, sizeof(*row));
	row->line = line->line;
	/* The rest of a bad line is read too: it shows whose line it is. */
	for (size_t i = 0; i < import_column_count; i++) {
		struct err fault = { .code = RC_OK };

		if (plan->map[i] >= 0 &&
		    read_cell(plan, i, line, &row->student, &fault) != RC_OK &&
		    row->err.code == RC_OK)
			row->err = fault;
	}
	if (row->err.code == RC_OK)
		rc = compare_with_record(app, plan, line, row, err);
	if (rc == RC_OK && row->err.code == RC_OK &&
	    is_repeated(plan, line, row, &row->err) != RC_OK)
		row->state = IMPORT_BAD;
	if (row->err.code != RC_OK)
		row->state = IMPORT_BAD;
	return rc;
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
	if (rc == RC_OK)
		rc = app_is_ours(app, NULL, err);
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
		if (plan->count == IMPORT_MAX_ROWS)
			return err_set(err, RC_INVALID, NULL,
				       "The file has more than %d students; "
				       "split it, and read each part.",
				       IMPORT_MAX_ROWS);
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

/* ABC-0042 becomes ABC-0043: asking anew for each of many would be slow. */
static void
count_up(struct student *blank)
{
	char *digits = strrchr(blank->reference, '-') + 1;
	size_t room = sizeof(blank->reference) -
		      (size_t)(digits - blank->reference);

	snprintf(digits, room, "%04lld", strtoll(digits, NULL, 10) + 1);
}

static enum rc
add_new(struct app *app, struct student *blank, struct import_row *row,
	struct err *err)
{
	row->student.version_id = blank->version_id;
	if (row->student.date_joined[0] == '\0')
		memcpy(row->student.date_joined, blank->date_joined,
		       sizeof(blank->date_joined));
	if (row->student.reference[0] == '\0') {
		memcpy(row->student.reference, blank->reference,
		       sizeof(blank->reference));
		count_up(blank);
	}
	return student_write(app, &row->student, err);
}

/* It may have gone to another place since the plan was made. */
static enum rc
change_known(struct app *app, struct import_row *row, struct err *err)
{
	enum rc rc = app_is_ours(app, &row->student.id, err);

	return rc == RC_OK ? student_write(app, &row->student, err) : rc;
}

static enum rc
write_rows(struct app *app, struct import_plan *plan, bool with_reference,
	   struct err *err)
{
	struct student blank;
	enum rc rc = app_student_blank(app, &blank, err);

	for (size_t i = 0; i < plan->count && rc == RC_OK; i++) {
		struct import_row *row = &plan->rows[i];

		if ((row->student.reference[0] != '\0') != with_reference)
			continue;
		if (row->state == IMPORT_NEW)
			rc = add_new(app, &blank, row, err);
		else if (row->state == IMPORT_CHANGED)
			rc = change_known(app, row, err);
	}
	return rc;
}

/* Nobody was added after all: the plan can be applied again. */
static void
forget_ids(struct import_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->rows[i].state == IMPORT_NEW)
			memset(&plan->rows[i].student.id, 0,
			       sizeof(struct id));
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
	/* Those without a reference get one that no line of the file has. */
	rc = write_rows(app, plan, true, err);
	if (rc == RC_OK)
		rc = write_rows(app, plan, false, err);
	rc = app_end(app, rc, err);
	if (rc != RC_OK)
		forget_ids(plan);
	return rc;
}
