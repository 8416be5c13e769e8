/* SPDX-License-Identifier: ISC */
/* bundle_columns: how the columns of bundle_tables.h are written down, and
 * those that have a file of their own. */
#ifndef STORE_BUNDLE_COLUMNS_H
#define STORE_BUNDLE_COLUMNS_H

#include "store/bundle_tables.h"

/* A column as it stands, text of so many bytes, a number within bounds, one of
 * a set of codes, another table's id. */
#define AS(name, kind) { name, CELL_##kind, 0, 0, NULL, NULL, NULL, NULL }
#define LINE(name, size) \
	{ name, CELL_LINE, 0, (size) - 1, NULL, NULL, NULL, NULL }
#define TEXT(name, size) \
	{ name, CELL_TEXT, 0, (size) - 1, NULL, NULL, NULL, NULL }
#define NUMBER(name, least, most) \
	{ name, CELL_INT, least, most, NULL, NULL, NULL, NULL }
#define COUNT(name) NUMBER(name, 0, INT32_MAX)
#define CODE(name, set) \
	{ name, CELL_TERM, 0, 0, &term_##set, NULL, NULL, NULL }
#define CODES(name, set) \
	{ name, CELL_TERMS, 0, 0, &term_##set, NULL, NULL, NULL }
#define REF(name, table) { name, CELL_ID, 0, 0, NULL, #table, NULL, NULL }
#define REF_OR_NULL(name, table) \
	{ name, CELL_ID_OR_NULL, 0, 0, NULL, #table, NULL, NULL }

/* Until the year 9999; at most a day away. */
#define INSTANT \
	NUMBER("utc_s", 0, INT64_C(253402300799)), \
	NUMBER("offset_min", -1440, 1440)
/* Who recorded a fact, and when. */
#define RECORDED \
	REF("staff_id", staff), \
	INSTANT
#define FACT \
	REF("student_id", student), \
	AS("id", ID)

/* ---- what people may ask, in bundle_rights.c ---- */

extern const struct bundle_column retention_review[8], data_request[9],
	erasure[3];

/* ---- case studies, in bundle_case.c ---- */

extern const struct bundle_column case_study[8], case_text[8], case_stay[10],
	case_step[10], case_place[10];
/* Texts that may leave, and words of theirs, in the place of the tables. */
extern const char live_case_texts[], live_case_stays[];

#endif
