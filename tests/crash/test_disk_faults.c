/* SPDX-License-Identifier: ISC */
/*
 * What people do, on a disk that fails them. Each deed is done once to count
 * the system calls by which it changes files; then again and again, the n-th of
 * them going wrong: it fails once, the disk is full from then on, or the
 * process ends there. A deed that fails says so in a sentence; and whatever it
 * said, the vault then opens, verifies, and holds the state before the deed or
 * the state after it, as acknowledged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/academy_steps.h"
#include "tests/support/disk_calls.h"
#include "tests/support/vault_fixture.h"

#define NEW_PASSPHRASE "eleven quiet lorries"

enum trouble { FAIL_ONCE, DISK_FULL, PROCESS_ENDS, TROUBLES };
enum { ENDED_AT_CALL = 77, VERIFY_EVERY = 5 };

struct faults {
	struct small_academy *a;
	char before[80];		/* a vault to begin from */
	char backups[80];		/* a folder */
	uint64_t digest_before, digest_after;
	unsigned step;
	/* the call that goes wrong */
	bool acting;
	enum trouble trouble;
	unsigned at, calls, calls_to_open;
	unsigned tried, failed;
};

struct deed {
	const char *name;
	enum rc (*act)(struct faults *f, struct err *err);
	/* More that must hold then; acknowledged: it said RC_OK. */
	void (*check)(struct faults *f, bool acknowledged);
	bool locked;			/* done to a vault that is closed */
	bool opening_tried;		/* by another: begin after it */
	bool any_state;			/* it need only open and verify */
};

/* ---- calls that go wrong ---- */

static int
errno_for(const struct disk_call *call)
{
	switch (call->kind) {
	case DISK_CREATE:
	case DISK_WRITE:
	case DISK_MKDIR:
		return ENOSPC;
	default:
		return EIO;
	}
}

static int
go_wrong(void *ctx, const struct disk_call *call)
{
	struct faults *f = ctx;
	int failure = errno_for(call);
	int well = call->kind == DISK_SYNC ? DISK_PRETEND : 0;

	if (!f->acting)
		return well;
	f->calls++;
	if (f->at == 0 || f->calls < f->at)
		return well;
	if (f->trouble == PROCESS_ENDS)
		_exit(ENDED_AT_CALL);
	if (f->trouble == DISK_FULL)
		return failure == ENOSPC ? ENOSPC : well;
	return f->calls == f->at ? failure : well;
}

/* ---- a deed ---- */

/* What is beside the vault: what restoring makes, and what it keeps. */
static void
each_beside(struct faults *f, void (*act)(struct faults *f, const char *path))
{
	DIR *dir = opendir(f->a->root);
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		char *path = path_join(f->a->root, entry->d_name);

		if (strncmp(entry->d_name, "test.vault.", 11) == 0)
			act(f, path);
		mem_free(path);
	}
	closedir(dir);
}

static void
remove_it(struct faults *f, const char *path)
{
	(void)f;
	academy_remove(path);
}

static void
put_back(struct faults *f)
{
	each_beside(f, remove_it);
	academy_copy(f->before, f->a->dir);
	academy_remove(f->backups);
	must(path_mkdir(f->backups, e));
}

/* From a closed vault to a closed vault. */
static enum rc
act(struct faults *f, const struct deed *deed, struct err *err)
{
	struct small_academy *a = f->a;
	enum rc rc = RC_OK;

	f->calls = 0;
	f->acting = true;
	if (deed->locked)
		a->app = app_new(a->dir, clock_fixed(&a->at));
	else
		rc = academy_reopen(a, err);
	f->calls_to_open = f->calls;
	if (rc == RC_OK) {
		rc = deed->act(f, err);
		academy_close(a);
	}
	f->acting = false;
	return rc;
}

static void
wrong(const struct faults *f, const struct deed *deed, const char *what)
{
	static const char *const troubles[] = {
		"failed once", "failed, the disk being full", "was the last",
	};

	fail_msg("%s: change %u of files %s: %s", deed->name, f->at,
		 troubles[f->trouble], what);
}

/* With the passphrase, or what one deed makes of it. */
static enum rc
open_by_either(struct faults *f, struct err *err)
{
	struct secret *passphrase;
	enum rc rc = academy_reopen(f->a, err);

	if (rc != RC_DENIED)
		return rc;
	passphrase = secret_of(NEW_PASSPHRASE);
	f->a->app = app_new(f->a->dir, clock_fixed(&f->a->at));
	rc = app_unlock(f->a->app, "ada", passphrase, err);
	secret_free(passphrase);
	return rc;
}

static void
check_vault(struct faults *f, const struct deed *deed, bool acknowledged)
{
	struct buf report = BUF_INIT;
	struct err err = { .text = "" };
	uint64_t digest;

	if (open_by_either(f, &err) != RC_OK)
		wrong(f, deed, err.text);
	digest = academy_digest(f->a);
	if (digest != f->digest_after && !deed->any_state &&
	    (acknowledged || digest != f->digest_before))
		wrong(f, deed, "another state is there");
	if (f->tried % VERIFY_EVERY == 0 &&
	    app_verify(f->a->app, &report, NULL, NULL, &err) != RC_OK)
		wrong(f, deed, report.ptr);
	academy_close(f->a);
	buf_release(&report);
	if (deed->check != NULL)
		deed->check(f, acknowledged);
}

/* What is told is a sentence about the machine. */
static void
check_sentence(struct faults *f, const struct deed *deed, enum rc rc,
	       const struct err *err)
{
	size_t len = strlen(err->text);

	f->failed++;
	if (rc != RC_IO || len < 10 || err->text[len - 1] != '.')
		wrong(f, deed, err->text[0] != '\0' ? err->text
						     : "nothing is said");
}

static void
try_here(struct faults *f, const struct deed *deed)
{
	struct err err = { .text = "" };
	enum rc rc = act(f, deed, &err);

	if (rc != RC_OK)
		check_sentence(f, deed, rc, &err);
	check_vault(f, deed, rc == RC_OK);
}

static void
try_in_a_process_that_ends(struct faults *f, const struct deed *deed)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct err err;

		_exit(act(f, deed, &err) == RC_OK ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != ENDED_AT_CALL)
		wrong(f, deed, "it went on");
	check_vault(f, deed, false);
}

/* Without trouble: how many calls there are, and what is there then. */
static unsigned
learn(struct faults *f, const struct deed *deed)
{
	put_back(f);
	must(academy_reopen(f->a, e));
	f->digest_before = academy_digest(f->a);
	academy_close(f->a);
	put_back(f);
	f->at = 0;
	must(act(f, deed, e));
	must(open_by_either(f, e));
	f->digest_after = academy_digest(f->a);
	academy_close(f->a);
	return f->calls;
}

static void
sweep(struct faults *f, const struct deed *deed, enum trouble trouble)
{
	unsigned calls = learn(f, deed);

	f->trouble = trouble;
	f->at = deed->opening_tried ? f->calls_to_open : 0;
	while (++f->at <= calls) {
		put_back(f);
		f->tried++;
		if (trouble == PROCESS_ENDS)
			try_in_a_process_that_ends(f, deed);
		else
			try_here(f, deed);
	}
}

/* ---- what people do ---- */

static enum rc
next_step(struct faults *f, struct err *err)
{
	return academy_step(f->a, f->step, err);
}

static enum rc
rotate(struct faults *f, struct err *err)
{
	return app_rotate(f->a->app, NULL, NULL, err);
}

/* Neither key's database is left over. */
static void
no_other_database(struct faults *f, bool acknowledged)
{
	char *path = path_join(f->a->dir, "records.db.next");

	(void)acknowledged;
	assert_false(path_exists(path));
	mem_free(path);
}

static enum rc
change_passphrase(struct faults *f, struct err *err)
{
	struct secret *passphrase = secret_of(NEW_PASSPHRASE);
	enum rc rc = app_staff_passphrase(f->a->app, "ada", passphrase, err);

	secret_free(passphrase);
	return rc;
}

static enum rc
back_up(struct faults *f, struct err *err)
{
	char *path = NULL;
	enum rc rc = app_backup(f->a->app, f->backups, NULL, NULL, &path, err);

	mem_free(path);
	return rc;
}

static bool
ends_with(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len > end_len && strcmp(name + len - end_len, end) == 0;
}

static void
opens_and_verifies(struct faults *f, const char *dir)
{
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);
	struct app *app = app_new(dir, clock_fixed(&f->a->at));
	struct buf report = BUF_INIT;

	must(app_verify_folder(app, dir, "ada", passphrase, &report, NULL,
			       NULL, e));
	buf_release(&report);
	app_free(app);
	secret_free(passphrase);
}

/* What has a backup's name is a whole one. */
static void
backups_are_whole(struct faults *f, bool acknowledged)
{
	DIR *dir = opendir(f->backups);
	struct dirent *entry;
	int whole = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		char *path = path_join(f->backups, entry->d_name);

		if (ends_with(entry->d_name, ".vault")) {
			opens_and_verifies(f, path);
			whole++;
		} else if (entry->d_name[0] != '.') {
			assert_true(ends_with(entry->d_name, ".vault.part"));
		}
		mem_free(path);
	}
	closedir(dir);
	assert_true(whole == 1 || !acknowledged);
}

/* What is kept is a whole vault too; what is not yet restored may be half. */
static void
kept_is_whole(struct faults *f, const char *path)
{
	if (strstr(path, ".before-restore-") != NULL)
		opens_and_verifies(f, path);
}

static void
both_are_whole(struct faults *f, bool acknowledged)
{
	(void)acknowledged;
	each_beside(f, kept_is_whole);
}

static enum rc
restore(struct faults *f, struct err *err)
{
	struct app_restore how = {
		.user_name = "ada", .replace = true,
		.passphrase = secret_of(ADA_PASSPHRASE),
	};
	char from[128], *kept = NULL;
	enum rc rc;

	snprintf(from, sizeof(from), "%s/other.vault", f->a->root);
	how.from = from;
	rc = app_restore(f->a->app, &how, &kept, err);
	secret_free(how.passphrase);
	mem_free(kept);
	return rc;
}

/* ---- tests ---- */

static void
a_step_is_done_or_not(void **state)
{
	struct deed step = { .name = "step", .act = next_step };
	struct faults *f = *state;

	for (f->step = 0; f->step < ACADEMY_STEP_KINDS; f->step++) {
		sweep(f, &step, FAIL_ONCE);
		/* On from what learning left. */
		put_back(f);
		f->at = 0;
		must(act(f, &step, e));
		academy_copy(f->a->dir, f->before);
		step.opening_tried = true;
	}
	sweep(f, &step, DISK_FULL);
}

static void
whole_or_not_at_all(struct faults *f, const struct deed *deed)
{
	for (enum trouble t = FAIL_ONCE; t < TROUBLES; t++)
		sweep(f, deed, t);
}

static void
a_new_key_holds_or_the_old_one(void **state)
{
	static const struct deed deed = {
		.name = "key rotate", .act = rotate,
		.check = no_other_database,
	};

	whole_or_not_at_all(*state, &deed);
}

static void
a_backup_is_whole_or_none(void **state)
{
	static const struct deed deed = {
		.name = "backup", .act = back_up, .check = backups_are_whole,
	};

	whole_or_not_at_all(*state, &deed);
}

/* At every instant there is a vault: the one in use, or the backup. */
static void
a_restored_vault_is_whole(void **state)
{
	static const struct deed deed = {
		.name = "restore", .act = restore, .check = both_are_whole,
		.locked = true,
	};
	struct faults *f = *state;
	char other[128];

	must(academy_reopen(f->a, e));
	must(academy_step(f->a, 0, e));
	academy_close(f->a);
	snprintf(other, sizeof(other), "%s/other.vault", f->a->root);
	academy_copy(f->a->dir, other);
	whole_or_not_at_all(f, &deed);
}

static void
a_passphrase_is_the_new_one_or_the_old_one(void **state)
{
	static const struct deed deed = {
		.name = "user passwd", .act = change_passphrase,
		.opening_tried = true, .any_state = true,
	};

	whole_or_not_at_all(*state, &deed);
}

static int
print_totals(void **state)
{
	struct faults *f = *state;
	void *academy = f->a;

	disk_calls_watch(NULL, NULL);
	print_message("# %u changes of files went wrong, %u were told\n",
		      f->tried, f->failed);
	free(f);
	return small_academy_tear_down(&academy);
}

static int
set_up(void **state)
{
	struct faults *f = calloc(1, sizeof(*f));
	void *academy;

	assert_int_equal(small_academy_set_up(&academy), 0);
	f->a = academy;
	snprintf(f->before, sizeof(f->before), "%s/before.vault", f->a->root);
	snprintf(f->backups, sizeof(f->backups), "%s/backups", f->a->root);
	academy_close(f->a);
	academy_copy(f->a->dir, f->before);
	disk_calls_watch(go_wrong, f);
	*state = f;
	return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, print_totals)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_step_is_done_or_not), T(a_new_key_holds_or_the_old_one),
		T(a_backup_is_whole_or_none), T(a_restored_vault_is_whole),
		T(a_passphrase_is_the_new_one_or_the_old_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
