/* SPDX-License-Identifier: ISC */
#include "store/bundle_columns.h"

#include "model/employer.h"

#define KIND(k) (1u << BUNDLE_##k)
#define PEOPLE (KIND(RETURN) | KIND(TRANSFER))
#define COURSES (PEOPLE | KIND(CURRICULUM) | KIND(SITE_PACK))
#define COLUMNS(a) (a), ARRAY_SIZE(a)

static const struct bundle_column staff[] = {
	AS("id", ID),
	LINE("name", NAME_SIZE),
};

static const struct bundle_column curriculum_version[] = {
	AS("id", ID),
	LINE("code", CODE_SIZE),
	LINE("title", TITLE_SIZE),
	LINE("version", SHORT_SIZE),
	INSTANT,
};

static const struct bundle_column item[] = {
	AS("id", ID),
	REF("version_id", curriculum_version),
	REF_OR_NULL("parent_id", item),
	COUNT("position"),
	COUNT("depth"),
	CODE("kind", item_kind),
	LINE("code", CODE_SIZE),
	LINE("title", TITLE_SIZE),
	COUNT("hours_min"),
	AS("required", FLAG),
	LINE("prerequisites", LINE_SIZE),
	TEXT("evidence", LINE_SIZE * 2),
};

/* Whoever it is at home is nobody there. */
#define OWNER \
	{ "owner_id", CELL_ID, 0, 0, NULL, NULL, \
	  "coalesce(owner_id, (SELECT id FROM academy))", \
	  "nullif(%s, (SELECT id FROM academy))" }

static const struct bundle_column student[] = {
	AS("id", ID),
	LINE("reference", CODE_SIZE),
	LINE("name", NAME_SIZE),
	LINE("preferred_name", NAME_SIZE),
	LINE("latin_name", NAME_SIZE),
	LINE("uln", CODE_SIZE),
	AS("date_joined", DATE),
	LINE("location", LINE_SIZE),
	LINE("languages", LINE_SIZE),
	TEXT("what_helps", TEXT_SIZE),
	REF_OR_NULL("version_id", curriculum_version),
	OWNER,
	COUNT("handover"),
};

static const struct bundle_column prison_number[] = {
	FACT,
	LINE("number", CODE_SIZE),
	AS("on_date", DATE),
	RECORDED,
};

static const struct bundle_column enrolment[] = {
	FACT,
	CODE("value", enrolment),
	AS("on_date", DATE),
	LINE("reason", CODE_SIZE * 2),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column custody[] = {
	FACT,
	CODE("value", custody),
	AS("on_date", DATE),
	LINE("reason", CODE_SIZE * 2),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column release_date[] = {
	FACT,
	AS("release_on", DATE),
	CODE("kind", release_kind),
	CODE("confidence", confidence),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column mark[] = {
	REF("student_id", student),
	REF("item_id", item),
	CODE("status", progress),
	AS("help", FLAG),
	AS("on_date", DATE),
	COUNT("attempts"),
	LINE("note", LINE_SIZE),
};

static const struct bundle_column attempt[] = {
	FACT,
	REF("item_id", item),
	COUNT("number"),
	AS("on_date", DATE),
	CODE("result", attempt_result),
	CODE("medium", medium),
	LINE("evidence", LINE_SIZE),
	LINE("checked_by", NAME_SIZE),
	RECORDED,
};

static const struct bundle_column graduate[] = {
	REF("student_id", student),
	REF("version_id", curriculum_version),
	AS("on_date", DATE),
	REF("staff_id", staff),
};

static const struct bundle_column later_course[] = {
	FACT,
	AS("on_date", DATE),
	LINE("title", LINE_SIZE),
	REF_OR_NULL("version_id", curriculum_version),
	LINE("note", LINE_SIZE),
	RECORDED,
};

/* ---- through the gate ---- */

static const struct bundle_column support[] = {
	FACT,
	CODE("value", support),
	AS("on_date", DATE),
	LINE("reason", CODE_SIZE * 2),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column support_plan[] = {
	FACT,
	AS("on_date", DATE),
	CODE("readiness", readiness),
	TEXT("needs", TEXT_SIZE),
	RECORDED,
};

static const struct bundle_column plan_check[] = {
	FACT,
	AS("on_date", DATE),
	CODE("item", check_item),
	CODE("state", check_state),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column pathway[] = {
	FACT,
	AS("on_date", DATE),
	CODE("pathway", pathway),
	CODE("state", need),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column plan_action[] = {
	FACT,
	AS("on_date", DATE),
	LINE("what", LINE_SIZE),
	LINE("owner", NAME_SIZE),
	AS("due_on", DATE),
	RECORDED,
};

static const struct bundle_column professional[] = {
	FACT,
	AS("on_date", DATE),
	LINE("role", LINE_SIZE),
	LINE("organisation", LINE_SIZE),
	LINE("name", NAME_SIZE),
	RECORDED,
};

static const struct bundle_column deferral[] = {
	FACT,
	AS("on_date", DATE),
	CODE("kind", deferral),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column destination[] = {
	FACT,
	AS("on_date", DATE),
	CODE("kind", destination),
	AS("main", FLAG),
	LINE("employer", LINE_SIZE),
	LINE("role", LINE_SIZE),
	CODE("level", level),
	CODE("sector", sector),
	CODE("field", field),
	CODE("contract", contract),
	CODE("hours", hours),
	COUNT("salary_gbp"),
	AS("brokered", FLAG),
	AS("agreed_inside", FLAG),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column mentor_match[] = {
	FACT,
	AS("on_date", DATE),
	LINE("mentor", NAME_SIZE),
	LINE("organisation", LINE_SIZE),
	LINE("aim", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column mentor_meeting[] = {
	FACT,
	AS("on_date", DATE),
	AS("match_id", ID),
	COUNT("minutes"),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column contact[] = {
	FACT,
	AS("on_date", DATE),
	AS("release_id", ID_OR_NULL),
	CODE("point", followup_point),
	CODE("result", contact_result),
	AS("inbound", FLAG),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column consent[] = {
	FACT,
	AS("on_date", DATE),
	CODE("purpose", consent),
	AS("given", FLAG),
	LINE("wording", SHORT_SIZE),
	RECORDED,
};

static const struct bundle_column review[] = {
	FACT,
	AS("on_date", DATE),
	AS("fact_id", ID),
	CODE("verified", verified),
	AS("next_on", DATE),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column ending[] = {
	FACT,
	AS("on_date", DATE),
	AS("fact_id", ID),
	CODE("outcome", ending),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column correction[] = {
	FACT,
	AS("on_date", DATE),
	AS("fact_id", ID),
	AS("replaced_by", ID_OR_NULL),
	LINE("reason", LINE_SIZE),
	RECORDED,
};

/* ---- employers ---- */

static const struct bundle_column employer[] = {
	AS("id", ID),
	OWNER,
	LINE("name", NAME_SIZE),
	CODE("sector", sector),
	CODE("tier", tier),
	LINE("place", LINE_SIZE),
	LINE("contact", NAME_SIZE),
	LINE("contact_how", LINE_SIZE),
	CODES("exclusions", exclusion),
	AS("since", DATE),
	AS("ended_on", DATE),
	LINE("note", LINE_SIZE),
};

static const struct bundle_column vacancy[] = {
	AS("id", ID),
	REF("employer_id", employer),
	LINE("title", NAME_SIZE),
	CODE("level", level),
	CODE("field", field),
	CODE("contract", contract),
	CODE("base", base),
	CODE("hours", hours),
	COUNT("salary_from_gbp"),
	COUNT("salary_to_gbp"),
	COUNT("places"),
	AS("opens_on", DATE),
	AS("closes_on", DATE),
	AS("closed_on", DATE),
	LINE("note", LINE_SIZE),
};

static const struct bundle_column application[] = {
	FACT,
	AS("on_date", DATE),
	LINE("title", NAME_SIZE),
	REF("employer_id", employer),
	REF_OR_NULL("vacancy_id", vacancy),
	AS("brokered", FLAG),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column application_step[] = {
	FACT,
	AS("on_date", DATE),
	CODE("step", step),
	AS("next_on", DATE),
	LINE("note", LINE_SIZE),
	AS("application_id", ID),
	AS("made_id", ID_OR_NULL),
	RECORDED,
};

static const struct bundle_column kit_loan[] = {
	FACT,
	AS("on_date", DATE),
	LINE("item", NAME_SIZE),
	LINE("tag", SHORT_SIZE),
	AS("due_on", DATE),
	LINE("condition", LINE_SIZE),
	LINE("note", LINE_SIZE),
	RECORDED,
};

static const struct bundle_column past_entry[] = {
	REF("student_id", student),
	AS("site_id", ID),
	NUMBER("seq", 1, INT64_MAX),
	INSTANT,
	LINE("by_name", NAME_SIZE),
	LINE("summary", LINE_SIZE),
};

static const struct bundle_column site[] = {
	AS("id", ID),
	LINE("code", CODE_SIZE),
	LINE("name", NAME_SIZE),
	CODE("kind", site_kind),
	CODE("state", site_state),
	LINE("age_recipient", RECIPIENT_SIZE),
	LINE("sign_key", SIGN_KEY_SIZE),
};

/* In a payload, rows lie in order of their student. */
#define OF_STUDENT(table, noun, key, here) \
	{ #table, noun, SCOPE_STUDENT, "student_id", key, here, \
	  COLUMNS(table), PEOPLE, NULL, NULL, NULL, NULL }
#define FACT_OF_STUDENT(table, noun) \
	OF_STUDENT(table, noun, "student_id, id", "id")

/* The same, where head office adds rows of its own that stay there. */
#define HQ_ADDS \
	"staff_id IN (SELECT id FROM staff WHERE site_id IS NULL)" \
	" AND (SELECT kind FROM academy)='HEAD_OFFICE'"
#define FACT_ALSO_OF_HQ(table, noun) \
	{ #table, noun, SCOPE_STUDENT, "student_id", "student_id, id", "id", \
	  COLUMNS(table), PEOPLE, NULL, NULL, NULL, HQ_ADDS }

/* Our own journal's lines about a student, and those that came with it. */
#define HISTORY \
	"(SELECT js.subject_id AS student_id, a.id AS site_id, j.seq AS seq," \
	" j.utc_s AS utc_s, j.offset_min AS offset_min," \
	" coalesce(f.name, '') AS by_name, j.summary AS summary" \
	" FROM journal_subject js JOIN journal j ON j.seq = js.seq" \
	" JOIN academy a LEFT JOIN staff f ON f.id = j.staff_id" \
	" UNION ALL SELECT p.student_id, p.site_id, p.seq, p.utc_s," \
	" p.offset_min, p.by_name, p.summary FROM past_entry p" \
	" WHERE p.site_id <> (SELECT id FROM academy))"

const struct bundle_table bundle_tables[] = {
	{ "staff", "member of staff", SCOPE_STAFF, "id", "id", "id",
	  COLUMNS(staff), PEOPLE, NULL, "user_name role active slot_id site_id",
	  "Only who recorded a fact is named; keys and roles stay.", NULL },
	{ "curriculum_version", "curriculum version", SCOPE_VERSION, "id",
	  "id", "id", COLUMNS(curriculum_version), COURSES, NULL, NULL, NULL,
	  NULL },
	{ "item", "item", SCOPE_ITEM, "version_id", "id", "id",
	  COLUMNS(item), COURSES, NULL, NULL, NULL, NULL },
	{ "employer", "employer", SCOPE_EMPLOYER, "id", "id", "id",
	  COLUMNS(employer), PEOPLE, NULL, NULL, NULL, NULL },
	{ "vacancy", "vacancy", SCOPE_EMPLOYER, "employer_id", "id", "id",
	  COLUMNS(vacancy), PEOPLE, NULL, NULL, NULL, NULL },
	{ "student", "student", SCOPE_STUDENT, "id", "id", "id",
	  COLUMNS(student), PEOPLE, NULL, NULL, NULL, NULL },
	FACT_OF_STUDENT(prison_number, "prison number"),
	FACT_OF_STUDENT(enrolment, "enrolment"),
	FACT_OF_STUDENT(custody, "move"),
	FACT_OF_STUDENT(release_date, "release date"),
	OF_STUDENT(mark, "mark", "student_id, item_id",
		   "student_id, item_id"),
	FACT_OF_STUDENT(attempt, "attempt"),
	OF_STUDENT(graduate, "graduation", "student_id", "student_id"),
	FACT_OF_STUDENT(later_course, "later course"),
	FACT_OF_STUDENT(support, "support stage"),
	FACT_OF_STUDENT(support_plan, "plan"),
	FACT_OF_STUDENT(plan_check, "checklist line"),
	FACT_OF_STUDENT(pathway, "pathway"),
	FACT_OF_STUDENT(plan_action, "action"),
	FACT_OF_STUDENT(professional, "professional"),
	FACT_OF_STUDENT(deferral, "deferral"),
	FACT_OF_STUDENT(destination, "destination"),
	FACT_OF_STUDENT(mentor_match, "mentor"),
	FACT_OF_STUDENT(mentor_meeting, "meeting"),
	FACT_OF_STUDENT(contact, "contact"),
	FACT_OF_STUDENT(consent, "consent"),
	FACT_OF_STUDENT(application, "application"),
	FACT_OF_STUDENT(application_step, "application step"),
	FACT_OF_STUDENT(kit_loan, "kit loan"),
	FACT_OF_STUDENT(review, "review"),
	FACT_OF_STUDENT(case_study, "case study"),
	{ "case_text", "case text", SCOPE_STUDENT, "student_id",
	  "student_id, id", "id", COLUMNS(case_text), PEOPLE, live_case_texts,
	  NULL, NULL, NULL },
	{ "case_stay", "settled detail", SCOPE_STUDENT, "student_id",
	  "student_id, id", "id", COLUMNS(case_stay), PEOPLE, live_case_stays,
	  NULL, NULL, NULL },
	FACT_OF_STUDENT(case_step, "case step"),
	FACT_ALSO_OF_HQ(case_place, "publication"),
	FACT_ALSO_OF_HQ(ending, "ending"),
	FACT_OF_STUDENT(correction, "correction"),
	FACT_OF_STUDENT(retention_review, "retention review"),
	FACT_OF_STUDENT(data_request, "data request"),
	{ "past_entry", "history line", SCOPE_STUDENT, "student_id",
	  "student_id, site_id, seq", "student_id, site_id, seq",
	  COLUMNS(past_entry), KIND(TRANSFER),
	  HISTORY, NULL, NULL, NULL },
	{ "erasure", "erasure", SCOPE_ERASURE, "mark", "mark", "mark",
	  COLUMNS(erasure), KIND(RETURN) | KIND(SITE_PACK), NULL,
	  "site_id staff_id utc_s offset_min",
	  "Who erased a record is known where it was erased.", NULL },
	{ "site", "place", SCOPE_PLACE, "id", "id", "id", COLUMNS(site),
	  KIND(SITE_PACK), NULL, "on_date staff_id utc_s offset_min",
	  "When and by whom a place was trusted is each academy's own.",
	  NULL },
};
const size_t bundle_table_count = ARRAY_SIZE(bundle_tables);
