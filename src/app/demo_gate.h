/* SPDX-License-Identifier: ISC */
/*
 * demo_gate: the demo academy's graduates, who came, learned, left and were
 * helped, as data/demo/graduates.csv and data/demo/gate.csv tell it. Days in
 * both are counted from today, which is 0. What is from before the academy
 * used the program was recorded on its first day.
 */
#ifndef APP_DEMO_GATE_H
#define APP_DEMO_GATE_H

#include "app/app.h"
#include "base/csv.h"

struct demo_gate;

/* *now is moved to the moment of each thing that is recorded; app and now are
 * borrowed. Free it when it failed, too. */
MUST_USE enum rc demo_gate_new(struct app *app, struct instant *now,
			       civil_date today, civil_date first,
			       struct demo_gate **gate, struct err *err);
/* Plays everything up to a day that has not been played. */
MUST_USE enum rc demo_gate_play(struct demo_gate *gate, civil_date until,
				struct err *err);
void demo_gate_free(struct demo_gate *gate);

/* One row of gate.csv: day, reference, what, and "kind=HOUSING | on=-5". */
MUST_USE enum rc demo_event(struct app *app, const struct csv_row *row,
			    civil_date today, struct err *err);

#endif
