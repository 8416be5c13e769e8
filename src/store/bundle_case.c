/* SPDX-License-Identifier: ISC */
#include "store/bundle_columns.h"

#include "model/support_record.h"

const struct bundle_column case_study[] = {
	FACT,
	AS("on_date", DATE),
	LINE("title", LINE_SIZE),
	CODE("kind", case_kind),
	RECORDED,
};

const struct bundle_column case_text[] = {
	FACT,
	AS("on_date", DATE),
	AS("case_id", ID),
	TEXT("body", CASE_TEXT_SIZE),
	RECORDED,
};

const struct bundle_column case_stay[] = {
	FACT,
	AS("on_date", DATE),
	AS("case_id", ID),
	CODE("finding", finding),
	LINE("words", LINE_SIZE),
	LINE("because", LINE_SIZE),
	RECORDED,
};

const struct bundle_column case_step[] = {
	FACT,
	AS("on_date", DATE),
	CODE("step", case_step),
	LINE("note", LINE_SIZE),
	AS("case_id", ID),
	AS("text_id", ID),
	RECORDED,
};

const struct bundle_column case_place[] = {
	FACT,
	AS("on_date", DATE),
	CODE("outlet", outlet),
	LINE("place", LINE_SIZE),
	AS("case_id", ID),
	AS("text_id", ID),
	RECORDED,
};

/* The rule of case_may_leave(), which a test compares with this. */
#define LIVE(table) \
	"(SELECT t.* FROM " table " t JOIN case_study s ON s.id = t.case_id" \
	" AND s.student_id = t.student_id WHERE (SELECT c.given" \
	" FROM consent c WHERE c.student_id = t.student_id" \
	" AND c.purpose = 'CASE_STUDY_' || s.kind AND NOT EXISTS" \
	" (SELECT 1 FROM correction x WHERE x.fact_id = c.id" \
	" AND x.student_id = c.student_id)" \
	" ORDER BY c.on_date DESC, c.id DESC LIMIT 1) = 1)"

const char live_case_texts[] = LIVE("case_text");
const char live_case_stays[] = LIVE("case_stay");
