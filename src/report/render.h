/* SPDX-License-Identifier: ISC */
/*
 * render: a report as text, CSV or JSON.
 *
 * Text is 80 columns. As a sheet it has a header and a footer on each page of
 * 60 lines, pages apart by form feeds, "page 2 of 3", table headings repeated;
 * as a listing it is one run of lines. CSV is the main table alone (RFC 4180,
 * formulas neutralised); its first column is what other commands accept. JSON
 * has everything.
 */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include "base/buf.h"
#include "report/report.h"

enum report_format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_COUNT };

extern const char *const report_format_names[FORMAT_COUNT];

/* RC_INVALID lists what there is. */
MUST_USE enum rc report_format_parse(const char *text,
				     enum report_format *format,
				     struct err *err);
/* sheet: pages, for FORMAT_TEXT. Adds to *out. */
void report_render(const struct report *report, enum report_format format,
		   bool sheet, struct buf *out);

#endif
