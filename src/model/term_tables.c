/* SPDX-License-Identifier: ISC */
/*
 * The words themselves. Custody, withdrawal and break reasons follow HMPPS's
 * movement and deallocation reasons; release kinds are the prisoner search
 * service's; progress words join Kolibri's and Moodle's.
 */
#include "model/member_tables.h"
#include "model/term.h"

static const struct term enrolment[] = {
	{ "APPLIED", "Applied", "Has asked to join.", 0, "ap" },
	{ "VETTING", "Being vetted", "Waiting for the prison's answer.", 0,
	  "ve" },
	{ "WAITING", "On the waiting list", "Cleared; waiting for a place.", 0,
	  "wa" },
	{ "DECLINED", "Declined", "Not taken on; see the reason.", 0, "de" },
	{ "ACTIVE", "On the course", "Comes to sessions.", 0, "ac" },
	{ "ON_BREAK", "On a break", "Paused; the place and all work are kept.",
	  0, "br" },
	{ "WITHDRAWN", "Withdrawn", "Has left; may come back.", 0, "wd" },
	{ "GRADUATED", "Graduate", "Has completed the whole curriculum.", 0,
	  "gr" },
};
SET(enrolment, "enrolment", "place in the programme");

static const struct term custody[] = {
	{ "IN_THIS_PRISON", "In this prison", "", 0, "" },
	{ "IN_OTHER_PRISON", "In another prison", "", 0, "" },
	{ "TEMPORARILY_ABSENT", "Temporarily absent",
	  "At court, or on temporary release.", 0, "" },
	{ "RELEASED_ON_LICENCE", "Released on licence", "", 0, "" },
	{ "RELEASED", "Released", "", 0, "" },
	{ "RECALLED", "Recalled", "Back in custody during a licence.", 0, "" },
	{ "IN_HOSPITAL", "In hospital", "", 0, "" },
	{ "DIED", "Died", "", 0, "" },
	{ "UNKNOWN", "Not known", "", 0, "" },
};
SET(custody, "custody", "place of custody");

static const struct term progress[] = {
	{ "NOT_STARTED", "Not started", "Nothing done yet.", '0', "." },
	{ "IN_PROGRESS", "In progress", "Working on it.", 'i', "i" },
	{ "SUBMITTED", "Submitted", "Handed in; waiting to be marked.", 's',
	  "S" },
	{ "NEEDS_MORE_WORK", "Needs more work",
	  "Marked and handed back with what to do next.", 'm', "m" },
	{ "COMPLETE", "Complete", "The evidence asked for has been seen.", 'c',
	  "C" },
	{ "CREDITED", "Credited", "Learned before; no need to do it again.",
	  'r', "R" },
	{ "EXCUSED", "Excused", "Left out for this student, with a reason.",
	  'x', "x" },
};
SET(progress, "status", "progress status");

static const struct term attempt_result[] = {
	{ "PASS", "Pass", "", 0, "" },
	{ "NOT_YET", "Not yet", "", 0, "" },
	{ "VOID", "Void", "Entered by mistake; kept, not counted.", 0, "" },
};
SET(attempt_result, "result", "result");

static const struct term medium[] = {
	{ "WORKSTATION", "Workstation", "", 0, "" },
	{ "PAPER", "Paper", "", 0, "" },
};
SET(medium, "medium", "way of working");

static const struct term item_kind[] = {
	{ "COURSE", "Course", "", 0, "" },
	{ "MODULE", "Module", "", 0, "" },
	{ "UNIT", "Unit", "", 0, "" },
	{ "PROJECT", "Project", "", 0, "" },
};
SET(item_kind, "kind", "kind of item");

static const struct term release_kind[] = {
	{ "AUTOMATIC", "Automatic release", "", 0, "" },
	{ "CONDITIONAL", "Conditional release", "", 0, "" },
	{ "HDC_ELIGIBILITY", "Home detention curfew eligibility", "", 0, "" },
	{ "PAROLE_ELIGIBILITY", "Parole eligibility", "", 0, "" },
	{ "POST_RECALL", "Release after recall", "", 0, "" },
	{ "TARIFF", "Tariff expiry", "", 0, "" },
	{ "LICENCE_EXPIRY", "Licence expiry", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(release_kind, "kind", "kind of release date");

static const struct term confidence[] = {
	{ "EXPECTED", "Expected", "", 0, "" },
	{ "CONFIRMED", "Confirmed", "", 0, "" },
};
SET(confidence, "confidence", "confidence");

static const struct term role[] = {
	{ "ADMINISTRATOR", "Administrator",
	  "Everything, staff and keys included.", 0, "" },
	{ "LEAD_INSTRUCTOR", "Lead instructor",
	  "Students, curriculum, graduates, copies.", 0, "" },
	{ "INSTRUCTOR", "Instructor", "Students and their progress.", 0, "" },
	{ "VIEWER", "Viewer", "Reads; changes nothing.", 0, "" },
};
SET(role, "role", "role");

static const struct term break_reason[] = {
	{ "OFFENDING_BEHAVIOUR_PROGRAMME", "Offending behaviour programme", "",
	  0, "" },
	{ "DRUG_OR_ALCOHOL_DEPENDENCY", "Drug or alcohol dependency", "", 0,
	  "" },
	{ "OTHER_HEALTH", "Other health reason", "", 0, "" },
	{ "SAFETY", "Safety", "", 0, "" },
	{ "REGIME_CIRCUMSTANCES", "Regime circumstances", "", 0, "" },
	{ "STAFF_REDEPLOYMENT", "Staff redeployment", "", 0, "" },
	{ "OPERATIONAL_OR_SECURITY", "Operational or security", "", 0, "" },
	{ "TECHNICAL", "Technical", "", 0, "" },
	{ "TRANSFER", "Transfer", "", 0, "" },
	{ "TEMPORARY_ABSENCE", "Temporary absence", "", 0, "" },
	{ "RELEASE", "Release", "", 0, "" },
	{ "HOSPITAL", "Hospital", "", 0, "" },
	{ "OWN_REQUEST", "Own request", "", 0, "" },
};
SET(break_reason, "reason", "reason for a break");

static const struct term withdrawal_reason[] = {
	{ "TRANSFERRED_PRISON", "Transferred to another prison", "", 0, "" },
	{ "RELEASED_EARLY", "Released before the end", "", 0, "" },
	{ "MOVED_TO_OTHER_ACTIVITY", "Moved to another activity", "", 0, "" },
	{ "OWN_REQUEST", "Own request", "", 0, "" },
	{ "WITHDRAWN_BY_STAFF", "Withdrawn by staff", "", 0, "" },
	{ "DISMISSED", "Dismissed", "", 0, "" },
	{ "HEALTH", "Health", "", 0, "" },
	{ "SECURITY", "Security", "", 0, "" },
	{ "DIED", "Died", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(withdrawal_reason, "reason", "reason for leaving");

static const struct term decline_reason[] = {
	{ "SECURITY", "Not cleared by security", "", 0, "" },
	{ "SHORT_TIME", "Too little time left here", "", 0, "" },
	{ "OTHER_PRIORITY", "Another priority comes first", "", 0, "" },
	{ "OWN_REQUEST", "Own request", "", 0, "" },
	{ "OTHER", "Other", "", 0, "" },
};
SET(decline_reason, "reason", "reason for declining");
