/* SPDX-License-Identifier: ISC */
#include "base/rc.h"
#include "model/outcome.h"

/* Ranks: what the statement is for stays longest; what only completes a sum
 * goes first. */
enum { SPARE = 1, DETAIL = 2, PART = 4, WHOLE = 5, GROUP = 6, BASE = 9 };

#define MOJ(first, point, words) \
	[first + MOJ_CELL_DUE] = { "moj_" point "_due", \
		"Ministry of Justice at " words ": releases", -1, WHOLE }, \
	[first + MOJ_CELL_NO_LICENCE] = { "moj_" point "_no_licence", \
		"Left out: no licence", first, PART }, \
	[first + MOJ_CELL_CLOSED] = { "moj_" point "_closed", \
		"Left out: returned, or licence over", first, PART }, \
	[first + MOJ_CELL_UNAVAILABLE] = { "moj_" point "_unavailable", \
		"Left out: not available for work", first, PART }, \
	[first + MOJ_CELL_UNKNOWN] = { "moj_" point "_unknown", \
		"Left out: not known", first, PART }, \
	[first + MOJ_CELL_COUNTED] = { "moj_" point "_counted", \
		"Counted", first, BASE }, \
	[first + MOJ_CELL_EMPLOYED] = { "moj_" point "_employed", \
		"Employed " words " after release", first + MOJ_CELL_COUNTED, GROUP }, \
	[first + MOJ_CELL_NOT_EMPLOYED] = { "moj_" point "_not_employed", \
		"Not employed " words " after release", \
		first + MOJ_CELL_COUNTED, SPARE }

#define SECTOR(value, id, label) \
	[OUTCOME_SECTOR + SECTOR_##value] = { "sector_" id, label, \
		OUTCOME_DEVELOPERS, DETAIL }
#define JOB(value, id, label) \
	[OUTCOME_LEVEL + LEVEL_##value] = { "level_" id, label, \
		OUTCOME_DEVELOPERS, DETAIL }
#define ROW(cell, id, label, of, rank) \
	[OUTCOME_##cell] = { id, label, OUTCOME_##of, rank }

static const struct outcome_row rows[OUTCOME_CELLS] = {
	[OUTCOME_GRADUATES] = { "graduates", "Graduates", -1, SPARE },
	ROW(INSIDE, "still_inside", "Still inside", GRADUATES, PART),
	ROW(APART, "not_counted", "Not counted", GRADUATES, PART),
	ROW(RELEASED, "released", "Have left prison: counted below",
	    GRADUATES, BASE),
	ROW(WORK, "at_work", "In work, employed or self-employed", RELEASED,
	    PART),
	ROW(EMPLOYED, "employed", "Employed", RELEASED, GROUP),
	ROW(SELF_EMPLOYED, "self_employed", "Self-employed, or own business",
	    RELEASED, GROUP),
	ROW(HIGHER_EDUCATION, "higher_education", "Studying in higher education",
	    RELEASED, GROUP),
	ROW(SUPPORTED, "supported", "Supported while they learn on",
	    RELEASED, GROUP),
	ROW(VOLUNTARY, "voluntary", "Voluntary work", RELEASED, GROUP),
	ROW(SEEKING, "seeking", "Looking for work", RELEASED, GROUP),
	ROW(UNAVAILABLE, "unavailable", "Not looking, or not available",
	    RELEASED, GROUP),
	ROW(OTHER, "other", "Other", RELEASED, GROUP),
	ROW(RETURNED, "returned", "Returned to custody", RELEASED, GROUP),
	ROW(DIED, "died", "Died", RELEASED, GROUP),
	ROW(NOT_KNOWN, "not_known", "Not known", RELEASED, GROUP),
	ROW(DEFERRED, "deferred", "With a plan that is deferred", RELEASED,
	    WHOLE),
	ROW(NOT_DEFERRED, "not_deferred", "Without a deferral", RELEASED, SPARE),
	ROW(DEVELOPERS, "developers", "Employed as software developers", RELEASED,
	    WHOLE),
	ROW(EMPLOYED_TECH, "employed_technology",
	    "Employed in other technology", EMPLOYED, PART),
	ROW(EMPLOYED_ELSE, "employed_elsewhere",
	    "Employed in other work, or not known", EMPLOYED, PART),
	ROW(BROKERED, "brokered_in_custody",
	    "In roles brokered while in custody", EMPLOYED, WHOLE),
	ROW(NOT_BROKERED, "not_brokered", "In other roles", EMPLOYED, SPARE),
	ROW(OWN_DEVELOPERS, "self_employed_developers",
	    "Working as freelance developers", SELF_EMPLOYED, PART),
	ROW(OWN_TECH, "self_employed_technology",
	    "Working in other technology", SELF_EMPLOYED, PART),
	ROW(OWN_ELSE, "self_employed_elsewhere",
	    "Working in other fields, or not known", SELF_EMPLOYED, PART),
	ROW(WORK_TECH, "work_in_technology", "In technology, of those in work",
	    WORK, WHOLE),
	ROW(WORK_ELSE, "work_elsewhere",
	    "In other fields, or not known", WORK, SPARE),
	ROW(HE_TECH, "higher_education_technology",
	    "Technology subjects", HIGHER_EDUCATION, PART),
	ROW(HE_ELSE, "higher_education_elsewhere",
	    "Other subjects, or not known", HIGHER_EDUCATION,
	    SPARE),
	ROW(ON_COURSE, "on_course", "On a bootcamp or another course",
	    SUPPORTED, PART),
	ROW(MENTORED, "mentored", "With a mentor from the tech community",
	    SUPPORTED, PART),
	ROW(BESIDE, "beside_other_interventions",
	    "Alongside other interventions", SUPPORTED, PART),
	ROW(ALONE, "curriculum_alone", "With the curriculum alone",
	    SUPPORTED, PART),
	SECTOR(NOT_KNOWN, "not_known", "Developers, sector not known"),
	SECTOR(FINANCE, "finance", "Developers in finance"),
	SECTOR(TECHNOLOGY, "technology", "Developers in technology firms"),
	SECTOR(PUBLIC, "public", "Developers in public service"),
	SECTOR(CHARITY, "charity", "Developers in charities"),
	SECTOR(EDUCATION, "education", "Developers in education"),
	SECTOR(HEALTH, "health", "Developers in health and care"),
	SECTOR(MEDIA, "media", "Developers in media and arts"),
	SECTOR(RETAIL, "retail", "Developers in retail"),
	SECTOR(HOSPITALITY, "hospitality", "Developers in hospitality"),
	SECTOR(CONSTRUCTION, "construction", "Developers in construction"),
	SECTOR(LOGISTICS, "logistics", "Developers in logistics"),
	SECTOR(MANUFACTURING, "manufacturing", "Developers in manufacturing"),
	SECTOR(OTHER, "other", "Developers in other sectors"),
	JOB(NOT_KNOWN, "not_known", "Developers, level not known"),
	JOB(APPRENTICE, "apprentice", "Apprentice developers"),
	JOB(TRAINEE, "trainee", "Trainee developers"),
	JOB(JUNIOR, "junior", "Junior developers"),
	JOB(MID, "mid", "Developers at mid level"),
	JOB(SENIOR, "senior", "Senior developers"),
	JOB(OTHER, "other", "Developers at other levels"),
	MOJ(OUTCOME_MOJ_6_WEEKS, "6_weeks", "6 weeks"),
	MOJ(OUTCOME_MOJ_6_MONTHS, "6_months", "6 months"),
};

const struct outcome_row *
outcome_row(int cell)
{
	return &rows[cell];
}

#define PARTS(...) { __VA_ARGS__ }, \
	sizeof((int[]){ __VA_ARGS__ }) / sizeof(int)
#define SECTOR_PARTS \
	OUTCOME_SECTOR, OUTCOME_SECTOR + 1, OUTCOME_SECTOR + 2, \
	OUTCOME_SECTOR + 3, OUTCOME_SECTOR + 4, OUTCOME_SECTOR + 5, \
	OUTCOME_SECTOR + 6, OUTCOME_SECTOR + 7, OUTCOME_SECTOR + 8, \
	OUTCOME_SECTOR + 9, OUTCOME_SECTOR + 10, OUTCOME_SECTOR + 11, \
	OUTCOME_SECTOR + 12, OUTCOME_SECTOR + 13
#define LEVEL_PARTS \
	OUTCOME_LEVEL, OUTCOME_LEVEL + 1, OUTCOME_LEVEL + 2, \
	OUTCOME_LEVEL + 3, OUTCOME_LEVEL + 4, OUTCOME_LEVEL + 5, \
	OUTCOME_LEVEL + 6
#define MOJ_SUMS(first) \
	{ (first) + MOJ_CELL_DUE, \
	  PARTS((first) + MOJ_CELL_NO_LICENCE, (first) + MOJ_CELL_CLOSED, \
		(first) + MOJ_CELL_UNAVAILABLE, (first) + MOJ_CELL_UNKNOWN, \
		(first) + MOJ_CELL_COUNTED) }, \
	{ (first) + MOJ_CELL_COUNTED, \
	  PARTS((first) + MOJ_CELL_EMPLOYED, \
		(first) + MOJ_CELL_NOT_EMPLOYED) }

_Static_assert(SECTORS == 14 && LEVELS == 7, "the sums name them all");

static const struct sum sums[] = {
	{ OUTCOME_GRADUATES,
	  PARTS(OUTCOME_INSIDE, OUTCOME_APART, OUTCOME_RELEASED) },
	{ OUTCOME_RELEASED,
	  PARTS(OUTCOME_WORK, OUTCOME_HIGHER_EDUCATION, OUTCOME_SUPPORTED,
		OUTCOME_VOLUNTARY, OUTCOME_SEEKING, OUTCOME_UNAVAILABLE,
		OUTCOME_OTHER, OUTCOME_RETURNED, OUTCOME_DIED,
		OUTCOME_NOT_KNOWN) },
	{ OUTCOME_RELEASED, PARTS(OUTCOME_DEFERRED, OUTCOME_NOT_DEFERRED) },
	{ OUTCOME_WORK, PARTS(OUTCOME_EMPLOYED, OUTCOME_SELF_EMPLOYED) },
	{ OUTCOME_WORK, PARTS(OUTCOME_WORK_TECH, OUTCOME_WORK_ELSE) },
	{ OUTCOME_EMPLOYED,
	  PARTS(OUTCOME_DEVELOPERS, OUTCOME_EMPLOYED_TECH,
		OUTCOME_EMPLOYED_ELSE) },
	{ OUTCOME_EMPLOYED, PARTS(OUTCOME_BROKERED, OUTCOME_NOT_BROKERED) },
	{ OUTCOME_SELF_EMPLOYED,
	  PARTS(OUTCOME_OWN_DEVELOPERS, OUTCOME_OWN_TECH, OUTCOME_OWN_ELSE) },
	{ OUTCOME_WORK_TECH,
	  PARTS(OUTCOME_DEVELOPERS, OUTCOME_EMPLOYED_TECH,
		OUTCOME_OWN_DEVELOPERS, OUTCOME_OWN_TECH) },
	{ OUTCOME_WORK_ELSE, PARTS(OUTCOME_EMPLOYED_ELSE, OUTCOME_OWN_ELSE) },
	{ OUTCOME_HIGHER_EDUCATION, PARTS(OUTCOME_HE_TECH, OUTCOME_HE_ELSE) },
	{ OUTCOME_SUPPORTED,
	  PARTS(OUTCOME_ON_COURSE, OUTCOME_MENTORED, OUTCOME_BESIDE,
		OUTCOME_ALONE) },
	{ OUTCOME_DEVELOPERS, PARTS(SECTOR_PARTS) },
	{ OUTCOME_DEVELOPERS, PARTS(LEVEL_PARTS) },
	MOJ_SUMS(OUTCOME_MOJ_6_WEEKS),
	MOJ_SUMS(OUTCOME_MOJ_6_MONTHS),
};

const struct sum *
outcome_sums(size_t *count)
{
	*count = ARRAY_SIZE(sums);
	return sums;
}

/* No figure is shown without what it is of, but for those that the others are
 * of. A whole comes before its parts. */
static void
keep_denominators(enum shown shown[OUTCOME_CELLS])
{
	for (int i = 0; i < OUTCOME_CELLS; i++)
		if (shown[i] == SHOWN && rows[i].rank != BASE &&
		    rows[i].of >= 0 && shown[rows[i].of] != SHOWN)
			shown[i] = HIDDEN_BESIDE;
}

void
outcome_suppress(const struct outcome *outcome, const struct outcome *before,
		 enum shown shown[OUTCOME_CELLS])
{
	int ranks[OUTCOME_CELLS];
	struct figures figures = {
		.values = outcome->cells,
		.before = before != NULL ? before->cells : NULL,
		.ranks = ranks,
		.count = OUTCOME_CELLS, .sums = sums,
		.sum_count = ARRAY_SIZE(sums),
	};

	for (int i = 0; i < OUTCOME_CELLS; i++)
		ranks[i] = rows[i].rank;
	suppress(&figures, shown);
	keep_denominators(shown);
}
