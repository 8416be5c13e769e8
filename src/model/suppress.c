/* SPDX-License-Identifier: ISC */
#include "model/suppress.h"

#include <string.h>

#include "base/mem.h"

/*
 * Another set of values that fits is looked for by moving hidden cells up or
 * down by one until every sum holds again. What is found proves that a cell
 * is safe; where none is found in reasonable time, the cell is taken for one
 * that can be worked out, and another is hidden beside it.
 */
enum { STEPS = 20000 };

struct search {
	const struct figures *f;
	const enum shown *shown;
	signed char *moved;		/* -1, 0 or 1 for each cell */
	int steps;
};

static bool
may_move(const struct search *s, int cell, int by)
{
	const struct figures *f = s->f;
	int value = f->values[cell] + by;

	if (s->shown[cell] == SHOWN || s->moved[cell] != 0)
		return false;
	if (f->before != NULL)
		return value >= 0 && f->before[cell] + by >= 0;
	return s->shown[cell] == HIDDEN_SMALL
		       ? value >= 0 && value < SUPPRESS_UNDER
		       : value >= SUPPRESS_UNDER;
}

/* How much the parts are above the whole. */
static int
surplus(const struct search *s, const struct sum *sum)
{
	int over = -s->moved[sum->whole];

	for (size_t i = 0; i < sum->count; i++)
		over += s->moved[sum->parts[i]];
	return over;
}

static bool repair(struct search *s);

static bool
try_move(struct search *s, int cell, int by)
{
	if (!may_move(s, cell, by))
		return false;
	s->moved[cell] = (signed char)by;
	if (repair(s))
		return true;
	s->moved[cell] = 0;
	return false;
}

static bool
repair(struct search *s)
{
	for (size_t i = 0; i < s->f->sum_count; i++) {
		const struct sum *sum = &s->f->sums[i];
		int over = surplus(s, sum), by = over > 0 ? 1 : -1;

		if (over == 0)
			continue;
		if (s->steps-- <= 0)
			return false;
		if (try_move(s, sum->whole, by))
			return true;
		for (size_t k = 0; k < sum->count; k++)
			if (try_move(s, sum->parts[k], -by))
				return true;
		return false;
	}
	return true;
}

static bool
is_safe(const struct figures *f, const enum shown *shown, int cell)
{
	struct search s = { .f = f, .shown = shown };
	bool safe = false;

	s.moved = xcalloc(f->count, sizeof(*s.moved));
	for (int by = 1; by >= -1 && !safe; by -= 2) {
		s.steps = STEPS;
		safe = try_move(&s, cell, by);
	}
	mem_free(s.moved);
	return safe;
}

static bool
has_cell(const struct sum *sum, int cell)
{
	for (size_t i = 0; i < sum->count; i++)
		if (sum->parts[i] == cell)
			return true;
	return sum->whole == cell;
}

/* Whether cell a is to go before cell b: never by their values, or which of
 * them went would tell something of what they are. */
static bool
goes_first(const struct figures *f, int a, int b)
{
	return b < 0 || f->ranks[a] < f->ranks[b];
}

/* The first to go of those shown, of the sums that have the cell or of all. */
static int
choose(const struct figures *f, const enum shown *shown, int beside)
{
	int chosen = -1;

	for (size_t i = 0; i < f->sum_count; i++) {
		const struct sum *sum = &f->sums[i];

		if (beside >= 0 && !has_cell(sum, beside))
			continue;
		if (shown[sum->whole] == SHOWN &&
		    goes_first(f, sum->whole, chosen))
			chosen = sum->whole;
		for (size_t k = 0; k < sum->count; k++)
			if (shown[sum->parts[k]] == SHOWN &&
			    goes_first(f, sum->parts[k], chosen))
				chosen = sum->parts[k];
	}
	return chosen;
}

/* Hides one more cell beside the first that is not safe; false when all that
 * are hidden are safe, or nothing is left to hide. */
static bool
hide_another(const struct figures *f, enum shown *shown)
{
	for (size_t i = 0; i < f->count; i++) {
		int chosen;

		if (shown[i] == SHOWN || is_safe(f, shown, (int)i))
			continue;
		chosen = choose(f, shown, (int)i);
		if (chosen < 0)
			chosen = choose(f, shown, -1);
		if (chosen < 0)
			continue;
		shown[chosen] = HIDDEN_BESIDE;
		return true;
	}
	return false;
}

void
suppress(const struct figures *f, enum shown *shown)
{
	for (size_t i = 0; i < f->count; i++) {
		bool small = f->values[i] < SUPPRESS_UNDER ||
			     (f->before != NULL &&
			      f->before[i] < SUPPRESS_UNDER);

		shown[i] = !small ? SHOWN : f->before != NULL ? HIDDEN_BESIDE
							     : HIDDEN_SMALL;
	}
	while (hide_another(f, shown))
		;
}
