/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "model/support_record.h"
#include "store/table_rules.h"

#define TERM(table, column, label, set) \
	{ #table, column, label, SHOW_TERM, &term_##set }
#define WORD(column, label, show) { NULL, column, label, SHOW_##show, NULL }
#define ONLY(table, column, label, show) \
	{ #table, column, label, SHOW_##show, NULL }

/* Facts of support_record.h have their own words, in fact_specs. */
static const struct column_word words[] = {
	ONLY(student, "id", "Record", CODE),
	ONLY(student, "handover", "Times handed over", TEXT),
	ONLY(past_entry, "seq", "Entry there", TEXT),
	ONLY(journal, "staff_id", "Who", STAFF),
	ONLY(graduate, "staff_id", "Confirmed by", STAFF),
	ONLY(later_course, "version_id", "Curriculum", VERSION),
	ONLY(attempt, "number", "Try", TEXT),
	ONLY(prison_number, "number", "Prison number", TEXT),
	ONLY(application, "employer_id", "Employer", EMPLOYER),
	ONLY(application, "vacancy_id", "Vacancy", VACANCY),
	ONLY(sheet, "number", "Sheet", TEXT),
	ONLY(sheet, "kind", "Kind", TEXT),
	ONLY(sheet, "medium", "Where to", TEXT),
	ONLY(sheet, "staff_id", "Made by", STAFF),
	ONLY(tally, "help", "Items with help needed", TEXT),
	ONLY(draft, "id", "Form", CODE),
	TERM(enrolment, "value", "In the programme", enrolment),
	TERM(custody, "value", "Where", custody),
	TERM(support, "value", "Support", support),
	TERM(release_date, "kind", "Kind", release_kind),
	TERM(release_date, "confidence", "How certain", confidence),
	TERM(mark, "status", "Status", progress),
	TERM(attempt, "result", "Result", attempt_result),
	TERM(attempt, "medium", "Done on", medium),

	WORD("export", "Stick", EXPORT),
	WORD("id", "Row", CODE),
	WORD("student_id", "Student", NOTHING),
	WORD("subject_id", "Student", NOTHING),
	WORD("on_date", "On", DATE),
	WORD("staff_id", "Recorded by", STAFF),
	WORD("utc_s", "Recorded at", INSTANT),
	WORD("offset_min", "Offset", NOTHING),
	WORD("reason", "Reason", REASON),
	WORD("note", "Note", TEXT),
	WORD("version_id", "Curriculum", VERSION),
	WORD("item_id", "Item", ITEM),
	WORD("owner_id", "Kept by", SITE),
	WORD("site_id", "Place", SITE),
	WORD("reference", "Reference", TEXT),
	WORD("name", "Name", TEXT),
	WORD("preferred_name", "Known as", TEXT),
	WORD("latin_name", "In Latin letters", TEXT),
	WORD("uln", "Unique learner number", TEXT),
	WORD("date_joined", "Joined", DATE),
	WORD("location", "Wing or room", TEXT),
	WORD("languages", "Languages", TEXT),
	WORD("what_helps", "What helps", TEXT),
	WORD("release_on", "Release", DATE),
	WORD("help", "Help needed", FLAG),
	WORD("attempts", "Tries", TEXT),
	WORD("evidence", "Evidence", TEXT),
	WORD("checked_by", "Checked by", TEXT),
	WORD("required", "Required items", TEXT),
	WORD("done", "Of them done", TEXT),
	WORD("submitted", "Waiting to be marked", TEXT),
	WORD("last_on", "Last progress", DATE),
	WORD("as_at", "As at", DATE),
	WORD("body", "Text", TEXT),
	WORD("summary", "What was done", TEXT),
	WORD("by_name", "Who", TEXT),
	WORD("seq", "Entry", TEXT),
	WORD("action", "Action", CODE),
	WORD("undoes", "Takes back entry", NOTHING),
	WORD("final", "Cannot be undone", NOTHING),
	WORD("changeset", "Rows changed", NOTHING),
	WORD("payload_hash", "Hash", NOTHING),
	WORD("previous", "Hash", NOTHING),
	WORD("hash", "Hash", NOTHING),
};

static const enum show show_member[] = {
	[MEMBER_ID] = SHOW_ROW, [MEMBER_ID_OR_NULL] = SHOW_ROW,
	[MEMBER_LINE] = SHOW_TEXT, [MEMBER_TEXT] = SHOW_TEXT,
	[MEMBER_DATE] = SHOW_DATE, [MEMBER_NUMBER] = SHOW_TEXT,
	[MEMBER_FLAG] = SHOW_FLAG, [MEMBER_TERM] = SHOW_TERM,
};

static bool
find_word(const char *table, const char *column, struct column_word *word)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		const char *of = words[i].table;

		if (strcmp(words[i].column, column) == 0 &&
		    (table == NULL ? of == NULL
				   : of != NULL && strcmp(of, table) == 0)) {
			*word = words[i];
			return true;
		}
	}
	return false;
}

static bool
find_member(const char *table, const char *column, struct column_word *word)
{
	for (size_t k = 0; k < FACT_KINDS; k++) {
		const struct fact_spec *spec = &fact_specs[k];

		for (size_t i = 0; i < spec->count; i++) {
			const struct fact_member *m = &spec->members[i];

			if (strcmp(spec->table, table) != 0 ||
			    strcmp(m->id, column) != 0)
				continue;
			*word = (struct column_word){
				spec->table, m->id, m->label,
				show_member[m->kind], m->terms,
			};
			return true;
		}
	}
	return false;
}

bool
column_word(const char *table, const char *column, struct column_word *word)
{
	return find_word(table, column, word) ||
	       find_member(table, column, word) ||
	       find_word(NULL, column, word);
}
