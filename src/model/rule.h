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
MUST_USE rule_fn rule_person_name;
/* One line of free text, at most 120 characters. */
MUST_USE rule_fn rule_line;
/* Several lines, at most 2000 characters. */
MUST_USE rule_fn rule_text;
/* Local reference such as ACA-0042: A-Z 0-9 and '-', 3 to 16. Required. */
MUST_USE rule_fn rule_reference;
/* One letter, four digits, two letters: A0000AA (HMPPS). */
MUST_USE rule_fn rule_prison_number;
/* Unique Learner Number: ten digits, the last a check digit: weights 10..2
 * over the first nine, modulo 11 (DC-ILR DerivedData_01Rule). */
MUST_USE rule_fn rule_uln;
/* A date, YYYY-MM-DD. */
MUST_USE rule_fn rule_date;
/* Curriculum code: A-Z 0-9 '-' '.', 1 to 16. Required. */
MUST_USE rule_fn rule_item_code;
/* Title: one line, at most 80 characters. Required. */
MUST_USE rule_fn rule_title;
/* Hours such as 3 or 1.5, 0 to 500, in quarters. */
MUST_USE rule_fn rule_hours;
/* Minutes of such a text; only after rule_hours() has passed it. */
int rule_hours_min(const char *text);
/* Staff user name: a-z 0-9 . - _, 2 to 32, starts with a letter. Required. */
MUST_USE rule_fn rule_user_name;
/* Academy or site code: A-Z 0-9, 2 to 8. Required. */
MUST_USE rule_fn rule_site_code;

#endif
