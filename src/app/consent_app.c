/* SPDX-License-Identifier: ISC */
#include "app/consent_app.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "base/mem.h"
#include "store/fact_store.h"

enum rc
app_consent(struct app *app, const struct id *student_id,
	    enum consent_purpose purpose, civil_date on,
	    enum consent_state *state, struct err *err)
{
	void *rows;
	size_t count;
	enum rc rc = fact_list(app->store, FACT_CONSENT, student_id,
			       KNOWN_NOW, &rows, &count, err);

	*state = CONSENT_NOT_ASKED;
	if (rc == RC_OK)
		*state = consent_state(consent_said(rows, count, purpose,
						    on));
	mem_free(rows);
	return rc;
}

/* ---- who has what ---- */

static bool
is_listed(const struct gate_person *p)
{
	enum enrolment e = p->student->enrolment;

	return p->consent_count > 0 || e == ENROLMENT_ACTIVE ||
	       e == ENROLMENT_ON_BREAK || e == ENROLMENT_GRADUATED;
}

static void
read_row(const struct gate_person *p, civil_date on, struct consent_row *row)
{
	const struct student_row *s = p->student;

	memset(row, 0, sizeof(*row));
	row->id = s->id;
	memcpy(row->reference, s->reference, sizeof(row->reference));
	memcpy(row->name, s->name, sizeof(row->name));
	memcpy(row->latin_name, s->latin_name, sizeof(row->latin_name));
	for (size_t i = 0; i < CONSENT_PURPOSES; i++) {
		const struct consent *said = consent_said(
			p->consents, p->consent_count,
			(enum consent_purpose)i, on);

		row->parts[i].state = consent_state(said);
		row->parts[i].since = DATE_NONE;
		if (said == NULL)
			continue;
		row->parts[i].since = said->fact.on;
		memcpy(row->parts[i].wording, said->wording,
		       sizeof(said->wording));
	}
}

static int
compare(const void *a, const void *b)
{
	const struct consent_row *x = a, *y = b;

	return strcmp(x->reference, y->reference);
}

enum rc
app_consents(struct app *app, struct consent_row **rows, size_t *count,
	     struct err *err)
{
	struct gate gate;
	struct gate_person p;
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = gate_load(app, app_as_at(app), &gate, err);
	if (rc != RC_OK)
		return rc;
	while (gate_next(&gate, &p)) {
		if (!is_listed(&p))
			continue;
		*rows = xgrow(*rows, *count, sizeof(**rows));
		read_row(&p, gate.on, &(*rows)[(*count)++]);
	}
	gate_release(&gate);
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), compare);
	return RC_OK;
}
