/* SPDX-License-Identifier: ISC */
/* demo_event: one row of data/demo/gate.csv as it is played, for the files that
 * play them. Days in it are counted from today. */
#ifndef APP_DEMO_EVENT_H
#define APP_DEMO_EVENT_H

#include "app/app.h"
#include "model/support_record.h"

enum { DEMO_PAIRS = 16 };

struct demo_event {
	struct app *app;
	civil_date today;
	const char *what;
	struct student who;		/* nobody, of employers */
	civil_date on;
	struct demo_pair {
		char name[SHORT_SIZE];
		char value[LINE_SIZE];
	} pairs[DEMO_PAIRS];
	size_t count;
};

/* "" when it is not there. */
const char *demo_value(const struct demo_event *e, const char *name);
/* The member of that name; *found says whether there is one. */
MUST_USE enum rc demo_set_member(const struct demo_event *e,
				 const struct fact_member *members,
				 size_t count, void *row,
				 const struct demo_pair *pair, bool *found,
				 struct err *err);

/* EMPLOYER, VACANCY, APPLICATION, STEP: demo_jobs.c. */
MUST_USE enum rc demo_employer(struct demo_event *e, struct err *err);
MUST_USE enum rc demo_vacancy(struct demo_event *e, struct err *err);
MUST_USE enum rc demo_application(struct demo_event *e, struct err *err);
MUST_USE enum rc demo_step(struct demo_event *e, struct err *err);

#endif
