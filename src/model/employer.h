/* SPDX-License-Identifier: ISC */
/*
 * employer: who offers work, and the vacancies they have. Both belong to the
 * place that knows the employer, not to a student; what a student has to do
 * with them (applications, support_record.h) is a fact about the student.
 *
 * What an employer excludes is written down as the employer says it. It is
 * compared with nothing: no record here says what anybody was convicted of.
 */
#ifndef MODEL_EMPLOYER_H
#define MODEL_EMPLOYER_H

#include "model/destination.h"

enum tier { TIER_NONE, TIER_KEY_PARTNER, TIER_GOLD, TIER_SILVER };
enum exclusion {
	EXCLUDES_NONE, EXCLUDES_CASE_BY_CASE, EXCLUDES_ARSON,
	EXCLUDES_DRIVING, EXCLUDES_MURDER, EXCLUDES_SEXUAL,
	EXCLUDES_TERRORISM, EXCLUDES_OTHER,
};
enum work_base { BASE_NOT_KNOWN, BASE_REMOTE, BASE_HYBRID, BASE_WORKPLACE };

extern const struct term_set term_tier, term_exclusion, term_base;

struct employer {
	struct id id, owner_id;		/* place that keeps it; zero: this one */
	char name[NAME_SIZE];
	enum sector sector;
	enum tier tier;
	char place[LINE_SIZE];		/* where they are */
	char contact[NAME_SIZE];	/* a person there, */
	char contact_how[LINE_SIZE];	/* and how to reach them */
	unsigned exclusions;		/* a set; 0: nobody has asked yet */
	civil_date since, ended_on;
	char note[LINE_SIZE];
};

struct vacancy {
	struct id id, employer_id;
	char title[NAME_SIZE];
	enum job_level level;
	enum field_of_work field;
	enum contract contract;
	enum work_base base;
	enum hours_band hours;
	int salary_from_gbp, salary_to_gbp;	/* a year; 0: not given */
	int places;				/* 0: not said */
	civil_date opens_on, closes_on;		/* for applications */
	civil_date closed_on;			/* by hand, before that */
	char note[LINE_SIZE];
};

extern const struct fact_member employer_members[], vacancy_members[];
extern const size_t employer_member_count, vacancy_member_count;

void employer_init(struct employer *employer);
void vacancy_init(struct vacancy *vacancy);
MUST_USE enum rc employer_check(const struct employer *employer,
				struct err *err);
MUST_USE enum rc vacancy_check(const struct vacancy *vacancy,
			       struct err *err);
bool employer_is_active(const struct employer *employer, civil_date on);
/* Takes applications on that day. */
bool vacancy_is_open(const struct vacancy *vacancy, civil_date on);
/* "This employer excludes Arson, Driving: ask the offender manager."; "" when
 * there is nothing to ask. */
void employer_warning(const struct employer *employer, char *text,
		      size_t size);
/* "24,000 to 28,000", "24,000"; "" when it was not given. */
void vacancy_salary(const struct vacancy *vacancy, char *text, size_t size);

/* Due back no earlier than it was lent. */
MUST_USE enum rc loan_check(const struct kit_loan *loan, struct err *err);

/* ---- the pipeline ---- */

/* Whether an application at one step may go on to another. */
bool step_may_follow(enum job_step from, enum job_step to);
/* Nothing follows: it went well, or it did not. */
bool step_is_last(enum job_step step);
/* Waiting for an answer, or for the first day. */
bool step_is_open(enum job_step step);
/* In order of student, of day, and on one day as steps follow one another. */
int step_compare(const void *a, const void *b);
/* What somebody who starts there does from that day on. */
void application_destination(const struct application *application,
			     const struct employer *employer,
			     const struct vacancy *vacancy, civil_date on,
			     struct destination *destination);

#endif
