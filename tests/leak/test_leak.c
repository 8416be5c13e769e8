/* SPDX-License-Identifier: ISC */
/*
 * Nothing personal touches a disk unsealed, nor stays in memory once locked.
 *
 * Marked words are planted in every text that a person can enter, through
 * src/app/, and every feature is worked. None of them may be in anything that
 * this process writes to a file (each write is looked at before it happens,
 * below the sealing VFS), in any file of the vault, its copies, the temporary
 * folder or the working directory; and once it is locked, none of them, no
 * passphrase, no recovery key and no key may be anywhere in its memory.
 *
 * It is linked as the shipped program is, with the free() that wipes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/case_app.h"
#include "app/gate_app.h"
#include "app/jobs_app.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "base/path.h"
#include "report/kinds.h"
#include "tests/support/academy_steps.h"
#include "tests/support/disk_calls.h"
#include "tests/support/marks.h"
#include "vault/sealed_private.h"

#define PRISON_NUMBER "Z9471QX"
#define OTHER_PRISON_NUMBER "Z8362QX"
#define LEARNER_NUMBER "9000079194"

enum { ADA, BEA, PEOPLE };

struct leak {
	char root[40], dir[64], backups[64];
	struct instant at;
	struct app *app;
	struct {
		char user[MARK_SIZE];
		struct secret *passphrase;
	} people[PEOPLE];
	struct secret *recovery;
	struct id student, item;
	char item_code[CODE_SIZE];
	const char *written;		/* what was in a write, or NULL */
};

/* ---- planting ---- */

static void
plant_in(char *out, size_t size, const char *what)
{
	char mark[MARK_SIZE];

	snprintf(out, size, "%s Text", mark_plant(mark, what));
	explicit_bzero(mark, sizeof(mark));
}

/* A passphrase of two words; each is looked for. */
static struct secret *
new_passphrase(const char *what)
{
	struct secret *secret = secret_new(SECRET_MAX);
	char mark[MARK_SIZE];

	for (int i = 0; i < 2; i++) {
		mark_plant(mark, what);
		assert_int_equal(secret_append(secret, mark, strlen(mark)),
				 RC_OK);
	}
	explicit_bzero(mark, sizeof(mark));
	return secret;
}

/* ---- looking ---- */

static int
look_at_write(void *ctx, const struct disk_call *call)
{
	struct leak *l = ctx;

	if (call->kind == DISK_WRITE && l->written == NULL)
		l->written = marks_in(call->data, call->size);
	if (call->path != NULL && l->written == NULL)
		l->written = marks_in(call->path, strlen(call->path));
	return call->kind == DISK_SYNC ? DISK_PRETEND : 0;
}

/* After each feature. */
static void
no_file_has_any(struct leak *l, const char *after)
{
	char found[FOUND_SIZE];
	const char *what = marks_below(l->root, found);

	if (l->written != NULL)
		fail_msg("%s: the %s was written in clear", after, l->written);
	if (what != NULL)
		fail_msg("%s: the %s is in %s", after, what, found);
	if (app_is_unlocked(l->app))
		must(store_check(l->app->store, e));
}

#define AFTER(l, feature) do { \
		feature(l); \
		no_file_has_any((l), #feature); \
	} while (0)

/* ---- keys: learnt by another process, and kept masked ---- */

struct learnt {
	struct sealed_keys roles;
	unsigned char data_key[DATA_KEY_SIZE], chain_key[DATA_KEY_SIZE];
	unsigned char sub_keys[SUBKEY_CHAIN][DATA_KEY_SIZE];
};

static void
mask(void *data, size_t size)
{
	for (unsigned char *p = data; size-- > 0; p++)
		*p ^= 0xa5;
}

static void
unwrap_keys(struct leak *l, struct learnt *keys)
{
	struct secret *data_key = secret_new(DATA_KEY_SIZE);
	struct secret *chain_key = secret_new(DATA_KEY_SIZE);
	char *path = path_join(l->dir, "keys");
	struct buf data = BUF_INIT;
	struct keyfile file;
	unsigned char id[SLOT_ID_SIZE];

	must(path_read(path, KEYFILE_MAX_SIZE, &data, e));
	must(keyfile_parse(data.ptr, data.len, &file, e));
	must(keyfile_unlock(&file, &data, l->people[ADA].user,
			    l->people[ADA].passphrase, data_key, id, e));
	must(keyfile_chain_key(&file, data_key, chain_key, e));
	memcpy(keys->data_key, secret_open(data_key), DATA_KEY_SIZE);
	memcpy(keys->chain_key, secret_open(chain_key), DATA_KEY_SIZE);
	for (int i = 0; i < SUBKEY_CHAIN; i++)
		vault_subkey(data_key, (enum vault_subkey)(i + 1),
			     keys->sub_keys[i]);
	sealed_keys_derive(&keys->roles, keys->sub_keys[SUBKEY_FILES - 1]);
}

static void
keep_masked(unsigned char *bytes, const char *what)
{
	mask(bytes, DATA_KEY_SIZE);
	mark_secret(bytes, DATA_KEY_SIZE, what);
	explicit_bzero(bytes, DATA_KEY_SIZE);
}

static void
learn_keys(struct leak *l)
{
	struct learnt keys;
	int fds[2], status;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		unwrap_keys(l, &keys);
		mask(&keys, sizeof(keys));
		_exit(write(fds[1], &keys, sizeof(keys)) != sizeof(keys));
	}
	assert_int_equal(read(fds[0], &keys, sizeof(keys)), sizeof(keys));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(fds[0]);
	close(fds[1]);
	keep_masked(keys.data_key, "data key");
	keep_masked(keys.chain_key, "key of the chain");
	for (int i = 0; i < SUBKEY_CHAIN; i++)
		keep_masked(keys.sub_keys[i], "sub-key");
	for (int i = ROLE_PAGE; i < ROLE_COUNT; i++)
		keep_masked(keys.roles.role[i], "key of the files");
}

/* ---- every feature ---- */

static void
make_academy(struct leak *l)
{
	char academy[NAME_SIZE], name[NAME_SIZE];
	struct app_new_academy new = {
		.code = "LEAK", .name = academy, .staff_name = name,
		.user_name = l->people[ADA].user, .minimum_cost = true,
	};

	plant_in(academy, sizeof(academy), "name of the academy");
	plant_in(name, sizeof(name), "name of the administrator");
	must(app_create(l->app, &new, l->people[ADA].passphrase, &l->recovery,
			e));
	mark_secret(secret_open(l->recovery), 20, "recovery key");
	secret_close(l->recovery);
}

/* A cell of a CSV file. */
static void
add_mark(struct buf *text, const char *what)
{
	char mark[MARK_SIZE];

	buf_addf(text, "%s words,", mark_plant(mark, what));
	explicit_bzero(mark, sizeof(mark));
}

static void
import_curriculum(struct leak *l)
{
	struct buf text = BUF_INIT;
	struct curriculum_version version;
	struct csv csv;
	char code[MARK_SIZE];

	mark_plant(code, "code of an item");
	for (int i = 0; code[i] != '\0'; i++)
		l->item_code[i] = (char)(code[i] - 'a' + 'A');
	buf_adds(&text, "title,evidence,code,parent,kind,required\n");
	add_mark(&text, "title of a course");
	add_mark(&text, "evidence of a course");
	buf_adds(&text, "C,,course,\nModule,,M,C,module,\n");
	add_mark(&text, "title of a unit");
	add_mark(&text, "evidence of a unit");
	buf_addf(&text, "%s,M,unit,yes\n", l->item_code);
	must(csv_parse(text.ptr, text.len, &csv, e));
	must(app_curriculum_import(l->app, &csv, "1", &version, e));
	csv_release(&csv);
	buf_release(&text);
	explicit_bzero(code, sizeof(code));
}

static void
edit_item(struct leak *l)
{
	struct curriculum_version version;
	struct item *items;
	size_t count;

	must(app_curriculum_find(l->app, "C", &version, e));
	must(app_curriculum_items(l->app, &version.id, &items, &count, e));
	assert_int_equal(count, 3);
	l->item = items[2].id;
	plant_in(items[2].title, TITLE_SIZE, "new title of a unit");
	must(app_item_save(l->app, &items[2], e));
	mem_free(items);
}

static void
add_student(struct leak *l)
{
	struct student s;

	must(app_student_blank(l->app, &s, e));
	plant_in(s.name, sizeof(s.name), "name of a student");
	plant_in(s.preferred_name, sizeof(s.name), "preferred name");
	plant_in(s.latin_name, sizeof(s.name), "Latin name");
	plant_in(s.location, sizeof(s.location), "wing");
	plant_in(s.languages, sizeof(s.languages), "languages");
	plant_in(s.what_helps, sizeof(s.what_helps), "what helps");
	snprintf(s.prison_number, sizeof(s.prison_number), PRISON_NUMBER);
	snprintf(s.uln, sizeof(s.uln), LEARNER_NUMBER);
	must(app_student_save(l->app, &s, e));
	l->student = s.id;
	snprintf(s.prison_number, sizeof(s.prison_number),
		 OTHER_PRISON_NUMBER);
	must(app_student_save(l->app, &s, e));
	must(app_student_save(l->app, &s, e));
}

static void
import_class(struct leak *l)
{
	struct buf text = BUF_INIT;
	struct import_plan plan;
	struct csv csv;

	buf_adds(&text, "name,wing,languages,what_helps,reference\n");
	for (int i = 0; i < 3; i++) {
		add_mark(&text, "name in a class list");
		add_mark(&text, "wing in a class list");
		add_mark(&text, "languages in a class list");
		add_mark(&text, "what helps in a class list");
		buf_adds(&text, "\n");
	}
	must(csv_parse(text.ptr, text.len, &csv, e));
	must(app_import_plan(l->app, &csv, NULL, &plan, e));
	must(app_import_apply(l->app, &plan, false, e));
	import_plan_release(&plan);
	csv_release(&csv);
	buf_release(&text);
}

static void
change_standing(struct leak *l)
{
	struct release_date date = {
		.on = app_today(l->app) + 20, .kind = RELEASE_CONDITIONAL,
		.confidence = CONFIDENCE_EXPECTED,
	};
	char note[LINE_SIZE];

	plant_in(note, sizeof(note), "note on an enrolment");
	must(app_enrol(l->app, &l->student, 1, ENROLMENT_ON_BREAK,
		       app_today(l->app), "OTHER_HEALTH", note, e));
	plant_in(note, sizeof(note), "note on custody");
	must(app_custody(l->app, &l->student, 1, CUSTODY_IN_HOSPITAL,
			 app_today(l->app), NULL, note, e));
	plant_in(date.note, sizeof(date.note), "note on a release date");
	must(app_release_date(l->app, &l->student, &date, e));
}

static void
record_progress(struct leak *l)
{
	struct cell_ref cell = { l->student, l->item };
	char evidence[LINE_SIZE], note[LINE_SIZE], checked[NAME_SIZE];
	struct progress_change change = {
		.status = PROGRESS_NEEDS_MORE_WORK, .on = DATE_NONE,
		.note = note, .evidence = evidence, .checked_by = checked,
	};
	int eligible;

	plant_in(note, sizeof(note), "note on an item");
	plant_in(evidence, sizeof(evidence), "reference of evidence");
	plant_in(checked, sizeof(checked), "name of a second marker");
	must(app_progress_set(l->app, &cell, 1, &change, &eligible, e));
	change.status = PROGRESS_COMPLETE;
	must(app_progress_set(l->app, &cell, 1, &change, &eligible, e));
	must(app_help_set(l->app, &cell, 1, true, e));
	plant_in(note, sizeof(note), "another note on an item");
	must(app_note_set(l->app, &cell, note, e));
}

static void
void_attempt(struct leak *l)
{
	struct attempt *rows;
	char reason[LINE_SIZE];
	size_t count;

	must(app_attempts(l->app, &l->student, NULL, &rows, &count, e));
	assert_true(count > 0);
	plant_in(reason, sizeof(reason), "reason to void an attempt");
	must(app_attempt_void(l->app, &rows[0].id, reason, e));
	mem_free(rows);
}

static void
undo_and_redo(struct leak *l)
{
	char summary[LINE_SIZE];

	for (int i = 0; i < 6; i++)
		must(app_undo(l->app, summary, sizeof(summary), e));
	for (int i = 0; i < 6; i++)
		must(app_redo(l->app, summary, sizeof(summary), e));
}

static void
manage_staff(struct leak *l)
{
	struct staff bea = { .role = ROLE_ADMINISTRATOR, .active = true };

	snprintf(bea.user_name, sizeof(bea.user_name), "%s",
		 l->people[BEA].user);
	plant_in(bea.name, sizeof(bea.name), "name of a colleague");
	must(app_staff_add(l->app, &bea, l->people[BEA].passphrase, e));
	secret_free(l->people[BEA].passphrase);
	l->people[BEA].passphrase = new_passphrase("new passphrase");
	must(app_staff_passphrase(l->app, l->people[BEA].user,
				  l->people[BEA].passphrase, e));
}

static void
change_settings(struct leak *l)
{
	struct buf value = BUF_INIT;
	char footer[LINE_SIZE];

	plant_in(footer, sizeof(footer), "footer of sheets");
	must(app_setting_save(l->app, "sheet_footer", footer, e));
	must(app_setting(l->app, "sheet_footer", &value, e));
	buf_release(&value);
}

/* ---- both sides of the gate ---- */

static void
add_fact(struct leak *l, enum fact_kind kind)
{
	const struct fact_spec *spec = &fact_specs[kind];
	struct fact *fact = xcalloc(1, spec->size);

	fact_init(kind, fact);
	fact->student_id = l->student;
	if (kind == FACT_CONTACT)
		((struct contact *)(void *)fact)->point = POINT_UNPLANNED;
	for (size_t i = 0; i < spec->count; i++) {
		const struct fact_member *m = &spec->members[i];

		if (m->kind == MEMBER_LINE || m->kind == MEMBER_TEXT)
			plant_in((char *)fact + m->offset, m->size, m->label);
	}
	must(app_fact_add(l->app, kind, fact, e));
	mem_free(fact);
}

static void
add_employer(struct leak *l)
{
	struct employer employer = { .since = DATE_NONE,
				     .ended_on = DATE_NONE };

	plant_in(employer.name, sizeof(employer.name), "employer");
	plant_in(employer.place, sizeof(employer.place), "their place");
	plant_in(employer.contact, sizeof(employer.contact), "their contact");
	plant_in(employer.contact_how, sizeof(employer.contact_how),
		 "how to reach them");
	plant_in(employer.note, sizeof(employer.note), "note on an employer");
	must(app_employer_save(l->app, &employer, e));
}

static void
write_case_study(struct leak *l)
{
	struct consent consent;
	struct case_study study;
	char text[LINE_SIZE];

	fact_init(FACT_CONSENT, &consent);
	consent.fact.student_id = l->student;
	consent.purpose = CONSENT_CASE_STUDY_ANONYMOUS;
	consent.given = true;
	must(app_fact_add(l->app, FACT_CONSENT, &consent, e));
	fact_init(FACT_CASE, &study);
	study.fact.student_id = l->student;
	study.kind = CASE_ANONYMOUS;
	/* Without the word that stands in every name here. */
	mark_plant(study.title, "title of a case study");
	plant_in(text, sizeof(text), "text of a case study");
	must(app_case_begin(l->app, &study, text, e));
}

static void
support_somebody(struct leak *l)
{
	static const enum fact_kind kinds[] = {
		FACT_PLAN, FACT_CHECK, FACT_PATHWAY, FACT_ACTION,
		FACT_PROFESSIONAL, FACT_DEFERRAL, FACT_DESTINATION,
		FACT_MENTOR, FACT_CONTACT, FACT_LOAN,
	};
	char text[LINE_SIZE];

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		add_fact(l, kinds[i]);
	plant_in(text, sizeof(text), "reason of a void fact");
	must(app_fact_void(l->app, FACT_CONTACT, &l->student, 1, text, e));
	plant_in(text, sizeof(text), "note on an ending");
	must(app_fact_end(l->app, FACT_DEFERRAL, &l->student, 1, ENDED_MET,
			  DATE_NONE, text, e));
	add_employer(l);
	write_case_study(l);
}

static void
see_through_the_gate(struct leak *l)
{
	struct plan_view plan;
	struct outcome outcome;
	struct diary_entry *diary;
	struct destination *destinations;
	size_t count;

	must(app_plan(l->app, &l->student, &plan, e));
	plan_view_release(&plan);
	must(app_diary(l->app, DIARY_DAYS, &diary, &count, e));
	mem_free(diary);
	must(app_destinations(l->app, &l->student, &destinations, &count, e));
	assert_int_equal(count, 1);
	mem_free(destinations);
	must(app_outcomes(l->app, DATE_NONE, &outcome, e));
}

/* One is taken back, one stays. */
static void
keep_drafts(struct leak *l)
{
	struct buf body = BUF_INIT;

	for (int i = 0; i < 2; i++) {
		add_mark(&body, "draft");
		must(app_draft_save(l->app, i == 0 ? "one" : "two", &body, e));
		buf_reset(&body);
	}
	must(app_draft_take(l->app, "one", &body, e));
	buf_release(&body);
}

static void
build_report(struct leak *l, const struct report_kind *kind,
	     const char *argument)
{
	struct report report;
	struct buf out = BUF_INIT;
	int64_t number;

	must(report_preview(l->app, kind, argument, &report, e));
	report_release(&report);
	must(report_build(l->app, kind, argument, "printer", &report, &number,
			  e));
	for (int format = 0; format < FORMAT_COUNT; format++)
		report_render(&report, (enum report_format)format, true, &out);
	/* A sheet about all may have nobody on it yet. */
	if (argument != NULL)
		assert_non_null(marks_in(out.ptr, out.len));
	report_release(&report);
	buf_release(&out);
}

static void
make_reports(struct leak *l)
{
	struct student_row row;

	must(app_student_row(l->app, &l->student, &row, e));
	for (size_t i = 0; i < report_kind_count; i++) {
		const char *about = report_kinds[i].argument;

		if (about == NULL || strcmp(about, "days") == 0)
			build_report(l, &report_kinds[i], NULL);
		else if (strcmp(about, "student") == 0)
			build_report(l, &report_kinds[i], row.reference);
		else if (strcmp(about, "curriculum") == 0)
			build_report(l, &report_kinds[i], "C");
	}
}

static void
look_around(struct leak *l)
{
	struct journal_entry *entries;
	struct student_row *rows;
	struct attention *attention;
	struct axis_change *changes;
	size_t count;

	must(app_history(l->app, &l->student, 0, 50, &entries, &count, e));
	assert_true(count > 0);
	mem_free(entries);
	must(app_student_list(l->app, &rows, &count, e));
	assert_int_equal(count, 4);
	mem_free(rows);
	must(app_attention(l->app, &attention, &count, e));
	mem_free(attention);
	must(app_enrolment_history(l->app, &l->student, &changes, &count, e));
	mem_free(changes);
}

static void
back_up_and_verify(struct leak *l)
{
	struct buf report = BUF_INIT;
	char *path;

	must(app_backup(l->app, l->backups, NULL, NULL, &path, e));
	must(app_verify(l->app, &report, NULL, NULL, e));
	must(app_verify_folder(l->app, path, l->people[ADA].user,
			       l->people[ADA].passphrase, &report, NULL, NULL,
			       e));
	buf_release(&report);
	mem_free(path);
}

static void
rotate_key(struct leak *l)
{
	must(app_rotate(l->app, NULL, NULL, e));
	learn_keys(l);
}

static void
unlock(struct leak *l, int who)
{
	must(app_unlock(l->app, l->people[who].user,
			l->people[who].passphrase, e));
}

static void
lock_and_unlock(struct leak *l)
{
	struct secret *wrong = new_passphrase("wrong passphrase");

	app_lock(l->app);
	no_file_has_any(l, "locked");
	assert_int_equal(app_unlock(l->app, l->people[BEA].user, wrong, NULL),
			 RC_DENIED);
	secret_free(wrong);
	unlock(l, BEA);
}

static void
recover(struct leak *l)
{
	app_lock(l->app);
	secret_free(l->people[ADA].passphrase);
	l->people[ADA].passphrase = new_passphrase("passphrase set anew");
	must(app_recover(l->app, l->recovery, l->people[ADA].user,
			 l->people[ADA].passphrase, e));
	secret_free(l->recovery);
	must(app_recovery_new(l->app, &l->recovery, e));
	mark_secret(secret_open(l->recovery), 20, "new recovery key");
	secret_close(l->recovery);
}

/* ---- the whole day ---- */

static __attribute__((noinline)) void
work_everything(struct leak *l)
{
	AFTER(l, make_academy);
	AFTER(l, learn_keys);
	AFTER(l, import_curriculum);
	AFTER(l, edit_item);
	AFTER(l, add_student);
	AFTER(l, import_class);
	AFTER(l, change_standing);
	AFTER(l, record_progress);
	AFTER(l, void_attempt);
	AFTER(l, undo_and_redo);
	AFTER(l, manage_staff);
	AFTER(l, change_settings);
	AFTER(l, support_somebody);
	AFTER(l, see_through_the_gate);
	AFTER(l, keep_drafts);
	AFTER(l, make_reports);
	AFTER(l, look_around);
	AFTER(l, back_up_and_verify);
	AFTER(l, rotate_key);
	AFTER(l, lock_and_unlock);
	AFTER(l, recover);
	AFTER(l, make_reports);
}

/* What only the test itself knows goes, as it does when a person leaves. */
static void
forget(struct leak *l)
{
	for (int i = 0; i < PEOPLE; i++) {
		secret_free(l->people[i].passphrase);
		l->people[i].passphrase = NULL;
		explicit_bzero(l->people[i].user, MARK_SIZE);
	}
	secret_free(l->recovery);
	l->recovery = NULL;
	explicit_bzero(l->item_code, sizeof(l->item_code));
}

#ifdef WIPES_MEMORY
/* That they can be found at all: what is open is in memory. */
static void
memory_has_some(void)
{
	char found[FOUND_SIZE];

	assert_non_null(marks_in_memory(found));
}

static void
memory_has_none(void)
{
	char found[FOUND_SIZE];
	const char *what = marks_in_memory(found);

	if (what != NULL)
		fail_msg("locked: the %s is %s", what, found);
}
#else
/* A sanitizer has an allocator of its own, and its shadow is terabytes. */
static void
memory_has_some(void)
{
}

static void
memory_has_none(void)
{
}
#endif

static void
nothing_leaks(void **state)
{
	struct leak *l = *state;

	work_everything(l);
	memory_has_some();
	forget(l);
	app_lock(l->app);
	no_file_has_any(l, "locked at last");
	memory_has_none();
	app_free(l->app);
	l->app = NULL;
}

static void
make_folder(const char *root, const char *name)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	must(path_mkdir(path, e));
}

static int
set_up(void **state)
{
	struct leak *l = calloc(1, sizeof(*l));

	snprintf(l->root, sizeof(l->root), "/tmp/leak-XXXXXX");
	assert_non_null(mkdtemp(l->root));
	snprintf(l->dir, sizeof(l->dir), "%s/academy.vault", l->root);
	snprintf(l->backups, sizeof(l->backups), "%s/backups", l->root);
	make_folder(l->root, "backups");
	make_folder(l->root, "tmp");
	make_folder(l->root, "here");
	assert_int_equal(chdir(l->root) || chdir("here"), 0);
	setenv("TMPDIR", "../tmp", 1);
	setenv("SQLITE_TMPDIR", "../tmp", 1);
	l->at = (struct instant){ .utc_s = 1795424400 };
	l->app = app_new(l->dir, clock_fixed(&l->at));
	mark_plant(l->people[ADA].user, "user name");
	mark_plant(l->people[BEA].user, "user name of a colleague");
	l->people[ADA].passphrase = new_passphrase("passphrase");
	l->people[BEA].passphrase = new_passphrase("first passphrase");
	mark_secret(PRISON_NUMBER, strlen(PRISON_NUMBER), "prison number");
	mark_secret(OTHER_PRISON_NUMBER, strlen(OTHER_PRISON_NUMBER),
		    "new prison number");
	mark_secret(LEARNER_NUMBER, strlen(LEARNER_NUMBER), "learner number");
	disk_calls_watch(look_at_write, l);
	*state = l;
	return 0;
}

static int
tear_down(void **state)
{
	struct leak *l = *state;

	disk_calls_watch(NULL, NULL);
	academy_remove(l->root);
	free(l);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_leaks, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
