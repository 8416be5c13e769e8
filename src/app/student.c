/* SPDX-License-Identifier: ISC */
#include "app/student_app.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/look_back.h"
#include "app/student_private.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/curriculum_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"

enum rc
app_student_list(struct app *app, struct student_row **rows, size_t *count,
		 struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = student_rows(app->store, app_as_at(app), rows, count,
				  err);
	if (rc == RC_OK)
		rc = look_back_all(app, *rows, count, err);
	if (rc != RC_OK) {
		mem_free(*rows);
		*rows = NULL;
		*count = 0;
	}
	return rc;
}

enum rc
app_student_count(struct app *app, size_t *count, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*count = 0;
	return rc == RC_OK ? student_count(app->store, count, err) : rc;
}

enum rc
app_student_find(struct app *app, const char *ref, struct student *student,
		 struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = student_by_reference(app->store, ref, student, err);
	if (rc == RC_NOT_FOUND)
		return err_set(err, RC_NOT_FOUND, "ref",
			       "There is no student %.20s. \"student list\" "
			       "shows the references.", ref);
	return rc;
}

enum rc
app_student_load(struct app *app, const struct id *id,
		 struct student *student, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	return rc == RC_OK ? student_load(app->store, id, student, err) : rc;
}

enum rc
app_student_row(struct app *app, const struct id *id,
		struct student_row *row, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc == RC_OK)
		rc = student_row_load(app->store, id, app_as_at(app), row,
				      err);
	return rc == RC_OK ? look_back(app, row, err) : rc;
}

enum rc
app_student_blank(struct app *app, struct student *student, struct err *err)
{
	struct curriculum_version newest;
	int64_t number;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	memset(student, 0, sizeof(*student));
	if (rc == RC_OK)
		rc = student_next_number(app->store, app->academy.code,
					 &number, err);
	if (rc != RC_OK)
		return rc;
	snprintf(student->reference, sizeof(student->reference),
		 "%.8s-%04" PRId64, app->academy.code, number % 10000000);
	date_format(app_today(app), student->date_joined);
	if (app_curriculum_find(app, "", &newest, NULL) == RC_OK)
		student->version_id = newest.id;
	return RC_OK;
}

/* ---- checking ---- */

static enum rc
rule_import_reference(const char *text, struct err *err)
{
	return text[0] == '\0' ? RC_OK : rule_reference(text, err);
}

static enum rc
rule_latin_name(const char *text, struct err *err)
{
	return rule_line(text, err);
}

#define COLUMN(member) \
	offsetof(struct student, member), \
	sizeof(((struct student *)0)->member)

const struct import_column import_columns[] = {
	{ "reference", "Reference", COLUMN(reference), rule_import_reference,
	  false, "ref|local reference|student id" },
	{ "name", "Name", COLUMN(name), rule_person_name, true,
	  "full name|student|student name" },
	{ "preferred_name", "Preferred name", COLUMN(preferred_name),
	  rule_line, false, "preferred|known as" },
	{ "latin_name", "Latin spelling", COLUMN(latin_name), rule_latin_name,
	  false, "latin|romanised name" },
	{ "prison_number", "Prison number", COLUMN(prison_number),
	  rule_prison_number, false, "noms|noms number|prisoner number" },
	{ "uln", "ULN", COLUMN(uln), rule_uln, false,
	  "unique learner number" },
	{ "date_joined", "Joined", COLUMN(date_joined), rule_date, false,
	  "joined|start date|date started" },
	{ "wing", "Wing or room", COLUMN(location), rule_line, false,
	  "location|room|cell" },
	{ "languages", "Languages", COLUMN(languages), rule_line, false,
	  "language" },
	{ "what_helps", "What helps", COLUMN(what_helps), rule_text, false,
	  "what helps this student|support|notes" },
};
const size_t import_column_count = ARRAY_SIZE(import_columns);

enum rc
student_check(const struct student *student, struct err *err)
{
	for (size_t i = 0; i < import_column_count; i++) {
		const struct import_column *c = &import_columns[i];

		if (c->check((const char *)student + c->offset, err) != RC_OK)
			return err_where(err, c->id);
	}
	return RC_OK;
}

static void
upper(char *text)
{
	for (; *text != '\0'; text++)
		*text = (char)toupper((unsigned char)*text);
}

static enum rc
check_reference_is_free(struct app *app, const struct student *student,
			struct err *err)
{
	struct student other;
	enum rc rc = student_by_reference(app->store, student->reference,
					  &other, err);

	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc == RC_OK && !id_equal(&other.id, &student->id))
		return err_set(err, RC_INVALID, "reference",
			       "%s is the reference of another student; "
			       "choose one that is free.",
			       student->reference);
	return rc;
}

/* ---- saving ---- */

static enum rc
add_first_facts(struct app *app, const struct student *s, struct err *err)
{
	struct axis_change change = { .student_id = s->id };
	enum rc rc;

	if (date_parse(s->date_joined, &change.on, NULL) != RC_OK)
		change.on = app_today(app);
	change.value = ENROLMENT_ACTIVE;
	rc = axis_add(app->store, AXIS_ENROLMENT, &change, &app->me.id, err);
	change.value = CUSTODY_IN_THIS_PRISON;
	if (rc == RC_OK)
		rc = axis_add(app->store, AXIS_CUSTODY, &change, &app->me.id,
			      err);
	return rc;
}

static enum rc
add_number(struct app *app, const struct student *s, const char *before,
	   struct err *err)
{
	struct prison_number number = { .student_id = s->id,
					.from = app_today(app) };

	if (s->prison_number[0] == '\0' ||
	    strcmp(s->prison_number, before) == 0)
		return RC_OK;
	snprintf(number.number, sizeof(number.number), "%s",
		 s->prison_number);
	return prison_number_add(app->store, &number, &app->me.id, err);
}

enum rc
student_write(struct app *app, struct student *s, struct err *err)
{
	struct student before = { .prison_number = "" };
	bool is_new = id_is_zero(&s->id);
	enum rc rc = RC_OK;

	if (is_new)
		s->id = store_new_id(app->store);
	else
		rc = student_load(app->store, &s->id, &before, err);
	if (rc == RC_OK)
		rc = student_put(app->store, s, err);
	if (rc == RC_OK && is_new)
		rc = add_first_facts(app, s, err);
	if (rc == RC_OK)
		rc = add_number(app, s, before.prison_number, err);
	if (rc == RC_OK)
		rc = tally_count(app->store, &s->id, err);
	if (rc != RC_OK && is_new)
		memset(&s->id, 0, sizeof(s->id));
	mem_wipe(&before, sizeof(before));
	return rc;
}

enum rc
app_student_save(struct app *app, struct student *student, struct err *err)
{
	bool is_new = id_is_zero(&student->id);
	enum rc rc = app_may_change_student(app, MAY_EDIT_STUDENTS,
					    &student->id, err);

	upper(student->reference);
	upper(student->prison_number);
	if (rc == RC_OK)
		rc = rule_reference(student->reference, err) == RC_OK
			     ? student_check(student, err)
			     : err_where(err, "reference");
	if (rc == RC_OK)
		rc = check_reference_is_free(app, student, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_EDIT_STUDENTS,
			       is_new ? "student.add" : "student.change", 0,
			       err, "%s %s, %s", is_new ? "Added" : "Changed",
			       student->reference, student->name);
	if (rc != RC_OK)
		return rc;
	rc = app_end(app, student_write(app, student, err), err);
	if (rc != RC_OK && is_new)
		memset(&student->id, 0, sizeof(student->id));
	return rc;
}

enum rc
app_prison_numbers(struct app *app, const struct id *id,
		   struct prison_number **rows, size_t *count,
		   struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	return rc == RC_OK ? prison_number_list(app->store, id, rows, count,
						err)
			   : rc;
}
