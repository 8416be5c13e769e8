/* SPDX-License-Identifier: ISC */
/*
 * Power is cut while a stick is written: before and after each name that a file
 * gets, and at each sync. Whatever is on the stick then, under its last name,
 * is whole, is known to the records it came from, and is taken in; the next
 * stick is taken in whether the one before it was or not; nobody's record is in
 * two places.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/stick_private.h"
#include "tests/support/three_places.h"
#include "tests/support/vault_fixture.h"

enum { CUT = 7, WRITTEN = 8, FAILED = 9 };

static struct {
	int turns, at;
	struct stick_calls real;
} power;

static void
maybe_cut(void)
{
	if (power.turns++ == power.at)
		_exit(CUT);
}

static int
cut_rename(int dir, const char *from, const char *to)
{
	int code;

	maybe_cut();
	code = power.real.rename(dir, from, to);
	maybe_cut();
	return code;
}

static int
cut_fsync(int fd)
{
	maybe_cut();
	return power.real.fsync(fd);
}

static int
cut_syncfs(int fd)
{
	maybe_cut();
	return power.real.syncfs(fd);
}

static void
unlock(struct small_academy *a)
{
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);

	must(app_unlock(a->app, "ada", passphrase, e));
	secret_free(passphrase);
}

static _Noreturn void
write_and_die(struct small_academy *a, const struct export_request *request)
{
	struct export_row row;

	unlock(a);
	power.real = stick_calls;
	power.turns = 0;
	stick_calls.rename = cut_rename;
	stick_calls.fsync = cut_fsync;
	stick_calls.syncfs = cut_syncfs;
	_exit(exchange_export(a->app, request, NULL, NULL, &row, NULL) == RC_OK
		      ? WRITTEN : FAILED);
}

/* False: the export came to its end before the power was cut. */
static bool
cut_at(struct places *p, const struct export_request *request, int at)
{
	int status;
	pid_t child;

	power.at = at;
	app_lock(p->aca->app);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		write_and_die(p->aca, request);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_not_equal(WEXITSTATUS(status), FAILED);
	unlock(p->aca);
	return WEXITSTATUS(status) == CUT;
}

/* The file of the newest export, if it has that name on the stick. */
static char *
newest_file(struct places *p)
{
	struct export_row *rows;
	size_t count;
	char *path = NULL;

	must(exchange_register(p->aca->app, &rows, &count, e));
	if (count > 0)
		path = path_join(p->stick, rows[0].file);
	mem_free(rows);
	if (path != NULL && path_exists(path))
		return path;
	mem_free(path);
	return NULL;
}

static size_t
unfinished(struct places *p)
{
	return (size_t)sql_number(p->aca, "SELECT count(*) FROM export"
				  " WHERE finished=0");
}

/* What lies on the stick is taken in, or is lost with it. */
static void
sweep(struct places *p, struct small_academy *to,
      struct export_request request, bool lost)
{
	size_t cuts = 0, whole = 0;
	char *path;

	request.dir = p->stick;
	for (int at = 0;; at++) {
		bool cut = cut_at(p, &request, at);

		path = newest_file(p);
		whole += cut && path != NULL;
		if (path != NULL && !lost)
			take_in(to, path);
		mem_free(path);
		if (!cut)
			break;
		cuts++;
		next_day(p);
		empty_stick(p);
		path = send_bundle(p, p->aca, request);
		take_in(to, path);
		mem_free(path);
		empty_stick(p);
		next_day(p);
	}
	assert_true(cuts >= 8);
	assert_true(whole > 0);
	assert_true(unfinished(p) >= whole);
	must(verify_all(p->aca, e));
	must(verify_all(to, e));
}

static void
a_return_follows_one_that_was_cut_and_arrived(void **state)
{
	struct places *p = *state;

	sweep(p, p->hq, (struct export_request){ .kind = BUNDLE_RETURN },
	      false);
}

static void
a_return_follows_one_that_was_cut_and_lost(void **state)
{
	struct places *p = *state;

	sweep(p, p->hq, (struct export_request){ .kind = BUNDLE_RETURN },
	      true);
}

/* Once the other academy can have it, it is read here and no more. */
static void
a_student_is_never_in_two_places(void **state)
{
	struct places *p = *state;
	struct export_request request = {
		.kind = BUNDLE_TRANSFER, .to = "BBB", .dir = p->stick,
		.students = &p->aca->nia.id, .student_count = 1,
	};
	bool cut = true;

	for (int at = 0; cut; at++) {
		struct student nia;
		char *path;

		cut = cut_at(p, &request, at);
		path = newest_file(p);
		must(app_student_load(p->aca->app, &p->aca->nia.id, &nia, e));
		if (path != NULL)
			assert_false(id_is_zero(&nia.owner_id));
		mem_free(path);
		if (!id_is_zero(&nia.owner_id))
			must(exchange_reclaim(p->aca->app, &nia.id,
					      "Power was cut", e));
		empty_stick(p);
		next_day(p);
	}
	must(verify_all(p->aca, e));
}

static void
a_transfer_follows_one_that_was_cut(void **state)
{
	struct places *p = *state;

	sweep(p, p->bbb, (struct export_request){
		.kind = BUNDLE_TRANSFER, .to = "BBB",
		.students = &p->aca->nia.id, .student_count = 1 }, false);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_return_follows_one_that_was_cut_and_arrived),
		TEST(a_return_follows_one_that_was_cut_and_lost),
		TEST(a_student_is_never_in_two_places),
		TEST(a_transfer_follows_one_that_was_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
