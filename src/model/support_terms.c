/* SPDX-License-Identifier: ISC */
/*
 * The words of support after release. Readiness, checklist and pathways follow
 * HMPPS's work readiness and resettlement passport; destinations follow the
 * ILR's outcome codes (destination.c has the codes themselves).
 */
#include "model/member_tables.h"
#include "model/support_record.h"

static const struct term support[] = {
	{ "NOT_STARTED", "Not started", "", 0, "" },
	{ "PLANNING", "Planning", "Being worked out with the person.", 0, "" },
	{ "ACTIVE", "Active", "Support is being given.", 0, "" },
	{ "DEFERRED", "Deferred",
	  "Something else comes first; see the deferrals.", 0, "" },
	{ "PAUSED_NO_CONTACT", "Paused: no contact",
	  "Nobody has been able to reach the person.", 0, "" },
	{ "CLOSED_MET", "Closed: need met",
	  "Nothing more is needed; may be opened again.", 0, "" },
	{ "CLOSED_DECLINED", "Closed: declined",
	  "The person wants no support; may come back.", 0, "" },
};
SET(support, "support", "stage of support");

static const struct term readiness[] = {
	{ "NOT_ASSESSED", "Not assessed", "", 0, "" },
	{ "NO_RIGHT_TO_WORK", "No right to work", "", 0, "" },
	{ "SUPPORT_DECLINED", "Support declined", "", 0, "" },
	{ "SUPPORT_NEEDED", "Support needed", "", 0, "" },
	{ "READY_TO_WORK", "Ready to work", "", 0, "" },
};
SET(readiness, "readiness", "readiness for work");

static const struct term check_item[] = {
	{ "BANK_ACCOUNT", "Bank account", "", 0, "" },
	{ "CV_AND_COVERING_LETTER", "CV and covering letter", "", 0, "" },
	{ "DISCLOSURE_LETTER", "Disclosure letter", "", 0, "" },
	{ "EMAIL", "E-mail address", "", 0, "" },
	{ "PHONE", "Phone", "", 0, "" },
	{ "HOUSING", "Housing", "", 0, "" },
	{ "ID", "Proof of identity", "", 0, "" },
	{ "INTERVIEW_CLOTHING", "Interview clothing", "", 0, "" },
	{ "LAPTOP", "Laptop", "", 0, "" },
	{ "PORTFOLIO", "Portfolio", "", 0, "" },
	{ "LICENCE_CONDITIONS_CHECKED", "Licence conditions checked",
	  "That work and study fit the licence.", 0, "" },
};
SET(check_item, "item", "line of the checklist");

static const struct term check_state[] = {
	{ "NOT_STARTED", "Not started", "", 0, "" },
	{ "IN_PROGRESS", "In progress", "", 0, "" },
	{ "COMPLETED", "Completed", "", 0, "" },
	{ "NOT_NEEDED", "Not needed", "", 0, "" },
};
SET(check_state, "state", "state of the checklist");

static const struct term pathway[] = {
	{ "ACCOMMODATION", "Accommodation", "", 0, "" },
	{ "ATTITUDES_THINKING_AND_BEHAVIOUR",
	  "Attitudes, thinking and behaviour",
	  "", 0, "" },
	{ "CHILDREN_FAMILIES_AND_COMMUNITY", "Children, families and community",
	  "", 0, "" },
	{ "DRUGS_AND_ALCOHOL", "Drugs and alcohol", "", 0, "" },
	{ "EDUCATION_SKILLS_AND_WORK", "Education, skills and work",
	  "", 0, "" },
	{ "FINANCE_AND_ID", "Finance and ID", "", 0, "" },
	{ "HEALTH", "Health", "", 0, "" },
};
SET(pathway, "pathway", "resettlement pathway");

static const struct term need[] = {
	{ "NO_NEED", "No need", "", 0, "" },
	{ "NOT_STARTED", "Not started", "", 0, "" },
	{ "IN_PROGRESS", "In progress", "", 0, "" },
	{ "MET", "Met", "", 0, "" },
	{ "DECLINED", "Declined", "", 0, "" },
};
SET(need, "state", "state of a need");

static const struct term deferral[] = {
	{ "HOUSING", "Housing", "", 0, "" },
	{ "RECOVERY", "Recovery", "", 0, "" },
	{ "OFFENDING_BEHAVIOUR", "Offending behaviour work", "", 0, "" },
	{ "HEALTH", "Health", "", 0, "" },
	{ "CARING", "Caring for somebody", "", 0, "" },
	{ "LICENCE_CONDITION", "Licence condition", "", 0, "" },
	{ "OWN_CHOICE", "Own choice", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(deferral, "kind", "reason for a deferral");

static const struct term destination[] = {
	{ "EMPLOYED_16H_PLUS", "Employed, 16 hours or more", "", 0, "" },
	{ "EMPLOYED_UNDER_16H", "Employed, under 16 hours", "", 0, "" },
	{ "SELF_EMPLOYED_16H_PLUS", "Self-employed, 16 hours or more",
	  "", 0, "" },
	{ "SELF_EMPLOYED_UNDER_16H", "Self-employed, under 16 hours",
	  "", 0, "" },
	{ "APPRENTICESHIP", "Apprenticeship", "", 0, "" },
	{ "HIGHER_EDUCATION", "Higher education", "", 0, "" },
	{ "BOOTCAMP_OR_TRAINING", "Bootcamp or other training", "", 0, "" },
	{ "FE_FULL_TIME", "Further education, full time", "", 0, "" },
	{ "FE_PART_TIME", "Further education, part time",
	  "Community learning is here too.", 0, "" },
	{ "TRAINEESHIP", "Traineeship", "", 0, "" },
	{ "SUPPORTED_INTERNSHIP", "Supported internship", "", 0, "" },
	{ "GAP_BEFORE_HE", "Gap before higher education", "", 0, "" },
	{ "CONTINUING_WITH_SUPPORT", "Continuing with support",
	  "Goes on with the curriculum outside.", 0, "" },
	{ "VOLUNTARY", "Voluntary work", "", 0, "" },
	{ "SEEKING_WORK", "Looking for work", "", 0, "" },
	{ "NOT_SEEKING_OR_UNAVAILABLE", "Not looking, or not available",
	  "", 0, "" },
	{ "STILL_IN_CUSTODY", "Still in custody", "", 0, "" },
	{ "RETURNED_TO_CUSTODY", "Returned to custody", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
	{ "UNABLE_TO_CONTACT", "Unable to contact",
	  "Nobody could be reached to ask.", 0, "" },
	{ "NOT_KNOWN", "Not known",
	  "Somebody was asked and could not say.", 0, "" },
};
SET(destination, "kind", "destination");

static const struct term level[] = {
	{ "NOT_KNOWN", "Not known", "", 0, "" },
	{ "APPRENTICE", "Apprentice", "", 0, "" },
	{ "TRAINEE", "Trainee", "", 0, "" },
	{ "JUNIOR", "Junior", "", 0, "" },
	{ "MID", "Mid-level", "", 0, "" },
	{ "SENIOR", "Senior", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(level, "level", "level of a role");

static const struct term sector[] = {
	{ "NOT_KNOWN", "Not known", "", 0, "" },
	{ "FINANCE", "Finance", "", 0, "" },
	{ "TECHNOLOGY", "Technology", "", 0, "" },
	{ "PUBLIC", "Public service", "", 0, "" },
	{ "CHARITY", "Charity", "", 0, "" },
	{ "EDUCATION", "Education", "", 0, "" },
	{ "HEALTH", "Health and care", "", 0, "" },
	{ "MEDIA", "Media and arts", "", 0, "" },
	{ "RETAIL", "Retail", "", 0, "" },
	{ "HOSPITALITY", "Hospitality", "", 0, "" },
	{ "CONSTRUCTION", "Construction", "", 0, "" },
	{ "LOGISTICS", "Logistics", "", 0, "" },
	{ "MANUFACTURING", "Manufacturing", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(sector, "sector", "sector");

static const struct term field[] = {
	{ "NOT_KNOWN", "Not known", "", 0, "" },
	{ "SOFTWARE_DEVELOPMENT", "Software development", "", 0, "" },
	{ "WEB_DEVELOPMENT", "Web development", "", 0, "" },
	{ "OTHER_TECHNOLOGY", "Other technology", "", 0, "" },
	{ "NOT_TECHNOLOGY", "Not technology", "", 0, "" },
};
SET(field, "field", "field of work or study");

static const struct term contract[] = {
	{ "NOT_KNOWN", "Not known", "", 0, "" },
	{ "PERMANENT", "Permanent", "", 0, "" },
	{ "TEMPORARY", "Temporary", "", 0, "" },
	{ "FIXED_TERM_CONTRACT", "Fixed term", "", 0, "" },
	{ "SELF_EMPLOYMENT", "Self-employment", "", 0, "" },
};
SET(contract, "contract", "kind of contract");

static const struct term hours[] = {
	{ "NOT_KNOWN", "Not known", "", 0, "" },
	{ "FULL_TIME", "30 hours a week or more", "", 0, "" },
	{ "PART_TIME", "16 to 29 hours a week", "", 0, "" },
	{ "UNDER_16", "Under 16 hours a week", "", 0, "" },
	{ "VARIABLE", "Varies from week to week", "", 0, "" },
};
SET(hours, "hours", "band of hours");

static const struct term verified[] = {
	{ "NOT_VERIFIED", "Not verified", "", 0, "" },
	{ "SELF_REPORT", "The person said so", "", 0, "" },
	{ "EMPLOYER", "The employer or college said so", "", 0, "" },
	{ "DOCUMENT", "A document was seen", "", 0, "" },
	{ "THIRD_PARTY", "Somebody else said so", "", 0, "" },
};
SET(verified, "verified", "way of verifying");

static const struct term ending[] = {
	{ "DONE", "Done", "", 0, "" },
	{ "MET", "Need met", "", 0, "" },
	{ "NOT_NEEDED", "No longer needed", "", 0, "" },
	{ "OWN_CHOICE", "Own choice", "", 0, "" },
	{ "BY_OTHERS", "Ended by the other side", "", 0, "" },
	{ "RETURNED_TO_CUSTODY", "Returned to custody", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(ending, "outcome", "way of ending");

static const struct term followup_point[] = {
	{ "AT_RELEASE", "At release", "", 0, "" },
	{ "6_WEEKS", "6 weeks", "", 0, "" },
	{ "3_MONTHS", "3 months", "", 0, "" },
	{ "6_MONTHS", "6 months", "", 0, "" },
	{ "12_MONTHS", "12 months", "", 0, "" },
	{ "YEARLY", "Yearly", "Each year while support is open.", 0, "" },
	{ "UNPLANNED", "Unplanned", "Between two points of the diary.", 0, "" },
};
SET(followup_point, "point", "point of the diary");

static const struct term contact_result[] = {
	{ "REACHED", "Reached", "", 0, "" },
	{ "NO_REPLY", "No reply",
	  "Says nothing about how the person is.", 0, "" },
	{ "WRONG_NUMBER", "Wrong number", "", 0, "" },
	{ "DECLINED", "Declined", "The person did not want to talk.", 0, "" },
	{ "NOT_PERMITTED", "Not permitted",
	  "There is no permission to call.", 0, "" },
};
SET(contact_result, "result", "result of a contact");

static const struct term consent[] = {
	{ "HOLD_RECORD", "Hold this record", "", 0, "" },
	{ "CONTACT_AFTER_RELEASE", "Contact after release", "", 0, "" },
	{ "SHARE_WITH_EMPLOYER", "Share with an employer", "", 0, "" },
	{ "SHARE_WITH_MENTOR", "Share with a mentor", "", 0, "" },
	{ "ANONYMISED_STATISTICS", "Anonymised statistics", "", 0, "" },
	{ "CASE_STUDY_NAMED", "Case study, named", "", 0, "" },
	{ "CASE_STUDY_ANONYMOUS", "Case study, anonymous", "", 0, "" },
};
SET(consent, "purpose", "purpose");

static const struct term step[] = {
	{ "APPLICATION_MADE", "Application made", "", 0, "" },
	{ "SELECTED_FOR_INTERVIEW", "Selected for interview", "", 0, "" },
	{ "INTERVIEW_BOOKED", "Interview booked", "", 0, "" },
	{ "JOB_OFFER", "Job offered", "", 0, "" },
	{ "OFFER_ACCEPTED", "Offer accepted", "", 0, "" },
	{ "STARTED", "Started", "The first day at work.", 0, "" },
	{ "ENDED", "Ended", "The work came to an end.", 0, "" },
	{ "APPLICATION_UNSUCCESSFUL", "Application unsuccessful", "", 0, "" },
	{ "UNSUCCESSFUL_AT_INTERVIEW", "Unsuccessful at interview", "", 0,
	  "" },
	{ "OFFER_WITHDRAWN_AFTER_DISCLOSURE",
	  "Offer withdrawn after disclosure",
	  "The employer took the offer back when they learned of a "
	  "conviction.", 0, "" },
	{ "WITHDRAWN_BY_PERSON", "Withdrawn by the person", "", 0, "" },
};
SET(step, "step", "step of an application");

static const struct term case_kind[] = {
	{ "NAMED", "Named", "With the person's name.", 0, "" },
	{ "ANONYMOUS", "Anonymous", "Nobody can tell who it is.", 0, "" },
};
SET(case_kind, "kind", "kind of case study");

static const struct term case_step[] = {
	{ "SENT", "Sent for approval", "", 0, "" },
	{ "APPROVED", "Approved", "By somebody who did not write it.", 0, "" },
	{ "SENT_BACK", "Sent back", "To be changed.", 0, "" },
};
SET(case_step, "step", "step of a case study");

static const struct term outlet[] = {
	{ "WEB_PAGE", "Web page", "", 0, "" },
	{ "NEWSLETTER", "Newsletter", "", 0, "" },
	{ "TALK", "Talk", "", 0, "" },
	{ "REPORT", "Report", "", 0, "" },
	{ "PRESS", "Newspaper or broadcast", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(outlet, "outlet", "kind of place");

static const struct term request[] = {
	{ "ACCESS", "To see everything", "A copy of all that is held.", 0,
	  "" },
	{ "ERASURE", "To be erased", "", 0, "" },
	{ "CORRECTION", "To be put right", "", 0, "" },
	{ "OBJECTION", "Objection", "To the record's being kept or used.", 0,
	  "" },
};
SET(request, "request", "request about data");

static const struct term fact[] = {
	{ "PLAN", "Support plan", "", 0, "" },
	{ "CHECK", "Checklist line", "", 0, "" },
	{ "PATHWAY", "Pathway", "", 0, "" },
	{ "ACTION", "Action", "", 0, "" },
	{ "PROFESSIONAL", "Professional", "", 0, "" },
	{ "DEFERRAL", "Deferral", "", 0, "" },
	{ "DESTINATION", "Destination", "", 0, "" },
	{ "MENTOR", "Mentor", "", 0, "" },
	{ "MEETING", "Mentor meeting", "", 0, "" },
	{ "CONTACT", "Contact", "", 0, "" },
	{ "CONSENT", "Consent", "", 0, "" },
	{ "APPLICATION", "Application", "", 0, "" },
	{ "STEP", "Application step", "", 0, "" },
	{ "LOAN", "Kit loan", "", 0, "" },
	{ "REVIEW", "Review", "", 0, "" },
	{ "ENDING", "Ending", "", 0, "" },
	{ "CORRECTION", "Correction", "", 0, "" },
	{ "CASE", "Case study", "", 0, "" },
	{ "CASE_TEXT", "Draft of a case study", "", 0, "" },
	{ "CASE_STAY", "Detail that stays in a case study", "", 0, "" },
	{ "CASE_STEP", "Step of a case study", "", 0, "" },
	{ "CASE_PLACE", "Publication", "", 0, "" },
	{ "KEPT", "Kept longer", "", 0, "" },
	{ "REQUEST", "Data request", "", 0, "" },
	{ "COURSE", "Later course", "", 0, "" },
};
SET(fact, "what", "kind of fact");
