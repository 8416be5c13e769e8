/* SPDX-License-Identifier: ISC */
/* What lies beneath the screens, part by part; what a change costs beside the
 * same change in a copy that plain SQLite keeps; what memory it all took. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "base/mem.h"
#include "report/kinds.h"
#include "report/render.h"
#include "store/query.h"
#include "tests/bench/academy.h"

enum { TIMES = 5, WINDOW = 40, REPORT_MS = 500, HISTORY_PAGE = 50,
       MOST_MIB = 128 };

struct parts {
	struct app *app;
	struct instant now;
	struct student_row *students;
	size_t student_count;
	struct id units[BENCH_ITEMS];
	size_t unit_count;
	struct mark *marks;		/* of a window */
	size_t turn;			/* so that each time is another's */
	struct err err;
};

static void
must(struct parts *p, enum rc rc)
{
	academy_must(rc, &p->err);
}

static const struct student_row *
someone(struct parts *p)
{
	return &p->students[p->turn++ * 379 % p->student_count];
}

/* ---- the parts ---- */

static void
do_attention(struct parts *p)
{
	struct attention *rows;
	size_t count;

	must(p, app_attention(p->app, &rows, &count, &p->err));
	mem_free(rows);
}

static void
do_students(struct parts *p)
{
	struct student_row *rows;
	size_t count;

	must(p, app_student_list(p->app, &rows, &count, &p->err));
	mem_free(rows);
}

static void
do_course(struct parts *p)
{
	struct course_view view;

	must(p, app_course(p->app, &someone(p)->id, &view, &p->err));
	course_view_release(&view);
}

static void
do_attempts(struct parts *p)
{
	struct attempt *rows;
	size_t count;

	must(p, app_attempts(p->app, &someone(p)->id, NULL, &rows, &count,
			     &p->err));
	mem_free(rows);
}

static void
read_window(struct parts *p, size_t first)
{
	struct id ids[WINDOW];
	size_t count = 0;

	while (count < WINDOW && first + count < p->student_count) {
		ids[count] = p->students[first + count].id;
		count++;
	}
	must(p, app_grid(p->app, ids, count, p->units, p->unit_count,
			 p->marks, &p->err));
}

static void
do_window(struct parts *p)
{
	read_window(p, p->turn++ * 379 % p->student_count);
}

static void
do_grid(struct parts *p)
{
	for (size_t first = 0; first < p->student_count; first += WINDOW)
		read_window(p, first);
}

static void
do_history(struct parts *p)
{
	struct journal_entry *rows;
	size_t count;

	must(p, app_history(p->app, NULL, 0, HISTORY_PAGE, &rows, &count,
			    &p->err));
	mem_free(rows);
}

static void
do_history_of_one(struct parts *p)
{
	struct journal_entry *rows;
	size_t count;

	must(p, app_history(p->app, &someone(p)->id, 0, HISTORY_PAGE, &rows,
			    &count, &p->err));
	mem_free(rows);
}

static void
do_report(struct parts *p, const char *kind, const char *argument)
{
	struct report report;
	struct buf text = BUF_INIT;

	must(p, report_preview(p->app, report_kind_find(kind), argument,
			       &report, &p->err));
	report_render(&report, FORMAT_TEXT, true, &text);
	report_release(&report);
	buf_release(&text);
}

static void
do_student_report(struct parts *p)
{
	do_report(p, "student", someone(p)->reference);
}

static void
do_class_report(struct parts *p)
{
	do_report(p, "class", NULL);
}

static void
do_attention_report(struct parts *p)
{
	do_report(p, "attention", NULL);
}

static const struct part {
	const char *label;
	void (*run)(struct parts *p);
	int most_ms;			/* the target, or 0 */
} all[] = {
	{ "what needs attention", do_attention, 0 },
	{ "the list of students", do_students, 0 },
	{ "one student's course", do_course, 0 },
	{ "one student's attempts", do_attempts, 0 },
	{ "class grid, 40 rows", do_window, 0 },
	{ "class grid, everybody", do_grid, 0 },
	{ "history, 50 entries", do_history, 0 },
	{ "one student's history", do_history_of_one, 0 },
	{ "report: student", do_student_report, REPORT_MS },
	{ "report: class", do_class_report, REPORT_MS },
	{ "report: attention", do_attention_report, REPORT_MS },
};

static void
time_part(struct parts *p, const struct part *part)
{
	double ms[TIMES], first;

	for (int i = 0; i < TIMES; i++) {
		struct bench_time start = bench_now();

		part->run(p);
		ms[i] = bench_since(start).wall_s * 1000;
	}
	first = ms[0];
	printf("  %-40s %9.2f %9.2f", part->label, first,
	       bench_at(ms, TIMES, 0.5));
	if (part->most_ms > 0)
		printf("  of %d%s", part->most_ms,
		       bench_at(ms, TIMES, 1) > part->most_ms ? "!" : "");
	putchar('\n');
}

/* ---- a change ---- */

static double
change_cell(struct parts *p, struct store *store, const struct cell_ref *cell,
	    double *cpu_s)
{
	static const struct progress_change change = {
		.status = PROGRESS_NEEDS_MORE_WORK, .on = DATE_NONE,
		.medium = MEDIUM_PAPER, .evidence = "folder 9, page 1",
	};
	struct bench_time start = bench_now();
	int eligible;

	p->app->store = store;
	must(p, app_progress_set(p->app, cell, 1, &change, &eligible,
				 &p->err));
	start = bench_since(start);
	*cpu_s = start.cpu_s;
	return start.wall_s;
}

static struct store *
plain_copy(struct parts *p, struct store *sealed, const char *path)
{
	static const char *const ends[] = { "", "-wal", "-journal" };
	struct store_config config = sealed->config;
	struct store *plain;

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		char *file = xasprintf("%s%s", path, ends[i]);

		unlink(file);
		mem_free(file);
	}
	must(p, store_copy(sealed, path, NULL, NULL, NULL, &p->err));
	config.path = path;
	config.vfs_name = NULL;
	must(p, store_open(&config, &plain, &p->err));
	return plain;
}

static void
print_change(const char *label, double *sealed, double *plain, size_t count,
	     double target)
{
	double s = bench_at(sealed, count, 0.5), n = bench_at(plain, count, 0.5);

	printf("  %-40s %9.2f %9.2f  %5.2fx", label, n * 1000, s * 1000, s / n);
	if (target > 0)
		printf(" of %.2f%s", target, s / n > target ? "!" : "");
	putchar('\n');
}

static void
time_changes(struct parts *p, const char *folder)
{
	size_t count = (size_t)bench_knob("BENCH_CHANGES", 200);
	double *times = xcalloc(count * 4, sizeof(*times));
	char *path = xasprintf("%s/plain.db", folder);
	struct store *sealed = p->app->store;
	struct store *plain = plain_copy(p, sealed, path);

	for (size_t i = 0; i < count; i++) {
		struct cell_ref cell = { someone(p)->id,
					 p->units[i * 7 % p->unit_count] };
		struct store *order[] = { sealed, plain };

		for (size_t k = 0; k < 2; k++) {
			size_t which = (i + k) % 2;
			double *to = times + 2 * which * count + i;

			to[0] = change_cell(p, order[which], &cell,
					    to + count);
		}
	}
	p->app->store = sealed;
	store_close(plain);
	unlink(path);
	printf("\nOne change, committed, in ms:  %18s %9s\n\n", "plain",
	       "sealed");
	print_change("by the clock", times, times + 2 * count, count, 1.25);
	print_change("of CPU", times + count, times + 3 * count, count, 0);
	mem_free(times);
	mem_free(path);
}

/* ---- memory ---- */

static long
status_kib(const char *field)
{
	FILE *file = fopen("/proc/self/status", "re");
	char line[128];
	long kib = -1;

	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		if (strncmp(line, field, strlen(field)) == 0)
			kib = atol(line + strlen(field));
	if (file != NULL)
		fclose(file);
	return kib;
}

static void
say_memory(const char *when)
{
	long most = status_kib("VmHWM:") / 1024;

	printf("  memory %-24s resident %4ld MiB, most %4ld MiB of %d%s\n",
	       when, status_kib("VmRSS:") / 1024, most, MOST_MIB,
	       most > MOST_MIB ? "!" : "");
}

/* ---- all ---- */

static void
unlock(struct parts *p, const char *dir)
{
	struct secret *passphrase = academy_passphrase();
	struct curriculum_version version;
	struct item *items;
	size_t count;

	p->now = academy_now();
	p->app = app_new(dir, clock_fixed(&p->now));
	must(p, app_unlock(p->app, BENCH_USER, passphrase, &p->err));
	secret_free(passphrase);
	must(p, app_student_list(p->app, &p->students, &p->student_count,
				 &p->err));
	must(p, app_curriculum_find(p->app, "", &version, &p->err));
	must(p, app_curriculum_items(p->app, &version.id, &items, &count,
				     &p->err));
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == ITEM_UNIT && p->unit_count < BENCH_ITEMS)
			p->units[p->unit_count++] = items[i].id;
	p->marks = xcalloc(WINDOW * BENCH_ITEMS, sizeof(*p->marks));
	mem_free(items);
}

void
academy_parts(const char *dir, const char *folder)
{
	struct parts p = { .turn = 1 };

	say_memory("after the screens:");
	unlock(&p, dir);
	printf("\nBeneath the screens, in ms:%24s %9s\n\n", "first", "median");
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		time_part(&p, &all[i]);
	printf("\n");
	say_memory("after all reports:");
	time_changes(&p, folder);
	mem_free(p.students);
	mem_free(p.marks);
	app_free(p.app);
}
