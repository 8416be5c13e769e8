/* SPDX-License-Identifier: ISC */
#include "model/outcome.h"

#include "base/mem.h"

static bool
defers(const struct outcome_person *p, civil_date on)
{
	return deferral_runs(p->deferrals, p->deferral_count, on);
}

static bool
is_mentored(const struct outcome_person *p, civil_date on)
{
	for (size_t i = 0; i < p->mentor_count; i++)
		if (fact_runs(&p->mentors[i].fact, on))
			return true;
	return false;
}

/* A need on one of the pathways that is being worked on, or ought to be. */
static bool
has_open_need(const struct outcome_person *p, civil_date on)
{
	enum need now[PATHWAYS] = { NEED_NONE };

	for (size_t i = 0; i < p->pathway_count; i++)
		if (p->pathways[i].fact.on <= on)
			now[p->pathways[i].pathway] = p->pathways[i].state;
	for (size_t i = 0; i < PATHWAYS; i++)
		if (now[i] == NEED_NOT_STARTED || now[i] == NEED_IN_PROGRESS)
			return true;
	return false;
}

/* Other things come first, or beside: deferred, other professionals, needs. */
static bool
has_interventions(const struct outcome_person *p, civil_date on)
{
	if (defers(p, on) || has_open_need(p, on))
		return true;
	for (size_t i = 0; i < p->professional_count; i++)
		if (fact_runs(&p->professionals[i].fact, on))
			return true;
	return false;
}

static const struct destination *
main_of(const struct outcome_person *p, civil_date on)
{
	return destination_main(p->destinations, p->destination_count, on);
}

/* ---- where somebody is ---- */

static enum custody
custody_on(const struct outcome_person *p, civil_date on)
{
	for (size_t i = 0; i < p->move_count; i++)
		if (p->moves[i].on <= on)
			return (enum custody)p->moves[i].value;
	return CUSTODY_UNKNOWN;
}

/* False: there was none by that day. */
static bool
last_release(const struct outcome_person *p, civil_date on,
	     struct release *last)
{
	size_t count;
	struct release *releases = releases_of(p->moves, p->move_count, on,
					       &count);

	if (count > 0)
		*last = releases[count - 1];
	mem_free(releases);
	return count > 0;
}

static bool
is_out(const struct outcome_person *p, civil_date on)
{
	struct release last;

	return last_release(p, on, &last) && last.until == DATE_NONE;
}

/* As a graduate: who was back before that has yet to leave. */
static bool
has_left(const struct outcome_person *p, civil_date on)
{
	struct release last;

	return last_release(p, on, &last) && (last.until == DATE_NONE ||
					      last.until > p->graduated_on);
}

/* Who came back after a release as a graduate is counted, who has not been
 * released since is still inside. */
static enum outcome_cell
group_inside(const struct outcome_person *p, civil_date on)
{
	if (custody_on(p, on) == CUSTODY_DIED)
		return OUTCOME_DIED;
	return has_left(p, on) ? OUTCOME_RETURNED : OUTCOME_INSIDE;
}

static enum outcome_cell
group_outside(const struct outcome_person *p, civil_date on)
{
	const struct destination *d = main_of(p, on);
	enum destination_group group = d != NULL ? destination_group(d->kind)
						 : GROUP_NOT_KNOWN;

	switch (group) {
	case GROUP_EMPLOYED:
		return OUTCOME_EMPLOYED;
	case GROUP_SELF_EMPLOYED:
		return OUTCOME_SELF_EMPLOYED;
	case GROUP_HIGHER_EDUCATION:
		return OUTCOME_HIGHER_EDUCATION;
	case GROUP_TRAINING:
	case GROUP_CONTINUING:
		return OUTCOME_SUPPORTED;
	case GROUP_VOLUNTARY:
		return OUTCOME_VOLUNTARY;
	case GROUP_OTHER:
		return OUTCOME_OTHER;
	default:
		break;
	}
	if (defers(p, on))
		return OUTCOME_SUPPORTED;
	return group == GROUP_SEEKING ? OUTCOME_SEEKING
	     : group == GROUP_UNAVAILABLE ? OUTCOME_UNAVAILABLE
					  : OUTCOME_NOT_KNOWN;
}

enum outcome_cell
outcome_group_of(const struct outcome_person *p, civil_date on)
{
	return is_out(p, on) ? group_outside(p, on) : group_inside(p, on);
}

/* Who died without having left is not inside any more, nor has left. */
static bool
died_inside(const struct outcome_person *p, civil_date on)
{
	return custody_on(p, on) == CUSTODY_DIED && !has_left(p, on);
}

/* ---- what each group is made of ---- */

static void
add_employed(struct outcome *o, const struct destination *d)
{
	bool development = field_is_development(d->field);
	bool technology = field_is_technology(d->field);

	o->cells[development ? OUTCOME_DEVELOPERS
			     : technology ? OUTCOME_EMPLOYED_TECH
					  : OUTCOME_EMPLOYED_ELSE]++;
	o->cells[d->brokered && d->agreed_inside ? OUTCOME_BROKERED
						 : OUTCOME_NOT_BROKERED]++;
	if (development) {
		o->cells[OUTCOME_SECTOR + d->sector]++;
		o->cells[OUTCOME_LEVEL + d->level]++;
	}
}

static void
add_work(struct outcome *o, const struct destination *d, bool employed)
{
	bool development = field_is_development(d->field);
	bool technology = field_is_technology(d->field);

	o->cells[OUTCOME_WORK]++;
	o->cells[technology ? OUTCOME_WORK_TECH : OUTCOME_WORK_ELSE]++;
	if (employed)
		add_employed(o, d);
	else
		o->cells[development ? OUTCOME_OWN_DEVELOPERS
				     : technology ? OUTCOME_OWN_TECH
						  : OUTCOME_OWN_ELSE]++;
}

static void
add_supported(struct outcome *o, const struct outcome_person *p,
	      const struct destination *d, civil_date on)
{
	if (d != NULL && destination_group(d->kind) == GROUP_TRAINING)
		o->cells[OUTCOME_ON_COURSE]++;
	else if (is_mentored(p, on))
		o->cells[OUTCOME_MENTORED]++;
	else if (has_interventions(p, on))
		o->cells[OUTCOME_BESIDE]++;
	else
		o->cells[OUTCOME_ALONE]++;
}

static void
add_group(struct outcome *o, const struct outcome_person *p, civil_date on)
{
	enum outcome_cell group = outcome_group_of(p, on);
	const struct destination *d = main_of(p, on);

	o->cells[group]++;
	if (group == OUTCOME_INSIDE)
		return;
	o->cells[OUTCOME_RELEASED]++;
	o->cells[defers(p, on) ? OUTCOME_DEFERRED : OUTCOME_NOT_DEFERRED]++;
	if (group == OUTCOME_EMPLOYED || group == OUTCOME_SELF_EMPLOYED)
		add_work(o, d, group == OUTCOME_EMPLOYED);
	if (group == OUTCOME_HIGHER_EDUCATION)
		o->cells[field_is_technology(d->field) ? OUTCOME_HE_TECH
						       : OUTCOME_HE_ELSE]++;
	if (group == OUTCOME_SUPPORTED)
		add_supported(o, p, d, on);
}

/* ---- the Ministry of Justice's ---- */

static enum moj_class
moj_on(const struct outcome_person *p, civil_date on)
{
	const struct destination *d = main_of(p, on);

	for (size_t i = 0; i < p->destination_count; i++)
		if (fact_runs(&p->destinations[i].fact, on) &&
		    destination_moj(p->destinations[i].kind) == MOJ_EMPLOYED)
			return MOJ_EMPLOYED;
	return d != NULL ? destination_moj(d->kind) : MOJ_UNKNOWN;
}

static bool
is_over(civil_date until, civil_date by)
{
	return until != DATE_NONE && until <= by;
}

static void
add_release(int *cells, const struct outcome_person *p,
	    const struct release *r, civil_date at)
{
	cells[MOJ_CELL_DUE]++;
	if (r->licence_until == r->on) {
		cells[MOJ_CELL_NO_LICENCE]++;
		return;
	}
	if (is_over(r->until, at) || is_over(r->licence_until, at)) {
		cells[MOJ_CELL_CLOSED]++;
		return;
	}
	switch (moj_on(p, at)) {
	case MOJ_UNAVAILABLE:
		cells[MOJ_CELL_UNAVAILABLE]++;
		return;
	case MOJ_UNKNOWN:
		cells[MOJ_CELL_UNKNOWN]++;
		return;
	case MOJ_EMPLOYED:
		cells[MOJ_CELL_EMPLOYED]++;
		break;
	case MOJ_NOT_EMPLOYED:
		cells[MOJ_CELL_NOT_EMPLOYED]++;
		break;
	}
	cells[MOJ_CELL_COUNTED]++;
}

/* Per release, not per person, from the day of graduation on. */
static void
add_releases(struct outcome *o, const struct outcome_person *p, civil_date on)
{
	size_t count;
	struct release *releases = releases_of(p->moves, p->move_count, on,
					       &count);

	for (size_t i = 0; i < count; i++) {
		const struct release *r = &releases[i];
		civil_date weeks = followup_due(POINT_6_WEEKS, r->on);
		civil_date months = followup_due(POINT_6_MONTHS, r->on);

		if (r->on < p->graduated_on)
			continue;
		if (weeks <= on)
			add_release(o->cells + OUTCOME_MOJ_6_WEEKS, p, r,
				    weeks);
		if (months <= on)
			add_release(o->cells + OUTCOME_MOJ_6_MONTHS, p, r,
				    months);
	}
	mem_free(releases);
}

void
outcome_add(struct outcome *o, const struct outcome_person *p, civil_date on)
{
	o->cells[OUTCOME_GRADUATES]++;
	if (p->apart || died_inside(p, on)) {
		o->cells[OUTCOME_APART]++;
		return;
	}
	add_group(o, p, on);
	add_releases(o, p, on);
}
