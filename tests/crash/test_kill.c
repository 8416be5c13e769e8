/* SPDX-License-Identifier: ISC */
/*
 * SIGKILL at random instants. A child opens the vault, works through a script
 * and says on a pipe which step is done; the parent kills it when a seeded
 * moment has come, anywhere from its first instruction to its last. Then every
 * step that was acknowledged is there, and at most one more, whole: the
 * journal's chain and every row are what they are without any kill, `verify`
 * passes, and the next child goes on from there. Now and then nobody looks
 * between two kills, so that the mending of the first is killed too.
 *
 * KILLS says how many, KILL_SEED which instants.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/academy_steps.h"

enum { STEPS = 6 * ACADEMY_STEP_KINDS, STEPS_A_CHILD = 12, KILLS = 220 };

struct killer {
	struct small_academy *a;
	char template[80];		/* the vault before the first step */
	uint64_t digests[STEPS + 1];	/* after so many steps */
	struct random_seeded seed;
	struct random_source random;
	int64_t child_ns;		/* how long a child lives, unkilled */
	unsigned least, most;		/* steps that may be found */
	unsigned killed, looked, one_more, restarts;
};

static unsigned
pick(struct killer *k, unsigned below)
{
	uint32_t value;

	k->random.fill(k->random.ctx, &value, sizeof(value));
	return value % below;
}

static int64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* ---- the child ---- */

static void
acknowledge(int fd, unsigned steps)
{
	if (write(fd, &steps, sizeof(steps)) != sizeof(steps))
		_exit(3);
}

/* What it finds is acknowledged too: who has seen it may rely on it. */
static _Noreturn void
child(struct small_academy *a, int fd)
{
	struct err err = { .code = RC_OK };
	unsigned n;

	if (academy_reopen(a, &err) != RC_OK)
		_exit(2);
	n = academy_steps_done(a);
	acknowledge(fd, n);
	for (int i = 0; i < STEPS_A_CHILD && n < STEPS; i++) {
		if (academy_step(a, n, &err) != RC_OK)
			_exit(4);
		acknowledge(fd, ++n);
	}
	academy_close(a);
	_exit(0);
}

/* ---- the parent ---- */

/* Reads what is acknowledged until `until`, or the end of the pipe. */
static void
listen_until(struct killer *k, int fd, int64_t until)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	for (;;) {
		int64_t left = until - now_ns();
		struct timespec wait = {
			.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000,
		};
		unsigned steps;

		if (left <= 0 || ppoll(&p, 1, &wait, NULL) == 0)
			return;
		if (read(fd, &steps, sizeof(steps)) != sizeof(steps))
			return;
		k->least = steps;
		k->most = steps + 1;
	}
}

/* False when the child was quicker. */
static bool
run_and_kill(struct killer *k, int64_t after_ns)
{
	int fds[2], status;
	int64_t begun = now_ns();
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		child(k->a, fds[1]);
	}
	close(fds[1]);
	listen_until(k, fds[0], begun + after_ns);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	/* Said before it died, and not yet heard. */
	listen_until(k, fds[0], INT64_MAX);
	close(fds[0]);
	if (WIFSIGNALED(status))
		return true;
	if (WEXITSTATUS(status) != 0)
		fail_msg("the child ended with %d at step %u",
			 WEXITSTATUS(status), k->least);
	return false;
}

static void
look(struct killer *k)
{
	struct buf report = BUF_INIT;
	unsigned found;

	must(academy_reopen(k->a, e));
	found = academy_steps_done(k->a);
	if (found < k->least || found > k->most)
		fail_msg("%u steps were acknowledged, %u are there", k->least,
			 found);
	assert_int_equal(academy_digest(k->a), k->digests[found]);
	must(app_verify(k->a->app, &report, NULL, NULL, e));
	academy_close(k->a);
	buf_release(&report);
	k->looked++;
	k->one_more += found > k->least;
	k->least = found;
	k->most = found + 1;
}

static void
start_again(struct killer *k)
{
	academy_copy(k->template, k->a->dir);
	k->least = 0;
	k->most = 1;
	k->restarts++;
}

static unsigned
number_from(const char *variable, unsigned otherwise)
{
	const char *text = getenv(variable);

	return text != NULL && *text != '\0'
		       ? (unsigned)strtoul(text, NULL, 10)
		       : otherwise;
}

static void
what_was_acknowledged_is_there(void **state)
{
	struct killer *k = *state;
	unsigned kills = number_from("KILLS", KILLS);

	start_again(k);
	while (k->killed < kills) {
		int64_t after = k->child_ns / 1000 * pick(k, 1000);

		k->killed += run_and_kill(k, after);
		if (pick(k, 4) > 0)
			look(k);
		if (k->least >= STEPS) {
			look(k);
			start_again(k);
		}
	}
	look(k);
	print_message("# %u kills, looked %u times, found one step more than "
		      "said %u times, %u vaults\n", k->killed, k->looked,
		      k->one_more, k->restarts);
}

/* ---- what must be found ---- */

static void
learn_digests(struct killer *k)
{
	must(academy_reopen(k->a, e));
	for (unsigned n = 0; n < STEPS; n++) {
		assert_int_equal(academy_steps_done(k->a), n);
		k->digests[n] = academy_digest(k->a);
		must(academy_step(k->a, n, e));
	}
	k->digests[STEPS] = academy_digest(k->a);
	academy_close(k->a);
}

/* The shortest of three, so that few children get away. */
static void
learn_time(struct killer *k)
{
	k->child_ns = INT64_MAX;
	for (int i = 0; i < 3; i++) {
		int64_t begun = now_ns(), took;

		start_again(k);
		assert_false(run_and_kill(k, INT64_MAX / 2));
		took = now_ns() - begun;
		if (took < k->child_ns)
			k->child_ns = took;
	}
	k->restarts = 0;
}

static int
set_up(void **state)
{
	struct killer *k = calloc(1, sizeof(*k));
	void *academy;

	assert_int_equal(small_academy_set_up(&academy), 0);
	k->a = academy;
	k->random = random_seeded(&k->seed, number_from("KILL_SEED", 1));
	snprintf(k->template, sizeof(k->template), "%s/template.vault",
		 k->a->root);
	academy_close(k->a);
	academy_copy(k->a->dir, k->template);
	learn_digests(k);
	learn_time(k);
	*state = k;
	return 0;
}

static int
tear_down(void **state)
{
	struct killer *k = *state;
	void *academy = k->a;

	free(k);
	return small_academy_tear_down(&academy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_acknowledged_is_there,
						set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
