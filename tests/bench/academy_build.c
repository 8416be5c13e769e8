/* SPDX-License-Identifier: ISC */
/*
 * Two years of an academy that never was. Twelve people at a time are worked
 * through, four attempts each, in one unit of work, as a selection in the grid
 * is: so the attempts of one person lie all over the file, and the journal is
 * as long as it would be.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "base/mem.h"
#include "store/progress_store.h"
#include "store/query.h"
#include "store/student_store.h"
#include "tests/bench/academy.h"

enum {
	DAYS = 728, DAY_S = 24 * 60 * 60, MODULE_UNITS = 20, GROUP = 12,
	ATTEMPTS_A_TURN = 4, STUDENTS_A_UNIT = 100,
};

struct builder {
	struct academy_size size;
	struct app *app;
	struct instant now;
	struct curriculum_version version;
	struct id units[BENCH_ITEMS];
	struct id *students;
	int turns;		/* of each student */
	struct err err;
};

static struct store *
store(struct builder *b)
{
	return b->app->store;
}

static void
must(struct builder *b, enum rc rc)
{
	academy_must(rc, &b->err);
}

static void
set_day(struct builder *b, int day)
{
	b->now = academy_now();
	b->now.utc_s -= (int64_t)(DAYS - day) * DAY_S;
}

static civil_date
today(const struct builder *b)
{
	return date_of_instant(b->now);
}

static void
begin(struct builder *b, const char *action, const char *what)
{
	must(b, uow_begin(store(b), &b->app->me.id, action, 0, &b->err, "%s",
			  what));
}

static void
commit(struct builder *b)
{
	must(b, uow_commit(store(b), NULL, &b->err));
}

/* ---- the course: ten modules of twenty units ---- */

static void
write_course(struct buf *csv)
{
	buf_adds(csv, "code,parent,kind,title,hours\n"
		      "WEB,,Course,Web development,\n");
	for (int i = 0; i < BENCH_ITEMS; i++) {
		int module = i / MODULE_UNITS + 1, unit = i % MODULE_UNITS + 1;

		if (unit == 1)
			buf_addf(csv, "M%02d,WEB,Module,Part %d of the "
				 "course,\n", module, module);
		buf_addf(csv, "M%02d-%02d,M%02d,Unit,Unit %d of part %d,2\n",
			 module, unit, module, unit, module);
	}
}

static void
add_course(struct builder *b)
{
	struct buf text = BUF_INIT;
	struct item *items;
	size_t count, units = 0;
	struct csv csv;

	write_course(&text);
	must(b, csv_parse(text.ptr, text.len, &csv, &b->err));
	must(b, app_curriculum_import(b->app, &csv, "1", &b->version,
				      &b->err));
	must(b, app_curriculum_items(b->app, &b->version.id, &items, &count,
				     &b->err));
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == ITEM_UNIT)
			b->units[units++] = items[i].id;
	csv_release(&csv);
	buf_release(&text);
	mem_free(items);
}

/* ---- the people ---- */

static enum enrolment
fate(size_t at)
{
	static const enum enrolment fates[] = {
		ENROLMENT_ACTIVE, ENROLMENT_WITHDRAWN, ENROLMENT_ACTIVE,
		ENROLMENT_ON_BREAK, ENROLMENT_ACTIVE, ENROLMENT_WITHDRAWN,
	};

	return fates[at % ARRAY_SIZE(fates)];
}

static void
add_facts(struct builder *b, const struct student *s, size_t at)
{
	struct axis_change enrolled = {
		.student_id = s->id, .value = (int)fate(at), .on = today(b),
	};
	struct axis_change held = {
		.student_id = s->id, .value = CUSTODY_IN_THIS_PRISON,
		.on = today(b),
	};
	struct release_date release = {
		.student_id = s->id, .kind = RELEASE_CONDITIONAL,
		.on = today(b) + DAYS + (civil_date)(at * 7 % 900),
	};
	struct prison_number number = { .student_id = s->id,
					.from = today(b) };
	const struct id *me = &b->app->me.id;

	snprintf(number.number, sizeof(number.number), "Z%04dZZ",
		 (int)(at % 10000));
	must(b, prison_number_add(store(b), &number, me, &b->err));
	must(b, axis_add(store(b), AXIS_ENROLMENT, &enrolled, me, &b->err));
	must(b, axis_add(store(b), AXIS_CUSTODY, &held, me, &b->err));
	if (at % 3 != 0)
		must(b, release_date_add(store(b), &release, me, &b->err));
}

static void
add_student(struct builder *b, size_t at)
{
	static const char *const given[] = {
		"Nia", "Tomos", "Amara", "Élodie", "Bao", "Zofia", "Kwame",
		"Ravi", "Siân", "Ilse", "Jonas",
	};
	static const char *const family[] = {
		"Example", "Sample", "Specimen", "Placeholder", "Invented",
		"Fictive", "Nobody",
	};
	struct student s = { .id = store_new_id(store(b)),
			     .version_id = b->version.id };

	snprintf(s.reference, sizeof(s.reference), "ACA-%04d", (int)at + 1);
	snprintf(s.name, sizeof(s.name), "%s %s", given[at % ARRAY_SIZE(given)],
		 family[at / 3 % ARRAY_SIZE(family)]);
	snprintf(s.location, sizeof(s.location), "Wing %c",
		 'A' + (char)(at % 6));
	date_format(today(b), s.date_joined);
	must(b, student_put(store(b), &s, &b->err));
	add_facts(b, &s, at);
	b->students[at] = s.id;
}

static void
add_students(struct builder *b)
{
	size_t count = (size_t)b->size.students;

	b->students = xcalloc(count, sizeof(*b->students));
	for (size_t at = 0; at < count; at++) {
		if (at % STUDENTS_A_UNIT == 0)
			begin(b, "student.import", "Imported a class list");
		add_student(b, at);
		if (at % STUDENTS_A_UNIT == STUDENTS_A_UNIT - 1 ||
		    at + 1 == count)
			commit(b);
	}
}

/* ---- what they do ---- */

/* From sixty units of two hundred to all of them. */
static size_t
unit_of(const struct builder *b, size_t student, int attempt)
{
	size_t span = 60 + student * 37 % (BENCH_ITEMS - 59);

	return (size_t)attempt * span /
	       (size_t)(b->turns * ATTEMPTS_A_TURN);
}

static void
add_turn(struct builder *b, size_t student, int turn)
{
	struct mark mark = { .student_id = b->students[student] };
	int first = turn * ATTEMPTS_A_TURN;

	for (int n = first; n < first + ATTEMPTS_A_TURN; n++) {
		size_t unit = unit_of(b, student, n);
		bool passed = unit_of(b, student, n + 1) != unit;
		struct attempt attempt = {
			.student_id = mark.student_id,
			.item_id = b->units[unit], .on = today(b),
			.result = passed ? ATTEMPT_PASS : ATTEMPT_NOT_YET,
			.medium = MEDIUM_WORKSTATION,
		};

		snprintf(attempt.evidence, sizeof(attempt.evidence),
			 "folder %zu, page %d", student % 90, n);
		must(b, attempt_add(store(b), &attempt, &b->app->me.id,
				    &b->err));
		if (!passed && n + 1 < first + ATTEMPTS_A_TURN)
			continue;
		mark.item_id = attempt.item_id;
		mark.attempts = attempt.number;
		mark.on = attempt.on;
		mark.status = passed ? PROGRESS_COMPLETE
				     : PROGRESS_NEEDS_MORE_WORK;
		must(b, mark_put(store(b), &mark, &b->err));
	}
}

static void
add_progress(struct builder *b)
{
	size_t count = (size_t)b->size.students;

	for (int turn = 0; turn < b->turns; turn++) {
		set_day(b, 1 + turn * (DAYS - 1) / b->turns);
		for (size_t at = 0; at < count; at++) {
			if (at % GROUP == 0)
				begin(b, "progress.record",
				      "Complete for 48 items");
			add_turn(b, at, turn);
			if (at % GROUP == GROUP - 1 || at + 1 == count)
				commit(b);
		}
	}
}

/* One in ten active people waits for help, one in ten to be marked. */
static void
add_waiting(struct builder *b)
{
	begin(b, "progress.record", "Submitted, and help needed");
	for (int at = 0; at < b->size.students; at++) {
		struct mark mark = {
			.student_id = b->students[at], .on = today(b) - at % 20,
			.item_id = b->units[BENCH_ITEMS - 1 - at % 40],
			.status = at % 20 == 0 ? PROGRESS_IN_PROGRESS
					       : PROGRESS_SUBMITTED,
			.help_needed = at % 20 == 0,
		};

		if (at % 10 == 0)
			must(b, mark_put(store(b), &mark, &b->err));
		must(b, tally_count(store(b), &b->students[at], &b->err));
	}
	commit(b);
}

/* ---- all ---- */

static void
found(struct builder *b)
{
	static const struct app_new_academy academy = {
		.code = "ACA", .name = "A full academy", .minimum_cost = true,
		.user_name = BENCH_USER, .staff_name = "Ada Example",
	};
	struct secret *passphrase = academy_passphrase(), *recovery;

	must(b, app_create(b->app, &academy, passphrase, &recovery, &b->err));
	secret_free(recovery);
	secret_free(passphrase);
	/* Building is not measured: it need not wait for the disk. */
	must(b, store_exec(store(b), "PRAGMA synchronous=OFF;"
			   "PRAGMA wal_autocheckpoint=20000", &b->err));
}

static void
say_what_there_is(const struct builder *b, const char *dir, double seconds)
{
	char *file = xasprintf("%s/records.db", dir);
	struct stat st = { 0 };

	stat(file, &st);
	mem_free(file);
	printf("An academy of %d students, %d units, %d attempts: %lld "
	       "MB, built in %.0f s.\n\n", b->size.students, BENCH_ITEMS,
	       b->size.students * b->turns * ATTEMPTS_A_TURN,
	       (long long)st.st_size >> 20, seconds);
}

void
academy_build(const char *dir, const struct academy_size *size)
{
	struct bench_time start = bench_now();
	struct builder b = { .size = *size };

	b.turns = size->attempts / size->students / ATTEMPTS_A_TURN;
	if (b.turns < 1)
		b.turns = 1;
	set_day(&b, 0);
	app_remove_folder(dir);
	b.app = app_new(dir, clock_fixed(&b.now));
	found(&b);
	add_course(&b);
	add_students(&b);
	add_progress(&b);
	set_day(&b, DAYS - 1);
	add_waiting(&b);
	academy_build_gate(b.app, b.students, (size_t)size->students);
	app_free(b.app);
	mem_free(b.students);
	say_what_there_is(&b, dir, bench_since(start).wall_s);
}
