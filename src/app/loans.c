/* SPDX-License-Identifier: ISC */
#include "app/jobs_app.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "store/fact_store.h"
#include "store/student_store.h"

static int
compare_rows(const void *a, const void *b)
{
	const struct loan_row *x = a, *y = b;
	const struct fact *f = &x->loan.fact, *g = &y->loan.fact;
	int order = strcmp(x->reference, y->reference);

	if (order == 0)
		order = (f->on > g->on) - (f->on < g->on);
	return order != 0 ? order : f->number - g->number;
}

static void
note_return(struct kit_loan *loan, const struct ending *endings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (id_equal(&endings[i].fact_id, &loan->fact.id) &&
		    endings[i].fact.on == loan->fact.ended_on)
			memcpy(loan->returned, endings[i].note,
			       sizeof(loan->returned));
}

static enum rc
fill_row(struct app *app, struct loan_row *row, struct err *err)
{
	const struct kit_loan *loan = &row->loan;
	civil_date on = app_as_at(app);
	struct student student;
	enum rc rc = student_load(app->store, &loan->fact.student_id,
				  &student, err);

	row->out = fact_runs(&loan->fact, on);
	row->overdue = row->out && loan->due_on != DATE_NONE &&
		       loan->due_on < on;
	if (rc == RC_OK) {
		memcpy(row->reference, student.reference, CODE_SIZE);
		memcpy(row->name, student.name, NAME_SIZE);
		memcpy(row->latin_name, student.latin_name, NAME_SIZE);
		mem_wipe(&student, sizeof(student));
	}
	return rc;
}

enum rc
app_loans(struct app *app, const struct id *student_id,
	  struct loan_row **rows, size_t *count, struct err *err)
{
	void *loans = NULL, *endings = NULL;
	size_t ending_count = 0;
	enum rc rc = app_fact_list(app, FACT_LOAN, student_id, &loans, count,
				   err);

	*rows = NULL;
	if (rc == RC_OK)
		rc = fact_list(app->store, FACT_ENDING, student_id,
			       gate_known_until(app, app_as_at(app)),
			       &endings, &ending_count, err);
	if (rc == RC_OK && *count > 0)
		*rows = xcalloc(*count, sizeof(**rows));
	for (size_t i = 0; i < *count && rc == RC_OK; i++) {
		(*rows)[i].loan = ((struct kit_loan *)loans)[i];
		note_return(&(*rows)[i].loan, endings, ending_count);
		rc = fill_row(app, &(*rows)[i], err);
	}
	if (rc == RC_OK && *count > 0)
		qsort(*rows, *count, sizeof(**rows), compare_rows);
	mem_free(loans);
	mem_free(endings);
	return rc;
}
