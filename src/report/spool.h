/* SPDX-License-Identifier: ISC */
/*
 * spool: text to the printer, through lp(1) of CUPS. The program is run
 * directly, never through a shell; the text goes through a pipe and is in no
 * file of ours.
 */
#ifndef REPORT_SPOOL_H
#define REPORT_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

/* RC_IO with what lp said, or that there is no lp. */
MUST_USE enum rc spool_print(const char *text, size_t size, const char *title,
			     struct err *err);
/* Whether lp is on this machine. */
bool spool_available(void);

#endif
