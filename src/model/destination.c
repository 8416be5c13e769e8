/* SPDX-License-Identifier: ISC */
#include "model/destination.h"

#include <string.h>

/* ILR codes: those of the 2021 to 2022 collection. To call an apprenticeship
 * employment is ours: it needs no employment record of its own there. */
static const struct {
	const char *ilr;
	unsigned char group, moj;
} kinds[DESTINATION_KINDS] = {
	[DESTINATION_EMPLOYED_16H_PLUS] = { "EMP 1", GROUP_EMPLOYED,
					    MOJ_EMPLOYED },
	[DESTINATION_EMPLOYED_UNDER_16H] = { "EMP 2", GROUP_EMPLOYED,
					     MOJ_EMPLOYED },
	[DESTINATION_SELF_EMPLOYED_16H_PLUS] = { "EMP 4", GROUP_SELF_EMPLOYED,
						 MOJ_EMPLOYED },
	[DESTINATION_SELF_EMPLOYED_UNDER_16H] = { "EMP 5",
						  GROUP_SELF_EMPLOYED,
						  MOJ_EMPLOYED },
	[DESTINATION_APPRENTICESHIP] = { "EDU 2", GROUP_EMPLOYED,
					 MOJ_EMPLOYED },
	[DESTINATION_HIGHER_EDUCATION] = { "EDU 6", GROUP_HIGHER_EDUCATION,
					   MOJ_NOT_EMPLOYED },
	[DESTINATION_BOOTCAMP_OR_TRAINING] = { "EDU 4", GROUP_TRAINING,
					       MOJ_NOT_EMPLOYED },
	[DESTINATION_FE_FULL_TIME] = { "EDU 4", GROUP_TRAINING,
				       MOJ_NOT_EMPLOYED },
	[DESTINATION_FE_PART_TIME] = { "EDU 5", GROUP_TRAINING,
				       MOJ_NOT_EMPLOYED },
	[DESTINATION_TRAINEESHIP] = { "EDU 1", GROUP_TRAINING,
				      MOJ_NOT_EMPLOYED },
	[DESTINATION_SUPPORTED_INTERNSHIP] = { "EDU 3", GROUP_TRAINING,
					       MOJ_NOT_EMPLOYED },
	[DESTINATION_GAP_BEFORE_HE] = { "GAP 1", GROUP_OTHER,
					MOJ_NOT_EMPLOYED },
	[DESTINATION_CONTINUING_WITH_SUPPORT] = { "", GROUP_CONTINUING,
						  MOJ_NOT_EMPLOYED },
	[DESTINATION_VOLUNTARY] = { "VOL 1", GROUP_VOLUNTARY,
				    MOJ_NOT_EMPLOYED },
	[DESTINATION_SEEKING_WORK] = { "NPE 1", GROUP_SEEKING,
				       MOJ_NOT_EMPLOYED },
	[DESTINATION_UNAVAILABLE] = { "NPE 2", GROUP_UNAVAILABLE,
				      MOJ_UNAVAILABLE },
	[DESTINATION_STILL_IN_CUSTODY] = { "", GROUP_CUSTODY, MOJ_UNKNOWN },
	[DESTINATION_RETURNED_TO_CUSTODY] = { "", GROUP_CUSTODY,
					      MOJ_UNKNOWN },
	[DESTINATION_OTHER] = { "OTH 1", GROUP_OTHER, MOJ_UNKNOWN },
	[DESTINATION_UNABLE_TO_CONTACT] = { "OTH 3", GROUP_NOT_KNOWN,
					    MOJ_UNKNOWN },
	[DESTINATION_NOT_KNOWN] = { "OTH 4", GROUP_NOT_KNOWN, MOJ_UNKNOWN },
};

enum destination_group
destination_group(enum destination_kind kind)
{
	return (enum destination_group)kinds[kind].group;
}

enum moj_class
destination_moj(enum destination_kind kind)
{
	return (enum moj_class)kinds[kind].moj;
}

const char *
destination_ilr(enum destination_kind kind)
{
	return kinds[kind].ilr;
}

bool
field_is_development(enum field_of_work field)
{
	return field == FIELD_SOFTWARE_DEVELOPMENT ||
	       field == FIELD_WEB_DEVELOPMENT;
}

bool
field_is_technology(enum field_of_work field)
{
	return field_is_development(field) || field == FIELD_OTHER_TECHNOLOGY;
}

enum {
	JOB = 1 << GROUP_EMPLOYED,
	WORK = JOB | 1 << GROUP_SELF_EMPLOYED,
	EFFORT = WORK | 1 << GROUP_VOLUNTARY,
	PLACE = EFFORT | 1 << GROUP_HIGHER_EDUCATION | 1 << GROUP_TRAINING |
		1 << GROUP_OTHER,
	ABOUT = PLACE | 1 << GROUP_CONTINUING,
};

/* The rest goes with every kind. */
static const struct {
	const char *member;
	unsigned groups;
} fits[] = {
	{ "employer", PLACE }, { "role", ABOUT }, { "level", JOB },
	{ "sector", EFFORT }, { "field", ABOUT }, { "contract", WORK },
	{ "hours", EFFORT }, { "salary_gbp", WORK }, { "brokered", PLACE },
	{ "agreed_inside", ABOUT },
};

bool
destination_fits(enum destination_kind kind, const char *member)
{
	for (size_t i = 0; i < ARRAY_SIZE(fits); i++)
		if (strcmp(fits[i].member, member) == 0)
			return (fits[i].groups >> destination_group(kind) &
				1) != 0;
	return true;
}

/* The kind says whether it is 16 hours a week; the band must not say
 * otherwise. */
static bool
hours_fit(const struct destination *d)
{
	bool under = d->kind == DESTINATION_EMPLOYED_UNDER_16H ||
		     d->kind == DESTINATION_SELF_EMPLOYED_UNDER_16H;
	bool plus = d->kind == DESTINATION_EMPLOYED_16H_PLUS ||
		    d->kind == DESTINATION_SELF_EMPLOYED_16H_PLUS;

	if (plus)
		return d->hours != HOURS_UNDER_16;
	return !under || d->hours == HOURS_NOT_KNOWN ||
	       d->hours == HOURS_UNDER_16 || d->hours == HOURS_VARIABLE;
}

enum rc
destination_check(const struct destination *d, struct err *err)
{
	const char *kind = term_label(&term_destination, (int)d->kind);

	if (!hours_fit(d))
		return err_set(err, RC_INVALID, "hours",
			       "\"%s\" does not fit \"%s\".",
			       term_label(&term_hours, (int)d->hours), kind);
	if (d->salary_gbp > 0 && !destination_fits(d->kind, "salary_gbp"))
		return err_set(err, RC_INVALID, "salary_gbp",
			       "A salary goes with work, not with \"%s\".",
			       kind);
	if (d->level != LEVEL_NOT_KNOWN &&
	    !destination_fits(d->kind, "level"))
		return err_set(err, RC_INVALID, "level",
			       "A level goes with employment, not with "
			       "\"%s\".", kind);
	return RC_OK;
}

bool
fact_runs(const struct fact *fact, civil_date on)
{
	return fact->on <= on &&
	       (fact->ended_on == DATE_NONE || fact->ended_on > on);
}

bool
deferral_runs(const struct deferral *rows, size_t count, civil_date on)
{
	for (size_t i = 0; i < count; i++)
		if (fact_runs(&rows[i].fact, on))
			return true;
	return false;
}

const struct destination *
destination_main(const struct destination *rows, size_t count, civil_date on)
{
	const struct destination *found = NULL;

	/* In order of day: a later one takes the place of an earlier. */
	for (size_t i = 0; i < count; i++)
		if (fact_runs(&rows[i].fact, on) &&
		    (found == NULL || rows[i].main || !found->main))
			found = &rows[i];
	return found;
}
