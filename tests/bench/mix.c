/* SPDX-License-Identifier: ISC */
/*
 * A mix of statements, after the "main" set of SQLite's own speedtest1, which
 * Debian does not package: the same kinds of step in the same order and
 * proportion, 500 rows to a unit of size, each step one transaction, numbers
 * spelt out as text. It is not speedtest1: its times compare with nothing but
 * themselves. `make bench SPEEDTEST1=speedtest1.c` measures the real one too.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tests/bench/work.h"

enum { ROWS_A_SIZE = 500, SPELT_SIZE = 160 };

/*
 * first is run once; then each, `times` times, or rows / -times when that is
 * negative. ?1 is the turn, ?2 a number all over the range, ?3 that number
 * spelt, ?4 a little more than ?2.
 */
static const struct step {
	const char *first, *each;
	int times;
} steps[] = {
	{ "CREATE TABLE t1 (a INTEGER, b INTEGER, c TEXT)",
	  "INSERT INTO t1 VALUES (?1, ?2, ?3)", -1 },
	{ "CREATE TABLE t2 (a INTEGER PRIMARY KEY, b INTEGER, c TEXT)",
	  "INSERT INTO t2 VALUES (?1, ?2, ?3)", -1 },
	{ "CREATE TABLE t3 (a INTEGER PRIMARY KEY, b INTEGER, c TEXT)",
	  "INSERT OR REPLACE INTO t3 VALUES (?2, ?1, ?3)", -1 },
	{ NULL, "SELECT count(*), avg(b), sum(length(c)), group_concat(c)"
	  " FROM t1 WHERE b BETWEEN ?2 AND ?4", 25 },
	{ NULL, "SELECT count(*), avg(b), sum(length(c)) FROM t1"
	  " WHERE c LIKE '%' || substr(?3, 1, 7) || '%'", 10 },
	{ NULL, "SELECT a, b, c FROM t1"
	  " WHERE c LIKE '%' || substr(?3, 1, 7) || '%' ORDER BY a", 10 },
	{ NULL, "SELECT a, b, c FROM t1"
	  " WHERE c LIKE '%' || substr(?3, 1, 7) || '%' ORDER BY a LIMIT 10",
	  10 },
	{ "CREATE UNIQUE INDEX t1b ON t1 (b, a); CREATE INDEX t1c ON t1 (c);"
	  "CREATE INDEX t2b ON t2 (b); CREATE INDEX t2c ON t2 (c DESC);"
	  "CREATE INDEX t3bc ON t3 (b, c)", NULL, 0 },
	{ NULL, "SELECT count(*), avg(b), sum(length(c)), group_concat(a)"
	  " FROM t1 WHERE b BETWEEN ?2 AND ?4", -5 },
	{ NULL, "SELECT count(*), avg(b), sum(length(c)) FROM t2"
	  " WHERE a BETWEEN ?2 AND ?4", -5 },
	{ NULL, "SELECT count(*), avg(b), sum(length(c)) FROM t1"
	  " WHERE c BETWEEN ?3 AND (?3 || '~')", -5 },
	{ "CREATE TABLE t4 (a INTEGER PRIMARY KEY, b INTEGER, c TEXT);"
	  "CREATE INDEX t4b ON t4 (b); CREATE INDEX t4c ON t4 (c);"
	  "INSERT INTO t4 SELECT * FROM t2", NULL, 0 },
	{ "DELETE FROM t2", "INSERT INTO t2 VALUES (?1, ?2, ?3)", -1 },
	{ "COMMIT; VACUUM; BEGIN", NULL, 0 },
	{ "ALTER TABLE t2 ADD COLUMN d INT DEFAULT 123;"
	  "SELECT sum(d) FROM t2", NULL, 0 },
	{ NULL, "UPDATE t2 SET d=b*2 WHERE b BETWEEN ?2 AND ?4", -5 },
	{ NULL, "UPDATE t2 SET d=b*3 WHERE a=?2", -1 },
	{ "UPDATE t2 SET d=b*4; SELECT sum(d) FROM t2", NULL, 0 },
	{ NULL, "DELETE FROM t2 WHERE b BETWEEN ?2 AND ?4", -5 },
	{ NULL, "DELETE FROM t3 WHERE a=?2", -1 },
	{ "INSERT OR REPLACE INTO t2 (a, b, c) SELECT a, b, c FROM t1;"
	  "INSERT OR REPLACE INTO t3 (a, b, c) SELECT a, b, c FROM t1",
	  NULL, 0 },
	{ "DELETE FROM t2; INSERT INTO t2 (a, b, c) SELECT a, b, c FROM t1;"
	  "DELETE FROM t3; INSERT INTO t3 (a, b, c) SELECT a, b, c FROM t1",
	  NULL, 0 },
	{ NULL, "SELECT t1.c FROM t1, t2, t3, t4 WHERE t4.a BETWEEN ?2 AND ?4"
	  " AND t3.a=t4.b AND t2.a=t3.b AND t1.c=t2.c", -50 },
	{ NULL, "SELECT a, (SELECT count(*) FROM t2 WHERE t2.b < t1.b"
	  " AND t2.b > t1.b - 9) FROM t1 WHERE b BETWEEN ?2 AND ?4", -50 },
	{ "CREATE TABLE t5 (a INTEGER PRIMARY KEY, b)",
	  "REPLACE INTO t5 VALUES (?2, ?3)", -1 },
	{ NULL, "SELECT b FROM t5 WHERE a=?2", -1 },
	{ "CREATE TABLE t6 (a TEXT PRIMARY KEY, b INTEGER) WITHOUT ROWID",
	  "REPLACE INTO t6 VALUES (?3, ?2)", -1 },
	{ NULL, "SELECT b FROM t6 WHERE a=?3", -1 },
	{ "SELECT DISTINCT b FROM t5; SELECT DISTINCT b FROM t6", NULL, 0 },
	{ "PRAGMA integrity_check; ANALYZE", NULL, 0 },
};

static const char *const ones[] = {
	"", "one", "two", "three", "four", "five", "six", "seven", "eight",
	"nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const tens[] = {
	"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
	"eighty", "ninety",
};

/* Appends "forty two thousand seven hundred one". */
static void
spell(unsigned n, char text[SPELT_SIZE])
{
	size_t len;

	if (n >= 1000) {
		spell(n / 1000, text);
		strcat(text, " thousand");
		n %= 1000;
	}
	len = strlen(text);
	if (n >= 100)
		len += (size_t)snprintf(text + len, SPELT_SIZE - len,
					" %s hundred", ones[n / 100]);
	n %= 100;
	if (n >= 20)
		snprintf(text + len, SPELT_SIZE - len, " %s %s", tens[n / 10],
			 ones[n % 10]);
	else
		snprintf(text + len, SPELT_SIZE - len, " %s", ones[n]);
}

static void
run_step(struct work *w, const struct step *step, struct bench_dice *dice)
{
	int rows = w->number * ROWS_A_SIZE;
	int times = step->times < 0 ? rows / -step->times : step->times;
	sqlite3_stmt *stmt;

	work_exec(w, "BEGIN");
	if (step->first != NULL)
		work_exec(w, step->first);
	stmt = step->each != NULL ? work_prepare(w, step->each) : NULL;
	for (int i = 1; stmt != NULL && i <= times; i++) {
		char text[SPELT_SIZE] = "";
		uint32_t number = bench_roll(dice, (uint32_t)rows) + 1;

		spell(number, text);
		sqlite3_bind_int(stmt, 1, i);
		sqlite3_bind_int(stmt, 2, (int)number);
		sqlite3_bind_text(stmt, 3, text, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int(stmt, 4, (int)number + 10 + i % 40);
		work_run(w, stmt);
	}
	sqlite3_finalize(stmt);
	work_exec(w, "COMMIT");
}

struct bench_time
work_mix(struct work *w)
{
	struct bench_dice dice = { 20261123 };
	struct bench_time start = bench_now();

	work_open(w);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		run_step(w, &steps[i], &dice);
	work_close(w);
	return bench_since(start);
}
