/* SPDX-License-Identifier: ISC */
/* The field's words: codes that are stored must never shift or collide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "model/case_study.h"
#include "model/employer.h"
#include "model/rights.h"
#include "model/term.h"

static const struct term_set *const sets[] = {
	&term_enrolment, &term_custody, &term_progress, &term_attempt_result,
	&term_medium, &term_item_kind, &term_release_kind, &term_confidence,
	&term_role, &term_break_reason, &term_withdrawal_reason,
	&term_decline_reason, &term_support, &term_readiness,
	&term_check_item, &term_check_state, &term_pathway, &term_need,
	&term_deferral, &term_destination, &term_level, &term_sector,
	&term_field, &term_contract, &term_hours, &term_verified,
	&term_ending, &term_followup_point, &term_contact_result,
	&term_consent, &term_fact, &term_case_kind, &term_case_step,
	&term_outlet, &term_finding, &term_case_state, &term_step,
	&term_tier, &term_exclusion, &term_base, &term_request,
	&term_erase_reason,
};

/* Enum values are row numbers, and rows are what vaults hold. */
static void
a_value_has_the_code_that_vaults_hold(void **state)
{
	static const struct {
		const struct term_set *set;
		int value;
		const char *code;
	} rows[] = {
		{ &term_enrolment, ENROLMENT_APPLIED, "APPLIED" },
		{ &term_enrolment, ENROLMENT_VETTING, "VETTING" },
		{ &term_enrolment, ENROLMENT_WAITING, "WAITING" },
		{ &term_enrolment, ENROLMENT_DECLINED, "DECLINED" },
		{ &term_enrolment, ENROLMENT_ACTIVE, "ACTIVE" },
		{ &term_enrolment, ENROLMENT_ON_BREAK, "ON_BREAK" },
		{ &term_enrolment, ENROLMENT_WITHDRAWN, "WITHDRAWN" },
		{ &term_enrolment, ENROLMENT_GRADUATED, "GRADUATED" },
		{ &term_custody, CUSTODY_IN_THIS_PRISON, "IN_THIS_PRISON" },
		{ &term_custody, CUSTODY_IN_OTHER_PRISON, "IN_OTHER_PRISON" },
		{ &term_custody, CUSTODY_TEMPORARILY_ABSENT,
		  "TEMPORARILY_ABSENT" },
		{ &term_custody, CUSTODY_RELEASED_ON_LICENCE,
		  "RELEASED_ON_LICENCE" },
		{ &term_custody, CUSTODY_RELEASED, "RELEASED" },
		{ &term_custody, CUSTODY_RECALLED, "RECALLED" },
		{ &term_custody, CUSTODY_IN_HOSPITAL, "IN_HOSPITAL" },
		{ &term_custody, CUSTODY_DIED, "DIED" },
		{ &term_custody, CUSTODY_UNKNOWN, "UNKNOWN" },
		{ &term_progress, PROGRESS_NOT_STARTED, "NOT_STARTED" },
		{ &term_progress, PROGRESS_IN_PROGRESS, "IN_PROGRESS" },
		{ &term_progress, PROGRESS_SUBMITTED, "SUBMITTED" },
		{ &term_progress, PROGRESS_NEEDS_MORE_WORK,
		  "NEEDS_MORE_WORK" },
		{ &term_progress, PROGRESS_COMPLETE, "COMPLETE" },
		{ &term_progress, PROGRESS_CREDITED, "CREDITED" },
		{ &term_progress, PROGRESS_EXCUSED, "EXCUSED" },
		{ &term_attempt_result, ATTEMPT_PASS, "PASS" },
		{ &term_attempt_result, ATTEMPT_NOT_YET, "NOT_YET" },
		{ &term_attempt_result, ATTEMPT_VOID, "VOID" },
		{ &term_medium, MEDIUM_WORKSTATION, "WORKSTATION" },
		{ &term_medium, MEDIUM_PAPER, "PAPER" },
		{ &term_item_kind, ITEM_COURSE, "COURSE" },
		{ &term_item_kind, ITEM_MODULE, "MODULE" },
		{ &term_item_kind, ITEM_UNIT, "UNIT" },
		{ &term_item_kind, ITEM_PROJECT, "PROJECT" },
		{ &term_release_kind, RELEASE_AUTOMATIC, "AUTOMATIC" },
		{ &term_release_kind, RELEASE_CONDITIONAL, "CONDITIONAL" },
		{ &term_release_kind, RELEASE_HDC_ELIGIBILITY,
		  "HDC_ELIGIBILITY" },
		{ &term_release_kind, RELEASE_PAROLE_ELIGIBILITY,
		  "PAROLE_ELIGIBILITY" },
		{ &term_release_kind, RELEASE_POST_RECALL, "POST_RECALL" },
		{ &term_release_kind, RELEASE_TARIFF, "TARIFF" },
		{ &term_release_kind, RELEASE_LICENCE_EXPIRY,
		  "LICENCE_EXPIRY" },
		{ &term_release_kind, RELEASE_OTHER, "OTHER" },
		{ &term_confidence, CONFIDENCE_EXPECTED, "EXPECTED" },
		{ &term_confidence, CONFIDENCE_CONFIRMED, "CONFIRMED" },
		{ &term_role, ROLE_ADMINISTRATOR, "ADMINISTRATOR" },
		{ &term_role, ROLE_LEAD, "LEAD_INSTRUCTOR" },
		{ &term_role, ROLE_INSTRUCTOR, "INSTRUCTOR" },
		{ &term_role, ROLE_VIEWER, "VIEWER" },
		{ &term_support, SUPPORT_NOT_STARTED, "NOT_STARTED" },
		{ &term_support, SUPPORT_PLANNING, "PLANNING" },
		{ &term_support, SUPPORT_ACTIVE, "ACTIVE" },
		{ &term_support, SUPPORT_DEFERRED, "DEFERRED" },
		{ &term_support, SUPPORT_PAUSED_NO_CONTACT,
		  "PAUSED_NO_CONTACT" },
		{ &term_support, SUPPORT_CLOSED_MET, "CLOSED_MET" },
		{ &term_support, SUPPORT_CLOSED_DECLINED, "CLOSED_DECLINED" },
		{ &term_readiness, READINESS_NOT_ASSESSED, "NOT_ASSESSED" },
		{ &term_readiness, READINESS_NO_RIGHT_TO_WORK,
		  "NO_RIGHT_TO_WORK" },
		{ &term_readiness, READINESS_SUPPORT_DECLINED,
		  "SUPPORT_DECLINED" },
		{ &term_readiness, READINESS_SUPPORT_NEEDED, "SUPPORT_NEEDED" },
		{ &term_readiness, READINESS_READY_TO_WORK, "READY_TO_WORK" },
		{ &term_check_item, CHECK_BANK_ACCOUNT, "BANK_ACCOUNT" },
		{ &term_check_item, CHECK_CV, "CV_AND_COVERING_LETTER" },
		{ &term_check_item, CHECK_DISCLOSURE_LETTER,
		  "DISCLOSURE_LETTER" },
		{ &term_check_item, CHECK_EMAIL, "EMAIL" },
		{ &term_check_item, CHECK_PHONE, "PHONE" },
		{ &term_check_item, CHECK_HOUSING, "HOUSING" },
		{ &term_check_item, CHECK_ID, "ID" },
		{ &term_check_item, CHECK_INTERVIEW_CLOTHING,
		  "INTERVIEW_CLOTHING" },
		{ &term_check_item, CHECK_LAPTOP, "LAPTOP" },
		{ &term_check_item, CHECK_PORTFOLIO, "PORTFOLIO" },
		{ &term_check_item, CHECK_LICENCE_CONDITIONS,
		  "LICENCE_CONDITIONS_CHECKED" },
		{ &term_check_state, CHECK_NOT_STARTED, "NOT_STARTED" },
		{ &term_check_state, CHECK_IN_PROGRESS, "IN_PROGRESS" },
		{ &term_check_state, CHECK_COMPLETED, "COMPLETED" },
		{ &term_check_state, CHECK_NOT_NEEDED, "NOT_NEEDED" },
		{ &term_pathway, PATHWAY_ACCOMMODATION, "ACCOMMODATION" },
		{ &term_pathway, PATHWAY_ATTITUDES,
		  "ATTITUDES_THINKING_AND_BEHAVIOUR" },
		{ &term_pathway, PATHWAY_FAMILIES,
		  "CHILDREN_FAMILIES_AND_COMMUNITY" },
		{ &term_pathway, PATHWAY_DRUGS_AND_ALCOHOL,
		  "DRUGS_AND_ALCOHOL" },
		{ &term_pathway, PATHWAY_EDUCATION,
		  "EDUCATION_SKILLS_AND_WORK" },
		{ &term_pathway, PATHWAY_FINANCE, "FINANCE_AND_ID" },
		{ &term_pathway, PATHWAY_HEALTH, "HEALTH" },
		{ &term_need, NEED_NONE, "NO_NEED" },
		{ &term_need, NEED_NOT_STARTED, "NOT_STARTED" },
		{ &term_need, NEED_IN_PROGRESS, "IN_PROGRESS" },
		{ &term_need, NEED_MET, "MET" },
		{ &term_need, NEED_DECLINED, "DECLINED" },
		{ &term_deferral, DEFERRAL_HOUSING, "HOUSING" },
		{ &term_deferral, DEFERRAL_RECOVERY, "RECOVERY" },
		{ &term_deferral, DEFERRAL_OFFENDING_BEHAVIOUR,
		  "OFFENDING_BEHAVIOUR" },
		{ &term_deferral, DEFERRAL_HEALTH, "HEALTH" },
		{ &term_deferral, DEFERRAL_CARING, "CARING" },
		{ &term_deferral, DEFERRAL_LICENCE_CONDITION,
		  "LICENCE_CONDITION" },
		{ &term_deferral, DEFERRAL_OWN_CHOICE, "OWN_CHOICE" },
		{ &term_deferral, DEFERRAL_OTHER, "OTHER" },
		{ &term_destination, DESTINATION_EMPLOYED_16H_PLUS,
		  "EMPLOYED_16H_PLUS" },
		{ &term_destination, DESTINATION_EMPLOYED_UNDER_16H,
		  "EMPLOYED_UNDER_16H" },
		{ &term_destination, DESTINATION_SELF_EMPLOYED_16H_PLUS,
		  "SELF_EMPLOYED_16H_PLUS" },
		{ &term_destination, DESTINATION_SELF_EMPLOYED_UNDER_16H,
		  "SELF_EMPLOYED_UNDER_16H" },
		{ &term_destination, DESTINATION_APPRENTICESHIP,
		  "APPRENTICESHIP" },
		{ &term_destination, DESTINATION_HIGHER_EDUCATION,
		  "HIGHER_EDUCATION" },
		{ &term_destination, DESTINATION_BOOTCAMP_OR_TRAINING,
		  "BOOTCAMP_OR_TRAINING" },
		{ &term_destination, DESTINATION_FE_FULL_TIME, "FE_FULL_TIME" },
		{ &term_destination, DESTINATION_FE_PART_TIME, "FE_PART_TIME" },
		{ &term_destination, DESTINATION_TRAINEESHIP, "TRAINEESHIP" },
		{ &term_destination, DESTINATION_SUPPORTED_INTERNSHIP,
		  "SUPPORTED_INTERNSHIP" },
		{ &term_destination, DESTINATION_GAP_BEFORE_HE,
		  "GAP_BEFORE_HE" },
		{ &term_destination, DESTINATION_CONTINUING_WITH_SUPPORT,
		  "CONTINUING_WITH_SUPPORT" },
		{ &term_destination, DESTINATION_VOLUNTARY, "VOLUNTARY" },
		{ &term_destination, DESTINATION_SEEKING_WORK, "SEEKING_WORK" },
		{ &term_destination, DESTINATION_UNAVAILABLE,
		  "NOT_SEEKING_OR_UNAVAILABLE" },
		{ &term_destination, DESTINATION_STILL_IN_CUSTODY,
		  "STILL_IN_CUSTODY" },
		{ &term_destination, DESTINATION_RETURNED_TO_CUSTODY,
		  "RETURNED_TO_CUSTODY" },
		{ &term_destination, DESTINATION_OTHER, "OTHER" },
		{ &term_destination, DESTINATION_UNABLE_TO_CONTACT,
		  "UNABLE_TO_CONTACT" },
		{ &term_destination, DESTINATION_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_level, LEVEL_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_level, LEVEL_APPRENTICE, "APPRENTICE" },
		{ &term_level, LEVEL_TRAINEE, "TRAINEE" },
		{ &term_level, LEVEL_JUNIOR, "JUNIOR" },
		{ &term_level, LEVEL_MID, "MID" },
		{ &term_level, LEVEL_SENIOR, "SENIOR" },
		{ &term_level, LEVEL_OTHER, "OTHER" },
		{ &term_sector, SECTOR_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_sector, SECTOR_FINANCE, "FINANCE" },
		{ &term_sector, SECTOR_TECHNOLOGY, "TECHNOLOGY" },
		{ &term_sector, SECTOR_PUBLIC, "PUBLIC" },
		{ &term_sector, SECTOR_CHARITY, "CHARITY" },
		{ &term_sector, SECTOR_EDUCATION, "EDUCATION" },
		{ &term_sector, SECTOR_HEALTH, "HEALTH" },
		{ &term_sector, SECTOR_MEDIA, "MEDIA" },
		{ &term_sector, SECTOR_RETAIL, "RETAIL" },
		{ &term_sector, SECTOR_HOSPITALITY, "HOSPITALITY" },
		{ &term_sector, SECTOR_CONSTRUCTION, "CONSTRUCTION" },
		{ &term_sector, SECTOR_LOGISTICS, "LOGISTICS" },
		{ &term_sector, SECTOR_MANUFACTURING, "MANUFACTURING" },
		{ &term_sector, SECTOR_OTHER, "OTHER" },
		{ &term_field, FIELD_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_field, FIELD_SOFTWARE_DEVELOPMENT,
		  "SOFTWARE_DEVELOPMENT" },
		{ &term_field, FIELD_WEB_DEVELOPMENT, "WEB_DEVELOPMENT" },
		{ &term_field, FIELD_OTHER_TECHNOLOGY, "OTHER_TECHNOLOGY" },
		{ &term_field, FIELD_NOT_TECHNOLOGY, "NOT_TECHNOLOGY" },
		{ &term_contract, CONTRACT_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_contract, CONTRACT_PERMANENT, "PERMANENT" },
		{ &term_contract, CONTRACT_TEMPORARY, "TEMPORARY" },
		{ &term_contract, CONTRACT_FIXED_TERM, "FIXED_TERM_CONTRACT" },
		{ &term_contract, CONTRACT_SELF_EMPLOYMENT, "SELF_EMPLOYMENT" },
		{ &term_hours, HOURS_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_hours, HOURS_30_PLUS, "FULL_TIME" },
		{ &term_hours, HOURS_16_TO_29, "PART_TIME" },
		{ &term_hours, HOURS_UNDER_16, "UNDER_16" },
		{ &term_hours, HOURS_VARIABLE, "VARIABLE" },
		{ &term_verified, VERIFIED_NOT_YET, "NOT_VERIFIED" },
		{ &term_verified, VERIFIED_SELF_REPORT, "SELF_REPORT" },
		{ &term_verified, VERIFIED_EMPLOYER, "EMPLOYER" },
		{ &term_verified, VERIFIED_DOCUMENT, "DOCUMENT" },
		{ &term_verified, VERIFIED_THIRD_PARTY, "THIRD_PARTY" },
		{ &term_ending, ENDED_DONE, "DONE" },
		{ &term_ending, ENDED_MET, "MET" },
		{ &term_ending, ENDED_NOT_NEEDED, "NOT_NEEDED" },
		{ &term_ending, ENDED_OWN_CHOICE, "OWN_CHOICE" },
		{ &term_ending, ENDED_BY_OTHERS, "BY_OTHERS" },
		{ &term_ending, ENDED_RETURNED, "RETURNED_TO_CUSTODY" },
		{ &term_ending, ENDED_OTHER, "OTHER" },
		{ &term_followup_point, POINT_AT_RELEASE, "AT_RELEASE" },
		{ &term_followup_point, POINT_6_WEEKS, "6_WEEKS" },
		{ &term_followup_point, POINT_3_MONTHS, "3_MONTHS" },
		{ &term_followup_point, POINT_6_MONTHS, "6_MONTHS" },
		{ &term_followup_point, POINT_12_MONTHS, "12_MONTHS" },
		{ &term_followup_point, POINT_YEARLY, "YEARLY" },
		{ &term_followup_point, POINT_UNPLANNED, "UNPLANNED" },
		{ &term_contact_result, CONTACT_REACHED, "REACHED" },
		{ &term_contact_result, CONTACT_NO_REPLY, "NO_REPLY" },
		{ &term_contact_result, CONTACT_WRONG_NUMBER, "WRONG_NUMBER" },
		{ &term_contact_result, CONTACT_DECLINED, "DECLINED" },
		{ &term_contact_result, CONTACT_NOT_PERMITTED,
		  "NOT_PERMITTED" },
		{ &term_consent, CONSENT_HOLD_RECORD, "HOLD_RECORD" },
		{ &term_consent, CONSENT_CONTACT_AFTER_RELEASE,
		  "CONTACT_AFTER_RELEASE" },
		{ &term_consent, CONSENT_SHARE_WITH_EMPLOYER,
		  "SHARE_WITH_EMPLOYER" },
		{ &term_consent, CONSENT_SHARE_WITH_MENTOR,
		  "SHARE_WITH_MENTOR" },
		{ &term_consent, CONSENT_ANONYMISED_STATISTICS,
		  "ANONYMISED_STATISTICS" },
		{ &term_consent, CONSENT_CASE_STUDY_NAMED, "CASE_STUDY_NAMED" },
		{ &term_consent, CONSENT_CASE_STUDY_ANONYMOUS,
		  "CASE_STUDY_ANONYMOUS" },
		{ &term_fact, FACT_PLAN, "PLAN" },
		{ &term_fact, FACT_CHECK, "CHECK" },
		{ &term_fact, FACT_PATHWAY, "PATHWAY" },
		{ &term_fact, FACT_ACTION, "ACTION" },
		{ &term_fact, FACT_PROFESSIONAL, "PROFESSIONAL" },
		{ &term_fact, FACT_DEFERRAL, "DEFERRAL" },
		{ &term_fact, FACT_DESTINATION, "DESTINATION" },
		{ &term_fact, FACT_MENTOR, "MENTOR" },
		{ &term_fact, FACT_MEETING, "MEETING" },
		{ &term_fact, FACT_CONTACT, "CONTACT" },
		{ &term_fact, FACT_CONSENT, "CONSENT" },
		{ &term_fact, FACT_APPLICATION, "APPLICATION" },
		{ &term_fact, FACT_STEP, "STEP" },
		{ &term_fact, FACT_LOAN, "LOAN" },
		{ &term_fact, FACT_REVIEW, "REVIEW" },
		{ &term_fact, FACT_ENDING, "ENDING" },
		{ &term_fact, FACT_CORRECTION, "CORRECTION" },
		{ &term_fact, FACT_CASE, "CASE" },
		{ &term_fact, FACT_CASE_TEXT, "CASE_TEXT" },
		{ &term_fact, FACT_CASE_STAY, "CASE_STAY" },
		{ &term_fact, FACT_CASE_STEP, "CASE_STEP" },
		{ &term_fact, FACT_CASE_PLACE, "CASE_PLACE" },
		{ &term_fact, FACT_KEPT, "KEPT" },
		{ &term_fact, FACT_REQUEST, "REQUEST" },
		{ &term_fact, FACT_COURSE, "COURSE" },
		{ &term_request, REQUEST_ACCESS, "ACCESS" },
		{ &term_request, REQUEST_ERASURE, "ERASURE" },
		{ &term_request, REQUEST_CORRECTION, "CORRECTION" },
		{ &term_request, REQUEST_OBJECTION, "OBJECTION" },
		{ &term_erase_reason, ERASE_OBJECTION,
		  "DATA_PROCESSING_OBJECTION" },
		{ &term_erase_reason, ERASE_ENTERED_IN_ERROR,
		  "ENTERED_IN_ERROR" },
		{ &term_erase_reason, ERASE_RETENTION_EXPIRED,
		  "RETENTION_EXPIRED" },
		{ &term_erase_reason, ERASE_REQUESTED, "ERASURE_REQUEST" },
		{ &term_step, STEP_APPLICATION_MADE, "APPLICATION_MADE" },
		{ &term_step, STEP_SELECTED_FOR_INTERVIEW,
		  "SELECTED_FOR_INTERVIEW" },
		{ &term_step, STEP_INTERVIEW_BOOKED, "INTERVIEW_BOOKED" },
		{ &term_step, STEP_JOB_OFFER, "JOB_OFFER" },
		{ &term_step, STEP_OFFER_ACCEPTED, "OFFER_ACCEPTED" },
		{ &term_step, STEP_STARTED, "STARTED" },
		{ &term_step, STEP_ENDED, "ENDED" },
		{ &term_step, STEP_APPLICATION_UNSUCCESSFUL,
		  "APPLICATION_UNSUCCESSFUL" },
		{ &term_step, STEP_UNSUCCESSFUL_AT_INTERVIEW,
		  "UNSUCCESSFUL_AT_INTERVIEW" },
		{ &term_step, STEP_OFFER_WITHDRAWN,
		  "OFFER_WITHDRAWN_AFTER_DISCLOSURE" },
		{ &term_step, STEP_WITHDRAWN, "WITHDRAWN_BY_PERSON" },
		{ &term_tier, TIER_NONE, "NONE" },
		{ &term_tier, TIER_KEY_PARTNER, "KEY_PARTNER" },
		{ &term_tier, TIER_GOLD, "GOLD" },
		{ &term_tier, TIER_SILVER, "SILVER" },
		{ &term_exclusion, EXCLUDES_NONE, "NONE" },
		{ &term_exclusion, EXCLUDES_CASE_BY_CASE, "CASE_BY_CASE" },
		{ &term_exclusion, EXCLUDES_ARSON, "ARSON" },
		{ &term_exclusion, EXCLUDES_DRIVING, "DRIVING" },
		{ &term_exclusion, EXCLUDES_MURDER, "MURDER" },
		{ &term_exclusion, EXCLUDES_SEXUAL, "SEXUAL" },
		{ &term_exclusion, EXCLUDES_TERRORISM, "TERRORISM" },
		{ &term_exclusion, EXCLUDES_OTHER, "OTHER" },
		{ &term_base, BASE_NOT_KNOWN, "NOT_KNOWN" },
		{ &term_base, BASE_REMOTE, "REMOTE" },
		{ &term_base, BASE_HYBRID, "HYBRID" },
		{ &term_base, BASE_WORKPLACE, "WORKPLACE" },
		{ &term_case_kind, CASE_NAMED, "NAMED" },
		{ &term_case_kind, CASE_ANONYMOUS, "ANONYMOUS" },
		{ &term_case_step, STEP_SENT, "SENT" },
		{ &term_case_step, STEP_APPROVED, "APPROVED" },
		{ &term_case_step, STEP_SENT_BACK, "SENT_BACK" },
		{ &term_outlet, OUTLET_WEB_PAGE, "WEB_PAGE" },
		{ &term_outlet, OUTLET_NEWSLETTER, "NEWSLETTER" },
		{ &term_outlet, OUTLET_TALK, "TALK" },
		{ &term_outlet, OUTLET_REPORT, "REPORT" },
		{ &term_outlet, OUTLET_PRESS, "PRESS" },
		{ &term_outlet, OUTLET_OTHER, "OTHER" },
		{ &term_finding, FINDING_OWN_NAME, "OWN_NAME" },
		{ &term_finding, FINDING_OWN_NUMBER, "OWN_NUMBER" },
		{ &term_finding, FINDING_NUMBER, "NUMBER" },
		{ &term_finding, FINDING_STUDENT, "STUDENT" },
		{ &term_finding, FINDING_STAFF, "STAFF" },
		{ &term_finding, FINDING_MENTOR, "MENTOR" },
		{ &term_finding, FINDING_PROFESSIONAL, "PROFESSIONAL" },
		{ &term_finding, FINDING_EMPLOYER, "EMPLOYER" },
		{ &term_finding, FINDING_PLACE, "PLACE" },
		{ &term_finding, FINDING_PRISON, "PRISON" },
		{ &term_finding, FINDING_DATE, "DATE" },
		{ &term_finding, FINDING_OFFENCE, "OFFENCE" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_string_equal(term_code(rows[i].set, rows[i].value),
				    rows[i].code);
		assert_int_equal(term_value(rows[i].set, rows[i].code),
				 rows[i].value);
		/* The last row of each set closes it: none is left out. */
		if (i + 1 == ARRAY_SIZE(rows) || rows[i + 1].value == 0)
			assert_int_equal(rows[i].set->count,
					 rows[i].value + 1);
	}
}

static int
is_code(const char *code)
{
	for (const char *p = code; *p != '\0'; p++)
		if (!isupper((unsigned char)*p) && *p != '_' &&
		    !isdigit((unsigned char)*p))
			return 0;
	return code[0] != '\0';
}

static void
every_row_is_complete_and_fits(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		assert_true(sets[i]->id[0] != '\0');
		assert_true(sets[i]->noun[0] != '\0');
		for (size_t j = 0; j < sets[i]->count; j++) {
			const struct term *t = &sets[i]->rows[j];

			assert_true(is_code(t->code));
			assert_true(strlen(t->code) <
				    sizeof(((struct axis_change *)0)->reason));
			assert_true(isupper((unsigned char)t->label[0]) ||
				    isdigit((unsigned char)t->label[0]));
			assert_true(strlen(t->mark) <= 2);
			assert_true(t->help[0] == '\0' ||
				    t->help[strlen(t->help) - 1] == '.');
		}
	}
}

/* Every code and label, in any writing, means its own row and no other. */
static void
every_word_reads_back_as_itself(void **state)
{
	char text[80];
	int value;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		for (size_t j = 0; j < sets[i]->count; j++) {
			const struct term *t = &sets[i]->rows[j];

			assert_int_equal(term_parse(sets[i], t->label, &value,
						    &err), RC_OK);
			assert_int_equal(value, (int)j);
			strcpy(text, t->code);
			for (char *p = text; *p != '\0'; p++)
				*p = *p == '_' ? '-'
					       : (char)tolower((int)*p);
			assert_int_equal(term_parse(sets[i], text, &value,
						    &err), RC_OK);
			assert_int_equal(value, (int)j);
			assert_string_equal(term_label(sets[i], value),
					    t->label);
		}
	}
}

static void
keys_and_marks_of_the_grid_are_each_their_own(void **state)
{
	const struct term_set *set = &term_progress;

	(void)state;
	for (size_t i = 0; i < set->count; i++) {
		assert_int_equal(term_by_key(set, set->rows[i].key), (int)i);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(set->rows[i].mark,
						set->rows[j].mark);
	}
	assert_int_equal(term_by_key(set, '\0'), -1);
	assert_int_equal(term_by_key(set, '?'), -1);
	assert_int_equal(term_by_key(&term_custody, '\0'), -1);
}

static void
a_wrong_word_is_answered_with_every_right_one(void **state)
{
	struct err err;
	int value = 7;

	(void)state;
	assert_int_equal(term_parse(&term_attempt_result, "fail", &value,
				    &err), RC_INVALID);
	assert_string_equal(err.where, "result");
	assert_string_equal(err.text, "\"fail\" is not a result. It may be: "
				      "PASS, NOT_YET, VOID.");
	assert_int_equal(value, 7);
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		assert_int_equal(term_parse(sets[i], "\xd1\x8f\xd1\x8f" "ZZZZZ"
			"ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ",
			&value, &err), RC_INVALID);
		if (strstr(err.text, ", ...") != NULL) {
			assert_true(sets[i]->count > 10);
			continue;
		}
		for (size_t j = 0; j < sets[i]->count; j++)
			assert_non_null(strstr(err.text,
					       sets[i]->rows[j].code));
		assert_int_equal(err.text[strlen(err.text) - 1], '.');
		assert_int_equal(term_parse(sets[i], "", &value, NULL),
				 RC_INVALID);
	}
}

static void
a_value_out_of_range_is_no_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		assert_string_equal(term_code(sets[i], -1), "");
		assert_string_equal(term_label(sets[i], (int)sets[i]->count),
				    "");
		assert_int_equal(term_value(sets[i], "applied"), -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_has_the_code_that_vaults_hold),
		cmocka_unit_test(every_row_is_complete_and_fits),
		cmocka_unit_test(every_word_reads_back_as_itself),
		cmocka_unit_test(keys_and_marks_of_the_grid_are_each_their_own),
		cmocka_unit_test(a_wrong_word_is_answered_with_every_right_one),
		cmocka_unit_test(a_value_out_of_range_is_no_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
