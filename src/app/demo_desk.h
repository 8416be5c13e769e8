/* SPDX-License-Identifier: ISC */
/* demo_desk: the demo academy's case studies, by the rows of
 * data/demo/cases.csv; see demo_gate.h. */
#ifndef APP_DEMO_DESK_H
#define APP_DEMO_DESK_H

#include "app/app.h"
#include "base/csv.h"

/* One row of it, done by whoever is at work; the first administrator is the
 * second person. */
MUST_USE enum rc demo_case(struct app *app, const struct csv_row *row,
			   civil_date today, struct err *err);

#endif
