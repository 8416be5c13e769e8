/* SPDX-License-Identifier: ISC */
/*
 * outcomes: what the outcome statement is asked for. The same words serve the
 * command line, the screen and the name of a file:
 *
 *	2026-11-23			the figures of that day
 *	2026-05-01..2026-11-23		two days beside each other
 *	publish				small figures kept back
 *	publish,2026-05-01..2026-11-23	both
 *	academies			at head office, a line for each alone
 */
#ifndef REPORT_OUTCOMES_H
#define REPORT_OUTCOMES_H

#include <stdbool.h>

#include "base/date.h"

struct outcome_options {
	civil_date on;			/* DATE_NONE: the as-at day */
	civil_date before;		/* DATE_NONE: no comparison */
	bool publish, academies;
};
enum { OUTCOME_OPTIONS_SIZE = 48 };

/* text may be NULL or "". */
MUST_USE enum rc outcome_options_parse(const char *text,
				       struct outcome_options *options,
				       struct err *err);
const char *outcome_options_text(const struct outcome_options *options,
				 char text[OUTCOME_OPTIONS_SIZE]);

#endif
