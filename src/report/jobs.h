/* SPDX-License-Identifier: ISC */
/* jobs: tables of applications and loans, for sheets and for the listings of
 * the command line. */
#ifndef REPORT_JOBS_H
#define REPORT_JOBS_H

#include "app/jobs_app.h"
#include "report/report.h"

/* Each begins a section with its table. */
void report_application_rows(struct report *report,
			     const struct application_row *rows, size_t count);
void report_loan_rows(struct report *report, const struct loan_row *rows,
		      size_t count);

#endif
