/* SPDX-License-Identifier: ISC */
#include "model/followup.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { SIX_WEEKS = 42, A_YEAR = 365 };

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
		return date_add_months(released, 24);
	default:
		return released;
	}
}

static bool
add_point(const struct followup_case *of, enum followup_point point,
	  civil_date due, struct followup **rows, size_t *count)
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
	f->point = point;
	f->due = due;
	f->last_on = DATE_NONE;
	return true;
}

/* By the day: the move that a contact names may have been corrected by another
 * one since. */
static bool
is_of_release(const struct release *r, const struct contact *c)
{
	return id_equal(&c->release_id, &r->id) ||
	       (!id_is_zero(&c->release_id) && c->fact.on >= r->on &&
		(r->until == DATE_NONE || c->fact.on < r->until));
}

/* Which of a release's points a contact was about: of the yearly ones the last
 * that was due, else the first. */
static struct followup *
point_of(struct followup *rows, size_t count, const struct contact *contact)
{
	struct followup *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (rows[i].point == contact->point &&
		    (found == NULL || rows[i].due <= contact->fact.on))
			found = &rows[i];
	return found;
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
		add_point(of, (enum followup_point)p,
			  followup_due((enum followup_point)p, released),
			  rows, count);
	for (int year = 2; of->support_open; year++) {
		civil_date due = date_add_months(released, 12 * year);

		if (due > today + A_YEAR ||
		    !add_point(of, POINT_YEARLY, due, rows, count))
			break;
	}
	for (size_t i = 0; i < of->contact_count; i++) {
		const struct contact *c = &of->contacts[i];
		struct followup *f = point_of(*rows + first, *count - first, c);

		if (f != NULL && is_of_release(of->release, c))
			note_contact(f, c);
	}
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
followup_label(const struct followup *row, civil_date released, char *text,
	       size_t size)
{
	if (row->point == POINT_YEARLY)
		snprintf(text, size, "%d years",
			 (row->due - released + A_YEAR / 2) / A_YEAR);
	else
		snprintf(text, size, "%s", term_label(&term_followup_point,
						      (int)row->point));
}
