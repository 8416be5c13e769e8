/* SPDX-License-Identifier: ISC */
/*
 * rule: what one value must be to be accepted. The same function serves the
 * form, the importer, the command line and the property tests. Each knows
 * nothing of screens, says what is wrong and what would be right, and leaves
 * err->where to its caller. Empty text passes unless the rule's name says
 * "required" in its comment: whether a field may be empty is the form's.
 */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include "base/date.h"
#include "base/rc.h"

typedef enum rc rule_fn(const char *text, struct err *err);

/* Any script, no control characters, at most 80 characters. Required. */
MUST_USE enum rc rule_person_name(const char *text, struct err *err);
/* One line of free text, at most 120 characters. */
MUST_USE enum rc rule_line(const char *text, struct err *err);
/* Several lines, at most 2000 characters. */
MUST_USE enum rc rule_text(const char *text, struct err *err);
/* Pages of text, at most 16 kilobytes. */
MUST_USE enum rc rule_document(const char *text, struct err *err);
/* Local reference such as ACA-0042: A-Z 0-9 and '-', 3 to 16. Required. */
MUST_USE enum rc rule_reference(const char *text, struct err *err);
/* One letter, four digits, two letters: A0000AA (HMPPS). */
MUST_USE enum rc rule_prison_number(const char *text, struct err *err);
/* Unique Learner Number: ten digits, the last a check digit: weights 10..2
 * over the first nine, modulo 11 (DC-ILR DerivedData_01Rule). */
MUST_USE enum rc rule_uln(const char *text, struct err *err);
/* A date, YYYY-MM-DD. */
MUST_USE enum rc rule_date(const char *text, struct err *err);
/* Curriculum code: A-Z 0-9 '-' '.', 1 to 16. Required. */
MUST_USE enum rc rule_item_code(const char *text, struct err *err);
/* Title: one line, at most 80 characters. Required. */
MUST_USE enum rc rule_title(const char *text, struct err *err);
/* Hours such as 3 or 1.5, 0 to 500, in quarters. */
MUST_USE enum rc rule_hours(const char *text, struct err *err);
/* Minutes of such a text; only after rule_hours() has passed it. */
int rule_hours_min(const char *text);
/* Staff user name: a-z 0-9 . - _, 2 to 32, starts with a letter. Required. */
MUST_USE enum rc rule_user_name(const char *text, struct err *err);
/* Academy or site code: A-Z 0-9, 2 to 8. Required. */
MUST_USE enum rc rule_site_code(const char *text, struct err *err);

#endif
