/* SPDX-License-Identifier: ISC */
/*
 * support_record: what is known about a person on both sides of the gate, as
 * fixed-size structs in the manner of record.h. Each begins with struct fact,
 * and fact_specs says what its members are: forms, the command line, listings
 * and the store go by that one table.
 *
 * Facts are added, never changed. What has ended says when and how; what was
 * entered by mistake is voided and is in no list from then on.
 */
#ifndef MODEL_SUPPORT_RECORD_H
#define MODEL_SUPPORT_RECORD_H

#include "model/identify.h"
#include "model/record.h"

/* Where support after release stands. */
enum support {
	SUPPORT_NOT_STARTED, SUPPORT_PLANNING, SUPPORT_ACTIVE,
	SUPPORT_DEFERRED, SUPPORT_PAUSED_NO_CONTACT, SUPPORT_CLOSED_MET,
	SUPPORT_CLOSED_DECLINED,
};

enum readiness {
	READINESS_NOT_ASSESSED, READINESS_NO_RIGHT_TO_WORK,
	READINESS_SUPPORT_DECLINED, READINESS_SUPPORT_NEEDED,
	READINESS_READY_TO_WORK,
};

enum check_item {
	CHECK_BANK_ACCOUNT, CHECK_CV, CHECK_DISCLOSURE_LETTER, CHECK_EMAIL,
	CHECK_PHONE, CHECK_HOUSING, CHECK_ID, CHECK_INTERVIEW_CLOTHING,
	CHECK_LAPTOP, CHECK_PORTFOLIO, CHECK_LICENCE_CONDITIONS,
	CHECK_ITEMS
};
enum check_state {
	CHECK_NOT_STARTED, CHECK_IN_PROGRESS, CHECK_COMPLETED,
	CHECK_NOT_NEEDED,
};

/* The seven resettlement pathways, and what is needed on each. */
enum pathway {
	PATHWAY_ACCOMMODATION, PATHWAY_ATTITUDES, PATHWAY_FAMILIES,
	PATHWAY_DRUGS_AND_ALCOHOL, PATHWAY_EDUCATION, PATHWAY_FINANCE,
	PATHWAY_HEALTH, PATHWAYS
};
enum need { NEED_NONE, NEED_NOT_STARTED, NEED_IN_PROGRESS, NEED_MET,
	    NEED_DECLINED };

enum deferral_kind {
	DEFERRAL_HOUSING, DEFERRAL_RECOVERY, DEFERRAL_OFFENDING_BEHAVIOUR,
	DEFERRAL_HEALTH, DEFERRAL_CARING, DEFERRAL_LICENCE_CONDITION,
	DEFERRAL_OWN_CHOICE, DEFERRAL_OTHER,
};

enum destination_kind {
	DESTINATION_EMPLOYED_16H_PLUS, DESTINATION_EMPLOYED_UNDER_16H,
	DESTINATION_SELF_EMPLOYED_16H_PLUS,
	DESTINATION_SELF_EMPLOYED_UNDER_16H, DESTINATION_APPRENTICESHIP,
	DESTINATION_HIGHER_EDUCATION, DESTINATION_BOOTCAMP_OR_TRAINING,
	DESTINATION_FE_FULL_TIME, DESTINATION_FE_PART_TIME,
	DESTINATION_TRAINEESHIP, DESTINATION_SUPPORTED_INTERNSHIP,
	DESTINATION_GAP_BEFORE_HE, DESTINATION_CONTINUING_WITH_SUPPORT,
	DESTINATION_VOLUNTARY, DESTINATION_SEEKING_WORK,
	DESTINATION_UNAVAILABLE, DESTINATION_STILL_IN_CUSTODY,
	DESTINATION_RETURNED_TO_CUSTODY, DESTINATION_OTHER,
	DESTINATION_UNABLE_TO_CONTACT, DESTINATION_NOT_KNOWN,
	DESTINATION_KINDS
};

enum job_level {
	LEVEL_NOT_KNOWN, LEVEL_APPRENTICE, LEVEL_TRAINEE, LEVEL_JUNIOR,
	LEVEL_MID, LEVEL_SENIOR, LEVEL_OTHER, LEVELS
};
enum sector {
	SECTOR_NOT_KNOWN, SECTOR_FINANCE, SECTOR_TECHNOLOGY, SECTOR_PUBLIC,
	SECTOR_CHARITY, SECTOR_EDUCATION, SECTOR_HEALTH, SECTOR_MEDIA,
	SECTOR_RETAIL, SECTOR_HOSPITALITY, SECTOR_CONSTRUCTION,
	SECTOR_LOGISTICS, SECTOR_MANUFACTURING, SECTOR_OTHER, SECTORS
};
/* What the work or the study is about; see field_is_technology(). */
enum field_of_work {
	FIELD_NOT_KNOWN, FIELD_SOFTWARE_DEVELOPMENT, FIELD_WEB_DEVELOPMENT,
	FIELD_OTHER_TECHNOLOGY, FIELD_NOT_TECHNOLOGY,
};
enum contract {
	CONTRACT_NOT_KNOWN, CONTRACT_PERMANENT, CONTRACT_TEMPORARY,
	CONTRACT_FIXED_TERM, CONTRACT_SELF_EMPLOYMENT,
};
enum hours_band {
	HOURS_NOT_KNOWN, HOURS_30_PLUS, HOURS_16_TO_29, HOURS_UNDER_16,
	HOURS_VARIABLE,
};
enum verified {
	VERIFIED_NOT_YET, VERIFIED_SELF_REPORT, VERIFIED_EMPLOYER,
	VERIFIED_DOCUMENT, VERIFIED_THIRD_PARTY,
};

enum outcome_of {
	ENDED_DONE, ENDED_MET, ENDED_NOT_NEEDED, ENDED_OWN_CHOICE,
	ENDED_BY_OTHERS, ENDED_RETURNED, ENDED_OTHER,
};

/* Points of the follow-up diary; see followup.h. */
enum followup_point {
	POINT_AT_RELEASE, POINT_6_WEEKS, POINT_3_MONTHS, POINT_6_MONTHS,
	POINT_12_MONTHS, POINT_YEARLY, POINT_UNPLANNED,
};
enum contact_result {
	CONTACT_REACHED, CONTACT_NO_REPLY, CONTACT_WRONG_NUMBER,
	CONTACT_DECLINED, CONTACT_NOT_PERMITTED,
};

enum consent_purpose {
	CONSENT_HOLD_RECORD, CONSENT_CONTACT_AFTER_RELEASE,
	CONSENT_SHARE_WITH_EMPLOYER, CONSENT_SHARE_WITH_MENTOR,
	CONSENT_ANONYMISED_STATISTICS, CONSENT_CASE_STUDY_NAMED,
	CONSENT_CASE_STUDY_ANONYMOUS,
	CONSENT_PURPOSES
};

/* How an application goes; employer.h says which may follow which. */
enum job_step {
	STEP_APPLICATION_MADE, STEP_SELECTED_FOR_INTERVIEW,
	STEP_INTERVIEW_BOOKED, STEP_JOB_OFFER, STEP_OFFER_ACCEPTED,
	STEP_STARTED, STEP_ENDED, STEP_APPLICATION_UNSUCCESSFUL,
	STEP_UNSUCCESSFUL_AT_INTERVIEW, STEP_OFFER_WITHDRAWN,
	STEP_WITHDRAWN, STEPS
};

/* A case study is told with the person's name or without. */
enum case_kind { CASE_NAMED, CASE_ANONYMOUS };
enum case_step { STEP_SENT, STEP_APPROVED, STEP_SENT_BACK };
enum outlet { OUTLET_WEB_PAGE, OUTLET_NEWSLETTER, OUTLET_TALK, OUTLET_REPORT,
	      OUTLET_PRESS, OUTLET_OTHER };

enum request {
	REQUEST_ACCESS, REQUEST_ERASURE, REQUEST_CORRECTION,
	REQUEST_OBJECTION,
};

extern const struct term_set term_request, term_support, term_readiness, term_check_item,
	term_check_state, term_pathway, term_need, term_deferral,
	term_destination, term_level, term_sector, term_field, term_contract,
	term_hours, term_verified, term_ending, term_followup_point,
	term_contact_result, term_consent, term_step, term_case_kind,
	term_case_step, term_outlet, term_fact;

/* What every one of them begins with. All but `on` is the store's to fill. */
struct fact {
	struct id id, student_id;
	int number;			/* of that student's, from 1, for ever */
	civil_date on;			/* when it was so, or began */
	struct id by_id;
	char by[NAME_SIZE];
	struct instant recorded;
	civil_date ended_on;		/* DATE_NONE: it has not */
	enum outcome_of ended_as;
};

struct support_plan {
	struct fact fact;
	enum readiness readiness;
	char needs[TEXT_SIZE];		/* what this person needs, in words */
};

struct plan_check {
	struct fact fact;
	enum check_item item;
	enum check_state state;
	char note[LINE_SIZE];
};

struct pathway_need {
	struct fact fact;
	enum pathway pathway;
	enum need state;
	char note[LINE_SIZE];
};

struct plan_action {
	struct fact fact;
	char what[LINE_SIZE];
	char owner[NAME_SIZE];
	civil_date due_on;
};

/* Somebody outside the programme who works with the person. */
struct professional {
	struct fact fact;
	char role[LINE_SIZE];		/* "offender manager" */
	char organisation[LINE_SIZE];
	char name[NAME_SIZE];		/* may be left out */
};

struct deferral {
	struct fact fact;
	enum deferral_kind kind;
	char note[LINE_SIZE];
	civil_date next_check;		/* of its last review */
};

struct destination {
	struct fact fact;
	enum destination_kind kind;
	bool main;
	char employer[LINE_SIZE];	/* or college, or own business */
	char role[LINE_SIZE];		/* or subject */
	enum job_level level;
	enum sector sector;
	enum field_of_work field;
	enum contract contract;
	enum hours_band hours;
	int salary_gbp;			/* a year; 0: not given */
	bool brokered;			/* by the programme */
	bool agreed_inside;		/* before release */
	char note[LINE_SIZE];
	enum verified verified;		/* of its last review, and when */
	civil_date verified_on;
};

struct mentor_match {
	struct fact fact;
	char mentor[NAME_SIZE];
	char organisation[LINE_SIZE];
	char aim[LINE_SIZE];
	int meetings;			/* counted */
	civil_date last_met_on;
};

struct mentor_meeting {
	struct fact fact;
	struct id match_id;
	int minutes;
	char note[LINE_SIZE];
};

struct contact {
	struct fact fact;
	struct id release_id;		/* zero: about no release */
	enum followup_point point;
	enum contact_result result;
	bool inbound;			/* the person called us */
	char note[LINE_SIZE];
};

struct consent {
	struct fact fact;
	enum consent_purpose purpose;
	bool given;			/* false: withdrawn, or refused */
	char wording[SHORT_SIZE];	/* of the form signed; see consent.h */
};

/* To a vacancy, or to an employer who has none listed. */
struct application {
	struct fact fact;		/* on: when it was made */
	char title[NAME_SIZE];		/* the job; the vacancy's, if any */
	struct id employer_id;
	struct id vacancy_id;		/* zero: none that is listed */
	bool brokered;			/* by the programme */
	char note[LINE_SIZE];
	enum job_step step;			/* of its last step, and when */
	civil_date step_on, next_on;
	bool agreed_inside;		/* accepted before release; worked out */
};

struct application_step {
	struct fact fact;
	enum job_step step;
	civil_date next_on;		/* of the interview, the first day */
	char note[LINE_SIZE];
	struct id application_id;
	struct id made_id;		/* the destination or ending it made */
};

struct kit_loan {
	struct fact fact;		/* on: lent; ended_on: returned */
	char item[NAME_SIZE];		/* "Laptop" */
	char tag[SHORT_SIZE];		/* of the asset */
	civil_date due_on;
	char condition[LINE_SIZE];	/* when it was lent */
	char note[LINE_SIZE];
	char returned[LINE_SIZE];	/* its ending's note: the condition */
};

/* What is told about a person; see case_study.h. */
struct case_study {
	struct fact fact;
	char title[LINE_SIZE];
	enum case_kind kind;
};

/* Each text is a draft; the last one counts. */
enum { CASE_TEXT_SIZE = 16385 };
struct case_text {
	struct fact fact;
	struct id case_id;
	char body[CASE_TEXT_SIZE];
};

/* A detail that identify.h points at, and may stay. */
struct case_stay {
	struct fact fact;
	struct id case_id;
	enum finding_kind finding;
	char words[LINE_SIZE];
	char because[LINE_SIZE];
};

struct case_step_taken {
	struct fact fact;
	enum case_step step;
	char note[LINE_SIZE];
	struct id case_id, text_id;
};

/* Where a text is out, until it is taken down. */
struct case_place {
	struct fact fact;
	enum outlet outlet;
	char place[LINE_SIZE];		/* "www.example.org/stories" */
	struct id case_id, text_id;
};

/* Another fact was looked at again. */
struct review {
	struct fact fact;
	struct id fact_id;
	enum verified verified;
	civil_date next_on;
	char note[LINE_SIZE];
};

/* A record that had been kept long enough was looked at, and is kept on. */
struct retention_review {
	struct fact fact;
	civil_date keep_until;
	char reason[LINE_SIZE];
};

/* Somebody asked about their own record; `on` is the day it came. */
/* What a graduate has done since, here or elsewhere. */
struct later_course {
	struct fact fact;		/* on: completed */
	char title[LINE_SIZE];
	struct id version_id;		/* zero: none that is taught here */
	char note[LINE_SIZE];
};

struct data_request {
	struct fact fact;
	enum request request;
	bool complex;			/* it may take two months more */
	char note[LINE_SIZE];
};

struct ending {
	struct fact fact;
	struct id fact_id;
	enum outcome_of outcome;
	char note[LINE_SIZE];
};

struct correction {
	struct fact fact;
	struct id fact_id, replaced_by;
	char reason[LINE_SIZE];
};

/* ---- what they are made of ---- */

enum fact_kind {
	FACT_PLAN, FACT_CHECK, FACT_PATHWAY, FACT_ACTION, FACT_PROFESSIONAL,
	FACT_DEFERRAL, FACT_DESTINATION, FACT_MENTOR, FACT_MEETING,
	FACT_CONTACT, FACT_CONSENT, FACT_APPLICATION, FACT_STEP, FACT_LOAN,
	FACT_REVIEW, FACT_ENDING, FACT_CORRECTION, FACT_CASE, FACT_CASE_TEXT,
	FACT_CASE_STAY, FACT_CASE_STEP, FACT_CASE_PLACE,
	FACT_KEPT, FACT_REQUEST, FACT_COURSE, FACT_KINDS
};

enum member_kind {
	MEMBER_ID,
	MEMBER_ID_OR_NULL,	/* zero is NULL */
	MEMBER_LINE,		/* char[], one line */
	MEMBER_TEXT,		/* char[], several; pages where it is larger */
	MEMBER_DATE,		/* civil_date */
	MEMBER_NUMBER,		/* int, 0 or more */
	MEMBER_FLAG,		/* bool */
	MEMBER_TERM,		/* an enum, whose terms are given */
	MEMBER_TERMS,		/* unsigned, a set of them: bit by value */
};

struct fact_member {
	const char *id;		/* the column's name, and --id */
	const char *label;
	enum member_kind kind;
	size_t offset, size;
	const struct term_set *terms;
	bool required;
};

struct fact_spec {
	const char *table;
	const char *action;	/* "destination.add" */
	const struct fact_member *members;
	size_t count, size;	/* of members; of the struct */
	bool ends;		/* it can end */
};
/* In the order of enum fact_kind, as term_fact is, which names them. */
extern const struct fact_spec fact_specs[FACT_KINDS];

/* Each member by its rule; err->where is the member's id. */
MUST_USE enum rc fact_check(enum fact_kind kind, const void *fact,
			    struct err *err);
/* A blank one: dates unknown, terms at their first. */
void fact_init(enum fact_kind kind, void *fact);
/* The same of any struct that is described by members. */
MUST_USE enum rc members_check(const struct fact_member *members,
			       size_t count, const void *row,
			       struct err *err);
void members_init(const struct fact_member *members, size_t count,
		  void *row, size_t size);
/* One member from text, as people type it; RC_INVALID, where its id. */
MUST_USE enum rc fact_member_set(const struct fact_member *member, void *fact,
				 const char *text, struct err *err);
/* The same as text for people: labels, dates, "yes". */
const char *fact_member_text(const struct fact_member *member,
			     const void *fact, char *text, size_t size);

#endif
