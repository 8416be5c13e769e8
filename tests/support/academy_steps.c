/* SPDX-License-Identifier: ISC */
#include "tests/support/academy_steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/vault_fixture.h"

enum {
	START_UTC_S = 1795424400, STEP_S = 60, CLASS = 20,
	MAX_FILE = 1 << 28, MADE_BY = 4, /* entries of small_academy_set_up */
};

/* ---- steps ---- */

typedef enum rc step_fn(struct small_academy *a, unsigned n, struct err *err);

static enum rc
add_student(struct small_academy *a, unsigned n, struct err *err)
{
	struct student s;
	enum rc rc = app_student_blank(a->app, &s, err);

	snprintf(s.name, sizeof(s.name), "Person %u Invented", n);
	snprintf(s.languages, sizeof(s.languages), "English, language %u", n);
	return rc == RC_OK ? app_student_save(a->app, &s, err) : rc;
}

static enum rc
change_student(struct small_academy *a, unsigned n, struct err *err)
{
	struct student s;
	enum rc rc = app_student_load(a->app, &a->nia.id, &s, err);

	snprintf(s.location, sizeof(s.location), "Wing %u", n);
	memset(s.what_helps, 'a' + (int)(n % 26), 1900);
	return rc == RC_OK ? app_student_save(a->app, &s, err) : rc;
}

static enum rc
record_progress(struct small_academy *a, unsigned n, struct err *err)
{
	struct cell_ref cells[] = {
		cell_of(a, &a->nia, "U-1"), cell_of(a, &a->tom, "U-2"),
	};
	char evidence[32];
	struct progress_change change = {
		.status = n % 2 ? PROGRESS_COMPLETE : PROGRESS_NEEDS_MORE_WORK,
		.on = DATE_NONE, .override_reason = "shown on paper",
		.evidence = evidence,
	};
	int eligible;

	snprintf(evidence, sizeof(evidence), "sheet %u", n);
	return app_progress_set(a->app, cells, 2, &change, &eligible, err);
}

static enum rc
write_note(struct small_academy *a, unsigned n, struct err *err)
{
	struct cell_ref cell = cell_of(a, &a->tom, "U-1");
	char note[32];

	snprintf(note, sizeof(note), "note %u", n);
	return app_note_set(a->app, &cell, note, err);
}

static enum rc
ask_for_help(struct small_academy *a, unsigned n, struct err *err)
{
	struct cell_ref cell = cell_of(a, &a->nia, "U-3");

	return app_help_set(a->app, &cell, 1,
			    n / ACADEMY_STEP_KINDS % 2 == 0, err);
}

static enum rc
enrol(struct small_academy *a, unsigned n, struct err *err)
{
	bool away = n / ACADEMY_STEP_KINDS % 2 == 0;

	return app_enrol(a->app, &a->tom.id, 1,
			 away ? ENROLMENT_ON_BREAK : ENROLMENT_ACTIVE,
			 app_today(a->app), away ? "OTHER_HEALTH" : NULL,
			 "as agreed", err);
}

static enum rc
undo(struct small_academy *a, unsigned n, struct err *err)
{
	char summary[LINE_SIZE];

	(void)n;
	return app_undo(a->app, summary, sizeof(summary), err);
}

static enum rc
redo(struct small_academy *a, unsigned n, struct err *err)
{
	char summary[LINE_SIZE];

	(void)n;
	return app_redo(a->app, summary, sizeof(summary), err);
}

static enum rc
import_class(struct small_academy *a, unsigned n, struct err *err)
{
	struct buf text = BUF_INIT;
	struct import_plan plan = { .count = 0 };
	struct csv csv = { .count = 0 };
	enum rc rc;

	buf_adds(&text, "name,wing\n");
	for (int i = 0; i < CLASS; i++)
		buf_addf(&text, "Class %u Member %d,Wing %d\n", n, i, i);
	rc = csv_parse(text.ptr, text.len, &csv, err);
	if (rc == RC_OK)
		rc = app_import_plan(a->app, &csv, NULL, &plan, err);
	if (rc == RC_OK)
		rc = app_import_apply(a->app, &plan, false, err);
	import_plan_release(&plan);
	csv_release(&csv);
	buf_release(&text);
	return rc;
}

static enum rc
move(struct small_academy *a, unsigned n, struct err *err)
{
	bool away = n / ACADEMY_STEP_KINDS % 2 == 0;

	return app_custody(a->app, &a->nia.id, 1,
			   away ? CUSTODY_IN_HOSPITAL : CUSTODY_IN_THIS_PRISON,
			   app_today(a->app), NULL, "told by the wing", err);
}

static enum rc
set_release(struct small_academy *a, unsigned n, struct err *err)
{
	struct release_date date = {
		.on = app_today(a->app) + 30 + (int)n,
		.kind = RELEASE_CONDITIONAL,
		.confidence = CONFIDENCE_EXPECTED,
	};

	snprintf(date.note, sizeof(date.note), "letter %u", n);
	return app_release_date(a->app, &a->tom.id, &date, err);
}

static enum rc
change_setting(struct small_academy *a, unsigned n, struct err *err)
{
	char days[8];

	snprintf(days, sizeof(days), "%u", 1 + n % 300);
	return app_setting_save(a->app, "quiet_days", days, err);
}

static enum rc
import_curriculum(struct small_academy *a, unsigned n, struct err *err)
{
	static const char text[] =
		"code,parent,kind,title,hours,required,prerequisites,evidence\n"
		"C,,course,Course,,,,\n"
		"M,C,module,Only module,,,,\n"
		"U-1,M,unit,First,1,yes,,Shows it\n"
		"U-2,M,unit,Second,2,yes,U-1,Shows it too\n";
	struct curriculum_version version;
	struct csv csv = { .count = 0 };
	char name[16];
	enum rc rc = csv_parse(text, strlen(text), &csv, err);

	snprintf(name, sizeof(name), "step-%u", n);
	if (rc == RC_OK)
		rc = app_curriculum_import(a->app, &csv, name, &version, err);
	csv_release(&csv);
	return rc;
}

static enum rc
issue_sheet(struct small_academy *a, unsigned n, struct err *err)
{
	int64_t number;

	(void)n;
	return app_sheet_issue(a->app, "student", &a->nia.id, "printer",
			       &number, err);
}

static enum rc
undo_older(struct small_academy *a, unsigned n, struct err *err)
{
	(void)n;
	return app_undo_entry(a->app, newest_entry(a) - 3, err);
}

static step_fn *const kinds[] = {
	add_student, change_student, record_progress, write_note,
	ask_for_help, enrol, undo, redo, import_class, move, set_release,
	change_setting, import_curriculum, issue_sheet, undo_older,
};

_Static_assert(ARRAY_SIZE(kinds) == ACADEMY_STEP_KINDS, "");

enum rc
academy_step(struct small_academy *a, unsigned n, struct err *err)
{
	struct random_seeded seed;

	a->at.utc_s = START_UTC_S + ((int64_t)n + 1) * STEP_S;
	store_set_random(a->app->store, random_seeded(&seed, n + 1));
	return kinds[n % ARRAY_SIZE(kinds)](a, n, err);
}

/* ---- opening again ---- */

unsigned
academy_steps_done(struct small_academy *a)
{
	return (unsigned)(newest_entry(a) - MADE_BY);
}

enum rc
academy_reopen(struct small_academy *a, struct err *err)
{
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	enum rc rc;

	a->app = app_new(a->dir, clock_fixed(&a->at));
	rc = app_unlock(a->app, "ada", passphrase, err);
	secret_free(passphrase);
	if (rc != RC_OK)
		academy_close(a);
	return rc;
}

void
academy_close(struct small_academy *a)
{
	app_free(a->app);
	a->app = NULL;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void
academy_remove(const char *path)
{
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void
academy_copy(const char *from, const char *to)
{
	static const char *const files[] = { "keys", "records.db" };

	academy_remove(to);
	must(path_mkdir(to, e));
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct buf data = BUF_INIT;
		char *source = path_join(from, files[i]);
		char *target = path_join(to, files[i]);

		must(path_read(source, MAX_FILE, &data, e));
		must(path_write_atomic(target, data.ptr, data.len, true, e));
		buf_release(&data);
		mem_free(source);
		mem_free(target);
	}
}

uint64_t
academy_digest(struct small_academy *a)
{
	unsigned char hash[32];
	uint64_t head;
	struct instant at;
	int64_t seq;

	must(journal_head(a->app->store, &seq, hash, &at, e));
	memcpy(&head, hash, sizeof(head));
	return head ^ records_hash(a);
}
