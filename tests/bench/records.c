/* SPDX-License-Identifier: ISC */
/* Tasks on the program's own tables, with SQL straight to SQLite. */
#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "base/id.h"
#include "tests/bench/work.h"

enum { ATTEMPTS_A_STUDENT = 500, ROWS_A_TRANSACTION = 10000, UPDATES_PER = 4 };

/* A letter for the table, then a number: in order, as ids of one year are. */
static struct id
id_of(char table, uint32_t number)
{
	struct id id = { { (uint8_t)table } };

	for (int i = 0; i < 4; i++)
		id.b[12 + i] = (uint8_t)(number >> (24 - 8 * i));
	return id;
}

static void
bind_id(sqlite3_stmt *stmt, int at, char table, uint32_t number)
{
	struct id id = id_of(table, number);

	sqlite3_bind_blob(stmt, at, id.b, sizeof(id.b), SQLITE_TRANSIENT);
}

static void
bind_day(sqlite3_stmt *stmt, int at, uint32_t day)
{
	char text[DATE_TEXT_SIZE];

	date_format(date_from_ymd(2024, 11, 25) + (civil_date)(day % 728),
		    text);
	sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT);
}

static uint32_t
students(const struct work *w)
{
	uint32_t count = (uint32_t)w->number / ATTEMPTS_A_STUDENT;

	return count > 0 ? count : 1;
}

/* ---- what must be there first ---- */

static void
add_people_and_course(struct work *w)
{
	sqlite3_stmt *student, *item;

	work_exec(w, "INSERT INTO staff VALUES (x'01000000000000000000000000"
		     "000000', 'ada', 'Ada Example', 'ADMINISTRATOR', 1,"
		     " zeroblob(16)); INSERT INTO curriculum_version VALUES"
		     " (x'02000000000000000000000000000000', 'WEB', 'Web',"
		     " '1', 0, 0)");
	item = work_prepare(w, "INSERT INTO item VALUES (?1,"
		" x'02000000000000000000000000000000', NULL, ?2, 1, 'UNIT',"
		" 'U-' || ?2, 'Unit ' || ?2, 60, 1, '', '')");
	for (int i = 0; i < BENCH_ITEMS; i++) {
		bind_id(item, 1, 'i', (uint32_t)i);
		sqlite3_bind_int(item, 2, i);
		work_run(w, item);
	}
	student = work_prepare(w, "INSERT INTO student VALUES (?1,"
		" 'ACA-' || ?2, 'Student ' || ?2, '', '', '', '2024-11-25',"
		" 'Wing B', 'English', '',"
		" x'02000000000000000000000000000000')");
	for (uint32_t i = 0; i < students(w); i++) {
		bind_id(student, 1, 's', i);
		sqlite3_bind_int(student, 2, (int)i);
		work_run(w, student);
	}
	sqlite3_finalize(item);
	sqlite3_finalize(student);
}

static void
add_marks(struct work *w)
{
	sqlite3_stmt *mark = work_prepare(w, "INSERT INTO mark VALUES"
		" (?1, ?2, 'COMPLETE', 0, ?3, 3, '')");

	for (uint32_t s = 0; s < students(w); s++)
		for (uint32_t i = 0; i < BENCH_ITEMS; i++) {
			bind_id(mark, 1, 's', s);
			bind_id(mark, 2, 'i', i);
			bind_day(mark, 3, s + i);
			work_run(w, mark);
		}
	sqlite3_finalize(mark);
}

/* ---- (a) ---- */

static void
add_attempt(struct work *w, sqlite3_stmt *stmt, uint32_t i)
{
	uint32_t nth = i / students(w);

	bind_id(stmt, 1, 'a', i);
	bind_id(stmt, 2, 's', i % students(w));
	bind_id(stmt, 3, 'i', nth % BENCH_ITEMS);
	sqlite3_bind_int(stmt, 4, (int)(nth / BENCH_ITEMS) + 1);
	bind_day(stmt, 5, nth);
	sqlite3_bind_int64(stmt, 6, 1732525200 + i);
	work_run(w, stmt);
}

struct bench_time
work_insert(struct work *w)
{
	sqlite3_stmt *stmt;
	struct bench_time start;

	work_open(w);
	work_exec(w, embed_at("schema/", 0)->data);
	work_exec(w, "BEGIN");
	add_people_and_course(w);
	add_marks(w);
	work_exec(w, "COMMIT");
	stmt = work_prepare(w, "INSERT INTO attempt VALUES (?1,?2,?3,?4,?5,"
		"'PASS','WORKSTATION','folder 12, page 3','',"
		"x'01000000000000000000000000000000',?6,0)");
	start = bench_now();
	for (int i = 0; i < w->number; i++) {
		if (i % ROWS_A_TRANSACTION == 0)
			work_exec(w, i > 0 ? "COMMIT; BEGIN" : "BEGIN");
		add_attempt(w, stmt, (uint32_t)i);
	}
	work_exec(w, "COMMIT");
	start = bench_since(start);
	sqlite3_finalize(stmt);
	work_close(w);
	return start;
}

/* ---- (b) ---- */

static void
read_grid(struct work *w)
{
	sqlite3_stmt *stmt = work_prepare(w,
		"SELECT student_id, item_id, status, help, on_date, attempts,"
		" note FROM mark WHERE student_id=?1");
	uint32_t cells = 0;

	for (uint32_t s = 0; s < students(w); s++) {
		bind_id(stmt, 1, 's', s);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			cells++;
			sqlite3_column_blob(stmt, 1);
			sqlite3_column_text(stmt, 2);
			sqlite3_column_text(stmt, 4);
		}
		sqlite3_reset(stmt);
	}
	sqlite3_finalize(stmt);
	if (cells != students(w) * BENCH_ITEMS)
		bench_fail("the grid has %u cells", cells);
}

struct bench_time
work_grid_first(struct work *w)
{
	struct bench_time start;

	work_open(w);
	start = bench_now();
	read_grid(w);
	start = bench_since(start);
	work_close(w);
	return start;
}

struct bench_time
work_grid_again(struct work *w)
{
	struct bench_time start;

	work_open(w);
	read_grid(w);
	start = bench_now();
	read_grid(w);
	start = bench_since(start);
	work_close(w);
	return start;
}

/* ---- (c) ---- */

struct bench_time
work_update(struct work *w)
{
	struct bench_dice dice = { 20261123 };
	int updates = (int)students(w) / UPDATES_PER + 1;
	struct bench_time start;
	sqlite3_stmt *stmt;

	work_open(w);
	stmt = work_prepare(w, "UPDATE mark SET status='SUBMITTED',"
		" on_date=?3, attempts=attempts+1"
		" WHERE student_id=?1 AND item_id=?2");
	start = bench_now();
	for (int i = 0; i < updates; i++) {
		bind_id(stmt, 1, 's', bench_roll(&dice, students(w)));
		bind_id(stmt, 2, 'i', bench_roll(&dice, BENCH_ITEMS));
		bind_day(stmt, 3, (uint32_t)i);
		work_run(w, stmt);
		if (sqlite3_changes(w->db) != 1)
			bench_fail("an update changed no row");
	}
	start = bench_since(start);
	sqlite3_finalize(stmt);
	work_close(w);
	return start;
}

/* ---- (d) ---- */

struct bench_time
work_scan(struct work *w)
{
	struct bench_time start = bench_now();
	sqlite3_stmt *stmt;

	work_open(w);
	stmt = work_prepare(w, "SELECT count(*), sum(number),"
			       " sum(length(evidence)) FROM attempt"
			       " NOT INDEXED");
	if (sqlite3_step(stmt) != SQLITE_ROW ||
	    sqlite3_column_int(stmt, 0) != w->number)
		bench_fail("the scan did not find every attempt");
	sqlite3_finalize(stmt);
	start = bench_since(start);
	work_close(w);
	return start;
}
