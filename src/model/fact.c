/* SPDX-License-Identifier: ISC */
#include "model/support_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/member_tables.h"
#include "model/rule.h"

/* ---- what each is made of ---- */

static const struct fact_member support_plan[] = {
	TERM(support_plan, readiness, "Readiness", readiness),
	MEMBER(support_plan, needs, "Needs", TEXT, false),
};

static const struct fact_member plan_check[] = {
	TERM(plan_check, item, "Item", check_item),
	TERM(plan_check, state, "State", check_state),
	MEMBER(plan_check, note, "Note", LINE, false),
};

static const struct fact_member pathway[] = {
	TERM(pathway_need, pathway, "Pathway", pathway),
	TERM(pathway_need, state, "State", need),
	MEMBER(pathway_need, note, "Note", LINE, false),
};

static const struct fact_member plan_action[] = {
	MEMBER(plan_action, what, "What", LINE, true),
	MEMBER(plan_action, owner, "Who does it", LINE, false),
	MEMBER(plan_action, due_on, "By when", DATE, false),
};

static const struct fact_member professional[] = {
	MEMBER(professional, role, "Role", LINE, true),
	MEMBER(professional, organisation, "Organisation", LINE, false),
	MEMBER(professional, name, "Name", LINE, false),
};

static const struct fact_member deferral[] = {
	TERM(deferral, kind, "Reason", deferral),
	MEMBER(deferral, note, "Note", LINE, false),
};

static const struct fact_member destination[] = {
	TERM(destination, kind, "Destination", destination),
	MEMBER(destination, main, "Main one", FLAG, false),
	MEMBER(destination, employer, "Employer or college", LINE, false),
	MEMBER(destination, role, "Role or subject", LINE, false),
	TERM(destination, level, "Level", level),
	TERM(destination, sector, "Sector", sector),
	TERM(destination, field, "Field", field),
	TERM(destination, contract, "Contract", contract),
	TERM(destination, hours, "Hours", hours),
	MEMBER(destination, salary_gbp, "Salary, pounds a year", NUMBER,
	       false),
	MEMBER(destination, brokered, "Brokered by us", FLAG, false),
	MEMBER(destination, agreed_inside, "Agreed before release", FLAG,
	       false),
	MEMBER(destination, note, "Note", LINE, false),
};

static const struct fact_member mentor_match[] = {
	MEMBER(mentor_match, mentor, "Mentor", LINE, true),
	MEMBER(mentor_match, organisation, "Organisation", LINE, false),
	MEMBER(mentor_match, aim, "Aim", LINE, false),
};

static const struct fact_member mentor_meeting[] = {
	MEMBER(mentor_meeting, match_id, "Match", ID, true),
	MEMBER(mentor_meeting, minutes, "Minutes", NUMBER, false),
	MEMBER(mentor_meeting, note, "Note", LINE, false),
};

static const struct fact_member contact[] = {
	MEMBER(contact, release_id, "Release", ID_OR_NULL, false),
	TERM(contact, point, "Point", followup_point),
	TERM(contact, result, "Result", contact_result),
	MEMBER(contact, inbound, "They called", FLAG, false),
	MEMBER(contact, note, "Note", LINE, false),
};

static const struct fact_member consent[] = {
	TERM(consent, purpose, "Purpose", consent),
	MEMBER(consent, given, "Given", FLAG, false),
	MEMBER(consent, wording, "Wording", LINE, false),
};

static const struct fact_member application[] = {
	MEMBER(application, title, "Job", LINE, true),
	MEMBER(application, employer_id, "Employer", ID, true),
	MEMBER(application, vacancy_id, "Vacancy", ID_OR_NULL, false),
	MEMBER(application, brokered, "Brokered by us", FLAG, false),
	MEMBER(application, note, "Note", LINE, false),
};

static const struct fact_member application_step[] = {
	TERM(application_step, step, "Step", step),
	MEMBER(application_step, next_on, "Interview or first day", DATE,
	       false),
	MEMBER(application_step, note, "Note", LINE, false),
	MEMBER(application_step, application_id, "Which one", ID, true),
	MEMBER(application_step, made_id, "What it made", ID_OR_NULL, false),
};

static const struct fact_member kit_loan[] = {
	MEMBER(kit_loan, item, "Item", LINE, true),
	MEMBER(kit_loan, tag, "Asset tag", LINE, false),
	MEMBER(kit_loan, due_on, "Due back", DATE, false),
	MEMBER(kit_loan, condition, "Condition", LINE, false),
	MEMBER(kit_loan, note, "Note", LINE, false),
};

static const struct fact_member review[] = {
	MEMBER(review, fact_id, "Fact", ID, true),
	TERM(review, verified, "Verified", verified),
	MEMBER(review, next_on, "Next", DATE, false),
	MEMBER(review, note, "Note", LINE, false),
};

static const struct fact_member ending[] = {
	MEMBER(ending, fact_id, "Fact", ID, true),
	TERM(ending, outcome, "How", ending),
	MEMBER(ending, note, "Note", LINE, false),
};

static const struct fact_member correction[] = {
	MEMBER(correction, fact_id, "Fact", ID, true),
	MEMBER(correction, replaced_by, "Replaced by", ID_OR_NULL, false),
	MEMBER(correction, reason, "Reason", LINE, true),
};

static const struct fact_member case_study[] = {
	MEMBER(case_study, title, "Title", LINE, true),
	TERM(case_study, kind, "Kind", case_kind),
};

static const struct fact_member case_text[] = {
	MEMBER(case_text, case_id, "Case study", ID, true),
	MEMBER(case_text, body, "Text", TEXT, true),
};

static const struct fact_member case_stay[] = {
	MEMBER(case_stay, case_id, "Case study", ID, true),
	TERM(case_stay, finding, "Detail", finding),
	MEMBER(case_stay, words, "Words", LINE, true),
	MEMBER(case_stay, because, "Because", LINE, true),
};

static const struct fact_member case_step[] = {
	TERM(case_step_taken, step, "Step", case_step),
	MEMBER(case_step_taken, note, "Note", LINE, false),
	MEMBER(case_step_taken, case_id, "Case study", ID, true),
	MEMBER(case_step_taken, text_id, "Text", ID, true),
};

static const struct fact_member case_place[] = {
	TERM(case_place, outlet, "Kind of place", outlet),
	MEMBER(case_place, place, "Where", LINE, true),
	MEMBER(case_place, case_id, "Case study", ID, true),
	MEMBER(case_place, text_id, "Text", ID, true),
};

static const struct fact_member retention_review[] = {
	MEMBER(retention_review, keep_until, "Keep until", DATE, false),
	MEMBER(retention_review, reason, "Reason", LINE, true),
};

static const struct fact_member data_request[] = {
	TERM(data_request, request, "Request", request),
	MEMBER(data_request, complex, "Complex", FLAG, false),
	MEMBER(data_request, note, "Note", LINE, false),
};

static const struct fact_member later_course[] = {
	MEMBER(later_course, title, "Course", LINE, true),
	MEMBER(later_course, version_id, "Curriculum", ID_OR_NULL, false),
	MEMBER(later_course, note, "Note", LINE, false),
};

#define SPEC(table, type, action, ends) \
	{ #table, action, table, ARRAY_SIZE(table), sizeof(struct type), ends }

const struct fact_spec fact_specs[FACT_KINDS] = {
	[FACT_PLAN] = SPEC(support_plan, support_plan, "plan.set", false),
	[FACT_CHECK] = SPEC(plan_check, plan_check, "plan.check", false),
	[FACT_PATHWAY] = SPEC(pathway, pathway_need, "plan.pathway", false),
	[FACT_ACTION] = SPEC(plan_action, plan_action, "plan.action", true),
	[FACT_PROFESSIONAL] = SPEC(professional, professional,
				   "plan.professional", true),
	[FACT_DEFERRAL] = SPEC(deferral, deferral, "plan.defer", true),
	[FACT_DESTINATION] = SPEC(destination, destination,
				  "destination.add", true),
	[FACT_MENTOR] = SPEC(mentor_match, mentor_match, "mentor.match",
			     true),
	[FACT_MEETING] = SPEC(mentor_meeting, mentor_meeting, "mentor.meet",
			      false),
	[FACT_CONTACT] = SPEC(contact, contact, "followup.record", false),
	[FACT_CONSENT] = SPEC(consent, consent, "consent.set", false),
	[FACT_APPLICATION] = SPEC(application, application,
				  "application.make", false),
	[FACT_STEP] = SPEC(application_step, application_step,
			   "application.step", false),
	[FACT_LOAN] = SPEC(kit_loan, kit_loan, "loan.add", true),
	[FACT_REVIEW] = SPEC(review, review, "support.review", false),
	[FACT_ENDING] = SPEC(ending, ending, "support.end", false),
	[FACT_CORRECTION] = SPEC(correction, correction, "support.void",
				 false),
	[FACT_CASE] = SPEC(case_study, case_study, "case.begin", false),
	[FACT_CASE_TEXT] = SPEC(case_text, case_text, "case.draft", false),
	[FACT_CASE_STAY] = SPEC(case_stay, case_stay, "case.stay", false),
	[FACT_CASE_STEP] = SPEC(case_step, case_step_taken, "case.step",
				false),
	[FACT_CASE_PLACE] = SPEC(case_place, case_place, "case.publish",
				 true),
	[FACT_KEPT] = SPEC(retention_review, retention_review,
			   "retention.keep", false),
	[FACT_REQUEST] = SPEC(data_request, data_request, "data.request",
			      true),
	[FACT_COURSE] = SPEC(later_course, later_course, "course.add", false),
};

/* ---- members, by what they are ---- */

static void *
in(void *fact, const struct fact_member *m)
{
	return (char *)fact + m->offset;
}

static const void *
of(const void *fact, const struct fact_member *m)
{
	return (const char *)fact + m->offset;
}

static int
number_of(const void *fact, const struct fact_member *m)
{
	int value;

	memcpy(&value, of(fact, m), sizeof(value));
	return value;
}

/* Days that are worked out from other facts. */
static void
init_days(enum fact_kind kind, void *fact)
{
	if (kind == FACT_DEFERRAL)
		((struct deferral *)fact)->next_check = DATE_NONE;
	else if (kind == FACT_DESTINATION)
		((struct destination *)fact)->verified_on = DATE_NONE;
	else if (kind == FACT_MENTOR)
		((struct mentor_match *)fact)->last_met_on = DATE_NONE;
	else if (kind == FACT_APPLICATION)
		((struct application *)fact)->step_on =
			((struct application *)fact)->next_on = DATE_NONE;
}

void
members_init(const struct fact_member *members, size_t count, void *row,
	     size_t size)
{
	const civil_date none = DATE_NONE;

	memset(row, 0, size);
	for (size_t i = 0; i < count; i++)
		if (members[i].kind == MEMBER_DATE)
			memcpy(in(row, &members[i]), &none, sizeof(none));
}

void
fact_init(enum fact_kind kind, void *fact)
{
	const struct fact_spec *spec = &fact_specs[kind];
	struct fact *head = fact;

	members_init(spec->members, spec->count, fact, spec->size);
	head->on = DATE_NONE;
	head->ended_on = DATE_NONE;
	init_days(kind, fact);
}

static rule_fn *
rule_of(const struct fact_member *m)
{
	if (m->kind != MEMBER_TEXT)
		return rule_line;
	return m->size > TEXT_SIZE ? rule_document : rule_text;
}

static enum rc
check_text(const struct fact_member *m, const char *text, struct err *err)
{
	if (m->required && text[strspn(text, " \n")] == '\0')
		return err_set(err, RC_INVALID, m->id,
			       "\"%s\" is needed.", m->label);
	if (rule_of(m)(text, err) != RC_OK)
		return err_where(err, m->id);
	return RC_OK;
}

static enum rc
check_member(const struct fact_member *m, const void *fact, struct err *err)
{
	int value;

	switch (m->kind) {
	case MEMBER_LINE:
	case MEMBER_TEXT:
		return check_text(m, of(fact, m), err);
	case MEMBER_TERM:
		value = number_of(fact, m);
		return value >= 0 && (size_t)value < m->terms->count
			       ? RC_OK
			       : err_set(err, RC_INVALID, m->id,
					 "That is not a %s.", m->terms->noun);
	case MEMBER_NUMBER:
		return number_of(fact, m) >= 0
			       ? RC_OK
			       : err_set(err, RC_INVALID, m->id,
					 "\"%s\" is 0 or more.", m->label);
	default:
		return RC_OK;
	}
}

enum rc
members_check(const struct fact_member *members, size_t count,
	      const void *row, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = check_member(&members[i], row, err);
	return rc;
}

enum rc
fact_check(enum fact_kind kind, const void *fact, struct err *err)
{
	const struct fact_spec *spec = &fact_specs[kind];

	return members_check(spec->members, spec->count, fact, err);
}

/* ---- from text, and to it ---- */

enum { NUMBER_MOST = 10000000 };

static enum rc
set_number(const struct fact_member *m, void *fact, const char *text,
	   struct err *err)
{
	char *end;
	long value = strtol(text, &end, 10);
	int number = (int)value;

	if (text[0] == '\0' || *end != '\0' || value < 0 ||
	    value > NUMBER_MOST)
		return err_set(err, RC_INVALID, m->id,
			       "\"%s\" is a whole number, for example 24000.",
			       m->label);
	memcpy(in(fact, m), &number, sizeof(number));
	return RC_OK;
}

static enum rc
set_flag(const struct fact_member *m, void *fact, const char *text,
	 struct err *err)
{
	bool value = text[0] == '\0' || strcmp(text, "yes") == 0;

	if (!value && strcmp(text, "no") != 0)
		return err_set(err, RC_INVALID, m->id,
			       "\"%s\" is yes or no.", m->label);
	memcpy(in(fact, m), &value, sizeof(value));
	return RC_OK;
}

static enum rc
set_line(const struct fact_member *m, void *fact, const char *text,
	 struct err *err)
{
	enum rc rc = check_text(m, text, err);

	if (rc == RC_OK && strlen(text) >= m->size)
		rc = err_set(err, RC_INVALID, m->id,
			     "\"%s\" is too long.", m->label);
	if (rc == RC_OK)
		memcpy(in(fact, m), text, strlen(text) + 1);
	return rc;
}

static enum rc
set_terms(const struct fact_member *m, void *fact, const char *text,
	  struct err *err)
{
	unsigned set;

	if (terms_parse(m->terms, text, &set, err) != RC_OK)
		return err_where(err, m->id);
	memcpy(in(fact, m), &set, sizeof(set));
	return RC_OK;
}

enum rc
fact_member_set(const struct fact_member *m, void *fact, const char *text,
		struct err *err)
{
	civil_date date = DATE_NONE;
	int value = 0;

	switch (m->kind) {
	case MEMBER_NUMBER:
		return set_number(m, fact, text, err);
	case MEMBER_FLAG:
		return set_flag(m, fact, text, err);
	case MEMBER_DATE:
		if (text[0] != '\0' && date_parse(text, &date, err) != RC_OK)
			return err_where(err, m->id);
		memcpy(in(fact, m), &date, sizeof(date));
		return RC_OK;
	case MEMBER_TERMS:
		return set_terms(m, fact, text, err);
	case MEMBER_TERM:
		if (term_parse(m->terms, text, &value, err) != RC_OK)
			return err_where(err, m->id);
		memcpy(in(fact, m), &value, sizeof(value));
		return RC_OK;
	default:
		return set_line(m, fact, text, err);
	}
}

const char *
fact_member_text(const struct fact_member *m, const void *fact, char *text,
		 size_t size)
{
	civil_date date;
	bool flag;

	if (size > 0)
		text[0] = '\0';
	switch (m->kind) {
	case MEMBER_LINE:
	case MEMBER_TEXT:
		return of(fact, m);
	case MEMBER_TERM:
		return term_label(m->terms, number_of(fact, m));
	case MEMBER_TERMS:
		terms_labels(m->terms, (unsigned)number_of(fact, m), text,
			     size);
		return text;
	case MEMBER_FLAG:
		memcpy(&flag, of(fact, m), sizeof(flag));
		return flag ? "yes" : "no";
	case MEMBER_NUMBER:
		snprintf(text, size, "%d", number_of(fact, m));
		return text;
	case MEMBER_DATE:
		memcpy(&date, of(fact, m), sizeof(date));
		return size < DATE_TEXT_SIZE ? text : date_format(date, text);
	default:
		return text;
	}
}
