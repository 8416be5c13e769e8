/* SPDX-License-Identifier: ISC */
#include "store/table_rules.h"

#include "base/rc.h"

const struct table_rule table_rules[] = {
	{ "academy", "Not about a person.", "Kept." },
	{ "setting", "Not about a person.", "Kept." },
	{ "staff", "To the member of staff: their own row, without the slot.",
	  "Kept while the journal names them; then the name is blanked." },
	{ "curriculum_version", "Not about a person.", "Kept." },
	{ "item", "Not about a person.", "Kept." },
	{ "student", "The whole row.", "Deleted." },
	{ "prison_number", "All rows of the student.", "Deleted." },
	{ "enrolment", "All rows of the student, with reasons.", "Deleted." },
	{ "custody", "All rows of the student, with reasons.", "Deleted." },
	{ "release_date", "All rows of the student.", "Deleted." },
	{ "mark", "All rows of the student, with notes.", "Deleted." },
	{ "attempt", "All rows of the student.", "Deleted." },
	{ "graduate", "The row of the student.", "Deleted." },
	{ "tally", "Counted from mark; adds nothing.", "Deleted." },
	{ "sheet", "The rows about the student: what was printed, when.",
	  "The subject is blanked; the number stays." },
	{ "draft", "Unsaved text about the student, if any.", "Deleted." },
	{ "journal", "Entries whose subject is the student, in words.",
	  "Summary and changeset are emptied; the hashes stay, so that the "
	  "chain still verifies." },
	{ "journal_subject", "With journal.", "Deleted." },
	{ "site", "Not about a student.", "Kept." },
	{ "export", "That the record left, when and for whom.",
	  "Kept: it names nobody." },
	{ "import", "That the record came in, when and from whom.",
	  "Kept: it names nobody." },
	{ "past_entry", "All rows of the student.", "Deleted." },
	{ "support", "All rows of the student, with reasons.", "Deleted." },
	{ "support_plan", "All rows of the student, with needs.", "Deleted." },
	{ "plan_check", "All rows of the student, with notes.", "Deleted." },
	{ "pathway", "All rows of the student, with notes.", "Deleted." },
	{ "plan_action", "All rows of the student; who does it is named.",
	  "Deleted." },
	{ "professional", "All rows of the student; the name of the "
	  "professional only with their leave.", "Deleted." },
	{ "deferral", "All rows of the student, with reasons.", "Deleted." },
	{ "destination", "All rows of the student, employer and pay included.",
	  "Deleted." },
	{ "mentor_match", "All rows of the student; the name of the mentor "
	  "only with their leave.", "Deleted." },
	{ "mentor_meeting", "All rows of the student, with notes.",
	  "Deleted." },
	{ "contact", "All rows of the student, with notes.", "Deleted." },
	{ "consent", "All rows of the student.", "Deleted." },
	{ "employer", "Not about a student; to the contact person, their name "
	  "and how to reach them.", "Kept; the contact person is taken out "
	  "when they ask." },
	{ "vacancy", "Not about a person.", "Kept." },
	{ "application", "All rows of the student, with notes.", "Deleted." },
	{ "application_step", "All rows of the student, with notes.",
	  "Deleted." },
	{ "kit_loan", "All rows of the student, with notes.", "Deleted." },
	{ "review", "All rows of the student, with notes.", "Deleted." },
	{ "ending", "All rows of the student, with notes.", "Deleted." },
	{ "correction", "All rows of the student, with reasons.", "Deleted." },
};
const size_t table_rule_count = ARRAY_SIZE(table_rules);
