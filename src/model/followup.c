/* SPDX-License-Identifier: ISC */
#include "model/followup.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { SIX_WEEKS = 42, A_YEAR = 365, FIRST_YEAR = 2 };

bool
custody_is_out(enum custody where)
{
	return where == CUSTODY_RELEASED || where == CUSTODY_RELEASED_ON_LICENCE;
}

bool
custody_is_inside(enum custody where)
{
	return where == CUSTODY_IN_THIS_PRISON ||
	       where == CUSTODY_IN_OTHER_PRISON ||
	       where == CUSTODY_TEMPORARILY_ABSENT ||
	       where == CUSTODY_IN_HOSPITAL || where == CUSTODY_RECALLED;
}

bool
support_is_closed(enum support stage)
{
	return stage == SUPPORT_CLOSED_MET || stage == SUPPORT_CLOSED_DECLINED;
}

enum support
support_stage(const struct axis_change *changes, size_t count,
	      bool deferral_runs)
{
	enum support stage = count > 0 ? SUPPORT_PLANNING
				       : SUPPORT_NOT_STARTED;

	for (size_t i = count; i-- > 0;)
		if (changes[i].value != SUPPORT_DEFERRED)
			stage = (enum support)changes[i].value;
	return deferral_runs && !support_is_closed(stage) ? SUPPORT_DEFERRED
							  : stage;
}

/* ---- releases ---- */

static void
begin_release(struct release **rows, size_t *count,
	      const struct axis_change *move)
{
	bool licence = move->value == CUSTODY_RELEASED_ON_LICENCE;
	struct release *r = *count > 0 ? &(*rows)[*count - 1] : NULL;

	/* Two of one day: the later account stands. */
	if (r == NULL || r->on != move->on) {
		*rows = xgrow(*rows, *count, sizeof(**rows));
		r = &(*rows)[(*count)++];
	}
	r->id = move->id;
	r->on = move->on;
	r->until = DATE_NONE;
	r->licence_until = licence ? DATE_NONE : move->on;
}

static void
go_on(struct release *r, const struct axis_change *move)
{
	enum custody to = (enum custody)move->value;

	if (custody_is_inside(to) || to == CUSTODY_DIED)
		r->until = move->on;
	if (to == CUSTODY_RELEASED_ON_LICENCE && move->on == r->on)
		r->licence_until = DATE_NONE;
	if (r->licence_until == DATE_NONE && to != CUSTODY_UNKNOWN &&
	    to != CUSTODY_RELEASED_ON_LICENCE)
		r->licence_until = move->on;
}

struct release *
releases_of(const struct axis_change *moves, size_t count, civil_date on,
	    size_t *releases)
{
	struct release *rows = NULL;

	*releases = 0;
	for (size_t i = count; i-- > 0;) {
		struct release *last = *releases > 0 ? &rows[*releases - 1]
						     : NULL;
		bool is_out = last != NULL && last->until == DATE_NONE;

		if (moves[i].on > on)
			continue;
		if (is_out)
			go_on(last, &moves[i]);
		else if (custody_is_out((enum custody)moves[i].value))
			begin_release(&rows, releases, &moves[i]);
	}
	return rows;
}

/* ---- points ---- */

civil_date
followup_due(enum followup_point point, civil_date released)
{
	switch (point) {
	case POINT_6_WEEKS:
		return released + SIX_WEEKS;
	case POINT_3_MONTHS:
		return date_add_months(released, 3);
	case POINT_6_MONTHS:
		return date_add_months(released, 6);
	case POINT_12_MONTHS:
		return date_add_months(released, 12);
	case POINT_YEARLY:
		return date_add_months(released, 12 * FIRST_YEAR);
	default:
		return released;
	}
}

static bool
add_point(const struct followup_case *of, enum followup_point point,
	  int year, civil_date due, struct followup **rows, size_t *count)
{
	civil_date until = of->release->until;
	struct followup *f;

	if ((until != DATE_NONE && due >= until && point != POINT_AT_RELEASE) ||
	    (of->declined_on != DATE_NONE && due >= of->declined_on))
		return false;
	*rows = xgrow(*rows, *count, sizeof(**rows));
	f = &(*rows)[(*count)++];
	memset(f, 0, sizeof(*f));
	f->student_id = of->student_id;
	f->release_id = of->release->id;
	f->released = of->release->on;
	f->back = until;
	f->point = point;
	f->year = year;
	f->due = due;
	f->last_on = DATE_NONE;
	return true;
}

static bool
is_of_release(const struct followup *f, const struct contact *c)
{
	return id_equal(&c->release_id, &f->release_id) ||
	       (!id_is_zero(&c->release_id) && c->fact.on >= f->released &&
		(f->back == DATE_NONE || c->fact.on < f->back));
}

bool
followup_is_about(const struct followup *f, const struct contact *c)
{
	civil_date next = date_add_months(f->released, 12 * (f->year + 1));

	if (c->point != f->point || !is_of_release(f, c))
		return false;
	return f->point != POINT_YEARLY ||
	       ((f->year == FIRST_YEAR || c->fact.on >= f->due - DIARY_DAYS) &&
		c->fact.on < next - DIARY_DAYS);
}

static void
note_contact(struct followup *f, const struct contact *contact)
{
	f->last_on = contact->fact.on;
	f->last = contact->result;
	switch (contact->result) {
	case CONTACT_REACHED:
		f->state = FOLLOWUP_REACHED;
		break;
	case CONTACT_DECLINED:
	case CONTACT_NOT_PERMITTED:
		if (f->state != FOLLOWUP_REACHED)
			f->state = FOLLOWUP_CLOSED;
		break;
	default:
		f->tries++;
		break;
	}
}

/* Once the next is due, or the person is back inside, a point is past. */
static void
settle(struct followup *rows, size_t count, civil_date until,
       civil_date today)
{
	bool over = until != DATE_NONE && until <= today;

	for (size_t i = 0; i < count; i++) {
		struct followup *f = &rows[i];

		if (f->state != FOLLOWUP_UPCOMING || f->due > today)
			continue;
		f->state = over || (i + 1 < count && rows[i + 1].due <= today)
				   ? FOLLOWUP_PASSED : FOLLOWUP_DUE;
	}
}

void
followup_points(const struct followup_case *of, civil_date today,
		struct followup **rows, size_t *count)
{
	civil_date released = of->release->on;
	size_t first = *count;

	for (int p = POINT_AT_RELEASE; p <= POINT_12_MONTHS; p++)
		add_point(of, (enum followup_point)p, 0,
			  followup_due((enum followup_point)p, released),
			  rows, count);
	for (int year = FIRST_YEAR; of->support_open; year++) {
		civil_date due = date_add_months(released, 12 * year);

		if (due > today + A_YEAR ||
		    !add_point(of, POINT_YEARLY, year, due, rows, count))
			break;
	}
	for (size_t i = 0; i < of->contact_count; i++)
		for (size_t k = first; k < *count; k++)
			if (followup_is_about(&(*rows)[k], &of->contacts[i]))
				note_contact(&(*rows)[k], &of->contacts[i]);
	settle(*rows + first, *count - first, of->release->until, today);
}

const char *
followup_state(enum point_state state)
{
	static const char *const words[] = {
		[FOLLOWUP_UPCOMING] = "to come", [FOLLOWUP_DUE] = "due",
		[FOLLOWUP_REACHED] = "reached", [FOLLOWUP_CLOSED] = "closed",
		[FOLLOWUP_PASSED] = "not reached",
	};

	return words[state];
}

void
followup_label(const struct followup *row, char *text, size_t size)
{
	if (row->point == POINT_YEARLY)
		snprintf(text, size, "%d years", row->year);
	else
		snprintf(text, size, "%s", term_label(&term_followup_point,
						      (int)row->point));
}
