/* SPDX-License-Identifier: ISC */
/*
 * spool: text to the printer, through lp(1) of CUPS. The program is run
 * directly, never through a shell and never by searching PATH; the text goes
 * through a pipe and is in no file of ours.
 */
#ifndef REPORT_SPOOL_H
#define REPORT_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

/* RC_IO with what lp said, or that there is no lp. */
MUST_USE enum rc spool_print(const char *text, size_t size, const char *title,
			     struct err *err);
/* The same through the program at path lp. */
MUST_USE enum rc spool_print_by(const char *lp, const char *text, size_t size,
				const char *title, struct err *err);
/* Whether lp is on this machine. */
bool spool_available(void);

/* The name of the printer that sheets go to; "" when none is set up. */
void spool_printer(char *name, size_t size);
/* The same, from the program at path lpstat. */
void spool_printer_by(const char *lpstat, char *name, size_t size);

#endif
