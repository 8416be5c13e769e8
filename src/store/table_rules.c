/* SPDX-License-Identifier: ISC */
#include "store/table_rules.h"

#include "base/rc.h"

#define RULE(table, heading, owner, where, others, erasing, blanked, why) \
	{ #table, heading, owner, where, others, erasing, blanked, why }
/* Rows with a student_id; `others` names columns, space-separated. */
#define STUDENT(table, heading) STUDENT_AND(table, heading, NULL)
#define STUDENT_AND(table, heading, others) \
	RULE(table, heading, OF_STUDENT, "student_id=?1", others, ERASE_ROWS, \
	     NULL, NULL)
/* Rows whose column is the id of a row of another table, which has one. */
#define THROUGH(table, heading, column, other) \
	RULE(table, heading, OF_STUDENT, column " IN (SELECT id FROM " \
	     #other " WHERE student_id=?1)", NULL, ERASE_ROWS, NULL, NULL)
#define NOBODY(table, why) \
	RULE(table, NULL, OF_NOBODY, NULL, NULL, ERASE_NOTHING, NULL, why)

const struct table_rule table_rules[] = {
	NOBODY(academy, "The place itself."),
	NOBODY(setting, "How the program behaves here; how many references "
	       "were given out."),
	RULE(staff, NULL, OF_STAFF, NULL, NULL, ERASE_NOTHING, NULL,
	     "Who recorded what: kept while the history names them."),
	NOBODY(curriculum_version, "What is taught."),
	NOBODY(item, "What is taught."),
	RULE(student, "The record", OF_STUDENT, "id=?1", NULL, ERASE_ROWS,
	     NULL, NULL),
	STUDENT(prison_number, "Prison numbers"),
	STUDENT(enrolment, "In the programme"),
	STUDENT(custody, "Moves"),
	STUDENT(release_date, "Release dates"),
	STUDENT(mark, "Items of the curriculum"),
	STUDENT_AND(attempt, "Attempts", "checked_by"),
	STUDENT(graduate, "Graduation"),
	STUDENT(later_course, "Later courses"),
	STUDENT(tally, "Counts"),
	RULE(sheet, "Sheets printed or saved", OF_STUDENT, "subject_id=?1",
	     NULL, ERASE_COLUMNS, "subject_id=NULL",
	     "The number of the sheet stays, without whom it was about."),
	/* Whose form it is stands in the form's name. */
	RULE(draft, "Typed and not saved yet", OF_STUDENT,
	     "instr(replace(lower(id), '-', ''), lower(hex(?1)))>0", NULL,
	     ERASE_ROWS, NULL, NULL),
	RULE(journal, "What was done with the record", OF_STUDENT,
	     "seq IN (SELECT seq FROM journal_subject WHERE subject_id=?1)",
	     NULL, ERASE_PAYLOAD, NULL,
	     "Given in words. Emptied: the hashes stay, so that the chain "
	     "still verifies."),
	RULE(journal_subject, NULL, OF_STUDENT, "subject_id=?1", NULL,
	     ERASE_ROWS, NULL, "Which entries of the journal are given."),
	NOBODY(site, "Other places."),
	NOBODY(old_key, "Keys that other places had before."),
	NOBODY(export, "What left, when and for whom; it names no student."),
	NOBODY(import, "What came in; it names no student."),
	STUDENT(past_entry, "What other places did with the record"),
	STUDENT(support, "Support"),
	STUDENT(support_plan, "Plans"),
	STUDENT(plan_check, "Checklist"),
	STUDENT(pathway, "Pathways"),
	STUDENT_AND(plan_action, "Actions", "owner"),
	STUDENT_AND(professional, "Professionals", "name"),
	STUDENT(deferral, "Deferrals"),
	STUDENT(destination, "Destinations"),
	STUDENT_AND(mentor_match, "Mentors", "mentor"),
	STUDENT(mentor_meeting, "Meetings with a mentor"),
	STUDENT(contact, "Contacts"),
	STUDENT(consent, "Consent"),
	NOBODY(employer, "Employers; their contact person is taken out when "
	       "they ask."),
	NOBODY(vacancy, "What employers offer."),
	STUDENT(application, "Applications"),
	STUDENT(application_step, "How applications went"),
	STUDENT(kit_loan, "Kit on loan"),
	STUDENT(case_study, "Case studies"),
	STUDENT(case_text, "Their texts"),
	STUDENT(case_stay, "What may stay in a text"),
	STUDENT(case_step, "Approval of a text"),
	STUDENT(case_place, "Where a text was published"),
	STUDENT(review, "Looked at again"),
	STUDENT(ending, "What ended"),
	STUDENT(correction, "Corrections"),
	STUDENT(retention_review, "Why it was kept longer"),
	STUDENT(data_request, "Requests about the record"),
	NOBODY(erasure, "That a record was erased; never whose it was."),
	STUDENT(export_student, "Sticks that the record left on"),
};
const size_t table_rule_count = ARRAY_SIZE(table_rules);
