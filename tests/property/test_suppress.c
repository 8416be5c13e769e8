/* SPDX-License-Identifier: ISC */
/*
 * No figure that is kept back can be worked out from those that are shown. The
 * reader knows every sum, which of the hidden figures are small, and the limit:
 * small ones are 0 to 4, those hidden beside them 5 or more. Of two days beside
 * each other the reader knows by how much every figure has changed. Nor does it
 * tell anything which figures were chosen.
 */
#include "tests/property/property.h"

#include <string.h>

#include "base/rc.h"
#include "model/outcome.h"

enum { TABLES = 60, STATEMENTS = 200, ACROSS = 3, CELLS = 16, ROOM = 8,
       LITTLE_ROOM = 2 };

/* ---- tables of 2 to 3 by 3 with their margins: every solution is tried ---- */

struct table {
	int values[CELLS], before[CELLS], ranks[CELLS];
	bool two;
	struct sum sums[CELLS];
	enum shown shown[CELLS];
	size_t rows, count, sum_count;
};

/* Cells by row, each row's total last; then the row of totals. */
static int
at(size_t row, size_t column)
{
	return (int)(row * (ACROSS + 1) + column);
}

static void
add_sum(struct table *t, int whole, int first, int step, size_t count)
{
	struct sum *sum = &t->sums[t->sum_count++];

	sum->whole = whole;
	sum->count = count;
	for (size_t i = 0; i < count; i++)
		sum->parts[i] = first + (int)i * step;
}

static void
add_margins(const struct table *t, int *values)
{
	for (size_t c = 0; c < ACROSS; c++)
		for (size_t r = 0; r < t->rows; r++)
			values[at(t->rows, c)] += values[at(r, c)];
	for (size_t r = 0; r <= t->rows; r++)
		for (size_t c = 0; c < ACROSS; c++)
			values[at(r, ACROSS)] += values[at(r, c)];
}

/* Another day is often much like this one. */
static void
make_values(struct property *p, struct table *t)
{
	for (size_t r = 0; r < t->rows; r++)
		for (size_t c = 0; c < ACROSS; c++) {
			int v = (int)property_below(p, property_below(p, 3)
							       ? 12 : 4);
			int less = (int)property_below(p, 4);

			t->values[at(r, c)] = v;
			t->before[at(r, c)] = v > less ? v - less : 0;
		}
	add_margins(t, t->values);
	add_margins(t, t->before);
}

static void
make_table(struct property *p, struct table *t, bool two)
{
	memset(t, 0, sizeof(*t));
	t->two = two;
	t->rows = 2 + property_below(p, 2);
	t->count = (t->rows + 1) * (ACROSS + 1);
	make_values(p, t);
	for (size_t r = 0; r <= t->rows; r++)
		add_sum(t, at(r, ACROSS), at(r, 0), 1, ACROSS);
	for (size_t c = 0; c <= ACROSS; c++)
		add_sum(t, at(t->rows, c), at(0, c), ACROSS + 1, t->rows);
	for (size_t i = 0; i < t->count; i++)
		t->ranks[i] = (int)property_below(p, 4);
}

/* What a hidden figure may be; before is NULL where there is one day. With the
 * change known, what fits this day fits the other, but for being less than
 * nothing. */
static int
least(enum shown shown, int value, const int *before)
{
	if (before != NULL)
		return value > *before ? value - *before : 0;
	return shown == HIDDEN_SMALL ? 0 : SUPPRESS_UNDER;
}

static int
most(const struct table *t, size_t cell)
{
	if (t->two)
		return t->values[cell] + LITTLE_ROOM;
	return t->shown[cell] == HIDDEN_SMALL ? SUPPRESS_UNDER - 1
					      : t->values[cell] + ROOM;
}

/* What is filled in so far may still come out. */
static bool
may_hold(const struct table *t, const int *values, size_t filled)
{
	for (size_t i = 0; i < t->sum_count; i++) {
		const struct sum *sum = &t->sums[i];
		int total = 0;
		bool whole = (size_t)sum->whole < filled;

		for (size_t k = 0; k < sum->count; k++) {
			if ((size_t)sum->parts[k] >= filled)
				whole = false;
			else
				total += values[sum->parts[k]];
		}
		if (whole && total != values[sum->whole])
			return false;
		if ((size_t)sum->whole < filled && total > values[sum->whole])
			return false;
	}
	return true;
}

/* Whether some solution has another value in that cell. */
static bool
solve(const struct table *t, int *values, size_t next, size_t cell)
{
	if (!may_hold(t, values, next))
		return false;
	if (next == t->count)
		return values[cell] != t->values[cell];
	if (t->shown[next] == SHOWN) {
		values[next] = t->values[next];
		return solve(t, values, next + 1, cell);
	}
	for (int v = least(t->shown[next], t->values[next],
			   t->two ? &t->before[next] : NULL);
	     v <= most(t, next); v++) {
		values[next] = v;
		if ((next != cell || v != t->values[cell]) &&
		    solve(t, values, next + 1, cell))
			return true;
	}
	return false;
}

/* Of one day it is said which are small, of two it is not. */
static bool
hides_what_is_small(const struct table *t, size_t i)
{
	if (t->two)
		return t->shown[i] != HIDDEN_SMALL &&
		       (t->shown[i] == HIDDEN_BESIDE ||
			(t->values[i] >= SUPPRESS_UNDER &&
			 t->before[i] >= SUPPRESS_UNDER));
	return (t->values[i] < SUPPRESS_UNDER) ==
	       (t->shown[i] == HIDDEN_SMALL);
}

static void
try_tables(bool two)
{
	struct property p;
	struct table t;
	int values[CELLS];
	size_t hidden = 0, shown = 0;

	property_init(&p);
	for (unsigned round = 0; round < TABLES; round++) {
		struct figures f = { .values = t.values,
				     .before = two ? t.before : NULL,
				     .ranks = t.ranks, .sums = t.sums };

		make_table(&p, &t, two);
		f.count = t.count;
		f.sum_count = t.sum_count;
		suppress(&f, t.shown);
		for (size_t i = 0; i < t.count; i++) {
			property_holds(&p, round, hides_what_is_small(&t, i));
			if (t.shown[i] == SHOWN) {
				shown++;
				continue;
			}
			hidden++;
			property_holds(&p, round, solve(&t, values, 0, i));
		}
	}
	/* Not by hiding everything. */
	assert_true(shown > hidden / (two ? 6 : 3));
}

static void
every_hidden_cell_of_a_table_may_be_another(void **state)
{
	(void)state;
	try_tables(false);
}

static void
nor_do_two_days_give_one_away(void **state)
{
	(void)state;
	try_tables(true);
}

/* ---- every row of three, for a reader who knows how figures are chosen ---- */

enum { ROW = ACROSS + 1, HIGHEST = 12, LIKELY = 9,
       ROWS = (HIGHEST + 1) * (HIGHEST + 1) * (HIGHEST + 1) };

struct row {
	int values[ROW];
	int published[ROW];		/* -1: kept back */
};

static void
publish_row(int n, const int *ranks, struct row *row)
{
	struct sum sum = { ACROSS, { 0, 1, 2 }, ACROSS };
	enum shown shown[ROW];
	struct figures f = { .values = row->values, .ranks = ranks,
			     .count = ROW, .sums = &sum, .sum_count = 1 };

	row->values[ACROSS] = 0;
	for (int i = 0; i < ACROSS; i++, n /= HIGHEST + 1) {
		row->values[i] = n % (HIGHEST + 1);
		row->values[ACROSS] += row->values[i];
	}
	suppress(&f, shown);
	for (int i = 0; i < ROW; i++)
		row->published[i] = shown[i] == SHOWN ? row->values[i] : -1;
}

/* Higher ones than these are tried as well, so that no twin is missed. */
static bool
is_likely(const struct row *row)
{
	for (int i = 0; i < ACROSS; i++)
		if (row->values[i] > LIKELY)
			return false;
	return true;
}

/* Whether a row that is published alike has another value there. */
static bool
has_a_twin(const struct row *rows, const struct row *row, int cell)
{
	for (int n = 0; n < ROWS; n++)
		if (rows[n].values[cell] != row->values[cell] &&
		    memcmp(rows[n].published, row->published,
			   sizeof(row->published)) == 0)
			return true;
	return false;
}

static void
what_is_chosen_tells_nothing(void **state)
{
	static const int ranks[][ROW] = {
		{ 2, 2, 2, 5 }, { 1, 2, 3, 9 }, { 3, 2, 1, 0 },
	};
	static struct row rows[ROWS];

	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(ranks); k++) {
		for (int n = 0; n < ROWS; n++)
			publish_row(n, ranks[k], &rows[n]);
		for (int n = 0; n < ROWS; n++)
			for (int i = 0; i < ACROSS; i++)
				if (is_likely(&rows[n]) &&
				    rows[n].values[i] < SUPPRESS_UNDER)
					assert_true(has_a_twin(rows, &rows[n],
							       i));
	}
}

/* ---- the statement: bounds pushed through its sums, and guesses ---- */

static void
any_person(struct property *p, struct destination *d,
	   struct axis_change *moves, struct outcome_person *person)
{
	memset(person, 0, sizeof(*person));
	fact_init(FACT_DESTINATION, d);
	d->fact.on = 200;
	d->kind = (enum destination_kind)property_below(
		p, property_below(p, 2) ? DESTINATION_KINDS : 6);
	d->field = (enum field_of_work)property_below(p, 5);
	d->sector = (enum sector)property_below(p, SECTORS);
	d->level = (enum job_level)property_below(p, LEVELS);
	d->brokered = d->agreed_inside = property_below(p, 2) != 0;
	memset(moves, 0, 2 * sizeof(*moves));
	moves[1].value = CUSTODY_RELEASED_ON_LICENCE;
	moves[1].on = 180;
	moves[0].value = property_below(p, 9) == 0
				 ? CUSTODY_RECALLED
				 : CUSTODY_RELEASED_ON_LICENCE;
	moves[0].on = 200 + (int)property_below(p, 300);
	person->graduated_on = 100;
	person->moves = moves;
	person->move_count = 2;
	person->destinations = d;
	person->destination_count = property_below(p, 8) != 0;
}

/* Of one day, and of one before it. */
static void
any_statement(struct property *p, struct outcome *o, struct outcome *before)
{
	uint32_t people = 1 + property_below(p, 120);

	memset(o, 0, sizeof(*o));
	memset(before, 0, sizeof(*before));
	for (uint32_t i = 0; i < people; i++) {
		struct outcome_person person;
		struct axis_change moves[2];
		struct destination d;

		any_person(p, &d, moves, &person);
		outcome_add(o, &person, 600);
		if (property_below(p, 4) != 0)
			outcome_add(before, &person, 400);
	}
}

struct bounds {
	long low[OUTCOME_CELLS], high[OUTCOME_CELLS];
};

static bool
narrow(long *low, long *high, long from, long to)
{
	bool narrower = from > *low || to < *high;

	*low = from > *low ? from : *low;
	*high = to < *high ? to : *high;
	return narrower;
}

static bool
push(struct bounds *b, const struct sum *sum)
{
	long low = 0, high = 0;
	bool changed;

	for (size_t i = 0; i < sum->count; i++) {
		low += b->low[sum->parts[i]];
		high += b->high[sum->parts[i]];
	}
	changed = narrow(&b->low[sum->whole], &b->high[sum->whole], low,
			 high);
	for (size_t i = 0; i < sum->count; i++) {
		int part = sum->parts[i];
		long others_low = low - b->low[part];
		long others_high = high - b->high[part];
		long from = b->low[sum->whole] - others_high;
		long to = b->high[sum->whole] - others_low;

		low = others_low;
		high = others_high;
		changed |= narrow(&b->low[part], &b->high[part], from, to);
		low += b->low[part];
		high += b->high[part];
	}
	return changed;
}

static bool
push_all(struct bounds *b)
{
	size_t sum_count;
	const struct sum *sums = outcome_sums(&sum_count);
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < sum_count; i++)
			changed |= push(b, &sums[i]);
		for (int i = 0; i < OUTCOME_CELLS; i++)
			if (b->low[i] > b->high[i])
				return false;
	}
	return true;
}

/* The one with fewest values left; -1: each has one. */
static int
narrowest(const struct bounds *b)
{
	int found = -1;

	for (int i = 0; i < OUTCOME_CELLS; i++)
		if (b->low[i] < b->high[i] &&
		    (found < 0 || b->high[i] - b->low[i] <
					  b->high[found] - b->low[found]))
			found = i;
	return found;
}

/* Whether the rest can be filled in. What is true is guessed first, so that
 * what differs stays near. */
static bool
fits(struct bounds b, const struct outcome *o, int *guesses)
{
	static const int off[] = { 0, 1, -1, 2, -2, 3, -3, 4, -4 };
	int i;

	if (!push_all(&b))
		return false;
	i = narrowest(&b);
	for (size_t k = 0; i >= 0 && k < ARRAY_SIZE(off); k++) {
		struct bounds guess = b;
		long value = o->cells[i] + off[k];

		if (value < b.low[i] || value > b.high[i])
			continue;
		guess.low[i] = guess.high[i] = value;
		if ((*guesses)-- > 0 && fits(guess, o, guesses))
			return true;
	}
	return i < 0;
}

static bool
may_be_another(const struct bounds *b, const struct outcome *o, int cell)
{
	for (int off = -4; off <= 4; off++) {
		struct bounds other = *b;
		int guesses = 400;
		long value = o->cells[cell] + off;

		if (off == 0 || value < b->low[cell] || value > b->high[cell])
			continue;
		other.low[cell] = other.high[cell] = value;
		if (fits(other, o, &guesses))
			return true;
	}
	return false;
}

static void
reader_knows(const struct outcome *o, const struct outcome *before,
	     const enum shown shown[OUTCOME_CELLS], struct bounds *b)
{
	for (int i = 0; i < OUTCOME_CELLS; i++) {
		b->low[i] = b->high[i] = o->cells[i];
		if (shown[i] == SHOWN)
			continue;
		b->low[i] = least(shown[i], o->cells[i],
				  before != NULL ? &before->cells[i] : NULL);
		b->high[i] = shown[i] == HIDDEN_SMALL ? SUPPRESS_UNDER - 1
						      : 1000;
	}
}

/* No figure stands without what it is of, but for what others are of. */
static bool
has_denominator(int cell, const enum shown shown[OUTCOME_CELLS])
{
	int of = outcome_row(cell)->of;

	return shown[cell] != SHOWN || of < 0 || shown[of] == SHOWN ||
	       cell == OUTCOME_RELEASED ||
	       cell == OUTCOME_MOJ_6_WEEKS + MOJ_CELL_COUNTED ||
	       cell == OUTCOME_MOJ_6_MONTHS + MOJ_CELL_COUNTED;
}

static void
try_statements(bool two)
{
	struct property p;
	struct outcome o, earlier;
	enum shown shown[OUTCOME_CELLS];
	size_t kept = 0;

	property_init(&p);
	for (unsigned round = 0; round < STATEMENTS; round++) {
		const struct outcome *before = two ? &earlier : NULL;
		struct bounds b;

		any_statement(&p, &o, &earlier);
		outcome_suppress(&o, before, shown);
		reader_knows(&o, before, shown, &b);
		for (int i = 0; i < OUTCOME_CELLS; i++) {
			kept += shown[i] == SHOWN;
			property_holds(&p, round, has_denominator(i, shown));
			property_holds(&p, round, shown[i] == SHOWN ||
				       may_be_another(&b, &o, i));
		}
	}
	assert_true(kept > STATEMENTS * 5);
}

static void
every_hidden_figure_of_a_statement_may_be_another(void **state)
{
	(void)state;
	try_statements(false);
}

static void
nor_do_two_statements_side_by_side_give_one_away(void **state)
{
	(void)state;
	try_statements(true);
}

/* Each whole is the sum of its parts, whoever is counted. */
static void
the_sums_of_a_statement_hold(void **state)
{
	struct property p;
	struct outcome o, before;
	size_t sum_count;
	const struct sum *sums = outcome_sums(&sum_count);

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < STATEMENTS; round++) {
		any_statement(&p, &o, &before);
		for (size_t i = 0; i < sum_count; i++) {
			int total = 0;

			for (size_t k = 0; k < sums[i].count; k++)
				total += o.cells[sums[i].parts[k]];
			property_holds(&p, round,
				       total == o.cells[sums[i].whole]);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_hidden_cell_of_a_table_may_be_another),
		cmocka_unit_test(nor_do_two_days_give_one_away),
		cmocka_unit_test(what_is_chosen_tells_nothing),
		cmocka_unit_test(the_sums_of_a_statement_hold),
		cmocka_unit_test(
			every_hidden_figure_of_a_statement_may_be_another),
		cmocka_unit_test(
			nor_do_two_statements_side_by_side_give_one_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
