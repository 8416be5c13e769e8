/* SPDX-License-Identifier: ISC */
#include "tests/support/naive_outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "store/query.h"

enum { MANY = 64, NEVER = INT_MAX, DAY_S = 86400 };

struct place {
	int from, until;
	bool main, brokered;
	char kind[40], field[40], sector[40], level[40];
};

struct naive_release {
	int on, back, licence_until;
	int points[2];			/* 6 weeks, 6 months */
};

struct person {
	struct small_academy *a;
	struct id id;
	int today, graduated;
	char last_move[40];
	struct place places[MANY];
	struct naive_release releases[MANY];
	size_t place_count, release_count;
	int *cells;
};

/* ---- rows ---- */

/* ?1 the student, ?2 the second at which the day is over, ?3 the day. */
#define KNOWN(row) row ".utc_s+" row ".offset_min*60<?2"
#define RIGHT(row) \
	"NOT EXISTS (SELECT 1 FROM correction c WHERE c.fact_id=" row \
	".id AND " KNOWN("c") ")"
#define END \
	"(SELECT min(e.on_date) FROM ending e WHERE e.fact_id=r.id AND " \
	KNOWN("e") " AND " RIGHT("e") ")"
#define ROWS_OF(table) \
	" FROM " table " r WHERE r.student_id=?1 AND " KNOWN("r") " AND " \
	RIGHT("r")
#define DAYS(text) "CAST(julianday(" text ")-2440587.5 AS INTEGER)"
/* As many months on, or the last day of a month that is shorter. */
#define SIX_MONTHS(text) \
	"min(date(" text ", '+6 months'), date(" text \
	", 'start of month', '+7 months', '-1 day'))"

static sqlite3_stmt *
rows(const struct person *p, const char *sql)
{
	char day[DATE_TEXT_SIZE];
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(p->a->app->store->db, sql, -1, &stmt, NULL) !=
	    SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(p->a->app->store->db));
	sqlite3_bind_blob(stmt, 1, p->id.b, ID_SIZE, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 2, ((int64_t)p->today + 1) * DAY_S);
	sqlite3_bind_text(stmt, 3, date_format(p->today, day), -1,
			  SQLITE_TRANSIENT);
	return stmt;
}

static int
number(const struct person *p, const char *sql)
{
	sqlite3_stmt *stmt = rows(p, sql);
	int n = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int(stmt, 0)
						 : 0;

	sqlite3_finalize(stmt);
	return n;
}

static void
text(sqlite3_stmt *stmt, int column, char word[40])
{
	snprintf(word, 40, "%s",
		 (const char *)sqlite3_column_text(stmt, column));
}

static bool
begins(const char *word, const char *with)
{
	return strncmp(word, with, strlen(with)) == 0;
}

static bool
is_one_of(const char *word, const char *list)
{
	char between[48];

	snprintf(between, sizeof(between), " %s ", word);
	return strstr(list, between) != NULL;
}

/* ---- releases ---- */

static bool
is_out(const struct person *p)
{
	return p->release_count > 0 &&
	       p->releases[p->release_count - 1].back == NEVER;
}

static void
let_go(struct person *p, int on, int months, bool licence)
{
	struct naive_release *r = &p->releases[p->release_count];

	if (p->release_count > 0 && r[-1].on == on)
		r--;			/* two of one day are one */
	else
		p->release_count++;
	*r = (struct naive_release){ on, NEVER, licence ? NEVER : on,
				     { on + 42, months } };
}

static void
move_on(struct naive_release *r, int on, const char *to)
{
	bool licence = strcmp(to, "RELEASED_ON_LICENCE") == 0;

	if (strcmp(to, "UNKNOWN") == 0)
		return;
	if (!begins(to, "RELEASED"))
		r->back = on;
	if (licence && r->on == on)
		r->licence_until = NEVER;
	if (!licence && r->licence_until == NEVER)
		r->licence_until = on;
}

static void
read_moves(struct person *p)
{
	sqlite3_stmt *stmt = rows(p, "SELECT r.value, " DAYS("r.on_date")
		", " DAYS(SIX_MONTHS("r.on_date")) " FROM custody r WHERE"
		" r.student_id=?1 AND r.on_date<=?3 AND " KNOWN("r")
		" ORDER BY r.on_date, r.id");

	while (sqlite3_step(stmt) == SQLITE_ROW) {
		char to[40];
		int on = sqlite3_column_int(stmt, 1);

		text(stmt, 0, to);
		if (is_out(p))
			move_on(&p->releases[p->release_count - 1], on, to);
		else if (begins(to, "RELEASED"))
			let_go(p, on, sqlite3_column_int(stmt, 2),
			       strcmp(to, "RELEASED_ON_LICENCE") == 0);
		snprintf(p->last_move, sizeof(p->last_move), "%s", to);
	}
	sqlite3_finalize(stmt);
}

/* ---- destinations ---- */

static void
read_places(struct person *p)
{
	sqlite3_stmt *stmt = rows(p, "SELECT " DAYS("r.on_date") ", "
		DAYS(END) ", r.main, r.brokered AND r.agreed_inside, r.kind,"
		" r.field, r.sector, r.level" ROWS_OF("destination")
		" ORDER BY r.on_date, r.id");

	while (sqlite3_step(stmt) == SQLITE_ROW) {
		struct place *d = &p->places[p->place_count++];

		assert_true(p->place_count < MANY);
		d->from = sqlite3_column_int(stmt, 0);
		d->until = sqlite3_column_type(stmt, 1) == SQLITE_NULL
				   ? NEVER : sqlite3_column_int(stmt, 1);
		d->main = sqlite3_column_int(stmt, 2) != 0;
		d->brokered = sqlite3_column_int(stmt, 3) != 0;
		text(stmt, 4, d->kind);
		text(stmt, 5, d->field);
		text(stmt, 6, d->sector);
		text(stmt, 7, d->level);
	}
	sqlite3_finalize(stmt);
}

static bool
runs(const struct place *d, int on)
{
	return d->from <= on && on < d->until;
}

/* The last to begin of the main ones, or of all where none is main. */
static const struct place *
main_place(const struct person *p, int on)
{
	for (int main = 1; main >= 0; main--)
		for (size_t i = p->place_count; i-- > 0;)
			if (runs(&p->places[i], on) &&
			    p->places[i].main >= main)
				return &p->places[i];
	return NULL;
}

static bool
is_work(const struct place *d)
{
	return begins(d->kind, "EMPLOYED_") ||
	       begins(d->kind, "SELF_EMPLOYED_") ||
	       strcmp(d->kind, "APPRENTICESHIP") == 0;
}

#define COURSES \
	" BOOTCAMP_OR_TRAINING FE_FULL_TIME FE_PART_TIME TRAINEESHIP" \
	" SUPPORTED_INTERNSHIP "
#define NOWHERE \
	" OTHER UNABLE_TO_CONTACT NOT_KNOWN STILL_IN_CUSTODY" \
	" RETURNED_TO_CUSTODY "
#define DEVELOPMENT " SOFTWARE_DEVELOPMENT WEB_DEVELOPMENT "
#define TECHNOLOGY DEVELOPMENT "OTHER_TECHNOLOGY "

/* ---- counting ---- */

static void
add(const struct person *p, int cell)
{
	p->cells[cell]++;
}

static bool
waits(const struct person *p)
{
	return number(p, "SELECT count(*)" ROWS_OF("deferral")
		      " AND r.on_date<=?3 AND coalesce(" END
		      ", '9999')>?3") > 0;
}

static void
count_job(const struct person *p, const struct place *d)
{
	bool develops = is_one_of(d->field, DEVELOPMENT);

	add(p, OUTCOME_EMPLOYED);
	add(p, d->brokered ? OUTCOME_BROKERED : OUTCOME_NOT_BROKERED);
	if (!develops) {
		add(p, is_one_of(d->field, TECHNOLOGY)
			       ? OUTCOME_EMPLOYED_TECH : OUTCOME_EMPLOYED_ELSE);
		return;
	}
	add(p, OUTCOME_DEVELOPERS);
	add(p, OUTCOME_SECTOR + term_value(&term_sector, d->sector));
	add(p, OUTCOME_LEVEL + term_value(&term_level, d->level));
}

static void
count_work(const struct person *p, const struct place *d)
{
	bool technology = is_one_of(d->field, TECHNOLOGY);

	add(p, OUTCOME_WORK);
	add(p, technology ? OUTCOME_WORK_TECH : OUTCOME_WORK_ELSE);
	if (!begins(d->kind, "SELF")) {
		count_job(p, d);
		return;
	}
	add(p, OUTCOME_SELF_EMPLOYED);
	add(p, is_one_of(d->field, DEVELOPMENT) ? OUTCOME_OWN_DEVELOPERS
	       : technology ? OUTCOME_OWN_TECH : OUTCOME_OWN_ELSE);
}

static bool
has_open_need(const struct person *p)
{
	return number(p, "SELECT count(*) FROM (SELECT r.state, row_number()"
		      " OVER (PARTITION BY r.pathway ORDER BY r.on_date DESC,"
		      " r.id DESC) AS nth" ROWS_OF("pathway")
		      " AND r.on_date<=?3) WHERE nth=1 AND"
		      " state IN ('NOT_STARTED', 'IN_PROGRESS')") > 0;
}

#define RUNNING(table) \
	"SELECT count(*)" ROWS_OF(table) " AND r.on_date<=?3 AND coalesce(" \
	END ", '9999')>?3"

static void
count_supported(const struct person *p, const struct place *d)
{
	add(p, OUTCOME_SUPPORTED);
	if (d != NULL && is_one_of(d->kind, COURSES))
		add(p, OUTCOME_ON_COURSE);
	else if (number(p, RUNNING("mentor_match")) > 0)
		add(p, OUTCOME_MENTORED);
	else if (waits(p) || has_open_need(p) ||
		 number(p, RUNNING("professional")) > 0)
		add(p, OUTCOME_BESIDE);
	else
		add(p, OUTCOME_ALONE);
}

/* Out, and the main place is neither work nor study. */
static void
count_other(const struct person *p, const struct place *d)
{
	const char *kind = d != NULL ? d->kind : "NOT_KNOWN";

	if (strcmp(kind, "VOLUNTARY") == 0)
		add(p, OUTCOME_VOLUNTARY);
	else if (is_one_of(kind, " OTHER GAP_BEFORE_HE "))
		add(p, OUTCOME_OTHER);
	else if (is_one_of(kind, COURSES "CONTINUING_WITH_SUPPORT ") ||
		 waits(p))
		count_supported(p, d);
	else if (strcmp(kind, "SEEKING_WORK") == 0)
		add(p, OUTCOME_SEEKING);
	else if (strcmp(kind, "NOT_SEEKING_OR_UNAVAILABLE") == 0)
		add(p, OUTCOME_UNAVAILABLE);
	else
		add(p, OUTCOME_NOT_KNOWN);
}

static void
count_where(const struct person *p)
{
	const struct place *d = main_place(p, p->today);

	if (!is_out(p))
		add(p, strcmp(p->last_move, "DIED") == 0 ? OUTCOME_DIED
							 : OUTCOME_RETURNED);
	else if (d != NULL && is_work(d))
		count_work(p, d);
	else if (d != NULL && strcmp(d->kind, "HIGHER_EDUCATION") == 0) {
		add(p, OUTCOME_HIGHER_EDUCATION);
		add(p, is_one_of(d->field, TECHNOLOGY) ? OUTCOME_HE_TECH
						       : OUTCOME_HE_ELSE);
	} else
		count_other(p, d);
}

static void
count_point(const struct person *p, const struct naive_release *r, int at,
	    int first)
{
	const struct place *d = main_place(p, at);
	bool works = false;

	for (size_t i = 0; i < p->place_count; i++)
		works |= runs(&p->places[i], at) && is_work(&p->places[i]);
	add(p, first + MOJ_CELL_DUE);
	if (r->licence_until == r->on)
		add(p, first + MOJ_CELL_NO_LICENCE);
	else if (r->back <= at || r->licence_until <= at)
		add(p, first + MOJ_CELL_CLOSED);
	else if (!works && (d == NULL || is_one_of(d->kind, NOWHERE)))
		add(p, first + MOJ_CELL_UNKNOWN);
	else if (!works && begins(d->kind, "NOT_SEEKING"))
		add(p, first + MOJ_CELL_UNAVAILABLE);
	else {
		add(p, first + MOJ_CELL_COUNTED);
		add(p, first + (works ? MOJ_CELL_EMPLOYED
				      : MOJ_CELL_NOT_EMPLOYED));
	}
}

static bool
said_no(const struct person *p)
{
	return number(p, "SELECT count(*) FROM (SELECT r.given"
		      ROWS_OF("consent") " AND r.on_date<=?3 AND"
		      " r.purpose='ANONYMISED_STATISTICS' ORDER BY"
		      " r.on_date DESC, r.id DESC LIMIT 1) WHERE given=0") > 0;
}

static void
count_person(const struct person *p)
{
	const struct naive_release *last = p->release_count > 0
		? &p->releases[p->release_count - 1] : NULL;
	bool left = last != NULL && last->back > p->graduated;
	static const int first[] = { OUTCOME_MOJ_6_WEEKS,
				     OUTCOME_MOJ_6_MONTHS };

	add(p, OUTCOME_GRADUATES);
	if (said_no(p) || (!left && strcmp(p->last_move, "DIED") == 0)) {
		add(p, OUTCOME_APART);
		return;
	}
	if (!left)
		add(p, OUTCOME_INSIDE);
	else {
		add(p, OUTCOME_RELEASED);
		add(p, waits(p) ? OUTCOME_DEFERRED : OUTCOME_NOT_DEFERRED);
		count_where(p);
	}
	for (size_t i = 0; i < p->release_count; i++)
		for (int k = 0; k < 2; k++) {
			const struct naive_release *r = &p->releases[i];

			if (r->on >= p->graduated &&
			    r->points[k] <= p->today)
				count_point(p, r, r->points[k], first[k]);
		}
}

void
naive_outcome(struct small_academy *a, civil_date on,
	      int cells[OUTCOME_CELLS])
{
	struct person all = { .a = a, .today = on };
	sqlite3_stmt *stmt = rows(&all, "SELECT g.student_id, "
		DAYS("g.on_date") " FROM graduate g WHERE g.on_date<=?3 AND"
		" EXISTS (SELECT 1 FROM enrolment n WHERE"
		" n.student_id=g.student_id AND n.value='GRADUATED' AND "
		KNOWN("n") ")");

	memset(cells, 0, OUTCOME_CELLS * sizeof(*cells));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		struct person p = { .a = a, .today = on, .cells = cells };

		memcpy(p.id.b, sqlite3_column_blob(stmt, 0), ID_SIZE);
		p.graduated = sqlite3_column_int(stmt, 1);
		read_moves(&p);
		read_places(&p);
		count_person(&p);
	}
	sqlite3_finalize(stmt);
}
