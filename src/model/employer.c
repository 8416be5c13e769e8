/* SPDX-License-Identifier: ISC */
#include "model/employer.h"

#include <stdio.h>
#include <string.h>

#include "model/member_tables.h"

/* ---- words ---- */

static const struct term tier[] = {
	{ "NONE", "None", "", 0, "" },
	{ "KEY_PARTNER", "Key partner", "", 0, "" },
	{ "GOLD", "Gold", "", 0, "" },
	{ "SILVER", "Silver", "", 0, "" },
};
SET(tier, "tier", "tier of an employer");

static const struct term exclusion[] = {
	{ "NONE", "None", "They exclude nobody.", 0, "" },
	{ "CASE_BY_CASE", "Case by case", "", 0, "" },
	{ "ARSON", "Arson", "", 0, "" },
	{ "DRIVING", "Driving", "", 0, "" },
	{ "MURDER", "Murder", "", 0, "" },
	{ "SEXUAL", "Sexual", "", 0, "" },
	{ "TERRORISM", "Terrorism", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(exclusion, "exclusions", "kind of exclusion");

static const struct term base[] = {
	{ "NOT_KNOWN", "Not known", "", 0, "" },
	{ "REMOTE", "Remote", "", 0, "" },
	{ "HYBRID", "Hybrid", "", 0, "" },
	{ "WORKPLACE", "Workplace", "", 0, "" },
};
SET(base, "base", "base");

/* ---- members ---- */

const struct fact_member employer_members[] = {
	MEMBER(employer, name, "Name", LINE, true),
	TERM(employer, sector, "Sector", sector),
	TERM(employer, tier, "Tier", tier),
	MEMBER(employer, place, "Where", LINE, false),
	MEMBER(employer, contact, "Contact person", LINE, false),
	MEMBER(employer, contact_how, "How to reach them", LINE, false),
	TERMS(employer, exclusions, "Excludes", exclusion),
	MEMBER(employer, since, "Known since", DATE, false),
	MEMBER(employer, ended_on, "Ended on", DATE, false),
	MEMBER(employer, note, "Note", LINE, false),
};
const size_t employer_member_count = ARRAY_SIZE(employer_members);

const struct fact_member vacancy_members[] = {
	MEMBER(vacancy, title, "Title", LINE, true),
	TERM(vacancy, level, "Level", level),
	TERM(vacancy, field, "Field", field),
	TERM(vacancy, contract, "Contract", contract),
	TERM(vacancy, base, "Base", base),
	TERM(vacancy, hours, "Hours", hours),
	MEMBER(vacancy, salary_from_gbp, "Salary from, pounds a year",
	       NUMBER, false),
	MEMBER(vacancy, salary_to_gbp, "Salary to, pounds a year", NUMBER,
	       false),
	MEMBER(vacancy, places, "Places", NUMBER, false),
	MEMBER(vacancy, opens_on, "Open from", DATE, false),
	MEMBER(vacancy, closes_on, "Open until", DATE, false),
	MEMBER(vacancy, closed_on, "Closed on", DATE, false),
	MEMBER(vacancy, note, "Note", LINE, false),
};
const size_t vacancy_member_count = ARRAY_SIZE(vacancy_members);

void
employer_init(struct employer *employer)
{
	members_init(employer_members, employer_member_count, employer,
		     sizeof(*employer));
}

void
vacancy_init(struct vacancy *vacancy)
{
	members_init(vacancy_members, vacancy_member_count, vacancy,
		     sizeof(*vacancy));
}

/* ---- rules ---- */

static enum rc
check_order(const char *where, civil_date first, civil_date last,
	    struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];

	if (first == DATE_NONE || last == DATE_NONE || last >= first)
		return RC_OK;
	return err_set(err, RC_INVALID, where,
		       "That is before it began, on %s.",
		       date_format_long(first, day));
}

enum rc
employer_check(const struct employer *e, struct err *err)
{
	enum rc rc = members_check(employer_members, employer_member_count, e,
				   err);

	if (rc == RC_OK && (e->exclusions & 1u << EXCLUDES_NONE) != 0 &&
	    e->exclusions != 1u << EXCLUDES_NONE)
		return err_set(err, RC_INVALID, "exclusions",
			       "\"None\" stands alone: leave it out, or leave "
			       "out the others.");
	return rc == RC_OK ? check_order("ended_on", e->since, e->ended_on,
					 err)
			   : rc;
}

enum rc
vacancy_check(const struct vacancy *v, struct err *err)
{
	enum rc rc = members_check(vacancy_members, vacancy_member_count, v,
				   err);

	if (rc == RC_OK && v->salary_to_gbp > 0 &&
	    v->salary_to_gbp < v->salary_from_gbp)
		return err_set(err, RC_INVALID, "salary_to_gbp",
			       "That is less than the %d it begins at.",
			       v->salary_from_gbp);
	if (rc == RC_OK)
		rc = check_order("closes_on", v->opens_on, v->closes_on, err);
	return rc == RC_OK ? check_order("closed_on", v->opens_on,
					 v->closed_on, err)
			   : rc;
}

enum rc
loan_check(const struct kit_loan *loan, struct err *err)
{
	return check_order("due_on", loan->fact.on, loan->due_on, err);
}

bool
employer_is_active(const struct employer *e, civil_date on)
{
	return e->ended_on == DATE_NONE || e->ended_on > on;
}

bool
vacancy_is_open(const struct vacancy *v, civil_date on)
{
	return (v->opens_on == DATE_NONE || v->opens_on <= on) &&
	       (v->closes_on == DATE_NONE || v->closes_on >= on) &&
	       (v->closed_on == DATE_NONE || v->closed_on > on);
}

void
employer_warning(const struct employer *e, char *text, size_t size)
{
	char words[TERMS_SIZE];

	text[0] = '\0';
	if ((e->exclusions & ~(1u << EXCLUDES_NONE)) == 0)
		return;
	if (e->exclusions == 1u << EXCLUDES_CASE_BY_CASE) {
		snprintf(text, size, "This employer decides case by case: ask "
			 "the offender manager.");
		return;
	}
	terms_labels(&term_exclusion, e->exclusions, words, sizeof(words));
	snprintf(text, size, "This employer excludes %s: ask the offender "
		 "manager.", words);
}

static int
thousands(char *text, size_t size, int pounds)
{
	return pounds < 1000
		       ? snprintf(text, size, "%d", pounds)
		       : snprintf(text, size, "%d,%03d", pounds / 1000,
				  pounds % 1000);
}

void
vacancy_salary(const struct vacancy *v, char *text, size_t size)
{
	char from[16] = "", to[16] = "";

	if (v->salary_from_gbp > 0)
		thousands(from, sizeof(from), v->salary_from_gbp);
	if (v->salary_to_gbp > v->salary_from_gbp)
		thousands(to, sizeof(to), v->salary_to_gbp);
	if (from[0] != '\0' && to[0] != '\0')
		snprintf(text, size, "%s to %s", from, to);
	else
		snprintf(text, size, "%s%s%s", to[0] != '\0' ? "up to " : "",
			 from, to);
}

/* ---- the pipeline ---- */

#define TO(step) (1u << STEP_##step)
/* How it can come to nothing before the first day. */
#define NO (TO(APPLICATION_UNSUCCESSFUL) | TO(WITHDRAWN))

/* A step may be left out when nobody heard of it, but none goes back: a wrong
 * one is voided. */
static const unsigned next[STEPS] = {
	[STEP_APPLICATION_MADE] = TO(SELECTED_FOR_INTERVIEW) |
				  TO(INTERVIEW_BOOKED) | TO(JOB_OFFER) | NO,
	[STEP_SELECTED_FOR_INTERVIEW] = TO(INTERVIEW_BOOKED) | TO(JOB_OFFER) |
					TO(UNSUCCESSFUL_AT_INTERVIEW) | NO,
	/* Again: a second interview, or another day. */
	[STEP_INTERVIEW_BOOKED] = TO(INTERVIEW_BOOKED) | TO(JOB_OFFER) |
				  TO(UNSUCCESSFUL_AT_INTERVIEW) | NO,
	[STEP_JOB_OFFER] = TO(OFFER_ACCEPTED) | TO(STARTED) |
			   TO(OFFER_WITHDRAWN) | NO,
	[STEP_OFFER_ACCEPTED] = TO(STARTED) | TO(OFFER_WITHDRAWN) | NO,
	[STEP_STARTED] = TO(ENDED),
};

bool
step_may_follow(enum job_step from, enum job_step to)
{
	return (next[from] >> to & 1) != 0;
}

bool
step_is_last(enum job_step step)
{
	return next[step] == 0;
}

bool
step_is_open(enum job_step step)
{
	return (next[step] & TO(WITHDRAWN)) != 0;
}

/* No step leads to one before it in the table of words. */
int
step_compare(const void *a, const void *b)
{
	const struct application_step *x = a, *y = b;
	int order = memcmp(&x->fact.student_id, &y->fact.student_id,
			   sizeof(x->fact.student_id));

	if (order == 0)
		order = (x->fact.on > y->fact.on) - (x->fact.on < y->fact.on);
	if (order == 0)
		order = (int)x->step - (int)y->step;
	return order != 0 ? order : memcmp(&x->fact.id, &y->fact.id,
					   sizeof(x->fact.id));
}

static enum destination_kind
kind_of_work(const struct vacancy *v)
{
	bool under = v->hours == HOURS_UNDER_16;

	if (v->contract == CONTRACT_SELF_EMPLOYMENT)
		return under ? DESTINATION_SELF_EMPLOYED_UNDER_16H
			     : DESTINATION_SELF_EMPLOYED_16H_PLUS;
	if (v->level == LEVEL_APPRENTICE)
		return DESTINATION_APPRENTICESHIP;
	return under ? DESTINATION_EMPLOYED_UNDER_16H
		     : DESTINATION_EMPLOYED_16H_PLUS;
}

void
application_destination(const struct application *a,
			const struct employer *e, const struct vacancy *v,
			civil_date on, struct destination *d)
{
	fact_init(FACT_DESTINATION, d);
	d->fact.student_id = a->fact.student_id;
	d->fact.on = on;
	d->verified_on = DATE_NONE;
	d->kind = kind_of_work(v);
	d->main = true;
	snprintf(d->employer, sizeof(d->employer), "%s", e->name);
	snprintf(d->role, sizeof(d->role), "%s", a->title);
	d->sector = e->sector;
	d->field = v->field;
	d->contract = v->contract;
	d->hours = v->hours;
	if (destination_group(d->kind) == GROUP_EMPLOYED)
		d->level = v->level;
	/* A range says what the vacancy pays, not what the person gets. */
	if (v->salary_to_gbp <= v->salary_from_gbp)
		d->salary_gbp = v->salary_from_gbp;
	d->brokered = a->brokered;
	d->agreed_inside = a->agreed_inside;
}
