/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/rc.h"
#include "model/outcome.h"

static const struct term sections[OUTCOME_SECTIONS] = {
	[SECTION_COUNTED] = { "counted", "Who is counted", "", 0, "" },
	[SECTION_EMPLOYED] = { "employed", "Employed", "", 0, "" },
	[SECTION_OWN] = { "self_employed", "Self-employed", "", 0, "" },
	[SECTION_STUDY] = { "higher_education", "In higher education", "", 0,
			    "" },
	[SECTION_SUPPORTED] = { "supported", "Supported while they learn on",
				"", 0, "" },
	[SECTION_OTHERS] = { "others", "The others", "", 0, "" },
	[SECTION_MOJ_6_WEEKS] = { "moj_6_weeks",
		"Ministry of Justice: 6 weeks after release", "", 0, "" },
	[SECTION_MOJ_6_MONTHS] = { "moj_6_months",
		"Ministry of Justice: 6 months after release", "", 0, "" },
};
const struct term_set outcome_sections = {
	.id = "section", .noun = "section of the statement",
	.rows = sections, .count = ARRAY_SIZE(sections),
};

#define LINE(cell, section, depth) \
	{ OUTCOME_##cell, SECTION_##section, depth, false }
#define IF_ANY(cell, section, depth) \
	{ OUTCOME_##cell, SECTION_##section, depth, true }
#define SECTOR(value) \
	{ OUTCOME_SECTOR + SECTOR_##value, SECTION_EMPLOYED, 2, true }
#define JOB(value) \
	{ OUTCOME_LEVEL + LEVEL_##value, SECTION_EMPLOYED, 2, true }
#define MOJ_LINE(point, cell, depth) \
	{ OUTCOME_MOJ_##point + MOJ_CELL_##cell, SECTION_MOJ_##point, depth, \
	  false }
#define MOJ(point) \
	MOJ_LINE(point, DUE, 0), MOJ_LINE(point, NO_LICENCE, 1), \
	MOJ_LINE(point, CLOSED, 1), MOJ_LINE(point, UNAVAILABLE, 1), \
	MOJ_LINE(point, UNKNOWN, 1), MOJ_LINE(point, COUNTED, 1), \
	MOJ_LINE(point, EMPLOYED, 1)

static const struct outcome_line lines[] = {
	LINE(GRADUATES, COUNTED, 0), LINE(INSIDE, COUNTED, 1),
	IF_ANY(APART, COUNTED, 1), LINE(RELEASED, COUNTED, 1),
	LINE(DEFERRED, COUNTED, 2), LINE(NOT_KNOWN, COUNTED, 2),
	LINE(EMPLOYED, EMPLOYED, 0), LINE(DEVELOPERS, EMPLOYED, 1),
	SECTOR(FINANCE), SECTOR(TECHNOLOGY), SECTOR(PUBLIC), SECTOR(CHARITY),
	SECTOR(EDUCATION), SECTOR(HEALTH), SECTOR(MEDIA), SECTOR(RETAIL),
	SECTOR(HOSPITALITY), SECTOR(CONSTRUCTION), SECTOR(LOGISTICS),
	SECTOR(MANUFACTURING), SECTOR(OTHER), SECTOR(NOT_KNOWN),
	JOB(SENIOR), JOB(MID), JOB(JUNIOR), JOB(TRAINEE), JOB(APPRENTICE),
	JOB(OTHER), JOB(NOT_KNOWN),
	IF_ANY(EMPLOYED_TECH, EMPLOYED, 1),
	IF_ANY(EMPLOYED_ELSE, EMPLOYED, 1), LINE(BROKERED, EMPLOYED, 1),
	LINE(SELF_EMPLOYED, OWN, 0), LINE(OWN_DEVELOPERS, OWN, 1),
	IF_ANY(OWN_TECH, OWN, 1), IF_ANY(OWN_ELSE, OWN, 1),
	LINE(WORK, OWN, 0), LINE(WORK_TECH, OWN, 1),
	IF_ANY(WORK_ELSE, OWN, 1),
	LINE(HIGHER_EDUCATION, STUDY, 0), LINE(HE_TECH, STUDY, 1),
	IF_ANY(HE_ELSE, STUDY, 1),
	LINE(SUPPORTED, SUPPORTED, 0), LINE(ON_COURSE, SUPPORTED, 1),
	LINE(MENTORED, SUPPORTED, 1), LINE(BESIDE, SUPPORTED, 1),
	IF_ANY(ALONE, SUPPORTED, 1),
	IF_ANY(VOLUNTARY, OTHERS, 0), LINE(SEEKING, OTHERS, 0),
	IF_ANY(UNAVAILABLE, OTHERS, 0), IF_ANY(OTHER, OTHERS, 0),
	LINE(RETURNED, OTHERS, 0), IF_ANY(DIED, OTHERS, 0),
	MOJ(6_WEEKS), MOJ(6_MONTHS),
};

const struct outcome_line *
outcome_lines(size_t *count)
{
	*count = ARRAY_SIZE(lines);
	return lines;
}

bool
outcome_line_shows(const struct outcome_line *line,
		   const struct outcome *outcome, enum shown shown)
{
	return !line->if_any ||
	       (shown == SHOWN && outcome->cells[line->cell] > 0);
}

static bool
is_percentage(int cell)
{
	return cell == OUTCOME_MOJ_6_WEEKS + MOJ_CELL_EMPLOYED ||
	       cell == OUTCOME_MOJ_6_MONTHS + MOJ_CELL_EMPLOYED;
}

/* Of what, if that is shown; the ministry's measure is a percentage. */
static void
add_denominator(const struct outcome *o, const enum shown *shown, int cell,
		char *text, size_t size)
{
	int of = outcome_row(cell)->of, whole;

	if (of < 0 || (shown != NULL && shown[of] != SHOWN))
		return;
	whole = o->cells[of];
	if (is_percentage(cell) && whole > 0)
		snprintf(text, size, " of %d (%d%%)", whole,
			 (o->cells[cell] * 200 + whole) / (2 * whole));
	else
		snprintf(text, size, " of %d", whole);
}

const char *
outcome_figure(const struct outcome *o, const enum shown *shown, int cell,
	       char text[FIGURE_SIZE])
{
	char of[32] = "";

	if (shown != NULL && shown[cell] != SHOWN)
		return strcpy(text, "kept back");
	add_denominator(o, shown, cell, of, sizeof(of));
	snprintf(text, FIGURE_SIZE, "%d%s", o->cells[cell], of);
	return text;
}
