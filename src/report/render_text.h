/* SPDX-License-Identifier: ISC */
/* render_text: the text rendering, for render.c. */
#ifndef REPORT_RENDER_TEXT_H
#define REPORT_RENDER_TEXT_H

#include "base/buf.h"
#include "report/report.h"

void render_text(const struct report *report, bool sheet, struct buf *out);

#endif
